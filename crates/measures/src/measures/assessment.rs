//! Assessment: how long, whether the child was seen, what came of it.

use super::tools::*;
use crate::engine::{Events, Who};

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-AS-01",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cin_assessments"],
        note: "From the referral; from the start of the assessment where the referral is not among the facts.",
        cases: |index, window, cases| {
            for event in index.authorised.within(window) {
                let row = &index.facts.cin_assessments[event.row as usize];
                let referral = index.referral(&row.cina_referral_id).map(|at| &index.facts.cin_episodes[at as usize]);
                let since = referral.and_then(|one| one.cine_referral_date).or(row.cina_assessment_start_date);
                if let Some(since) = since {
                    cases.case(*event, Calendar::england().working_days_between(since, event.date) <= 45);
                }
            }
        },
    },
    Built {
        id: "IND-AS-02",
        period: Period::Quarter,
        shape: Shape::Mean,
        tables: &["ssd_cin_assessments"],
        note: "From the start of the assessment until it was authorised.",
        cases: |index, window, cases| {
            for event in index.authorised.within(window) {
                if let Some(since) = index.facts.cin_assessments[event.row as usize].cina_assessment_start_date {
                    cases.amount(*event, f64::from(Calendar::england().working_days_between(since, event.date)));
                }
            }
        },
    },
    Built {
        id: "IND-AS-03",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cin_assessments", "ssd_person"],
        note: "",
        cases: |index, window, cases| {
            for event in index.authorised.within(window) {
                let born = index.person(event.who).and_then(|one| one.pers_dob);
                if born.is_some_and(|born| born <= event.date) {
                    let seen = index.facts.cin_assessments[event.row as usize].cina_assessment_child_seen;
                    cases.case(*event, seen == Some(true));
                }
            }
        },
    },
    Built {
        id: "IND-AS-04",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &[
            "ssd_cin_assessments",
            "ssd_person",
            "gt_other_visits",
            "ssd_cin_visits",
            "ssd_cp_visits",
            "ssd_cla_visits",
        ],
        note: "Of children of four and over: seen alone at a visit between the start of the assessment and its end. A reason for \
               not seeing a child alone is not told.",
        cases: |index, window, cases| {
            for event in index.authorised.within(window) {
                let row = &index.facts.cin_assessments[event.row as usize];
                let Some(start) = row.cina_assessment_start_date else { continue };
                if index.aged(event.who, event.date, 4, 17) {
                    cases.case(*event, seen_alone(index, event.who, Window { from: start, to: event.date }));
                }
            }
        },
    },
    Built {
        id: "IND-AS-05",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cin_assessments"],
        note: "No further action, or the referral closed with reason RC8 or RC9.",
        cases: |index, window, cases| {
            for event in index.authorised.within(window) {
                let row = &index.facts.cin_assessments[event.row as usize];
                let referral = index.referral(&row.cina_referral_id).map(|at| &index.facts.cin_episodes[at as usize]);
                let closed = referral.is_some_and(|one| {
                    at_assessment(&one.cine_close_reason) && one.cine_close_date.is_some_and(|day| day <= window.to)
                });
                let nothing = row.cina_assessment_outcome_nfa == Some(true);
                cases.case(*event, closed || nothing || flag(&row.cina_assessment_outcome_json, "NFA_FLAG"));
            }
        },
    },
    Built {
        id: "IND-AS-06",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes"],
        note: "Closed with reason RC8 or RC9 in the twelve months that ended six months ago.",
        cases: |index, window, cases| {
            let closed = index.referrals.ended(earlier(window, 6)).iter();
            let closed =
                closed.filter(|event| at_assessment(&index.facts.cin_episodes[event.row as usize].cine_close_reason));
            for event in once(closed.copied()) {
                let Some(end) = event.end else { continue };
                let after = Window { from: end, to: end.saturating_add(6.months()).min(window.to) };
                let again = index.referrals.of_within(event.who, after).iter().any(|next| next.row != event.row);
                cases.case(event, again);
            }
        },
    },
    Built {
        id: "IND-AS-08",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes", "ssd_cin_assessments"],
        note: "",
        cases: |index, window, cases| {
            for child in index.in_need(window.to) {
                cases.case(child, index.assessed(child.who, window.to));
            }
        },
    },
    Built {
        id: "IND-AS-12",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cin_assessments", "ssd_assessment_factors"],
        note: "Factors 3A to 3C, 4B, and 1B or 2B together.",
        cases: |index, window, cases| {
            let factors: std::collections::HashMap<&str, &str> = index
                .facts
                .assessment_factors
                .iter()
                .map(|row| (row.cinf_assessment_id.as_str(), row.cinf_assessment_factors_json.as_str()))
                .collect();
            for event in index.authorised.within(window) {
                let id = index.facts.cin_assessments[event.row as usize].cina_assessment_id.as_str();
                let named = factors.get(id).copied().unwrap_or_default();
                let any = |codes: &[&str]| codes.iter().any(|code| has(named, code));
                cases.case(*event, any(&["3A", "3B", "3C"]) && any(&["4B"]) && any(&["1B", "2B"]));
            }
        },
    },
];

/// Seen alone at a visit of any kind in these days.
fn seen_alone(index: &Index<'_>, who: Who, days: Window) -> bool {
    let facts = index.facts;
    let any = |visits: &Events, alone: &dyn Fn(usize) -> Option<bool>| {
        visits.of_within(who, days).iter().any(|at| alone(at.row as usize) == Some(true))
    };
    any(&index.other_visits, &|at| facts.other_visits[at].gtov_seen_alone)
        || any(&index.cin_visits, &|at| facts.cin_visits[at].cinv_cin_visit_seen_alone)
        || any(&index.cp_visits, &|at| facts.cp_visits[at].cppv_cp_visit_seen_alone)
        || any(&index.cla_visits, &|at| facts.cla_visits[at].clav_cla_visit_seen_alone)
}

/// Closed when the assessment was done: no further action, or early help.
fn at_assessment(reason: &str) -> bool {
    matches!(code(reason), "RC8" | "RC9")
}

/// Whether a list of factors names one: an array of codes, or an object of codes with yes or no.
fn has(json: &str, code: &str) -> bool {
    let quoted = format!("\"{code}\"");
    json.match_indices(&quoted).any(|(at, _)| {
        let rest = json[at + quoted.len()..].trim_start();
        rest.strip_prefix(':')
            .is_none_or(|value| value.trim_start().trim_start_matches('"').starts_with(['Y', 'y', 't', '1']))
    })
}
