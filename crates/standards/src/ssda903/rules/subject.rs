//! What the rules look at: a return, last year's beside it, and the rows of each child in both.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, date};

use super::super::*;
use crate::reading::Text;
use crate::rules;

/// A return with last year's beside it, its rows put together child by child.
#[derive(Debug)]
pub struct Returns {
    this: Return,
    last: Option<Return>,
    children: Vec<Child>,
    /// The first day of the collection year.
    pub start: Date,
    /// The last day of the collection year.
    pub end: Date,
}

/// One child: where the child's rows are. Rows without a child number are together, as one child without a number.
#[derive(Debug)]
pub struct Child {
    number: Text,
    this: Places,
    last: Places,
}

macro_rules! by_child {
    ($($field:ident: $row:ident,)*) => {
        /// Where a child's rows are in each table.
        #[derive(Debug, Default)]
        struct Places {
            $($field: Range<usize>,)*
        }

        /// The rows of one child in one year's return; none where the table was not loaded.
        #[derive(Clone, Copy)]
        pub struct Rows<'a> {
            set: Option<&'a Return>,
            places: &'a Places,
        }

        impl<'a> Rows<'a> {
            $(
                #[doc = concat!("The child's rows of `", stringify!($row), "`, in the order of the file.")]
                pub fn $field(self) -> &'a [$row] {
                    let filed = self.set.and_then(|set| set.$field.as_ref());
                    filed.and_then(|filed| filed.rows.get(self.places.$field.clone())).unwrap_or_default()
                }
            )*
        }

        /// The file the table of that name came from; `None` when it was not loaded.
        fn file_of<'a>(set: &'a Return, name: &str) -> Option<&'a str> {
            $(if name == $row::TABLE.name {
                return set.$field.as_ref().map(|filed| filed.file.as_str());
            })*
            None
        }

        /// Puts the rows of each child together, in the order of the file within a child.
        fn gather(set: &mut Return, numbers: &mut BTreeSet<Text>) {
            $(if let Some(filed) = &mut set.$field {
                filed.rows.sort_by(|a, b| a.child.cmp(&b.child));
                numbers.extend(filed.rows.iter().map(|row| row.child.clone()));
            })*
        }

        /// Where the rows of a child are, those of the children before it passed over.
        fn places(set: &Return, number: &Text, before: &mut Places) -> Places {
            Places {
                $($field: {
                    let rows = set.$field.as_ref().map_or(&[][..], |filed| &filed.rows);
                    let from = before.$field.end;
                    let count = rows[from..].iter().take_while(|row| row.child == *number).count();
                    before.$field = from..from + count;
                    from..from + count
                },)*
            }
        }
    };
}
every_table!(by_child);

impl Returns {
    /// A return, and last year's when there is one.
    pub fn new(mut this: Return, mut last: Option<Return>) -> Returns {
        let mut numbers = BTreeSet::new();
        gather(&mut this, &mut numbers);
        if let Some(last) = &mut last {
            gather(last, &mut numbers);
        }
        let (mut before, mut before_last) = (Places::default(), Places::default());
        let children = numbers
            .into_iter()
            .map(|number| Child {
                this: places(&this, &number, &mut before),
                last: last.as_ref().map(|last| places(last, &number, &mut before_last)).unwrap_or_default(),
                number,
            })
            .collect();
        // A year no calendar has is refused by the readers' caller; the rules then see a year without a day in it.
        let day = |year: i16, month, day| Date::new(year, month, day).unwrap_or(date(1, 1, 1));
        let (start, end) = (day(this.year.saturating_sub(1), 4, 1), day(this.year, 3, 31));
        Returns { this, last, children, start, end }
    }

    /// This year's rows of a child.
    pub fn rows<'a>(&'a self, child: &'a Child) -> Rows<'a> {
        Rows { set: Some(&self.this), places: &child.this }
    }

    /// Last year's rows of a child.
    pub fn last<'a>(&'a self, child: &'a Child) -> Rows<'a> {
        Rows { set: self.last.as_ref(), places: &child.last }
    }

    /// The file that holds a table, as the fields of findings name it: `Episodes`, or `Episodes_last` for last year's.
    pub fn file(&self, table: &str) -> Option<&str> {
        match table.strip_suffix("_last") {
            Some(table) => file_of(self.last.as_ref()?, table),
            None => file_of(&self.this, table),
        }
    }

    /// This year's return: which tables were loaded.
    pub fn this(&self) -> &Return {
        &self.this
    }
}

impl Child {
    /// Whether the rows have a child number at all.
    pub fn is_known(&self) -> bool {
        self.number.is_filled()
    }
}

impl rules::Return for Returns {
    type Child = Child;

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn number(child: &Child) -> Option<&str> {
        child.is_known().then(|| child.number.as_str())
    }

    fn has(&self, need: &str) -> bool {
        self.file(need).is_some()
    }
}
