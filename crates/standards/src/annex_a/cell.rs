//! What stands in a cell, as its column holds it.

use jiff::civil::Date;

use super::layout::{Column, Holds};
use super::list::{Is, Value};
use crate::reading::{Kind, Parse, Raw, Severity, Text, anywhere, date_of, day_of, explain, short};

/// What is wrong with a cell: how much it matters, the message and the remedy.
type Wrong = (Severity, String, String);

/// The value of a cell, and what is wrong with it. What cannot be understood is kept as it was typed.
pub(super) fn read(column: &'static Column, raw: &Raw) -> (Value, Option<Wrong>) {
    let text = typed(raw);
    let value = |is| Value { raw: Text::from(text.as_str()), is };
    if text.is_empty() {
        return (Value::default(), None);
    }
    if let Raw::Failed(what) = raw {
        let wrong =
            error(format!("The formula came to nothing: `{what}`."), "Write the value itself, or leave it blank.");
        return (value(Is::Nothing), Some(wrong));
    }
    let (is, wrong) = match column.holds {
        Holds::Date => day(raw, &text),
        Holds::Whole => whole(column, raw, &text),
        Holds::Pick => pick(column, &text),
        Holds::Postcode => (Is::Nothing, postcode(&text)),
        Holds::Text => (Is::Nothing, words(raw, &text)),
    };
    (value(is), wrong)
}

/// A cell as a person reads it.
fn typed(raw: &Raw) -> String {
    match raw {
        Raw::Blank | Raw::Day(None) => String::new(),
        // Blanks that do not break look like blanks.
        Raw::Text(text) => text.replace('\u{a0}', " ").trim().to_owned(),
        Raw::Number(number) => number.to_string(),
        Raw::Day(Some(day)) => shown(*day),
        Raw::Flag(flag) => (if *flag { "Yes" } else { "No" }).to_owned(),
        Raw::Failed(what) => what.clone(),
    }
}

fn shown(day: Date) -> String {
    day.strftime("%d/%m/%Y").to_string()
}

fn error(message: String, remedy: impl Into<String>) -> Wrong {
    (Severity::Error, message, remedy.into())
}

fn day(raw: &Raw, text: &str) -> (Is, Option<Wrong>) {
    match raw {
        Raw::Day(Some(day)) => return (Is::Day(*day), None),
        Raw::Number(number) => {
            if let Some(day) = day_of(*number) {
                let message =
                    format!("`{text}` is a date as a spreadsheet counts days; it was read as {}.", shown(day));
                return (Is::Day(day), Some((Severity::Warning, message, "Show the column as dates.".to_owned())));
            }
        }
        Raw::Text(_) => {
            if let Some(day) = date_of(text) {
                return (Is::Day(day), None);
            }
        }
        _ => {}
    }
    let (message, remedy) = explain(Kind::Date, text);
    (Is::Nothing, Some(error(message, remedy)))
}

fn whole(column: &Column, raw: &Raw, text: &str) -> (Is, Option<Wrong>) {
    let number = match raw {
        Raw::Number(number) if (0.0..60_000.0).contains(number) => Some(*number),
        Raw::Text(_) => u16::parse(text).map(f64::from),
        _ => None,
    };
    let Some(number) = number else {
        let (message, remedy) = explain(Kind::Whole(u16::MAX), text);
        return (Is::Nothing, Some(error(message, remedy)));
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "held within sixteen bits")]
    let whole = number.trunc() as u16;
    if number.fract() == 0.0 {
        return (Is::Whole(whole), None);
    }
    let short = format!("{number:.2}");
    if column.heading == "Age" {
        let message = format!("The age {short} is not in whole years; {whole} was read.");
        return (Is::Whole(whole), Some((Severity::Warning, message, format!("Write {whole}."))));
    }
    (Is::Nothing, Some(error(format!("`{short}` is not a whole number."), "Write a whole number.")))
}

fn pick(column: &'static Column, text: &str) -> (Is, Option<Wrong>) {
    match column.answer(text) {
        Some(answer) if answer.misplaced && answer.pick.listed => {
            let message = format!("`{}` has the letter of another answer; the words were read.", short(text, 60));
            (Is::Pick(answer.pick), Some((Severity::Warning, message, format!("Write {}.", answer.pick.written))))
        }
        Some(answer) => (Is::Pick(answer.pick), None),
        None if column.open => (Is::Nothing, None),
        None => {
            let (message, remedy) =
                anywhere(text).unwrap_or_else(|| (format!("`{}` is no answer here.", short(text, 60)), choose(column)));
            (Is::Nothing, Some(error(message, remedy)))
        }
    }
}

/// Which answers there are, named when they are few.
fn choose(column: &Column) -> String {
    let listed: Vec<&str> = column.picks.iter().filter(|pick| pick.listed).map(|pick| pick.written.as_str()).collect();
    match listed.as_slice() {
        [first, .., last] if listed.len() > 12 => {
            format!("Choose from the list of {} answers, {first} to {last}.", listed.len())
        }
        few => format!("Choose one of {}.", few.join(", ")),
    }
}

fn postcode(text: &str) -> Option<Wrong> {
    let parts: Vec<&str> = text.split(' ').collect();
    let right = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let (first, last) = (text.bytes().next()?, parts.last()?);
    // The second part is a digit and two letters, whether it stands apart or not.
    let inward = last.len().checked_sub(3).and_then(|at| last.get(at..)).unwrap_or_default().as_bytes();
    let shaped = matches!(inward, [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_alphabetic() && two.is_ascii_alphabetic());
    if text.len() <= 8 && parts.len() <= 2 && parts.iter().all(right) && first.is_ascii_alphabetic() && shaped {
        return None;
    }
    let (message, remedy) = anywhere(text).unwrap_or_else(|| explain(Kind::Postcode, text));
    Some(error(message, remedy))
}

fn words(raw: &Raw, text: &str) -> Option<Wrong> {
    match raw {
        Raw::Day(_) => Some(error(
            format!("`{text}` is a date, and this column holds none."),
            "Show the column as text and write it again.",
        )),
        Raw::Number(number) if number.fract() != 0.0 || number.abs() >= 1e15 => {
            let message = format!("`{text}` is a number of which a spreadsheet may have lost digits.");
            Some(error(message, "Show the column as text and write it again."))
        }
        _ => anywhere(text).map(|(message, remedy)| error(message, remedy)),
    }
}
