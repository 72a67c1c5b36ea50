//! Days in addresses and forms: asked for in three boxes, read from them, and from the one value that addresses once held.

use crate::components::{Content, DateInput};
use jiff::civil::Date;

/// The three boxes for a day, holding one.
pub fn boxes(name: &str, question: impl Into<Content>, day: Option<Date>) -> DateInput {
    let typed = day.map(|day| [day.day().to_string(), day.month().to_string(), day.year().to_string()]);
    let typed = typed.unwrap_or_default();
    DateInput::new(name, question, [&typed[0], &typed[1], &typed[2]])
}

/// The day that was typed in three boxes (day, month, year), or written as one value: `2026-11-17`. `None` when nothing was;
/// what was typed, when it is no day.
pub fn typed(one: &str, boxes: [&str; 3]) -> Result<Option<Date>, String> {
    let [day, month, year] = boxes.map(str::trim);
    let one = one.trim();
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return if one.is_empty() { Ok(None) } else { one.parse().map(Some).map_err(|_| one.to_owned()) };
    }
    let read = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    read().map(Some).ok_or_else(|| format!("{day} {month} {year}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn three_boxes_and_one_value_say_the_same_day() {
        let day = Ok(Some(date(2026, 11, 7)));
        assert_eq!(typed("", ["7", " 11", "2026"]), day);
        assert_eq!(typed("2026-11-07", ["", "", ""]), day, "addresses of before are still read");
        assert_eq!(typed("2020-01-01", ["7", "11", "2026"]), day, "what is typed counts");
        assert_eq!(typed(" ", ["", " ", ""]), Ok(None));
        // What is no day is said, never read as another.
        for wrong in [["31", "6", "2026"], ["7", "", "2026"], ["", "", "2026"], ["x", "11", "2026"]] {
            assert!(typed("2026-11-07", wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(typed("7 November", ["", "", ""]), Err("7 November".to_owned()));
    }
}
