//! Those behind a figure: each child, to be opened.

use super::of_team;
use crate::components::{BoardTable, Column, row_link};
use crate::elapsed::born_in_words;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::access::role_may;
use casework::figures::{Behind, Member, Shown, words};
use casework::names::StaffNames;
use casework::{Act, Casework, Done, Problem};
use jiff::civil::Date;
use maud::{Markup, html};
use measures::Shape;
use practice::episode::Stage;
use practice::ids::TeamId;
use serde::Deserialize;

/// The last day of the figure, and the team it is of when it is of one alone.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    on: String,
    #[serde(default)]
    team: String,
}

impl Wanted {
    pub(super) fn team(&self) -> Option<TeamId> {
        Some(self.team.as_str()).filter(|team| !team.is_empty()).map(TeamId::from)
    }

    /// The day; today when none is given.
    pub(super) fn on(&self, casework: &Casework) -> Done<Date> {
        let today = casework.today().date;
        let on = if self.on.is_empty() { Ok(today) } else { self.on.parse::<Date>() };
        on.map_err(|_| Problem::Refused(format!("`{}` is not a day such as 2026-10-31.", self.on)))
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let (actor, team) = (signed.actor.clone(), wanted.team.clone());
    let read = app.run(move |casework| {
        let on = wanted.on(casework)?;
        let behind = casework.behind_figure(&actor, &id, on, wanted.team().as_ref())?;
        Ok((behind, casework.staff_names(), casework.sees_figures(&actor)))
    });
    let (behind, staff, shown) = read.await.map_err(app.failed(&signed))?;
    let page = Page {
        title: behind.measure.name,
        current: "/figures",
        density: Density::Board,
        main: view(&behind, &staff, shown, role_may(signed.actor.role, Act::TakeOutLists), &team),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

pub(super) fn view(behind: &Behind, staff: &StaffNames, shown: Shown, takes_out: bool, team: &str) -> Markup {
    let Behind { measure, outcome, members, more } = behind;
    let may = shown.may_show(measure, outcome);
    let shape = measure.built().map(|built| built.shape);
    let (counting, rest): (Vec<&Member>, Vec<&Member>) = members.iter().partition(|member| member.counts);
    html! {
        p.govuk-body { a.govuk-link href=(of_team(&format!("/figures/{}", measure.id), team)) { (measure.name) } }
        h1.govuk-heading-l { "Those behind: " (measure.name) }
        p.govuk-body {
            strong { (words::value(may, measure, outcome)) }
            @let counted = words::counts(may, measure, outcome);
            @if !counted.is_empty() { ", " (counted) }
            ". " (words::period(measure, outcome)) "."
        }
        @if !team.is_empty() { p.govuk-body { strong { "Of " (staff.team(&team.into())) " alone." } } }
        p.govuk-body.gt-soft { "A list shows the children you may open. A figure counts every child." }
        @if shape == Some(Shape::Share) {
            (list(&format!("Not counted ({})", rest.len()), &rest, staff, shape))
        }
        (list(&format!("Counted ({})", counting.len()), &counting, staff, shape))
        @if *more > 0 { p.govuk-body { "And " (more) " more." } }
        @if takes_out {
            @let on = outcome.window.to;
            p.govuk-body.gt-no-print {
                "Take out, after a second factor: "
                a.govuk-link href=(of_team(&format!("/figures/{}/children.xlsx?on={on}", measure.id), team)) { "spreadsheet" } ", "
                a.govuk-link href=(of_team(&format!("/figures/{}/children.csv?on={on}", measure.id), team)) { "CSV" } "."
            }
        }
    }
}

fn list(caption: &str, members: &[&Member], staff: &StaffNames, shape: Option<Shape>) -> Markup {
    let late = members.iter().any(|member| !member.late.is_empty());
    let amounts = matches!(shape, Some(Shape::Mean | Shape::Median));
    let rows = members.iter().map(|member| {
        let mut row = match &member.child {
            Some(child) => {
                let stages: Vec<&str> =
                    child.stages.iter().filter_map(|name| Stage::by_name(name)).map(Stage::label).collect();
                vec![
                    row_link(&format!("/children/{}", child.person), &child.name).into(),
                    born_in_words(&child.born).into(),
                    stages.join(", ").into(),
                    child.worker.as_ref().map_or("", |worker| staff.worker(worker)).into(),
                ]
            }
            None => vec![staff.worker(&member.name.as_str().into()).into(), "".into(), "".into(), "".into()],
        };
        if late {
            row.push(html! { @for why in &member.late { div { (why) } } }.into());
        }
        if amounts {
            row.push(format!("{:.0}", member.amount).into());
        }
        row
    });
    let mut columns: Vec<Column> = ["Child", "Born", "Open", "Worker"].map(Into::into).to_vec();
    if late {
        columns.push("Why something was late".into());
    }
    if amounts {
        columns.push(Column::number("Amount"));
    }
    html! {
        (BoardTable { caption: caption.to_owned(), columns, rows: rows.collect(), empty: "Nobody.".into(), classes: String::new() })
    }
}
