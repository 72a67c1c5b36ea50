//! The tables and their columns, read from the migrations: the one place that says what is kept.

use crate::engine::Holds;
use std::collections::BTreeMap;

/// A table, as the migrations up to some number leave it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub name: String,
    /// Its columns in order, with what each holds.
    pub columns: Vec<(String, Holds)>,
    /// The columns that tell rows apart, in order.
    pub key: Vec<String>,
    /// The column that the engine numbers, if there is one.
    pub sequence: Option<String>,
    /// The tables it refers to.
    refers: Vec<String>,
}

/// Every table, each after those it refers to.
pub(crate) fn tables<'m>(migrations: impl IntoIterator<Item = &'m str>) -> Vec<Table> {
    let mut found: BTreeMap<String, Table> = BTreeMap::new();
    for text in migrations {
        let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
        let text: String = lines.collect::<Vec<_>>().join("\n");
        for statement in text.split(';').map(str::trim) {
            if let Some(rest) = statement.strip_prefix("CREATE TABLE ") {
                let table = created(rest);
                found.insert(table.name.clone(), table);
            } else if let Some((name, column)) =
                statement.strip_prefix("ALTER TABLE ").and_then(|rest| rest.split_once(" ADD COLUMN "))
            {
                if let Some(table) = found.get_mut(name.trim()) {
                    define(table, column);
                }
            } else if let Some(name) = statement.strip_prefix("DROP TABLE ") {
                found.remove(name.trim());
            }
        }
    }
    in_order(found)
}

fn created(text: &str) -> Table {
    let (name, rest) = text.split_once('(').unwrap_or((text, ""));
    let body = rest.rsplit_once(')').map_or(rest, |(body, _)| body);
    let mut table = Table {
        name: name.trim().to_owned(),
        columns: Vec::new(),
        key: Vec::new(),
        sequence: None,
        refers: Vec::new(),
    };
    for part in parts(body) {
        define(&mut table, part);
    }
    table
}

/// One column or one constraint.
fn define(table: &mut Table, part: &str) {
    let part = part.trim();
    if let Some((_, target)) = part.split_once("REFERENCES ") {
        table.refers.extend(target.split_whitespace().next().map(str::to_owned));
    }
    if let Some(list) = part.strip_prefix("PRIMARY KEY (") {
        table.key = list.trim_end_matches(')').split(',').map(|name| name.trim().to_owned()).collect();
        return;
    }
    let mut words = part.split_whitespace();
    let (Some(name), Some(holds)) = (words.next(), words.next()) else { return };
    let holds = match holds {
        "TEXT" => Holds::Text,
        "INTEGER" => Holds::Int,
        "UUID" => Holds::Uuid,
        "JSON" => Holds::Json,
        "DATE" => Holds::Date,
        "NUMBER" => Holds::Number,
        "SEQUENCE" => {
            table.sequence = Some(name.to_owned());
            Holds::Int
        }
        _ => return,
    };
    if table.sequence.as_deref() == Some(name) || part.contains("PRIMARY KEY") {
        table.key = vec![name.to_owned()];
    }
    table.columns.push((name.to_owned(), holds));
}

/// The text between commas that stand in no bracket.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut from, mut parts) = (0_usize, 0, Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}

fn in_order(mut left: BTreeMap<String, Table>) -> Vec<Table> {
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let free = |table: &&Table| table.refers.iter().all(|other| *other == table.name || !left.contains_key(other));
        // A circle of references cannot be ordered; its tables follow in order of name.
        let next = left.values().find(free).or(left.values().next()).map(|table| table.name.clone());
        ordered.extend(next.and_then(|name| left.remove(&name)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_its_columns_key_and_references() {
        let found = tables([
            "CREATE TABLE b (\n id UUID NOT NULL, -- whose, in words\n at INTEGER NOT NULL CHECK (at IN (1, 2)),\n \
             a TEXT NOT NULL REFERENCES c (id),\n PRIMARY KEY (id, at)\n) STRICT;\nCREATE INDEX i ON b (id);",
            "CREATE TABLE c (seq SEQUENCE, body JSON NOT NULL);\nALTER TABLE c ADD COLUMN why TEXT;\n\
             CREATE TABLE gone (id TEXT NOT NULL PRIMARY KEY);\nDROP TABLE gone;",
        ]);
        let names: Vec<&str> = found.iter().map(|table| table.name.as_str()).collect();
        assert_eq!(names, ["c", "b"], "a table stands after those it refers to");
        assert_eq!(found[0].sequence.as_deref(), Some("seq"));
        assert_eq!(found[0].key, ["seq"]);
        let columns: Vec<(&str, Holds)> =
            found[0].columns.iter().map(|(name, holds)| (name.as_str(), *holds)).collect();
        assert_eq!(columns, [("seq", Holds::Int), ("body", Holds::Json), ("why", Holds::Text)]);
        assert_eq!(found[1].key, ["id", "at"]);
        assert_eq!(found[1].columns.len(), 3);
    }
}
