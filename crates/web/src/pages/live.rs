//! Lists for the day's work, one shape for all: counts, then children, each to be opened.

use super::Sample;
use crate::components::{BoardTable, Column, Content, row_link};
use crate::elapsed::born_in_words;
use crate::layout::{Density, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::Act;
use casework::access::role_may;
use casework::figures::{Listed, lists};
use casework::names::StaffNames;
use jiff::civil::date;
use maud::{Markup, html};
use measures::live::{Cell, Tally};
use practice::moment::{Moment, long_date, short_date};
use std::sync::Arc;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/live", does(Act::OpenFigures), first).get("/live/{list}", does(Act::OpenFigures), show)
}

async fn first(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| casework.may(&actor, Act::OpenFigures).map(drop)).await.map_err(app.failed(&signed))?;
    Ok(go("/live/hub"))
}

async fn show(State(app): State<App>, signed: Signed, Path(name): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let listed = app.run(move |casework| casework.live(&actor, &name)).await.map_err(app.failed(&signed))?;
    let page = Page {
        title: listed.list.title,
        current: "/live",
        density: Density::Board,
        main: view(&listed, role_may(signed.actor.role, Act::TakeOutLists)),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

fn view(listed: &Listed, takes_out: bool) -> Markup {
    let Listed { list, rows, more, staff, .. } = listed;
    let columns =
        ["Child", "Born"].into_iter().map(Column::from).chain(list.columns.iter().enumerate().map(|(at, name)| {
            let numbers =
                !rows.is_empty() && rows.iter().all(|(_, cells)| matches!(cells.get(at), Some(Cell::Number(_))));
            if numbers { Column::number(*name) } else { Column::from(*name) }
        }));
    let row = |(child, cells): &(practice::summary::Summary, Vec<Cell>)| {
        let known: [Content; 2] =
            [row_link(&format!("/children/{}", child.person), &child.name).into(), born_in_words(&child.born).into()];
        known.into_iter().chain(cells.iter().map(|cell| in_words(cell, staff).into())).collect()
    };
    html! {
        nav.gt-switch.gt-switch--many aria-label="Lists" {
            @for other in lists() {
                a.govuk-link href={ "/live/" (other.name) } aria-current=[(other.name == list.name).then_some("page")] { (other.title) }
            }
        }
        h1.govuk-heading-l { (list.title) }
        p.govuk-body { (list.says) }
        p.govuk-body.gt-soft {
            "As at " (long_date(listed.on)) ", from the records as read on " (Moment::of(listed.at))
            ". Counts are of every child; the list shows those you may open."
        }
        @for tally in &listed.tallies { (counts(tally, staff)) }
        (BoardTable {
            caption: format!("Children ({})", rows.len()),
            columns: columns.collect(),
            rows: rows.iter().map(row).collect(),
            empty: "Nobody.".into(),
            classes: String::new(),
        })
        @if *more > 0 { p.govuk-body { "And " (more) " more." } }
        @if takes_out {
            p.govuk-body.gt-no-print {
                "Take out, after a second factor: " a.govuk-link href={ "/live/" (list.name) "/list.xlsx" } { "spreadsheet" } ", "
                a.govuk-link href={ "/live/" (list.name) "/list.csv" } { "CSV" } "."
            }
        }
    }
}

fn counts(tally: &Tally, staff: &StaffNames) -> Markup {
    let column = |(at, name): (usize, &&'static str)| if at == 0 { Column::from(*name) } else { Column::number(*name) };
    html! {
        (BoardTable {
            caption: tally.caption.to_owned(),
            columns: tally.columns.iter().enumerate().map(column).collect(),
            rows: tally.rows.iter().map(|row| row.iter().map(|cell| in_words(cell, staff).into()).collect()).collect(),
            empty: "None.".into(),
            classes: String::new(),
        })
    }
}

/// A cell as it is read.
pub(super) fn in_words(cell: &Cell, staff: &StaffNames) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => format!("{number:.0}"),
        Cell::Day(day) => short_date(*day),
        Cell::Worker(id) if id.is_empty() => "nobody".to_owned(),
        Cell::Worker(id) => staff.worker(&id.as_str().into()).to_owned(),
    }
}

/// The page of each list, with children and without.
pub fn samples() -> Vec<Sample> {
    let cell = |column: &str, number: u32| match column {
        "Due" | "Agreed" | "Received" | "The last" | "Since" | "Stepped down" => Cell::Day(date(2026, 11, 3)),
        "From" => Cell::from("Police"),
        "To" => Cell::from("early help"),
        "Plan" => Cell::from("Child protection plan"),
        "What" => Cell::from("Hold the initial conference"),
        "Why it is late" => Cell::from("Initial conference held: The family was away"),
        "What happened next" => Cell::from("a referral, 9 Nov 2026"),
        "Worker" | "Worker now" => Cell::Worker("sam.reed".into()),
        _ => Cell::Number(f64::from(number)),
    };
    let listed = |list: &'static measures::live::List, many: u32| {
        let tally = Tally {
            caption: "How many",
            columns: vec!["What", "How many"],
            rows: vec![vec!["Late".into(), Cell::Number(f64::from(many))]],
        };
        let rows = (1..=many).map(|number| {
            let child = super::contact::sample_child(u128::from(number), "Ava Brook", "2015-06-04");
            (child, list.columns.iter().map(|column| cell(column, number)).collect())
        });
        Listed {
            list,
            on: date(2026, 11, 17),
            at: super::child::example::instant(date(2026, 11, 17)),
            tallies: vec![tally],
            rows: rows.collect(),
            more: many as usize / 4,
            staff: Arc::default(),
        }
    };
    const NAMES: [&str; 8] = [
        "live-hub",
        "live-conferences",
        "live-visits",
        "live-plans",
        "live-stepped-down",
        "live-repeat-contacts",
        "live-drift",
        "live-caseloads",
    ];
    let full = NAMES.into_iter().zip(lists()).map(|(name, list)| Sample { name, markup: view(&listed(list, 4), true) });
    let none = lists().next().map(|list| Sample { name: "live-nobody", markup: view(&listed(list, 0), false) });
    full.chain(none).collect()
}
