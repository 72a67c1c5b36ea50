//! The second person: a copy that holds what must not be sent is agreed to or refused, by a manager who did not ask.

use super::copies::{Out, Sending};
use super::view::{pages, words};
use crate::components::{BoardTable, Button, Choice, Content, Radios, SummaryList, SummaryRow, Textarea, WarningText};
use crate::layout::Page;
use crate::pages::Sample;
use crate::pages::child::{dressed, example, page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use casework::access::facts::Release;
use casework::access::registers::Written;
use casework::copies::{Asked, Releases};
use casework::file::AsAt;
use casework::names::PageNames;
use casework::sending::Watch;
use casework::{Act, Actor, Casework, Done, Problem};
use maud::{Markup, Render, html};
use practice::moment::Moment;
use serde::Deserialize;
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/releases", does(Act::ReleaseProtected), list)
        .get("/releases/{id}", of_child(Act::ReleaseProtected), show)
        .get("/releases/{id}/pages.svg", of_child(Act::ReleaseProtected), drawn)
        .post("/releases/{id}", of_child(Act::ReleaseProtected), settle)
}

async fn list(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let found = app.run(move |casework| {
        casework.may(&actor, Act::ReleaseProtected)?;
        casework.releases(&actor)
    });
    let main = list_view(&found.await.map_err(app.failed(&signed))?);
    Ok(app.page(&signed, Page { title: LIST, current: "/access", main, ..Page::default() }))
}

const LIST: &str = "Copies that wait for a second person";

fn list_view(releases: &Releases) -> Markup {
    let row = |one: &Asked| -> Vec<Content> {
        vec![
            html! { a.govuk-link href={ "/releases/" (one.id) } { (releases.names.of(one.release.child)) } }.into(),
            releases.names.staff.worker(&one.asked.by).into(),
            Moment::of(one.asked.at).to_string().into(),
            one.asked.why.as_str().into(),
        ]
    };
    html! {
        h1.govuk-heading-l { (LIST) }
        p.govuk-body { "Each holds a protected address, or somebody who may not be known of. Nobody answers what they asked for themselves." }
        (BoardTable {
            caption: "Waiting".into(),
            columns: ["About", "Who asks", "Since", "Why"].map(Into::into).to_vec(),
            rows: releases.waiting.iter().map(row).collect(),
            empty: "No copy waits for you.".into(),
            ..BoardTable::default()
        })
    }
}

/// What is asked, the copy as it is now, and whether that is still the copy that was asked for.
struct Waiting {
    asked: Asked,
    of: Sending,
    place: usize,
    out: Out,
    is_same: bool,
}

fn waiting(casework: &Casework, actor: &Actor, id: &str, action: &str) -> Done<Waiting> {
    casework.may(actor, Act::ReleaseProtected)?;
    let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
    let asked = casework.release_asked(actor, id, action)?;
    let release = &asked.release;
    let of = Sending::of(casework, actor, Act::ReleaseProtected, release.child, release.record)?;
    let place = of.to.iter().position(|one| one.name == release.to).ok_or(Problem::NotFound)?;
    let out = Out::read(&release.out);
    let is_same = of.made(&of.to[place], &out)?.hash() == release.copy;
    Ok(Waiting { asked, of, place, out, is_same })
}

async fn show(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let found =
        app.run(move |casework| waiting(casework, &actor, &id, "view_release")).await.map_err(app.failed(&signed))?;
    let main = view(&found, &signed.actor, &signed.form_token);
    Ok(page(&app, &signed, &found.of.file, found.of.part(), TITLE, main))
}

const TITLE: &str = "May this copy leave?";

fn view(found: &Waiting, actor: &Actor, csrf: &str) -> Markup {
    let Waiting { asked, of, place, out, is_same } = found;
    let names = &of.file.names.staff;
    let one = &of.to[*place];
    let answers = [("agree", "Yes, exactly this copy to exactly this reader"), ("refuse", "No, it must not leave")];
    html! {
        h1.govuk-heading-l { (TITLE) }
        (SummaryList::new([
            SummaryRow::new("For whom", one.name.as_str()),
            SummaryRow::new("Who asks", html! { (names.worker(&asked.asked.by)) ", " (Moment::of(asked.asked.at)) }),
            SummaryRow::new("Why", asked.asked.why.as_str()),
        ]))
        @match &asked.settled {
            Some(settled) => {
                p.govuk-body { (names.worker(&settled.by)) @if asked.release.agreed() { " agreed" } @else { " refused" } ", " (Moment::of(settled.at)) ": " (settled.why) }
            }
            None if asked.asked.by == actor.staff => { p.govuk-body { "You asked for this: somebody else must answer." } }
            None => {
                @if !is_same { (WarningText::new("The record, or who is protected, has changed since this was asked: it is not the same copy any more. It can only be refused, and asked for again.")) }
                (WarningText::new("What is outlined must not leave by rule. If it reaches the wrong person, somebody may be found by whoever they fear."))
                section.gt-copy aria-label={ "Copy for " (one.name) } {
                    (pages(&format!("/releases/{}/pages.svg", asked.id), &one.name))
                    (words(of, &of.copy(one, out)))
                }
                form method="post" action={ "/releases/" (asked.id) } novalidate {
                    input type="hidden" name="csrf" value=(csrf);
                    (Radios::new("answer", "May it leave?", answers.iter().filter(|(name, _)| *is_same || *name == "refuse").map(|(name, words)| Choice::new(*name, *words)).collect()))
                    (Textarea { rows: Some(2), ..Textarea::new("why", "Why?") })
                    (Button::warning("Save my answer"))
                }
            }
        }
    }
}

/// The pages of the copy, coloured.
async fn drawn(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let svg = app.run(move |casework| {
        let found = waiting(casework, &actor, &id, "view_release")?;
        found.of.drawn(&found.of.to[found.place], &found.out)
    });
    Ok(picture(svg.await.map_err(app.failed(&signed))?))
}

/// A drawing as an answer.
pub fn picture(svg: String) -> axum::response::Response {
    let mut response = svg.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    response
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    why: String,
}

async fn settle(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Form(Answer { answer, why }): Form<Answer>,
) -> Reply {
    let actor = signed.actor.clone();
    let settled = app.run(move |casework| {
        casework.may(&actor, Act::ReleaseProtected)?;
        let (agrees, action) = match answer.as_str() {
            "agree" => (true, "agree_release"),
            "refuse" => (false, "refuse_release"),
            _ => return Err(Problem::Refused("Say whether it may leave".into())),
        };
        let found = waiting(casework, &actor, &id, action)?;
        let copy = found.of.made(&found.of.to[found.place], &found.out)?;
        casework.settle_release(&actor, found.asked.id, &copy, agrees, &why)
    });
    settled.await.map_err(app.failed(&signed))?;
    Ok(go("/releases"))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let at = Moment::at(jiff::civil::date(2026, 11, 17), 9, 0).instant();
    let written = |who: &str, why: &str| Written { by: who.into(), at, why: why.into() };
    let made = |is_same: bool, settled: Option<bool>| {
        let of = Sending::from(example::file(AsAt::Now), example::record(15), Watch::default(), Vec::new()).ok()?;
        let release = Release {
            child: of.file.child,
            record: of.record,
            to: of.to.first()?.name.clone(),
            copy: String::new(),
            out: String::new(),
            settled: settled.map(|agreed| ("wyn".into(), agreed)),
        };
        let settled = settled.map(|_| written("wyn", "The court has ordered it."));
        let asked =
            Asked { id: Uuid::from_u128(7), release, asked: written("priya", "The court asks for it."), settled };
        Some(Waiting { asked, of, place: 0, out: Out::default(), is_same })
    };
    let actor = Actor::new("wyn", "Wyn", casework::Role::ServiceManager, None);
    let drawn = |name, found: Option<Waiting>| {
        let markup = found
            .map(|found| dressed(&found.of.file, "/meetings", TITLE, view(&found, &actor, "sample")).render().render());
        Sample { name, markup: markup.unwrap_or_default() }
    };
    let asked = made(true, None).map(|found| found.asked);
    let listed = |waiting| list_view(&Releases { waiting, names: PageNames::default() });
    vec![
        Sample { name: "releases", markup: listed(asked.into_iter().collect()) },
        Sample { name: "releases-none", markup: listed(Vec::new()) },
        drawn("release", made(true, None)),
        drawn("release-changed", made(false, None)),
        drawn("release-agreed", made(true, Some(true))),
    ]
}
