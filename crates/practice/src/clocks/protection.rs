//! Clocks of a child protection plan: core groups, plan, reviews, visits, drift, neglect, advocacy.

use super::strategy::report_shared;
use super::visiting::{sooner_by_plan_or_visit, visits};
use crate::assessment::{Assessment, GradedCareProfile};
use crate::clock::Basis::{LocalDefault, NationalDefinition, StatutoryGuidance};
use crate::clock::Confidence::{Corroborated, Unverified, Verified};
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::limit::Limit;
use crate::limit::Unit::{Months, Weeks, WorkingDays};
use crate::moment::Moment;
use crate::oversight::{Closure, DecisionAbout, LateReason, ManagementDecision};
use crate::plans::{ChildInNeedMeeting, MeetingDecision, Plan, PlanKind};
use crate::protection::StrategyDiscussion;
use crate::protection::{AdvocacyFollowedUp, Conference, ConferenceBooked, ConferenceKind, CoreGroup, Decision};
use crate::visits::Visit;
use jiff::civil::date;

const WORKING_TOGETHER_AND_WALES: &str =
    "Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions); Welsh equivalent";
const SOUTHWARK: &str = "Southwark monitoring visits procedure";
const SOUTHWARK_AND_BEDFORDSHIRE: &str = "Southwark and Central Bedfordshire procedures";

/// The age from which a child on a plan is to be seen alone.
const SEEN_ALONE_FROM: i16 = 4;

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    let mut clocks = groups_and_plan();
    clocks.extend(reviews());
    clocks.extend(seeing_the_child());
    clocks.extend(drift());
    clocks.extend(support());
    clocks
}

fn groups_and_plan() -> Vec<Clock> {
    vec![
        core_group("CLK-CP-01", "First core group").from_opening(Stage::ProtectionPlan).within(10, WorkingDays).cite(
            StatutoryGuidance,
            Corroborated,
            "Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions), flow charts of 2018 and 2023; \
             Welsh equivalent",
        )
        .in_force(Some(date(2006, 4, 1)), None),
        core_group("CLK-CP-02", "Later core groups")
            .from::<CoreGroup>(|group| Some(group.held))
            .within(6, Weeks)
            .cite(LocalDefault, Corroborated, "Local LSCP procedure; Welsh procedures, 6-week maximum"),
        Clock::new("CLK-CP-03", "Detailed CP plan completed")
            .from_opening(Stage::ProtectionPlan)
            .during(Stage::ProtectionPlan)
            .within(10, WorkingDays)
            .until::<Plan>(|plan| (plan.kind == PlanKind::ChildProtection).then_some(plan.agreed))
            .task("Agree the detailed plan", "plan")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions)",
            ),
    ]
}

fn core_group(id: &'static str, name: &'static str) -> Clock {
    Clock::new(id, name)
        .during(Stage::ProtectionPlan)
        .until::<CoreGroup>(|group| Some(group.held))
        .task("Hold the core group", "core_group")
}

fn reviews() -> Vec<Clock> {
    vec![
        review("CLK-CP-04", "First review conference")
            .from_opening(Stage::ProtectionPlan)
            .within(3, Months)
            .cite(
                StatutoryGuidance,
                Corroborated,
                "Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions); Sheffield and Surrey \
                 procedures",
            )
            .in_force(Some(date(2006, 4, 1)), None),
        review("CLK-CP-05", "Later review conferences")
            .from::<Conference>(|conference| (conference.kind == ConferenceKind::Review).then_some(conference.held))
            .within(6, Months)
            .cite(StatutoryGuidance, Corroborated, WORKING_TOGETHER_AND_WALES)
            .in_force(Some(date(2006, 4, 1)), None),
        report_shared("CLK-CP-06", "Report to family before review conference")
            .from::<ConferenceBooked>(|booking| (booking.kind == ConferenceKind::Review).then_some(booking.on))
            .during(Stage::ProtectionPlan)
            .before(3, WorkingDays)
            .unless::<ConferenceBooked>(|booking| (booking.kind == ConferenceKind::Review).then_some(booking.booked))
            .cite(LocalDefault, Corroborated, "Sefton SCP review conference page"),
    ]
}

fn review(id: &'static str, name: &'static str) -> Clock {
    Clock::new(id, name)
        .during(Stage::ProtectionPlan)
        .until::<Conference>(|conference| (conference.kind == ConferenceKind::Review).then_some(conference.held))
        .task("Hold the review conference", "conference")
}

fn seeing_the_child() -> Vec<Clock> {
    vec![
        visits("CLK-CP-07", "CP statutory visit by lead social worker", Stage::ProtectionPlan, Visit::saw)
            .within(10, WorkingDays)
            .due_as(sooner_by_plan_or_visit)
            .task("Visit and see the child", "visit")
            .cite(
                LocalDefault,
                Corroborated,
                "Local procedure pages; no number in Working Together to Safeguard Children (2013, 2015, 2018, 2023 \
                 editions)",
            ),
        visits("CLK-CP-08", "CP child not seen: manager escalation", Stage::ProtectionPlan, Visit::saw)
            .from::<ManagementDecision>(escalated)
            .until::<ManagementDecision>(escalated)
            .within(4, Weeks)
            .task("If the child is still not seen, decide with the manager what to do", "management_decision")
            .cite(LocalDefault, Corroborated, SOUTHWARK),
        visits("CLK-CP-09", "CP child not seen by any agency: senior escalation", Stage::ProtectionPlan, Visit::saw)
            .from_with(sighted_by_agency)
            .until_these(sighted_by_agency)
            .from::<StrategyDiscussion>(|discussion| Some(discussion.held))
            .until::<StrategyDiscussion>(|discussion| Some(discussion.held))
            .within(6, Weeks)
            .task("Hold a strategy discussion: no agency has seen the child", "strategy_discussion")
            .cite(LocalDefault, Corroborated, SOUTHWARK),
        visits("CLK-CP-10", "CP child seen alone", Stage::ProtectionPlan, Visit::saw_alone)
            .from_with(|view, out| {
                // A child who turns four while on a plan is seen alone from then on.
                let fourth = view.person.birthday().map(|born| crate::age::birthday(born, SEEN_ALONE_FROM));
                out.extend(fourth.filter(|day| *day <= view.on.date).map(Event::day));
            })
            .from::<LateReason>(|reason| (reason.clock == "CLK-CP-10").then_some(reason.written))
            .until::<LateReason>(|reason| (reason.clock == "CLK-CP-10").then_some(reason.written))
            .for_children_aged(SEEN_ALONE_FROM)
            .within(4, Weeks)
            .task("See the child alone", "visit")
            .cite(LocalDefault, Corroborated, SOUTHWARK_AND_BEDFORDSHIRE),
        visits("CLK-CP-11", "CP child's bedroom seen", Stage::ProtectionPlan, Visit::saw_bedroom)
            .within(4, Weeks)
            .task("See the child's bedroom", "visit")
            .cite(LocalDefault, Corroborated, SOUTHWARK_AND_BEDFORDSHIRE),
    ]
}

/// A manager decides what to do about a child who has not been seen.
fn escalated(decision: &ManagementDecision) -> Option<Moment> {
    (decision.about == DecisionAbout::NotSeen).then_some(decision.decided)
}

/// The days on which core groups say that some agency last saw the child.
fn sighted_by_agency(view: &View<'_>, out: &mut Vec<Event>) {
    for group in view.records.of_kind::<CoreGroup>() {
        let seen = group.children.of(view.child).and_then(|one| one.last_seen);
        out.extend(seen.filter(|day| *day <= group.held.date).map(|day| Event::of(Moment::day(day), group.entry.id)));
    }
}

fn drift() -> Vec<Clock> {
    vec![
        Clock::new("CLK-CP-12", "CP plan long-stay alert: legal advice considered")
            .from_opening(Stage::ProtectionPlan)
            .during(Stage::ProtectionPlan)
            .within(9, Months)
            .and_again_after(15, Months)
            .until::<ManagementDecision>(|decision| {
                (decision.about == DecisionAbout::LegalPlanning).then_some(decision.decided)
            })
            .until_child::<Conference>(|conference, child| {
                let legal = matches!(conference.decision(child), Some(Decision::PlanAndLegal { .. }));
                legal.then_some(conference.held)
            })
            .task("Decide with the manager whether legal advice is needed", "management_decision")
            .cite(LocalDefault, Unverified, "Local"),
        Clock::new("CLK-CP-13", "CP plan two-year threshold")
            .from_opening(Stage::ProtectionPlan)
            .within(24, Months)
            .until_with(|view, start| {
                let plan = view
                    .episodes
                    .iter()
                    .find(|episode| episode.stage == Stage::ProtectionPlan && Some(episode.opened_by) == start.record);
                plan.and_then(|episode| episode.closed).map(|(closed, by)| Event::of(closed, by))
            })
            .task("Review why the plan has lasted so long", "conference")
            .cite(NationalDefinition, Verified, "DfE children's social care dashboard indicator list 2024"),
        Clock::new("CLK-CP-14", "Sustained change period after step-down from CP")
            .from_with(stepped_down)
            .within(3, Months)
            .until_with(change_lasted)
            .unless_child::<Conference>(|conference, child| conference.plans(child).then_some(conference.held))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Review whether the change has lasted", "child_in_need_meeting")
            .cite(LocalDefault, Unverified, "Local"),
    ]
}

/// Plans that ended by a conference's decision: work with the child went on.
fn stepped_down(view: &View<'_>, out: &mut Vec<Event>) {
    let closed = view.episodes.iter().filter(|episode| episode.stage == Stage::ProtectionPlan);
    for (at, by) in closed.filter_map(|episode| episode.closed) {
        if view.records.of_kind::<Conference>().any(|conference| conference.entry.id == by) {
            out.push(Event::of(at, by));
        }
    }
}

/// The meeting that shows the change has lasted: one that ends the work or steps it down, or one that goes on and is
/// held in the last review cycle of the period or later. An earlier meeting that goes on cannot show it yet.
fn change_lasted(view: &View<'_>, start: &Event) -> Option<Event> {
    let cycle = jiff::Span::new().months(3);
    let last_cycle =
        start.at.date.checked_add(cycle).and_then(|day| day.checked_sub(jiff::Span::new().weeks(6))).ok()?;
    view.records
        .of_kind::<ChildInNeedMeeting>()
        .filter(|meeting| start.at.is_by(meeting.held))
        .find(|meeting| match meeting.decision {
            MeetingDecision::End | MeetingDecision::StepDown => true,
            MeetingDecision::GoOn => meeting.held.date >= last_cycle,
            MeetingDecision::StrategyDiscussion | MeetingDecision::LegalPlanning => false,
        })
        .map(|meeting| Event::of(meeting.held, meeting.entry.id))
}

fn support() -> Vec<Clock> {
    vec![
        Clock::new("CLK-CP-15", "Graded care profile completed for neglect")
            .from_child::<Assessment>(|assessment, child| {
                let neglect = assessment.finds_neglect()
                    && (assessment.outcome(child).is_some() || assessment.children.0.is_empty());
                neglect.then_some(assessment.authorised)
            })
            .from_child::<Conference>(|conference, child| {
                (neglect(conference, child) == Some(true)).then_some(conference.held)
            })
            .from_with(|view, out| {
                let profiles = view.records.of_kind::<GradedCareProfile>();
                let again = profiles.filter(|profile| neglect_is_the_category(view, profile.completed));
                out.extend(again.map(|profile| Event::of(profile.completed, profile.entry.id)));
            })
            .one_at_a_time()
            .within(20, WorkingDays)
            .due_as(half_a_year_after_the_last_profile)
            .until::<GradedCareProfile>(|profile| Some(profile.completed))
            .unless_child::<Conference>(|conference, child| {
                (neglect(conference, child) == Some(false)).then_some(conference.held)
            })
            .unless_with(no_profile_is_asked_for)
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Complete the graded care profile", "graded_care_profile")
            .cite(LocalDefault, Unverified, "Local; Bury instruction to use it in all neglect CP plans"),
        Clock::new("CLK-CP-16", "Advocacy offer followed up after conference")
            .from_child::<Conference>(|conference, child| {
                let recommended = conference.children.of(child).and_then(|one| one.advocacy) == Some(true);
                recommended.then_some(conference.held)
            })
            .within(10, WorkingDays)
            .until::<AdvocacyFollowedUp>(|followed| Some(followed.on))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Ask for an advocate, or record that the child does not want one", "advocacy_followed_up")
            .cite(LocalDefault, Unverified, "Local"),
    ]
}

/// Does a conference put a child on a plan for neglect? None when it says nothing against an assessment's finding: an
/// initial conference without a plan.
fn neglect(conference: &Conference, child: crate::ids::PersonId) -> Option<bool> {
    match conference.decision(child)?.category() {
        Some(category) => Some(category.is(&["NEG"])),
        None => (conference.kind == ConferenceKind::Review).then_some(false),
    }
}

fn neglect_is_the_category(view: &View<'_>, at: Moment) -> bool {
    let on_plan = view.episodes.iter().any(|episode| episode.stage == Stage::ProtectionPlan && episode.covers(at));
    let latest = view
        .records
        .of_kind::<Conference>()
        .filter(|conference| conference.held.is_by(at))
        .filter_map(|conference| neglect(conference.record(), view.child))
        .next_back();
    on_plan && latest == Some(true)
}

/// The profile grades the care a child has at home. None is asked for once the child is looked after; once the protection
/// plan has ended, however that came about; or, without such a plan for neglect, once a later assessment finds none.
fn no_profile_is_asked_for(view: &View<'_>, start: &Event) -> Option<Moment> {
    let looked_after = view.episodes.iter().filter(|one| one.stage == Stage::LookedAfter);
    let away = looked_after
        .filter(|one| one.covers(start.at) || start.at.is_by(one.opened))
        .map(|one| one.opened.max(start.at));
    let plans = view.episodes.iter().filter(|one| one.stage == Stage::ProtectionPlan);
    let over = plans.filter_map(|one| one.closed).map(|(closed, _)| closed).filter(|closed| *closed > start.at);
    let assessments = view.records.of_kind::<Assessment>().filter(|one| one.authorised > start.at);
    let clear = assessments
        .filter(|one| one.outcome(view.child).is_some() && !one.finds_neglect())
        .map(|one| one.authorised)
        .filter(|at| !neglect_is_the_category(view, *at));
    away.chain(over).chain(clear).min()
}

/// A profile done within the last half year still serves: the next is due half a year after it.
fn half_a_year_after_the_last_profile(
    view: &View<'_>,
    start: &Event,
    due: Moment,
    calendar: &crate::calendar::Calendar,
) -> Moment {
    let last = view.records.of_kind::<GradedCareProfile>().rev().find(|profile| profile.completed.is_by(start.at));
    let again = last.map(|profile| Limit::new(6, Months).due_from(profile.completed, calendar));
    again.filter(|again| again.date >= start.at.date).unwrap_or(due)
}
