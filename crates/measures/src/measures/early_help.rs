//! Early help, and steps down to it.

use super::tools::*;

/// Days after closing within which early help that begins is a step down.
const STEP_DOWN_DAYS: i32 = 28;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-EH-01",
        period: Period::Rolling12,
        shape: Shape::Rate,
        tables: &["ssd_early_help_episodes"],
        note: "Episodes of early help stand for assessments.",
        cases: |index, window, cases| index.early_help.within(window).iter().for_each(|event| cases.count(*event)),
    },
    Built {
        id: "IND-EH-04",
        period: Period::Quarter,
        shape: Shape::Count,
        tables: &["ssd_cin_episodes"],
        note: "Closed with reason RC9, or with early help that began within 28 days.",
        cases: |index, window, cases| {
            let closed = index.referrals.ended(window).iter().filter(|event| stepped_down(index, event, window.to));
            once(closed.copied()).into_iter().for_each(|event| cases.count(event));
        },
    },
    Built {
        id: "IND-EH-05",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_cin_episodes"],
        note: "Stepped down in the twelve months that ended six months ago, by the rule of IND-EH-04.",
        cases: |index, window, cases| {
            let closed = index.referrals.ended(earlier(window, 6)).iter();
            for event in once(closed.filter(|event| stepped_down(index, event, window.to)).copied()) {
                let Some(end) = event.end else { continue };
                let after = Window { from: end, to: end.saturating_add(6.months()).min(window.to) };
                let again = index.referrals.of_within(event.who, after).iter().any(|next| next.row != event.row);
                cases.case(event, again);
            }
        },
    },
    Built {
        id: "IND-EH-06",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["gt_early_help_outcomes"],
        note: "",
        cases: |index, window, cases| {
            for event in index.early_help_outcomes.within(window) {
                cases.case(*event, index.facts.early_help_outcomes[event.row as usize].gteo_reason == "needs_met");
            }
        },
    },
    Built {
        id: "IND-EH-10",
        period: Period::Quarter,
        shape: Shape::Share,
        tables: &["ssd_early_help_episodes", "ssd_cin_episodes"],
        note: "As one series: of early help and referrals that began, taken together, the percentage that is early help. Residents \
               are the same in both rates and cancel. How the two move together is not said in a number.",
        cases: |index, window, cases| {
            index.early_help.within(window).iter().for_each(|event| cases.case(*event, true));
            index.referrals.within(window).iter().for_each(|event| cases.case(*event, false));
        },
    },
    Built {
        id: "IND-EH-07",
        period: Period::Snapshot,
        shape: Shape::Parts,
        tables: &["ssd_early_help_episodes"],
        note: "",
        cases: |index, window, cases| {
            for event in index.early_help.open_at(window.to) {
                let lead = index.facts.early_help_episodes[event.row as usize].earl_episode_organisation.as_str();
                cases.part(event, if lead.is_empty() { "not known" } else { lead });
            }
        },
    },
];

fn stepped_down(index: &Index<'_>, event: &Event, by: Date) -> bool {
    let Some(end) = event.end else { return false };
    let after = Window { from: end, to: end.saturating_add(STEP_DOWN_DAYS.days()).min(by) };
    code(&index.facts.cin_episodes[event.row as usize].cine_close_reason) == "RC9"
        || !index.early_help.of_within(event.who, after).is_empty()
}
