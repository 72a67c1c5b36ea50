//! What comes in before a conference: replies to its invitations, and the chronology its worker chooses.

use super::in_need::who_comes;
use super::{Life, at, working_days};
use crate::demo::chance::days_between;
use jiff::civil::Date;
use practice::answer::{Asked, Link};
use practice::codes::Code;
use practice::ids::{PersonId, RecordId};
use practice::moment::Moment;
use practice::oversight::{Audience, ChronologyEntry};
use practice::protection::{Coming, ConferenceReply};
use practice::record::{Revision, Status};
use practice::words::clip;
use std::collections::BTreeSet;

/// The agencies a conference is put to.
pub(super) const INVITED: [&str; 4] = ["police", "school", "nhs_community", "gp"];
/// As much as is chosen for a chronology at a time.
const CHOSEN: usize = 6;

/// A record that belongs in the story: its own name, when, whom about, what happened.
type Told = (RecordId, Moment, Vec<PersonId>, String);

impl Life<'_> {
    /// Most agencies answer, some only with a report, some not at all.
    pub(super) fn replies(&mut self, booking: RecordId, on: Date, held: Date) {
        if booking.0.is_nil() {
            return;
        }
        let (by, people) = (self.worker(on), self.ids());
        for agency in INVITED {
            let chance = &mut self.diary.chance;
            let silent = chance.happens(0.12);
            let day = working_days(on, chance.between(1, 6));
            let coming = *chance.weighed(&[
                (68.0, Coming::Yes),
                (9.0, Coming::Deputy),
                (17.0, Coming::ReportOnly),
                (6.0, Coming::No),
            ]);
            let report = if chance.happens(0.15) { Asked::NotKnown } else { Asked::Known(chance.happens(0.7)) };
            if silent || day >= held {
                continue;
            }
            let reply = ConferenceReply {
                replied: at(day, 11, 40),
                conference: Some(Link::to(booking)),
                agency: Code::new(agency),
                name: who_comes(agency),
                coming,
                report,
            };
            self.diary.write(&by, &people, reply);
        }
    }

    /// The worker chooses what belongs in the story so far, and writes what it meant.
    pub(super) fn chronology(&mut self, on: Date) {
        if on > self.diary.today().date {
            return;
        }
        let told: BTreeSet<String> = self.of_kind("chronology_entry").filter_map(|one| words(one, "source")).collect();
        let mut found: Vec<Told> = self.worth_telling(on).filter(|one| !told.contains(&one.0.to_string())).collect();
        found.sort_by_key(|one| one.1);
        let (by, cast) = (self.worker(on), self.cast(on));
        for (source, when, people, what) in found.split_off(found.len().saturating_sub(CHOSEN)) {
            let meant = cast.one(
                &[
                    "{children} were frightened, and slept at the {helper}'s.",
                    "{mum} says {children} went quiet for days.",
                    "One more in a row: what {children} live with each week, not once.",
                    "{children} had someone to go to that night.",
                    "School saw it the next morning.",
                ],
                &mut self.diary.chance,
            );
            let entry = ChronologyEntry {
                when,
                what: what.into(),
                impact: meant.into(),
                source: source.to_string(),
                audience: Audience::All,
            };
            self.diary.days_late(days_between(when.date, on)).write(&by, &people, entry);
        }
    }

    fn of_kind<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = &'l Revision> {
        self.diary.revisions.iter().filter(move |one| one.kind == kind)
    }

    /// Contacts and family meetings before a day that stand, about the children of this step.
    fn worth_telling(&self, on: Date) -> impl Iterator<Item = Told> {
        let ids = self.ids();
        let gone: BTreeSet<RecordId> = {
            let withdrawn = |one: &&Revision| matches!(one.status, Status::Withdrawn { .. });
            self.diary.revisions.iter().filter(withdrawn).map(|one| one.id).collect()
        };
        let contacts = self.of_kind("contact").map(|one| (one, "concern"));
        let meetings = self.of_kind("family_group_conference").map(|one| (one, "plan"));
        contacts.chain(meetings).filter_map(move |(one, field)| {
            let people: Vec<PersonId> = one.people.iter().copied().filter(|person| ids.contains(person)).collect();
            let stands = one.revision == 1 && one.about.date < on && !gone.contains(&one.id) && !people.is_empty();
            stands.then_some((one.id, one.about, people, clip(&words(one, field)?, 160)))
        })
    }
}

/// What a record says under a question.
fn words(revision: &Revision, field: &str) -> Option<String> {
    revision.body.get(field)?.as_str().map(str::to_owned)
}
