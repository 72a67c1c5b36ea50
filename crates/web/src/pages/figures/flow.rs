//! How children flow through the stages: a picture with its table beside it, for any time and any group.

use crate::components::{BoardTable, Button, Column, Select};
use crate::days;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Query, State};
use casework::{Act, Problem};
use jiff::ToSpan;
use maud::{Markup, html};
use measures::engine::breakdown::ALL;
use measures::flow::{STAGES, Stage};
use measures::{By, Window};
use practice::moment::long_date;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/figures/flow", does(Act::SeeSmallNumbers), show)
}

#[derive(Clone, Debug, Default, Deserialize)]
struct Wanted {
    #[serde(default)]
    from: String,
    #[serde(default, rename = "from-day")]
    from_day: String,
    #[serde(default, rename = "from-month")]
    from_month: String,
    #[serde(default, rename = "from-year")]
    from_year: String,
    #[serde(default)]
    to: String,
    #[serde(default, rename = "to-day")]
    to_day: String,
    #[serde(default, rename = "to-month")]
    to_month: String,
    #[serde(default, rename = "to-year")]
    to_year: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    group: String,
}

/// What the page shows.
struct Flow {
    window: Window,
    by: Option<By>,
    group: String,
    /// The groups there are, by their names in the facts and as people know them.
    groups: Vec<(String, String)>,
    stages: Vec<Stage>,
}

async fn show(State(app): State<App>, signed: Signed, Query(wanted): Query<Wanted>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        casework.may(&actor, Act::SeeSmallNumbers)?;
        let today = casework.today().date;
        let day = |one: &str, boxes: [&str; 3]| {
            days::typed(one, boxes).map_err(|typed| {
                Problem::Refused(format!("`{typed}` is not a day. Go back and give one such as 31 10 2026."))
            })
        };
        let to = day(&wanted.to, [&wanted.to_day, &wanted.to_month, &wanted.to_year])?.unwrap_or(today);
        let from = day(&wanted.from, [&wanted.from_day, &wanted.from_month, &wanted.from_year])?;
        let window = Window { from: from.unwrap_or_else(|| to.saturating_sub(3.months())), to };
        let by = ALL.into_iter().find(|by| by.words() == wanted.by);
        let (stages, groups) = casework.flow(&actor, window, by, &wanted.group)?;
        let staff = casework.staff_names();
        let named = |name: String| {
            let known = match by {
                Some(By::Team) => staff.team(&name.as_str().into()).to_owned(),
                Some(By::Worker) => staff.worker(&name.as_str().into()).to_owned(),
                _ => name.clone(),
            };
            (name, known)
        };
        let groups = groups.into_iter().map(named).collect();
        Ok(Flow { window, by, group: wanted.group, groups, stages })
    });
    let flow = read.await.map_err(app.failed(&signed))?;
    let title = "How children flow through the stages";
    Ok(app.page(
        &signed,
        Page { title, current: "/figures", density: Density::Board, main: view(&flow), ..Page::default() },
    ))
}

fn view(flow: &Flow) -> Markup {
    let Flow { window, by, group, groups, stages } = flow;
    let options = ALL.iter().map(|by| (by.words(), by.words()));
    let options: Vec<(&str, &str)> = [("", "Everybody")].into_iter().chain(options).collect();
    let known = groups.iter().find(|(name, _)| name == group).map_or("", |(_, known)| known.as_str());
    let whose =
        if known.is_empty() { "everybody".to_owned() } else { format!("{}: {known}", by.map_or("", By::words)) };
    let row = |stage: &Stage| {
        let numbers = [stage.entered, stage.returned, stage.moved_on, stage.stepped_down, stage.left, stage.open];
        let numbers = numbers.map(|number| number.to_string().into());
        [stage.name.into()].into_iter().chain(numbers).collect()
    };
    let numbers = ["Entered", "Of these, came back", "Moved on", "Stepped down", "Left", "There on the last day"];
    html! {
        p.govuk-body { a.govuk-link href="/figures" { "Scorecards" } }
        h1.govuk-heading-l { "How children flow through the stages" }
        form.gt-inline method="get" action="/figures/flow" {
            (days::boxes("from", "From", Some(window.from)))
            (days::boxes("to", "To", Some(window.to)))
            (Select::new("by", "By", options, by.map_or("", By::words)))
            @if by.is_some() {
                @let all = [("", "Everybody")].into_iter().chain(groups.iter().map(|(name, known)| (name.as_str(), known.as_str())));
                (Select::new("group", "Group", all, group))
            }
            (Button::secondary("Show"))
        }
        p.govuk-body { (long_date(window.from)) " to " (long_date(window.to)) ", " (whose) "." }
        (picture(stages, &found(stages)))
        (BoardTable {
            caption: "Children at each stage".into(),
            columns: [Column::from("Stage")].into_iter().chain(numbers.map(Column::number)).collect(),
            rows: stages.iter().map(row).collect(),
            empty: "There are no stages.".into(),
            classes: String::new(),
        })
        p.govuk-body.gt-soft {
            "Each number counts children once. Moved on: something greater began while the stage was open or within 28 days of \
             its end. Stepped down: it ended, and something less was open or began within 28 days. Came back: it had ended for \
             them in the twelve months before."
        }
    }
}

/// What the picture says, in a sentence.
fn found(stages: &[Stage]) -> String {
    let part = |stage: &Stage| {
        let Stage { name, entered, moved_on, stepped_down, left, returned, .. } = stage;
        format!(
            "{name}: {entered} entered, {returned} of them back again, {moved_on} moved on, {stepped_down} stepped down, {left} left"
        )
    };
    format!("{}.", stages.iter().map(part).collect::<Vec<_>>().join(". "))
}

/// The stages from the left to the right, what moves on above them and what steps down below.
fn picture(stages: &[Stage], says: &str) -> Markup {
    const STEP: usize = 190;
    let most = stages.iter().map(|stage| stage.entered).max().unwrap_or(0).max(1);
    let width = STEP * stages.len().max(1);
    html! {
        div.gt-scroll tabindex="0" role="region" aria-label="Picture of the flow" {
            svg.gt-chart.gt-flow viewBox={ "0 0 " (width) " 260" } role="img" aria-labelledby="flow-title flow-found" {
                title id="flow-title" { "How children flow through the stages" }
                desc id="flow-found" { (says) }
                @for (at, stage) in stages.iter().enumerate() {
                    @let x = STEP * at;
                    // The taller, the more entered.
                    @let tall = 8 + 72 * stage.entered / most;
                    rect.gt-flow__box x=(x + 8) y="80" width="132" height="96" {}
                    rect.gt-flow__level x=(x + 8) y=(176 - tall) width="8" height=(tall) {}
                    text.gt-chart__words.gt-flow__name x=(x + 24) y="102" { (stage.name) }
                    text.gt-chart__words x=(x + 24) y="124" { (stage.entered) " entered" }
                    text.gt-chart__words x=(x + 24) y="144" { (stage.returned) " came back" }
                    text.gt-chart__words x=(x + 24) y="164" { (stage.open) " there now" }
                    @if at + 1 < stages.len() {
                        path.gt-flow__arrow d={ "M" (x + 64) " 76 C" (x + 64) " 34 " (x + STEP + 64) " 34 " (x + STEP + 64) " 72 m-5 -8 l5 8 l5 -8" } {}
                        text.gt-chart__words x=(x + STEP / 2 + 64) y="34" text-anchor="middle" { (stage.moved_on) " moved on" }
                    }
                    // Nothing steps down to a contact.
                    @if at > 1 {
                        path.gt-flow__arrow d={ "M" (x + 64) " 180 C" (x + 64) " 222 " (x - STEP + 64) " 222 " (x - STEP + 64) " 184 m-5 8 l5 -8 l5 8" } {}
                        text.gt-chart__words x=(x + 64 - STEP / 2) y="230" text-anchor="middle" { (stage.stepped_down) " stepped down" }
                    }
                    text.gt-chart__words x=(x + 64) y="254" text-anchor="middle" { (stage.left) " left" }
                }
            }
        }
    }
}

/// The page with made-up numbers, or with nobody.
pub(super) fn sample(somebody: bool) -> Markup {
    let many = |number: usize| if somebody { number } else { 0 };
    let stage = |(at, name): (usize, &'static str)| Stage {
        name,
        entered: many(320 / (at * at + 1)),
        open: many(40 * at),
        moved_on: many(90 / (at + 1)),
        stepped_down: many(7 * at),
        left: many(31),
        returned: many(9 + at),
    };
    let window = Window { from: jiff::civil::date(2026, 7, 1), to: jiff::civil::date(2026, 9, 30) };
    let groups = vec![("F".to_owned(), "F".to_owned()), ("M".to_owned(), "M".to_owned())];
    let stages = STAGES.into_iter().enumerate().map(stage).collect();
    view(&Flow {
        window,
        by: somebody.then_some(By::Sex),
        group: if somebody { "F".into() } else { String::new() },
        groups,
        stages,
    })
}
