//! The figures as a workbook: definitions first, then figures, months, completeness, and lists when they are asked for.

use super::Report;
use super::rows::{Cell, HEADINGS, members, row};
use casework::inert::inert;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The most rows a sheet has, its heading counted.
const MOST: u32 = 1_048_576;

/// The workbook's bytes. Text is written as text, whatever it begins with.
pub fn book(report: &Report<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = sheet(
        &mut book,
        "Definitions",
        &["id", "name", "definition", "unit", "better", "cohort", "period", "reads", "note", "waits for"],
    )?;
    for (at, line) in (1..).zip(report.lines) {
        let (measure, built) = (line.measure, line.measure.built());
        let waits = if built.is_some() { String::new() } else { line.trust.reasons().join("; ") };
        let cells = [
            measure.id.to_owned(),
            measure.name.to_owned(),
            measure.definition.to_owned(),
            format!("{:?}", measure.unit).to_lowercase(),
            measure.direction.words().to_owned(),
            measure.cohort.to_owned(),
            built.map_or(measure.periods, |built| built.period.words()).to_owned(),
            built.map_or(String::new(), |built| built.tables.join(", ")),
            built.map_or("", |built| built.note).to_owned(),
            waits,
        ];
        texts(sheet, at, &cells)?;
    }
    let figures = self::sheet(&mut book, "Figures", &HEADINGS)?;
    for (at, line) in (1..).zip(report.lines) {
        for (column, cell) in (0..).zip(row(line)) {
            match cell {
                Cell::Number(number) => figures.write_number(at, column, number)?,
                Cell::Text(text) => figures.write_string(at, column, text)?,
            };
        }
    }
    let months = self::sheet(&mut book, "Months", &["id", "month to", "value", "counted", "out of"])?;
    let points = report.lines.iter().flat_map(|line| line.points.iter().map(move |point| (line.measure.id, point)));
    for (at, (id, point)) in (1..MOST).zip(points) {
        texts(months, at, &[id.to_owned(), point.on.to_string()])?;
        let outcome = &point.outcome;
        for (column, number) in [(2, outcome.value.unwrap_or_default()), (3, outcome.counted), (4, outcome.of)] {
            months.write_number(at, column, number)?;
        }
    }
    let found = self::sheet(
        &mut book,
        "Completeness",
        &["table", "rows", "with a day", "person known", "cells filled", "cells", "not understood"],
    )?;
    for (at, table) in (1..).zip(report.tables) {
        found.write_string(at, 0, table.name)?;
        let numbers = [table.rows, table.dated, table.known, table.filled, table.cells, table.unread];
        for (column, number) in (1..).zip(numbers) {
            found.write_number(at, column, number as f64)?;
        }
    }
    if report.lists {
        let lists = self::sheet(&mut book, "Lists", &["id", "number", "table", "counts"])?;
        let all = report.lines.iter().flat_map(|line| members(report, line).map(move |one| (line.measure.id, one)));
        for (at, (id, (name, table, counts))) in (1..MOST).zip(all) {
            texts(lists, at, &[id, name, table, if counts { "yes" } else { "no" }].map(str::to_owned))?;
        }
    }
    book.save_to_buffer()
}

fn sheet<'b>(book: &'b mut Workbook, name: &str, headings: &[&str]) -> Result<&'b mut Worksheet, XlsxError> {
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name(name)?.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(headings) {
        let wide = matches!(*heading, "name" | "definition" | "note" | "because" | "comparators" | "waits for");
        sheet
            .set_column_width(column, if wide { 48 } else { 16 })?
            .write_string_with_format(0, column, *heading, &bold)?;
    }
    Ok(sheet)
}

fn texts(sheet: &mut Worksheet, row: u32, cells: &[String]) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, inert(cell))?;
    }
    Ok(())
}
