//! Who looked at a child's file, when, and at what.

use super::shown::title;
use super::{dressed, example, page};
use crate::components::{BoardTable, Content};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, State};
use casework::Act;
use casework::file::{AsAt, File};
use maud::{Markup, html};
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use practice::spec::humanise;
use store::{LogEntry, Logged};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/looks", of_child(Act::SeeLooks), show)
}

async fn show(State(app): State<App>, signed: Signed, Path(child): Path<PersonId>) -> Reply {
    let actor = signed.actor.clone();
    let (file, looks) = app
        .run(move |casework| Ok((casework.file(&actor, child, AsAt::Now)?, casework.looks(&actor, child)?)))
        .await
        .map_err(app.failed(&signed))?;
    let main = view(&file, &looks);
    Ok(page(&app, &signed, &file, "/looks", "People who looked", main))
}

/// The page, latest first.
pub fn view(file: &File, looks: &[Logged]) -> Markup {
    let row = |Logged { entry: look, .. }: &Logged| -> Vec<Content> {
        let staff = &file.names.staff;
        let role = staff.staff.get(&look.by).map(|one| humanise(&one.role)).unwrap_or_default();
        let what = look.record.and_then(|id| file.records.revisions_of(id).last());
        let seen = html! {
            @match (look.record, what) {
                (Some(id), Some(entry)) => {
                    a.govuk-link href={ "/records/" (id) "?child=" (file.child) } { (title(&entry.kind)) ", " (entry.about) }
                }
                (Some(_), None) => { "A record" }
                (None, _) => { "The file" }
            }
        };
        vec![
            html! { (staff.worker(&look.by)) }.into(),
            role.into(),
            Moment::of(look.at).to_string().into(),
            did(&look.action).into(),
            seen.into(),
        ]
    };
    html! {
        h1.govuk-heading-l { "People who looked" }
        p.govuk-body { "The latest 200 looks at this child's file, its records and drafts. Every look is kept." }
        (BoardTable {
            caption: "Looks".into(),
            columns: ["Who", "Role", "When", "Did", "What"].map(Into::into).to_vec(),
            rows: looks.iter().map(row).collect(),
            empty: "Nobody has looked at this file.".into(),
            classes: String::new(),
        })
    }
}

/// What someone did, in words.
fn did(action: &str) -> String {
    match action {
        "view_file" => "Read".to_owned(),
        "view_record" => "Read a record".to_owned(),
        "print" => "Printed".to_owned(),
        "view_draft" => "Worked on a draft".to_owned(),
        "view_family" => "Read, for a relative's family page".to_owned(),
        "view_chronology" => "Read, for the family's chronology".to_owned(),
        other => humanise(other),
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let look = |action: &str, record| {
        let at = example::instant(jiff::civil::date(2026, 11, 20));
        let entry = LogEntry::new(at, &StaffId::from("priya"), action);
        Logged { seq: 1, entry: LogEntry { people: vec![file.child], record, ..entry }, hash: String::new() }
    };
    let looks = [look("view_record", Some(example::record(19))), look("view_file", None), look("view_family", None)];
    let drawn =
        |file: &File, looks: &[Logged]| dressed(file, "/looks", "People who looked", view(file, looks)).render();
    vec![
        Sample { name: "child-looks", markup: drawn(&file, &looks) },
        Sample { name: "child-looks-none", markup: drawn(&example::bare(), &[]) },
    ]
}
