//! The calendar against the law's own rules, a table of examples, and a walk day by day.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use practice::calendar::{Calendar, Change, bank_holidays_from_gov_uk_json};
use proptest::prelude::*;

/// Days the rules would give that were moved elsewhere by proclamation.
const MOVED: [(Date, Date, &str); 5] = [
    (date(1995, 5, 1), date(1995, 5, 8), "fifty years since VE day"),
    (date(2002, 5, 27), date(2002, 6, 4), "Golden Jubilee"),
    (date(2012, 5, 28), date(2012, 6, 4), "Diamond Jubilee"),
    (date(2020, 5, 4), date(2020, 5, 8), "seventy-five years since VE day"),
    (date(2022, 5, 30), date(2022, 6, 2), "Platinum Jubilee"),
];

/// Days added once, by proclamation.
const ADDED: [(Date, &str); 7] = [
    (date(1999, 12, 31), "millennium"),
    (date(2002, 6, 3), "Golden Jubilee"),
    (date(2011, 4, 29), "royal wedding"),
    (date(2012, 6, 5), "Diamond Jubilee"),
    (date(2022, 6, 3), "Platinum Jubilee"),
    (date(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
    (date(2023, 5, 8), "coronation of King Charles III"),
];

/// Easter Sunday in the Gregorian calendar: the anonymous computus (Nature, 20 April 1876).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, month as i8, day as i8).unwrap()
}

fn is_weekend(on: Date) -> bool {
    on.weekday().to_monday_zero_offset() >= 5
}

fn monday_on_or_after(on: Date) -> Date {
    std::iter::successors(Some(on), |d| d.tomorrow().ok()).find(|d| d.weekday().to_monday_zero_offset() == 0).unwrap()
}

/// The bank holidays of a year by rule and exception, weekends replaced by the next free weekday.
fn by_rule(year: i16) -> BTreeSet<Date> {
    let on = |month, day| Date::new(year, month, day).unwrap();
    let sunday = easter(year);
    let mut days: BTreeSet<Date> = [
        sunday.checked_sub(jiff::Span::new().days(2)).unwrap(),
        sunday.tomorrow().unwrap(),
        monday_on_or_after(on(5, 1)),
        monday_on_or_after(on(5, 25)),
        monday_on_or_after(on(8, 25)),
    ]
    .into();
    for fixed in [on(1, 1), on(12, 25), on(12, 26)] {
        // A fixed day on a weekend goes to the next weekday that is not itself Christmas Day, Boxing Day or taken.
        let mut day = fixed;
        while is_weekend(day) || days.contains(&day) || (day != fixed && [on(12, 25), on(12, 26)].contains(&day)) {
            day = day.tomorrow().unwrap();
        }
        days.insert(day);
    }
    for (from, to, why) in MOVED.iter().filter(|(from, ..)| from.year() == year) {
        assert!(days.remove(from), "{from} was not a holiday to move: {why}");
        days.insert(*to);
    }
    days.extend(ADDED.iter().filter(|(day, _)| day.year() == year).map(|(day, _)| *day));
    days
}

#[test]
fn easter_is_where_the_almanac_has_it() {
    for (year, month, day) in
        [(1999, 4, 4), (2000, 4, 23), (2008, 3, 23), (2011, 4, 24), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25)]
    {
        assert_eq!(easter(year), date(year, month, day));
    }
}

#[test]
fn the_kept_list_is_what_the_rules_and_exceptions_give() {
    let listed: BTreeSet<Date> = Calendar::england().holidays().iter().map(|h| h.date).collect();
    let ruled: BTreeSet<Date> = (2000..=2040).flat_map(by_rule).collect();
    assert_eq!(listed, ruled);
    assert_eq!(Calendar::england().years(), 2000..=2040);
    assert_eq!(listed.len(), 41 * 8 + 6, "eight a year and six days added");
}

#[test]
fn no_listed_holiday_falls_on_a_weekend() {
    assert!(Calendar::england().holidays().iter().all(|h| !is_weekend(h.date) && !h.source.is_empty()));
}

#[test]
fn the_table_of_examples() {
    let calendar = Calendar::england();
    let mut rows = 0;
    for row in csv::Reader::from_path("tests/data/working-days.csv").unwrap().deserialize() {
        let (start, n, expected, why): (Date, i32, Date, String) = row.unwrap();
        assert_eq!(calendar.add_working_days(start, n), expected, "{start} and {n}: {why}");
        if calendar.is_working_day(start) {
            assert_eq!(calendar.working_days_between(start, expected), n, "{start} to {expected}: {why}");
        }
        rows += 1;
    }
    assert!(rows >= 60, "{rows} rows");
}

/// Day by day, knowing nothing of counts.
fn walk(calendar: &Calendar, from: Date, n: i32) -> Date {
    let (mut day, mut left) = (from, n.abs());
    while left > 0 {
        day = if n > 0 { day.tomorrow().unwrap() } else { day.yesterday().unwrap() };
        let holiday = calendar.holidays().iter().any(|h| h.date == day);
        left -= i32::from(!is_weekend(day) && !holiday);
    }
    day
}

/// From some years before the list of bank holidays to some years after it; one in five at one of its ends.
fn any_day() -> impl Strategy<Value = Date> {
    let years = Calendar::england().years();
    let (begins, ends) = (date(*years.start(), 1, 1), date(*years.end(), 12, 31));
    let listed = begins.duration_until(ends).as_hours() / 24;
    let from_begin = move |days: i64| begins.checked_add(jiff::Span::new().days(days)).unwrap();
    let anywhere = (-1_200..listed + 1_200).prop_map(from_begin);
    let edge = (-5..5i64, any::<bool>()).prop_map(move |(days, last)| from_begin(days + if last { listed } else { 0 }));
    prop_oneof![4 => anywhere, 1 => edge]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn counting_is_the_same_as_walking(from in any_day(), n in -400i32..400) {
        let calendar = Calendar::england();
        let there = calendar.add_working_days(from, n);
        prop_assert_eq!(there, walk(calendar, from, n));
        prop_assert_eq!(calendar.working_day_on_or_after(there), if n == 0 { calendar.working_day_on_or_after(from) } else { there });
        if n > 0 {
            prop_assert_eq!(calendar.working_days_between(from, there), n);
        }
    }

    #[test]
    fn counts_add_up(a in any_day(), b in any_day(), c in any_day()) {
        let calendar = Calendar::england();
        let between = |x, y| calendar.working_days_between(x, y);
        prop_assert_eq!(between(a, b), -between(b, a));
        prop_assert_eq!(between(a, b) + between(b, c), between(a, c));
        prop_assert_eq!(calendar.is_working_day(a), between(a.yesterday().unwrap(), a) == 1);
    }

    #[test]
    fn nothing_panics(year in -9999i16..=9999, month in 1i8..=12, n in any::<i32>()) {
        let from = Date::new(year, month, 1).unwrap();
        let calendar = Calendar::england();
        let there = calendar.add_working_days(from, n);
        prop_assert_eq!(there.cmp(&from), n.cmp(&0));
        prop_assert_eq!(calendar.working_days_between(from, there).signum(), n.signum());
    }
}

#[test]
fn past_the_last_date_the_answer_is_the_last_date() {
    let calendar = Calendar::england();
    assert_eq!(calendar.add_working_days(Date::MAX, i32::MAX), Date::MAX);
    assert_eq!(calendar.add_working_days(Date::MIN, i32::MIN), Date::MIN);
    assert!(calendar.working_days_between(Date::MIN, Date::MAX) > 5_000_000);
}

#[test]
fn an_empty_update_changes_nothing() {
    let (same, changes) = Calendar::england().updated_with(Vec::new());
    assert!(changes.is_empty());
    assert_eq!(same.holidays(), Calendar::england().holidays());
}

#[test]
fn the_list_survives_being_written_and_read() {
    let calendar = Calendar::england();
    assert_eq!(Calendar::from_csv(&calendar.to_csv()).unwrap().holidays(), calendar.holidays());
    let awkward = "date,name,source\n2027-06-07,\"A \"\"new\"\" day, once\",proclaimed\n";
    let read = Calendar::from_csv(awkward).unwrap();
    assert_eq!(read.holiday_on(date(2027, 6, 7)).unwrap().name, "A \"new\" day, once");
    assert_eq!(read.to_csv(), awkward);
}

#[test]
fn a_byte_order_mark_is_ignored() {
    let text = "\u{feff}date,name,source\r\n2026-12-25,No\u{eb}l,law\r\n";
    assert_eq!(Calendar::from_csv(text).unwrap().holidays().len(), 1);
}

#[test]
fn a_faulty_list_says_which_line_and_what_to_do() {
    for (text, line, problem) in [
        ("", 1, "headings"),
        ("day,name,source\n", 1, "headings"),
        ("date,name,source\n", 0, "no bank holidays"),
        ("date,name,source\n2026-12-25,Christmas Day,law\n25/12/2027,Christmas Day,law\n", 3, "not a date"),
        ("date,name,source\n2026-02-30,Nonsense,law\n", 2, "not a date"),
        ("date,name,source\n2026-12-25,Christmas Day,law\n\n2026-12-25,Again,law\n", 4, "twice"),
        ("date,name,source\n2026-12-25,Christmas Day\n", 2, "2 values"),
        ("date,name,source\n2026-12-25,,law\n", 2, "no name"),
        ("date,name,source\n9026-12-25,Christmas Day,law\n", 2, "outside"),
    ] {
        let error = Calendar::from_csv(text).unwrap_err();
        assert_eq!((error.line, error.problem.contains(problem)), (line, true), "{error}");
        assert!(!error.remedy.is_empty());
    }
}

const GOV_UK: &str = r#"{
  "england-and-wales": {"division": "england-and-wales", "events": [
    {"title": "New Year’s Day", "date": "2028-01-03", "notes": "Substitute day", "bunting": true},
    {"title": "Good Friday", "date": "2028-04-14", "notes": "", "bunting": false},
    {"title": "Easter Monday", "date": "2028-04-17", "notes": "", "bunting": true},
    {"title": "Early May bank holiday", "date": "2028-05-01", "notes": "", "bunting": true},
    {"title": "Spring bank holiday", "date": "2028-06-01", "notes": "", "bunting": true},
    {"title": "An invented jubilee", "date": "2028-06-02", "notes": "", "bunting": true},
    {"title": "Summer bank holiday", "date": "2028-08-28", "notes": "", "bunting": true},
    {"title": "Christmas Day", "date": "2028-12-25", "notes": "", "bunting": true},
    {"title": "Boxing Day", "date": "2028-12-26", "notes": "", "bunting": true}]},
  "scotland": {"division": "scotland", "events": [
    {"title": "2nd January", "date": "2028-01-04", "notes": "", "bunting": true}]}
}"#;

#[test]
fn a_proclaimed_holiday_is_taken_from_the_published_file_and_reported() {
    let newer = bank_holidays_from_gov_uk_json(GOV_UK).unwrap();
    assert_eq!(newer[0].name, "New Year’s Day (substitute day)");
    let before = Calendar::england();
    let (after, changes) = before.updated_with(newer);
    let told: Vec<String> = changes
        .iter()
        .map(|change| match change {
            Change::Added(h) => format!("+ {} {}", h.date, h.name),
            Change::Removed(h) => format!("- {} {}", h.date, h.name),
        })
        .collect();
    assert_eq!(
        told,
        ["- 2028-05-29 Spring bank holiday", "+ 2028-06-01 Spring bank holiday", "+ 2028-06-02 An invented jubilee"]
    );
    assert!(after.is_working_day(date(2028, 5, 29)) && !before.is_working_day(date(2028, 5, 29)));
    assert_eq!(after.add_working_days(date(2028, 5, 31), 1), date(2028, 6, 5));
    assert_eq!(after.years(), 2000..=2040, "other years are kept");
    assert_eq!(after.updated_with(after.holidays().to_vec()).1, [], "a second time changes nothing");
    assert!(after.is_working_day(date(2028, 1, 4)), "Scotland's holidays are not England's");
}

#[test]
fn a_faulty_published_file_says_what_to_do() {
    for text in ["", "{}", "[]", r#"{"england-and-wales":{"events":[]}}"#, &GOV_UK.replace("2028-12-26", "26 Dec")] {
        assert!(!bank_holidays_from_gov_uk_json(text).unwrap_err().remedy.is_empty(), "{text}");
    }
}
