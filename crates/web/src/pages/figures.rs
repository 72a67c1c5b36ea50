//! Figures: scorecards, table first; a measure's own page; the children behind it.

mod behind;
mod chart;
mod measure;
mod samples;

use super::as_at::{self, Asked, keep};
use crate::components::{BoardTable, Column, Content};
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Query, State};
use casework::Act;
use casework::figures::{Figures, Said, Shown};
use casework::file::AsAt;
use jiff::civil::Date;
use maud::{Markup, html};
use measures::cards::{CARDS, Card, card};
use measures::comparators::{Comparator, Set};
use measures::statistics::{self, few, share, trend};
use measures::{Measure, Outcome, Shape, State as Built, Unit};
use practice::moment::{Moment, long_date, month_name, short_date};
use serde::Deserialize;
use std::collections::BTreeMap;

pub use samples::samples;

/// The addresses. Names of scorecards and measures alone stand in them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/figures", does(Act::SeeFigures), show)
        .get("/figures/{measure}", does(Act::SeeFigures), measure::show)
        .post("/figures/{measure}", does(Act::CommentOnFigures), measure::comment)
        .get("/figures/{measure}/children", does(Act::OpenFigures), behind::show)
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    card: String,
}

/// What a scorecard shows.
struct Scorecard<'f> {
    card: &'static Card,
    figures: &'f Figures,
    as_at: AsAt,
    shown: Shown,
    /// The latest said of each measure.
    said: BTreeMap<String, Said>,
    /// Who said it: the name for each sign-in name.
    names: &'f dyn Fn(&Said) -> String,
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Wanted>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let card = match wanted.card.as_str() {
        "" => CARDS.first(),
        name => card(name),
    };
    let card = card.ok_or(casework::Problem::NotFound).map_err(app.failed(&signed))?;
    let read = app.run(move |casework| {
        let as_at = asked.as_at(casework.today().date)?;
        Ok((casework.figures(&actor, as_at)?, casework.commentary(&actor)?, as_at, casework.sees_figures(&actor)))
    });
    let (figures, said, as_at, shown) = read.await.map_err(app.failed(&signed))?;
    let staff = app.casework.staff_names();
    let names = |said: &Said| staff.worker(&said.by).to_owned();
    // The latest stand first, and the last put in stays.
    let said = said.into_iter().rev().filter(|(_, one)| one.written.date <= figures.on).collect();
    let scorecard = Scorecard { card, figures: &figures, as_at, shown, said, names: &names };
    let page = Page {
        title: card.title,
        current: "/figures",
        density: Density::Board,
        main: view(&scorecard),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

/// Every scorecard, side by side.
fn cards(current: &Card, as_at: AsAt) -> Markup {
    html! {
        nav.gt-switch.gt-switch--many aria-label="Scorecards" {
            @for card in CARDS {
                @let here = card.name == current.name;
                a.govuk-link href=(keep(as_at, &format!("/figures?card={}", card.name))) aria-current=[here.then_some("page")] { (card.title) }
            }
        }
    }
}

fn view(scorecard: &Scorecard<'_>) -> Markup {
    let Scorecard { card, figures, as_at, .. } = scorecard;
    let all = card.measures.iter().filter_map(|id| measures::find(id));
    let (built, waiting): (Vec<&Measure>, Vec<&Measure>) = all.partition(|measure| measure.built().is_some());
    let (told, silent): (Vec<&Measure>, Vec<&Measure>) = built.into_iter().partition(|measure| figures.holds(measure));
    html! {
        (cards(card, *as_at))
        h1.govuk-heading-l { (card.title) }
        (as_at::banner(*as_at, &format!("/figures?card={}", card.name)))
        (as_it_stood(figures))
        (changed(scorecard, &told))
        (BoardTable {
            caption: "Measures".into(),
            columns: vec!["Measure".into(), Column::number("Ours now"), "Two years".into(), "Change".into(), "Others".into(), "What it says".into()],
            rows: told.iter().map(|measure| row(scorecard, measure)).collect(),
            empty: "Nothing is recorded that these measures are worked out from.".into(),
            classes: "gt-figures".into(),
        })
        @if !silent.is_empty() {
            h2.govuk-heading-s { "Nothing is recorded yet that these are worked out from (" (silent.len()) ")" }
            ul.govuk-list { @for measure in silent { li { (link(measure, *as_at)) } } }
        }
        @if !waiting.is_empty() {
            h2.govuk-heading-s { "Waiting for records that are not made yet (" (waiting.len()) ")" }
            ul.govuk-list {
                @for measure in waiting { li { (link(measure, *as_at)) @if let Built::Waits(what) = measure.state { ": " (what) } } }
            }
        }
        (as_at::control(*as_at, &format!("/figures?card={}", card.name)))
    }
}

/// As at when: a figure without its day is none.
fn as_it_stood(figures: &Figures) -> Markup {
    let read = Moment::of(figures.at());
    html! {
        p.govuk-body.gt-soft {
            "Worked out from every record, as read on " (read) ". How things stand is as at " (long_date(figures.on))
            "; other figures end with the last whole month."
        }
    }
}

/// The measures that changed more than they usually do, in words, before the table.
fn changed(scorecard: &Scorecard<'_>, built: &[&Measure]) -> Markup {
    let changes: Vec<(&Measure, &'static str)> = built
        .iter()
        .filter_map(|measure| {
            let words = change(scorecard.shown, scorecard.figures, measure)?;
            (!matches!(words, NO_CHANGE | TOO_FEW)).then_some((*measure, words))
        })
        .collect();
    html! {
        h2.govuk-heading-s { "Changed more than usual (" (changes.len()) ")" }
        @if changes.is_empty() {
            p.govuk-body { "None of these measures moved more than it usually does from month to month." }
        } @else {
            ul.govuk-list."govuk-list--bullet" {
                @for (measure, words) in changes { li { (link(measure, scorecard.as_at)) ": " (words) } }
            }
        }
    }
}

fn link(measure: &Measure, as_at: AsAt) -> Markup {
    html! { a.govuk-link href=(keep(as_at, &format!("/figures/{}", measure.id))) { (measure.name) } }
}

fn row(scorecard: &Scorecard<'_>, measure: &Measure) -> Vec<Content> {
    let Scorecard { figures, as_at, shown, said, names, .. } = scorecard;
    let latest = figures.latest(measure);
    let said = said.get(measure.id);
    let ours = html! {
        @if let Some(outcome) = latest {
            strong { (value(*shown, measure, outcome)) }
            @for words in [counts(*shown, measure, outcome), period(measure, outcome)].iter().filter(|words| !words.is_empty()) {
                br; span.gt-soft { (words) }
            }
        }
    };
    let others = html! {
        @for one in others(figures, measure) {
            div { (one.name) " " strong { (measure.unit.written(one.value)) } " " span.gt-soft { (one.as_printed) } }
        }
    };
    let words = html! {
        @if let Some(said) = said {
            (said.says) @if !said.will_do.is_empty() { " " strong { "We will: " } (said.will_do) }
            br; span.gt-soft { (names(said)) ", " (short_date(said.written.date)) }
        }
    };
    vec![
        link(measure, *as_at).into(),
        ours.into(),
        chart::spark(&points(*shown, figures, measure), measure).into(),
        change(*shown, figures, measure).unwrap_or_default().into(),
        others.into(),
        words.into(),
    ]
}

const NO_CHANGE: &str = "no significant change";
const TOO_FEW: &str = "too few points to say";
/// A month's share of fewer people than this is no point of a series: one child would move it by more than it says.
const FEWEST: f64 = 5.0;

/// What the series says of its last point, in words; `None` where a measure has parts.
fn change(shown: Shown, figures: &Figures, measure: &Measure) -> Option<&'static str> {
    if measure.built()?.shape == Shape::Parts {
        return None;
    }
    let values: Vec<f64> = points(shown, figures, measure).into_iter().flatten().collect();
    Some(trend(&statistics::chart(&values, &[])).words(measure.direction.higher_is_better()))
}

/// The values of a series; `None` for a month without one, and where small numbers are hidden.
fn points(shown: Shown, figures: &Figures, measure: &Measure) -> Vec<Option<f64>> {
    let series = figures.series(measure);
    // One month hidden among others shown could be worked out from a longer figure: then none is shown.
    if !series.iter().all(|outcome| shown.may_show(measure, outcome)) {
        return vec![None; series.len()];
    }
    let share = measure.built().is_some_and(|built| built.shape == Shape::Share);
    series.iter().map(|outcome| outcome.value.filter(|_| !share || outcome.of >= FEWEST)).collect()
}

/// A figure in its unit: counts in place of a percentage of few people.
fn value(shown: Shown, measure: &Measure, outcome: &Outcome) -> String {
    if !shown.may_show(measure, outcome) {
        return "hidden: few people".to_owned();
    }
    let of = outcome.of.max(0.0) as u64;
    match (measure.built().map(|built| built.shape), outcome.value) {
        (Some(Shape::Parts), _) => {
            let first = outcome.parts.first();
            first.map_or("none".to_owned(), |part| {
                format!("{}: {}", part.name, share(part.counted as u64, part.of as u64))
            })
        }
        (Some(Shape::Share), _) if few(of) => share(outcome.counted.max(0.0) as u64, of),
        (_, Some(value)) => measure.unit.written(value),
        (Some(Shape::Rate), None) => "no estimate of residents".to_owned(),
        (_, None) => "nobody to count".to_owned(),
    }
}

/// Both counts: "43 of 50".
fn counts(shown: Shown, measure: &Measure, outcome: &Outcome) -> String {
    if !shown.may_show(measure, outcome) {
        return String::new();
    }
    match measure.built().map(|built| built.shape) {
        Some(Shape::Share) if !few(outcome.of.max(0.0) as u64) => {
            format!("{:.0} of {:.0}", outcome.counted, outcome.of)
        }
        Some(Shape::Rate) => format!("{:.0} of {:.0} residents", outcome.counted, outcome.of),
        Some(Shape::Mean) => format!("{:.0} over {:.0}", outcome.counted, outcome.of),
        Some(Shape::Parts) => format!("of {:.0}", outcome.of),
        _ => String::new(),
    }
}

/// The days a figure is of: "22 Nov 2026", "Oct 2026", "Nov 2025 to Oct 2026".
fn period(measure: &Measure, outcome: &Outcome) -> String {
    let (from, to) = (outcome.window.from, outcome.window.to);
    let month = |day: Date| format!("{} {}", &month_name(day.month())[..3], day.year());
    let whole = from == from.first_of_month() && to == to.last_of_month();
    match measure.built().map(|built| built.period) {
        Some(measures::Period::Snapshot) => short_date(to),
        _ if whole && month(from) == month(to) => month(to),
        _ if whole => format!("{} to {}", month(from), month(to)),
        _ => format!("{} to {}", short_date(from), short_date(to)),
    }
}

/// Figures of others that are in the unit of the measure.
fn others<'f>(figures: &'f Figures, measure: &Measure) -> Vec<&'f Comparator> {
    let unit = match measure.unit {
        Unit::Percent => "percent",
        Unit::Per10000 => "per 10,000",
        Unit::Days => "days",
        Unit::Weeks => "weeks",
        Unit::Hours => "hours",
        Unit::Count | Unit::Number => "",
    };
    let all = figures.comparators(measure).into_iter();
    all.filter(|one| one.set != Set::OwnHistory && !unit.is_empty() && one.unit.starts_with(unit)).collect()
}
