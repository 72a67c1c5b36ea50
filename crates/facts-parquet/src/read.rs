//! Reading a table, from this program or another.

use crate::EPOCH;
use facts::csv::{Fault, Read, TABLE_BYTES, TOO_MUCH, places, size_of_row};
use facts::{Facts, Misread, Row, Text, Unread, VisitMut};
use jiff::{Span, Timestamp};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::Field;
use std::borrow::Cow;

/// The longest description of a file, at its end, in bytes. It is read whole before anything else: a broken file may claim
/// that it is gigabytes.
const DESCRIPTION: u32 = 16 << 20;

/// Reads one table, by its name, and adds its rows to the facts. What a column cannot hold goes to `facts.unread`; the
/// answer says what is wrong with the file, its rows counted from 1. None when there is no such table.
pub fn read_into<I: ChunkReader + 'static>(facts: &mut Facts, table: &str, input: I) -> Option<Result<Read>> {
    read_within(facts, table, input, TABLE_BYTES)
}

/// The same, keeping at most so many bytes, as [`TABLE_BYTES`] counts them. What comes after is not read, and said not to be.
pub fn read_within<I: ChunkReader + 'static>(
    facts: &mut Facts,
    table: &str,
    input: I,
    most: u64,
) -> Option<Result<Read>> {
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
    read: Option<Result<Read>>,
}

impl<I: ChunkReader + 'static> VisitMut for One<'_, I> {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        if R::TABLE.name.eq_ignore_ascii_case(self.name)
            && let Some(input) = self.input.take()
        {
            self.read = Some(read(input, rows, &mut self.unread, self.most));
        }
    }
}

/// The length of the description stands before the last four bytes.
fn described(input: &impl ChunkReader) -> Result<()> {
    let end = input.len().checked_sub(8).ok_or_else(|| ParquetError::General("too short".to_owned()))?;
    let tail = input.get_bytes(end, 4)?;
    let length = tail.first_chunk().map_or(u32::MAX, |bytes| u32::from_le_bytes(*bytes));
    if length > DESCRIPTION { Err(ParquetError::General("its description is too long".to_owned())) } else { Ok(()) }
}

fn read<R: Row>(
    input: impl ChunkReader + 'static,
    rows: &mut Vec<R>,
    unread: &mut Vec<Unread>,
    most: u64,
) -> Result<Read> {
    described(&input)?;
    let reader = SerializedFileReader::new(input)?;
    let fields = reader.metadata().file_metadata().schema_descr().root_schema().get_fields();
    let headings: Vec<String> = fields.iter().map(|field| field.name().to_owned()).collect();
    let mut read = Read::default();
    let places = places(&R::TABLE, &headings, &mut read.faults);
    let unknown: Vec<usize> = (0..headings.len()).filter(|at| !places.contains(&Some(*at))).collect();
    let mut kept = 0;
    for row in reader.get_row_iter(None)? {
        let line = u32::try_from(read.lines.len() + 1).unwrap_or(u32::MAX);
        let cells: Vec<String> = row?.get_column_iter().map(|(_, field)| text(field)).collect();
        kept += size_of_row::<R>(cells.iter().map(String::len).sum());
        if kept > most {
            let (words, remedy) = TOO_MUCH;
            let (field, value) = (Text::new(), Text::new());
            read.faults.push(Fault { table: R::TABLE.name, line, field, value, words, remedy });
            break;
        }
        let begun = unread.len();
        let mut keep = |field: &str, value: &str, why: Misread| {
            let (field, value) = (field.into(), value.into());
            unread.push(Unread { table: R::TABLE.name, line, key: Text::new(), field, value, why });
        };
        let made = R::read(
            &mut |place| Cow::Borrowed(places[place].and_then(|at| cells.get(at)).map_or("", String::as_str)),
            &mut |place, value, why| keep(R::TABLE.columns[place].name, value, why),
        );
        for at in &unknown {
            let value = cells.get(*at).map_or("", String::as_str);
            if !value.is_empty() {
                keep(&headings[*at], value, Misread::NoSuchColumn);
            }
        }
        for one in &mut unread[begun..] {
            one.key.clone_from(made.key());
        }
        rows.push(made);
        read.lines.push(line);
    }
    Ok(read)
}

/// A value as the CSV would have it.
fn text(field: &Field) -> String {
    let instant = |instant: Option<Timestamp>| instant.map(|at| format!("{at:.0}").trim_end_matches('Z').to_owned());
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Bool(yes) => if *yes { "Y" } else { "N" }.to_owned(),
        Field::Date(days) => {
            let span = Span::new().try_days(*days);
            span.and_then(|span| EPOCH.checked_add(span)).map_or_else(|_| days.to_string(), |day| day.to_string())
        }
        Field::TimestampMillis(at) => instant(Timestamp::from_millisecond(*at).ok()).unwrap_or_else(|| at.to_string()),
        Field::TimestampMicros(at) => instant(Timestamp::from_microsecond(*at).ok()).unwrap_or_else(|| at.to_string()),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned(),
        other => other.to_string(),
    }
}
