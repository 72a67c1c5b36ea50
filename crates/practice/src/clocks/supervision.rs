//! Clocks of supervision: each child talked over by worker and manager.

use crate::clock::Basis::LocalDefault;
use crate::clock::Clock;
use crate::clock::Confidence::Unverified;
use crate::episode::Stage;
use crate::limit::Limit;
use crate::limit::Unit::Weeks;
use crate::oversight::{Allocation, DecisionAbout, ManagementDecision};

/// The clock that says by when a child is talked over.
pub const CHILD_DISCUSSED: &str = "CLK-SU-04";

/// A child on a protection plan is talked over at least this often: the repeat rule of CLK-SU-04.
const ON_A_PROTECTION_PLAN: Limit = Limit::new(4, Weeks);

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    vec![
        Clock::new(CHILD_DISCUSSED, "Each open child discussed in supervision")
            .from::<Allocation>(|allocation| allocation.worker.as_ref().map(|_| allocation.from))
            .from::<ManagementDecision>(|decision| decision.is_supervision().then_some(decision.decided))
            .during(Stage::Need)
            .one_at_a_time()
            .within(8, Weeks)
            .due_as(|view, start, due, calendar| {
                let plans = view.episodes.iter().filter(|episode| episode.stage == Stage::ProtectionPlan);
                let on_one =
                    plans.filter(|plan| plan.opened < due && plan.closed.is_none_or(|(end, _)| start.at < end));
                let soonest = on_one.map(|plan| ON_A_PROTECTION_PLAN.due_from(plan.opened.max(start.at), calendar));
                soonest.fold(due, std::cmp::Ord::min)
            })
            .until::<ManagementDecision>(|decision| decision.is_supervision().then_some(decision.decided))
            .task("Talk the child over in supervision", "management_decision")
            .cite(LocalDefault, Unverified, "Local; Walsall sets a least frequency for each child"),
    ]
}

impl ManagementDecision {
    fn is_supervision(&self) -> bool {
        matches!(self.about, DecisionAbout::Supervision)
    }
}
