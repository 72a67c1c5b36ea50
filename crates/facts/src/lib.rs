//! Facts: what is known of children as rows of tables, under the names of the Standard Safeguarding Dataset.
//!
//! A row holds what its source holds. What a type cannot hold is kept beside the rows, in [`Facts::unread`], with why.
//! The standard's tables begin with `ssd_`; tables of our own, where the standard has no home, with `gt_`. No table holds
//! a narrative: dates, flags, codes, numbers and names only.

pub mod check;
pub mod csv;
mod everyone;
pub mod from_records;
mod row;
mod rows;
pub mod tables;
mod value;

pub use everyone::Everyone;
pub use row::{Column, Kind, Meet, Row, Table, Visit, VisitMut};
pub use rows::Rows;
pub use tables::Facts;
pub use value::{Cell, Misread, Partial, Text, Value};

/// A value that a source holds and the type of its column cannot, or cannot wholly.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Unread {
    /// The table: `ssd_contacts`.
    pub table: &'static str,
    /// The line of the file, from 1, where the row was read from one; otherwise 0.
    pub line: u32,
    /// The key of the row, as far as it is known.
    pub key: Text,
    /// The field: `cont_contact_date`; for a column the table does not have, its heading.
    pub field: Text,
    /// The value as the source holds it.
    pub value: Text,
    /// What of it could not be held.
    pub why: Misread,
}
