//! What figures of several spans tell together: an attack by sums, which shares nothing with the rule it tries.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use measures::Window;
use measures::spans::Spans;
use measures::suppression::THRESHOLD;

const MONTHS: usize = 14;

fn month(at: usize) -> Date {
    date(2025, 1, 1).saturating_add((at as i64).months())
}

fn span(from: usize, to: usize) -> Window {
    Window { from: month(from), to: month(to).yesterday().unwrap() }
}

/// The spans whose number follows from those shown: those that are a sum of shown spans, some of them taken away, found by
/// elimination over a prime.
fn follows(shown: &[(usize, usize)], wanted: (usize, usize)) -> bool {
    const P: i64 = 1_000_003;
    let row =
        |(from, to): (usize, usize)| -> Vec<i64> { (0..MONTHS).map(|at| i64::from(from <= at && at < to)).collect() };
    let inverse = |of: i64| {
        let (mut base, mut power, mut answer) = (of.rem_euclid(P), P - 2, 1);
        while power > 0 {
            if power & 1 == 1 {
                answer = answer * base % P;
            }
            base = base * base % P;
            power >>= 1;
        }
        answer
    };
    let mut rows: Vec<Vec<i64>> = shown.iter().map(|one| row(*one)).collect();
    let mut wanted = row(wanted);
    let mut done = 0;
    for column in 0..MONTHS {
        let Some(at) = (done..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
        rows.swap(done, at);
        let by = inverse(rows[done][column]);
        rows[done].iter_mut().for_each(|cell| *cell = *cell * by % P);
        let pivot = rows[done].clone();
        let clear = |row: &mut Vec<i64>| {
            let times = row[column];
            row.iter_mut().zip(&pivot).for_each(|(cell, one)| *cell = (*cell - times * one).rem_euclid(P));
        };
        rows.iter_mut().enumerate().filter(|(at, _)| *at != done).for_each(|(_, row)| clear(row));
        clear(&mut wanted);
        done += 1;
    }
    wanted.iter().all(|cell| *cell == 0)
}

/// How many small numbers come out of what a rule shows.
fn leaks(seed: u64, rule: impl Fn(&mut Spans, Window, &mut dyn FnMut(Window) -> bool) -> bool) -> (usize, usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    let counts: Vec<u64> = (0..MONTHS).map(|_| random.u64(0..16)).collect();
    let small = |from: usize, to: usize| (1..=THRESHOLD).contains(&counts[from..to].iter().sum());
    let place = |day: Date| (0..=MONTHS).find(|at| month(*at) == day).unwrap();
    let mut safe = |window: Window| !small(place(window.from), place(window.to.tomorrow().unwrap()));
    let (mut spans, mut shown) = (Spans::default(), Vec::new());
    for _ in 0..20 {
        let from = random.usize(0..MONTHS);
        let to = random.usize(from + 1..=MONTHS);
        if rule(&mut spans, span(from, to), &mut safe) {
            shown.push((from, to));
        }
    }
    let all = (0..MONTHS).flat_map(|from| (from + 1..=MONTHS).map(move |to| (from, to)));
    let told = all.filter(|(from, to)| small(*from, *to) && follows(&shown, (*from, *to))).count();
    (told, shown.len())
}

#[test]
fn no_small_number_follows_from_the_spans_that_are_shown() {
    let first = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("seed {first}");
    let (mut shown, mut twin) = (0, 0);
    for seed in (0..300).map(|more| first.wrapping_add(more)) {
        let (told, some) = leaks(seed, |spans, span, safe| spans.admit(span, safe));
        assert_eq!(told, 0, "seed {seed}: {told} small numbers can be worked out");
        shown += some;
        // The broken twin looks at each span by itself.
        twin += leaks(seed, |_, span, safe| safe(span)).0;
    }
    assert!(twin > 0, "seed {first}: nothing comes out of spans looked at one by one");
    assert!(shown > 300, "seed {first}: next to nothing is shown");
    proof::say(
        "P5",
        "spans",
        shown,
        format!("figures of spans in 300 made-up series, 0 small numbers out; {twin} one by one"),
    );
}
