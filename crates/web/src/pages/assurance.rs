//! What the log warns of: alerts about looks, to be looked into and closed, and staff unlike their colleagues.

use super::Sample;
use crate::components::{BoardTable, Button, Content, Input, InsetText, Tag, WarningText};
use crate::layout::{Density, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, State};
use casework::Act;
use casework::browsing::{Alert, Unlike};
use casework::names::StaffNames;
use maud::{Markup, html};
use practice::moment::Moment;
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/assurance", does(Act::SeeLog), show).post("/assurance", does(Act::SeeLog), close)
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let (alerts, unlike, staff, concerns) = app
        .run(move |casework| {
            let (alerts, unlike) = (casework.alerts(&actor)?, casework.unlike_colleagues(&actor)?);
            Ok((alerts, unlike, casework.staff_names(), casework.store().concerns()?))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = html! {
        (how_kept(&concerns))
        (view(&alerts, &unlike, &staff, &signed.form_token))
    };
    Ok(app.page(
        &signed,
        Page { title: "Assurance", current: "/assurance", density: Density::Work, main, ..Page::default() },
    ))
}

/// Which alert is closed, and what was found.
#[derive(Deserialize)]
struct Closing {
    alert: u64,
    #[serde(default)]
    found: String,
}

async fn close(State(app): State<App>, signed: Signed, Form(closing): Form<Closing>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| casework.close_alert(&actor, closing.alert, &closing.found))
        .await
        .map_err(app.failed(&signed))?;
    Ok(go("/assurance"))
}

/// What whoever runs this should know of how records are kept.
fn how_kept(concerns: &[String]) -> Markup {
    html! { @for concern in concerns { (WarningText::new(concern.as_str())) } }
}

/// The page.
pub fn view(alerts: &[Alert], unlike: &[Unlike], staff: &StaffNames, csrf: &str) -> Markup {
    let alert = |alert: &Alert| -> Vec<Content> {
        let state = match &alert.closed {
            Some(found) => {
                html! { (Tag { text: "Closed".into(), classes: "govuk-tag--grey".into(), ..Tag::default() }) " " (found) }
            }
            None => html! {
                form method="post" action="/assurance" {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="alert" value=(alert.seq);
                    (Input { id: format!("found-{}", alert.seq), ..Input::new("found", "What you found") })
                    (Button::secondary("Close"))
                }
            },
        };
        vec![Moment::of(alert.at).to_string().into(), alert.words.clone().into(), state.into()]
    };
    let row =
        |one: &Unlike| -> Vec<Content> { vec![staff.worker(&one.staff).to_owned().into(), one.words.clone().into()] };
    html! {
        h1.govuk-heading-l { "Assurance: who looks" }
        (InsetText {
            content: "These are about staff, not about children, and none of them is a finding. Ask before you conclude.".into(),
            ..InsetText::default()
        })
        (BoardTable {
            caption: "Alerts".into(),
            columns: ["When", "What was seen", "Looked into"].map(Into::into).to_vec(),
            rows: alerts.iter().map(alert).collect(),
            empty: "There are no alerts.".into(),
            classes: String::new(),
        })
        (BoardTable {
            caption: "Unlike colleagues in the last 28 days".into(),
            columns: ["Who", "How"].map(Into::into).to_vec(),
            rows: unlike.iter().map(row).collect(),
            empty: "Nobody opened far more files than colleagues in the same role.".into(),
            classes: String::new(),
        })
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let at = super::child::example::instant(jiff::civil::date(2026, 11, 20));
    let alert = |seq, closed: Option<&str>| Alert {
        seq,
        at,
        words: "sam.reed opened 61 different files within ten minutes; pages now answer slowly.".into(),
        closed: closed.map(str::to_owned),
    };
    let alerts = [alert(91, None), alert(40, Some("Preparing an inspection (Ruth Adeyemi)"))];
    let unlike = [Unlike {
        staff: "sam.reed".into(),
        words: "72 files of children who are not theirs or their team's in 28 days. Half of the 11 others in the role \
                opened 6 or fewer; 25 would be unusual."
            .into(),
    }];
    let staff = StaffNames::default();
    let drawn = |alerts: &[Alert], unlike: &[Unlike]| {
        Page { title: "Assurance", main: view(alerts, unlike, &staff, "sample"), ..Page::default() }.render()
    };
    let alone = "The address of the database names several servers, but the primary waits for none of them.".to_owned();
    let kept = Page { title: "Assurance", main: how_kept(&[alone]), ..Page::default() }.render();
    vec![
        Sample { name: "assurance", markup: drawn(&alerts, &unlike) },
        Sample { name: "assurance-nothing", markup: drawn(&[], &[]) },
        Sample { name: "assurance-one-server", markup: kept },
    ]
}
