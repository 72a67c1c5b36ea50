//! Children in need: how many, how long, seen and reviewed.

use super::tools::*;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-CIN-01",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_cin_episodes"],
        note: "Referrals that ended in no further action are left out.",
        cases: |index, window, cases| index.in_need(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-CIN-02",
        period: Period::Snapshot,
        shape: Shape::Rate,
        tables: &["ssd_cin_episodes"],
        note: "As IND-CIN-01.",
        cases: |index, window, cases| index.in_need(window.to).into_iter().for_each(|event| cases.count(event)),
    },
    Built {
        id: "IND-CIN-03",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes", "ssd_cin_assessments", "ssd_cin_plans", "gt_cin_meetings"],
        note: "Needing a plan: assessed, on no protection plan and not looked after. Up to date: made or reviewed within the \
               local limit.",
        cases: |index, window, cases| {
            let since = days_before(window.to, index.setting.limits.cin_review_days);
            for child in plain(index, window.to) {
                if index.authorised.latest(child.who, window.to).is_some_and(|event| event.date >= child.date) {
                    let plan = index.cin_plans.open_of(child.who, window.to);
                    let meeting = index.cin_meetings.latest(child.who, window.to);
                    let fresh = |event: Option<Event>| event.is_some_and(|event| event.date > since);
                    cases.case(child, plan.is_some() && (fresh(plan) || fresh(meeting)));
                }
            }
        },
    },
    Built {
        id: "IND-CIN-04",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cin_plans", "ssd_cin_visits"],
        note: "With a plan for longer than the local limit; seen within it.",
        cases: |index, window, cases| {
            let limit = index.setting.limits.cin_visit_days;
            let since = days_before(window.to, limit);
            for plan in once(index.cin_plans.open_at(window.to)) {
                if plan.date <= since {
                    let window = Window { from: since, to: window.to };
                    let seen = index.cin_visits.of_within(plan.who, window).iter();
                    let mut seen = seen.map(|at| index.facts.cin_visits[at.row as usize].cinv_cin_visit_seen);
                    cases.case(plan, seen.any(|seen| seen == Some(true)));
                }
            }
        },
    },
    Built {
        id: "IND-CIN-05",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_cin_plans", "gt_cin_meetings"],
        note: "Due the local limit after the plan began, and after each review.",
        cases: |index, window, cases| {
            let (gap, mut due) = ([Gap::Days(index.setting.limits.cin_review_days)], Vec::new());
            for plan in index.cin_plans.all().iter().filter(|plan| plan.date <= window.to) {
                if plan.end.is_none_or(|end| end >= window.from) {
                    let held = index.cin_meetings.of(plan.who).iter().map(|event| event.date);
                    dues(*plan, held, &gap, window, &mut due);
                    due.iter().for_each(|one| cases.case(*plan, one.met));
                }
            }
        },
    },
    Built {
        id: "IND-CIN-06",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes"],
        note: "On no protection plan, not looked after, not disabled.",
        cases: |index, window, cases| {
            let since = months_before(window.to, 12);
            for child in plain(index, window.to).into_iter().filter(|child| !index.disabled(child.who)) {
                cases.case(child, child.date < since);
            }
        },
    },
    Built {
        id: "IND-CIN-07",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_disability", "ssd_cin_episodes", "ssd_cin_assessments", "ssd_cin_plans", "gt_cin_meetings"],
        note: "The plan made or reviewed within six months: CLK-CIN-07.",
        cases: |index, window, cases| {
            let since = months_before(window.to, 6);
            for child in index.in_need(window.to).into_iter().filter(|child| index.disabled(child.who)) {
                let plan = index.cin_plans.open_of(child.who, window.to);
                let meeting = index.cin_meetings.latest(child.who, window.to);
                let fresh = |event: Option<Event>| event.is_some_and(|event| event.date >= since);
                let planned = plan.is_some() && (fresh(plan) || fresh(meeting));
                cases.case(child, planned && index.assessed(child.who, window.to));
            }
        },
    },
];

/// Children in need who are on no protection plan and not looked after.
fn plain(index: &Index<'_>, on: Date) -> Vec<Event> {
    let mut list = index.in_need(on);
    list.retain(|child| index.cp_plans.open_of(child.who, on).is_none() && index.care.open_of(child.who, on).is_none());
    list
}
