//! A connection to PostgreSQL at work.

use super::failed;
use super::servers::Connected;
use crate::StoreError;
use crate::engine::{Conn, Holds, Insert, with_lists};
use crate::migration::in_words;
use crate::value::{Row, Value};
use postgres::types::ToSql;
use postgres::{Client, GenericClient, Statement};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many rows are sent in one statement.
const AT_A_TIME: usize = 2_000;

/// How many things are held by name; to hold more, everything is held.
const HELD: usize = 500;

/// Says that writers hold things one by one, or that one writer holds everything.
const EVERYTHING: i64 = 0x676f_6c64_7468_7264;

/// Says that one writer holds the end of the log.
const CHAIN: i64 = 0x676f_6c64_6368_6169;

/// A connection, inside a transaction or not.
pub(super) struct Working<'c, C> {
    pub client: &'c mut C,
    pub prepared: &'c mut HashMap<String, Statement>,
    pub statements: &'c AtomicU64,
    /// Whether anything was changed.
    pub changed: bool,
}

impl<'c> Working<'c, Client> {
    /// A connection outside any transaction.
    pub fn new(connected: &'c mut Connected, statements: &'c AtomicU64) -> Self {
        let Connected { client, prepared, .. } = connected;
        Working { client, prepared, statements, changed: false }
    }
}

impl<C: GenericClient> Working<'_, C> {
    fn prepare(&mut self, sql: &str) -> Result<Statement, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let words = with_lists(sql, |holds, list| {
            format!("(SELECT item::{} FROM json_array_elements_text({list}::json) item)", type_of(holds))
        });
        let statement = self.client.prepare(&words).map_err(failed)?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn type_of(holds: Holds) -> &'static str {
    match holds {
        Holds::Text => "text",
        Holds::Int => "bigint",
        Holds::Uuid => "uuid",
        Holds::Json => "json",
        Holds::Date => "date",
        Holds::Number => "double precision",
    }
}

fn given(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

impl<C: GenericClient> Conn for Working<'_, C> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepare(sql)?;
        let rows = self.client.query(&statement, &given(values)).map_err(failed)?;
        let row = |row: &postgres::Row| {
            let value = |column| row.try_get::<_, Option<Value>>(column).map(|value| value.unwrap_or(Value::Null));
            (0..row.len()).map(value).collect::<Result<_, _>>().map(Row).map_err(failed)
        };
        rows.iter().map(row).collect()
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepare(sql)?;
        let changed = self.client.execute(&statement, &given(values)).map_err(failed)?;
        self.changed |= changed > 0;
        Ok(changed)
    }

    fn insert(&mut self, insert: &Insert<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        let places =
            insert.columns.iter().zip(1..).map(|((_, holds), place)| format!("${place}::{}[]", type_of(*holds)));
        let sql = format!(
            "{} OVERRIDING SYSTEM VALUE SELECT * FROM unnest({}) {}",
            insert.head(),
            places.collect::<Vec<_>>().join(", "),
            insert.conflict
        );
        for some in rows.chunks(AT_A_TIME) {
            let column = |place: usize| some.iter().map(|row| &row[place]).collect::<Vec<&Value>>();
            let columns: Vec<Vec<&Value>> = (0..insert.columns.len()).map(column).collect();
            let statement = self.prepare(&sql)?;
            let columns: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|one| one as &(dyn ToSql + Sync)).collect();
            self.changed |= self.client.execute(&statement, &columns).map_err(failed)? > 0;
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        let sql = sql.replace(" STRICT, WITHOUT ROWID", "").replace(" STRICT", "");
        let words = [
            ("INTEGER", "BIGINT"),
            ("NUMBER", "DOUBLE PRECISION"),
            ("TEXT", "TEXT COLLATE \"C\""),
            ("SEQUENCE", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"),
        ];
        self.changed = true;
        self.client.batch_execute(&in_words(&sql, &words)).map_err(failed)
    }

    fn number_from(&mut self, table: &str, column: &str, next: i64) -> Result<(), StoreError> {
        let sql = format!("ALTER TABLE {table} ALTER COLUMN {column} RESTART WITH {next}");
        self.client.batch_execute(&sql).map_err(failed)
    }

    fn hold(&mut self, things: &[String]) -> Result<(), StoreError> {
        if things.len() > HELD {
            return self.hold_all();
        }
        let names = Value::list(things)?;
        self.query("SELECT pg_advisory_xact_lock_shared($1)", &[Value::Int(EVERYTHING)])?;
        // The inner list is put in order before any lock is taken, so that everyone takes them in the same order.
        self.query(
            "SELECT pg_advisory_xact_lock(name) FROM (SELECT DISTINCT hashtextextended(item, 0) AS name \
             FROM json_array_elements_text($1::json) item ORDER BY 1) names",
            &[names],
        )
        .map(|_| ())
    }

    fn hold_chain(&mut self) -> Result<(), StoreError> {
        self.query("SELECT pg_advisory_xact_lock($1)", &[Value::Int(CHAIN)]).map(|_| ())
    }

    fn hold_all(&mut self) -> Result<(), StoreError> {
        self.query("SELECT pg_advisory_xact_lock($1)", &[Value::Int(EVERYTHING)]).map(|_| ())
    }
}
