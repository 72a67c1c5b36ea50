//! Figures: scorecards, table first; a measure's own page; the children behind it.

mod behind;
mod chart;
pub mod export;
mod flow;
mod funnel;
mod groups;
mod measure;
mod report;
mod report_paper;
mod samples;

use super::as_at::{self, Asked, keep};
use crate::components::{BoardTable, Button, Column, Content, Select};
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Query, State};
use casework::Act;
use casework::figures::{Figures, Said, Shown, words};
use casework::file::AsAt;
use maud::{Markup, html};
use measures::cards::{CARDS, Card, card};
use measures::{Measure, State as Built};
use practice::moment::{Moment, long_date, short_date};
use serde::Deserialize;
use std::collections::BTreeMap;

pub use export::{behind_json, groups_json};
pub use samples::{figures as sample_figures, samples};

/// The addresses. Names of scorecards and measures alone stand in them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/figures", does(Act::SeeFigures), show)
        .merge(report::routes())
        .merge(export::routes())
        .merge(flow::routes())
        .get("/figures/{measure}", does(Act::SeeFigures), measure::show)
        .post("/figures/{measure}", does(Act::CommentOnFigures), measure::comment)
        .get("/figures/{measure}/children", does(Act::OpenFigures), behind::show)
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    card: String,
    /// The short name of a team; of the whole authority when empty.
    #[serde(default)]
    team: String,
}

/// What a scorecard shows.
struct Scorecard<'f> {
    card: &'static Card,
    figures: &'f Figures,
    as_at: AsAt,
    shown: Shown,
    /// The team whose figures these are, when they are of one alone.
    team: String,
    /// The teams there are: short name and name.
    teams: Vec<(String, String)>,
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
        let figures = match wanted.team.as_str() {
            "" => casework.figures(&actor, as_at)?,
            team => casework.figures_of_team(&actor, as_at, &team.into())?,
        };
        Ok((figures, casework.commentary(&actor)?, as_at, casework.sees_figures(&actor), wanted.team))
    });
    let (figures, said, as_at, shown, team) = read.await.map_err(app.failed(&signed))?;
    let staff = app.casework.staff_names();
    let names = |said: &Said| staff.worker(&said.by).to_owned();
    // The latest stand first, and the last put in stays.
    let said = said.into_iter().rev().filter(|(_, one)| one.written.date <= figures.on).collect();
    let teams = staff.teams.values().map(|team| (team.id.0.clone(), team.name.clone())).collect();
    let scorecard = Scorecard { card, figures: &figures, as_at, shown, team, teams, said, names: &names };
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
    let Scorecard { card, figures, as_at, shown, .. } = scorecard;
    let all = card.measures.iter().filter_map(|id| measures::find(id));
    let (built, waiting): (Vec<&Measure>, Vec<&Measure>) = all.partition(|measure| measure.built().is_some());
    let (told, silent): (Vec<&Measure>, Vec<&Measure>) = built.into_iter().partition(|measure| figures.holds(measure));
    html! {
        (cards(card, *as_at))
        h1.govuk-heading-l { (card.title) }
        (as_at::banner(*as_at, &of_team(&format!("/figures?card={}", card.name), &scorecard.team)))
        @let whose = scorecard.teams.iter().find(|(id, _)| *id == scorecard.team).map(|(_, name)| name.as_str());
        @if let Some(name) = whose {
            p.govuk-body { strong { "Of " (name) " alone." } " The children it works with, month by month. Rates need residents, whom nobody estimates for a team." }
        }
        @if shown.whole && scorecard.teams.len() > 1 {
            form.gt-inline method="get" action="/figures" {
                input type="hidden" name="card" value=(card.name);
                (as_at::kept_day(*as_at))
                @let all = [("", "The whole authority")].into_iter().chain(scorecard.teams.iter().map(|(id, name)| (id.as_str(), name.as_str())));
                (Select::new("team", "Of", all, &scorecard.team))
                (Button::secondary("Show"))
            }
        }
        (as_it_stood(figures))
        p.govuk-body {
            a.govuk-link href={ "/figures/reports?card=" (card.name) } { "Reports that were issued" @if shown.issues { ", and to issue one" } }
            @if shown.whole { ", " a.govuk-link href="/figures/flow" { "how children flow through the stages" } }
            ", " a.govuk-link href="/improvement" { "what we are doing to improve" }
            ". Take out: " a.govuk-link href={ "/figures/scorecard.xlsx?card=" (card.name) } { "spreadsheet" } ", "
            a.govuk-link href={ "/figures/scorecard.csv?card=" (card.name) } { "CSV" } "."
        }
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
            ul.govuk-list { @for measure in silent { li { (link(measure, *as_at, &scorecard.team)) } } }
        }
        @if !waiting.is_empty() {
            h2.govuk-heading-s { "Waiting for records that are not made yet (" (waiting.len()) ")" }
            ul.govuk-list {
                @for measure in waiting { li { (link(measure, *as_at, &scorecard.team)) @if let Built::Waits(what) = measure.state { ": " (what) } } }
            }
        }
        @if shown.whole { (as_at::control(*as_at, &of_team(&format!("/figures?card={}", card.name), &scorecard.team))) }
    }
}

/// As at when: a figure without its day is none.
fn as_it_stood(figures: &Figures) -> Markup {
    let read = Moment::of(figures.at());
    html! {
        p.govuk-body.gt-soft {
            "Worked out from every record"
            @if let Some(known) = figures.known_by { " known by the end of " (long_date(Moment::of(known).date)) }
            ", as read on " (read) ". How things stand is as at " (long_date(figures.on))
            "; other figures end with the last whole month."
        }
    }
}

/// The measures that changed more than they usually do, in words, before the table.
fn changed(scorecard: &Scorecard<'_>, built: &[&Measure]) -> Markup {
    let changes: Vec<(&Measure, &'static str)> =
        built.iter().filter_map(|measure| Some((*measure, scorecard.figures.changed(measure)?))).collect();
    html! {
        h2.govuk-heading-s { "Changed more than usual (" (changes.len()) ")" }
        @if changes.is_empty() {
            p.govuk-body { "None of these measures moved more than it usually does from month to month." }
        } @else {
            ul.govuk-list."govuk-list--bullet" {
                @for (measure, words) in changes {
                    li {
                        (link(measure, scorecard.as_at, &scorecard.team)) ": " (words) ". "
                        @match scorecard.said.get(measure.id) {
                            Some(said) => { (said.says) " " span.gt-soft { (by(scorecard, said)) } }
                            None => { span.gt-soft { "Nobody has said why yet." } }
                        }
                    }
                }
            }
        }
    }
}

fn link(measure: &Measure, as_at: AsAt, team: &str) -> Markup {
    html! { a.govuk-link href=(keep(as_at, &of_team(&format!("/figures/{}", measure.id), team))) { (measure.name) } }
}

/// An address that stays with a team, when there is one.
fn of_team(path: &str, team: &str) -> String {
    let join = if path.contains('?') { '&' } else { '?' };
    if team.is_empty() { path.to_owned() } else { format!("{path}{join}team={team}") }
}

/// Who said it and when. On a team's card that it was said of everybody's figure, not of the team's.
fn by(scorecard: &Scorecard<'_>, said: &Said) -> Markup {
    html! {
        ((scorecard.names)(said)) ", " (short_date(said.written.date))
        @if !scorecard.team.is_empty() { ", of the whole authority" }
    }
}

fn row(scorecard: &Scorecard<'_>, measure: &Measure) -> Vec<Content> {
    let Scorecard { figures, as_at, said, .. } = scorecard;
    let may = figures.shows(measure);
    let latest = figures.latest(measure);
    let said = said.get(measure.id);
    let ours = html! {
        @if let Some(outcome) = latest {
            strong { (words::value(may, measure, outcome)) }
            @for words in [figures.counts(may, measure, outcome), words::period(measure, outcome)].iter().filter(|words| !words.is_empty()) {
                br; span.gt-soft { (words) }
            }
        }
    };
    let others = html! {
        @for one in figures.others(measure) {
            div { (one.name) " " strong { (measure.unit.written(one.value)) } " " span.gt-soft { (one.as_printed) } }
        }
    };
    let comment = html! {
        @if let Some(said) = said {
            (said.says) @if !said.will_do.is_empty() { " " strong { "We will: " } (said.will_do) }
            br; span.gt-soft { (by(scorecard, said)) }
        }
    };
    vec![
        link(measure, *as_at, &scorecard.team).into(),
        ours.into(),
        chart::spark(&figures.points(measure), measure).into(),
        figures.change(measure).unwrap_or_default().into(),
        others.into(),
        comment.into(),
    ]
}
