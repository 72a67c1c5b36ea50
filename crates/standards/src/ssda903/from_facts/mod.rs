//! The return of a year, from facts.
//!
//! A child is in it with each episode that was open on a day of the year, and with what is asked of such a child; a care
//! leaver whose 17th to 21st birthday is in the year, with how they are. What happened after 31 March is not known in it.

mod care;
mod known;
mod year;

use std::collections::BTreeMap;

use facts::Facts;
use jiff::civil::Date;

use super::every_table;
use super::{Episodes, Filed, Header, Return};
use crate::numbers;
use crate::reading::{Cell, Text};
use known::Known;

/// The collection year.
struct Year {
    number: i16,
    first: Date,
    last: Date,
}

impl Year {
    fn of(number: i16) -> Year {
        let day = |year: i16, month, day| Date::new(year, month, day).unwrap_or(Date::ZERO);
        Year { number, first: day(number.saturating_sub(1), 4, 1), last: day(number, 3, 31) }
    }

    /// A day, unless it is after the year.
    fn by(&self, on: Option<Date>) -> Option<Date> {
        on.filter(|on| *on <= self.last)
    }

    /// Whether a day is one of the year.
    fn holds(&self, on: Option<Date>) -> bool {
        on.is_some_and(|on| (self.first..=self.last).contains(&on))
    }

    /// Whether something was open on a day of the year.
    fn open(&self, start: Option<Date>, end: Option<Date>) -> bool {
        self.by(start).is_some() && end.is_none_or(|end| end >= self.first)
    }
}

/// The return of that year, every table in the order of the children's numbers. A table that is not part of the year's
/// return is none.
pub fn of(facts: &Facts, year: i16) -> Return {
    let (year, known) = (Year::of(year), Known::new(facts));
    let mut order: BTreeMap<(String, &str), Vec<Episodes>> = BTreeMap::new();
    for person in known.cla.keys().copied() {
        let rows = care::episodes(&known, &year, person);
        if !rows.is_empty() {
            order.insert((numbers::outside(person), person), rows);
        }
    }
    for leaver in &facts.care_leavers {
        let person = leaver.clea_person_id.as_str();
        if year::is_leaver(&known, &year, leaver) {
            order.entry((numbers::outside(person), person)).or_default();
        }
    }
    let mut set = Return { year: year.number, ..Return::default() };
    macro_rules! begin {
        ($($field:ident: $row:ident,)*) => {
            $(if <super::$row as super::Row>::TABLE.from_year.is_none_or(|from| from <= year.number) {
                let file = format!("{}.csv", <super::$row as super::Row>::TABLE.name.to_ascii_lowercase());
                set.$field = Some(Filed { file, rows: Vec::new() });
            })*
        };
    }
    every_table!(begin);
    for ((number, person), episodes) in order {
        let child = Child {
            number: Text::from(number.as_str()),
            person,
            born: known.persons.get(person).and_then(|one| one.pers_dob),
            episodes,
        };
        add(&mut set.header, [header(&known, &year, &child)]);
        year::fill(&mut set, &known, &year, &child);
        care::fill(&mut set, &known, &year, &child);
        add(&mut set.episodes, child.episodes);
    }
    macro_rules! number {
        ($($field:ident: $row:ident,)*) => {
            $(for (at, row) in set.$field.iter_mut().flat_map(|filed| &mut filed.rows).enumerate() {
                row.line = u32::try_from(at + 2).unwrap_or(u32::MAX);
            })*
        };
    }
    every_table!(number);
    set
}

/// A child of the return.
struct Child<'f> {
    /// The number in the return.
    number: Text,
    person: &'f str,
    born: Option<Date>,
    /// Those of the year, in order; none for a care leaver of an earlier year.
    episodes: Vec<Episodes>,
}

impl Child<'_> {
    /// A birthday.
    fn birthday(&self, years: i16) -> Option<Date> {
        self.born.map(|born| super::rules::years_on(born, years))
    }
}

/// Adds rows to a table, when it is part of the year's return.
fn add<R>(table: &mut Option<Filed<R>>, rows: impl IntoIterator<Item = R>) {
    if let Some(filed) = table {
        filed.rows.extend(rows);
    }
}

fn text(fact: &facts::Text) -> Text {
    Text::from(fact.trim())
}

/// The code at the start of a text that may carry its words as well.
fn code(fact: &facts::Text) -> Text {
    Text::from(fact.split([' ', '-', ':']).next().unwrap_or_default())
}

/// A day, as dd/mm/yyyy.
fn day(on: Option<Date>) -> Cell<Date> {
    let raw = on.map(|on| on.strftime("%d/%m/%Y").to_string()).unwrap_or_default();
    Cell { raw: Text::from(raw.as_str()), value: on }
}

fn yes(so: bool) -> Text {
    Text::from(if so { "1" } else { "0" })
}

/// The sex by the codes of the year: numbers until 2024.
fn sex(sex: &str, year: &Year) -> Text {
    Text::from(match sex {
        "M" if year.number < 2025 => "1",
        "F" if year.number < 2025 => "2",
        other => other,
    })
}

fn header(known: &Known<'_>, year: &Year, child: &Child<'_>) -> Header {
    let Some(who) = known.persons.get(child.person) else {
        return Header { child: child.number.clone(), ..Header::default() };
    };
    let looked_after = child.episodes.iter().any(|row| !row.ls.is_any(super::rules::SHORT));
    let girl = who.pers_sex == "F" && looked_after;
    let children = known.mothers.get(child.person).into_iter().flatten().filter_map(|one| year.by(one.moth_childs_dob));
    let eldest = children.min();
    let mother = eldest.is_some() || who.pers_is_mother == Some(true);
    let upn = if who.pers_upn.is_empty() { text(&who.pers_upn_unknown) } else { text(&who.pers_upn) };
    Header {
        line: 0,
        child: child.number.clone(),
        sex: sex(&who.pers_sex, year),
        dob: day(who.pers_dob),
        ethnic: text(&who.pers_ethnicity),
        upn,
        mother: if girl { yes(mother) } else { Text::default() },
        mc_dob: day(eldest.filter(|_| girl)),
        uasc: Text::default(),
    }
}
