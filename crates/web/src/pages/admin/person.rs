//! One person who works here: their role and what another would give them, where they are signed in, letting them go.

use super::{effect_view, link_page, role_and_team, said, state_of, waiting_view, words_of};
use crate::components::{Button, Input, NotificationBanner, SummaryList, SummaryRow};
use crate::layout::Page;
use crate::pages::Sample;
use crate::pages::account::when;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use casework::sign_in::people::{Asked, Change, Effect, PeoplePage, PersonPage, Row};
use casework::{Act, Role};
use jiff::Timestamp;
use maud::{Markup, html};
use practice::ids::{StaffId, TeamId};
use serde::Deserialize;
use store::{Alert, Staff, Team};
use uuid::Uuid;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/admin/people/new", does(Act::ManagePeople), ask_new)
        .post("/admin/people/new", does(Act::ChangeRoles), add)
        .get("/admin/people/{user}", does(Act::ManagePeople), show)
        .post("/admin/people/{user}/effect", does(Act::ChangeRoles), effect)
        .post("/admin/people/{user}/move", does(Act::ChangeRoles), change_place)
        .post("/admin/people/{user}/recover", does(Act::ChangeRoles), recover)
        .post("/admin/people/{user}/close", does(Act::ManagePeople), close)
        .post("/admin/people/{user}/end-sessions", does(Act::ManagePeople), end_sessions)
}

#[derive(Deserialize, Default)]
struct Shown {
    #[serde(default)]
    done: String,
}

async fn show(State(app): State<App>, signed: Signed, Path(user): Path<StaffId>, Query(shown): Query<Shown>) -> Reply {
    let actor = signed.actor.clone();
    let page =
        app.run(move |casework| casework.person_who_works_here(&actor, &user)).await.map_err(app.failed(&signed))?;
    let main = view(&signed.form_token, &page);
    let flash = said(&shown.done).map(|words| html! { (NotificationBanner::success(words)) });
    let title = page.row.staff.name.clone();
    Ok(app.page(&signed, Page { title: &title, current: "/admin/people", flash, main, ..Page::default() }))
}

async fn ask_new(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.people(&actor)).await.map_err(app.failed(&signed))?;
    let teams: Vec<Team> = page.teams.into_iter().map(|(team, _)| team).collect();
    let main = new_view(&signed.form_token, &teams);
    Ok(app.page(&signed, Page { title: "Add somebody", current: "/admin/people", main, ..Page::default() }))
}

/// A place somebody may be given.
#[derive(Deserialize, Clone)]
struct Given {
    #[serde(default)]
    user: String,
    #[serde(default)]
    name: String,
    role: String,
    #[serde(default)]
    team: String,
}

impl Given {
    fn team(&self) -> Option<TeamId> {
        (!self.team.is_empty()).then(|| TeamId(self.team.clone()))
    }
}

async fn ask_for(app: App, signed: Signed, user: String, change: Change) -> Reply {
    let present = signed.present().clone();
    let link =
        app.run(move |casework| casework.ask_for_change(&present, &user, change)).await.map_err(app.failed(&signed))?;
    Ok(match link {
        Some(link) => link_page(&app, &signed, &link),
        None => go("/admin/changes?done=asked"),
    })
}

async fn add(State(app): State<App>, signed: Signed, Form(given): Form<Given>) -> Reply {
    let change = Change::Add { name: given.name.clone(), role: given.role.clone(), team: given.team() };
    ask_for(app, signed, given.user, change).await
}

async fn effect(State(app): State<App>, signed: Signed, Path(user): Path<StaffId>, Form(given): Form<Given>) -> Reply {
    let (actor, about) = (signed.actor.clone(), user.clone());
    let change = Change::Move { role: given.role.clone(), team: given.team() };
    let asked = change.clone();
    let (effect, teams) = app
        .run(move |casework| casework.effect_of_change(&actor, &about, &asked))
        .await
        .map_err(app.failed(&signed))?;
    let main = effect_page(&signed.form_token, &user, &given, &words_of(&change, &teams), &effect);
    Ok(app.page(&signed, Page { title: "What this would do", current: "/admin/people", main, ..Page::default() }))
}

async fn change_place(
    State(app): State<App>,
    signed: Signed,
    Path(user): Path<String>,
    Form(given): Form<Given>,
) -> Reply {
    let change = Change::Move { role: given.role.clone(), team: given.team() };
    ask_for(app, signed, user, change).await
}

#[derive(Deserialize)]
struct Recovering {
    #[serde(default)]
    reopen: bool,
}

async fn recover(
    State(app): State<App>,
    signed: Signed,
    Path(user): Path<String>,
    Form(given): Form<Recovering>,
) -> Reply {
    ask_for(app, signed, user, if given.reopen { Change::Reopen } else { Change::Recover }).await
}

async fn close(State(app): State<App>, signed: Signed, Path(user): Path<StaffId>) -> Reply {
    let (present, about) = (signed.present().clone(), user.clone());
    app.run(move |casework| casework.disable(&present, &about)).await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/admin/people/{user}?done=closed")))
}

async fn end_sessions(State(app): State<App>, signed: Signed, Path(user): Path<StaffId>) -> Reply {
    let (present, about) = (signed.present().clone(), user.clone());
    app.run(move |casework| casework.end_sessions_of(&present, &about)).await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/admin/people/{user}?done=ended")))
}

fn form(csrf: &str, to: &str, inside: Markup) -> Markup {
    html! { form method="post" action=(to) novalidate { input type="hidden" name="csrf" value=(csrf); (inside) } }
}

fn view(csrf: &str, page: &PersonPage) -> Markup {
    let staff = &page.row.staff;
    let at = |end: &str| format!("/admin/people/{}/{end}", staff.id);
    let team = staff.team.as_ref().and_then(|id| page.teams.iter().find(|team| team.id == *id));
    let role = Role::by_name(&staff.role).map_or_else(|| staff.role.clone(), Role::label);
    let account = page.row.account.as_ref();
    let factors = account.map_or((0, 0), |account| (account.authenticators.len(), account.passkeys.len()));
    let waiting: Vec<Asked> = page.asked.iter().filter(|one| one.settled.is_none()).cloned().collect();
    html! {
        h1.govuk-heading-l { (staff.name) }
        (SummaryList::new([
            SummaryRow::new("User name", staff.id.0.as_str()),
            SummaryRow::new("Account", html! { (state_of(&page.row)) }),
            SummaryRow::new("Role", role.as_str()),
            SummaryRow::new("Team", team.map_or("None", |team| &team.name)),
            SummaryRow::new("Second factors", format!("{} authenticator apps, {} passkeys", factors.0, factors.1)),
            SummaryRow::new("Last signed in", account.and_then(|account| account.last_in).map_or("Never".to_owned(), when)),
        ]))
        @if !waiting.is_empty() {
            h2.govuk-heading-m { "Waiting for a second person" }
            (waiting_view(csrf, &waiting, &page.teams))
        }
        @if staff.active {
            h2.govuk-heading-m { "Role and team" }
            (form(csrf, &at("effect"), html! {
                (role_and_team(&staff.role, staff.team.as_ref(), &page.teams))
                (Button::secondary("See what this would do"))
            }))
            h2.govuk-heading-m { "Where they are signed in" }
            @if page.places.is_empty() { p.govuk-body { "Nowhere." } }
            @else {
                ul.govuk-list { @for place in &page.places { li { (place.device) ", since " (when(place.opened)) ", last used " (when(place.seen)) } } }
                (form(csrf, &at("end-sessions"), html! { (Button::secondary("End their sessions")) }))
            }
            h2.govuk-heading-m { "Lost phone or password" }
            p.govuk-body { "Takes away the password and every second factor. A second person must agree; then they set it up anew by a link." }
            (form(csrf, &at("recover"), html! { (Button::secondary("Ask to recover the account")) }))
            h2.govuk-heading-m { "Leaving" }
            p.govuk-body { "Closes the account and ends every session at once. What they wrote stays." }
            (form(csrf, &at("close"), html! { (Button::warning("Close the account now")) }))
        } @else {
            h2.govuk-heading-m { "Coming back" }
            (form(csrf, &at("recover"), html! {
                input type="hidden" name="reopen" value="true";
                (Button::secondary("Ask to open the account again"))
            }))
        }
        @let settled: Vec<&Asked> = page.asked.iter().filter(|one| one.settled.is_some()).collect();
        @if !settled.is_empty() {
            h2.govuk-heading-m { "Earlier" }
            ul.govuk-list { @for one in settled {
                li { (when(one.at)) ": " (words_of(&one.change, &page.teams)) ", asked for by " (one.by)
                    @if let Some(settled) = &one.settled { ", " (settled.outcome) " by " (settled.by) } "." }
            } }
        }
    }
}

fn effect_page(csrf: &str, user: &StaffId, given: &Given, words: &str, effect: &Effect) -> Markup {
    html! {
        h1.govuk-heading-l { "What this would do" }
        p.govuk-body { (user) ": " (words) "." }
        (effect_view(effect))
        @if effect.gains.is_empty() && effect.loses.is_empty() { p.govuk-body { "What the role allows stays as it is." } }
        p.govuk-body { "A second person must agree. They are then signed out everywhere, and sign in with the new role." }
        (form(csrf, &format!("/admin/people/{user}/move"), html! {
            input type="hidden" name="role" value=(given.role);
            input type="hidden" name="team" value=(given.team);
            (Button::new("Ask for it"))
        }))
        p.govuk-body { a.govuk-link href=(format!("/admin/people/{user}")) { "Leave it as it is" } }
    }
}

fn new_view(csrf: &str, teams: &[Team]) -> Markup {
    html! {
        h1.govuk-heading-l { "Add somebody" }
        p.govuk-body { "Each person has an account of their own. A second person must agree; then they set it up by a link." }
        (form(csrf, "/admin/people/new", html! {
            (Input { classes: "govuk-input--width-20".into(), autocomplete: "off".into(), ..Input::new("name", "Their name") })
            (Input {
                hint: Some("Their own, such as asha.khan. They sign in with it, and it never changes".into()),
                classes: "govuk-input--width-20".into(),
                autocomplete: "off".into(),
                autocapitalize: "none".into(),
                spellcheck: Some(false),
                ..Input::new("user", "User name")
            })
            (role_and_team("social_worker", None, teams))
            (Button::new("Ask for it"))
        }))
    }
}

/// Made-up people, for samples.
pub(super) fn example() -> PeoplePage {
    let at = Timestamp::constant(1_795_000_000, 0);
    let row = |id: &str, name: &str, role: Role, active| Row {
        staff: Staff { team: Some("north-1".into()), active, ..Staff::new(id, name, role.name()) },
        account: None,
    };
    let team = Team { id: "north-1".into(), name: "North safeguarding 1".into() };
    PeoplePage {
        people: vec![
            row("asha.khan", "Asha Khan", Role::SocialWorker, true),
            row("jo.hill", "Jo Hill", Role::TeamManager, false),
        ],
        teams: vec![(team, 9)],
        waiting: vec![Asked {
            id: Uuid::nil(),
            about: "asha.khan".into(),
            change: Change::Move { role: "team_manager".into(), team: Some("north-1".into()) },
            by: "Sam Field".into(),
            at,
            effect: Effect { gains: vec!["see file", "allocate"], loses: Vec::new(), children: 42 },
            may_agree: true,
            settled: None,
        }],
        alerts: vec![Alert {
            name: "account_tried 1".into(),
            kind: "account_tried".into(),
            raised: at,
            count: 20,
            seen: None,
        }],
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let PeoplePage { mut people, waiting, .. } = example();
    let teams = vec![Team { id: "north-1".into(), name: "North safeguarding 1".into() }];
    let effect = waiting[0].effect.clone();
    let given = Given { user: String::new(), name: String::new(), role: "team_manager".into(), team: "north-1".into() };
    let closed = PersonPage { row: people.remove(1), places: Vec::new(), asked: Vec::new(), teams: teams.clone() };
    let open = PersonPage { row: people.remove(0), places: Vec::new(), asked: waiting, teams: teams.clone() };
    vec![
        Sample { name: "person-account", markup: view("sample", &open) },
        Sample { name: "person-account-closed", markup: view("sample", &closed) },
        Sample {
            name: "person-account-effect",
            markup: effect_page("sample", &"asha.khan".into(), &given, "Make them team manager", &effect),
        },
        Sample { name: "person-new", markup: new_view("sample", &teams) },
    ]
}
