//! The sheets of a workbook, row by row, within bounds. What the file says of its own sizes is never believed.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use calamine::{DataRef, Reader as _, Xlsx};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Bounded, Limits};

/// A cell as the file holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Raw {
    /// Nothing.
    #[default]
    Blank,
    /// Words; those of a formula are the words it came to.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that is shown as a date; `None` when it is none that a calendar has.
    Day(Option<Date>),
    /// True or false.
    Flag(bool),
    /// A formula that came to nothing, as a spreadsheet shows it: `#N/A`.
    Failed(String),
}

/// Why a workbook, or a sheet of it, was not read: what is wrong, and what to do.
pub(crate) type Refused = (String, &'static str);

/// A row has at most this many cells; no list is half as wide.
const WIDTH: u32 = 256;
/// The rows a sheet may have.
const ROWS: u32 = 1_048_576;

/// A workbook whose parts have been looked at.
pub(crate) struct Workbook<R: Read + Seek> {
    book: Xlsx<BufReader<R>>,
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook, when it unpacks to no more than `limits` allow and names no cell that a sheet does not have.
    pub fn open(input: R, limits: &Limits) -> Result<Workbook<R>, Refused> {
        let mut input = BufReader::new(input);
        sound(&mut input, limits)?;
        let broken = |why: &dyn std::fmt::Display| {
            (format!("The workbook is broken: {why}."), "Open it in a spreadsheet and save it again as .xlsx.")
        };
        input.seek(SeekFrom::Start(0)).map_err(|why| broken(&why))?;
        Ok(Workbook { book: Xlsx::new(input).map_err(|why| broken(&why))? })
    }

    /// The names of the sheets, in their order.
    pub fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// Gives the rows of a sheet that hold anything, each with its number from 1, until told to stop.
    pub fn rows(&mut self, sheet: &str, each: &mut dyn FnMut(u32, &[Raw]) -> bool) -> Result<(), Refused> {
        let broken = |why: &dyn std::fmt::Display| {
            (format!("The sheet is broken: {why}."), "Open the workbook in a spreadsheet and save it again as .xlsx.")
        };
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(|why| broken(&why))?;
        let (mut row, mut line): (Vec<Raw>, u32) = (Vec::new(), 0);
        while let Some(cell) = cells.next_cell().map_err(|why| broken(&why))? {
            let (at, column) = cell.get_position();
            if at != line {
                if !row.is_empty() && !each(line + 1, &row) {
                    return Ok(());
                }
                row.clear();
                line = at;
            }
            let raw = raw(cell.get_value());
            if column < WIDTH && raw != Raw::Blank {
                let column = column as usize;
                if row.len() <= column {
                    row.resize(column + 1, Raw::Blank);
                }
                row[column] = raw;
            }
        }
        if !row.is_empty() {
            each(line + 1, &row);
        }
        Ok(())
    }
}

fn raw(cell: &DataRef<'_>) -> Raw {
    match cell {
        DataRef::Empty => Raw::Blank,
        DataRef::String(text) => Raw::Text(text.clone()),
        DataRef::SharedString(text) => Raw::Text((*text).to_owned()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Raw::Text(text.clone()),
        #[allow(clippy::cast_precision_loss, reason = "a whole number of a sheet is kept as a floating one there too")]
        DataRef::Int(number) => Raw::Number(*number as f64),
        DataRef::Float(number) => Raw::Number(*number),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let day =
                Date::new(year.try_into().unwrap_or(0), month.try_into().unwrap_or(0), day.try_into().unwrap_or(0));
            Raw::Day(day.ok().filter(|day| day.year() >= 1900))
        }
        DataRef::Bool(flag) => Raw::Flag(*flag),
        DataRef::Error(what) => Raw::Failed(what.to_string()),
    }
}

/// The day a spreadsheet means by a number, if it is a whole one of this age.
pub(crate) fn day_of(number: f64) -> Option<Date> {
    let right = number.fract() == 0.0 && (1.0..=73_050.0).contains(&number);
    #[allow(clippy::cast_possible_truncation, reason = "held within the days of two hundred years")]
    right.then(|| date(1899, 12, 30).checked_add((number as i32).days()).ok()).flatten()
}

/// Looks through every part before anything is built of it: how large it is unpacked, and whether it names a cell or a
/// number of texts that it cannot have. The library makes room for what is named.
fn sound(input: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Refused> {
    let broken = |why: &dyn std::fmt::Display| {
        (format!("The workbook is broken: {why}."), "Open it in a spreadsheet and save it again as .xlsx.")
    };
    const SMALLER: &str = "Save the lists alone in a new workbook, as values.";
    let mut archive = zip::ZipArchive::new(input).map_err(|why| broken(&why))?;
    if archive.len() > limits.files.max(200) {
        return Err((format!("The workbook has {} parts.", archive.len()), SMALLER));
    }
    let mut left = limits.kept_bytes.min(limits.file_bytes);
    for part in 0..archive.len() {
        let entry = archive.by_index(part).map_err(|why| broken(&why))?;
        let xml = entry.name().is_ok_and(|name| name.to_ascii_lowercase().ends_with(".xml"));
        let most = entry.compressed_size().saturating_mul(limits.unpacked_times).max(8 * 1024 * 1024).min(left);
        let mut bounded = Bounded::new(entry, most);
        let outcome = if xml { named(BufReader::new(&mut bounded)) } else { Ok(()) };
        let rest = std::io::copy(&mut bounded, &mut std::io::sink());
        if bounded.exceeded() {
            return Err(("The workbook unpacks to far more than lists of children would.".to_owned(), SMALLER));
        }
        outcome.map_err(|why| broken(&why))?;
        rest.map_err(|why| broken(&why))?;
        left -= bounded.given().min(left);
    }
    Ok(())
}

/// Whether every cell and row that a part names is one a sheet has, and the count of texts one that it could hold.
fn named(input: impl BufRead) -> Result<(), String> {
    let mut reader = Reader::from_reader(input);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let name = element.name();
                let local = name.local_name();
                let wanted = match local.as_ref() {
                    "c" | "row" => "r",
                    "sst" => "uniqueCount",
                    _ => continue,
                };
                for attribute in element.attributes().with_checks(false) {
                    let attribute = attribute.map_err(|why| why.to_string())?;
                    if attribute.key.local_name().as_ref() != wanted {
                        continue;
                    }
                    let text = attribute.value.as_ref();
                    let digits = text.trim_start_matches(|mark: char| mark.is_ascii_alphabetic());
                    let number = digits.parse::<u32>().unwrap_or(u32::MAX);
                    let most = if wanted == "r" { ROWS } else { 4_000_000 };
                    if text.len() - digits.len() > 3 || number > most {
                        return Err(format!("it names a place `{}`", super::short(text, 40)));
                    }
                }
            }
            Ok(Event::Eof) => return Ok(()),
            Err(why) => return Err(why.to_string()),
            Ok(_) => {}
        }
    }
}
