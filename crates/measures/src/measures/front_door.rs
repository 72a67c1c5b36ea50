//! The front door: contacts, decisions, referrals.

use super::tools::*;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-FD-01",
        period: Period::Month,
        shape: Shape::Count,
        tables: &["ssd_contacts"],
        note: "",
        cases: |index, window, cases| index.contacts.within(window).iter().for_each(|event| cases.count(*event)),
    },
    Built {
        id: "IND-FD-03",
        period: Period::Month,
        shape: Shape::Share,
        tables: &["ssd_contacts", "gt_screening_decisions"],
        note: "A decision that settles the contact. The day after is the next working day after the day of receipt.",
        cases: |index, window, cases| {
            for event in index.contacts.within(window) {
                let limit = Calendar::england().next_working_day(event.date);
                cases.case(*event, settled(index, *event).is_some_and(|day| day <= limit.min(window.to)));
            }
        },
    },
    Built {
        id: "IND-FD-04",
        period: Period::Month,
        shape: Shape::Mean,
        tables: &["ssd_contacts", "gt_screening_decisions"],
        note: "Contacts received in the month and settled by its end. Working days; the same day is nought.",
        cases: |index, window, cases| {
            for event in index.contacts.within(window) {
                if let Some(day) = settled(index, *event).filter(|day| *day <= window.to) {
                    cases.amount(*event, f64::from(Calendar::england().working_days_between(event.date, day)));
                }
            }
        },
    },
    Built {
        id: "IND-FD-05",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_contacts"],
        note: "By the outcome flags of the contact.",
        cases: |index, window, cases| {
            for event in index.contacts.within(window) {
                let outcome = &index.facts.contacts[event.row as usize].cont_contact_outcome_json;
                cases.case(*event, flag(outcome, "NEW_REFERRAL_FLAG"));
            }
        },
    },
    Built {
        id: "IND-FD-06",
        period: Period::Year,
        shape: Shape::Rate,
        tables: &["ssd_cin_episodes"],
        note: "",
        cases: |index, window, cases| index.referrals.within(window).iter().for_each(|event| cases.count(*event)),
    },
    Built {
        id: "IND-FD-07",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes"],
        note: "",
        cases: |index, window, cases| {
            for event in index.referrals.within(window) {
                let before = Window { from: months_before(event.date, 12), to: days_before(event.date, 1) };
                cases.case(*event, !index.referrals.of_within(event.who, before).is_empty());
            }
        },
    },
    Built {
        id: "IND-FD-08",
        period: Period::Month,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes", "gt_referral_decisions"],
        note: "",
        cases: |index, window, cases| {
            for event in index.referrals.within(window) {
                let id = &index.facts.cin_episodes[event.row as usize].cine_referral_id;
                let limit = Calendar::england().next_working_day(event.date);
                let own = index.referral_decisions.of(event.who).iter();
                let rows = own.map(|at| &index.facts.referral_decisions[at.row as usize]);
                let mut rows = rows.filter(|row| row.gtrd_referral_id == *id && row.gtrd_acknowledged == Some(true));
                cases.case(*event, rows.any(|row| row.gtrd_decided.is_some_and(|at| at.date <= limit.min(window.to))));
            }
        },
    },
    Built {
        id: "IND-FD-09",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes"],
        note: "",
        cases: |index, window, cases| {
            for event in index.referrals.within(window) {
                cases.case(*event, refused(index, event));
            }
        },
    },
    Built {
        id: "IND-FD-10",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_contacts", "ssd_cin_episodes"],
        note: "Children whose first accepted referral falls in the period; the contact that led to it counts.",
        cases: |index, window, cases| {
            for event in index.referrals.within(window) {
                let accepted = |event: &&Event| !refused(index, event);
                if index.referrals.of(event.who).iter().find(accepted) == Some(event) {
                    let before = Window { from: months_before(event.date, 12), to: event.date };
                    cases.case(*event, index.contacts.of_within(event.who, before).len() >= 3);
                }
            }
        },
    },
    Built {
        id: "IND-FD-18",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_cin_episodes", "ssd_involvements", "ssd_professionals"],
        note: "Qualified: with a registration number; by job title where nobody's number is held.",
        cases: |index, window, cases| {
            let registered: std::collections::HashSet<&str> = index
                .facts
                .professionals
                .iter()
                .filter(|one| index.is_registered(one))
                .map(|one| one.prof_professional_id.as_str())
                .collect();
            for child in index.in_need(window.to) {
                let open = index.involvements.of(child.who).iter().filter(|event| event.open_at(window.to));
                let mut workers = open.map(|at| &index.facts.involvements[at.row as usize].invo_professional_id);
                if !workers.any(|id| registered.contains(id.as_str())) {
                    cases.count(child);
                }
            }
        },
    },
];

/// No further action was the answer to a referral.
fn refused(index: &Index<'_>, event: &Event) -> bool {
    index.facts.cin_episodes[event.row as usize].cine_referral_nfa == Some(true)
}

/// The day a contact was settled.
fn settled(index: &Index<'_>, contact: Event) -> Option<Date> {
    let id = &index.facts.contacts[contact.row as usize].cont_contact_id;
    let own = index.decisions.of(contact.who).iter();
    let settles = |event: &&Event| {
        let row = &index.facts.screening_decisions[event.row as usize];
        row.gtsc_contact_id == *id && row.gtsc_settles == Some(true)
    };
    own.filter(settles).map(|event| event.date).next()
}
