//! A year in care: reviews, visits, health, times missing, supervision.

use super::care::WORDS;
use super::{Life, at, working, working_days};
use crate::demo::chance::{age, plus, plus_months};
use crate::demo::household::Child;
use casework::Role;
use jiff::civil::Date;
use practice::answer::{Asked, Link};
use practice::care_planning::{CareReview, ChildReviewed};
use practice::codes::Code;
use practice::health::{
    Conviction, HealthCheck, HealthCheckKind, HealthCheckOutcome, Immunisations, Score, StrengthsAndDifficulties,
    SubstanceHelp, SubstanceMisuse,
};
use practice::leaving_care::PathwayPlan;
use practice::missing::{MissingEpisode, MissingKind, ReturnFromMissing, ReturnInterview};
use practice::oversight::DecisionAbout;
use practice::visits::{ChildVisited, Place, Seen, Visit, VisitOutcome, VisitPurpose};

const SAW: &[&str] = &[
    "[5+] Homework at the table, photographs of home on the shelf. The carer knew who {his} friends are.",
    "[-4] Asleep on the carer's shoulder, then awake and busy with the bricks.",
    "A calm house. We talked about the weekend, and about what is still not said.",
    "[11+] Short answers, then a long one, in the car.",
    "The room has been painted the colour {he} chose.",
];
const MEANS: &[&str] = &[
    "This placement is holding. Family time needs to change before it spoils that.",
    "[8+] {child} trusts one person here. That is the thing to protect.",
    "Settled, and watchful. No change to the plan.",
    "Something happened on Sunday. The carer and the school will each write down what they see.",
];

impl Life<'_> {
    /// What goes on while care lasts, until its end or the last day.
    pub(super) fn year_by_year(&mut self, began: Date, end: Date, born: Date) {
        self.reviews(began, end);
        self.visits_in_care(began, end);
        for child in self.about.clone() {
            self.health(&child, began, end);
            self.gone(&child, began, end);
        }
        let mut day = plus(began, 25);
        while day < end {
            if self.diary.chance.happens(0.94) {
                self.supervised(day, DecisionAbout::Supervision, "");
            }
            day = plus(day, 42);
        }
        // Who starts school has a pupil number from then on.
        for child in self.about.clone() {
            let fifth = plus(plus_months(child.born, 12 * 5), 2);
            if (began..end).contains(&fifth) {
                let by = self.worker(fifth);
                self.moved_up(at(fifth, 9, 15), &by);
            }
        }
        let mut planned = plus(plus_months(born, 12 * 16).max(began), 80);
        while planned < end {
            let day = working(self.done(planned, 0.12), 0).min(plus(end, -1));
            self.pathway(day);
            planned = plus(planned, 175);
        }
    }

    fn reviews(&mut self, began: Date, end: Date) {
        let soon = working_days(began, self.diary.chance.between(14, 19));
        let mut held = self.done(soon, 0.1);
        let mut number = 0;
        while held < end {
            self.review(held);
            number += 1;
            let next = plus(held, if number == 1 { 84 } else { 174 });
            held = working(self.done(next, 0.09), 0);
        }
    }

    fn review(&mut self, on: Date) {
        let (chair, people, cast) = (self.someone(Role::ReviewingOfficer, on), self.ids(), self.cast(on));
        let mut children = Vec::new();
        for child in self.about.clone() {
            let chance = &mut self.diary.chance;
            let took_part = match age(child.born, on) {
                i32::MIN..4 => "PN0",
                4..8 => *chance.weighed(&[(30.0, "PN1"), (10.0, "PN3"), (50.0, "PN6"), (10.0, "PN7")]),
                _ => *chance.weighed(&[
                    (58.0, "PN1"),
                    (7.0, "PN2"),
                    (3.0, "PN4"),
                    (5.0, "PN5"),
                    (22.0, "PN6"),
                    (5.0, "PN7"),
                ]),
            };
            let words = cast.about(&child).one(WORDS, chance);
            let spoken_to = Asked::Known(took_part != "PN7" && chance.happens(0.85));
            children
                .push((child.id, ChildReviewed { took_part: Code::new(took_part), words: words.into(), spoken_to }));
        }
        let decisions = cast.one(
            &[
                "The plan is right. Family time is looked at again before the summer.",
                "The plan is right and too slow: the manager answers for the dates by Friday.",
                "Two actions of the last review were not done. They have new dates and one name each.",
            ],
            &mut self.diary.chance,
        );
        let review = CareReview {
            held: at(on, 14, 0),
            chair: Some(chair.clone()),
            children: children.into_iter().collect(),
            decisions: decisions.into(),
            next: Some(working(on, 174)),
        };
        let late = if self.diary.chance.happens(0.1) { self.diary.chance.between(5, 18) } else { 0 };
        self.diary.days_late(late).write(&chair, &people, review);
    }

    fn visits_in_care(&mut self, began: Date, end: Date) {
        let mut day = working(began, self.diary.chance.between(2, 6));
        while day < end {
            let (worker, people, cast) = (self.worker(day), self.ids(), self.cast(day));
            let place =
                *self.diary.chance.weighed(&[(86.0, Place::Home), (10.0, Place::School), (4.0, Place::Elsewhere)]);
            let mut children = Vec::new();
            for child in self.about.clone() {
                let chance = &mut self.diary.chance;
                let (seen, words) = match age(child.born, day) {
                    i32::MIN..3 => (Seen::NotAlone, cast.about(&child).one(WORDS, chance)),
                    _ if chance.happens(0.78) => (Seen::Alone, cast.about(&child).one(WORDS, chance)),
                    _ => (Seen::NotAlone, String::new()),
                };
                children.push((
                    child.id,
                    ChildVisited { seen, bedroom: Asked::Known(place == Place::Home), words: words.into() },
                ));
            }
            let outcome = VisitOutcome::Held {
                place,
                present: String::new(),
                children: children.into_iter().collect(),
                saw: cast.one(SAW, &mut self.diary.chance).into(),
                means: cast.one(MEANS, &mut self.diary.chance).into(),
            };
            let (hour, late) = (self.diary.chance.between(9, 17), if self.diary.chance.happens(0.1) { 4 } else { 0 });
            let visit = Visit {
                when: at(day, hour, 20),
                purpose: VisitPurpose::LookedAfter,
                outcome,
                next: "".into(),
                next_due: None,
            };
            self.diary.days_late(late).write(&worker, &people, visit);
            let gap =
                if self.slips(0.08) { self.diary.chance.between(48, 70) } else { self.diary.chance.between(28, 41) };
            day = working(plus(day, gap), 0);
        }
    }

    fn health(&mut self, child: &Child, began: Date, end: Date) {
        let young = |day: Date| age(child.born, day) < 5;
        let first = working_days(began, self.diary.chance.between(9, 19));
        let mut day = self.done(first, 0.15);
        let mut kind = HealthCheckKind::Initial;
        while day < end {
            self.check(child, day, kind);
            if young(day) && kind != HealthCheckKind::Initial {
                self.check(child, working(day, 3), HealthCheckKind::Development);
            }
            let next = plus(day, if young(day) { 170 } else { 345 });
            (day, kind) = (working(self.done(next, 0.1), 0), HealthCheckKind::Review);
        }
        let mut teeth = plus(began, self.diary.chance.between(30, 120));
        while teeth < end {
            if age(child.born, teeth) >= 1 {
                self.check(child, working(teeth, 0), HealthCheckKind::Dental);
            }
            teeth = plus(teeth, self.diary.chance.between(175, 350));
        }
        // What the year's return asks of everybody is asked in its last weeks.
        for year in began.year()..=end.year().min(self.diary.today().date.year()) {
            let asked = Date::new(year, 1, 12).map_or(began, |day| working(day, self.diary.chance.between(0, 60)));
            if asked <= plus(began, 20) || asked >= end {
                continue;
            }
            let (by, people) = (self.worker(asked), [child.id]);
            let up_to_date = self.diary.chance.happens(0.89);
            self.diary.write(&by, &people, Immunisations { looked_at: at(asked, 10, 0), up_to_date });
            if self.diary.chance.happens(0.96) {
                let result = match age(child.born, asked) {
                    4..17 if self.diary.chance.happens(0.9) => Score::Scored { score: self.score() },
                    4..17 => {
                        Score::NoScore { why: Code::new(self.diary.chance.one::<&str>(&["SDQ2", "SDQ4", "SDQ5"])) }
                    }
                    _ => Score::NoScore { why: Code::new("SDQ1") },
                };
                // Nobody asks for the youngest, nor for those of 17 in an earlier year.
                let last_year = Date::new(year - 1, 4, 1).unwrap_or(asked);
                let this_year = Date::new(year, 3, 31).unwrap_or(asked);
                if age(child.born, this_year) >= 4 && age(child.born, last_year) < 17 {
                    self.diary.write(&by, &people, StrengthsAndDifficulties { completed: at(asked, 10, 30), result });
                }
            }
            if age(child.born, asked) >= 13 && self.diary.chance.happens(0.05) {
                let help = *self.diary.chance.weighed(&[
                    (5.0, SubstanceHelp::Received),
                    (4.0, SubstanceHelp::Refused),
                    (1.0, SubstanceHelp::NotOffered),
                ]);
                let substance = (*self.diary.chance.one(&["Cannabis", "Alcohol", "Nitrous oxide"])).to_owned();
                self.diary.write(&by, &people, SubstanceMisuse { found: at(asked, 11, 0), substance, help });
            }
            if age(child.born, asked) >= 12 && self.diary.chance.happens(0.03) {
                let offence =
                    (*self.diary.chance.one(&["Criminal damage", "Theft from a shop", "Common assault"])).to_owned();
                self.diary.write(&by, &people, Conviction { on: at(asked, 12, 0), offence });
            }
        }
    }

    /// A total score: half of them are 13 or more.
    fn score(&mut self) -> u32 {
        u32::try_from(self.diary.chance.between(0, 12) + self.diary.chance.between(2, 15)).unwrap_or(13)
    }

    fn check(&mut self, child: &Child, on: Date, kind: HealthCheckKind) {
        let by = self.worker(on);
        let outcome = *self.diary.chance.weighed(&[
            (92.0, HealthCheckOutcome::Completed),
            (if age(child.born, on) > 13 { 6.0 } else { 1.0 }, HealthCheckOutcome::Refused),
            (3.0, HealthCheckOutcome::Cancelled),
        ]);
        let check = HealthCheck { on: at(on, 9, 40), kind, outcome, found: "".into() };
        self.diary.write(&by, &[child.id], check);
        if outcome == HealthCheckOutcome::Cancelled {
            let again = working(on, self.diary.chance.between(12, 40));
            let check =
                HealthCheck { on: at(again, 9, 40), kind, outcome: HealthCheckOutcome::Completed, found: "".into() };
            self.diary.write(&by, &[child.id], check);
        }
    }

    /// Times missing: few children, some of them often.
    fn gone(&mut self, child: &Child, began: Date, end: Date) {
        let from = plus_months(child.born, 12 * 12).max(plus(began, 10));
        let last = plus(end.min(self.diary.today().date), -9);
        if from >= last || !self.diary.chance.happens(0.22) {
            return;
        }
        let often = self.diary.chance.happens(0.2);
        let mut day = plus(from, self.diary.chance.between(5, 240));
        while day < last {
            let (by, people) = (self.someone(Role::OutOfHours, day), [child.id]);
            let kind = if self.diary.chance.happens(0.8) { MissingKind::Missing } else { MissingKind::Away };
            let episode = MissingEpisode {
                since: at(day, 22, 15),
                kind,
                police_told: Asked::Known(kind == MissingKind::Missing),
                known: "Left after tea and did not come back. The telephone is off.".into(),
            };
            let episode = self.diary.write(&by, &people, episode);
            let back = plus(day, *self.diary.chance.weighed(&[(70.0, 1), (22.0, 2), (8.0, 5)]));
            let interview = match self.diary.chance.share() {
                share if share < 0.52 => ReturnInterview::Held {
                    on: plus(back, 2),
                    words: "“I needed to be somewhere nobody asks.”".into(),
                },
                share if share < 0.8 => ReturnInterview::Refused,
                share if share < 0.9 => ReturnInterview::Offered,
                _ => ReturnInterview::NotOffered { why: "Away with family, and known to be safe.".into() },
            };
            let returned = ReturnFromMissing {
                returned: at(back, 7, 50),
                episode: Some(Link::to(episode)),
                interview,
                found: "".into(),
            };
            self.diary.write(&by, &people, returned);
            let gap = if often { (6, 40) } else { (90, 700) };
            day = plus(back, self.diary.chance.between(gap.0, gap.1));
        }
    }

    /// The pathway plan is made or looked at again.
    pub(super) fn pathway(&mut self, on: Date) {
        let (adviser, people, cast) = (self.someone(Role::PersonalAdviser, on), self.ids(), self.cast(on));
        let plan = PathwayPlan {
            agreed: at(on, 15, 20),
            adviser: Some(adviser.clone()),
            wants: Asked::Known(
                cast.one(
                    &[
                        "“A flat near my nan, and to pass maths.”",
                        "“To stay where I am. Why would I go?”",
                        "“A job outdoors. Help with the forms.”",
                    ],
                    &mut self.diary.chance,
                )
                .into(),
            ),
            what: "College place, bank account, passport, and a Sunday dinner that goes on.".into(),
        };
        self.diary.write(&adviser, &people, plan);
    }
}
