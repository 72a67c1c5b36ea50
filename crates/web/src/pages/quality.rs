//! What is to be mended in our own records: by rule, then by child, each field a link to the record or the form that tells it.

use super::Sample;
use super::contact::sample_child;
use super::work::switch;
use crate::components::{BoardTable, Column, Content, Tag, row_link};
use crate::layout::{Density, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use casework::quality::{Found, Mend, QualityPage, RuleFound, by_rule};
use casework::{Act, Problem, Role};
use jiff::civil::date;
use maud::{Markup, html};
use practice::ids::{PersonId, StaffId, TeamId};
use practice::moment::Moment;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/quality", does(Act::SeeOwnWork), mine)
        .get("/quality/team", does(Act::SeeTeamWork), of_team)
        .get("/children/{person}/mend", of_child(Act::SeeFile), mend)
}

/// Short names of teams, workers and rules alone stand in the address.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asking {
    #[serde(default)]
    team: String,
    #[serde(default)]
    worker: String,
    #[serde(default)]
    rule: String,
}

async fn mine(State(app): State<App>, signed: Signed, Query(asking): Query<Asking>) -> Reply {
    let actor = signed.actor.clone();
    let read = app.run(move |casework| casework.my_quality(&actor)).await.map_err(app.failed(&signed))?;
    page(&app, &signed, &read, &asking)
}

async fn of_team(State(app): State<App>, signed: Signed, Query(asking): Query<Asking>) -> Reply {
    let (actor, wanted) = (signed.actor.clone(), asking.clone());
    let read = app.run(move |casework| {
        let asked = Some(TeamId::from(wanted.team.as_str())).filter(|team| !team.0.is_empty());
        let names = casework.staff_names();
        let team = asked.or_else(|| actor.team.clone()).or_else(|| names.teams.keys().next().cloned());
        let worker = Some(StaffId::from(wanted.worker.as_str())).filter(|worker| !worker.0.is_empty());
        casework.team_quality(&actor, &team.ok_or(Problem::NotFound)?, worker.as_ref())
    });
    let read = read.await.map_err(app.failed(&signed))?;
    page(&app, &signed, &read, &asking)
}

fn page(app: &App, signed: &Signed, read: &QualityPage, asking: &Asking) -> Reply {
    let current = if read.team.is_some() { "/team" } else { "/work" };
    let main =
        view(read, &asking.rule, (signed.actor.role, super::work::covers(app, signed))).map_err(app.failed(signed))?;
    Ok(app.page(signed, Page { title: "To mend", current, density: Density::Board, main, ..Page::default() }))
}

/// What is to be mended, by its names in the return.
#[derive(Clone, Debug, Deserialize)]
struct Place {
    rule: String,
    field: String,
}

/// Leads to the record that tells a field, or to the form that would.
async fn mend(State(app): State<App>, signed: Signed, Path(child): Path<PersonId>, Query(at): Query<Place>) -> Reply {
    let actor = signed.actor.clone();
    let found = app.run(move |casework| casework.where_mended(&actor, child, &at.rule, &at.field));
    Ok(match found.await.map_err(app.failed(&signed))? {
        Mend::Record(record) => go(&format!("/records/{record}?child={child}")),
        Mend::New(kind) => go(&format!("/children/{child}/new/{kind}")),
    }
    .into_response())
}

/// How many there are to mend, leading to the list; nothing when there are none, or when it is not known yet.
pub(super) fn count(href: &str, count: Option<usize>) -> Markup {
    html! {
        @if let Some(count) = count.filter(|count| *count > 0) {
            p.govuk-body { a.govuk-link href=(href) { "To mend for the returns (" (count) ")" } }
        }
    }
}

/// The address of the place where something is mended. Names of rules and columns alone are added to the child's.
pub(super) fn mend_href(child: PersonId, rule: &str, field: &str) -> String {
    let field: String = field.chars().map(|mark| if mark == ' ' { '+' } else { mark }).collect();
    format!("/children/{child}/mend?rule={rule}&field={field}")
}

/// The places of one finding, each a link to where it is mended.
pub(super) fn places(child: PersonId, rule: &str, places: &[(&'static str, String)]) -> Markup {
    html! {
        @for (field, value) in places {
            div {
                a.govuk-link href=(mend_href(child, rule, field)) { (field) } " "
                @if value.is_empty() { span.gt-soft { "(empty)" } } @else { (value) }
            }
        }
    }
}

pub(super) fn severity(found: &Found) -> Markup {
    html! { (Tag::new(if found.query { "Query" } else { "Error" }, if found.query { "yellow" } else { "red" })) }
}

/// The address of this list with a rule, or with none.
fn address(read: &QualityPage, rule: &str) -> String {
    let mut asked = Vec::new();
    asked.extend(read.team.iter().map(|team| format!("team={team}")));
    asked.extend(read.worker.iter().map(|worker| format!("worker={worker}")));
    asked.extend(Some(rule).filter(|rule| !rule.is_empty()).map(|rule| format!("rule={rule}")));
    let path = if read.team.is_some() { "/quality/team" } else { "/quality" };
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

fn view(read: &QualityPage, rule: &str, (role, covers): (Role, bool)) -> Result<Markup, Problem> {
    let whose = match (&read.worker, &read.team) {
        (Some(worker), _) => format!("Children of {}", read.staff.worker(worker)),
        (None, Some(team)) => read.staff.team(team).to_owned(),
        (None, None) => "My children".to_owned(),
    };
    let of_rule = match rule {
        "" => None,
        rule => Some(read.rules.iter().find(|one| one.rule.rule == rule).ok_or(Problem::NotFound)?),
    };
    Ok(html! {
        div.gt-actions {
            h1.govuk-heading-l { "To mend for the returns" }
            (switch(if read.team.is_some() { "/team" } else { "/work" }, role, covers))
        }
        p.govuk-body {
            strong { (whose) } ". What a return would be faulted for if it were made now. Mend it in the record; it then goes from \
            this list by itself."
            @match read.at {
                Some(at) => { " As at " (Moment::of(at)) "." }
                None => { " The records have not been gone through yet since Goldthread was started: look again in a few minutes." }
            }
        }
        @match of_rule {
            Some(found) => { (one_rule(read, found)) }
            None => { (rules(read)) }
        }
    })
}

fn rules(read: &QualityPage) -> Markup {
    let children: BTreeSet<PersonId> =
        read.rules.iter().flat_map(|one| one.children.iter().map(|(child, _)| child.person)).collect();
    let rows: Vec<Vec<Content>> = read
        .rules
        .iter()
        .map(|one| {
            vec![
                row_link(&address(read, one.rule.rule), &format!("{} {}", one.rule.of, one.rule.rule)).into(),
                severity(&one.rule).into(),
                html! { (one.rule.words) br; span.gt-soft { (one.rule.remedy) } }.into(),
                one.children.len().to_string().into(),
            ]
        })
        .collect();
    html! {
        (BoardTable {
            caption: format!("Rules ({}), children ({})", rows.len(), children.len()),
            columns: vec!["Rule".into(), "Kind".into(), "What is wrong, and what to do".into(), Column::number("Found")],
            rows,
            empty: "Nothing is to be mended.".into(),
            classes: "gt-told gt-rules".into(),
        })
    }
}

fn one_rule(read: &QualityPage, found: &RuleFound) -> Markup {
    let rows = found.children.iter().map(|(child, at)| {
        let worker = child.worker.as_ref().map_or("", |worker| read.staff.worker(worker));
        vec![
            row_link(&format!("/children/{}", child.person), &child.name).into(),
            worker.into(),
            places(child.person, found.rule.rule, at).into(),
        ]
    });
    html! {
        p.govuk-body { a.govuk-link href=(address(read, "")) { "All rules" } }
        h2.govuk-heading-m { (found.rule.of) " " (found.rule.rule) ": " (found.rule.words) }
        p.govuk-body { (severity(&found.rule)) " " (found.rule.remedy) }
        (BoardTable {
            caption: format!("Found ({})", found.children.len()),
            columns: vec!["Child".into(), "Worker".into(), "Mend it here".into()],
            rows: rows.collect(),
            empty: String::new(),
            classes: "gt-told".into(),
        })
    }
}

/// The same on a child's file: what is to be mended, and where.
pub(super) fn banner(child: PersonId, found: &[Found]) -> Markup {
    html! {
        @if !found.is_empty() {
            section #mend {
                h2.govuk-heading-m { "To mend for the returns (" (found.len()) ")" }
                ul.gt-tasks {
                    @for one in found {
                        li {
                            span.gt-tasks__what { (severity(one)) " " (one.words) " " span.gt-soft { (one.remedy) } (places(child, one.rule, &one.places)) }
                            span.gt-tasks__when { (one.of) " " (one.rule) }
                        }
                    }
                }
            }
        }
    }
}

/// Findings about so many made-up children.
pub(super) fn example(children: usize) -> Vec<Found> {
    let found = |rule, query, words, remedy, field, value: &str| Found {
        of: "CIN",
        rule,
        query,
        words,
        remedy,
        places: vec![(field, value.to_owned())],
    };
    let upn = found(
        "8770Q",
        true,
        "The child has no unique pupil number.",
        "Ask the school for it.",
        "ChildIdentifiers.UPN",
        "",
    );
    let ethnicity = "ChildCharacteristics.Ethnicity";
    let code = found("4220", false, "There is no ethnicity.", "Record it, or that it is not known.", ethnicity, "");
    if children == 0 { Vec::new() } else { vec![upn, code] }
}

/// Every state of the page.
pub fn samples() -> Vec<Sample> {
    let list = |count: usize, team: Option<TeamId>, at: bool| {
        let children: Vec<_> = (0..count).map(|at| sample_child(at as u128 + 1, "Ava Brook", "2015-06-04")).collect();
        let found = children.iter().map(|_| example(1)).collect();
        let at = at.then(|| Moment::at(date(2026, 11, 17), 9, 30).instant());
        let staff = std::sync::Arc::default();
        QualityPage { rules: by_rule(&children, found), team, worker: None, at, staff }
    };
    let east = Some(TeamId::from("east"));
    let shown = |name, read: &QualityPage, rule| Sample {
        name,
        markup: view(read, rule, (Role::TeamManager, false)).unwrap_or_default(),
    };
    vec![
        shown("quality-mine", &list(3, None, true), ""),
        shown("quality-none", &list(0, None, true), ""),
        shown("quality-not-yet", &list(0, None, false), ""),
        shown("quality-team", &list(12, east.clone(), true), ""),
        shown("quality-rule", &list(12, east, true), "4220"),
    ]
}
