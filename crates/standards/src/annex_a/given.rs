//! Cells made from what is known, as a list writes them.

use jiff::civil::Date;

use super::Choice;
use super::layout;
use crate::reading::{Cell, Text};

/// A day, as dd/mm/yyyy.
pub(super) fn day(day: Option<Date>) -> Cell<Date> {
    let raw = day.map(|day| day.strftime("%d/%m/%Y").to_string()).unwrap_or_default();
    Cell { raw: Text::from(raw.as_str()), value: day }
}

/// A whole number.
pub(super) fn whole(number: usize) -> Cell<u16> {
    let number = u16::try_from(number).unwrap_or(u16::MAX);
    Cell { raw: Text::from(number.to_string().as_str()), value: Some(number) }
}

/// An answer of the pick list under that heading, from a code or words; what is no answer is given as it is.
pub(super) fn pick(list: u8, heading: &str, given: &str) -> Choice {
    let column = layout::list(list).and_then(|list| list.columns.iter().find(|column| column.heading == heading));
    match column.and_then(|column| column.answer(given)) {
        Some(answer) => Cell { raw: Text::from(answer.pick.written.as_str()), value: Some(answer.pick) },
        None => Cell { raw: Text::from(given), value: None },
    }
}

/// Yes or no; nothing when it is not known.
pub(super) fn asked(list: u8, heading: &str, answer: Option<bool>) -> Choice {
    pick(list, heading, answer.map_or("", |yes| if yes { "Yes" } else { "No" }))
}
