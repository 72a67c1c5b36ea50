//! Clocks of strategy discussions, section 47 enquiries, conferences and child protection plans.

use crate::clock::Basis::{LocalDefault, StatutoryGuidance};
use crate::clock::Clock;
use crate::clock::Confidence::{Corroborated, Verified};
use crate::episode::Stage;
use crate::limit::Unit::WorkingDays;
use crate::protection::{Conference, ConferenceKind, EnquiryOutcome, Section47, StrategyDiscussion};
use crate::visits::Visit;
use jiff::civil::date;

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    vec![
        Clock::new("CLK-S47-05", "Initial child protection conference held")
            .from::<StrategyDiscussion>(|discussion| discussion.leads_to_enquiry().then_some(discussion.held))
            .one_at_a_time()
            .within(15, WorkingDays)
            .until::<Conference>(|conference| (conference.kind == ConferenceKind::Initial).then_some(conference.held))
            .unless_child::<Section47>(|enquiry, child| {
                let no_conference = enquiry.outcome(child).is_some_and(|outcome| outcome != EnquiryOutcome::Conference);
                no_conference.then_some(enquiry.concluded)
            })
            .task("Hold the initial conference", "conference")
            .cite(
                StatutoryGuidance,
                Verified,
                "Working Together to Safeguard Children, ch.1 (2018), ch.3 (2023); CIN census guide 2023-24, 4.12.2",
            )
            .in_force(Some(date(2006, 4, 1)), None),
        Clock::new("CLK-CP-07", "Child protection visit by the lead social worker")
            .from_opening(Stage::ProtectionPlan)
            .from_child::<Visit>(|visit, child| visit.saw(child).then_some(visit.when))
            .during(Stage::ProtectionPlan)
            .within(10, WorkingDays)
            .until_child::<Visit>(|visit, child| visit.saw(child).then_some(visit.when))
            .task("Visit and see the child", "visit")
            .cite(LocalDefault, Corroborated, "Local procedure; Working Together to Safeguard Children sets no number"),
    ]
}
