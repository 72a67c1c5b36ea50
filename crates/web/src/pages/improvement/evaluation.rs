//! All of it on one page, for whoever is called for at short notice: each area with what was said of it, what we say, the
//! figures of today beside those of others, and what is being done.

use super::{ActionNow, Read, Stands, judged, ours, read, stands};
use crate::components::BoardTable;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use casework::improvement::{AreaNow, measures_of};
use maud::{Markup, html};
use practice::answer::chosen;
use practice::moment::{Moment, short_date};

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let read = read(&app, &signed).await?;
    let main = view(&read);
    let page = Page { title: "Self-evaluation", current: "/figures", density: Density::Board, main, ..Page::default() };
    Ok(app.page(&signed, page))
}

pub(super) fn view(read: &Read) -> Markup {
    html! {
        p.govuk-body { a.govuk-link href="/improvement" { "Improvement" } }
        h1.govuk-heading-l { "Self-evaluation" }
        p.govuk-body.gt-soft { "As recorded by " (Moment::of(read.figures.at())) ". Figures are as at " (short_date(read.figures.on)) "." }
        @for area in &read.improvement.areas { (of_area(read, area)) }
    }
}

fn of_area(read: &Read, area: &AreaNow) -> Markup {
    let open: Vec<&ActionNow> = read
        .improvement
        .actions
        .iter()
        .filter(|one| one.action.record.area == area.area && !matches!(one.stands, Stands::Closed(_)))
        .collect();
    let figures = &read.figures;
    let measures = measures_of(area.area).filter(|measure| figures.holds(measure));
    let rows: Vec<Vec<_>> = measures
        .filter_map(|measure| {
            let latest = figures.latest(measure)?;
            let others: Vec<String> = figures
                .others(measure)
                .iter()
                .map(|one| format!("{} {}", one.name, measure.unit.written(one.value)))
                .collect();
            Some(vec![
                html! { a.govuk-link href={ "/figures/" (measure.id) } { (measure.name) } }.into(),
                figures.in_words(measure, latest).into(),
                figures.change(measure).unwrap_or_default().into(),
                others.join("; ").into(),
            ])
        })
        .collect();
    html! {
        h2.govuk-heading-m { (chosen(&area.area)) }
        h3.govuk-heading-s { "What inspections said" }
        (judged(area))
        @for one in &area.judged { p.govuk-body { (short_date(one.record.published.date)) ": " (one.record.said) } }
        h3.govuk-heading-s { "What we say" }
        (ours(area))
        @if let Some(one) = &area.evaluated {
            p.govuk-body { strong { "On this evidence: " } (one.record.evidence) }
            p.govuk-body { strong { "Weaknesses we know of: " } (one.record.weaknesses) }
        }
        @if !rows.is_empty() {
            (BoardTable {
                caption: "Figures of today".into(),
                columns: ["Measure", "Ours now", "Change", "Others"].map(Into::into).to_vec(),
                rows,
                empty: "".into(),
                classes: "gt-figures".into(),
            })
        }
        @if !open.is_empty() {
            h3.govuk-heading-s { "What we are doing" }
            ul.govuk-list."govuk-list--bullet" {
                @for one in open {
                    li { a.govuk-link href={ "/improvement/actions/" (one.action.id) } { (one.action.record.found) } " " (one.action.record.will_do) " " span.gt-soft { (stands(one)) "; due " (short_date(one.action.record.due)) } }
                }
            }
        }
    }
}
