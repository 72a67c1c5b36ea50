//! Who looked at a child's file, when, and at what.

use super::shown::title;
use super::{dressed, example, page};
use crate::components::{BoardTable, Content, Details, InsetText, PageLink, Pagination};
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
    let look = |Logged { entry: look, .. }: &Logged| {
        let what = look.record.and_then(|id| file.records.revisions_of(id).last());
        let time = Moment::of(look.at).time.map(practice::moment::clock_time).unwrap_or_default();
        html! {
            (time) ": " (did(look))
            @match (look.record, what) {
                (Some(id), Some(entry)) => {
                    ", " a.govuk-link href={ "/records/" (id) "?child=" (file.child) } { (title(&entry.kind)) ", " (entry.about) }
                }
                (Some(_), None) => { ", a record" }
                (None, _) => {}
            }
            @if look.outcome == Outcome::Refused { " (refused)" }
            @if look.outcome == Outcome::Failed { " (failed)" }
            @if !look.why.is_empty() { ". Reason: " (look.why) }
        }
    };
    let row = |of: &Vec<&Logged>| -> Vec<Content> {
        let (Some(last), Some(first)) = (of.first(), of.last()) else { return Vec::new() };
        let time = |one: &Logged| Moment::of(one.entry.at).time.map(practice::moment::clock_time).unwrap_or_default();
        let (from, to) = (time(first), time(last));
        let refused = of.iter().filter(|one| one.entry.outcome != Outcome::Done).count();
        let mut reasons: Vec<&str> =
            of.iter().map(|one| one.entry.why.as_str()).filter(|why| !why.is_empty()).collect();
        reasons.dedup();
        let all = html! { ul.govuk-list { @for one in of.iter().rev() { li { (look(one)) } } } };
        // Named by the day and the person: a place in the log would tell of entries that are not shown.
        let who: String =
            last.entry.by.0.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).collect();
        let id = format!("looks-{}-{who}", Moment::of(last.entry.at).date);
        let count = if of.len() == 1 { "1 look".to_owned() } else { format!("{} looks", of.len()) };
        vec![
            staff.worker(&last.entry.by).into(),
            humanise(&last.entry.role).into(),
            (if from == to { from } else { format!("{from} to {to}") }).into(),
            html! {
                (Details { id, ..Details::new(count, all) })
                @if refused > 0 { (refused) " refused or failed" }
            }
            .into(),
            reasons.join("; ").into(),
        ]
    };
    let days: Vec<_> = looks.looks.chunk_by(|one, next| day(one) == day(next)).collect();
    let href = format!("/children/{}/looks", file.child);
    html! {
        h1.govuk-heading-l { "People who looked" }
        p.govuk-body { "Everyone who opened this child's file, its records or drafts: each person once a day, the latest first. Every look is kept, and can be opened here." }
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
                columns: ["Who", "Role", "When", "Looked at", "Reason"].map(Into::into).to_vec(),
                rows: by_person(of_day).iter().map(row).collect(),
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

/// The looks of a day by who looked and as what, each person once, whoever looked last first.
fn by_person(of_day: &[Logged]) -> Vec<Vec<&Logged>> {
    let mut all: Vec<Vec<&Logged>> = Vec::new();
    for look in of_day {
        let same = |of: &&mut Vec<&Logged>| {
            of.first().is_some_and(|one| (&one.entry.by, &one.entry.role) == (&look.entry.by, &look.entry.role))
        };
        match all.iter_mut().find(same) {
            Some(of) => of.push(look),
            None => all.push(vec![look]),
        }
    }
    all
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_one_row_a_day_with_every_look_in_it() {
        let look = |seq: u64, who: &str, role: &str| {
            let entry =
                LogEntry::new(example::instant(jiff::civil::date(2026, 11, 20)), &StaffId::from(who), "view_file");
            Logged { seq, entry: LogEntry { role: role.into(), ..entry }, hash: String::new() }
        };
        let all = [
            look(6, "priya", "social_worker"),
            look(5, "wyn", "team_manager"),
            look(4, "priya", "social_worker"),
            look(3, "priya", "screener"),
            look(2, "priya", "social_worker"),
        ];
        let rows: Vec<Vec<u64>> = by_person(&all).iter().map(|of| of.iter().map(|one| one.seq).collect()).collect();
        assert_eq!(rows, [vec![6, 4, 2], vec![5], vec![3]]);
        let file = example::file(AsAt::Now);
        let drawn = view(&file, &Looks { looks: all.into(), earlier: None }, false).into_string();
        assert!(drawn.contains("3 looks") && drawn.matches("<tr").count() == 4, "{drawn}");
    }
}
