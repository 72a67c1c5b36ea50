//! The suite every engine must pass. Each check is given an empty store, and says what is wrong.

mod accounts;
mod drafts;
pub mod facts;
mod lists;
mod log;
mod people;
mod races;
mod records;
pub mod sample;
mod words;

use crate::Store;
use std::fmt::Debug;

/// One thing that must be true of a store that is empty when it is given.
pub type Check = fn(&dyn Store) -> Result<(), String>;

/// Every check, by name.
pub const CHECKS: &[(&str, Check)] = &[
    ("records come back as they were written", records::come_back),
    ("records about several people come back whole", records::whole_records),
    ("a repeated write is applied once", records::applied_once),
    ("a refused write keeps nothing", records::refused),
    ("a write worked out under what has changed keeps nothing", records::overtaken),
    ("a panic keeps nothing, and the store goes on", records::panicked),
    ("a revision is written once", records::written_once),
    ("what somebody wrote is found", records::written_by),
    ("the mark grows with every write", records::mark_grows),
    ("loading again changes nothing", records::loaded_again),
    ("summaries are replaced, not added to", lists::replaced),
    ("summaries are rebuilt", lists::rebuilt),
    ("everyone can be gone through", lists::gone_through),
    ("people are found by their keys", lists::found),
    ("facts are kept by person, and stale once something is recorded", facts::kept),
    ("facts are replaced as a whole", facts::replaced),
    ("facts of who works here are kept", facts::of_the_workforce),
    ("work is listed for whom it is", lists::whose),
    ("caseloads are counted", lists::caseloads),
    ("contacts wait in order, with their claims", lists::waiting),
    ("two people may type in one draft", drafts::two_writers),
    ("a rival is settled", drafts::settled),
    ("nobody is their own rival", drafts::never_own_rival),
    ("drafts are found, moved and closed", drafts::life),
    ("a draft is finished once", drafts::finished),
    ("a contact is claimed by one", people::claimed),
    ("facts about access are kept in order, each revision once", people::registered),
    ("staff, sessions and settings are kept", people::kept),
    ("entries are kept in order and found", log::kept),
    ("an entry vouches for each write", log::vouched),
    ("files sent in drafts are kept apart", people::uploads),
    ("a report is kept as it was issued, once", log::reported),
    ("words typed on a page are kept for who typed them", words::kept),
    ("what no reader has looked at is found", words::unread),
    ("accounts are changed one after another", accounts::changed),
    ("tries are counted by slot", accounts::tries),
    ("what was asked is answered once", accounts::challenges),
    ("what was asked for is settled once", accounts::proposals),
    ("an alert stands until somebody has seen to it", accounts::alerts),
    ("of many who use one code, one may", races::one_code),
    ("of many who claim, one has it", races::claims),
    ("of many who take over, one has it", races::take_overs),
    ("many write about one child, and all is kept", races::one_child),
    ("many write with one key, and it is applied once", races::one_key),
    ("many type in one draft, and all is kept", races::one_draft),
    ("many write and log, and it is one chain", races::one_chain),
];

/// Runs every check, each on a store of its own; says every one that failed.
pub fn run(mut empty: impl FnMut() -> Box<dyn Store>) -> Result<usize, String> {
    let failed: Vec<String> = CHECKS
        .iter()
        .filter_map(|(name, check)| check(empty().as_ref()).err().map(|why| format!("{name}: {why}")))
        .collect();
    if failed.is_empty() { Ok(CHECKS.len()) } else { Err(failed.join("\n")) }
}

/// Says what differs.
pub fn same<T: PartialEq + Debug>(what: &str, got: T, wanted: T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("{what}: got {got:?}, wanted {wanted:?}")) }
}

/// Says what went wrong.
pub fn fine<T>(answer: Result<T, crate::StoreError>) -> Result<T, String> {
    answer.map_err(|fault| fault.to_string())
}
