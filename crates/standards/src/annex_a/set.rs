//! The files of an inspection's lists, taken one after another.

use std::io::{Cursor, Read, Seek, SeekFrom};

use super::AnnexA;
use super::sheet::Sheet;
use crate::reading::{Fault, Faults, Limits, Line, Lines, Place, Raw, Trouble, Workbook, head, split};

/// Lists being read. Give it the workbook, or every CSV file, then [`Reading::finish`].
#[derive(Debug)]
pub struct Reading {
    lists: AnnexA,
    faults: Faults,
    limits: Limits,
    kept: u64,
    files: usize,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading::new(Limits::default())
    }
}

impl Reading {
    /// Nothing read yet.
    pub fn new(limits: Limits) -> Reading {
        let faults = Faults::new(limits.alike, limits.faults);
        Reading { lists: AnnexA::default(), faults, limits, kept: 0, files: 0 }
    }

    /// Takes in one file: a workbook, or the CSV of one list. What it is is told by its content, not its name.
    pub fn file(&mut self, name: &str, mut input: impl Read + Seek) {
        let at = Place::file(name);
        self.files += 1;
        if self.files > self.limits.files {
            let message = format!("There are more than {} files.", self.limits.files);
            return self.faults.refuse(at, message, "Choose the workbook, or the folder of its lists.");
        }
        let start = match head(&mut input).and_then(|head| input.seek(SeekFrom::Start(0)).map(|_| head)) {
            Ok(start) => start,
            Err(trouble) => {
                let message = format!("The file could not be read: {trouble}.");
                return self.faults.refuse(at, message, "Send the file again.");
            }
        };
        match start.as_slice() {
            [b'P', b'K', ..] => self.workbook(name, input),
            [0xD0, 0xCF, 0x11, 0xE0] => {
                self.faults.refuse(at, "The file is an old Excel workbook, or has a password.", "Save it as .xlsx.");
            }
            [b'%', b'P', b'D', b'F'] => {
                self.faults.refuse(at, "The file is a PDF.", "Give the workbook it was made from.");
            }
            _ => self.csv(name, input),
        }
    }

    fn workbook(&mut self, name: &str, input: impl Read + Seek) {
        let mut book = match Workbook::open(input, &self.limits) {
            Ok(book) => book,
            Err((message, remedy)) => return self.faults.refuse(Place::file(name), message, remedy),
        };
        for sheet in book.sheets() {
            let shown = format!("{name}/{sheet}");
            let mut reading = Sheet::new(&shown, &sheet);
            let Reading { lists, faults, limits, kept, .. } = self;
            let outcome = book.rows(&sheet, &mut |line, cells| reading.row(line, cells, lists, limits, kept, faults));
            match outcome {
                Ok(()) => reading.end(faults),
                Err((message, remedy)) => faults.refuse(Place::file(&shown), message, remedy),
            }
        }
    }

    fn csv(&mut self, name: &str, input: impl Read) {
        let at = Place::file(name);
        let refuse = |faults: &mut Faults, trouble: &Trouble| {
            let (message, remedy) = trouble.told();
            faults.refuse(at, message, remedy);
        };
        let Reading { lists, faults, limits, kept, .. } = self;
        let mut lines = match Lines::new(input, limits.line_bytes, limits.file_bytes) {
            Ok(lines) => lines,
            Err(trouble) => return refuse(faults, &trouble),
        };
        let mut sheet = Sheet::new(name, name);
        let mut delimiter = None;
        loop {
            let line = match lines.next() {
                Ok(Some(Line::Text(line))) => line.into_owned(),
                Ok(Some(Line::Windows(line))) => {
                    let line = line.into_owned();
                    let message = "The line is not UTF-8 and was read as Windows-1252.";
                    faults.warn(at.line(lines.number), message, "Save the file as CSV UTF-8.");
                    line
                }
                Ok(Some(Line::TooLong)) => {
                    let message = "The line is longer than any row, and was not read.";
                    faults.error(at.line(lines.number), message, "Look for a missing line end or quotation mark.");
                    continue;
                }
                Ok(None) => return sheet.end(faults),
                Err(trouble) => return refuse(faults, &trouble),
            };
            if line.trim().is_empty() {
                continue;
            }
            let mark = *delimiter.get_or_insert_with(|| {
                let count = |mark: &u8| (line.bytes().filter(|byte| byte == mark).count(), *mark == b',');
                [b',', b';', b'\t'].into_iter().max_by_key(count).unwrap_or(b',')
            });
            let (cells, open) = split(&line, mark);
            if open {
                let message = "A quotation mark is opened and not closed.";
                faults.error(
                    at.line(lines.number),
                    message,
                    "Close it, or take it out; a line end in a cell is no part of a CSV here.",
                );
            }
            let cells: Vec<Raw> = cells
                .into_iter()
                .map(|cell| if cell.is_empty() { Raw::Blank } else { Raw::Text(cell.into_owned()) })
                .collect();
            if !sheet.row(lines.number, &cells, lists, limits, kept, faults) {
                return sheet.end(faults);
            }
        }
    }

    /// The lists, and what is wrong with their files: by file, then by row.
    pub fn finish(self) -> (AnnexA, Vec<Fault>) {
        (self.lists, self.faults.finish())
    }
}

/// Reads one file that is in memory: a workbook, or the CSV of one list.
pub fn read(name: &str, bytes: &[u8]) -> (AnnexA, Vec<Fault>) {
    let mut reading = Reading::default();
    reading.file(name, Cursor::new(bytes));
    reading.finish()
}
