//! The journey timeline: one lane to a kind of episode, bars for episodes, points for events.

use super::timeline_layout::{EDGE, HEADER, PLOT_WIDTH, ROW, Scene, TITLE_WIDTH, grid, lay_out};
use super::{count, listed};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::long_date;

pub use super::timeline_table::{faults, table};

/// What to draw: a window of days and the lanes in it, top to bottom.
pub struct Timeline {
    /// Prefix of every element id; distinct for each drawing on a page.
    pub id: String,
    /// The heading of the drawing, such as "Ava's journey".
    pub title: String,
    /// First day of the window.
    pub from: Date,
    /// Last day of the window.
    pub to: Date,
    /// The day the reader is reading on.
    pub today: Date,
    /// The lanes, top to bottom.
    pub lanes: Vec<Lane>,
    /// Links to the same drawing over other windows: all, 5 years, 12 months.
    pub zooms: Vec<Zoom>,
}

/// A link to the same drawing over another window.
pub struct Zoom {
    /// "5 years".
    pub label: String,
    /// Where the link leads.
    pub href: String,
    /// Is this the window now drawn?
    pub current: bool,
}

/// One kind of episode or event.
pub struct Lane {
    /// "Looked after".
    pub title: String,
    /// Which overlaps and gaps between its bars are faults in the data.
    pub rule: LaneRule,
    /// Episodes.
    pub bars: Vec<Bar>,
    /// Events.
    pub points: Vec<Point>,
}

/// What counts as a fault between the bars of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneRule {
    /// Bars may overlap and leave gaps.
    Free,
    /// One at a time; gaps are ordinary.
    NoOverlap,
    /// One at a time, each following the last with no day between.
    Continuous,
}

/// An episode.
pub struct Bar {
    /// First day.
    pub start: Date,
    /// Last day; `None` while the episode is still open.
    pub end: Option<Date>,
    /// What it is, such as "Foster carers, Elm Road".
    pub label: String,
    /// The record behind it.
    pub href: String,
    /// Which of the eight patterns tells it apart; taken modulo 8.
    pub pattern: u8,
}

/// An event.
pub struct Point {
    /// Its day.
    pub at: Date,
    /// What it is.
    pub label: String,
    /// The record behind it.
    pub href: String,
    /// Its shape, the same for events of one kind.
    pub shape: Shape,
}

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A disc.
    Circle,
    /// A square on its corner.
    Diamond,
    /// A square.
    Square,
    /// A triangle, point up.
    Triangle,
    /// An upright cross.
    Cross,
}

impl Bar {
    /// "4 June 2026 to 3 May 2027", "4 June 2026, still open".
    pub fn dates(&self) -> String {
        match self.end {
            Some(end) if end == self.start => format!("{}, one day", long_date(end)),
            Some(end) => format!("{} to {}", long_date(self.start), long_date(end)),
            None => format!("{}, still open", long_date(self.start)),
        }
    }
}

/// The drawing in one sentence, read out in its place: how much there is and what is still open.
pub fn finding(timeline: &Timeline) -> String {
    let bars: usize = timeline.lanes.iter().map(|lane| lane.bars.len()).sum();
    let points: usize = timeline.lanes.iter().map(|lane| lane.points.len()).sum();
    let open: Vec<String> = timeline
        .lanes
        .iter()
        .filter(|lane| lane.bars.iter().any(|bar| bar.end.is_none()))
        .map(|lane| lane.title.clone())
        .collect();
    let state =
        if open.is_empty() { "nothing is still open".to_owned() } else { format!("still open in {}", listed(&open)) };
    format!(
        "{} and {}, shown from {} to {}; {state}.",
        count(bars, "episode", "episodes"),
        count(points, "event", "events"),
        long_date(timeline.from),
        long_date(timeline.to.max(timeline.from)),
    )
}

/// The timeline as a figure: heading, finding, zoom links and the drawing in a region that scrolls and takes focus.
///
/// Marks come in the order of their dates, so the keyboard walks through time. Marks wholly outside the window are
/// counted under their lane's title with a link to the table, which the caller must put on the page with [`table`].
pub fn draw(timeline: &Timeline) -> Markup {
    let id = &timeline.id;
    let scene = lay_out(timeline);
    html! {
        figure class="draw draw-timeline" aria-labelledby={ (id) "-title " (id) "-finding" } {
            figcaption {
                h2 class="draw-title" id={ (id) "-title" } { (timeline.title) }
                p class="draw-finding" id={ (id) "-finding" } { (finding(timeline)) }
            }
            @if !timeline.zooms.is_empty() {
                nav aria-label="Time shown" {
                    ul class="draw-zoom" {
                        @for zoom in &timeline.zooms {
                            li { a href=(zoom.href) aria-current=[zoom.current.then_some("true")] { (zoom.label) } }
                        }
                    }
                }
            }
            div class="draw-scroll" tabindex="0" role="region" aria-labelledby={ (id) "-title" } {
                div class="draw-lanes" {
                    (titles(timeline, &scene))
                    (plot(timeline, &scene))
                }
            }
            p class="draw-note" {
                "A bar that ends in an arrow is still open. "
                "A triangle at the edge means it runs on outside the time shown."
            }
        }
    }
}

/// The column of lane titles, which stays in view while the plot scrolls.
fn titles(timeline: &Timeline, scene: &Scene) -> Markup {
    let id = &timeline.id;
    html! {
        svg class="draw-titles" width=(TITLE_WIDTH) height=(scene.height)
            viewBox={ "0 0 " (TITLE_WIDTH) " " (scene.height) } role="group" aria-label="Lanes, top to bottom" {
            @for (lane, place) in timeline.lanes.iter().zip(&scene.lanes) {
                path class="draw-rule" d={ "M0 " (place.top) "H" (TITLE_WIDTH) } {}
                @for (at, line) in place.title.iter().enumerate() {
                    text class="draw-lane" x="0" y=(place.top + 20 + 18 * at as i32) { (line) }
                }
                @if place.earlier + place.later > 0 {
                    @let outside = listed(&[
                        (place.earlier > 0).then(|| format!("{} earlier", place.earlier)),
                        (place.later > 0).then(|| format!("{} later", place.later)),
                    ].into_iter().flatten().collect::<Vec<_>>());
                    a class="draw-outside" href={ "#" (id) "-table" }
                        aria-label={ (lane.title) ": " (outside) " than the time shown, in the table" } {
                        text x="0" y=(place.top + 20 + 18 * place.title.len() as i32) {
                            @if place.earlier > 0 { "◂ " }
                            (outside)
                            @if place.later > 0 { " ▸" }
                        }
                    }
                }
            }
        }
    }
}

/// Gridlines, the marker for today, and every mark.
fn plot(timeline: &Timeline, scene: &Scene) -> Markup {
    let id = &timeline.id;
    let bottom = scene.height;
    html! {
        svg class="draw-plot" width=(PLOT_WIDTH) height=(bottom) viewBox={ "0 0 " (PLOT_WIDTH) " " (bottom) }
            role="group" aria-labelledby={ (id) "-title " (id) "-finding" } {
            (patterns(id))
            g aria-hidden="true" {
                @for (x, label) in grid(timeline) {
                    path class="draw-grid" d={ "M" (x) " " (HEADER - 6) "V" (bottom) } {}
                    text class="draw-axis" x=(x) y=(HEADER - 12) text-anchor="middle" { (label) }
                }
                @for place in &scene.lanes {
                    path class="draw-rule" d={ "M0 " (place.top) "H" (PLOT_WIDTH) } {}
                    @if place.empty {
                        text class="draw-none" x=(EDGE) y=(place.top + 20) {
                            @if place.earlier + place.later > 0 { "None in the time shown" } @else { "None recorded" }
                        }
                    }
                }
            }
            (today(timeline, scene, bottom))
            @for mark in &scene.marks { (mark.draw(id)) }
        }
    }
}

fn today(timeline: &Timeline, scene: &Scene, bottom: i32) -> Markup {
    let words = format!("Today, {}", long_date(timeline.today));
    let (x, anchor) = match scene.today {
        _ if timeline.today < timeline.from => (0, "start"),
        _ if timeline.today > timeline.to => (PLOT_WIDTH, "end"),
        x if x < 130 => (0, "start"),
        x if x > PLOT_WIDTH - 130 => (PLOT_WIDTH, "end"),
        x => (x, "middle"),
    };
    html! {
        g class="draw-today" {
            @if timeline.today < timeline.from {
                text x=(x) y="16" text-anchor=(anchor) { "◂ " (words) " is before the time shown" }
            } @else if timeline.today > timeline.to {
                text x=(x) y="16" text-anchor=(anchor) { (words) " is after the time shown ▸" }
            } @else {
                path d={ "M" (scene.today) " 22V" (bottom) } {}
                text x=(x) y="16" text-anchor=(anchor) { (words) }
            }
        }
    }
}

/// The eight patterns, each a tile of its own colour: told apart in black and white as well.
fn patterns(id: &str) -> Markup {
    const TILES: [&str; 8] = [
        "M0 4H8",
        "M-2 10L10 -2M-2 2L2 -2M6 10L10 6",
        "M2 0V8",
        "M2 4h2.5M6 0h2.5M6 8h2.5",
        "M-2 -2L10 10M6 -2L10 2M-2 6L2 10",
        "M0 1H8M0 5H8",
        "M0 0L8 8M8 0L0 8",
        "M0 6L4 2L8 6",
    ];
    html! {
        defs {
            @for (n, tile) in TILES.iter().enumerate() {
                pattern id={ (id) "-p" (n) } width="8" height="8" patternUnits="userSpaceOnUse" {
                    path class={ "draw-tile draw-c" (n) } stroke-width=(if n == 0 { 8 } else { 2 }) d=(tile) {}
                }
            }
        }
    }
}

/// The height of a bar within its row.
pub(super) const BAR: i32 = ROW - 4;
