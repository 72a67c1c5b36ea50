//! The facts of everyone, held in memory, and what finds them.
//!
//! They are read whole once. After a write the log says who was written of: the facts of those people alone are worked out
//! again and put in the place of what they were, and only tables that changed are indexed anew. What changes what every
//! record tells (a limit, the bank holidays) has them read whole.

use super::Figures;
use crate::facts::{self, AsAt};
use crate::{Casework, Done, Problem};
use ::facts::{Everyone, Facts};
use jiff::{SignedDuration, Timestamp};
use measures::comparators::{self, Comparator};
use measures::{Index, Setting, Tables, touched};
use practice::ids::{AUTHORITY, PersonId};
use practice::journey::{END_OF_TIME, Rules};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::{Arc, PoisonError};

/// Facts are read again when they are old by more than this many times what reading them took: by the server between
/// requests, and by whoever asks for figures older than the server would leave them.
pub(crate) const PATIENCE: i32 = 10;
pub(super) const PATIENCE_OF_A_READER: i32 = 30;

/// The setting that holds estimates of residents: `year,estimate,source`.
pub const POPULATIONS: &str = "populations";
/// The setting that holds figures to compare with, in the form of [`comparators::SHIPPED`].
pub const COMPARATORS: &str = "comparators";

/// As many entries of the log as are looked through, and as many people as are worked out one by one: after more, everyone
/// is read.
const ENTRIES: usize = 20_000;
const PEOPLE: usize = 2_000;

/// The facts of everyone, as they were read. A clone shares them until one of the two is changed.
#[derive(Clone)]
pub(super) struct Book {
    everyone: Everyone,
    pub tables: Arc<Tables>,
    setting: Setting,
    pub comparators: Vec<Comparator>,
    /// When they were last read.
    pub at: Timestamp,
    /// When everyone was read.
    pub whole: Timestamp,
    mark: u64,
    took: SignedDuration,
    /// The last entry of the log that was looked at.
    pub seen: u64,
    /// What they were worked out by; none where there is no store.
    rules: Option<Arc<Rules>>,
    texts: Texts,
}

/// The two settings as they are kept: estimates of residents, and figures of others.
type Texts = [Option<String>; 2];

impl Book {
    /// Facts at hand, where there is no store.
    pub fn of(facts: Facts, setting: Setting, comparators: Vec<Comparator>, at: Timestamp) -> Book {
        Book {
            tables: Arc::new(Tables::of(&facts)),
            everyone: Everyone::from(facts),
            setting,
            comparators,
            at,
            whole: at,
            mark: 0,
            took: SignedDuration::ZERO,
            seen: 0,
            rules: None,
            texts: Texts::default(),
        }
    }

    pub fn facts(&self) -> &Facts {
        self.everyone.facts()
    }

    pub fn index(&self) -> Index<'_> {
        Index::kept(self.facts(), &self.setting, self.tables.clone())
    }

    /// Reads the two settings anew.
    fn settle(&mut self, texts: Texts) -> Done<()> {
        let refused = |what: &str, why: String| Problem::Refused(format!("the setting `{what}` cannot be read: {why}"));
        let [populations, others] = &texts;
        self.setting.populations = match populations {
            Some(csv) => comparators::estimates(csv).map_err(|wrong| {
                let all: Vec<String> = wrong.iter().map(ToString::to_string).collect();
                refused(POPULATIONS, all.join("; "))
            })?,
            None => Vec::new(),
        };
        self.comparators = match others {
            Some(csv) => comparators::comparators(csv).map_err(|why| refused(COMPARATORS, why.to_string()))?,
            None => Vec::new(),
        };
        self.texts = texts;
        Ok(())
    }
}

impl Casework {
    /// The figures as they stand, with patience for those a little old.
    pub(super) fn figures_now(&self, patience: i32) -> Done<Arc<Figures>> {
        let mark = self.store().mark()?;
        let today = self.today().date;
        let enough = |one: &Arc<Figures>| {
            let age = self.now().duration_since(one.book.at);
            one.on == today && (one.book.mark == mark || age < one.book.took * patience)
        };
        match self.figures_kept().filter(enough) {
            Some(known) => Ok(known),
            None => self.renew_figures(&enough),
        }
    }

    pub(super) fn figures_kept(&self) -> Option<Arc<Figures>> {
        self.figures.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// One works them out; whoever comes meanwhile waits for that.
    fn renew_figures(&self, enough: &dyn Fn(&Arc<Figures>) -> bool) -> Done<Arc<Figures>> {
        let _reading = self.figures.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = self.figures_kept();
        if let Some(known) = kept.clone().filter(enough) {
            return Ok(known);
        }
        let after = kept.map_or(Ok(None), |was| self.figures_after(&was))?;
        let fresh = match after {
            Some(fresh) => fresh,
            None => Figures::of(Arc::new(self.read_book(None)?), self.today().date, None),
        };
        let fresh = Arc::new(fresh);
        *self.figures.now.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }

    /// The figures after what was written since; `None` when everyone is to be read.
    fn figures_after(&self, was: &Figures) -> Done<Option<Figures>> {
        let (at, mark, rules) = (self.now(), self.store().mark()?, self.rules_in_force()?);
        let same = was.book.rules.as_ref().is_some_and(|known| Arc::ptr_eq(known, &rules));
        let Some((people, seen)) = self.written_of(was.book.seen)?.filter(|_| same) else { return Ok(None) };
        let told = facts::as_told(self, &people)?;
        let mut book = Book { at, mark, seen, ..Book::clone(&was.book) };
        let mut changed = BTreeSet::new();
        for (person, facts) in &told {
            changed.extend(book.everyone.put(*person, facts.clone()));
        }
        book.tables = Arc::new(book.tables.after(book.facts(), &changed));
        self.keep_quality_of(&told, seen);
        let texts = self.texts()?;
        let others = texts != book.texts;
        if others {
            book.settle(texts)?;
        }
        book.took = self.now().duration_since(at);
        let (book, today) = (Arc::new(book), self.today().date);
        Ok(Some(if others || today != was.on {
            Figures::of(book, today, None)
        } else {
            was.after(book, &touched(&changed))
        }))
    }

    /// Whom the log says was written of after this entry, and its last; the authority stands for who works here. `None` when
    /// that is too much to go through.
    fn written_of(&self, after: u64) -> Done<Option<(Vec<PersonId>, u64)>> {
        let entries = self.store().log_after(after, ENTRIES)?;
        let last = entries.last().map_or(after, |one| one.seq);
        let writes = entries.iter().filter(|one| !one.entry.digest.is_empty());
        let mut people: BTreeSet<PersonId> = writes.flat_map(|one| one.entry.people.iter().copied()).collect();
        people.insert(AUTHORITY);
        let few = entries.len() < ENTRIES && people.len() < PEOPLE;
        Ok(few.then(|| (people.into_iter().collect(), last)))
    }

    fn texts(&self) -> Done<Texts> {
        Ok([self.store().setting(POPULATIONS)?, self.store().setting(COMPARATORS)?])
    }

    /// Reads the facts of everyone.
    pub(super) fn read_book(&self, known_by: Option<Timestamp>) -> Done<Book> {
        let (at, mark, rules) = (self.now(), self.store().mark()?, self.rules_in_force()?);
        let seen = self.store().log_head()?.seq;
        let mut everyone = Everyone::default();
        let keep = &mut |person, facts| -> Result<(), Infallible> {
            everyone.put(person, facts);
            Ok(())
        };
        let Ok(()) = facts::all(self, AsAt { on: END_OF_TIME, known_by }, keep)?;
        let mut book =
            Book { mark, seen, rules: Some(rules), ..Book::of(Facts::default(), Setting::default(), vec![], at) };
        book.settle(self.texts()?)?;
        book.tables = Arc::new(Tables::of(everyone.facts()));
        book.everyone = everyone;
        book.took = self.now().duration_since(at);
        Ok(book)
    }

    /// Works the figures out again if something was written since, or a setting of theirs is another: for a server to do
    /// between requests.
    pub fn keep_figures(&self) -> Done<()> {
        let mut figures = self.figures_now(PATIENCE)?;
        let texts = self.texts()?;
        if figures.book.texts != texts {
            figures = self.renew_figures(&|one| one.book.texts == texts)?;
        }
        self.keep_quality(&figures);
        Ok(())
    }
}
