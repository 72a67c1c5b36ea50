//! The lists as they are published: postcodes as CSV of the Office for National Statistics, providers as Ofsted's workbooks.

use std::collections::HashSet;
use std::io::{Read, Seek};

use csv::ByteRecord;
use jiff::civil::Date;

use crate::reading::{Limits, Raw, Workbook, date_of, day_of};

use super::{Postcodes, Provider, Providers, Spot, plain};

/// Reads a postcode directory, line by line: a CSV with a column of postcodes (`pcds` or `pcd`), of districts (`oslaua`,
/// `lad23cd`), of counties (`oscty`, `cty23cd`), and of metres east and north (`oseast1m`, `osnrth1m`). Only the postcodes
/// that are wanted, in capitals and without blanks, are kept. Fails with a sentence when it is no such file.
pub fn postcodes(input: impl Read, wanted: &HashSet<String>) -> Result<Postcodes, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let headings =
        reader.byte_headers().map_err(|why| format!("The list of postcodes could not be read: {why}."))?.clone();
    let headings: Vec<String> = headings
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim_matches(['\u{FEFF}', ' ']).to_ascii_lowercase())
        .collect();
    let column = |what: &str, names: &[&str], start: &str| {
        let own = names.iter().find_map(|name| headings.iter().position(|heading| heading == name));
        let dated = |heading: &String| !start.is_empty() && heading.starts_with(start) && heading.ends_with("cd");
        own.or_else(|| headings.iter().position(dated))
            .ok_or_else(|| format!("The list of postcodes has no column {what}."))
    };
    let postcode = column("pcds", &["pcds", "pcd", "pcd7", "pcd8", "pcd2", "postcode"], "")?;
    let district = column("oslaua", &["oslaua", "laua"], "lad")?;
    let county = column("oscty", &["oscty", "cty"], "cty")?;
    let east = column("oseast1m", &["oseast1m", "east1m", "easting"], "")?;
    let north = column("osnrth1m", &["osnrth1m", "north1m", "northing"], "")?;
    let mut found = Postcodes::default();
    let mut row = ByteRecord::new();
    while reader.read_byte_record(&mut row).map_err(|why| format!("The list of postcodes could not be read: {why}."))? {
        let text = |column: usize| String::from_utf8_lossy(row.get(column).unwrap_or_default());
        let key = plain(&text(postcode));
        if !wanted.contains(&key) {
            continue;
        }
        let authority = if text(county).starts_with("E10") { text(county) } else { text(district) };
        let metres = |column: usize| text(column).trim().parse::<f64>().ok();
        // Northern Ireland is on the Irish grid.
        let grid = metres(east).zip(metres(north)).filter(|_| !authority.starts_with('N'));
        found.add(&key, Spot { authority: authority.into_owned(), grid });
    }
    Ok(found)
}

/// Adds the providers of a workbook, of all its sheets that have a column `URN` and one of postcodes: the list of
/// children's homes, of social care providers, or of both. Fails with a sentence when there is no such sheet, or when the
/// workbook unpacks to more than `limits` allow.
pub fn providers(input: impl Read + Seek, limits: &Limits, into: &mut Providers) -> Result<(), String> {
    let why = |(why, _): (String, &str)| format!("The list of providers could not be read: {why}");
    let mut book = Workbook::open(input, limits).map_err(why)?;
    let mut read = false;
    for name in book.sheets() {
        let supported = name.to_ascii_lowercase().starts_with("sa ");
        let mut sheet: Option<Sheet> = None;
        let mut begun = false;
        book.rows(&name, &mut |_, row| {
            if !begun {
                begun = true;
                sheet = Sheet::of(row, supported);
            } else if let Some(sheet) = &sheet {
                sheet.add(row, into);
            }
            sheet.is_some()
        })
        .map_err(why)?;
        read |= sheet.is_some();
    }
    if read { Ok(()) } else { Err("The list of providers has no sheet with columns URN and postcode.".to_owned()) }
}

/// Where the columns of a sheet of providers are. One of supported accommodation says nothing of placements.
struct Sheet {
    supported: bool,
    number: usize,
    postcode: usize,
    places: Option<usize>,
    kinds: Option<usize>,
    closed: Option<usize>,
}

impl Sheet {
    /// None when these are not the headings of a sheet of providers.
    fn of(headings: &[Raw], supported: bool) -> Option<Sheet> {
        let headings: Vec<String> = headings.iter().map(|cell| text(cell).to_ascii_lowercase()).collect();
        let column = |names: &[&str]| names.iter().find_map(|name| headings.iter().position(|heading| heading == name));
        Some(Sheet {
            supported,
            number: column(&["urn"])?,
            postcode: column(&["setting address postcode", "setting postcode", "provider postcode"])?,
            places: column(&["placement code", "provider placement code"]).filter(|_| !supported),
            kinds: column(&["placement provider code", "provider code"]),
            closed: column(&["deregistration date", "closed date"]),
        })
    }

    fn add(&self, row: &[Raw], into: &mut Providers) {
        let cell = |column: usize| row.get(column).map(text).unwrap_or_default();
        let codes = |column: Option<usize>, usual: &str| -> Vec<String> {
            let codes = column.map_or_else(|| usual.to_owned(), cell);
            codes.split([',', '/']).map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect()
        };
        let number = cell(self.number);
        if !number.is_empty() {
            let provider = Provider {
                places: codes(self.places, if self.supported { "K3" } else { "" }),
                kinds: codes(self.kinds, if self.supported { "PR4" } else { "" }),
                closed: self.closed.and_then(|column| row.get(column)).and_then(day),
                postcode: cell(self.postcode),
            };
            into.add(&number, provider);
        }
    }
}

/// A cell as text; a number without a fraction as its digits.
fn text(cell: &Raw) -> String {
    match cell {
        Raw::Blank => String::new(),
        Raw::Text(text) | Raw::Failed(text) => text.trim().to_owned(),
        Raw::Number(number) if number.fract() == 0.0 => format!("{number:.0}"),
        Raw::Number(number) => number.to_string(),
        Raw::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        Raw::Flag(flag) => flag.to_string(),
    }
}

/// A cell as a day: a date of the spreadsheet, its number, or dd/mm/yyyy.
fn day(cell: &Raw) -> Option<Date> {
    match cell {
        Raw::Day(day) => *day,
        Raw::Number(number) => day_of(*number),
        Raw::Text(text) => date_of(text.trim()),
        Raw::Blank | Raw::Flag(_) | Raw::Failed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_of_either_layout_and_only_those_wanted() {
        let wanted = HashSet::from(["AA11AA".to_owned(), "BT11AA".to_owned(), "WA11AA".to_owned()]);
        let old = "pcd,pcds,oscty,oslaua,oseast1m,osnrth1m\n\"AA1 1AA\",AA1 1AA,E10000002,E07000004,400000,200000\n\
            BT1 1AA,BT1 1AA,N99999999,N09000003,333000,374000\nZZ1 1AA,ZZ1 1AA,E99999999,E06000001,1,2\n";
        let found = postcodes(old.as_bytes(), &wanted).unwrap();
        assert_eq!(found.len(), 2);
        let here = found.find("aa1 1aa").unwrap();
        assert_eq!((here.place(), here.grid), (Some("E10000002"), Some((400_000.0, 200_000.0))));
        let ireland = found.find("BT1 1AA").unwrap();
        assert_eq!((ireland.place(), ireland.grid), (Some("NIR"), None));
        let new = "\u{FEFF}pcds,lad25cd,cty25cd,east1m,north1m\nWA1 1AA,E06000007,E99999999,360000,388000\n";
        assert_eq!(postcodes(new.as_bytes(), &wanted).unwrap().find("WA11AA").unwrap().place(), Some("E06000007"));
        let fault = postcodes("shoes,size\n1,2\n".as_bytes(), &wanted).unwrap_err();
        assert_eq!(fault, "The list of postcodes has no column pcds.");
    }

    #[test]
    fn miles_are_rounded_to_a_tenth() {
        let spot = |east: f64| Spot { authority: String::new(), grid: Some((east, 0.0)) };
        for (metres, tenths) in [(0.0, 0), (1609.3, 10), (80.465, 0), (241.395, 2), (81.0, 1), (563_255.0, 3500)] {
            assert_eq!(spot(0.0).tenths_of_a_mile_to(&spot(metres)), Some(tenths), "{metres}");
        }
    }

    #[test]
    fn workbooks_that_are_none() {
        let read =
            |bytes: Vec<u8>, limits: &Limits| providers(std::io::Cursor::new(bytes), limits, &mut Providers::default());
        let fault = read(b"shoes".to_vec(), &Limits::default()).unwrap_err();
        assert!(fault.starts_with("The list of providers could not be read"), "{fault}");
        // The twin: the same sheet is read where the bounds allow it, and refused where they do not.
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, (heading, cell)) in
            (0..).zip([("URN", "SC1".to_owned()), ("Setting Address Postcode", "M1 1AA".repeat(4000))])
        {
            sheet.write_string(0, column, heading).unwrap().write_string(1, column, cell).unwrap();
        }
        let bytes = book.save_to_buffer().unwrap();
        read(bytes.clone(), &Limits::default()).unwrap();
        let fault = read(bytes, &Limits { kept_bytes: 2000, ..Limits::default() }).unwrap_err();
        assert!(fault.contains("unpacks to far more"), "{fault}");
    }
}
