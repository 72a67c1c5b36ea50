//! Facts as comma-separated values: a file for each table, its first line the standard's names.
//!
//! What is written is UTF-8, days as `2026-06-04`, flags as `Y` and `N`, nothing as nothing. What is read may also begin
//! with a byte-order mark, be in UTF-16 or Windows-1252, have its columns in any order and its dates as databases and
//! spreadsheets write them. Memory is bounded by what is read, not by what a broken file pretends.

use crate::tables::TABLES;
use crate::value::{Misread, Text};
use crate::{Facts, Row, Table, Unread, Visit, VisitMut};
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};
use encoding_rs::{UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashSet;
use std::io::{self, Read as _, Write};
use std::rc::Rc;

/// The longest row that is read, in bytes. A quotation mark that is never closed ends there.
pub const ROW_BYTES: u64 = 4 << 20;
/// The most of one table that is kept, in bytes: of its rows in memory, and of what they were read from. Many times what the
/// largest authority has.
pub const TABLE_BYTES: u64 = 512 << 20;
/// The most values of one table that are kept and reported one by one.
pub const UNREAD: usize = 100_000;

/// What the file of values that no column can hold is called.
pub const UNREAD_FILE: &str = "unread";

/// Something wrong with a file as a whole, or with one of its rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The table.
    pub table: &'static str,
    /// The line of the file, from 1; 0 when it concerns the whole.
    pub line: u32,
    /// The column, or what the file calls it; empty when it concerns none.
    pub field: Text,
    /// What stands there.
    pub value: Text,
    /// What is wrong, as a sentence.
    pub words: &'static str,
    /// What to do about it, as a sentence.
    pub remedy: &'static str,
}

impl Fault {
    /// The file lacks this column of the table. Builds of the standard differ in a few.
    pub fn is_missing(&self) -> bool {
        self.words == MISSING.0
    }
}

/// What came of reading a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Read {
    /// What is wrong with it.
    pub faults: Vec<Fault>,
    /// The line of each row, from 1, in the order of the rows it added.
    pub lines: Vec<u32>,
}

/// Writes every table, each to what `open` gives for its name, and beside them the values no column can hold.
pub fn write_all<W: Write>(facts: &Facts, open: impl FnMut(&str) -> io::Result<W>) -> io::Result<()> {
    let mut set = Set::begin(open)?;
    set.add(facts)?;
    set.finish()
}

/// Every table being written, a file each: facts are added as they come.
pub struct Set<W: Write> {
    tables: Vec<(&'static str, csv::Writer<W>)>,
    unread: csv::Writer<W>,
    text: String,
    done: io::Result<()>,
}

impl<W: Write> Set<W> {
    /// Opens every file, and writes its headings.
    pub fn begin(mut open: impl FnMut(&str) -> io::Result<W>) -> io::Result<Set<W>> {
        let mut begin = |name: &str, headings: &mut dyn Iterator<Item = &str>| {
            let mut out = WriterBuilder::new().from_writer(open(name)?);
            out.write_record(headings)?;
            io::Result::Ok(out)
        };
        let mut tables = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            tables.push((table.name, begin(table.name, &mut table.columns.iter().map(|column| column.name))?));
        }
        let unread = begin(UNREAD_FILE, &mut ["table", "line", "key", "field", "value", "why"].into_iter())?;
        Ok(Set { tables, unread, text: String::new(), done: Ok(()) })
    }

    /// Adds rows to every table that has any.
    pub fn add(&mut self, facts: &Facts) -> io::Result<()> {
        facts.visit(self);
        std::mem::replace(&mut self.done, Ok(()))?;
        for one in &facts.unread {
            let line = if one.line > 0 { one.line.to_string() } else { String::new() };
            self.unread.write_record([one.table, &line, &one.key, &one.field, &one.value, one.why.words()])?;
        }
        Ok(())
    }

    /// Writes what is left to every file.
    pub fn finish(mut self) -> io::Result<()> {
        self.tables.iter_mut().try_for_each(|(_, out)| out.flush())?;
        self.unread.flush()
    }
}

impl<W: Write> Visit for Set<W> {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        let Set { tables, text, done, .. } = self;
        let found = tables.iter_mut().find(|(name, _)| *name == R::TABLE.name);
        let (Some((_, out)), Ok(())) = (found, &done) else { return };
        *done = rows.iter().try_for_each(|row| write_row(row, out, text));
    }
}

fn write_row<R: Row>(row: &R, out: &mut csv::Writer<impl Write>, text: &mut String) -> io::Result<()> {
    let mut written = Ok(());
    row.cells(&mut |column, cell| {
        text.clear();
        cell.write(column.kind, text);
        if written.is_ok() {
            written = out.write_field(&text);
        }
    });
    written?;
    Ok(out.write_record(None::<&[u8]>)?)
}

/// Reads one table, by its name, and adds its rows to the facts. What a column cannot hold goes to `facts.unread`;
/// the answer is what is wrong with the file. None when there is no such table.
pub fn read_into(facts: &mut Facts, table: &str, input: impl io::Read) -> Option<Read> {
    read_within(facts, table, input, TABLE_BYTES)
}

/// The same, keeping at most so many bytes, as [`TABLE_BYTES`] counts them. What comes after is not read, and said not to be.
pub fn read_within(facts: &mut Facts, table: &str, input: impl io::Read, most: u64) -> Option<Read> {
    let mut one = One { name: table, input: Some(input), most, unread: Vec::new(), read: None };
    facts.visit_mut(&mut one);
    let One { mut unread, read, .. } = one;
    facts.unread.append(&mut unread);
    read
}

struct One<'t, I> {
    name: &'t str,
    input: Option<I>,
    most: u64,
    unread: Vec<Unread>,
    read: Option<Read>,
}

impl<I: io::Read> VisitMut for One<'_, I> {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        if R::TABLE.name.eq_ignore_ascii_case(self.name)
            && let Some(input) = self.input.take()
        {
            self.read = Some(read_most(input, rows, &mut self.unread, self.most));
        }
    }
}

/// Reads one table: adds to its rows, and to what could not be held; answers what is wrong with the file. Never stops
/// at a row: only a stream that fails, a row longer than [`ROW_BYTES`], or more than [`TABLE_BYTES`], ends it.
pub fn read<R: Row>(input: impl io::Read, rows: &mut Vec<R>, unread: &mut Vec<Unread>) -> Read {
    read_most(input, rows, unread, TABLE_BYTES)
}

/// What a row takes that was made of so many bytes.
pub fn size_of_row<R>(bytes: usize) -> u64 {
    (size_of::<R>() + bytes) as u64
}

fn read_most<R: Row>(input: impl io::Read, rows: &mut Vec<R>, unread: &mut Vec<Unread>, most: u64) -> Read {
    let table = &R::TABLE;
    let mut kept = 0;
    let (mut faults, mut lines) = (Vec::new(), Vec::new());
    let left = Rc::new(Cell::new(ROW_BYTES));
    let input = match decoded(input) {
        Ok(input) => Bounded { input, left: Rc::clone(&left) },
        Err(_) => {
            fault(&mut faults, table, 0, "", "", UNREADABLE);
            return Read { faults, lines };
        }
    };
    let mut reader = ReaderBuilder::new().flexible(true).has_headers(false).from_reader(input);
    let mut record = ByteRecord::new();
    let Ok(true) = reader.read_byte_record(&mut record) else {
        fault(&mut faults, table, 0, "", "", EMPTY);
        return Read { faults, lines };
    };
    let headings: Vec<String> = record.iter().map(|cell| text(cell).trim().to_owned()).collect();
    let places = places(table, &headings, &mut faults);
    let unknown: Vec<usize> = (0..headings.len()).filter(|at| !places.contains(&Some(*at))).collect();
    let (first, mut more) = (unread.len(), 0_u64);
    loop {
        left.set(ROW_BYTES);
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                let line = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
                fault(&mut faults, table, line, "", "", if left.get() == 0 { TOO_LONG } else { UNREADABLE });
                break;
            }
        }
        kept += size_of_row::<R>(record.as_slice().len());
        if kept > most {
            let line = u32::try_from(reader.position().line()).unwrap_or(u32::MAX);
            fault(&mut faults, table, line, "", "", TOO_MUCH);
            break;
        }
        let line = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        if record.len() != headings.len() && record.iter().any(|cell| !cell.is_empty()) {
            let words = if record.len() < headings.len() { TOO_FEW } else { TOO_MANY };
            fault(&mut faults, table, line, "", &record.len().to_string(), words);
        }
        let begun = unread.len();
        let mut keep = |field: &str, value: &str, why| {
            if unread.len() - first < UNREAD {
                let (field, value) = (field.into(), value.into());
                unread.push(Unread { table: table.name, line, key: Text::new(), field, value, why });
            } else {
                more += 1;
            }
        };
        let row = R::read(
            &mut |place| places[place].and_then(|at| record.get(at)).map(text).unwrap_or_default(),
            &mut |place, value, why| keep(table.columns[place].name, value, why),
        );
        for at in unknown.iter().copied().chain(headings.len()..record.len()) {
            let value = record.get(at).map(text).unwrap_or_default();
            if !value.is_empty() {
                keep(headings.get(at).map_or("", String::as_str), &value, Misread::NoSuchColumn);
            }
        }
        for one in &mut unread[begun..] {
            one.key.clone_from(row.key());
        }
        rows.push(row);
        lines.push(line);
    }
    if more > 0 {
        fault(&mut faults, table, 0, "", &more.to_string(), MORE);
    }
    Read { faults, lines }
}

/// Where each column of the table stands in a file with these headings; what is wrong with them is added to the faults.
pub fn places(table: &'static Table, headings: &[String], faults: &mut Vec<Fault>) -> Vec<Option<usize>> {
    let mut seen = HashSet::new();
    let mut places = vec![None; table.columns.len()];
    for (at, heading) in headings.iter().enumerate() {
        match table.place_of(heading) {
            Some(place) if places[place].is_none() => places[place] = Some(at),
            Some(_) => fault(faults, table, 1, heading, "", REPEATED),
            None if !seen.insert(heading) => {}
            None => fault(faults, table, 1, heading, "", UNKNOWN),
        }
    }
    for (column, place) in table.columns.iter().zip(&places) {
        if place.is_none() {
            fault(faults, table, 1, column.name, "", MISSING);
        }
    }
    places
}

type Words = (&'static str, &'static str);
const UNREADABLE: Words = ("The file could not be read to its end.", "Copy it again, and try again.");
const EMPTY: Words = ("The file is empty.", "Its first line names the columns: write it again.");
const TOO_LONG: Words = (
    "A row is longer than any row can be: nothing after it was read.",
    "Look for a quotation mark that is not closed.",
);
/// There is more in a table than is kept.
pub const TOO_MUCH: Words = (
    "This is more than the table of any authority holds: nothing after it was read.",
    "Give the extract of one authority, and no more years than are needed.",
);
const TOO_FEW: Words = ("The row has fewer cells than there are headings.", "Write a comma for each empty cell.");
const TOO_MANY: Words =
    ("The row has more cells than there are headings.", "Put a value that holds a comma in quotation marks.");
const REPEATED: Words = ("The heading comes twice: the first is read.", "Take one of the columns out.");
const UNKNOWN: Words = ("The table has no such column.", "Correct the heading, or take the column out.");
const MISSING: Words = ("The column is missing.", "Write the file with every column of the table.");
const MORE: Words = ("More values could not be read than are listed.", "Put the listed ones right first.");

fn fault(faults: &mut Vec<Fault>, table: &Table, line: u32, field: &str, value: &str, (words, remedy): Words) {
    faults.push(Fault { table: table.name, line, field: field.into(), value: value.into(), words, remedy });
}

/// A cell as text: UTF-8, or else Windows-1252, in which every byte is a character.
fn text(cell: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(cell) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(cell).0,
    }
}

/// The bytes after a byte-order mark, in UTF-8 if the mark or a zero byte tells of UTF-16.
fn decoded(mut input: impl io::Read) -> io::Result<impl io::Read> {
    let mut head = Vec::with_capacity(2);
    (&mut input).take(2).read_to_end(&mut head)?;
    let wide = (head.get(1) == Some(&0)).then_some(UTF_16LE);
    let input = io::Cursor::new(head).chain(input);
    let mut builder = DecodeReaderBytesBuilder::new();
    Ok(builder.encoding(wide).bom_override(true).utf8_passthru(true).strip_bom(true).build(input))
}

/// A stream of which only so much may be taken before it is let on.
struct Bounded<R> {
    input: R,
    left: Rc<Cell<u64>>,
}

impl<R: io::Read> io::Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 && !buffer.is_empty() {
            return Err(io::Error::other("a row without an end"));
        }
        let count = self.input.read(&mut buffer[..most])?;
        self.left.set(self.left.get() - count as u64);
        Ok(count)
    }
}
