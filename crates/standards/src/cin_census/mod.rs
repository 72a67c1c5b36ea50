//! The children in need census: reading the XML file an authority sends once a year.
//!
//! [`read_each`] hands over one child at a time and never holds more than one; [`read`] gathers them all. Both take
//! any stream and read it once, forwards. What cannot be understood is kept as it stands in the file ([`Cell::raw`])
//! and reported as a [`Fault`] with its line, the child, and what to do about it. A file that is hostile or no census at
//! all is [`Refused`].
//!
//! ```
//! use standards::cin_census::{self, Limits, value};
//! let file = "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
//!     <ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>
//!     <ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2015-31-04</PersonBirthDate></ChildIdentifiers>
//!     </Child></Children></Message>";
//! let (census, faults) = cin_census::read(file.as_bytes(), Limits::default()).unwrap();
//! assert_eq!(value(&census.children[0].identifiers.born), None);
//! let said = faults.iter().find(|fault| fault.found == "2015-31-04").unwrap().to_string();
//! assert!(said.starts_with("Line 3, child A1, ChildIdentifiers/PersonBirthDate: `2015-31-04` is not a date."));
//! ```

mod checks;
mod checks_episode;
mod child;
mod episode;
pub mod facts;
mod fault;
pub mod from_facts;
mod group;
mod header;
mod limits;
mod node;
mod refused;
mod rows;
pub mod rules;
mod shape;
mod source;
pub(crate) mod tokens;
mod values;
mod walk;
pub mod write;

use std::io::BufRead;

pub use fault::{Fault, Severity};
pub use limits::Limits;
pub use refused::{Reason, Refused};
pub use rows::{
    Assessment, Cell, Census, Characteristics, Child, CinDetails, CinPlan, Field, Header, Identifiers, PreProceedings,
    ProtectionPlan, Section47, Source, value,
};
pub use walk::{Summary, read_each};

/// Reads a whole return into memory: its rows, and what is wrong with them in the order of their lines.
///
/// When there are more faults than `limits.faults`, one more at the end says how many were left out.
pub fn read(input: impl BufRead, limits: Limits) -> Result<(Census, Vec<Fault>), Refused> {
    let mut children = Vec::new();
    let summary = read_each(input, limits, |child| children.push(child))?;
    let mut faults = summary.faults;
    if summary.unlisted > 0 {
        faults.push(Fault {
            severity: Severity::Warning,
            line: faults.last().map_or(1, |fault| fault.line),
            child: None,
            element: "Message".into(),
            found: summary.unlisted.to_string(),
            message: format!("There are {} more faults that are not listed.", summary.unlisted),
            remedy: "Put these right first, then read the file again.".into(),
        });
    }
    Ok((Census { header: summary.header, children }, faults))
}
