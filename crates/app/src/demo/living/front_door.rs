//! A contact and what is decided about it.

use super::{Life, at, working_days};
use crate::demo::chance::plus;
use crate::demo::concern::{self, Concern, POLICE, Source};
use crate::demo::names::AUTHORITIES;
use crate::demo::prose;
use crate::demo::story::Step;
use casework::Role;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use practice::answer::{Asked, Link, PerChild};
use practice::calendar::Calendar;
use practice::codes::Code;
use practice::front_door::{
    AgencyAnswer, AgencyRequest, AgencyReturn, Consent, ConsentDecision, Contact, DomesticAbuseTriage, Feedback,
    FeedbackMeans, Grade, HandoverAccepted, OtherPerson, Rating, Route, Screening, ScreeningDecision, TriageChild,
};
use practice::ids::RecordId;
use practice::moment::Moment;
use practice::oversight::{Closure, TransferOut};

/// A contact as the steps after it need it.
pub(super) struct Received {
    pub(super) id: RecordId,
    pub(super) when: Moment,
    pub(super) source: Source,
    professional: bool,
    notice: bool,
}

impl Life<'_> {
    /// A contact is taken.
    pub(super) fn contact(&mut self, step: &Step) -> Received {
        let chance = &mut self.diary.chance;
        let night = chance.happens(if step.police { 0.25 } else { 0.11 });
        let (hour, minute) = if night {
            (chance.between(18, 23), chance.between(0, 59))
        } else {
            (chance.between(9, 16), chance.between(0, 59))
        };
        let on = if night { step.on } else { Calendar::england().working_day_on_or_after(step.on) };
        self.contact_at(step, at(on, hour, minute), night)
    }

    fn contact_at(&mut self, step: &Step, when: Moment, night: bool) -> Received {
        let source = if step.police { POLICE } else { concern::source(step.concern, &mut self.diary.chance) };
        let by = self.at_the_door(when);
        self.known(when, &by);
        let cast = self.cast(when.date);
        // The police send their notices at any hour; the hub finds those of the night in the morning.
        let notice = step.police;
        let night = night && !notice;
        let route = self.route(source, when, night, notice);
        let oldest = self.about.first().map_or(0, |child| crate::demo::chance::age(child.born, when.date));
        let chance = &mut self.diary.chance;
        let words = prose::words_of_a_child(oldest, chance);
        let child_words = match () {
            () if step.police || words.is_empty() => Asked::NotAsked,
            () if chance.happens(0.5) => Asked::Known(words.into()),
            () => Asked::NotKnown,
        };
        let consent = chance
            .weighed(&[
                (50.0, Some(Consent::Given)),
                (10.0, Some(Consent::Refused { reason: "The worry is serious enough to share without it.".into() })),
                (
                    22.0,
                    Some(Consent::SetAside { reason: "Asking first could put a child at risk: public task.".into() }),
                ),
                (18.0, Some(Consent::NotYet)),
            ])
            .clone();
        let partner = self.home.other_parent().filter(|adult| !adult.at_home && chance.happens(0.2));
        let others = partner.map(|adult| OtherPerson {
            name: format!("{} {}", adult.given, adult.family),
            who: "Mother's partner or former partner".to_owned(),
            born: String::new(),
        });
        let danger = chance.happens(0.04);
        let anonymous = source.0 == "9";
        let contact = Contact {
            received: when,
            route,
            source: Code::new(source.0),
            from_whom: if anonymous { String::new() } else { format!("{} (details on file)", source.2) },
            concern: prose::concern(step.concern, &cast, chance).into(),
            child_words,
            danger_now: if step.police { Asked::Known(false) } else { Asked::Known(danger) },
            others: others.into_iter().collect(),
            consent: consent.clone(),
        };
        let people = self.ids();
        let id = self.diary.write(&by, &people, contact.clone());
        if self.diary.chance.happens(0.006) {
            let (again, hours) = (self.at_the_door(when), self.diary.chance.between(1, 5));
            let twice = self.diary.write(&again, &people, contact);
            self.diary.withdraw(
                twice,
                &again,
                "The same contact was taken twice: by telephone and from the inbox.",
                hours,
            );
        }
        self.contacts += 1;
        if consent == Some(Consent::NotYet) {
            let late = *self.diary.chance.weighed(&[(95.0, 1), (4.0, 3), (1.0, 9)]);
            let decided = at(working_days(when.date, late), 9, 40);
            let decision = ConsentDecision { decided, contact: Some(Link::to(id)), consent: Consent::Given };
            let by = self.someone(Role::Screener, decided.date);
            self.diary.write(&by, &people, decision);
        }
        if night {
            self.handed_over(id, when.date);
        }
        Received { id, when, source, professional: !source.1.is_empty(), notice }
    }

    fn route(&mut self, source: Source, when: Moment, night: bool, notice: bool) -> Route {
        let chance = &mut self.diary.chance;
        if night {
            let seen = if chance.happens(0.4) { Asked::Known(true) } else { Asked::Known(false) };
            return Route::OutOfHours {
                ended: Some(Moment::at(plus(when.date, 1), 1, 30)),
                child_seen: seen,
                done: "Spoke to the parent and the police; a plan was made for the night.".into(),
                manager: "On-call manager".to_owned(),
            };
        }
        if notice {
            let hours = chance.between(5, 30);
            let incident = when
                .start_instant()
                .saturating_sub(SignedDuration::from_hours(i64::from(hours)))
                .unwrap_or(Timestamp::UNIX_EPOCH);
            let grade = *chance.weighed(&[
                (12.0, Grade::High),
                (38.0, Grade::Medium),
                (48.0, Grade::Standard),
                (2.0, Grade::NotGraded),
            ]);
            let reference = format!("DA/{}/{}", chance.between(1000, 9999), when.date.year());
            return Route::PoliceNotice { incident: Moment::of(incident), grade, reference };
        }
        if source.1.is_empty() {
            return Route::Public;
        }
        Route::Professional {
            agency: Code::new(source.1),
            role: source.2.to_owned(),
            help_so_far: if chance.happens(0.5) {
                "Early help assessment shared with the family in the spring.".into()
            } else {
                "".into()
            },
            complete: Some(chance.happens(0.85)),
        }
    }

    fn handed_over(&mut self, contact: RecordId, on: Date) {
        let accepted = at(working_days(on, 1), 9, 15);
        let by = self.someone(Role::HubManager, accepted.date);
        let people = self.ids();
        let next = self.cast(on).say("A screener will ring {mum} this morning and speak to {school}.");
        self.diary.write(&by, &people, HandoverAccepted { accepted, contact: Link::to(contact), next: next.into() });
    }

    /// The hub decides about a contact; on time as a rule.
    pub(super) fn screened(&mut self, received: &Received, decision: Screening) -> Moment {
        let chance = &mut self.diary.chance;
        let further = matches!(decision, Screening::Referral | Screening::StrategyDiscussion);
        let late = *chance.weighed(&[(62.0, 0), (32.0, 1), (4.5, 2), (1.5, 4)]);
        let by_day = received.when.time.is_some_and(|time| time.hour() < 17);
        let same_day = late == 0 && by_day && Calendar::england().is_working_day(received.when.date);
        let on = if same_day { received.when.date } else { working_days(received.when.date, late.max(1)) };
        let decided = if same_day {
            at(on, 17, chance.between(0, 50))
        } else {
            at(on, chance.between(10, 15), chance.between(0, 59))
        };
        if received.notice && chance.happens(0.9) {
            self.triaged(received, on, further);
        }
        if !received.notice && self.diary.chance.happens(0.12) {
            self.agencies_asked(received, decided);
        }
        let cast = self.cast(on);
        let rationale = prose::rationale(self.contacts.saturating_sub(1), further, &cast, &mut self.diary.chance);
        let threshold = match decision {
            Screening::Referral | Screening::StrategyDiscussion | Screening::AllocatedWorker => "4",
            Screening::EarlyHelp => "3",
            _ => {
                if self.diary.chance.happens(0.4) {
                    "2"
                } else {
                    "1"
                }
            }
        };
        let manager = self.someone(Role::HubManager, on);
        let people = self.ids();
        let record = ScreeningDecision {
            decided,
            contact: Link::to(received.id),
            threshold: Code::new(threshold),
            decision,
            rationale: rationale.into(),
            agreed_by: manager.clone(),
            regrade: None,
        };
        let id = self.diary.write(&manager, &people, record.clone());
        if self.diary.chance.happens(0.008) {
            let right = ScreeningDecision { threshold: Code::new("3"), ..record };
            self.diary.amend(id, &manager, "The level of need was ticked wrongly.", 3, &right);
        }
        if !further {
            self.told_referrer(received, on);
        }
        decided
    }

    fn triaged(&mut self, received: &Received, on: Date, further: bool) {
        let cast = self.cast(on);
        let words = if further {
            "An assessment is needed; the school will see {child} tomorrow morning."
        } else {
            "School to keep an eye on {child}; domestic abuse service to ring {mum} this week."
        };
        let children: PerChild<TriageChild> = self
            .about
            .iter()
            .map(|child| (child.id, TriageChild { decision: cast.about(child).say(words).into() }))
            .collect();
        let by = self.someone(Role::HubManager, on);
        let people = self.ids();
        let held = if on == received.when.date { at(on, 16, 59) } else { at(on, 9, 45) };
        let record = DomesticAbuseTriage {
            held,
            contact: Link::to(received.id),
            grade: if further { Grade::High } else { Grade::Standard },
            children,
            school_told: Asked::Known(true),
        };
        self.diary.write(&by, &people, record);
    }

    fn agencies_asked(&mut self, received: &Received, by_when: Moment) {
        let rated = Moment::of(
            received
                .when
                .start_instant()
                .saturating_add(SignedDuration::from_mins(25))
                .unwrap_or(by_when.start_instant()),
        );
        let by = self.at_the_door(rated);
        let people = self.ids();
        let (rating, agencies) = self
            .diary
            .chance
            .weighed(&[
                (1.0, (Rating::Red, vec!["police", "nhs_community", "school"])),
                (3.0, (Rating::Amber, vec!["gp", "school"])),
                (3.0, (Rating::Green, vec!["school"])),
            ])
            .clone();
        let request = AgencyRequest {
            rated,
            contact: Some(Link::to(received.id)),
            rating,
            agencies: agencies.iter().map(|code| Code::new(code)).collect(),
            basis: "Public task; safeguarding of children. The family has been told.".into(),
        };
        let request = self.diary.write(&by, &people, request);
        for agency in agencies {
            let answer = self
                .diary
                .chance
                .weighed(&[
                    (
                        5.0,
                        AgencyAnswer::Information {
                            what: "Attends as expected. One late collection this term; staff have no other worry."
                                .into(),
                        },
                    ),
                    (4.0, AgencyAnswer::NothingKnown),
                    (
                        1.0,
                        AgencyAnswer::Chased {
                            how: "Rang twice and left a message with the safeguarding team.".into(),
                        },
                    ),
                ])
                .clone();
            let received = Moment::of(
                rated
                    .start_instant()
                    .saturating_add(SignedDuration::from_mins(i64::from(self.diary.chance.between(30, 170))))
                    .unwrap_or(by_when.start_instant()),
            );
            self.diary.write(
                &by,
                &people,
                AgencyReturn { received, request: Link::to(request), agency: Code::new(agency), answer },
            );
        }
    }

    /// A professional who told us hears what was decided.
    pub(super) fn told_referrer(&mut self, received: &Received, on: Date) {
        if !received.professional {
            return;
        }
        let late = *self.diary.chance.weighed(&[(55.0, 1), (34.0, 2), (7.0, 3), (3.0, 6), (1.0, 20)]);
        let sent = at(working_days(on, late), 11, 20);
        let by = self.someone(Role::Screener, sent.date);
        let how = if self.diary.chance.happens(0.8) { FeedbackMeans::Written } else { FeedbackMeans::Telephone };
        let told = self.cast(on).say("What was decided about {children} and why, and what to do if worries grow.");
        let people = self.ids();
        self.diary.write(&by, &people, Feedback { sent, contact: Link::to(received.id), how, told: told.into() });
    }

    /// A contact that leads to nothing more.
    pub(super) fn contact_alone(&mut self, step: &Step) {
        let received = self.contact(step);
        let authority = (*self.diary.chance.one(AUTHORITIES)).to_owned();
        let advice = Screening::Advice {
            given: self
                .cast(received.when.date)
                .say("Where to get help nearby, and when to ring us again about {children}.")
                .into(),
        };
        let decision = self
            .diary
            .chance
            .weighed(&[
                (58.0, Screening::NoFurtherAction),
                (38.0, advice),
                (2.0, Screening::OtherAuthority { authority }),
            ])
            .clone();
        let decided = self.screened(&received, decision.clone());
        if let Screening::OtherAuthority { authority } = decision {
            let by = self.someone(Role::Screener, decided.date);
            let people = self.ids();
            let sent = at(working_days(decided.date, 1), 10, 10);
            let summary = "The contact, what is known here, and who to ring.".into();
            self.diary.write(
                &by,
                &people,
                TransferOut { sent, authority, acknowledged: Some(at(sent.date, 15, 0)), summary },
            );
        }
    }

    /// A contact about an open family goes to the worker it has.
    pub(super) fn contact_while_open(&mut self, on: Date) {
        let police = self.diary.chance.happens(0.42);
        let concern = if police { Concern::DomesticAbuse } else { self.concern };
        let step = Step { on, spell: crate::demo::story::Spell::Contact, concern, police };
        let received = self.contact(&step);
        self.screened(&received, Screening::AllocatedWorker);
    }

    /// A contact that waits for its decision.
    pub(super) fn contact_waiting(&mut self, step: &Step, minutes: i32) {
        let instant =
            self.diary.until.saturating_sub(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(self.diary.until);
        let when = Moment::of(instant);
        let night = when.time.is_some_and(|time| !(7..20).contains(&time.hour()));
        self.contact_at(step, when, night);
    }

    /// What another system left behind: a closure whose opening was never brought over.
    pub(super) fn brought_over(&mut self, step: &Step) {
        let by = self.someone(Role::SocialWorker, step.on);
        self.known(Moment::day(step.on), &by);
        let people = self.ids();
        let closure = Closure {
            closed: Moment::day(step.on),
            reason: Code::new("RC7"),
            agreed_by: None,
            outcome: "Not recorded in the system before this one.".into(),
            feedback: Asked::NotKnown,
            safety_net: "".into(),
        };
        self.diary.brought_from("Brought over from the system before, closures list").write(&by, &people, closure);
    }
}
