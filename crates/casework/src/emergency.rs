//! The one page that is shown even when the log cannot be written: a child's card, at three in the morning.
//!
//! That somebody looked is then kept in a second place, a file outside the database, with an alarm; it is taken into the
//! log as soon as the log can be written again. Where neither can be written, nothing is shown.

use crate::access::Actor;
use crate::file::{AsAt, File};
use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, RecordId};
use std::fs::{self, File as OnDisk, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use store::LogEntry;

/// The second place: one entry on each line, as JSON.
pub(crate) struct Spool {
    path: PathBuf,
    lock: Mutex<()>,
}

impl Spool {
    fn keep(&self, entry: &LogEntry) -> io::Result<()> {
        let _one = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let directory = self.path.parent().ok_or(io::ErrorKind::NotFound)?;
        fs::create_dir_all(directory)?;
        // Begun on a line of its own, whatever a power cut left of the line before.
        let line = format!("\n{}\n", serde_json::to_string(entry)?);
        let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(&self.path)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()?;
        // Its name must be there after a power cut too.
        OnDisk::open(directory)?.sync_all()
    }
}

impl Casework {
    /// The same with a second place for the emergency card's entries: on another disk than the database.
    pub fn with_spool(self, path: PathBuf) -> Self {
        Casework { spool: Some(Arc::new(Spool { path, lock: Mutex::new(()) })), ..self }
    }

    /// The same with no second place: where the log cannot be written, the card is refused too.
    pub fn without_spool(self) -> Self {
        Casework { spool: None, ..self }
    }

    /// A child's card: what somebody needs tonight.
    pub fn emergency_card(&self, actor: &Actor, child: PersonId) -> Done<File> {
        self.file_seen(actor, child, AsAt::Now, Casework::looked_in_emergency).map(|(_, file)| file)
    }

    fn looked_in_emergency(
        &self,
        actor: &Actor,
        _action: &str,
        people: &[PersonId],
        record: Option<RecordId>,
    ) -> Done<()> {
        if let Some(visit) = &self.visit {
            visit.may_be_spooled();
            return self.looked(actor, "emergency_card", people, record);
        }
        let entry = self.entry(actor, "emergency_card", people, record);
        match self.appender.append(entry.clone()).wait() {
            Ok(()) => Ok(()),
            Err(fault) => self.spooled(&entry, fault),
        }
    }

    /// Keeps an entry in the second place, because the log could not be written.
    pub(crate) fn spooled(&self, entry: &LogEntry, fault: store::StoreError) -> Done<()> {
        let Some(spool) = &self.spool else { return Err(Problem::NotLogged(fault)) };
        if let Err(second) = spool.keep(entry) {
            tracing::error!(alarm = "log", %fault, %second, "neither the log nor its second place can be written");
            return Err(Problem::NotLogged(fault));
        }
        tracing::error!(alarm = "log", %fault, "the log cannot be written; an emergency card was shown and kept aside");
        Ok(())
    }

    /// Takes what was kept aside into the log; how many entries that was. An entry may come twice after a power cut.
    pub fn take_in_spool(&self) -> Done<usize> {
        let Some(spool) = &self.spool else { return Ok(0) };
        let _one = spool.lock.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match fs::read_to_string(&spool.path) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(0),
            text => text.map_err(unread)?,
        };
        // A line cut short by a power cut was never answered.
        let entries: Vec<LogEntry> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let aside = |entry: LogEntry| LogEntry { why: format!("kept aside: {}", entry.why), ..entry };
        let entries: Vec<LogEntry> = entries.into_iter().map(aside).collect();
        self.store().log(&entries).map_err(Problem::NotLogged)?;
        fs::remove_file(&spool.path).map_err(unread)?;
        Ok(entries.len())
    }
}

fn unread(fault: io::Error) -> Problem {
    Problem::Refused(format!("what was kept aside for the log cannot be read: {fault}"))
}
