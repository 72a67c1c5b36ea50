//! A laid-out family as SVG: household outlines, then lines, then people over them.

use super::genogram::{CoupleKind, Family, Household, Kind, Node, ParentKind};
use super::genogram_layout::{ABOVE, BELOW, BOX, Descent, GAP, LINE, Layout, SYMBOL, TRACK, holds_responsibility};
use super::{fit, text_width};
use maud::{Markup, html};
use std::fmt::Write;

/// The drawing itself.
pub(super) fn svg(family: &Family, layout: &Layout) -> Markup {
    let id = &family.id;
    let (width, height) = (layout.width, layout.height);
    html! {
        svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
            role="group" aria-labelledby={ (id) "-title " (id) "-finding" } {
            g aria-hidden="true" {
                @for (n, household) in family.households.iter().enumerate() { (outline(family, layout, household, n)) }
                (ties(family, layout))
                (couples(family, layout))
                (descents(family, layout))
            }
            @for people in &layout.order { @for &n in people { (person(family, layout, n)) } }
        }
    }
}

fn centre(layout: &Layout, n: usize) -> i32 {
    layout.left[n] + BOX / 2
}

/// The outline of a household: one shape when its members stand together, else one for each run of neighbours.
fn outline(family: &Family, layout: &Layout, household: &Household, nth: usize) -> Markup {
    let at = family.positions();
    let member = |n: usize| household.members.iter().any(|id| at.get(id.as_str()) == Some(&n));
    let pad = 8 + 6 * (nth as i32 % 2);
    // Each run of neighbours: row, left, right.
    let mut runs: Vec<(usize, i32, i32)> = Vec::new();
    for (row, people) in layout.order.iter().enumerate() {
        for run in people.chunk_by(|a, b| member(*a) == member(*b)).filter(|run| member(run[0])) {
            runs.push((row, layout.left[run[0]] - pad, layout.left[run[run.len() - 1]] + BOX + pad));
        }
    }
    let shared = |a: &(usize, i32, i32), b: &(usize, i32, i32)| (a.1.max(b.1), a.2.min(b.2));
    let joined = |a: &(usize, i32, i32), b: &(usize, i32, i32)| b.0 == a.0 + 1 && shared(a, b).1 - shared(a, b).0 >= 40;
    html! {
        @for (piece, runs) in runs.chunk_by(joined).enumerate() {
            path class="draw-house" d=(around(layout, runs, pad)) {}
            @if let [.., (row, left, right)] = runs {
                @let words = if piece == 0 { household.label.clone() } else { format!("{}, continued", household.label) };
                text class="draw-house-label" x=(left + pad) y=(layout.rows[*row].1 + 20) {
                    (fit(&words, (right - left - 2 * pad) * 9 / 10).unwrap_or_default())
                }
            }
        }
    }
}

/// Down the right sides of the runs and up their left sides, narrowing between rows to what both share.
fn around(layout: &Layout, runs: &[(usize, i32, i32)], pad: i32) -> String {
    let mut right = String::new();
    let mut left = String::new();
    for (n, (row, from, to)) in runs.iter().enumerate() {
        let (top, foot) = layout.rows[*row];
        let (top, foot) = (top - pad, if n + 1 == runs.len() { foot + 22 + pad } else { foot + pad });
        let _ = write!(right, "{}{to} {top}V{foot}", if n == 0 { 'M' } else { 'L' });
        left = format!("L{from} {foot}V{top}{left}");
        if let Some((_, next_from, next_to)) = runs.get(n + 1) {
            let _ = write!(right, "H{}", to.min(next_to));
            let next_top = layout.rows[*row + 1].0 - pad;
            let _ = write!(right, "V{next_top}");
            left = format!("L{} {next_top}V{foot}{left}", from.max(next_from));
        }
    }
    format!("{right}{left}z")
}

fn ties(family: &Family, layout: &Layout) -> Markup {
    let at = family.positions();
    html! {
        @for tie in &family.others {
            @if let (Some(&a), Some(&b)) = (at.get(tie.from.as_str()), at.get(tie.to.as_str())) {
                path class="draw-tie" d=(tie_path(layout, a, b)) {}
            }
        }
    }
}

/// Straight between rows; within a row, over the heads of those who stand between.
fn tie_path(layout: &Layout, a: usize, b: usize) -> String {
    let middle = |n: usize| layout.rows[layout.row[n]].0 + SYMBOL + 8;
    if layout.row[a] != layout.row[b] || (layout.left[a] - layout.left[b]).abs() <= BOX + GAP + 1 {
        return format!("M{} {}L{} {}", centre(layout, a), middle(a), centre(layout, b), middle(b));
    }
    let top = layout.rows[layout.row[a]].0;
    format!("M{} {top}V{}H{}V{top}", centre(layout, a) + 68, top - 26, centre(layout, b) + 68)
}

/// The line between partners who stand side by side.
fn couples(family: &Family, layout: &Layout) -> Markup {
    html! {
        @for &(n, a, b) in &layout.ranks.couples {
            @if (layout.left[a] - layout.left[b]).abs() <= BOX + GAP + 1 {
                @let y = layout.rows[layout.row[a]].0 + SYMBOL / 2;
                @let x = layout.left[a].min(layout.left[b]) + BOX;
                (couple_line(family.couples[n].kind, x, x + GAP, y))
            }
        }
    }
}

fn couple_line(kind: CoupleKind, from: i32, to: i32, y: i32) -> Markup {
    let class = if kind == CoupleKind::Unknown { "draw-line draw-line-dot" } else { "draw-line" };
    html! {
        path class=(class) d={ "M" (from) " " (y) "H" (to) } {}
        @if kind == CoupleKind::Separated {
            // Left of the middle, where the line to the children leaves.
            @let x = from + (to - from) / 2 - 13;
            path class="draw-break" d={ "M" (x) " " (y + 8) "l5 -16m5 0l-5 16" } {}
        }
    }
}

/// Lines from parents to children, with the word for any link not by birth.
fn descents(family: &Family, layout: &Layout) -> Markup {
    let total = family.people.len();
    // Lines that leave or reach each person's box, so that each has its own place along the edge.
    let (mut leaving, mut reaching) = (vec![0; total], vec![0; total]);
    let side_by_side = |d: &Descent| {
        d.parents.len() == 2 && (layout.left[d.parents[0]] - layout.left[d.parents[1]]).abs() <= BOX + GAP + 1
    };
    for d in &layout.families {
        if !side_by_side(d) {
            d.parents.iter().for_each(|&p| leaving[p] += 1);
        }
        d.children.iter().for_each(|&(child, _)| reaching[child] += 1);
    }
    let mut left = vec![0; total];
    // A child's lines arrive in the order their parents stand, so that they do not cross.
    let middle =
        |d: &Descent| d.parents.iter().map(|&p| centre(layout, p)).sum::<i32>() / d.parents.len().max(1) as i32;
    let before = |child: usize, nth: usize| {
        let here = (middle(&layout.families[nth]), nth);
        let of_child = layout.families.iter().enumerate().filter(|(_, d)| d.children.iter().any(|one| one.0 == child));
        of_child.filter(|(at, d)| (middle(d), *at) < here).count() as i32
    };
    let along = |n: usize, nth: i32, of: i32, step: i32| {
        let step = step.min((BOX - 16) / of.max(1));
        centre(layout, n) + nth * step - (of - 1) * step / 2
    };
    let mut paths: Vec<(String, ParentKind)> = Vec::new();
    let mut labels: Vec<(i32, i32, &str)> = Vec::new();
    let mut bars: Vec<(CoupleKind, i32, i32, i32)> = Vec::new();
    for (nth, d) in layout.families.iter().enumerate() {
        let row = layout.row[d.parents[0]];
        let y = layout.rows[row].1 + BELOW + d.track * TRACK;
        let kind = d.children.first().map_or(ParentKind::Birth, |&(_, link)| family.parents[link].kind);
        let mut path = String::new();
        let mut xs = Vec::new();
        if side_by_side(d) {
            let x = layout.left[d.parents[0]].min(layout.left[d.parents[1]]) + BOX + GAP / 2;
            let _ = write!(path, "M{x} {}V{y}", layout.rows[row].0 + SYMBOL / 2);
            xs.push(x);
        } else {
            for &parent in &d.parents {
                let x = along(parent, left[parent], leaving[parent], 24);
                left[parent] += 1;
                let _ = write!(path, "M{x} {}V{y}", layout.rows[row].1);
                xs.push(x);
            }
        }
        if let (Some(couple), &[a, b]) = (d.couple, xs.as_slice()) {
            bars.push((family.couples[couple].kind, a.min(b), a.max(b), y));
        }
        for &(child, link) in &d.children {
            let x = along(child, before(child, nth), reaching[child], 62);
            let below = layout.row[child];
            let top = layout.rows[below].0;
            let from = if below == row + 1 {
                x
            } else {
                let clear = gap_through(layout, x, row + 1..below);
                let _ = write!(path, "M{clear} {y}V{}H{x}", top - ABOVE + 4);
                clear
            };
            let start = if below == row + 1 { y } else { top - ABOVE + 4 };
            let _ = write!(path, "M{x} {start}V{top}");
            xs.push(from);
            labels.push((x, top - 10, family.parents[link].kind.on_line()));
        }
        if let (Some(from), Some(to)) = (xs.iter().min(), xs.iter().max())
            && from != to
            && !d.children.is_empty()
        {
            let _ = write!(path, "M{from} {y}H{to}");
        }
        paths.push((path, kind));
    }
    html! {
        @for (path, kind) in paths {
            path class={ "draw-line" @if kind != ParentKind::Birth { " draw-line-dash" } } d=(path) {}
        }
        @for (kind, from, to, y) in bars { (couple_line(kind, from, to, y)) }
        @for (x, y, words) in labels.into_iter().filter(|(_, _, words)| !words.is_empty()) {
            rect class="draw-under" x=(x - text_width(words) / 2 - 1) y=(y - 13) width=(text_width(words) + 2) height="17" {}
            text class="draw-link-label" x=(x) y=(y) text-anchor="middle" { (words) }
        }
    }
}

/// The place nearest `x` where a line can pass through all of `rows` without going behind a box.
fn gap_through(layout: &Layout, x: i32, rows: std::ops::Range<usize>) -> i32 {
    let lefts = || rows.clone().flat_map(|row| &layout.order[row]).map(|&n| layout.left[n]);
    let clear = |x: i32| lefts().all(|left| x < left - 8 || x > left + BOX + 8);
    let sides = lefts().flat_map(|left| [left - GAP / 2, left + BOX + GAP / 2]);
    sides
        .chain([x])
        .filter(|&x| clear(x) && (6..layout.width - 6).contains(&x))
        .min_by_key(|&side| (side - x).abs())
        .unwrap_or(x)
}

fn person(family: &Family, layout: &Layout, n: usize) -> Markup {
    let person = &family.people[n];
    let name = accessible_name(family, n);
    let (left, (top, foot)) = (layout.left[n], layout.rows[layout.row[n]]);
    let inside = html! {
        rect class={ "draw-box" @if person.is_focus { " draw-box-focus" } }
            x=(left) y=(top) width=(BOX) height=(foot - top) rx="4" {}
        (symbol(person, left + BOX / 2, top + SYMBOL / 2))
        @for (line, words) in layout.words[n].iter().enumerate() {
            text class=(words.0) x=(left + BOX / 2) y=(top + SYMBOL + 12 + LINE * line as i32) text-anchor="middle" {
                (words.1)
            }
        }
    };
    html! {
        @if let Some(href) = &person.href {
            a class="draw-person" href=(href) aria-label=(name) {
                (inside)
                rect class="draw-hit" x=(left) y=(top) width=(BOX) height=(foot - top) rx="4" {}
            }
        } @else {
            g class="draw-person" role="img" aria-label=(name) { (inside) }
        }
    }
}

fn symbol(person: &Node, x: i32, y: i32) -> Markup {
    html! {
        @match person.kind {
            Kind::Female => circle class="draw-symbol" cx=(x) cy=(y) r="18" {},
            Kind::Male => rect class="draw-symbol" x=(x - 17) y=(y - 17) width="34" height="34" {},
            Kind::Other => path class="draw-symbol" d={ "M" (x) " " (y - 21) "l21 21l-21 21l-21 -21z" } {},
            Kind::Unborn => path class="draw-symbol" d={ "M" (x) " " (y - 18) "l20 34h-40z" } {},
            Kind::Unknown => {
                rect class="draw-symbol draw-symbol-unknown" x=(x - 17) y=(y - 17) width="34" height="34" rx="8" {}
                text class="draw-name" x=(x) y=(y + 5) text-anchor="middle" { "?" }
            }
        }
        @if person.died.is_some() {
            path class="draw-died" d={ "M" (x - 17) " " (y - 17) "l34 34m0 -34l-34 34" } {}
        }
    }
}

/// All that the box says and shows, in words.
fn accessible_name(family: &Family, n: usize) -> String {
    let person = &family.people[n];
    let mut out = format!("{}, {}", person.name, person.kind.words());
    let mut add = |text: &str| {
        out.push_str(", ");
        out.push_str(text);
    };
    if person.is_focus {
        add("the drawing is about them");
    }
    person.dates().iter().for_each(|date| add(date));
    if holds_responsibility(family, n) {
        add("holds parental responsibility");
    }
    person.note.iter().chain(&person.strength).for_each(|text| add(text));
    let at = family.positions();
    for tie in family.others.iter().filter(|tie| tie.from == person.id) {
        if let Some(&to) = at.get(tie.to.as_str()) {
            add(&format!("{} to {}", tie.label, family.people[to].name));
        }
    }
    out
}
