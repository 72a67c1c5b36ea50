//! Minutes of a conference, drafted from what was typed in the room. What is confidential to some is not in them.

use super::meetings::{reason, took_part};
use super::{dressed, example, page};
use crate::components::InsetText;
use crate::pages::Sample;
use crate::printing::{dated, shown};
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
use print::{Block, Document};

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

/// A conference on a child's file.
pub fn held(file: &File, id: RecordId) -> Done<Conference> {
    let standing = file.records.standing();
    let found = standing.of_kind::<Conference>().find(|one| one.entry.id == id).ok_or(Problem::NotFound)?;
    Ok(found.record().clone())
}

fn of(file: &File, id: RecordId) -> Done<Markup> {
    let document = document(file, &held(file, id)?, None);
    Ok(html! {
        (InsetText::new("Drafted from what was typed at the conference. Anything confidential to part of the room is left out. The chair checks these before they are sent."))
        article.gt-copy { h1.govuk-heading-l { (document.title) } (shown(&document)) }
    })
}

/// The minutes for one child: shared words and this child's decision. Brothers and sisters have their own. A copy says whom
/// it is for.
pub fn document(file: &File, held: &Conference, to: Option<&str>) -> Document {
    let own = held.children.of(file.child);
    let mut minutes = Document::new(format!("Minutes: {}", words::of(&held.kind).to_lowercase()), dated(held.held));
    if let Some(to) = to {
        minutes.under_title.push(format!("Copy for {to}. It is not to be passed on."));
        minutes.foot = format!("Copy for {to}");
    }
    let part = took_part(&held.attendance);
    let part: Vec<String> = part.into_iter().map(|(how, names)| format!("{how}: {names}")).collect();
    let facts = [
        ("Child", file.journey.person.name()),
        ("Held", held.held.to_string()),
        ("Chair", held.chair.as_ref().map_or("Not recorded", |chair| file.names.staff.worker(chair)).to_owned()),
        ("Who took part", if part.is_empty() { "Not recorded".to_owned() } else { part.join("\n\n") }),
        (
            "Quorate",
            match &held.quorate {
                Some(Quoracy::Yes) => "Yes".to_owned(),
                Some(Quoracy::WentAhead { why }) => format!("No, and it went ahead: {}", why.0),
                None => "Not recorded".to_owned(),
            },
        ),
        ("Report shared with the family in time", words::of(&held.report_shared)),
    ];
    minutes.push(Block::Facts(facts.map(|(name, words)| (name.to_owned(), words)).into()));
    let mut section = |heading: &str, text: &str| {
        if !text.trim().is_empty() {
            minutes.push(Block::heading(heading));
            minutes.push(Block::paragraph(text));
        }
    };
    if let Some(own) = own {
        section("What the child says", &own.words);
    }
    section("What the parents say", &words::of(&held.parents_views));
    section("What was discussed", &held.discussion);
    let decided = own.map_or_else(
        || "No decision is recorded for this child.".to_owned(),
        |own| {
            let category = own.decision.category().map(|category| format!(", {}", category.label()));
            let decision = format!("{}{}.", words::of(&own.decision), category.unwrap_or_default());
            [decision, reason(&own.decision)].join("\n\n").trim().to_owned()
        },
    );
    section("What was decided", &decided);
    section("Who disagreed", own.map_or("", |own| own.dissent.0.as_str()));
    section("Outline plan", &held.outline_plan);
    section("If the plan does not work", &held.contingency);
    section("Next conference", &held.next.map_or_else(|| "Not recorded".to_owned(), long_date));
    minutes
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let main = of(&file, example::record(15)).unwrap_or_default();
    vec![Sample { name: "child-minutes", markup: dressed(&file, "/meetings", "Minutes", main).render() }]
}
