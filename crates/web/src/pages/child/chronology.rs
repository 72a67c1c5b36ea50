//! The chronology: what workers chose for the child's story, oldest first, with what it meant for the child.

use super::chronology_add as add;
use super::chronology_print as paper;
use super::{Asked, dressed, example, is_shown, keep, offers_writing, page, record_href};
use crate::components::{BoardTable, Button, Content, Details, Input, Tag};
use crate::pages::Sample;
use crate::pages::as_at::kept_day;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::Act;
use casework::family::WithSiblings;
use casework::file::{AsAt, File};
use maud::{Markup, html};
use practice::front_door::{Contact, Route};
use practice::ids::{PersonId, RecordId};
use practice::moment::{Moment, long_date};
use practice::oversight::{Audience, ChronologyEntry, ChronologyIssued, ChronologyVersion};
use practice::record::{Records, Standing};
use practice::visits::{Visit, VisitOutcome};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/chronology", of_child(Act::SeeFile), show)
        .get("/children/{person}/chronology.pdf", of_child(Act::SeeFile), paper::now)
        .post("/children/{person}/chronology/issue", of_child(Act::Write), add::issue)
        .get("/children/{person}/chronology/issued/{record}", of_child(Act::SeeFile), paper::issued)
        .get("/children/{person}/chronology/add/{record}", of_child(Act::Write), add::ask)
        .post("/children/{person}/chronology/add/{record}", of_child(Act::Write), add::add)
}

/// Which chronology is wanted: `?whose=family&version=court&order=newest`.
#[derive(Deserialize, Clone, Default, Debug)]
pub struct Wanted {
    #[serde(default)]
    whose: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    order: String,
}

impl Wanted {
    /// What a test asks for.
    #[cfg(test)]
    pub(super) fn sample(whose: &str, version: &str, order: &str) -> Wanted {
        Wanted { whose: whose.into(), version: version.into(), order: order.into() }
    }
    pub(super) fn is_family(&self) -> bool {
        self.whose == "family"
    }
    /// The address of the same on paper.
    fn paper(&self, child: PersonId) -> String {
        let whose = if self.is_family() { "family" } else { "child" };
        let version = if self.version() == ChronologyVersion::Court { "court" } else { "internal" };
        format!("/children/{child}/chronology.pdf?whose={whose}&version={version}")
    }
    fn is_newest_first(&self) -> bool {
        self.order == "newest"
    }
    pub(super) fn version(&self) -> ChronologyVersion {
        if self.version == "court" { ChronologyVersion::Court } else { ChronologyVersion::Internal }
    }
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Query(asked): Query<Asked>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let found = app
        .run(move |casework| casework.with_siblings(&actor, child, asked.as_at(casework.today().date)?))
        .await
        .map_err(app.failed(&signed))?;
    let main = view(&found, &wanted, &signed.form_token);
    Ok(page(&app, &signed, &found.file, "/chronology", "Chronology", main))
}

/// One line of a chronology.
pub struct Line {
    /// When.
    pub when: Moment,
    /// What happened.
    pub what: String,
    /// What it meant for the child.
    pub impact: String,
    /// The record it was taken from.
    pub source: Option<RecordId>,
    /// The entry itself.
    pub entry: RecordId,
    /// Who chose it.
    pub by: String,
    /// The brothers and sisters whose file it is in, when it is not in this child's.
    pub of: Vec<PersonId>,
    /// Not for the court's version.
    pub internal: bool,
}

/// The lines of a chronology, oldest first.
pub fn lines(found: &WithSiblings, family: bool, version: ChronologyVersion) -> Vec<Line> {
    let file = &found.file;
    let mut lines = BTreeMap::new();
    let none = Records::default();
    for records in [&file.records, if family { &found.theirs } else { &none }] {
        for one in records.standing().of_kind::<ChronologyEntry>() {
            let entry = one.entry;
            let internal = one.audience == Audience::Internal;
            if !is_shown(file, entry) || (internal && version == ChronologyVersion::Court) {
                continue;
            }
            let of = if entry.people.contains(&file.child) { Vec::new() } else { entry.people.clone() };
            lines.insert(
                (one.when, entry.id),
                Line {
                    when: one.when,
                    what: one.what.0.clone(),
                    impact: one.impact.0.clone(),
                    source: one.source_record(),
                    entry: entry.id,
                    by: file.names.staff.worker(&entry.author).to_owned(),
                    of,
                    internal,
                },
            );
        }
    }
    lines.into_values().collect()
}

/// The page.
pub fn view(found: &WithSiblings, wanted: &Wanted, csrf: &str) -> Markup {
    let file = &found.file;
    let mut lines = lines(found, wanted.is_family(), wanted.version());
    if wanted.is_newest_first() {
        lines.reverse();
    }
    html! {
        h1.govuk-heading-l { "Chronology" }
        p.gt-soft {
            @if wanted.is_family() { "This child with brothers and sisters. " } @else { "This child only. " }
            @if wanted.version() == ChronologyVersion::Court { "Court version: internal entries are left out." }
            @else { "Internal version." }
        }
        (choose(found, wanted))
        (patterns(found))
        @if lines.is_empty() {
            p.govuk-body {
                "Nothing has been chosen for this chronology yet. Open "
                a.govuk-link href=(keep(file.as_at, &format!("/children/{}/record", file.child))) { "the record" }
                @if offers_writing(file) { " and add what belongs in the story: good things as well as harm." } @else { "." }
            }
        } @else {
            p.govuk-body.gt-no-print {
                a.govuk-link href=(keep(file.as_at, &wanted.paper(file.child))) { "Print as PDF" } ", oldest first"
            }
            (table(&lines, file, wanted.is_newest_first()))
        }
        @if offers_writing(file) { (issue_form(found, wanted, csrf)) }
        (issued(found))
    }
}

fn choose(found: &WithSiblings, wanted: &Wanted) -> Markup {
    use crate::components::Select;
    let (whose, version, order) = (wanted.whose.as_str(), wanted.version.as_str(), wanted.order.as_str());
    html! {
        form.gt-filter.gt-no-print method="get" action={ "/children/" (found.file.child) "/chronology" } {
            (kept_day(found.file.as_at))
            (Select::new("whose", "Whose", [("child", "This child"), ("family", "With brothers and sisters")], whose))
            (Select::new("version", "Version", [("internal", "Internal"), ("court", "Court")], version))
            (Select::new("order", "Order", [("oldest", "Oldest first"), ("newest", "Newest first")], order))
            (Button::secondary("Show"))
        }
    }
}

/// Small things that repeat, counted over twelve months.
fn patterns(found: &WithSiblings) -> Markup {
    let on = found.file.journey.on;
    let standing = found.file.records.standing().by(on);
    let said = counted(&standing, found.file.child, on);
    html! {
        p.govuk-body {
            strong { "In the last 12 months: " }
            @if said.is_empty() { "no missed visits, and no contacts." } @else { (said.join("; ")) "." }
        }
    }
}

fn counted(standing: &Standing<'_>, child: PersonId, on: Moment) -> Vec<String> {
    let since = on.date.saturating_sub(jiff::Span::new().years(1));
    let many = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let mut missed: BTreeMap<String, usize> = BTreeMap::new();
    let (mut unseen, mut held) = (0, 0);
    for visit in standing.of_kind::<Visit>().filter(|visit| visit.when.date >= since) {
        match &visit.outcome {
            VisitOutcome::NoAccess { what, .. } => {
                *missed.entry(practice::words::of(what).to_lowercase()).or_default() += 1;
            }
            VisitOutcome::Held { .. } => {
                held += 1;
                unseen += usize::from(visit.child(child).is_some() && !visit.saw(child));
            }
        }
    }
    let contacts: Vec<_> = standing.of_kind::<Contact>().filter(|one| one.received.date >= since).collect();
    let notices = contacts.iter().filter(|one| matches!(one.route, Route::PoliceNotice { .. })).count();
    let mut said = Vec::new();
    let not_held: usize = missed.values().sum();
    if not_held > 0 {
        let why: Vec<String> = missed.iter().map(|(why, count)| format!("{why} {count}")).collect();
        said.push(format!("{} ({})", many(not_held, "visit did not happen", "visits did not happen"), why.join(", ")));
    }
    if unseen > 0 {
        said.push(format!("child not seen at {unseen} of {}", many(held, "visit", "visits")));
    }
    if !contacts.is_empty() {
        said.push(many(contacts.len(), "contact", "contacts"));
    }
    if notices > 0 {
        said.push(many(notices, "police notice of domestic abuse", "police notices of domestic abuse"));
    }
    said
}

/// `newest` rows stand on paper the other way round: a story is read from its beginning.
fn table(lines: &[Line], file: &File, newest: bool) -> Markup {
    let (names, as_at) = (&file.names, file.as_at);
    let row = |line: &Line| -> Vec<Content> {
        let what = html! {
            (line.what)
            @if !line.of.is_empty() {
                " " (Tag::new(line.of.iter().map(|one| names.of(*one)).collect::<Vec<_>>().join(", "), "purple"))
                span.govuk-visually-hidden { " brother or sister" }
            }
            @if line.internal { " " (Tag::new("Internal", "grey")) }
        };
        // A brother's or sister's entry opens in their own file.
        let whose = line.of.first().copied().unwrap_or(file.child);
        let source = html! {
            @match line.source {
                Some(id) => { a.govuk-link href=(keep(as_at, &format!("/records/{id}?child={whose}"))) { "Record" } }
                None => { a.govuk-link href=(keep(as_at, &format!("/records/{}?child={whose}", line.entry))) { "Entry" } }
            }
        };
        vec![
            html! { (line.when) }.into(),
            what.into(),
            line.impact.as_str().into(),
            source.into(),
            line.by.as_str().into(),
        ]
    };
    html! {
        (BoardTable {
            caption: if newest { "Newest first" } else { "Oldest first" }.into(),
            columns: ["Date", "What happened", "Impact on the child", "Source", "Added by"].map(Into::into).to_vec(),
            rows: lines.iter().map(row).collect(),
            classes: if newest { "gt-told gt-chronology gt-newest" } else { "gt-told gt-chronology" }.into(),
            ..BoardTable::default()
        })
    }
}

fn issue_form(found: &WithSiblings, wanted: &Wanted, csrf: &str) -> Markup {
    let child = found.file.child;
    let form = html! {
        form method="post" action={ "/children/" (child) "/chronology/issue" } {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(crate::kept::key());
            input type="hidden" name="whose" value=(wanted.whose);
            input type="hidden" name="version" value=(wanted.version);
            p.govuk-body {
                "The entries above are kept word for word as they stand today, as "
                @if wanted.version() == ChronologyVersion::Court { "the court version" } @else { "an internal version" }
                @if wanted.is_family() { " of the family." } @else { " of this child." }
            }
            (Input::new("to", "Who is it for?"))
            (Button::new("Issue this version"))
        }
    };
    html! { (Details { classes: "gt-no-print".into(), ..Details::new("Issue this version", form) }) }
}

fn issued(found: &WithSiblings) -> Markup {
    let standing = found.file.records.standing();
    let issued: Vec<_> =
        standing.of_kind::<ChronologyIssued>().rev().filter(|one| is_shown(&found.file, one.entry)).collect();
    html! {
        section.gt-no-print {
            h2.govuk-heading-m { "Versions issued" }
            @if issued.is_empty() { p.govuk-body { "No version has been issued." } }
            ul.govuk-list {
                @for one in issued {
                    li {
                        a.govuk-link href=(record_href(&found.file, one.entry.id)) {
                            (practice::words::of(&one.version)) " version, " (long_date(one.issued.date))
                        }
                        " for " (one.to) ". "
                        a.govuk-link href={ "/children/" (found.file.child) "/chronology/issued/" (one.entry.id) } {
                            "Print" span.govuk-visually-hidden { " the version for " (one.to) }
                        }
                    }
                }
            }
        }
    }
}

/// The example family, for this page.
pub fn example_family(as_at: AsAt) -> WithSiblings {
    let file = example::file(as_at);
    let siblings = file.siblings();
    let theirs = example::file_of(example::KOFI, example::revisions(), as_at).records;
    WithSiblings { file, siblings, theirs }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |found: &WithSiblings, wanted: Wanted| {
        dressed(&found.file, "/chronology", "Chronology", view(found, &wanted, "sample")).render()
    };
    let found = example_family(AsAt::Now);
    let family = Wanted { whose: "family".into(), ..Wanted::default() };
    let court = Wanted { whose: "family".into(), version: "court".into(), ..Wanted::default() };
    let bare = WithSiblings { file: example::bare(), siblings: Vec::new(), theirs: Records::default() };
    vec![
        Sample { name: "child-chronology", markup: drawn(&found, Wanted::default()) },
        Sample { name: "child-chronology-family", markup: drawn(&found, family) },
        Sample { name: "child-chronology-court", markup: drawn(&found, court) },
        Sample { name: "child-chronology-bare", markup: drawn(&bare, Wanted::default()) },
        Sample { name: "child-chronology-add", markup: add::sample() },
    ]
}
