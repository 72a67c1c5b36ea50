//! Protection: enquiries, conferences, plans.

use super::tools::*;
use facts::tables::ConferenceAgency;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-CP-01",
        period: Period::Year,
        shape: Shape::Rate,
        tables: &["ssd_s47_enquiry"],
        note: "",
        cases: |index, window, cases| index.enquiries.within(window).iter().for_each(|event| cases.count(*event)),
    },
    Built {
        id: "IND-CP-02",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_s47_enquiry", "ssd_initial_cp_conference"],
        note: "A conference that names the enquiry, held by the end of the period.",
        cases: |index, window, cases| {
            for event in index.enquiries.ended(window) {
                let id = &index.facts.s47_enquiries[event.row as usize].s47e_s47_enquiry_id;
                let held = index.conferences.of(event.who).iter().filter(|held| held.date <= window.to);
                let mut rows = held.map(|held| &index.facts.initial_cp_conferences[held.row as usize]);
                cases.case(*event, rows.any(|row| row.icpc_s47_enquiry_id == *id));
            }
        },
    },
    Built {
        id: "IND-CP-03",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_strategy_discussions"],
        note: "",
        cases: |index, window, cases| {
            for event in index.strategy.within(window) {
                cases.case(*event, index.facts.strategy_discussions[event.row as usize].gtsd_quorate == Some(true));
            }
        },
    },
    Built {
        id: "IND-CP-04",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_initial_cp_conference"],
        note: "A child at a time. Where the enquiry is not among the facts, by the day the conference was due. Transfers in \
               are left out.",
        cases: |index, window, cases| {
            for event in index.conferences.within(window) {
                let row = &index.facts.initial_cp_conferences[event.row as usize];
                if row.icpc_icpc_transfer_in == Some(true) {
                    continue;
                }
                let enquiry = index.enquiry(&row.icpc_s47_enquiry_id).map(|at| &index.facts.s47_enquiries[at as usize]);
                let limit = match enquiry.and_then(|one| one.s47e_s47_start_date) {
                    Some(start) => Some(Calendar::england().add_working_days(start, 15)),
                    None => row.icpc_icpc_target_date,
                };
                if let Some(limit) = limit {
                    cases.case(*event, event.date <= limit);
                }
            }
        },
    },
    Built {
        id: "IND-CP-05",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_cp_plans"],
        note: "Plans of other authorities are left out, here and below.",
        cases: |index, window, cases| index.protected(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-CP-06",
        period: Period::Snapshot,
        shape: Shape::Rate,
        tables: &["ssd_cp_plans"],
        note: "",
        cases: |index, window, cases| index.protected(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-CP-07",
        period: Period::Snapshot,
        shape: Shape::Parts,
        tables: &["ssd_cp_plans"],
        note: "By the latest category; by the first where there is no later one.",
        cases: |index, window, cases| {
            for event in index.protected(window.to) {
                let row = &index.facts.cp_plans[event.row as usize];
                let said = [&row.cppl_cp_plan_latest_category, &row.cppl_cp_plan_initial_category];
                let said = said.into_iter().find(|text| !text.is_empty());
                cases.part(event, category(said.map_or("", |text| text.as_str())));
            }
        },
    },
    Built {
        id: "IND-CP-08",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cp_plans"],
        note: "Plans that are open; not those that ended.",
        cases: |index, window, cases| {
            let since = months_before(window.to, 24);
            index.protected(window.to).into_iter().for_each(|event| cases.case(event, event.date <= since));
        },
    },
    Built {
        id: "IND-CP-09",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cp_plans"],
        note: "",
        cases: |index, window, cases| {
            for event in index.cp_plans.within(window).iter().filter(|event| index.own_plan(event)) {
                cases.case(*event, index.cp_plans.of(event.who).iter().any(|other| other.date < event.date));
            }
        },
    },
    Built {
        id: "IND-CP-10",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cp_plans"],
        note: "",
        cases: |index, window, cases| {
            for event in index.cp_plans.within(window).iter().filter(|event| index.own_plan(event)) {
                let since = months_before(event.date, 24);
                let ended = |other: &Event| other.end.is_some_and(|end| since <= end && end <= event.date);
                let mut others = index.cp_plans.of(event.who).iter().filter(|other| other.date < event.date);
                cases.case(*event, others.any(ended));
            }
        },
    },
    Built {
        id: "IND-CP-16",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_conference_agencies"],
        note: "A child at a time, of initial conferences whose record names the police, present or not.",
        cases: |index, window, cases| {
            agencies(index, window, cases, |row| {
                let police = matches!(row.gtca_agency.as_str(), "police" | "police_ppu");
                (police && row.gtca_kind == "initial").then_some(row.gtca_attended == Some(true))
            });
        },
    },
    Built {
        id: "IND-CP-17",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_conference_agencies"],
        note: "Of every agency the record of a conference names, present or not, a child at a time. Agency by agency it is not \
               told.",
        cases: |index, window, cases| agencies(index, window, cases, |row| Some(row.gtca_attended == Some(true))),
    },
    Built {
        id: "IND-CP-18",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_conference_agencies"],
        note: "Of every agency the record of a conference names, a child at a time. Agency by agency it is not told.",
        cases: |index, window, cases| agencies(index, window, cases, |row| Some(row.gtca_report == Some(true))),
    },
    Built {
        id: "IND-CP-11",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cp_plans"],
        note: "",
        cases: |index, window, cases| {
            for event in index.cp_plans.ended(window).iter().filter(|event| index.own_plan(event)) {
                cases.case(*event, event.end.is_some_and(|end| end < event.date.saturating_add(3.months())));
            }
        },
    },
];

/// Agencies at the conferences of a window: whether each counts; `None` leaves it out.
fn agencies(index: &Index<'_>, window: Window, cases: &mut Cases<'_>, counts: fn(&ConferenceAgency) -> Option<bool>) {
    for event in index.conference_agencies.within(window) {
        if let Some(counts) = counts(&index.facts.conference_agencies[event.row as usize]) {
            cases.case(*event, counts);
        }
    }
}

/// A category of abuse in its usual word. Several are "multiple".
fn category(text: &str) -> &'static str {
    const WORDS: [(&str, &str, &str); 4] = [
        ("NEG", "neglect", "neglect"),
        ("PHY", "physical", "physical abuse"),
        ("SAB", "sexual", "sexual abuse"),
        ("EMO", "emotional", "emotional abuse"),
    ];
    let lower = text.to_lowercase();
    let mut named = WORDS.iter().filter(|(code, word, _)| text.trim() == *code || lower.contains(word));
    match (named.next(), named.next()) {
        (Some(_), Some(_)) => "multiple",
        (Some((_, _, words)), None) => words,
        _ if lower.contains("mul") => "multiple",
        _ => "not known",
    }
}
