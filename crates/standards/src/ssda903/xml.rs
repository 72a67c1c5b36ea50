//! The XML layout: one `CHILD` at a time into rows of every table.
//!
//! Each element is read on its own: an `EPISODE` without an end date is open, whatever other episodes of the child say.

use std::io::BufRead;

use super::checks::Checks;
use super::set::Reading;
use super::*;
use crate::cin_census::tokens::{Token, Tokens};
use crate::cin_census::{Limits as Bounds, Reason, Refused};
use crate::reading::{Place, Text, short};

/// One element with the values directly in it. `path` is its own, below `CHILD`.
struct Element {
    path: String,
    line: u32,
    values: Vec<(String, String)>,
}

impl Element {
    fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str())
    }
}

/// The elements of one child: `HEADER` first, then the groups in it and the episodes.
#[derive(Default)]
struct Child {
    elements: Vec<Element>,
}

impl Reading {
    pub(super) fn xml(&mut self, name: &str, input: impl BufRead) {
        let bounds = Bounds { file_bytes: self.limits.file_bytes, elements: u64::MAX, ..Bounds::default() };
        let mut tokens = Tokens::new(input, bounds);
        let mut rows = Return { year: self.set.year, ..Return::default() };
        if let Err(refused) = self.children(name, &mut tokens, &mut rows, bounds.child_bytes) {
            let at = Place { line: refused.line, ..Place::file(name) };
            self.faults.refuse(at, format!("{} Nothing after this was read.", refused.message), refused.remedy);
        }
        macro_rules! keep {
            ($($field:ident: $row:ident,)*) => {
                $(if let Some(filed) = rows.$field {
                    match &self.set.$field {
                        None => self.set.$field = Some(filed),
                        Some(first) => {
                            let message = format!("{} was already read from {}.", $row::TABLE.name, first.file);
                            self.faults.refuse(Place::file(name), message, "Give the CSV files or the XML, not both.");
                        }
                    }
                })*
            };
        }
        every_table!(keep);
    }

    fn children<R: BufRead>(
        &mut self,
        name: &str,
        tokens: &mut Tokens<R>,
        rows: &mut Return,
        most: u64,
    ) -> Result<(), Refused> {
        match tokens.next()? {
            (_, Token::Open { name, .. }) if name.eq_ignore_ascii_case("EXPSSDA903") => {}
            (line, Token::Open { name, .. }) => {
                let message = format!("The outermost element is `{}`, not `EXPSSDA903`.", short(&name, 60));
                return Err(refused(Reason::WrongRoot, line, message, "Choose the return itself."));
            }
            (line, _) => return Err(refused(Reason::NotWellFormed, line, "The file is no XML.", "Export it again.")),
        }
        let checks = TABLES.iter().map(|table| Checks::new(table, self.set.year)).collect::<Vec<_>>();
        loop {
            match tokens.next()? {
                (line, Token::Open { name: tag, .. }) => {
                    let begun = tokens.taken();
                    let mut child = Child::default();
                    self.element(name, tokens, &mut child, "", (line, &tag), begun.saturating_add(most))?;
                    self.kept += tokens.taken() - begun;
                    if self.kept > self.limits.kept_bytes {
                        let message = "There is more than is kept.";
                        return Err(refused(Reason::TooLarge, line, message, "Check that this is the right file."));
                    }
                    if tag == "CHILD" {
                        self.take(name, line, &child, rows, &checks)?;
                    } else {
                        self.unknown(name, line, &tag);
                    }
                }
                (line, Token::Text(text)) => self.stray(name, line, "EXPSSDA903", &text),
                (_, Token::Close) => {}
                (_, Token::End) => return Ok(()),
            }
        }
    }

    /// Reads one element and all in it. `path` is that of its parent, below `CHILD`.
    fn element<R: BufRead>(
        &mut self,
        file: &str,
        tokens: &mut Tokens<R>,
        child: &mut Child,
        path: &str,
        (line, name): (u32, &str),
        most: u64,
    ) -> Result<Option<String>, Refused> {
        let outermost = path.is_empty() && child.elements.is_empty() && name == "CHILD";
        let below = match (outermost, path) {
            (true, _) => String::new(),
            (_, "") => name.to_owned(),
            _ => format!("{path}/{name}"),
        };
        let position = child.elements.len();
        child.elements.push(Element { path: below.clone(), line, values: Vec::new() });
        let mut said = None;
        loop {
            let (line, token) = tokens.next()?;
            if tokens.taken() > most {
                let message = "One child takes up more of the file than any child can.";
                return Err(refused(Reason::TooLarge, line, message, "Look for a missing end of a CHILD element."));
            }
            match token {
                Token::Open { name: tag, .. } => {
                    let inside = child.elements.len();
                    let text = self.element(file, tokens, child, &below, (line, &tag), most)?;
                    let leaf = child.elements.len() == inside + 1 && child.elements[inside].values.is_empty();
                    if leaf && !groups().any(|group| *group == child.elements[inside].path) {
                        child.elements.truncate(inside);
                        let text = text.unwrap_or_default();
                        let values = &mut child.elements[position].values;
                        if !values.iter().any(|(known, _)| *known == tag) {
                            values.push((tag, text));
                        } else {
                            let at = Place::file(file).line(line).column(&tag).found(&text);
                            self.faults.error(at, "The element is given twice; the first was read.", "Give it once.");
                        }
                    } else if let Some(text) = text {
                        self.stray(file, line, &tag, &text);
                    }
                }
                Token::Text(text) => said = Some(text),
                Token::Close => return Ok(said),
                Token::End => return Ok(said),
            }
        }
    }

    fn take(
        &mut self,
        file: &str,
        line: u32,
        child: &Child,
        rows: &mut Return,
        checks: &[Checks],
    ) -> Result<(), Refused> {
        let none = Element { path: "HEADER".into(), line, values: Vec::new() };
        let header = child.elements.iter().find(|element| element.path == "HEADER").unwrap_or(&none);
        let mut checks = checks.iter();
        macro_rules! rows_of {
            ($($field:ident: $row:ident,)*) => {
                $({
                    let table = &$row::TABLE;
                    let checks = checks.next();
                    let group = table.columns.iter().filter_map(|column| parent(column.xml?)).find(|path| *path != "HEADER");
                    let found = child.elements.iter().filter(|element| match group {
                        Some(group) => element.path == group,
                        None => element.path == "HEADER" && has(table, element),
                    });
                    for element in found {
                        let mut columns = table.columns.iter();
                        let row = $row::read(element.line, &mut || {
                            let path = columns.next().and_then(|column| column.xml).unwrap_or_default();
                            let tag = path.rsplit('/').next().unwrap_or_default();
                            let from = if parent(path) == Some("HEADER") { header } else { element };
                            // A value is one line, as it is in CSV.
                            Text::from(from.value(tag).unwrap_or_default().replace(['\r', '\n', '\t'], " ").as_str())
                        });
                        let filed = rows.$field.get_or_insert_with(|| Filed { file: file.to_owned(), rows: Vec::new() });
                        if filed.rows.len() >= self.limits.rows {
                            let message = format!("There are more than {} rows of {}.", self.limits.rows, table.name);
                            return Err(refused(Reason::TooMany, element.line, message, "Check that this is the right file."));
                        }
                        if let Some(checks) = checks {
                            checks.row(&row, Place::file(file).line(element.line), &mut self.faults);
                        }
                        filed.rows.push(row);
                    }
                })*
            };
        }
        every_table!(rows_of);
        for element in &child.elements {
            if !element.path.is_empty() && element.path != "HEADER" && !groups().any(|group| *group == element.path) {
                self.unknown(file, element.line, &element.path);
            }
            for (tag, text) in &element.values {
                let path = format!("{}/{tag}", element.path);
                if !TABLES.iter().flat_map(|table| table.columns).any(|column| column.xml == Some(path.as_str())) {
                    let at =
                        Place { child: header.value("CHILDID"), ..Place::file(file) }.line(element.line).column(tag);
                    self.faults.warn(
                        at.found(text),
                        "The return has no such element; it was not read.",
                        "Leave it out.",
                    );
                }
            }
        }
        Ok(())
    }

    fn unknown(&mut self, file: &str, line: u32, tag: &str) {
        let at = Place::file(file).line(line).column(tag);
        self.faults.warn(at, "The return has no such element; it was not read.", "Leave it out.");
    }

    fn stray(&mut self, file: &str, line: u32, tag: &str, text: &str) {
        let at = Place::file(file).line(line).column(tag).found(text);
        self.faults.error(at, "There is text between the elements.", "Take it out, or put it into its element.");
    }
}

/// Whether a header has anything for this table beside what every table has.
fn has(table: &Table, header: &Element) -> bool {
    if table.name == "Header" {
        return true;
    }
    let own = |column: &&crate::reading::Column| !["CHILD", "DOB", "SEX"].contains(&column.name);
    let filled = |tag: &str| header.value(tag).is_some_and(|text| !text.is_empty());
    // In the CSV an unaccompanied child is one with a row in the UASC file; here it is a flag.
    let flagged = table.name == "UASC" && header.value("UASC") == Some("1");
    flagged || table.columns.iter().filter(own).any(|column| filled(column.name))
}

/// The elements that hold values: `HEADER`, `EPISODE`, `HEADER/AREVIEW` and the like.
fn groups() -> impl Iterator<Item = &'static &'static str> {
    static GROUPS: std::sync::LazyLock<Vec<&'static str>> = std::sync::LazyLock::new(|| {
        let mut all: Vec<&str> =
            TABLES.iter().flat_map(|table| table.columns).filter_map(|column| parent(column.xml?)).collect();
        all.sort_unstable();
        all.dedup();
        all
    });
    GROUPS.iter()
}

fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}

fn refused(reason: Reason, line: u32, message: impl Into<String>, remedy: &str) -> Refused {
    Refused { reason, line: Some(line), message: message.into(), remedy: remedy.to_owned() }
}
