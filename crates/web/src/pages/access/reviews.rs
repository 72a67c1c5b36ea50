//! Access reviews: who sees how much, and whether that is still right.

use super::{Pairs, secret, value};
use crate::components::{BoardTable, Button, Content, Details, Radios, Textarea};
use crate::layout::{Density, Page};
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, State};
use casework::access::reviews::{AccessLine, Files, is_due};
use casework::{Act, Problem};
use jiff::Timestamp;
use maud::{Markup, html};
use practice::ids::StaffId;
use practice::moment::Moment;
use practice::spec::humanise;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/access-reviews", does(Act::ReviewAccess), show).post(
        "/access-reviews",
        does(Act::ReviewAccess),
        send,
    )
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let lines = app.run(move |casework| casework.access_reviews(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&lines, app.casework.now(), &signed.form_token);
    let density = Density::Board;
    Ok(app.page(&signed, Page { title: "Access reviews", current: "/access", density, main, ..Page::default() }))
}

fn view(lines: &[AccessLine], now: Timestamp, csrf: &str) -> Markup {
    let due = lines.iter().filter(|line| is_due(line.reviewed.as_ref().map(|(one, _)| one), now)).count();
    let row = |line: &AccessLine| -> Vec<Content> {
        let reviewed = match &line.reviewed {
            Some((one, true)) => format!("{}, right", Moment::of(one.at).date),
            Some((one, false)) => format!("{}, not right: {}", Moment::of(one.at).date, one.why),
            None => "Never".to_owned(),
        };
        vec![
            line.staff.name.as_str().into(),
            humanise(&line.staff.role).into(),
            line.files.open.to_string().into(),
            line.files.restricted.to_string().into(),
            line.named_on.to_string().into(),
            line.emergencies.to_string().into(),
            reviewed.into(),
            html! { (closing(line, csrf)) }.into(),
        ]
    };
    html! {
        h1.govuk-heading-l { "Access reviews" }
        p.govuk-body { (due) " to look through: never looked through, or more than 90 days ago." }
        (BoardTable {
            caption: "Who sees how much".into(),
            columns: ["Who", "Role", "Open files", "Restricted files", "Named on lists", "Emergencies in 90 days", "Last looked through", ""]
                .map(Into::into).to_vec(),
            rows: lines.iter().map(row).collect(),
            empty: "Nobody works here.".into(),
            classes: String::new(),
        })
    }
}

fn closing(line: &AccessLine, csrf: &str) -> Markup {
    let plain: String =
        line.staff.id.0.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).collect();
    let choice = crate::components::Choice::new;
    let form = html! {
        form method="post" action="/access-reviews" {
            (secret(csrf))
            input type="hidden" name="staff" value=(line.staff.id);
            (Radios {
                id_prefix: format!("right-{plain}"),
                ..Radios::new("right", "Is this access right?", vec![choice("yes", "Yes"), choice("no", "No")])
            })
            (Textarea { id: format!("words-{plain}"), rows: Some(2), ..Textarea::new("words", "If not, what was done?") })
            (Button::secondary("Note it"))
        }
    };
    html! { (Details { id: format!("review-{plain}"), ..Details::new("Look through", form) }) }
}

async fn send(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ReviewAccess)?;
        let right = match value(&pairs, "right") {
            "yes" => true,
            "no" => false,
            _ => return Err(Problem::Refused("Say whether this access is right".into())),
        };
        casework.review_access(&actor, &StaffId::from(value(&pairs, "staff")), right, value(&pairs, "words"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/access-reviews"))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let now = Moment::at(jiff::civil::date(2026, 11, 17), 9, 0).instant();
    let line = |id: &str, name: &str, role: &str| AccessLine {
        staff: store::Staff::new(id, name, role),
        files: Files { open: 312, restricted: 3 },
        named_on: 2,
        emergencies: 1,
        reviewed: None,
    };
    let lines = [line("wyn", "Wyn Pryce", "social_worker"), line("may", "May Adeyemi", "team_manager")];
    vec![
        Sample { name: "access-reviews", markup: view(&lines, now, "sample") },
        Sample { name: "access-reviews-none", markup: view(&[], now, "sample") },
    ]
}
