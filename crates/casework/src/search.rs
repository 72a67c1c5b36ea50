//! Search: who could this be? Candidates scored, each with the reasons.

use crate::access::{Act, Actor, Sight};
use crate::{Casework, Done};
use jiff::civil::Date;
use practice::matching::{Candidate, Match, Query, Reason, blocking_keys};
use practice::summary::{Summary, plain_postcode};

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
pub const SHOWN: usize = 20;

impl Casework {
    /// People who could be meant, best first.
    pub fn search(&self, actor: &Actor, query: &Query) -> Done<Vec<Found>> {
        let mut sight = self.may(actor, Act::Search)?;
        self.looked(actor, "search", &[], None)?;
        self.candidates(&mut sight, query)
    }

    /// People who could be meant, among those within somebody's sight.
    pub(crate) fn candidates(&self, sight: &mut Sight, query: &Query) -> Done<Vec<Found>> {
        let mut keys = blocking_keys(&query.given, &query.family, query.born);
        let number = |kind: &str, number: &Option<String>| {
            let plain =
                number.as_ref().map(|text| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
            plain.filter(|plain| !plain.is_empty()).map(|plain| format!("{kind}:{}", plain.to_uppercase()))
        };
        keys.extend(number("nhs", &query.nhs_number));
        keys.extend(number("upn", &query.upn));
        keys.extend(number("number", &query.upn));
        keys.extend(query.postcode.as_deref().and_then(plain_postcode).map(|code| format!("postcode:{code}")));
        let mut found: Vec<Found> = self
            .found(sight, &keys)?
            .into_iter()
            .map(|summary| Found { matched: compare(query, &summary), summary })
            .collect();
        // Of those who are as likely, children being worked with first.
        let place = |one: &Found| (std::cmp::Reverse((one.matched.score, one.summary.open)), one.summary.sort.clone());
        found.sort_by_cached_key(place);
        found.truncate(SHOWN);
        Ok(found)
    }

    /// People found by some keys, each by a key that may be known.
    fn found(&self, sight: &mut Sight, keys: &[String]) -> Done<Vec<Summary>> {
        let mut found = sight.summaries(self.store().found_by(keys, sight.room(LOOKED_AT))?);
        found.retain(|one| sight.may(Act::Search, one.person) && one.keys.iter().any(|key| keys.contains(key)));
        found.truncate(LOOKED_AT);
        Ok(found)
    }
}

/// Compares with one person held. The number of another system is one more reason.
fn compare(query: &Query, summary: &Summary) -> Match {
    let mut held = candidate(summary);
    held.postcode = query.postcode.as_deref().and_then(|asked| postcode(summary, asked));
    let mut matched = query.compare(&held);
    let numbered = |upn: &String| held_numbers(summary, "number").any(|number| number.eq_ignore_ascii_case(upn));
    if query.upn.as_ref().is_some_and(numbered) {
        matched.score = matched.score.saturating_add(75).min(100);
        matched.reasons.insert(0, Reason { words: "Number the same".to_owned(), points: 75 });
    }
    matched
}

/// What a summary is found by, of one sort.
fn held_numbers<'s>(summary: &'s Summary, sort: &'s str) -> impl Iterator<Item = &'s str> {
    summary.keys.iter().filter_map(move |key| key.strip_prefix(sort)?.strip_prefix(':'))
}

/// The postcode asked for when it is one of theirs, else any of theirs.
fn postcode(summary: &Summary, asked: &str) -> Option<String> {
    let asked = plain_postcode(asked)?;
    let mut held: Vec<&str> = held_numbers(summary, "postcode").collect();
    held.sort_by_key(|code| *code != asked);
    held.first().map(|code| (*code).to_owned())
}

fn candidate(summary: &Summary) -> Candidate {
    let (family, given) = summary.sort.split_once(' ').unwrap_or((summary.sort.as_str(), ""));
    Candidate {
        names: names_of(summary).unwrap_or_else(|| vec![(given.to_owned(), family.to_owned())]),
        born: summary.born.parse::<Date>().ok(),
        sex: summary.detail["sex"].as_str().filter(|sex| matches!(*sex, "M" | "F")).map(str::to_owned),
        postcode: None,
        nhs_number: held_numbers(summary, "nhs").next().map(str::to_owned),
        upn: held_numbers(summary, "upn").next().map(str::to_owned),
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
