//! The two identities of an adopted child: the link between them is made and opened by two people, each with a key.

use super::{Pairs, secret, value};
use crate::components::{Button, Details, Input, InsetText, SummaryList, SummaryRow, Textarea};
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::access::identities::{Joined, Key, LinkLine, Links};
use casework::{Act, Problem};
use maud::{Markup, html};
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/identities", does(Act::Seal), show)
        .post("/identities", does(Act::Seal), make)
        .post("/identities/{id}/take", does(Act::Seal), take)
        .post("/identities/{id}/first", does(Act::Seal), first)
        .post("/identities/{id}/second", does(Act::Seal), second)
}

/// The number of a link as it is printed beside its keys.
fn number(link: Uuid) -> String {
    let digits = link.simple().to_string().to_uppercase();
    let end = digits.len() - 8;
    format!("{}-{}", &digits[end..end + 4], &digits[end + 4..])
}

/// A file by its number, or by its address copied from the browser.
fn file(typed: &str, which: &str) -> Result<PersonId, Problem> {
    let typed = typed.trim();
    let after = typed.split_once("/children/").map_or(typed, |(_, after)| after);
    let id = after.split(['/', '?', '#']).next().unwrap_or_default();
    id.parse().map_err(|_| {
        Problem::Refused(format!(
            "Give the number of the file {which} the adoption: it is on the file, or give its address"
        ))
    })
}

fn link(id: &str) -> Result<Uuid, Problem> {
    id.parse().map_err(|_| Problem::NotFound)
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let links = app.run(move |casework| casework.links(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&links, &signed.actor.staff, &signed.form_token);
    Ok(app.page(&signed, Page { title: TITLE, current: "/access", main, ..Page::default() }))
}

const TITLE: &str = "Two identities";

async fn make(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    let key = app
        .run(move |casework| {
            casework.may(&actor, Act::Seal)?;
            let (before, after) = (file(value(&pairs, "before"), "before")?, file(value(&pairs, "after"), "after")?);
            casework.make_link(&actor, before, after, value(&pairs, "why"))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(app.page(&signed, Page { title: "The first key", current: "/access", main: key_view(&key), ..Page::default() }))
}

async fn take(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let key = app
        .run(move |casework| {
            casework.may(&actor, Act::Seal)?;
            casework.take_second_key(&actor, link(&id)?)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(app.page(&signed, Page { title: "The second key", current: "/access", main: key_view(&key), ..Page::default() }))
}

async fn first(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::Seal)?;
        casework.give_first_key(&actor, link(&id)?, value(&pairs, "key"), value(&pairs, "why"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/identities"))
}

async fn second(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    let joined = app
        .run(move |casework| {
            casework.may(&actor, Act::Seal)?;
            casework.give_second_key(&actor, link(&id)?, value(&pairs, "key"))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = joined_view(&joined);
    Ok(app.page(&signed, Page { title: "What the link joins", current: "/access", main, ..Page::default() }))
}

fn view(links: &Links, reader: &StaffId, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "After an adoption a child has two files, both sealed, and nothing in Goldthread leads from one to the other. What joins them is a link under two keys. Two people hold a key each, on paper, and it takes both to open it." }
        @if links.all.is_empty() {
            p.govuk-body { "No link has been made." }
        }
        @for line in &links.all {
            section {
                h2.govuk-heading-m { "Link " (number(line.id)) }
                (SummaryList::new(told(line, links)))
                (next(line, reader, csrf))
            }
        }
        (Details { id: "make".into(), open: links.all.is_empty(), ..Details::new("Make a link", making(csrf)) })
    }
}

/// What is said of a link. Nothing here says whose it is.
fn told(line: &LinkLine, links: &Links) -> Vec<SummaryRow> {
    let mut rows = Vec::new();
    if let Some(kept) = &line.kept {
        rows.push(SummaryRow::new("Made", format!("{}, by {}", Moment::of(kept.at), links.staff.worker(&kept.by))));
    }
    if let Some(last) = &line.last {
        let times = if line.opened == 1 { "once".to_owned() } else { format!("{} times", line.opened) };
        let who = links.staff.worker(&last.by);
        rows.push(SummaryRow::new("Opened", format!("{times}, last {} by {who}: {}", Moment::of(last.at), last.why)));
    }
    if let Some((by, until)) = &line.half {
        let what = if line.kept.is_some() { "The first key was given by" } else { "Made, and not kept yet, by" };
        let words = format!("{what} {}. Somebody else has until {}", links.staff.worker(by), Moment::of(*until));
        rows.push(SummaryRow::new("Waits", words));
    }
    rows
}

/// What somebody can do with a link now.
fn next(line: &LinkLine, reader: &StaffId, csrf: &str) -> Markup {
    let id = line.id;
    let plain = id.simple();
    let own = line.half.as_ref().is_some_and(|(by, _)| by == reader);
    match (&line.kept, &line.half) {
        (_, Some(_)) if own => html! {
            (InsetText::new("Somebody else must do the second half. Ask them to sign in and open this page."))
        },
        (None, _) => html! {
            form method="post" action={ "/identities/" (id) "/take" } {
                (secret(csrf))
                p.govuk-body { "The second key is shown once. Have paper ready." }
                (Button::new("Take the second key"))
            }
        },
        (Some(_), Some(_)) => html! {
            form method="post" action={ "/identities/" (id) "/second" } autocomplete="off" {
                (secret(csrf))
                (Input { id: format!("key-{plain}"), ..Input::new("key", "The second key") })
                (Button::warning("Open the link"))
            }
        },
        (Some(_), None) => {
            let form = html! {
                form method="post" action={ "/identities/" (id) "/first" } autocomplete="off" {
                    (secret(csrf))
                    (Input { id: format!("key-{plain}"), ..Input::new("key", "The first key") })
                    (Textarea { id: format!("why-{plain}"), rows: Some(2), hint: Some(NOBODY.into()), ..Textarea::new("why", "Why must it be opened?") })
                    (Button::new("Give the first key"))
                }
            };
            html! { (Details { id: format!("open-{plain}"), ..Details::new("Open this link", form) }) }
        }
    }
}

const NOBODY: &str = "Everybody who holds links can read this. Do not name the child or anyone of either family";

/// A box as wide as the number of a file.
fn file_box(name: &str, question: &str) -> Input {
    Input { classes: "govuk-!-width-two-thirds".into(), ..Input::new(name, question) }
}

fn making(csrf: &str) -> Markup {
    html! {
        form method="post" action="/identities" autocomplete="off" {
            (secret(csrf))
            p.govuk-body { "Both files must be sealed, with you among those named, and no record of one may name the other. A sealed file says its number beside who may know of it." }
            (file_box("before", "Number of the file before the adoption"))
            (file_box("after", "Number of the file after the adoption"))
            (Textarea { rows: Some(2), hint: Some(NOBODY.into()), ..Textarea::new("why", "Why is the link made?") })
            (Button::new("Make the link and show the first key"))
        }
    }
}

fn key_view(key: &Key) -> Markup {
    html! {
        h1.govuk-heading-l { @if key.place == 1 { "The first key" } @else { "The second key" } }
        (SummaryList::new(vec![
            SummaryRow::new("Link", number(key.link)),
            SummaryRow::new("Key", key.key.as_str()),
        ]))
        (InsetText::new("This is the only time that this key is shown, and it is kept nowhere. Print this page or write it down, with the number of the link and without any name, and lock it away."))
        @if key.place == 1 {
            p.govuk-body { strong { "The link is not kept yet." } " Within the hour somebody else who holds links must open this page under their own name and take the second key. Never hold both." }
        } @else {
            p.govuk-body { "The link is kept now. Without both keys nobody can ever open it: not those who run the system, and not from a backup." }
        }
        p.govuk-body { a.govuk-link href="/identities" { "Back to the links" } }
    }
}

fn joined_view(joined: &Joined) -> Markup {
    let names = |named: &[StaffId]| named.iter().map(|one| joined.staff.worker(one)).collect::<Vec<_>>().join(", ");
    html! {
        h1.govuk-heading-l { "What the link joins" }
        @for ((file, named), which) in joined.files.iter().zip(["Before the adoption", "After the adoption"]) {
            h2.govuk-heading-m { (which) }
            (SummaryList::new(vec![
                SummaryRow::new("File", html! { a.govuk-link href={ "/children/" (file) } { (file) } }),
                SummaryRow::new("Those named", names(named)),
            ]))
        }
        (InsetText::new("Neither file opens to you unless you are named on it. This page is shown once: to see it again, both keys are needed again."))
        p.govuk-body { a.govuk-link href="/identities" { "Back to the links" } }
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let at = Moment::at(jiff::civil::date(2026, 11, 17), 9, 0).instant();
    let written = || casework::access::registers::Written { by: "wyn".into(), at, why: "An adult asks".into() };
    let line = |number: u128, kept: bool, half: Option<&str>| LinkLine {
        id: Uuid::from_u128(number),
        kept: kept.then(written),
        opened: u32::from(kept),
        last: kept.then(written),
        half: half.map(|by| (by.into(), at)),
    };
    let all =
        vec![line(1, false, Some("may")), line(2, true, Some("wyn")), line(3, true, Some("may")), line(4, true, None)];
    let links = |all| Links { all, staff: Default::default() };
    let key = |place| Key { link: Uuid::from_u128(7), place, key: "abcd-efgh-jkmn-pqrs-tuvw-xyz2-3456".into() };
    let nobody = PersonId(Uuid::nil());
    let joined =
        Joined { files: [(nobody, vec!["wyn".into()]), (nobody, vec!["may".into()])], staff: Default::default() };
    vec![
        Sample { name: "identities", markup: view(&links(all), &"wyn".into(), "sample") },
        Sample { name: "identities-none", markup: view(&links(vec![]), &"wyn".into(), "sample") },
        Sample { name: "identities-first-key", markup: key_view(&key(1)) },
        Sample { name: "identities-second-key", markup: key_view(&key(2)) },
        Sample { name: "identities-joined", markup: joined_view(&joined) },
    ]
}
