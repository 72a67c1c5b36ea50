//! Returns made from the records: made, signed off and sent, each kept as it was and vouched for by the log.
//!
//! What was made is never changed: a fault is mended in the records, and the return is made again.

use crate::access::{Act, Actor};
use crate::facts::{AsAt, all};
use crate::{Casework, Done, Problem};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use checks::{Checked, Format, Told};
use facts::Facts;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use practice::ids::StaffId;
use practice::moment::Moment;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use standards::annex_a::rules::Lists;
use standards::annex_a::{from_facts as annex_a, layout, rules as annex_a_rules, write as annex_a_write};
use standards::cin_census::{Census, from_facts as cin, rules as cin_rules, value, write as cin_write};
use standards::csc_api;
use standards::rules::Report as Ruled;
use standards::ssda903::rules::{self as ssda903_rules, Returns};
use standards::ssda903::{from_facts as ssda903, sign_off, write as ssda903_write};
use std::convert::Infallible;
use std::io::{self, Read as _, Write as _};
use std::sync::{Mutex, PoisonError};
use store::{Report, StoreError};
use uuid::Uuid;

/// As many returns, signatures and submissions as are listed.
const MOST: usize = 2_000;
/// What is kept under these words is of a return.
const MADE: &str = "return";
const SIGNED: &str = "return-signed";
const SENT: &str = "return-sent";

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
}

/// A number to sign off by, beside last year's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// What is counted.
    pub what: String,
    /// Now.
    pub this: usize,
    /// In the same return a year before, from what is known now.
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

/// A return that is being put together.
struct Making {
    files: Vec<KeptFile>,
}

impl Making {
    fn file(&mut self, name: &str, bytes: &[u8]) -> Done<()> {
        self.files.push(KeptFile::of(name, bytes).map_err(unwritten)?);
        Ok(())
    }

    /// With what the rules found, whose list is one more file.
    fn found(
        mut self,
        read: Timestamp,
        children: usize,
        report: Ruled,
        numbers: Vec<(String, Vec<Number>)>,
        left_out: Vec<String>,
    ) -> Done<Content> {
        let checked = Checked::new("the return", &|table| Some(table.to_owned()), None, children, report, Vec::new());
        let mut list = Vec::new();
        checked.write(Format::Csv, &mut list).map_err(unwritten)?;
        self.file("findings.csv", &list)?;
        let counts = checked.by_rule().iter().map(Vec::len).collect::<Vec<_>>();
        let rules = (checked.rules, checked.not_run.len());
        let found = checked.told.into_iter().zip(counts).collect();
        Ok(Content { read, children, numbers, found, rules, left_out, files: self.files })
    }
}

/// The numbers of a census: what, and how many.
fn of_census(census: &Census, year: i16) -> Vec<(&'static str, usize)> {
    let first = Date::new(year - 1, 4, 1).unwrap_or(Date::ZERO);
    let episodes: Vec<_> = census.children.iter().flat_map(|child| &child.episodes).collect();
    let plans: Vec<_> = episodes.iter().flat_map(|one| &one.protection_plans).collect();
    let in_year = |day: Option<Date>| day.is_some_and(|day| day >= first);
    vec![
        ("Children", census.children.len()),
        ("Episodes of need", episodes.len()),
        ("Referred in the year", episodes.iter().filter(|one| in_year(value(&one.referred).copied())).count()),
        ("Closed in the year", episodes.iter().filter(|one| value(&one.closed).is_some()).count()),
        ("Open at the end", episodes.iter().filter(|one| value(&one.closed).is_none()).count()),
        ("Assessments", episodes.iter().map(|one| one.assessments.len()).sum()),
        ("Child in need plans", episodes.iter().map(|one| one.plans.len()).sum()),
        ("Section 47 enquiries", episodes.iter().map(|one| one.enquiries.len()).sum()),
        ("Child protection plans", plans.len()),
        ("Child protection plans open at the end", plans.iter().filter(|one| value(&one.ended).is_none()).count()),
    ]
}

/// Counts beside those of a year before.
fn beside(title: &str, this: Vec<(&'static str, usize)>, last: Vec<(&'static str, usize)>) -> (String, Vec<Number>) {
    let number = |((what, this), (_, last)): ((&str, usize), (&str, usize))| Number {
        what: what.to_owned(),
        this,
        last: Some(last),
    };
    (title.to_owned(), this.into_iter().zip(last).map(number).collect())
}

impl Casework {
    fn facts_at(&self, day: Date) -> Done<Facts> {
        let on = Moment { date: day, time: Some(Time::constant(23, 59, 0, 0)) };
        let mut facts = Facts::default();
        let Ok(()) = all::<Infallible>(self, AsAt { on, known_by: None }, &mut |_, some| {
            facts.append(some);
            Ok(())
        })?;
        Ok(facts)
    }

    /// Makes a return and keeps it. Sent again with the same key, it is made once.
    pub fn make_return(&self, actor: &Actor, key: &str, wanted: &Wanted) -> Done<Uuid> {
        self.may(actor, Act::MakeReturns)?;
        let id = parse(key)?;
        // Each reads everyone: one after another.
        static TURN: Mutex<()> = Mutex::new(());
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.store().issued(&[id])?.is_empty() {
            return Ok(id);
        }
        let content = match wanted.kind {
            Kind::Cin => self.make_cin(wanted)?,
            Kind::Ssda903 => self.make_ssda903(wanted)?,
            Kind::AnnexA => self.make_annex_a(wanted)?,
            Kind::CscApi => self.make_csc_api(wanted)?,
        };
        let of = if wanted.kind.has_year() { wanted.year.to_string() } else { wanted.as_at.to_string() };
        let body = serde_json::to_string(&content).map_err(unwritten)?;
        self.keep(actor, "make_return", id, format!("{MADE} {} {of}", wanted.kind.name()), body)?;
        Ok(id)
    }

    fn keep(&self, actor: &Actor, action: &str, id: Uuid, about: String, body: String) -> Done<()> {
        let mut entry = self.dressed(self.entry(actor, action, &[], None));
        entry.why.clone_from(&about);
        let report = Report { id, about, issued: self.now(), by: actor.staff.clone(), body };
        if self.store().issue_report(&report, &entry)? {
            self.vouched(&[]);
        }
        Ok(())
    }

    fn make_cin(&self, wanted: &Wanted) -> Done<Content> {
        let read = self.now();
        let right = wanted.authority.len() == 3 && wanted.authority.bytes().all(|one| one.is_ascii_digit());
        if !right {
            return Err(Problem::Refused("An authority's number is three digits, as 201.".into()));
        }
        let from = |year: i16| cin::From {
            year,
            authority: wanted.authority.clone(),
            release: env!("CARGO_PKG_VERSION").to_owned(),
            made: self.today().date.at(0, 0, 0, 0),
        };
        let census = cin::of(&self.facts_at(end_of(wanted.year)?)?, &from(wanted.year));
        let last = cin::of(&self.facts_at(end_of(wanted.year - 1)?)?, &from(wanted.year - 1));
        let mut making = Making { files: Vec::new() };
        let mut xml = Vec::new();
        cin_write::xml(&census, &mut xml).map_err(unwritten)?;
        making.file(&format!("cin-{}.xml", wanted.year), &xml)?;
        let numbers = beside("The census", of_census(&census, wanted.year), of_census(&last, wanted.year - 1));
        let children = census.children.len();
        let report = cin_rules::check(census, wanted.year, 1);
        making.found(read, children, report, vec![numbers], Vec::new())
    }

    fn make_ssda903(&self, wanted: &Wanted) -> Done<Content> {
        let read = self.now();
        let set = ssda903::of(&self.facts_at(end_of(wanted.year)?)?, wanted.year);
        let last = ssda903::of(&self.facts_at(end_of(wanted.year - 1)?)?, wanted.year - 1);
        let mut making = Making { files: Vec::new() };
        let mut tables: Vec<(String, Shared)> = Vec::new();
        ssda903_write::csv_set(&set, |name| {
            let bytes = Shared::default();
            tables.push((name.to_owned(), bytes.clone()));
            Ok(bytes)
        })
        .map_err(unwritten)?;
        for (name, bytes) in tables {
            making.file(&format!("{name}.csv"), &bytes.0.borrow())?;
        }
        let group = |group: sign_off::Group| {
            let number = |line: sign_off::Line| Number { what: line.what, this: line.this, last: line.last };
            (group.title.to_owned(), group.lines.into_iter().map(number).collect())
        };
        let numbers = sign_off::groups(&set, Some(&last)).into_iter().map(group).collect();
        let returns = Returns::new(set, Some(last));
        let children = standards::rules::Return::children(&returns).len();
        let report = ssda903_rules::check(&returns, 1);
        making.found(read, children, report, numbers, Vec::new())
    }

    fn make_annex_a(&self, wanted: &Wanted) -> Done<Content> {
        let (read, day) = (self.now(), wanted.as_at);
        let before = day.saturating_sub(jiff::Span::new().years(1));
        let lists = Lists::new(annex_a::of(&self.facts_at(day)?, day), Some(day));
        let last = annex_a::of(&self.facts_at(before)?, before);
        let report = annex_a_rules::check(&lists, 1);
        let book = annex_a_write::workbook(lists.annex(), &report).map_err(Problem::Refused)?;
        let mut making = Making { files: Vec::new() };
        making.file(&format!("annex-a-{day}.xlsx"), &book)?;
        let number = |list: &layout::Layout| Number {
            what: format!("List {}: {}", list.number, list.name),
            this: lists.annex().count(list.number).unwrap_or(0),
            last: Some(last.count(list.number).unwrap_or(0)),
        };
        let numbers = vec![("Rows of each list".to_owned(), layout::lists().iter().map(number).collect())];
        let children = standards::rules::Return::children(&lists).len();
        making.found(read, children, report, numbers, Vec::new())
    }

    fn make_csc_api(&self, wanted: &Wanted) -> Done<Content> {
        let read = self.now();
        let (children, left_out) = csc_api::of(&self.facts_at(wanted.as_at)?, false);
        let before = wanted.as_at.saturating_sub(jiff::Span::new().years(1));
        let last = csc_api::of(&self.facts_at(before)?, false).0.len();
        let mut making = Making { files: Vec::new() };
        for (number, batch) in (1..).zip(csc_api::batches(&children)) {
            let value = serde_json::to_value(batch).map_err(unwritten)?;
            if let Some(wrong) = csc_api::check(&value).first() {
                let what = format!("Part {number} does not conform to the schema: {} at {}.", wrong.rule, wrong.at);
                return Err(Problem::Refused(what));
            }
            making.file(&format!("batch-{number:04}.json"), &serde_json::to_vec_pretty(batch).map_err(unwritten)?)?;
        }
        making.file("whole.json", &serde_json::to_vec_pretty(&children).map_err(unwritten)?)?;
        let mut fields: std::collections::BTreeMap<&str, usize> = Default::default();
        left_out.iter().for_each(|one| *fields.entry(one.field).or_default() += 1);
        let left_out =
            fields.into_iter().map(|(field, count)| format!("{field}: no room in the schema, {count} times"));
        let numbers = beside("The payload", vec![("Children", children.len())], vec![("Children", last)]);
        making.found(read, children.len(), Ruled::default(), vec![numbers], left_out.collect())
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
            Some(Made { id: one.id, kind, of, by, at, signed, sent })
        });
        Ok(made.collect())
    }

    /// One return as it was made, with what was done with it.
    pub fn return_made(&self, actor: &Actor, id: Uuid) -> Done<(Made, Content)> {
        self.may(actor, Act::SeeReturns)?;
        self.looked(actor, "view_return", &[], None)?;
        self.one_return(id)
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

fn end_of(year: i16) -> Done<Date> {
    Date::new(year, 3, 31).map_err(|_| Problem::Refused("There is no such year.".into()))
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

/// Bytes that are written in one place and read in another.
#[derive(Clone, Default)]
struct Shared(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

impl io::Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
