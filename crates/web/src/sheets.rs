//! Tables as files: a workbook or a CSV, in which no cell is taken for a formula.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::inert::inert;
use casework::{Done, Problem};
use jiff::civil::DateTime;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name in a workbook, at most 31 signs.
    pub name: &'static str,
    pub head: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Number(number)
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Cell {
        number.map_or(Cell::Text(String::new()), Cell::Number)
    }
}

/// The tables as a workbook, made at a time that is kept in it: the same tables give the same bytes.
pub fn workbook(sheets: &[Sheet], made: DateTime) -> Done<Vec<u8>> {
    written(sheets, made).map_err(|fault| Problem::Refused(format!("The workbook could not be written: {fault}.")))
}

fn written(sheets: &[Sheet], made: DateTime) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let part = |part: i8| u8::try_from(part).unwrap_or(1);
    let year = u16::try_from(made.year()).unwrap_or(1900);
    let made = ExcelDateTime::from_ymd(year, part(made.month()), part(made.day()))?.and_hms(
        u16::from(part(made.hour())),
        part(made.minute()),
        f64::from(made.second()),
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let bold = Format::new().set_bold();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?.set_freeze_panes(1, 0)?;
        for (column, heading) in (0..).zip(&sheet.head) {
            page.set_column_width(column, 24)?.write_string_with_format(0, column, *heading, &bold)?;
        }
        for (row, cells) in (1..).zip(&sheet.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Number(number) => page.write_number(row, column, *number)?,
                    Cell::Text(text) => page.write_string(row, column, inert(text))?,
                };
            }
        }
    }
    book.save_to_buffer()
}

/// One table as a CSV.
pub fn csv(sheet: &Sheet) -> Done<Vec<u8>> {
    let fault = || Problem::Refused("The file could not be written.".to_owned());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&sheet.head).map_err(|_| fault())?;
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Number(number) => number.to_string(),
            Cell::Text(text) => inert(text),
        });
        out.write_record(cells).map_err(|_| fault())?;
    }
    out.into_inner().map_err(|_| fault())
}

/// A workbook to be kept as a file. `name` says what it is and never whom it is about.
pub fn sent_workbook(name: &str, bytes: Vec<u8>) -> Response {
    file(&format!("{name}.xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes)
}

/// The same for a CSV.
pub fn sent_csv(name: &str, bytes: Vec<u8>) -> Response {
    file(&format!("{name}.csv"), "text/csv; charset=utf-8", bytes)
}

fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_tables_give_the_same_bytes_and_a_negative_number_stays_a_number() {
        let rows = vec![vec![Cell::from("=1+1"), Cell::from(-2.5)]];
        let sheet = Sheet { name: "Figures", head: vec!["what", "value"], rows };
        let made = date(2026, 11, 3).at(9, 0, 0, 0);
        let book = workbook(std::slice::from_ref(&sheet), made).expect("is written");
        assert_eq!(book, workbook(std::slice::from_ref(&sheet), made).expect("is written"));
        assert!(book != workbook(std::slice::from_ref(&sheet), date(2026, 11, 4).at(9, 0, 0, 0)).expect("is written"));
        assert_eq!(String::from_utf8_lossy(&csv(&sheet).expect("is written")), "what,value\n'=1+1,-2.5\n");
    }
}
