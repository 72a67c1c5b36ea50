//! Conflicts: declaring that one knows a family, and the list for those who manage them.

use super::{Pairs, secret, value};
use crate::components::{BoardTable, Button, Content, Details, Textarea};
use crate::layout::Page;
use crate::pages::Sample;
use crate::pages::child::identity;
use crate::reply::{Reply, go};
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::access::conflicts::{Conflict, Conflicts};
use casework::file::AsAt;
use casework::names::PageNames;
use casework::{Act, Problem};
use maud::{Markup, Render, html};
use practice::ids::PersonId;
use practice::moment::Moment;
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/conflict", of_child(Act::DeclareConflict), ask)
        .post("/children/{person}/conflict", of_child(Act::DeclareConflict), declare)
        .get("/conflicts", does(Act::ManageConflicts), show)
        .post("/conflicts/{id}/end", does(Act::ManageConflicts), end)
}

async fn ask(State(app): State<App>, signed: Signed, Path(person): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let (person, identity) = app
        .run(move |casework| {
            casework.may(&actor, Act::DeclareConflict)?;
            let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
            let sight = casework.may_of(&actor, Act::DeclareConflict, &[person])?;
            let seen = sight.may(Act::SeeFile, person);
            let file = seen.then(|| casework.file(&actor, person, AsAt::Now)).transpose()?;
            Ok((person, file.map(|file| identity(&file).render())))
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = ask_view(person, &signed.form_token);
    Ok(app.page(&signed, Page { title: "I know this family", identity, main, ..Page::default() }))
}

fn ask_view(person: PersonId, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "I know this family" }
        p.govuk-body { "If this child is of your own family, or you know them from your life outside work, say so. The file is then closed to you, and a manager gives the work to somebody else." }
        form method="post" action={ "/children/" (person) "/conflict" } {
            (secret(csrf))
            (Textarea { rows: Some(2), ..Textarea::new("why", "How do you know each other?") })
            div.govuk-button-group {
                (Button::warning("Close this file to me"))
                a.govuk-link href={ "/children/" (person) } { "Go back to the file" }
            }
        }
    }
}

async fn declare(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::DeclareConflict)?;
        let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
        casework.declare_conflict(&actor, &actor.staff, person, value(&pairs, "why"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/work"))
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let page = app.run(move |casework| casework.conflicts(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&page, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Conflicts", current: "/access", main, ..Page::default() }))
}

fn view(page: &Conflicts, csrf: &str) -> Markup {
    let row = |one: &Conflict| -> Vec<Content> {
        let ending = html! {
            form method="post" action={ "/conflicts/" (one.id) "/end" } {
                (secret(csrf))
                (Textarea { id: format!("why-{}", one.id.simple()), rows: Some(2), ..Textarea::new("why", "Why is it over?") })
                (Button::secondary("End it"))
            }
        };
        vec![
            page.names.staff.worker(&one.staff).into(),
            page.names.of(one.person).into(),
            one.said.why.as_str().into(),
            Moment::of(one.said.at).to_string().into(),
            html! { (Details { id: format!("end-{}", one.id.simple()), ..Details::new("End", ending) }) }.into(),
        ]
    };
    html! {
        h1.govuk-heading-l { "Conflicts" }
        p.govuk-body { "Whoever has a conflict is kept from the file, whatever their role." }
        (BoardTable {
            caption: "Conflicts that stand".into(),
            columns: ["Who", "With whom", "How they know each other", "Declared", ""].map(Into::into).to_vec(),
            rows: page.all.iter().map(row).collect(),
            empty: "Nobody has declared a conflict.".into(),
            classes: String::new(),
        })
    }
}

async fn end(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    app.run(move |casework| {
        casework.may(&actor, Act::ManageConflicts)?;
        let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
        casework.end_conflict(&actor, id, value(&pairs, "why"))
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go("/conflicts"))
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let at = Moment::at(jiff::civil::date(2026, 11, 17), 9, 0).instant();
    let said = casework::access::registers::Written { by: "wyn".into(), at, why: "His sister’s children".into() };
    let nobody = PersonId(Uuid::nil());
    let one = Conflict { id: Uuid::from_u128(1), staff: "wyn".into(), person: nobody, said };
    let page = |all| Conflicts { all, names: PageNames::default() };
    vec![
        Sample { name: "conflict-ask", markup: ask_view(nobody, "sample") },
        Sample { name: "conflicts", markup: view(&page(vec![one]), "sample") },
        Sample { name: "conflicts-none", markup: view(&page(vec![]), "sample") },
    ]
}
