//! An invented family of four generations, with what is not known.

use jiff::civil::date;
use web::draw::genogram::*;

/// The drawing, its table and its cards.
pub fn page() -> maud::Markup {
    let family = family();
    maud::html! { (draw(&family)) (table(&family)) (cards(&family)) }
}

fn person(id: &str, name: &str, born: &str, kind: Kind) -> Node {
    Node {
        id: id.into(),
        name: name.into(),
        born: (!born.is_empty()).then(|| born.into()),
        died: None,
        kind,
        note: None,
        href: Some("#".into()),
        is_focus: id == "ava",
        strength: None,
    }
}

fn parents(who: &[&str], children: &[&str], kind: ParentKind, responsibility: Option<bool>) -> Vec<ParentLink> {
    let link =
        |parent: &str, child: &str| ParentLink { parent: parent.into(), child: child.into(), kind, responsibility };
    children.iter().flat_map(|child| who.iter().map(move |parent| link(parent, child))).collect()
}

fn couple(a: &str, b: &str, kind: CoupleKind) -> Couple {
    Couple { a: a.into(), b: b.into(), kind }
}

fn home(label: &str, members: &[&str]) -> Household {
    Household { label: label.into(), members: members.iter().map(|id| (*id).into()).collect() }
}

fn family() -> Family {
    use Kind::{Female, Male, Other, Unborn, Unknown};
    let great = Node { died: Some("2015".into()), ..person("rose", "Rose Hartley", "1935", Female) };
    let nan = Node {
        strength: Some("Could care at weekends; Ava says she feels safe here".into()),
        ..person("nan", "Maureen Hartley (Nan)", "1961", Female)
    };
    let grandad = Node { died: Some("June 2019".into()), ..person("grandad", "Alan Hartley", "1958", Male) };
    let father = Node {
        note: Some("Not known, mother asked 3 May 2026".into()),
        href: None,
        ..person("father", "Ava's father", "", Unknown)
    };
    let bev = Node { strength: Some("Ava says she matters".into()), ..person("bev", "Bev Osei", "1980", Female) };
    let people = vec![
        great,
        grandad,
        nan,
        person("uncle", "Sam Hartley", "1990", Other),
        person("kim", "Kim Hartley", "4 June 1988", Female),
        father,
        person("dean", "Dean Cole", "1985", Male),
        person("jo", "Jo Marsh", "1992", Female),
        person("ava", "Ava Hartley", "2 March 2016", Female),
        person("leo", "Leo Cole", "2019", Male),
        person("mia", "Mia Cole", "2021", Female),
        person("baby", "Baby", "due November 2026", Unborn),
        person("tess", "Tess Marsh", "2014", Female),
        bev,
        person("foster", "Grace Lindqvist", "1970", Female),
    ];
    let mut links = parents(&["rose"], &["nan"], ParentKind::Birth, None);
    links.extend(parents(&["grandad", "nan"], &["kim", "uncle"], ParentKind::Birth, None));
    links.extend(parents(&["kim"], &["ava"], ParentKind::Birth, Some(true)));
    links.extend(parents(&["father"], &["ava"], ParentKind::Birth, Some(false)));
    links.extend(parents(&["kim", "dean"], &["leo", "mia"], ParentKind::Birth, Some(true)));
    links.extend(parents(&["dean"], &["ava"], ParentKind::Step, Some(false)));
    links.extend(parents(&["jo"], &["tess"], ParentKind::Adoptive, Some(true)));
    links.extend(parents(&["dean", "jo"], &["baby"], ParentKind::Birth, None));
    links.extend(parents(&["foster"], &["leo"], ParentKind::Foster, Some(false)));
    Family {
        id: "family".into(),
        title: "Ava's family and network".into(),
        people,
        couples: vec![
            couple("grandad", "nan", CoupleKind::Together),
            couple("kim", "father", CoupleKind::Unknown),
            couple("kim", "dean", CoupleKind::Separated),
            couple("dean", "jo", CoupleKind::Together),
        ],
        parents: links,
        others: vec![Tie { from: "bev".into(), to: "ava".into(), label: "like an aunt".into() }],
        households: vec![home("Mill Lane", &["kim", "ava", "mia"]), home("Elm Road", &["dean", "jo", "tess"])],
        drawn: date(2026, 6, 4),
        version: "Version 3".into(),
        asked: vec!["Kim Hartley, 3 May 2026".into(), "Maureen Hartley, 12 May 2026".into()],
    }
}
