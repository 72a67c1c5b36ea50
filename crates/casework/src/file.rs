//! A child's file: everything one page about a child needs, in a fixed number of questions to the store.

use crate::access::{Act, Actor, Decision, Restriction, Sight};
use crate::names::{PageNames, apart};
use crate::{Casework, Done, Problem, people_of};
use jiff::Timestamp;
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
    /// How it comes that it may be seen.
    pub access: FileAccess,
}

/// How it comes that a file may be seen, and what else the reader may do with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileAccess {
    /// For how many more minutes it is open in an emergency, when that is why.
    pub emergency_minutes: Option<i64>,
    /// Who may know of the child.
    pub restriction: Restriction,
    /// May the reader see who looked?
    pub may_see_looks: bool,
    /// May the reader say who may know of the child?
    pub may_restrict: bool,
    /// They may say who sits on the child's panel.
    pub may_arrange: bool,
}

impl FileAccess {
    fn of(sight: &Sight, child: PersonId, now: Timestamp) -> FileAccess {
        let left = |until: Timestamp| (until.duration_since(now).as_secs() + 59) / 60;
        FileAccess {
            emergency_minutes: sight.emergency_until(child).map(left),
            restriction: sight.standing(child).restriction,
            may_see_looks: sight.may(Act::SeeLooks, child),
            may_arrange: sight.may(Act::ArrangeCover, child),
            may_restrict: !matches!(sight.decide(Act::Restrict, child), Decision::NotAllowed | Decision::Hidden)
                && sight.does(Act::Restrict),
        }
    }
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
        self.file_seen(actor, child, as_at, Casework::looked_at_once).map(|(_, file)| file)
    }

    /// The same, with the sight it was seen by. A page that shows others too notes the look with theirs.
    pub(crate) fn file_seen(&self, actor: &Actor, child: PersonId, as_at: AsAt, note: Note) -> Done<(Sight, File)> {
        let mut sight = self.may_of(actor, Act::SeeFile, &[child])?;
        note(self, actor, "view_file", &[child], None)?;
        let revisions = self.store().about(&[child])?;
        if revisions.is_empty() {
            return Err(Problem::NotFound);
        }
        let mut people = people_of(&revisions);
        people.extend(revisions.iter().flat_map(|one| named_in(&one.kind, &one.body)));
        people.sort();
        people.dedup();
        let found = sight.summaries(self.store().summaries(&people)?);
        let whole = Records::read(revisions);
        let shown = sight.records(&whole);
        let on = match as_at {
            AsAt::Now => self.today(),
            AsAt::TrueOn(on) | AsAt::KnownBy(on) => on,
        };
        let known = |records: Records| match as_at {
            AsAt::KnownBy(on) => records.known_by(on.instant()),
            AsAt::Now | AsAt::TrueOn(_) => records,
        };
        let (whole, rules) = (known(whole), self.rules());
        let mut journey = Journey::under(&rules, child, &whole, on);
        let records = match shown.map(known) {
            // Folded whole, so that no fact is bent; what is shown of the child and the plans is what may be seen.
            Some(shown) => {
                let seen = Journey::under(&rules, child, &shown, on);
                let Journey { person, words, words_of_several, plans, actions, .. } = seen;
                journey = Journey { person, words, words_of_several, plans, actions, ..journey };
                shown
            }
            None => whole,
        };
        let names = PageNames { staff: self.staff_names(), people: apart(&found) };
        let others = found.into_iter().map(|one| (one.person, one)).collect();
        let mut drafts = self.store().drafts(None, Some(child))?;
        drafts.retain(|draft| !draft.people.iter().any(|person| sight.hides(*person)));
        let access = FileAccess::of(&sight, child, self.now());
        Ok((sight, File { child, as_at, records, journey, names, others, drafts, access }))
    }

    /// Revisions as an actor may see them; who holds the work with everyone they are about is learned first, when that
    /// could matter.
    pub(crate) fn seen(&self, sight: &mut Sight, revisions: Vec<Revision>) -> Done<Records> {
        if revisions.iter().any(|one| !sight.is_plain(one)) {
            let people: Vec<PersonId> =
                people_of(&revisions).into_iter().filter(|person| !sight.has_learned(*person)).collect();
            let holders = if people.is_empty() { Vec::new() } else { self.store().holders(&people)? };
            sight.learn(holders);
        }
        Ok(Records::read(sight.revisions(revisions)))
    }

    /// One record and its history.
    pub fn record(&self, actor: &Actor, id: RecordId) -> Done<RecordPage> {
        let revisions = self.store().record(id)?;
        let of = revisions.last().map(|latest| latest.people.as_slice());
        let (sight, known) = self.may_with(actor, Act::SeeFile, Some(id), of, false)?;
        self.looked(actor, "view_record", &known, Some(id))?;
        let revisions = sight.revisions(revisions);
        if revisions.is_empty() {
            return Err(Problem::NotFound);
        }
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
pub(crate) fn named_in(kind: &str, body: &serde_json::Value) -> Vec<PersonId> {
    let Some(kind) = kinds::find(kind) else { return Vec::new() };
    let fields = (kind.spec)().fields.iter();
    let named = fields.filter(|field| matches!(field.shape, practice::spec::Shape::Person));
    named.filter_map(|field| body.get(&field.name)?.as_str()?.parse().ok()).collect()
}
