//! What a person may do: every command and query, each with its access decision and its note that someone looked.

pub mod access;
pub mod allocate;
mod appender;
pub mod board;
pub mod browsing;
pub mod checking;
pub mod concerns;
pub mod contact;
pub mod copies;
pub mod documents;
pub mod draft_people;
pub mod drafts;
pub mod emergency;
pub mod facts;
pub mod family;
pub mod figures;
pub mod file;
pub mod finish;
pub mod import;
pub mod improvement;
pub mod inert;
pub mod lists;
pub mod loading;
pub mod looks;
pub mod my_day;
pub mod names;
pub mod pack;
pub mod people;
pub mod prefill;
pub mod quality;
pub mod rebuild;
pub mod returns;
pub mod rules;
pub mod search;
pub mod sending;
pub mod sign_in;
pub mod team;
pub mod visit;
pub mod words;

pub use access::{Act, Actor, Fresh, Role};

use access::registers::Reading;
use appender::Appender;
use jiff::Timestamp;
use names::StaffNames;
use practice::ids::PersonId;
use practice::moment::Moment;
use practice::record::Revision;
use practice::spec::Spec;
use sha2::{Digest, Sha256};
use sign_in::Entrance;
use std::fmt;
use std::sync::{Arc, RwLock};
use store::{Store, StoreError};
use uuid::Uuid;
use visit::Visit;

/// The casework of one authority: its store, its rules, its time. A copy is another handle on the same.
#[derive(Clone)]
pub struct Casework {
    store: Arc<dyn Store>,
    rules: Arc<RwLock<Arc<rules::Known>>>,
    staff: Arc<RwLock<Arc<StaffNames>>>,
    now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    desk: Option<Arc<documents::Desk>>,
    ids: Arc<dyn Fn() -> Uuid + Send + Sync>,
    reading: Arc<Reading>,
    entrance: Entrance,
    appender: Arc<Appender>,
    figures: Arc<figures::Kept>,
    checking: Arc<checking::Checking>,
    quality: Arc<quality::Kept>,
    bench: Arc<returns::Bench>,
    pace: Arc<browsing::Pace>,
    halves: Arc<access::identities::Halves>,
    spool: Option<Arc<emergency::Spool>>,
    /// The request that is being answered, if one is.
    visit: Option<Arc<Visit>>,
}

/// Why something could not be done. The words are for the person who asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    /// It is not there, or this person may not know that it is: the two are told apart nowhere.
    NotFound,
    /// This person's role does not do this.
    NotAllowed,
    /// It needs this proved in the last few minutes: ask for it, then ask again.
    StepUp(Fresh),
    /// What was asked cannot be done as asked.
    Refused(String),
    /// The store failed.
    Store(StoreError),
    /// That someone looked could not be written down, so nothing may be shown.
    NotLogged(StoreError),
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Refused(words) => Problem::Refused(words),
            StoreError::NoSuchDraft => Problem::NotFound,
            other => Problem::Store(other),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::NotFound => f.write_str("not found"),
            Problem::NotAllowed => f.write_str("your role does not do this"),
            Problem::StepUp(Fresh::Passkey) => f.write_str("a passkey is needed first"),
            Problem::StepUp(_) => f.write_str("a second factor is needed first"),
            Problem::Refused(words) => f.write_str(words),
            Problem::Store(error) => error.fmt(f),
            Problem::NotLogged(error) => write!(f, "this could not be noted in the log: {error}"),
        }
    }
}

impl std::error::Error for Problem {}

/// A result in casework.
pub type Done<T> = Result<T, Problem>;

impl Casework {
    /// Casework over a store, by the time `now` tells.
    pub fn new(store: Box<dyn Store>, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Done<Self> {
        Casework::sharing(store.into(), now)
    }

    /// The same over a store that others hold too.
    pub fn sharing(store: Arc<dyn Store>, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Done<Self> {
        let rules = Arc::new(RwLock::new(Arc::new(rules::Known::read(store.as_ref())?)));
        let staff = Arc::new(RwLock::new(Arc::new(StaffNames::read(store.as_ref())?)));
        let appender = Arc::new(Appender::new(store.clone()));
        let entrance = Entrance { rules: sign_in::Rules::read(store.as_ref())?, ..Entrance::default() };
        let (reading, now, ids, pace) = (Arc::default(), Arc::new(now), Arc::new(Uuid::now_v7), Arc::default());
        let (desk, spool, visit) = (None, None, None);
        let (figures, checking, quality) = (Arc::default(), Arc::default(), Arc::default());
        let (bench, halves) = (Arc::default(), Arc::default());
        let casework = Casework {
            store,
            rules,
            staff,
            now,
            desk,
            ids,
            entrance,
            reading,
            appender,
            figures,
            checking,
            quality,
            bench,
            pace,
            halves,
            spool,
            visit,
        };
        casework.read_registers()?;
        Ok(casework)
    }

    /// The same, at a site: passkeys work there.
    pub fn at_site(self, passkeys: identity::passkey::Passkeys) -> Self {
        Casework { entrance: Entrance { passkeys: Some(Arc::new(passkeys)), ..self.entrance.clone() }, ..self }
    }

    /// The same, where a council's own provider may vouch for people.
    pub fn trusting(self, council: identity::council::Council) -> Self {
        Casework { entrance: Entrance { council: Some(Arc::new(council)), ..self.entrance.clone() }, ..self }
    }

    /// The same with names for new things from elsewhere, so that a simulation can be repeated.
    pub fn with_ids(self, ids: impl Fn() -> Uuid + Send + Sync + 'static) -> Self {
        Casework { ids: Arc::new(ids), ..self }
    }

    /// The same with a place for documents. Without one, none can be sent.
    pub fn with_documents(self, desk: documents::Desk) -> Self {
        Casework { desk: Some(Arc::new(desk)), ..self }
    }

    /// A name for something new.
    pub(crate) fn new_id(&self) -> Uuid {
        (self.ids)()
    }

    /// The store, for programs that keep it: rebuilding, backing up.
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        (self.now)()
    }

    /// Now, as a local moment.
    pub fn today(&self) -> Moment {
        Moment::of(self.now())
    }

    /// A number that grows with every write.
    pub fn mark(&self) -> Done<u64> {
        Ok(self.store.mark()?)
    }
}

/// The fingerprint of a form: the same questions give the same fingerprint.
pub fn fingerprint(spec: &Spec) -> (String, String) {
    let json = serde_json::to_string(spec).unwrap_or_default();
    let digest = Sha256::digest(json.as_bytes());
    (digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect(), json)
}

/// The people of some revisions, each once.
pub(crate) fn people_of<'r>(revisions: impl IntoIterator<Item = &'r Revision>) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = revisions.into_iter().flat_map(|one| one.people.iter().copied()).collect();
    people.sort();
    people.dedup();
    people
}
