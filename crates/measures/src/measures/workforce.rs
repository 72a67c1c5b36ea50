//! Workers: who is there, and how many children each holds.

use super::tools::*;
use std::collections::{BTreeMap, HashMap, HashSet};

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-WF-02",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_professionals"],
        note: "Registered workers, by their share of full time; one whose share is not known counts as whole, one of \
               whom nothing says whether they are agency not at all. The list has no history.",
        cases: |index, _, cases| {
            for event in index.professionals.all() {
                let row = &index.facts.professionals[event.row as usize];
                if let (true, Some(agency)) = (index.is_registered(row), row.prof_agency_worker_flag) {
                    let whole = row.prof_full_time_equivalency.unwrap_or(1.0);
                    cases.push(*event, agency, 1.0, whole, "");
                }
            }
        },
    },
    Built {
        id: "IND-WF-04",
        period: Period::Snapshot,
        shape: Shape::Mean,
        tables: &["ssd_professionals", "ssd_involvements"],
        note: "Children with an open involvement, for each full-time registered worker who holds any.",
        cases: |index, window, cases| {
            for one in caseloads(index, window.to) {
                cases.worker(one.event, one.team, true, one.held, one.whole);
            }
        },
    },
    Built {
        id: "IND-WF-05",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_professionals", "ssd_involvements"],
        note: "Above the local ceiling for their share of full time.",
        cases: |index, window, cases| {
            for one in caseloads(index, window.to) {
                let over = one.held > index.setting.limits.caseload * one.whole;
                cases.worker(one.event, one.team, over, 1.0, 1.0);
            }
        },
    },
    Built {
        id: "IND-CL-15",
        period: Period::Snapshot,
        shape: Shape::Mean,
        tables: &["ssd_care_leavers", "ssd_professionals"],
        note: "Advisers named by their number or their name; one whose share of full time is not known counts as whole.",
        cases: |index, _, cases| {
            let mut held: HashMap<&str, HashSet<u32>> = HashMap::new();
            for event in index.care_leavers.all() {
                let adviser = index.facts.care_leavers[event.row as usize].clea_care_leaver_personal_advisor.as_str();
                if !adviser.is_empty() {
                    held.entry(adviser).or_default().insert(event.who);
                }
            }
            for event in index.professionals.all() {
                let row = &index.facts.professionals[event.row as usize];
                let own = held.get(row.prof_professional_id.as_str());
                if let Some(young) = own.or_else(|| held.get(row.prof_professional_name.as_str())) {
                    cases.push(*event, true, young.len() as f64, row.prof_full_time_equivalency.unwrap_or(1.0), "");
                }
            }
        },
    },
];

/// A registered worker who holds children.
struct Caseload<'f> {
    event: Event,
    /// How many.
    held: f64,
    /// The worker's share of full time.
    whole: f64,
    /// The team in which most of them are held; of two with as many, the first by name.
    team: &'f str,
}

/// Registered workers who hold children at the end of a day.
fn caseloads<'f>(index: &Index<'f>, on: Date) -> Vec<Caseload<'f>> {
    let mut held: HashMap<&str, BTreeMap<&'f str, HashSet<u32>>> = HashMap::new();
    for event in index.involvements.open_at(on).filter(|event| event.who != NOBODY) {
        let row = &index.facts.involvements[event.row as usize];
        let teams = held.entry(&row.invo_professional_id).or_default();
        teams.entry(&row.invo_professional_team).or_default().insert(event.who);
    }
    let workers = index.professionals.all().iter().filter_map(|event| {
        let row = &index.facts.professionals[event.row as usize];
        let teams = held.get(row.prof_professional_id.as_str()).filter(|_| index.is_registered(row))?;
        let children: HashSet<&u32> = teams.values().flatten().collect();
        let most = teams.iter().rev().max_by_key(|(_, children)| children.len());
        Some(Caseload {
            event: *event,
            held: children.len() as f64,
            whole: row.prof_full_time_equivalency.filter(|share| *share > 0.0).unwrap_or(1.0),
            team: most.map_or("", |(team, _)| team),
        })
    });
    workers.collect()
}
