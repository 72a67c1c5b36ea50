use super::timeline::*;
use flate2::{Compression, write::GzEncoder};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use std::io::Write;

fn bar(start: Date, end: Option<Date>, label: &str) -> Bar {
    Bar { start, end, label: label.into(), href: format!("/record/{start}"), pattern: 3 }
}

fn lane(title: &str, rule: LaneRule, bars: Vec<Bar>) -> Lane {
    Lane { title: title.into(), rule, bars, points: vec![] }
}

fn timeline(lanes: Vec<Lane>) -> Timeline {
    Timeline {
        id: "j".into(),
        title: "Ava's journey".into(),
        from: date(2024, 1, 1),
        to: date(2027, 1, 1),
        today: date(2026, 6, 4),
        lanes,
        zooms: vec![Zoom { label: "5 years".into(), href: "?years=5".into(), current: true }],
    }
}

/// 400 marks in nine lanes over eighteen years.
fn large() -> Timeline {
    let first = date(2008, 6, 4);
    let lanes = (0..9)
        .map(|l| {
            let mark = |n: i32| first + (n * 160 + l * 17 + (n * n * 7) % 90).days();
            Lane {
                title: format!("Lane number {l}"),
                rule: LaneRule::Free,
                bars: (0..22)
                    .map(|n| Bar {
                        start: mark(n),
                        end: (n < 20).then(|| mark(n) + (20 + n * 19).days()),
                        label: format!("Episode {n} of lane {l}, Elm Road"),
                        href: format!("/children/0192f0c1-7e1b-7c3a-9b1e-{l:04}{n:08}"),
                        pattern: l as u8,
                    })
                    .collect(),
                points: (0..23)
                    .map(|n| Point {
                        at: mark(n) + 45.days(),
                        label: format!("Event {n}, seen alone"),
                        href: format!("/children/0192f0c1-7e1b-7c3a-9b1f-{l:04}{n:08}"),
                        shape: Shape::Diamond,
                    })
                    .collect(),
            }
        })
        .collect();
    Timeline { from: first, to: date(2026, 12, 1), today: date(2026, 6, 4), ..timeline(lanes) }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!("{name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

fn marks(html: &str) -> Vec<&str> {
    html.split("<a class=\"draw-mark\"").skip(1).filter_map(|rest| rest.split("</a>").next()).collect()
}

#[test]
fn eighteen_years_and_four_hundred_marks_stay_small_and_quick() {
    let large = large();
    let began = std::time::Instant::now();
    let html = draw(&large).into_string() + &table(&large).into_string();
    let took = began.elapsed();
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(html.as_bytes()).expect("in memory");
    let size = gz.finish().expect("in memory").len();
    assert!(size <= 60_000, "{size} bytes of {}", html.len());
    assert!(took.as_millis() <= 150, "{took:?}");
    assert!(marks(&html).len() >= 400, "{}", marks(&html).len());
    assert!(!html.contains("style=") && !html.contains("<script"));
}

#[test]
fn every_mark_is_a_link_with_a_name_in_date_order() {
    let html = draw(&large()).into_string();
    let mut hits = Vec::new();
    for mark in marks(&html) {
        let opening = mark.split('>').next().expect("a tag");
        assert!(attribute(opening, "href").is_some_and(|href| href.starts_with("/children/")), "{opening}");
        let name = attribute(opening, "aria-label").expect("a name");
        assert!(name.starts_with("Lane number") && name.contains(" 20"), "{name}");
        let hit = mark.split("draw-hit").nth(1).expect("a target");
        let number = |name| attribute(hit, name).and_then(|n| n.parse::<i32>().ok()).expect("a number");
        assert!(number("width") >= 24 && number("height") >= 24, "{hit}");
        assert!(number("x") >= 0 && number("x") + number("width") <= 860, "{hit}");
        hits.push((number("x"), number("y"), number("width"), number("height")));
    }
    for (at, a) in hits.iter().enumerate() {
        for b in &hits[at + 1..] {
            let apart = a.0 + a.2 <= b.0 || b.0 + b.2 <= a.0 || a.1 + a.3 <= b.1 || b.1 + b.3 <= a.1;
            assert!(apart, "targets {a:?} and {b:?} overlap");
        }
    }
    let two = timeline(vec![
        lane("First", LaneRule::Free, vec![bar(date(2026, 1, 1), None, "late")]),
        lane("Second", LaneRule::Free, vec![bar(date(2024, 2, 1), None, "early")]),
    ]);
    let html = draw(&two).into_string();
    assert!(html.find("Second: early") < html.find("First: late"));
    assert!(html.contains("First: late, 1 January 2026, still open"));
}

#[test]
fn an_open_bar_has_no_end_cap() {
    let open = draw(&timeline(vec![lane("A", LaneRule::Free, vec![bar(date(2025, 1, 1), None, "x")])])).into_string();
    assert!(open.contains("draw-open") && !open.contains("draw-cap"));
    let ended = bar(date(2025, 1, 1), Some(date(2025, 9, 1)), "x");
    let ended = draw(&timeline(vec![lane("A", LaneRule::Free, vec![ended])])).into_string();
    assert!(!ended.contains("draw-open") && ended.contains("draw-cap"));
}

#[test]
fn dates_outside_the_window_are_clipped_with_a_marker_or_counted() {
    let over = bar(date(2020, 1, 1), Some(date(2030, 1, 1)), "long");
    let html = draw(&timeline(vec![lane("A", LaneRule::Free, vec![over])])).into_string();
    assert_eq!(html.matches("draw-clip").count(), 2);
    assert!(!html.contains("draw-cap"));
    let gone = vec![bar(date(2020, 1, 1), Some(date(2021, 1, 1)), "gone"), bar(date(2030, 1, 1), None, "to come")];
    let outside = timeline(vec![lane("A", LaneRule::Free, gone)]);
    let html = draw(&outside).into_string();
    assert!(marks(&html).is_empty());
    assert!(html.contains("A: 1 earlier and 1 later than the time shown") && html.contains("href=\"#j-table\""));
    assert!(html.contains("None in the time shown"));
    let table = table(&outside).into_string();
    assert!(table.contains("id=\"j-table\"") && table.contains("gone") && table.contains("Still open"));
}

#[test]
fn today_is_marked_with_words() {
    let mut t = timeline(vec![]);
    assert!(draw(&t).into_string().contains("Today, 4 June 2026<"));
    t.today = date(2028, 6, 4);
    assert!(draw(&t).into_string().contains("Today, 4 June 2028 is after the time shown"));
}

#[test]
fn overlaps_gaps_and_backward_dates_are_sentences() {
    let bars = || {
        vec![
            bar(date(2024, 1, 1), Some(date(2024, 3, 1)), "first"),
            bar(date(2024, 3, 1), Some(date(2024, 6, 1)), "second"),
            bar(date(2024, 5, 1), Some(date(2024, 5, 20)), "third"),
            bar(date(2024, 6, 11), None, "fourth"),
            bar(date(2025, 6, 11), Some(date(2025, 6, 1)), "backward"),
        ]
    };
    let of = |rule| faults(&timeline(vec![lane("Placements", rule, bars())]));
    assert_eq!(of(LaneRule::Free), ["Placements: “backward” ends on 1 June 2025, before it starts on 11 June 2025."]);
    assert_eq!(of(LaneRule::NoOverlap).len(), 2);
    assert_eq!(
        of(LaneRule::Continuous)[1..],
        [
            "Placements: “second” (1 March 2024 to 1 June 2024) overlaps “third” (1 May 2024 to 20 May 2024).",
            "Placements: nothing is recorded for 9 days (2 June 2024 to 10 June 2024) between “second” and “fourth”.",
        ]
    );
}

#[test]
fn a_window_of_any_length_has_at_most_ten_gridlines() {
    for (from, to) in [
        (date(2026, 6, 4), date(2026, 6, 4)),
        (date(2026, 6, 4), date(2025, 6, 4)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2008, 1, 1), date(2026, 6, 4)),
        (date(-9999, 1, 1), date(9999, 1, 1)),
    ] {
        let t = Timeline { from, to, ..timeline(vec![lane("A", LaneRule::Free, vec![bar(from, None, "x")])]) };
        assert!(draw(&t).into_string().matches("draw-grid").count() <= 10);
    }
}

/// Words drawn beside marks: where they begin and end, in pixels.
fn words(html: &str) -> Vec<(i32, i32, String)> {
    let texts = marks(html).into_iter().filter_map(|mark| mark.split("<text").nth(1)?.split("</text>").next());
    texts
        .filter_map(|text| {
            let (opening, words) = text.split_once('>')?;
            let x: i32 = attribute(opening, "x")?.parse().ok()?;
            let width = super::text_width(words);
            let from = if attribute(opening, "text-anchor") == Some("end") { x - width } else { x };
            Some((from, from + width, words.to_owned()))
        })
        .collect()
}

#[test]
fn no_label_is_cut_by_the_right_edge() {
    // Seven events so close that they must stand one below the other, the last of them at the edge.
    let point = |day: i8| Point {
        at: date(2026, 12, day),
        label: "Visit, seen alone at home".into(),
        href: "/record/1".into(),
        shape: Shape::Circle,
    };
    for days in [&[31][..], &[25, 26, 27, 28, 29, 30, 31]] {
        let points = days.iter().map(|day| point(*day)).collect();
        let lane = Lane { title: "Visits".into(), rule: LaneRule::Free, bars: vec![], points };
        let html = draw(&Timeline { today: date(2026, 12, 31), ..timeline(vec![lane]) }).into_string();
        let words = words(&html);
        assert_eq!(words.len(), days.len(), "each has its words");
        for (from, to, words) in &words {
            assert_eq!(words, "Visit, seen alone at home");
            assert!(*from >= 0 && *to <= 840, "{words} runs from {from} to {to}");
        }
    }
    let crowded = words(&draw(&large()).into_string());
    assert!(crowded.iter().all(|(from, to, _)| *from >= 0 && *to <= 840));
    println!("n = {} labels within the drawing", crowded.len() + 8);
}
