//! The SSDA903 return: children looked after by an authority, in twelve tables, for a year that ends on 31 March.
//!
//! [`Reading`] takes the files of one year's set in any order: CSV, a ZIP of them, or the XML; last year's set is read
//! by another. What cannot be understood is kept as typed and reported as a [`Fault`] with file, line, column, value and
//! remedy; a file that cannot be read is refused alone, and the others are read. [`write`] writes the same tables back.
//!
//! ```
//! use standards::reading::Limits;
//! use standards::ssda903::Reading;
//! let mut reading = Reading::new(2026, Limits::default());
//! let file = "CHILD,DOB,REVIEW,REVIEW_CODE\n12,1/4/2015,2025-06-19,PN1\n";
//! reading.file("reviews.csv", std::io::Cursor::new(file));
//! let (set, faults) = reading.finish();
//! assert_eq!(set.reviews.unwrap().rows[0].review.raw.as_str(), "2025-06-19");
//! assert_eq!(faults[0].to_string(), "reviews.csv, line 2, child 12, REVIEW: `2025-06-19` is not written as dates are \
//!     here. Write 19/06/2025.");
//! ```

mod checks;
mod csv;
pub mod facts;
pub mod from_facts;
mod headings;
pub mod rules;
mod set;
pub mod sign_off;
mod table;
mod tables;
pub mod write;
mod xml;
mod zip;

pub use crate::reading::{Fault, Severity};
pub use set::Reading;
pub use table::{Row, Table};
pub use tables::{Ad1, Dolo, Episodes, Header, Missing, Oc2, Oc3, PlacedAdoption, PrevPerm, Reviews, SwEpisodes, Uasc};

/// The rows of one table, and the file they came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed<R> {
    /// Name of the file, as it was given.
    pub file: String,
    /// The rows, in the order of the file.
    pub rows: Vec<R>,
}

/// Gives the list of tables, each as its field and its row, to a macro of the caller's.
macro_rules! every_table {
    ($with:ident) => {
        $with! {
            header: Header,
            episodes: Episodes,
            reviews: Reviews,
            uasc: Uasc,
            oc2: Oc2,
            oc3: Oc3,
            ad1: Ad1,
            placed_adoption: PlacedAdoption,
            prev_perm: PrevPerm,
            missing: Missing,
            sw_episodes: SwEpisodes,
            dolo: Dolo,
        }
    };
}
pub(crate) use every_table;

macro_rules! set_of_tables {
    ($($field:ident: $row:ident,)*) => {
        /// One year's return. A table is `None` when no file held it, which is not the same as a file without rows.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Return {
            /// The collection year; it ends on 31 March of this year.
            pub year: i16,
            $(
                #[doc = concat!("The rows of `", stringify!($row), "`.")]
                pub $field: Option<Filed<$row>>,
            )*
        }

        /// Every table, in the order of the specification.
        pub const TABLES: &[Table] = &[$($row::TABLE),*];
    };
}
every_table!(set_of_tables);
