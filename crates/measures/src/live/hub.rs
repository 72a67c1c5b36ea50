//! The front door: today in the hub, and children about whom there is contact again and again.

use super::{Cell, Found, List, Local, REPEATED as FEWEST, Tally};
use crate::engine::due::months_before;
use crate::engine::events::Window;
use crate::{Index, engine::index::once};
use facts::tables::Contact;
use jiff::ToSpan;
use std::collections::{BTreeMap, HashMap};

/// Days back that a contact without a decision is looked for.
const WAITS_AT_MOST: i32 = 180;

pub const HUB: List = List {
    name: "hub",
    title: "Today in the hub",
    says: "Contacts received and decided today, and children whose contact still waits for a decision, longest first.",
    columns: &["Received", "From"],
    of: hub,
};

pub const REPEATED: List = List {
    name: "repeat-contacts",
    title: "Repeat contacts",
    says: "Children about whom there were three contacts or more in twelve months, most first.",
    columns: &["Contacts in 12 months", "The last", "From"],
    of: repeated,
};

/// The broad source of a code of the census: `6` is the police.
fn source(code: &str) -> &'static str {
    match code.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()) {
        "1" => "Individual",
        "2" => "Education",
        "3" => "Health",
        "4" => "Housing",
        "5" => "Local authority",
        "6" => "Police",
        "7" => "Other legal agency",
        "8" => "Other",
        "9" => "Anonymous",
        _ => "Not known",
    }
}

fn agency(contact: &Contact) -> &str {
    if contact.cont_contact_source_desc.is_empty() { "not known" } else { &contact.cont_contact_source_desc }
}

/// Received and waiting, by what a contact came from.
#[derive(Default)]
struct Came {
    received: usize,
    waiting: usize,
}

fn hub(index: &Index<'_>, local: &Local, found: &mut Found) {
    let decided: HashMap<&str, usize> = {
        let rows = (0..).zip(&index.facts.screening_decisions);
        rows.filter(|(_, one)| one.gtsc_settles == Some(true))
            .map(|(at, one)| (one.gtsc_contact_id.as_str(), at))
            .collect()
    };
    let today = Window { from: local.on, to: local.on };
    let mut by_source: BTreeMap<&str, Came> = BTreeMap::new();
    let mut by_agency: BTreeMap<&str, Came> = BTreeMap::new();
    let mut received = 0;
    for event in index.contacts.within(today) {
        let contact = &index.facts.contacts[event.row as usize];
        received += 1;
        by_source.entry(source(&contact.cont_contact_source_code)).or_default().received += 1;
        by_agency.entry(agency(contact)).or_default().received += 1;
    }
    let back = Window { from: local.on.saturating_sub(WAITS_AT_MOST.days()), to: local.on };
    let mut waiting = Vec::new();
    for event in index.contacts.within(back) {
        let contact = &index.facts.contacts[event.row as usize];
        if decided.contains_key(contact.cont_contact_id.as_str()) {
            continue;
        }
        by_source.entry(source(&contact.cont_contact_source_code)).or_default().waiting += 1;
        by_agency.entry(agency(contact)).or_default().waiting += 1;
        waiting.push(*event);
    }
    let mut minutes: Vec<i64> = Vec::new();
    let mut settled = 0;
    for row in index.decisions.within(today).iter().map(|event| &index.facts.screening_decisions[event.row as usize]) {
        settled += usize::from(row.gtsc_settles == Some(true));
        if let (Some(true), Some(from), Some(to)) = (row.gtsc_settles, row.gtsc_received, row.gtsc_decided)
            && from.time.is_some()
            && to.time.is_some()
        {
            minutes.push(to.start_instant().duration_since(from.start_instant()).as_mins());
        }
    }
    minutes.sort_unstable();
    let median = minutes.get(minutes.len() / 2).filter(|_| !minutes.is_empty());
    let median = median.map_or("nothing decided".to_owned(), |minutes| in_hours(*minutes));
    found.tallies.push(Tally {
        caption: "Today",
        columns: vec!["What", "How many"],
        rows: vec![
            vec!["Received".into(), received.into()],
            vec!["Decided".into(), settled.into()],
            vec!["Waiting for a decision".into(), waiting.len().into()],
            vec!["Median time to decision, of those decided today".into(), Cell::Text(median)],
        ],
    });
    for (caption, came) in [("By source", by_source), ("By agency", by_agency)] {
        let row = |(name, came): (&str, Came)| vec![name.into(), came.received.into(), came.waiting.into()];
        let rows = came.into_iter().map(row).collect();
        found.tallies.push(Tally { caption, columns: vec!["From", "Received today", "Waiting"], rows });
    }
    for event in waiting {
        let contact = &index.facts.contacts[event.row as usize];
        found.row(index, event.who, vec![event.date.into(), agency(contact).into()]);
    }
}

/// "3 hours 5 minutes", "2 days 4 hours".
pub fn in_hours(minutes: i64) -> String {
    let part = |many: i64, one: &str| format!("{many} {one}{}", if many == 1 { "" } else { "s" });
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => part(minutes, "minute"),
        (0, _) => format!("{} {}", part(hours, "hour"), part(minutes, "minute")),
        _ => format!("{} {}", part(days, "day"), part(hours, "hour")),
    }
}

fn repeated(index: &Index<'_>, local: &Local, found: &mut Found) {
    let year = Window { from: months_before(local.on, 12), to: local.on };
    let mut rows: Vec<(usize, _)> = Vec::new();
    for last in once(index.contacts.within(year).iter().copied()) {
        // Two about one child on one day are one contact, told twice.
        let mut days: Vec<_> = index.contacts.of_within(last.who, year).iter().map(|event| event.date).collect();
        days.dedup();
        if days.len() >= FEWEST {
            rows.push((days.len(), last));
        }
    }
    rows.sort_by_key(|(many, last)| (std::cmp::Reverse(*many), std::cmp::Reverse(last.date)));
    found.tallies.push(Tally {
        caption: "How many children",
        columns: vec!["Contacts in 12 months", "Children"],
        rows: [(FEWEST, 4), (5, 9), (10, usize::MAX)]
            .into_iter()
            .map(|(from, to)| {
                let words = if to == usize::MAX { format!("{from} or more") } else { format!("{from} to {to}") };
                let many = rows.iter().filter(|(many, _)| (from..=to).contains(many)).count();
                vec![Cell::Text(words), many.into()]
            })
            .collect(),
    });
    for (many, last) in rows {
        let contact = &index.facts.contacts[last.row as usize];
        found.row(index, last.who, vec![many.into(), last.date.into(), agency(contact).into()]);
    }
}
