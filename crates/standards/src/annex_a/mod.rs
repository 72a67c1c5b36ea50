//! Annex A: the eleven lists of children that an inspection of a council's services asks for.
//!
//! [`Reading`] takes the workbook, or a folder of CSV files, however their columns are ordered or spelt, in the layout of
//! January 2024 or the one before. What cannot be understood is kept as typed and reported as a
//! [`Fault`](crate::reading::Fault) with sheet, row, column, value and remedy.
//!
//! ```
//! use standards::annex_a::read;
//! let file = "Date of Contact,Child ID,Sex,Ethnicity,DOB,Age,Contact Source\n2025-06-19,12,F,White British,1/4/2015,10,Police\n";
//! let (lists, faults) = read("list 1.csv", file.as_bytes());
//! let contact = &lists.contacts.unwrap().rows[0];
//! assert_eq!((contact.source.code(), contact.gender.code()), ("6", "Female"));
//! assert_eq!(faults[0].to_string(), "list 1.csv, line 2, child 12, Date of Contact: `2025-06-19` is not written as dates \
//!     are here. Write 19/06/2025.");
//! ```

mod cell;
pub mod facts;
pub mod from_facts;
mod given;
pub mod layout;
mod list;
mod lists;
pub mod rules;
mod set;
mod sheet;
pub mod write;

pub use list::{Choice, Is, Row, Value};
pub use lists::{
    Adopter, Adoption, Assessment, Contact, EarlyHelp, Enquiry, InCare, InNeed, LeavingCare, ProtectionPlan, Referral,
};
pub use set::{Reading, read};

/// The rows of one list, and the file or sheet they came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filed<R> {
    /// Name of the file, and of the sheet in a workbook.
    pub file: String,
    /// The rows, in the order of the file.
    pub rows: Vec<R>,
}

/// Gives the lists, each as its field and its row, to a macro of the caller's.
macro_rules! every_list {
    ($with:ident) => {
        $with! {
            contacts: Contact,
            early_help: EarlyHelp,
            referrals: Referral,
            assessments: Assessment,
            enquiries: Enquiry,
            in_need: InNeed,
            plans: ProtectionPlan,
            in_care: InCare,
            leaving_care: LeavingCare,
            adoptions: Adoption,
            adopters: Adopter,
        }
    };
}
pub(crate) use every_list;

macro_rules! annex {
    ($($field:ident: $row:ident,)*) => {
        /// The lists. One is `None` when no file held it, which is not the same as a list without rows.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct AnnexA {
            $(
                #[doc = concat!("The rows of `", stringify!($row), "`.")]
                pub $field: Option<Filed<$row>>,
            )*
        }

        impl AnnexA {
            /// The file a list came from; `None` when it was not read.
            pub fn file(&self, number: u8) -> Option<&str> {
                $(if number == <$row as Row>::NUMBER {
                    return self.$field.as_ref().map(|filed| filed.file.as_str());
                })*
                None
            }

            /// How many rows a list has; `None` when it was not read.
            pub fn count(&self, number: u8) -> Option<usize> {
                $(if number == <$row as Row>::NUMBER {
                    return self.$field.as_ref().map(|filed| filed.rows.len());
                })*
                None
            }

            /// Begins a list.
            fn open(&mut self, number: u8, file: &str) {
                $(if number == <$row as Row>::NUMBER {
                    self.$field = Some(Filed { file: file.to_owned(), rows: Vec::new() });
                })*
            }

            /// Adds a row to a list that was begun.
            fn push(&mut self, number: u8, line: u32, next: &mut dyn FnMut() -> Value) {
                $(if number == <$row as Row>::NUMBER {
                    if let Some(filed) = &mut self.$field {
                        filed.rows.push(<$row as Row>::read(line, next));
                    }
                    return;
                })*
            }
        }

        /// The columns of every list as they are declared: its number, each heading and what it holds.
        pub fn declared() -> Vec<(u8, &'static str, &'static str)> {
            let mut all = Vec::new();
            $(all.extend(<$row as Row>::COLUMNS.iter().map(|(heading, kind)| (<$row as Row>::NUMBER, *heading, *kind)));)*
            all
        }
    };
}
every_list!(annex);
