//! What was typed into one box, read as a name, a date of birth, a postcode and numbers.

use jiff::civil::Date;

use super::Query;
use crate::moment::PartialDate;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads "Aisha Khan 4 June 2015", "Khan, Aisha", "04/06/2015", "M26 1AB", an NHS number or a pupil number.
///
/// A number of another system is kept as `upn`, which is searched for as both. One name alone is a family name.
pub fn read_query(text: &str) -> Query {
    let comma = text.split_once(',').filter(|(family, _)| family.split_whitespace().all(is_name));
    let (before, words) = match comma {
        Some((family, rest)) => (Some(family.trim().to_owned()), words_of(rest)),
        None => (None, words_of(text)),
    };
    let mut query = Query::default();
    let mut names: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        let taken = take_date(rest, &mut query)
            .or_else(|| take_nhs_number(rest, &mut query))
            .or_else(|| take_postcode(rest, &mut query))
            .or_else(|| take_number(rest, &mut query));
        match taken {
            Some(count) => at += count,
            None => {
                names.push(words[at]);
                at += 1;
            }
        }
    }
    if let Some(family) = before.as_deref() {
        // "Khan, Aisha"; but "Aisha Khan, 4 June 2015" has its name before the comma in the usual order.
        if !names.is_empty() {
            (query.family, query.given) = (family.to_owned(), names.join(" "));
            return query;
        }
        names = family.split_whitespace().collect();
    }
    if let Some((family, given)) = names.split_last() {
        (query.family, query.given) = ((*family).to_owned(), given.join(" "));
    }
    query
}

/// A date of birth as typed into a box of its own, as well as it is known: "4/6/2015", "4 6 2015", "June 2015", "2015".
pub fn read_born(text: &str) -> Option<PartialDate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let year = |word: &str| word.parse::<i16>().ok().filter(|_| word.len() == 4 && all_digits(word));
    match words[..] {
        [one] => written_date(one).map(PartialDate::Day).or_else(|| year(one).map(PartialDate::Year)),
        [month, of] => {
            let number = month_number(month).or_else(|| month.parse().ok().filter(|month| (1..=12).contains(month)))?;
            Some(PartialDate::Month(year(of)?, number))
        }
        [day, month, of] if all_digits(month) => written_date(&format!("{day}/{month}/{of}")).map(PartialDate::Day),
        [_, _, _] => read_query(text).born.map(PartialDate::Day),
        _ => None,
    }
}

/// Was anything in the box that somebody could be found by?
pub fn is_empty(query: &Query) -> bool {
    *query == Query::default()
}

fn words_of(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect()
}

fn is_name(word: &str) -> bool {
    !word.chars().any(|c| c.is_ascii_digit())
}

fn all_digits(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

fn take_date(words: &[&str], query: &mut Query) -> Option<usize> {
    if query.born.is_some() {
        return None;
    }
    if let Some(date) = words.first().and_then(|word| written_date(word)) {
        query.born = Some(date);
        return Some(1);
    }
    let [day, month, year, ..] = words else { return None };
    let day: i8 = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let month = month_number(month)?;
    let year: i16 = year.parse().ok().filter(|_| year.len() == 4)?;
    query.born = Some(Date::new(year, month, day).ok()?);
    Some(3)
}

/// "04/06/2015", "4-6-2015", "4.6.2015", "2015-06-04".
fn written_date(word: &str) -> Option<Date> {
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, month, last] = parts[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn month_number(word: &str) -> Option<i8> {
    let start = word.to_lowercase();
    let start = start.get(..3)?;
    let index = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(index + 1).ok().filter(|_| word.chars().all(char::is_alphabetic))
}

/// Ten digits together, or written 943 476 5919.
fn take_nhs_number(words: &[&str], query: &mut Query) -> Option<usize> {
    let (number, count) = match words {
        [one, ..] if all_digits(one) && one.len() == 10 => ((*one).to_owned(), 1),
        [a, b, c, ..]
            if [a, b, c].into_iter().all(|part| all_digits(part)) && (a.len(), b.len(), c.len()) == (3, 3, 4) =>
        {
            (format!("{a}{b}{c}"), 3)
        }
        _ => return None,
    };
    query.nhs_number = Some(number);
    Some(count)
}

/// "M26 1AB" or "M261AB".
fn take_postcode(words: &[&str], query: &mut Query) -> Option<usize> {
    let one = words.first()?;
    let (code, count) = match words.get(1) {
        Some(two) if is_postcode(&format!("{one}{two}")) && one.len() <= 4 && two.len() == 3 => {
            (format!("{one}{two}"), 2)
        }
        _ if is_postcode(one) => ((*one).to_owned(), 1),
        _ => return None,
    };
    query.postcode = Some(code.to_uppercase());
    Some(count)
}

/// One or two letters, one or two figures or a figure and a letter, then a figure and two letters.
fn is_postcode(text: &str) -> bool {
    if !text.is_ascii() || !(5..=7).contains(&text.len()) {
        return false;
    }
    let (out, inward) = text.split_at(text.len() - 3);
    let letters = out.chars().take_while(char::is_ascii_alphabetic).count();
    let inward: Vec<char> = inward.chars().collect();
    (1..=2).contains(&letters)
        && out[letters..].starts_with(|c: char| c.is_ascii_digit())
        && matches!(inward[..], [a, b, c] if a.is_ascii_digit() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic())
}

/// Any other word with a figure in it.
fn take_number(words: &[&str], query: &mut Query) -> Option<usize> {
    let one = words.first()?;
    let plain: String = one.chars().filter(char::is_ascii_alphanumeric).collect();
    if query.upn.is_some() || plain.len() < 3 || is_name(&plain) {
        return None;
    }
    query.upn = Some(plain.to_uppercase());
    Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn names(text: &str) -> (String, String) {
        let query = read_query(text);
        (query.given, query.family)
    }

    #[test]
    fn names_either_way_round() {
        assert_eq!(names("Aisha Khan"), ("Aisha".into(), "Khan".into()));
        assert_eq!(names("  Khan, Aisha Noor "), ("Aisha Noor".into(), "Khan".into()));
        assert_eq!(names("O'Brien"), (String::new(), "O'Brien".into()));
        assert_eq!(names(""), (String::new(), String::new()));
        assert!(is_empty(&read_query(" , ")));
    }

    #[test]
    fn dates_of_birth_as_people_write_them() {
        for text in ["04/06/2015", "4-6-2015", "4.6.2015", "2015-06-04", "4 June 2015", "4th jun 2015"] {
            let query = read_query(&format!("Aisha Khan {text}"));
            assert_eq!(query.born, Some(date(2015, 6, 4)), "{text}");
            assert_eq!((query.given.as_str(), query.family.as_str()), ("Aisha", "Khan"), "{text}");
        }
        assert_eq!(read_query("31/02/2015").born, None);
        assert_eq!(names("April May"), ("April".into(), "May".into()));
    }

    #[test]
    fn a_date_of_birth_alone_may_be_partly_known() {
        let read = |text: &str| read_born(text).map(|born| born.written());
        assert_eq!(["4 6 2015", "4/6/2015", "4 June 2015"].map(read), [(); 3].map(|()| Some("2015-06-04".to_owned())));
        assert_eq!(["June 2015", "6 2015"].map(read), [(); 2].map(|()| Some("2015-06".to_owned())));
        assert_eq!(read("2015").as_deref(), Some("2015"));
        assert_eq!(["", "soon", "13 2015", "31 2 2015", "15"].map(read), [(); 5].map(|()| None));
    }

    #[test]
    fn numbers_and_postcodes() {
        assert_eq!(read_query("943 476 5919").nhs_number.as_deref(), Some("9434765919"));
        assert_eq!(read_query("9434765919 Khan").family, "Khan");
        assert_eq!(read_query("A801200001001").upn.as_deref(), Some("A801200001001"));
        assert_eq!(read_query("M26 1AB").postcode.as_deref(), Some("M261AB"));
        let query = read_query("Ava Brook, sw1a1aa");
        assert_eq!((query.given.as_str(), query.family.as_str()), ("Ava", "Brook"));
        assert_eq!(query.postcode.as_deref(), Some("SW1A1AA"));
        assert_eq!(read_query("100482").upn.as_deref(), Some("100482"));
    }
}
