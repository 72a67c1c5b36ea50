//! What may be done about a contact: each is a button that opens a form already linked to it.

use crate::components::Button;
use casework::contact::{Asked, ContactPage};
use casework::{Actor, Role};
use maud::{Markup, html};
use practice::early_help::StepToEarlyHelp;
use practice::front_door::{Referral, ReferralDecision, ScreeningDecision};
use practice::protection::StrategyDiscussion;
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
        (Referral::KIND, "Make a referral"),
        (StepToEarlyHelp::KIND, "Step to early help"),
        (StrategyDiscussion::KIND, "Hold a strategy discussion"),
    ]);
    // A strategy discussion and a response name no contact: they are about the children.
    let names_contact = |kind: &str| ![StrategyDiscussion::KIND, ReferralDecision::KIND].contains(&kind);
    let known = |kind: &str| if names_contact(kind) { linked(contact) } else { Vec::new() };
    let next = next(contact);
    // A referral waits for the response: that is what comes next, and another referral is not.
    let referred = contact.clocks.iter().any(|run| run.clock.form == ReferralDecision::KIND);
    let is_next = |kind: &str| next.as_ref().is_some_and(|(next, ..)| *next == kind);
    steps.retain(|(kind, _)| !(is_next(kind) || referred && *kind == Referral::KIND));
    html! {
        @if let Some((kind, why, does)) = &next {
            section aria-labelledby="next" {
                h2.govuk-heading-m id="next" { "What is next" }
                p.govuk-body { (why) }
                (opens(contact, kind, csrf, &known(kind), html! { (Button::new(*does)) }))
            }
        }
        section aria-labelledby="further" {
            h2.govuk-heading-m id="further" { "Other steps" }
            div.govuk-button-group {
                @for (kind, words) in steps {
                    (opens(contact, kind, csrf, &known(kind), html! { (Button::secondary(words)) }))
                }
            }
        }
    }
}

/// What a decided contact waits for: the kind of record, why, and the words of its button.
fn next(contact: &ContactPage) -> Option<(&'static str, &'static str, &'static str)> {
    let response = contact.clocks.iter().any(|run| run.is_open() && run.clock.form == ReferralDecision::KIND);
    if response {
        let why = "The referral waits for a response, and for a team to work with the children.";
        return Some((ReferralDecision::KIND, why, "Decide the response"));
    }
    let (why, does) = match contact.next?.name {
        Referral::KIND => (
            "It was decided to refer, and no referral is recorded. Until it is, no team has the children.",
            "Record the referral",
        ),
        StepToEarlyHelp::KIND => {
            ("Early help was decided, and it is not recorded who gives it.", "Record the step to early help")
        }
        _ => (
            "A strategy discussion was decided, and none is recorded. It is held within one working day.",
            "Record the strategy discussion",
        ),
    };
    Some((contact.next?.name, why, does))
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
