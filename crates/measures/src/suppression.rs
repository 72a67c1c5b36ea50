//! Small numbers, hidden from those who may only see aggregates, so that they cannot be worked out.
//!
//! A count from one to the threshold is hidden. Then further counts are hidden until no hidden count can be worked out from
//! its row, its column, the totals, or another release: each must have a second value that fits all that is shown.

use std::collections::BTreeSet;

/// Counts from 1 to this are hidden unless said otherwise.
pub const THRESHOLD: u64 = 5;

/// Places in a table with its totals: row, then column. The row after the last is the total row; columns alike.
pub type Pattern = BTreeSet<(usize, usize)>;

/// Counts by row and column, totals left out. Every row has as many columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts(pub Vec<Vec<u64>>);

/// A table that may be shown: its totals in the last row and column, `None` where a count is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub cells: Vec<Vec<Option<u64>>>,
    /// What is hidden: the next release of the same table asks for it.
    pub hidden: Pattern,
}

impl Counts {
    /// With the totals of rows, columns and all.
    pub fn with_totals(&self) -> Vec<Vec<u64>> {
        let width = self.0.first().map_or(0, Vec::len);
        let mut all: Vec<Vec<u64>> = self.0.iter().map(|row| [row.as_slice(), &[row.iter().sum()]].concat()).collect();
        all.push((0..=width).map(|column| all.iter().map(|row| row[column]).sum()).collect());
        all
    }
}

/// An earlier release of the same table: what was counted then, and what was hidden.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'e> {
    pub counts: &'e Counts,
    pub hidden: &'e Pattern,
}

/// Hides what is small and what would give it away.
///
/// After an earlier release: what it hid stays hidden, and so does what differs from it by a small number, since the one
/// less the other is a table too. That table may be shown with the same places hidden.
pub fn suppress(counts: &Counts, threshold: u64, earlier: Option<Earlier<'_>>) -> Shown {
    let all = counts.with_totals();
    let mut hidden = primary(&all, threshold);
    // The least each count may be, seen from outside: one, or what it was before if it has not fallen.
    let mut least = vec![vec![1u64; all[0].len()]; all.len()];
    if let Some(earlier) = earlier {
        hidden.extend(earlier.hidden.iter().filter(|(row, column)| *row < all.len() && *column < all[0].len()));
        let before = earlier.counts.with_totals();
        for (row, counts) in before.iter().enumerate().take(all.len()) {
            for (column, count) in counts.iter().enumerate().take(all[0].len()) {
                let now = all[row][column];
                if (1..=threshold).contains(&now.abs_diff(*count)) {
                    hidden.insert((row, column));
                }
                if now >= *count {
                    least[row][column] = (*count).max(1);
                }
            }
        }
    }
    while let Some(bare) = hidden.iter().copied().find(|place| !covered(&all, &least, &hidden, *place)) {
        match cover(&all, &hidden, bare) {
            Some(more) => hidden.insert(more),
            None => break,
        };
    }
    show(&all, hidden)
}

/// The counts from 1 to the threshold, totals among them.
pub fn primary(all: &[Vec<u64>], threshold: u64) -> Pattern {
    let places = (0..all.len()).flat_map(|row| (0..all[row].len()).map(move |column| (row, column)));
    places.filter(|(row, column)| (1..=threshold).contains(&all[*row][*column])).collect()
}

/// The table with these places left out.
pub fn show(all: &[Vec<u64>], hidden: Pattern) -> Shown {
    let cell = |row: usize, column: usize| (!hidden.contains(&(row, column))).then(|| all[row][column]);
    let cells = (0..all.len()).map(|row| (0..all[row].len()).map(|column| cell(row, column)).collect()).collect();
    Shown { cells, hidden }
}

/// The next count to hide for one that can be worked out: the smallest of its row, else of its column, else a total.
fn cover(all: &[Vec<u64>], hidden: &Pattern, (row, column): (usize, usize)) -> Option<(usize, usize)> {
    let (last_row, last_column) = (all.len() - 1, all[0].len() - 1);
    let free = |place: &(usize, usize)| !hidden.contains(place) && all[place.0][place.1] > 0;
    let least = |places: &mut dyn Iterator<Item = (usize, usize)>| {
        places.filter(free).min_by_key(|place| (all[place.0][place.1], *place))
    };
    // A line with two hidden counts needs a partner across: look first where the line has but one.
    let alone =
        |places: &mut dyn Iterator<Item = (usize, usize)>| places.filter(|one| hidden.contains(one)).count() < 2;
    let across = || (0..last_column).map(move |other| (row, other));
    let down = || (0..last_row).map(move |other| (other, column));
    let lines = if alone(&mut across()) { [true, false] } else { [false, true] };
    let inner = lines.into_iter().find_map(|of_row| if of_row { least(&mut across()) } else { least(&mut down()) });
    let any_inner = || least(&mut (0..last_row).flat_map(|one| (0..last_column).map(move |other| (one, other))));
    let totals = || {
        let ends = (0..=last_row).map(|one| (one, last_column)).chain((0..last_column).map(|other| (last_row, other)));
        least(&mut ends.into_iter())
    };
    inner.or_else(any_inner).or_else(totals)
}

/// Whether a hidden count has a second value that fits all that is shown.
///
/// A table with totals is a circulation: each count flows from its row to its column, each column's total on to the total
/// row, and from there back to the rows. Another table that looks the same is this one with a cycle of hidden counts
/// changed by one each; what is at its least cannot go down.
fn covered(all: &[Vec<u64>], least: &[Vec<u64>], hidden: &Pattern, place: (usize, usize)) -> bool {
    let down = |(row, column): (usize, usize)| all[row][column] > least[row][column];
    let (last_row, last_column) = (all.len() - 1, all[0].len() - 1);
    let ends = |(row, column): (usize, usize)| {
        let (row_node, column_node) = (row, all.len() + column);
        match (row == last_row, column == last_column) {
            (false, false) | (true, true) => (row_node, column_node),
            _ => (column_node, row_node),
        }
    };
    let reaches = |from: usize, to: usize| {
        let (mut seen, mut next) = (vec![false; all.len() + all[0].len()], vec![from]);
        while let Some(node) = next.pop() {
            if node == to {
                return true;
            }
            if std::mem::replace(&mut seen[node], true) {
                continue;
            }
            for other in hidden.iter().filter(|other| **other != place) {
                let (tail, head) = ends(*other);
                if tail == node {
                    next.push(head);
                }
                if head == node && down(*other) {
                    next.push(tail);
                }
            }
        }
        false
    };
    let (tail, head) = ends(place);
    reaches(head, tail) || (down(place) && reaches(tail, head))
}
