//! Clocks from the suspicion of significant harm to the conference: strategy discussion, enquiry, conference.

use crate::assessment::{Assessment, AssessmentOutcome};
use crate::clock::Basis::{LocalDefault, StatutoryGuidance};
use crate::clock::Confidence::{Corroborated, Unverified, Verified};
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::front_door::{Contact, ReferralDecision, Response, Screening, ScreeningDecision};
use crate::limit::Unit::{Hours, WorkingDays};
use crate::moment::Moment;
use crate::oversight::{Circulated, Circulation, Closure, DecisionAbout, ManagementDecision};
use crate::oversight::{TransferIn, TransferPlan};
use crate::plans::{ChildInNeedMeeting, MeetingDecision};
use crate::protection::{Conference, ConferenceBooked, ConferenceKind, EnquiryOutcome, Section47, StrategyDiscussion};
use crate::visits::Visit;
use jiff::civil::date;

/// The clock that says by when an initial conference is held.
pub const INITIAL_CONFERENCE: &str = "CLK-S47-05";
/// The clock that says by when the record of a conference is sent.
pub const RECORD_SENT: &str = "CLK-S47-10";

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    let mut clocks = discussion();
    clocks.extend(enquiry());
    clocks.extend(conference());
    clocks
}

fn discussion() -> Vec<Clock> {
    vec![
        Clock::new("CLK-S47-01", "Strategy discussion held")
            .from::<ManagementDecision>(|decision| {
                (decision.about == DecisionAbout::StrategyNeeded).then_some(decision.decided)
            })
            .from::<ScreeningDecision>(|screening| {
                (screening.decision == Screening::StrategyDiscussion).then_some(screening.decided)
            })
            .from::<ReferralDecision>(|decision| {
                (decision.response == Response::StrategyDiscussion).then_some(decision.decided)
            })
            .from_child::<Assessment>(|assessment, child| {
                let decided = assessment.outcome(child) == Some(AssessmentOutcome::StrategyDiscussion);
                decided.then_some(assessment.authorised)
            })
            .from::<ChildInNeedMeeting>(|meeting| {
                (meeting.decision == MeetingDecision::StrategyDiscussion).then_some(meeting.held)
            })
            .one_at_a_time()
            .within(1, WorkingDays)
            // The same day where the contact says that someone is in danger now.
            .due_as(|view, start, due, _| if in_danger(view, start) { Moment::day(start.at.date) } else { due })
            .until::<StrategyDiscussion>(|discussion| discussion.is_quorate().then_some(discussion.held))
            .unless::<Section47>(|enquiry| Some(enquiry.concluded))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Hold the strategy discussion", "strategy_discussion")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions) sets no number",
            ),
        Clock::new("CLK-S47-02", "Strategy discussion record shared")
            .from::<StrategyDiscussion>(|discussion| Some(discussion.held))
            .within(1, WorkingDays)
            .until::<Circulation>(|sent| (sent.what == Circulated::StrategyRecord).then_some(sent.on))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Share the record of the strategy discussion", "circulation")
            .cite(LocalDefault, Unverified, "Local"),
    ]
}

fn enquiry() -> Vec<Clock> {
    vec![
        Clock::new("CLK-S47-03", "Child seen in section 47 enquiry")
            .from_opening(Stage::Enquiry)
            .during(Stage::Enquiry)
            .within(24, Hours)
            .until_child::<Visit>(|visit, child| visit.saw(child).then_some(visit.when))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("See the child", "visit")
            .cite(LocalDefault, Unverified, "Local"),
        Clock::new("CLK-S47-04", "Section 47 enquiry concluded")
            .from_opening(Stage::Enquiry)
            .within(15, WorkingDays)
            .until_child::<Section47>(|enquiry, child| {
                let about = enquiry.outcome(child).is_some() || enquiry.children.0.is_empty();
                about.then_some(enquiry.concluded)
            })
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Conclude the enquiry", "section47")
            .cite(
                StatutoryGuidance,
                Corroborated,
                "CIN census guide 2023-24, rule 8675Q; Working Together to Safeguard Children (2013, 2015, 2018, 2023 \
                 editions)",
            )
            .in_force(Some(date(2006, 4, 1)), None),
        Clock::new(INITIAL_CONFERENCE, "Initial child protection conference held")
            .from::<StrategyDiscussion>(|discussion| discussion.leads_to_enquiry().then_some(discussion.held))
            .one_at_a_time()
            .within(15, WorkingDays)
            .until::<Conference>(|conference| (conference.kind == ConferenceKind::Initial).then_some(conference.held))
            .unless_child::<Section47>(|enquiry, child| {
                let no_conference = enquiry.outcome(child).is_some_and(|outcome| outcome != EnquiryOutcome::Conference);
                no_conference.then_some(enquiry.concluded)
            })
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Hold the initial conference", "conference")
            .cite(
                StatutoryGuidance,
                Verified,
                "CIN census guide 2023-24, 4.12.2; Warrington SCP conference page; Working Together to Safeguard \
                 Children (2013, 2015, 2018, 2023 editions)",
            )
            .in_force(Some(date(2006, 4, 1)), None),
    ]
}

fn conference() -> Vec<Clock> {
    vec![
        Clock::new("CLK-S47-06", "Transfer-in conference")
            .from::<TransferIn>(|transfer| {
                (transfer.plan == TransferPlan::ChildProtection).then_some(transfer.notified)
            })
            .within(15, WorkingDays)
            .until::<Conference>(|conference| {
                (conference.kind == ConferenceKind::TransferIn).then_some(conference.held)
            })
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Hold the transfer-in conference", "conference")
            .cite(
                StatutoryGuidance,
                Verified,
                "CIN census guide 2023-24, before 4.9; Working Together to Safeguard Children (2013, 2015, 2018, 2023 \
                 editions)",
            )
            .in_force(Some(date(2010, 3, 17)), None),
        report_shared("CLK-S47-07", "Social work report shared with family before initial conference")
            .from::<ConferenceBooked>(|booking| (booking.kind == ConferenceKind::Initial).then_some(booking.on))
            .before(2, WorkingDays)
            .unless::<ConferenceBooked>(|booking| (booking.kind == ConferenceKind::Initial).then_some(booking.booked))
            .cite(LocalDefault, Unverified, "Local LSCP procedure"),
        Clock::new("CLK-S47-08", "Agency reports in before conference")
            .from::<ConferenceBooked>(|booking| Some(booking.on))
            .before(2, WorkingDays)
            .until::<Circulation>(|sent| (sent.what == Circulated::AgencyReports).then_some(sent.on))
            .unless::<ConferenceBooked>(|booking| Some(booking.booked))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Gather the agency reports", "circulation")
            .cite(LocalDefault, Unverified, "Local LSCP procedure"),
        Clock::new("CLK-S47-09", "Conference decision and outline plan issued")
            .from::<Conference>(|conference| Some(conference.held))
            .within(1, WorkingDays)
            .until::<Circulation>(|sent| (sent.what == Circulated::ConferenceDecision).then_some(sent.on))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Send the conference decision and outline plan", "circulation")
            .cite(LocalDefault, Unverified, "Local LSCP procedure"),
        Clock::new(RECORD_SENT, "Full conference record circulated")
            .from::<Conference>(|conference| Some(conference.held))
            .within(20, WorkingDays)
            .until::<Circulation>(|sent| (sent.what == Circulated::ConferenceRecord).then_some(sent.on))
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Circulate the conference record", "circulation")
            .cite(LocalDefault, Unverified, "Local LSCP procedure"),
    ]
}

/// A clock that stops when the social worker's report has been shared with the family.
pub(super) fn report_shared(id: &'static str, name: &'static str) -> Clock {
    Clock::new(id, name)
        .until::<Circulation>(|sent| (sent.what == Circulated::ReportToFamily).then_some(sent.on))
        .unless::<Closure>(|closure| Some(closure.closed))
        .task("Share the report with the family", "circulation")
}

/// Does the contact that was screened say that someone is in danger now?
fn in_danger(view: &View<'_>, start: &Event) -> bool {
    let screened = view.records.of_kind::<ScreeningDecision>().find(|found| Some(found.entry.id) == start.record);
    screened.is_some_and(|screening| {
        view.records
            .of_kind::<Contact>()
            .any(|contact| contact.entry.id == screening.contact.id && contact.danger_now.known() == Some(&true))
    })
}
