//! From referral through assessment to closure.

use super::front_door::Received;
use super::{Life, at, working, working_days};
use crate::demo::chance::{age, plus};
use crate::demo::concern::Concern;
use crate::demo::names::AUTHORITIES;
use crate::demo::prose;
use crate::demo::story::Step;
use crate::demo::workforce::Work;
use casework::Role;
use jiff::civil::Date;
use practice::answer::{Asked, Link, PerChild};
use practice::assessment::{
    Assessment, AssessmentDetail, AssessmentExtension, AssessmentKind, AssessmentOutcome, AssessmentStarted,
    ChildAssessed,
};
use practice::codes::{Code, collection_year};
use practice::front_door::{Referral, ReferralDecision, Response, Screening};
use practice::moment::{Moment, PartialDate};
use practice::oversight::{Allocation, Closure, DecisionAbout, TransferOut};
use practice::visits::VisitPurpose;

const CHECKPOINT: &[&str] = &[
    "The assessment has what it needs on {children}. {dad} and the wider family must be spoken to before it ends.",
    "On course. The school has been asked twice for its report: the manager will ring.",
    "The question is narrower now than when we began: who is there when {mum} is not?",
    "Nearly there. One more time alone with {child} before anything is concluded.",
];
const HISTORY: &[&str] = &[
    "Earlier contacts were read as one story. What was offered before helped for a while and did not last.",
    "There is little history with us. The health visitor's notes go back furthest and were the most useful.",
    "{mum} was known to another authority as a child. She asked us not to start from there, and we did not.",
    "Two earlier contacts ended in advice. Nobody asked then what {children} made of it.",
];
const PARENTS: &[&str] = &[
    "{mum} knows {children} well and is honest about bad days. {dad} was spoken to by telephone.",
    "{mum} was wary at first and later rang us herself. {dad} has not answered three messages.",
    "{mum} and {dad} disagree about what happened and agree about what {children} need.",
    "{mum} is young, capable and tired. She asked good questions and wrote the answers down.",
];
const SURROUNDINGS: &[&str] = &[
    "Rented home, one wage, the {helper} two streets away.",
    "A second-floor flat with no lift. Money runs out on the twentieth of the month.",
    "The family moved here last year and knows few people. The library is where they go.",
    "A warm house with too many people in it, and neighbours who look out for them.",
];
const DOUBTS: &[&str] = &[
    "We have mostly seen the family on good days.",
    "We may have heard {mum} more than anyone else.",
    "{dad}'s part is the thinnest here, and it may matter most.",
    "What looks settled is three weeks old.",
];

impl Life<'_> {
    /// A contact becomes a referral. Answers the day of the decision on it.
    pub(super) fn referral(&mut self, step: &Step, response: Response) -> Date {
        let received = self.contact(step);
        let strategy = response == Response::StrategyDiscussion;
        let decision = if strategy { Screening::StrategyDiscussion } else { Screening::Referral };
        let decided = self.screened(&received, decision);
        self.referred(&received, decided, response)
    }

    fn referred(&mut self, received: &Received, screened: Moment, response: Response) -> Date {
        let by = self.someone(Role::HubManager, screened.date);
        let people = self.ids();
        let cast = self.cast(screened.date);
        let rationale = prose::rationale(self.contacts.saturating_sub(1), true, &cast, &mut self.diary.chance);
        let need = self.concern.need();
        let referral = Referral {
            received: screened,
            contact: Some(Link::to(received.id)),
            source: Code::new(received.source.0),
            need: Code::new(need),
            reason: rationale.clone().into(),
        };
        let referral = self.diary.write(&by, &people, referral);
        let late = *self.diary.chance.weighed(&[(93.0, 1), (5.0, 2), (2.0, 3)]);
        let on = working_days(screened.date, late);
        let post = self.diary.force.posts_for(Work::Assessing);
        let team = self.diary.force.posts[post[0]].team.clone();
        let goes_on = !matches!(response, Response::NoFurtherAction);
        let decision = ReferralDecision {
            decided: at(on, 9, 50),
            referral: Link::to(referral),
            response,
            rationale: rationale.into(),
            acknowledged: Asked::Known(true),
            team: goes_on.then_some(team),
        };
        self.diary.write(&by, &people, decision);
        self.told_referrer(received, on);
        on
    }

    /// A referral on which nothing more is done.
    pub(super) fn referral_turned(&mut self, step: &Step) {
        self.referral(step, Response::NoFurtherAction);
    }

    /// A referral that waits for a worker: the team has it, and nobody in it.
    pub(super) fn referral_unallocated(&mut self, step: &Step) {
        let on = self.referral(step, Response::Assess);
        let place = self.diary.force.posts_for(Work::Assessing)[0];
        let team = self.diary.force.posts[place].team.clone();
        let by = self.diary.force.someone(Role::TeamManager, Some(&team), on, &mut self.diary.chance);
        let people = self.ids();
        let reason = "Waiting for a worker to come back from leave.".into();
        let allocation = Allocation {
            from: at(on, 11, 0),
            team,
            worker: None,
            change: Code::not_stated(),
            reason,
            handover: "".into(),
        };
        self.diary.write(&by, &people, allocation);
    }

    /// An assessment, begun on a day and authorised some days later. Answers the day it was authorised.
    pub(super) fn assessment(&mut self, on: Date, days: i32, work: Work, outcome: AssessmentOutcome) -> Date {
        self.allocate(work, on, super::NEW_REFERRAL, "");
        let worker = self.worker(on);
        let people = self.ids();
        let unborn = self.about.iter().all(|child| child.born > plus(on, days));
        let kind = match self.concern {
            Concern::NowhereToLive => AssessmentKind::Homeless,
            _ if unborn => AssessmentKind::PreBirth,
            _ => AssessmentKind::ChildAndFamily,
        };
        let scope = self.cast(on).say("What daily life is like for {children}, what {mum} and others can change, and what help would make it last.");
        let started =
            AssessmentStarted { started: at(on, 12, 0), kind, scope: scope.into(), target: Some(working_days(on, 35)) };
        let started = self.diary.write(&worker, &people, started);
        let soon = plus(on, self.diary.chance.between(1, 6));
        let first = self.visited(soon, VisitPurpose::Assessment, false);
        let end = working(on, days);
        for checkpoint in [9, 19, 33] {
            let day = working_days(on, checkpoint);
            let day = if day < end { self.done(day, 0.05) } else { day };
            if day < end {
                let words = *self.diary.chance.one(CHECKPOINT);
                self.supervised(day, DecisionAbout::AssessmentCheckpoint, words);
            }
        }
        let talked_over = working_days(on, self.diary.chance.between(24, 32));
        if talked_over < end {
            self.supervised(talked_over, DecisionAbout::Supervision, "");
        }
        if days > 40 && self.diary.chance.happens(0.7) {
            self.visited(plus(first, 20), VisitPurpose::Assessment, true);
        }
        if days > 64 {
            let manager = self.manager(end);
            let extension = AssessmentExtension {
                agreed: at(working(on, 58), 15, 0),
                assessment: Some(Link::to(started)),
                reason: (*self.diary.chance.one(&[
                    "The other parent lives away and has only now agreed to meet.",
                    "The specialist report was promised for last week and has not come.",
                    "The family was away for three weeks, and the children must be seen alone first.",
                ]))
                .into(),
                target: end,
                agreed_by: manager.clone(),
            };
            self.diary.write(&manager, &people, extension);
        }
        let record = self.assessed_as(end, Some(started), kind, outcome);
        let manager = self.manager(end);
        let id = self.diary.write(&manager, &people, record.clone());
        if self.diary.chance.happens(0.02) {
            let told = self.cast(end).say("{dad} has read this and says that he was not asked about weekends.");
            let fuller = Assessment { parents: format!("{} {told}", record.parents.0).into(), ..record };
            self.diary.amend(id, &manager, "The other parent's view was missing.", 90, &fuller);
        }
        end
    }

    fn assessed_as(
        &mut self,
        end: Date,
        started: Option<practice::ids::RecordId>,
        kind: AssessmentKind,
        outcome: AssessmentOutcome,
    ) -> Assessment {
        let cast = self.cast(end);
        let about = self.about.clone();
        let chance = &mut self.diary.chance;
        let one = |child: &crate::demo::household::Child, chance: &mut crate::demo::chance::Chance| {
            let words = prose::words_of_a_child(age(child.born, end), chance);
            let life = cast.about(child).one(
                &[
                    "[5-11] {child} gets up alone, has cereal when there is some, and likes {school} best on Wednesdays, when there is football.",
                    "[-3] {child} sleeps in the big room with {mum}, and is fed and held. There is nobody to take over when she is tired.",
                    "[1-8] The mornings are rushed and the evenings long. Bath night is the best part of the week.",
                    "[9+] {child} has one friend who knows, a bus pass, and a place to sit that is not home.",
                    "[9+] {child} has a key, a telephone and a list of who to ring, and uses all three more than {he} should need to.",
                    "[-0] The health visitor and the midwife know the family. What is ready is ready because the {helper} saw to it.",
                    "[4-12] {child} is happiest at the {helper}'s. At home {he} listens out for how the day will go.",
                    "[4-8] {child} has friends, a favourite teddy and a mother who reads at bedtime. The bad days are when there is shouting.",
                ],
                chance,
            );
            let seen = age(child.born, end) >= 4 && chance.happens(0.9);
            let seen_alone = if child.born > end { Asked::NotAsked } else { Asked::Known(seen) };
            let assessed = ChildAssessed {
                seen_alone,
                daily_life: format!("{life} {words}").trim().into(),
                identity: "".into(),
                outcome,
            };
            (child.id, assessed)
        };
        let children: PerChild<ChildAssessed> = about.iter().map(|child| one(child, chance)).collect();
        let due = self.about.first().map(|child| PartialDate::Day(child.born));
        let detail = match kind {
            AssessmentKind::PreBirth => AssessmentDetail::PreBirth {
                due,
                birth_plan: cast
                    .say("Midwife and worker visit together in the first week. The {helper} stays for a fortnight.")
                    .into(),
            },
            AssessmentKind::Homeless => self.offered(),
            _ => AssessmentDetail::ChildAndFamily,
        };
        let manager = self.manager(end);
        Assessment {
            authorised: at(end, 16, 10),
            started: started.map(Link::to),
            kind: detail,
            children,
            history: cast.one(HISTORY, &mut self.diary.chance).into(),
            parents: cast.one(PARENTS, &mut self.diary.chance).into(),
            surroundings: cast.one(SURROUNDINGS, &mut self.diary.chance).into(),
            factors: self.concern.factors(collection_year(end)).iter().map(|code| Code::new(code)).collect(),
            analysis: format!(
                "{} {}",
                prose::worry(self.concern, &cast),
                cast.say("What protects them is {mum}'s warmth and her family. What is missing is that it lasts.")
            )
            .into(),
            doubts: cast.one(DOUBTS, &mut self.diary.chance).into(),
            authorised_by: Some(manager),
        }
    }

    /// The picture is brought up to date every year while work goes on. Answers the days on which it was.
    pub(super) fn refreshed(&mut self, last: Date, end: Date, outcome: AssessmentOutcome) -> Vec<Date> {
        let mut days = Vec::new();
        let mut due = plus(last, 345);
        while due < plus(end, -20) {
            let day = working(self.done(due, 0.12), 0);
            // The plan that follows it is agreed before the work ends, or not at all.
            if working_days(day, 7) >= end {
                break;
            }
            let record = self.assessed_as(day, None, AssessmentKind::ChildAndFamily, outcome);
            let (manager, people) = (self.manager(day), self.ids());
            self.diary.write(&manager, &people, record);
            if self.concern.category() == "NEG" {
                let soon = working_days(day, self.diary.chance.between(4, 12));
                self.care_profile(soon.min(end), true);
            }
            days.push(day);
            due = plus(day, 345);
        }
        days
    }

    /// A referral closed after assessment.
    pub(super) fn assessed(&mut self, step: &Step, days: i32) {
        let on = self.referral(step, Response::Assess);
        let early = self.diary.chance.happens(0.3);
        let outcome = if early { AssessmentOutcome::EarlyHelp } else { AssessmentOutcome::NoFurtherAction };
        let end = self.assessment(on, days, Work::Assessing, outcome);
        let closed = working_days(end, 2);
        let reason = if early && collection_year(closed) >= 2023 { "RC9" } else { "RC8" };
        self.closed(closed, reason);
        if early {
            self.stepped_to_early_help(working_days(closed, 1), None, 150);
        }
    }

    /// The work ends.
    pub(super) fn closed(&mut self, on: Date, reason: &str) {
        let day = working(on, 0);
        let by = self.manager(day);
        let cast = self.cast(day);
        let chance = &mut self.diary.chance;
        let moved = reason == "RC7" && chance.happens(0.07);
        let outcome = cast.one(
            &[
                "{children} are safe and settled. {mum} has people to turn to and knows how to reach us.",
                "[6+] Mornings, meals and school are steady. {child} says home is “normal boring”, and smiles.",
                "The worry that brought us here has not come back for six months.",
                "The family did not want more help. There is no sign that {children} are at risk today.",
            ],
            chance,
        );
        let feedback = match chance.share() {
            share if share < 0.55 => Asked::Known(
                cast.one(
                    &[
                        "{mum}: “You listened. I wish it had been one worker all the way.”",
                        "“Thank you for the bunk beds.”",
                        "“Glad it is over.”",
                    ],
                    chance,
                )
                .into(),
            ),
            share if share < 0.75 => Asked::NotKnown,
            _ => Asked::NotAsked,
        };
        let people = self.ids();
        if moved {
            let authority = (*self.diary.chance.one(AUTHORITIES)).to_owned();
            let sent = at(day, 11, 0);
            let acknowledged = Some(at(working_days(day, 1), 10, 0));
            let worker = self.worker(day);
            let summary = cast.say("What we know of {children}, the plan, and what is still to be done.").into();
            self.diary.write(&worker, &people, TransferOut { sent, authority, acknowledged, summary });
        }
        let closure = Closure {
            closed: at(day, 16, 40),
            reason: Code::new(if moved { "RC5" } else { reason }),
            agreed_by: Some(by.clone()),
            outcome: outcome.into(),
            feedback,
            safety_net: cast
                .one(
                    &[
                        "Another incident, or {school} seeing {child} tired and hungry again.",
                        "A return of the old pattern: missed appointments, then a closed door.",
                        "Any call from the {helper}. She will know first.",
                    ],
                    &mut self.diary.chance,
                )
                .into(),
        };
        self.diary.write(&by, &people, closure);
        self.post = None;
    }
}
