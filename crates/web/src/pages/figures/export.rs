//! Figures to be taken out: a scorecard, a measure, its groups and the list behind it, as a workbook or as a CSV.

use super::behind;
use super::groups::{grouped, groups};
use super::measure::{MeasurePage, Wanted as By, load};
use super::report_paper::sheets_of;
use crate::pages::as_at::Asked;
use crate::printing::dated;
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::sheets::{Cell, Sheet, csv, sent_csv, sent_workbook, workbook};
use crate::state::App;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use casework::figures::{Behind, Figures, Line, Listed, Member, words};
use casework::names::StaffNames;
use casework::{Act, Actor, Casework, Done, Problem};
use measures::cards::card;
use practice::moment::Moment;
use serde::Deserialize;
use serde_json::{Value, json};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/figures/scorecard.xlsx", does(Act::SeeFigures), scorecard::<true>)
        .get("/figures/scorecard.csv", does(Act::SeeFigures), scorecard::<false>)
        .get("/figures/{measure}/measure.xlsx", does(Act::SeeFigures), measure::<true>)
        .get("/figures/{measure}/measure.csv", does(Act::SeeFigures), measure::<false>)
        .get("/figures/{measure}/groups.xlsx", does(Act::SeeFigures), broken_down::<true>)
        .get("/figures/{measure}/groups.csv", does(Act::SeeFigures), broken_down::<false>)
        .get("/figures/{measure}/children.xlsx", does(Act::TakeOutLists), children::<true>)
        .get("/figures/{measure}/children.csv", does(Act::TakeOutLists), children::<false>)
        .get("/live/{list}/list.xlsx", does(Act::TakeOutLists), live::<true>)
        .get("/live/{list}/list.csv", does(Act::TakeOutLists), live::<false>)
}

/// Which scorecard.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Card {
    #[serde(default)]
    pub card: String,
}

/// Tables on their way out: definitions first in a workbook; as a CSV, the one that is asked for.
struct Out {
    name: &'static str,
    sheets: Vec<Sheet>,
    /// Which of them is the CSV.
    csv: &'static str,
}

fn sent(out: &Out, as_workbook: bool, made: Moment) -> Done<Response> {
    if as_workbook {
        return Ok(sent_workbook(out.name, workbook(&out.sheets, dated(made))?));
    }
    let sheet = out.sheets.iter().find(|sheet| sheet.name == out.csv).ok_or(Problem::NotFound)?;
    Ok(sent_csv(out.name, csv(sheet)?))
}

/// The measures of a scorecard as they stand, with what was said last.
pub fn lines(casework: &Casework, actor: &Actor, asked: &Asked, name: &str) -> Done<Vec<Line>> {
    let figures = casework.figures(actor, asked.as_at(casework.today().date)?)?;
    let card = if name.is_empty() { measures::cards::CARDS.first() } else { card(name) }.ok_or(Problem::NotFound)?;
    let mut said = casework.said_since(actor, figures.on)?;
    let measures = card.measures.iter().filter_map(|id| measures::find(id));
    Ok(measures.filter_map(|one| figures.line(one, said.remove(one.id).unwrap_or_default())).collect())
}

fn about(figures: &Figures) -> Vec<(&'static str, String)> {
    vec![("As at", figures.on.to_string()), ("Records as read", Moment::of(figures.at()).to_string())]
}

async fn scorecard<const WORKBOOK: bool>(
    State(app): State<App>,
    signed: Signed,
    Query(wanted): Query<Card>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let out = app.run(move |casework| {
        let lines = lines(casework, &actor, &asked, &wanted.card)?;
        let sheets = sheets_of(vec![("Taken out", casework.today().to_string())], &lines);
        sent(&Out { name: "scorecard", sheets, csv: "Figures" }, WORKBOOK, casework.today())
    });
    out.await.map_err(app.failed(&signed))
}

async fn measure<const WORKBOOK: bool>(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(by): Query<By>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let out = app.run(move |casework| {
        let page = load(casework, &actor, &id, asked.as_at(casework.today().date)?, &by)?;
        let said = casework.said_since(&actor, jiff::civil::Date::MIN)?.remove(page.measure.id).unwrap_or_default();
        let line = page.figures.line(page.measure, said);
        let mut sheets = sheets_of(about(&page.figures), line.as_slice());
        sheets.push(months(&page));
        sent(&Out { name: "measure", sheets, csv: "Counts by month" }, WORKBOOK, casework.today())
    });
    out.await.map_err(app.failed(&signed))
}

/// Each month with both counts, where it may be shown.
fn months(page: &MeasurePage) -> Sheet {
    let may = page.figures.shows_series(page.measure);
    let told = may && page.figures.tells_counts(page.measure);
    let rows = page.figures.series(page.measure).iter().map(|outcome| {
        let number = |number: f64| if told { Cell::Number(number) } else { Cell::from("") };
        vec![
            page.measure.id.into(),
            outcome.window.from.to_string().into(),
            outcome.window.to.to_string().into(),
            words::value(may, page.measure, outcome).into(),
            outcome.value.filter(|_| may).into(),
            number(outcome.counted),
            number(outcome.of),
        ]
    });
    let head = vec!["id", "from", "to", "figure", "value", "counted", "out of"];
    Sheet { name: "Counts by month", head, rows: rows.collect() }
}

async fn broken_down<const WORKBOOK: bool>(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(by): Query<By>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let out = app.run(move |casework| {
        let page = load(casework, &actor, &id, asked.as_at(casework.today().date)?, &by)?;
        let line = page.figures.line(page.measure, Vec::new());
        let mut sheets = sheets_of(about(&page.figures), line.as_slice());
        sheets.truncate(2);
        let told = page.figures.tells_counts(page.measure);
        let row = |(name, outcome): (String, Option<measures::Outcome>)| match outcome {
            None => vec![name.into(), words::HIDDEN.into(), "".into(), "".into()],
            Some(one) if !told => vec![name.into(), grouped(page.measure, &one).into(), "".into(), "".into()],
            Some(one) => vec![name.into(), grouped(page.measure, &one).into(), one.counted.into(), one.of.into()],
        };
        let rows = groups(&page).unwrap_or_default().into_iter().map(row).collect();
        sheets.push(Sheet { name: "Groups", head: vec!["group", "figure", "counted", "out of"], rows });
        sent(&Out { name: "groups", sheets, csv: "Groups" }, WORKBOOK, casework.today())
    });
    out.await.map_err(app.failed(&signed))
}

async fn children<const WORKBOOK: bool>(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<behind::Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let out = app.run(move |casework| {
        let behind = casework.take_out_list(&actor, &id, wanted.on(casework)?, wanted.team().as_ref())?;
        let definition = casework::figures::definition(behind.measure);
        let rows = definition.into_iter().map(|(part, words)| vec![part.into(), words.into()]).collect();
        let definitions = Sheet { name: "Definitions", head: vec!["part", "words"], rows };
        let sheets = vec![definitions, list(&behind, &casework.staff_names())];
        sent(&Out { name: "children", sheets, csv: "Children" }, WORKBOOK, casework.today())
    });
    out.await.map_err(app.failed(&signed))
}

fn list(behind: &Behind, staff: &StaffNames) -> Sheet {
    let rows = behind.members.iter().map(|member| {
        let child = member.child.as_ref();
        let worker = child.and_then(|child| child.worker.as_ref());
        vec![
            child.map_or_else(|| member.name.clone(), |child| child.person.to_string()).into(),
            child.map_or("", |child| child.name.as_str()).into(),
            child.map_or("", |child| child.born.as_str()).into(),
            worker.map_or("", |worker| staff.worker(worker)).into(),
            if member.counts { "yes" } else { "no" }.into(),
            member.amount.into(),
            member.late.join("; ").into(),
        ]
    });
    let head = vec!["id", "name", "born", "worker", "counts", "amount", "why something was late"];
    Sheet { name: "Children", head, rows: rows.collect() }
}

async fn live<const WORKBOOK: bool>(State(app): State<App>, signed: Signed, Path(name): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let out = app.run(move |casework| {
        let listed = casework.take_out_live(&actor, &name)?;
        sent(&Out { name: "list", sheets: live_sheets(&listed), csv: "Children" }, WORKBOOK, casework.today())
    });
    out.await.map_err(app.failed(&signed))
}

/// What a list of the day's work is, and its children.
fn live_sheets(listed: &Listed) -> Vec<Sheet> {
    let about = [
        ("List", listed.list.title.to_owned()),
        ("Who", listed.list.says.to_owned()),
        ("As at", listed.on.to_string()),
    ];
    let about = about.into_iter().map(|(part, words)| vec![part.into(), words.into()]).collect();
    let rows = listed.rows.iter().map(|(child, cells)| {
        let known: [Cell; 3] =
            [child.person.to_string().into(), child.name.as_str().into(), child.born.as_str().into()];
        let cells = cells.iter().map(|cell| match cell {
            measures::live::Cell::Number(number) => Cell::Number(*number),
            measures::live::Cell::Day(day) => Cell::Text(day.to_string()),
            other => Cell::Text(crate::pages::live::in_words(other, &listed.staff)),
        });
        known.into_iter().chain(cells).collect()
    });
    let head = ["id", "name", "born"].into_iter().chain(listed.list.columns.iter().copied()).collect();
    vec![
        Sheet { name: "Definitions", head: vec!["part", "words"], rows: about },
        Sheet { name: "Children", head, rows: rows.collect() },
    ]
}

/// The groups of a measure for other programs.
pub async fn groups_json(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(by): Query<By>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| {
        let page = load(casework, &actor, &id, asked.as_at(casework.today().date)?, &by)?;
        let group = |(name, outcome): (String, Option<measures::Outcome>)| match outcome {
            None => json!({ "name": name, "figure": words::HIDDEN }),
            Some(one) if !page.figures.tells_counts(page.measure) => {
                json!({ "name": name, "figure": grouped(page.measure, &one), "value": one.value })
            }
            Some(one) => json!({
                "name": name, "figure": grouped(page.measure, &one), "value": one.value, "counted": one.counted, "of": one.of,
            }),
        };
        Ok(groups(&page).unwrap_or_default().into_iter().map(group).collect::<Vec<Value>>())
    });
    Ok(Json(read.await.map_err(app.failed(&signed))?).into_response())
}

/// The children behind a figure for other programs.
pub async fn behind_json(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<behind::Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let read =
        app.run(move |casework| casework.behind_figure(&actor, &id, wanted.on(casework)?, wanted.team().as_ref()));
    let behind = read.await.map_err(app.failed(&signed))?;
    let child = |member: &Member| {
        let child = member.child.as_ref();
        json!({
            "id": child.map_or_else(|| member.name.clone(), |child| child.person.to_string()),
            "name": child.map(|child| &child.name), "born": child.map(|child| &child.born),
            "worker": child.and_then(|child| child.worker.as_ref()), "counts": member.counts,
            "amount": member.amount, "late": member.late,
        })
    };
    Ok(Json(json!({ "children": behind.members.iter().map(child).collect::<Vec<Value>>(), "more": behind.more }))
        .into_response())
}
