//! What may be done about a contact: each is a button that opens a form already linked to it.

use crate::components::Button;
use casework::contact::{Asked, ContactPage};
use casework::{Actor, Role};
use maud::{Markup, html};
use practice::front_door::{Referral, ReferralDecision, ScreeningDecision};
use practice::record::Record;
use practice::spec::Shape;

/// A form that opens a draft of a kind about the contact's children. `inside` holds its button.
fn opens(contact: &ContactPage, kind: &str, csrf: &str, known: &[(&str, String)], inside: Markup) -> Markup {
    html! {
        form method="post" action="/drafts" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="kind" value=(kind);
            @for child in &contact.revision.people { input type="hidden" name="person" value=(child); }
            @for (path, value) in known { input type="hidden" name={ "f." (path) } value=(value); }
            (inside)
        }
    }
}

fn linked(contact: &ContactPage) -> Vec<(&'static str, String)> {
    vec![("contact", contact.revision.id.to_string())]
}

/// The decision: one press says which, and opens its form with that answer given.
pub(super) fn decide(contact: &ContactPage, actor: &Actor, csrf: &str) -> Markup {
    let spec = ScreeningDecision::spec();
    let decision = spec.fields.iter().find(|field| field.name == "decision");
    let options = match decision.map(|field| &field.shape) {
        Some(Shape::Choice { options }) => options.as_slice(),
        _ => &[],
    };
    let mut known = linked(contact);
    if matches!(actor.role, Role::HubManager | Role::TeamManager) {
        known.push(("agreed_by", actor.staff.0.clone()));
    }
    let buttons = html! {
        fieldset.govuk-fieldset id="decide" {
            legend class="govuk-fieldset__legend govuk-fieldset__legend--m" { "Decide: what should happen?" }
            div.govuk-button-group {
                @for option in options {
                    (Button::secondary(option.label.as_str()).sending("f.decision", option.value.as_str()))
                }
            }
        }
    };
    opens(contact, ScreeningDecision::KIND, csrf, &known, buttons)
}

/// What else may follow.
pub(super) fn further(contact: &ContactPage, csrf: &str) -> Markup {
    let mut steps = vec![("agency_request", "Ask other agencies"), ("consent_decision", "Record consent")];
    if contact.is_police_notice {
        steps.push(("domestic_abuse_triage", "Triage this police notice"));
    }
    if contact.is_out_of_hours {
        steps.push(("handover_accepted", "Accept the out-of-hours handover"));
    }
    steps.extend([
        ("feedback", "Tell the referrer"),
        ("referral", "Make a referral"),
        ("step_to_early_help", "Step to early help"),
    ]);
    // A referral waits for the response: that is what comes next, and another referral is not.
    let response = contact.clocks.iter().any(|run| run.is_open() && run.clock.form == ReferralDecision::KIND);
    let referred = contact.clocks.iter().any(|run| run.clock.form == ReferralDecision::KIND);
    steps.retain(|(kind, _)| !(referred && *kind == Referral::KIND));
    html! {
        @if response {
            section aria-labelledby="next" {
                h2.govuk-heading-m id="next" { "What is next" }
                p.govuk-body { "The referral waits for a response, and for a team to work with the children." }
                (opens(contact, ReferralDecision::KIND, csrf, &[], html! { (Button::new("Decide the response")) }))
            }
        }
        section aria-labelledby="further" {
            h2.govuk-heading-m id="further" { "Other steps" }
            div.govuk-button-group {
                @for (kind, words) in steps {
                    (opens(contact, kind, csrf, &linked(contact), html! { (Button::secondary(words)) }))
                }
                // A strategy discussion is about the children, and names no contact.
                (opens(contact, "strategy_discussion", csrf, &[], html! { (Button::secondary("Hold a strategy discussion")) }))
            }
        }
    }
}

/// Records what an agency answered, or that it was chased.
pub(super) fn answer(contact: &ContactPage, asked: &Asked, csrf: &str) -> Markup {
    let mut known = vec![("request", asked.request.to_string())];
    known.extend(asked.code.iter().map(|code| ("agency", code.clone())));
    let button = html! {
        button.gt-plain-button type="submit" {
            "Record an answer" span.govuk-visually-hidden { " from " (asked.agency) }
        }
    };
    opens(contact, "agency_return", csrf, &known, button)
}
