//! Words typed on a page that is not a draft: kept for whoever typed them until they are sent, or thrown away.

use crate::access::Actor;
use crate::{Casework, Done};
use jiff::SignedDuration;
use practice::ids::StaffId;
use store::Words;

/// They are offered for so long.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);
/// So many bytes of one page are kept.
const MOST: usize = 200_000;

impl Casework {
    /// Keeps what somebody typed on a page, for them alone; nothing else may be done with it. What is older than a week is
    /// forgotten.
    pub fn keep_words(&self, staff: &StaffId, page: &str, typed: Vec<(String, String)>) -> Done<()> {
        let long: usize = typed.iter().map(|(name, value)| name.len() + value.len()).sum();
        if typed.is_empty() || long > MOST || page.len() > 500 {
            return Ok(());
        }
        let at = self.now();
        self.store().forget_words_before(at - KEPT_FOR)?;
        Ok(self.store().keep_words(&Words { staff: staff.clone(), page: page.to_owned(), typed, at })?)
    }

    /// One's own words that were not sent, the latest first.
    pub fn my_words(&self, actor: &Actor) -> Done<Vec<Words>> {
        Ok(self.store().words_of(&actor.staff, self.now() - KEPT_FOR)?)
    }

    /// Forgets one's own words: they are not wanted.
    pub fn forget_words(&self, actor: &Actor, page: &str) -> Done<()> {
        self.forget_words_of(&actor.staff, page)
    }

    /// Forgets what somebody typed on a page: it was sent.
    pub fn forget_words_of(&self, staff: &StaffId, page: &str) -> Done<()> {
        Ok(self.store().forget_words(staff, page)?)
    }
}
