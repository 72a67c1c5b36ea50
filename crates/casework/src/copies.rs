//! Copies that leave: each is kept byte for byte before it counts as sent. One that holds what must not leave is stopped,
//! unless a second person agreed to exactly that copy for exactly that reader.

use crate::access::facts::{Fact, Release};
use crate::access::registers::{Registers, Written};
use crate::access::{Act, Actor};
use crate::finish::Ready;
use crate::names::PageNames;
use crate::{Casework, Done, Fresh, Problem};
use documents::Hash;
use practice::answer::Link;
use practice::ids::{PersonId, RecordId};
use practice::oversight::{Circulated, Circulation};
use practice::protection::{Conference, ConferenceSigned};
use practice::record::Records;
use uuid::Uuid;

/// A copy of a record for one reader.
#[derive(Clone, PartialEq, Debug)]
pub struct Copy {
    /// For whom.
    pub to: String,
    /// Every text in it.
    pub texts: Vec<String>,
    /// What was taken out of it, as the page of sending has it.
    pub out: String,
    /// The file they get.
    pub pdf: Vec<u8>,
}

impl Copy {
    /// The hash of the file.
    pub fn hash(&self) -> String {
        Hash::of(&self.pdf).to_string()
    }
}

/// A copy that is asked for, or was.
#[derive(Clone, PartialEq, Debug)]
pub struct Asked {
    /// Its name.
    pub id: Uuid,
    /// What was asked.
    pub release: Release,
    /// Who asked, when and why.
    pub asked: Written,
    /// Who agreed or refused, when and why; none while it waits.
    pub settled: Option<Written>,
}

/// Copies that wait for a second person, with the names a page of them needs.
pub struct Releases {
    /// Each, the longest waiting first.
    pub waiting: Vec<Asked>,
    /// Names.
    pub names: PageNames,
}

fn all(registers: &Registers) -> Vec<Asked> {
    let of = |held: &crate::access::registers::Held| match &held.fact {
        Fact::Release(release) => Some(Asked {
            id: held.id,
            release: release.clone(),
            asked: held.first.clone(),
            settled: release.settled.is_some().then(|| held.last.clone()),
        }),
        _ => None,
    };
    registers.all().into_iter().filter_map(of).collect()
}

impl Casework {
    /// Sends copies of a record about a child: all or none. Each is kept as a file, and its sending is a record that names it.
    pub fn send_copies(
        &self,
        actor: &Actor,
        key: &str,
        (child, record): (PersonId, RecordId),
        what: Circulated,
        copies: &[Copy],
    ) -> Done<()> {
        let watch = self.watch(actor, Act::Write, child)?;
        let releases = all(&*self.registers()?);
        let agreed = |copy: &Copy| {
            let hash = copy.hash();
            releases.iter().map(|one| &one.release).any(|one| {
                (one.child, one.record, &one.to, &one.copy) == (child, record, &copy.to, &hash) && one.agreed()
            })
        };
        let stopped = |copy: &&Copy| copy.texts.iter().any(|text| watch.stops(text)) && !agreed(copy);
        if let Some(copy) = copies.iter().find(stopped) {
            return Err(Problem::Refused(format!(
                "The copy for {} holds what must not be sent. Nothing was sent.",
                copy.to
            )));
        }
        let mut ready = Vec::with_capacity(copies.len());
        for copy in copies {
            let kept = self.keep_made(actor, "copy.pdf", &copy.pdf)?;
            let one = Circulation { on: self.today(), what, to: copy.to.clone(), copy: Some(kept) };
            ready.push(Ready::of(vec![child], &one));
        }
        self.append_ready(actor, &format!("send {record} {key}"), ready).map(drop)
    }

    /// What was asked of copies of a record about a child, the latest first.
    pub fn releases_of(&self, actor: &Actor, act: Act, child: PersonId, record: RecordId) -> Done<Vec<Asked>> {
        self.may_of(actor, act, &[child])?;
        let of = |one: &Asked| (one.release.child, one.release.record) == (child, record);
        Ok(all(&*self.registers()?).into_iter().rev().filter(of).collect())
    }

    /// Asks a second person to agree that a copy leaves which holds something protected.
    pub fn ask_release(
        &self,
        actor: &Actor,
        (child, record): (PersonId, RecordId),
        copy: &Copy,
        why: &str,
    ) -> Done<()> {
        self.may_of(actor, Act::Write, &[child])?;
        if why.trim().is_empty() {
            return Err(Problem::Refused("Say why it must be sent all the same".into()));
        }
        let new =
            Release { child, record, to: copy.to.clone(), copy: copy.hash(), out: copy.out.clone(), settled: None };
        if all(&*self.registers()?).iter().any(|one| one.release == new) {
            return Ok(());
        }
        self.keep_fact(&actor.staff, self.new_id(), 1, &Fact::Release(new), why)
    }

    /// How many copies wait for a second person; for somebody who agrees to none, zero.
    pub fn releases_waiting(&self, actor: &Actor) -> usize {
        self.releases(actor).map_or(0, |releases| releases.waiting.len())
    }

    /// The copies that wait for this person as the second: those about children they may agree for, not those they asked for.
    pub fn releases(&self, actor: &Actor) -> Done<Releases> {
        // Whether a second factor is fresh is asked when one is opened.
        let actor = Actor { fresh: Fresh::Passkey, ..actor.clone() };
        if !crate::access::role_may(actor.role, Act::ReleaseProtected) {
            return Ok(Releases { waiting: Vec::new(), names: PageNames::default() });
        }
        let mut sight = self.sight(&actor)?;
        let mut waiting: Vec<Asked> = all(&*self.registers()?);
        waiting.retain(|one| one.settled.is_none() && one.asked.by != actor.staff);
        let children: Vec<PersonId> = waiting.iter().map(|one| one.release.child).collect();
        if !children.is_empty() {
            let holders = self.store().holders(&sight.asked(&children))?;
            sight.learn(holders);
        }
        waiting.retain(|one| sight.may(Act::ReleaseProtected, one.release.child));
        let children: Vec<PersonId> = waiting.iter().map(|one| one.release.child).collect();
        Ok(Releases { names: self.names_of(&children)?, waiting })
    }

    /// A copy that is asked for, for somebody who may agree to it. `action` is what the log says of it.
    pub fn release_asked(&self, actor: &Actor, id: Uuid, action: &str) -> Done<Asked> {
        self.may(actor, Act::ReleaseProtected)?;
        let found = all(&*self.registers()?).into_iter().find(|one| one.id == id).ok_or(Problem::NotFound)?;
        self.show_of(actor, Act::ReleaseProtected, action, &[found.release.child])?;
        Ok(found)
    }

    /// Agrees or refuses that a copy leaves, as the second of two people. `copy` is what the copy is now: nobody agrees to
    /// what they have not seen.
    pub fn settle_release(&self, actor: &Actor, id: Uuid, copy: &Copy, agrees: bool, why: &str) -> Done<()> {
        let action = if agrees { "agree_release" } else { "refuse_release" };
        let asked = self.release_asked(actor, id, action)?;
        let release = asked.release;
        if asked.asked.by == actor.staff {
            return Err(Problem::Refused("Somebody else must agree to what you asked for.".into()));
        }
        if release.settled.is_some() {
            return Err(Problem::Refused("This has been answered already.".into()));
        }
        if agrees && (release.copy != copy.hash() || release.to != copy.to) {
            return Err(Problem::Refused(
                "The copy is not what was asked for any more: it must be asked for again.".into(),
            ));
        }
        if why.trim().is_empty() {
            return Err(Problem::Refused("Say why".into()));
        }
        let revision = self.registers()?.get(id).map_or(1, |held| held.revision) + 1;
        let fact = Fact::Release(Release { settled: Some((actor.staff.clone(), agrees)), ..release });
        self.keep_fact(&actor.staff, id, revision, &fact, why)
    }

    /// Signs the record of a conference as it stands: its chair, and nobody else.
    pub fn sign_conference(&self, actor: &Actor, child: PersonId, record: RecordId, version: u32) -> Done<()> {
        self.may_of(actor, Act::Write, &[child])?;
        let records = Records::read(self.store().record(record)?);
        let standing = records.standing();
        let held = standing.of_kind::<Conference>().find(|one| one.entry.people.contains(&child));
        let held = held.ok_or(Problem::NotFound)?;
        if held.chair.as_ref() != Some(&actor.staff) {
            return Err(Problem::Refused("Only whoever chaired a conference signs its record.".into()));
        }
        if held.entry.revision != version {
            return Err(Problem::Refused(
                "The record was corrected since you opened it: read it again, then sign.".into(),
            ));
        }
        let signed = ConferenceSigned { signed: self.today(), conference: Link::to(record), version };
        let ready = Ready::of(held.entry.people.clone(), &signed);
        self.record_ready(actor, &format!("sign {record} {version}"), ready).map(drop)
    }
}
