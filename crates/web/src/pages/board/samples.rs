//! The board with nothing, with a usual morning, and full.

use super::{Drawn, Filter, Sample, taken_view, view};
use casework::board::Known;
use casework::lists::{Board, BoardLine};
use casework::names::StaffNames;
use jiff::{Timestamp, ToSpan};
use practice::ids::{PersonId, RecordId, StaffId};
use practice::moment::Moment;
use practice::summary::Waiting;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Claim, Staff};
use uuid::Uuid;

fn now() -> Timestamp {
    // Monday 16 November 2026, 11:00am.
    Timestamp::constant(1_794_826_800, 0)
}

fn names() -> Arc<StaffNames> {
    let staff = |id: &str, name: &str| Staff::new(id, name, "screener");
    let all = [staff("sid", "Sidra Malik"), staff("omar", "Omar Reid")];
    Arc::new(StaffNames { staff: all.into_iter().map(|one| (one.id.clone(), one)).collect(), ..StaffNames::default() })
}

/// One contact in ten is about danger now, one in three is claimed; deadlines are spread over two days.
fn line(number: u32) -> BoardLine {
    const CHILDREN: [&str; 6] = ["Ava Brook", "Leo Marsh", "Tomasz Zielinski", "Aisha Khan", "Baby Osei", "Kit Lodge"];
    const WORRIES: [&str; 4] = [
        "School says he came in with a bruise on his upper arm and would not say how it happened",
        "Neighbour hears shouting most nights and a child crying",
        "Police called to the address at 1am, both children upstairs",
        "Grandmother is worried that there is no food in the house at weekends",
    ];
    const SOURCES: [&str; 4] = ["Schools", "Individual: acquaintance", "Police", "Individual: family member"];
    let at = number as usize;
    // As different from each other as real ones, so that the page weighs as much.
    let id = |of: u8| Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{of} {number}").as_bytes());
    let received = Moment::of(now() - i64::from(number % 26).hours() - 7.minutes());
    let due = Moment::of(now() + (i64::from(number) * 14 - 120).minutes());
    let mut children = vec![(PersonId(id(3)), CHILDREN[at % 6].to_owned(), "2015-06-04".to_owned())];
    if at % 4 == 1 {
        children.push((PersonId(id(5)), "Mia Brook".to_owned(), "2019-01".to_owned()));
    }
    let contact = RecordId(id(11));
    let by = StaffId::from(if number.is_multiple_of(2) { "sid" } else { "omar" });
    BoardLine {
        waiting: Waiting {
            contact,
            received,
            due,
            due_at: due.instant(),
            detail: json!({
                "source": SOURCES[at % 4],
                "route": if at % 4 == 2 { "police_notice" } else { "public" },
                "concern": WORRIES[at % 4],
                "danger": at % 10 == 3,
                "next": (at % 15 == 4).then_some("referral"),
            }),
        },
        children,
        claim: at.is_multiple_of(3).then(|| Claim { contact, by, since: now() - i64::from(number + 4).minutes() }),
    }
}

fn board(lines: u32) -> (Board, BTreeMap<RecordId, Known>) {
    let lines: Vec<BoardLine> = (0..lines).map(line).collect();
    let known = |(at, line): (usize, &BoardLine)| {
        let known = match at % 4 {
            0 => Known { same_child: 3, before: 0, siblings: 1, address: 0, open: vec!["assessment".into()] },
            1 => Known { same_child: 0, before: 11, siblings: 2, address: 1, open: vec![] },
            2 => Known { same_child: 1, ..Known::default() },
            _ => Known::default(),
        };
        (line.waiting.contact, known)
    };
    let known = lines.iter().enumerate().map(known).collect();
    (Board { lines, at: now(), staff: names() }, known)
}

/// The board in each of its states.
pub fn samples() -> Vec<Sample> {
    let draw = |name: &'static str, lines: u32, filter: Filter| {
        let (board, known) = board(lines);
        let me = StaffId::from("sid");
        let drawn = Drawn { board: &board, known: &known, filter: &filter, me: &me, csrf: "sample" };
        Sample { name, markup: view(&drawn) }
    };
    let claim = Claim { contact: RecordId(Uuid::from_u128(9)), by: StaffId::from("omar"), since: now() };
    vec![
        draw("board-empty", 0, Filter::default()),
        draw("board", 30, Filter::default()),
        draw("board-full", 200, Filter::default()),
        draw("board-filtered", 30, Filter { source: "Police".into(), ..Filter::default() }),
        draw("board-filtered-out", 3, Filter { source: "Health services".into(), ..Filter::default() }),
        Sample { name: "board-taken", markup: taken_view(&claim, "Omar Reid", &Filter::default(), "sample") },
    ]
}
