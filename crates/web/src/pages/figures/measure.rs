//! A measure: what it is, how it goes, compared with whom, broken down, what was said of it.

use super::chart;
use super::groups;
use super::{Asked, of_team};
use crate::components::{
    BoardTable, Button, Checkboxes, Choice, ErrorSummary, SummaryList, SummaryRow, Textarea, WarningText,
};
use crate::layout::{Density, Page};
use crate::pages::as_at::{self, keep};
use crate::reply::{Reply, go};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::figures::{self, Comment, Figures, Said, Shown, words};
use casework::file::AsAt;
use casework::names::StaffNames;
use casework::{Actor, Casework, Done, Problem};
use maud::{Markup, html};
use measures::comparators::Set;
use measures::narrative::{Contradiction, Figures as Held};
use measures::statistics::{self, Settled};
use measures::{By, Measure, Outcome, Shape, State as Built};
use practice::moment::{month_name, short_date};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Asked before a comment is kept that its own figures contradict, or that names a number of few people.
const LOOK_AGAIN: &str = "Look at these words again: change them, or keep them as they are";

/// What to break the figure down by, and whose it is.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    pub by: String,
    /// The short name of a team; of the whole authority when empty.
    #[serde(default)]
    pub team: String,
}

/// Everything the page needs.
pub(super) struct MeasurePage {
    pub measure: &'static Measure,
    pub figures: Arc<Figures>,
    pub as_at: AsAt,
    pub shown: Shown,
    pub said: Vec<(Said, String)>,
    pub by: Option<By>,
    /// The team whose figures these are, when they are of one alone.
    pub team: String,
    /// Names of teams and workers, which facts hold by their short names.
    pub staff: Arc<StaffNames>,
    /// A comment that was sent and not kept.
    pub sent: Option<Sent>,
}

/// A comment that was sent and not kept: why not.
pub(super) struct Sent {
    pub comment: Comment,
    pub fault: String,
    pub wrong: Vec<Contradiction>,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        let as_at = asked.as_at(casework.today().date)?;
        load(casework, &actor, &id, as_at, &wanted)
    });
    let page = read.await.map_err(app.failed(&signed))?;
    Ok(answer(&app, &signed, &page))
}

pub(super) fn load(casework: &Casework, actor: &Actor, id: &str, as_at: AsAt, wanted: &Wanted) -> Done<MeasurePage> {
    let figures = match wanted.team.as_str() {
        "" => casework.figures(actor, as_at)?,
        team => casework.figures_of_team(actor, as_at, &team.into())?,
    };
    let measure = measures::find(id).ok_or(Problem::NotFound)?;
    let staff = casework.staff_names();
    let said =
        casework.commentary(actor)?.into_iter().filter(|(of, one)| of == measure.id && one.written.date <= figures.on);
    let said = said
        .map(|(_, one)| {
            let by = staff.worker(&one.by).to_owned();
            (one, by)
        })
        .collect();
    let shown = casework.sees_figures(actor);
    let by = groups::asked_by(shown).find(|by| by.words() == wanted.by);
    Ok(MeasurePage { measure, figures, as_at, shown, said, by, team: wanted.team.clone(), staff, sent: None })
}

impl MeasurePage {
    /// An address of this measure that stays as at the same day, and with the same team.
    fn address(&self, rest: &str) -> String {
        keep(self.as_at, &of_team(&format!("/figures/{}{rest}", self.measure.id), &self.team))
    }
}

fn answer(app: &App, signed: &Signed, page: &MeasurePage) -> axum::response::Response {
    let mut response = app.page(
        signed,
        Page {
            title: page.measure.name,
            current: "/figures",
            density: Density::Board,
            has_errors: page.sent.is_some(),
            main: view(page, &signed.form_token),
            ..Page::default()
        },
    );
    if page.sent.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// Keeps what somebody says of the figure.
pub(super) async fn comment(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Reply {
    let given = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let comment = Comment {
        key: given("key").to_owned(),
        measure: id.clone(),
        says: given("says").to_owned(),
        will_do: given("will_do").to_owned(),
        anyway: given("anyway") == "yes",
    };
    let (actor, sent) = (signed.actor.clone(), comment.clone());
    let done = app.run(move |casework| {
        let mut page = load(casework, &actor, &sent.measure, AsAt::Now, &Wanted::default())?;
        let sent = Comment { measure: page.measure.id.to_owned(), ..sent };
        let latest = page.figures.latest(page.measure);
        let figure = latest.map(|outcome| page.figures.in_words(page.measure, outcome)).unwrap_or_default();
        let (fault, wrong) = match casework.comment(&actor, &sent, &figure, &held(&page)) {
            Ok(wrong) if wrong.is_empty() => return Ok(None),
            Ok(wrong) => (String::new(), wrong),
            Err(Problem::Refused(why)) => (why, Vec::new()),
            Err(problem) => return Err(problem),
        };
        page.sent = Some(Sent { comment: sent, fault, wrong });
        Ok(Some(page))
    });
    match done.await.map_err(app.failed(&signed))? {
        None => Ok(go(&format!("/figures/{id}#said")).into_response()),
        Some(page) => Ok(answer(&app, &signed, &page)),
    }
}

/// The figures a comment is held against.
fn held(page: &MeasurePage) -> Held {
    let series = page.figures.series(page.measure);
    let year_before = series.len().checked_sub(13).and_then(|at| series.get(at)).and_then(|outcome| outcome.value);
    let others = page.figures.others(page.measure).into_iter().map(|one| (one.set.words().to_owned(), one.value));
    Held {
        about: page.measure.name.to_owned(),
        ours: page.figures.latest(page.measure).and_then(|outcome| outcome.value).unwrap_or_default(),
        before: year_before,
        others: others.collect(),
        higher_is_better: page.measure.direction.higher_is_better(),
    }
}

pub(super) fn view(page: &MeasurePage, csrf: &str) -> Markup {
    let MeasurePage { measure, figures, as_at, shown, .. } = page;
    let here = of_team(&format!("/figures/{}", measure.id), &page.team);
    html! {
        @if let Some(sent) = &page.sent {
            @let (words, field) = if sent.wrong.is_empty() { (sent.fault.as_str(), "says") } else { (LOOK_AGAIN, "anyway") };
            (ErrorSummary::new([(words, field.to_owned())]))
        }
        p.govuk-body { a.govuk-link href=(keep(*as_at, "/figures")) { "Scorecards" } }
        h1.govuk-heading-l { (measure.name) }
        @if !page.team.is_empty() {
            p.govuk-body {
                strong { "Of " (page.staff.team(&page.team.as_str().into())) " alone." } " The children it works with. "
                a.govuk-link href=(keep(*as_at, &format!("/figures/{}", measure.id))) { "The whole authority" }
            }
        }
        (as_at::banner(*as_at, &here))
        @match measure.state {
            Built::Waits(what) => { p.govuk-body { "This measure waits: " (what) "." } (definition(measure)) }
            Built::Built(_) => {
                @if let Some(outcome) = figures.latest(measure).filter(|_| figures.holds(measure)) { (now(page, outcome)) }
                @else { p.govuk-body { "Nothing is recorded yet that this is worked out from." } }
                (super::as_it_stood(figures))
                @if measure.built().is_some_and(|built| built.shape != Shape::Parts) { (series(page)) }
                (compared(page))
                (groups::view(page))
                (taken_out(page))
                (said(page, csrf))
                (definition(measure))
                @if shown.whole { (as_at::control(*as_at, &here)) }
                @if !shown.whole { p.govuk-body.gt-soft { "Figures made of few people are hidden, so that nobody can be worked out from them." } }
            }
        }
    }
}

fn now(page: &MeasurePage, outcome: &Outcome) -> Markup {
    let MeasurePage { measure, figures, as_at, shown, .. } = page;
    let may = figures.shows(measure);
    html! {
        p."govuk-body-l" {
            strong { (words::value(may, measure, outcome)) }
            @let counted = figures.counts(may, measure, outcome);
            @if !counted.is_empty() { ", " (counted) }
            ". " (words::period(measure, outcome)) "."
            @if let Some(change) = figures.change(measure) { " Over two years: " (change) "." }
        }
        @if outcome.parts.len() > 1 && may {
            ul.govuk-list."govuk-list--bullet" {
                @for part in &outcome.parts {
                    li { (part.name) ": " (format!("{:.0}", part.counted)) " (" (statistics::share(part.counted as u64, part.of as u64)) ")" }
                }
            }
        }
        @if let Some(one) = outcome.population.as_ref() {
            p.govuk-body.gt-soft { "Residents: the estimate for " (one.year) ", " (format!("{:.0}", one.estimate)) ". " (one.source) }
        }
        @if shown.lists && *as_at == AsAt::Now {
            p.govuk-body { a.govuk-link href=(page.address(&format!("/children?on={}", outcome.window.to))) { "Those behind this figure" } }
        }
    }
}

/// The chart, and the same as a table.
fn series(page: &MeasurePage) -> Markup {
    let MeasurePage { measure, figures, as_at, shown, .. } = page;
    let (points, may) = (figures.points(measure), figures.shows_series(measure));
    let months: Vec<String> =
        figures.months.iter().map(|day| format!("{} {}", &month_name(day.month())[..3], day.year())).collect();
    let values: Vec<f64> = points.iter().flatten().copied().collect();
    let charts = statistics::chart(&values, &[]);
    let rows = figures.series(measure).iter().zip(&months).rev().map(|(outcome, month)| {
        let figure = words::value(may, measure, outcome);
        let open = shown.lists && *as_at == AsAt::Now;
        let on = outcome.window.to;
        vec![
            month.as_str().into(),
            figure.as_str().into(),
            figures.counts(may, measure, outcome).into(),
            html! { @if open { a.govuk-link href=(page.address(&format!("/children?on={on}"))) { "Those behind it" span.govuk-visually-hidden { " in " (month) } } } }.into(),
        ]
    });
    html! {
        h2.govuk-heading-m { "Month by month" }
        (chart::large(&points, &months, measure, figures.change(measure).unwrap_or_default()))
        @if let Some(usual) = charts.first() {
            p.govuk-body {
                @match usual.settled {
                    Settled::TooFew => "There are too few months to say what is usual.",
                    Settled::Provisional => "The limits are provisional: there are fewer than fifteen months.",
                    Settled::Yes => "A square marks a month that is more than the usual variation: beyond a limit, or one of seven on one side, seven rising or falling, or two of three near a limit.",
                }
            }
        }
        details.govuk-details {
            summary.govuk-details__summary { span.govuk-details__summary-text { "The same as a table" } }
            div.govuk-details__text {
                (BoardTable {
                    caption: "Month by month".into(),
                    columns: vec!["Ends".into(), "Figure".into(), "Counts".into(), "List".into()],
                    rows: rows.collect(),
                    empty: "There are no months.".into(),
                    classes: String::new(),
                })
            }
        }
    }
}

/// What was said of the figure, latest first, and the form to say more.
fn said(page: &MeasurePage, csrf: &str) -> Markup {
    let empty = Comment::default();
    let (comment, wrong) = page.sent.as_ref().map_or((&empty, &[][..]), |sent| (&sent.comment, sent.wrong.as_slice()));
    let key = if comment.key.is_empty() { Uuid::new_v4().to_string() } else { comment.key.clone() };
    html! {
        h2.govuk-heading-m id="said" { "What was said of it" }
        @if page.said.is_empty() { p.govuk-body { "Nothing yet." } }
        @for (one, by) in &page.said {
            div."govuk-inset-text" {
                p.govuk-body { (one.says) }
                @if !one.will_do.is_empty() { p.govuk-body { strong { "We will: " } (one.will_do) } }
                p.govuk-body.gt-soft { (by) ", " (short_date(one.written.date)) @if page.shown.whole { ", of " (one.figure) } }
            }
        }
        @if page.shown.comments && page.as_at == AsAt::Now && page.team.is_empty() {
            form method="post" action={ "/figures/" (page.measure.id) } novalidate {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="key" value=(key);
                @if !wrong.is_empty() {
                    @for one in wrong {
                        (WarningText { text: format!("“{}”: {}.", one.claim, one.because).into(), ..WarningText::default() })
                    }
                    (Checkboxes::new("anyway", LOOK_AGAIN, vec![Choice::new("yes", "Keep it as it is written")]))
                }
                (Textarea { value: comment.says.clone(), rows: Some(3), ..Textarea::new("says", "What does it say, and why?") })
                (Textarea { value: comment.will_do.clone(), rows: Some(2), ..Textarea::new("will_do", "What will we do? (optional)") })
                (Button::new("Keep this with the figure"))
            }
        }
    }
}

fn compared(page: &MeasurePage) -> Markup {
    let others = page.figures.comparators(page.measure);
    if others.is_empty() {
        return html! { p.govuk-body.gt-soft { "There is no figure of anybody else's to compare with." } };
    }
    let rows = others.iter().map(|one| {
        let counts = one.counts.map(|(counted, of)| format!(" ({counted:.0} of {of:.0})")).unwrap_or_default();
        vec![
            format!("{} ({})", one.name, if one.set == Set::OwnHistory { "its own history" } else { one.set.words() })
                .into(),
            one.about.as_str().into(),
            html! { strong { (one.value) } " " (one.unit) (counts) }.into(),
            one.as_printed.as_str().into(),
            one.source.as_str().into(),
        ]
    });
    let among = groups::among(page);
    html! {
        @if let Some(among) = &among {
            h2.govuk-heading-m { "Among other authorities" }
            (among.shown(page.measure))
        }
        (BoardTable {
            caption: "Compared with published figures".into(),
            columns: ["Who", "Of what", "Figure", "Period", "Source"].map(Into::into).to_vec(),
            rows: rows.collect(),
            empty: String::new(),
            classes: String::new(),
        })
        p.govuk-body.gt-soft { "Ours is live and may still change; published figures are of their own period." }
    }
}

/// Everything of this page that may be taken out, in one line.
fn taken_out(page: &MeasurePage) -> Markup {
    html! {
        p.govuk-body.gt-no-print {
            "Take out: " a.govuk-link href=(page.address("/measure.xlsx")) { "spreadsheet" } ", "
            a.govuk-link href=(page.address("/measure.csv")) { "months as CSV" }
            @if let Some(by) = page.by.map(By::words) {
                "; by " (by) ": "
                a.govuk-link href=(page.address(&format!("/groups.xlsx?by={by}"))) { "groups as spreadsheet" } ", "
                a.govuk-link href=(page.address(&format!("/groups.csv?by={by}"))) { "groups as CSV" }
            }
            "."
        }
    }
}

fn definition(measure: &Measure) -> Markup {
    let mut rows = vec![SummaryRow::new("Number", measure.id)];
    rows.extend(figures::definition(measure).into_iter().map(|(name, words)| SummaryRow::new(name, words)));
    html! { h2.govuk-heading-m { "What it is" } (SummaryList { rows, ..SummaryList::default() }) }
}
