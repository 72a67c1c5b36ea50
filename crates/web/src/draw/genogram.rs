//! The family drawing (genogram): people by generation, who cares for whom, who lives together and who matters.
//!
//! The caller masks restricted people **before** calling: a restricted person must be absent from every list of
//! [`Family`], links and households included, so that neither a gap, a count nor the layout betrays them. A link to
//! somebody who is not among the people is dropped without a word for the same reason.
//!
//! Nothing here supposes two parents or two sexes. People who are not known are nodes like any other.

use super::{count, genogram_layout, genogram_rank, genogram_svg, listed};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::long_date;
use std::collections::HashMap;

pub use super::genogram_table::{cards, table};

/// A family and the people round it, already masked for its reader.
pub struct Family {
    /// Prefix of every element id; distinct for each drawing on a page.
    pub id: String,
    /// "Ava's family and network".
    pub title: String,
    /// Everybody drawn, the eldest of brothers and sisters first.
    pub people: Vec<Node>,
    /// Partners, present and past.
    pub couples: Vec<Couple>,
    /// Who is a parent or carer of whom.
    pub parents: Vec<ParentLink>,
    /// Other ties, in the family's own words.
    pub others: Vec<Tie>,
    /// Who lives together.
    pub households: Vec<Household>,
    /// The day it was drawn.
    pub drawn: Date,
    /// Its version, such as "Version 3".
    pub version: String,
    /// Who was asked and when: "Kim, 3 May 2026".
    pub asked: Vec<String>,
}

/// A person, known or not.
pub struct Node {
    /// Distinct within the family; when two share one the first is meant.
    pub id: String,
    /// The name they use, or "Father" where nobody knows.
    pub name: String,
    /// When born, as far as known: "2019", "4 June 2019".
    pub born: Option<String>,
    /// When died, as far as known.
    pub died: Option<String>,
    /// Drives the symbol.
    pub kind: Kind,
    /// "Not known, mother asked 3 May 2026".
    pub note: Option<String>,
    /// Their own page.
    pub href: Option<String>,
    /// Is the drawing about this person?
    pub is_focus: bool,
    /// "Could care", "Ava says she matters".
    pub strength: Option<String>,
}

/// What a person's symbol says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A circle.
    Female,
    /// A square.
    Male,
    /// A diamond.
    Other,
    /// A broken square with a question mark.
    Unknown,
    /// A triangle.
    Unborn,
}

/// Two partners.
pub struct Couple {
    /// Id of one.
    pub a: String,
    /// Id of the other.
    pub b: String,
    /// Whether they are together.
    pub kind: CoupleKind,
}

/// Whether a couple is together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoupleKind {
    /// Together now.
    Together,
    /// No longer together.
    Separated,
    /// Not known.
    Unknown,
}

/// A parent or carer of a child.
pub struct ParentLink {
    /// Id of the parent or carer.
    pub parent: String,
    /// Id of the child.
    pub child: String,
    /// In which way.
    pub kind: ParentKind,
    /// Do they hold parental responsibility for the child? `None` when not recorded.
    pub responsibility: Option<bool>,
}

/// The way in which somebody is a parent or carer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ParentKind {
    /// By birth.
    Birth,
    /// By adoption.
    Adoptive,
    /// Partner of a parent.
    Step,
    /// Foster carer.
    Foster,
    /// Donor.
    Donor,
    /// A relative or friend who brings the child up.
    Kin,
    /// Not known.
    Unknown,
}

/// A tie of another sort.
pub struct Tie {
    /// Id of the person the label is about.
    pub from: String,
    /// Id of the person they are tied to.
    pub to: String,
    /// "like an aunt".
    pub label: String,
}

/// People who live together.
pub struct Household {
    /// "Elm Road".
    pub label: String,
    /// Ids of those who live there; a person may live in two.
    pub members: Vec<String>,
}

impl Kind {
    /// The word for it in tables and accessible names.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Female => "female",
            Kind::Male => "male",
            Kind::Other => "another gender, or not said",
            Kind::Unknown => "not known",
            Kind::Unborn => "unborn",
        }
    }
}

impl CoupleKind {
    pub(super) fn words(self) -> &'static str {
        match self {
            CoupleKind::Together => "Partner, together",
            CoupleKind::Separated => "Partner, separated",
            CoupleKind::Unknown => "Partner, whether together is not known",
        }
    }
}

impl ParentKind {
    /// "Parent by birth", "Foster carer".
    pub fn words(self) -> &'static str {
        match self {
            ParentKind::Birth => "Parent by birth",
            ParentKind::Adoptive => "Adoptive parent",
            ParentKind::Step => "Step-parent",
            ParentKind::Foster => "Foster carer",
            ParentKind::Donor => "Donor",
            ParentKind::Kin => "Kinship carer",
            ParentKind::Unknown => "Parent, in what way is not known",
        }
    }

    /// What is written on the line to the child; a line by birth has no words.
    pub(super) fn on_line(self) -> &'static str {
        match self {
            ParentKind::Birth => "",
            ParentKind::Adoptive => "adoptive",
            ParentKind::Step => "step",
            ParentKind::Foster => "foster",
            ParentKind::Donor => "donor",
            ParentKind::Kin => "kinship",
            ParentKind::Unknown => "unsure",
        }
    }
}

impl Node {
    /// "born 2019", "died 2020"; for the unborn the words alone, such as "due November 2026".
    pub(super) fn dates(&self) -> Vec<String> {
        let born = self.born.iter().map(|born| match self.kind {
            Kind::Unborn => born.clone(),
            _ => format!("born {born}"),
        });
        born.chain(self.died.iter().map(|died| format!("died {died}"))).collect()
    }
}

impl Family {
    /// Position of each id among the people; the first of two that share one.
    pub(super) fn positions(&self) -> HashMap<&str, usize> {
        let mut at = HashMap::new();
        for (n, person) in self.people.iter().enumerate() {
            at.entry(person.id.as_str()).or_insert(n);
        }
        at
    }

    /// The household's members by name, in the order given.
    pub(super) fn members(&self, household: &Household) -> Vec<String> {
        let at = self.positions();
        let found = household.members.iter().filter_map(|id| at.get(id.as_str()));
        found.map(|&n| self.people[n].name.clone()).collect()
    }
}

/// Contradictions in the links, as sentences: somebody who is their own ancestor, or a partner who is also a child.
/// The drawing leaves such a link out; the table keeps it.
pub fn oddities(family: &Family) -> Vec<String> {
    genogram_rank::rank(family).oddities
}

/// The drawing in one sentence or two.
pub fn finding(family: &Family) -> String {
    let ranks = genogram_rank::rank(family);
    let generations = ranks.row.iter().max().map_or(0, |most| most + 1);
    let mut text = format!(
        "{} in {}.",
        count(family.people.len(), "person", "people"),
        count(generations, "generation", "generations")
    );
    let at = family.positions();
    for person in family.people.iter().filter(|person| person.is_focus) {
        for household in family.households.iter().filter(|h| h.members.contains(&person.id)) {
            let others: Vec<String> = household
                .members
                .iter()
                .filter(|id| **id != person.id)
                .filter_map(|id| at.get(id.as_str()).map(|&n| family.people[n].name.clone()))
                .collect();
            if !others.is_empty() {
                text += &format!(" {} lives with {} ({}).", person.name, listed(&others), household.label);
            }
        }
    }
    match family.people.iter().filter(|person| person.kind == Kind::Unknown).count() {
        0 => {}
        1 => text += " 1 person is not known.",
        n => text += &format!(" {n} people are not known."),
    }
    text
}

/// The family as a figure: heading, finding, the drawing in a region that scrolls and takes focus, households in
/// words, who was asked, and the key. Put [`table`] on the same page: it is the truth, this is a view of it.
pub fn draw(family: &Family) -> Markup {
    let id = &family.id;
    let layout = genogram_layout::lay_out(family);
    html! {
        figure class="draw draw-family" aria-labelledby={ (id) "-title " (id) "-finding" } {
            figcaption {
                h2 class="draw-title" id={ (id) "-title" } { (family.title) }
                p class="draw-finding" id={ (id) "-finding" } { (finding(family)) }
            }
            @if family.people.is_empty() {
                p { "Nobody is recorded yet." }
            } @else {
                div class="draw-scroll" tabindex="0" role="region" aria-labelledby={ (id) "-title" } {
                    (genogram_svg::svg(family, &layout))
                }
            }
            @for household in &family.households {
                @let members = family.members(household);
                @if !members.is_empty() {
                    p class="draw-note" { "Household, " (household.label) ": " (listed(&members)) "." }
                }
            }
            p class="draw-note" {
                "Drawn " (long_date(family.drawn)) ". " (family.version) ". "
                @if family.asked.is_empty() { "Nobody is recorded as asked." }
                @else { "Asked: " (family.asked.join("; ")) "." }
            }
            @if !family.people.is_empty() { p class="draw-note" { (key(family)) } }
            @for oddity in &layout.oddities { p class="draw-note" { "Check: " (oddity) } }
        }
    }
}

/// The signs this drawing uses, in words.
fn key(family: &Family) -> String {
    let shapes = [
        (Kind::Female, "circle, female"),
        (Kind::Male, "square, male"),
        (Kind::Other, "diamond, another gender or not said"),
        (Kind::Unknown, "question mark, not known"),
        (Kind::Unborn, "triangle, unborn"),
    ];
    let mut signs: Vec<&str> = shapes
        .into_iter()
        .filter(|(kind, _)| family.people.iter().any(|person| person.kind == *kind))
        .map(|(_, words)| words)
        .collect();
    let mut also = |used: bool, words| signs.extend(used.then_some(words));
    also(family.people.iter().any(|person| person.died.is_some()), "cross, has died");
    also(family.people.iter().any(|person| person.is_focus), "thick frame, the drawing is about them");
    let at = family.positions();
    let both = |a: &str, b: &str| at.contains_key(a) && at.contains_key(b);
    let parted = |c: &Couple| c.kind == CoupleKind::Separated && both(&c.a, &c.b);
    let linked = |p: &ParentLink, birth: bool| (p.kind == ParentKind::Birth) == birth && both(&p.parent, &p.child);
    also(family.couples.iter().any(parted), "two strokes across a line, separated");
    also(family.parents.iter().any(|p| linked(p, true)), "solid line down, by birth");
    also(family.parents.iter().any(|p| linked(p, false)), "broken line down, as its word says");
    also(family.others.iter().any(|tie| both(&tie.from, &tie.to)), "dotted line, another tie");
    also(family.households.iter().any(|home| !family.members(home).is_empty()), "broken outline, a household");
    format!("Key: {}.", signs.join("; "))
}
