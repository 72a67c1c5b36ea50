//! One's own account: what one signs in with, where one is signed in, and signing out of all of it.

mod enrol;

use super::Sample;
use crate::components::{Button, Input, NotificationBanner, SummaryList, SummaryRow, WarningText};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{FRESH, Routes, SIGNED};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Query, State};
use casework::sign_in::factors::Factors;
use casework::sign_in::sessions::Place;
use jiff::Timestamp;
use maud::{Markup, html};
use practice::moment::Moment;
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/account", SIGNED, show)
        .post("/account/password", FRESH, password)
        .post("/account/remove", FRESH, remove)
        .post("/account/recovery-codes", FRESH, recovery_codes)
        .post("/account/sessions/end", SIGNED, end_session)
        .post("/account/sessions/end-others", SIGNED, end_others)
        .post("/account/sessions/end-all", SIGNED, end_all)
        .merge(enrol::routes())
}

#[derive(Deserialize, Default)]
struct Asked {
    #[serde(default)]
    done: String,
}

async fn show(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let present = signed.present().clone();
    let (factors, places) = app
        .run(move |casework| Ok((casework.factors(&present)?, casework.my_sessions(&present)?)))
        .await
        .map_err(app.failed(&signed))?;
    let done = match asked.done.as_str() {
        "password" => Some("Your password was changed. You are signed out everywhere else."),
        "removed" => Some("It was taken away."),
        "added" => Some("It was added. You can sign in with it from now on."),
        "ended" => Some("That session was ended."),
        "elsewhere" => Some("You are signed out everywhere else."),
        _ => None,
    };
    let main = view(&signed.form_token, &factors, &places);
    let flash = done.map(|words| html! { (NotificationBanner::success(words)) });
    Ok(app.page(&signed, Page { title: "Your account", flash, main, ..Page::default() }))
}

#[derive(Deserialize)]
struct NewPassword {
    now: String,
    new: String,
}

async fn password(State(app): State<App>, signed: Signed, Form(given): Form<NewPassword>) -> Reply {
    let (token, council) = (signed.token.clone(), app.council.clone());
    app.run(move |casework| {
        let holder = casework.holder(&token)?;
        casework.change_password(&holder, &given.now, &given.new, &council)
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/account?done=password"))
}

#[derive(Deserialize)]
struct Which {
    which: String,
}

async fn remove(State(app): State<App>, signed: Signed, Form(given): Form<Which>) -> Reply {
    let token = signed.token.clone();
    app.run(move |casework| casework.remove_factor(&casework.holder(&token)?, &given.which))
        .await
        .map_err(app.failed(&signed))?;
    Ok(go("/account?done=removed"))
}

async fn recovery_codes(State(app): State<App>, signed: Signed) -> Reply {
    let token = signed.token.clone();
    let codes = app
        .run(move |casework| casework.new_recovery_codes(&casework.holder(&token)?))
        .await
        .map_err(app.failed(&signed))?;
    let main = enrol::codes_view(&codes, "/account");
    Ok(app.page(&signed, Page { title: "Your recovery codes", main, ..Page::default() }))
}

async fn end_session(State(app): State<App>, signed: Signed, Form(given): Form<Which>) -> Reply {
    let present = signed.present().clone();
    app.run(move |casework| casework.end_my_session(&present, &given.which)).await.map_err(app.failed(&signed))?;
    Ok(go("/account?done=ended"))
}

async fn end_others(State(app): State<App>, signed: Signed) -> Reply {
    let present = signed.present().clone();
    app.run(move |casework| casework.sign_out_elsewhere(&present)).await.map_err(app.failed(&signed))?;
    Ok(go("/account?done=elsewhere"))
}

async fn end_all(State(app): State<App>, signed: Signed) -> Reply {
    let present = signed.present().clone();
    app.run(move |casework| casework.sign_out_everywhere(&present)).await.map_err(app.failed(&signed))?;
    Ok(app.site.keep(go("/sign-in"), "", None))
}

/// An instant as people here say it.
pub(super) fn when(at: Timestamp) -> String {
    Moment::of(at).to_string()
}

fn post(csrf: &str, to: &str, which: &str, button: &Button) -> Markup {
    html! {
        form method="post" action=(to) {
            input type="hidden" name="csrf" value=(csrf);
            @if !which.is_empty() { input type="hidden" name="which" value=(which); }
            (button)
        }
    }
}

fn small(csrf: &str, to: &str, which: &str, words: &str, about: &str) -> Markup {
    html! {
        form method="post" action=(to) {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="which" value=(which);
            button.gt-plain-button type="submit" { (words) span.govuk-visually-hidden { " " (about) } }
        }
    }
}

fn view(csrf: &str, factors: &Factors, places: &[Place]) -> Markup {
    let apps = factors.authenticators.iter().map(|(place, name, added)| {
        let remove = small(csrf, "/account/remove", &format!("authenticator {place}"), "Take away", name);
        SummaryRow::new(name.as_str(), html! { "Authenticator app, since " (when(*added)) (remove) })
    });
    let passkeys = factors.passkeys.iter().map(|(id, name, added)| {
        let remove = small(csrf, "/account/remove", &format!("passkey {id}"), "Take away", name);
        SummaryRow::new(name.as_str(), html! { "Passkey, since " (when(*added)) (remove) })
    });
    let left = SummaryRow::new("Recovery codes", format!("{} left", factors.recovery));
    html! {
        h1.govuk-heading-l { "Your account" }
        h2.govuk-heading-m { "What you sign in with" }
        (SummaryList::new(apps.chain(passkeys).chain([left])))
        (Button::link("Add an authenticator app or a passkey", "/account/enrol"))
        (post(csrf, "/account/recovery-codes", "", &Button::secondary("Make new recovery codes")))
        h2.govuk-heading-m { "Where you are signed in" }
        div.gt-scroll tabindex="0" role="region" aria-label="Where you are signed in" {
            table.govuk-table {
                caption class="govuk-table__caption govuk-visually-hidden" { "Your sessions" }
                thead.govuk-table__head { tr.govuk-table__row {
                    th.govuk-table__header scope="col" { "On" }
                    th.govuk-table__header scope="col" { "Since" }
                    th.govuk-table__header scope="col" { "Last used" }
                    th.govuk-table__header scope="col" { span.govuk-visually-hidden { "End it" } }
                } }
                tbody.govuk-table__body { @for place in places { tr.govuk-table__row {
                    th.govuk-table__header scope="row" { (place.device) @if place.here { " (here)" } }
                    td.govuk-table__cell { (when(place.opened)) }
                    td.govuk-table__cell { (when(place.seen)) }
                    td.govuk-table__cell {
                        @if !place.here {
                            (small(csrf, "/account/sessions/end", &place.id, "End it", &format!("on {}", place.device)))
                        }
                    }
                } } }
            }
        }
        div.govuk-button-group {
            (post(csrf, "/account/sessions/end-others", "", &Button::secondary("Sign out everywhere else")))
            (post(csrf, "/account/sessions/end-all", "", &Button::warning("Sign out everywhere, here too")))
        }
        @if factors.has_password {
            h2.govuk-heading-m { "Change your password" }
            form method="post" action="/account/password" novalidate {
                input type="hidden" name="csrf" value=(csrf);
                (Input { kind: "password".into(), autocomplete: "current-password".into(), classes: "govuk-input--width-20".into(), ..Input::new("now", "Password now") })
                (Input {
                    kind: "password".into(),
                    autocomplete: "new-password".into(),
                    hint: Some("At least 12 characters. Three or four words that do not belong together are easiest to remember".into()),
                    classes: "govuk-input--width-20".into(),
                    ..Input::new("new", "New password")
                })
                (Button::secondary("Change password"))
            }
        }
        (WarningText::new("If a device is lost or somebody else knows your password, sign out everywhere, then take the device away here."))
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let at = Timestamp::constant(1_795_000_000, 0);
    let factors = Factors {
        authenticators: vec![(0, "Work phone".into(), at)],
        passkeys: vec![("ab12".into(), "Laptop".into(), at)],
        recovery: 9,
        has_password: true,
    };
    let place =
        |id: &str, device: &str, here| Place { id: id.into(), device: device.into(), opened: at, seen: at, here };
    let places = [place("a", "Firefox on Windows", true), place("b", "Chrome on Android", false)];
    let mut samples = vec![Sample { name: "account", markup: view("sample", &factors, &places) }];
    samples.extend(enrol::samples());
    samples
}
