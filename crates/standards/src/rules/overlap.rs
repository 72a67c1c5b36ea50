//! Which stretches of time begin while another is under way, in n log n.

use jiff::civil::Date;

/// A stretch that others may fall into: its first day, and the last day on which a start counts as falling into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub start: Date,
    /// The last day that counts.
    pub until: Date,
}

/// For each start that falls into a span: its place in `starts`, and the place in `spans` of one span it falls into,
/// the one that lasts longest. With `same`, the two lists are the same rows in the same order, and a row does not fall
/// into itself.
pub fn overlaps(starts: &[Date], spans: &[Span], same: bool) -> Vec<(usize, usize)> {
    let mut by_start: Vec<usize> = (0..starts.len()).collect();
    by_start.sort_by_key(|at| starts[*at]);
    let mut begun: Vec<usize> = (0..spans.len()).collect();
    begun.sort_by_key(|at| spans[*at].start);
    let mut begun = begun.into_iter().peekable();
    // The two spans begun so far that last longest: one of them is another row than the one looked at.
    let (mut longest, mut second): (Option<usize>, Option<usize>) = (None, None);
    let mut pairs = Vec::new();
    for at in by_start {
        while let Some(next) = begun.next_if(|next| spans[*next].start <= starts[at]) {
            if longest.is_none_or(|longest| spans[next].until > spans[longest].until) {
                (second, longest) = (longest, Some(next));
            } else if second.is_none_or(|second| spans[next].until > spans[second].until) {
                second = Some(next);
            }
        }
        let other = if same && longest == Some(at) { second } else { longest };
        if let Some(other) = other.filter(|other| starts[at] <= spans[*other].until) {
            pairs.push((at, other));
        }
    }
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_as_looking_at_every_pair() {
        // A generator of our own: the numbers are the same in every run.
        let mut state = 7_u32;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        let mut flagged = 0;
        for _ in 0..500 {
            let rows = next(7) as usize;
            let day = |n: u32| date(2025, 1, 1 + n as i8);
            let spans: Vec<Span> = (0..rows).map(|_| Span { start: day(next(20)), until: day(next(25)) }).collect();
            let starts: Vec<Date> = spans.iter().map(|span| span.start).collect();
            let falls = |at: usize, other: usize| {
                other != at && spans[other].start <= starts[at] && starts[at] <= spans[other].until
            };
            let wanted: Vec<usize> = (0..rows).filter(|at| (0..rows).any(|other| falls(*at, other))).collect();
            let found = overlaps(&starts, &spans, true);
            assert!(found.iter().all(|(at, other)| falls(*at, *other)), "{spans:?} {found:?}");
            assert_eq!(found.iter().map(|(at, _)| *at).collect::<Vec<_>>(), wanted, "{spans:?}");
            flagged += wanted.len();
        }
        assert!(flagged > 500, "{flagged}");
    }
}
