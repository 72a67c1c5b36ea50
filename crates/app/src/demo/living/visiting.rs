//! Visits, notes, supervision and the untidiness of real work.

use super::{Life, at, working};
use crate::demo::chance::{age, plus};
use crate::demo::prose;
use jiff::civil::Date;
use practice::answer::{Asked, PerChild};
use practice::moment::Moment;
use practice::oversight::{CaseNote, DecisionAbout, ManagementDecision};
use practice::visits::{ChildVisited, NoAccess, Place, Seen, Visit, VisitOutcome, VisitPurpose};

impl Life<'_> {
    /// A visit is tried for; when nobody is in, again some days later. Answers the day the children were seen.
    pub(super) fn visited(&mut self, on: Date, purpose: VisitPurpose, better: bool) -> Date {
        let mut day = working(on, 0);
        for _ in 0..2 {
            if !self.diary.chance.happens(0.07) {
                break;
            }
            self.no_access(day, purpose);
            day = working(day, self.diary.chance.between(1, 3));
        }
        self.held(day, purpose, better);
        day
    }

    fn no_access(&mut self, day: Date, purpose: VisitPurpose) {
        let worker = self.worker(day);
        let (what, done) = *self.diary.chance.weighed(&[
            (5.0, (NoAccess::NobodyIn, "Left a card and sent a text. Rang the school: the children were in today.")),
            (2.0, (NoAccess::Cancelled, "Agreed another day this week.")),
            (1.0, (NoAccess::Refused, "Told the manager, and rang the parent's sister.")),
            (1.0, (NoAccess::CouldNotGo, "The duty worker was asked to ring the family.")),
        ]);
        let when = at(day, self.diary.chance.between(9, 17), 10);
        let people = self.ids();
        let outcome = VisitOutcome::NoAccess { what, done: done.into() };
        self.diary.write(&worker, &people, Visit { when, purpose, outcome, next: "".into(), next_due: None });
    }

    fn held(&mut self, day: Date, purpose: VisitPurpose, better: bool) {
        let worker = self.worker(day);
        let cast = self.cast();
        let when = at(day, self.diary.chance.between(9, 17), self.diary.chance.between(0, 11) * 5);
        let children: PerChild<ChildVisited> =
            self.about.clone().iter().map(|child| (child.id, self.child_visited(child.born, day))).collect();
        let chance = &mut self.diary.chance;
        let place = *chance.weighed(&[
            (80.0, Place::Home),
            (13.0, Place::School),
            (4.0, Place::Relative),
            (3.0, Place::Elsewhere),
        ]);
        let saw = prose::saw(self.concern, better, &cast, chance);
        let means = prose::meaning(better, &cast, chance);
        let next = cast.one(
            &["See {child} at {school} next week.", "Ring {mum} on Monday about the appointment.", "Go on as planned."],
            chance,
        );
        let present = if chance.happens(0.3) { "Their grandmother, for part of it" } else { "" };
        let late = match chance.share() {
            share if share < 0.015 => chance.between(7, 16),
            share if share < 0.13 => chance.between(1, 5),
            _ => 0,
        };
        let visit = Visit {
            when,
            purpose,
            outcome: VisitOutcome::Held {
                place,
                present: present.to_owned(),
                children,
                saw: saw.into(),
                means: means.into(),
            },
            next: next.into(),
            next_due: None,
        };
        let people = self.ids();
        let id = self.diary.days_late(late).write(&worker, &people, visit.clone());
        if self.diary.chance.happens(0.01) {
            let hours = self.diary.chance.between(1, 70);
            let earlier = Visit { when: Moment::at(day, 8, 30), ..visit };
            self.diary.amend(id, &worker, "The time was wrong: the visit was before school.", hours, &earlier);
        }
    }

    fn child_visited(&mut self, born: Date, day: Date) -> ChildVisited {
        let chance = &mut self.diary.chance;
        if born > day {
            return ChildVisited {
                seen: Seen::NotSeen { why: "Not yet born".into() },
                bedroom: Asked::NotAsked,
                words: "".into(),
            };
        }
        let years = age(born, day);
        let seen = match chance.share() {
            share if share < 0.02 => Seen::NotSeen { why: "At a friend's".to_owned() },
            share if years < 4 || share < 0.2 => Seen::NotAlone,
            _ => Seen::Alone,
        };
        let words =
            if matches!(seen, Seen::NotSeen { .. }) { String::new() } else { prose::words_of_a_child(years, chance) };
        let bedroom = *chance.weighed(
            &[(70.0, Asked::Known(true)), (22.0, Asked::Known(false)), (8.0, Asked::NotAsked)]
                .map(|(w, a)| (w, a.known().copied())),
        );
        ChildVisited { seen, bedroom: bedroom.map_or(Asked::NotAsked, Asked::Known), words: words.into() }
    }

    /// A note of something that happened.
    pub(super) fn note(&mut self, on: Date) {
        let day = working(on, 0);
        let worker = self.worker(day);
        let cast = self.cast();
        let (subject, words) = *self.diary.chance.one(&[
            ("Telephone call from school", "{school} rang: {child} was upset after the weekend. The pastoral lead sat with {child} and things settled."),
            ("Call to mother", "{mum} asked whether the money for bus fares has come through. I will find out. She says {children} are well."),
            ("Message from health visitor", "Weight and development are as they should be. The next check is in three months."),
            ("Talk with grandmother", "She can have {children} on Saturdays. She would like to know before plans are changed."),
            ("Email from housing", "The move has been agreed. A date will follow. {mum} has been told."),
        ]);
        let note = CaseNote {
            when: at(day, self.diary.chance.between(9, 16), 25),
            subject: subject.to_owned(),
            words: cast.say(words).into(),
            child_words: Asked::NotAsked,
            with: String::new(),
        };
        let late = if self.diary.chance.happens(0.2) { self.diary.chance.between(1, 6) } else { 0 };
        let people = self.ids();
        let id = self.diary.days_late(late).write(&worker, &people, note);
        if self.diary.chance.happens(0.012) {
            self.diary.withdraw(id, &worker, "Written in the wrong family's file.", 5);
        }
    }

    /// The manager and the worker talk the work over.
    pub(super) fn supervised(&mut self, on: Date, about: DecisionAbout, rationale: &str) {
        let day = working(on, 0);
        let manager = self.manager(day);
        let cast = self.cast();
        let decision = ManagementDecision {
            decided: at(day, self.diary.chance.between(9, 16), 45),
            about,
            rationale: cast.say(rationale).into(),
            next: cast.say("The worker will see {child} alone before the next meeting.").into(),
        };
        let people = self.ids();
        self.diary.write(&manager, &people, decision);
    }

    /// Notes, calls and supervision in a stretch of work.
    pub(super) fn day_to_day(&mut self, from: Date, to: Date) {
        let mut day = plus(from, self.diary.chance.between(4, 40));
        while day < to {
            self.note(day);
            if self.diary.chance.happens(0.012) {
                self.alert(day);
            }
            day = plus(day, self.diary.chance.between(18, 60));
        }
        let mut day = plus(from, 28);
        while day < to {
            if self.diary.chance.happens(0.9) {
                self.supervised(day, DecisionAbout::Supervision, "The plan was talked through, with {child}'s own words. What is working is {mum}'s sister; what is not is time alone with {child}.");
            }
            day = plus(day, 35);
        }
    }
}
