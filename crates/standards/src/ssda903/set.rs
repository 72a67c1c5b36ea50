//! The files of one year's return, taken one after another.

use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

use super::csv::Sheet;
use super::*;
use crate::reading::{Faults, Limits, Place, head};

/// A return being read. Give it every file of one year's set, in any order, then [`Reading::finish`].
#[derive(Debug)]
pub struct Reading {
    pub(super) set: Return,
    pub(super) faults: Faults,
    pub(super) limits: Limits,
    /// Bytes kept so far, of all files.
    pub(super) kept: u64,
    files: usize,
}

impl Reading {
    /// A return of that collection year, nothing read yet. Codes and tables are checked against that year.
    pub fn new(year: i16, limits: Limits) -> Reading {
        let faults = Faults::new(limits.alike, limits.faults);
        Reading { set: Return { year, ..Return::default() }, faults, limits, kept: 0, files: 0 }
    }

    /// Takes in one file, whatever it is: CSV, XML, or a ZIP of them. What it is is told by its content, not its name.
    pub fn file(&mut self, name: &str, mut input: impl Read + Seek) {
        match head(&mut input).and_then(|head| input.seek(SeekFrom::Start(0)).map(|_| head)) {
            Ok(head) if head.starts_with(b"PK") => self.zip(name, input),
            Ok(_) => self.stream(name, input),
            Err(trouble) => {
                let message = format!("The file could not be read: {trouble}.");
                self.faults.refuse(Place::file(name), message, "Send the file again.");
            }
        }
    }

    /// Takes in one CSV or XML file from a stream that is read once, forwards.
    pub fn stream(&mut self, name: &str, mut input: impl Read) {
        let at = Place::file(name);
        self.files += 1;
        if self.files > self.limits.files {
            let message = format!("There are more than {} files.", self.limits.files);
            return self.faults.refuse(at, message, "Choose the folder or ZIP of one year's return.");
        }
        let head = match head(&mut input) {
            Ok(head) => head,
            Err(trouble) => {
                let message = format!("The file could not be read: {trouble}.");
                return self.faults.refuse(at, message, "Send the file again.");
            }
        };
        let known: [(&[u8], &str, &str); 4] = [
            (b"PK", "The file is a ZIP inside a ZIP.", "Put the files themselves into one ZIP."),
            (b"\xD0\xCF\x11\xE0", "The file is an old Excel workbook.", "Save each sheet as CSV UTF-8."),
            (b"%PDF", "The file is a PDF.", "Export the tables as CSV or XML."),
            (b"\x1F\x8B", "The file is packed with gzip.", "Unpack it, or use a ZIP."),
        ];
        if let Some((_, message, remedy)) = known.iter().find(|(mark, ..)| head.starts_with(mark)) {
            return self.faults.refuse(at, *message, *remedy);
        }
        let xml = head.iter().find(|byte| !matches!(byte, 0xEF | 0xBB | 0xBF | 0xFF | 0xFE | 0 | b' ' | b'\r' | b'\n'));
        let xml = xml == Some(&b'<');
        let input = Cursor::new(head).chain(input);
        if xml { self.xml(name, BufReader::new(input)) } else { self.csv(name, input) }
    }

    fn csv(&mut self, name: &str, input: impl Read) {
        let Some(sheet) = Sheet::open(name, input, &self.limits, &mut self.faults) else { return };
        let (year, table) = (self.set.year, sheet.table);
        macro_rules! take {
            ($($field:ident: $row:ident,)*) => {
                $(if table.name == $row::TABLE.name {
                    if let Some(first) = &self.set.$field {
                        let message = format!("{} was already read from {}.", table.name, first.file);
                        return self.faults.refuse(Place::file(name), message, "Give one file for each table.");
                    }
                    let rows = sheet.rows::<$row>(year, &self.limits, &mut self.kept, &mut self.faults);
                    self.set.$field = Some(Filed { file: name.to_owned(), rows });
                    return;
                })*
            };
        }
        every_table!(take);
    }

    /// The return, and what is wrong with its files: by file, then by line.
    pub fn finish(mut self) -> (Return, Vec<Fault>) {
        macro_rules! look {
            ($($field:ident: $row:ident,)*) => {
                $(if let Some(filed) = &self.set.$field {
                    checks::repeated(&filed.file, &filed.rows, &mut self.faults);
                    if let Some(from) = $row::TABLE.from_year.filter(|from| self.set.year < *from) {
                        let message = format!("{} is part of the return from {from} on.", $row::TABLE.name);
                        let remedy = format!("Leave the file out of the {} return.", self.set.year);
                        self.faults.warn(Place::file(&filed.file), message, remedy);
                    }
                })*
            };
        }
        every_table!(look);
        (self.set, self.faults.finish())
    }
}
