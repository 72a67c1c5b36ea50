//! The episodes and events of a timeline as a table, and the faults in their dates as sentences.

use super::count;
use super::timeline::{Bar, Lane, LaneRule, Timeline};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::long_date;

/// Every episode and event, in date order, whether or not the window shows it. Its id is the timeline's with `-table`.
pub fn table(timeline: &Timeline) -> Markup {
    let mut rows: Vec<(Date, &str, &str, &str, Option<&Bar>)> = Vec::new();
    for lane in &timeline.lanes {
        rows.extend(
            lane.bars.iter().map(|b| (b.start, lane.title.as_str(), b.label.as_str(), b.href.as_str(), Some(b))),
        );
        rows.extend(lane.points.iter().map(|p| (p.at, lane.title.as_str(), p.label.as_str(), p.href.as_str(), None)));
    }
    rows.sort_by_key(|row| row.0);
    html! {
        @if rows.is_empty() {
            p id={ (timeline.id) "-table" } { "No episodes or events recorded." }
        } @else {
            div class="draw-table-scroll" tabindex="0" role="region" aria-label={ (timeline.title) ": table" } {
            table class="draw-table" id={ (timeline.id) "-table" } tabindex="-1" {
                caption { (timeline.title) ": episodes and events, oldest first" }
                thead { tr {
                    th scope="col" { "Starts or happened" } th scope="col" { "What" } th scope="col" { "Ends" }
                    th scope="col" { "Length" } th scope="col" { "Kind" }
                } }
                tbody {
                    @for (start, lane, label, href, bar) in rows {
                        tr {
                            td { (long_date(start)) }
                            th scope="row" { a href=(href) { (label) } }
                            @match bar {
                                Some(Bar { end: Some(end), .. }) => {
                                    td { (long_date(*end)) } td { (length(start, *end)) }
                                }
                                Some(_) => {
                                    td { "Still open" }
                                    td { @if start <= timeline.today { (length(start, timeline.today)) " so far" } @else { "Not yet begun" } }
                                }
                                None => { td { "Event" } td { "One day" } }
                            }
                            td { (lane) }
                        }
                    }
                }
            }
            }
        }
    }
}

/// Faults in the dates, as sentences: an end before its start in any lane; overlaps in lanes of one episode at a
/// time; days between episodes in continuous lanes. An episode that ends on the day the next begins is neither.
pub fn faults(timeline: &Timeline) -> Vec<String> {
    timeline.lanes.iter().flat_map(lane_faults).collect()
}

fn lane_faults(lane: &Lane) -> Vec<String> {
    let title = &lane.title;
    let named = |bar: &Bar| format!("“{}” ({})", bar.label, bar.dates());
    let mut out = Vec::new();
    let mut bars: Vec<&Bar> = Vec::new();
    for bar in &lane.bars {
        match bar.end {
            Some(end) if end < bar.start => out.push(format!(
                "{title}: “{}” ends on {}, before it starts on {}.",
                bar.label,
                long_date(end),
                long_date(bar.start)
            )),
            _ => bars.push(bar),
        }
    }
    if lane.rule == LaneRule::Free {
        return out;
    }
    bars.sort_by_key(|bar| (bar.start, bar.end.unwrap_or(Date::MAX)));
    for (at, bar) in bars.iter().enumerate() {
        for later in &bars[at + 1..] {
            if bar.end.is_none_or(|end| later.start < end) {
                out.push(format!("{title}: {} overlaps {}.", named(bar), named(later)));
            }
        }
    }
    if lane.rule == LaneRule::Continuous {
        let mut reach: Option<&Bar> = None;
        for bar in bars {
            if let Some(Bar { end: Some(end), .. }) = reach
                && let days = (bar.start - *end).get_days() - 1
                && days > 0
                && let (Ok(first), Ok(last)) = (end.tomorrow(), bar.start.yesterday())
                && let Some(before) = reach
            {
                let missing = count(days as usize, "day", "days");
                let span =
                    if days == 1 { long_date(first) } else { format!("{} to {}", long_date(first), long_date(last)) };
                out.push(format!(
                    "{title}: nothing is recorded for {missing} ({span}) between “{}” and “{}”.",
                    before.label, bar.label
                ));
            }
            if reach.is_none_or(|held| held.end.is_some_and(|end| bar.end.is_none_or(|mine| mine > end))) {
                reach = Some(bar);
            }
        }
    }
    out
}

/// "3 years 2 months", "5 weeks", "1 day", counting both ends.
fn length(start: Date, end: Date) -> String {
    let days = (end - start).get_days() + 1;
    if days < 1 {
        return "Ends before it starts".to_owned();
    }
    let months = (i32::from(end.year()) - i32::from(start.year())) * 12 + i32::from(end.month())
        - i32::from(start.month())
        - i32::from(end.day() < start.day());
    match days {
        ..=20 => count(days as usize, "day", "days"),
        _ if months < 3 => count((days / 7) as usize, "week", "weeks"),
        _ if months < 12 => count(months as usize, "month", "months"),
        _ if months % 12 == 0 => count((months / 12) as usize, "year", "years"),
        _ => format!(
            "{} {}",
            count((months / 12) as usize, "year", "years"),
            count((months % 12) as usize, "month", "months")
        ),
    }
}
