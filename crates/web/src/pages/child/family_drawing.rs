//! The family as it is drawn: relationships turned into people, lines and outlines.

use super::family::unknown_parents;
use crate::draw::genogram::{self, Couple, CoupleKind, Household, Kind, Node, ParentKind, ParentLink, Tie};
use casework::family::Family;
use casework::finish::records_of;
use practice::ids::PersonId;
use practice::moment::{Moment, PartialDate, long_date};
use practice::people::{Address, Birth, Kinship, Person, Relationship};
use practice::record::On;
use practice::words;
use std::collections::BTreeSet;

/// What to draw, from relationships that stand. Anyone this reader may not see is to be absent from these already.
pub fn drawing(family: &Family, ties: &[On<'_, Relationship>]) -> genogram::Family {
    let child = family.file.child;
    let on = family.file.journey.on;
    let mut people: BTreeSet<PersonId> = ties.iter().flat_map(|tie| [tie.person, tie.of]).collect();
    people.insert(child);
    let mut nodes: Vec<(Option<PartialDate>, Node)> =
        people.iter().map(|person| node(family, *person, ties, on)).collect();
    // The eldest first; those whose birth is not known come last.
    nodes.sort_by_key(|(born, node)| (born.is_none(), *born, node.name.clone()));
    let mut drawn = genogram::Family {
        id: "family".into(),
        title: "Family and network".into(),
        people: nodes.into_iter().map(|(_, node)| node).collect(),
        couples: Vec::new(),
        parents: Vec::new(),
        others: Vec::new(),
        households: households(family, &people, on),
        drawn: on.date,
        version: match ties.iter().map(|tie| tie.entry.known).max() {
            Some(latest) => format!("As recorded on {}", long_date(Moment::of(latest).date)),
            None => "Nothing recorded".into(),
        },
        asked: asked(ties),
    };
    for tie in ties {
        line(tie, ties, &mut drawn);
    }
    for (number, words) in unknown_parents(family, ties).into_iter().enumerate() {
        unknown(number, &words, child, &mut drawn);
    }
    drawn
}

fn node(family: &Family, person: PersonId, ties: &[On<'_, Relationship>], on: Moment) -> (Option<PartialDate>, Node) {
    let child = family.file.child;
    let own = records_of(&family.network, person);
    let known = Person::of(person, &own.standing().by(on), on);
    let details = known.details.as_ref();
    let kind = match details.map(|details| (&details.birth, details.sex.as_str())) {
        Some((Birth::Expected { .. }, _)) => Kind::Unborn,
        Some((_, "F")) => Kind::Female,
        Some((_, "M")) => Kind::Male,
        _ => Kind::Other,
    };
    let strong = |tie: &&On<'_, Relationship>| tie.person == person && !tie.strength.is_empty();
    let strength = ties.iter().find(strong).map(|tie| words::clip(&tie.strength, 60));
    let node = Node {
        id: person.to_string(),
        name: family.file.names.of(person).to_owned(),
        born: known.born().map(|born| born.to_string()),
        died: details.and_then(|details| details.died).map(|died| died.to_string()),
        kind,
        note: None,
        href: Some(format!("/children/{person}")),
        is_focus: person == child,
        strength,
    };
    (known.born(), node)
}

/// Who was asked, each once.
fn asked(ties: &[On<'_, Relationship>]) -> Vec<String> {
    let told: BTreeSet<&str> = ties.iter().map(|tie| tie.told_by.trim()).filter(|told| !told.is_empty()).collect();
    told.into_iter().map(str::to_owned).collect()
}

/// A relationship as a line of the drawing.
fn line(tie: &On<'_, Relationship>, ties: &[On<'_, Relationship>], drawn: &mut genogram::Family) {
    use Kinship::*;
    let (person, of) = (tie.person.to_string(), tie.of.to_string());
    let parent = |kind| ParentLink {
        parent: person.clone(),
        child: of.clone(),
        kind,
        responsibility: tie.parental_responsibility.known().copied(),
    };
    match tie.is_the {
        Mother | Father | Parent => drawn.parents.push(parent(ParentKind::Birth)),
        AdoptiveParent => drawn.parents.push(parent(ParentKind::Adoptive)),
        StepParent | ParentsPartner => drawn.parents.push(parent(ParentKind::Step)),
        FosterCarer => drawn.parents.push(parent(ParentKind::Foster)),
        SpecialGuardian => drawn.parents.push(parent(ParentKind::Kin)),
        Partner | FormerPartner => {
            let apart = tie.is_the == FormerPartner || tie.ended.is_some();
            let kind = if apart { CoupleKind::Separated } else { CoupleKind::Together };
            drawn.couples.push(Couple { a: person, b: of, kind });
        }
        // Brothers and sisters with a parent in common hang from the same line already.
        kin if kin.is_sibling() && share_a_parent(tie, ties) => {}
        kin => drawn.others.push(Tie { from: person, to: of, label: words::of(&kin).to_lowercase() }),
    }
}

fn share_a_parent(tie: &Relationship, ties: &[On<'_, Relationship>]) -> bool {
    let parents = |of: PersonId| -> BTreeSet<PersonId> {
        ties.iter().filter(|one| one.of == of && one.is_the.is_parent()).map(|one| one.person).collect()
    };
    !parents(tie.person).is_disjoint(&parents(tie.of))
}

/// Someone nobody knows, drawn all the same: "Father: not known".
fn unknown(number: usize, words: &str, child: PersonId, drawn: &mut genogram::Family) {
    let (name, note) = words.split_once(": ").unwrap_or((words, ""));
    let id = format!("unknown-{number}");
    drawn.parents.push(ParentLink {
        parent: id.clone(),
        child: child.to_string(),
        kind: ParentKind::Unknown,
        responsibility: None,
    });
    drawn.people.push(Node {
        id,
        name: name.to_owned(),
        born: None,
        died: None,
        kind: Kind::Unknown,
        note: Some(note.to_owned()).filter(|note| !note.is_empty()),
        href: None,
        is_focus: false,
        strength: None,
    });
}

/// Who lives together. An address that must be kept safe is not written on a drawing, which is easily shown to others.
fn households(family: &Family, people: &BTreeSet<PersonId>, on: Moment) -> Vec<Household> {
    let standing = family.network.standing().by(on);
    let lived = standing.of_kind::<Address>().filter(|home| home.until.is_none_or(|until| until.latest() >= on.date));
    lived
        .map(|home| Household {
            label: if home.keep_safe.is_some() { "Address kept safe".to_owned() } else { home.street.clone() },
            members: home.entry.people.iter().filter(|one| people.contains(one)).map(PersonId::to_string).collect(),
        })
        .collect()
}
