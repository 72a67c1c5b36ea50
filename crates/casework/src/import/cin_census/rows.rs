//! Records as the file gives them, before they are held against what is kept here.

use super::report::Imported;
use crate::finish::Ready;
use jiff::civil::Date;
use practice::ids::{PersonId, RecordId};
use practice::record::Record;
use serde_json::Value;
use standards::cin_census::{Fault, Header, Severity, value};
use std::collections::HashMap;
use uuid::Uuid;

/// What every name worked out from a census begins with. Never to be changed: names already given depend on it.
const NAMES: Uuid = Uuid::from_u128(0x6f1c_9a52_30f4_5d0b_8e43_c5b7_1d2a_7e90);

/// One record out of the file.
pub(super) struct Row {
    pub id: RecordId,
    pub kind: &'static str,
    pub person: PersonId,
    pub body: Value,
    pub source: String,
    pub line: u32,
    /// What an earlier census said of it stands.
    pub settled: bool,
}

impl Row {
    pub fn ready(&self) -> Ready {
        Ready {
            kind: self.kind,
            people: vec![self.person],
            body: self.body.clone(),
            unusual: None,
            source: Some(self.source.clone()),
        }
    }
}

/// The file being turned into records.
pub(super) struct File {
    authority: String,
    year: Option<i16>,
    rows: Vec<Row>,
    /// Where each record of the file stands among the rows.
    at: HashMap<RecordId, usize>,
    faults: Vec<Fault>,
    /// Children without a number.
    pub unnamed: usize,
}

/// A child of the file, for the records about it.
pub(super) struct About<'f> {
    file: &'f mut File,
    /// `LAchildID`.
    number: &'f str,
    /// The child.
    pub person: PersonId,
}

impl File {
    /// Starts with the header; the words say why that cannot be.
    pub fn new(header: &Header, faults: Vec<Fault>) -> Result<File, String> {
        let authority = header.sources.iter().find_map(|source| value(&source.authority)).cloned();
        let authority = authority.ok_or(
            "The file does not say which authority it is from, so its children could not be told from another's. \
             Write the authority's number in Header/Source/LEA.",
        )?;
        let year = value(&header.year).copied().or_else(|| value(&header.reference_date).map(|day| day.year()));
        Ok(File { authority, year, rows: Vec::new(), at: HashMap::new(), faults, unnamed: 0 })
    }

    /// The child of this number.
    pub fn about<'f>(&'f mut self, number: &'f str) -> About<'f> {
        let person = PersonId(self.name(number, "Child"));
        About { file: self, number, person }
    }

    fn name(&self, number: &str, key: &str) -> Uuid {
        Uuid::new_v5(&NAMES, format!("cin-census\n{}\n{number}\n{key}", self.authority).as_bytes())
    }

    /// The records, and the report so far.
    pub fn finish(mut self) -> (Vec<Row>, Imported) {
        self.faults.sort_by_key(|fault| fault.line);
        let imported = Imported {
            authority: self.authority,
            year: self.year,
            faults: self.faults,
            left_out: self.unnamed,
            ..Imported::default()
        };
        (self.rows, imported)
    }
}

impl About<'_> {
    /// The child's number.
    pub fn number(&self) -> &str {
        self.number
    }

    /// The name of a record about the child.
    pub fn id(&self, key: &str) -> RecordId {
        RecordId(self.file.name(self.number, key))
    }

    /// Adds a record known by `key`. `note` says what of it is not from the file itself.
    pub fn add<R: Record>(&mut self, key: &str, record: &R, line: u32, note: &str) -> RecordId {
        self.put(key, record, line, note, false)
    }

    /// Adds a record of which an earlier census is believed over this one.
    pub fn add_settled<R: Record>(&mut self, key: &str, record: &R, line: u32) -> RecordId {
        self.put(key, record, line, "", true)
    }

    fn put<R: Record>(&mut self, key: &str, record: &R, line: u32, note: &str, settled: bool) -> RecordId {
        let id = self.id(key);
        let body = Value::Object(record.write_part());
        if let Some(first) = self.file.at.get(&id).and_then(|index| self.file.rows.get(*index)) {
            if first.body != body {
                let message = format!("There are two of these in the file; the first ({}) was taken.", first.source);
                self.fault(line, key, &message, "Leave one, or correct the dates that make them look the same.");
            }
            return id;
        }
        let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
        let source =
            format!("{}, child {}, line {line}{note}", census(self.file.year, &self.file.authority), self.number);
        self.file.at.insert(id, self.file.rows.len());
        self.file.rows.push(Row { id, kind: R::KIND, person: self.person, body, source, line, settled });
        id
    }

    /// Reports what was left out.
    pub fn fault(&mut self, line: u32, element: &str, message: &str, remedy: &str) {
        self.file.faults.push(Fault {
            severity: Severity::Warning,
            line,
            child: Some(self.number.to_owned()),
            element: element.to_owned(),
            found: String::new(),
            message: message.to_owned(),
            remedy: remedy.to_owned(),
        });
    }
}

/// "CIN census 2026 (LA 201)".
fn census(year: Option<i16>, authority: &str) -> String {
    match year {
        Some(year) => format!("CIN census {year} (LA {authority})"),
        None => format!("CIN census (LA {authority})"),
    }
}

/// The year of the census a source names; none when it is not a census.
pub(super) fn year_of(source: &str) -> Option<i16> {
    let rest = source.strip_prefix("CIN census ")?;
    Some(rest.split(' ').next().and_then(|year| year.parse().ok()).unwrap_or(0))
}

/// A day as part of a record's name.
pub(super) fn key(element: &str, day: Date) -> String {
    format!("{element}/{day}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_source() {
        assert_eq!(year_of(&format!("{}, child X, line 2", census(Some(2026), "201"))), Some(2026));
        assert_eq!(year_of(&census(None, "201")), Some(0));
        assert_eq!(year_of("Spreadsheet of 2026"), None);
    }
}
