//! Search: who could this be? Candidates scored, each with the reasons.

use crate::access::{Act, Actor, access};
use crate::{Casework, Done};
use jiff::civil::Date;
use practice::matching::{Candidate, Match, Query, blocking_keys};
use practice::summary::Summary;

/// Someone who could be meant.
pub struct Found {
    /// Who.
    pub summary: Summary,
    /// How well they match, and why.
    pub matched: Match,
}

/// As many candidates as are looked at.
const LOOKED_AT: usize = 200;
/// As many as are shown.
const SHOWN: usize = 20;

impl Casework {
    /// People who could be meant, best first.
    pub fn search(&self, actor: &Actor, query: &Query) -> Done<Vec<Found>> {
        access(actor, Act::Search)?;
        self.looked(actor, "search", &[], None)?;
        let mut keys = blocking_keys(&query.given, &query.family, query.born);
        let number = |kind: &str, number: &Option<String>| {
            number.as_ref().map(|number| format!("{kind}:{}", number.to_uppercase()))
        };
        keys.extend(number("nhs", &query.nhs_number));
        keys.extend(number("upn", &query.upn));
        keys.extend(query.upn.as_ref().map(|number| format!("number:{}", number.to_uppercase())));
        let mut found: Vec<Found> = self
            .store()
            .found_by(&keys, LOOKED_AT)?
            .into_iter()
            .map(|summary| Found { matched: query.compare(&candidate(&summary)), summary })
            .collect();
        found.sort_by(|a, b| b.matched.score.cmp(&a.matched.score).then_with(|| a.summary.sort.cmp(&b.summary.sort)));
        found.truncate(SHOWN);
        Ok(found)
    }

    /// People who live, or lived, at an address.
    pub fn at_address(&self, actor: &Actor, key: &str) -> Done<Vec<Summary>> {
        access(actor, Act::Search)?;
        Ok(self.store().found_by(&[format!("address:{key}")], LOOKED_AT)?)
    }
}

fn candidate(summary: &Summary) -> Candidate {
    let (family, given) = summary.sort.split_once(' ').unwrap_or((summary.sort.as_str(), ""));
    Candidate {
        names: names_of(summary).unwrap_or_else(|| vec![(given.to_owned(), family.to_owned())]),
        born: summary.born.parse::<Date>().ok(),
        sex: summary.detail["sex"].as_str().filter(|sex| matches!(*sex, "M" | "F")).map(str::to_owned),
        postcode: None,
        nhs_number: None,
        upn: None,
    }
}

/// Every name a summary keeps: given and family.
fn names_of(summary: &Summary) -> Option<Vec<(String, String)>> {
    let names = summary.detail.get("names")?.as_array()?;
    Some(
        names
            .iter()
            .filter_map(|name| Some((name.get(0)?.as_str()?.to_owned(), name.get(1)?.as_str()?.to_owned())))
            .collect(),
    )
}
