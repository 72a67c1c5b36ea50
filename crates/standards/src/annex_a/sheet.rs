//! One sheet, or one CSV file: which list it is, which column is which, and its rows.

use super::AnnexA;
use super::cell;
use super::layout::{HEADINGS, Layout, lists, plain};
use super::list::Value;
use crate::reading::{Faults, Limits, Place, Raw};

/// Headings are looked for in this many rows that hold anything: some sheets have a title above them.
const BEFORE: u32 = 10;

/// A sheet being read.
pub(super) struct Sheet<'a> {
    /// As faults name it.
    file: &'a str,
    /// The number that its name says, if it says one.
    named: Option<u8>,
    found: Option<Found>,
    looked: u32,
    rows: usize,
    /// Whether it was refused, and that was said.
    refused: bool,
}

/// The list it is, and where each of its columns stands.
struct Found {
    list: &'static Layout,
    places: Vec<Option<usize>>,
}

impl<'a> Sheet<'a> {
    /// A sheet or file of that name, nothing read yet.
    pub fn new(file: &'a str, name: &str) -> Sheet<'a> {
        Sheet { file, named: number_in(name), found: None, looked: 0, rows: 0, refused: false }
    }

    /// Takes in the next row; whether to go on.
    pub fn row(
        &mut self,
        line: u32,
        cells: &[Raw],
        into: &mut AnnexA,
        limits: &Limits,
        kept: &mut u64,
        faults: &mut Faults,
    ) -> bool {
        let at = Place::file(self.file).line(line);
        let blank = |raw: &Raw| match raw {
            Raw::Text(text) => text.trim().is_empty(),
            other => *other == Raw::Blank,
        };
        if cells.iter().all(blank) {
            return true;
        }
        let Some(Found { list, places }) = &self.found else { return self.look(at, cells, into, faults) };
        *kept += cells.iter().map(|raw| 8 + if let Raw::Text(text) = raw { text.len() as u64 } else { 0 }).sum::<u64>();
        if self.rows >= limits.rows || *kept > limits.kept_bytes {
            let message = format!("There is more than is kept, after {} rows; the rest was not read.", self.rows);
            faults.refuse(at, message, "Check that this is the right file; ask for the limit to be raised if it is.");
            return false;
        }
        self.rows += 1;
        let raw = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or(&Raw::Blank);
        let number = match places[0] {
            Some(_) => cell::read(&list.columns[0], raw(places[0])).0.raw,
            None => Default::default(),
        };
        let mut columns = list.columns.iter().zip(places);
        into.push(list.number, line, &mut || -> Value {
            let Some((column, place)) = columns.next() else { return Value::default() };
            let (value, wrong) = cell::read(column, raw(*place));
            if let Some((severity, message, remedy)) = wrong {
                let at = Place { child: Some(number.as_str()), ..at };
                faults.add(severity, at.column(&column.heading).found(value.raw.as_str()), message, remedy);
            }
            value
        });
        true
    }

    /// Looks for the headings; whether to go on.
    fn look(&mut self, at: Place<'_>, cells: &[Raw], into: &mut AnnexA, faults: &mut Faults) -> bool {
        let headings: Vec<&str> =
            cells.iter().map(|raw| if let Raw::Text(text) = raw { text.as_str() } else { "" }).collect();
        let known = |list: &Layout| headings.iter().filter(|heading| place(list, heading).is_some()).count();
        let best = match self.named {
            Some(number) => lists().iter().find(|list| list.number == number).filter(|list| known(list) >= 2),
            // The first columns are those of every list: only more than those tell one.
            None => lists().iter().max_by_key(|list| (known(list), 11 - list.number)).filter(|list| known(list) >= 7),
        };
        let Some(list) = best else {
            self.looked += 1;
            return self.looked < BEFORE;
        };
        if let Some(file) = into.file(list.number) {
            let message = format!("List {} was already read from {file}.", list.number);
            faults.refuse(at, message, "Give each list once.");
            self.refused = true;
            return false;
        }
        into.open(list.number, self.file);
        let mut places: Vec<Option<usize>> = vec![None; list.columns.len()];
        for (position, heading) in headings.iter().enumerate().filter(|(_, heading)| !heading.trim().is_empty()) {
            let at = at.column(heading).found(heading);
            match place(list, heading) {
                Some(column) if places[column].is_none() => places[column] = Some(position),
                Some(column) => {
                    let message =
                        format!("There is a second column {}; the first was read.", list.columns[column].heading);
                    faults.error(at, message, "Take out the one that does not belong.");
                }
                None => {
                    let message = format!("List {} has no such column; it was not read.", list.number);
                    faults.warn(at, message, "Leave it out, or correct the heading.");
                }
            }
        }
        let older = list.columns.iter().zip(&places).all(|(column, place)| !column.newer || place.is_none());
        if older && list.columns.iter().any(|column| column.newer) {
            let message = "The layout is the one before January 2024.";
            faults.warn(at, message, "Add what is new: the columns about asylum, adviser, pathway plan and contact.");
        }
        for (column, place) in list.columns.iter().zip(&places) {
            if place.is_none() && !(older && column.newer) {
                faults.error(
                    at.column(&column.heading),
                    "The column is missing.",
                    "Add it; leave its cells blank if there is nothing to say.",
                );
            }
        }
        self.found = Some(Found { list, places });
        true
    }

    /// Reports a sheet that was none of the lists.
    pub fn end(&self, faults: &mut Faults) {
        if self.found.is_some() || self.refused {
            return;
        }
        let at = Place::file(self.file);
        match self.named {
            Some(number) => faults.refuse(
                at,
                format!("No row holds the headings of list {number}."),
                "Put the headings of the list in the first row.",
            ),
            None => {
                faults.warn(at, "This is none of the eleven lists, and was not read.", "Leave it out, if it is none.")
            }
        }
    }
}

/// The column of a list that a heading names.
fn place(list: &Layout, heading: &str) -> Option<usize> {
    let written = plain(heading);
    if written.is_empty() {
        return None;
    }
    let own = list.columns.iter().position(|column| plain(&column.heading) == written);
    own.or_else(|| {
        let mut meant = HEADINGS.iter().filter(|(known, _)| *known == written).map(|(_, heading)| heading);
        meant.find_map(|heading| list.columns.iter().position(|column| column.heading == *heading))
    })
}

/// The number of a list in the name of its sheet or file: `List 6`, `annex_a_list_10.csv`, `6`, `06 Children in need`,
/// or the list's own name.
fn number_in(name: &str) -> Option<u8> {
    let name = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    let name = name.strip_suffix(".csv").unwrap_or(&name);
    let digits = |text: &str| -> Option<u8> {
        let text = text.trim_start_matches([' ', '_', '-', '.', '#', '0']);
        let end = text.find(|mark: char| !mark.is_ascii_digit()).unwrap_or(text.len());
        text[..end].parse().ok().filter(|number| (1..=11).contains(number))
    };
    let listed = name.find("list").and_then(|at| digits(&name[at + 4..]));
    let own = || lists().iter().find(|list| plain(&list.name) == plain(name)).map(|list| list.number);
    listed.or_else(own).or_else(|| name.starts_with(|mark: char| mark.is_ascii_digit()).then(|| digits(name)).flatten())
}

#[cfg(test)]
mod tests {
    use super::number_in;

    #[test]
    fn numbers_in_names() {
        for (name, number) in [
            ("List 1", Some(1)),
            ("List_10", Some(10)),
            ("folder/annex_a_list_06.csv", Some(6)),
            ("8", Some(8)),
            ("03 Referrals.csv", Some(3)),
            ("Children in care", Some(8)),
            ("Contacts", Some(1)),
            ("List 12", None),
            ("Guidance", None),
            ("listless", None),
        ] {
            assert_eq!(number_in(name), number, "{name}");
        }
    }
}
