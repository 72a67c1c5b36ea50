//! The lists as a workbook, as inspectors expect it: a sheet for each list, dates as dates, and pick lists to choose from.
//! No cell is a formula. What is open stands on a sheet of its own.

use std::collections::HashMap;
use std::io;

use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};

use super::layout::{self, Holds, Layout};
use super::{AnnexA, Row, every_list, lists::*};
use crate::rules::Report;

/// The most rows a sheet has, its heading counted.
const MOST: usize = 1_048_576;

/// The name of the sheet of open faults.
pub const FAULTS: &str = "Open faults";

/// A workbook of the lists, with what the checks found in them on a sheet beside them. A list that was not read has its
/// headings alone. Fails with a sentence when there are more rows, or longer words, than a workbook can hold.
pub fn workbook(lists: &AnnexA, report: &Report) -> Result<Vec<u8>, String> {
    made(lists, report).map_err(|why| format!("The workbook cannot be written: {why}."))
}

/// Writes each list that was read as CSV, under the usual headings, into what `open` gives for its name: `list-1`. Fails when
/// what it writes to does.
pub fn csv_set<W: io::Write>(lists: &AnnexA, mut open: impl FnMut(&str) -> io::Result<W>) -> io::Result<()> {
    macro_rules! each {
        ($($field:ident: $row:ident,)*) => {
            $(if let Some((list, filed)) = layout::list(<$row as Row>::NUMBER).zip(lists.$field.as_ref()) {
                let mut out = csv::Writer::from_writer(open(&format!("list-{}", list.number))?);
                out.write_record(list.columns.iter().map(|column| &column.heading))?;
                for row in &filed.rows {
                    out.write_record(row.cells().iter().map(|cell| cell.as_str()))?;
                }
                out.flush()?;
            })*
        };
    }
    every_list!(each);
    Ok(())
}

fn made(lists: &AnnexA, report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let answers = Answers::new();
    macro_rules! sheets {
        ($($field:ident: $row:ident,)*) => {
            $(if let Some(list) = layout::list(<$row as Row>::NUMBER) {
                let rows = lists.$field.as_ref().map_or(&[][..], |filed| &filed.rows);
                sheet(book.add_worksheet(), list, rows, &answers)?;
            })*
        };
    }
    every_list!(sheets);
    answers.write(book.add_worksheet())?;
    faults(book.add_worksheet(), report)?;
    book.save_to_buffer()
}

fn sheet<R: Row>(sheet: &mut Worksheet, list: &Layout, rows: &[R], answers: &Answers) -> Result<(), XlsxError> {
    if rows.len() >= MOST {
        return Err(XlsxError::ParameterError(format!("list {} has {} rows", list.number, rows.len())));
    }
    let (bold, date) = (Format::new().set_bold().set_text_wrap(), Format::new().set_num_format("dd/mm/yyyy"));
    sheet.set_name(format!("List {}", list.number))?.set_freeze_panes(1, 1)?;
    let last = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    for (at, column) in (0..).zip(&list.columns) {
        sheet.set_column_width(at, 18)?.write_string_with_format(0, at, &column.heading, &bold)?;
        if let Some(range) = answers.range(list.number, &column.heading) {
            // Room to add to the list by hand.
            sheet.add_data_validation(1, at, last + 200, at, &DataValidation::new().allow_list_formula(range))?;
        }
    }
    for (line, row) in (1..).zip(rows) {
        for ((at, column), text) in (0..).zip(&list.columns).zip(row.cells()) {
            if text.is_blank() {
                continue;
            }
            let text = text.as_str();
            match column.holds {
                Holds::Date => match crate::reading::date_of(text).filter(|day| day.year() > 1900) {
                    Some(day) => {
                        let (year, month, day) = (day.year(), day.month(), day.day());
                        let moment =
                            ExcelDateTime::from_ymd(year.unsigned_abs(), month.unsigned_abs(), day.unsigned_abs())?;
                        sheet.write_datetime_with_format(line, at, &moment, &date)?;
                    }
                    None => drop(sheet.write_string(line, at, text)?),
                },
                Holds::Whole => match text.parse::<u16>() {
                    Ok(number) if number.to_string() == text => drop(sheet.write_number(line, at, number)?),
                    _ => drop(sheet.write_string(line, at, text)?),
                },
                _ => drop(sheet.write_string(line, at, text)?),
            }
        }
    }
    sheet.autofilter(0, 0, last, u16::try_from(list.columns.len() - 1).unwrap_or(0))?;
    Ok(())
}

/// The name of the sheet the pick lists stand on: Excel has no room for the longest beside the cells.
const ANSWERS: &str = "Answers";

/// The pick lists, those that are the same told once.
struct Answers {
    lists: Vec<Vec<&'static str>>,
    places: HashMap<(u8, &'static str), usize>,
}

impl Answers {
    fn new() -> Answers {
        let mut answers = Answers { lists: Vec::new(), places: HashMap::new() };
        for list in layout::lists() {
            for column in list.columns.iter().filter(|column| column.holds == Holds::Pick && !column.open) {
                let listed: Vec<&str> =
                    column.picks.iter().filter(|pick| pick.listed).map(|pick| pick.written.as_str()).collect();
                let at = answers.lists.iter().position(|known| *known == listed).unwrap_or_else(|| {
                    answers.lists.push(listed);
                    answers.lists.len() - 1
                });
                answers.places.insert((list.number, column.heading.as_str()), at);
            }
        }
        answers
    }

    /// The cells that hold the pick list of a column; `None` when it has none.
    fn range(&self, list: u8, heading: &str) -> Option<Formula> {
        let (_, at) = self.places.iter().find(|((number, own), _)| *number == list && *own == heading)?;
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(*at).ok()?);
        Some(Formula::new(format!("{ANSWERS}!${column}$1:${column}${}", self.lists[*at].len())))
    }

    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(ANSWERS)?;
        for (at, list) in (0..).zip(&self.lists) {
            for (line, answer) in (0..).zip(list) {
                sheet.write_string(line, at, *answer)?;
            }
        }
        Ok(())
    }
}

/// The findings, a row for each place.
fn faults(sheet: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_name(FAULTS)?.set_freeze_panes(1, 0)?;
    let headings = ["Check", "Severity", "Child", "Where", "Row", "What stands there", "What is wrong", "What to do"];
    for (at, heading) in (0..).zip(headings) {
        sheet.set_column_width(at, if at > 5 { 60 } else { 16 })?.write_string_with_format(0, at, heading, &bold)?;
    }
    let rows = report.findings.iter().flat_map(|finding| {
        let child = finding.child.as_deref().unwrap_or_default();
        let row = move |place: &str, line: u32, value: &str| {
            let line = if line == 0 { String::new() } else { line.to_string() };
            let texts =
                [finding.rule, finding.severity.word(), child, place, &line, value, finding.words, finding.remedy];
            texts.map(str::to_owned)
        };
        let whole = finding.places.is_empty().then(|| row("", 0, ""));
        whole.into_iter().chain(finding.places.iter().map(move |place| row(place.field, place.line, &place.value)))
    });
    for (line, cells) in (1..).zip(rows.take(MOST - 1)) {
        for (at, cell) in (0..).zip(&cells) {
            sheet.write_string(line, at, cell)?;
        }
    }
    Ok(())
}
