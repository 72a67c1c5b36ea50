//! What is asked of every row as it is read, and of a table once it is whole.

use std::cell::Cell;

use super::{Row, Table};
use crate::codes::{self, Entry};
use crate::reading::{Column, Faults, Place, Severity};

/// The columns of a table, looked up once.
pub(super) struct Checks {
    columns: Vec<Checked>,
    year: i16,
}

/// A column with the codes of its set, and the place of the one that was met last: a file says the same again and again.
struct Checked {
    column: &'static Column,
    codes: &'static [Entry],
    last: Cell<usize>,
}

impl Checked {
    /// Is it a code of the set as it is written, in force in that year?
    fn knows(&self, text: &str, year: i16) -> bool {
        let is = |entry: &Entry| entry.code == text && entry.in_force(year);
        if self.codes.get(self.last.get()).is_some_and(is) {
            return true;
        }
        let place = self.codes.iter().position(is);
        place.inspect(|place| self.last.set(*place)).is_some()
    }
}

impl Checks {
    pub fn new(table: &Table, year: i16) -> Checks {
        let of = |column: &'static Column| Checked { column, codes: codes::entries(column.set()), last: Cell::new(0) };
        Checks { columns: table.columns.iter().map(of).collect(), year }
    }

    /// Reports each cell its column cannot hold.
    pub fn row<R: Row>(&self, row: &R, at: Place<'_>, faults: &mut Faults) {
        let mut columns = self.columns.iter();
        row.cells(&mut |raw, fits| {
            let Some(checked) = columns.next() else { return };
            if raw.is_blank() || checked.knows(raw.as_str(), self.year) {
                return;
            }
            let Checked { column, codes, .. } = checked;
            if let Some((severity, message, remedy)) = column.wrong(raw, fits, codes, self.year) {
                let at = Place { child: Some(row.child().as_str()), ..at };
                faults.add(severity, at.column(column.name).found(raw.as_str()), message, remedy);
            }
        });
    }
}

/// Reports rows that have the key of an earlier one.
pub(super) fn repeated<R: Row>(file: &str, rows: &[R], faults: &mut Faults) {
    let mut order: Vec<&R> = rows.iter().filter(|row| row.child().is_filled()).collect();
    order.sort_by(|a, b| a.by_key(b));
    for same in order.chunk_by(|a, b| a.by_key(b).is_eq()) {
        let Some((first, others)) = same.split_first() else { continue };
        for row in others {
            let at = Place { child: Some(row.child().as_str()), ..Place::file(file) }.line(row.line());
            let key = R::TABLE.key.join(" and ");
            let message = format!("The row has the same {key} as line {}.", first.line());
            faults.add(
                Severity::Error,
                at.column(R::TABLE.key[R::TABLE.key.len() - 1]),
                message,
                "Keep one of the rows, or correct the other.",
            );
        }
    }
}
