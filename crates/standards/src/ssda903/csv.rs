//! One CSV file into the rows of its table.

use std::borrow::Cow;
use std::io::Read;

use super::checks::Checks;
use super::headings::{places, table_of};
use super::{Row, Table};
use crate::reading::{Faults, Limits, Line, Lines, Place, Text, Trouble, split};

/// A CSV file past its headings: which table it holds, and where each column stands.
pub(super) struct Sheet<'f, R> {
    file: &'f str,
    lines: Lines<R>,
    delimiter: u8,
    width: usize,
    places: Vec<Option<usize>>,
    pub table: &'static Table,
}

impl<'f, R: Read> Sheet<'f, R> {
    /// Reads the headings; `None` when the file is refused, for a reason that was reported.
    pub fn open(file: &'f str, input: R, limits: &Limits, faults: &mut Faults) -> Option<Sheet<'f, R>> {
        let at = Place::file(file);
        let mut lines = match Lines::new(input, limits.line_bytes, limits.file_bytes) {
            Ok(lines) => lines,
            Err(trouble) => return refuse(at, &trouble, faults),
        };
        let first = loop {
            match lines.next() {
                Ok(Some(Line::Text(text) | Line::Windows(text))) if text.trim().is_empty() => {}
                Ok(Some(Line::Text(text) | Line::Windows(text))) => break text.into_owned(),
                Ok(Some(Line::TooLong)) => {
                    let message = "The first line is longer than any row of headings.";
                    faults.refuse(at.line(1), message, "Choose the CSV file itself.");
                    return None;
                }
                Ok(None) => {
                    faults.refuse(at, "The file is empty.", "Export it again, with its headings at the least.");
                    return None;
                }
                Err(trouble) => return refuse(at, &trouble, faults),
            }
        };
        let delimiter = [b',', b';', b'\t']
            .into_iter()
            .max_by_key(|mark| (first.bytes().filter(|byte| byte == mark).count(), *mark == b','))?;
        let (headings, _) = split(&first, delimiter);
        let at = at.line(lines.number);
        let Some(table) = table_of(file, &headings) else {
            let message = "The first line has the headings of none of the twelve tables.";
            let remedy = "Put the headings of one table on the first line, as in CHILD,DOB,REVIEW,REVIEW_CODE.";
            faults.refuse(at.found(&first), message, remedy);
            return None;
        };
        if delimiter != b',' {
            let name = if delimiter == b';' { "semicolons" } else { "tabs" };
            faults.warn(
                at,
                format!("The cells are parted by {name}; they were read so."),
                "Save the file with commas.",
            );
        }
        let places = places(table, at, &headings, faults);
        Some(Sheet { file, delimiter, width: headings.len(), places, table, lines })
    }

    /// The rows, each checked as it is read. Rows beyond the limits are not read, and that is reported. `kept` counts the
    /// bytes kept of all files.
    pub fn rows<T: Row>(self, year: i16, limits: &Limits, kept: &mut u64, faults: &mut Faults) -> Vec<T> {
        let Sheet { file, mut lines, delimiter, width, places, table } = self;
        let checks = Checks::new(table, year);
        let mut rows = Vec::new();
        loop {
            let number = lines.number + 1;
            let at = Place::file(file);
            let (line, windows) = match lines.next() {
                Ok(Some(Line::Text(line))) => (line, false),
                Ok(Some(Line::Windows(line))) => (line, true),
                Ok(Some(Line::TooLong)) => {
                    let message = "The line is longer than any row, and was not read.";
                    faults.error(at.line(number), message, "Look for a missing line end or quotation mark.");
                    continue;
                }
                Ok(None) => return rows,
                Err(trouble) => {
                    refuse::<()>(at, &trouble, faults);
                    return rows;
                }
            };
            let at = at.line(number);
            if line.is_empty() {
                continue;
            }
            let (cells, open) = split(&line, delimiter);
            if cells.iter().all(|cell| cell.is_empty()) {
                faults.warn(at, "The row has nothing in it, and was left out.", "Take it out.");
                continue;
            }
            *kept += line.len() as u64;
            if rows.len() >= limits.rows || *kept > limits.kept_bytes {
                let message = format!("There is more than is kept, after {} rows; the rest was not read.", rows.len());
                faults.refuse(
                    at,
                    message,
                    "Check that this is the right file; ask for the limit to be raised if it is.",
                );
                return rows;
            }
            shape(at, &cells, width, windows, open, faults);
            let mut places = places.iter();
            let row = T::read(number, &mut || {
                let place = places.next().copied().flatten();
                Text::from(place.and_then(|place| cells.get(place)).map_or("", |cell| cell.as_ref()))
            });
            checks.row(&row, at, faults);
            rows.push(row);
        }
    }
}

/// Reports a line that is no proper row, though it is read.
fn shape(at: Place<'_>, cells: &[Cow<'_, str>], width: usize, windows: bool, open: bool, faults: &mut Faults) {
    if windows {
        let message = "The line is not UTF-8 and was read as Windows-1252.";
        faults.warn(at, message, "Save the file as CSV UTF-8.");
    }
    if open {
        let message = "A quotation mark is opened and not closed.";
        faults.error(at, message, "Close it, or take it out.");
    }
    let counted = || format!("The row has {} cells and the headings have {width}.", cells.len());
    if cells.len() < width {
        faults.error(at, counted(), "Give every column a cell, empty if there is nothing to say.");
    }
    if let Some(extra) = cells.get(width..).and_then(|extra| extra.iter().find(|cell| !cell.is_empty())) {
        let remedy = "Look for a comma inside a value: such a value stands in quotation marks.";
        faults.error(at.found(extra), counted(), remedy);
    }
}

fn refuse<T>(at: Place<'_>, trouble: &Trouble, faults: &mut Faults) -> Option<T> {
    let (message, remedy) = trouble.told();
    faults.refuse(at, message, remedy);
    None
}
