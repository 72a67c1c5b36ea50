//! Who may be sent a copy of what, the copy each would get, and what is taken out of it.

use crate::pages::child::meetings::named;
use crate::pages::child::{minutes, plan_copy};
use crate::printing::in_file;
use casework::copies::{Asked, Copy};
use casework::file::{AsAt, File};
use casework::sending::{Mark, Watch};
use casework::{Act, Actor, Casework, Done, Problem};
use practice::ids::{PersonId, RecordId};
use practice::oversight::{Circulated, Circulation};
use practice::people::ProfessionalInvolved;
use practice::plans::Plan;
use practice::protection::{Conference, ConferenceBooked, CoreGroup};
use print::{Document, Ink};
use std::collections::BTreeSet;
use std::ops::Range;

/// Why something is taken out of a copy: its name, its words for the sender, and its words for the reader.
pub const REASONS: [(&str, &str, &str); 3] = [
    ("other", "It is about somebody else", "about somebody else"),
    ("risk", "It could put somebody at risk", "to keep somebody safe"),
    ("need", "This reader does not need it", "not needed by this reader"),
];

/// What is taken out of a copy: the places in the list of what is marked in it, and why.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Out {
    /// Places in [`Recipient::found`], in order.
    pub places: BTreeSet<usize>,
    /// The name of a reason in [`REASONS`].
    pub why: String,
}

impl Out {
    /// Reads `0,2 risk`.
    pub fn read(text: &str) -> Out {
        let (places, why) = text.split_once(' ').unwrap_or((text, ""));
        Out { places: places.split(',').filter_map(|place| place.parse().ok()).collect(), why: why.to_owned() }
    }

    /// As it stands in an address or a register: places and a reason, none of the words.
    pub fn write(&self) -> String {
        let places: Vec<String> = self.places.iter().map(usize::to_string).collect();
        format!("{} {}", places.join(","), self.reason().0)
    }

    fn reason(&self) -> (&'static str, &'static str, &'static str) {
        REASONS.into_iter().find(|(name, ..)| *name == self.why).unwrap_or(REASONS[0])
    }
}

/// Somebody a copy may go to.
pub struct Recipient {
    /// "Practice nurse (General practice)".
    pub name: String,
    /// The copy with nothing taken out.
    pub whole: Document,
    /// What is marked in it, each once, in the order it stands there.
    pub found: Vec<(Mark, String)>,
    /// When it was sent to them before.
    pub before: Option<String>,
}

/// Everything the pages need.
pub struct Sending {
    /// The child's file.
    pub file: File,
    /// What is sent.
    pub record: RecordId,
    /// What it is called when it is circulated.
    pub what: Circulated,
    /// Those it may go to. Nobody else can be typed in.
    pub to: Vec<Recipient>,
    /// What to look for.
    pub watch: Watch,
    /// What a second person was asked, the latest first.
    pub asked: Vec<Asked>,
}

impl Sending {
    /// Everything about sending a record: the minutes of a conference, or a plan.
    pub fn of(casework: &Casework, actor: &Actor, act: Act, child: PersonId, record: RecordId) -> Done<Sending> {
        let watch = casework.watch(actor, act, child)?;
        let asked = casework.releases_of(actor, act, child, record)?;
        let file = casework.file(actor, child, AsAt::Now)?;
        Sending::from(file, record, watch, asked)
    }

    /// The same from what has been read.
    pub fn from(file: File, record: RecordId, watch: Watch, asked: Vec<Asked>) -> Done<Sending> {
        let standing = file.records.standing();
        let is_plan = standing.of_kind::<Plan>().any(|one| one.entry.id == record);
        let (what, since, copies): (_, _, Vec<(String, Document)>) = if is_plan {
            let plan = plan_copy::plan_of(&file, record)?;
            let copy = |name: &String| {
                let mut copy = plan_copy::document(&file, record, &plan);
                addressed(&mut copy, name);
                copy
            };
            let names = of_plan(&file);
            (Circulated::Plan, plan.agreed, names.into_iter().map(|name| (name.clone(), copy(&name))).collect())
        } else {
            let held = minutes::held(&file, record)?;
            let names = of_conference(&file, &held.conference);
            let copy = |name: String| (name.clone(), minutes::document(&file, &held, Some(&name)));
            (Circulated::ConferenceRecord, held.conference.held, names.into_iter().map(copy).collect())
        };
        let gone: Vec<(String, String)> = standing
            .of_kind::<Circulation>()
            .filter(|one| one.what == what && one.on >= since)
            .map(|one| (one.to.clone(), one.on.to_string()))
            .collect();
        drop(standing);
        let to = copies
            .into_iter()
            .map(|(name, whole)| Recipient {
                before: gone.iter().rev().find(|(to, _)| *to == name).map(|(_, on)| on.clone()),
                found: found(&whole, &watch),
                name,
                whole,
            })
            .collect();
        Ok(Sending { file, record, what, to, watch, asked })
    }

    /// What the pages are called.
    pub fn title(&self) -> &'static str {
        if self.what == Circulated::Plan { "Send the plan" } else { "Send the minutes" }
    }

    /// The part of the file they belong to.
    pub fn part(&self) -> &'static str {
        if self.what == Circulated::Plan { "/plans" } else { "/meetings" }
    }

    /// The copy somebody would get with these things taken out.
    pub fn copy(&self, one: &Recipient, out: &Out) -> Document {
        let taken: BTreeSet<&str> =
            out.places.iter().filter_map(|place| one.found.get(*place)).map(|(_, words)| words.as_str()).collect();
        if taken.is_empty() {
            return one.whole.clone();
        }
        let (_, _, why) = out.reason();
        one.whole.with_texts(|text| {
            let (mut kept, mut at) = (String::new(), 0);
            for (place, _) in self.watch.marks(text) {
                let words = &text[place.clone()];
                if taken.contains(words) {
                    kept.push_str(&text[at..place.start]);
                    kept.push_str(&format!("[taken out: {why}]"));
                    at = place.end;
                }
            }
            kept.push_str(&text[at..]);
            kept
        })
    }

    /// Does a copy hold what must not be sent?
    pub fn stops(&self, copy: &Document) -> bool {
        copy.texts().into_iter().any(|text| self.watch.stops(text))
    }

    /// The copy as it would leave.
    pub fn made(&self, one: &Recipient, out: &Out) -> Done<Copy> {
        let copy = self.copy(one, out);
        let pdf = in_file(&copy)?.bytes;
        let texts = copy.texts().into_iter().map(str::to_owned).collect();
        Ok(Copy { to: one.name.clone(), texts, out: out.write(), pdf })
    }

    /// What a second person was last asked about exactly this copy.
    pub fn asked_of(&self, copy: &Copy) -> Option<&Asked> {
        let hash = copy.hash();
        self.asked.iter().find(|one| one.release.to == copy.to && one.release.copy == hash)
    }

    /// Has a second person agreed that exactly this copy leaves?
    pub fn agreed(&self, copy: &Copy) -> bool {
        self.asked_of(copy).is_some_and(|one| one.release.agreed())
    }

    /// The pages of a copy as a drawing, with what is marked in it coloured.
    pub fn drawn(&self, one: &Recipient, out: &Out) -> Done<String> {
        let inked = |text: &str| -> Vec<(Range<usize>, Ink)> {
            let ink = |mark| if mark == Mark::Protected { Ink::Stop } else { Ink::Look };
            self.watch.marks(text).into_iter().map(|(place, mark)| (place, ink(mark))).collect()
        };
        let (svg, _) = self.copy(one, out).drawn(&inked).map_err(|fault| {
            tracing::error!(%fault, "draw");
            Problem::Refused("The pages could not be drawn. The words of the copy are below.".into())
        })?;
        Ok(svg)
    }
}

/// What is marked in a document, each once, in order.
fn found(document: &Document, watch: &Watch) -> Vec<(Mark, String)> {
    let mut all: Vec<(Mark, String)> = Vec::new();
    for text in document.texts() {
        for (place, mark) in watch.marks(text) {
            let words = &text[place];
            if all.iter().all(|(_, other)| other != words) {
                all.push((mark, words.to_owned()));
            }
        }
    }
    all
}

fn addressed(copy: &mut Document, to: &str) {
    copy.under_title.push(format!("Copy for {to}. It is not to be passed on."));
    copy.foot = format!("Copy for {to}");
}

/// Each name once, without the empty ones.
fn once(mut names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.retain(|name| !name.trim().is_empty() && seen.insert(name.clone()));
    names
}

/// Those who took part, then agencies that were invited and are not among them.
fn of_conference(file: &File, held: &Conference) -> Vec<String> {
    let mut names: Vec<String> = held.attendance.iter().map(named).collect();
    names.extend(responsible(file));
    let standing = file.records.standing();
    let booked = standing.of_kind::<ConferenceBooked>().filter(|one| one.kind == held.kind && one.booked <= held.held);
    if let Some(booked) = booked.max_by_key(|one| one.on) {
        let there = |code: &str| held.attendance.iter().any(|one| one.agency.as_str() == code);
        let invited = booked.invited.iter().filter(|agency| !there(agency.as_str()));
        names.extend(invited.map(|agency| agency.label().to_owned()));
    }
    once(names)
}

/// Those who hold parental responsibility.
fn responsible(file: &File) -> impl Iterator<Item = String> {
    let ties = file.journey.person.relationships.iter().filter(|tie| {
        tie.of == file.child && tie.ended.is_none() && tie.parental_responsibility.known() == Some(&true)
    });
    ties.map(|tie| file.names.of(tie.person).to_owned())
}

/// The child, those who hold parental responsibility, professionals involved, and the latest core group.
fn of_plan(file: &File) -> Vec<String> {
    let journey = &file.journey;
    let mut names = vec![journey.person.name()];
    names.extend(responsible(file));
    let standing = file.records.standing();
    let involved = standing.of_kind::<ProfessionalInvolved>().filter(|one| one.until.is_none());
    names.extend(involved.map(|one| match one.agency.as_str() {
        "" => one.name.clone(),
        _ => format!("{} ({})", one.name, one.agency.label()),
    }));
    let group = standing.of_kind::<CoreGroup>().max_by_key(|group| group.held);
    names.extend(group.iter().flat_map(|group| group.attendance.iter().map(named)));
    once(names)
}
