//! Enquiries, conferences and child protection plans.

use super::before_conference::INVITED;
use super::{Life, at, working, working_days};
use crate::demo::chance::{age, days_between, plus};
use crate::demo::concern::Concern;
use crate::demo::names::AUTHORITIES;
use crate::demo::prose;
use crate::demo::story::{Step, review_day};
use crate::demo::workforce::Work;
use casework::Role;
use jiff::civil::Date;
use practice::answer::{Asked, Link, PerChild, RowKey};
use practice::assessment::{AssessmentOutcome, GradedCareProfile};
use practice::codes::Code;
use practice::front_door::Response;
use practice::ids::RecordId;
use practice::oversight::{Circulated, DecisionAbout, TransferIn, TransferPlan};
use practice::plans::{Action, FamilyGroupConference, FamilyPlanAgreed, PlanKind};
use practice::protection::{
    Advocacy, AdvocacyFollowedUp, Conference, ConferenceBooked, ConferenceDecision, ConferenceKind, ConferenceSigned,
    CoreGroup, CoreGroupChild, Decision, EnquiryFinding, EnquiryHow, EnquiryOutcome, Quoracy, Section47,
    StrategyDecision, StrategyDiscussion,
};
use practice::visits::VisitPurpose;

impl Life<'_> {
    /// A referral, an enquiry, a conference, a plan until a review conference ends it, and a plan in need after.
    pub(super) fn protected(&mut self, step: &Step, reviews: i32, after: i32) {
        let moved_in = self.diary.chance.happens(0.05);
        let on = self.referral(step, if moved_in { Response::Assess } else { Response::StrategyDiscussion });
        // The assessment is the report to the conference: it is authorised before it.
        let limit = *self.diary.chance.weighed(&[(86.3, (10, 15)), (13.7, (16, 24))]);
        let within =
            if moved_in { self.diary.chance.between(9, 15) } else { self.diary.chance.between(limit.0, limit.1) };
        let conference = working_days(on, within);
        let length = days_between(on, working_days(conference, -self.diary.chance.between(1, 3)));
        let assessed = self.assessment(on, length, Work::Assessing, AssessmentOutcome::ChildInNeedPlan);
        if moved_in {
            self.moved_in(on, conference);
        } else {
            self.enquiry(on, conference);
            if within > 15 {
                self.late_because(working_days(on, 14), "CLK-S47-05");
            }
        }
        self.allocate(
            Work::Safeguarding,
            working_days(conference.max(assessed), 1),
            "Child protection plan made.",
            "The safety plan comes first. Ring the relative named in it before the first visit.",
        );
        let last = plus(conference, review_day(reviews));
        self.child_protection_plan(conference, reviews);
        let refreshed = self.refreshed(assessed, last, AssessmentOutcome::FamilyGroupConference);
        for day in &refreshed {
            self.family_meets(working_days(*day, 12));
        }
        let ended = working(last, 0);
        let assessed = refreshed.last().copied().unwrap_or(assessed);
        self.child_in_need_plan(assessed, working_days(ended, 4), after, false);
    }

    fn enquiry(&mut self, on: Date, conference: Date) {
        let manager = self.manager(on);
        let people = self.ids();
        let cast = self.cast(on);
        let day = on;
        let first = self.about.first().map_or("the eldest", |child| child.given.as_str()).to_owned();
        let strategy = StrategyDiscussion {
            held: at(day, 15, 30),
            agencies: self.agencies(),
            information: prose::concern(self.concern, &cast, &mut self.diary.chance).into(),
            child_seen: Asked::Known(self.diary.chance.happens(0.8)),
            decision: StrategyDecision::Enquiry { how: EnquiryHow::Joint },
            rationale: format!(
                "{} An enquiry is needed to know whether they are safe.",
                prose::worry(self.concern, &cast)
            )
            .into(),
            interim_safety: cast.say("{children} stay with the {helper} until everyone has been spoken to.").into(),
            actions: vec![Action {
                key: RowKey(format!("s{}", day.strftime("%y%m%d"))),
                what: format!("Speak to {first} alone, with the police officer"),
                owner: "Allocated worker".to_owned(),
                by: plus(day, 1),
                measure: "The children have said what they want to say".to_owned(),
            }],
        };
        let strategy = self.diary.write(&manager, &people, strategy);
        self.circulated(working_days(day, 1), Circulated::StrategyRecord, "Police, health, school");
        self.visited(plus(day, 1), VisitPurpose::Enquiry, false);
        let concluded = working_days(day, self.diary.chance.between(5, 8));
        let outcome = EnquiryOutcome::Conference;
        let finding = |born: Date, chance: &mut _| EnquiryFinding {
            outcome,
            words: prose::words_of_a_child(age(born, day), chance).into(),
        };
        let about = self.about.clone();
        let children: PerChild<EnquiryFinding> =
            about.iter().map(|child| (child.id, finding(child.born, &mut self.diary.chance))).collect();
        let enquiry = Section47 {
            concluded: at(concluded, 14, 0),
            strategy: Some(Link::to(strategy)),
            children,
            enquiries: cast.say("Each child was seen with the police officer. {mum}, {dad}, {school} and the GP were spoken to. What was feared is borne out.").into(),
            authorised_by: Some(manager.clone()),
        };
        self.diary.write(&manager, &people, enquiry);
        self.booked(concluded, conference, ConferenceKind::Initial, 3);
        self.conference(conference, ConferenceKind::Initial, Some(1));
    }

    fn agencies(&mut self) -> Vec<Code<practice::codes::Agency>> {
        let all: &[&str] = if self.diary.chance.happens(0.96) {
            &["csc", "police", "nhs_community", "school"]
        } else {
            &["csc", "police"]
        };
        all.iter().map(|code| Code::new(code)).collect()
    }

    fn moved_in(&mut self, on: Date, conference: Date) {
        let manager = self.manager(on);
        let people = self.ids();
        let transfer = TransferIn {
            notified: at(on, 11, 30),
            authority: (*self.diary.chance.one(AUTHORITIES)).to_owned(),
            plan: TransferPlan::ChildProtection,
            summary: self
                .cast(on)
                .say("{children} were on a plan there for seven months. {mum} moved to be near her sister.")
                .into(),
        };
        self.diary.write(&manager, &people, transfer);
        self.booked(working_days(on, 2), conference, ConferenceKind::TransferIn, 3);
        self.conference(conference, ConferenceKind::TransferIn, Some(1));
    }

    /// A conference is booked, and reports go round before it.
    fn booked(&mut self, on: Date, held: Date, kind: ConferenceKind, days_before: i32) {
        let by = self.worker(on);
        let chair = self.someone(Role::ConferenceChair, on);
        let people = self.ids();
        let booking = ConferenceBooked {
            booked: at(on, 16, 0),
            kind,
            on: at(held, 10, 0),
            chair: Some(chair),
            place: "Weir Bank Centre".to_owned(),
            invited: INVITED.iter().map(|code| Code::new(code)).collect(),
        };
        let booking = self.diary.write(&by, &people, booking);
        self.replies(booking, on, held);
        // What is late is handed over at the meeting itself.
        let family = if self.slips(0.07) { held } else { working_days(held, -days_before - 1).max(plus(on, 1)) };
        self.circulated(family, Circulated::ReportToFamily, "Parents and the older children");
        let chair = if self.slips(0.1) { held } else { working_days(held, -3).max(plus(on, 1)) };
        self.circulated(chair, Circulated::AgencyReports, "Chair");
        self.chronology(family);
    }

    /// A conference. The plan goes on to the review conference of that number; none when it ends here.
    fn conference(&mut self, held: Date, kind: ConferenceKind, next_review: Option<i32>) {
        let chair = self.someone(Role::ConferenceChair, held);
        let cast = self.cast(held);
        let category = self.concern.category();
        let about = self.about.clone();
        let mut children = Vec::new();
        for child in &about {
            let years = age(child.born, held);
            let chance = &mut self.diary.chance;
            let took_part = match years {
                i32::MIN..4 => "PN0",
                4..10 => "PN6",
                _ => *chance.weighed(&[(35.0, "PN1"), (25.0, "PN2"), (30.0, "PN6"), (10.0, "PN7")]),
            };
            let why = prose::worry(self.concern, &cast.about(child));
            let decision = match next_review {
                Some(_) => Decision::Plan { category: Code::new(category), why: why.into() },
                None => Decision::ChildInNeed {
                    why: cast.say("The change has lasted: every agency and {child} say so.").into(),
                },
            };
            let one = ConferenceDecision {
                took_part: Code::new(took_part),
                words: prose::words_of_a_child(years, chance).into(),
                decision,
                dissent: if chance.happens(0.06) { "The school would have gone further.".into() } else { "".into() },
                advocacy: Some(years >= 8 && chance.happens(0.5)),
            };
            children.push((child.id, one));
        }
        let advocacy = children.iter().any(|(_, one)| one.advocacy == Some(true));
        let quorate = if self.diary.chance.happens(0.97) {
            Quoracy::Yes
        } else {
            Quoracy::WentAhead {
                why: "The police sent a report; waiting would have left the children without a plan.".into(),
            }
        };
        let record = Conference {
            held: at(held, 10, 0),
            kind,
            chair: Some(chair.clone()),
            attendance: self.attendance(&["csc", "police", "school", "nhs_community", "gp"]),
            quorate: Some(quorate),
            report_shared: Asked::Known(self.diary.chance.happens(0.9)),
            parents_views: Asked::Known(self.family_words(&cast)),
            discussion: prose::progress(next_review.is_none(), &cast, &mut self.diary.chance).into(),
            confidential: "".into(),
            children: children.into_iter().collect(),
            outline_plan: prose::different(self.concern, &cast).into(),
            contingency: prose::contingency(true, &cast, &mut self.diary.chance).into(),
            next: next_review.map(|number| working(held, if number == 1 { 84 } else { 168 })),
        };
        let people = self.ids();
        let conference = self.diary.write(&chair, &people, record);
        self.circulated(working_days(held, 1), Circulated::ConferenceDecision, "Family and everyone invited");
        let sent = self.done(working_days(held, 14), 0.12);
        let signed = ConferenceSigned { signed: at(sent, 9, 30), conference: Link::to(conference), version: 1 };
        self.diary.write(&chair, &people, signed);
        self.circulated(sent, Circulated::ConferenceRecord, "Family and everyone invited");
        if advocacy {
            let soon = working_days(held, self.diary.chance.between(2, 9));
            let on = self.done(soon, 0.07);
            let by = self.worker(on);
            let what = if self.diary.chance.happens(0.6) { Advocacy::Referred } else { Advocacy::Declined };
            self.diary.write(&by, &people, AdvocacyFollowedUp { on: at(on, 12, 15), what });
        }
    }

    /// A child protection plan from its conference to the review conference that ends it.
    fn child_protection_plan(&mut self, from: Date, reviews: i32) {
        let end = working(from, review_day(reviews));
        let soon = working_days(from, self.diary.chance.between(6, 9));
        let group = self.core_group(soon, false);
        let mut plans = vec![(group, self.plan(group, PlanKind::ChildProtection, 38))];
        self.matters_now(group, "{children} are on a child protection plan. They stay with {mum}; {dad} may not be at the house. If he is, ring 999. {child} will talk to someone met before. The {helper} can always have {children}.");
        if matches!(self.concern, Concern::Neglect | Concern::Substances) {
            let soon = working_days(from, self.diary.chance.between(6, 15));
            let soon = self.done(soon, 0.06);
            self.care_profile(soon, false);
            for months in [1, 2, 3] {
                let again = plus(from, months * 170);
                let again = self.done(again, 0.08);
                if again < end {
                    self.care_profile(working(again, 0), true);
                }
            }
        }
        for number in 1..=reviews {
            let day = working(from, review_day(number));
            self.booked(plus(day, -40), day, ConferenceKind::Review, 4);
            self.conference(day, ConferenceKind::Review, (number < reviews).then_some(number + 1));
            if number < reviews {
                let agreed = working(day, 8);
                plans.push((agreed, self.plan(agreed, PlanKind::ChildProtection, 38)));
            }
        }
        // Seen at least every ten working days, as a rule: 96 in a hundred are.
        let mut seen = from;
        while seen < plus(end, -9) {
            let gap = if self.slips(0.042) { 17 } else { self.diary.chance.between(8, 12) };
            let better = days_between(from, seen) * 2 > review_day(reviews);
            seen = self.visited(plus(seen, gap), VisitPurpose::ChildProtection, better);
        }
        let mut held = plus(group, 38);
        while held < plus(end, -10) {
            let better = days_between(from, held) * 2 > review_day(reviews);
            let day = self.core_group(working(held, 0), better);
            let in_force = plans.iter().rev().find(|(agreed, _)| *agreed < day).map(|(_, plan)| *plan);
            if let Some(plan) = in_force {
                self.progress(plan, day, 39, better);
            }
            held = plus(day, if self.slips(0.06) { 48 } else { 38 });
        }
        self.day_to_day(from, end, 27);
        self.incidents(from, end);
        if review_day(reviews) > 280 {
            self.supervised(plus(from, 260), DecisionAbout::LegalPlanning, "Nine months on a plan. Lawyers were asked; the threshold is not met today, and the change since spring is real.");
        }
        if review_day(reviews) > 460 {
            self.supervised(
                plus(from, 445),
                DecisionAbout::LegalPlanning,
                "Fifteen months. Legal planning meeting held; a last plan of three months with clear tests was agreed.",
            );
        }
    }

    /// The wider family meets and makes a plan of its own.
    fn family_meets(&mut self, on: Date) {
        let (worker, people, cast) = (self.worker(on), self.ids(), self.cast(on));
        let chance = &mut self.diary.chance;
        let eldest = self.about.first().map_or(0, |child| age(child.born, on));
        let words = prose::words_of_a_child(eldest, chance);
        let plan = cast.one(
            &[
                "{children} go to the {helper}'s every second weekend, and someone rings {mum} each evening.",
                "Two uncles take turns to do the school run, and the family has a group chat for bad days.",
                "The {helper} has a key and a bed ready. Nobody has to ask first.",
            ],
            chance,
        );
        let meeting = FamilyGroupConference {
            held: at(on, 17, 30),
            family: cast.say("{mum}, the {helper}, two uncles and a cousin.").into(),
            child_words: if words.is_empty() { Asked::NotAsked } else { Asked::Known(words.into()) },
            plan: plan.into(),
            agreed: FamilyPlanAgreed::Yes,
        };
        self.diary.write(&worker, &people, meeting);
    }

    fn core_group(&mut self, on: Date, better: bool) -> Date {
        let worker = self.worker(on);
        let cast = self.cast(on);
        let people = self.ids();
        let last_seen = Some(plus(on, -self.diary.chance.between(0, 9)));
        let group = CoreGroup {
            held: at(on, 13, 30),
            attendance: self.attendance(&["csc", "school", "nhs_community"]),
            family_views: Asked::Known(self.family_words(&cast)),
            children: people.iter().map(|child| (*child, CoreGroupChild { last_seen })).collect(),
            progress: prose::progress(better, &cast, &mut self.diary.chance).into(),
            next: Some(working(on, 39)),
        };
        self.diary.write(&worker, &people, group);
        on
    }

    /// A graded care profile.
    pub(super) fn care_profile(&mut self, on: Date, better: bool) -> RecordId {
        let worker = self.worker(on);
        let people = self.ids();
        let score = |chance: &mut crate::demo::chance::Chance| {
            u32::try_from(if better { chance.between(2, 3) } else { chance.between(3, 5) }).unwrap_or(3)
        };
        let chance = &mut self.diary.chance;
        let (physical, safety, love, esteem) = (score(chance), score(chance), score(chance).min(3), score(chance));
        let meaning = self.cast(on).say(if better {
            "Physical care is better by two points; {children} are warm and fed. Safety still depends on who is there."
        } else {
            "Love is the strength here. Meals, sleep and health care fall short on most days."
        });
        let profile =
            GradedCareProfile { completed: at(on, 11, 45), physical, safety, love, esteem, meaning: meaning.into() };
        self.diary.write(&worker, &people, profile)
    }
}
