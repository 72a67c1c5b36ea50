//! Rows put together by what they are of.

use std::collections::HashMap;

/// The rows of a table under a key each.
pub(crate) type By<'f, R> = HashMap<&'f str, Vec<&'f R>>;

/// The rows under what `of` gives for each, in the order they came.
pub(crate) fn by<'f, R>(rows: &'f [R], of: impl Fn(&'f R) -> &'f str) -> By<'f, R> {
    let mut all: By<'f, R> = HashMap::new();
    for row in rows {
        all.entry(of(row)).or_default().push(row);
    }
    all
}
