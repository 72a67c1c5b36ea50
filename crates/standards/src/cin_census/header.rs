//! The header of a return: which collection, which year, and where it came from.

use super::fault::{Faults, Place};
use super::group::Group;
use super::node::Node;
use super::refused::{Reason, Refused};
use super::rows::{Header, Source, value};

/// Reads `Header`, sets the collection year, and refuses a return of another collection.
pub(super) fn header(node: Node, faults: &mut Faults) -> Result<Header, Refused> {
    let mut group = Group::new(node, "Message/Header");
    let mut header = Header { line: group.line(), ..Header::default() };
    if let Some(mut details) = group.one("CollectionDetails", faults) {
        header.collection = details.text("Collection", faults);
        if let Some(cell) =
            header.collection.as_ref().filter(|cell| !matches!(cell.value.as_deref(), None | Some("CIN")))
        {
            let message = format!(
                "This is a `{}` return, not a children in need census (CIN).",
                super::fault::short(cell.raw.trim(), 40)
            );
            let remedy = "Choose the census file, or correct the Collection in its header to CIN.";
            return Err(Refused::new(Reason::WrongCollection, cell.line, message, remedy));
        }
        header.year = details.year("Year", faults);
        faults.year = value(&header.year).copied();
        header.reference_date = details.date("ReferenceDate", faults);
        details.finish(faults);
    }
    for mut source in group.many("Source", faults) {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        header.sources.push(Source {
            line: source.line(),
            level: source.code("SourceLevel", "SourceLevel", faults),
            authority: source.shaped(
                "LEA",
                faults,
                |text| text.len() == 3 && digits(text),
                "three digits, for example 201",
            ),
            software: source.text("SoftwareCode", faults),
            release: source.text("Release", faults),
            serial: source.shaped(
                "SerialNo",
                faults,
                |text| text.len() >= 3 && digits(text),
                "three digits or more, for example 001",
            ),
            made: source.moment("DateTime", faults),
        });
        source.finish(faults);
    }
    group.finish(faults);
    check(&header, faults);
    Ok(header)
}

fn check(header: &Header, faults: &mut Faults) {
    let whole = |element: &str| Place { line: header.line, element: format!("Header/CollectionDetails/{element}") };
    if value(&header.collection).is_none() {
        faults.warn(&whole("Collection"), "", "The collection is not given; the file was read as CIN.", "Write CIN.");
    }
    if value(&header.year).is_none() {
        let message = "There is no collection year, so codes were not held against their years.";
        faults.warn(&whole("Year"), "", message, "Write the year the census ends in, for example 2026.");
    }
    let Some((cell, date)) = header.reference_date.as_ref().and_then(|cell| Some((cell, cell.value?))) else {
        let message = "There is no reference date, so dates after it were not looked for.";
        faults.warn(&whole("ReferenceDate"), "", message, "Write 31 March of the census year, for example 2026-03-31.");
        return;
    };
    let at = Place { line: cell.line, ..whole("ReferenceDate") };
    let year = value(&header.year).copied();
    if let Some(year) = year.filter(|year| *year != date.year()) {
        let message = format!("The reference date is {date}, but the Year is {year}.");
        faults.warn(&at, &cell.raw, message, format!("Write {year}-03-31, or correct the Year."));
    }
    if (date.month(), date.day()) != (3, 31) {
        let message = format!("The reference date is {date}, which is not a 31 March.");
        faults.warn(&at, &cell.raw, message, format!("Write {:04}-03-31.", year.unwrap_or(date.year())));
    }
}
