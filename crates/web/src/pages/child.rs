//! A child's file: what its pages share. Who it is about, where one is in it, and as at which day.

pub mod card;
pub mod chronology;
mod chronology_add;
mod chronology_print;
mod conference_tasks;
pub mod documents;
pub mod example;
pub mod family;
mod family_add;
mod family_drawing;
pub mod journey;
pub mod looks;
pub mod meetings;
pub mod minutes;
pub mod overview;
pub mod plan_copy;
pub mod plans;
pub mod record;
pub mod record_list;
mod send;
pub mod shown;

pub use super::as_at::{Asked, keep};
use super::{Sample, as_at};
use crate::components::{IdentityBar, SideNav};
use crate::layout::{Density, Page};
use crate::reply::flash;
use crate::routes::Routes;
use crate::session::Signed;
use crate::state::App;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use casework::access::Restriction;
use casework::file::{AsAt, File};
use casework::{Problem, Role};
use maud::{Markup, Render, html};
use practice::age::age_on;
use practice::care::ADOPTED;
use practice::ids::{PersonId, RecordId};
use practice::moment::long_date;
use practice::people::{Birth, Relationship};
use practice::record::Entry;
use std::collections::HashMap;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .merge(overview::routes())
        .merge(card::routes())
        .merge(record_list::routes())
        .merge(record::routes())
        .merge(chronology::routes())
        .merge(family::routes())
        .merge(journey::routes())
        .merge(plans::routes())
        .merge(plan_copy::routes())
        .merge(meetings::routes())
        .merge(minutes::routes())
        .merge(send::routes())
        .merge(documents::routes())
        .merge(looks::routes())
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    [
        overview::samples(),
        card::samples(),
        record_list::samples(),
        record::samples(),
        chronology::samples(),
        family::samples(),
        journey::samples(),
        plans::samples(),
        plan_copy::samples(),
        meetings::samples(),
        minutes::samples(),
        send::samples(),
        documents::samples(),
        looks::samples(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A child's file, as a page about it asks for it: `/children/{person}…?as_at&view`.
pub struct Looking {
    /// The product.
    pub app: App,
    /// Who is looking.
    pub signed: Signed,
    /// The file, as at the day asked for.
    pub file: File,
    /// What was done just now, and is to be said.
    pub done: String,
}

impl FromRequestParts<App> for Looking {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let signed = <Signed as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        let nothing = |_| app.failed(&signed)(Problem::NotFound).into_response();
        let Path(of) =
            Path::<HashMap<String, String>>::from_request_parts(parts, app).await.map_err(|_| nothing(()))?;
        let child: PersonId = of.get("person").and_then(|id| id.parse().ok()).ok_or_else(|| nothing(()))?;
        let Query(asked) = Query::<Asked>::from_request_parts(parts, app).await.map_err(|_| nothing(()))?;
        let actor = signed.actor.clone();
        let done = asked.done.clone();
        let found = app.run(move |casework| casework.file(&actor, child, asked.as_at(casework.today().date)?)).await;
        let file = found.map_err(|problem| app.failed(&signed)(problem).into_response())?;
        Ok(Looking { app: app.clone(), signed, file, done })
    }
}

impl Looking {
    /// A page of the file.
    pub fn page(&self, part: &str, title: &str, main: Markup) -> Response {
        let said = said(&self.done);
        let page = Page { flash: flash(said.as_deref()), ..dressed(&self.file, part, title, main) };
        self.app.page(&self.signed, page)
    }
}

/// What was done just now, in words: a kind of record that was finished, or who may know. Nothing else is said.
fn said(done: &str) -> Option<String> {
    if done == "restriction" {
        return Some("Who may know of this child was changed.".to_owned());
    }
    practice::kinds::find(done).map(|kind| format!("{} recorded", (kind.spec)().title))
}

/// The parts of a file, in order: words and the end of the address.
const PARTS: [(&str, &str); 9] = [
    ("Overview", ""),
    ("Record", "/record"),
    ("Journey", "/journey"),
    ("Chronology", "/chronology"),
    ("Family", "/family"),
    ("Plans", "/plans"),
    ("Meetings", "/meetings"),
    ("Documents", "/documents"),
    ("People who looked", "/looks"),
];

/// The navigation beside every page of a file. `part` is the end of the address: `/record`.
pub fn side(file: &File, part: &str) -> SideNav {
    let href = |end: &str| keep(file.as_at, &format!("/children/{}{end}", file.child));
    let shown = PARTS.iter().filter(|(_, end)| *end != "/looks" || file.access.may_see_looks);
    SideNav {
        label: "Child's file".into(),
        items: shown.map(|(text, end)| ((*text).to_owned(), href(end))).collect(),
        current: href(part),
    }
}

/// A page of a child's file.
pub fn page(app: &App, signed: &Signed, file: &File, part: &str, title: &str, main: Markup) -> Response {
    app.page(signed, dressed(file, part, title, main))
}

/// The same before it is given a reader: with the identity bar, the navigation and the day it is as at.
pub fn dressed<'p>(file: &File, part: &str, title: &'p str, main: Markup) -> Page<'p> {
    let here = format!("/children/{}{part}", file.child);
    Page {
        title,
        current: "/search",
        density: Density::Work,
        identity: Some(identity(file).render()),
        side: Some(html! {
            div { (side(file, part)) (as_at::control(file.as_at, &here)) (access_links(file)) }
        }),
        main: html! {
            @if let Some(minutes) = file.access.emergency_minutes { (super::access::emergency::banner(minutes)) }
            (as_at::banner(file.as_at, &here))
            (main)
        },
        ..Page::default()
    }
}

/// Who may know of the child, and saying that one knows them.
fn access_links(file: &File) -> Markup {
    let restriction = match file.access.restriction {
        Restriction::Normal | Restriction::Conflict => "",
        Restriction::Shielded => "Parts of this file are shielded.",
        Restriction::Listed => "Restricted: only those named know of this file.",
        Restriction::Sealed => "Sealed: only those named know of this file.",
    };
    let sealed = file.access.restriction == Restriction::Sealed;
    let adopted = file.journey.care.iter().any(|period| period.reason.is(ADOPTED));
    html! {
        div.gt-no-print {
            @if !restriction.is_empty() { p.govuk-body-s { strong { (restriction) } } }
            @if sealed { p.govuk-body-s { "Number of this file: " (file.child) } }
            @if adopted && !sealed {
                p.govuk-body-s { strong { "This child was adopted." } " The file is to be sealed, and the child after the adoption has a new file that says nothing of this one." }
            }
            @if file.access.may_restrict {
                p.govuk-body-s { a.govuk-link href={ "/children/" (file.child) "/restriction" } { "Who may know" } }
            }
            @if file.access.may_arrange {
                p.govuk-body-s { a.govuk-link href={ "/children/" (file.child) "/panel" } { "Who sits on the panel" } }
            }
            p.govuk-body-s { a.govuk-link href={ "/children/" (file.child) "/conflict" } { "I know this family" } }
        }
    }
}

/// Who a page is about, for the bar that stays in view.
pub fn identity(file: &File) -> IdentityBar {
    let person = &file.journey.person;
    let details = person.details.as_ref();
    let staff = &file.names.staff;
    let on = file.journey.on.date;
    let (born, age) = match details.map(|details| &details.birth) {
        Some(Birth::Born { on: born }) => {
            (born.to_string(), born.exact().map(|day| age_on(day, on).to_string()).unwrap_or_default())
        }
        Some(Birth::Expected { on }) => (format!("expected {on}"), "unborn".to_owned()),
        Some(Birth::NotKnown) | None => (String::new(), String::new()),
    };
    let manager = file.journey.team.as_ref().and_then(|team| {
        let leads = |one: &&store::Staff| one.role == Role::TeamManager.name() && one.team.as_ref() == Some(team);
        staff.staff.values().find(leads).map(|one| one.name.clone())
    });
    IdentityBar {
        name: person.name(),
        known_as: details.map(|details| details.known_as.clone()).unwrap_or_default(),
        href: keep(file.as_at, &format!("/children/{}", file.child)),
        born,
        age,
        number: details.map(|details| details.other_number.clone()).unwrap_or_default(),
        legal_status: legal_status(file),
        worker: match &file.journey.worker {
            Some(worker) => staff.worker(worker).to_owned(),
            None => "Not allocated".to_owned(),
        },
        manager: manager.unwrap_or_default(),
        parental_responsibility: responsible(file).join("; ").into(),
        flags: flags(file),
    }
}

/// "Full care order, since 1 June 2026".
fn legal_status(file: &File) -> String {
    match file.journey.looked_after().and_then(|period| period.legal_now()) {
        Some(spell) => format!("{}, since {}", spell.status.label(), long_date(spell.from.date)),
        None => "Not looked after".to_owned(),
    }
}

/// Who holds parental responsibility: "Grace Osei, mother".
fn responsible(file: &File) -> Vec<String> {
    let holds = |tie: &&Relationship| {
        tie.of == file.child && tie.ended.is_none() && tie.parental_responsibility.known() == Some(&true)
    };
    let ties = file.journey.person.relationships.iter().filter(holds);
    ties.map(|tie| format!("{}, {}", file.names.of(tie.person), practice::words::of(&tie.is_the).to_lowercase()))
        .collect()
}

/// Dangers and warnings, in a few words each.
fn flags(file: &File) -> Vec<String> {
    let person = &file.journey.person;
    let mut flags: Vec<String> = person.alerts.iter().map(|alert| alert.nature.clone()).collect();
    let kept = person.home(file.journey.on).is_some_and(|home| home.keep_safe.is_some());
    if kept {
        flags.push("Address must be kept safe".to_owned());
    }
    flags
}

/// May something be written on this page? A past view offers no writing.
pub fn offers_writing(file: &File) -> bool {
    file.as_at == AsAt::Now
}

/// The address of a record in this child's file, as at the same day.
pub fn record_href(file: &File, id: RecordId) -> String {
    keep(file.as_at, &format!("/records/{id}?child={}", file.child))
}

/// Is a record to be shown, as at the day the file is looked at?
pub fn is_shown(file: &File, entry: &Entry) -> bool {
    match file.as_at {
        AsAt::TrueOn(on) => entry.about.is_by(on),
        AsAt::Now | AsAt::KnownBy(_) => true,
    }
}

/// The others a record is about, marked as not being this child.
pub fn also_about(file: &File, entry: &Entry) -> Markup {
    let others: Vec<&str> =
        entry.people.iter().filter(|one| **one != file.child).map(|one| file.names.of(*one)).collect();
    html! { @if !others.is_empty() { span.gt-soft { " Also about " (others.join(", ")) } } }
}

#[cfg(test)]
pub(crate) mod tests;
