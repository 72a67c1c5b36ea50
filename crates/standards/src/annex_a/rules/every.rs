//! Checks of every list.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::shapes::{months_before, years};
use super::subject::{Child, Lists};
use crate::annex_a::layout::{self, Holds};
use crate::annex_a::{Filed, Row, every_list, lists::*};
use crate::reading::{Text, date_of};
use crate::rules::{Found, Place, Rule, always, child, error, query, whole};

pub const RULES: &[Rule<Lists>] = &[
    error(
        "AA001",
        "A list is missing.",
        "Add it; a list with nobody on it has its headings alone.",
        &[
            "List 1", "List 2", "List 3", "List 4", "List 5", "List 6", "List 7", "List 8", "List 9", "List 10",
            "List 11",
        ],
        &[always(whole(missing))],
    ),
    error(
        "AA002",
        "The row does not say whom it is about.",
        "Write the child's own number, or the adopter's.",
        EVERY,
        &[always(whole(nobody))],
    ),
    query(
        "AA003",
        "A cell that is always filled is blank.",
        "Fill it, or be ready to say why it is not known.",
        EVERY,
        &[always(whole(blank))],
    ),
    error("AA004", "The same row stands twice.", "Keep one of them.", EVERY, &[always(whole(twice))]),
    error(
        "AA005",
        "A child has another date of birth on another list.",
        "Correct the record, then make the lists again.",
        EVERY,
        &[always(child(births))],
    ),
    query(
        "AA006",
        "A child has another gender or ethnicity on another list.",
        "Correct the record, then make the lists again.",
        EVERY,
        &[always(child(selves))],
    ),
    query(
        "AA007",
        "The age is not that of the date of birth on the day of the lists.",
        "Work the age out for that day.",
        EVERY,
        &[always(whole(age))],
    )
    .needing(&["as-at"]),
    error(
        "AA008",
        "The date is after the day of the lists.",
        "Correct the date, or leave the row out.",
        EVERY,
        &[always(whole(later))],
    )
    .needing(&["as-at"]),
    error(
        "AA009",
        "It happened before the child could have been expected.",
        "Correct the date of birth, or the date.",
        EVERY,
        &[always(whole(unexpected))],
    ),
    query(
        "AA010",
        "The row is older than the list goes back.",
        "Leave the row out, or add what keeps it open.",
        EVERY,
        &[always(whole(outside))],
    )
    .needing(&["as-at"]),
    error(
        "AA011",
        "The child is listed twice, on a list with a row for each child.",
        "Keep the row that is true now.",
        EVERY,
        &[always(child(listed_twice))],
    ),
];

/// A check of every list may point at any column.
const EVERY: &[&str] = &["any"];

/// A row of any list.
struct Any<'a> {
    number: u8,
    child: &'a Text,
    cells: Vec<&'a Text>,
    columns: &'static [(&'static str, &'static str)],
    row: &'a dyn Points,
}

/// What can say where something stands.
trait Points {
    fn point(&self, heading: &str) -> Place;
}

impl<R: Row> Points for R {
    fn point(&self, heading: &str) -> Place {
        self.place(heading)
    }
}

impl Any<'_> {
    fn cell(&self, heading: &str) -> Option<&Text> {
        self.columns.iter().position(|(own, _)| *own == heading).map(|at| self.cells[at])
    }

    fn day(&self, heading: &str) -> Option<Date> {
        date_of(self.cell(heading)?.as_str())
    }

    fn flag(&self, found: &mut Found, headings: &[&str]) {
        found.flag_child(Some(self.child.as_str()), headings.iter().map(|heading| self.row.point(heading)));
    }
}

macro_rules! all {
    ($($field:ident: $row:ident,)*) => {
        /// Every row of every list.
        fn each(lists: &Lists, with: &mut dyn FnMut(Any<'_>)) {
            fn give<R: Row>(filed: &Option<Filed<R>>, with: &mut dyn FnMut(Any<'_>)) {
                for row in filed.iter().flat_map(|filed| &filed.rows) {
                    with(Any { number: R::NUMBER, child: row.number(), cells: row.cells(), columns: R::COLUMNS, row });
                }
            }
            $(give(&lists.annex().$field, with);)*
        }

        /// Every row of one child, in lists 1 to 10.
        fn of<'a>(lists: &'a Lists, child: &'a Child) -> Vec<Any<'a>> {
            let rows = lists.rows(child);
            let mut all = Vec::new();
            $(all.extend(rows.$field().map(|row| Any {
                number: <$row as Row>::NUMBER,
                child: row.number(),
                cells: row.cells(),
                columns: <$row as Row>::COLUMNS,
                row,
            }));)*
            all
        }
    };
}
every_list!(all);

const NAMES: [&str; 11] =
    ["List 1", "List 2", "List 3", "List 4", "List 5", "List 6", "List 7", "List 8", "List 9", "List 10", "List 11"];

fn missing(lists: &Lists, found: &mut Found) {
    for (name, list) in NAMES.into_iter().zip(layout::lists()) {
        if lists.file(name).is_none() {
            found.flag([Place::new(name, 0, &list.name)]);
        }
    }
}

fn nobody(lists: &Lists, found: &mut Found) {
    each(lists, &mut |row| {
        if row.child.is_blank() {
            row.flag(found, &[row.columns[0].0]);
        }
    });
}

fn blank(lists: &Lists, found: &mut Found) {
    each(lists, &mut |row| {
        let Some(list) = layout::list(row.number) else { return };
        // The older layout has not the newer columns, and their cells are blank.
        for (column, cell) in list.columns.iter().zip(&row.cells).skip(1) {
            if cell.is_blank() && !column.blank_ok && !column.newer && column.heading != "Age" {
                row.flag(found, &[&column.heading]);
            }
        }
    });
}

fn twice(lists: &Lists, found: &mut Found) {
    let mut seen: HashMap<(u8, Vec<String>), ()> = HashMap::new();
    each(lists, &mut |row| {
        let whole = row.cells.iter().map(|cell| cell.as_str().to_owned()).collect();
        if row.child.is_filled() && seen.insert((row.number, whole), ()).is_some() {
            row.flag(found, &[row.columns[0].0]);
        }
    });
}

fn births(lists: &Lists, child: &Child, found: &mut Found) {
    differ(&of(lists, child), &["Date of Birth"], found);
}

fn selves(lists: &Lists, child: &Child, found: &mut Found) {
    differ(&of(lists, child), &["Gender", "Ethnicity"], found);
}

/// Flags the first row that says otherwise than the first that says anything. Two spellings of an answer are the same.
fn differ(rows: &[Any<'_>], headings: &[&str], found: &mut Found) {
    for heading in headings {
        let said = rows.iter().filter_map(|row| {
            let cell = row.cell(heading).filter(|cell| cell.is_filled())?;
            let column = layout::list(row.number)?.columns.iter().find(|column| column.heading == *heading)?;
            let answer = column.meant(cell.as_str()).map(|pick| pick.code.clone());
            let day = || date_of(cell.as_str()).map(|day| day.to_string());
            Some((row, answer.or_else(day).unwrap_or_else(|| cell.as_str().to_owned())))
        });
        let said: Vec<_> = said.collect();
        let Some((first, meant)) = said.first() else { continue };
        if let Some((other, _)) = said.iter().find(|(_, other)| other != meant) {
            found.flag([first.row.point(heading), other.row.point(heading)]);
        }
    }
}

fn age(lists: &Lists, found: &mut Found) {
    let Some(day) = lists.as_at else { return };
    each(lists, &mut |row| {
        let Some((born, age)) = row.day("Date of Birth").zip(row.cell("Age").map(Text::as_str)) else { return };
        let said = age.split('.').next().and_then(|whole| whole.parse::<i16>().ok());
        // A child not yet born is nought years old.
        if said.is_some_and(|said| said != years(born, day).max(0)) {
            row.flag(found, &["Age", "Date of Birth"]);
        }
    });
}

/// The columns of days that have been, those of which the lists tell: a birth and a conference may still be to come.
fn been(number: u8) -> impl Iterator<Item = &'static str> {
    let columns = layout::list(number).map_or(&[][..], |list| &list.columns);
    let days = columns.iter().filter(|column| column.holds == Holds::Date).map(|column| column.heading.as_str());
    days.filter(|heading| !["Date of Birth", "Date of Initial Child Protection Conference"].contains(heading))
}

fn later(lists: &Lists, found: &mut Found) {
    let Some(day) = lists.as_at else { return };
    each(lists, &mut |row| {
        for heading in been(row.number) {
            if row.day(heading).is_some_and(|on| on > day) {
                row.flag(found, &[heading]);
            }
        }
    });
}

/// What is done for a child not yet born is done within the nine months before; care and adoption only follow a birth.
fn unexpected(lists: &Lists, found: &mut Found) {
    each(lists, &mut |row| {
        let Some(born) = row.day("Date of Birth") else { return };
        let first = if row.number >= 8 { born } else { months_before(born, 10) };
        for heading in been(row.number) {
            if row.day(heading).is_some_and(|on| on < first) {
                row.flag(found, &[heading, "Date of Birth"]);
            }
        }
    });
}

/// The day that puts a row on each list, or the day that took it off again; and how many months it stays. `None` for a
/// list of who is entitled now.
const WINDOWS: [Option<(&str, &str, i32)>; 11] = [
    Some(("Date of Contact", "Date of Contact", 6)),
    Some(("Assessment start date", "Assessment completion date", 6)),
    Some(("Date of referral", "Date of referral", 6)),
    Some(("Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation", 6)),
    None,
    Some(("CIN Start Date", "CIN Closure Date", 6)),
    Some(("Child Protection Plan Start Date", "Child Protection Plan End Date", 6)),
    Some(("Date Started to be Looked After", "Date Ceased to be Looked After", 6)),
    None,
    Some(("Date of Decision that Child Should be Placed for Adoption", "Date of Adoption Order", 12)),
    Some(("Date enquiry received", "Date of leaving adoption process", 12)),
];

fn outside(lists: &Lists, found: &mut Found) {
    let Some(day) = lists.as_at else { return };
    each(lists, &mut |row| {
        let Some((start, end, months)) = WINDOWS[usize::from(row.number) - 1] else { return };
        // Without an end it is open, and stays; a contact and a referral begin and end in a day.
        let last = if start == end { row.day(start) } else { row.day(end) };
        if last.is_some_and(|last| last < months_before(day, months)) {
            row.flag(found, &[end]);
        }
    });
}

fn listed_twice(lists: &Lists, child: &Child, found: &mut Found) {
    let mut rows: BTreeMap<u8, Vec<Any<'_>>> = BTreeMap::new();
    for row in of(lists, child).into_iter().filter(|row| [6, 8, 9, 10].contains(&row.number)) {
        rows.entry(row.number).or_default().push(row);
    }
    for same in rows.values().filter(|same| same.len() > 1) {
        found.flag(same.iter().map(|row| row.row.point("Child Unique ID")));
    }
}
