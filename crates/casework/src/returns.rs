//! Returns made from the records: made, signed off and sent, each kept as it was and vouched for by the log.
//!
//! What was made is never changed: a fault is mended in the records, and the return is made again.

mod before;
mod going;
mod make;

pub use before::{Before, as_sent};
pub(crate) use going::Bench;
pub use going::{Going, Opened, Progress};

use crate::access::{Act, Actor};
use crate::{Casework, Done, Problem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use checks::Told;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jiff::Timestamp;
use jiff::civil::Date;
use practice::ids::StaffId;
use practice::moment::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{self, Read as _, Write as _};
use store::{Report, StoreError};
use uuid::Uuid;

/// As many returns, signatures and submissions as are listed.
const MOST: usize = 2_000;
/// What is kept under these words is of a return.
const MADE: &str = "return";
const SIGNED: &str = "return-signed";
const SENT: &str = "return-sent";
/// After the day of a payload that is of what has changed.
const CHANGES: &str = "changes";

/// What can be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// The children in need census.
    #[default]
    Cin,
    /// The looked-after return.
    Ssda903,
    /// The inspection lists.
    AnnexA,
    /// The daily payload.
    CscApi,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Cin, Kind::Ssda903, Kind::AnnexA, Kind::CscApi];

    /// As forms and the log name it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Cin => "cin",
            Kind::Ssda903 => "ssda903",
            Kind::AnnexA => "annex-a",
            Kind::CscApi => "csc-api",
        }
    }

    /// As people call it.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Cin => "Children in need census (CIN)",
            Kind::Ssda903 => "Looked-after return (SSDA903)",
            Kind::AnnexA => "Inspection lists (Annex A)",
            Kind::CscApi => "Daily payload for the Department",
        }
    }

    /// By its name.
    pub fn by_name(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is of a collection year, rather than as at a day.
    pub fn has_year(self) -> bool {
        matches!(self, Kind::Cin | Kind::Ssda903)
    }
}

/// What is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What.
    pub kind: Kind,
    /// The collection year it is of, for those that have one: 2026 is April 2025 to March 2026.
    pub year: i16,
    /// The day the others are as at.
    pub as_at: Date,
    /// The authority's three-digit number, for the census.
    pub authority: String,
    /// Of a daily payload: only what has changed since the last that was sent.
    pub changes: bool,
}

impl Wanted {
    /// The words it is kept under: of which year, or as at which day.
    fn about(&self) -> String {
        let of = if self.kind.has_year() { self.year.to_string() } else { self.as_at.to_string() };
        let changes = if self.is_of_changes() { format!(" {CHANGES}") } else { String::new() };
        format!("{MADE} {} {of}{changes}", self.kind.name())
    }

    /// Whether it is a daily payload of what has changed alone.
    pub fn is_of_changes(&self) -> bool {
        self.changes && self.kind == Kind::CscApi
    }
}

/// A number to sign off by, beside last year's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// What is counted.
    pub what: String,
    /// Now.
    pub this: usize,
    /// In the return it is held beside: see [`Content::before`].
    pub last: Option<usize>,
}

/// A file of a return, as it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptFile {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// The bytes, deflated, as base64.
    packed: String,
}

/// Everything that is kept of a return.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// When the records were read.
    pub read: Timestamp,
    /// The return that is kept as it was sent and that this one is held beside; without one, the same was made anew for a
    /// year before, from what was known when this was made.
    #[serde(default)]
    pub before: Option<Before>,
    /// How many children are in it.
    pub children: usize,
    /// Numbers that belong together, under their heading.
    pub numbers: Vec<(String, Vec<Number>)>,
    /// The rules that find something, errors first, and how many times.
    pub found: Vec<(Told, usize)>,
    /// How many rules were run, and how many could not be.
    pub rules: (usize, usize),
    /// What the form has no place for, as sentences.
    pub left_out: Vec<String>,
    /// The files, the list of what is found among them.
    pub files: Vec<KeptFile>,
}

impl Content {
    /// How many errors, and how many queries, were found.
    pub fn counts(&self) -> (usize, usize) {
        let of = |query| self.found.iter().filter(|(told, _)| told.query == query).map(|(_, count)| count).sum();
        (of(false), of(true))
    }
}

/// What somebody did with a return.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Who.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// What they wrote with it.
    pub words: String,
}

/// A return in the list of those that were made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its own name.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// Of which year, or as at which day.
    pub of: String,
    /// Whether it holds only what had changed.
    pub changes: bool,
    /// By whom.
    pub by: StaffId,
    /// When.
    pub at: Moment,
    /// Who signed it, first to last. In a list, without their words.
    pub signed: Vec<Mark>,
    /// When it was sent, first to last. In a list, without their words.
    pub sent: Vec<Mark>,
}

#[derive(Serialize, Deserialize)]
struct Said {
    words: String,
}

impl KeptFile {
    fn of(name: &str, bytes: &[u8]) -> io::Result<KeptFile> {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
        deflate.write_all(bytes)?;
        let hash = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let packed = BASE64.encode(deflate.finish()?);
        Ok(KeptFile { name: name.to_owned(), hash, bytes: bytes.len(), packed })
    }

    /// Its bytes, found to be what they were.
    pub fn unpacked(&self) -> Done<Vec<u8>> {
        let broken = || Problem::Store(StoreError::Engine("a file of a return is not what it was".to_owned()));
        let packed = BASE64.decode(&self.packed).map_err(|_| broken())?;
        let mut bytes = Vec::with_capacity(self.bytes);
        let most = self.bytes as u64 + 1;
        DeflateDecoder::new(packed.as_slice()).take(most).read_to_end(&mut bytes).map_err(|_| broken())?;
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if hash == self.hash { Ok(bytes) } else { Err(broken()) }
    }
}

fn unwritten(error: impl std::fmt::Display) -> Problem {
    Problem::Store(StoreError::Engine(format!("a return could not be written: {error}")))
}

impl Casework {
    fn keep(&self, actor: &Actor, action: &str, id: Uuid, about: String, body: String) -> Done<()> {
        let mut entry = self.dressed(self.entry(actor, action, &[], None));
        entry.why.clone_from(&about);
        let report = Report { id, about, issued: self.now(), by: actor.staff.clone(), body };
        if self.store().issue_report(&report, &entry)? {
            self.vouched(&[]);
        }
        Ok(())
    }

    /// The returns that were made, latest first, with who signed each and when it was sent.
    pub fn returns(&self, actor: &Actor) -> Done<Vec<Made>> {
        self.may(actor, Act::SeeReturns)?;
        self.looked(actor, "view_returns", &[], None)?;
        self.made()
    }

    fn made(&self) -> Done<Vec<Made>> {
        let all = self.store().reports(MOST)?;
        let marks = |id: Uuid, of: &str| {
            let about = format!("{of} {id}");
            let marks = all.iter().rev().filter(|one| one.about == about);
            marks.map(mark).collect::<Vec<Mark>>()
        };
        let made = all.iter().filter_map(|one| {
            let mut words = one.about.split(' ');
            let kind = words.next().filter(|word| *word == MADE).and(words.next()).and_then(Kind::by_name)?;
            let (signed, sent) = (marks(one.id, SIGNED), marks(one.id, SENT));
            let (of, by, at) = (words.next()?.to_owned(), one.by.clone(), Moment::of(one.issued));
            let changes = words.next() == Some(CHANGES);
            Some(Made { id: one.id, kind, of, changes, by, at, signed, sent })
        });
        Ok(made.collect())
    }

    fn one_return(&self, id: Uuid) -> Done<(Made, Content)> {
        let mut made = self.made()?.into_iter().find(|one| one.id == id).ok_or(Problem::NotFound)?;
        let marked = |of: &str| {
            let about = format!("{of} {id}");
            let ids: Vec<Uuid> =
                self.store().reports(MOST)?.iter().rev().filter(|one| one.about == about).map(|one| one.id).collect();
            Ok::<_, Problem>(self.store().issued(&ids)?.iter().map(mark).collect())
        };
        (made.signed, made.sent) = (marked(SIGNED)?, marked(SENT)?);
        let report = self.store().issued(&[id])?.pop().ok_or(Problem::NotFound)?;
        let content = serde_json::from_str(&report.body).map_err(unwritten)?;
        Ok((made, content))
    }

    /// A file of a return, byte for byte as it was made.
    pub fn return_file(&self, actor: &Actor, id: Uuid, name: &str) -> Done<Vec<u8>> {
        self.may(actor, Act::TakeReturns)?;
        let (made, content) = self.one_return(id)?;
        let file = content.files.iter().find(|file| file.name == name).ok_or(Problem::NotFound)?;
        let why = format!("{} {}, {}, {}", made.kind.name(), made.of, file.name, file.hash);
        self.enter(store::LogEntry { why, ..self.entry(actor, "take_return", &[], None) })?;
        file.unpacked()
    }

    /// Signs a return off.
    pub fn sign_return(&self, actor: &Actor, id: Uuid, key: &str, words: &str) -> Done<()> {
        self.may(actor, Act::SignReturns)?;
        let made = self.made()?.into_iter().find(|one| one.id == id).ok_or(Problem::NotFound)?;
        let key = parse(key)?;
        if made.signed.iter().any(|one| one.by == actor.staff) && self.store().issued(&[key])?.is_empty() {
            return Err(Problem::Refused("You have signed this return already.".into()));
        }
        self.keep(actor, "sign_return", key, format!("{SIGNED} {id}"), said(words)?)
    }

    /// Notes that a return was sent: where to, and what was answered. It must be signed first.
    pub fn return_sent(&self, actor: &Actor, id: Uuid, key: &str, words: &str) -> Done<()> {
        self.may(actor, Act::MakeReturns)?;
        let made = self.made()?.into_iter().find(|one| one.id == id).ok_or(Problem::NotFound)?;
        if made.signed.is_empty() {
            return Err(Problem::Refused("Nobody has signed this return off yet.".into()));
        }
        if words.trim().is_empty() {
            return Err(Problem::Refused("Say where it was sent, and what was answered.".into()));
        }
        self.keep(actor, "send_return", parse(key)?, format!("{SENT} {id}"), said(words)?)
    }
}

fn parse(key: &str) -> Done<Uuid> {
    key.parse().map_err(|_| Problem::Refused("Go back and send the form again.".into()))
}

fn said(words: &str) -> Done<String> {
    serde_json::to_string(&Said { words: words.trim().chars().take(2_000).collect() }).map_err(unwritten)
}

/// What somebody did; its words are not in a list.
fn mark(report: &Report) -> Mark {
    let words = serde_json::from_str::<Said>(&report.body).map(|said| said.words).unwrap_or_default();
    Mark { by: report.by.clone(), at: Moment::of(report.issued), words }
}
