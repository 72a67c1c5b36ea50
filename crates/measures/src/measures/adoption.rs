//! Adoption and special guardianship.

use super::tools::*;
use facts::tables::{Permanence, ProspectiveAdopter};
use std::collections::HashSet;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-AD-09",
        period: Period::Year,
        shape: Shape::Count,
        tables: &["ssd_legal_status", "ssd_cla_episodes"],
        note: "A placement order (E1) that ended while the child stayed looked after, with no other placement order from that day.",
        cases: |index, window, cases| {
            for event in index.legal.ended(window) {
                let status =
                    |event: &Event| code(&index.facts.legal_statuses[event.row as usize].lega_legal_status) == "E1";
                let Some(end) = event.end.filter(|_| status(event)) else { continue };
                let again = index.legal.of(event.who).iter().any(|other| status(other) && other.open_at(end));
                if !again && index.care.open_of(event.who, end).is_some() {
                    cases.count(*event);
                }
            }
        },
    },
    Built {
        id: "IND-AD-01",
        period: Period::ThreeYears,
        shape: Shape::Mean,
        tables: &["ssd_cla_episodes", "ssd_permanence"],
        note: "Children whose care ended in adoption in the three years.",
        cases: |index, window, cases| {
            for (child, row) in adopted(index, window) {
                if let Some(placed) = row.perm_placed_for_adoption_date {
                    cases.amount(child, days_between(child.date, placed));
                }
            }
        },
    },
    Built {
        id: "IND-AD-02",
        period: Period::ThreeYears,
        shape: Shape::Mean,
        tables: &["ssd_cla_episodes", "ssd_permanence"],
        note: "",
        cases: |index, window, cases| {
            for (child, row) in adopted(index, window) {
                if let Some((order, matched)) = row.perm_placement_order_date.zip(row.perm_matched_date) {
                    cases.amount(child, days_between(order, matched).max(0.0));
                }
            }
        },
    },
    Built {
        id: "IND-AD-03",
        period: Period::ThreeYears,
        shape: Shape::Mean,
        tables: &["ssd_cla_episodes", "ssd_permanence"],
        note: "",
        cases: |index, window, cases| {
            for (child, row) in adopted(index, window) {
                let by_carer = row.perm_adopted_by_carer_flag == Some(true);
                let carer = row.perm_placed_foster_carer_date.filter(|_| by_carer);
                if let Some(placed) = carer.or(row.perm_placed_for_adoption_date) {
                    cases.amount(child, days_between(child.date, placed.max(child.date)));
                }
            }
        },
    },
    Built {
        id: "IND-AD-04",
        period: Period::ThreeYears,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_permanence"],
        note: "The limit is 18 months for periods to March 2014, 16 to March 2015, 14 after.",
        cases: |index, window, cases| {
            let months = match (window.to.year(), window.to.month()) {
                (..=2013, _) | (2014, ..=3) => 18,
                (2014, _) | (2015, ..=3) => 16,
                _ => 14,
            };
            let in_time = |child: &Event, until: Date| until <= child.date.saturating_add(months.months());
            for (child, row) in adopted(index, window) {
                if let Some(placed) = row.perm_placed_for_adoption_date {
                    cases.case(child, in_time(&child, placed));
                }
            }
            for (child, row) in planned(index, window.to) {
                let placed = row.perm_placed_for_adoption_date.filter(|day| *day <= window.to);
                cases.case(child, in_time(&child, placed.unwrap_or(window.to)));
            }
        },
    },
    Built {
        id: "IND-AD-05",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes"],
        note: "Reasons E11 and E12.",
        cases: |index, window, cases| {
            index.care.ended(window).iter().for_each(|event| cases.case(*event, ended_by(index, event, ADOPTED)));
        },
    },
    Built {
        id: "IND-AD-06",
        period: Period::Rolling12,
        shape: Shape::Count,
        tables: &["ssd_cla_episodes"],
        note: "Reasons E11 and E12.",
        cases: |index, window, cases| {
            let ended = index.care.ended(window).iter().filter(|event| ended_by(index, event, ADOPTED));
            ended.for_each(|event| cases.count(*event));
        },
    },
    Built {
        id: "IND-AD-07",
        period: Period::Rolling12,
        shape: Shape::Count,
        tables: &["ssd_cla_episodes"],
        note: "Reasons E43 to E48.",
        cases: |index, window, cases| {
            let ended = index.care.ended(window).iter().filter(|event| ended_by(index, event, GUARDED));
            ended.for_each(|event| cases.count(*event));
        },
    },
    Built {
        id: "IND-AD-08",
        period: Period::Snapshot,
        shape: Shape::Parts,
        tables: &["ssd_cla_episodes", "ssd_permanence"],
        note: "Each child at the furthest stage reached.",
        cases: |index, window, cases| {
            for (child, row) in planned(index, window.to) {
                let by = |day: Option<Date>| day.is_some_and(|day| day <= window.to);
                let stage = match () {
                    () if by(row.perm_placed_for_adoption_date) => "placed",
                    () if by(row.perm_matched_date) => "matched",
                    () if by(row.perm_placement_order_date) => "placement order",
                    () => "decision",
                };
                cases.part(child, stage);
            }
        },
    },
    Built {
        id: "IND-AD-11",
        period: Period::Year,
        shape: Shape::Count,
        tables: &["ssd_permanence"],
        note: "",
        cases: |index, window, cases| {
            for event in index.permanence.all() {
                let placed = index.facts.permanence[event.row as usize].perm_placed_ffa_cp_date;
                if placed.is_some_and(|day| window.holds(day)) {
                    cases.count(*event);
                }
            }
        },
    },
    Built {
        id: "IND-AD-10",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["gt_prospective_adopters"],
        note: "Approved, not matched since, and still there; a couple counts once.",
        cases: |index, window, cases| {
            let by = |day: Option<Date>| day.is_some_and(|day| day <= window.to);
            for (event, row) in adopters(index) {
                let over = [row.gtpa_matched, row.gtpa_placed, row.gtpa_adopted, row.gtpa_left];
                if by(row.gtpa_approved) && !over.into_iter().any(by) {
                    cases.count(event);
                }
            }
        },
    },
    Built {
        id: "IND-AD-14",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["gt_prospective_adopters"],
        note: "Each stage that ended is a case: two months for the first, four for the second; a couple counts once.",
        cases: |index, window, cases| {
            for (event, row) in adopters(index) {
                let stages = [
                    (row.gtpa_stage_one_began, row.gtpa_stage_one_ended, 2),
                    (row.gtpa_stage_two_began, row.gtpa_stage_two_ended, 4),
                ];
                for (began, ended, months) in stages {
                    if let Some((began, ended)) = began.zip(ended).filter(|(_, ended)| window.holds(*ended)) {
                        cases.case(event, ended <= began.saturating_add(months.months()));
                    }
                }
            }
        },
    },
];

const ADOPTED: &[&str] = &["E11", "E12"];
const GUARDED: &[&str] = &["E43", "E44", "E45", "E46", "E47", "E48"];

/// Whether care ended for one of these reasons.
fn ended_by(index: &Index<'_>, event: &Event, reasons: &[&str]) -> bool {
    reasons.contains(&code(&index.facts.cla_episodes[event.row as usize].clae_cla_episode_ceased_reason))
}

/// Children whose care ended in adoption in these days, with what is known of their way to it.
fn adopted<'f>(index: &Index<'f>, window: Window) -> Vec<(Event, &'f Permanence)> {
    let ended = index.care.ended(window).iter().filter(|event| ended_by(index, event, ADOPTED));
    ended.filter_map(|event| Some((*event, way(index, event)?))).collect()
}

/// Looked-after children whose plan is adoption at the end of a day.
fn planned<'f>(index: &Index<'f>, on: Date) -> Vec<(Event, &'f Permanence)> {
    let children = index.looked_after(on).into_iter();
    let with_plan = children.filter_map(|event| Some((event, way(index, &event)?)));
    let stands = |row: &Permanence| {
        row.perm_adm_decision_date.is_some_and(|day| day <= on)
            && row.perm_decision_reversed_date.is_none_or(|day| day > on)
    };
    with_plan.filter(|(_, row)| stands(row)).collect()
}

/// The last row about a child's way to permanence.
fn way<'f>(index: &Index<'f>, event: &Event) -> Option<&'f Permanence> {
    index.permanence.of(event.who).last().map(|at| &index.facts.permanence[at.row as usize])
}

/// Adopters with a file of their own, one of each couple.
fn adopters<'f>(index: &Index<'f>) -> Vec<(Event, &'f ProspectiveAdopter)> {
    let rows = index.adopters.all().iter().map(|event| (*event, &index.facts.prospective_adopters[event.row as usize]));
    let mut met = HashSet::new();
    // A row without a family is of somebody alone.
    rows.filter(|(_, row)| row.gtpa_family_id.is_empty() || met.insert(row.gtpa_family_id.as_str())).collect()
}
