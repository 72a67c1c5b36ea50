//! Writing every table, in groups of rows.

use crate::{EPOCH, Held, held};
use facts::tables::TABLES;
use facts::{Cell, Facts, Row, Table, Visit};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// How many rows are gathered before they are written together.
const TOGETHER: usize = 20_000;

/// Every table being written, a file each: facts are added as they come.
pub struct Set<W: Write + Send> {
    tables: Vec<Writing<W>>,
    at: usize,
    done: Result<()>,
}

struct Writing<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    rows: usize,
}

/// The values of one column that are there, and for each row whether it has one.
struct Gathered {
    values: Values,
    there: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Flag(Vec<bool>),
    Whole(Vec<i32>),
    Number(Vec<f64>),
}

impl<W: Write + Send> Set<W> {
    /// Opens every file.
    pub fn begin(mut open: impl FnMut(&str) -> io::Result<W>) -> Result<Set<W>> {
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let properties = Arc::new(properties);
        let begin = |table: &Table| {
            let out = open(table.name).map_err(|fault| ParquetError::External(Box::new(fault)))?;
            let file = SerializedFileWriter::new(out, Arc::new(schema(table)?), Arc::clone(&properties))?;
            Ok(Writing { file, columns: gathered(table), rows: 0 })
        };
        Ok(Set { tables: TABLES.iter().map(begin).collect::<Result<_>>()?, at: 0, done: Ok(()) })
    }

    /// Adds rows to every table that has any. Values that no column can hold have no place here: the CSV has them.
    pub fn add(&mut self, facts: &Facts) -> Result<()> {
        self.at = 0;
        facts.visit(self);
        std::mem::replace(&mut self.done, Ok(()))
    }

    /// Writes what is left, and the end of every file.
    pub fn finish(self) -> Result<()> {
        for mut table in self.tables {
            table.flush()?;
            table.file.close()?;
        }
        Ok(())
    }
}

impl<W: Write + Send> Visit for Set<W> {
    fn rows<R: Row>(&mut self, rows: &[R]) {
        let table = self.tables.get_mut(self.at);
        self.at += 1;
        let (Some(table), Ok(())) = (table, &self.done) else { return };
        self.done = rows.iter().try_for_each(|row| table.add(row));
    }
}

impl<W: Write + Send> Writing<W> {
    fn add(&mut self, row: &impl Row) -> Result<()> {
        let mut columns = self.columns.iter_mut();
        row.cells(&mut |column, cell| {
            let Some(gathered) = columns.next() else { return };
            gathered.there.push(i16::from(cell != Cell::Nothing));
            match (&mut gathered.values, cell) {
                (_, Cell::Nothing) => {}
                (Values::Flag(values), Cell::Flag(yes)) => values.push(yes),
                (Values::Whole(values), Cell::Int(number)) => values.push(number),
                (Values::Whole(values), Cell::Date(day)) => values.push(days(day)),
                (Values::Number(values), Cell::Number(number)) => values.push(number),
                (Values::Text(values), cell) => values.push(cell.text(column.kind).into_bytes().into()),
                // A kind and its cells are declared together: there is no other pair.
                _ => gathered.there.iter_mut().last().into_iter().for_each(|there| *there = 0),
            }
        });
        self.rows += 1;
        if self.rows < TOGETHER { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for gathered in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            let there = std::mem::take(&mut gathered.there);
            match &mut gathered.values {
                Values::Text(values) => {
                    column.typed::<ByteArrayType>().write_batch(&std::mem::take(values), Some(&there), None)
                }
                Values::Flag(values) => {
                    column.typed::<BoolType>().write_batch(&std::mem::take(values), Some(&there), None)
                }
                Values::Whole(values) => {
                    column.typed::<Int32Type>().write_batch(&std::mem::take(values), Some(&there), None)
                }
                Values::Number(values) => {
                    column.typed::<DoubleType>().write_batch(&std::mem::take(values), Some(&there), None)
                }
            }?;
            column.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

fn gathered(table: &Table) -> Vec<Gathered> {
    let values = |held| match held {
        Held::Text => Values::Text(Vec::new()),
        Held::Flag => Values::Flag(Vec::new()),
        Held::Day | Held::Int => Values::Whole(Vec::new()),
        Held::Number => Values::Number(Vec::new()),
    };
    table.columns.iter().map(|column| Gathered { values: values(held(column.kind)), there: Vec::new() }).collect()
}

/// A table as Parquet describes it: every column may be empty.
fn schema(table: &Table) -> Result<Type> {
    let field = |name: &str, held| {
        let (physical, logical) = match held {
            Held::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Held::Flag => (Physical::BOOLEAN, None),
            Held::Day => (Physical::INT32, Some(LogicalType::Date)),
            Held::Int => (Physical::INT32, None),
            Held::Number => (Physical::DOUBLE, None),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = table.columns.iter().map(|column| field(column.name, held(column.kind)));
    Type::group_type_builder(table.name).with_fields(fields.collect::<Result<_>>()?).build()
}

/// A day as so many since 1970.
fn days(day: jiff::civil::Date) -> i32 {
    day.since((jiff::Unit::Day, EPOCH)).map(|span| span.get_days()).unwrap_or_default()
}
