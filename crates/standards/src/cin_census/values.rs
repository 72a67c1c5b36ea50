//! Values out of text: dates, flags, numbers and codes. Each says what is wrong when the text does not hold one.

use jiff::civil::{Date, DateTime};

use super::fault::{Faults, Place, short};
use crate::codes;

const WRITE_DATE: &str = "Write it as year-month-day, for example 2021-04-30.";

fn number(digits: &str) -> Option<i16> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

fn plain_date(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    Date::new(number(year)?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// The date somebody may have meant by another way of writing it, day first as people here write.
fn meant(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let [first, middle, last] = parts.as_slice() else { return None };
    let (year, month, day) = match (first.len(), last.len()) {
        (4, 1 | 2) if text.contains('-') => {
            // Month and day the other way round, or digits left out.
            if number(middle)? > 12 { (first, last, middle) } else { (first, middle, last) }
        }
        (4, 1 | 2) => (first, middle, last),
        (1 | 2, 4) => (last, middle, first),
        _ => return None,
    };
    Date::new(number(year)?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// A date written `2021-04-30`. Midnight written after it is let pass with a warning.
pub(super) fn date(text: &str, at: &Place, faults: &mut Faults) -> Option<Date> {
    if let Some(found) = plain_date(text) {
        return Some(found);
    }
    if let Some((day, time)) = text.split_once('T')
        && let Some(found) = plain_date(day)
        && ["00:00:00", "00:00:00.000", "00:00:00Z", "00:00"].contains(&time)
    {
        let message = format!("`{text}` has a time after the date; the date was taken.");
        faults.warn(at, text, message, format!("Write {found} alone."));
        return Some(found);
    }
    let remedy = match meant(text) {
        Some(date) => format!("{WRITE_DATE} If {} was meant, write {date}.", date.strftime("%-d %B %Y")),
        None => WRITE_DATE.to_string(),
    };
    faults.error(at, text, format!("`{}` is not a date.", short(text, 60)), remedy);
    None
}

/// A day and time written `2022-05-23T11:14:05`; a fraction and a zone may follow and are not kept in the value.
pub(super) fn moment(text: &str, at: &Place, faults: &mut Faults) -> Option<DateTime> {
    let parsed = text.split_once('T').and_then(|(day, time)| {
        let clock = time.get(..8)?;
        let zone = &time[8..];
        let shape = |byte: u8| byte.is_ascii_digit() || b".:+-Z".contains(&byte);
        let [hour, minute, second] = clock.split(':').map(number).collect::<Option<Vec<_>>>()?.try_into().ok()?;
        if !zone.bytes().all(shape) {
            return None;
        }
        let date = plain_date(day)?;
        let part = |value: i16| i8::try_from(value).ok();
        DateTime::new(date.year(), date.month(), date.day(), part(hour)?, part(minute)?, part(second)?, 0).ok()
    });
    if parsed.is_none() {
        let remedy = "Write it as year-month-day, T, hours:minutes:seconds, for example 2021-04-30T09:15:00.";
        faults.error(at, text, format!("`{}` is not a date and time.", short(text, 60)), remedy);
    }
    parsed
}

/// Yes or no: `true`, `false`, `1` or `0`, in capitals or not.
pub(super) fn flag(text: &str, at: &Place, faults: &mut Faults) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => {
            let message = format!("`{}` is neither true nor false.", short(text, 60));
            faults.error(at, text, message, "Write true or false, or 1 or 0.");
            None
        }
    }
}

/// A whole number of nought or more.
pub(super) fn count(text: &str, at: &Place, faults: &mut Faults) -> Option<u32> {
    let found = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    if found.is_none() {
        let message = format!("`{}` is not a whole number.", short(text, 60));
        faults.error(at, text, message, "Write it in digits alone, 0 for none.");
    }
    found
}

/// A year of four digits.
pub(super) fn year(text: &str, at: &Place, faults: &mut Faults) -> Option<i16> {
    let found = (text.len() == 4).then(|| number(text)).flatten().filter(|year| *year >= 1990);
    if found.is_none() {
        let message = format!("`{}` is not a year.", short(text, 60));
        faults.error(at, text, message, "Write the year the census ends in, four digits, for example 2026.");
    }
    found
}

/// A code of a set. `dated` asks for the years of the code to be held against the collection year.
pub(super) fn code(text: &str, set: &str, dated: bool, at: &Place, faults: &mut Faults) -> Option<String> {
    let Some(entry) = codes::find(set, text) else {
        faults.error(at, text, format!("`{}` is not a code of {set}.", short(text, 60)), choices(text, set));
        return None;
    };
    if entry.note.starts_with("SEN2 only") {
        let message = format!("`{text}` ({}) belongs to another return, not to this census.", entry.label);
        faults.warn(at, text, message, "Choose a code of the census.");
    }
    if let Some(year) = faults.year.filter(|year| dated && !entry.in_force(*year)) {
        let span = match (entry.from_year, entry.to_year) {
            (Some(from), _) if year < from => format!("is used from {from}"),
            (_, Some(to)) => format!("was used up to {to}"),
            _ => "has other years".to_string(),
        };
        let message = format!("`{text}` ({}) {span}, and this is the {year} census.", entry.label);
        let note = if entry.note.is_empty() { String::new() } else { format!(" Note: {}.", entry.note) };
        faults.warn(at, text, message, format!("Choose a code in force in {year}, or correct the year.{note}"));
    }
    Some(text.to_string())
}

fn choices(text: &str, set: &str) -> String {
    let entries = codes::entries(set);
    if let Some(near) = entries.iter().find(|entry| entry.code.eq_ignore_ascii_case(text)) {
        return format!("Write it as {}.", near.code);
    }
    let all: Vec<&str> = entries.iter().map(|entry| entry.code.as_str()).collect();
    match all.len() {
        0..=14 => format!("Use one of {}.", all.join(", ")),
        _ => format!("Use a code of the {set} list ({} codes, {} to {}).", all.len(), all[0], all[all.len() - 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn try_date(text: &str) -> (Option<Date>, Vec<String>) {
        let mut faults = Faults::new(10);
        let at = Place { line: 212, element: "CINdetails/CINreferralDate".into() };
        let found = date(text, &at, &mut faults);
        (found, faults.finish().0.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn dates() {
        assert_eq!(try_date("2021-04-30"), (Some(jiff::civil::date(2021, 4, 30)), vec![]));
        let (none, said) = try_date("2021-31-04");
        assert_eq!(none, None);
        let plain = "Line 212, CINdetails/CINreferralDate: `2021-31-04` is not a date. \
                     Write it as year-month-day, for example 2021-04-30.";
        assert_eq!(said, [plain]);
        assert!(try_date("2021-30-04").1[0].ends_with("If 30 April 2021 was meant, write 2021-04-30."));
        assert!(try_date("04/05/2021").1[0].ends_with("If 4 May 2021 was meant, write 2021-05-04."));
        assert_eq!(try_date("2021-04-30T00:00:00").0, Some(jiff::civil::date(2021, 4, 30)));
        assert!(try_date("2021-04-30T00:00:00").1[0].contains("has a time"));
        for bad in
            ["2021-4-30", "20210430", "2021-02-29", "tomorrow", "-2021-04-30", "２０２１-04-30", "2021-04-30T10:00:00"]
        {
            let (found, said) = try_date(bad);
            assert_eq!((found, said.len()), (None, 1), "{bad}");
        }
    }

    #[test]
    fn other_values() {
        let mut faults = Faults::new(100);
        let at = Place { line: 1, element: "X".into() };
        for (text, wanted) in
            [("true", Some(true)), ("FALSE", Some(false)), ("1", Some(true)), ("0", Some(false)), ("Y", None)]
        {
            assert_eq!(flag(text, &at, &mut faults), wanted, "{text}");
        }
        assert_eq!(count("10", &at, &mut faults), Some(10));
        assert_eq!(count("-1", &at, &mut faults), None);
        assert_eq!(count("99999999999", &at, &mut faults), None);
        assert_eq!(
            moment("2022-07-21T10:12:28Z", &at, &mut faults),
            Some(jiff::civil::date(2022, 7, 21).at(10, 12, 28, 0))
        );
        assert_eq!(moment("2022-07-21T1é:12:28", &at, &mut faults), None);
        assert_eq!(year("2023", &at, &mut faults), Some(2023));
        assert_eq!(year("23", &at, &mut faults), None);
        assert_eq!(faults.finish().0.len(), 5);
    }

    #[test]
    fn codes_by_year() {
        let at = Place { line: 9, element: "X".into() };
        let mut faults = Faults::new(100);
        faults.year = Some(2023);
        assert_eq!(code("18A", "AssessmentFactors", true, &at, &mut faults).as_deref(), Some("18A"));
        assert_eq!(code("18A", "AssessmentFactors", false, &at, &mut faults).as_deref(), Some("18A"));
        assert_eq!(code("wbri", "Ethnicity", true, &at, &mut faults), None);
        assert_eq!(code("UN9", "UPNunknown", true, &at, &mut faults).as_deref(), Some("UN9"));
        let said: Vec<String> =
            faults.finish().0.iter().map(|fault| format!("{} {}", fault.message, fault.remedy)).collect();
        assert_eq!(said.len(), 3);
        assert!(
            said[0].starts_with("`18A` (Physical abuse, unsplit) was used up to 2020, and this is the 2023 census.")
        );
        assert!(said[1].ends_with("Write it as WBRI."));
        assert!(said[2].contains("belongs to another return"));
    }
}
