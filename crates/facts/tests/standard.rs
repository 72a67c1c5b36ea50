//! Every table and field of the standard is declared, with its type, its key, its reference and its link; nothing else is.

use facts::tables::TABLES;
use facts::{Column, Kind, Table};
use std::collections::BTreeSet;

const STANDARD: &str = include_str!("../data/ssd-tables.csv");

/// `table,field,type,primary_key,foreign_key,item_ref` of every field in a list of tables, the type as the standard
/// writes it where one kind may stand for several.
fn declared(tables: &[Table]) -> Vec<[String; 6]> {
    let mut rows = Vec::new();
    for table in tables.iter().filter(|table| table.name.starts_with("ssd_")) {
        for (place, column) in table.columns.iter().enumerate() {
            rows.push([
                table.name.to_owned(),
                column.name.to_owned(),
                said(column.kind),
                if place == table.key { "yes" } else { "" }.to_owned(),
                column.points_at.unwrap_or_default().to_owned(),
                column.item_ref.to_owned(),
            ]);
        }
    }
    rows
}

fn said(kind: Kind) -> String {
    match kind {
        Kind::Id(width) | Kind::Text(width) | Kind::Code(width) | Kind::Json(width) | Kind::Partial(width) => {
            width.to_string()
        }
        Kind::Flag | Kind::Bit => "flag".to_owned(),
        Kind::Date | Kind::Moment => "day".to_owned(),
        Kind::Int => "int".to_owned(),
        Kind::Number => "float".to_owned(),
        Kind::Hash => "hash".to_owned(),
    }
}

/// A type of the standard in the same words. A single character that holds more than yes and no is a code.
fn meant(field: &str, text: &str) -> String {
    let more_than_a_flag =
        ["prep_pre_pro_parents_legal_rep", "senn_active_ehcp_need_rank"].contains(&field) || field.starts_with("voch_");
    match text {
        "datetime" => "day".to_owned(),
        "bit" => "flag".to_owned(),
        "nchar(1)" if !more_than_a_flag => "flag".to_owned(),
        "binary(32)" => "hash".to_owned(),
        "int" | "float" => text.to_owned(),
        wide => {
            let width = wide.split(['(', ')']).nth(1).unwrap_or_default();
            if width == "max" { "0".to_owned() } else { width.to_owned() }
        }
    }
}

fn published() -> Vec<[String; 6]> {
    let mut reader = csv::Reader::from_reader(STANDARD.as_bytes());
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            [0, 1, 2, 3, 4, 5].map(|at| if at == 2 { meant(&row[1], &row[2]) } else { row[at].to_owned() })
        })
        .collect()
}

#[test]
fn what_is_declared_is_what_is_published() {
    let (declared, published) = (declared(TABLES), published());
    assert_eq!(published.len(), 361);
    assert_eq!(declared.iter().map(|row| &row[0]).collect::<BTreeSet<_>>().len(), 48);
    for (ours, theirs) in declared.iter().zip(&published) {
        assert_eq!(ours, theirs);
    }
    assert_eq!(declared.len(), published.len());
}

#[test]
fn a_column_left_out_renamed_or_of_another_type_is_caught() {
    let published = published();
    let mut broken: Vec<Vec<Table>> = Vec::new();
    for change in [
        |column: Column| Column { name: "cont_contact_day", ..column },
        |column: Column| Column { kind: Kind::Int, ..column },
        |column: Column| Column { item_ref: "CONT999A", ..column },
        |column: Column| Column { points_at: Some("ssd_person.pers_upn"), ..column },
    ] {
        let mut tables = TABLES.to_vec();
        let contacts = tables.iter_mut().find(|table| table.name == "ssd_contacts").unwrap();
        let mut columns = contacts.columns.to_vec();
        columns[2] = change(columns[2]);
        contacts.columns = columns.leak();
        broken.push(tables);
    }
    let mut short = TABLES.to_vec();
    short[0].columns = &TABLES[0].columns[1..];
    broken.push(short);
    broken.push(TABLES[1..].to_vec());
    assert_eq!(broken.len(), 6);
    for (at, tables) in broken.iter().enumerate() {
        assert_ne!(declared(tables), published, "broken twin {at}");
    }
}

#[test]
fn our_own_tables_keep_to_the_same_form() {
    let ours: Vec<&Table> = TABLES.iter().filter(|table| !table.name.starts_with("ssd_")).collect();
    assert!(ours.len() >= 11, "{}", ours.len());
    let names: BTreeSet<&str> = TABLES.iter().map(|table| table.name).collect();
    assert_eq!(names.len(), TABLES.len(), "two tables share a name");
    let fields: BTreeSet<String> = TABLES
        .iter()
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{}", table.name, column.name)))
        .collect();
    for table in ours {
        assert!(table.name.starts_with("gt_"), "{}", table.name);
        let prefix = &table.columns[0].name[..5];
        for column in table.columns {
            assert!(column.name.starts_with(prefix), "{}.{}", table.name, column.name);
            if let Some(target) = column.points_at {
                assert!(fields.contains(target), "{}.{} points at {target}", table.name, column.name);
            }
        }
    }
}
