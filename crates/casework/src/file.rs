//! A child's file: everything one page about a child needs, in a fixed number of questions to the store.

use crate::access::{Act, Actor, access};
use crate::names::PageNames;
use crate::{Casework, Done, Problem, people_of};
use practice::ids::{PersonId, RecordId};
use practice::journey::Journey;
use practice::kinds;
use practice::moment::Moment;
use practice::record::{Records, Revision};
use practice::spec::Spec;
use practice::summary::Summary;
use std::borrow::Cow;
use std::collections::BTreeMap;
use store::Draft;

/// Looking at a file as it stands, or as at another day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AsAt {
    /// Now.
    #[default]
    Now,
    /// What was true on a day, from all that is known now.
    TrueOn(Moment),
    /// What was known here by the end of a day.
    KnownBy(Moment),
}

/// A child's file.
pub struct File {
    /// The child.
    pub child: PersonId,
    /// As at when it is looked at.
    pub as_at: AsAt,
    /// Every record about the child, as known then.
    pub records: Records,
    /// The journey, as at then.
    pub journey: Journey,
    /// Names on the page.
    pub names: PageNames,
    /// Summaries of the people the records also name.
    pub others: BTreeMap<PersonId, Summary>,
    /// Drafts open about the child.
    pub drafts: Vec<Draft>,
}

/// One record with all its revisions.
pub struct RecordPage {
    /// Its revisions, first to last.
    pub revisions: Vec<Revision>,
    /// The form each revision was finished under, by fingerprint.
    pub forms: BTreeMap<String, Spec>,
    /// Names on the page.
    pub names: PageNames,
}

impl RecordPage {
    /// The form a revision was finished under; today's, when the one of its day was not kept.
    pub fn form_of<'p>(&'p self, revision: &Revision) -> Option<Cow<'p, Spec>> {
        let kept = self.forms.get(&revision.form).map(Cow::Borrowed);
        kept.or_else(|| kinds::find(&revision.kind).map(|kind| Cow::Borrowed((kind.spec)())))
    }
}

/// How a look is noted: at once, or with others.
pub(crate) type Note = fn(&Casework, &Actor, &str, &[PersonId], Option<RecordId>) -> Done<()>;

impl Casework {
    /// A child's file.
    pub fn file(&self, actor: &Actor, child: PersonId, as_at: AsAt) -> Done<File> {
        self.open_file(actor, child, as_at, Casework::looked_at_once)
    }

    /// The same for a page that shows others too: what is noted waits for them.
    pub(crate) fn file_among_others(&self, actor: &Actor, child: PersonId, as_at: AsAt) -> Done<File> {
        self.open_file(actor, child, as_at, Casework::looked)
    }

    pub(crate) fn open_file(&self, actor: &Actor, child: PersonId, as_at: AsAt, note: Note) -> Done<File> {
        access(actor, Act::SeeFile)?;
        let revisions = self.store().about(&[child])?;
        if revisions.is_empty() {
            return Err(Problem::NotFound);
        }
        note(self, actor, "view_file", &[child], None)?;
        let mut people = people_of(&revisions);
        people.extend(revisions.iter().flat_map(|one| named_in(&one.kind, &one.body)));
        people.sort();
        people.dedup();
        let records = Records::read(revisions);
        let (records, on) = match as_at {
            AsAt::Now => (records, self.today()),
            AsAt::TrueOn(on) => (records, on),
            AsAt::KnownBy(on) => (records.known_by(on.instant()), on),
        };
        let journey = Journey::under(&self.rules(), child, &records, on);
        let found = self.store().summaries(&people)?;
        let names = PageNames {
            staff: self.staff_names(),
            people: found.iter().map(|one| (one.person, one.name.clone())).collect(),
        };
        let others = found.into_iter().map(|one| (one.person, one)).collect();
        let drafts = self.store().drafts(None, Some(child))?;
        Ok(File { child, as_at, records, journey, names, others, drafts })
    }

    /// One record and its history.
    pub fn record(&self, actor: &Actor, id: RecordId) -> Done<RecordPage> {
        access(actor, Act::SeeFile)?;
        let revisions = self.store().record(id)?;
        let latest = revisions.last().ok_or(Problem::NotFound)?;
        self.looked(actor, "view_record", &latest.people, Some(id))?;
        let mut people = people_of(&revisions);
        people.extend(revisions.iter().flat_map(|one| named_in(&one.kind, &one.body)));
        let fingerprints: Vec<String> = revisions.iter().map(|one| one.form.clone()).collect();
        let forms = self.store().forms(&fingerprints)?;
        let forms = forms.into_iter().filter_map(|(name, json)| Some((name, serde_json::from_str(&json).ok()?)));
        let forms = forms.collect();
        Ok(RecordPage { names: self.names_of(&people)?, revisions, forms })
    }
}

/// The people a body names in its answers: the two sides of a relationship.
fn named_in(kind: &str, body: &serde_json::Value) -> Vec<PersonId> {
    let Some(kind) = kinds::find(kind) else { return Vec::new() };
    let fields = (kind.spec)().fields.iter();
    let named = fields.filter(|field| matches!(field.shape, practice::spec::Shape::Person));
    named.filter_map(|field| body.get(&field.name)?.as_str()?.parse().ok()).collect()
}
