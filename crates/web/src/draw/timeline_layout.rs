//! Where each mark of a timeline goes: packing into sub-rows, labels where there is room, clipping at the window.

use super::timeline::{BAR, Shape, Timeline};
use super::{fit, text_width, wrap};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::{long_date, month_name};

/// Width of the column of lane titles.
pub(super) const TITLE_WIDTH: i32 = 148;
/// Width of the plot.
pub(super) const PLOT_WIDTH: i32 = 840;
/// Room at either side of the plot for arrows and clip markers.
pub(super) const EDGE: i32 = 14;
/// Room above the lanes for today's text and the dates.
pub(super) const HEADER: i32 = 52;
/// Height of a sub-row.
pub(super) const ROW: i32 = 28;
/// The least width a pointer can be asked to hit.
const TARGET: i32 = 24;
/// Sub-rows a lane may take so that every mark shows its label; past this, labels give way.
const LABELLED_ROWS: usize = 4;

/// The whole drawing, placed.
pub(super) struct Scene<'a> {
    pub height: i32,
    pub today: i32,
    pub lanes: Vec<LanePlace>,
    /// In date order.
    pub marks: Vec<Mark<'a>>,
}

/// A lane, placed.
pub(super) struct LanePlace {
    pub top: i32,
    pub title: Vec<String>,
    pub earlier: usize,
    pub later: usize,
    pub empty: bool,
}

/// A bar or a point, placed.
pub(super) struct Mark<'a> {
    name: String,
    label: &'a str,
    href: &'a str,
    kind: Kind,
    start: Date,
    left: i32,
    right: i32,
    row: usize,
    y: i32,
    text: Option<Text>,
}

enum Kind {
    Bar { pattern: u8, open: bool, before: bool, after: bool },
    Point(Shape),
}

struct Text {
    x: i32,
    end: bool,
    words: String,
}

/// Places every mark that touches the window; marks outside it are counted in their lane.
pub(super) fn lay_out(timeline: &Timeline) -> Scene<'_> {
    let scale = Scale::new(timeline);
    let mut lanes = Vec::new();
    let mut marks = Vec::new();
    let mut top = HEADER;
    for lane in &timeline.lanes {
        let (mut earlier, mut later) = (0, 0);
        let mut mine: Vec<Mark> = Vec::new();
        for bar in &lane.bars {
            let last = bar.end.unwrap_or(timeline.today.max(bar.start));
            if last.max(bar.start) < scale.from {
                earlier += 1;
            } else if bar.start > scale.to {
                later += 1;
            } else {
                let left = scale.x(bar.start);
                let right = scale.x(last).max(left + 4);
                let kind = Kind::Bar {
                    pattern: bar.pattern % 8,
                    open: bar.end.is_none(),
                    before: bar.start < scale.from,
                    after: bar.end.is_some() && last > scale.to,
                };
                let name = format!("{}: {}, {}", lane.title, bar.label, bar.dates());
                mine.push(Mark::new(name, &bar.label, &bar.href, kind, bar.start, left, right));
            }
        }
        for point in &lane.points {
            if point.at < scale.from {
                earlier += 1;
            } else if point.at > scale.to {
                later += 1;
            } else {
                let x = scale.x(point.at);
                let name = format!("{}: {}, {}", lane.title, point.label, long_date(point.at));
                let kind = Kind::Point(point.shape);
                mine.push(Mark::new(name, &point.label, &point.href, kind, point.at, x - 8, x + 8));
            }
        }
        mine.sort_by(|a, b| (a.start, a.left, a.label).cmp(&(b.start, b.left, b.label)));
        let rows = pack_lane(&mut mine);
        let title = wrap(&lane.title, TITLE_WIDTH - 22, 2);
        let lines = title.len() + usize::from(earlier + later > 0);
        let height = (rows as i32 * ROW + 4).max(18 * lines as i32 + 12);
        for mark in &mut mine {
            mark.y = top + 4 + mark.row as i32 * ROW;
        }
        lanes.push(LanePlace { top, title, earlier, later, empty: mine.is_empty() });
        marks.extend(mine);
        top += height;
    }
    marks.sort_by_key(|mark| mark.start);
    Scene { height: top + 4, today: scale.x(timeline.today), lanes, marks }
}

/// Gridlines at years or months, ten at most: position and words.
pub(super) fn grid(timeline: &Timeline) -> Vec<(i32, String)> {
    let scale = Scale::new(timeline);
    let (from, to) = (scale.from, scale.to);
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month()) - 1;
    let (first, last) = (months(from) + i32::from(from.day() > 1), months(to));
    let steps = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1200, 6000, 12000];
    let step = steps.into_iter().find(|step| (last - first) / step < 10).unwrap_or(60_000);
    let mut lines = Vec::new();
    let mut month = first.div_euclid(step) * step;
    while month <= last {
        let (year, of_year) = (month.div_euclid(12), month.rem_euclid(12) as i8 + 1);
        if month >= first
            && let Ok(day) = Date::new(year as i16, of_year, 1)
        {
            let words = if step >= 12 { year.to_string() } else { format!("{} {year}", &month_name(of_year)[..3]) };
            lines.push((scale.x(day), words));
        }
        month += step;
    }
    lines.retain(|(x, _)| (EDGE + 10..=PLOT_WIDTH - EDGE - 10).contains(x));
    lines
}

struct Scale {
    from: Date,
    to: Date,
}

impl Scale {
    /// A window that ends before it begins is read as its first day.
    fn new(timeline: &Timeline) -> Self {
        Scale { from: timeline.from, to: timeline.to.max(timeline.from) }
    }

    /// The pixel of a day, held within the window.
    fn x(&self, day: Date) -> i32 {
        let days = |a: Date, b: Date| i64::from((b - a).get_days());
        let whole = days(self.from, self.to).max(1);
        let part = days(self.from, day.clamp(self.from, self.to));
        EDGE + (part * i64::from(PLOT_WIDTH - 2 * EDGE) / whole) as i32
    }
}

/// Gives each mark of a lane a sub-row and, where there is room, its words. Returns how many sub-rows there are.
fn pack_lane(marks: &mut [Mark]) -> usize {
    let labelled: Vec<(i32, i32)> = marks.iter().map(Mark::extent_with_label).collect();
    let (mut rows, mut places) = pack(&labelled);
    let roomy = rows <= LABELLED_ROWS;
    if !roomy {
        let bare: Vec<(i32, i32)> = marks.iter().map(Mark::target).collect();
        (rows, places) = pack(&bare);
    }
    for (mark, row) in marks.iter_mut().zip(&places) {
        mark.row = *row;
    }
    for at in 0..marks.len() {
        let mark = &marks[at];
        if roomy {
            marks[at].text = mark.own_text();
        } else {
            let here = mark.target();
            let next = (0..marks.len())
                .filter(|&other| other != at && marks[other].row == mark.row)
                .map(|other| marks[other].target().0)
                .filter(|&left| left >= here.1)
                .min()
                .unwrap_or(PLOT_WIDTH);
            // Marks are in date order: what stands before this one has its words already.
            let taken = marks[..at].iter().filter(|other| other.row == mark.row).map(Mark::reach).max().unwrap_or(0);
            marks[at].text = mark.text_before(taken, next).or_else(|| mark.text_within(next));
        }
    }
    rows
}

/// First sub-row whose last extent ends before this one begins. Extents need not be sorted.
fn pack(extents: &[(i32, i32)]) -> (usize, Vec<usize>) {
    let mut rows: Vec<Vec<(i32, i32)>> = Vec::new();
    let mut places = Vec::with_capacity(extents.len());
    for &(left, right) in extents {
        let free = |row: &Vec<(i32, i32)>| row.iter().all(|&(l, r)| right <= l || left >= r);
        let row = rows.iter().position(free).unwrap_or_else(|| {
            rows.push(Vec::new());
            rows.len() - 1
        });
        rows[row].push((left, right));
        places.push(row);
    }
    (rows.len(), places)
}

impl<'a> Mark<'a> {
    fn new(name: String, label: &'a str, href: &'a str, kind: Kind, start: Date, left: i32, right: i32) -> Self {
        Mark { name, label, href, kind, start, left, right, row: 0, y: 0, text: None }
    }

    /// The span a pointer can hit: the mark, its arrow or clip markers, and never less than 24 pixels.
    fn target(&self) -> (i32, i32) {
        let (mut left, mut right) = (self.left - 1, self.right + 1);
        if let Kind::Bar { open, before, after, .. } = self.kind {
            left -= if before { 10 } else { 0 };
            right += if open || after { 12 } else { 0 };
        }
        let short = (TARGET - (right - left)).max(0);
        left = (left - short / 2).clamp(0, (PLOT_WIDTH - TARGET).max(0));
        (left, right.max(left + TARGET).min(PLOT_WIDTH))
    }

    fn inside(&self) -> bool {
        matches!(self.kind, Kind::Bar { .. }) && text_width(self.label) + 12 <= self.right - self.left
    }

    fn extent_with_label(&self) -> (i32, i32) {
        let (left, right) = self.target();
        let width = text_width(self.label) + 10;
        match () {
            () if self.inside() => (left, right),
            () if right + width <= PLOT_WIDTH => (left, right + width),
            () if left - width >= 0 => (left - width, right),
            () => (left, PLOT_WIDTH.max(right)),
        }
    }

    /// Words for a mark packed with room for them.
    fn own_text(&self) -> Option<Text> {
        let (left, right) = self.target();
        let width = text_width(self.label) + 10;
        if !self.inside() && right + width > PLOT_WIDTH && left - width >= 0 {
            return Some(Text { x: left - 4, end: true, words: self.label.to_owned() });
        }
        self.text_within(PLOT_WIDTH)
    }

    /// How far to the right the mark and its words reach.
    fn reach(&self) -> i32 {
        let words = self.text.as_ref().filter(|text| !text.end).map(|text| text.x + text_width(&text.words));
        words.unwrap_or(0).max(self.target().1)
    }

    /// The whole label to the left of a mark, when there is no room for it to the right and there is here: at the right
    /// edge it would be cut.
    fn text_before(&self, taken: i32, next: i32) -> Option<Text> {
        let (left, right) = self.target();
        let width = text_width(self.label) + 10;
        let cut = !self.inside() && right + width > next;
        (cut && left - width >= taken).then(|| Text { x: left - 4, end: true, words: self.label.to_owned() })
    }

    /// Words inside the bar if they fit, else after it before `next`, cut short if need be, else none.
    fn text_within(&self, next: i32) -> Option<Text> {
        if self.inside() {
            return Some(Text { x: self.left + 6, end: false, words: self.label.to_owned() });
        }
        let right = self.target().1;
        let room = next - right - 10;
        let within = self.right - self.left - 12;
        if matches!(self.kind, Kind::Bar { .. }) && within > room {
            return fit(self.label, within).map(|words| Text { x: self.left + 6, end: false, words });
        }
        fit(self.label, room).map(|words| Text { x: right + 4, end: false, words })
    }

    /// The mark as a link with an accessible name.
    pub(super) fn draw(&self, id: &str) -> Markup {
        let (left, right) = self.target();
        html! {
            a class="draw-mark" href=(self.href) aria-label=(self.name) {
                @match self.kind {
                    Kind::Bar { pattern, open, before, after } => (self.bar(id, pattern, open, before, after)),
                    Kind::Point(shape) => path class="draw-point" d=(self.point(shape)) {},
                }
                @if let Some(text) = &self.text {
                    text class=[(!self.inside()).then_some("draw-out")] x=(text.x) y=(self.y + 15) text-anchor=[text.end.then_some("end")] { (text.words) }
                }
                rect class="draw-hit" x=(left) y=(self.y) width=(right - left) height=(BAR) { title { (self.name) } }
            }
        }
    }

    fn bar(&self, id: &str, pattern: u8, open: bool, before: bool, after: bool) -> Markup {
        let (l, r, top, foot) = (self.left, self.right, self.y, self.y + BAR);
        let middle = top + BAR / 2;
        let edge = if before { format!("M{r} {top}H{l}M{l} {foot}H{r}") } else { format!("M{r} {top}H{l}V{foot}H{r}") };
        html! {
            rect class={ "draw-bar draw-t" (pattern) } x=(l) y=(top) width=(r - l) height=(BAR) {}
            rect fill={ "url(#" (id) "-p" (pattern) ")" } x=(l) y=(foot - 5) width=(r - l) height="5" {}
            path class={ "draw-edge draw-c" (pattern) } d=(edge) {}
            @if before {
                path class="draw-clip" d={ "M" (l - 2) " " (middle - 5) "l-7 5l7 5z" } {}
            }
            @if open {
                path class={ "draw-open draw-c" (pattern) } d={ "M" (r + 2) " " (top + 3) "l8 9l-8 9" } {}
            } @else if after {
                path class="draw-clip" d={ "M" (r + 2) " " (middle - 5) "l7 5l-7 5z" } {}
            } @else {
                path class={ "draw-cap draw-c" (pattern) } d={ "M" (r) " " (top) "V" (foot) } {}
            }
        }
    }

    fn point(&self, shape: Shape) -> String {
        let (x, y) = ((self.left + self.right) / 2, self.y + BAR / 2);
        match shape {
            Shape::Circle => format!("M{} {y}a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z", x - 6),
            Shape::Diamond => format!("M{x} {}l7 7l-7 7l-7 -7z", y - 7),
            Shape::Square => format!("M{} {}h11v11h-11z", x - 5, y - 5),
            Shape::Triangle => format!("M{x} {}l7 12h-14z", y - 7),
            Shape::Cross => format!("M{} {}h4v5h5v4h-5v5h-4v-5h-5v-4h5z", x - 2, y - 7),
        }
    }
}
