//! Child in need plans.

use super::{Life, at, working, working_days};
use crate::demo::chance::{days_between, plus};
use crate::demo::prose::{self, Cast};
use crate::demo::story::Step;
use crate::demo::workforce::Work;
use jiff::civil::Date;
use practice::answer::{Asked, Prose, RowKey};
use practice::assessment::AssessmentOutcome;
use practice::codes::Code;
use practice::front_door::Response;
use practice::ids::RecordId;
use practice::oversight::{Circulated, Circulation, DecisionAbout, LongPlanOutcome, Step as Down, StepDown};
use practice::plans::{Action, ActionProgress, ActionState, ChildInNeedMeeting, Goal, MeetingDecision, Plan, PlanKind};
use practice::protection::{Attendance, TookPart};
use practice::visits::VisitPurpose;

impl Life<'_> {
    /// A referral, an assessment, a child in need plan, and its end so many days after the referral.
    pub(super) fn in_need(&mut self, step: &Step, days: i32, disabled: bool) {
        let on = self.referral(step, Response::Assess);
        let length = self.assessment_length().min((days - 25).max(10));
        let work = if disabled { Work::Disabled } else { Work::Assessing };
        let outcome = if disabled { AssessmentOutcome::DisabledChildPlan } else { AssessmentOutcome::ChildInNeedPlan };
        let assessed = self.assessment(on, length, work, outcome);
        if !disabled {
            self.allocate(
                Work::Safeguarding,
                working_days(assessed, 2),
                "Assessment done; plan to follow.",
                "The assessment says it: start with what the child said.",
            );
        }
        let left = days_between(assessed, plus(step.on, days));
        if self.concern.category() == "NEG" && left > 40 {
            let soon = working_days(assessed, self.diary.chance.between(8, 18));
            let soon = self.done(soon, 0.06);
            self.care_profile(soon, false);
        }
        self.child_in_need_plan(assessed, working_days(assessed, 7), left, disabled);
    }

    /// How many days an assessment takes: most in time, some early, some late.
    pub(super) fn assessment_length(&mut self) -> i32 {
        let (first, last) = *self.diary.chance.weighed(&[(24.0, (16, 34)), (61.0, (35, 58)), (15.0, (63, 88))]);
        self.diary.chance.between(first, last)
    }

    /// A child in need plan from its first meeting to the closure of the work.
    pub(super) fn child_in_need_plan(&mut self, assessed: Date, from: Date, days: i32, disabled: bool) {
        let (end, of_age) = (plus(from, days.max(20)), self.last_day());
        let grown_up = end >= of_age;
        let end = end.min(of_age);
        let kind = if disabled { PlanKind::DisabledChild } else { PlanKind::ChildInNeed };
        self.meeting(from, false, MeetingDecision::GoOn, true);
        let every = if disabled { 165 } else { 38 };
        let mut plan = self.plan(from, kind, every);
        let outcome = if disabled { AssessmentOutcome::DisabledChildPlan } else { AssessmentOutcome::ChildInNeedPlan };
        let mut again = self.refreshed(assessed, end, outcome).into_iter().peekable();
        self.matters_now(plus(from, 1), "{children} live with {mum}. What worries us is written in the plan; what helps is family nearby. Next: time alone with {child}, and the review.");
        let between = if disabled { 60 } else { 24 };
        let mut seen = from;
        while seen < plus(end, -6) {
            let better = days_between(from, seen) * 2 > days;
            let late = self.slips(0.05);
            let gap = if late { between + 14 } else { between };
            let next = plus(seen, gap + self.diary.chance.between(-4, 2));
            if next >= plus(end, -3) {
                break;
            }
            seen = self.visited(next, VisitPurpose::ChildInNeed, better);
            if late && self.diary.chance.happens(0.5) {
                self.late_because(seen, "CLK-CIN-03");
            }
        }
        let mut held = plus(from, every);
        while held < plus(end, -12) {
            if let Some(assessed) = again.next_if(|day| *day < held) {
                plan = self.plan(working_days(assessed, 6), kind, every);
            }
            let better = days_between(from, held) * 2 > days;
            let day = working(held, if self.slips(0.07) { 9 } else { 0 });
            self.meeting(day, better, MeetingDecision::GoOn, false);
            self.progress(plan, day, every, better);
            held = plus(day, every);
        }
        if let Some(assessed) = again.next() {
            self.plan(working_days(assessed, 6), kind, every);
        }
        let mut long = plus(from, 175);
        while !disabled && long < end {
            let day = self.done(long, 0.1);
            if day < end {
                self.supervised(day, DecisionAbout::LongPlan { outcome: LongPlanOutcome::GoOn }, "The plan has run six months. {children} are better but not yet safe without it; two actions remain.");
            }
            long = plus(day, 175);
        }
        if disabled {
            self.transition(from, end);
        }
        self.day_to_day(from, end, 42);
        self.incidents(from, end);
        let last = if grown_up { end } else { working(end, 0) };
        let down = !grown_up && self.diary.chance.happens(0.45);
        self.meeting(last, true, if down { MeetingDecision::StepDown } else { MeetingDecision::End }, false);
        if down {
            self.stepped_down(last);
        }
        if grown_up {
            self.closed(working_days(last, 1), if disabled { "RC6" } else { "RC7" });
            return;
        }
        self.closed(working_days(last, 3), "RC7");
        if down {
            self.stepped_to_early_help(working_days(last, 5), None, 160);
        }
    }

    fn stepped_down(&mut self, on: Date) {
        let by = self.manager(on);
        let people = self.ids();
        let cast = self.cast(on);
        let step = StepDown {
            on: at(on, 15, 30),
            step: Down::NeedToEarlyHelp,
            sustained: cast
                .say("{children} have been at {school} every day this term, and {child} says home is calm.")
                .into(),
            remains: cast.say("{mum}'s sister, the family worker, and {school}'s pastoral lead.").into(),
        };
        self.diary.write(&by, &people, step);
    }

    /// New contacts, a move: life goes on while a plan runs.
    pub(super) fn incidents(&mut self, from: Date, to: Date) {
        let days = days_between(from, to);
        if days < 30 {
            return;
        }
        for share in [0.4, 0.2] {
            if self.diary.chance.happens(share) {
                let on = plus(from, self.diary.chance.between(5, days - 10));
                self.contact_while_open(on);
            }
        }
        if self.diary.chance.happens(0.07) {
            let on = plus(from, self.diary.chance.between(5, days - 10));
            self.moves(on);
        }
    }

    fn meeting(&mut self, day: Date, better: bool, decision: MeetingDecision, first: bool) {
        let day = working(day, 0);
        let worker = self.worker(day);
        let cast = self.cast(day);
        let eldest = self.about.first().map_or(0, |child| crate::demo::chance::age(child.born, day));
        let words = prose::words_of_a_child(eldest, &mut self.diary.chance);
        let progress = if first {
            "The first meeting: the plan was made together.".to_owned()
        } else {
            prose::progress(better, &cast, &mut self.diary.chance)
        };
        let meeting = ChildInNeedMeeting {
            held: at(day, 14, 0),
            attendance: self.attendance(&["school", "nhs_community"]),
            child_words: if words.is_empty() { Asked::NotAsked } else { Asked::Known(words.into()) },
            family_views: Asked::Known(self.family_words(&cast)),
            progress: progress.into(),
            decision,
            next: (decision == MeetingDecision::GoOn).then(|| working(day, 40)),
        };
        let people = self.ids();
        self.diary.write(&worker, &people, meeting);
        let soon = working_days(day, self.diary.chance.between(1, 5));
        let sent = self.done(soon, 0.05);
        self.circulated(sent, Circulated::ChildInNeedReview, "Family, school, health visitor");
    }

    pub(super) fn circulated(&mut self, on: Date, what: Circulated, to: &str) {
        let by = self.worker(on);
        let people = self.ids();
        self.diary.write(&by, &people, Circulation { on: at(on, 15, 15), what, to: to.to_owned(), copy: None });
    }

    pub(super) fn family_words(&mut self, cast: &Cast) -> Prose {
        let words: &[&str] = &[
            "{mum}: “I want this to be over, and I want it to be right.”",
            "{mum} says the visits help but the forms do not.",
            "{mum} agrees with most of it. She would like {dad} to do his part.",
            "The {helper} says she was not asked and should have been.",
            "{mum}: “It helps when somebody rings back the same day.”",
            "{mum} did not want to speak today and sent a note instead. It was read out.",
            "{mum}: “Put down that I did the course. Nobody ever puts that down.”",
        ];
        cast.one(words, &mut self.diary.chance).into()
    }

    pub(super) fn attendance(&mut self, agencies: &[&str]) -> Vec<Attendance> {
        let parent = &self.home.adults[0];
        let family = format!("{} {}", parent.given, parent.family);
        let mut all = vec![Attendance { name: family, agency: Code::not_stated(), how: TookPart::Attended }];
        for agency in agencies {
            // The social worker is there with a report; others mostly are.
            let how = *self.diary.chance.weighed(&[
                (if *agency == "csc" { 100_000.0 } else { 70.0 }, TookPart::AttendedWithReport),
                (15.0, TookPart::Attended),
                (8.0, TookPart::ReportOnly),
                (7.0, TookPart::Neither),
            ]);
            all.push(Attendance { name: who_comes(agency), agency: Code::new(agency), how });
        }
        all
    }

    /// A plan, its actions keyed by place. It is looked at every so many days.
    pub(super) fn plan(&mut self, on: Date, kind: PlanKind, every: i32) -> RecordId {
        let day = working(on, 0);
        let worker = self.worker(day);
        let cast = self.cast(day);
        let name = self.diary.force.name(&worker).to_owned();
        let key = |place: usize| RowKey(format!("a{}-{place}", day.strftime("%y%m%d")));
        let actions = prose::actions(self.concern);
        let actions: Vec<Action> = actions
            .iter()
            .enumerate()
            .map(|(place, (what, owner, measure))| Action {
                key: key(place + 1),
                what: cast.say(what),
                owner: cast.say(&owner.replace("{worker}", &name)),
                // The meeting after the day it is due looks at it: each is due some days after a meeting.
                by: plus(day, every * (i32::try_from(place).unwrap_or(0) + 1) + 9),
                measure: cast.say(measure),
            })
            .collect();
        let goal = Goal {
            key: RowKey("g1".to_owned()),
            worry: prose::worry(self.concern, &cast).into(),
            different: prose::different(self.concern, &cast).into(),
        };
        let eldest = self.about.first().map_or(0, |child| crate::demo::chance::age(child.born, day));
        let words = prose::words_of_a_child(eldest, &mut self.diary.chance);
        let plan = Plan {
            agreed: at(day, 15, 0),
            kind,
            goals: vec![goal],
            actions,
            child_words: if words.is_empty() { Asked::NotAsked } else { Asked::Known(words.into()) },
            family_words: Asked::Known(self.family_words(&cast)),
            contingency: prose::contingency(kind == PlanKind::ChildProtection, &cast, &mut self.diary.chance).into(),
            visit_every: None,
        };
        let people = self.ids();
        self.diary.write(&worker, &people, plan)
    }

    /// The actions of a plan: the key of each, and when it is due.
    fn plan_actions(&self, plan: RecordId) -> Vec<(String, Date)> {
        let found = self.diary.revisions.iter().rev().find(|one| one.id == plan);
        let rows = found.and_then(|one| one.body.get("actions")).and_then(|rows| rows.as_array());
        let action =
            |row: &serde_json::Value| Some((row["key"].as_str()?.to_owned(), row["by"].as_str()?.parse().ok()?));
        rows.into_iter().flatten().filter_map(action).collect()
    }

    /// Is an action over already, as far as has been noted?
    fn is_over(&self, key: &str) -> bool {
        let noted = self.diary.revisions.iter().filter(|one| one.kind == "action_progress");
        noted
            .rev()
            .take(40)
            .any(|one| one.body["action"] == key && (one.body["state"] == "done" || one.body["state"] == "dropped"))
    }

    /// How far the actions of a plan are, at a meeting of which the next comes so many days later: what is due by then
    /// is mostly done; some of what is not gets a line.
    pub(super) fn progress(&mut self, plan: RecordId, on: Date, every: i32, better: bool) {
        if plan.0.is_nil() {
            return;
        }
        for (action, by) in self.plan_actions(plan) {
            if self.is_over(&action) {
                continue;
            }
            let due = by < plus(on, every);
            let slips = self.slips(if better { 0.05 } else { 0.14 });
            let (state, note) = match (due, slips) {
                (true, false) if self.diary.chance.happens(0.06) => (ActionState::Dropped, prose::DROPPED),
                (true, false) => (ActionState::Done, if better { prose::DONE_WELL } else { prose::DONE }),
                (true, true) => (ActionState::UnderWay, prose::UNDER_WAY),
                (false, _) if self.diary.chance.happens(0.5) => (ActionState::UnderWay, prose::BEGUN),
                (false, _) => continue,
            };
            let note = self.cast(on).one(note, &mut self.diary.chance);
            let by = self.worker(on);
            let people = self.ids();
            self.diary.write(&by, &people, ActionProgress { on: at(on, 16, 30), action, state, note: note.into() });
        }
    }
}

/// Who comes for an agency.
pub(super) fn who_comes(agency: &str) -> String {
    match agency {
        "school" => "Pastoral lead".to_owned(),
        "nhs_community" => "Health visitor or school nurse".to_owned(),
        "police" => "Public protection officer".to_owned(),
        "gp" => "Practice nurse".to_owned(),
        other => Code::<practice::codes::Agency>::new(other).label().to_owned(),
    }
}
