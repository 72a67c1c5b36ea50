//! The out-of-hours card: one printable page with what duty staff need tonight, and nothing else.

use super::example;
use super::shown::{at_most, prose};
use crate::components::{BackLink, Button};
use crate::layout::{Density, Page};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::Act;
use casework::file::{AsAt, File};
use maud::{Markup, Render, html};
use practice::age::age_on;
use practice::episode::Stage;
use practice::ids::PersonId;
use practice::moment::long_date;
use practice::people::{Birth, Relationship, WhatMattersNow};
use practice::plans::ActionState;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/card", of_child(Act::SeeFile), show)
}

/// The one page that is shown when the log cannot be written: that it was read is then kept aside.
async fn show(State(app): State<App>, signed: Signed, Path(child): Path<PersonId>) -> Reply {
    let actor = signed.actor.clone();
    let file = app.run(move |casework| casework.emergency_card(&actor, child)).await.map_err(app.failed(&signed))?;
    Ok(app.page(&signed, framed(&file, &app.council)))
}

fn framed(file: &File, council: &str) -> Page<'static> {
    Page {
        title: "Out-of-hours card",
        current: "/search",
        density: Density::Work,
        back: Some(BackLink::new("The child's file", format!("/children/{}", file.child))),
        main: html! {
            div.gt-no-print {
                p.govuk-body { "Print this page from your browser. It is one side of A4 for most children." }
                p.govuk-body { (Button::link("Record what happened tonight", format!("/children/{}/new/case_note", file.child))) }
            }
            article.gt-card-page { (view(file)) p.gt-soft { (council) ". As at " (file.journey.on) "." } }
        },
        ..Page::default()
    }
}

/// At most this many words of what matters now, and this many actions: a card is one page.
const MATTERS: usize = 120;
const ACTIONS: usize = 8;

/// The card, without the frame of a page: the continuity pack holds the same.
pub fn view(file: &File) -> Markup {
    let journey = &file.journey;
    let person = &journey.person;
    let staff = &file.names.staff;
    let home = person.home(journey.on);
    let (born, known_as) = born(file);
    html! {
        h2 { (person.name()) @if !known_as.is_empty() { ", known as " (known_as) } }
        p { (born) }
        @if let Some(kept) = home.and_then(|home| home.keep_safe.as_ref()) {
            p.gt-danger {
                "The address is kept safe. Tell it to nobody"
                @if !kept.from_whom.is_empty() { ", above all not to: " (kept.from_whom.0) }
            }
        }
        @for alert in &person.alerts {
            p.gt-danger {
                (alert.nature) ". At risk: " (alert.at_risk) "."
                @if !alert.instruction.is_empty() { " " (alert.instruction.0) }
            }
        }
        h3 { "Home" }
        @match home {
            Some(home) => { p { (home.on_one_line()) ", since " (home.from) } }
            None => { p { "No address recorded." } }
        }
        h3 { "What matters now" }
        @match file.records.standing().by(journey.on).of_kind::<WhatMattersNow>().next_back() {
            Some(found) => { (at_most(&found.words, MATTERS)) p { "Written " (found.written) "." } }
            None => { p { "Nobody has written what matters now." } }
        }
        h3 { "Plan, and what is being done" }
        (plan(file))
        h3 { "Parental responsibility, family and safe people" }
        (family(file))
        h3 { "Court orders" }
        @match journey.looked_after() {
            Some(period) => {
                @for spell in &period.legal {
                    p { (spell.status.label()) ", from " (long_date(spell.from.date))
                        @if let Some(until) = spell.until { " to " (long_date(until.date)) } "." }
                }
            }
            None => { p { "Not looked after. Ask the worker, or the council's solicitor on call, about other orders." } }
        }
        h3 { "Others who know the child" }
        @if person.professionals.is_empty() { p { "Nobody from another agency recorded." } }
        ul {
            @for one in &person.professionals {
                li {
                    (one.name) ", " (one.agency.label())
                    @if !one.role.is_empty() { ", " (one.role) }
                    @if !one.reach.is_empty() { ": " (one.reach) }
                }
            }
        }
        h3 { "Who to ring" }
        p {
            "Worker: " @match &journey.worker { Some(worker) => { (staff.worker(worker)) } None => { "not allocated" } }
            ". Team: " @match &journey.team { Some(team) => { (staff.team(team)) } None => { "none" } }
            "."
        }
        p {
            "Last seen: " @match journey.last_seen { Some((when, _)) => { (when) } None => { "not recorded" } }
            ". Seen alone: " @match journey.last_seen_alone { Some((when, _)) => { (when) } None => { "not recorded" } }
            "."
        }
    }
}

fn born(file: &File) -> (String, String) {
    let Some(details) = file.journey.person.details.as_ref() else {
        return ("Date of birth not recorded".into(), String::new());
    };
    let words = match &details.birth {
        Birth::Born { on } => match on.exact() {
            Some(day) => format!("Born {on}, aged {}", age_on(day, file.journey.on.date)),
            None => format!("Born {on}"),
        },
        Birth::Expected { on } => format!("Not born yet: expected {on}"),
        Birth::NotKnown => "Date of birth not known".into(),
    };
    let number =
        if details.other_number.is_empty() { words } else { format!("{words}. Number {}", details.other_number) };
    (number, details.known_as.clone())
}

fn plan(file: &File) -> Markup {
    let journey = &file.journey;
    let category = journey.open(Stage::ProtectionPlan).map(|episode| (&episode.label, episode.opened.date));
    let open =
        journey.actions.iter().filter(|one| matches!(one.state, ActionState::NotStarted | ActionState::UnderWay));
    html! {
        @if let Some((category, since)) = category {
            p.gt-danger { "On a child protection plan since " (long_date(since)) ": " (category) }
        }
        @match journey.plans.first() {
            Some((_, plan)) => {
                p { (practice::words::of(&plan.kind)) ", agreed " (long_date(plan.agreed.date)) "." }
                ul { @for one in open.take(ACTIONS) { li { (one.owner) ": " (one.what) ", by " (long_date(one.by)) } } }
                @if !plan.contingency.is_empty() { p { "If it does not work:" } (prose(&plan.contingency)) }
            }
            None => { p { "No plan recorded." } }
        }
    }
}

fn family(file: &File) -> Markup {
    let ties = &file.journey.person.relationships;
    let current = |tie: &&Relationship| tie.of == file.child && tie.ended.is_none();
    html! {
        @if ties.is_empty() { p { "No relationship recorded." } }
        ul {
            @for tie in ties.iter().filter(current) {
                li {
                    (file.names.of(tie.person)) ", " (practice::words::of(&tie.is_the).to_lowercase())
                    @if tie.parental_responsibility.known() == Some(&true) { ". Holds parental responsibility" }
                    @if !tie.strength.is_empty() { ". " (tie.strength.0) }
                    @if !tie.child_says.is_empty() { ". The child says: " (tie.child_says.0) }
                }
            }
        }
    }
}

/// A child's card in a continuity pack: what it is found by, in small letters, and the card.
pub fn packed(file: &File) -> (String, String) {
    let person = &file.journey.person;
    let (born, known_as) = born(file);
    let date = person.details.as_ref().and_then(|details| match &details.birth {
        Birth::Born { on } => on.exact().map(|day| format!("{day} {}", day.strftime("%d/%m/%Y"))),
        _ => None,
    });
    let find = format!("{} {known_as} {born} {}", person.name(), date.unwrap_or_default()).to_lowercase();
    (find, view(file).into_string())
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |file: &File| framed(file, "Wharnley Council").render().render();
    vec![
        Sample { name: "child-card", markup: drawn(&example::file(AsAt::Now)) },
        Sample { name: "child-card-bare", markup: drawn(&example::bare()) },
    ]
}
