//! A family's relationships as a table, and a summary card for each person.

use super::genogram::{Family, Node};
use super::listed;
use maud::{Markup, html};
use std::collections::HashMap;

/// Every relationship, tie and household as a row: the truth that the drawing is a view of. Links that the drawing
/// had to leave out are here too; links to somebody not among the people are not.
pub fn table(family: &Family) -> Markup {
    let people = named(family);
    let rows = rows(family, &people);
    html! {
        @if rows.is_empty() {
            p id={ (family.id) "-table" } { "No relationships recorded." }
        } @else {
            div class="draw-table-scroll" tabindex="0" role="region" aria-label={ (family.title) ": table" } {
                table class="draw-table" id={ (family.id) "-table" } tabindex="-1" {
                    caption { (family.title) ": relationships" }
                    thead { tr {
                        th scope="col" { "Person" } th scope="col" { "Is" } th scope="col" { "To" }
                        th scope="col" { "Parental responsibility" }
                    } }
                    tbody {
                        @for Row { person, is, to, responsibility } in rows {
                            tr { th scope="row" { (link(person)) } td { (is) } td { (to) } td { (responsibility) } }
                        }
                    }
                }
            }
        }
    }
}

struct Row<'a> {
    person: &'a Node,
    is: &'a str,
    to: String,
    responsibility: &'static str,
}

fn named(family: &Family) -> HashMap<&str, &Node> {
    family.positions().into_iter().map(|(id, n)| (id, &family.people[n])).collect()
}

fn link(person: &Node) -> Markup {
    html! { @if let Some(href) = &person.href { a href=(href) { (person.name) } } @else { (person.name) } }
}

fn rows<'a>(family: &'a Family, people: &HashMap<&str, &'a Node>) -> Vec<Row<'a>> {
    let find = |id: &str| people.get(id).copied();
    let mut rows = Vec::new();
    for tie in &family.parents {
        if let (Some(person), Some(child)) = (find(&tie.parent), find(&tie.child)) {
            let responsibility = match tie.responsibility {
                Some(true) => "Yes",
                Some(false) => "No",
                None => "Not recorded",
            };
            rows.push(Row { person, is: tie.kind.words(), to: child.name.clone(), responsibility });
        }
    }
    for couple in &family.couples {
        if let (Some(person), Some(other)) = (find(&couple.a), find(&couple.b)) {
            let responsibility = "Does not apply";
            rows.push(Row { person, is: couple.kind.words(), to: other.name.clone(), responsibility });
        }
    }
    for tie in &family.others {
        if let (Some(person), Some(other)) = (find(&tie.from), find(&tie.to)) {
            rows.push(Row { person, is: &tie.label, to: other.name.clone(), responsibility: "Does not apply" });
        }
    }
    for household in &family.households {
        for person in household.members.iter().filter_map(|id| find(id)) {
            let to = format!("Household, {}", household.label);
            rows.push(Row { person, is: "Lives in", to, responsibility: "Does not apply" });
        }
    }
    rows
}

/// A summary card for each person: who they are, how they are related, where they live, and their strengths.
pub fn cards(family: &Family) -> Markup {
    let people = named(family);
    let name = |id: &str| people.get(id).map(|person| person.name.as_str());
    html! {
        ul class="draw-cards" {
            @for person in &family.people {
                li class="draw-card" {
                    h3 { (link(person)) }
                    @if person.is_focus { p { "This drawing is about them." } }
                    p {
                        (capital(person.kind.words()))
                        @for date in person.dates() { ", " (date) }
                        "."
                    }
                    @if let Some(note) = &person.note { p { (note) } }
                    @for (kind, children) in children(family, person, &name) {
                        p { (kind) " of " (listed(&children)) "." }
                    }
                    @for tie in family.others.iter().filter(|tie| tie.from == person.id) {
                        @if let Some(to) = name(&tie.to) { p { (capital(&tie.label)) " to " (to) "." } }
                    }
                    @let homes: Vec<String> = family.households.iter()
                        .filter(|h| h.members.contains(&person.id)).map(|h| h.label.clone()).collect();
                    p { @if homes.is_empty() { "Where they live is not recorded." } @else { "Lives in: " (listed(&homes)) "." } }
                    @if let Some(strength) = &person.strength { p { strong { (strength) } } }
                }
            }
        }
    }
}

/// The children of a person under the words for each kind of link.
fn children<'a>(
    family: &Family,
    person: &Node,
    name: &impl Fn(&str) -> Option<&'a str>,
) -> Vec<(&'static str, Vec<String>)> {
    let mut out: Vec<(&'static str, Vec<String>)> = Vec::new();
    for tie in family.parents.iter().filter(|tie| tie.parent == person.id) {
        let Some(child) = name(&tie.child) else { continue };
        let words = tie.kind.words();
        match out.iter_mut().find(|(held, _)| *held == words) {
            Some((_, children)) => children.push(child.to_owned()),
            None => out.push((words, vec![child.to_owned()])),
        }
    }
    out
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
