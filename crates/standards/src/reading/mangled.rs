//! What spreadsheets do to values, recognised, with the way back.

use jiff::civil::{Date, date};

use super::fault::short;
use super::{Kind, date_of};
use crate::codes::Entry;

const AS_TEXT: &str = "Export the file again and open it in a spreadsheet with this column as text, or not at all.";

/// What is wrong with a value that a column of this kind cannot hold, and what to do.
pub(crate) fn explain(kind: Kind, text: &str) -> (String, String) {
    let shown = short(text, 60);
    if let Some(said) = anywhere(text) {
        return said;
    }
    let message = |rest: &str| format!("`{shown}` {rest}");
    let said = |rest: &str, remedy: String| (message(rest), remedy);
    match kind {
        Kind::Date | Kind::PartialDate => match date_meant(text) {
            Some((rest, meant)) => said(rest, format!("Write {}.", meant.strftime("%d/%m/%Y"))),
            None if kind == Kind::Date => said("is not a date.", "Write the date as dd/mm/yyyy.".into()),
            None => said("is not a date.", "Write it as dd/mm/yyyy, with zz or zzzz for what is not known.".into()),
        },
        Kind::Whole(most) => match whole(text).filter(|number| *number <= most) {
            Some(number) => said("is written with decimals.", format!("Write {number}.")),
            None => said("is not such a number.", format!("Write a whole number from 0 to {most}.")),
        },
        Kind::Urn if (1..7).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) => said(
            "has fewer than seven digits: zeros in front may have been lost.",
            format!("Write {text:0>7}, if that is the number."),
        ),
        Kind::Urn => said("is not an Ofsted number.", "Write its seven digits, or XXXXXXX where there is none.".into()),
        Kind::Upn => said(
            "is not a pupil number.",
            "Write a letter and 12 more characters, or UN1 to UN5 to say why there is none.".into(),
        ),
        Kind::Id => said("is not a child number.", "Use at most 20 letters and digits, nothing else.".into()),
        Kind::Postcode => said("is not a postcode.", "Write it in at most 8 characters, as in M26 3ZZ.".into()),
        Kind::Worker => said("is not a worker's number.", "Use at most 12 letters and digits, as in SW123456.".into()),
        Kind::Code(set) => said(&format!("is not a code of {set}."), "Use a code of the list.".into()),
    }
}

/// A code that a spreadsheet or a case system has changed, and the code it was.
pub(super) fn code(text: &str, codes: &[Entry], year: i16) -> Option<(String, String)> {
    if let Some(said) = anywhere(text) {
        return Some(said);
    }
    let usable = |code: &str| codes.iter().any(|entry| entry.in_force(year) && entry.code == code);
    let shown = short(text, 60);
    let meant = if let Some(number) = whole(text).map(|number| number.to_string()).filter(|code| usable(code)) {
        number
    } else {
        match text.to_ascii_uppercase().as_str() {
            "TRUE" | "YES" | "Y" if usable("1") => "1".into(),
            "FALSE" | "NO" | "N" if usable("0") => "0".into(),
            _ => return None,
        }
    };
    Some((format!("`{shown}` is not how this code is written."), format!("Write {meant}.")))
}

/// What is wrong whatever the column: blanks around, words for nothing, formulas, number signs, powers of ten.
pub(crate) fn anywhere(text: &str) -> Option<(String, String)> {
    let shown = short(text, 60);
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Some(("The cell holds only blanks.".into(), "Leave it empty.".into()));
    }
    if trimmed.len() < text.len() {
        let remedy = format!("Write {} without them.", short(trimmed, 60));
        return Some((format!("`{shown}` has blanks before or after it."), remedy));
    }
    if text.contains('\u{FFFD}') || text.contains('\0') {
        let message = format!("`{shown}` holds a character that was lost when the file was saved.");
        return Some((message, "Export the file again as CSV in UTF-8.".into()));
    }
    if ["NULL", "NONE", "NAN", "N/A", "NA", "-", "#N/A", "NAT", "NIL"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
    {
        return Some((format!("`{shown}` is a word for nothing."), "Leave the cell empty.".into()));
    }
    if text.starts_with(['=', '@']) || (text.starts_with('+') && text.len() > 1) {
        return Some((format!("`{shown}` is a formula."), "Write the value itself.".into()));
    }
    if text.bytes().all(|byte| byte == b'#') {
        return Some((format!("`{shown}` is what a spreadsheet shows when a column is too narrow."), AS_TEXT.into()));
    }
    if powers_of_ten(text) {
        return Some((
            format!("`{shown}` is a long number that a spreadsheet has shortened; digits are lost."),
            AS_TEXT.into(),
        ));
    }
    None
}

/// Whether the text is like `1.23E+11`.
pub(super) fn powers_of_ten(text: &str) -> bool {
    let Some((front, power)) = text.split_once(['E', 'e']) else { return false };
    let Some(power) = power.strip_prefix('+') else { return false };
    let figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    figures(power) && figures(&front.replacen('.', "", 1))
}

/// The whole number meant by `1.0`, `01` or `1`.
fn whole(text: &str) -> Option<u16> {
    let front = text.split_once('.').map_or(Some(text), |(front, back)| {
        (!back.is_empty() && back.bytes().all(|byte| byte == b'0')).then_some(front)
    })?;
    front.bytes().all(|byte| byte.is_ascii_digit()).then(|| front.parse().ok()).flatten()
}

/// The date meant by a text that is not written as dates are, and what it is instead.
fn date_meant(text: &str) -> Option<(&'static str, Date)> {
    // A date with a time behind it is told by what stands before.
    if let Some((front, _)) = text.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')) {
        let meant = date_of(front).or_else(|| date_meant(front).map(|(_, meant)| meant))?;
        return Some(("is a date with a time.", meant));
    }
    let numbers: Vec<&str> = text.split(['/', '-', '.']).collect();
    let (slashes, plain) = (text.contains('/'), text.bytes().all(|byte| byte.is_ascii_digit()));
    match numbers.as_slice() {
        [days] if plain && days.len() == 8 => {
            Some(("is a date without its slashes.", made(&days[..4], &days[4..6], &days[6..])?))
        }
        [days] if plain && days.len() == 5 => {
            let days = days.parse::<i64>().ok()?;
            // Day 1 is 1 January 1900, and day 60 is a 29 February that never was.
            let meant = date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok()?;
            Some(("is a date as a spreadsheet counts days.", meant))
        }
        [year, month, day] if year.len() == 4 => Some(("is not written as dates are here.", made(year, month, day)?)),
        [day, month, year] if month.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            let named = month.get(..3)?.to_ascii_lowercase();
            let month = months.iter().position(|month| *month == named)? + 1;
            Some(("is not written as dates are here.", made(&full(year)?, &month.to_string(), day)?))
        }
        [first, second, year] if year.len() == 4 && made(year, second, first).is_none() => {
            Some(("has the month before the day.", made(year, first, second)?))
        }
        [day, month, year] if year.len() == 2 => Some(("has a year of two digits.", made(&full(year)?, month, day)?)),
        [day, month, year] if !slashes => Some(("is not written as dates are here.", made(year, month, day)?)),
        _ => None,
    }
}

/// A year of two digits in full: up to 49 it is after 2000, as spreadsheets have it.
fn full(year: &str) -> Option<String> {
    match (year.len(), year.parse::<u16>().ok()?) {
        (4, _) => Some(year.to_owned()),
        (2, short @ 0..50) => Some((2000 + short).to_string()),
        (2, short) => Some((1900 + short).to_string()),
        _ => None,
    }
}

fn made(year: &str, month: &str, day: &str) -> Option<Date> {
    let meant = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (date(1900, 1, 1)..date(2100, 1, 1)).contains(&meant).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back() {
        for (mangled, meant) in [
            ("2015-06-19", "Write 19/06/2015."),
            ("2015-06-19 00:00:00", "Write 19/06/2015."),
            ("2015-06-19T00:00:00", "Write 19/06/2015."),
            ("19/06/2015 00:00", "Write 19/06/2015."),
            ("20150619", "Write 19/06/2015."),
            ("42174", "Write 19/06/2015."),
            ("19/06/15", "Write 19/06/2015."),
            ("19/06/75", "Write 19/06/1975."),
            ("19-Jun-15", "Write 19/06/2015."),
            ("19-June-2015", "Write 19/06/2015."),
            ("06/19/2015", "Write 19/06/2015."),
            ("19.06.2015", "Write 19/06/2015."),
            ("19-06-2015", "Write 19/06/2015."),
            (" 19/06/2015", "Write 19/06/2015 without them."),
            ("31/02/2015", "Write the date as dd/mm/yyyy."),
            ("soon", "Write the date as dd/mm/yyyy."),
            ("########", AS_TEXT),
            ("=TODAY()", "Write the value itself."),
            ("NULL", "Leave the cell empty."),
        ] {
            assert_eq!(explain(Kind::Date, mangled).1, meant, "{mangled}");
        }
    }

    #[test]
    fn numbers_come_back() {
        assert_eq!(explain(Kind::Whole(40), "39.0").1, "Write 39.");
        assert_eq!(explain(Kind::Whole(40), "41").1, "Write a whole number from 0 to 40.");
        assert_eq!(explain(Kind::Urn, "42444").1, "Write 0042444, if that is the number.");
        assert_eq!(explain(Kind::Id, "1.23E+11").1, AS_TEXT);
        assert!(powers_of_ten("1E+11") && !powers_of_ten("E11") && !powers_of_ten("1E11") && !powers_of_ten("E+"));
    }

    #[test]
    fn codes_come_back() {
        let flags = crate::codes::entries("BOOL01");
        assert_eq!(code("1.0", flags, 2026).unwrap().1, "Write 1.");
        assert_eq!(code("TRUE", flags, 2026).unwrap().1, "Write 1.");
        assert_eq!(code("false", flags, 2026).unwrap().1, "Write 0.");
        assert_eq!(code("2", flags, 2026), None);
        assert_eq!(code("00", crate::codes::entries("ACCOM"), 2026).unwrap().1, "Write 0.");
        assert_eq!(code("01", crate::codes::entries("ACCOM"), 2026), None, "1 is no code of that list");
    }
}
