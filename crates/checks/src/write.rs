//! Findings, written for a person or for a program.

use crate::checked::{Checked, Found, Spot};
use rust_xlsxwriter::{Format as Style, Workbook, XlsxError};
use serde_json::{Value, json};
use standards::reading::Fault;
use std::io::{self, Write};

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// By rule, for reading.
    Table,
    /// One object.
    Json,
    /// Comma-separated values, a line for each place.
    Csv,
    /// A workbook, a row for each place.
    Xlsx,
    /// A page for a browser.
    Html,
}

impl Format {
    /// By the ending of a file: those that are written to one.
    pub fn by_ending(ending: &str) -> Option<Format> {
        Some(match ending {
            "json" => Format::Json,
            "csv" => Format::Csv,
            "xlsx" => Format::Xlsx,
            "html" => Format::Html,
            _ => return None,
        })
    }

    /// The media type of such a file.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Table => "text/plain; charset=utf-8",
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format::Html => "text/html; charset=utf-8",
        }
    }
}

/// The columns of a list of findings.
pub const HEADINGS: [&str; 11] =
    ["finding", "file", "rule", "edition", "severity", "child", "field", "line", "value", "words", "remedy"];

/// How many findings of one rule a table shows.
const SHOWN: usize = 10;
/// The most rows a sheet has, its heading counted.
const MOST: usize = 1_048_576;

impl Checked {
    /// Writes the findings.
    pub fn write(&self, format: Format, out: &mut impl Write) -> io::Result<()> {
        match format {
            Format::Table => self.table(out)?,
            Format::Json => self.json(out)?,
            Format::Csv => self.csv(out)?,
            Format::Xlsx => out.write_all(&self.workbook().map_err(io::Error::other)?)?,
            Format::Html => crate::page::write(self, out)?,
        }
        out.flush()
    }

    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        let more = |out: &mut dyn Write, count: usize| match count.checked_sub(SHOWN).filter(|more| *more > 0) {
            Some(more) => writeln!(out, "    ... and {more} more: --format csv lists them all"),
            None => Ok(()),
        };
        for (told, found) in self.told.iter().zip(self.by_rule()) {
            writeln!(out, "{} ({}, {} found) {}", told.rule, told.severity(), found.len(), told.words)?;
            writeln!(out, "    {}", told.remedy)?;
            for one in found.iter().take(SHOWN) {
                writeln!(out, "    {}", found_in_a_line(one))?;
            }
            more(out, found.len())?;
            writeln!(out)?;
        }
        if !self.unread.is_empty() {
            writeln!(out, "Could not be read")?;
            for one in self.unread.iter().take(SHOWN) {
                writeln!(out, "    {one}")?;
            }
            more(out, self.unread.len())?;
            writeln!(out)?;
        }
        let lacking = self.lacking();
        for one in &lacking {
            let option = if one.option.is_empty() { String::new() } else { format!(" ({})", one.option) };
            let (what, rules) = (&one.what, &one.rules);
            writeln!(out, "Not run, for want of {what}{option} ({}): {}", rules.len(), rules.join(", "))?;
        }
        if !lacking.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", self.summary())
    }

    fn json(&self, out: &mut impl Write) -> io::Result<()> {
        let finding = |one: &Found| {
            let told = &self.told[one.told];
            let place = |place: &Spot| {
                let file = self.file_of(place);
                json!({ "file": file, "field": place.field, "line": place.line, "value": place.value })
            };
            json!({
                "rule": told.rule, "edition": told.edition, "severity": told.severity(),
                "child": one.child, "words": told.words, "remedy": told.remedy,
                "places": one.places.iter().map(place).collect::<Vec<Value>>(),
            })
        };
        let unread = |one: &Fault| {
            json!({
                "file": one.file, "line": one.line, "child": one.child, "field": one.column.as_deref().unwrap_or_default(),
                "value": one.found, "words": one.message, "remedy": one.remedy,
            })
        };
        let not_run = |(rule, lacks): &(_, _)| json!({ "rule": rule, "lacks": lacks });
        let all = json!({
            "file": self.label, "year": self.year, "children": self.children,
            "rules": self.rules, "unlisted": self.unlisted, "errors": self.errors(), "queries": self.queries(),
            "findings": self.found.iter().map(finding).collect::<Vec<Value>>(),
            "unreadable": self.unread.iter().map(unread).collect::<Vec<Value>>(),
            "not_run": self.not_run.iter().map(not_run).collect::<Vec<Value>>(),
        });
        serde_json::to_writer_pretty(&mut *out, &all)?;
        writeln!(out)
    }

    fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(HEADINGS)?;
        for row in self.rows() {
            csv.write_record(row)?;
        }
        csv.flush()
    }

    /// Everything is text: a value that begins like a formula is none.
    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name("Findings")?.set_freeze_panes(1, 0)?;
        let bold = Style::new().set_bold();
        for (column, heading) in (0..).zip(HEADINGS) {
            let width = if matches!(heading, "words" | "remedy" | "file") { 48 } else { 16 };
            sheet.set_column_width(column, width)?.write_string_with_format(0, column, heading, &bold)?;
        }
        let mut last = 0;
        for (row, cells) in (1..).zip(self.rows().take(MOST - 1)) {
            for (column, cell) in (0..).zip(&cells) {
                sheet.write_string(row, column, cell)?;
            }
            last = row;
        }
        sheet.autofilter(0, 0, last, 10)?;
        book.save_to_buffer()
    }

    /// A row for each place, under [`HEADINGS`]; the number keeps together the places of one finding.
    pub fn rows(&self) -> impl Iterator<Item = [String; 11]> {
        let found = self.found.iter().enumerate().flat_map(move |(index, one)| {
            let told = &self.told[one.told];
            let row = move |file: &str, field: &str, line: String, value: &str| {
                let child = one.child.as_deref().unwrap_or_default();
                let number = (index + 1).to_string();
                let severity = told.severity();
                let texts = [&number, file, &told.rule, &told.edition, severity, child, field, &line, value];
                let [a, b, c, d, e, f, g, h, i] = texts.map(str::to_owned);
                [a, b, c, d, e, f, g, h, i, told.words.to_string(), told.remedy.to_string()]
            };
            let whole = one.places.is_empty().then(|| row(&self.label, "", String::new(), ""));
            let places = one.places.iter();
            whole
                .into_iter()
                .chain(places.map(move |at| row(self.file_of(at), &at.field, at.line.to_string(), &at.value)))
        });
        let before = self.found.len() + 1;
        let unread = self.unread.iter().enumerate().map(move |(index, one)| {
            let line = one.line.map(|line| line.to_string()).unwrap_or_default();
            let number = (before + index).to_string();
            let child = one.child.as_deref().unwrap_or_default();
            [
                &number,
                &one.file,
                "unreadable",
                "",
                "error",
                child,
                one.column.as_deref().unwrap_or_default(),
                &line,
                &one.found,
                &one.message,
                &one.remedy,
            ]
            .map(str::to_owned)
        });
        found.chain(unread)
    }
}

/// A finding in one line: the child, and each place.
pub fn found_in_a_line(one: &Found) -> String {
    let child = one.child.as_deref().unwrap_or("the return");
    let places: Vec<String> = one.places.iter().map(Spot::to_string).collect();
    format!("{child}: {}", if places.is_empty() { "as a whole".into() } else { places.join("; ") })
}

impl std::fmt::Display for Spot {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.field)?;
        if !self.value.is_empty() {
            write!(out, " {}", self.value)?;
        }
        if self.line > 0 { write!(out, " (line {})", self.line) } else { Ok(()) }
    }
}
