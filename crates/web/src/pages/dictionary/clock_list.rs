//! Every clock: how long it gives, the rule, what makes it a rule, how sure we are, and the figure used here.

use super::page;
use crate::components::{BackLink, Content, Table, Tag, scroll_region};
use crate::layout::{Density, Page};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::session::Signed;
use crate::spelled::spelled;
use crate::state::App;
use axum::extract::State;
use maud::{Markup, html};
use practice::clock::{Basis, Clock, Confidence, Settings};
use practice::clocks;
use practice::limit::{Limit, Unit};
use practice::moment::long_date;

pub async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let main = view(&app.casework.rules().settings);
    let back = Some(BackLink::new("Data dictionary", "/dictionary"));
    Ok(app.page(&signed, Page { back, density: Density::Board, ..page("Clocks", main) }))
}

/// The page, under an authority's own figures.
pub fn view(settings: &Settings) -> Markup {
    html! {
        h1.govuk-heading-l { "Clocks" }
        p.govuk-body {
            "Clocks inform. None stops anyone writing down what happened. A local figure can be set by the authority; "
            "a figure in law or statutory guidance cannot."
        }
        (scroll_region("Clocks", &html! { (Table {
            head: ["Clock", "What to do", "Limit", "Figure here", "Basis", "Rule"].map(Into::into).to_vec(),
            rows: clocks::all().iter().map(|clock| row(clock, settings).map(Into::into).to_vec()).collect(),
            first_cell_is_header: true,
            ..Table::default()
        }) }))
    }
}

fn row(clock: &Clock, settings: &Settings) -> [Content; 6] {
    let here = clock.limit_under(settings);
    let further: Vec<String> = clock.further.iter().map(Limit::to_string).collect();
    let limit = html! {
        (clock.limit) @if clock.backwards { " before" }
        @if !further.is_empty() { ", then " (further.join(", ")) }
    };
    let own = html! {
        @if clock.basis != Basis::LocalDefault { "As the rule says" }
        @else if here == clock.limit { (here) ", as it starts" }
        @else { strong { (here) } ", set here" }
    };
    let years = match clock.in_force {
        (Some(from), Some(to)) => format!("In force from {} to {}.", long_date(from), long_date(to)),
        (Some(from), None) => format!("In force from {}.", long_date(from)),
        (None, Some(to)) => format!("In force to {}.", long_date(to)),
        (None, None) => String::new(),
    };
    let sure = html! {
        (clock.basis.label()) " "
        @match clock.confidence {
            Confidence::Verified => {}
            Confidence::Corroborated => { (Tag::new("Source not read in full", "grey")) }
            Confidence::Unverified => { (Tag::new("Not checked", "yellow")) }
        }
        span.govuk-visually-hidden { " (" (clock.confidence.label()) ")" }
    };
    [
        html! { (spelled(clock.name)) div.gt-soft { (clock.id) } }.into(),
        html! {
            @if clock.form.is_empty() { (clock.what) }
            @else { a.govuk-link href={ "/dictionary/" (clock.form) } { (clock.what) } }
        }
        .into(),
        limit.into(),
        own.into(),
        sure.into(),
        html! { (clock.cite) " " (years) }.into(),
    ]
}

/// The page in each of its states: as it starts, and with a figure set locally.
pub fn samples() -> Vec<Sample> {
    let local = clocks::all().iter().filter(|clock| clock.basis == Basis::LocalDefault);
    let set: Settings =
        local.take(1).map(|clock| (clock.id.to_owned(), Limit { count: 20, unit: Unit::WorkingDays })).collect();
    vec![
        Sample { name: "dictionary-clocks", markup: view(&Settings::new()) },
        Sample { name: "dictionary-clocks-set", markup: view(&set) },
    ]
}
