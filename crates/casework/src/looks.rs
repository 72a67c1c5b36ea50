//! Who looked at a child's file: a page at a time, and all of it for somebody who asks what is held about them.

use crate::access::{Act, Actor};
use crate::inert::inert;
use crate::{Casework, Done};
use practice::ids::PersonId;
use practice::spec::humanise;
use store::{LogEntry, Logged};

/// How many looks a page shows.
const ON_A_PAGE: usize = 200;
/// How many entries are read at a time for an extract.
const AT_A_TIME: usize = 1_000;

/// Some of the looks at a file, latest first.
#[derive(Debug, Default)]
pub struct Looks {
    /// The looks.
    pub looks: Vec<Logged>,
    /// Ask again before this place for the ones before; none when these are the first there were.
    pub earlier: Option<u64>,
}

impl Casework {
    /// Who looked at a child's file before a place in the log, latest first; from the latest when none is given.
    pub fn looks(&self, actor: &Actor, child: PersonId, before: Option<u64>) -> Done<Looks> {
        let sight = self.may_of(actor, Act::SeeLooks, &[child])?;
        self.looked(actor, "view_looks", &[child], None)?;
        let mut looks = self.store().log_about(child, before.unwrap_or(u64::MAX), ON_A_PAGE + 1)?;
        let more = looks.len() > ON_A_PAGE;
        looks.truncate(ON_A_PAGE);
        let earlier = looks.last().map(|last| last.seq).filter(|_| more);
        if !sight.hidden().is_empty() {
            // An entry about a record of which nothing may be seen would tell that there is one.
            let about = self.store().about(&[child])?;
            let unseen = |record| about.iter().any(|one| one.id == record && sight.revision(one.clone()).is_none());
            looks.retain(|look| look.entry.record.is_none_or(|record| !unseen(record)));
            for look in &mut looks {
                look.entry.people.retain(|person| !sight.hides(*person));
            }
        }
        Ok(Looks { looks, earlier })
    }

    /// Everyone who looked at a child's file, first to last, as CSV, for an answer to a request for access. Nobody else
    /// is named in it: an entry about several children says only that there were others. Making it is logged.
    pub fn looks_extract(&self, actor: &Actor, child: PersonId, why: &str) -> Done<String> {
        self.may_of(actor, Act::SeeLog, &[child])?;
        self.did(actor, "export_looks", &[child], None, why)?;
        let mut all = Vec::new();
        let mut before = u64::MAX;
        loop {
            let some = self.store().log_about(child, before, AT_A_TIME)?;
            before = some.last().map_or(0, |last| last.seq);
            let done = some.len() < AT_A_TIME;
            all.extend(some);
            if done {
                break;
            }
        }
        let staff = self.staff_names();
        let mut out = csv::Writer::from_writer(Vec::new());
        let header = ["entry", "when", "who", "role", "did", "came of it", "reason", "with others"];
        let fault = |_| crate::Problem::Refused("the extract could not be written".into());
        out.write_record(header).map_err(fault)?;
        for Logged { seq, entry, .. } in all.iter().rev() {
            let row = [
                seq.to_string(),
                entry.at.to_string(),
                inert(staff.worker(&entry.by)),
                humanise(&entry.role),
                did(entry).to_owned(),
                entry.outcome.name().to_owned(),
                inert(&entry.why),
                if entry.people.len() > 1 { "yes" } else { "no" }.to_owned(),
            ];
            out.write_record(row).map_err(fault)?;
        }
        let bytes = out.into_inner().unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// What someone did, in words.
pub fn did(entry: &LogEntry) -> &'static str {
    match entry.action.as_str() {
        "view_file" => "Read the file",
        "view_record" => "Read a record",
        "view_contact" => "Read a contact",
        "view_draft" => "Worked on a draft",
        "view_family" => "Read, for a relative's family page",
        "view_chronology" => "Read, for the family's chronology",
        "view_looks" => "Read who looked",
        "export_looks" => "Took out the list of who looked",
        "record" => "Kept a record",
        "print" => "Printed",
        "look_at_copy" => "Looked at a copy before it was sent",
        "send_copy" => "Sent copies, or was stopped",
        "ask_release" => "Asked that a protected copy may leave",
        "view_release" => "Read a protected copy that was asked for",
        "agree_release" => "Agreed that a protected copy leaves",
        "refuse_release" => "Refused that a protected copy leaves",
        "emergency_card" => "Read the emergency card",
        "search" => "Searched",
        _ if entry.page.starts_with("POST") => "Sent a form",
        _ => "Opened a page",
    }
}
