//! Opening a file in an emergency: a reason first, before anything is said of whether there is a file.

use super::{Pairs, secret, value};
use crate::components::{Button, InsetText, Radios, SummaryList, SummaryRow, Textarea};
use crate::layout::Page;
use crate::pages::Sample;
use crate::pages::candidates::{Typed, list, search_boxes};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, Query, State};
use casework::access::emergency::{Broken, Emergencies};
use casework::names::PageNames;
use casework::search::Found;
use casework::{Act, Problem};
use maud::{Markup, html};
use practice::ids::PersonId;
use practice::moment::Moment;
use serde::Deserialize;
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/emergency", does(Act::BreakGlass), ask)
        .post("/emergency", does(Act::BreakGlass), open)
        .get("/emergency/reviews", does(Act::ReviewEmergency), reviews)
        .post("/emergency/reviews/{id}", does(Act::ReviewEmergency), close)
}

#[derive(Deserialize, Default)]
struct Asked {
    /// The address that was not found.
    #[serde(default)]
    of: String,
}

/// What an address names: a child, or a record.
enum Named {
    Child(PersonId),
    Record(practice::ids::RecordId),
}

fn named(of: &str) -> Option<Named> {
    let mut parts = of.trim_start_matches('/').split('/');
    match (parts.next()?, parts.next()?) {
        ("children", id) => id.parse().ok().map(Named::Child),
        ("records" | "contacts", id) => id.parse().ok().map(Named::Record),
        _ => None,
    }
}

async fn ask(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| casework.may(&actor, Act::BreakGlass).map(drop)).await.map_err(app.failed(&signed))?;
    let of = if named(&asked.of).is_some() { asked.of.as_str() } else { "" };
    let main = ask_view(of, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Emergency access", main, ..Page::default() }))
}

fn ask_view(of: &str, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Emergency access" }
        p.govuk-body { "If a child may come to harm and it cannot wait, say why. If there is a file that an emergency opens, you see it for an hour. What you open is written down, and a manager looks at it within two working days." }
        form method="post" action="/emergency" novalidate {
            (secret(csrf))
            @if of.is_empty() {
                h2.govuk-heading-m { "Whose file?" }
                (search_boxes(&Typed::default(), "find-"))
            } @else {
                input type="hidden" name="of" value=(of);
            }
            (Textarea { rows: Some(2), ..Textarea::new("reason", "Why can it not wait?") })
            (Button::warning(if of.is_empty() { "Search, with restricted files" } else { "Open the file for an hour" }))
        }
    }
}

async fn open(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let (actor, of, reason) =
        (signed.actor.clone(), value(&pairs, "of").to_owned(), value(&pairs, "reason").to_owned());
    let (typed, asked, why) = (Typed::from(&pairs), named(&of), reason.clone());
    let found = app
        .run(move |casework| match asked {
            Some(Named::Child(person)) => casework.break_glass(&actor, person, &why).map(|_| None),
            Some(Named::Record(record)) => casework.break_glass_on(&actor, record, &why).map(|()| None),
            None => {
                casework.may(&actor, Act::BreakGlass)?;
                let query = typed
                    .query()
                    .ok_or_else(|| Problem::Refused("Say whose file: a name, a date of birth or a postcode".into()))?;
                casework.emergency_search(&actor, &query, &why).map(Some)
            }
        })
        .await
        .map_err(app.failed(&signed))?;
    let Some(found) = found else { return Ok(go(&of)) };
    let main = found_view(&app, &found, &reason, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Emergency access", main, ..Page::default() }))
}

fn found_view(app: &App, found: &[Found], reason: &str, csrf: &str) -> Markup {
    let (staff, today) = (app.casework.staff_names(), app.casework.today().date);
    let action = |person: PersonId, name: &str| {
        html! {
            h2.govuk-heading-s { (name) }
            form method="post" action="/emergency" {
                (secret(csrf))
                input type="hidden" name="of" value={ "/children/" (person) };
                input type="hidden" name="reason" value=(reason);
                button.gt-plain-button { "Open for an hour" span.govuk-visually-hidden { ": " (name) } }
            }
        }
    };
    html! {
        h1.govuk-heading-l { @if found.is_empty() { "Nobody on file is like this" } @else { "Whose file?" } }
        (list(found, today, &staff, &action))
        p.govuk-body { a.govuk-link href="/emergency" { "Search again" } }
    }
}

async fn reviews(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.emergencies(&actor)).await.map_err(app.failed(&signed))?;
    let main = reviews_view(&page, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Emergency access", current: "/access", main, ..Page::default() }))
}

fn reviews_view(page: &Emergencies, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Emergency access" }
        h2.govuk-heading-m { "To be looked at (" (page.waiting.len()) ")" }
        @if page.waiting.is_empty() { p.govuk-body { "Every emergency access has been looked at." } }
        @for one in &page.waiting { (line(page, one)) (closing(one, csrf)) }
        h2.govuk-heading-m { "All of the last seven days (" (page.week.len()) ")" }
        @if page.week.is_empty() { p.govuk-body { "Nobody opened a file in an emergency." } }
        @for one in &page.week { (line(page, one)) }
    }
}

fn whose(names: &PageNames, person: Option<PersonId>) -> String {
    match person {
        None => "A search among restricted files".to_owned(),
        Some(person) => names.people.get(&person).cloned().unwrap_or_else(|| "A child you may not know of".to_owned()),
    }
}

fn line(page: &Emergencies, one: &Broken) -> Markup {
    let emergency = &one.emergency;
    let staff = &page.names.staff;
    let mut rows = vec![
        SummaryRow::new("Who", staff.worker(&emergency.staff)),
        SummaryRow::new("Whose file", whose(&page.names, emergency.person)),
        SummaryRow::new("When", Moment::of(one.at).to_string()),
        SummaryRow::new("Why", one.reason.as_str()),
    ];
    match &emergency.review {
        Some(found) => {
            let verdict = if found.right { "Right" } else { "Not right" };
            let words = format!("{verdict}: {}. {}, {}", found.words, staff.worker(&found.by), Moment::of(found.at));
            rows.push(SummaryRow::new("Found", words));
        }
        None => {
            let late = if emergency.review_by < page.at { " (overdue)" } else { "" };
            rows.push(SummaryRow::new("Look at it by", format!("{}{late}", Moment::of(emergency.review_by).date)));
        }
    }
    html! { (SummaryList::new(rows)) }
}

fn closing(one: &Broken, csrf: &str) -> Markup {
    let name = |stem: &str| format!("{stem}-{}", one.id.simple());
    let choice = crate::components::Choice::new;
    let choices = vec![choice("yes", "Yes"), choice("no", "No")];
    html! {
        form method="post" action={ "/emergency/reviews/" (one.id) } {
            (secret(csrf))
            (Radios { id_prefix: name("right"), ..Radios::new("right", "Was it right to open the file?", choices) })
            (Textarea { id: name("words"), rows: Some(2), ..Textarea::new("words", "What did you find, and what was done?") })
            (Button::new("Close"))
        }
    }
}

async fn close(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ReviewEmergency)?;
        let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
        let right = match value(&pairs, "right") {
            "yes" => true,
            "no" => false,
            _ => return Err(Problem::Refused("Say whether it was right to open the file".into())),
        };
        casework.review_emergency(&actor, id, right, value(&pairs, "words"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/emergency/reviews"))
}

/// Says on an opened file that it closes again.
pub fn banner(minutes: i64) -> Markup {
    html! {
        (InsetText {
            classes: "gt-as-at".into(),
            content: html! {
                strong { "Emergency access: " (minutes) @if minutes == 1 { " minute" } @else { " minutes" } " left." }
                " What you read and write is noted, and somebody looks at it afterwards."
            }.into(),
            ..InsetText::default()
        })
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    use casework::access::facts::{Emergency, Finding, Period};
    let at = Moment::at(jiff::civil::date(2026, 11, 17), 3, 10).instant();
    let period = Period { from: at, until: at + casework::access::emergency::OPEN_FOR };
    let one = |id: u128, review: Option<Finding>| Broken {
        id: Uuid::from_u128(id),
        emergency: Emergency { staff: "oona".into(), person: None, period, review_by: at, review },
        at,
        reason: "Police at the door, no other way to reach the carer".into(),
    };
    let finding = Finding { by: "may".into(), at, right: true, words: "The child was moved that night".into() };
    let page = Emergencies {
        waiting: vec![one(1, None)],
        week: vec![one(1, None), one(2, Some(finding))],
        names: PageNames::default(),
        at: period.until,
    };
    let none = Emergencies { waiting: vec![], week: vec![], names: PageNames::default(), at };
    vec![
        Sample { name: "emergency-file", markup: ask_view("/children/00000000-0000-0000-0000-000000000000", "sample") },
        Sample { name: "emergency-search", markup: ask_view("", "sample") },
        Sample { name: "emergency-reviews", markup: reviews_view(&page, "sample") },
        Sample { name: "emergency-reviews-none", markup: reviews_view(&none, "sample") },
        Sample { name: "emergency-banner", markup: banner(41) },
    ]
}
