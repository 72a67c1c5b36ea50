//! What the checks look at: the lists, and the rows of each child in them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::annex_a::{AnnexA, Filed, Row, every_list, lists::*};
use crate::reading::Text;
use crate::rules;

/// The lists, their rows put together child by child.
#[derive(Debug)]
pub struct Lists {
    annex: AnnexA,
    /// The day the lists are as at; checks that need it are not run without.
    pub as_at: Option<Date>,
    children: Vec<Child>,
}

/// One child: where the child's rows are in lists 1 to 10.
#[derive(Debug)]
pub struct Child {
    number: Text,
    places: [Vec<usize>; 11],
}

macro_rules! by_child {
    ($($field:ident: $row:ident,)*) => {
        impl Lists {
            $(
                #[doc = concat!("Every row of `", stringify!($row), "`, in the order of the file.")]
                pub fn $field(&self) -> &[$row] {
                    self.annex.$field.as_ref().map_or(&[], |filed| &filed.rows)
                }
            )*
        }

        /// The rows of one child in each list, in the order of the file.
        #[derive(Clone, Copy)]
        pub struct Rows<'a> {
            lists: &'a Lists,
            child: &'a Child,
        }

        impl<'a> Rows<'a> {
            $(
                #[doc = concat!("The child's rows of `", stringify!($row), "`.")]
                pub fn $field(self) -> impl Iterator<Item = &'a $row> {
                    let places = &self.child.places[usize::from(<$row as Row>::NUMBER) - 1];
                    places.iter().filter_map(move |at| self.lists.$field().get(*at))
                }
            )*
        }

        /// Where the rows of each child are. Rows without a number are about nobody, and those of adopters about no child.
        fn gather(annex: &AnnexA) -> BTreeMap<Text, [Vec<usize>; 11]> {
            fn add<R: Row>(filed: &Option<Filed<R>>, all: &mut BTreeMap<Text, [Vec<usize>; 11]>) {
                for (at, row) in filed.iter().flat_map(|filed| &filed.rows).enumerate() {
                    if row.number().is_filled() && R::NUMBER != 11 {
                        all.entry(row.number().clone()).or_default()[usize::from(R::NUMBER) - 1].push(at);
                    }
                }
            }
            let mut all = BTreeMap::new();
            $(add(&annex.$field, &mut all);)*
            all
        }
    };
}
every_list!(by_child);

impl Lists {
    /// The lists as at a day, when that is known.
    pub fn new(annex: AnnexA, as_at: Option<Date>) -> Lists {
        let children = gather(&annex).into_iter().map(|(number, places)| Child { number, places }).collect();
        Lists { annex, as_at, children }
    }

    /// The lists as they were read.
    pub fn annex(&self) -> &AnnexA {
        &self.annex
    }

    /// The rows of a child.
    pub(super) fn rows<'a>(&'a self, child: &'a Child) -> Rows<'a> {
        Rows { lists: self, child }
    }

    /// The file that holds a list, as the fields of findings name it: `List 6`.
    pub fn file(&self, table: &str) -> Option<&str> {
        self.annex.file(table.strip_prefix("List ")?.parse().ok()?)
    }
}

impl rules::Return for Lists {
    type Child = Child;

    fn children(&self) -> &[Child] {
        &self.children
    }

    fn number(child: &Child) -> Option<&str> {
        Some(child.number.as_str())
    }

    fn has(&self, need: &str) -> bool {
        match need {
            "as-at" => self.as_at.is_some(),
            list => self.file(list).is_some(),
        }
    }
}
