//! The tables, brought up to date when a database is opened.

use crate::StoreError;
use crate::archive::{self, Table};
use crate::engine::{Conn, Engine};
use crate::sql::log;
use crate::value::Value;
use std::collections::BTreeSet;

/// Every migration, in order. A published file is never changed: a change is a new file.
const FILES: &[(i64, &str, &str)] = &[
    (1, "0001_records", include_str!("../migrations/0001_records.sql")),
    (2, "0002_registers", include_str!("../migrations/0002_registers.sql")),
    (4, "0004_log", include_str!("../migrations/0004_log.sql")),
    (5, "0005_uploads", include_str!("../migrations/0005_uploads.sql")),
    (7, "0007_written_by", include_str!("../migrations/0007_written_by.sql")),
    (8, "0008_sign_in", include_str!("../migrations/0008_sign_in.sql")),
    (9, "0009_facts", include_str!("../migrations/0009_facts.sql")),
    (10, "0010_reports", include_str!("../migrations/0010_reports.sql")),
    (11, "0011_care", include_str!("../migrations/0011_care.sql")),
    (12, "0012_words", include_str!("../migrations/0012_words.sql")),
    (13, "0013_adopters", include_str!("../migrations/0013_adopters.sql")),
    (14, "0014_areas", include_str!("../migrations/0014_areas.sql")),
    (15, "0015_clocks", include_str!("../migrations/0015_clocks.sql")),
    (16, "0016_prospective_adopters", include_str!("../migrations/0016_prospective_adopters.sql")),
    (17, "0017_passkey", include_str!("../migrations/0017_passkey.sql")),
];

/// The migration that begins the log: what was kept without it is chained.
const LOG: i64 = 4;

/// The number of the newest migration this program has.
pub(crate) fn known() -> i64 {
    FILES.last().map_or(0, |(number, ..)| *number)
}

/// The tables as the migrations up to a number leave them, each after those it refers to.
pub(crate) fn tables(up_to: i64) -> Vec<Table> {
    archive::tables(FILES.iter().filter(|(number, ..)| *number <= up_to).map(|(.., text)| *text))
}

/// Brings the tables up to date; doing it again changes nothing. Refuses a database newer than this program.
pub(crate) fn migrate(engine: &impl Engine) -> Result<(), StoreError> {
    migrate_to(engine, known())
}

/// The same, no further than a number.
pub(crate) fn migrate_to(engine: &impl Engine, up_to: i64) -> Result<(), StoreError> {
    engine.write(|conn| {
        conn.hold_all()?;
        conn.script(
            "CREATE TABLE IF NOT EXISTS migration (number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT;",
        )?;
        let applied = applied(conn)?;
        let (found, known) = (applied.last().copied().unwrap_or(0), known());
        if found > known {
            return Err(StoreError::Engine(format!(
                "these records were last opened by a newer version of the program (its tables are number {found}; this \
                 version knows up to {known}): use the newer version"
            )));
        }
        for (number, name, text) in FILES.iter().filter(|(number, ..)| *number <= up_to && !applied.contains(number)) {
            let looks = if *number == LOG { log::looks(conn)? } else { Vec::new() };
            conn.script(text)?;
            if *number == LOG {
                log::begin(conn, &looks)?;
            }
            conn.run(
                "INSERT INTO migration (number, name) VALUES ($1, $2)",
                &[Value::Int(*number), Value::from(*name)],
            )?;
        }
        Ok(())
    })
}

/// The newest migration a database has had.
pub(crate) fn newest(conn: &mut dyn Conn) -> Result<i64, StoreError> {
    Ok(applied(conn)?.last().copied().unwrap_or(0))
}

/// The numbers of those it has had.
fn applied(conn: &mut dyn Conn) -> Result<BTreeSet<i64>, StoreError> {
    conn.query("SELECT number FROM migration ORDER BY number", &[])?.iter().map(|row| row.int(0)).collect()
}

/// Puts a migration in an engine's own words: each whole word found is replaced.
pub(crate) fn in_words(sql: &str, words: &[(&str, &str)]) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::with_capacity(sql.len());
    for line in sql.lines().filter(|line| !line.trim_start().starts_with("--")) {
        let mut rest = line;
        while !rest.is_empty() {
            let end = rest.find(|c| !plain(c)).unwrap_or(rest.len());
            let (word, after) = if end == 0 {
                rest.split_at(rest.chars().next().map_or(1, char::len_utf8))
            } else {
                rest.split_at(end)
            };
            out.push_str(words.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| to));
            rest = after;
        }
        out.push('\n');
    }
    out
}
