//! Files of another system held against the rules of the sector. Of the files nothing is kept, and of what was found only
//! what somebody asked to page through: in memory, for them alone, for an hour. That it was done is in the log.

use crate::access::{Act, Actor};
use crate::{Casework, Done, Problem};
use checks::worker::{Checker, LARGEST, NotAdded, Parcel, Unchecked};
use checks::{Asked, Checked, Part};
use jiff::{SignedDuration, Timestamp};
use practice::ids::StaffId;
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::LogEntry;
use uuid::Uuid;

/// Findings are held for so long.
pub const HELD_FOR: SignedDuration = SignedDuration::from_hours(1);
/// So many are held at once, of everyone; the oldest give way.
const HELD: usize = 8;
/// So many parcels come in at once: each may take as much memory as the largest.
const AT_A_TIME: usize = 3;

/// Who checks, and what is held.
#[derive(Default)]
pub(crate) struct Checking {
    checker: Option<Arc<dyn Checker>>,
    coming: Arc<AtomicUsize>,
    held: Mutex<Vec<Held>>,
    turn: Mutex<()>,
}

struct Held {
    id: Uuid,
    by: StaffId,
    since: Timestamp,
    checked: Arc<Checked>,
}

/// Files that somebody is sending.
pub struct Sending {
    parcel: Parcel,
    _place: Place,
}

struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Sending {
    /// Takes in a file, read to its end.
    pub fn add(&mut self, part: Part, name: &str, from: &mut dyn Read) -> Done<()> {
        self.parcel.add(part, name, from).map_err(|why| match why {
            NotAdded::TooMuch => Problem::Refused(format!(
                "That is too much to check here: at most {} MB, and {} files. On the command line there is no such bound.",
                LARGEST / 1024 / 1024,
                checks::worker::FILES
            )),
            NotAdded::Trouble(_) => Problem::Refused("The files broke off on their way. Send them again.".into()),
        })
    }

    /// How many files came.
    pub fn files(&self) -> usize {
        self.parcel.holds().0
    }
}

impl Casework {
    /// The same, with somebody who checks files. Without, none can be checked on a page.
    pub fn with_checker(self, checker: Arc<dyn Checker>) -> Self {
        Casework { checking: Arc::new(Checking { checker: Some(checker), ..Checking::default() }), ..self }
    }

    /// May this person check files?
    pub fn may_check_files(&self, actor: &Actor) -> Done<()> {
        self.may(actor, Act::CheckReturns)?;
        self.looked(actor, "see_checks", &[], None)
    }

    /// Begins to take in files.
    pub fn take_files(&self, actor: &Actor) -> Done<Sending> {
        self.may(actor, Act::CheckReturns)?;
        let place = Place(self.checking.coming.clone());
        if place.0.fetch_add(1, Ordering::SeqCst) >= AT_A_TIME {
            return Err(Problem::Refused("Others are checking files now. Try again in a minute.".into()));
        }
        let parcel = Parcel::new(LARGEST)
            .map_err(|_| Problem::Refused("There is no memory for the files now. Try again in a minute.".into()))?;
        Ok(Sending { parcel, _place: place })
    }

    /// Checks what was taken in. The files are gone afterwards.
    pub fn check_files(&self, actor: &Actor, asked: &Asked, sending: Sending) -> Done<Checked> {
        self.may(actor, Act::CheckReturns)?;
        let (files, bytes) = sending.parcel.holds();
        let why = format!("{}, {files} files, {bytes} bytes", asked.what.name());
        self.enter(LogEntry { why, ..self.entry(actor, "check_files", &[], None) })?;
        let checker = self.checking.checker.clone().ok_or_else(|| {
            Problem::Refused("Files are not checked here: Goldthread was started without what it needs.".into())
        })?;
        let Sending { parcel, _place } = sending;
        let _turn = self.checking.turn.lock().unwrap_or_else(PoisonError::into_inner);
        match checker.check(asked, parcel) {
            Ok(checked) => Ok(checked),
            Err(Unchecked::Refused(refused)) => Err(Problem::Refused(refused.to_string())),
            Err(Unchecked::Ended(how)) => {
                tracing::warn!(%how, "files ended the process that checked them");
                Err(Problem::Refused(
                    "These files took more time or memory than any return does, so they were not checked. Check them on the \
                     command line, or ask whoever made them."
                        .into(),
                ))
            }
            Err(Unchecked::Trouble(trouble)) => {
                tracing::error!(%trouble, "files could not be checked");
                Err(Problem::Refused("Files cannot be checked at the moment. Try again in a minute.".into()))
            }
        }
    }

    /// Holds what was found, for an hour, for this person alone.
    pub fn hold_findings(&self, actor: &Actor, checked: Checked) -> Done<Uuid> {
        self.may(actor, Act::CheckReturns)?;
        // Told to nobody, and not to be guessed.
        let id = Uuid::new_v4();
        let mut held = self.held();
        if held.len() >= HELD {
            held.remove(0);
        }
        held.push(Held { id, by: actor.staff.clone(), since: self.now(), checked: Arc::new(checked) });
        Ok(id)
    }

    /// What was found, and since when it is held.
    pub fn findings(&self, actor: &Actor, id: Uuid) -> Done<(Arc<Checked>, Timestamp)> {
        self.may(actor, Act::CheckReturns)?;
        self.looked(actor, "view_findings", &[], None)?;
        let held = self.held();
        let one = held.iter().find(|one| one.id == id && one.by == actor.staff).ok_or(Problem::NotFound)?;
        Ok((one.checked.clone(), one.since))
    }

    /// Lets go of what was found.
    pub fn forget_findings(&self, actor: &Actor, id: Uuid) -> Done<()> {
        self.may(actor, Act::CheckReturns)?;
        self.looked(actor, "forget_findings", &[], None)?;
        self.held().retain(|one| one.id != id || one.by != actor.staff);
        Ok(())
    }

    /// What is held, once what is too old is gone.
    fn held(&self) -> MutexGuard<'_, Vec<Held>> {
        let mut held = self.checking.held.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.now();
        held.retain(|one| now.duration_since(one.since) < HELD_FOR);
        held
    }
}
