//! C1: time limits against arithmetic that shares nothing with the product's, and a log whose order no clock can change.

use casework::Casework;
use practice::calendar::Calendar;
use practice::limit::Limit;
use practice::moment::Moment;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{MemoryStore, Outcome};

/// Days since the first of January 1970, and back.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day
        - 719_469
}

fn civil(number: i64) -> (i64, i64, i64) {
    let guess = 1970 + number.div_euclid(366);
    let year = (guess..).take_while(|year| self::number(*year, 1, 1) <= number).last().unwrap();
    let month = (1..=12).take_while(|month| self::number(year, *month, 1) <= number).last().unwrap();
    (year, month, number - self::number(year, month, 1) + 1)
}

/// The last Sunday of a month of 31 days.
fn last_sunday(year: i64, month: i64) -> i64 {
    let last = number(year, month, 31);
    last - (last + 4).rem_euclid(7)
}

/// Minutes that clocks in England are ahead at a minute of universal time.
fn ahead(minute: i64) -> i64 {
    let year = civil(minute.div_euclid(1440)).0;
    let change = |month| last_sunday(year, month) * 1440 + 60;
    if (change(3)..change(10)).contains(&minute) { 60 } else { 0 }
}

/// Hours later, by the clocks: from a local minute that happens once.
fn hours_later(local: i64, hours: i64) -> i64 {
    let universal = if ahead(local - 60) == 60 { local - 60 } else { local };
    universal + hours * 60 + ahead(universal + hours * 60)
}

fn months_later(day: i64, months: i64) -> i64 {
    let (year, month, of) = civil(day);
    let month = year * 12 + month - 1 + months;
    let first = |month: i64| number(month.div_euclid(12), month.rem_euclid(12) + 1, 1);
    (first(month) + of - 1).min(first(month + 1) - 1)
}

fn working_days_later(day: i64, count: i64, holidays: &[i64]) -> i64 {
    let works = |day: &i64| (day + 3).rem_euclid(7) < 5 && !holidays.contains(day);
    if count == 0 { day } else { (day + 1..).filter(works).nth(count as usize - 1).unwrap() }
}

fn written(day: i64) -> String {
    let (year, month, day) = civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

fn written_at(minute: i64) -> String {
    let of = minute.rem_euclid(1440);
    format!("{}T{:02}:{:02}", written(minute.div_euclid(1440)), of / 60, of % 60)
}

/// Chance, the same from the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as i64).rem_euclid(limit)
    }
}

fn due(from: &str, limit: &str) -> String {
    let (from, limit): (Moment, Limit) = (from.parse().unwrap(), limit.parse().unwrap());
    limit.due_from(from, Calendar::england()).written()
}

#[test]
fn c1_limits_end_when_other_arithmetic_says() {
    let seed = uuid::Uuid::now_v7().as_u64_pair().1;
    println!("seed {seed}");
    let (mut chance, cases) = (Chance(seed), 5_000);
    let read = |date: String| -> i64 {
        let part = |range: std::ops::Range<usize>| date[range].parse().unwrap();
        number(part(0..4), part(5..7), part(8..10))
    };
    let holidays: Vec<i64> = Calendar::england().holidays().iter().map(|one| read(one.date.to_string())).collect();
    let mut without_clock_changes = 0;
    for case in 0..cases {
        let year = 2000 + chance.below(if case % 5 == 0 { 39 } else { 127 });
        // Every day of the year, and more often the nights that clocks change and the end of February.
        let day = match chance.below(4) {
            0 => last_sunday(year, [3, 10][chance.below(2) as usize]) - chance.below(3),
            1 => number(year, 3, 1) - 1 - chance.below(2),
            _ => number(year, 1, 1) + chance.below(365),
        };
        let count = chance.below(80);
        let (from, limit, wanted) = match case % 5 {
            0 => (written(day), format!("{count} working days"), written(working_days_later(day, count, &holidays))),
            1 => (written(day), format!("{count} calendar days"), written(day + count)),
            2 => (written(day), format!("{count} months"), written(months_later(day, count))),
            3 => (written(day), format!("{count} years"), written(months_later(day, count * 12))),
            _ => {
                // Not between one and two, which on two nights happens twice or not at all.
                let local = day * 1440 + (120 + chance.below(1_380)).rem_euclid(1440);
                let wanted = hours_later(local, count);
                without_clock_changes += usize::from(wanted != local + count * 60);
                (written_at(local), format!("{count} hours"), written_at(wanted))
            }
        };
        assert_eq!(due(&from, &limit), wanted, "{limit} from {from}; seed {seed}");
    }
    proof::say("C1", "time limits", cases, format!("as independent arithmetic has them, 2000 to 2126; seed {seed}"));
    assert!(without_clock_changes > 0, "no limit ran over a change of the clocks");
    let words = "caught: limits in hours that would end an hour wrong were clocks not changed";
    proof::say("C1", "time limits, twin", without_clock_changes, words);
}

#[test]
fn c1_a_clock_that_jumps_does_not_change_the_order_of_the_log() {
    const HOUR: i64 = 3_600;
    let clock = Arc::new(AtomicI64::new(1_790_000_000));
    let read = clock.clone();
    let now = move || jiff::Timestamp::from_second(read.load(Ordering::SeqCst)).unwrap();
    let casework = Casework::new(Box::new(MemoryStore::default()), now).unwrap();
    let jumps = [400 * 24 * HOUR, -800 * 24 * HOUR, HOUR, -HOUR, 36_500 * 24 * HOUR, -36_100 * 24 * HOUR, 1, 0];
    let entries = 800;
    for entry in 0..entries {
        clock.fetch_add(jumps[entry % jumps.len()], Ordering::SeqCst);
        casework.signed(None, "sign_in", Outcome::Failed, &entry.to_string()).unwrap();
    }
    let store = casework.store();
    let log = store.log_after(0, entries + 1).unwrap();
    let order: Vec<String> = log.iter().map(|one| one.entry.why.clone()).collect();
    let wanted: Vec<String> = (0..entries).map(|entry| entry.to_string()).collect();
    assert_eq!(order, wanted);
    assert_eq!(store.check_log(0, entries as u64).unwrap(), None);
    let mut by_time = log;
    by_time.sort_by_key(|one| one.entry.at);
    assert!(by_time.iter().map(|one| &one.entry.why).ne(&wanted), "the twin: ordered by time, it would be another");
    proof::say("C1", "log", entries, "entries in the order they were written, the clock jumping up to a century");
}
