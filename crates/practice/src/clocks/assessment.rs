//! Clocks of assessment: assessed in time, seen in time, looked at again, and those the law has replaced.

use crate::assessment::{
    AccommodationDecision, Assessment, AssessmentDetail, AssessmentKind, AssessmentOutcome, AssessmentRequest,
    AssessmentStarted, HomelessPresentation,
};
use crate::care_planning::CareReview;
use crate::clock::Basis::{LocalDefault, StatutoryGuidance};
use crate::clock::Confidence::{Corroborated, Unverified, Verified};
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::front_door::{Referral, ReferralDecision, Response};
use crate::ids::PersonId;
use crate::limit::Unit::{Months, WorkingDays};
use crate::moment::Moment;
use crate::oversight::{Change, ChangeOfCircumstances, Closure, DecisionAbout, ManagementDecision};
use crate::people::{Birth, PersonDetails};
use crate::protection::StrategyDiscussion;
use crate::visits::Visit;
use jiff::civil::{Date, date};

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    let mut clocks = from_referral();
    clocks.extend(superseded());
    clocks.extend(under_way());
    clocks.extend(others());
    clocks.sort_by_key(|clock| clock.id);
    clocks
}

fn from_referral() -> Vec<Clock> {
    vec![
        // An extension gives its reason and a new target; the statutory date does not move.
        Clock::new("CLK-AS-01", "Child and family assessment completed")
            .from::<Referral>(|referral| Some(referral.received))
            .during(Stage::Need)
            .one_at_a_time()
            .within(45, WorkingDays)
            .until_child::<Assessment>(authorised)
            .task("Authorise the child and family assessment", "assessment")
            .cite(
                StatutoryGuidance,
                Verified,
                "DfE children in need census guide 2023-24, section 4.9; Working Together to Safeguard Children (2013, \
                 2015, 2018, 2023 editions), ch.1 (2018), ch.3 (2023)",
            )
            .in_force(Some(date(2013, 4, 15)), None),
        // A child not yet born cannot be seen.
        Clock::new("CLK-AS-04", "Child seen for assessment")
            .from_with(|view, out| {
                let born = view.records.of_kind::<Referral>().filter(|one| !unborn(view, one.received));
                out.extend(born.map(|one| Event::of(one.received, one.entry.id)));
            })
            .during(Stage::Need)
            .one_at_a_time()
            .within(5, WorkingDays)
            .until_child::<Visit>(|visit, child| visit.saw(child).then_some(visit.when))
            .task("Visit and see the child", "visit")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions) leaves it to the need of \
                 the child",
            ),
        // Due by 34 weeks of pregnancy if that comes sooner than the limit. A birth ends it.
        Clock::new("CLK-AS-08", "Pre-birth assessment complete")
            .from_with(|view, out| {
                let accepted = view.records.of_kind::<ReferralDecision>().filter(|one| {
                    matches!(one.response, Response::Assess | Response::StrategyDiscussion) && unborn(view, one.decided)
                });
                out.extend(accepted.map(|one| Event::of(one.decided, one.entry.id)));
            })
            .during(Stage::Need)
            .one_at_a_time()
            .within(45, WorkingDays)
            .due_as(|view, start, due, _| match by_34_weeks(view) {
                Some(day) if start.at.date <= day && day < due.date => Moment::day(day),
                _ => due,
            })
            .until_child::<Assessment>(|assessment, child| match &assessment.kind {
                AssessmentDetail::PreBirth { birth_plan, .. } if !birth_plan.trim().is_empty() => {
                    about(assessment, child).then_some(assessment.authorised)
                }
                _ => None,
            })
            .unless_with(|view, _| view.person.born().map(|born| Moment::day(born.earliest())))
            .task("Authorise the pre-birth assessment and plan", "assessment")
            .cite(LocalDefault, Unverified, "Local pre-birth protocol"),
    ]
}

fn superseded() -> Vec<Clock> {
    vec![
        Clock::new("CLK-AS-02", "Initial assessment completed (superseded)")
            .from::<Referral>(|referral| Some(referral.received))
            .during(Stage::Need)
            .one_at_a_time()
            .within(10, WorkingDays)
            .until_child::<Assessment>(|one, child| authorised_as(one, child, AssessmentKind::Initial))
            .task("Authorise the initial assessment", "assessment")
            .cite(
                StatutoryGuidance,
                Unverified,
                "Working Together to Safeguard Children 2010, ch.5 (7 days before 2010)",
            )
            .in_force(Some(date(2010, 3, 17)), Some(date(2013, 4, 14))),
        // An initial assessment that led to nothing further, or to early help, asked for no deeper one.
        Clock::new("CLK-AS-03", "Core assessment completed (superseded)")
            .from_child::<Assessment>(|one, child| {
                let further = one.outcome(child).is_none_or(|outcome| {
                    !matches!(outcome, AssessmentOutcome::NoFurtherAction | AssessmentOutcome::EarlyHelp)
                });
                authorised_as(one, child, AssessmentKind::Initial).filter(|_| further)
            })
            .from::<StrategyDiscussion>(|discussion| discussion.leads_to_enquiry().then_some(discussion.held))
            .during(Stage::Need)
            .one_at_a_time()
            .within(35, WorkingDays)
            .until_child::<Assessment>(|one, child| authorised_as(one, child, AssessmentKind::Core))
            .task("Authorise the core assessment", "assessment")
            .cite(StatutoryGuidance, Corroborated, "Working Together to Safeguard Children 2010, ch.5; removed in 2013")
            .in_force(Some(date(2006, 4, 1)), Some(date(2013, 4, 14))),
    ]
}

fn under_way() -> Vec<Clock> {
    vec![
        Clock::new("CLK-AS-05", "Manager checkpoint in assessment")
            .from::<AssessmentStarted>(|assessment| Some(assessment.started))
            .within(10, WorkingDays)
            .and_again_after(20, WorkingDays)
            .and_again_after(35, WorkingDays)
            .until::<ManagementDecision>(|decision| {
                (decision.about == DecisionAbout::AssessmentCheckpoint).then_some(decision.decided)
            })
            // No checkpoint is owed once this assessment is authorised or the work has closed.
            .unless_with(|view, start| {
                let mut assessments = view.episodes.iter().filter(|one| one.stage == Stage::Assessment);
                let this = assessments.find(|one| Some(one.opened_by) == start.record)?;
                this.closed.map(|(closed, _)| closed)
            })
            .task("Agree the scope and time of the assessment with the manager", "management_decision")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions) expects the timescale to \
                 be set and reviewed for each child",
            )
            .in_force(Some(date(2013, 4, 15)), None),
        // A change of circumstances asks for a new look sooner: CLK-AS-07. What a looked-after child needs is looked at
        // afresh at each review of the care plan.
        Clock::new("CLK-AS-06", "Assessment refreshed for open child")
            .from_child::<Assessment>(authorised)
            .from::<CareReview>(|review| Some(review.held))
            .during(Stage::Need)
            .within(12, Months)
            .until_child::<Assessment>(authorised)
            .until::<CareReview>(|review| Some(review.held))
            .task("Bring the assessment up to date", "assessment")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Care Planning, Placement and Case Review (England) Regulations 2010 (SI 2010/959) reg.5 requires \
                 the plan to reflect needs",
            ),
        Clock::new("CLK-AS-07", "Change of circumstances re-assessment")
            .from::<ChangeOfCircumstances>(|change| {
                let asks = !matches!(change.what, Change::Loss | Change::Other);
                asks.then_some(change.happened)
            })
            .during(Stage::Need)
            .within(20, WorkingDays)
            .until_child::<Assessment>(authorised)
            .until::<ManagementDecision>(|decision| {
                (decision.about == DecisionAbout::NoReassessment).then_some(decision.decided)
            })
            .task("Assess again, or decide that no new assessment is needed", "assessment")
            .cite(LocalDefault, Unverified, "Local"),
    ]
}

fn others() -> Vec<Clock> {
    vec![
        Clock::new("CLK-AS-09", "Homeless 16-17: same-day needs and interim accommodation decision")
            .from::<HomelessPresentation>(|homeless| Some(homeless.presented))
            .for_children_aged(16)
            .within(1, WorkingDays)
            .until::<AccommodationDecision>(|decision| (!decision.view.trim().is_empty()).then_some(decision.decided))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Decide where the young person will stay", "accommodation_decision")
            .cite(
                LocalDefault,
                Unverified,
                "Local joint protocol under joint statutory guidance on homelessness at 16 and 17; R (G) v Southwark \
                 [2009] UKHL 26",
            )
            .in_force(Some(date(2010, 4, 1)), None),
        Clock::new("CLK-AS-10", "Homeless 16-17: full section 17/20 assessment")
            .from::<HomelessPresentation>(|homeless| Some(homeless.presented))
            .for_children_aged(16)
            .one_at_a_time()
            .within(45, WorkingDays)
            .until_child::<Assessment>(authorised)
            .unless::<Closure>(|closure| Some(closure.closed))
            .unless::<ReferralDecision>(|decision| {
                matches!(decision.response, Response::NoFurtherAction | Response::EarlyHelp).then_some(decision.decided)
            })
            .task("Authorise the assessment of the homeless young person", "assessment")
            .cite(
                StatutoryGuidance,
                Unverified,
                "Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions); joint guidance on homelessness \
                 at 16 and 17",
            )
            .in_force(Some(date(2010, 4, 1)), None),
        Clock::new("CLK-AS-11", "Parent or carer asks for disabled child or carer's assessment")
            .from::<AssessmentRequest>(|request| Some(request.asked))
            .within(45, WorkingDays)
            .until_child::<Assessment>(authorised)
            .until::<ManagementDecision>(|decision| {
                (decision.about == DecisionAbout::AssessmentRefused).then_some(decision.decided)
            })
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Assess as asked, or give a reasoned refusal", "assessment")
            .cite(
                LocalDefault,
                Unverified,
                "Children Act 1989 s.17, s.17ZA to ZF; Working Together to Safeguard Children (2013, 2015, 2018, 2023 \
                 editions)",
            )
            .in_force(Some(date(2015, 4, 1)), None),
    ]
}

fn about(assessment: &Assessment, child: PersonId) -> bool {
    assessment.children.0.is_empty() || assessment.children.of(child).is_some()
}

/// When an assessment of the child as a whole was authorised: not a parenting assessment alone, nor one of the kinds
/// replaced in 2013.
fn authorised(assessment: &Assessment, child: PersonId) -> Option<Moment> {
    let whole = matches!(
        assessment.kind.kind(),
        AssessmentKind::ChildAndFamily | AssessmentKind::PreBirth | AssessmentKind::Homeless
    );
    (whole && about(assessment, child)).then_some(assessment.authorised)
}

fn authorised_as(assessment: &Assessment, child: PersonId, kind: AssessmentKind) -> Option<Moment> {
    (assessment.is(kind) && about(assessment, child)).then_some(assessment.authorised)
}

/// Was the child not yet born at this moment, as far as is known?
fn unborn(view: &View<'_>, at: Moment) -> bool {
    match view.person.details.as_ref().map(|details| &details.birth) {
        Some(Birth::Expected { .. }) => true,
        Some(Birth::Born { on }) => on.earliest() > at.date,
        _ => false,
    }
}

/// The day the pregnancy reaches 34 weeks: six weeks before the birth was expected, as last recorded before it.
fn by_34_weeks(view: &View<'_>) -> Option<Date> {
    let expected = view.records.of_kind::<PersonDetails>().rev().find_map(|details| match details.birth {
        Birth::Expected { on } => on.exact(),
        _ => None,
    });
    expected?.checked_sub(jiff::Span::new().weeks(40 - 34)).ok()
}
