//! Adding a record to the chronology, and issuing a version that stays as it was.

use super::chronology::{Line, lines};
use super::record::example_page;
use super::shown::whole_line;
use super::{example, page};
use crate::components::{Button, Choice, DateInput, ErrorSummary, Hint, Radios, Textarea};
use crate::reply::{Reply, go};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::family::WithSiblings;
use casework::file::{AsAt, File, RecordPage};
use casework::finish::Ready;
use casework::{Act, Done, Problem};
use jiff::civil::Date;
use maud::{Markup, Render, html};
use practice::answer::Prose;
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::oversight::{Audience, ChronologyEntry, ChronologyIssued, ChronologyVersion};
use serde::Deserialize;

/// What the form holds.
#[derive(Deserialize, Default, Clone)]
pub struct Given {
    #[serde(default)]
    key: String,
    #[serde(default, rename = "when-day")]
    day: String,
    #[serde(default, rename = "when-month")]
    month: String,
    #[serde(default, rename = "when-year")]
    year: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    impact: String,
    #[serde(default)]
    audience: String,
}

impl Given {
    /// What a record suggests.
    fn of(record: &RecordPage) -> Option<Given> {
        let latest = record.revisions.last()?;
        let on = latest.about.date;
        Some(Given {
            key: uuid::Uuid::now_v7().to_string(),
            day: on.day().to_string(),
            month: on.month().to_string(),
            year: on.year().to_string(),
            what: whole_line(latest, &record.names),
            impact: String::new(),
            audience: "all".into(),
        })
    }

    fn when(&self) -> Option<Moment> {
        let (day, month, year) = (self.day.trim(), self.month.trim(), self.year.trim());
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok().map(Moment::day)
    }

    /// What must be put right: the id of the question, and why.
    fn faults(&self) -> Vec<(&'static str, &'static str)> {
        let mut faults = Vec::new();
        if self.when().is_none() {
            faults.push(("when-day", "Give the day it happened, for example 27 3 2026"));
        }
        if self.what.trim().is_empty() {
            faults.push(("what", "Say what happened"));
        }
        faults
    }
}

async fn both(app: &App, signed: &Signed, child: PersonId, record: RecordId) -> Done<(RecordPage, File)> {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may_of(&actor, Act::Write, &[child])?;
        let found = casework.record(&actor, record)?;
        if !found.revisions.last().is_some_and(|latest| latest.people.contains(&child)) {
            return Err(Problem::NotFound);
        }
        Ok((found, casework.file(&actor, child, AsAt::Now)?))
    })
    .await
}

/// The small form: the day and the words are filled in, the impact is the worker's.
pub async fn ask(State(app): State<App>, signed: Signed, Path((child, record)): Path<(PersonId, RecordId)>) -> Reply {
    let (found, file) = both(&app, &signed, child, record).await.map_err(app.failed(&signed))?;
    let given = Given::of(&found).unwrap_or_default();
    let main = form(child, record, &given, &[], &signed.form_token);
    Ok(page(&app, &signed, &file, "/chronology", "Add to chronology", main))
}

/// Keeps the entry.
pub async fn add(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Form(given): Form<Given>,
) -> Reply {
    let (_, file) = both(&app, &signed, child, record).await.map_err(app.failed(&signed))?;
    let faults = given.faults();
    let Some(when) = given.when().filter(|_| faults.is_empty()) else {
        let main = form(child, record, &given, &faults, &signed.form_token);
        return Ok(page(&app, &signed, &file, "/chronology", "Add to chronology", main));
    };
    let entry = ChronologyEntry {
        when,
        what: given.what.trim().into(),
        impact: given.impact.trim().into(),
        source: record.to_string(),
        audience: if given.audience == "internal" { Audience::Internal } else { Audience::All },
    };
    let actor = signed.actor.clone();
    let ready = Ready::of(vec![child], &entry);
    app.run(move |casework| casework.record_ready(&actor, &given.key, ready)).await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/chronology")))
}

fn form(child: PersonId, record: RecordId, given: &Given, faults: &[(&str, &str)], csrf: &str) -> Markup {
    let fault = |id: &str| faults.iter().find(|(at, _)| *at == id).map(|(_, why)| (*why).into());
    html! {
        @if !faults.is_empty() {
            (ErrorSummary::new(faults.iter().map(|(id, why)| (*why, format!("#{id}")))))
        }
        h1.govuk-heading-l { "Add to chronology" }
        form method="post" action={ "/children/" (child) "/chronology/add/" (record) } novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(given.key);
            (DateInput {
                error: fault("when-day"),
                ..DateInput::new("when", "When did it happen?", [&given.day, &given.month, &given.year])
            })
            (Textarea {
                value: given.what.clone(),
                rows: Some(3),
                error: fault("what"),
                ..Textarea::new("what", "What happened?")
            })
            (Textarea { value: given.impact.clone(), rows: Some(3), ..Textarea::new("impact", "What did it mean for the child?") })
            (Radios::new("audience", "Which versions is it for?", vec![
                Choice::new("all", "Internal and court").checked(given.audience != "internal"),
                Choice::new("internal", "Internal only").checked(given.audience == "internal"),
            ]))
            (Hint { text: "The link to the record is kept.".into(), ..Hint::default() })
            (Button::new("Add to chronology"))
            " " a.govuk-link href={ "/records/" (record) "?child=" (child) } { "Cancel" }
        }
    }
}

/// What issuing asks.
#[derive(Deserialize)]
pub struct Issue {
    key: String,
    #[serde(default)]
    whose: String,
    #[serde(default)]
    version: String,
    to: String,
}

/// Fixes a version as it stands.
pub async fn issue(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Form(given): Form<Issue>,
) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may_of(&actor, Act::Write, &[child])?;
        if given.to.trim().is_empty() {
            return Err(Problem::Refused("Say who this version is for".into()));
        }
        let found = casework.with_siblings(&actor, child, AsAt::Now)?;
        let version = if given.version == "court" { ChronologyVersion::Court } else { ChronologyVersion::Internal };
        let family = given.whose == "family";
        let entry = ChronologyIssued {
            issued: casework.today(),
            version,
            to: given.to.trim().to_owned(),
            entries: fixed(&found, &lines(&found, family, version)),
        };
        casework.record_ready(&actor, &given.key, Ready::of(vec![child], &entry))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/chronology")))
}

/// The entries word for word, one to a paragraph.
pub fn fixed(found: &WithSiblings, lines: &[Line]) -> Prose {
    let told = lines.iter().map(|line| {
        let of: Vec<&str> = line.of.iter().map(|one| found.file.names.of(*one)).collect();
        let whose = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
        let impact = if line.impact.is_empty() { String::new() } else { format!(" Impact: {}", line.impact) };
        format!("{}{whose}: {}{impact}", line.when, line.what)
    });
    told.collect::<Vec<_>>().join("\n\n").into()
}

/// The form, with a fault.
pub fn sample() -> Markup {
    let file = example::file(AsAt::Now);
    let given = Given { day: "32".into(), ..Given::of(&example_page(17)).unwrap_or_default() };
    let main = form(file.child, example::record(17), &given, &given.faults(), "sample");
    super::dressed(&file, "/chronology", "Add to chronology", main).render().render()
}
