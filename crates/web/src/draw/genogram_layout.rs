//! Where each person of a family drawing stands: rows by generation, partners side by side, children under parents.

use super::genogram::{Family, Node, ParentKind};
use super::genogram_rank::{Ranks, rank};
use super::wrap;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Width of a person's box.
pub(super) const BOX: i32 = 164;
/// The least room between two boxes of a row.
pub(super) const GAP: i32 = 60;
/// Room round the whole drawing.
pub(super) const MARGIN: i32 = 28;
/// Height of the symbol and its margins, above the words.
pub(super) const SYMBOL: i32 = 58;
/// Height of a line of words.
pub(super) const LINE: i32 = 18;
/// From the foot of a row to its first line of descent: room for a household's outline and name.
pub(super) const BELOW: i32 = 46;
/// Between lines of descent.
pub(super) const TRACK: i32 = 10;
/// From the last line of descent to the next row: room for a household's outline and the words on lines.
pub(super) const ABOVE: i32 = 34;

/// A drawing, placed.
pub(super) struct Layout {
    pub width: i32,
    pub height: i32,
    /// Left edge of each person's box.
    pub left: Vec<i32>,
    /// Row of each person.
    pub row: Vec<usize>,
    /// Top and foot of each row; every box of a row is as tall as the row.
    pub rows: Vec<(i32, i32)>,
    /// People of each row, left to right.
    pub order: Vec<Vec<usize>>,
    /// The words in each box.
    pub words: Vec<Vec<Words>>,
    pub ranks: Ranks,
    pub families: Vec<Descent>,
    pub oddities: Vec<String>,
}

/// A line of words in a box, with the class it is set in.
pub(super) struct Words(pub &'static str, pub String);

/// Parents and the children who share them, joined by one line.
pub(super) struct Descent {
    /// One parent, or two partners.
    pub parents: Vec<usize>,
    /// Children drawn from this line, with the position of one of their links.
    pub children: Vec<(usize, usize)>,
    /// The couple the line stands for, when the two are not side by side.
    pub couple: Option<usize>,
    /// Which line below the parents' row, from 0.
    pub track: i32,
}

/// Lays a family out. No two boxes overlap, whatever the data.
pub(super) fn lay_out(family: &Family) -> Layout {
    let mut ranks = rank(family);
    let oddities = std::mem::take(&mut ranks.oddities);
    let row = ranks.row.clone();
    let (order, left) = arrange(family, &ranks);
    let at = family.positions();
    let words: Vec<Vec<Words>> = (0..family.people.len()).map(|n| words(family, &at, n)).collect();
    let mut families = descents(family, &ranks, &left);
    let mut rows = Vec::new();
    let mut top = MARGIN;
    for (at, people) in order.iter().enumerate() {
        let lines = people.iter().map(|&n| words[n].len()).max().unwrap_or(0) as i32;
        let foot = top + SYMBOL + lines * LINE + 8;
        rows.push((top, foot));
        let tracks = assign_tracks(&mut families, &row, &left, at);
        top = foot + BELOW + tracks * TRACK + ABOVE;
    }
    let height = rows.last().map_or(MARGIN, |(_, foot)| foot + BELOW)
        + families.iter().filter(|d| d.parents.iter().all(|&p| row[p] + 1 == rows.len())).count().min(1) as i32 * 60;
    let width = left.iter().max().map_or(0, |left| left + BOX) + MARGIN;
    Layout { width, height, left, row, rows, order, words, ranks, families, oddities }
}

fn words(family: &Family, at: &HashMap<&str, usize>, n: usize) -> Vec<Words> {
    let person: &Node = &family.people[n];
    let inner = BOX - 12;
    let mut out = Vec::new();
    let mut add = |class: &'static str, text: &str, width: i32, lines: usize| {
        out.extend(wrap(text, width, lines).into_iter().map(|line| Words(class, line)));
    };
    add("draw-name", &person.name, inner * 9 / 10, 2);
    let dates = person.dates().join(", ");
    add("draw-dates", &dates, inner, 2);
    if holds_responsibility(family, n) {
        add("draw-dates", "parental responsibility", inner, 2);
    }
    add("draw-dates", person.note.as_deref().unwrap_or(""), inner, 4);
    add("draw-strength", person.strength.as_deref().unwrap_or(""), inner * 9 / 10, 4);
    for tie in family.others.iter().filter(|tie| tie.from == person.id).take(2) {
        if let Some(&to) = at.get(tie.to.as_str()) {
            add("draw-tie-label", &format!("{} to {}", tie.label, family.people[to].name), inner, 2);
        }
    }
    out
}

/// Does this person hold parental responsibility for somebody the drawing is about?
pub(super) fn holds_responsibility(family: &Family, n: usize) -> bool {
    let focus = |id: &str| family.people.iter().any(|person| person.is_focus && person.id == id);
    family
        .parents
        .iter()
        .any(|link| link.parent == family.people[n].id && link.responsibility == Some(true) && focus(&link.child))
}

/// People of each row left to right, and the left edge of each person's box.
fn arrange(family: &Family, ranks: &Ranks) -> (Vec<Vec<usize>>, Vec<i32>) {
    let total = family.people.len();
    let near = neighbours(family, ranks);
    let home = homes(family);
    let linked: Vec<bool> =
        (0..total).map(|n| near[n].iter().any(|(other, _)| ranks.row[*other] != ranks.row[n])).collect();
    let mut rows: Vec<Vec<Vec<usize>>> = vec![Vec::new(); ranks.row.iter().max().map_or(0, |most| most + 1)];
    for first in (0..total).filter(|&n| ranks.group[n] == n) {
        rows[ranks.row[first]].push(chain(ranks, first));
    }
    let mut x: Vec<f64> = vec![0.0; total];
    for row in &rows {
        settle(row, &mut x, |_| None);
    }
    const SWEEPS: usize = 20;
    const ORDERED: usize = 10;
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        for step in 0..rows.len() {
            let at = if down { step } else { rows.len() - 1 - step };
            let pull = |n: usize, x: &[f64]| {
                // While rows are being ordered each follows the row before; then all settle between their neighbours.
                let side = |other: usize| match ranks.row[other].cmp(&at) {
                    Ordering::Less => down || sweep >= ORDERED,
                    Ordering::Greater => !down || sweep >= ORDERED,
                    Ordering::Equal => false,
                };
                let (mut sum, mut weight) = (0.0, 0.0);
                for (other, w) in near[n].iter().filter(|(other, _)| side(*other)) {
                    sum += x[*other] * w;
                    weight += w;
                }
                if !linked[n] {
                    // Nobody above or below: at the end of the row that is nearer to those they are tied to.
                    for (other, w) in &near[n] {
                        sum += nearer_end(ranks, &linked, x, n, *other) * w;
                        weight += w;
                    }
                }
                (weight > 0.0).then(|| (sum / weight, weight))
            };
            let row = &mut rows[at];
            if sweep < ORDERED {
                for block in row.iter_mut() {
                    let ends = (pull(block[0], &x), pull(block[block.len() - 1], &x));
                    if let (Some((first, _)), Some((last, _))) = ends
                        && first > last
                    {
                        block.reverse();
                    }
                }
                let mut keyed: Vec<(f64, Option<usize>, Vec<usize>)> = std::mem::take(row)
                    .into_iter()
                    .map(|block| (wanted(&block, &x, |n| pull(n, &x)), block.iter().map(|&n| home[n]).min(), block))
                    .collect();
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| (a.1, a.2[0]).cmp(&(b.1, b.2[0]))));
                *row = keyed.into_iter().map(|(_, _, block)| block).collect();
            }
            let held = x.clone();
            settle(row, &mut x, |block| {
                let place = wanted(block, &held, |n| pull(n, &held));
                block.iter().any(|&n| !near[n].is_empty()).then_some(place)
            });
        }
    }
    let least = x.iter().copied().fold(f64::INFINITY, f64::min);
    let mut left = vec![0; total];
    let order: Vec<Vec<usize>> = rows.into_iter().map(|row| row.into_iter().flatten().collect()).collect();
    for row in &order {
        let mut free = MARGIN;
        for &n in row {
            left[n] = ((x[n] - least).round() as i32 + MARGIN).max(free);
            free = left[n] + BOX + GAP;
        }
    }
    (order, left)
}

/// A place past the end of the row that is nearer to `other`, of those in the row with links above or below.
fn nearer_end(ranks: &Ranks, linked: &[bool], x: &[f64], n: usize, other: usize) -> f64 {
    let row = || (0..x.len()).filter(|&m| m != n && linked[m] && ranks.row[m] == ranks.row[n]).map(|m| x[m]);
    let (first, last) = (row().fold(f64::INFINITY, f64::min), row().fold(f64::NEG_INFINITY, f64::max));
    let step = f64::from(BOX + GAP);
    match x[other] - first <= last - x[other] {
        _ if first > last => x[other],
        true => first - step,
        false => last + step,
    }
}

/// Those who pull a person left or right, with their weights.
fn neighbours(family: &Family, ranks: &Ranks) -> Vec<Vec<(usize, f64)>> {
    let at = family.positions();
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); family.people.len()];
    let mut tie = |a: usize, b: usize, weight: f64| {
        near[a].push((b, weight));
        near[b].push((a, weight));
    };
    for &(link, parent, child) in &ranks.parents {
        let close = matches!(family.parents[link].kind, ParentKind::Birth | ParentKind::Adoptive | ParentKind::Kin);
        tie(parent, child, if close { 1.0 } else { 0.3 });
    }
    for other in &family.others {
        if let (Some(&a), Some(&b)) = (at.get(other.from.as_str()), at.get(other.to.as_str())) {
            tie(a, b, 0.2);
        }
    }
    for household in &family.households {
        let members: Vec<usize> = household.members.iter().filter_map(|id| at.get(id.as_str()).copied()).collect();
        for (n, &a) in members.iter().enumerate() {
            members[n + 1..].iter().for_each(|&b| tie(a, b, 0.1));
        }
    }
    near
}

/// The first household of each person, or one past the last.
fn homes(family: &Family) -> Vec<usize> {
    let found = |id: &String| family.households.iter().position(|h| h.members.contains(id));
    family.people.iter().map(|person| found(&person.id).unwrap_or(family.households.len())).collect()
}

/// A group of partners so that, as far as can be, each stands beside their own.
fn chain(ranks: &Ranks, group: usize) -> Vec<usize> {
    let partners = |n: usize| {
        ranks.couples.iter().filter_map(move |&(_, a, b)| match n {
            n if n == a => Some(b),
            n if n == b => Some(a),
            _ => None,
        })
    };
    let members: Vec<usize> = (0..ranks.group.len()).filter(|&n| ranks.group[n] == group).collect();
    let start = members.iter().copied().min_by_key(|&n| (partners(n).count(), n)).unwrap_or(group);
    let mut out: Vec<usize> = Vec::new();
    let mut waiting = vec![start];
    while let Some(n) = waiting.pop() {
        if !out.contains(&n) {
            out.push(n);
            let mut next: Vec<usize> = partners(n).filter(|p| !out.contains(p)).collect();
            next.sort_by_key(|&p| std::cmp::Reverse(p));
            waiting.extend(next);
        }
    }
    out
}

/// Where a block would stand if it could: the left edge of its first box.
fn wanted(block: &[usize], x: &[f64], pull: impl Fn(usize) -> Option<(f64, f64)>) -> f64 {
    let step = f64::from(BOX + GAP);
    let (mut sum, mut weight) = (0.0, 0.0);
    for (at, &n) in block.iter().enumerate() {
        if let Some((to, w)) = pull(n) {
            sum += (to - at as f64 * step) * w;
            weight += w;
        }
    }
    if weight > 0.0 { sum / weight } else { x[block[0]] }
}

/// Places the blocks of a row in their order, as near as can be to where each wants to stand, with no overlap:
/// least squares over ordered positions, by pooling neighbours that would collide.
fn settle(row: &[Vec<usize>], x: &mut [f64], want: impl Fn(&[usize]) -> Option<f64>) {
    let step = f64::from(BOX + GAP);
    let mut offset = 0.0;
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    let mut offsets = Vec::new();
    for block in row {
        let (place, weight) = want(block).map_or((x[block[0]], 0.3), |place| (place, 1.0));
        offsets.push(offset);
        pools.push((place - offset, weight, 1));
        offset += step * block.len() as f64;
        while let [.., before, last] = pools[..]
            && before.0 > last.0
        {
            let weight = before.1 + last.1;
            let place = (before.0 * before.1 + last.0 * last.1) / weight;
            pools.truncate(pools.len() - 2);
            pools.push((place, weight, before.2 + last.2));
        }
    }
    let places = pools.iter().flat_map(|pool| std::iter::repeat_n(pool.0, pool.2));
    for ((block, place), offset) in row.iter().zip(places).zip(offsets) {
        for (at, &n) in block.iter().enumerate() {
            x[n] = place + offset + at as f64 * step;
        }
    }
}

/// Lines of descent: children who share two partners by links of one kind share a line; other links stand alone.
fn descents(family: &Family, ranks: &Ranks, left: &[i32]) -> Vec<Descent> {
    let mut out: Vec<Descent> = Vec::new();
    let mut add = |parents: Vec<usize>, couple: Option<usize>, child: Option<(usize, usize)>| {
        let kind = |link: usize| family.parents[link].kind;
        let same = |d: &&mut Descent| match (d.children.first(), child) {
            (Some(&(_, held)), Some((_, link))) => kind(held) == kind(link),
            _ => true,
        };
        match out.iter_mut().filter(|d| d.parents == parents).find(same) {
            Some(held) => held.children.extend(child),
            None => out.push(Descent { parents, couple, children: child.into_iter().collect(), track: 0 }),
        }
    };
    let beside = |a: usize, b: usize| (left[a] - left[b]).abs() <= BOX + GAP + 1;
    for &(n, a, b) in ranks.couples.iter().filter(|&&(_, a, b)| !beside(a, b)) {
        add(vec![a.min(b), a.max(b)], Some(n), None);
    }
    let mut done = vec![false; family.parents.len()];
    for &(link, parent, child) in &ranks.parents {
        if std::mem::replace(&mut done[link], true) {
            continue;
        }
        let other = ranks.parents.iter().find(|&&(other, second, same)| {
            let paired =
                |&(_, a, b): &(usize, usize, usize)| (a.min(b), a.max(b)) == (parent.min(second), parent.max(second));
            same == child
                && !done[other]
                && family.parents[other].kind == family.parents[link].kind
                && ranks.couples.iter().any(paired)
        });
        match other {
            Some(&(other, second, _)) => {
                done[other] = true;
                add(vec![parent.min(second), parent.max(second)], None, Some((child, link)));
            }
            None => add(vec![parent], None, Some((child, link))),
        }
    }
    out
}

/// Gives each line below a row a height of its own where two would run into each other. Returns how many heights.
fn assign_tracks(families: &mut [Descent], row: &[usize], left: &[i32], at: usize) -> i32 {
    let mut taken: Vec<Vec<(i32, i32)>> = Vec::new();
    for family in families.iter_mut().filter(|family| row[family.parents[0]] == at) {
        let ends = || family.parents.iter().copied().chain(family.children.iter().map(|(child, _)| *child));
        let (from, to) = (ends().map(|n| left[n]).min().unwrap_or(0), ends().map(|n| left[n] + BOX).max().unwrap_or(0));
        let free = |track: &Vec<(i32, i32)>| track.iter().all(|&(f, t)| to < f || from > t);
        let track = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(Vec::new());
            taken.len() - 1
        });
        taken[track].push((from, to));
        family.track = track as i32;
    }
    taken.len() as i32
}
