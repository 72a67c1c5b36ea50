//! Tables of the same people, held against each other: by sex and by team, hidden each by itself, they may still tell of a
//! few children together, where one group of the one is a group, or several, of the other.
//!
//! Each number is of a set of people. What may be worked out from those that are shown is what is a sum of their sets, some
//! taken away: their span. No small number that is hidden may lie in it.

use std::collections::BTreeMap;

/// One group of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The people, by number, that each of its numbers is of: those who count, and the rest.
    pub numbers: Vec<Vec<usize>>,
    pub shown: bool,
}

const PRIME: i64 = 1_000_000_007;

/// Hides further groups, the smallest first, until no small number can be worked out from all tables and the totals. `small`
/// says which numbers are.
pub fn hide(tables: &mut [Vec<Group>], totals: &[Vec<usize>], small: impl Fn(usize) -> bool) {
    let alike = alike(tables, totals);
    let row = |of: &[usize]| {
        let mut row = BTreeMap::new();
        of.iter().filter_map(|one| alike.get(one)).for_each(|class| {
            row.insert(*class, 1);
        });
        row
    };
    loop {
        let groups = || tables.iter().flatten();
        let shown = groups().filter(|group| group.shown).flat_map(|group| &group.numbers);
        let mut span = Span::default();
        shown.chain(totals).for_each(|of| span.take(row(of)));
        let hidden = groups().filter(|group| !group.shown).flat_map(|group| &group.numbers);
        let told = hidden.filter(|of| small(of.len())).find(|of| span.holds(row(of))).cloned();
        let Some(told) = told else { return };
        // A group that shares somebody with it, the one with the fewest; when there is none, any.
        let least = |shares: bool| {
            let all = tables
                .iter()
                .enumerate()
                .flat_map(|(at, table)| table.iter().enumerate().map(move |(of, one)| (at, of, one)));
            let meets = |group: &Group| !shares || group.numbers.iter().flatten().any(|one| told.contains(one));
            let all = all.filter(|(_, _, group)| group.shown && meets(group));
            all.min_by_key(|(at, of, group)| (group.numbers.iter().map(Vec::len).sum::<usize>(), *at, *of))
                .map(|(at, of, _)| (at, of))
        };
        let Some((at, of)) = least(true).or_else(|| least(false)) else { return };
        if let Some(group) = tables.get_mut(at).and_then(|table| table.get_mut(of)) {
            group.shown = false;
        }
    }
}

/// People who stand in the same numbers everywhere are told apart by none of them: the class of each.
fn alike(tables: &[Vec<Group>], totals: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    let mut marks: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let all = tables.iter().flatten().flat_map(|group| &group.numbers).chain(totals);
    for (at, of) in all.enumerate() {
        of.iter().for_each(|one| marks.entry(*one).or_default().push(at));
    }
    let mut classes: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let class = |(one, marks): (usize, Vec<usize>)| {
        let next = classes.len();
        (one, *classes.entry(marks).or_insert(next))
    };
    marks.into_iter().map(class).collect()
}

/// Sets and what is a sum of them, over a prime; each row begins at a class of its own.
#[derive(Default)]
struct Span(BTreeMap<usize, BTreeMap<usize, i64>>);

impl Span {
    /// What is left of a set once everything known is taken from it.
    fn rest(&self, mut row: BTreeMap<usize, i64>) -> BTreeMap<usize, i64> {
        let mut from = 0;
        while let Some((class, times)) = row.range(from..).next().map(|(class, times)| (*class, *times)) {
            if let Some(known) = self.0.get(&class) {
                for (at, value) in known {
                    let cell = row.entry(*at).or_insert(0);
                    *cell = (*cell - times * value).rem_euclid(PRIME);
                }
                row.retain(|_, value| *value != 0);
            }
            from = class + 1;
        }
        row
    }

    fn holds(&self, row: BTreeMap<usize, i64>) -> bool {
        self.rest(row).is_empty()
    }

    fn take(&mut self, row: BTreeMap<usize, i64>) {
        let mut row = self.rest(row);
        let Some((first, value)) = row.iter().next().map(|(first, value)| (*first, *value)) else { return };
        let by = inverse(value);
        row.values_mut().for_each(|value| *value = *value * by % PRIME);
        self.0.insert(first, row);
    }
}

fn inverse(of: i64) -> i64 {
    let (mut base, mut power, mut answer) = (of.rem_euclid(PRIME), PRIME - 2, 1);
    while power > 0 {
        if power & 1 == 1 {
            answer = answer * base % PRIME;
        }
        base = base * base % PRIME;
        power >>= 1;
    }
    answer
}
