//! An element with named parts, taken apart one name at a time; whatever nobody asked for is reported at the end.

use jiff::civil::Date;

use super::fault::{Faults, Place, short};
use super::node::Node;
use super::rows::{Cell, Field};
use super::shape;
use super::values;

/// The element and the full path it stands at.
pub(super) struct Group {
    node: Node,
    path: String,
}

/// A path from `Message` as people read it, one element further down.
fn below(path: &str, name: &str) -> String {
    match shape::below_message(path) {
        "Children/Child" | "Message" | "" => name.to_string(),
        shown => format!("{shown}/{name}"),
    }
}

impl Group {
    /// Starts on an element found at that path, its own name included.
    pub fn new(node: Node, path: impl Into<String>) -> Group {
        Group { node, path: path.into() }
    }

    pub fn line(&self) -> u32 {
        self.node.line
    }

    fn place(&self, line: u32, name: &str) -> Place {
        Place { line, element: below(&self.path, name) }
    }

    /// Whether the element belongs to the census of the collection year.
    fn dated(&self, name: &str, faults: &Faults) -> bool {
        let from = shape::element(&self.path, name).and_then(|element| element.from_year);
        !matches!((from, faults.year), (Some(from), Some(year)) if year < from)
    }

    /// Whether this element came into the census with its parts, so that one warning about it is enough.
    fn early_itself(&self, part: Option<i16>) -> bool {
        let own = self.path.rsplit_once('/').and_then(|(parent, name)| shape::element(parent, name));
        own.is_some_and(|own| own.from_year.is_some() && own.from_year >= part)
    }

    /// Takes out every element of that name, and says so when there are too many, too few, or too early.
    fn take(&mut self, name: &str, faults: &mut Faults) -> Vec<Node> {
        let (mut found, rest): (Vec<Node>, Vec<Node>) =
            std::mem::take(&mut self.node.children).into_iter().partition(|node| node.name == name);
        self.node.children = rest;
        let Some(element) = shape::element(&self.path, name) else { return found };
        if let Some(first) = found.first()
            && !self.early_itself(element.from_year)
            && let (false, Some(from), Some(year)) = (self.dated(name, faults), element.from_year, faults.year)
        {
            let at = self.place(first.line, name);
            let message = format!("This element is part of the census from {from}, and this is the {year} census.");
            faults.warn(&at, "", message, "Leave it out, or correct the year in the header.");
        }
        if found.is_empty() && element.needed && self.dated(name, faults) {
            let at = self.place(self.node.line, name);
            faults.warn(&at, "", "This element is missing.", "Add it; the census asks for it every time.");
        }
        if !element.many && found.len() > 1 {
            for extra in &found[1..] {
                let at = self.place(extra.line, name);
                let text = text_of(extra);
                let message = format!("This element is given again; the first, on line {}, was kept.", found[0].line);
                faults.warn(&at, &text, message, "Keep the one that is right and take the others out.");
            }
            found.truncate(1);
        }
        found
    }

    /// The one part of that name which itself has parts.
    pub fn one(&mut self, name: &str, faults: &mut Faults) -> Option<Group> {
        self.many(name, faults).into_iter().next()
    }

    /// Every part of that name which itself has parts.
    pub fn many(&mut self, name: &str, faults: &mut Faults) -> Vec<Group> {
        let path = format!("{}/{name}", self.path);
        self.take(name, faults).into_iter().map(|node| Group::new(node, path.clone())).collect()
    }

    /// Like `many`, for a block that ought to be given once but loses nothing when it is split: the further blocks
    /// are kept too, with a warning.
    pub fn blocks(&mut self, name: &str, faults: &mut Faults) -> Vec<Group> {
        let (all, rest): (Vec<Node>, Vec<Node>) =
            std::mem::take(&mut self.node.children).into_iter().partition(|node| node.name == name);
        self.node.children = rest;
        let path = format!("{}/{name}", self.path);
        for extra in all.iter().skip(1) {
            let at = self.place(extra.line, name);
            let message = "This block is given again; all of its entries were kept.";
            faults.warn(&at, "", message, "Put all entries in one block.");
        }
        all.into_iter().map(|node| Group::new(node, path.clone())).collect()
    }

    fn cells<T>(
        &mut self,
        name: &str,
        faults: &mut Faults,
        mut understand: impl FnMut(&str, &Place, &mut Faults) -> Option<T>,
    ) -> Vec<Cell<T>> {
        let needed = shape::element(&self.path, name).is_some_and(|element| element.needed);
        let nodes = self.take(name, faults);
        nodes
            .into_iter()
            .map(|node| {
                let at = self.place(node.line, name);
                let raw = text_of(&node);
                let text = raw.trim();
                attributes(&node, &at, faults);
                for inner in &node.children {
                    let place =
                        Place { line: inner.line, element: format!("{}/{}", at.element, short(&inner.name, 60)) };
                    unknown(inner, &place, faults);
                }
                if text.is_empty() && needed {
                    faults.warn(&at, "", "This element is empty.", "Fill it in; the census asks for it every time.");
                }
                if text.len() != raw.len() {
                    let message = format!("`{}` has blanks around it.", short(text, 60));
                    faults.warn(&at, &raw, message, "Take the blanks out.");
                }
                let value = if text.is_empty() { None } else { understand(text, &at, faults) };
                Cell { raw, value, line: node.line }
            })
            .collect()
    }

    fn cell<T>(
        &mut self,
        name: &str,
        faults: &mut Faults,
        understand: impl FnMut(&str, &Place, &mut Faults) -> Option<T>,
    ) -> Field<T> {
        self.cells(name, faults, understand).into_iter().next()
    }

    pub fn text(&mut self, name: &str, faults: &mut Faults) -> Field<String> {
        self.cell(name, faults, |text, _, _| Some(text.to_string()))
    }

    /// A text of a known shape; another shape is kept, with a warning.
    pub fn shaped(
        &mut self,
        name: &str,
        faults: &mut Faults,
        fits: impl Fn(&str) -> bool,
        wanted: &str,
    ) -> Field<String> {
        self.cell(name, faults, |text, at, faults| {
            if !fits(text) {
                let message = format!("`{}` does not have the right form.", short(text, 60));
                faults.warn(at, text, message, format!("It is {wanted}."));
            }
            Some(text.to_string())
        })
    }

    pub fn date(&mut self, name: &str, faults: &mut Faults) -> Field<Date> {
        self.cell(name, faults, values::date)
    }

    pub fn dates(&mut self, name: &str, faults: &mut Faults) -> Vec<Cell<Date>> {
        self.cells(name, faults, values::date)
    }

    pub fn moment(&mut self, name: &str, faults: &mut Faults) -> Field<jiff::civil::DateTime> {
        self.cell(name, faults, values::moment)
    }

    pub fn flag(&mut self, name: &str, faults: &mut Faults) -> Field<bool> {
        self.cell(name, faults, values::flag)
    }

    pub fn count(&mut self, name: &str, faults: &mut Faults) -> Field<u32> {
        self.cell(name, faults, values::count)
    }

    pub fn year(&mut self, name: &str, faults: &mut Faults) -> Field<i16> {
        self.cell(name, faults, values::year)
    }

    pub fn code(&mut self, name: &str, set: &str, faults: &mut Faults) -> Field<String> {
        self.codes(name, set, faults).into_iter().next()
    }

    pub fn codes(&mut self, name: &str, set: &str, faults: &mut Faults) -> Vec<Cell<String>> {
        let dated = self.dated(name, faults);
        self.cells(name, faults, |text, at, faults| values::code(text, set, dated, at, faults))
    }

    /// Reports all that is left: elements the census does not have here, stray text and attributes.
    pub fn finish(self, faults: &mut Faults) {
        let shown = shape::below_message(&self.path).to_string();
        let here = Place { line: self.node.line, element: shown.clone() };
        attributes(&self.node, &here, faults);
        for (line, text) in &self.node.texts {
            let text = text.trim();
            let message = format!("There is text between the elements: `{}`.", short(text, 60));
            let at = Place { line: *line, element: shown.clone() };
            faults.warn(&at, text, message, "Take it out, or put it in the element it belongs to.");
        }
        for node in &self.node.children {
            unknown(node, &self.place(node.line, &short(&node.name, 60)), faults);
        }
    }
}

fn text_of(node: &Node) -> String {
    let mut texts = node.texts.iter();
    let first = texts.next().map(|(_, text)| text.clone()).unwrap_or_default();
    texts.fold(first, |all, (_, text)| all + text)
}

fn attributes(node: &Node, at: &Place, faults: &mut Faults) {
    for name in &node.attributes {
        let at = Place { line: node.line, element: at.element.clone() };
        let message = format!("The attribute `{}` is not part of the census and was not read.", short(name, 60));
        faults.warn(&at, name, message, "Write values between the tags, not in them.");
    }
}

/// Says that an element has no business where it stands.
pub(super) fn unknown(node: &Node, at: &Place, faults: &mut Faults) {
    let remedy = match shape::belongs(&node.name) {
        Some(parent) if !parent.is_empty() => format!("It belongs in {parent}; move it there."),
        _ => "Check its spelling, or take it out.".to_string(),
    };
    let message = "The census has no such element here; it was not read.";
    faults.warn(at, text_of(node).trim(), message, remedy);
}
