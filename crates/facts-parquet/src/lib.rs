//! Facts as Parquet, for a warehouse: a file for each table, a column for each of the standard's fields.
//!
//! Days are dates, flags are booleans, counts are whole numbers; everything else is text, as the CSV has it. A crate of
//! its own, so that only the program itself is built with it.

mod read;
mod write;

pub use parquet::errors::ParquetError;
pub use read::{read_into, read_within};
pub use write::Set;

use facts::Kind;

/// What a column is kept as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Held {
    Text,
    Flag,
    Day,
    Int,
    Number,
}

fn held(kind: Kind) -> Held {
    match kind {
        Kind::Flag | Kind::Bit => Held::Flag,
        Kind::Date => Held::Day,
        Kind::Int => Held::Int,
        Kind::Number => Held::Number,
        Kind::Id(_) | Kind::Text(_) | Kind::Code(_) | Kind::Json(_) | Kind::Moment | Kind::Partial(_) | Kind::Hash => {
            Held::Text
        }
    }
}

/// The day that days are counted from.
const EPOCH: jiff::civil::Date = jiff::civil::date(1970, 1, 1);
