//! The family round a child: who, how related, who told us and when, where they live, what strengths they bring.
//!
//! The table of relationships is the truth; the drawing and the outline by generation are views of it.

use super::family_add as add;
use super::family_drawing::drawing;
use super::{Asked, dressed, example, keep, offers_writing, page};
use crate::components::{BoardTable, Button, Content, SummaryList, SummaryRow, Tag};
use crate::pages::Sample;
use crate::reply::Reply;
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::Act;
use casework::family::Family;
use casework::file::AsAt;
use casework::finish::records_of;
use maud::{Markup, html};
use practice::age::age_on;
use practice::answer::Asked as Answer;
use practice::ids::PersonId;
use practice::moment::Moment;
use practice::people::{Address, Kinship, Person, Relationship};
use practice::record::On;
use practice::words;
use std::collections::{BTreeMap, BTreeSet};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/family", of_child(Act::SeeFile), show)
        .get("/children/{person}/family/add", of_child(Act::Write), add::ask)
        .post("/children/{person}/family/add", of_child(Act::Write), add::find)
        .post("/children/{person}/family/save", of_child(Act::Write), add::save)
}

async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Reply {
    let actor = signed.actor.clone();
    let family = app
        .run(move |casework| casework.family(&actor, child, asked.as_at(casework.today().date)?))
        .await
        .map_err(app.failed(&signed))?;
    let main = view(&family);
    Ok(page(&app, &signed, &family.file, "/family", "Family", main))
}

/// A relationship that stands, as at the day.
type Tie<'f> = On<'f, Relationship>;

/// The page.
pub fn view(family: &Family) -> Markup {
    let on = family.file.journey.on;
    let standing = family.network.standing().by(on);
    let ties: Vec<Tie<'_>> = standing.of_kind::<Relationship>().collect();
    html! {
        h1.govuk-heading-l { "Family" }
        @if offers_writing(&family.file) {
            p.govuk-body.gt-no-print {
                (Button::link("Add a relationship", format!("/children/{}/family/add", family.file.child)))
            }
        }
        (asked_when(&ties))
        (crate::draw::genogram::draw(&drawing(family, &ties)))
        (generations(family, &ties))
        (households(family))
        (strengths(family, &ties))
        (table(family, &ties))
    }
}

/// When the family was last asked, and by how many relationships it is drawn.
fn asked_when(ties: &[Tie<'_>]) -> Markup {
    let latest = ties.iter().max_by_key(|tie| tie.entry.known);
    html! {
        p.gt-soft {
            @match latest {
                Some(tie) => {
                    (ties.len()) @if ties.len() == 1 { " relationship" } @else { " relationships" } " recorded, the latest on " (Moment::of(tie.entry.known)) "."
                }
                None => { "No relationship is recorded." }
            }
        }
    }
}

/// Everyone in the family by generation: 0 is the child's own, -1 their parents', 1 their children's.
pub fn by_generation(child: PersonId, ties: &[(PersonId, Kinship, PersonId)]) -> BTreeMap<i32, BTreeSet<PersonId>> {
    let mut placed = BTreeMap::from([(child, 0)]);
    // Each pass places those next to someone placed: as many passes as there are ties is always enough.
    for _ in 0..=ties.len() {
        let before = placed.len();
        for (person, kin, of) in ties {
            let up = steps_up(*kin);
            match (placed.get(person).copied(), placed.get(of).copied()) {
                (None, Some(at)) => drop(placed.insert(*person, at - up)),
                (Some(at), None) => drop(placed.insert(*of, at + up)),
                _ => {}
            }
        }
        if placed.len() == before {
            break;
        }
    }
    let mut rows: BTreeMap<i32, BTreeSet<PersonId>> = BTreeMap::new();
    for (person, row) in placed {
        rows.entry(row).or_default().insert(person);
    }
    rows
}

/// How many generations above the other person someone of this relation is.
fn steps_up(kin: Kinship) -> i32 {
    match kin {
        Kinship::Grandparent => 2,
        Kinship::AuntOrUncle => 1,
        kin if kin.is_parent() => 1,
        _ => 0,
    }
}

fn generation_title(row: i32) -> &'static str {
    match row {
        i32::MIN..=-3 => "Great-grandparents and earlier",
        -2 => "Grandparents",
        -1 => "Parents, aunts and uncles",
        0 => "This child, brothers, sisters and cousins",
        1.. => "Next generation",
    }
}

fn generations(family: &Family, ties: &[Tie<'_>]) -> Markup {
    let child = family.file.child;
    let known: Vec<(PersonId, Kinship, PersonId)> = ties.iter().map(|tie| (tie.person, tie.is_the, tie.of)).collect();
    html! {
        section {
            h2.govuk-heading-m { "By generation" }
            @for (row, people) in by_generation(child, &known) {
                h3.govuk-heading-s { (generation_title(row)) }
                ul.gt-kin {
                    @for person in &people { li { (someone(family, *person, ties)) } }
                    @if row == -1 || (row == 0 && !known.iter().any(|(_, kin, of)| *of == child && kin.is_parent())) {
                        @for unknown in unknown_parents(family, ties) {
                            li class="gt-kin__unknown" { (unknown) }
                        }
                    }
                }
            }
        }
    }
}

/// A person as a node: name, age, how they are related to the child.
fn someone(family: &Family, person: PersonId, ties: &[Tie<'_>]) -> Markup {
    let file = &family.file;
    let on = file.journey.on;
    let own = records_of(&family.network, person);
    let known = Person::of(person, &own.standing().by(on), on);
    let died = known.details.as_ref().and_then(|details| details.died);
    let age =
        known.birthday().map(|born| age_on(born, died.and_then(|day| day.exact()).unwrap_or(on.date)).to_string());
    let kin: Vec<String> = ties
        .iter()
        .filter(|tie| tie.person == person || (tie.of == person && tie.person == file.child))
        .map(|tie| {
            let kin = words::of(&tie.is_the);
            let until = tie.ended.map(|day| format!(" until {day}")).unwrap_or_default();
            if tie.person == person {
                format!("{kin} of {}{until}", file.names.of(tie.of))
            } else {
                format!("{} is the {}{until}", file.names.of(tie.person), kin.to_lowercase())
            }
        })
        .collect();
    html! {
        @if person == file.child { strong { (file.names.of(person)) } } @else {
            a.govuk-link href=(keep(file.as_at, &format!("/children/{person}"))) { (file.names.of(person)) }
        }
        @if let Some(age) = age { ", " (age) }
        @if let Some(day) = died { ", died " (day) }
        @if !kin.is_empty() { div.gt-soft { (kin.join("; ")) } }
    }
}

/// Parents nobody has recorded, said as such with who was asked: "Father: not known".
pub fn unknown_parents(family: &Family, ties: &[Tie<'_>]) -> Vec<String> {
    let child = family.file.child;
    let parents: Vec<&Tie<'_>> = ties.iter().filter(|tie| tie.of == child && is_birth_parent(tie.is_the)).collect();
    let asked = parents.iter().map(|tie| tie.told_by.as_str()).find(|told| !told.is_empty());
    let asked = asked.map(|told| format!(" (asked: {told})")).unwrap_or_default();
    let has = |kin: Kinship| parents.iter().any(|tie| tie.is_the == kin);
    if parents.len() >= 2 {
        return Vec::new();
    }
    match (has(Kinship::Mother), has(Kinship::Father), parents.len()) {
        (true, false, _) => vec![format!("Father: not known{asked}")],
        (false, true, _) => vec![format!("Mother: not known{asked}")],
        (_, _, 1) => vec![format!("Other parent: not known{asked}")],
        _ => vec!["Parents: not known".to_owned()],
    }
}

fn is_birth_parent(kin: Kinship) -> bool {
    matches!(kin, Kinship::Mother | Kinship::Father | Kinship::Parent | Kinship::AdoptiveParent)
}

/// Who lives with whom, each address outlined.
fn households(family: &Family) -> Markup {
    let file = &family.file;
    let on = file.journey.on;
    let standing = family.network.standing().by(on);
    let lived: Vec<On<'_, Address>> = standing
        .of_kind::<Address>()
        .rev()
        .filter(|home| home.until.is_none_or(|until| until.latest() >= on.date))
        .collect();
    html! {
        section {
            h2.govuk-heading-m { "Who lives where" }
            @if lived.is_empty() { p.govuk-body { "No address recorded." } }
            div.gt-columns {
                @for home in &lived {
                    div.gt-household {
                        h3.govuk-heading-s {
                            (home.on_one_line())
                            @if home.keep_safe.is_some() { " " (Tag::new("Keep safe", "red")) }
                        }
                        p.gt-soft { (words::of(&home.use_of)) ", since " (home.from) }
                        ul.govuk-list { @for person in &home.entry.people { li { (file.names.of(*person)) } } }
                    }
                }
            }
        }
    }
}

/// What is good: who could care, who is safe, who the child says matters.
fn strengths(family: &Family, ties: &[Tie<'_>]) -> Markup {
    let strong: Vec<&Tie<'_>> =
        ties.iter().filter(|tie| !tie.strength.is_empty() || !tie.child_says.is_empty()).collect();
    let row = |tie: &&Tie<'_>| {
        let said = html! {
            @if !tie.strength.is_empty() { p.govuk-body { (tie.strength.0) } }
            @if !tie.child_says.is_empty() { p.govuk-body { "The child says: “" (tie.child_says.0) "”" } }
        };
        SummaryRow::new(family.file.names.of(tie.person), said)
    };
    html! {
        section {
            h2.govuk-heading-m { "Strengths and safety" }
            @if strong.is_empty() { p.govuk-body { "No strength is recorded yet. Who does the child say matters?" } }
            @else { (SummaryList::new(strong.iter().map(row))) }
        }
    }
}

fn table(family: &Family, ties: &[Tie<'_>]) -> Markup {
    let names = &family.file.names;
    let row = |tie: &Tie<'_>| -> Vec<Content> {
        let link = html! {
            a.govuk-link href=(keep(family.file.as_at, &format!("/records/{}", tie.entry.id))) {
                (tie.from) span.govuk-visually-hidden { ", open the record" }
            }
        };
        let responsible = match tie.parental_responsibility {
            Answer::Known(true) => "Yes",
            Answer::Known(false) => "No",
            Answer::NotKnown => "Asked, not known",
            Answer::NotAsked => "Not asked",
        };
        let told = if tie.told_by.is_empty() { "Not recorded" } else { tie.told_by.as_str() };
        vec![
            names.of(tie.person).into(),
            words::of(&tie.is_the).into(),
            names.of(tie.of).into(),
            responsible.into(),
            told.into(),
            link.into(),
            tie.ended.map_or_else(|| "Goes on".to_owned(), |day| day.to_string()).into(),
        ]
    };
    html! {
        section {
            h2.govuk-heading-m { "Relationships" }
            @if ties.is_empty() { p.govuk-body { "No relationship recorded." } } @else {
                (BoardTable {
                    caption: "Who is what to whom".into(),
                    columns: ["Person", "is the", "of", "Parental responsibility", "Told by", "Known since", "Ended"]
                        .map(Into::into)
                        .to_vec(),
                    rows: ties.iter().map(row).collect(),
                    classes: "gt-told".into(),
                    ..BoardTable::default()
                })
            }
        }
    }
}

/// The example family, as this page needs it.
pub fn example_family(as_at: AsAt) -> Family {
    let file = example::file(as_at);
    let all = practice::record::Records::read(example::revisions());
    let network = match as_at {
        AsAt::KnownBy(on) => all.known_by(on.instant()),
        AsAt::Now | AsAt::TrueOn(_) => all,
    };
    Family { file, network }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let drawn = |family: &Family| dressed(&family.file, "/family", "Family", view(family)).render();
    let day = Moment::day(jiff::civil::date(2026, 6, 15));
    let bare = example::bare();
    let alone = Family { network: bare.records.clone(), file: bare };
    vec![
        Sample { name: "child-family", markup: drawn(&example_family(AsAt::Now)) },
        Sample { name: "child-family-known", markup: drawn(&example_family(AsAt::KnownBy(day))) },
        Sample { name: "child-family-bare", markup: drawn(&alone) },
        Sample { name: "child-family-add", markup: add::sample(false) },
        Sample { name: "child-family-add-found", markup: add::sample(true) },
    ]
}
