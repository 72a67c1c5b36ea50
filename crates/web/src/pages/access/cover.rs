//! Cover for a colleague who is away, and places on a child's panel.

use super::{Pairs, day, secret, value};
use crate::components::{BoardTable, Button, Content, DateInput, Select, Textarea};
use crate::layout::Page;
use crate::pages::Sample;
use crate::pages::child::identity;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::access::cover::Arranged;
use casework::access::facts::{Fact, Tied};
use casework::access::registers::Held;
use casework::file::AsAt;
use casework::names::{PageNames, StaffNames};
use casework::{Act, Problem};
use maud::{Markup, Render, html};
use practice::ids::{PersonId, StaffId};
use practice::moment::{Moment, long_date};
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/cover", does(Act::ArrangeCover), show)
        .post("/cover", does(Act::ArrangeCover), arrange)
        .post("/cover/{id}/end", does(Act::ArrangeCover), end)
        .get("/children/{person}/panel", of_child(Act::ArrangeCover), ask)
        .post("/children/{person}/panel", of_child(Act::ArrangeCover), tie)
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.arranged(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&page, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Cover and panels", current: "/access", main, ..Page::default() }))
}

fn workers(staff: &StaffNames) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, &str)> =
        staff.staff.values().filter(|one| one.active).map(|one| (one.id.0.as_str(), one.name.as_str())).collect();
    all.sort_by_key(|(_, name)| *name);
    [("", "Choose")].into_iter().chain(all).collect()
}

fn days() -> Markup {
    html! { (DateInput::new("from", "First day", ["", "", ""])) (DateInput::new("to", "Last day", ["", "", ""])) }
}

fn view(page: &Arranged, csrf: &str) -> Markup {
    let staff = &page.names.staff;
    let row = |held: &Held| -> Vec<Content> {
        let (who, what, period) = match &held.fact {
            Fact::Cover { staff: who, of, period } => (who, format!("covers for {}", staff.worker(of)), period),
            Fact::Tie { staff: who, tie, people, period } => {
                let names: Vec<&str> = people.iter().take(3).map(|one| page.names.of(*one)).collect();
                let more = if people.len() > 3 { format!(" and {} more", people.len() - 3) } else { String::new() };
                (who, format!("{}: {}{more}", tie.relation().name(), names.join(", ")), period)
            }
            _ => return Vec::new(),
        };
        let ending = html! {
            form method="post" action={ "/cover/" (held.id) "/end" } { (secret(csrf)) button.gt-plain-button { "End it now" } }
        };
        vec![
            staff.worker(who).into(),
            what.into(),
            long_date(Moment::of(period.from).date).into(),
            long_date(Moment::of(period.until).date).into(),
            ending.into(),
        ]
    };
    html! {
        h1.govuk-heading-l { "Cover and panels" }
        p.govuk-body { "Whoever covers sees what the colleague works with, within their own clearance: a restricted file stays closed to them unless they are named on it." }
        (BoardTable {
            caption: "Arranged now or later".into(),
            columns: ["Who", "What", "From", "Until", ""].map(Into::into).to_vec(),
            rows: page.all.iter().map(row).filter(|row| !row.is_empty()).collect(),
            empty: "Nothing is arranged.".into(),
            classes: String::new(),
        })
        h2.govuk-heading-m { "Arrange cover" }
        form method="post" action="/cover" {
            (secret(csrf))
            (Select::new("staff", "Who covers?", workers(staff), ""))
            (Select::new("of", "Whose work?", workers(staff), ""))
            (days())
            (Textarea { rows: Some(2), ..Textarea::new("why", "Why?") })
            (Button::new("Arrange"))
        }
    }
}

async fn arrange(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ArrangeCover)?;
        let period = casework.period(day(&pairs, "from")?, day(&pairs, "to")?)?;
        let (staff, of) = (StaffId::from(value(&pairs, "staff")), StaffId::from(value(&pairs, "of")));
        casework.arrange_cover(&actor, &staff, &of, period, value(&pairs, "why"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/cover"))
}

async fn end(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ArrangeCover)?;
        let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
        casework.end_arranged(&actor, id, "Ended")
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/cover"))
}

async fn ask(State(app): State<App>, signed: Signed, Path(person): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let (person, staff, file) = app
        .run(move |casework| {
            casework.may(&actor, Act::ArrangeCover)?;
            let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
            casework.may_of(&actor, Act::ArrangeCover, &[person])?;
            Ok((person, casework.staff_names(), casework.file(&actor, person, AsAt::Now)?))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = ask_view(person, &staff, &signed.form_token);
    let identity = Some(identity(&file).render());
    Ok(app
        .page(&signed, Page { title: "Who sits on the panel", current: "/search", identity, main, ..Page::default() }))
}

fn ask_view(person: PersonId, staff: &StaffNames, csrf: &str) -> Markup {
    let ties = [
        ("panel", "Sits on the panel, or inspects"),
        ("lead", "Leads for their agency"),
        ("own", "It is their own file, or their child’s"),
    ];
    html! {
        h1.govuk-heading-l { "Who sits on the panel" }
        form method="post" action={ "/children/" (person) "/panel" } {
            (secret(csrf))
            (Select::new("staff", "Who?", workers(staff), ""))
            (Select::new("tie", "In what way?", ties, "panel"))
            (days())
            (Textarea { rows: Some(2), ..Textarea::new("why", "Why?") })
            (Button::new("Arrange"))
        }
    }
}

async fn tie(State(app): State<App>, signed: Signed, Path(person): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ArrangeCover)?;
        let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
        casework.may_of(&actor, Act::ArrangeCover, &[person])?;
        let period = casework.period(day(&pairs, "from")?, day(&pairs, "to")?)?;
        let tie = Tied::ALL.into_iter().find(|one| one.relation().name() == value(&pairs, "tie"));
        let tie = tie.ok_or_else(|| Problem::Refused("Choose in what way".into()))?;
        casework.tie(&actor, &StaffId::from(value(&pairs, "staff")), tie, &[person], period, value(&pairs, "why"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/cover"))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let at = Moment::at(jiff::civil::date(2026, 11, 17), 9, 0).instant();
    let said = casework::access::registers::Written { by: "may".into(), at, why: "On leave".into() };
    let period = casework::access::facts::Period { from: at, until: at };
    let fact = Fact::Cover { staff: "wyn".into(), of: "ash".into(), period };
    let held = Held { id: Uuid::from_u128(1), revision: 1, fact, first: said.clone(), last: said };
    let page = |all| Arranged { all, names: PageNames::default() };
    vec![
        Sample { name: "cover", markup: view(&page(vec![held]), "sample") },
        Sample { name: "cover-none", markup: view(&page(vec![]), "sample") },
        Sample { name: "panel", markup: ask_view(PersonId(Uuid::nil()), &StaffNames::default(), "sample") },
    ]
}
