//! What those who fill in a form have before them: earlier concern beside its decision, the plan at a meeting about it.

use super::Sample;
use super::concern::concern_view;
use crate::components::Tag;
use casework::drafts::OpenDraft;
use casework::{Actor, Casework, Done};
use maud::{Markup, html};
use practice::front_door::ScreeningDecision;
use practice::ids::PersonId;
use practice::journey::PlanAction;
use practice::moment::long_date;
use practice::record::Record;

/// What stands above a form's questions; none for most kinds.
pub(super) fn beside(
    casework: &Casework,
    actor: &Actor,
    open: &OpenDraft,
    actions: &[(PersonId, PlanAction)],
) -> Done<Option<Markup>> {
    if open.kind.name == ScreeningDecision::KIND {
        let concern = casework.people_of_draft(actor, open)?.concern;
        return Ok(Some(concern_view(&concern, "Earlier concern")));
    }
    Ok((!actions.is_empty()).then(|| plan_now(actions)))
}

/// The actions of the plan, as far as each is: a meeting that carries out a plan has it on the table.
fn plan_now(actions: &[(PersonId, PlanAction)]) -> Markup {
    html! {
        section aria-labelledby="plan-now" {
            h2.govuk-heading-m id="plan-now" { "The plan now" }
            ul.gt-people {
                @for (child, action) in actions {
                    li {
                        strong { (action.what) }
                        span { (action.owner) ", by " (long_date(action.by)) }
                        (Tag::new(practice::words::of(&action.state), "grey"))
                        @if !action.note.is_empty() { span.gt-soft { (action.note) } }
                        a.govuk-link href={ "/children/" (child) "/plans" } {
                            "Say how far it is" span.govuk-visually-hidden { ": " (action.what) }
                        }
                    }
                }
            }
        }
    }
}

/// The plan beside a form.
pub fn samples() -> Vec<Sample> {
    use practice::ids::RecordId;
    use practice::plans::ActionState;
    use uuid::Uuid;
    let action = |what: &str, state: ActionState, note: &str| PlanAction {
        plan: RecordId(Uuid::from_u128(70)),
        key: what.to_owned(),
        what: what.to_owned(),
        owner: "Dana Brook".into(),
        by: jiff::civil::date(2026, 12, 4),
        measure: String::new(),
        state,
        note: note.to_owned(),
    };
    let child = PersonId(Uuid::from_u128(1));
    let actions = [
        action("Ava is at school by 9am each day", ActionState::UnderWay, "Late twice since half term"),
        action("Somebody who is sober is at home at night", ActionState::NotStarted, ""),
    ];
    vec![Sample { name: "draft-plan-beside", markup: plan_now(&actions.map(|action| (child, action))) }]
}
