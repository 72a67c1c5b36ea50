//! Who looked at a child's file, when, and at what.

use super::shown::title;
use super::{dressed, example, page};
use crate::components::{BoardTable, Content, InsetText, PageLink, Pagination};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::IntoResponse;
use casework::Act;
use casework::file::{AsAt, File};
use casework::looks::{Looks, did};
use maud::{Markup, html};
use practice::ids::{PersonId, StaffId};
use practice::moment::{Moment, long_date};
use practice::spec::humanise;
use serde::Deserialize;
use store::{LogEntry, Logged, Outcome};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/looks", of_child(Act::SeeLooks), show).get(
        "/children/{person}/looks/extract",
        of_child(Act::SeeLog),
        extract,
    )
}

/// Which page of looks: those before a place in the log.
#[derive(Deserialize, Default)]
struct Asked {
    before: Option<u64>,
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let (file, looks) = app
        .run(move |casework| {
            let looks = casework.looks(&actor, child, asked.before)?;
            Ok((casework.file(&actor, child, AsAt::Now)?, looks))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = view(&file, &looks, casework::access::role_may(signed.actor.role, Act::SeeLog));
    Ok(page(&app, &signed, &file, "/looks", "People who looked", main))
}

/// All of it, for an answer to somebody who asks what is held about them.
async fn extract(State(app): State<App>, signed: Signed, Path(child): Path<PersonId>) -> Reply {
    let actor = signed.actor.clone();
    let why = "for an answer to a request for access";
    let csv = app.run(move |casework| casework.looks_extract(&actor, child, why)).await.map_err(app.failed(&signed))?;
    let kind = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people-who-looked.csv\""),
    ];
    Ok((kind, csv).into_response())
}

/// The page, latest first, by day.
pub fn view(file: &File, looks: &Looks, may_extract: bool) -> Markup {
    let staff = &file.names.staff;
    let row = |Logged { entry: look, .. }: &Logged| -> Vec<Content> {
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
        let did = html! {
            (did(look))
            @if look.outcome == Outcome::Refused { " (refused)" }
            @if look.outcome == Outcome::Failed { " (failed)" }
        };
        let time = Moment::of(look.at).to_string();
        let time = time.split(" at ").nth(1).unwrap_or(&time).to_owned();
        vec![
            html! { (staff.worker(&look.by)) }.into(),
            humanise(&look.role).into(),
            time.into(),
            did.into(),
            seen.into(),
            look.why.clone().into(),
        ]
    };
    let days: Vec<_> = looks.looks.chunk_by(|one, next| day(one) == day(next)).collect();
    let href = format!("/children/{}/looks", file.child);
    html! {
        h1.govuk-heading-l { "People who looked" }
        p.govuk-body { "Everyone who opened this child's file, its records or drafts, the latest first. Every look is kept." }
        @if may_extract {
            p.govuk-body {
                a.govuk-link href={ (href) "/extract" } { "Everyone who looked, as a spreadsheet" }
                ", for an answer to a request for access. Making it is noted here."
            }
        }
        @if days.is_empty() {
            (InsetText { content: "Nobody has looked at this file.".into(), ..InsetText::default() })
        }
        @for of_day in days {
            (BoardTable {
                caption: of_day.first().map(|one| long_date(day(one))).unwrap_or_default(),
                columns: ["Who", "Role", "When", "Did", "What", "Reason"].map(Into::into).to_vec(),
                rows: of_day.iter().map(row).collect(),
                empty: String::new(),
                classes: String::new(),
            })
        }
        @if let Some(before) = looks.earlier {
            (Pagination {
                next: Some(PageLink {
                    href: format!("{href}?before={before}"),
                    text: "Earlier looks".into(),
                    ..PageLink::default()
                }),
                label: "Looks".into(),
                ..Pagination::default()
            })
        }
    }
}

fn day(look: &Logged) -> jiff::civil::Date {
    Moment::of(look.entry.at).date
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let look = |seq: u64, action: &str, record, of_november| {
        let at = example::instant(jiff::civil::date(2026, 11, of_november));
        let entry = LogEntry::new(at, &StaffId::from("priya"), action);
        let entry = LogEntry { role: "social_worker".into(), people: vec![file.child], record, ..entry };
        Logged { seq, entry, hash: String::new() }
    };
    let mut looks = Looks {
        looks: vec![
            look(9, "view_record", Some(example::record(19)), 20),
            look(8, "view_file", None, 20),
            look(3, "view_family", None, 18),
        ],
        earlier: Some(3),
    };
    looks.looks[1].entry.outcome = Outcome::Refused;
    let drawn = |file: &File, looks: &Looks, may_extract| {
        dressed(file, "/looks", "People who looked", view(file, looks, may_extract)).render()
    };
    vec![
        Sample { name: "child-looks", markup: drawn(&file, &looks, true) },
        Sample { name: "child-looks-none", markup: drawn(&example::bare(), &Looks::default(), false) },
    ]
}
