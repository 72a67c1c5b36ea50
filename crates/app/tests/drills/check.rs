//! What is kept, compared with what was acknowledged.

use crate::ledger::{Kept, hash};
use crate::program::Launch;
use practice::ids::RecordId;
use std::collections::BTreeSet;
use std::time::Duration;
use store::{DraftId, Store};
use uuid::Uuid;

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Compared {
    /// Acknowledged writes that are not there.
    pub lost: Vec<Kept>,
    /// Drafts that are neither open nor wholly a record, or a record twice.
    pub half: Vec<Uuid>,
}

/// Compares what was acknowledged with what a store holds.
pub fn compare(store: &dyn Store, acknowledged: &[Kept]) -> Compared {
    let mut compared = Compared::default();
    let mut drafts = BTreeSet::new();
    for kept in acknowledged {
        if !is_there(store, kept) {
            compared.lost.push(kept.clone());
        }
        if let Kept::Draft(draft) = kept {
            drafts.insert(*draft);
        }
    }
    // People go on writing while this reads: what is half there stays half there.
    let stays_half = |draft: &Uuid| {
        (0..5).all(|_| {
            let half = !is_whole(store, *draft);
            if half {
                std::thread::sleep(Duration::from_millis(50));
            }
            half
        })
    };
    compared.half = drafts.into_iter().filter(stays_half).collect();
    compared
}

fn is_there(store: &dyn Store, kept: &Kept) -> bool {
    match kept {
        Kept::Draft(draft) => store.draft(DraftId(*draft)).expect("reads").is_some(),
        Kept::Person { draft, name } => {
            let state = store.draft(DraftId(*draft)).expect("reads");
            let people = state.map(|state| state.draft.people).unwrap_or_default();
            let about = store.about(&people).expect("reads");
            about.iter().any(|one| one.kind == "person_details" && one.body["given"] == name.as_str())
        }
        Kept::Answer { draft, path, hash: wanted } => store
            .draft(DraftId(*draft))
            .expect("reads")
            .is_some_and(|state| state.fields.iter().any(|field| field.path == *path && hash(&field.value) == *wanted)),
        Kept::Record { id, hash: wanted } => {
            let revisions = store.record(RecordId(*id)).expect("reads");
            revisions.first().and_then(|one| one.body["concern"].as_str()).is_some_and(|words| hash(words) == *wanted)
        }
    }
}

/// A draft is closed exactly when its record is there, once, with a summary for each child it is about.
fn is_whole(store: &dyn Store, draft: Uuid) -> bool {
    let Some(state) = store.draft(DraftId(draft)).expect("reads") else { return true };
    let revisions = store.record(RecordId(draft)).expect("reads");
    let people = revisions.first().map(|one| one.people.clone()).unwrap_or_default();
    let summaries = store.summaries(&people).expect("reads");
    state.draft.closed.is_some() == (revisions.len() == 1)
        && revisions.len() <= 1
        && summaries.len() == people.len()
        && (revisions.is_empty() || !people.is_empty())
}

/// Lists agree with records: the program's own command says so.
pub fn lists_agree(launch: &Launch) {
    let out = launch.command(&["verify-rebuild"]).output().expect("runs");
    let said = String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned();
    assert!(out.status.success(), "lists differ from records: {said}");
}
