//! What the rules look at: a return, last year's beside it, and the rows of each child in both.

use std::collections::HashSet;
use std::ops::Range;

use jiff::civil::{Date, date};

use super::super::*;
use super::lists::{self, Lists};
use crate::reading::Text;
use crate::rules;

/// A return with last year's beside it, its rows put together child by child.
#[derive(Debug)]
pub struct Returns {
    this: Return,
    last: Option<Return>,
    lists: Lists,
    children: Vec<Child>,
    /// The first day of the collection year.
    pub start: Date,
    /// The last day of the collection year.
    pub end: Date,
}

/// What a rule about one child looks at: the rows of both years, and the returns they are in.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The returns.
    pub whole: &'a Returns,
    /// The child.
    pub child: &'a Child,
    /// This year's rows.
    pub this: Rows<'a>,
    /// Last year's rows.
    pub last: Rows<'a>,
}

impl Look<'_> {
    /// Whether the child is unaccompanied and seeking asylum by this year's return.
    pub fn is_unaccompanied(self) -> bool {
        unaccompanied(self.this)
    }

    /// Whether the child was by last year's.
    pub fn was_unaccompanied(self) -> bool {
        unaccompanied(self.last)
    }

    /// Whether the child is by either.
    pub fn ever_unaccompanied(self) -> bool {
        self.is_unaccompanied() || self.was_unaccompanied()
    }
}

/// By the XML's flag, or by a row in the table of unaccompanied children.
fn unaccompanied(rows: Rows<'_>) -> bool {
    if rows.set.is_some_and(from_xml) {
        rows.header().iter().any(|row| row.uasc.is("1"))
    } else {
        !rows.uasc().is_empty()
    }
}

/// Whether a return came as XML: one file then holds all tables.
fn from_xml(set: &Return) -> bool {
    let header = set.header.as_ref().map(|filed| &filed.file);
    let others = [set.episodes.as_ref().map(|filed| &filed.file), set.uasc.as_ref().map(|filed| &filed.file)];
    header.is_some() && others.contains(&header)
}

/// What the collection works out from the postcodes of an episode.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkedOut {
    /// The authority the placement is in, or `SCO`, `WAL`, `NIR`.
    pub la: Option<String>,
    /// `IN` or `OUT` of the authority whose return it is.
    pub location: Option<&'static str>,
    /// Tenths of a mile from home.
    pub distance: Option<u32>,
}

impl WorkedOut {
    /// As a finding shows it.
    pub fn la(&self) -> String {
        self.la.clone().unwrap_or_default()
    }

    /// As a finding shows it.
    pub fn location(&self) -> String {
        self.location.unwrap_or_default().to_owned()
    }

    /// As a finding shows it: miles.
    pub fn distance(&self) -> String {
        self.distance.map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)).unwrap_or_default()
    }
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
        /// The numbers of its children follow each other table by table, each once a table.
        fn gather(set: &mut Return, numbers: &mut Vec<Text>) {
            $(if let Some(filed) = &mut set.$field {
                filed.rows.sort_by(|a, b| a.child.cmp(&b.child));
                numbers.extend(filed.rows.chunk_by(|a, b| a.child == b.child).map(|rows| rows[0].child.clone()));
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
        let mut numbers = Vec::new();
        gather(&mut this, &mut numbers);
        if let Some(last) = &mut last {
            gather(last, &mut numbers);
        }
        // Runs in order, which this sort merges.
        numbers.sort();
        numbers.dedup();
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
        Returns { this, last, lists: Lists::default(), children, start, end }
    }

    /// This year's rows of a child.
    pub fn rows<'a>(&'a self, child: &'a Child) -> Rows<'a> {
        Rows { set: Some(&self.this), places: &child.this }
    }

    /// Last year's rows of a child.
    pub fn last<'a>(&'a self, child: &'a Child) -> Rows<'a> {
        Rows { set: self.last.as_ref(), places: &child.last }
    }

    /// What there is to look at of a child.
    pub fn look<'a>(&'a self, child: &'a Child) -> Look<'a> {
        Look { whole: self, child, this: self.rows(child), last: self.last(child) }
    }

    /// The postcodes of the episodes of both years, in capitals and without blanks.
    pub fn postcodes(&self) -> HashSet<String> {
        let sets = [Some(&self.this), self.last.as_ref()].into_iter().flatten();
        let rows = sets.flat_map(|set| &set.episodes).flat_map(|filed| &filed.rows);
        let texts = rows.flat_map(|row| [&row.home_post, &row.pl_post]);
        texts.filter(|text| text.is_filled()).map(|text| lists::plain(text.as_str())).collect()
    }

    /// The same returns, with what is known beside them.
    pub fn beside(self, lists: Lists) -> Returns {
        Returns { lists, ..self }
    }

    /// What is known beside the returns.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// What the collection works out from the postcodes of an episode. Nothing without a list of them.
    pub fn worked_out(&self, row: &Episodes) -> WorkedOut {
        let Some(postcodes) = &self.lists.postcodes else { return WorkedOut::default() };
        let [home, placement] = [&row.home_post, &row.pl_post].map(|text| postcodes.find(text.as_str()));
        let la = placement.and_then(|spot| spot.place());
        let own = self.lists.authority.as_deref();
        let location = placement.filter(|_| own.is_some()).map(|_| if la == own { "IN" } else { "OUT" });
        let distance = home.zip(placement).and_then(|(home, placement)| home.tenths_of_a_mile_to(placement));
        WorkedOut { la: la.map(str::to_owned), location, distance }
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
        let said = |set: &Return| from_xml(set) || set.uasc.is_some();
        match need {
            "postcodes" => self.lists.postcodes.is_some(),
            "providers" => self.lists.providers.is_some(),
            "authority" => self.lists.authority.is_some(),
            "XML" => from_xml(&self.this),
            "unaccompanied" => said(&self.this) || self.last.as_ref().is_some_and(said),
            "unaccompanied_last" => self.last.as_ref().is_some_and(said),
            table => self.file(table).is_some(),
        }
    }
}
