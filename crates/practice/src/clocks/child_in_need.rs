//! Clocks of a child in need plan: meetings, visits, drift, disabled children, the authority's short break statement.

use super::visiting::{plan_at, sooner, visits};
use crate::assessment::{Assessment, AssessmentOutcome};
use crate::clock::Basis::LocalDefault;
use crate::clock::Confidence::{Corroborated, Unverified};
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::ids::AUTHORITY;
use crate::limit::Limit;
use crate::limit::Unit::{Months, Weeks, WorkingDays};
use crate::moment::Moment;
use crate::oversight::{Circulated, Circulation, Closure, DecisionAbout, ManagementDecision};
use crate::plans::{ChildInNeedMeeting, Plan, PlanKind, ShortBreakStatement};
use crate::protection::{Conference, Decision, EnquiryOutcome, Section47};
use crate::record::Record;
use crate::visits::{Visit, VisitOutcome};
use jiff::civil::date;

/// A disabled child with a stable package is visited at least this often: the repeat rule of CLK-CIN-07.
const DISABLED_CHILD_VISITS: Limit = Limit::new(3, Months);

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    let mut clocks = meetings();
    clocks.extend(seeing_the_child());
    clocks.extend(drift());
    clocks.extend(disabled_children());
    clocks.sort_by_key(|clock| clock.id);
    clocks
}

fn meetings() -> Vec<Clock> {
    vec![
        Clock::new("CLK-CIN-01", "First CIN planning meeting")
            .from_child::<Assessment>(|assessment, child| {
                let outcome = assessment.outcome(child);
                let plan = [AssessmentOutcome::ChildInNeedPlan, AssessmentOutcome::DisabledChildPlan];
                outcome.is_some_and(|outcome| plan.contains(&outcome)).then_some(assessment.authorised)
            })
            // The same meeting follows wherever else it is decided that a child is in need and on no protection plan.
            .from_child::<Section47>(|enquiry, child| {
                let need = [EnquiryOutcome::ChildInNeed, EnquiryOutcome::NoContinuingRisk];
                enquiry.outcome(child).is_some_and(|outcome| need.contains(&outcome)).then_some(enquiry.concluded)
            })
            .from_child::<Conference>(|conference, child| {
                let need = matches!(conference.decision(child), Some(Decision::ChildInNeed { .. }));
                need.then_some(conference.held)
            })
            .one_at_a_time()
            .within(10, WorkingDays)
            .until::<ChildInNeedMeeting>(|meeting| Some(meeting.held))
            .until::<Plan>(|plan| (plan.kind != PlanKind::ChildProtection).then_some(plan.agreed))
            .unless_child::<Conference>(|conference, child| conference.plans(child).then_some(conference.held))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Hold the first planning meeting", "child_in_need_meeting")
            .cite(LocalDefault, Corroborated, "Sefton CIN chapter"),
        Clock::new("CLK-CIN-02", "CIN review meeting")
            .from_with(|view, out| plan_began_or::<ChildInNeedMeeting>(view, PlanKind::ChildInNeed, |_| true, out))
            .during(Stage::ChildInNeedPlan)
            .within(6, Weeks)
            .until::<ChildInNeedMeeting>(|meeting| Some(meeting.held))
            .task("Hold the child in need review", "child_in_need_meeting")
            .cite(
                LocalDefault,
                Corroborated,
                "Local procedure pages; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions) sets \
                 no number",
            ),
        Clock::new("CLK-CIN-05", "CIN review record circulated")
            .from::<ChildInNeedMeeting>(|meeting| Some(meeting.held))
            .within(5, WorkingDays)
            .until::<Circulation>(|sent| (sent.what == Circulated::ChildInNeedReview).then_some(sent.on))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Send the record of the review", "circulation")
            .cite(LocalDefault, Corroborated, "Walsall CIN visits page"),
    ]
}

fn seeing_the_child() -> Vec<Clock> {
    vec![
        visits("CLK-CIN-03", "CIN visit", Stage::ChildInNeedPlan, Visit::saw)
            .within(4, Weeks)
            .due_as(|view, start, due, calendar| {
                let disabled = is_of(view, start.at, PlanKind::DisabledChild);
                let due = if disabled { DISABLED_CHILD_VISITS.due_from(start.at, calendar) } else { due };
                sooner(view, start, due, calendar, |kind| kind != PlanKind::ChildProtection)
            })
            .task("Visit and see the child", "visit")
            .cite(LocalDefault, Corroborated, "Walsall CIN visits page"),
        Clock::new("CLK-CIN-04", "CIN not-seen-alone follow-up")
            .from_child::<Visit>(|visit, child| (!visit.saw_alone(child)).then_some(visit.when))
            .during(Stage::ChildInNeedPlan)
            .one_at_a_time()
            .within(5, WorkingDays)
            .until::<Visit>(|visit| matches!(visit.outcome, VisitOutcome::Held { .. }).then_some(visit.when))
            .task("Talk it over with the manager, then visit again", "visit")
            .cite(LocalDefault, Corroborated, "Walsall CIN visits page"),
    ]
}

fn drift() -> Vec<Clock> {
    vec![
        Clock::new("CLK-CIN-06", "Manager challenge of long CIN plan")
            .from_with(|view, out| {
                let challenged = |decision: &ManagementDecision| is_challenge(decision);
                plan_began_or::<ManagementDecision>(view, PlanKind::ChildInNeed, challenged, out);
            })
            .during(Stage::ChildInNeedPlan)
            .within(6, Months)
            .until::<ManagementDecision>(|decision| is_challenge(decision).then_some(decision.decided))
            .task("Decide with the manager to end the plan, step up, or say why it goes on", "management_decision")
            .cite(LocalDefault, Corroborated, "Derbyshire CIN chapter, 6 months"),
    ]
}

fn is_challenge(decision: &ManagementDecision) -> bool {
    matches!(decision.about, DecisionAbout::LongPlan { .. })
}

fn disabled_children() -> Vec<Clock> {
    vec![
        Clock::new("CLK-CIN-07", "Disabled child CIN review (stable package)")
            .from_with(|view, out| plan_began_or::<ChildInNeedMeeting>(view, PlanKind::DisabledChild, |_| true, out))
            .during(Stage::ChildInNeedPlan)
            .within(6, Months)
            .until::<ChildInNeedMeeting>(|meeting| Some(meeting.held))
            .task("Review the disabled child's plan", "child_in_need_meeting")
            .cite(LocalDefault, Unverified, "Local; CIN guidance for short breaks under s17"),
        Clock::new("CLK-CIN-08", "Short break statement reviewed")
            .from_child::<ShortBreakStatement>(|statement, about| (about == AUTHORITY).then_some(statement.published))
            .within(12, Months)
            .until::<ShortBreakStatement>(|statement| Some(statement.published))
            .task("Review the short break statement", "short_break_statement")
            .cite(LocalDefault, Unverified, "Breaks for Carers of Disabled Children Regulations 2011")
            .in_force(Some(date(2011, 4, 1)), None),
    ]
}

/// Plans of a kind as they begin, and the records that start the clock again while such a plan is the latest. A plan
/// agreed at a meeting starts the clock once.
fn plan_began_or<R: Record>(view: &View<'_>, kind: PlanKind, again: fn(&R) -> bool, out: &mut Vec<Event>) {
    let found = view.records.of_kind::<R>().filter(|found| again(found));
    let mut events: Vec<Event> = found.map(|found| Event::of(found.about(), found.entry.id)).collect();
    for episode in view.episodes.iter().filter(|episode| episode.stage == Stage::ChildInNeedPlan) {
        if events.iter().all(|event| event.at.date != episode.opened.date) {
            events.push(Event::of(episode.opened, episode.opened_by));
        }
    }
    out.extend(events.into_iter().filter(|event| is_of(view, event.at, kind)));
}

/// Was the latest child in need plan agreed by a moment of this kind?
fn is_of(view: &View<'_>, at: Moment, kind: PlanKind) -> bool {
    plan_at(view, at, |kind| kind != PlanKind::ChildProtection).is_some_and(|plan| plan.kind == kind)
}
