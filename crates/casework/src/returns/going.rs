//! Returns that are being made: one after another, each told how far it has come. They are made beside the request that asks
//! for them, since each reads everyone; what a request shows is where they are.

use super::before::{NO_PAYLOAD, sent_last};
use super::make::{Maker, end_of};
use super::{Content, Kind, Made, Wanted, parse, unwritten};
use crate::access::{Act, Actor};
use crate::{Casework, Done, Problem};
use jiff::civil::Date;
use practice::ids::StaffId;
use practice::moment::Moment;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// No more are made, or wait for their turn, at once.
const AT_ONCE: usize = 8;
/// As many that failed are remembered.
const FAILED: usize = 32;

/// How far a return has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Another is made first.
    Waiting,
    /// The records are read as at a day, of so many people so far.
    Reading(Date, usize),
    /// Its files are written, and held against the rules.
    Checking,
    /// It could not be made: why.
    Failed(String),
}

/// A return that is being made.
#[derive(Clone, Debug, PartialEq)]
pub struct Going {
    /// What.
    pub wanted: Wanted,
    /// Who asked for it.
    pub by: StaffId,
    /// When.
    pub since: Moment,
    /// How far it is.
    pub progress: Progress,
}

impl Going {
    fn has_failed(&self) -> bool {
        matches!(self.progress, Progress::Failed(_))
    }
}

/// Those that are being made, in the order they were asked for. Gone with the server: then they are asked for again.
#[derive(Default)]
pub(crate) struct Bench {
    going: Mutex<Vec<(Uuid, Going)>>,
    /// Each reads everyone: one after another.
    turn: Mutex<()>,
}

impl Bench {
    fn going(&self) -> MutexGuard<'_, Vec<(Uuid, Going)>> {
        self.going.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it is new here.
    fn begin(&self, id: Uuid, one: Going) -> Done<bool> {
        let mut all = self.going();
        if all.iter().any(|(other, _)| *other == id) {
            return Ok(false);
        }
        if all.iter().filter(|(_, one)| !one.has_failed()).count() >= AT_ONCE {
            return Err(Problem::Refused("Other returns are being made now. Try again in a few minutes.".into()));
        }
        if all.iter().filter(|(_, one)| one.has_failed()).count() >= FAILED {
            let oldest = all.iter().position(|(_, one)| one.has_failed());
            oldest.map(|at| all.remove(at));
        }
        all.push((id, one));
        Ok(true)
    }

    fn tell(&self, id: Uuid, progress: Progress) {
        if let Some((_, one)) = self.going().iter_mut().find(|(other, _)| *other == id) {
            one.progress = progress;
        }
    }

    fn ended(&self, id: Uuid) {
        self.going().retain(|(other, _)| *other != id);
    }

    fn find(&self, id: Uuid) -> Option<Going> {
        self.going().iter().find(|(other, _)| *other == id).map(|(_, one)| one.clone())
    }
}

/// A return as its page shows it.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// It is being made, or could not be.
    Going(Going),
    /// As it was made.
    Made(Made, Box<Content>),
}

impl Casework {
    /// Begins to make a return, which is then kept. Asked again with the same key, it is made once.
    pub fn begin_return(&self, actor: &Actor, key: &str, wanted: &Wanted) -> Done<Uuid> {
        self.may(actor, Act::MakeReturns)?;
        self.looked(actor, "begin_return", &[], None)?;
        let id = parse(key)?;
        if !self.store().issued(&[id])?.is_empty() {
            return Ok(id);
        }
        self.can_be_made(wanted)?;
        let one =
            Going { wanted: wanted.clone(), by: actor.staff.clone(), since: self.today(), progress: Progress::Waiting };
        if self.bench.begin(id, one)? {
            let (casework, actor, wanted) = (self.clone(), actor.clone(), wanted.clone());
            let work = move || casework.make_in_turn(&actor, id, &wanted);
            let begun = std::thread::Builder::new().name("return".to_owned()).spawn(work);
            if begun.is_err() {
                self.bench.ended(id);
                return Err(Problem::Refused("No return can be made now. Try again in a few minutes.".into()));
            }
        }
        Ok(id)
    }

    /// What is wrong with what is wanted, before anything is read.
    fn can_be_made(&self, wanted: &Wanted) -> Done<()> {
        let right = wanted.authority.len() == 3 && wanted.authority.bytes().all(|one| one.is_ascii_digit());
        if wanted.kind == Kind::Cin && !right {
            return Err(Problem::Refused("An authority's number is three digits, as 201.".into()));
        }
        if wanted.kind.has_year() {
            end_of(wanted.year)?;
        }
        if wanted.is_of_changes() && sent_last(self, Kind::CscApi)?.is_none() {
            return Err(Problem::Refused(NO_PAYLOAD.into()));
        }
        Ok(())
    }

    fn make_in_turn(&self, actor: &Actor, id: Uuid, wanted: &Wanted) {
        let _turn = self.bench.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let tell = |progress| self.bench.tell(id, progress);
        let make = || {
            let content = Maker { casework: self, tell: &tell }.make(wanted)?;
            let body = serde_json::to_string(&content).map_err(unwritten)?;
            self.keep(actor, "make_return", id, wanted.about(), body)
        };
        let failed = match catch_unwind(AssertUnwindSafe(make)) {
            Ok(Ok(())) => return self.bench.ended(id),
            Ok(Err(Problem::Refused(why))) => why,
            Ok(Err(problem)) => {
                tracing::error!(%problem, "a return could not be made");
                "Something went wrong here, and nothing was kept. Try again in a few minutes.".to_owned()
            }
            Err(_) => {
                tracing::error!("making a return panicked");
                "Something went wrong here, and nothing was kept. Tell whoever runs Goldthread.".to_owned()
            }
        };
        tell(Progress::Failed(failed));
    }

    /// A return as it was made, with what was done with it; or how far it has come.
    pub fn open_return(&self, actor: &Actor, id: Uuid) -> Done<Opened> {
        self.may(actor, Act::SeeReturns)?;
        self.looked(actor, "view_return", &[], None)?;
        // First whether it is going: what is kept in between is found afterwards.
        match self.bench.find(id) {
            Some(going) => Ok(Opened::Going(going)),
            None => self.one_return(id).map(|(made, content)| Opened::Made(made, Box::new(content))),
        }
    }

    /// The returns that are being made, or could not be, in the order they were asked for.
    pub fn returns_going(&self, actor: &Actor) -> Done<Vec<(Uuid, Going)>> {
        self.may(actor, Act::SeeReturns)?;
        self.looked(actor, "view_returns", &[], None)?;
        Ok(self.bench.going().clone())
    }
}
