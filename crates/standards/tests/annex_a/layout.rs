//! The declarations say what the specification says.

use standards::annex_a::declared;

/// List, heading and kind of each column.
fn specified() -> Vec<(u8, String, &'static str)> {
    let mut reader = csv::Reader::from_reader(include_str!("../../data/annex-a-lists.csv").as_bytes());
    let kind = |text: &str| match text {
        "integer" => "whole",
        "code" => "pick",
        "postcode" => "postcode",
        "string" => "text",
        "date dd/mm/yyyy" => "date",
        other => panic!("{other}"),
    };
    reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[0].parse().unwrap(), row[3].to_owned(), kind(&row[4])))
        .collect()
}

/// Where the two part.
fn parted(declared: &[(u8, &str, &str)]) -> Vec<String> {
    let specified = specified();
    let mut wrong: Vec<String> = specified
        .iter()
        .zip(declared)
        .filter(|(one, other)| (one.0, &*one.1, one.2) != **other)
        .map(|(one, other)| format!("{one:?} is declared {other:?}"))
        .collect();
    if specified.len() != declared.len() {
        wrong.push(format!("{} specified, {} declared", specified.len(), declared.len()));
    }
    wrong
}

#[test]
fn every_column_is_declared_as_specified() {
    assert_eq!(parted(&declared()), Vec::<String>::new());
    println!("{} columns", declared().len());
    assert_eq!(declared().len(), 169);
}

#[test]
fn a_column_declared_otherwise_would_be_caught() {
    let mut broken = declared();
    broken[3].2 = "whole";
    broken.swap(20, 21);
    broken.pop();
    assert_eq!(parted(&broken).len(), 4);
}
