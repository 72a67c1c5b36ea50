//! Looked-after children: how many, coming and going, and what is known of them.

use super::tools::*;
use std::collections::HashSet;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-LAC-01",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_cla_episodes"],
        note: "",
        cases: |index, window, cases| index.looked_after(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-LAC-02",
        period: Period::Snapshot,
        shape: Shape::Rate,
        tables: &["ssd_cla_episodes"],
        note: "",
        cases: |index, window, cases| index.looked_after(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-LAC-03",
        period: Period::Rolling12,
        shape: Shape::Parts,
        tables: &["ssd_cla_episodes"],
        note: "",
        cases: |index, window, cases| {
            index.care.within(window).iter().for_each(|event| cases.part(*event, "started"));
            index.care.ended(window).iter().for_each(|event| cases.part(*event, "ceased"));
        },
    },
    Built {
        id: "IND-LAC-04",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes"],
        note: "Children who ceased in the period; returned by its end.",
        cases: |index, window, cases| {
            for event in once(index.care.ended(window).iter().copied()) {
                let Some(end) = event.end else { continue };
                let after = Window { from: end, to: end.saturating_add(12.months()).min(window.to) };
                cases.case(event, index.care.of_within(event.who, after).iter().any(|next| next.date > event.date));
            }
        },
    },
    Built {
        id: "IND-LAC-17",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cin_assessments"],
        note: "",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                cases.case(child, index.assessed(child.who, window.to));
            }
        },
    },
    Built {
        id: "IND-LAC-20",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_involvements"],
        note: "Reviewing officers and personal advisers are left out, by their role.",
        cases: |index, window, cases| {
            let mut workers = HashSet::new();
            for child in index.looked_after(window.to) {
                workers.clear();
                let own = index.involvements.of(child.who).iter();
                for event in
                    own.filter(|event| event.date <= window.to && event.end.is_none_or(|end| end >= window.from))
                {
                    let row = &index.facts.involvements[event.row as usize];
                    let role = row.invo_professional_role_id.to_uppercase();
                    if !role.contains("IRO") && !role.contains("REVIEW") && !role.contains("ADVIS") {
                        workers.insert(row.invo_professional_id.as_str());
                    }
                }
                cases.case(child, workers.len() >= 3);
            }
        },
    },
    Built {
        id: "IND-LAC-28",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_cla_episodes", "ssd_immigration_status"],
        note: "By the letters UASC in the immigration status of the day.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let mut statuses = index.immigration.of(child.who).iter().filter(|event| event.open_at(window.to));
                let words =
                    |event: &Event| &index.facts.immigration_statuses[event.row as usize].immi_immigration_status;
                if statuses.any(|event| words(event).to_uppercase().contains("UASC")) {
                    cases.count(child);
                }
            }
        },
    },
    Built {
        id: "IND-EX-01",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_return_interviews"],
        note: "Of children who came back in the quarter and took the interview up. Days stand for hours: within three days.",
        cases: |index, window, cases| {
            for event in index.return_interviews.within(window) {
                let row = &index.facts.return_interviews[event.row as usize];
                if row.gtri_accepted == Some(true) {
                    let limit = event.date.saturating_add(3.days());
                    cases.case(*event, row.gtri_held.is_some_and(|held| held <= limit));
                }
            }
        },
    },
    Built {
        id: "IND-LAC-21",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_reviews", "ssd_cla_care_plan"],
        note: "A care plan made in this time of being looked after, by the day of the second review; while there has been no second \
               review, by the day looked from. Every plan says what is planned for good.",
        cases: |index, window, cases| {
            let since = months_before(window.to, 4);
            for child in index.looked_after(window.to).into_iter().filter(|child| child.date <= since) {
                let days = Window { from: child.date, to: window.to };
                let second =
                    index.cla_reviews.of_within(child.who, days).get(1).map_or(window.to, |review| review.date);
                let planned = index.care_plans.of_within(child.who, Window { to: second, ..days });
                cases.case(child, !planned.is_empty());
            }
        },
    },
    Built {
        id: "IND-EX-02",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_missing"],
        note: "Interviews offered, of episodes that ended in the quarter. The share accepted is not shown yet.",
        cases: |index, window, cases| {
            for event in index.missing.ended(window) {
                let offered = &index.facts.missing[event.row as usize].miss_missing_rhi_offered;
                cases.case(*event, offered.trim().eq_ignore_ascii_case("y"));
            }
        },
    },
    Built {
        id: "IND-EX-04",
        period: Period::Quarter,
        shape: Shape::Count,
        tables: &["ssd_missing"],
        note: "In the ninety days to the last day.",
        cases: |index, window, cases| {
            let days = Window { from: days_before(window.to, 89), to: window.to };
            for event in index.missing.within(days) {
                if cases.first(event.who) && index.missing.of_within(event.who, days).len() >= 3 {
                    cases.count(*event);
                }
            }
        },
    },
    Built {
        id: "IND-CL-14",
        period: Period::Rolling12,
        shape: Shape::Count,
        tables: &["ssd_cla_episodes"],
        note: "Reasons E5 and E6.",
        cases: |index, window, cases| {
            for event in index.care.ended(window) {
                let reason = &index.facts.cla_episodes[event.row as usize].clae_cla_episode_ceased_reason;
                if matches!(code(reason), "E5" | "E6") {
                    cases.count(*event);
                }
            }
        },
    },
    Built {
        id: "IND-CX-01",
        period: Period::Year,
        shape: Shape::Residents,
        tables: &[],
        note: "The estimate that rates of this day use. The share of all residents is not held.",
        cases: |_, _, _| {},
    },
];
