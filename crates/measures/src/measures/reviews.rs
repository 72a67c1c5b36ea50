//! What falls due while a child is protected or looked after: visits, reviews, core groups.

use super::tools::*;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-CP-12",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cp_plans", "ssd_cp_reviews"],
        note: "The first within three months of the plan, later ones within six months of the last.",
        cases: |index, window, cases| {
            let (since, mut due) = (months_before(window.to, 3), Vec::new());
            for plan in index.protected(window.to).into_iter().filter(|plan| plan.date <= since) {
                let held = index.cp_reviews.of(plan.who).iter().map(|event| event.date);
                let ever = Window { from: Date::MIN, to: window.to };
                dues(plan, held, &[Gap::Months(3), Gap::Months(6)], ever, &mut due);
                cases.case(plan, due.iter().all(|one| one.met));
            }
        },
    },
    Built {
        id: "IND-CP-13",
        period: Period::ThreeMonths,
        shape: Shape::Share,
        tables: &["ssd_cp_plans", "ssd_cp_visits"],
        note: "Visits that fell due in the last three months, and were made with the child seen. Due the local limit after the \
               plan began, and after each.",
        cases: |index, window, cases| {
            let (gap, mut due) = ([Gap::WorkingDays(index.setting.limits.cp_visit_working_days)], Vec::new());
            for plan in index.cp_plans.all().iter().filter(|plan| plan.date <= window.to && index.own_plan(plan)) {
                if plan.end.is_none_or(|end| end >= window.from) {
                    let seen = index.cp_visits.of(plan.who).iter();
                    let seen =
                        seen.filter(|at| index.facts.cp_visits[at.row as usize].cppv_cp_visit_seen == Some(true));
                    dues(*plan, seen.map(|event| event.date), &gap, window, &mut due);
                    due.iter().for_each(|one| cases.case(*plan, one.met));
                }
            }
        },
    },
    Built {
        id: "IND-CP-14",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cp_plans", "ssd_cp_visits", "ssd_person"],
        note: "Of suitable age: four and over.",
        cases: |index, window, cases| {
            let since = days_before(window.to, index.setting.limits.cp_alone_days);
            for plan in index.protected(window.to) {
                if index.aged(plan.who, window.to, 4, 17) {
                    let visits = index.cp_visits.of_within(plan.who, Window { from: since, to: window.to }).iter();
                    let mut alone = visits.map(|at| index.facts.cp_visits[at.row as usize].cppv_cp_visit_seen_alone);
                    cases.case(plan, alone.any(|alone| alone == Some(true)));
                }
            }
        },
    },
    Built {
        id: "IND-CP-15",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cp_plans", "gt_core_groups"],
        note: "The first within ten working days of the plan, later ones within the local limit.",
        cases: |index, window, cases| {
            let gaps = [Gap::WorkingDays(10), Gap::Days(index.setting.limits.core_group_days)];
            let mut due = Vec::new();
            for plan in index.cp_plans.all().iter().filter(|plan| plan.date <= window.to && index.own_plan(plan)) {
                if plan.end.is_none_or(|end| end >= window.from) {
                    let held = index.core_groups.of(plan.who).iter().map(|event| event.date);
                    dues(*plan, held, &gaps, window, &mut due);
                    due.iter().for_each(|one| cases.case(*plan, one.met));
                }
            }
        },
    },
    Built {
        id: "IND-CP-19",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cp_reviews", "ssd_person"],
        note: "Review conferences: nothing says it of initial ones. Codes PN1 to PN6.",
        cases: |index, window, cases| {
            for event in index.cp_reviews.within(window) {
                if index.aged(event.who, event.date, 4, 17) {
                    cases.case(
                        *event,
                        took_part(&index.facts.cp_reviews[event.row as usize].cppr_cp_review_participation),
                    );
                }
            }
        },
    },
    Built {
        id: "IND-LAC-11",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_reviews"],
        note: "The first within twenty working days of entering care, the next within three months, later ones within six.",
        cases: |index, window, cases| {
            let (gaps, mut due) = ([Gap::WorkingDays(20), Gap::Months(3), Gap::Months(6)], Vec::new());
            for child in index.looked_after(window.to) {
                let held = index.cla_reviews.of(child.who).iter().map(|event| event.date);
                dues(child, held, &gaps, window, &mut due);
                if !due.is_empty() {
                    cases.case(child, due.iter().all(|one| one.met));
                }
            }
        },
    },
    Built {
        id: "IND-LAC-13",
        period: Period::Year,
        shape: Shape::Share,
        tables: &["ssd_cla_reviews", "ssd_person"],
        note: "",
        cases: |index, window, cases| {
            for event in index.cla_reviews.within(window) {
                if index.aged(event.who, event.date, 4, 17) {
                    cases.case(
                        *event,
                        took_part(&index.facts.cla_reviews[event.row as usize].clar_cla_review_participation),
                    );
                }
            }
        },
    },
    Built {
        id: "IND-LAC-14",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_visits"],
        note: "Looked after for longer than six weeks; seen within them. A longer limit for a settled placement is not known.",
        cases: |index, window, cases| {
            for child in visited(index, window.to) {
                cases.case(child.0, child.1);
            }
        },
    },
    Built {
        id: "IND-LAC-34",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_visits", "ssd_cla_placement"],
        note: "As IND-LAC-14. Needs the postcode districts of the authority, or records.",
        cases: |index, window, cases| {
            let outside = |event: &Event| index.outside(event.who, window.to);
            visited(index, window.to).into_iter().filter(|(event, _)| outside(event)).for_each(|(event, on_time)| {
                cases.case(event, on_time);
            });
        },
    },
    Built {
        id: "IND-LAC-16",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_cla_reviews", "ssd_cla_care_plan"],
        note: "Children who have had a review. A plan made on the day of the review or later.",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                let review = index.cla_reviews.latest(child.who, window.to).filter(|review| review.date >= child.date);
                if let Some(review) = review {
                    let plan = index.care_plans.latest(child.who, window.to);
                    cases.case(child, plan.is_some_and(|plan| plan.date >= review.date));
                }
            }
        },
    },
];

/// Took part in a review, or had their views given: PN1 to PN6.
fn took_part(text: &str) -> bool {
    matches!(code(text), "PN1" | "PN2" | "PN3" | "PN4" | "PN5" | "PN6")
}

/// Looked-after children due a visit, and whether they were seen in time.
fn visited(index: &Index<'_>, on: Date) -> Vec<(Event, bool)> {
    let since = days_before(on, index.setting.limits.cla_visit_days);
    let children = index.looked_after(on).into_iter().filter(|child| child.date <= since);
    let seen = |child: Event| {
        let visits = index.cla_visits.of_within(child.who, Window { from: since, to: on }).iter();
        let mut seen = visits.map(|at| index.facts.cla_visits[at.row as usize].clav_cla_visit_seen);
        (child, seen.any(|seen| seen == Some(true)))
    };
    children.map(seen).collect()
}
