//! The published tree of the census: which element stands where, how often, and since when.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::table;

/// One element of the published tree.
#[derive(Debug)]
pub(super) struct Element {
    /// Path of the element it belongs in, from `Message`.
    pub parent: String,
    /// It has to be there.
    pub needed: bool,
    /// It may be there more than once.
    pub many: bool,
    /// First collection year; `None` when it has always been there.
    pub from_year: Option<i16>,
}

static TREE: LazyLock<HashMap<String, Vec<Element>>> = LazyLock::new(|| {
    let mut tree: HashMap<String, Vec<Element>> = HashMap::new();
    for row in table::records(include_str!("../../data/cin-census-tables.csv"), 8) {
        let element = Element {
            parent: row[5].clone(),
            needed: row[4].starts_with('1'),
            many: row[4].ends_with('n'),
            from_year: row[7].parse().ok(),
        };
        tree.entry(row[1].clone()).or_default().push(element);
    }
    tree
});

/// The element of that name in that parent.
pub(super) fn element(parent: &str, name: &str) -> Option<&'static Element> {
    TREE.get(name)?.iter().find(|element| element.parent == parent)
}

/// Where an element of that name belongs, for saying so when it stands elsewhere; a path below `Message`.
pub(super) fn belongs(name: &str) -> Option<&'static str> {
    let parent = TREE.get(name)?.first()?.parent.as_str();
    Some(below_message(parent))
}

/// A path as people read it: below `Child` for what a child has, below `Message` for the rest.
pub(super) fn below_message(path: &str) -> &str {
    let path = path.strip_prefix("Message/").unwrap_or(path);
    path.strip_prefix("Children/Child/").unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_read() {
        assert_eq!(TREE.values().map(Vec::len).sum::<usize>(), 69);
        let place = "Message/Children/Child/CINdetails";
        assert!(element(place, "CINreferralDate").is_some_and(|found| found.needed && !found.many));
        assert!(element(place, "Section47").is_some_and(|found| !found.needed && found.many));
        assert_eq!(element(place, "CINPlanDates").and_then(|found| found.from_year), Some(2022));
        assert!(element(place, "Ethnicity").is_none());
        assert_eq!(belongs("Ethnicity"), Some("ChildCharacteristics"));
        assert_eq!(belongs("Nothing"), None);
    }
}
