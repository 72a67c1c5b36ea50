//! A team's work: who has no worker yet, who holds how much, and giving children to somebody else.

mod samples;

use super::Sample;
use super::new_record::begins;
use super::work::switch;
use crate::components::{BoardTable, Button, Checkboxes, Choice, Column, ErrorSummary, Select, Textarea, row_link};
use crate::elapsed::{age, short_moment};
use crate::kept;
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::allocate::Reassignment;
use casework::team::{TeamPage, Weights};
use casework::{Act, Problem, Role};
use maud::{Markup, html};
use practice::clocks::supervision::CHILD_DISCUSSED;
use practice::episode::Stage;
use practice::ids::{PersonId, StaffId, TeamId};
use practice::kinds;
use practice::moment::Moment;
use practice::summary::Summary;
use practice::words::lower_first;
use serde::Deserialize;

pub use samples::samples;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/team", does(Act::SeeTeamWork), show).post("/team", does(Act::Allocate), reassign)
}

/// Short names of teams and workers alone stand in the address.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asking {
    #[serde(default)]
    team: String,
    #[serde(default)]
    worker: String,
    /// How many children were just given to somebody.
    moved: Option<usize>,
}

/// A form that was sent and could not be done: what was in it, and why.
#[derive(Clone, Debug, Default)]
struct Refused {
    given: Reassignment,
    why: String,
}

async fn show(State(app): State<App>, signed: Signed, Query(asking): Query<Asking>) -> Reply {
    page(&app, &signed, asking, None).await
}

async fn page(app: &App, signed: &Signed, asking: Asking, refused: Option<Refused>) -> Reply {
    let actor = signed.actor.clone();
    let wanted = asking.clone();
    let team = app
        .run(move |casework| {
            let names = casework.staff_names();
            let asked = Some(TeamId::from(wanted.team.as_str())).filter(|team| !team.0.is_empty());
            let team = asked.or_else(|| actor.team.clone()).or_else(|| names.teams.keys().next().cloned());
            let worker = Some(StaffId::from(wanted.worker.as_str())).filter(|worker| !worker.0.is_empty());
            casework.team_page(&actor, &team.ok_or(Problem::NotFound)?, worker.as_ref())
        })
        .await
        .map_err(app.failed(signed))?;
    let flash = asking.moved.map(|count| {
        let words = if count == 1 { "1 child now has".to_owned() } else { format!("{count} children now have") };
        crate::components::NotificationBanner::success(format!("{words} a new worker. The handover is on each file."))
    });
    let page = Page {
        title: "Team",
        current: "/team",
        flash: flash.map(|banner| html! { (banner) }),
        has_errors: refused.is_some(),
        main: view(&team, refused.as_ref(), (signed.actor.role, super::work::covers(app, signed)), &signed.form_token),
        ..Page::default()
    };
    let mut response = app.page(signed, page);
    if refused.is_some() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// Gives the ticked children to a worker.
async fn reassign(State(app): State<App>, signed: Signed, Form(pairs): Form<Vec<(String, String)>>) -> Reply {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str());
    let children: Option<Vec<PersonId>> =
        pairs.iter().filter(|(name, _)| name == "child").map(|(_, value)| value.parse().ok()).collect();
    let given = Reassignment {
        key: value("key").to_owned(),
        children: children.ok_or_else(|| app.failed(&signed)(Problem::NotFound))?,
        to: StaffId::from(value("to")),
        handover: value("handover").to_owned(),
    };
    let asking = Asking { team: value("team").to_owned(), worker: value("worker").to_owned(), moved: None };
    let (actor, sent) = (signed.actor.clone(), given.clone());
    match app.run(move |casework| casework.reassign(&actor, &sent)).await {
        Ok(count) => Ok(go(&format!("/team?team={}&moved={count}", asking.team)).into_response()),
        Err(Problem::Refused(why)) => page(&app, &signed, asking, Some(Refused { given, why })).await,
        Err(problem) => Err(app.failed(&signed)(problem)),
    }
}

fn view(page: &TeamPage, refused: Option<&Refused>, (role, covers): (Role, bool), csrf: &str) -> Markup {
    let of_worker = page.worker.as_ref();
    html! {
        @if let Some(refused) = refused {
            @let field = if refused.given.children.is_empty() { "child" } else { "to" };
            (ErrorSummary::new([(refused.why.as_str(), field.to_owned())]))
        }
        div.gt-actions {
            h1.govuk-heading-l { (page.staff.team(&page.team)) }
            (switch("/team", role, covers))
        }
        @if of_worker.is_none() { (super::quality::count(&format!("/quality/team?team={}", page.team), page.to_mend)) }
        @if let Some(worker) = of_worker {
            h2.govuk-heading-m { "Children of " (page.staff.worker(worker)) " (" (page.children.len()) ")" }
            (give(page, &page.children, "No children.", refused, csrf))
            p.govuk-body { a.govuk-link href={ "/quality/team?team=" (page.team) "&worker=" (worker) } { "To mend for the returns" } }
            p.govuk-body { a.govuk-link href={ "/team?team=" (page.team) } { "All of the team" } }
        } @else {
            h2.govuk-heading-m { "No worker yet (" (page.unallocated.len()) ")" }
            (give(page, &page.unallocated, "Every open child has a worker.", refused, csrf))
            (unread(page))
            (unsupervised(page))
            (workers(page))
            (teams(page))
        }
    }
}

/// Children with boxes to tick and the form that gives them to somebody; a plain list for those who may not.
fn give(page: &TeamPage, children: &[Summary], empty: &str, refused: Option<&Refused>, csrf: &str) -> Markup {
    if children.is_empty() {
        return html! { p.govuk-body { (empty) } };
    }
    if !page.may_allocate {
        return html! { ul.gt-people { @for child in children { li { (described(page, child)) } } } };
    }
    let none = Refused::default();
    let sent = refused.unwrap_or(&none);
    // A worker's children are ticked already: a worker who leaves hands over all of them. New children are not.
    let ticked = |child: &Summary| match refused {
        Some(refused) => refused.given.children.contains(&child.person),
        None => page.worker.is_some(),
    };
    let boxes = children.iter().map(|child| {
        Choice {
            hint: Some(described(page, child).into()),
            ..Choice::new(child.person.to_string(), child.name.as_str())
        }
        .checked(ticked(child))
    });
    let workers: Vec<(&str, String)> = candidates(page);
    let options = std::iter::once(("", "Choose")).chain(workers.iter().map(|(id, words)| (*id, words.as_str())));
    let key = if sent.given.key.is_empty() { kept::key() } else { sent.given.key.clone() };
    html! {
        form.gt-columns method="post" action="/team" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(key);
            input type="hidden" name="team" value=(page.team);
            @if let Some(worker) = &page.worker { input type="hidden" name="worker" value=(worker); }
            (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("child", "Children to give to somebody", boxes.collect()) })
            div {
                (Select::new("to", "Give to", options, &sent.given.to.0))
                (Textarea {
                    value: sent.given.handover.clone(),
                    rows: Some(3),
                    hint: Some("It is kept on the file of each child.".into()),
                    ..Textarea::new("handover", "Handover: what must they know and do first?")
                })
                (Button::new("Give these children"))
            }
        }
    }
}

/// Workers who can take children: this team's first, then the others', each with the team's name.
fn candidates(page: &TeamPage) -> Vec<(&str, String)> {
    let takes = |role: &str| matches!(role, "social_worker" | "team_manager");
    let mut all: Vec<_> = page
        .staff
        .staff
        .values()
        .filter(|one| one.active && takes(&one.role) && one.team.is_some() && Some(&one.id) != page.worker.as_ref())
        .collect();
    all.sort_by_key(|one| (one.team.as_ref() != Some(&page.team), &one.team, &one.name));
    let words = |one: &store::Staff| match &one.team {
        Some(team) if *team != page.team => format!("{}, {}", one.name, page.staff.team(team)),
        _ => one.name.clone(),
    };
    all.into_iter().map(|one| (one.id.0.as_str(), words(one))).collect()
}

/// Age, stages, overdue and next due.
fn described(page: &TeamPage, child: &Summary) -> Markup {
    let today = Moment::of(page.at).date;
    // Every child known to social care has the stage of need; the others say what the work is.
    let open: Vec<Stage> = child.stages.iter().filter_map(|stage| Stage::by_name(stage)).collect();
    let says = |stage: &&Stage| **stage != Stage::Need || open.len() == 1;
    let stages: Vec<String> = open.iter().filter(says).map(|stage| lower_first(stage.label())).collect();
    let overdue = child.own_tasks().filter(|task| task.due_at < page.at).count();
    let next = child.own_tasks().find(|task| task.due_at >= page.at);
    html! {
        a.govuk-link href={ "/children/" (child.person) } { @if page.may_allocate { "Open the file" span.govuk-visually-hidden { " of " (child.name) } } @else { (child.name) } }
        @for words in [age(&child.born, today), stages.join(", ")].iter().filter(|words| !words.is_empty()) { ", " (words) }
        @if overdue > 0 { ", " span.gt-late { (overdue) " overdue" } }
        @if let Some(task) = next { ", next: " (task.what) " by " (short_moment(task.due, today)) }
    }
}

/// Children whose time to be talked over in supervision has passed.
fn unsupervised(page: &TeamPage) -> Markup {
    let today = Moment::of(page.at).date;
    let rows = page.unsupervised.iter().map(|(due, child)| {
        vec![
            row_link(&begins(child.person, "management_decision", CHILD_DISCUSSED), &child.name).into(),
            child.worker.as_ref().map_or("", |worker| page.staff.worker(worker)).into(),
            html! { span.gt-late { (short_moment(*due, today)) } }.into(),
        ]
    });
    html! {
        (BoardTable {
            caption: format!("Not talked over in supervision in time ({})", page.unsupervised.len()),
            columns: vec!["Child".into(), "Worker".into(), "Due".into()],
            rows: rows.collect(),
            empty: "Every open child was.".into(),
            classes: String::new(),
        })
        @if let Some(rule) = practice::clocks::find(CHILD_DISCUSSED) { p.govuk-body { (super::contact::rule(rule)) } }
    }
}

/// Children about whom something was written that no manager has looked at since.
fn unread(page: &TeamPage) -> Markup {
    let today = Moment::of(page.at).date;
    let rows = page.unread.iter().map(|row| {
        let child = &row.child;
        let kind = kinds::find(&row.latest.kind).map_or("", |kind| (kind.spec)().title.as_str());
        let written = short_moment(Moment::of(row.latest.known), today);
        let more = row.records - 1;
        vec![
            row_link(&format!("/records/{}?child={}", row.latest.record, child.person), &child.name).into(),
            html! {
                (kind) ", " (page.staff.worker(&row.latest.author))
                @if more > 0 {
                    ", and " a.govuk-link href={ "/children/" (child.person) "/record" } {
                        (more) " more" span.govuk-visually-hidden { " about " (child.name) }
                    }
                }
            }
            .into(),
            written.into(),
        ]
    });
    html! {
        (BoardTable {
            caption: format!("Unread ({})", page.unread.len()),
            columns: vec!["Child".into(), "What was written last".into(), "When".into()],
            rows: rows.collect(),
            empty: "A manager has looked at everything that was written.".into(),
            classes: String::new(),
        })
        p.govuk-body.gt-soft {
            "Written in the last 28 days by somebody who is not a manager, and no manager has opened the child\u{2019}s file or one of its records since."
        }
    }
}

fn workers(page: &TeamPage) -> Markup {
    let today = Moment::of(page.at).date;
    let rows = page.workers.iter().map(|row| {
        let href = format!("/team?team={}&worker={}", page.team, row.worker);
        vec![
            row_link(&href, page.staff.worker(&row.worker)).into(),
            row.children.to_string().into(),
            row.weight.to_string().into(),
            html! { span.gt-late[row.overdue > 0] { (row.overdue) } }.into(),
            row.next_due
                .map_or_else(|| "Nothing in the next 28 days".to_owned(), |due| short_moment(due, today))
                .into(),
        ]
    });
    html! {
        (BoardTable {
            caption: "Workers".into(),
            columns: vec![
                "Worker".into(),
                Column::number("Children"),
                Column::number("Weighted"),
                Column::number("Overdue"),
                "Next due".into(),
            ],
            rows: rows.collect(),
            empty: "Nobody is in this team.".into(),
            classes: String::new(),
        })
        p.govuk-body.gt-soft { (weights(&page.weights)) }
    }
}

/// "Weighted: a child counts 3 with a child protection plan, ... and 1 otherwise."
fn weights(weights: &Weights) -> String {
    let heavy = weights.heavy();
    let parts: Vec<String> = heavy
        .iter()
        .map(|(stage, weight)| format!("{weight} with {}", with_article(&lower_first(stage.label()))))
        .collect();
    match parts.as_slice() {
        [] => "Weighted: every child counts 1.".to_owned(),
        parts => format!(
            "Weighted: a child counts {}, 1 otherwise; the heaviest holds. The authority sets these.",
            parts.join(", ")
        ),
    }
}

fn with_article(words: &str) -> String {
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

fn teams(page: &TeamPage) -> Markup {
    let teams: Vec<(&str, &str)> =
        page.staff.teams.values().map(|team| (team.id.0.as_str(), team.name.as_str())).collect();
    html! {
        @if teams.len() > 1 {
            form.gt-inline method="get" action="/team" {
                (Select::new("team", "Another team", teams.iter().copied(), &page.team.0))
                (Button::secondary("Show"))
            }
        }
    }
}
