//! What clocks of visits share: a child is seen, and is to be seen again.

use crate::calendar::Calendar;
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::ids::PersonId;
use crate::moment::Moment;
use crate::plans::{Plan, PlanKind};
use crate::visits::Visit;

/// A clock that runs from the start of a plan, and again from each visit that did what is asked, to the next that does.
pub(super) fn visits(
    id: &'static str,
    name: &'static str,
    stage: Stage,
    did: impl Fn(&Visit, PersonId) -> bool + Copy + Send + Sync + 'static,
) -> Clock {
    Clock::new(id, name)
        .from_opening(stage)
        .from_child::<Visit>(move |visit, child| did(visit, child).then_some(visit.when))
        .during(stage)
        .until_child::<Visit>(move |visit, child| did(visit, child).then_some(visit.when))
}

/// A protection plan, or the last visit, may ask for the next visit sooner than the rule.
pub(super) fn sooner_by_plan_or_visit(view: &View<'_>, start: &Event, due: Moment, calendar: &Calendar) -> Moment {
    sooner(view, start, due, calendar, |kind| kind == PlanKind::ChildProtection)
}

/// The earliest of the rule's date, the plan's and the last visit's own. The plan is the one agreed by the start.
pub(super) fn sooner(
    view: &View<'_>,
    start: &Event,
    due: Moment,
    calendar: &Calendar,
    of: fn(PlanKind) -> bool,
) -> Moment {
    let every = plan_at(view, start.at, of).and_then(|plan| plan.visit_every).filter(|days| *days > 0);
    let by_plan = every
        .and_then(|days| i32::try_from(days).ok())
        .map(|days| Moment::day(calendar.add_working_days(start.at.date, days)));
    let visit = view.record_of(start).and_then(|entry| entry.get::<Visit>());
    let by_visit = visit.and_then(|visit| visit.next_due).filter(|day| *day > start.at.date).map(Moment::day);
    [by_plan, by_visit].into_iter().flatten().fold(due, |due, other| due.min(other))
}

/// The latest plan of a kind agreed by a moment.
pub(super) fn plan_at<'r>(view: &View<'r>, at: Moment, of: fn(PlanKind) -> bool) -> Option<&'r Plan> {
    let agreed = |plan: &crate::record::On<'r, Plan>| of(plan.kind) && plan.agreed.is_by(at);
    view.records.of_kind::<Plan>().rev().find(agreed).map(|plan| plan.record())
}
