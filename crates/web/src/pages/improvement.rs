//! Improvement: how the authority was judged and judges itself, area by area; what it does about that; what came of it.

mod evaluation;
mod form;
mod samples;

pub use samples::samples;

use crate::components::{BoardTable, Button, Content, SummaryList, SummaryRow};
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use casework::Act;
use casework::figures::{Figures, Shown};
use casework::file::AsAt;
use casework::improvement::{ActionNow, AreaNow, Improvement, Noted, Stands, WRITTEN, measures_of};
use casework::names::StaffNames;
use maud::{Markup, html};
use practice::answer::chosen;
use practice::improvement::{ActionOutcome, PerformanceMeeting, RaisedBy};
use practice::kinds;
use practice::moment::{long_date, short_date};
use std::cmp::Ordering;
use std::sync::Arc;

/// The addresses. Names of kinds and numbers of records alone stand in them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/improvement", does(Act::SeeFigures), show)
        .get("/improvement/self-evaluation", does(Act::SeeFigures), evaluation::show)
        .get("/improvement/new/{kind}", does(Act::CommentOnFigures), form::begin)
        .post("/improvement/new/{kind}", does(Act::CommentOnFigures), form::keep)
        .get("/improvement/actions/{record}", does(Act::SeeFigures), form::action)
        .post("/improvement/actions/{record}", does(Act::CommentOnFigures), form::progress)
}

/// What the pages show: the register, and the figures of today.
struct Read {
    improvement: Improvement,
    figures: Arc<Figures>,
    shown: Shown,
    staff: Arc<StaffNames>,
}

async fn read(app: &App, signed: &Signed) -> Result<Read, crate::reply::Failed> {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        Ok(Read {
            improvement: casework.improvement(&actor)?,
            figures: casework.figures(&actor, AsAt::Now)?,
            shown: casework.sees_figures(&actor),
            staff: casework.staff_names(),
        })
    });
    read.await.map_err(app.failed(signed))
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let read = read(&app, &signed).await?;
    let main = view(&read);
    Ok(app.page(
        &signed,
        Page { title: "Improvement", current: "/figures", density: Density::Board, main, ..Page::default() },
    ))
}

fn view(read: &Read) -> Markup {
    let Read { improvement, shown, .. } = read;
    html! {
        p.govuk-body { a.govuk-link href="/figures" { "Scorecards" } }
        h1.govuk-heading-l { "Improvement" }
        p.govuk-body {
            a.govuk-link href="/improvement/self-evaluation" { "All of it, area by area, on one page to print" } "."
        }
        @if shown.comments {
            div.govuk-button-group {
                @for kind in WRITTEN { (Button { classes: "govuk-button--secondary".into(), ..Button::link(title(kind), format!("/improvement/new/{kind}")) }) }
            }
        }
        (BoardTable {
            caption: "How we were judged, and how we judge ourselves".into(),
            columns: ["Area", "Judged", "We say", "Figures that changed more than usual", "Taken by a meeting"].map(Into::into).to_vec(),
            rows: improvement.areas.iter().map(|area| area_row(read, area)).collect(),
            empty: "".into(),
            classes: String::new(),
        })
        @if let Some(next) = improvement.next_to_take() { p.govuk-body { "Longest not taken by a performance meeting: " strong { (chosen(&next)) } "." } }
        (actions(read))
        h2.govuk-heading-m { "Performance meetings" }
        @if improvement.meetings.is_empty() { p.govuk-body { "None is recorded yet." } }
        @for one in &improvement.meetings { (meeting(one, &read.staff)) }
    }
}

fn title(kind: &str) -> String {
    kinds::find(kind).map(|kind| (kind.spec)().title.clone()).unwrap_or_default()
}

/// Each judgement with its day, oldest first, and how the last stands to the one before.
fn judged(area: &AreaNow) -> Markup {
    html! {
        @if area.judged.is_empty() { span.gt-soft { "No inspection is recorded." } }
        @for one in &area.judged {
            div { strong { (chosen(&one.record.judgement)) } ", " (short_date(one.record.published.date)) br; span.gt-soft { (one.record.framework) } }
        }
        @match area.movement() {
            Some(Ordering::Greater) => div { "Better than the time before." },
            Some(Ordering::Less) => div { "Worse than the time before." },
            Some(Ordering::Equal) => div { "The same as the time before." },
            None => {}
        }
    }
}

/// What we say of ourselves, and whether inspectors said the same.
fn ours(area: &AreaNow) -> Markup {
    html! {
        @if let Some(one) = &area.evaluated {
            strong { (chosen(&one.record.judgement)) } ", " (short_date(one.record.on.date))
            @match area.ours_beside_theirs() {
                Some(Ordering::Greater) => div { "We judge ourselves better than the last inspection did." },
                Some(Ordering::Less) => div { "We judge ourselves worse than the last inspection did." },
                _ => {}
            }
        } @else { span.gt-soft { "Not evaluated yet." } }
    }
}

/// The area's figures that moved more than they usually do. What got worse and is not named among the weaknesses we know of
/// may be one that nobody knows of.
fn moved(read: &Read, area: &AreaNow) -> Markup {
    let of_area = measures_of(area.area).filter(|measure| read.figures.holds(measure));
    let changes: Vec<_> = of_area.filter_map(|measure| Some((measure, read.figures.changed(measure)?))).collect();
    let known = area.evaluated.as_ref().map(|one| one.record.weaknesses.to_lowercase());
    let unnamed = |name: &str, words: &str| {
        words.ends_with("worse") && known.as_ref().is_some_and(|known| !known.contains(&name.to_lowercase()))
    };
    html! {
        @if changes.is_empty() { span.gt-soft { "None." } }
        @for (measure, words) in changes {
            div {
                a.govuk-link href={ "/figures/" (measure.id) } { (measure.name) } ": " (words)
                @if unnamed(measure.name, words) { br; strong { "Our evaluation does not name it." } }
            }
        }
    }
}

fn area_row(read: &Read, area: &AreaNow) -> Vec<Content> {
    vec![
        html! { strong { (chosen(&area.area)) } }.into(),
        judged(area).into(),
        ours(area).into(),
        moved(read, area).into(),
        area.taken.map_or("never".to_owned(), short_date).into(),
    ]
}

fn actions(read: &Read) -> Markup {
    let all = &read.improvement.actions;
    let count = |wanted: Stands| all.iter().filter(|one| one.stands == wanted).count();
    let (late, open) = (count(Stands::Late), count(Stands::Open));
    html! {
        h2.govuk-heading-m { "Actions: " (late) " late, " (open) " open, " (all.len() - late - open) " done with evidence" }
        (BoardTable {
            caption: "Actions, late ones first".into(),
            columns: ["What was found, and what will be done", "From", "Who, by when", "How it stands", "The figure then, and now"].map(Into::into).to_vec(),
            rows: all.iter().map(|one| action_row(read, one)).collect(),
            empty: "No action is recorded yet.".into(),
            classes: "gt-figures".into(),
        })
    }
}

fn raised(by: &RaisedBy) -> String {
    let more = match by {
        RaisedBy::PeerReview { authority: more }
        | RaisedBy::Challenge { board: more }
        | RaisedBy::Funded { money: more } => more.as_str(),
        _ => "",
    };
    [chosen(by).as_str(), more].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
}

fn stands(one: &ActionNow) -> String {
    match one.stands {
        Stands::Late => format!("Late: it was due {}", short_date(one.action.record.due)),
        Stands::Open => "Goes on".to_owned(),
        Stands::Closed(on) => format!("Done, {}", short_date(on)),
    }
}

fn action_row(read: &Read, one: &ActionNow) -> Vec<Content> {
    let record = &one.action.record;
    let latest = one.progress.first();
    vec![
        html! {
            div {
                a.govuk-link href={ "/improvement/actions/" (one.action.id) } { (record.found) }
                br; (record.will_do)
            }
        }
        .into(),
        raised(&record.from).into(),
        html! { (read.staff.worker(&record.owner)) br; (short_date(record.due)) }.into(),
        html! { strong { (stands(one)) } @if let Some(step) = latest { br; span.gt-soft { (short_date(step.record.on.date)) ": " (step.record.did) } } }.into(),
        then_and_now(read, one),
    ]
}

/// What the figure was when the action was agreed, what it is now, and whether that is more than its usual variation.
fn then_and_now(read: &Read, one: &ActionNow) -> Content {
    let Some(measure) = measures::find(&one.action.record.measure) else { return "".into() };
    let Read { figures, shown, .. } = read;
    let now = figures.latest(measure).filter(|_| figures.holds(measure));
    html! {
        a.govuk-link href={ "/figures/" (measure.id) } { (measure.name) }
        @if shown.whole && !one.action.record.stood.is_empty() { div { "Then: " (one.action.record.stood) } }
        @if let Some(now) = now { div { "Now: " (figures.in_words(measure, now)) } }
        @if let Some(change) = figures.change(measure) { div { (change) } }
    }
    .into()
}

fn meeting(one: &Noted<PerformanceMeeting>, staff: &StaffNames) -> Markup {
    let record = &one.record;
    html! {
        div."govuk-inset-text" {
            h3.govuk-heading-s { (chosen(&record.area)) ", " (long_date(record.held.date)) }
            p.govuk-body { (record.story) }
            p.govuk-body { strong { "Decided: " } (record.decided) }
            p.govuk-body.gt-soft { (record.who) ". Written by " (staff.worker(&one.by)) "." }
        }
    }
}

fn action_view(read: &Read, one: &ActionNow) -> Markup {
    let record = &one.action.record;
    html! {
        p.govuk-body { a.govuk-link href="/improvement" { "Improvement" } }
        h1.govuk-heading-l { (record.found) }
        p."govuk-body-l" { (stands(one)) "." }
        (SummaryList::new([
            SummaryRow::new("What will be done", record.will_do.to_string()),
            SummaryRow::new("What will be different for children", record.different.to_string()),
            SummaryRow::new("Area", chosen(&record.area)),
            SummaryRow::new("Where it comes from", raised(&record.from)),
            SummaryRow::new("Agreed", long_date(record.agreed.date)),
            SummaryRow::new("Who sees to it, by when", format!("{}, {}", read.staff.worker(&record.owner), long_date(record.due))),
            SummaryRow::new("The figure that should move", then_and_now(read, one)),
        ]))
        h2.govuk-heading-m { "What was done" }
        @if one.progress.is_empty() { p.govuk-body { "Nothing is recorded yet." } }
        @for step in &one.progress {
            div."govuk-inset-text" {
                p.govuk-body { (step.record.did) }
                @if let ActionOutcome::Closed { evidence, different, satisfied } = &step.record.outcome {
                    p.govuk-body { strong { "Done. Evidence: " } (evidence) }
                    p.govuk-body { strong { "Different for children now: " } (different) }
                    p.govuk-body { "Satisfied that it is done: " (satisfied) "." }
                }
                p.govuk-body.gt-soft { (read.staff.worker(&step.by)) ", " (short_date(step.record.on.date)) }
            }
        }
    }
}
