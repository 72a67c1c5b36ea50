//! Health of looked-after children.

use super::tools::*;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-HE-01",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_health"],
        note: "Due in the quarter, twenty working days after care began, of children still looked after then. By the word \
               initial in the type.",
        cases: |index, window, cases| {
            let began = Window { from: days_before(window.from, 60), to: window.to };
            for child in index.care.within(began) {
                let due = Calendar::england().add_working_days(child.date, 20);
                if window.holds(due) && child.end.is_none_or(|end| end > due) {
                    let checks = checked(index, *child, Window { from: child.date, to: due }, &["initial"]);
                    cases.case(*child, checks);
                }
            }
        },
    },
    Built {
        id: "IND-HE-02",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_health", "ssd_person"],
        note: "Within six months under five, within twelve from five.",
        cases: |index, window, cases| {
            for child in a_year(index, window.to) {
                let months = if index.aged(child.who, window.to, 0, 4) { 6 } else { 12 };
                let since = Window { from: months_before(window.to, months), to: window.to };
                cases.case(child, checked(index, child, since, &["health", "rha"]));
            }
        },
    },
    Built {
        id: "IND-HE-03",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_health"],
        note: "The twelve months to the day.",
        cases: |index, window, cases| {
            for child in a_year(index, window.to) {
                let since = Window { from: months_before(window.to, 12), to: window.to };
                cases.case(child, checked(index, child, since, &["dent"]));
            }
        },
    },
    Built {
        id: "IND-HE-04",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_immunisations"],
        note: "",
        cases: |index, window, cases| {
            for child in a_year(index, window.to) {
                let latest = index.immunised.latest(child.who, window.to);
                let status =
                    latest.and_then(|at| index.facts.cla_immunisations[at.row as usize].clai_immunisations_status);
                cases.case(child, status == Some(true));
            }
        },
    },
    Built {
        id: "IND-HE-05",
        period: Period::Year,
        shape: Shape::Mean,
        tables: &["ssd_cla_episodes", "ssd_sdq_scores", "ssd_person"],
        note: "The latest score of the year of each child. How many were due one is not shown yet.",
        cases: |index, window, cases| {
            for child in a_year(index, window.to) {
                if index.aged(child.who, window.to, 4, 16) {
                    let scores = index.sdq.of_within(child.who, window).iter().rev();
                    let mut scores = scores
                        .filter_map(|at| index.facts.sdq_scores[at.row as usize].csdq_sdq_score.trim().parse().ok());
                    if let Some(score) = scores.next() {
                        cases.amount(child, score);
                    }
                }
            }
        },
    },
];

/// Children looked after for twelve months.
fn a_year(index: &Index<'_>, on: Date) -> Vec<Event> {
    let since = months_before(on, 12);
    let mut list = index.looked_after(on);
    list.retain(|child| child.date <= since);
    list
}

/// A check with one of these words in its type was done in these days. A dental check is no health assessment.
fn checked(index: &Index<'_>, child: Event, window: Window, words: &[&str]) -> bool {
    let done = |event: &Event| {
        let row = &index.facts.cla_health_checks[event.row as usize];
        let (kind, status) = (row.clah_health_check_type.to_lowercase(), row.clah_health_check_status.to_lowercase());
        let undone = ["planned", "refused", "cancelled"].iter().any(|word| status.contains(word));
        let teeth = kind.contains("dent") && !words.contains(&"dent");
        words.iter().any(|word| kind.contains(word)) && !undone && !teeth
    };
    index.health.of_within(child.who, window).iter().any(done)
}
