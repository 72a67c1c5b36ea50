//! Reports: those that were issued, one as it was issued and on paper, what changed since, and issuing one.

use super::report_paper::{document, sheets};
use crate::components::{BoardTable, Button, Details, InsetText, Select, SummaryList, SummaryRow, WarningText};
use crate::layout::{Density, Page};
use crate::printing::{dated, in_file, sent};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::sheets::{sent_workbook, workbook};
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use casework::Act;
use casework::figures::{Changed, Content, Every, Issued, Line};
use casework::names::StaffNames;
use jiff::civil::Date;
use maud::{Markup, html};
use measures::cards::{CARDS, card};
use practice::moment::{Moment, long_date, short_date};
use serde::Deserialize;
use uuid::Uuid;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/figures/reports", does(Act::SeeFigures), list)
        .get("/figures/reports/new", does(Act::IssueReports), draft)
        .post("/figures/reports", does(Act::IssueReports), issue)
        .get("/figures/reports/{report}", does(Act::SeeFigures), one)
        .get("/figures/reports/{report}/since", does(Act::SeeSmallNumbers), since)
        .get("/figures/reports/{report}/report.pdf", does(Act::SeeFigures), pdf)
        .get("/figures/reports/{report}/report.xlsx", does(Act::SeeFigures), xlsx)
}

/// Which report is wanted: of which scorecard, of what, as `month 2026-10-31`.
#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    card: String,
    #[serde(default)]
    of: String,
    #[serde(default)]
    key: String,
}

async fn list(State(app): State<App>, signed: Signed, Query(wanted): Query<Wanted>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        Ok((casework.reports(&actor)?, casework.sees_figures(&actor).issues, casework.today().date))
    });
    let (reports, issues, today) = read.await.map_err(app.failed(&signed))?;
    let main = list_view(&reports, &app.casework.staff_names(), issues.then_some(today), &wanted.card);
    Ok(app.page(
        &signed,
        Page { title: "Reports", current: "/figures", density: Density::Board, main, ..Page::default() },
    ))
}

/// The reports there are, and the form that begins one for those who may.
pub(super) fn list_view(reports: &[Issued], staff: &StaffNames, today: Option<Date>, wanted: &str) -> Markup {
    let rows = reports.iter().map(|one| {
        let heading = format!("{}: {}", one.title, one.every.of(one.to));
        vec![
            html! { a.govuk-link href={ "/figures/reports/" (one.id) } { (heading) } }.into(),
            one.issued.to_string().into(),
            staff.worker(&one.by).into(),
        ]
    });
    html! {
        p.govuk-body { a.govuk-link href={ "/figures" @if card(wanted).is_some() { "?card=" (wanted) } } { "Scorecards" } }
        h1.govuk-heading-l { "Reports" }
        @if let Some(today) = today {
            @let options = Every::ALL.into_iter().flat_map(|every| every.over_by(today).into_iter().map(move |to| (every, to)));
            @let options: Vec<(String, String)> = options.map(|(every, to)| (every.written(to), every.of(to))).collect();
            form.gt-inline method="get" action="/figures/reports/new" {
                (Select::new("card", "Scorecard", CARDS.iter().map(|card| (card.name, card.title)), wanted))
                (Select::new("of", "Month or quarter", options.iter().map(|(value, words)| (value.as_str(), words.as_str())), ""))
                (Button::secondary("See what it would say"))
            }
        }
        (BoardTable {
            caption: "Issued, latest first".into(),
            columns: ["Report", "Issued", "By"].map(Into::into).to_vec(),
            rows: rows.collect(),
            empty: "No report has been issued yet.".into(),
            classes: String::new(),
        })
    }
}

async fn draft(State(app): State<App>, signed: Signed, Query(wanted): Query<Wanted>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.draft_report(&actor, &wanted.card, &wanted.of));
    let content = read.await.map_err(app.failed(&signed))?;
    let main = draft_view(&content, &signed.form_token);
    let title = content.heading();
    Ok(app.page(&signed, Page { title: &title, current: "/figures", density: Density::Board, main, ..Page::default() }))
}

/// What a report would say, and the button that issues it.
pub(super) fn draft_view(content: &Content, csrf: &str) -> Markup {
    html! {
        p.govuk-body { a.govuk-link href={ "/figures/reports?card=" (content.card) } { "Reports" } }
        h1.govuk-heading-l { (content.heading()) }
        (WarningText {
            text: "This is not issued yet. Once it is, it stays as it is for ever; what is learnt later is shown beside it.".into(),
            ..WarningText::default()
        })
        @for words in few_named(content) {
            (WarningText { text: words.into(), ..WarningText::default() })
        }
        form method="post" action="/figures/reports" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(Uuid::new_v4());
            input type="hidden" name="card" value=(content.card);
            input type="hidden" name="of" value=(content.every.written(content.to));
            (Button::new("Issue this report"))
        }
        (body(content))
    }
}

/// Comments in a report that name a number of few people, for whoever issues it: its readers see aggregates alone.
fn few_named(content: &Content) -> Vec<String> {
    let lines = content.lines.iter().flat_map(|line| line.said.iter().map(move |said| (line, said)));
    let named = lines.flat_map(|(line, said)| {
        let found = measures::few::people(&format!("{}\n{}", said.says, said.will_do));
        found.into_iter().map(move |few| {
            format!("{}: {} wrote “{few}”. Few people may be known by their number.", line.name, said.by)
        })
    });
    named.collect()
}

async fn issue(State(app): State<App>, signed: Signed, Form(wanted): Form<Wanted>) -> Reply {
    let actor = signed.actor.clone();
    let done = app.run(move |casework| casework.issue_report(&actor, &wanted.key, &wanted.card, &wanted.of));
    let id = done.await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/figures/reports/{id}")))
}

async fn one(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| Ok((casework.report(&actor, id)?, casework.sees_figures(&actor).whole)));
    let ((issued, content), whole) = read.await.map_err(app.failed(&signed))?;
    let staff = app.casework.staff_names();
    let main = view(&issued, &content, staff.worker(&issued.by), whole);
    let title = content.heading();
    Ok(app.page(&signed, Page { title: &title, current: "/figures", density: Density::Board, main, ..Page::default() }))
}

/// A report as it was issued.
pub(super) fn view(issued: &Issued, content: &Content, by: &str, whole: bool) -> Markup {
    let here = format!("/figures/reports/{}", issued.id);
    html! {
        p.govuk-body { a.govuk-link href={ "/figures/reports?card=" (content.card) } { "Reports" } }
        h1.govuk-heading-l { (content.heading()) }
        (InsetText {
            content: html! { strong { "Issued on " (issued.issued) " by " (by) "." } " It says what was known then, and stays as it is." }.into(),
            ..InsetText::default()
        })
        p.govuk-body.gt-no-print {
            a.govuk-link href={ (here) "/report.pdf" } { "PDF" } ", "
            a.govuk-link href={ (here) "/report.xlsx" } { "spreadsheet" }
            @if whole { ", " a.govuk-link href={ (here) "/since" } { "what changed since" } }
        }
        (body(content))
        @if !whole { p.govuk-body.gt-soft { "Figures made of few people are hidden, so that nobody can be worked out from them." } }
    }
}

/// The figures, what was said of them, and what they are.
fn body(content: &Content) -> Markup {
    let changed: Vec<&Line> = content
        .lines
        .iter()
        .filter(|line| !matches!(line.change.as_str(), "" | casework::figures::NO_CHANGE | casework::figures::TOO_FEW))
        .collect();
    let row = |line: &Line| {
        let others = html! {
            @for one in &line.others { div { (one.name) " " strong { (one.written()) } " " span.gt-soft { (one.period) } } }
        };
        let said = html! {
            @for one in &line.said {
                p {
                    (one.says) @if !one.will_do.is_empty() { " " strong { "We will: " } (one.will_do) }
                    br; span.gt-soft { (one.by) ", " (short_date(one.on)) @if !one.of.is_empty() { ", of " (one.of) } }
                }
            }
        };
        let figure = html! {
            strong { (line.figure) }
            @if !line.counts.is_empty() { br; span.gt-soft { (line.counts) } }
            br; span.gt-soft { (line.period) }
        };
        let name = html! { a.govuk-link href={ "#" (line.id) } { (line.name) } };
        vec![name.into(), figure.into(), line.change.as_str().into(), others.into(), said.into()]
    };
    let definitions = html! {
        @for line in &content.lines {
            h3.govuk-heading-s id=(line.id) { (line.name) " (" (line.id) ")" }
            @if line.parts.len() > 1 {
                ul.govuk-list."govuk-list--bullet" {
                    @for (name, counted, of) in &line.parts { li { (name) ": " (format!("{counted:.0} of {of:.0}")) } }
                }
            }
            (SummaryList {
                rows: line.definition.iter().map(|(name, words)| SummaryRow::new(name.as_str(), words.as_str())).collect(),
                ..SummaryList::default()
            })
            @if !line.residents.is_empty() { p.govuk-body.gt-soft { (line.residents) } }
        }
    };
    html! {
        p.govuk-body.gt-soft {
            "From " (long_date(content.from)) " to " (long_date(content.to)) ". Worked out from every record, as read on "
            (Moment::of(content.read)) "."
        }
        h2.govuk-heading-s { "Changed more than usual (" (changed.len()) ")" }
        @if changed.is_empty() {
            p.govuk-body { "None of these measures moved more than it usually does from month to month." }
        } @else {
            ul.govuk-list."govuk-list--bullet" { @for line in changed { li { (line.name) ": " (line.change) } } }
        }
        (BoardTable {
            caption: "Figures".into(),
            columns: ["Measure", "Figure", "Change over two years", "Others", "What was said"].map(Into::into).to_vec(),
            rows: content.lines.iter().map(row).collect(),
            empty: "There was nothing to count.".into(),
            classes: "gt-figures".into(),
        })
        h2.govuk-heading-m { "What each figure is" }
        (Details { id: "definitions".into(), ..Details::new("Definitions, parts and estimates", definitions) })
    }
}

async fn since(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.since_report(&actor, id)).await.map_err(app.failed(&signed))?;
    let (issued, content, changed) = read;
    let main = since_view(&issued, &content, &changed);
    Ok(app.page(
        &signed,
        Page { title: "What changed since", current: "/figures", density: Density::Board, main, ..Page::default() },
    ))
}

/// The report as issued, beside the same days as known now.
pub(super) fn since_view(issued: &Issued, content: &Content, changed: &[Changed]) -> Markup {
    let (other, same): (Vec<&Changed>, Vec<&Changed>) = changed.iter().partition(|one| !one.what.is_empty());
    let rows = other.iter().map(|one| {
        let what = html! { @for words in &one.what { div { (words) } } };
        vec![one.name.as_str().into(), one.then.as_str().into(), one.now.as_str().into(), what.into()]
    });
    html! {
        p.govuk-body { a.govuk-link href={ "/figures/reports/" (issued.id) } { "The report as it was issued" } }
        h1.govuk-heading-l { "What changed since: " (content.heading()) }
        p.govuk-body { "Issued on " (issued.issued) ". The same days, from all that is known now." }
        (BoardTable {
            caption: format!("Known otherwise now ({})", other.len()),
            columns: ["Measure", "As issued", "As known now", "What differs"].map(Into::into).to_vec(),
            rows: rows.collect(),
            empty: "Nothing: every figure comes out as it was issued.".into(),
            classes: "gt-told".into(),
        })
        @if !same.is_empty() {
            h2.govuk-heading-s { "As issued (" (same.len()) ")" }
            ul.govuk-list { @for one in same { li { (one.name) ": " (one.then) } } }
        }
    }
}

async fn pdf(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    let actor = signed.actor.clone();
    let printed = app.run(move |casework| {
        let (issued, content) = casework.report(&actor, id)?;
        in_file(&document(&issued, &content, casework.staff_names().worker(&issued.by)))
    });
    Ok(sent("report", printed.await.map_err(app.failed(&signed))?))
}

async fn xlsx(State(app): State<App>, signed: Signed, Path(id): Path<Uuid>) -> Reply {
    let actor = signed.actor.clone();
    let book = app.run(move |casework| {
        let (issued, content) = casework.report(&actor, id)?;
        workbook(&sheets(&issued, &content, casework.staff_names().worker(&issued.by)), dated(issued.issued))
    });
    Ok(sent_workbook("report", book.await.map_err(app.failed(&signed))?))
}
