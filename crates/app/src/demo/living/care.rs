//! Looked after: how care begins, where a child lives meanwhile, and how it ends.

use super::{Life, at, working, working_days};
use crate::demo::chance::{age, days_between, plus, plus_months};
use crate::demo::names;
use crate::demo::story::{CarePath, Step};
use crate::demo::workforce::Work;
use casework::Role;
use jiff::civil::Date;
use practice::adoption::{Adopters, AdoptionDecision, AdoptionMatch, AdoptionReversed};
use practice::answer::Asked;
use practice::assessment::AssessmentOutcome;
use practice::care::{
    EndOfCare, Placed, PlacementChange, PreviousPermanence, StartToBeLookedAfter, UnaccompaniedStatus,
};
use practice::care_planning::{CarePlan, PermanencePlan};
use practice::codes::{Code, collection_year};
use practice::court::{Application, CourtDecision, CourtHearing, DeprivationOfLiberty, LegalStatusChange};
use practice::front_door::{Referral, ReferralDecision, Response};
use practice::oversight::Closure;

/// A place to live, by the code of its type, who provides it, and its Ofsted number.
pub(super) type Home = (&'static str, &'static str, &'static str);

/// Councils near by.
const ELSEWHERE: [&str; 5] = ["Rochdale", "Bolton", "Salford", "Lancashire", "Stockport"];
const OWN_FOSTERING: &str = "2650100";
const AGENCY: &str = "2650200";
const RELATIVES: Home = ("U3", "PR1", OWN_FOSTERING);
const FOSTERED: &[(f64, Home)] = &[(58.0, ("U6", "PR1", OWN_FOSTERING)), (42.0, ("U6", "PR4", AGENCY))];
const RESIDENTIAL: &[(f64, Home)] =
    &[(48.0, ("K2", "PR4", "2650301")), (36.0, ("K2", "PR1", "2650302")), (16.0, ("S1", "PR4", "2650303"))];
const SUPPORTED: &[(f64, Home)] = &[(70.0, ("K3", "PR4", "2650401")), (30.0, ("K3", "PR5", "2650402"))];
/// Supported accommodation before it was registered.
const SUPPORTED_BEFORE: Home = ("H5", "PR4", "");
const WHY_MOVED: &[(f64, &str)] = &[
    (52.0, "CARPL"),
    (12.0, "CREQB"),
    (12.0, "CREQO"),
    (8.0, "CHILD"),
    (8.0, "LAREQ"),
    (4.0, "STAND"),
    (4.0, "OTHER"),
];

impl Life<'_> {
    /// A referral, an assessment, and care until it ends, or until the last day.
    pub(super) fn looked_after(&mut self, step: &Step, days: i32, path: CarePath) {
        let alone = path == CarePath::Unaccompanied;
        let began = if alone { self.arrived(step.on) } else { self.assessed_into_care(step) };
        self.in_care(began, days, path);
    }

    /// Care from its first day until it ends, or until the last day.
    pub(super) fn in_care(&mut self, began: Date, days: i32, path: CarePath) {
        let Some(born) = self.about.first().map(|child| child.born) else { return };
        let of_age = plus_months(born, 12 * 18);
        let to_18 = matches!(path, CarePath::LongTerm | CarePath::Residential | CarePath::Unaccompanied);
        let end = if to_18 { of_age } else { working(plus(began, days), 0).min(of_age) };
        self.begins(began, path);
        let last = self.lives(began, end, path);
        self.year_by_year(began, end, born);
        if end > self.diary.today().date {
            return;
        }
        self.leaves(end, path, last);
        if age(born, end) >= 16 && path != CarePath::Adoption {
            self.after_care(end, born);
        }
    }

    fn assessed_into_care(&mut self, step: &Step) -> Date {
        let on = self.referral(step, Response::Assess);
        let within = self.diary.chance.between(12, 44);
        working_days(self.assessment(on, within, Work::Assessing, AssessmentOutcome::LookedAfter), 1)
    }

    /// A young person comes to the country alone: found at a services, brought by the police.
    fn arrived(&mut self, on: Date) -> Date {
        let by = self.someone(Role::OutOfHours, on);
        for child in self.home.children.clone() {
            self.child_on_file(&child, at(on, 19, 40), &by);
        }
        let (people, hub) = (self.ids(), self.someone(Role::HubManager, on));
        let referral = Referral {
            received: at(on, 20, 10),
            contact: None,
            source: Code::new("6"),
            need: Code::new("N8"),
            reason:
                "Found by the police at the motorway services, alone, cold and hungry. Says that the family is abroad."
                    .into(),
        };
        let referral = self.diary.write(&hub, &people, referral);
        let next = working_days(on, 1);
        let decision = ReferralDecision {
            decided: at(next, 9, 30),
            referral: practice::answer::Link::to(referral),
            response: Response::Assess,
            rationale:
                "A child alone in this country. Care by agreement today, then an assessment with an interpreter.".into(),
            acknowledged: Asked::Known(true),
            team: None,
        };
        self.diary.write(&hub, &people, decision);
        let of_age = self.about.first().map(|child| plus_months(child.born, 12 * 18));
        let known = "Travelled for months with others who were strangers. A brother may be in Leeds.";
        let status = UnaccompaniedStatus { since: at(on, 20, 10), ends: of_age, known: known.into() };
        self.diary.write(&hub, &people, status);
        on
    }

    fn begins(&mut self, on: Date, path: CarePath) {
        let (worker, people) = (self.worker(on), self.ids());
        let under_order = matches!(path, CarePath::WithParents | CarePath::Adoption | CarePath::Guardianship);
        let legal = match path {
            CarePath::Home | CarePath::Unaccompanied | CarePath::Homeless => "V2",
            _ if under_order || self.diary.chance.happens(0.55) => "C1",
            _ => "V2",
        };
        // The police keep a child safe for at most 72 hours, and the court or the parents decide within them.
        let police = !matches!(path, CarePath::Unaccompanied | CarePath::WithParents | CarePath::Homeless)
            && self.diary.chance.happens(0.07);
        if legal == "C1" && !police {
            self.court(on, Application::CareOrSupervision, CourtDecision::InterimCare);
        }
        let need = if path == CarePath::Unaccompanied { "N8" } else { self.concern.need() };
        let cast = self.cast(on);
        let first = self.first_home(path);
        let placed = self.placed(first, path);
        let start = StartToBeLookedAfter {
            began: if path == CarePath::Unaccompanied { at(on, 22, 30) } else { at(on, 15, 0) },
            legal_status: Code::new(if police { "L1" } else { legal }),
            need: Code::new(if matches!(need, "N9" | "N0" | "") { "N1" } else { need }),
            placed,
            planned: Asked::Known(!police && path != CarePath::Unaccompanied),
            why: match path {
                CarePath::Unaccompanied => "Nobody here has parental responsibility. There is nowhere else to sleep tonight.".into(),
                _ => cast.say("The family meeting, help at home and time at the {helper}'s were all tried. None kept {children} safe.").into(),
            },
            child_words: Asked::Known(cast.one(WORDS, &mut self.diary.chance).into()),
        };
        self.diary.write(&worker, &people, start);
        self.first_placement = Some(first);
        if police {
            let next = plus(on, self.diary.chance.between(1, 3));
            if legal == "C1" {
                self.court(next, Application::CareOrSupervision, CourtDecision::InterimCare);
            }
            self.status(next, legal);
        }
        self.allocate(
            Work::Care,
            working_days(on, 2),
            "Looked after.",
            "Ask what {child} likes to be called, and who must not be told where {he} lives.",
        );
        let asked = working_days(on, 3);
        let before = match self.diary.chance.share() {
            share if share < 0.94 || path == CarePath::Unaccompanied => ("Z1", "", None),
            share if share < 0.97 => ("P2", "351", "2019-05".parse().ok()),
            share if share < 0.99 => ("P3", "352", "2018".parse().ok()),
            _ => ("P1", "350", "2017-03-14".parse().ok()),
        };
        // An order made before the child was born, or after care began, is nobody's.
        let youngest = self.about.iter().map(|child| child.born).max().unwrap_or(on);
        let fits =
            before.2.is_none_or(|made: practice::moment::PartialDate| youngest < made.earliest() && made.latest() < on);
        let (code, authority, made) = if fits { before } else { ("Z1", "", None) };
        let record = PreviousPermanence {
            asked: at(asked, 11, 0),
            arrangement: Code::new(code),
            authority: authority.to_owned(),
            made,
        };
        self.diary.write(&worker, &people, record);
        self.care_plan(working_days(on, 8), &[first_plan(path)]);
    }

    fn care_plan(&mut self, on: Date, permanence: &[PermanencePlan]) {
        let (worker, people, cast) = (self.worker(on), self.ids(), self.cast(on));
        let plan = CarePlan {
            agreed: at(on, 14, 30),
            permanence: permanence.to_vec(),
            how: "One home, the same school, family time every week. If it does not hold, the meeting comes back within ten days.".into(),
            child_words: Asked::Known(cast.one(WORDS, &mut self.diary.chance).into()),
            parents_words: Asked::NotKnown,
        };
        self.diary.write(&worker, &people, plan);
    }

    /// What happens while care lasts: orders and moves. Answers where the children live at the end of it.
    fn lives(&mut self, began: Date, end: Date, path: CarePath) -> Home {
        let mut home = self.first_placement.unwrap_or(RELATIVES);
        let length = days_between(began, end);
        match path {
            CarePath::Adoption => return self.towards_adoption(began, end, home),
            CarePath::WithParents | CarePath::Guardianship if length > 200 => self.full_order(plus(began, 175)),
            CarePath::LongTerm | CarePath::Residential if length > 260 && self.under_interim() => {
                let day = plus(began, self.diary.chance.between(180, 240));
                self.full_order(day);
            }
            _ => {}
        }
        if matches!(path, CarePath::Home | CarePath::WithParents | CarePath::Homeless) {
            return home;
        }
        if path == CarePath::Residential && length > 240 && self.diary.chance.happens(0.35) {
            self.kept_in(plus(began, 90), end);
        }
        let mut day = plus(began, self.diary.chance.between(40, 240));
        let (mut settled, mut moves) = (false, 0);
        while day < plus(end, -30) && !settled && moves < 4 {
            let born = self.about.first().map_or(day, |child| child.born);
            let next = match path {
                CarePath::Guardianship => ("U1", "PR1", OWN_FOSTERING),
                CarePath::Unaccompanied | CarePath::Residential if age(born, day) >= 16 => self.supported(day),
                CarePath::Residential => *self.diary.chance.weighed(RESIDENTIAL),
                _ if self.diary.chance.happens(0.5) => ("U4", home.1, home.2),
                _ => *self.diary.chance.weighed(FOSTERED),
            };
            // Relatives, and a home that becomes the one for good, are the same carers.
            let same = matches!(next.0, "U1") || next.0 == "U4" && self.diary.chance.happens(0.45);
            let why = if same { "PLACE" } else { *self.diary.chance.weighed(WHY_MOVED) };
            home = next;
            self.moved(day, home, path, same, why);
            settled = matches!(home.0, "U1" | "U4" | "K3" | "H5") || self.diary.chance.happens(0.4);
            moves += 1;
            day = plus(day, self.diary.chance.between(60, 420));
        }
        if settled && path == CarePath::LongTerm {
            self.care_plan(working(day, 0).min(plus(end, -5)), &[PermanencePlan::LongTermFostering]);
        }
        home
    }

    /// A court allows doors to be locked, for months, in a home for one or two.
    fn kept_in(&mut self, on: Date, end: Date) {
        let day = working(on, 0);
        self.court(day, Application::DeprivationOfLiberty, CourtDecision::DeprivationOfLiberty);
        let until = plus(day, self.diary.chance.between(56, 120)).min(plus(end, -1));
        let (worker, people) = (self.worker(day), self.ids());
        let record = DeprivationOfLiberty {
            from: at(day, 14, 0),
            until: Some(until).filter(|until| *until <= self.diary.today().date),
            what: "Doors are locked at night and two adults are always near, because of running away to those who do harm.".into(),
        };
        self.diary.write(&worker, &people, record);
    }

    /// Supported accommodation, by the code of the day.
    fn supported(&mut self, day: Date) -> Home {
        if collection_year(day) < 2025 { SUPPORTED_BEFORE } else { *self.diary.chance.weighed(SUPPORTED) }
    }

    fn under_interim(&self) -> bool {
        self.diary
            .revisions
            .iter()
            .rev()
            .find(|one| one.kind == "start_to_be_looked_after" || one.kind == "legal_status_change")
            .is_some_and(|one| one.body["legal_status"] == "C1")
    }

    fn full_order(&mut self, on: Date) {
        let day = working(on, 0);
        self.court(day, Application::CareOrSupervision, CourtDecision::Care);
        self.status(day, "C2");
    }

    fn towards_adoption(&mut self, began: Date, end: Date, first: Home) -> Home {
        let length = days_between(began, end);
        let decided = working(plus(began, length * 38 / 100), 0);
        self.care_plan(plus(decided, -14), &[PermanencePlan::Adoption, PermanencePlan::Guardianship]);
        let (manager, people) = (self.manager(decided), self.ids());
        let others = u32::try_from(people.len() - 1).unwrap_or(0);
        let decision = AdoptionDecision {
            decided: at(decided, 11, 0),
            why: "Every relative was asked and assessed. A family for life is what is needed, and soon.".into(),
            siblings_together: Some(others),
            siblings_apart: Some(0),
        };
        self.diary.write(&manager, &people, decision);
        let ordered = working(plus(decided, 30), 0);
        self.court(ordered, Application::Placement, CourtDecision::Placement);
        self.status(ordered, "E1");
        if self.diary.chance.happens(0.08) {
            let reversed = working(plus(ordered, length * 40 / 100), 0);
            let record = AdoptionReversed {
                on: at(reversed, 15, 0),
                reason: Code::new("RD3"),
                instead: "Long-term fostering with the present carers.".into(),
            };
            self.diary.write(&manager, &people, record);
            self.status(reversed, "C2");
            return first;
        }
        let matched = working(plus(ordered, length * 22 / 100), 0);
        let early = first.0 == "U5";
        let (sex, status) = *self.diary.chance.weighed(&[
            (60.0, ("MF", "L11")),
            (14.0, ("MF", "L3")),
            (10.0, ("F1", "L0")),
            (8.0, ("MM", "L12")),
            (8.0, ("FF", "L12")),
        ]);
        let record = AdoptionMatch {
            matched: at(matched, 12, 0),
            adopters: Adopters {
                sex: Code::new(sex),
                status: Code::new(status),
                foster_carers: early,
                agency_urn: String::new(),
                assessed_here: Some(false),
            },
            why: "They know what happened before, and want all of it.".into(),
        };
        self.diary.write(&manager, &people, record);
        let home = (if early { "A5" } else { "A6" }, first.1, "XXXXXXX");
        let day = plus(matched, self.diary.chance.between(10, 24));
        self.moved(day, home, CarePath::Adoption, early, if early { "PLACE" } else { "CARPL" });
        home
    }

    fn leaves(&mut self, end: Date, path: CarePath, last: Home) {
        let (worker, people, cast) = (self.worker(end), self.ids(), self.cast(end));
        let adopted = last.0.starts_with('A');
        let (reason, closes) = match path {
            CarePath::Home if self.diary.chance.happens(0.8) => ("E4A", "RC7"),
            CarePath::Home | CarePath::Homeless => ("E4B", "RC7"),
            CarePath::WithParents => ("E4A", "RC7"),
            CarePath::Guardianship if collection_year(end) < 2019 => ("E43", "RC4"),
            CarePath::Guardianship => ("E45", "RC4"),
            CarePath::Adoption if adopted => ("E12", "RC1"),
            CarePath::Adoption => ("E4A", "RC7"),
            CarePath::LongTerm | CarePath::Unaccompanied if last.0.starts_with('U') && collection_year(end) >= 2019 => {
                ("E17", "RC7")
            }
            CarePath::LongTerm | CarePath::Residential | CarePath::Unaccompanied => ("E5", "RC7"),
        };
        if adopted {
            self.court(end, Application::Adoption, CourtDecision::Adoption);
        }
        let record = EndOfCare {
            ended: at(end, 16, 0),
            reason: Code::new(reason),
            after: cast
                .one(
                    &[
                        "A plan of support for six months, and a number to ring that is answered.",
                        "The same bed, the same school, and visits until it has lasted.",
                    ],
                    &mut self.diary.chance,
                )
                .into(),
            child_words: Asked::Known(cast.one(WORDS, &mut self.diary.chance).into()),
        };
        self.diary.write(&worker, &people, record);
        let day = working_days(end, 1);
        let manager = self.manager(day);
        let closure = Closure {
            closed: at(day, 16, 40),
            reason: Code::new(closes),
            agreed_by: Some(manager.clone()),
            outcome: cast
                .one(&["Care did what it was for.", "Home for good, with people to turn to."], &mut self.diary.chance)
                .into(),
            feedback: Asked::NotAsked,
            safety_net: "Any call from the family or the school. The worker's number stays with them.".into(),
        };
        self.diary.write(&manager, &people, closure);
        self.post = None;
    }

    fn court(&mut self, on: Date, asked: Application, decided: CourtDecision) {
        let (worker, people) = (self.worker(on), self.ids());
        let hearing = CourtHearing { held: at(on, 10, 30), asked, decided, directions: "".into(), next: None };
        self.diary.write(&worker, &people, hearing);
    }

    fn status(&mut self, on: Date, status: &str) {
        let (worker, people) = (self.worker(on), self.ids());
        let change = LegalStatusChange { from: at(on, 12, 30), legal_status: Code::new(status), hearing: None };
        self.diary.write(&worker, &people, change);
    }

    fn first_home(&mut self, path: CarePath) -> Home {
        match path {
            CarePath::WithParents => ("P1", "PR0", ""),
            CarePath::Guardianship => RELATIVES,
            CarePath::Residential => *self.diary.chance.weighed(RESIDENTIAL),
            CarePath::Adoption if self.diary.chance.happens(0.3) => ("U5", "PR1", OWN_FOSTERING),
            CarePath::Home if self.diary.chance.happens(0.2) => RELATIVES,
            _ => *self.diary.chance.weighed(FOSTERED),
        }
    }

    fn moved(&mut self, on: Date, home: Home, path: CarePath, same_carer: bool, why: &str) {
        let day = working(on, 0);
        let (worker, people, cast) = (self.worker(day), self.ids(), self.cast(day));
        let placed = if same_carer && self.placement.is_some() {
            let last = self.placement.clone();
            last.map_or_else(|| self.placed(home, path), |last| Placed { kind: Code::new(home.0), ..last })
        } else {
            self.placed(home, path)
        };
        self.placement = Some(placed.clone());
        let change = PlacementChange {
            moved: at(day, 13, 0),
            why: Code::new(why),
            same_carer,
            placed,
            planned: Asked::Known(!matches!(why, "CREQB" | "CREQO" | "STAND")),
            child_words: Asked::Known(cast.one(WORDS, &mut self.diary.chance).into()),
        };
        let late = if self.diary.chance.happens(0.08) { 6 } else { 0 };
        self.diary.days_late(late).write(&worker, &people, change);
    }

    /// A placement at an address that does not exist; with the parents it is theirs.
    fn placed(&mut self, (kind, provider, urn): Home, path: CarePath) -> Placed {
        let outside = self.diary.chance.happens(0.42);
        let (_, _, near) = names::address(&mut self.diary.chance);
        let postcode = match (path, outside) {
            (CarePath::WithParents, _) => self.home.address.2.clone(),
            (_, true) => format!(
                "{} {}ZZ",
                self.diary.chance.one(&["OL12", "WN4", "BB3", "SK15", "LA7"]),
                self.diary.chance.between(1, 9)
            ),
            // Who is not with the parents lives at another address than theirs.
            _ if near == self.home.address.2 => "M24 1ZZ".to_owned(),
            _ => near,
        };
        let at_home = path == CarePath::WithParents;
        let placed = Placed {
            kind: Code::new(kind),
            provider: Code::new(provider),
            urn: urn.to_owned(),
            carer: String::new(),
            postcode,
            keep_safe: None,
            in_area: Asked::Known(at_home || !outside),
            area: if outside && !at_home { self.diary.chance.one(&ELSEWHERE).to_string() } else { String::new() },
            miles: Some(if at_home {
                0
            } else {
                u32::try_from(self.diary.chance.between(1, if outside { 46 } else { 7 })).unwrap_or(1)
            }),
        };
        self.placement = Some(placed.clone());
        placed
    }
}

fn first_plan(path: CarePath) -> PermanencePlan {
    match path {
        CarePath::Home => PermanencePlan::ReturnInSixMonths,
        CarePath::WithParents => PermanencePlan::RemainWithFamily,
        CarePath::Guardianship => PermanencePlan::Guardianship,
        CarePath::LongTerm => PermanencePlan::LongTermFostering,
        CarePath::Residential => PermanencePlan::Residential,
        CarePath::Adoption => PermanencePlan::ReturnLater,
        CarePath::Unaccompanied => PermanencePlan::SupportedLiving,
        CarePath::Homeless => PermanencePlan::ReturnInSixMonths,
    }
}

/// What children say about care, to be read as the child's own words.
pub(super) const WORDS: &[&str] = &[
    "[7+] “I want to stay at my school. That is the only thing.”",
    "[5+] “They have a dog. I sleep with the door open.”",
    "[10+] “Nobody asked me about the weekend. I want to see Mum on Saturdays, not Wednesdays.”",
    "[12+] “Just tell me when it changes, before it changes.”",
    "[0-0] Too young to say. Held on to the blanket from home, and slept.",
    "[0-0] Too young to say. Takes the bottle from the carer now, and looks at her while feeding.",
    "[1-1] Too young to say. Points to the picture of home, and then to the garden.",
    "[1-1] Too young to say. Holds the carer's sleeve when somebody new comes in.",
    "[2-2] “Car. Home.” Lined the cars up by the door.",
    "[2-4] Held on to the blanket from home, and slept.",
    "[3-4] “Is my mummy coming?”",
    "[3-6] “I got a peg with my name.”",
];
