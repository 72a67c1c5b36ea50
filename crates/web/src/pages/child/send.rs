//! Sending the minutes of a conference: to those who took part or were invited, each with a copy of their own, which is
//! read before it leaves. What must not leave stops the copy. Each sending is a record.

use super::meetings::named;
use super::{dressed, example, minutes, page};
use crate::components::{Button, Checkboxes, Choice, ErrorSummary, InsetText, Tag, WarningText};
use crate::kept;
use crate::pages::Sample;
use crate::printing::{in_file, sent};
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use casework::file::{AsAt, File};
use casework::finish::Ready;
use casework::sending::{Mark, Watch};
use casework::{Act, Actor, Casework, Done, Problem};
use maud::{Markup, Render, html};
use practice::answer::Part;
use practice::ids::{PersonId, RecordId};
use practice::oversight::{Circulated, Circulation};
use practice::protection::{Conference, ConferenceBooked};
use practice::record::Record;
use print::{Block, Document};
use serde::Deserialize;
use serde_json::Value;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/meetings/{record}/send", of_child(Act::Write), choose)
        .post("/children/{person}/meetings/{record}/send", of_child(Act::Write), send)
        .get("/children/{person}/meetings/{record}/copy.pdf", of_child(Act::Write), paper)
}

/// Somebody the minutes may go to.
struct Recipient {
    /// "Practice nurse (General practice)".
    name: String,
    /// The copy they would get.
    copy: Document,
    /// When it was sent to them before.
    before: Option<String>,
    /// It holds what must not leave.
    stopped: bool,
}

/// Everything the page needs.
struct Sending {
    file: File,
    record: RecordId,
    to: Vec<Recipient>,
    watch: Watch,
}

fn sending(casework: &Casework, actor: &Actor, child: PersonId, record: RecordId) -> Done<Sending> {
    let watch = casework.watch(actor, child)?;
    let file = casework.file(actor, child, AsAt::Now)?;
    let held = minutes::held(&file, record)?;
    let standing = file.records.standing();
    let gone: Vec<(String, String)> = standing
        .of_kind::<Circulation>()
        .filter(|one| one.what == Circulated::ConferenceRecord && one.on >= held.held)
        .map(|one| (one.to.clone(), one.on.to_string()))
        .collect();
    let to = names(&file, &held)
        .into_iter()
        .map(|name| {
            let copy = minutes::document(&file, &held, Some(&name));
            let before = gone.iter().find(|(to, _)| *to == name).map(|(_, on)| on.clone());
            let stopped = texts(&copy).iter().any(|(_, text)| watch.stops(text));
            Recipient { name, copy, before, stopped }
        })
        .collect();
    Ok(Sending { record, to, watch, file })
}

/// Those who took part, then agencies that were invited and are not among them. Nobody else can be typed in.
fn names(file: &File, held: &Conference) -> Vec<String> {
    let mut names: Vec<String> = held.attendance.iter().map(named).collect();
    let standing = file.records.standing();
    let booked = standing.of_kind::<ConferenceBooked>().filter(|one| one.kind == held.kind && one.booked <= held.held);
    if let Some(booked) = booked.max_by_key(|one| one.on) {
        let there = |code: &str| held.attendance.iter().any(|one| one.agency.as_str() == code);
        let invited = booked.invited.iter().filter(|agency| !there(agency.as_str()));
        names.extend(invited.map(|agency| agency.label().to_owned()));
    }
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| !name.trim().is_empty() && seen.insert(name.clone()));
    names
}

/// Everything a copy says, each with what it is called.
fn texts(copy: &Document) -> Vec<(String, &str)> {
    let mut heading = String::new();
    let mut all: Vec<(String, &str)> = copy.under_title.iter().map(|line| (String::new(), line.as_str())).collect();
    for block in &copy.blocks {
        match block {
            Block::Heading(words) | Block::Subheading(words) => heading.clone_from(words),
            Block::Paragraph(words) | Block::Quote(words) | Block::Warning(words) => {
                all.push((std::mem::take(&mut heading), words));
            }
            Block::Facts(facts) => all.extend(facts.iter().map(|(name, words)| (name.clone(), words.as_str()))),
            Block::List(points) => all.extend(points.iter().map(|point| (String::new(), point.as_str()))),
            Block::Table(table) => {
                all.extend(table.rows.iter().flatten().map(|cell| (String::new(), cell.as_str())));
            }
            Block::NewPage => {}
        }
    }
    all
}

async fn choose(State(app): State<App>, signed: Signed, Path((child, record)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let of = app.run(move |casework| sending(casework, &actor, child, record)).await.map_err(app.failed(&signed))?;
    let main = choosing(&of, None, &signed.form_token);
    Ok(page(&app, &signed, &of.file, "/meetings", TITLE, main))
}

const TITLE: &str = "Send the minutes";

type Pairs = Vec<(String, String)>;

/// First what was chosen is shown, copy by copy; then what was read is sent.
async fn send(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Form(pairs): Form<Pairs>,
) -> Reply {
    let actor = signed.actor.clone();
    let of = app.run(move |casework| sending(casework, &actor, child, record)).await.map_err(app.failed(&signed))?;
    let ticked = |name: &str| -> Vec<usize> {
        let places = pairs.iter().filter(|(sent, _)| sent == name).filter_map(|(_, place)| place.parse().ok());
        places.filter(|place| *place < of.to.len()).collect()
    };
    let (chosen, read) = (ticked("to"), ticked("read"));
    let looks = |main: Markup| Ok(page(&app, &signed, &of.file, "/meetings", TITLE, main));
    if chosen.is_empty() {
        return looks(choosing(&of, Some("Choose at least one person"), &signed.form_token));
    }
    if !pairs.iter().any(|(name, value)| name == "step" && value == "send") {
        return looks(checking(&of, &chosen, &[], None, &signed.form_token));
    }
    if let Some(stopped) = chosen.iter().map(|place| &of.to[*place]).find(|one| one.stopped) {
        let why = format!("The copy for {} holds what must not be sent. Nothing was sent", stopped.name);
        return looks(checking(&of, &chosen, &read, Some(&why), &signed.form_token));
    }
    if chosen.iter().any(|place| !read.contains(place)) {
        let why = "Say of each copy that you have read it";
        return looks(checking(&of, &chosen, &read, Some(why), &signed.form_token));
    }
    let key = pairs.iter().find(|(name, _)| name == "key").map_or("", |(_, key)| key.as_str()).to_owned();
    let to: Vec<String> = chosen.iter().map(|place| of.to[*place].name.clone()).collect();
    let actor = signed.actor.clone();
    app.run(move |casework| {
        let now = casework.today();
        let ready = |to: &String| {
            let one = Circulation { on: now, what: Circulated::ConferenceRecord, to: to.clone() };
            let body = Value::Object(one.write_part());
            Ready { kind: Circulation::KIND, people: vec![child], body, unusual: None, source: None }
        };
        casework.append_ready(&actor, &format!("send {record} {key}"), to.iter().map(ready).collect())
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/meetings/{record}/send")))
}

#[derive(Deserialize)]
struct To {
    #[serde(default)]
    to: usize,
}

/// One copy on paper: as it leaves.
async fn paper(
    State(app): State<App>,
    signed: Signed,
    Path((child, record)): Path<(PersonId, RecordId)>,
    Query(To { to }): Query<To>,
) -> Reply {
    let actor = signed.actor.clone();
    let printed = app
        .run(move |casework| {
            // Noted first: a request's entry is named after what it notes first.
            casework.did(&actor, "print", &[child], Some(record), "")?;
            let of = sending(casework, &actor, child, record)?;
            let one = of.to.get(to).ok_or(Problem::NotFound)?;
            if one.stopped {
                return Err(Problem::Refused("This copy holds what must not be sent".into()));
            }
            in_file(&one.copy)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(sent("minutes", printed))
}

fn address(of: &Sending, end: &str) -> String {
    format!("/children/{}/meetings/{}/{end}", of.file.child, of.record)
}

fn choosing(of: &Sending, fault: Option<&str>, csrf: &str) -> Markup {
    let boxes = of.to.iter().enumerate().map(|(place, one)| Choice {
        hint: one.before.as_ref().map(|on| format!("Sent on {on}").into()),
        ..Choice::new(place.to_string(), one.name.as_str())
    });
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault, "#to".to_owned())])) }
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "Each person has a copy of their own, which you read before it leaves. Only those who took part or were invited can be chosen." }
        @if of.to.is_empty() {
            p.govuk-body { "Nobody is recorded as invited or there." }
        } @else {
            form method="post" action=(address(of, "send")) novalidate {
                input type="hidden" name="csrf" value=(csrf);
                (Checkboxes { error: fault.map(Into::into), ..Checkboxes::new("to", "Who is it for?", boxes.collect()) })
                (Button::new("Read each copy"))
            }
        }
    }
}

fn checking(of: &Sending, chosen: &[usize], read: &[usize], fault: Option<&str>, csrf: &str) -> Markup {
    let stopped = chosen.iter().any(|place| of.to[*place].stopped);
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault, "#copies".to_owned())])) }
        h1.govuk-heading-l { "Read each copy" }
        (InsetText::new("What is marked is an address, a telephone number, a school or another person. Is each of them for this reader?"))
        form #copies method="post" action=(address(of, "send")) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(kept::key());
            input type="hidden" name="step" value="send";
            @for place in chosen {
                @let one = &of.to[*place];
                input type="hidden" name="to" value=(place);
                section.gt-copy aria-label={ "Copy for " (one.name) } {
                    h2.govuk-heading-m { (one.name) }
                    @if let Some(on) = &one.before { p.govuk-body { (Tag::new("Sent before", "yellow")) " on " (on) } }
                    @if one.stopped {
                        (WarningText::new("This copy holds a protected address, or somebody who may not be known of. It cannot be sent. Have the chair correct the record of the conference, with a reason; or take this person off the list."))
                    }
                    (copied(&one.copy, &of.watch))
                    @if !one.stopped {
                        p.govuk-body { a.govuk-link href=(address(of, &format!("copy.pdf?to={place}"))) { "The same on paper (PDF)" span.govuk-visually-hidden { " for " (one.name) } } }
                        (Checkboxes {
                            id_prefix: format!("read-{place}"),
                            fieldset: None,
                            ..Checkboxes::new("read", "", vec![Choice::new(place.to_string(), format!("I have read this copy, and it is for {}", one.name)).checked(read.contains(place))])
                        })
                    }
                }
            }
            @if !stopped { (Button::new("Record these as sent")) " " }
            a.govuk-link href=(address(of, "send")) { "Choose again" }
        }
    }
}

/// A copy as its reader gets it, with what must be looked at marked.
fn copied(copy: &Document, watch: &Watch) -> Markup {
    html! {
        div.gt-copied {
            @for (name, text) in texts(copy) {
                @if !name.is_empty() { h3.govuk-heading-s { (name) } }
                @for paragraph in text.split("\n\n") { p.govuk-body { (marked(paragraph, watch)) } }
            }
        }
    }
}

fn marked(text: &str, watch: &Watch) -> Markup {
    let mut at = 0;
    let mut parts: Vec<Markup> = Vec::new();
    for (place, mark) in watch.marks(text) {
        let before = text.get(at..place.start).unwrap_or_default();
        at = place.end;
        parts.push(html! {
            (before)
            mark class=[(mark == Mark::Protected).then_some("gt-stop")] {
                (text.get(place).unwrap_or_default()) span.gt-mark { " (" (mark.label()) ")" }
            }
        });
    }
    html! { @for part in &parts { (part) } (text.get(at..).unwrap_or_default()) }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let made = |stopped: bool| {
        let file = example::file(AsAt::Now);
        let record = example::record(15);
        let held = minutes::held(&file, record).ok();
        let to = held.iter().flat_map(|held| {
            let of = names(&file, held).into_iter();
            let of = of.map(|name| (minutes::document(&file, held, Some(&name)), name)).collect::<Vec<_>>();
            of.into_iter().map(|(copy, name)| Recipient { name, copy, before: None, stopped })
        });
        Sending { record, to: to.collect(), watch: Watch::default(), file: example::file(AsAt::Now) }
    };
    let drawn = |name, of: &Sending, main: Markup| Sample {
        name,
        markup: dressed(&of.file, "/meetings", TITLE, main).render().render(),
    };
    let (fine, stopped) = (made(false), made(true));
    vec![
        drawn("child-send", &fine, choosing(&fine, None, "sample")),
        drawn("child-send-nobody", &fine, choosing(&fine, Some("Choose at least one person"), "sample")),
        drawn(
            "child-send-check",
            &fine,
            checking(&fine, &[0], &[], Some("Say of each copy that you have read it"), "sample"),
        ),
        drawn("child-send-stopped", &stopped, checking(&stopped, &[0], &[], None, "sample")),
    ]
}
