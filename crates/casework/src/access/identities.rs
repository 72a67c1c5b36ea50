//! The link between the two identities of an adopted child.
//!
//! The file from before an adoption and the file from after it are two people here, both sealed, and nothing leads from
//! one to the other: no relationship, no search, no entry of the log, no backup. What joins them is kept as a link under
//! two keys. One is given to whoever made it, the other to a second person, each once; neither is kept. To open it,
//! somebody gives the first key with a reason and somebody else the second within the hour. A link half made or half
//! open is in the memory of the program alone, so nothing kept on a disk can be opened with one key.

use super::facts::{Fact, Level};
use super::registers::{Held, Written};
use super::{Act, Actor, Sight};
use crate::names::StaffNames;
use crate::{Casework, Done, Problem};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use identity::two_keys;
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, StaffId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// The second person has this long.
pub const WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// Wrong keys for one link within the hour before it is answered no more.
const WRONG: u32 = 5;

/// Links that wait for a second person.
#[derive(Default)]
pub(crate) struct Halves(Mutex<BTreeMap<Uuid, Half>>);

impl Halves {
    fn held(&self, now: Timestamp) -> MutexGuard<'_, BTreeMap<Uuid, Half>> {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        halves.retain(|_, half| now < half.until);
        halves
    }
}

/// A link that waits for a second person.
#[derive(Clone)]
struct Half {
    what: Waits,
    by: StaffId,
    why: String,
    until: Timestamp,
    wrong: u32,
}

#[derive(Clone)]
enum Waits {
    /// It is made, and will be kept when the second key has been taken.
    Made { envelope: Vec<u8>, second: String },
    /// The first key was given.
    Open { inner: Vec<u8> },
    /// Only wrong keys were given.
    Shut,
}

/// A link, as those who hold links see it: never whose.
#[derive(Clone, Debug)]
pub struct LinkLine {
    /// Its number.
    pub id: Uuid,
    /// Who kept it first, when and why; none while its second key has not been taken.
    pub kept: Option<Written>,
    /// How often it was opened.
    pub opened: u32,
    /// Who opened it last, when and why.
    pub last: Option<Written>,
    /// Who has gone the first half of the way, and until when the second may be gone.
    pub half: Option<(StaffId, Timestamp)>,
}

/// Every link, latest first.
pub struct Links {
    /// The links.
    pub all: Vec<LinkLine>,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

/// A key, to be shown once.
#[derive(Debug)]
pub struct Key {
    /// The number of the link.
    pub link: Uuid,
    /// The first or the second.
    pub place: usize,
    /// The key.
    pub key: String,
}

/// What a link joins.
#[derive(Debug)]
pub struct Joined {
    /// The file from before the adoption and the one from after it, each with those named as who may open it.
    pub files: [(PersonId, Vec<StaffId>); 2],
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

impl Casework {
    /// Every link that is kept or waits for its second key.
    pub fn links(&self, actor: &Actor) -> Done<Links> {
        let sight = self.may(actor, Act::Seal)?;
        self.looked(actor, "view_links", &[], None)?;
        let halves = self.halves.held(self.now()).clone();
        let half = |id: &Uuid| halves.get(id).filter(|half| !matches!(half.what, Waits::Shut));
        let whose = |half: &Half| (half.by.clone(), half.until);
        // Each opening is one more revision of the link.
        let kept = sight.registers.links().map(|held| LinkLine {
            id: held.id,
            kept: Some(held.first.clone()),
            opened: held.revision - 1,
            last: (held.revision > 1).then(|| held.last.clone()),
            half: half(&held.id).map(whose),
        });
        let made = halves.iter().filter(|(_, half)| matches!(half.what, Waits::Made { .. }));
        let made =
            made.map(|(id, one)| LinkLine { id: *id, kept: None, opened: 0, last: None, half: Some(whose(one)) });
        let mut all: Vec<LinkLine> = kept.chain(made).collect();
        all.sort_by_key(|line| std::cmp::Reverse(line.kept.as_ref().map_or(Timestamp::MAX, |one| one.at)));
        Ok(Links { all, staff: self.staff_names() })
    }

    /// Makes a link between two sealed files that somebody may both see, and answers with its first key. It is kept once a
    /// second person has taken the other.
    ///
    /// That the two files were looked at was written down when they were; here no entry names them, since one that named
    /// both, or two side by side, would be the link.
    pub fn make_link(&self, actor: &Actor, before: PersonId, after: PersonId, why: &str) -> Done<Key> {
        let mut sight = self.may(actor, Act::Seal)?;
        let why = said(why)?;
        sight.learn(self.store().holders(&sight.asked(&[before, after]))?);
        if before == after {
            return Err(Problem::Refused("Give two files: they are the same".into()));
        }
        for (file, which) in [(before, "before"), (after, "after")] {
            if !is_sealed(&sight, file) {
                let words = format!(
                    "There is no sealed file {which} the adoption that you may see under this number. Seal it first, with \
                     yourself named"
                );
                return Err(Problem::Refused(words));
            }
        }
        self.apart(before, after)?;
        let sealed = two_keys::seal(&format!("{before} {after}"))
            .ok_or_else(|| Problem::Refused("The link could not be enciphered. Nothing was kept".into()))?;
        self.did(actor, "make_link", &[], None, why)?;
        let [key, second] = sealed.keys;
        let link = self.new_id();
        self.wait(link, actor, why, Waits::Made { envelope: sealed.envelope, second });
        Ok(Key { link, place: 1, key })
    }

    /// Gives the second key of a link that somebody else made within the hour, and keeps the link.
    pub fn take_second_key(&self, actor: &Actor, link: Uuid) -> Done<Key> {
        self.may(actor, Act::Seal)?;
        let half = self.halves.held(self.now()).get(&link).cloned().ok_or(Problem::NotFound)?;
        let Waits::Made { envelope, second } = half.what else { return Err(Problem::NotFound) };
        another(actor, &half.by)?;
        self.did(actor, "take_second_key", &[], None, &half.why)?;
        let fact = Fact::Link { sealed: STANDARD.encode(envelope) };
        self.keep_fact(&half.by, link, 1, &fact, &half.why)?;
        self.halves.held(self.now()).remove(&link);
        Ok(Key { link, place: 2, key: second })
    }

    /// Gives the first key of a link. The second must follow within the hour, from somebody else.
    pub fn give_first_key(&self, actor: &Actor, link: Uuid, key: &str, why: &str) -> Done<()> {
        let sight = self.may(actor, Act::Seal)?;
        let why = said(why)?;
        let envelope = kept_link(&sight, link)?.1;
        self.not_tried_out(link)?;
        let Some(inner) = two_keys::open(&envelope, key) else { return Err(self.wrong_key(actor, link)?) };
        self.did(actor, "give_first_key", &[], None, why)?;
        self.wait(link, actor, why, Waits::Open { inner });
        Ok(())
    }

    /// Gives the second key of a link whose first somebody else gave within the hour: answers with what it joins.
    pub fn give_second_key(&self, actor: &Actor, link: Uuid, key: &str) -> Done<Joined> {
        let sight = self.may(actor, Act::Seal)?;
        let held = kept_link(&sight, link)?.0;
        let half = self.halves.held(self.now()).get(&link).cloned();
        let half = half.ok_or_else(|| Problem::Refused("Somebody else must give the first key first".into()))?;
        self.not_tried_out(link)?;
        let Waits::Open { inner } = &half.what else {
            return Err(Problem::Refused("Somebody else must give the first key first".into()));
        };
        another(actor, &half.by)?;
        let Some(words) = two_keys::open(inner, key) else { return Err(self.wrong_key(actor, link)?) };
        let words = String::from_utf8_lossy(&words).into_owned();
        let files: Vec<PersonId> = words.split(' ').filter_map(|one| one.parse().ok()).collect();
        let [before, after] = files[..] else {
            return Err(Problem::Refused("What this link holds cannot be read".into()));
        };
        self.did(actor, "open_link", &[], None, &half.why)?;
        self.keep_fact(&actor.staff, link, held.revision + 1, &held.fact, &half.why)?;
        self.halves.held(self.now()).remove(&link);
        let named = |file| sight.registers.restriction(file).map(|one| one.named.clone()).unwrap_or_default();
        Ok(Joined { files: [(before, named(before)), (after, named(after))], staff: self.staff_names() })
    }

    fn wait(&self, link: Uuid, actor: &Actor, why: &str, what: Waits) {
        let now = self.now();
        let half = Half { what, by: actor.staff.clone(), why: why.to_owned(), until: now + WITHIN, wrong: 0 };
        self.halves.held(now).insert(link, half);
    }

    fn not_tried_out(&self, link: Uuid) -> Done<()> {
        match self.halves.held(self.now()).get(&link) {
            Some(half) if half.wrong >= WRONG => {
                Err(Problem::Refused("Too many wrong keys were given for this link. Try again in an hour".into()))
            }
            _ => Ok(()),
        }
    }

    /// Counts a wrong key and writes down that it was given; what was typed is written nowhere.
    fn wrong_key(&self, actor: &Actor, link: Uuid) -> Done<Problem> {
        let now = self.now();
        let new =
            || Half { what: Waits::Shut, by: actor.staff.clone(), why: String::new(), until: now + WITHIN, wrong: 0 };
        self.halves.held(now).entry(link).or_insert_with(new).wrong += 1;
        self.refuse(actor, Act::Seal, None, None, Problem::Refused("That is not the key of this link".into()))
    }

    /// Neither file may say anything of the other: what did would be a link without keys.
    fn apart(&self, before: PersonId, after: PersonId) -> Done<()> {
        for (file, other) in [(before, after), (after, before)] {
            let other = other.to_string();
            let names = |one: &practice::record::Revision| {
                one.people.iter().any(|person| person.to_string() == other) || one.body.to_string().contains(&other)
            };
            if self.store().about(&[file])?.iter().any(names) {
                let words = "A record of one of these files names the other. Open a new file for the child after the \
                             adoption, with nothing carried over";
                return Err(Problem::Refused(words.into()));
            }
        }
        Ok(())
    }
}

/// Is this a sealed file that the actor may see?
fn is_sealed(sight: &Sight, file: PersonId) -> bool {
    let sealed = sight.registers.restriction(file).is_some_and(|one| one.level == Level::Sealed);
    sealed && sight.has_learned(file) && sight.may(Act::SeeFile, file)
}

/// A link that is kept, and its envelope.
fn kept_link(sight: &Sight, link: Uuid) -> Done<(Held, Vec<u8>)> {
    let held = sight.registers.get(link).ok_or(Problem::NotFound)?;
    let Fact::Link { sealed } = &held.fact else { return Err(Problem::NotFound) };
    let envelope =
        STANDARD.decode(sealed).map_err(|_| Problem::Refused("What this link holds cannot be read".into()))?;
    Ok((held.clone(), envelope))
}

fn said(why: &str) -> Done<&str> {
    let why = why.trim();
    if why.is_empty() { Err(Problem::Refused("Say why".into())) } else { Ok(why) }
}

fn another(actor: &Actor, first: &StaffId) -> Done<()> {
    if actor.staff == *first {
        return Err(Problem::Refused("Somebody else must do this: it was you who did the first half".into()));
    }
    Ok(())
}
