//! Writing the tables back, as the collection takes them. Values are written as they are and never "escaped".

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Write};

use super::*;
use crate::reading::Text;

/// Writes one table as CSV: headings, then a line for each row, each ended by a line feed. A cell stands in quotation
/// marks only if it holds a comma or a quotation mark. Fails when `out` does, and when a value holds a line end, which no
/// value read ever does.
pub fn csv<R: Row>(rows: &[R], out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(out);
    writer.write_record(R::TABLE.columns.iter().filter(|column| column.in_csv).map(|column| column.name))?;
    for row in rows {
        let mut columns = R::TABLE.columns.iter();
        let mut done = Ok(());
        row.cells(&mut |raw, _| {
            if columns.next().is_some_and(|column| column.in_csv) && done.is_ok() {
                done = if raw.as_str().contains(['\r', '\n']) {
                    Err(io::Error::new(io::ErrorKind::InvalidInput, "a value holds a line end"))
                } else {
                    writer.write_field(raw.as_str()).map_err(io::Error::from)
                };
            }
        });
        done?;
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes every table that was read, each under its name into what `open` gives. Fails as [`csv()`] does.
pub fn csv_set<W: Write>(set: &Return, mut open: impl FnMut(&str) -> io::Result<W>) -> io::Result<()> {
    macro_rules! each {
        ($($field:ident: $row:ident,)*) => {
            $(if let Some(filed) = &set.$field {
                csv(&filed.rows, open($row::TABLE.name)?)?;
            })*
        };
    }
    every_table!(each);
    Ok(())
}

/// Writes every table that was read as one ZIP of CSV files, each under its name. No file in it has a day of its own: the same
/// tables are the same bytes. Fails as [`csv()`] does.
pub fn zip(set: &Return) -> io::Result<Vec<u8>> {
    let zip = RefCell::new(::zip::ZipWriter::new(io::Cursor::new(Vec::new())));
    csv_set(set, |name| {
        let options = ::zip::write::SimpleFileOptions::default()
            .last_modified_time(::zip::DateTime::default())
            .unix_permissions(0o644);
        zip.borrow_mut().start_file(format!("{name}.csv"), options).map_err(io::Error::other)?;
        Ok(Entry(&zip))
    })?;
    Ok(zip.into_inner().finish().map_err(io::Error::other)?.into_inner())
}

/// The file of a ZIP that is being written.
struct Entry<'z>(&'z RefCell<::zip::ZipWriter<io::Cursor<Vec<u8>>>>);

impl Write for Entry<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

/// What the CSV files have no place for: the columns of the XML alone that hold something, and in how many rows.
pub fn lost_in_csv(set: &Return) -> Vec<(String, usize)> {
    let mut lost = Vec::new();
    macro_rules! look {
        ($($field:ident: $row:ident,)*) => {
            $(for (at, column) in $row::TABLE.columns.iter().enumerate().filter(|(_, column)| !column.in_csv) {
                let rows = set.$field.iter().flat_map(|filed| &filed.rows);
                let count = rows.filter(|row| holds(*row, at)).count();
                lost.extend((count > 0).then(|| (format!("{}.{}", $row::TABLE.name, column.name), count)));
            })*
        };
    }
    every_table!(look);
    lost
}

/// Whether a row holds something in the column at a place.
fn holds<R: Row>(row: &R, place: usize) -> bool {
    let (mut at, mut filled) = (0, false);
    row.cells(&mut |raw, _| {
        filled |= at == place && raw.is_filled();
        at += 1;
    });
    filled
}

/// What the XML layout has no place for: the tables with rows that [`xml`] leaves out.
pub fn lost_in_xml(set: &Return) -> Vec<&'static str> {
    let mut lost = Vec::new();
    macro_rules! look {
        ($($field:ident: $row:ident,)*) => {
            $(if !in_xml(&$row::TABLE) && set.$field.as_ref().is_some_and(|filed| !filed.rows.is_empty()) {
                lost.push($row::TABLE.name);
            })*
        };
    }
    every_table!(look);
    lost
}

fn in_xml(table: &Table) -> bool {
    table.columns.iter().all(|column| column.xml.is_some())
}

/// The elements of a child in the order they are written. A path with a slash is an element of its own around the values
/// of one row; a `?` after a value leaves it out when empty, and the others are then written as empty elements.
const ORDER: [&str; 11] = [
    "HEADER: CHILDID UPN SEX DOB ETHNIC UASC DUC?",
    "HEADER: IN_TOUCH? ACTIV? ACCOM?",
    "HEADER: DATE_INT? DATE_MATCH? FOSTER_CARE? NB_ADOPTR? SEX_ADOPTR? LS_ADOPTR?",
    "HEADER/AMISSING: MISSING? MIS_START? MIS_END?",
    "HEADER/AREVIEW: REVIEW? REVIEW_CODE?",
    "HEADER: MOTHER MC_DOB",
    "HEADER/PERMANENCE: PREV_PERM? LA_PERM? DATE_PERM?",
    "HEADER/OC2: SDQ_SCORE? SDQ_REASON? CONVICTED? HEALTH_CHECK? IMMUNISATIONS? TEETH_CHECK? HEALTH_ASSESSMENT? \
     SUBSTANCE_MISUSE? INTERVENTION_RECEIVED? INTERVENTION_OFFERED?",
    "HEADER/AD_PLACED: DATE_PLACED? DATE_PLACED_CEASED? REASON_PLACED_CEASED?",
    "/HEADER:",
    "EPISODE: DECOM RNE LS CIN PL PL_POST HOME_POST URN PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE",
];

/// The values of one row by their element, one list for each row of a group.
type Groups = HashMap<&'static str, Vec<HashMap<&'static str, Text>>>;

/// Writes a return as XML: a `CHILD` for each child of any table, in the order they are first met. Tables the layout has
/// no place for are left out: see [`lost_in_xml`]. Fails when `out` does.
pub fn xml(set: &Return, out: impl Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let mut order: Vec<Text> = Vec::new();
    let mut children: HashMap<Text, Groups> = HashMap::new();
    macro_rules! gather {
        ($($field:ident: $row:ident,)*) => {
            $(if let Some(filed) = set.$field.as_ref().filter(|_| in_xml(&$row::TABLE)) {
                for row in &filed.rows {
                    let groups = children.entry(row.child().clone()).or_insert_with(|| {
                        order.push(row.child().clone());
                        Groups::new()
                    });
                    add(row, groups);
                }
            })*
        };
    }
    every_table!(gather);
    write!(out, "<?xml version='1.0' encoding='utf-8'?>\n<EXPSSDA903>")?;
    for child in &order {
        write!(out, "<CHILD><HEADER>")?;
        if let Some(groups) = children.get(child) {
            for line in ORDER {
                group(line, groups, &mut out)?;
            }
        }
        write!(out, "</CHILD>")?;
    }
    write!(out, "</EXPSSDA903>")?;
    out.flush()
}

/// Puts the values of one row where they are written.
fn add<R: Row>(row: &R, groups: &mut Groups) {
    let mut own: HashMap<&'static str, HashMap<&'static str, Text>> = HashMap::new();
    let mut columns = R::TABLE.columns.iter();
    row.cells(&mut |raw, _| {
        if let Some((path, tag)) = columns.next().and_then(|column| column.xml?.rsplit_once('/')) {
            own.entry(path).or_default().insert(tag, raw.clone());
        }
    });
    // An unaccompanied child is a row of a table in CSV, and a flag here.
    if R::TABLE.name == "UASC" {
        own.entry("HEADER").or_default().insert("UASC", "1".into());
    }
    for (path, values) in own {
        let rows = groups.entry(path).or_default();
        match rows.first_mut().filter(|_| path == "HEADER") {
            Some(header) => {
                for (tag, text) in values {
                    let place = header.entry(tag).or_default();
                    if place.is_blank() {
                        *place = text;
                    }
                }
            }
            None => rows.push(values),
        }
    }
}

fn group(line: &'static str, groups: &Groups, out: &mut impl Write) -> io::Result<()> {
    let Some((path, tags)) = line.split_once(':') else { return Ok(()) };
    if path == "/HEADER" {
        return write!(out, "</HEADER>");
    }
    for row in groups.get(path).map_or(&[][..], Vec::as_slice) {
        let around = if path == "HEADER" { None } else { path.rsplit('/').next() };
        if let Some(name) = around {
            write!(out, "<{name}>")?;
        }
        for tag in tags.split_whitespace() {
            let (name, optional) = tag.strip_suffix('?').map_or((tag, false), |name| (name, true));
            match row.get(name).filter(|text| text.is_filled()) {
                Some(text) => write!(out, "<{name}>{}</{name}>", quick_xml::escape::partial_escape(text.as_str()))?,
                None if optional => {}
                None => write!(out, "<{name} />")?,
            }
        }
        if let Some(name) = around {
            write!(out, "</{name}>")?;
        }
    }
    Ok(())
}
