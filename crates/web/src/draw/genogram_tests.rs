use super::genogram::*;
use super::genogram_layout::{BOX, Layout, lay_out};
use jiff::civil::date;
use proptest::prelude::*;

fn node(n: usize, kind: Kind) -> Node {
    Node {
        id: n.to_string(),
        name: format!("Person {n}"),
        born: Some("2019".into()),
        died: None,
        kind,
        note: None,
        href: Some(format!("/people/0192f0c1-7e1b-7c3a-9b1e-{n:012}")),
        is_focus: n == 0,
        strength: None,
    }
}

fn family(people: usize) -> Family {
    Family {
        id: "f".into(),
        title: "Ava's family".into(),
        people: (0..people).map(|n| node(n, Kind::Other)).collect(),
        couples: vec![],
        parents: vec![],
        others: vec![],
        households: vec![],
        drawn: date(2026, 6, 4),
        version: "Version 3".into(),
        asked: vec!["Kim, 3 May 2026".into()],
    }
}

fn couple(a: usize, b: usize) -> Couple {
    Couple { a: a.to_string(), b: b.to_string(), kind: CoupleKind::Together }
}

fn parent(parent: usize, child: usize) -> ParentLink {
    let (parent, child) = (parent.to_string(), child.to_string());
    ParentLink { parent, child, kind: ParentKind::Birth, responsibility: Some(true) }
}

fn overlap(layout: &Layout) -> Option<(usize, usize)> {
    let part = |n: usize| (layout.left[n], layout.rows[layout.row[n]]);
    let pairs = (0..layout.left.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    pairs.into_iter().find(|&(a, b)| {
        let ((xa, (ta, fa)), (xb, (tb, fb))) = (part(a), part(b));
        xa < xb + BOX && xb < xa + BOX && ta < fb && tb < fa
    })
}

type Links = Vec<(usize, usize)>;

fn links(most: usize) -> impl Strategy<Value = Links> {
    prop::collection::vec((0..42usize, 0..42usize), 0..most)
}

proptest! {
    #[test]
    fn any_family_is_drawn_without_overlap(
        people in 0..=40usize, couples in links(15), parents in links(60), homes in links(30), ties in links(6),
    ) {
        let kinds = [CoupleKind::Together, CoupleKind::Separated, CoupleKind::Unknown];
        let ways = [ParentKind::Birth, ParentKind::Step, ParentKind::Foster, ParentKind::Unknown];
        let mut family = family(people);
        family.couples =
            couples.iter().map(|&(a, b)| Couple { kind: kinds[(a + b) % 3], ..couple(a, b) }).collect();
        family.parents =
            parents.iter().map(|&(a, b)| ParentLink { kind: ways[(a * b) % 4], ..parent(a, b) }).collect();
        family.others = ties
            .iter()
            .map(|(a, b)| Tie { from: a.to_string(), to: b.to_string(), label: "like an aunt".into() })
            .collect();
        family.households = (0..4)
            .map(|home| Household {
                label: format!("Home {home}"),
                members: homes.iter().filter(|(at, _)| at % 4 == home).map(|(_, n)| n.to_string()).collect(),
            })
            .collect();
        // The quickest of three, so that a busy machine does not fail a quick layout.
        let timed = || {
            let began = std::time::Instant::now();
            let _ = lay_out(&family);
            began.elapsed()
        };
        let took = timed().min(timed()).min(timed());
        let layout = lay_out(&family);
        prop_assert!(took.as_millis() < 50, "{took:?}");
        prop_assert_eq!(overlap(&layout), None);
        for n in 0..people {
            let (top, foot) = layout.rows[layout.row[n]];
            prop_assert!(layout.left[n] >= 0 && layout.left[n] + BOX <= layout.width);
            prop_assert!(top >= 0 && foot <= layout.height);
        }
        for &(_, parent, child) in &layout.ranks.parents {
            prop_assert!(layout.row[parent] < layout.row[child]);
        }
        for &(_, a, b) in &layout.ranks.couples {
            prop_assert_eq!(layout.row[a], layout.row[b]);
        }
        let html = draw(&family).into_string();
        prop_assert_eq!(html.matches("class=\"draw-person\"").count(), people);
        prop_assert!(!html.contains("style=") && !html.contains("NaN"));
    }
}

#[test]
fn forty_people_stay_small() {
    let mut family = family(40);
    for first in (0..39).step_by(3) {
        family.couples.push(couple(first, first + 1));
        family.parents.extend([parent(first, first + 2), parent(first + 1, first + 2)]);
        family.parents.push(parent(first + 2, (first + 3).min(39)));
    }
    for person in &mut family.people {
        person.note = Some("Not known, mother asked 3 May 2026".into());
        person.strength = Some("Could care at weekends".into());
    }
    let drawing = draw(&family).into_string();
    assert!(drawing.len() <= 60_000, "{}", drawing.len());
    assert_eq!(drawing.matches("<a class=\"draw-person\"").count(), 40);
}

#[test]
fn contradictions_are_told_and_drawn_without_a_loop() {
    let mut family = family(4);
    family.parents = vec![parent(0, 1), parent(1, 2), parent(2, 0), parent(3, 3)];
    family.couples = vec![couple(2, 2)];
    let told = oddities(&family);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[1].starts_with("Person 2 is recorded as a parent or carer of Person 0"));
    let mut family = self::family(2);
    family.couples = vec![couple(0, 1)];
    family.parents = vec![parent(0, 1)];
    assert_eq!(oddities(&family).len(), 1);
    let html = table(&family).into_string();
    assert!(html.contains("Parent by birth"), "the table keeps what the drawing leaves out");
}

#[test]
fn three_generations_with_one_parent_or_three() {
    let mut family = family(6);
    // 5 is the grandparent of 0 through 1; 2 and 3 are also parents of 0.
    family.parents = vec![parent(5, 1), parent(1, 0), parent(2, 0), parent(3, 0)];
    let layout = lay_out(&family);
    assert_eq!(layout.row[..4], [2, 1, 1, 1]);
    assert_eq!(layout.row[5], 0);
    assert_eq!(overlap(&layout), None);
}

#[test]
fn a_child_of_a_couple_stands_under_the_middle_of_them() {
    let mut family = family(3);
    family.couples = vec![couple(1, 2)];
    family.parents = vec![parent(1, 0), parent(2, 0)];
    let layout = lay_out(&family);
    assert_eq!((layout.left[1] + layout.left[2]) / 2, layout.left[0]);
    assert_eq!(layout.families.len(), 1);
}

#[test]
fn a_person_left_out_before_drawing_leaves_no_trace() {
    let with_links_to_the_absent = || {
        let mut family = family(3);
        family.couples = vec![couple(1, 2), couple(1, 7)];
        family.parents = vec![parent(1, 0), parent(2, 0), parent(7, 0)];
        family.others = vec![Tie { from: "7".into(), to: "0".into(), label: "like an uncle".into() }];
        family.households = vec![Household { label: "Elm Road".into(), members: vec!["0".into(), "7".into()] }];
        family
    };
    let whole =
        |family: &Family| draw(family).into_string() + &table(family).into_string() + &cards(family).into_string();
    let masked = with_links_to_the_absent();
    let mut clean = with_links_to_the_absent();
    clean.couples.pop();
    clean.parents.pop();
    clean.others.clear();
    clean.households[0].members.pop();
    assert_eq!(whole(&masked), whole(&clean));
    assert!(oddities(&masked).is_empty());
}

#[test]
fn unknown_people_households_and_ties_are_in_words() {
    let mut family = family(3);
    family.people[1] = Node {
        name: "Father".into(),
        note: Some("Not known, mother asked 3 May 2026".into()),
        href: None,
        ..node(1, Kind::Unknown)
    };
    family.parents = vec![parent(1, 0)];
    family.others = vec![Tie { from: "2".into(), to: "0".into(), label: "like an aunt".into() }];
    family.households = vec![Household { label: "Elm Road".into(), members: vec!["0".into(), "2".into()] }];
    let html = draw(&family).into_string();
    assert!(html.contains("Not known, mother asked 3 May 2026"));
    assert!(html.contains("Household, Elm Road: Person 0 and Person 2."));
    assert!(html.contains("Person 0 lives with Person 2 (Elm Road). 1 person is not known."));
    assert!(html.contains("like an aunt to Person 0"));
    assert!(html.contains("Drawn 4 June 2026. Version 3. Asked: Kim, 3 May 2026."));
    let cards = cards(&family).into_string();
    assert!(cards.contains("Parent by birth of Person 0.") && cards.contains("Where they live is not recorded."));
}

/// Where each line leaves a parent and reaches a child: the first two places of each path of descent.
fn descents(svg: &str) -> Vec<(i32, i32)> {
    let paths = svg.split("class=\"draw-line").skip(1).filter_map(|rest| rest.split(" d=\"").nth(1)?.split('"').next());
    let starts = |path: &str| -> Vec<i32> {
        path.split('M').filter_map(|piece| piece.split(' ').next()?.parse().ok()).collect()
    };
    paths.map(starts).filter(|xs| xs.len() >= 2).map(|xs| (xs[0], xs[1])).collect()
}

fn cross(lines: &[(i32, i32)]) -> bool {
    lines.iter().any(|a| lines.iter().any(|b| a.0 < b.0 && a.1 >= b.1))
}

#[test]
fn the_lines_of_parents_who_are_not_a_couple_do_not_cross() {
    for order in [[1, 2], [2, 1]] {
        let parents = Vec::from(order.map(|one| parent(one, 0)));
        let family = Family { parents, ..family(3) };
        let lines = descents(&draw(&family).into_string());
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(!cross(&lines), "{lines:?}");
    }
    assert!(cross(&[(110, 400), (320, 340)]), "the twin, which crosses, must be caught");
}
