//! Sending a copy of the minutes of a conference, or of a plan: to those it concerns, each with a copy of their own, which is
//! read page by page before it leaves. What must not leave stops the copy, unless it is taken out or a second person agrees.
//! The copy that was sent is kept, and each sending is a record that names it.

mod copies;
mod release;
mod view;

use super::{dressed, example, page};
use crate::pages::Sample;
use crate::printing::{in_file, sent};
use crate::reply::{Reply, flash, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use casework::file::AsAt;
use casework::sending::Watch;
use casework::{Act, Problem};
use copies::{Out, Sending};
use maud::{Markup, Render, html};
use practice::ids::{PersonId, RecordId};
use serde::Deserialize;
use view::{Chosen, checking, choosing};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/send/{record}", of_child(Act::Write), choose)
        .post("/children/{person}/send/{record}", of_child(Act::Write), send)
        .get("/children/{person}/send/{record}/copy.pdf", of_child(Act::Write), paper)
        .get("/children/{person}/send/{record}/pages.svg", of_child(Act::Write), pages)
        .merge(release::routes())
}

/// What was done just now.
#[derive(Deserialize, Default)]
struct Just {
    #[serde(default)]
    done: String,
}

async fn choose(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Query(just): Query<Just>,
) -> Reply {
    let actor = signed.actor.clone();
    let of = app.run(move |casework| Sending::of(casework, &actor, Act::Write, child, record));
    let of = of.await.map_err(app.failed(&signed))?;
    let said = (just.done == "sent").then_some("Recorded as sent. Each copy is kept as it left.");
    let main = html! { @if let Some(said) = flash(said) { (said) } (choosing(&of, None, &signed.form_token)) };
    Ok(page(&app, &signed, &of.file, of.part(), of.title(), main))
}

type Pairs = Vec<(String, String)>;

fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
}

/// The numbers sent by a name, each below a bound, each once.
fn numbers(pairs: &Pairs, name: &str, below: usize) -> std::collections::BTreeSet<usize> {
    let of = pairs.iter().filter(|(sent, _)| sent == name).filter_map(|(_, place)| place.parse().ok());
    of.filter(|place| *place < below).collect()
}

/// First what was chosen is shown, copy by copy; then things are taken out, a second person is asked, or what was read is
/// sent.
async fn send(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Form(pairs): Form<Pairs>,
) -> Reply {
    let (actor, csrf) = (signed.actor.clone(), signed.form_token.clone());
    let answer = app.run(move |casework| {
        casework.may_of(&actor, Act::Write, &[child])?;
        // Noted first: a request's entry is named after what it notes first.
        let step = value(&pairs, "step").to_owned();
        match step.strip_prefix("ask-") {
            Some(asked) if !value(&pairs, &format!("release-why-{asked}")).trim().is_empty() => {
                casework.did(&actor, "ask_release", &[child], Some(record), "")?;
            }
            None if step == "send" => casework.did(&actor, "send_copy", &[child], Some(record), "")?,
            _ => {}
        }
        let of = Sending::of(casework, &actor, Act::Write, child, record)?;
        let (to, read) = (numbers(&pairs, "to", of.to.len()), numbers(&pairs, "read", of.to.len()));
        if to.is_empty() {
            let main = choosing(&of, Some("Choose at least one person"), &csrf);
            return Ok(Some((of, main)));
        }
        let chosen = |of: &Sending| -> casework::Done<Vec<(usize, Out, casework::copies::Copy)>> {
            let one = |place: &usize| {
                let recipient = &of.to[*place];
                let out = Out {
                    places: numbers(&pairs, &format!("out-{place}"), recipient.found.len()),
                    why: value(&pairs, &format!("why-out-{place}")).to_owned(),
                };
                Ok((*place, out.clone(), of.made(recipient, &out)?))
            };
            to.iter().map(one).collect()
        };
        let mut of = of;
        let copies = chosen(&of)?;
        let mut fault = None;
        if let Some(asked) = step.strip_prefix("ask-") {
            let why = value(&pairs, &format!("release-why-{asked}"));
            let copy = copies.iter().find(|(place, ..)| place.to_string() == asked);
            let (_, _, copy) = copy.ok_or(Problem::NotFound)?;
            match casework.ask_release(&actor, (child, record), copy, why) {
                Err(Problem::Refused(why)) => fault = Some(why),
                done => done?,
            }
            of.asked = casework.releases_of(&actor, Act::Write, child, record)?;
        } else if step == "send" {
            if copies.iter().any(|(place, ..)| !read.contains(place)) {
                fault = Some("Say of each copy that you have read it".to_owned());
            }
            // What must not leave is said first: nobody reads a copy for nothing.
            let stopped =
                copies.iter().find(|(place, out, made)| of.stops(&of.copy(&of.to[*place], out)) && !of.agreed(made));
            if let Some((_, _, made)) = stopped {
                fault = Some(format!("The copy for {} holds what must not be sent. Nothing was sent", made.to));
            }
            if fault.is_none() {
                let made: Vec<_> = copies.into_iter().map(|(_, _, made)| made).collect();
                casework.send_copies(&actor, value(&pairs, "key"), (child, record), of.what, &made)?;
                return Ok(None);
            }
        }
        let shown: Vec<Chosen<'_>> = copies
            .into_iter()
            .map(|(place, out, made)| {
                let one = &of.to[place];
                Chosen { place, one, copy: of.copy(one, &out), out, made, read: read.contains(&place) }
            })
            .collect();
        let main = checking(&of, &shown, fault.as_deref(), &csrf);
        drop(shown);
        Ok(Some((of, main)))
    });
    match answer.await.map_err(app.failed(&signed))? {
        Some((of, main)) => Ok(page(&app, &signed, &of.file, of.part(), of.title(), main)),
        None => Ok(go(&format!("/children/{child}/send/{record}?done=sent"))),
    }
}

#[derive(Deserialize)]
struct To {
    #[serde(default)]
    to: usize,
    #[serde(default)]
    out: String,
}

/// One copy on paper: as it leaves.
async fn paper(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Query(To { to, out }): Query<To>,
) -> Reply {
    let actor = signed.actor.clone();
    let printed = app
        .run(move |casework| {
            // Noted first: a request's entry is named after what it notes first.
            casework.did(&actor, "print", &[child], Some(record), "")?;
            let of = Sending::of(casework, &actor, Act::Write, child, record)?;
            let one = of.to.get(to).ok_or(Problem::NotFound)?;
            let copy = of.copy(one, &Out::read(&out));
            let printed = in_file(&copy)?;
            let made = of.made(one, &Out::read(&out))?;
            if of.stops(&copy) && !of.agreed(&made) {
                return Err(Problem::Refused("This copy holds what must not be sent".into()));
            }
            Ok(printed)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(sent("copy", printed))
}

/// The pages of one copy, with what is marked coloured.
async fn pages(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Query(To { to, out }): Query<To>,
) -> Reply {
    let actor = signed.actor.clone();
    let svg = app.run(move |casework| {
        casework.did(&actor, "look_at_copy", &[child], Some(record), "")?;
        let of = Sending::of(casework, &actor, Act::Write, child, record)?;
        of.drawn(of.to.get(to).ok_or(Problem::NotFound)?, &Out::read(&out))
    });
    Ok(release::picture(svg.await.map_err(app.failed(&signed))?))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let made = |watch: Watch| Sending::from(example::file(AsAt::Now), example::record(15), watch, Vec::new()).ok();
    let drawn = |name, of: &Sending, main: Markup| Sample {
        name,
        markup: dressed(&of.file, of.part(), of.title(), main).render().render(),
    };
    let check = |of: &Sending, fault: Option<&str>| {
        let one = of.to.first()?;
        let (out, copy, made) = (Out::default(), of.copy(one, &Out::default()), of.made(one, &Out::default()).ok()?);
        Some(checking(of, &[Chosen { place: 0, one, out, copy, made, read: false }], fault, "sample"))
    };
    let mut samples = release::samples();
    if let Some(fine) = made(Watch::default()) {
        samples.push(drawn("child-send", &fine, choosing(&fine, None, "sample")));
        samples.push(drawn("child-send-nobody", &fine, choosing(&fine, Some("Choose at least one person"), "sample")));
        let main = check(&fine, Some("Say of each copy that you have read it")).unwrap_or_default();
        samples.push(drawn("child-send-check", &fine, main));
        let stopped = made(Watch::of_protected(fine.to.first().map_or("", |one| one.name.as_str())));
        if let Some(stopped) = stopped {
            samples.push(drawn("child-send-stopped", &stopped, check(&stopped, None).unwrap_or_default()));
        }
    }
    samples
}
