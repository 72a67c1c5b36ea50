//! Files of the sector held against their rules: what is [`given`], how it is [`check`]ed, and what was found, as
//! [`Checked`], in every form it is shown in. The command line and the pages share all of it.
//!
//! What somebody sends over the network is read in a process that has given up everything else: see [`worker`].

mod annex_a;
mod checked;
mod cin;
mod given;
mod page;
mod ssd;
mod ssda903;
pub mod worker;
mod write;

pub use checked::{Checked, Found, Lacking, Spot, Told, many};
pub use given::{Given, Part, Refused, given};
pub use page::alone;
pub use write::{Format, HEADINGS, found_in_a_line};

/// Reading alone, for what is made of the same files.
pub mod read {
    pub use crate::annex_a::read as annex_a;
    pub use crate::ssd::{Folder, ssd, table_of};
    pub use crate::ssda903::read as ssda903;
}

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What the files are taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The looked-after return: CSV files, a ZIP of them, or the XML.
    #[default]
    Ssda903,
    /// The children in need census: one XML file.
    Cin,
    /// The inspection lists: a workbook, or CSV files.
    AnnexA,
    /// Tables of the Standard Safeguarding Dataset: CSV or Parquet files.
    Ssd,
}

impl What {
    /// All of them.
    pub const ALL: [What; 4] = [What::Ssda903, What::Cin, What::AnnexA, What::Ssd];

    /// As the command line and forms name it: `annex-a`.
    pub fn name(self) -> &'static str {
        match self {
            What::Ssda903 => "ssda903",
            What::Cin => "cin",
            What::AnnexA => "annex-a",
            What::Ssd => "ssd",
        }
    }

    /// As people call it.
    pub fn title(self) -> &'static str {
        match self {
            What::Ssda903 => "Looked-after return (SSDA903)",
            What::Cin => "Children in need census (CIN)",
            What::AnnexA => "Inspection lists (Annex A)",
            What::Ssd => "Standard Safeguarding Dataset",
        }
    }

    /// By its name.
    pub fn by_name(name: &str) -> Option<What> {
        What::ALL.into_iter().find(|what| what.name() == name)
    }
}

/// How files are to be checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// What they are.
    pub what: What,
    /// What they are called together: a path, or words.
    pub label: String,
    /// The collection year whose rules apply. The looked-after return needs it; a census without it says its own.
    pub year: Option<i16>,
    /// The day the inspection lists are as at.
    pub as_at: Option<Date>,
    /// The authority whose return it is, by its nine-character code.
    pub authority: Option<String>,
    /// At most so many threads.
    pub threads: usize,
}

/// Holds files against the rules of what they are.
pub fn check(asked: &Asked, files: &[Given]) -> Result<Checked, Refused> {
    match asked.what {
        What::Ssda903 => ssda903::check(asked, files),
        What::Cin => cin::check(asked, files),
        What::AnnexA => annex_a::check(asked, files),
        What::Ssd => ssd::check(asked, files),
    }
}
