use super::policy::{POLICY, Policy, TEXT};
use super::*;

#[test]
fn the_table_can_be_read_and_names_every_role_and_restriction() {
    Policy::read(TEXT).expect("the policy reads");
    for role in Role::ALL {
        assert!(TEXT.contains(&format!("\nrole {}\n", role.name())), "{role:?} is not in the policy");
        assert_eq!(Role::by_name(role.name()), Some(role));
    }
    for restriction in Restriction::ALL {
        assert!(TEXT.contains(&format!("\nrestriction {} ", restriction.name())), "{restriction:?}");
    }
    for act in Act::ALL {
        assert!(Role::ALL.iter().any(|role| !POLICY.cell(*role, act).is_empty()), "nobody may {}", act.name());
    }
}

#[test]
fn a_table_that_is_wrong_is_refused_and_says_where() {
    for (text, line) in [
        ("role nobody", 1),
        ("role auditor\n  see file  sometimes", 2),
        ("role auditor\n  see file  any\n  see file  tied", 3),
        ("role auditor\n  fly  any", 2),
        ("  see file  any", 1),
        ("restriction normal  someone", 1),
        ("fresh  fly", 1),
        ("fresh  export\npasskey  export", 2),
        ("restriction sealed  named, code", 1),
    ] {
        let said = Policy::read(text).err().expect(text);
        assert!(said.contains(&format!("line {line} ")), "{said}");
    }
    let nothing = Policy::default();
    for (role, act) in Role::ALL.iter().flat_map(|role| Act::ALL.map(|act| (*role, act))) {
        assert_eq!(nothing.decide(role, act, &Standing::none(), Fresh::Passkey), Decision::NotAllowed);
    }
}

#[test]
fn some_roles_see_no_childs_file_however_they_stand() {
    let denied =
        [Role::Administrator, Role::Councillor, Role::Analyst, Role::Referrer, Role::YoungPerson, Role::Parent];
    for (role, relation) in denied.iter().flat_map(|role| Relation::ALL.map(|relation| (*role, relation))) {
        for act in [Act::SeeFile, Act::Search, Act::Write, Act::SeeShielded, Act::BreakGlass] {
            let standing = Standing { relations: relation.into(), restriction: Restriction::Normal, named: true };
            assert_eq!(decide(role, act, &standing, Fresh::Passkey), Decision::NotAllowed, "{role:?} {act:?}");
        }
    }
}

#[test]
fn a_restriction_lets_pass_whom_it_names_and_a_conflict_lets_pass_nobody() {
    let stands = |relation: Relation, restriction, named| Standing { relations: relation.into(), restriction, named };
    let see = |standing: Standing, fresh| decide(Role::SocialWorker, Act::SeeFile, &standing, fresh);
    use Decision::{Allowed, Hidden, StepUp};
    assert_eq!(see(stands(Relation::None, Restriction::Shielded, false), Fresh::No), Allowed);
    assert_eq!(see(stands(Relation::Allocated, Restriction::Listed, false), Fresh::Passkey), Hidden);
    assert_eq!(see(stands(Relation::None, Restriction::Listed, true), Fresh::No), Allowed);
    assert_eq!(see(stands(Relation::Emergency, Restriction::Listed, false), Fresh::No), Allowed);
    assert_eq!(see(stands(Relation::Emergency, Restriction::Sealed, false), Fresh::Passkey), Hidden);
    assert_eq!(see(stands(Relation::Allocated, Restriction::Sealed, true), Fresh::No), StepUp(Fresh::Passkey));
    assert_eq!(see(stands(Relation::Allocated, Restriction::Sealed, true), Fresh::Code), StepUp(Fresh::Passkey));
    assert_eq!(see(stands(Relation::Allocated, Restriction::Sealed, true), Fresh::Passkey), Allowed);
    for relation in Relation::ALL {
        assert_eq!(see(stands(relation, Restriction::Conflict, true), Fresh::Passkey), Hidden, "{relation:?}");
    }
}

#[test]
fn whether_a_second_factor_is_wanted_tells_nothing_about_a_child() {
    for restriction in Restriction::ALL {
        let standing = Standing { relations: Relation::None.into(), restriction, named: false };
        assert_eq!(decide(Role::TeamManager, Act::Restrict, &standing, Fresh::No), Decision::StepUp(Fresh::Code));
    }
}

/// Which of what wants a passkey somebody gets at who has only given a code.
fn by_a_code(policy: &Policy) -> Vec<&'static str> {
    let whoever = Standing { relations: Relations::ANY, ..Standing::none() };
    let acts = [Act::Seal, Act::ChangeRoles, Act::ManagePeople];
    let who = |act| Role::ALL.into_iter().filter(move |role| !POLICY.cell(*role, act).is_empty());
    let does = |act, role, fresh| policy.decide(role, act, &whoever, fresh) == Decision::Allowed;
    for act in acts {
        assert!(who(act).count() > 0 && who(act).all(|role| does(act, role, Fresh::Passkey)), "{}", act.name());
    }
    let mut got: Vec<_> = acts.into_iter().filter(|act| who(*act).any(|role| does(*act, role, Fresh::Code))).collect();
    got.dedup();
    let named = Standing { restriction: Restriction::Sealed, named: true, ..whoever };
    let opens = |fresh| policy.decide(Role::Director, Act::SeeFile, &named, fresh) == Decision::Allowed;
    assert!(opens(Fresh::Passkey));
    got.iter().map(|act| act.name()).chain(opens(Fresh::Code).then_some("sealed")).collect()
}

#[test]
fn a_code_seals_nothing_opens_nothing_sealed_and_changes_no_ones_place() {
    assert!(by_a_code(&POLICY).is_empty());
    // A twin of the policy that asks for any second factor lets a code through, each by its own word.
    let twin = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        by_a_code(&Policy::read(&TEXT.replace(from, to)).expect("a policy"))
    };
    assert_eq!(twin("passkey  seal,", "passkey "), ["seal"]);
    assert_eq!(twin("passkey  seal, change roles, manage people", "fresh  seal, change roles, manage people").len(), 3);
    assert_eq!(twin("named, passkey", "named, fresh"), ["sealed"]);
    // What asks for any second factor takes either.
    let whoever = Standing { relations: Relations::ANY, ..Standing::none() };
    let export = |fresh| decide(Role::Administrator, Act::Export, &whoever, fresh);
    assert_eq!(export(Fresh::No), Decision::StepUp(Fresh::Code));
    assert_eq!([export(Fresh::Code), export(Fresh::Passkey)], [Decision::Allowed; 2]);
}
