//! Visits, notes, supervision and the untidiness of real work.

use super::{Life, at, working};
use crate::demo::chance::{age, plus};
use crate::demo::household::Child;
use crate::demo::prose;
use jiff::civil::Date;
use practice::answer::{Asked, PerChild};
use practice::moment::Moment;
use practice::oversight::{CaseNote, DecisionAbout, LateReason, Lateness, ManagementDecision};
use practice::visits::{ChildVisited, NoAccess, Place, Seen, Visit, VisitOutcome, VisitPurpose};

/// What is said in supervision.
const SUPERVISION: &[&str] = &[
    "The plan was talked through, with {child}'s own words. What is working is the {helper}; what is not is time alone with {child}.",
    "We asked what a good week looks like for {children}, and how often there is one. Twice this month.",
    "The worker likes {mum} and worries that this hides things. A colleague will go on the next visit.",
    "Two visits were close to late. The diary was looked at and two other families moved.",
    "We looked at the first page of the file again. The worry then and the worry now are not the same.",
    "{dad} is hardly in the record. That changes before the next meeting.",
    "Progress is real. We agreed what would show that it has lasted, and by when.",
    "The school's view and ours differ. The worker will ask them what they have seen, not what they think.",
];
/// What happens after it.
const NEXT: &[&str] = &[
    "[4+] The worker will see {child} alone before the next meeting.",
    "The worker will see {child} before the next meeting, with the health visitor if that helps.",
    "Speak to {dad} this week, and write down what he says.",
    "Bring the chronology up to date for the next meeting.",
    "Nothing new: keep to the plan.",
    "The manager reads the last three visits and says what is missing.",
];

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
        if !self.held(day, purpose, better) && purpose != VisitPurpose::Assessment {
            self.seen_after_all(day, purpose, better);
        }
        day
    }

    /// A child who was not seen, or not seen alone, is seen again within days: mostly at school.
    fn seen_after_all(&mut self, day: Date, purpose: VisitPurpose, better: bool) {
        let soon = working(day, self.diary.chance.between(2, 5));
        if !self.slips(0.08) {
            self.visit(soon, purpose, better, true);
        }
    }

    fn no_access(&mut self, day: Date, purpose: VisitPurpose) {
        let worker = self.worker(day);
        let (what, done) = *self.diary.chance.weighed(&[
            (
                5.0,
                (NoAccess::NobodyIn, "Left a card and sent a text. Rang the {helper}: {children} were seen yesterday."),
            ),
            (2.0, (NoAccess::Cancelled, "Agreed another day this week.")),
            (1.0, (NoAccess::Refused, "Told the manager, and rang the parent's sister.")),
            (1.0, (NoAccess::CouldNotGo, "The duty worker was asked to ring the family.")),
        ]);
        let when = at(day, self.diary.chance.between(9, 17), 10);
        let people = self.ids();
        let outcome = VisitOutcome::NoAccess { what, done: self.cast(day).say(done).into() };
        self.diary.write(&worker, &people, Visit { when, purpose, outcome, next: "".into(), next_due: None });
    }

    /// A visit that goes ahead. Answers whether each child was seen alone.
    fn held(&mut self, day: Date, purpose: VisitPurpose, better: bool) -> bool {
        self.visit(day, purpose, better, false)
    }

    fn visit(&mut self, day: Date, purpose: VisitPurpose, better: bool, again: bool) -> bool {
        let worker = self.worker(day);
        let cast = self.cast(day);
        let when = at(day, self.diary.chance.between(9, 17), self.diary.chance.between(0, 11) * 5);
        let place = *self.diary.chance.weighed(&[
            (if again { 25.0 } else { 82.0 }, Place::Home),
            (if again { 60.0 } else { 11.0 }, Place::School),
            (4.0, Place::Relative),
            (3.0, Place::Elsewhere),
        ]);
        let about = self.about.clone();
        let visited = |child: &Child| (child.id, self.child_visited(child.born, day, place, again));
        let children: PerChild<ChildVisited> = about.iter().map(visited).collect();
        let alone = children.0.values().all(|child| child.seen == Seen::Alone);
        let chance = &mut self.diary.chance;
        let saw = match place {
            Place::Home => prose::saw(self.concern, better, &cast, chance),
            _ => prose::saw_elsewhere(better, &cast, chance),
        };
        let means = prose::meaning(better, &cast, chance);
        let next = cast.one(
            &[
                "[2+] See {child} at {school} next week.",
                "Take the forms for the nursery place.",
                "Ask {child} about the weekend, alone.",
                "Speak to the {helper} before the next meeting.",
                "Ring {mum} on Monday about the appointment.",
                "Go on as planned.",
            ],
            chance,
        );
        let present = if place == Place::Home && chance.happens(0.3) {
            cast.say("The {helper}, for part of it")
        } else {
            String::new()
        };
        let late = match chance.share() {
            share if share < 0.015 => chance.between(7, 16),
            share if share < 0.13 => chance.between(1, 5),
            _ => 0,
        };
        let visit = Visit {
            when,
            purpose,
            outcome: VisitOutcome::Held { place, present, children, saw: saw.into(), means: means.into() },
            next: next.into(),
            next_due: None,
        };
        let people = self.ids();
        let id = self.diary.days_late(late).write(&worker, &people, visit.clone());
        if self.diary.chance.happens(0.01) {
            let hours = self.diary.chance.between(1, 70);
            let earlier = Visit { when: Moment::at(day, 8, 30), ..visit };
            self.diary.amend(id, &worker, "The time was wrong: the visit was before school.", hours, &earlier);
        } else if self.diary.chance.happens(0.004) {
            let hours = self.diary.chance.between(1, 30);
            self.diary.withdraw(id, &worker, "Written twice: the telephone had no signal and I began again.", hours);
            self.diary.write(&worker, &people, visit);
        }
        alone
    }

    fn child_visited(&mut self, born: Date, day: Date, place: Place, again: bool) -> ChildVisited {
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
            _ if again => Seen::Alone,
            share if share < 0.012 => Seen::NotSeen { why: "At a friend's".to_owned() },
            share if share < 0.15 => Seen::NotAlone,
            _ => Seen::Alone,
        };
        let words =
            if matches!(seen, Seen::NotSeen { .. }) { String::new() } else { prose::words_of_a_child(years, chance) };
        let at_home = place == Place::Home;
        let bedroom = *chance.weighed(
            &[(78.0, Asked::Known(true)), (14.0, Asked::Known(false)), (8.0, Asked::NotAsked)]
                .map(|(w, a)| (w, a.known().copied())),
        );
        let bedroom = bedroom.filter(|_| at_home).map_or(Asked::NotAsked, Asked::Known);
        ChildVisited { seen, bedroom, words: words.into() }
    }

    /// A note of something that happened.
    pub(super) fn note(&mut self, on: Date) {
        let day = working(on, 0);
        let worker = self.worker(day);
        let cast = self.cast(day);
        let (subject, words) = *self.diary.chance.one(&[
            ("Telephone call from school", "[2+] {school} rang: {child} was upset after the weekend. The pastoral lead sat with {child} and things settled."),
            ("Call to mother", "{mum} asked whether the money for bus fares has come through. I will find out. She says {children} are well."),
            ("Message from health visitor", "Weight and development are as they should be. The next check is in three months."),
            ("Talk with the {helper}", "She can have {children} on Saturdays. She would like to know before plans are changed."),
            ("Message from {mum}", "“Running late, bus didn't come, can we say half past.” We did. {children} were with her."),
            ("Call from the surgery", "A missed appointment has been made again for the week after next. {mum} knows."),
            ("Met at the school gate", "[4+] {child} had a certificate for trying hard and wanted it seen."),
            ("Joint visit planned", "The health visitor will come with me next time, so that {mum} is asked things once."),
            ("Email from housing", "The move has been agreed. A date will follow. {mum} has been told."),
        ]);
        let note = CaseNote {
            when: at(day, self.diary.chance.between(9, 16), 25),
            subject: cast.say(subject),
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

    /// The manager and the worker talk the work over. Without a rationale it is supervision like any other.
    pub(super) fn supervised(&mut self, on: Date, about: DecisionAbout, rationale: &str) {
        let day = working(on, 0);
        let manager = self.manager(day);
        let cast = self.cast(day);
        let decision = ManagementDecision {
            decided: at(day, self.diary.chance.between(9, 16), 45),
            about,
            rationale: if rationale.is_empty() {
                cast.one(SUPERVISION, &mut self.diary.chance).into()
            } else {
                cast.say(rationale).into()
            },
            next: cast.one(NEXT, &mut self.diary.chance).into(),
        };
        let people = self.ids();
        self.diary.write(&manager, &people, decision);
    }

    /// Why something came late, written down at the time.
    pub(super) fn late_because(&mut self, on: Date, clock: &str) {
        let (why, words) = *self.diary.chance.weighed(&[
            (4.0, (Lateness::FamilyAway, "The family was away and had said so.")),
            (2.0, (Lateness::ForTheChild, "Moved so that it did not fall in exam week.")),
            (3.0, (Lateness::OtherAgency, "Waiting for the report of another agency.")),
            (3.0, (Lateness::Staffing, "Two workers off at once; duty covered what could not wait.")),
            (1.0, (Lateness::Other, "A hospital appointment fell on the same morning.")),
        ]);
        let worker = self.worker(on);
        let people = self.ids();
        let reason =
            LateReason { written: at(on, 16, 50), clock: clock.to_owned(), due: None, why, words: words.into() };
        self.diary.write(&worker, &people, reason);
    }

    /// Notes, calls and, every so many days, supervision in a stretch of work.
    pub(super) fn day_to_day(&mut self, from: Date, to: Date, talked_over: i32) {
        let mut day = plus(from, self.diary.chance.between(4, 40));
        while day < to {
            self.note(day);
            if self.diary.chance.happens(0.012) {
                self.alert(day);
            }
            day = plus(day, self.diary.chance.between(18, 60));
        }
        let mut day = plus(from, 21);
        while day < to {
            if self.diary.chance.happens(0.95) {
                self.supervised(day, DecisionAbout::Supervision, "");
            }
            day = plus(day, talked_over);
        }
    }
}
