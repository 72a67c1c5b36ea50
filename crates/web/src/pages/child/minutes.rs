//! Minutes of a conference, drafted from what was typed in the room. What is confidential to some is not in them.

use super::meetings::{attendance, reason};
use super::shown::prose;
use super::{dressed, example, page};
use crate::components::{InsetText, SummaryList, SummaryRow};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::Act;
use casework::file::{AsAt, File};
use casework::{Done, Problem};
use maud::{Markup, html};
use practice::ids::{PersonId, RecordId};
use practice::moment::long_date;
use practice::protection::{Conference, Quoracy};
use practice::words;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/meetings/{record}/minutes", of_child(Act::SeeFile), show)
}

async fn show(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let (file, main) = app
        .run(move |casework| {
            let file = casework.file(&actor, child, AsAt::Now)?;
            let main = of(&file, id)?;
            Ok((file, main))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(page(&app, &signed, &file, "/meetings", "Minutes", main))
}

fn of(file: &File, id: RecordId) -> Done<Markup> {
    let standing = file.records.standing();
    let found = standing.of_kind::<Conference>().find(|one| one.entry.id == id).ok_or(Problem::NotFound)?;
    Ok(view(file, found.record()))
}

/// The minutes for one child: shared words and this child's decision. Brothers and sisters have their own.
pub fn view(file: &File, held: &Conference) -> Markup {
    let own = held.children.of(file.child);
    let section = |heading: &str, text: &str| {
        html! { @if !text.is_empty() { h2.govuk-heading-m { (heading) } (prose(text)) } }
    };
    html! {
        article.gt-copy {
            h1.govuk-heading-l { "Minutes: " (words::of(&held.kind).to_lowercase()) }
            (InsetText::new("Drafted from what was typed at the conference. Anything confidential to part of the room is left out. The chair checks these before they are sent."))
            (SummaryList::new([
                SummaryRow::new("Child", file.journey.person.name()),
                SummaryRow::new("Held", held.held.to_string()),
                SummaryRow::new("Chair", held.chair.as_ref().map_or("Not recorded", |chair| file.names.staff.worker(chair))),
                SummaryRow::new("Who took part", attendance(&held.attendance)),
                SummaryRow::new("Quorate", match &held.quorate {
                    Some(Quoracy::Yes) => "Yes".to_owned(),
                    Some(Quoracy::WentAhead { why }) => format!("No, and it went ahead: {}", why.0),
                    None => "Not recorded".to_owned(),
                }),
                SummaryRow::new("Report shared with the family in time", words::of(&held.report_shared)),
            ]))
            @if let Some(own) = own {
                (section("What the child says", &own.words))
            }
            (section("What the parents say", &words::of(&held.parents_views)))
            (section("What was discussed", &held.discussion))
            h2.govuk-heading-m { "What was decided" }
            @match own {
                Some(own) => {
                    p.govuk-body {
                        strong { (words::of(&own.decision)) }
                        @if let Some(category) = own.decision.category() { ", " (category.label()) }
                    }
                    (prose(&reason(&own.decision)))
                    (section("Who disagreed", &own.dissent))
                }
                None => { p.govuk-body { "No decision is recorded for this child." } }
            }
            (section("Outline plan", &held.outline_plan))
            (section("If the plan does not work", &held.contingency))
            h2.govuk-heading-m { "Next conference" }
            p.govuk-body { (held.next.map_or_else(|| "Not recorded".to_owned(), long_date)) }
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let main = of(&file, example::record(15)).unwrap_or_default();
    vec![Sample { name: "child-minutes", markup: dressed(&file, "/meetings", "Minutes", main).render() }]
}
