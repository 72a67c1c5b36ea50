//! An attack on suppressed tables: rows, columns and releases are differenced, and nothing hidden is worked out.

use measures::suppression::{Counts, Earlier, Shown, THRESHOLD, primary, show, suppress};

/// What an attacker knows of a table: each place once, and sums that must hold. A hidden count is at least one.
#[derive(Default)]
struct Attack {
    known: Vec<Option<i64>>,
    /// Each equation: places with a factor; together nought.
    sums: Vec<Vec<(usize, i64)>>,
    least: Vec<i64>,
    most: Vec<i64>,
}

impl Attack {
    /// Adds a table; answers where its places begin.
    fn table(&mut self, shown: &Shown, least: i64) -> usize {
        let (from, rows, columns) = (self.known.len(), shown.cells.len(), shown.cells[0].len());
        for cell in shown.cells.iter().flatten() {
            self.known.push(cell.map(|count| count as i64));
            self.least.push(cell.map_or(least, |count| count as i64));
            self.most.push(cell.map_or(1_000_000, |count| count as i64));
        }
        let at = |row: usize, column: usize| from + row * columns + column;
        for row in 0..rows {
            self.sums.push(
                (0..columns).map(|column| (at(row, column), if column + 1 == columns { -1 } else { 1 })).collect(),
            );
        }
        for column in 0..columns {
            self.sums.push((0..rows).map(|row| (at(row, column), if row + 1 == rows { -1 } else { 1 })).collect());
        }
        from
    }

    /// The later less the earlier is the third, place by place.
    fn difference(&mut self, earlier: usize, later: usize, third: usize, places: usize) {
        for at in 0..places {
            self.sums.push(vec![(later + at, 1), (earlier + at, -1), (third + at, -1)]);
        }
    }

    /// How many hidden places are worked out exactly: by bounds, again and again, and by solving the sums.
    fn recovered(&mut self) -> usize {
        for _ in 0..50 {
            let before = (self.least.clone(), self.most.clone());
            for sum in &self.sums {
                for (place, factor) in sum {
                    // factor × place = − the others.
                    let others = sum.iter().filter(|(other, _)| other != place);
                    let (mut low, mut high) = (0i64, 0i64);
                    for (other, by) in others {
                        let (a, b) = (by * self.least[*other], by * self.most[*other]);
                        low += a.min(b);
                        high += a.max(b);
                    }
                    let (low, high) = if *factor > 0 { (-high, -low) } else { (low, high) };
                    self.least[*place] = self.least[*place].max(low);
                    self.most[*place] = self.most[*place].min(high);
                }
            }
            if before == (self.least.clone(), self.most.clone()) {
                break;
            }
        }
        let solved = self.solved();
        let hidden = (0..self.known.len()).filter(|at| self.known[*at].is_none());
        hidden.filter(|at| self.least[*at] == self.most[*at] || solved[*at]).count()
    }

    /// Which places the equations alone settle: Gauss, over fractions kept as floats of small whole numbers.
    fn solved(&self) -> Vec<bool> {
        let hidden: Vec<usize> = (0..self.known.len()).filter(|at| self.known[*at].is_none()).collect();
        let place = |at: usize| hidden.iter().position(|one| *one == at);
        let row = |sum: &Vec<(usize, i64)>| {
            let mut row = vec![0f64; hidden.len()];
            sum.iter().filter_map(|(at, by)| Some((place(*at)?, by))).for_each(|(at, by)| row[at] += *by as f64);
            row
        };
        let mut rows: Vec<Vec<f64>> = self.sums.iter().map(row).collect();
        let mut rank = 0;
        for column in 0..hidden.len() {
            let Some(pivot) = (rank..rows.len()).find(|at| rows[*at][column].abs() > 1e-9) else { continue };
            rows.swap(rank, pivot);
            let by = rows[rank][column];
            rows[rank].iter_mut().for_each(|value| *value /= by);
            for other in 0..rows.len() {
                let times = rows[other][column];
                if other != rank && times.abs() > 1e-9 {
                    let pivot = rows[rank].clone();
                    rows[other].iter_mut().zip(pivot).for_each(|(value, from)| *value -= times * from);
                }
            }
            rank += 1;
        }
        let mut solved = vec![false; self.known.len()];
        for row in &rows[..rank] {
            let named: Vec<usize> = (0..hidden.len()).filter(|at| row[*at].abs() > 1e-9).collect();
            if let [only] = named.as_slice() {
                solved[hidden[*only]] = true;
            }
        }
        solved
    }
}

fn made(random: &mut fastrand::Rng) -> Counts {
    let (rows, columns) = (random.usize(2..7), random.usize(2..6));
    let mut cell = || match random.u8(0..10) {
        0..3 => random.u64(0..2),
        3..6 => random.u64(1..7),
        6..9 => random.u64(4..30),
        _ => random.u64(30..300),
    };
    Counts((0..rows).map(|_| (0..columns).map(|_| cell()).collect()).collect())
}

fn more(before: &Counts, random: &mut fastrand::Rng) -> (Counts, Counts) {
    let add: Vec<Vec<u64>> = before
        .0
        .iter()
        .map(|row| row.iter().map(|_| if random.bool() { 0 } else { random.u64(0..8) }).collect())
        .collect();
    let sum = before.0.iter().zip(&add).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + b).collect()).collect();
    (Counts(add), Counts(sum))
}

#[test]
fn nothing_hidden_is_recovered_from_one_table() {
    let seed = 5_101;
    let mut random = fastrand::Rng::with_seed(seed);
    let (n, mut hidden, mut recovered, mut twin) = (10_000, 0, 0, 0);
    for _ in 0..n {
        let counts = made(&mut random);
        let shown = suppress(&counts, THRESHOLD, None);
        hidden += shown.hidden.len();
        let mut attack = Attack::default();
        attack.table(&shown, 1);
        recovered += attack.recovered();
        // The broken twin: the small counts alone.
        let all = counts.with_totals();
        let mut attack = Attack::default();
        attack.table(&show(&all, primary(&all, THRESHOLD)), 1);
        twin += attack.recovered();
    }
    assert_eq!(recovered, 0);
    assert!(hidden > n && twin > n);
    proof::say("P5", "tables", n, format!("{recovered} of {hidden} hidden counts worked out; seed {seed}"));
    proof::say("P5", "tables, twin", twin, "caught: counts worked out where small ones alone are hidden");
}

/// A year so far, the same a month later, and the month: three tables, each the sum of others.
#[test]
fn nothing_hidden_is_recovered_by_differencing_releases() {
    let seed = 5_102;
    let mut random = fastrand::Rng::with_seed(seed);
    let (n, mut hidden, mut recovered, mut twin) = (2_000, 0, 0, 0);
    for _ in 0..n {
        let first = made(&mut random);
        let (month, second) = more(&first, &mut random);
        let places = first.with_totals().iter().map(Vec::len).sum();
        let attack = |tables: [&Shown; 3]| {
            let mut attack = Attack::default();
            // A count of the month may be hidden for what an earlier release hid, and be nought.
            let [one, two, three] = [(0, 1), (1, 1), (2, 0)].map(|(at, least)| attack.table(tables[at], least));
            attack.difference(one, two, three, places);
            attack.recovered()
        };
        let one = suppress(&first, THRESHOLD, None);
        let two = suppress(&second, THRESHOLD, Some(Earlier { counts: &first, hidden: &one.hidden }));
        let three = show(&month.with_totals(), two.hidden.clone());
        hidden += one.hidden.len() + two.hidden.len() + three.hidden.len();
        recovered += attack([&one, &two, &three]);
        // The broken twin: each release by itself.
        let alone = |counts: &Counts| suppress(counts, THRESHOLD, None);
        twin += attack([&one, &alone(&second), &alone(&month)]);
    }
    assert_eq!(recovered, 0);
    assert!(twin > 0);
    proof::say("P5", "releases", n, format!("{recovered} of {hidden} hidden counts worked out; seed {seed}"));
    proof::say("P5", "releases, twin", twin, "caught: counts worked out where each release is hidden by itself");
}

#[test]
fn a_small_table_by_hand() {
    let shown = suppress(&Counts(vec![vec![3, 20], vec![30, 40]]), THRESHOLD, None);
    // Three is small; its row, its column and the corner must hide with it.
    assert_eq!(
        shown.cells,
        [vec![None, None, Some(23)], vec![None, None, Some(70)], vec![Some(33), Some(60), Some(93)],]
    );
    let open = suppress(&Counts(vec![vec![0, 20], vec![30, 40]]), THRESHOLD, None);
    assert!(open.hidden.is_empty(), "a nought is no person");
}

/// Every table of people that looks the same as this one, for small ones: what each place might be.
fn might_be(shown: &Shown, most: u64) -> Vec<Vec<std::collections::BTreeSet<u64>>> {
    let (rows, columns) = (shown.cells.len() - 1, shown.cells[0].len() - 1);
    let inner: Vec<(usize, usize)> = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).collect();
    let of = |(row, column): (usize, usize)| match shown.cells[row][column] {
        Some(count) => count..=count,
        None => 1..=most,
    };
    let mut tables = vec![vec![]];
    for place in &inner {
        tables = tables.iter().flat_map(|table| of(*place).map(|count| [&table[..], &[count]].concat())).collect();
    }
    let mut found = vec![vec![std::collections::BTreeSet::new(); columns + 1]; rows + 1];
    for table in tables {
        let all = Counts(table.chunks(columns).map(<[u64]>::to_vec).collect()).with_totals();
        let places = || (0..=rows).flat_map(|row| (0..=columns).map(move |column| (row, column)));
        // What is hidden is one at least.
        if places()
            .all(|(row, column)| shown.cells[row][column].map_or(all[row][column] > 0, |it| it == all[row][column]))
        {
            for (row, column) in places() {
                found[row][column].insert(all[row][column]);
            }
        }
    }
    found
}

#[test]
fn each_hidden_count_of_a_small_table_could_be_another() {
    let seed = 5_103;
    let mut random = fastrand::Rng::with_seed(seed);
    let (n, mut hidden, mut certain, mut twin) = (2_000, 0, 0, 0);
    for _ in 0..n {
        let (rows, columns) = (random.usize(1..3), random.usize(1..3));
        let mut row = || (0..columns).map(|_| random.u64(0..8)).collect();
        let counts = Counts((0..rows).map(|_| row()).collect());
        let alone = |shown: &Shown| {
            let might = might_be(shown, 10);
            shown.hidden.iter().filter(|(row, column)| might[*row][*column].len() < 2).count()
        };
        let shown = suppress(&counts, THRESHOLD, None);
        hidden += shown.hidden.len();
        certain += alone(&shown);
        let all = counts.with_totals();
        twin += alone(&show(&all, primary(&all, THRESHOLD)));
    }
    assert_eq!(certain, 0);
    assert!(hidden > n && twin > 0);
    proof::say("P5", "small tables", n, format!("{certain} of {hidden} hidden counts are certain; seed {seed}"));
}
