//! Findings as a workbook, for those who sort and filter.

use super::findings::HEADINGS;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::io::{self, Write};

/// The most rows a sheet has, its heading counted.
const MOST: usize = 1_048_576;

/// Writes a sheet with a heading and these rows. Everything is text: a value that begins like a formula is none.
pub fn write(rows: impl Iterator<Item = [String; 11]>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(&book(rows).map_err(io::Error::other)?)
}

fn book(rows: impl Iterator<Item = [String; 11]>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("Findings")?.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0..).zip(HEADINGS) {
        let width = if matches!(heading, "words" | "remedy" | "file") { 48 } else { 16 };
        sheet.set_column_width(column, width)?.write_string_with_format(0, column, heading, &bold)?;
    }
    let mut last = 0;
    for (row, cells) in (1..).zip(rows.take(MOST - 1)) {
        for (column, cell) in (0..).zip(&cells) {
            sheet.write_string(row, column, cell)?;
        }
        last = row;
    }
    sheet.autofilter(0, 0, last, 10)?;
    book.save_to_buffer()
}
