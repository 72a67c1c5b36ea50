//! How a table of the return is declared: once, a column a line.

use std::cmp::Ordering;

use crate::reading::{Column, Text};
use crate::rules::Place;

/// One table: its columns in order, its key, and the years it is part of the return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name, as the specification and the rules have it.
    pub name: &'static str,
    /// Its columns, in the order they are written.
    pub columns: &'static [Column],
    /// The headings that together tell one row from another.
    pub key: &'static [&'static str],
    /// The first collection year it is part of the return; `None` when it always was.
    pub from_year: Option<i16>,
}

/// A row of one table, made by `table!`.
pub trait Row: Sized {
    /// What the table is.
    const TABLE: Table;

    /// A row from its line and its cells as typed, asked for in the order of the columns.
    fn read(line: u32, next: &mut dyn FnMut() -> Text) -> Self;

    /// What was typed in each cell, and whether the cell's type holds it, in the order of the columns.
    fn cells(&self, each: &mut dyn FnMut(&Text, bool));

    /// The order of two rows by their key.
    fn by_key(&self, other: &Self) -> Ordering;

    /// The line of the file the row came from, from 1.
    fn line(&self) -> u32;

    /// The child the row is about.
    fn child(&self) -> &Text;

    /// Where the value of that column stands, and what it is: what a rule points at.
    fn place(&self, column: &str) -> Place;
}

/// Declares a table: its name, key and first year, and a line for each column with its field, kind, heading, place in
/// the XML, whether it may be blank, and what it says. From this come the row, its reading, its writing and its checks.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $row:ident $table:literal, key [$first:ident $heading:literal $(, $key:ident $headings:literal)*], from $from:expr;
        $($field:ident: $kind:ident $(($of:literal))? $name:literal, $xml:expr, $blank:ident, $about:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $row {
            /// The line of the file the row came from, from 1.
            pub line: u32,
            $(
                #[doc = concat!("`", $name, "`: ", $about, ".")]
                pub $field: held!($kind),
            )*
        }

        impl $crate::ssda903::Row for $row {
            const TABLE: $crate::ssda903::Table = $crate::ssda903::Table {
                name: $table,
                columns: &[$($crate::reading::Column {
                    name: $name,
                    kind: kind!($kind $($of)?),
                    about: $about,
                    blank_ok: !matches!(stringify!($blank).as_bytes(), b"filled"),
                    in_csv: !matches!(stringify!($blank).as_bytes(), b"xml_only"),
                    xml: $xml,
                }),*],
                key: &[$heading $(, $headings)*],
                from_year: $from,
            };

            fn read(line: u32, next: &mut dyn FnMut() -> $crate::reading::Text) -> $row {
                $row { line, $($field: $crate::reading::Held::hold(next())),* }
            }

            fn cells(&self, each: &mut dyn FnMut(&$crate::reading::Text, bool)) {
                use $crate::reading::Held as _;
                $(each(self.$field.raw(), self.$field.fits());)*
            }

            fn by_key(&self, other: &$row) -> std::cmp::Ordering {
                use $crate::reading::Held as _;
                self.$first.raw().cmp(other.$first.raw())
                    $(.then_with(|| self.$key.raw().cmp(other.$key.raw())))*
            }

            fn line(&self) -> u32 {
                self.line
            }

            fn child(&self) -> &$crate::reading::Text {
                &self.child
            }

            fn place(&self, column: &str) -> $crate::rules::Place {
                use $crate::reading::Held as _;
                $(if column == $name {
                    return $crate::rules::Place::new(concat!($table, ".", $name), self.line, self.$field.raw().as_str());
                })*
                $crate::rules::Place::new($table, self.line, column)
            }
        }
    };
}

/// The type of a field.
macro_rules! held {
    (date) => { $crate::reading::Cell<jiff::civil::Date> };
    (partial_date) => { $crate::reading::Cell<$crate::reading::PartialDate> };
    (whole) => { $crate::reading::Cell<u16> };
    ($text:ident) => { $crate::reading::Text };
}

/// What a column may hold.
macro_rules! kind {
    (id) => {
        $crate::reading::Kind::Id
    };
    (code $set:literal) => {
        $crate::reading::Kind::Code($set)
    };
    (date) => {
        $crate::reading::Kind::Date
    };
    (partial_date) => {
        $crate::reading::Kind::PartialDate
    };
    (whole $most:literal) => {
        $crate::reading::Kind::Whole($most)
    };
    (upn) => {
        $crate::reading::Kind::Upn
    };
    (urn) => {
        $crate::reading::Kind::Urn
    };
    (postcode) => {
        $crate::reading::Kind::Postcode
    };
    (worker) => {
        $crate::reading::Kind::Worker
    };
}

pub(super) use {held, kind, table};
