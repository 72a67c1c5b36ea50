//! What the readers of the returns share: text in any encoding, lines and cells within bounds, typed values that keep
//! what was typed, and faults that say where, what and what to do.

mod bounded;
mod column;
mod fault;
mod limits;
mod lines;
mod mangled;
mod value;
mod workbook;

pub use column::{Column, Kind};
pub use fault::{Fault, Severity};
pub use limits::Limits;
pub use value::{Cell, Held, Parse, PartialDate, Text, date_of};

pub(crate) use bounded::Bounded;
pub(crate) use fault::{Faults, Place, short};
pub(crate) use lines::{Line, Lines, Trouble, head, split};
pub(crate) use mangled::{anywhere, explain};
pub(crate) use workbook::{Raw, Workbook, day_of};
