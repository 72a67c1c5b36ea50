//! How a list is declared: once, a column a line.

use super::layout::Pick;
use crate::reading::{Cell, Text};
use crate::rules::Place;
use jiff::civil::Date;

/// A row of one list, made by `list!`.
pub trait Row: Sized {
    /// The number of the list, 1 to 11.
    const NUMBER: u8;

    /// The headings of its columns, in their order, and what each holds.
    const COLUMNS: &'static [(&'static str, &'static str)];

    /// A row from its line and its cells, asked for in the order of the columns.
    fn read(line: u32, next: &mut dyn FnMut() -> Value) -> Self;

    /// The cells as typed, in the order of the columns.
    fn cells(&self) -> Vec<&Text>;

    /// The row of the sheet, or line of the file, it came from, from 1.
    fn line(&self) -> u32;

    /// Whom the row is about: a child, or an adopter.
    fn number(&self) -> &Text;

    /// Where the value under that heading stands, and what it is: what a check points at.
    fn place(&self, heading: &str) -> Place;
}

/// A cell of a pick list: what was typed, and the answer it is.
pub type Choice = Cell<&'static Pick>;

impl Cell<&'static Pick> {
    /// The code of the answer, or its words where it has none; empty when it is none.
    pub fn code(&self) -> &'static str {
        self.value.map_or("", |pick| pick.code.as_str())
    }

    /// Whether it is this answer, by its code or by its words where it has none.
    pub fn is(&self, code: &str) -> bool {
        self.value.is_some_and(|pick| pick.code == code)
    }
}

/// What a cell was read as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Value {
    /// As typed, or as a sheet shows it.
    pub raw: Text,
    /// As its column holds it; `Nothing` when it cannot be.
    pub is: Is,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Is {
    /// Nothing beside what was typed.
    #[default]
    Nothing,
    /// A day.
    Day(Date),
    /// A whole number.
    Whole(u16),
    /// An answer of a pick list.
    Pick(&'static Pick),
}

impl From<Value> for Text {
    fn from(value: Value) -> Text {
        value.raw
    }
}

impl From<Value> for Cell<Date> {
    fn from(Value { raw, is }: Value) -> Cell<Date> {
        let value = if let Is::Day(day) = is { Some(day) } else { None };
        Cell { raw, value }
    }
}

impl From<Value> for Cell<u16> {
    fn from(Value { raw, is }: Value) -> Cell<u16> {
        let value = if let Is::Whole(number) = is { Some(number) } else { None };
        Cell { raw, value }
    }
}

impl From<Value> for Choice {
    fn from(Value { raw, is }: Value) -> Choice {
        let value = if let Is::Pick(pick) = is { Some(pick) } else { None };
        Cell { raw, value }
    }
}

/// Declares a list: its number, and a line for each column with its field, what it holds and its heading. The rest stands
/// in `data/annex-a-lists.csv`; a test compares the two.
macro_rules! list {
    (
        $(#[$doc:meta])*
        $row:ident $number:literal $name:literal, of $first:ident;
        $($field:ident: $kind:ident $heading:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $row {
            /// The row of the sheet, or line of the file, it came from, from 1.
            pub line: u32,
            $(
                #[doc = concat!("Under “", $heading, "”.")]
                pub $field: held!($kind),
            )*
        }

        impl $crate::annex_a::Row for $row {
            const NUMBER: u8 = $number;
            const COLUMNS: &'static [(&'static str, &'static str)] = &[$(($heading, stringify!($kind))),*];

            fn read(line: u32, next: &mut dyn FnMut() -> $crate::annex_a::Value) -> $row {
                $row { line, $($field: next().into()),* }
            }

            fn cells(&self) -> Vec<&$crate::reading::Text> {
                vec![$(typed!($kind, self.$field)),*]
            }

            fn line(&self) -> u32 {
                self.line
            }

            fn number(&self) -> &$crate::reading::Text {
                &self.$first
            }

            fn place(&self, heading: &str) -> $crate::rules::Place {
                $(if heading == $heading {
                    return $crate::rules::Place::new(concat!($name, ".", $heading), self.line, typed!($kind, self.$field).as_str());
                })*
                $crate::rules::Place::new($name, self.line, heading)
            }
        }
    };
}

/// The type of a field.
macro_rules! held {
    (date) => { $crate::reading::Cell<jiff::civil::Date> };
    (whole) => { $crate::reading::Cell<u16> };
    (pick) => { $crate::annex_a::Choice };
    ($text:ident) => { $crate::reading::Text };
}

/// What was typed in a field.
macro_rules! typed {
    (date, $cell:expr) => {
        &$cell.raw
    };
    (whole, $cell:expr) => {
        &$cell.raw
    };
    (pick, $cell:expr) => {
        &$cell.raw
    };
    ($text:ident, $cell:expr) => {
        &$cell
    };
}

pub(super) use {held, list, typed};
