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
    ] {
        let said = Policy::read(text).err().expect(text);
        assert!(said.contains(&format!("line {line} ")), "{said}");
    }
    let nothing = Policy::default();
    for (role, act) in Role::ALL.iter().flat_map(|role| Act::ALL.map(|act| (*role, act))) {
        assert_eq!(nothing.decide(role, act, &Standing::none(), true), Decision::NotAllowed);
    }
}

#[test]
fn some_roles_see_no_childs_file_however_they_stand() {
    let denied =
        [Role::Administrator, Role::Councillor, Role::Analyst, Role::Referrer, Role::YoungPerson, Role::Parent];
    for (role, relation) in denied.iter().flat_map(|role| Relation::ALL.map(|relation| (*role, relation))) {
        for act in [Act::SeeFile, Act::Search, Act::Write, Act::SeeShielded, Act::BreakGlass] {
            let standing = Standing { relations: relation.into(), restriction: Restriction::Normal, named: true };
            assert_eq!(decide(role, act, &standing, true), Decision::NotAllowed, "{role:?} {act:?}");
        }
    }
}

#[test]
fn a_restriction_lets_pass_whom_it_names_and_a_conflict_lets_pass_nobody() {
    let stands = |relation: Relation, restriction, named| Standing { relations: relation.into(), restriction, named };
    let see = |standing: Standing, fresh| decide(Role::SocialWorker, Act::SeeFile, &standing, fresh);
    use Decision::{Allowed, Hidden, StepUp};
    assert_eq!(see(stands(Relation::None, Restriction::Shielded, false), false), Allowed);
    assert_eq!(see(stands(Relation::Allocated, Restriction::Listed, false), true), Hidden);
    assert_eq!(see(stands(Relation::None, Restriction::Listed, true), false), Allowed);
    assert_eq!(see(stands(Relation::Emergency, Restriction::Listed, false), false), Allowed);
    assert_eq!(see(stands(Relation::Emergency, Restriction::Sealed, false), true), Hidden);
    assert_eq!(see(stands(Relation::Allocated, Restriction::Sealed, true), false), StepUp);
    assert_eq!(see(stands(Relation::Allocated, Restriction::Sealed, true), true), Allowed);
    for relation in Relation::ALL {
        assert_eq!(see(stands(relation, Restriction::Conflict, true), true), Hidden, "{relation:?}");
    }
}

#[test]
fn whether_a_second_factor_is_wanted_tells_nothing_about_a_child() {
    for restriction in Restriction::ALL {
        let standing = Standing { relations: Relation::None.into(), restriction, named: false };
        assert_eq!(decide(Role::TeamManager, Act::Restrict, &standing, false), Decision::StepUp);
    }
}
