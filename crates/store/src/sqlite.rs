//! Records in one SQLite file: one writer, several readers, every write on the disk before it is answered.

use crate::StoreError;
use crate::engine::{Conn, Engine, Insert, with_lists};
use crate::migration::{in_words, migrate};
use crate::pool::Pool;
use crate::sql::SqlStore;
use crate::value::{Row, Value};
use rusqlite::config::DbConfig;
use rusqlite::hooks::Wal;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, TransactionBehavior, ffi, params_from_iter};
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// Records in a SQLite file.
pub type SqliteStore = SqlStore<Sqlite>;

/// How long another program that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many pages the log may hold before they are moved into the file: SQLite's own number.
const LOG_PAGES: c_int = 1_000;

/// A SQLite file.
pub struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Pool<Connection>,
    statements: AtomicU64,
}

impl Sqlite {
    /// Opens a file, making it when it is not there, and brings its tables up to date.
    ///
    /// The write-ahead log is flushed at every commit (`synchronous = FULL`): what was answered as saved survives a
    /// power cut.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let engine = Sqlite::reach(path)?;
        migrate(&engine)?;
        Ok(engine)
    }

    /// Opens a file and leaves its tables as they are.
    pub(crate) fn reach(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        let writer = connect(&path)?;
        // In KiB: large enough for what one transaction changes, or its pages are written more than once.
        writer.pragma_update(None, "cache_size", -128 * 1024).map_err(failed)?;
        settle(&writer, &path)?;
        let readers = std::thread::available_parallelism().map_or(4, |cores| cores.get().clamp(4, 16));
        Ok(Sqlite { path, writer: Mutex::new(writer), readers: Pool::new(readers), statements: AtomicU64::new(0) })
    }
}

impl SqliteStore {
    /// Opens records kept in a file: see [`Sqlite::open`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Ok(SqlStore::new(Sqlite::open(path)?))
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let mut connection = Connection::open(path).map_err(failed)?;
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    connection.set_prepared_statement_cache_capacity(128);
    // A plan that may depend on the values bound is made again for each of them, which costs more than most reads.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
    for (name, value) in [
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("fullfsync", "ON"),
        ("checkpoint_fullfsync", "ON"),
        ("foreign_keys", "ON"),
    ] {
        connection.pragma_update(None, name, value).map_err(failed)?;
    }
    connection.wal_hook(Some(move_into_file)).map_err(failed)?;
    Ok(connection)
}

/// After a commit: moves a long log into the file, as SQLite would by itself, but hears what the disk says. SQLite takes
/// what an unfinished move wrote for moved, and flushes only when a later one finishes; when that flush fails and is
/// only asked for again, the disk has forgotten the first part, and the log that still had it is written over.
fn move_into_file(log: &mut Wal, pages: c_int) -> rusqlite::Result<()> {
    if pages >= LOG_PAGES
        && let Err(fault) = log.checkpoint()
        && was_not_flushed(&fault)
    {
        end(fault)
    }
    // Anything else that keeps it from being moved, a reader or a full disk, is tried again after the next commit.
    Ok(())
}

/// Moves what an earlier run left in the log into the file, for good, before anybody is told of it: the log may hold a
/// write whose flush failed, which is readable until the power goes. Left alone when another program has the file open.
fn settle(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::ZERO).map_err(failed)?;
    let moved = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    connection.busy_timeout(PATIENCE).map_err(failed)?;
    match moved {
        Ok(0) => {}
        Ok(_) => return Ok(()),
        Err(fault) if fault.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => return Ok(()),
        Err(fault) => return Err(failed(fault)),
    }
    // The log is empty now; that it is, and that the file has its name, must outlast the power too.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let kept = [Path::new(&log), path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))];
    kept.iter().try_for_each(|one| match std::fs::File::open(one).and_then(|file| file.sync_all()) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::Engine(format!("the disk did not keep the records: {}", fault.kind())))
        }
        _ => Ok(()),
    })
}

/// A failed commit. A full disk and the like are said at once and keep nothing; after a fault of the disk nobody can
/// say what it holds.
fn unconfirmed(fault: rusqlite::Error) -> StoreError {
    if was_not_flushed(&fault) {
        end(fault)
    }
    match (fault.sqlite_error_code(), failed(fault)) {
        (Some(ErrorCode::SystemIoFailure), StoreError::Engine(words)) => StoreError::NotConfirmed(words),
        (_, said) => said,
    }
}

fn was_not_flushed(fault: &rusqlite::Error) -> bool {
    let code = fault.sqlite_error().map(|error| error.extended_code);
    matches!(code, Some(ffi::SQLITE_IOERR_FSYNC | ffi::SQLITE_IOERR_DIR_FSYNC))
}

/// Ends the program: the disk said that it did not keep what it was given, and asked again it would say that all is
/// well while it has forgotten. Started again, the program reads what is there.
fn end(fault: rusqlite::Error) -> ! {
    eprintln!(
        "The disk did not keep what was written ({}). Stopping: look at the disk, then start again.",
        failed(fault)
    );
    std::process::exit(74)
}

fn connect_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", "ON").map_err(failed)?;
    Ok(connection)
}

impl Engine for Sqlite {
    fn read<T>(&self, work: impl Fn(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.readers.with(
            || connect_reader(&self.path),
            |connection| work(&mut Working { connection, statements: &self.statements }),
        )
    }

    fn snapshot<T>(&self, mut work: impl FnMut(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // A connection of its own: a long reading keeps none of the readers from their pages.
        let connection = connect_reader(&self.path)?;
        let reading = connection.unchecked_transaction().map_err(failed)?;
        work(&mut Working { connection: &reading, statements: &self.statements })
    }

    fn write<T>(&self, work: impl FnOnce(&mut dyn Conn) -> Result<T, StoreError>) -> Result<T, StoreError> {
        // A panic in `work` undoes the transaction before the lock is let go, so a poisoned lock guards nothing broken.
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let answer = work(&mut Working { connection: &transaction, statements: &self.statements })?;
        transaction.commit().map_err(unconfirmed)?;
        Ok(answer)
    }

    fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

struct Working<'c> {
    connection: &'c Connection,
    statements: &'c AtomicU64,
}

impl Working<'_> {
    fn prepare(&self, sql: &str) -> Result<rusqlite::CachedStatement<'_>, StoreError> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        // To SQLite `$2` is a name, numbered by where it first stands; `?2` is the second value.
        let sql = with_lists(sql, |_, list| format!("(SELECT value FROM json_each({list}))")).replace('$', "?");
        self.connection.prepare_cached(&sql).map_err(failed)
    }
}

impl Conn for Working<'_> {
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(params_from_iter(values)).map_err(failed)?;
        let mut answer = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            let read = |column| row.get_ref(column).map_err(failed).and_then(read);
            answer.push(Row((0..columns).map(read).collect::<Result<_, _>>()?));
        }
        Ok(answer)
    }

    fn run(&mut self, sql: &str, values: &[Value]) -> Result<u64, StoreError> {
        let changed = self.prepare(sql)?.execute(params_from_iter(values)).map_err(failed)?;
        Ok(changed as u64)
    }

    fn insert(&mut self, insert: &Insert<'_>, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = (1..=insert.columns.len()).map(|place| format!("${place}")).collect();
        let mut statement =
            self.prepare(&format!("{} VALUES ({}) {}", insert.head(), places.join(", "), insert.conflict))?;
        for row in rows {
            statement.execute(params_from_iter(&row)).map_err(failed)?;
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        let words = [
            ("UUID", "TEXT"),
            ("JSON", "TEXT"),
            ("DATE", "TEXT"),
            ("NUMBER", "REAL"),
            ("SEQUENCE", "INTEGER PRIMARY KEY AUTOINCREMENT"),
        ];
        self.connection.execute_batch(&in_words(sql, &words)).map_err(failed)
    }

    fn number_from(&mut self, _table: &str, _column: &str, _next: i64) -> Result<(), StoreError> {
        // AUTOINCREMENT remembers the highest number ever given, by whomever.
        Ok(())
    }

    fn hold(&mut self, _things: &[String]) -> Result<(), StoreError> {
        // There is one writer at a time: everything is held already.
        Ok(())
    }

    fn hold_chain(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn hold_all(&mut self) -> Result<(), StoreError> {
        Ok(())
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Value::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Value::Int(number) => ToSqlOutput::Borrowed(ValueRef::Integer(*number)),
            Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Value::Uuid(name) => {
                let mut text = Uuid::encode_buffer();
                ToSqlOutput::Owned(rusqlite::types::Value::Text(name.hyphenated().encode_lower(&mut text).to_owned()))
            }
        })
    }
}

fn read(value: ValueRef<'_>) -> Result<Value, StoreError> {
    match value {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(StoreError::Engine("text kept in the file is not UTF-8".to_owned())),
        },
        ValueRef::Real(number) => Ok(Value::Text(number.to_string())),
        ValueRef::Blob(_) => Err(StoreError::Engine("the file holds a value of a type never written".to_owned())),
    }
}

/// SQLite's own message names tables and columns, never values; anything else is named by its kind alone.
fn failed(fault: rusqlite::Error) -> StoreError {
    if fault.sqlite_error_code() == Some(ErrorCode::DiskFull) {
        return StoreError::NoRoom;
    }
    StoreError::Engine(match fault {
        rusqlite::Error::SqliteFailure(code, Some(words)) => format!("SQLite {}: {words}", code.extended_code),
        rusqlite::Error::SqliteFailure(code, None) => format!("SQLite {}", code.extended_code),
        rusqlite::Error::SqlInputError { error, msg, .. } => format!("SQLite {}: {msg}", error.extended_code),
        rusqlite::Error::InvalidParameterCount(given, wanted) => format!("SQLite: {given} values for {wanted} places"),
        _ => "SQLite: a value could not be read".to_owned(),
    })
}
