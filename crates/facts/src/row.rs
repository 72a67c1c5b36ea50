//! What a table is, and how a row gives and takes its cells.

use crate::rows::Rows;
use crate::value::{Cell, Misread, Text};
use std::borrow::Cow;
use std::fmt::Debug;

/// One table: its columns in the order they are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its name: `ssd_contacts`.
    pub name: &'static str,
    /// What a row is, in a sentence.
    pub about: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// The place among them of the one that tells a row from every other.
    pub key: usize,
}

impl Table {
    /// The place of a column among the others, by name, however its letters are cased.
    pub fn place_of(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|one| one.name.eq_ignore_ascii_case(column))
    }
}

/// One column of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name: `cont_contact_date`.
    pub name: &'static str,
    /// Its table and name: `ssd_contacts.cont_contact_date`.
    pub path: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// The standard's reference for it: `CONT003A`; empty when it has none.
    pub item_ref: &'static str,
    /// The column it points at, as `table.field`. Told, never enforced: several of the standard's own links aim at a
    /// column that is not unique.
    pub points_at: Option<&'static str>,
    /// What it says, in a few words.
    pub about: &'static str,
}

/// What a column may hold. The number is the most characters the standard has room for; 0 when it sets no bound.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A name given to a row or a person, by this system or another.
    Id(u16),
    /// Words.
    Text(u16),
    /// A code of some list.
    Code(u16),
    /// A JSON array of codes, or object of flags, as text.
    Json(u16),
    /// `Y` or `N`.
    Flag,
    /// `1` or `0`.
    Bit,
    /// A day.
    Date,
    /// A day, with the time when it is known.
    Moment,
    /// A day of which parts may be unknown: `zz/05/2019`.
    Partial(u16),
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A hash, in hexadecimal.
    Hash,
}

impl Kind {
    /// The most characters the standard has room for, when it sets a bound.
    pub fn width(self) -> Option<u16> {
        match self {
            Kind::Id(most) | Kind::Text(most) | Kind::Code(most) | Kind::Json(most) | Kind::Partial(most) => {
                (most > 0).then_some(most)
            }
            _ => None,
        }
    }
}

/// A row of one table, made by `table!`.
pub trait Row: Clone + Default + PartialEq + Debug + Send + Sync + 'static {
    /// What the table is.
    const TABLE: Table;

    /// Gives each cell, in the order of the columns.
    fn cells(&self, each: &mut dyn FnMut(&'static Column, Cell<'_>));

    /// A row from its cells as text, asked for by their place; what could not be held is told with its place.
    fn read<'t>(cell: &mut dyn FnMut(usize) -> Cow<'t, str>, lost: &mut dyn FnMut(usize, &str, Misread)) -> Self;

    /// What tells the row from every other of its table.
    fn key(&self) -> &Text;
}

/// Something done to every table in turn.
pub trait Visit {
    /// The rows of one table.
    fn rows<R: Row>(&mut self, rows: &[R]);
}

/// Something done to every table in turn, that may change it.
pub trait VisitMut {
    /// The rows of one table.
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>);
}

/// Something done to every table of two sets of facts in turn.
pub trait Meet {
    /// The rows of one table in the one and in the other.
    fn rows<R: Row>(&mut self, ours: &mut Rows<R>, theirs: &mut Rows<R>);
}

/// Declares a table: its row, its name, its key, and a line for each column with its kind, its width, its reference in
/// the standard, what it points at, and what it says.
macro_rules! table {
    (
        #[doc = $about:literal]
        $row:ident in $table:literal, key $key:ident;
        $($field:ident: $kind:ident $(($width:literal))?, $ref:literal $(=> $points:literal)?, $says:literal;)*
    ) => {
        #[doc = $about]
        #[derive(Clone, Default, PartialEq, Debug)]
        pub struct $row {
            $(
                #[doc = concat!("`", $ref, "` ", $says, ".")]
                pub $field: held!($kind),
            )*
        }

        impl $crate::Row for $row {
            const TABLE: $crate::Table = {
                const COLUMNS: &[$crate::Column] = &[$($crate::Column {
                    name: stringify!($field),
                    path: concat!($table, ".", stringify!($field)),
                    kind: kind!($kind $(($width))?),
                    item_ref: $ref,
                    points_at: points!($($points)?),
                    about: $says,
                }),*];
                $crate::Table {
                    name: $table,
                    about: $about.trim_ascii(),
                    columns: COLUMNS,
                    key: place_of(COLUMNS, stringify!($key)),
                }
            };

            fn cells(&self, each: &mut dyn FnMut(&'static $crate::Column, $crate::Cell<'_>)) {
                let mut columns = Self::TABLE.columns.iter();
                $(if let Some(column) = columns.next() {
                    each(column, $crate::Value::cell(&self.$field));
                })*
            }

            fn read<'t>(
                cell: &mut dyn FnMut(usize) -> std::borrow::Cow<'t, str>,
                lost: &mut dyn FnMut(usize, &str, $crate::Misread),
            ) -> Self {
                let mut places = 0..Self::TABLE.columns.len();
                $row {
                    $($field: {
                        let place = places.next().unwrap_or_default();
                        let text = cell(place);
                        let (value, why) = $crate::Value::read(&text);
                        if let Some(why) = why {
                            lost(place, &text, why);
                        }
                        value
                    }),*
                }
            }

            fn key(&self) -> &$crate::Text {
                &self.$key
            }
        }
    };
}

/// The place of a column, worked out while compiling: a key that is no column does not compile.
pub(crate) const fn place_of(columns: &[Column], name: &str) -> usize {
    let mut at = 0;
    while at < columns.len() {
        if same(columns[at].name.as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("the key of a table is one of its columns")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// The type of a field.
macro_rules! held {
    (flag) => { Option<bool> };
    (bit) => { Option<bool> };
    (date) => { Option<jiff::civil::Date> };
    (moment) => { Option<practice::moment::Moment> };
    (partial) => { Option<$crate::Partial> };
    (int) => { Option<i32> };
    (number) => { Option<f64> };
    ($text:ident) => { $crate::Text };
}

/// What a column may hold.
macro_rules! kind {
    (id($most:literal)) => {
        $crate::Kind::Id($most)
    };
    (text($most:literal)) => {
        $crate::Kind::Text($most)
    };
    (code($most:literal)) => {
        $crate::Kind::Code($most)
    };
    (json($most:literal)) => {
        $crate::Kind::Json($most)
    };
    (partial($most:literal)) => {
        $crate::Kind::Partial($most)
    };
    (flag) => {
        $crate::Kind::Flag
    };
    (bit) => {
        $crate::Kind::Bit
    };
    (date) => {
        $crate::Kind::Date
    };
    (moment) => {
        $crate::Kind::Moment
    };
    (int) => {
        $crate::Kind::Int
    };
    (number) => {
        $crate::Kind::Number
    };
    (hash) => {
        $crate::Kind::Hash
    };
}

/// What a column points at.
macro_rules! points {
    () => {
        None
    };
    ($points:literal) => {
        Some($points)
    };
}

pub(crate) use {held, kind, points, table};
