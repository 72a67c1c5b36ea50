//! Time limits across clock changes, short months and holidays; ages and leap days.

use jiff::civil::{Date, date};
use practice::age::{Age, age_on, birthday};
use practice::calendar::Calendar;
use practice::limit::Limit;
use practice::moment::Moment;
use proptest::prelude::*;

fn due(start: &str, limit: &str) -> String {
    let limit: Limit = limit.parse().unwrap();
    limit.due_from(start.parse().unwrap(), Calendar::england()).written()
}

fn before(end: &str, limit: &str) -> String {
    let limit: Limit = limit.parse().unwrap();
    limit.due_before(end.parse().unwrap(), Calendar::england()).written()
}

#[test]
fn limits_run_from_their_start() {
    for (start, limit, expected, why) in [
        ("2026-03-28T20:00", "24 hours", "2026-03-29T21:00", "clocks go forward in the night"),
        ("2026-10-24T20:00", "24 hours", "2026-10-25T19:00", "clocks go back in the night"),
        ("2026-03-29T00:30", "1 hour", "2026-03-29T02:30", "the hour from 1am to 2am does not happen"),
        ("2026-10-25T00:30", "1 hour", "2026-10-25T01:30", "the first half past one"),
        ("2026-10-25T00:30", "2 hours", "2026-10-25T01:30", "the second half past one reads the same"),
        ("2026-10-25T00:30", "3 hours", "2026-10-25T02:30", "and then half past two"),
        ("2026-06-01T10:15", "72 hours", "2026-06-04T10:15", "police protection in summer"),
        ("2026-06-01", "24 hours", "2026-06-02T00:00", "time not known: from the start of the day"),
        ("2026-06-01T23:59", "1 working day", "2026-06-02", "a date, by the end of it"),
        ("2026-03-28T20:00", "1 calendar day", "2026-03-29", "days do not mind the clocks"),
        ("2026-04-02T09:00", "1 working day", "2026-04-07", "over Easter"),
        ("2026-03-02", "45 working days", "2026-05-07", "Easter and early May"),
        ("2026-01-31", "1 month", "2026-02-28", "a shorter month"),
        ("2026-11-30", "3 months", "2027-02-28", "to the end of February"),
        ("2027-11-30", "3 months", "2028-02-29", "to the end of a leap February"),
        ("2028-02-29", "1 year", "2029-02-28", "corresponding date"),
        ("2028-02-29", "4 years", "2032-02-29", "leap day to leap day"),
        ("2026-06-01", "26 weeks", "2026-11-30", "care proceedings"),
        ("2026-06-01", "0 working days", "2026-06-01", "the same day"),
    ] {
        assert_eq!(due(start, limit), expected, "{start} and {limit}: {why}");
    }
}

#[test]
fn limits_run_back_from_an_event() {
    for (end, limit, expected, why) in [
        ("2026-03-29T21:00", "24 hours", "2026-03-28T20:00", "back over the spring change"),
        ("2026-06-02", "24 hours", "2026-06-01T00:00", "back from the start of the day"),
        ("2026-04-07T10:00", "1 working day", "2026-04-02", "back over Easter"),
        ("2026-04-13", "5 working days", "2026-04-02", "reports before a conference"),
        ("2026-03-31", "1 month", "2026-02-28", "a shorter month"),
        ("2026-06-15", "2 weeks", "2026-06-01", "a fortnight before"),
    ] {
        assert_eq!(before(end, limit), expected, "{limit} before {end}: {why}");
    }
}

#[test]
fn limits_are_written_and_read() {
    for text in ["45 working days", "1 working day", "24 hours", "1 hour", "10 calendar days", "6 weeks", "1 year"] {
        assert_eq!(text.parse::<Limit>().unwrap().to_string(), text);
    }
    assert_eq!("1 months".parse::<Limit>().unwrap().to_string(), "1 month");
    for text in ["", "45", "working days", "x hours", "3 fortnights", "1.5 hours", "99999999999 hours"] {
        assert!(text.parse::<Limit>().is_err(), "{text}");
    }
    let json = serde_json::to_string(&"45 working days".parse::<Limit>().unwrap()).unwrap();
    assert_eq!(json, r#"{"count":45,"unit":"working_days"}"#);
}

#[test]
fn no_limit_is_too_long_to_answer() {
    for unit in ["hours", "calendar days", "working days", "weeks", "months", "years"] {
        for count in [i32::MIN, -1, 0, 1, i32::MAX] {
            let limit: Limit = format!("{count} {unit}").parse().unwrap();
            for start in [Date::MIN, date(2026, 6, 1), Date::MAX] {
                let (from, to) = (Moment::day(start), limit.due_from(Moment::day(start), Calendar::england()));
                if start == date(2026, 6, 1) {
                    assert_eq!(to.date.cmp(&from.date), if unit == "hours" && count == 1 { 0 } else { count }.cmp(&0));
                }
                limit.due_before(from, Calendar::england());
            }
        }
    }
}

#[test]
fn ages_are_attained_on_the_anniversary() {
    for (born, on, years, months, why) in [
        ("2010-06-15", "2028-06-14", 17, 11, "the day before eighteen"),
        ("2010-06-15", "2028-06-15", 18, 0, "eighteen from the first moment of the day"),
        ("2008-02-29", "2026-02-28", 17, 11, "leap day: not yet eighteen on 28 February"),
        ("2008-02-29", "2026-03-01", 18, 0, "leap day: eighteen on 1 March"),
        ("2008-02-29", "2024-02-29", 16, 0, "leap day in a leap year"),
        ("2026-01-31", "2026-02-28", 0, 0, "no 31 February: not yet a month"),
        ("2026-01-31", "2026-03-01", 0, 1, "a month on 1 March"),
        ("2026-01-01", "2026-01-01", 0, 0, "the day of birth"),
        ("2026-01-02", "2026-01-01", 0, 0, "not yet born"),
        ("2024-12-31", "2026-01-01", 1, 0, "a day past the first birthday"),
    ] {
        let age = age_on(born.parse().unwrap(), on.parse().unwrap());
        assert_eq!(age, Age { years, months }, "{born} on {on}: {why}");
    }
    assert_eq!(birthday(date(2008, 2, 29), 18), date(2026, 3, 1));
    assert_eq!(birthday(date(2008, 2, 29), 20), date(2028, 2, 29));
    assert_eq!(birthday(date(2008, 2, 29), i16::MAX), Date::MAX);
    assert_eq!(birthday(date(2008, 2, 29), i16::MIN), Date::MIN);
    for (age, words) in [((0, 1), "1 month"), ((1, 11), "23 months"), ((2, 0), "2 years"), ((17, 11), "17 years")] {
        assert_eq!(Age { years: age.0, months: age.1 }.to_string(), words);
    }
}

proptest! {
    #[test]
    fn an_age_is_reached_on_its_birthday_and_not_before(days in 0i32..20_000, years in 0i16..30) {
        let born = date(1990, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let day = birthday(born, years);
        prop_assert_eq!(age_on(born, day), Age { years, months: 0 });
        if years > 0 {
            prop_assert_eq!(age_on(born, day.yesterday().unwrap()), Age { years: years - 1, months: 11 });
        }
    }
}
