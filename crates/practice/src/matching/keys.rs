//! The keys under which a person is kept and looked up, so that candidates are found without reading everyone.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::names::{family_parts, full_forms, not_given, plain, sounds};

/// The keys of one name of one person, in order and each once. Keep the keys of every name a person has; look up the
/// keys of the name asked for; whoever shares a key is worth comparing. Narrowest first, by their first letter:
///
/// - `b:` sound of the given name and date of birth: a change of surname
/// - `d:` date of birth: a change of both names, and babies not yet named
/// - `n:` sounds of both names in either order: a wrong or missing date of birth, and names swapped
/// - `y:` sound of a part of the surname, and year of birth: a different given name
/// - `z:` sound of a part of the surname: everything else, and for a common surname many people
pub fn blocking_keys(given: &str, family: &str, born: Option<Date>) -> Vec<String> {
    let families = if not_given(family) { BTreeSet::new() } else { family_sounds(&plain(family)) };
    let givens = if not_given(given) { BTreeSet::new() } else { given_sounds(&plain(given)) };
    let mut keys = BTreeSet::new();
    if let Some(born) = born {
        keys.insert(format!("d:{born}"));
        keys.extend(givens.iter().map(|given| format!("b:{given}:{born}")));
        keys.extend(families.iter().map(|family| format!("y:{family}:{}", born.year())));
    }
    for family in &families {
        keys.extend(givens.iter().map(|given| format!("n:{}+{}", family.min(given), family.max(given))));
        keys.insert(format!("z:{family}"));
    }
    keys.into_iter().collect()
}

/// The whole surname written as one word, and each part of it.
fn family_sounds(plain: &str) -> BTreeSet<String> {
    let whole = plain.replace(' ', "");
    family_parts(plain).into_iter().chain([whole.as_str()]).flat_map(sounds).collect()
}

/// The first given name as written, and every full name it may be short for.
fn given_sounds(plain: &str) -> BTreeSet<String> {
    let first = plain.split(' ').next().unwrap_or_default();
    full_forms(first).into_iter().chain([first]).flat_map(sounds).collect()
}
