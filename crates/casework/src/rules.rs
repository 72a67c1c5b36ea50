//! The rules in force: the figures an authority sets for itself and its bank holidays. They may be changed while this
//! runs, by another program too.

use crate::{Casework, Done, rebuild};
use practice::calendar::Calendar;
use practice::clock::Settings;
use practice::ids::PersonId;
use practice::journey::Rules;
use practice::record::Revision;
use std::sync::{Arc, PoisonError};
use store::{Change, Store, StoreError, Written};
use uuid::Uuid;

/// The setting that is another each time a rule is changed.
const CHANGED: &str = "rules_changed";

/// A rule that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Limits of clocks set locally: JSON.
    Limits,
    /// The bank holidays: CSV.
    BankHolidays,
}

impl Rule {
    /// The name of its setting.
    pub fn setting(self) -> &'static str {
        match self {
            Rule::Limits => "limits",
            Rule::BankHolidays => "bank_holidays",
        }
    }
}

/// What a write changes, made of the rules and of every record about the people it touches.
type Decide<'d> = dyn FnMut(&Rules, Vec<Revision>) -> Result<Change, StoreError> + 'd;

/// The rules as they were last read.
pub(crate) struct Known {
    changed: Option<String>,
    rules: Arc<Rules>,
}

impl Known {
    /// Reads them. What says that they changed is read first: a change in between is then seen the next time.
    pub(crate) fn read(store: &dyn Store) -> Result<Known, StoreError> {
        let changed = store.setting(CHANGED)?;
        let rules = Arc::new(Rules { settings: limits(store)?, calendar: calendar(store)? });
        Ok(Known { changed, rules })
    }
}

impl Casework {
    /// The rules as they were last read, for what only shows: [`Casework::rules_in_force`] reads them again.
    pub fn rules(&self) -> Arc<Rules> {
        self.known_rules().rules.clone()
    }

    fn known_rules(&self) -> Arc<Known> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rules in force, read again when they have been changed, here or elsewhere: one question to the store when
    /// they have not.
    pub fn rules_in_force(&self) -> Result<Arc<Rules>, StoreError> {
        let changed = self.store().setting(CHANGED)?;
        if self.known_rules().changed != changed {
            let fresh = Arc::new(Known::read(self.store())?);
            *self.rules.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
        Ok(self.rules())
    }

    /// Writes to the store what `decide` makes of the rules and the records: worked out again when the rules turn out to
    /// have been changed meanwhile, so that no summary is written by rules that are no longer in force.
    pub(crate) fn write(&self, key: &str, people: &[PersonId], decide: &mut Decide<'_>) -> Result<Written, StoreError> {
        loop {
            let known = self.known_rules();
            let mut under =
                |before| Ok(Change { under: Some((CHANGED, known.changed.clone())), ..decide(&known.rules, before)? });
            match self.store().write(key, people, &mut under) {
                Err(StoreError::Overtaken) => self.rules_in_force()?,
                answer => return answer,
            };
        }
    }

    /// Changes a rule, then works out every summary again; answers how many. From the first moment every other program
    /// over the same records writes by the new rule, so that none of its summaries is left by the old one. When this is
    /// interrupted the rule is changed, and the rest of the summaries want [`rebuild::rebuild`].
    pub fn change_rule(&self, rule: Rule, text: &str, progress: &mut dyn FnMut(usize, usize)) -> Done<usize> {
        self.store().put_setting(rule.setting(), text)?;
        self.store().put_setting(CHANGED, &format!("\"{}\"", Uuid::now_v7()))?;
        rebuild::rebuild(self, progress)
    }
}

fn limits(store: &dyn Store) -> Result<Settings, StoreError> {
    match store.setting(Rule::Limits.setting())? {
        Some(json) => serde_json::from_str(&json)
            .map_err(|fault| StoreError::Refused(format!("the setting `limits` cannot be read: {fault}"))),
        None => Ok(Settings::new()),
    }
}

fn calendar(store: &dyn Store) -> Result<Calendar, StoreError> {
    match store.setting(Rule::BankHolidays.setting())? {
        Some(csv) => Calendar::from_csv(&csv)
            .map_err(|fault| StoreError::Refused(format!("the bank holidays kept here cannot be read: {fault}"))),
        None => Ok(Calendar::england().clone()),
    }
}
