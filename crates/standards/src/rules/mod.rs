//! The published checks of a return, each one declaration: what is known about it beside a plain function.
//!
//! A return says what its children are ([`Return`]) and lists its rules by [`Family`]. [`run`] holds a return against
//! the editions in force in one collection year. A rule sees one child, or the whole return; it flags [`Place`]s and
//! cannot fail, so that no row silences a rule.
//!
//! ```
//! use standards::rules::{self, Family, Found, Place, Return, Rule, always, child, error};
//! struct Shoes(Vec<i32>);
//! impl Return for Shoes {
//!     type Child = i32;
//!     fn children(&self) -> &[i32] { &self.0 }
//!     fn number(size: &i32) -> Option<&str> { None }
//! }
//! fn too_big(_: &Shoes, size: &i32, found: &mut Found) {
//!     if *size > 14 { found.flag([Place::new("Shoes.Size", 1, &size.to_string())]); }
//! }
//! const RULES: &[Rule<Shoes>] =
//!     &[error("1", "The shoe is too big.", "Measure it again.", &["Shoes.Size"], &[always(child(too_big))])];
//! let families = [Family { title: "Size", cites: "The cobbler's handbook", rules: RULES }];
//! let report = rules::run(&families, &Shoes(vec![9, 20]), 2026, 1, 100);
//! assert_eq!(report.findings[0].places[0].value, "20");
//! ```

mod departures;
mod finding;
mod overlap;
mod registry;
mod run;
mod stories;

pub use departures::{Departure, departures};
pub use finding::{Finding, Found, Place};
pub use overlap::{Span, overlaps};
pub use registry::{Published, faults};
pub use run::{FINDINGS, NotRun, Report, run};
pub use stories::{Example, examples, examples_of};

use std::fmt;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Look at it; it may be right as it stands.
    Query,
    /// The return cannot be right as it stands.
    Error,
}

impl Severity {
    /// In one word, as files and tables have it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Query => "query",
            Severity::Error => "error",
        }
    }
}

/// A return that rules can be held against: its children, each with all rows about them.
pub trait Return: Sync {
    /// Everything the return holds about one child.
    type Child: Sync;

    /// The children, in the order of the return.
    fn children(&self) -> &[Self::Child];

    /// The child's own number in the return; `None` when it has none.
    fn number(child: &Self::Child) -> Option<&str>;

    /// Whether it has what a rule needs beside the rows of a child: a table, last year's, a list. A rule that lacks
    /// something is not run, and the report says so.
    fn has(&self, _need: &str) -> bool {
        true
    }
}

/// What a rule looks at.
pub enum Check<R: Return> {
    /// One child at a time.
    Child(fn(&R, &R::Child, &mut Found)),
    /// The return as a whole.
    Whole(fn(&R, &mut Found)),
}

/// The collection years an edition is in force, both ends included. 2026 is April 2025 to March 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Years {
    /// First year; `None` when it has been so as far back as rules are known.
    pub from: Option<i16>,
    /// Last year; `None` while it lasts.
    pub to: Option<i16>,
}

impl Years {
    /// Whether that collection year is within.
    pub fn hold(self, year: i16) -> bool {
        self.from.is_none_or(|from| year >= from) && self.to.is_none_or(|to| year <= to)
    }
}

impl fmt::Display for Years {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => write!(out, "every year"),
            (Some(from), None) => write!(out, "{from} onwards"),
            (None, Some(to)) => write!(out, "up to {to}"),
            (Some(from), Some(to)) => write!(out, "{from} to {to}"),
        }
    }
}

/// A rule as it is in force in some years.
pub struct Edition<R: Return> {
    /// Which years.
    pub years: Years,
    /// What it tests.
    pub check: Check<R>,
}

/// One published rule.
pub struct Rule<R: Return + 'static> {
    /// Its published number; one that ends in Q is a query.
    pub number: &'static str,
    /// What is wrong when it flags, as a sentence of our own.
    pub words: &'static str,
    /// What to do about it, as a sentence.
    pub remedy: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it may point at, each `Table.Field`; empty for a rule about the whole return.
    pub fields: &'static [&'static str],
    /// Its editions, oldest first, without gap or overlap.
    pub editions: &'static [Edition<R>],
    /// What the return must have for it to be run, by the return's own names.
    pub needs: &'static [&'static str],
}

impl<R: Return> Rule<R> {
    /// The edition in force in that collection year.
    pub fn edition(&self, year: i16) -> Option<&'static Edition<R>> {
        self.editions.iter().find(|edition| edition.years.hold(year))
    }

    /// The same rule, run only when the return has these.
    pub const fn needing(mut self, needs: &'static [&'static str]) -> Rule<R> {
        self.needs = needs;
        self
    }
}

/// Rules about one part of a return.
pub struct Family<R: Return + 'static> {
    /// What they are about.
    pub title: &'static str,
    /// Where they are published.
    pub cites: &'static str,
    /// The rules.
    pub rules: &'static [Rule<R>],
}

/// A rule of a family, found by its number in any case; a `Q` may be left out.
pub fn find<R: Return>(families: &'static [Family<R>], number: &str) -> Option<(&'static Family<R>, &'static Rule<R>)> {
    let wanted = number.trim();
    let all = || families.iter().flat_map(|family| family.rules.iter().map(move |rule| (family, rule)));
    let exact = all().find(|(_, rule)| rule.number.eq_ignore_ascii_case(wanted));
    let query = |number: &str| number.strip_suffix('Q').is_some_and(|number| number.eq_ignore_ascii_case(wanted));
    exact.or_else(|| all().find(|(_, rule)| query(rule.number)))
}

/// A check of one child.
pub const fn child<R: Return>(check: fn(&R, &R::Child, &mut Found)) -> Check<R> {
    Check::Child(check)
}

/// A check of the return as a whole.
pub const fn whole<R: Return>(check: fn(&R, &mut Found)) -> Check<R> {
    Check::Whole(check)
}

/// In force in every year.
pub const fn always<R: Return>(check: Check<R>) -> Edition<R> {
    Edition { years: Years { from: None, to: None }, check }
}

/// In force from that collection year.
pub const fn from<R: Return>(year: i16, check: Check<R>) -> Edition<R> {
    Edition { years: Years { from: Some(year), to: None }, check }
}

/// In force up to and including that collection year.
pub const fn until<R: Return>(year: i16, check: Check<R>) -> Edition<R> {
    Edition { years: Years { from: None, to: Some(year) }, check }
}

/// In force in those collection years, both included.
pub const fn between<R: Return>(from: i16, to: i16, check: Check<R>) -> Edition<R> {
    Edition { years: Years { from: Some(from), to: Some(to) }, check }
}

/// A rule whose findings are errors.
pub const fn error<R: Return>(
    number: &'static str,
    words: &'static str,
    remedy: &'static str,
    fields: &'static [&'static str],
    editions: &'static [Edition<R>],
) -> Rule<R> {
    Rule { number, words, remedy, severity: Severity::Error, fields, editions, needs: &[] }
}

/// A rule whose findings are queries.
pub const fn query<R: Return>(
    number: &'static str,
    words: &'static str,
    remedy: &'static str,
    fields: &'static [&'static str],
    editions: &'static [Edition<R>],
) -> Rule<R> {
    let mut rule = error(number, words, remedy, fields, editions);
    rule.severity = Severity::Query;
    rule
}
