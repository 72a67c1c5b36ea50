//! How each return is made from the records: its files, its numbers beside those of the one before, and what the rules find.

use super::before::{Before, as_sent, sent_last};
use super::{Content, KeptFile, Kind, Number, Progress, Wanted, unwritten};
use crate::facts::{AsAt, all};
use crate::{Casework, Done, Problem};
use checks::{Checked, Format};
use facts::Facts;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use practice::moment::Moment;
use standards::annex_a::rules::Lists;
use standards::annex_a::{from_facts as annex_a, layout, rules as annex_a_rules, write as annex_a_write};
use standards::cin_census::{Census, from_facts as cin, rules as cin_rules, value, write as cin_write};
use standards::csc_api;
use standards::rules::Report as Ruled;
use standards::ssda903::rules::{self as ssda903_rules, Returns};
use standards::ssda903::{from_facts as ssda903, sign_off, write as ssda903_write};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io;

/// Numbers that belong together, under their headings.
type Numbers = Vec<(String, Vec<Number>)>;

/// Who makes a return, and who is told how far it has come.
pub(super) struct Maker<'c> {
    pub casework: &'c Casework,
    pub tell: &'c dyn Fn(Progress),
}

/// A return that is being put together.
struct Making {
    read: Timestamp,
    before: Option<Before>,
    files: Vec<KeptFile>,
}

impl Making {
    fn file(&mut self, name: &str, bytes: &[u8]) -> Done<()> {
        self.files.push(KeptFile::of(name, bytes).map_err(unwritten)?);
        Ok(())
    }

    /// With what the rules found, whose list is one more file.
    fn found(mut self, children: usize, report: Ruled, numbers: Numbers, left_out: Vec<String>) -> Done<Content> {
        let checked = Checked::new("the return", &|table| Some(table.to_owned()), None, children, report, Vec::new());
        let mut list = Vec::new();
        checked.write(Format::Csv, &mut list).map_err(unwritten)?;
        self.file("findings.csv", &list)?;
        let counts = checked.by_rule().iter().map(Vec::len).collect::<Vec<_>>();
        let rules = (checked.rules, checked.not_run.len());
        let found = checked.told.into_iter().zip(counts).collect();
        let Making { read, before, files } = self;
        Ok(Content { read, before, children, numbers, found, rules, left_out, files })
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

/// Counts beside those of the one before.
fn beside(title: &str, this: Vec<(&'static str, usize)>, last: Vec<(&'static str, usize)>) -> (String, Vec<Number>) {
    let mut last = last.into_iter();
    let number = |(what, this): (&str, usize)| {
        let last = last.next().map(|(_, last)| last);
        Number { what: what.to_owned(), this, last }
    };
    (title.to_owned(), this.into_iter().map(number).collect())
}

impl Maker<'_> {
    /// Makes what is wanted.
    pub fn make(&self, wanted: &Wanted) -> Done<Content> {
        match wanted.kind {
            Kind::Cin => self.cin(wanted),
            Kind::Ssda903 => self.ssda903(wanted),
            Kind::AnnexA => self.annex_a(wanted),
            Kind::CscApi => self.csc_api(wanted),
        }
    }

    fn facts_at(&self, day: Date) -> Done<Facts> {
        let on = Moment { date: day, time: Some(Time::constant(23, 59, 0, 0)) };
        let mut facts = Facts::default();
        (self.tell)(Progress::Reading(day, 0));
        let Ok(()) = all::<Infallible>(self.casework, AsAt { on, known_by: None }, &mut |_, some| {
            facts.append(some);
            (self.tell)(Progress::Reading(day, facts.persons.len()));
            Ok(())
        })?;
        Ok(facts)
    }

    fn begun(&self) -> Making {
        Making { read: self.casework.now(), before: None, files: Vec::new() }
    }

    fn cin(&self, wanted: &Wanted) -> Done<Content> {
        let mut making = self.begun();
        let year = wanted.year;
        let from = |year: i16| cin::From {
            year,
            authority: wanted.authority.clone(),
            release: env!("CARGO_PKG_VERSION").to_owned(),
            made: self.casework.today().date.at(0, 0, 0, 0),
        };
        let census = cin::of(&self.facts_at(end_of(year)?)?, &from(year));
        let last = match as_sent(self.casework, Kind::Cin, &(year - 1).to_string())? {
            Some((before, content)) => {
                making.before = Some(before);
                content.census()?
            }
            None => cin::of(&self.facts_at(end_of(year - 1)?)?, &from(year - 1)),
        };
        (self.tell)(Progress::Checking);
        let mut xml = Vec::new();
        cin_write::xml(&census, &mut xml).map_err(unwritten)?;
        making.file(&format!("cin-{year}.xml"), &xml)?;
        let numbers = beside("The census", of_census(&census, year), of_census(&last, year - 1));
        let children = census.children.len();
        let report = cin_rules::check(census, year, 1);
        making.found(children, report, vec![numbers], Vec::new())
    }

    fn ssda903(&self, wanted: &Wanted) -> Done<Content> {
        let mut making = self.begun();
        let year = wanted.year;
        let set = ssda903::of(&self.facts_at(end_of(year)?)?, year);
        let last = match as_sent(self.casework, Kind::Ssda903, &(year - 1).to_string())? {
            Some((before, content)) => {
                making.before = Some(before);
                content.ssda903(year - 1)?
            }
            None => ssda903::of(&self.facts_at(end_of(year - 1)?)?, year - 1),
        };
        (self.tell)(Progress::Checking);
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
        making.file(&format!("ssda903-{year}.zip"), &ssda903_write::zip(&set).map_err(unwritten)?)?;
        let group = |group: sign_off::Group| {
            let number = |line: sign_off::Line| Number { what: line.what, this: line.this, last: line.last };
            (group.title.to_owned(), group.lines.into_iter().map(number).collect())
        };
        let numbers = sign_off::groups(&set, Some(&last)).into_iter().map(group).collect();
        let returns = Returns::new(set, Some(last));
        let children = standards::rules::Return::children(&returns).len();
        let report = ssda903_rules::check(&returns, 1);
        making.found(children, report, numbers, Vec::new())
    }

    fn annex_a(&self, wanted: &Wanted) -> Done<Content> {
        let (mut making, day) = (self.begun(), wanted.as_at);
        let before = day.saturating_sub(jiff::Span::new().years(1));
        let lists = Lists::new(annex_a::of(&self.facts_at(day)?, day), Some(day));
        let last = annex_a::of(&self.facts_at(before)?, before);
        (self.tell)(Progress::Checking);
        let report = annex_a_rules::check(&lists, 1);
        let book = annex_a_write::workbook(lists.annex(), &report).map_err(Problem::Refused)?;
        making.file(&format!("annex-a-{day}.xlsx"), &book)?;
        let number = |list: &layout::Layout| Number {
            what: format!("List {}: {}", list.number, list.name),
            this: lists.annex().count(list.number).unwrap_or(0),
            last: Some(last.count(list.number).unwrap_or(0)),
        };
        let numbers = vec![("Rows of each list".to_owned(), layout::lists().iter().map(number).collect())];
        let children = standards::rules::Return::children(&lists).len();
        making.found(children, report, numbers, Vec::new())
    }

    /// The payload of everybody, or of what has changed since the last that was sent. Either keeps that of everybody, for the
    /// next to be compared with.
    fn csc_api(&self, wanted: &Wanted) -> Done<Content> {
        let mut making = self.begun();
        let last = match sent_last(self.casework, Kind::CscApi)? {
            Some((before, content)) => {
                making.before = Some(before);
                Some(content.payload()?)
            }
            None if wanted.is_of_changes() => return Err(Problem::Refused(super::before::NO_PAYLOAD.into())),
            None => None,
        };
        let (now, left_out) = csc_api::of(&self.facts_at(wanted.as_at)?, false);
        (self.tell)(Progress::Checking);
        let children = match &last {
            Some(last) if wanted.is_of_changes() => csc_api::changes(last, &now),
            _ => now.clone(),
        };
        for (number, batch) in (1..).zip(csc_api::batches(&children)) {
            let value = serde_json::to_value(batch).map_err(unwritten)?;
            if let Some(wrong) = csc_api::check(&value).first() {
                let what = format!("Part {number} does not conform to the schema: {} at {}.", wrong.rule, wrong.at);
                return Err(Problem::Refused(what));
            }
            making.file(&format!("batch-{number:04}.json"), &serde_json::to_vec_pretty(batch).map_err(unwritten)?)?;
        }
        making.file(super::before::WHOLE, &serde_json::to_vec_pretty(&now).map_err(unwritten)?)?;
        let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
        left_out.iter().for_each(|one| *fields.entry(one.field).or_default() += 1);
        let left_out =
            fields.into_iter().map(|(field, count)| format!("{field}: no room in the schema, {count} times"));
        let purged = children.iter().filter(|child| child.purge).count();
        let counts = vec![("Children", now.len()), ("Children in these files", children.len()), ("Purged", purged)];
        let last = last.map_or_else(Vec::new, |last| vec![("Children", last.len())]);
        let numbers = beside("The payload", counts, last);
        making.found(children.len(), Ruled::default(), vec![numbers], left_out.collect())
    }
}

pub(super) fn end_of(year: i16) -> Done<Date> {
    Date::new(year, 3, 31).map_err(|_| Problem::Refused("There is no such year.".into()))
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
