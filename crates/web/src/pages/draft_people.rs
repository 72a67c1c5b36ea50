//! Who a contact is about: the children named so far, finding one on file, adding one who is not.

use super::Sample;
use super::candidates::{Typed, list, new_person_boxes, sample, search_boxes, search_boxes_within};
use super::concern::{self, concern_view};
use super::drafts::{self, answers, value_of};
use crate::components::{BackLink, Button, Checkboxes, Choice, Select};
use crate::elapsed::{age, born_in_words};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::Act;
use casework::draft_people::DraftPeople;
use casework::names::StaffNames;
use casework::people::NewPerson;
use casework::search::Found;
use casework::{Actor, Casework, Done, Problem};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::answer::Answer as _;
use practice::ids::PersonId;
use practice::people::Kinship;
use practice::summary::Summary;
use serde_json::Value;
use store::DraftId;
use uuid::Uuid;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().post("/drafts/{id}/people", of_child(Act::Write), send)
}

type Pairs = Vec<(String, String)>;

/// What the boxes of the panel are called inside the draft's form: no answer is called so.
const FIND: &str = "_find:";

/// What a button of the page of candidates asks for.
enum Asked {
    Add(PersonId),
    New { key: String, sex: String, kin: Option<Kinship>, lives_with: Option<PersonId> },
    Find,
}

fn asked(pairs: &Pairs) -> Option<Asked> {
    let value = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if let Some(person) = value("add") {
        return person.parse().ok().map(Asked::Add);
    }
    Some(match value("new") {
        Some(key) => Asked::New {
            key: key.to_owned(),
            sex: value("sex").unwrap_or_default().to_owned(),
            kin: value("kin").and_then(|kin| Kinship::read(&Value::String(kin.to_owned())).ok()),
            lives_with: value("lives_with").and_then(|person| person.parse().ok()),
        },
        None => Asked::Find,
    })
}

/// Sent by the page of candidates, or by the draft's own form with every answer in it: those are kept first.
async fn send(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let id: DraftId = id.parse().map_err(|_| app.failed(&signed)(Problem::NotFound))?;
    let in_draft = value_of(&pairs, "_base").is_some();
    let typed = Typed::from_within(&pairs, if in_draft { FIND } else { "" });
    let elsewhere = in_draft.then(|| drafts::sought(&pairs)).flatten();
    let (actor, sought) = (signed.actor.clone(), typed.clone());
    let found = app
        .run(move |casework: &Casework| {
            if in_draft {
                let saves = answers(&pairs, &casework.draft(&actor, id)?);
                if !saves.is_empty() {
                    casework.save(&actor, id, &saves)?;
                }
                // Enter in any other box of the form only saves.
                let finds = value_of(&pairs, "_do") == Some("find") || sought != Typed::default();
                return finds.then(|| found(casework, &actor, id, &sought)).transpose();
            }
            match asked(&pairs).ok_or(Problem::NotFound)? {
                Asked::Add(person) => casework.name_in_draft(&actor, id, person)?,
                Asked::New { key, sex, kin, lives_with } => {
                    let named = casework.draft(&actor, id)?.draft.people;
                    let new = NewPerson {
                        kin: kin.into_iter().flat_map(|kin| named.iter().map(move |of| (kin, *of))).collect(),
                        lives_with: lives_with.filter(|with| named.contains(with)),
                        ..sought.new_person(&sex)
                    };
                    casework.name_new_in_draft(&actor, id, &format!("{id} {key}"), &new)?;
                }
                Asked::Find => return found(casework, &actor, id, &sought).map(Some),
            }
            Ok(None)
        })
        .await
        .map_err(app.failed(&signed))?;
    if let Some(typed) = elsewhere {
        return super::search::results(&app, &signed, &typed).await;
    }
    let Some((named, found)) = found else { return Ok(go(&format!("/drafts/{id}#people"))) };
    let (staff, today) = (app.casework.staff_names(), app.casework.today().date);
    let page = Page {
        title: "Is it one of these people?",
        current: "/board",
        back: Some(BackLink::new("Back to the contact", format!("/drafts/{id}#people"))),
        main: found_view(id, &typed, &named, &found, today, &staff, &signed.form_token),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

/// Who is named so far, and people who could be meant by what was typed; nobody when nothing was.
fn found(casework: &Casework, actor: &Actor, id: DraftId, typed: &Typed) -> Done<(Vec<Summary>, Vec<Found>)> {
    let named = casework.draft_people(actor, id)?.children;
    Ok((named, typed.query().map_or(Ok(Vec::new()), |query| casework.search(actor, &query))?))
}

/// Who the draft is about, with a search, and earlier concern for them. It stands inside the draft's own form, so that
/// its buttons keep every word typed there.
pub fn people_panel(people: &DraftPeople) -> Markup {
    html! {
        section.gt-panel id="people" aria-labelledby="people-title" {
            h2.govuk-heading-m id="people-title" { "Which children is it about?" }
            @if people.children.is_empty() { p.govuk-body { "Nobody is named yet." } }
            @else {
                ul.gt-people {
                    @for child in &people.children {
                        li {
                            a.govuk-link href={ "/children/" (child.person) } { (child.name) }
                            span {
                                "Born " (born_in_words(&child.born))
                                @let age = age(&child.born, people.at.date);
                                @if !age.is_empty() { " (" (age) ")" }
                            }
                            @if let Some(home) = child.detail["home"].as_str() { span.gt-soft { (home) } }
                            button.gt-plain-button name="_do" value={ "unname:" (child.person) } {
                                "Remove" span.govuk-visually-hidden { " " (child.name) }
                            }
                        }
                    }
                }
            }
            div.gt-inline {
                (search_boxes_within(&Typed::default(), "find-", FIND))
                button class="govuk-button govuk-button--secondary" type="submit" name="_do" value="find"
                    formaction={ "/drafts/" (people.draft) "/people" } data-module="govuk-button" {
                    @if people.children.is_empty() { "Find the child" } @else { "Find another child" }
                }
            }
            @if !people.children.is_empty() { (concern_view(&people.concern, "Earlier concern")) }
        }
    }
}

/// Candidates with their reasons, and a way to say that it is none of them.
fn found_view(
    id: DraftId,
    typed: &Typed,
    named: &[Summary],
    found: &[Found],
    today: Date,
    staff: &StaffNames,
    csrf: &str,
) -> Markup {
    let address = format!("/drafts/{id}/people");
    let choose = |person: PersonId, name: &str| {
        html! {
            h2.govuk-heading-s { (name) }
            form method="post" action=(address) {
                input type="hidden" name="csrf" value=(csrf);
                button.gt-plain-button name="add" value=(person) {
                    "This is the child" span.govuk-visually-hidden { ": " (name) }
                }
            }
        }
    };
    html! {
        h1.govuk-heading-l { @if found.is_empty() { "Nobody on file is like this" } @else { "Is it one of these people?" } }
        @if typed.query().is_none() { p.govuk-body { "Give a name, a date of birth or a postcode to search by." } }
        (list(found, today, staff, &choose))
        @if found.is_empty() { h2.govuk-heading-m { "Add a new person" } } @else { h2.govuk-heading-m { "None of these" } }
        form method="post" action=(address) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="new" value=(Uuid::new_v4());
            (kin_boxes(named))
            (new_person_boxes(typed, "new-"))
        }
        h2.govuk-heading-m { "Search again" }
        form.gt-inline method="post" action=(address) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (search_boxes(typed, "find-"))
            (Button::secondary("Find"))
        }
    }
}

/// How somebody new belongs to the children named so far, asked once and here, where the caller is still on the line.
fn kin_boxes(named: &[Summary]) -> Markup {
    let names: Vec<&str> = named.iter().map(|one| one.name.as_str()).collect();
    let home = named.iter().find_map(|one| Some((one, one.detail["home"].as_str()?)));
    html! {
        @if !named.is_empty() {
            (Select {
                id: "new-kin".into(),
                ..Select::new("kin", format!("Who are they to {}?", names.join(" and ")), [
                    ("", "Not said"),
                    ("sibling", "Brother or sister"),
                    ("half_sibling", "Half brother or half sister"),
                    ("step_sibling", "Step brother or step sister"),
                    ("twin", "Twin"),
                    ("cousin", "Cousin"),
                ], "")
            })
        }
        @if let Some((with, home)) = home {
            (Checkboxes {
                name: "lives_with".into(),
                id_prefix: "new-lives-with".into(),
                choices: vec![Choice::new(with.person.to_string(), format!("Lives with {}: {home}", with.name))],
                ..Checkboxes::default()
            })
        }
    }
}

/// The panel and the page of candidates, in each of their states.
pub fn samples() -> Vec<Sample> {
    let id = DraftId(Uuid::nil());
    let at = practice::moment::Moment::at(jiff::civil::date(2026, 11, 16), 11, 0);
    let people = |children: Vec<practice::summary::Summary>, earlier: u8| {
        let concern = concern::sample(earlier);
        people_panel(&DraftPeople { draft: id, kind: "contact".into(), children, concern, at })
    };
    let children = vec![
        super::contact::sample_child(1, "Ava Brook", "2015-06-04"),
        super::contact::sample_child(2, "Leo Marsh", "2019-01"),
    ];
    let typed = Typed { given: "Ava".into(), family: "Brook".into(), born: "4 6 2015".into(), ..Typed::default() };
    let (staff, found) = (StaffNames::default(), sample());
    let named = [children[0].clone()];
    let page = |typed: &Typed, found: &[Found]| found_view(id, typed, &named, found, at.date, &staff, "sample");
    vec![
        Sample { name: "people-nobody", markup: people(vec![], 0) },
        Sample { name: "people", markup: people(children.clone(), 3) },
        Sample { name: "people-first-contact", markup: people(children, 0) },
        Sample { name: "people-found", markup: page(&typed, &found) },
        Sample { name: "people-none", markup: page(&typed, &[]) },
        Sample { name: "people-nothing-typed", markup: page(&Typed::default(), &[]) },
    ]
}
