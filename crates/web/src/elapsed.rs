//! How long ago, how long is left: words beside a date, never in place of it.

use jiff::{SignedDuration, Timestamp};
use practice::age::age_on;
use practice::calendar::Calendar;
use practice::moment::{Moment, PartialDate, clock_time, short_date};

/// "1 minute", "3 hours", "2 days": whole units, the largest that fits. Less than a minute is "less than a minute".
pub fn how_long(time: SignedDuration) -> String {
    let minutes = time.as_secs().abs() / 60;
    let (count, unit) = match minutes {
        0 => return "less than a minute".to_owned(),
        1..=59 => (minutes, "minute"),
        60..=2879 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "3 hours left", or "3 hours over".
pub fn time_left(due: Timestamp, now: Timestamp) -> String {
    let left = due.duration_since(now);
    format!("{} {}", how_long(left), if left.is_negative() { "over" } else { "left" })
}

/// "4 working days left", "due today", "2 working days over".
pub fn working_days_left(due: Moment, now: Moment, calendar: &Calendar) -> String {
    if due.date == now.date {
        return if due.is_by(now) && due.time.is_some() { "due earlier today" } else { "due today" }.to_owned();
    }
    let days = calendar.working_days_between(now.date, due.date);
    let count = days.abs();
    let end = if due.date > now.date { "left" } else { "over" };
    format!("{count} working day{} {end}", if count == 1 { "" } else { "s" })
}

/// "9:32am" for today, "15 Nov, 9:32am" for another day of the year, "15 Nov 2025, 9:32am" for another; no time when it
/// is not known.
pub fn short_moment(moment: Moment, today: jiff::civil::Date) -> String {
    let year = format!(" {}", today.year());
    let day = short_date(moment.date);
    let day = day.strip_suffix(&year).unwrap_or(&day);
    match moment.time {
        Some(time) if moment.date == today => clock_time(time),
        Some(time) => format!("{day}, {}", clock_time(time)),
        None => day.to_owned(),
    }
}

/// "11 years" from a date of birth as kept: "2015-06-04", "2015-06", "2015"; nothing when it is not known.
pub fn age(born: &str, on: jiff::civil::Date) -> String {
    match born.parse::<PartialDate>() {
        Ok(born) if born.exact().is_some() => age_on(born.earliest(), on).to_string(),
        Ok(born) => format!("about {}", age_on(born.earliest(), on)),
        Err(_) => String::new(),
    }
}

/// "4 June 2015", "June 2015", "2015", or "not recorded".
pub fn born_in_words(born: &str) -> String {
    born.parse::<PartialDate>().map_or_else(|_| "not recorded".to_owned(), |born| born.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn whole_units_and_no_more() {
        let words = |minutes: i64| how_long(SignedDuration::from_mins(minutes));
        assert_eq!([0, 1, 59, 119].map(words), ["less than a minute", "1 minute", "59 minutes", "1 hour"]);
        assert_eq!([120, 1439, 2879, 2880].map(words), ["2 hours", "23 hours", "47 hours", "2 days"]);
        assert_eq!(words(-180), "3 hours");
    }

    #[test]
    fn the_day_it_is_due_is_in_time_until_its_time_has_passed() {
        let (calendar, now) = (Calendar::england(), Moment::at(date(2026, 11, 16), 10, 0));
        let left = |due: Moment| working_days_left(due, now, calendar);
        assert_eq!(left(Moment::day(date(2026, 11, 16))), "due today");
        assert_eq!(left(Moment::at(date(2026, 11, 16), 9, 0)), "due earlier today");
        assert_eq!(left(Moment::day(date(2026, 11, 13))), "1 working day over");
        assert_eq!(left(Moment::day(date(2026, 11, 23))), "5 working days left");
    }

    #[test]
    fn ages_are_said_only_as_well_as_they_are_known() {
        let on = date(2026, 11, 16);
        assert_eq!(
            ["2015-06-04", "2015", "", "2026-09-01"].map(|born| age(born, on)),
            ["11 years", "about 11 years", "", "2 months"]
        );
        assert_eq!(born_in_words(""), "not recorded");
    }
}
