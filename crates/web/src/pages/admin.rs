//! People and teams, for administrators: who signs in, what waits for a second person, what there is to know of.

mod person;

use super::Sample;
use super::account::when;
use crate::components::{Button, Input, NotificationBanner, Select, Tag, WarningText};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Query, State};
use axum::response::Response;
use casework::sign_in::people::{Asked, Change, Effect, PeoplePage, Row};
use casework::{Act, Role};
use maud::{Markup, html};
use practice::ids::TeamId;
use serde::Deserialize;
use store::{Alert, Team};
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/admin/people", does(Act::ManagePeople), list)
        .get("/admin/teams", does(Act::ManagePeople), teams)
        .post("/admin/teams", does(Act::ManagePeople), put_team)
        .post("/admin/alerts/seen", does(Act::ManagePeople), seen)
        .get("/admin/changes", does(Act::ChangeRoles), changes)
        .post("/admin/changes/settle", does(Act::ChangeRoles), settle)
        .merge(person::routes())
}

#[derive(Deserialize, Default)]
struct Listed {
    #[serde(default)]
    done: String,
}

async fn list(State(app): State<App>, signed: Signed, Query(listed): Query<Listed>) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.people(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&signed.form_token, &page);
    let flash = said(&listed.done).map(|words| html! { (NotificationBanner::success(words)) });
    Ok(app.page(&signed, Page { title: "People", current: "/admin/people", flash, main, ..Page::default() }))
}

/// What was done, after a redirect.
fn said(done: &str) -> Option<&'static str> {
    match done {
        "asked" => Some("It waits for a second person to agree."),
        "agreed" => Some("It was agreed to and done."),
        "refused" => Some("It was refused. Nothing was changed."),
        "closed" => Some("The account is closed. Its sessions have ended everywhere."),
        "ended" => Some("Their sessions have ended. They can sign in again."),
        _ => None,
    }
}

/// A link for somebody, shown once.
fn link_page(app: &App, signed: &Signed, link: &str) -> Response {
    let main = html! {
        h1.govuk-heading-l { "Give them this link" }
        p.govuk-body { "It is good once, for three days. With it they choose a password and set up a second factor. Hand it over in person, or ring them on a number you know: whoever has the link has the account." }
        p.govuk-body { code.gt-secret data-link { (app.site.address) "/enrol/" (link) } }
        @if app.site.address.is_empty() {
            p.govuk-body { "Before it goes the address you open Goldthread at." }
        }
        (WarningText::new("It is shown only now."))
        (Button::link("Go on", "/admin/changes"))
    };
    app.page(signed, Page { title: "Give them this link", main, ..Page::default() })
}

#[derive(Deserialize)]
struct Settling {
    id: Uuid,
    answer: String,
}

async fn settle(State(app): State<App>, signed: Signed, Form(given): Form<Settling>) -> Reply {
    let (present, agrees) = (signed.present().clone(), given.answer == "agree");
    let link = app
        .run(move |casework| casework.settle_change(&present, given.id, agrees))
        .await
        .map_err(app.failed(&signed))?;
    Ok(match link {
        Some(link) => link_page(&app, &signed, &link),
        None => go(if agrees { "/admin/changes?done=agreed" } else { "/admin/changes?done=refused" }),
    })
}

async fn changes(State(app): State<App>, signed: Signed, Query(listed): Query<Listed>) -> Reply {
    let actor = signed.actor.clone();
    let (waiting, teams) =
        app.run(move |casework| casework.waiting_changes(&actor)).await.map_err(app.failed(&signed))?;
    let main = changes_view(&signed.form_token, &waiting, &teams);
    let flash = said(&listed.done).map(|words| html! { (NotificationBanner::success(words)) });
    Ok(app.page(&signed, Page { title: "Changes of roles", current: "/admin/changes", flash, main, ..Page::default() }))
}

#[derive(Deserialize)]
struct Seen {
    which: String,
}

async fn seen(State(app): State<App>, signed: Signed, Form(given): Form<Seen>) -> Reply {
    let present = signed.present().clone();
    app.run(move |casework| casework.see_alert(&present, &given.which)).await.map_err(app.failed(&signed))?;
    Ok(go("/admin/people"))
}

async fn teams(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.people(&actor)).await.map_err(app.failed(&signed))?;
    let main = teams_view(&signed.form_token, &page.teams);
    Ok(app.page(&signed, Page { title: "Teams", current: "/admin/people", main, ..Page::default() }))
}

#[derive(Deserialize)]
struct TeamGiven {
    id: String,
    name: String,
}

async fn put_team(State(app): State<App>, signed: Signed, Form(given): Form<TeamGiven>) -> Reply {
    let present = signed.present().clone();
    app.run(move |casework| casework.put_team(&present, &given.id, &given.name)).await.map_err(app.failed(&signed))?;
    Ok(go("/admin/teams"))
}

/// What an alert says.
fn told(alert: &Alert) -> String {
    match alert.kind.as_str() {
        "account_tried" => format!(
            "Somebody guessed at one account: {} wrong tries in a quarter of an hour. Further tries were not looked at.",
            alert.count
        ),
        "browser_tried" => format!("{} wrong passwords on a browser its owner had used before.", alert.count),
        "address_tried" => format!("{} wrong tries came from one address in a quarter of an hour.", alert.count),
        "code_tried" | "code-on-browser_tried" | "code-in-session_tried" => {
            format!("{} wrong codes after a right password: somebody may know it.", alert.count)
        }
        "many_accounts_tried" => format!(
            "Wrong passwords were tried at {} accounts in a quarter of an hour: one password may be tried at everybody.",
            alert.count
        ),
        "recovered" => "An account was recovered or opened again.".into(),
        other => practice::spec::humanise(other),
    }
}

fn alerts_view(csrf: &str, alerts: &[Alert]) -> Markup {
    let open: Vec<&Alert> = alerts.iter().filter(|alert| alert.seen.is_none()).collect();
    html! {
        @if !open.is_empty() {
            h2.govuk-heading-m #alerts { "To know of" }
            ul class="govuk-list govuk-list--spaced" { @for alert in open { li {
                strong { (when(alert.raised)) } ": " (told(alert)) " "
                form method="post" action="/admin/alerts/seen" {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="which" value=(alert.name);
                    button.gt-plain-button type="submit" { "I have seen to it" span.govuk-visually-hidden { ": " (told(alert)) } }
                }
            } } }
        }
    }
}

/// What a change is, in words.
fn words_of(change: &Change, teams: &[Team]) -> String {
    let place = |role: &str, team: &Option<TeamId>| {
        let role = Role::by_name(role).map_or_else(|| role.to_owned(), Role::label);
        let team = team
            .as_ref()
            .map(|id| teams.iter().find(|team| team.id == *id).map_or(id.0.clone(), |team| team.name.clone()));
        format!("{}{}", role.to_lowercase(), team.map(|team| format!(", {team}")).unwrap_or_default())
    };
    match change {
        Change::Add { name, role, team } => format!("Add {name} as {}", place(role, team)),
        Change::Move { role, team } => format!("Make them {}", place(role, team)),
        Change::Recover => "Recover the account: password and second factors are set up anew".into(),
        Change::Reopen => "Open the account again, set up anew".into(),
    }
}

/// What a change would do, before it is made.
fn effect_view(effect: &Effect) -> Markup {
    html! {
        @if !effect.gains.is_empty() { p.govuk-body { strong { "Gives: " } (effect.gains.join(", ")) "." } }
        @if !effect.loses.is_empty() { p.govuk-body { strong { "Takes away: " } (effect.loses.join(", ")) "." } }
        @if effect.gains.contains(&"see file") || effect.children > 0 {
            p.govuk-body {
                "The team has " strong { (effect.children) } " open "
                @if effect.children == 1 { "child" } @else { "children" } "."
            }
        }
    }
}

fn waiting_view(csrf: &str, waiting: &[Asked], teams: &[Team]) -> Markup {
    html! {
        @for one in waiting {
            div.govuk-inset-text {
                h3.govuk-heading-s { (one.about) ": " (words_of(&one.change, teams)) }
                p.govuk-body { "Asked for by " (one.by) ", " (when(one.at)) "." }
                (effect_view(&one.effect))
                form method="post" action="/admin/changes/settle" {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="id" value=(one.id);
                    div.govuk-button-group {
                        @if one.may_agree { (Button::new("Agree").sending("answer", "agree")) }
                        @else { p.govuk-body { "Somebody else must agree." } }
                        (Button::secondary(if one.may_agree { "Refuse" } else { "Take it back" }).sending("answer", "refuse"))
                    }
                }
            }
        }
    }
}

fn changes_view(csrf: &str, waiting: &[Asked], teams: &[Team]) -> Markup {
    html! {
        h1.govuk-heading-l { "Changes of roles" }
        p.govuk-body { "What gives somebody more than they have needs two people. These wait for a second." }
        @if waiting.is_empty() { p.govuk-body { "Nothing waits." } }
        @else { h2.govuk-heading-m { "Waiting for a second person" } }
        (waiting_view(csrf, waiting, teams))
    }
}

fn state_of(row: &Row) -> Tag {
    let has = row.account.as_ref().is_some_and(|account| account.has_second_factor());
    match (row.staff.active, has) {
        (false, _) => Tag::new("Closed", "grey"),
        (true, true) => Tag::new("Open", "green"),
        (true, false) => Tag::new("Not set up", "yellow"),
    }
}

fn view(csrf: &str, page: &PeoplePage) -> Markup {
    let teams: Vec<Team> = page.teams.iter().map(|(team, _)| team.clone()).collect();
    let team = |row: &Row| {
        row.staff.team.as_ref().map_or("", |id| teams.iter().find(|team| team.id == *id).map_or("", |team| &team.name))
    };
    // Whoever may sign in stands first.
    let is_closed = |row: &&Row| !row.staff.active;
    let mut people: Vec<&Row> = page.people.iter().collect();
    people.sort_by_key(is_closed);
    let role = |row: &Row| Role::by_name(&row.staff.role).map_or_else(String::new, Role::label);
    html! {
        h1.govuk-heading-l { "People" }
        (alerts_view(csrf, &page.alerts))
        @if !page.waiting.is_empty() {
            h2.govuk-heading-m { "Waiting for a second person" }
            (waiting_view(csrf, &page.waiting, &teams))
        }
        div.govuk-button-group {
            (Button::link("Add somebody", "/admin/people/new"))
            a.govuk-link href="/admin/teams" { "Teams" }
        }
        div.gt-scroll tabindex="0" role="region" aria-label="Everyone who works here" {
            table.govuk-table.gt-table {
                caption class="govuk-table__caption govuk-visually-hidden" { "Everyone who works here" }
                thead.govuk-table__head { tr.govuk-table__row {
                    @for head in ["Name", "User name", "Role", "Team", "Account", "Last signed in"] {
                        th.govuk-table__header scope="col" { (head) }
                    }
                } }
                tbody.govuk-table__body { @for row in people { tr.govuk-table__row {
                    th.govuk-table__header scope="row" { a.govuk-link href=(format!("/admin/people/{}", row.staff.id)) { (row.staff.name) } }
                    td.govuk-table__cell { (row.staff.id) }
                    td.govuk-table__cell { (role(row)) }
                    td.govuk-table__cell { (team(row)) }
                    td.govuk-table__cell { (state_of(row)) }
                    td.govuk-table__cell { (row.account.as_ref().and_then(|account| account.last_in).map_or("never".to_owned(), when)) }
                } } }
            }
        }
    }
}

fn teams_view(csrf: &str, teams: &[(Team, usize)]) -> Markup {
    html! {
        h1.govuk-heading-l { "Teams" }
        table.govuk-table {
            caption class="govuk-table__caption govuk-visually-hidden" { "Teams" }
            thead.govuk-table__head { tr.govuk-table__row {
                @for head in ["Team", "Short name", "People"] { th.govuk-table__header scope="col" { (head) } }
            } }
            tbody.govuk-table__body { @for (team, people) in teams { tr.govuk-table__row {
                th.govuk-table__header scope="row" { (team.name) }
                td.govuk-table__cell { (team.id) }
                td.govuk-table__cell { (people) }
            } } }
        }
        h2.govuk-heading-m { "Add a team, or give one another name" }
        form method="post" action="/admin/teams" novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (Input { classes: "govuk-input--width-20".into(), autocomplete: "off".into(), ..Input::new("name", "Name") })
            (Input {
                hint: Some("Letters, digits and hyphens, such as north-2. That of a team above gives it the new name".into()),
                classes: "govuk-input--width-10".into(),
                autocomplete: "off".into(),
                spellcheck: Some(false),
                ..Input::new("id", "Short name")
            })
            (Button::new("Save"))
        }
    }
}

/// Questions after a role and a team.
fn role_and_team(role: &str, team: Option<&TeamId>, teams: &[Team]) -> Markup {
    let roles: Vec<(&str, String)> = Role::ALL.into_iter().map(|one| (one.name(), one.label())).collect();
    let teams: Vec<(&str, &str)> = std::iter::once(("", "No team"))
        .chain(teams.iter().map(|one| (one.id.0.as_str(), one.name.as_str())))
        .collect();
    let team = team.map_or("", |team| &team.0);
    html! {
        (Select::new("role", "Role", roles.iter().map(|(value, text)| (*value, text.as_str())), role))
        (Select::new("team", "Team", teams.iter().copied(), team))
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let page = person::example();
    vec![
        Sample { name: "admin-people", markup: view("sample", &page) },
        Sample { name: "changes", markup: changes_view("sample", &page.waiting, &[]) },
        Sample { name: "changes-none", markup: changes_view("sample", &[], &[]) },
        Sample { name: "teams", markup: teams_view("sample", &page.teams) },
    ]
    .into_iter()
    .chain(person::samples())
    .collect()
}
