//! The declarations say what the specification says.

use std::collections::BTreeSet;

use standards::reading::Kind;
use standards::ssda903::TABLES;

/// Table, column, kind, code set, whether it may be blank, first year and place in the XML.
fn declared() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for table in TABLES {
        for column in table.columns {
            let (kind, set) = match column.kind {
                Kind::Id => ("string alnum max 20", ""),
                Kind::Code(set) => ("code", set),
                Kind::Date => ("date dd/mm/yyyy", ""),
                Kind::PartialDate => ("partial date dd/mm/yyyy", ""),
                Kind::Whole(40) => ("integer 0-40", ""),
                Kind::Whole(_) => ("integer", ""),
                Kind::Upn => ("string 13", "UPN_UNKNOWN"),
                Kind::Urn => ("string 7", ""),
                Kind::Postcode => ("postcode max 8", ""),
                Kind::Worker => ("string max 12, starts SW or XX", ""),
            };
            let blank = if column.blank_ok { "yes" } else { "no" };
            let from = table.from_year.map(|from| from.to_string()).unwrap_or_default();
            let xml = column.xml.unwrap_or("-not in the public XSD (2021)");
            all.insert(format!("{}|{}|{kind}|{set}|{blank}|{from}|{xml}", table.name, column.name));
        }
    }
    all
}

fn specified() -> BTreeSet<String> {
    let text = include_str!("../../data/ssda903-tables.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.unwrap());
    rows.filter(|row| !row[2].starts_with("derived"))
        .map(|row| [0, 1, 2, 3, 4, 5, 6].map(|column| row[column].to_owned()).join("|"))
        .collect()
}

#[test]
fn every_column_is_declared_as_specified() {
    let (declared, specified) = (declared(), specified());
    assert_eq!(declared.symmetric_difference(&specified).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!((TABLES.len(), declared.len()), (12, 79));
}

#[test]
fn a_column_declared_otherwise_would_be_caught() {
    let broken: BTreeSet<String> =
        declared().into_iter().map(|column| column.replace("Header|DOB|date", "Header|DOB|code")).collect();
    assert_eq!(broken.symmetric_difference(&specified()).count(), 2);
}

#[test]
fn keys_and_codes_exist() {
    let mut sets = 0;
    for table in TABLES {
        assert!(table.key.iter().all(|key| table.columns.iter().any(|column| column.name == *key)), "{}", table.name);
        for column in table.columns {
            if let Kind::Code(set) = column.kind {
                assert!(!standards::codes::entries(set).is_empty(), "{set}");
                sets += 1;
            }
        }
    }
    assert_eq!(sets, 34);
}
