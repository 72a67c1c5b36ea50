//! Young people near 18: those with nowhere to live, and disabled ones getting ready for adult life.

use super::{Life, at, working, working_days};
use crate::demo::chance::{plus, plus_months};
use crate::demo::story::{CarePath, Step};
use crate::demo::workforce::Work;
use jiff::civil::Date;
use practice::answer::Asked;
use practice::assessment::{
    Accommodation, AccommodationDecision, AssessmentDetail, AssessmentOutcome, HomelessPresentation,
};
use practice::front_door::Response;
use practice::plans::TransitionReview;

/// Where a homeless young person goes, how that is put, and what they say about it.
const HOMES: &[(f64, (Accommodation, &str, &str))] = &[
    (
        45.0,
        (
            Accommodation::Family,
            "A room at an aunt's was agreed, with help to talk things over at home. Care under section 20 was offered and explained.",
            "“I'll go to my aunt's if someone tells Mum I'm not coming back yet.”",
        ),
    ),
    (
        22.0,
        (
            Accommodation::Declined,
            "Care under section 20 and supported lodgings were both offered. Supported lodgings were chosen.",
            "“I don't want to be in care. I want my own key and someone to show me how the bills work.”",
        ),
    ),
    (
        18.0,
        (
            Accommodation::Declined,
            "Care under section 20 was offered, with an advocate to explain it. A place in the young people's scheme was chosen.",
            "“I've thought about it. I want the flat share, and I can still ring you.”",
        ),
    ),
    (
        15.0,
        (
            Accommodation::Section20,
            "Section 20 care was offered and taken up: a foster home near college.",
            "“I want to be somewhere I can just do my course and not worry where I'm sleeping.”",
        ),
    ),
];

impl Life<'_> {
    /// A young person of 16 or 17 with nowhere to live: where to sleep tonight, then an assessment.
    pub(super) fn homeless(&mut self, step: &Step, days: i32) {
        let on = self.referral(step, Response::Homeless);
        let worker = self.someone(casework::Role::Screener, on);
        let people = self.ids();
        let cast = self.cast(on);
        let why = cast.one(
            &[
                "{mum} has said {child} cannot come back after weeks of arguments. {child} left with one bag.",
                "{child} has been moving between friends' homes for a month, and the last one has asked {child} to leave.",
                "{child} does not feel safe around {mum}'s new partner and will not go home while he is there.",
                "The family has lost its home, and the place offered has no room for {child}.",
            ],
            &mut self.diary.chance,
        );
        let tonight = *self.diary.chance.one(&[
            "On the sofa at a friend's, whose mother has agreed to it.",
            "At a grandparent's for two nights, no longer.",
            "Nowhere yet. The duty worker stays with it until there is a bed.",
        ]);
        let presented = HomelessPresentation { presented: at(on, 10, 5), why: why.into(), tonight: tonight.into() };
        self.diary.write(&worker, &people, presented);
        let home = *self.diary.chance.weighed(HOMES);
        self.homeless_home = Some(home.1);
        let outcome = if home.0 == Accommodation::Section20 {
            AssessmentOutcome::LookedAfter
        } else {
            AssessmentOutcome::NoFurtherAction
        };
        let looked_after = home.0 == Accommodation::Section20;
        // Who comes into care sleeps somewhere safe within days: what there is to know is asked meanwhile.
        let within = if looked_after { days.min(6) } else { days.min(60) };
        let end = self.assessment(on, within, Work::Assessing, outcome);
        let decided = self.done(on, 0.08);
        let manager = self.manager(decided);
        let decision = AccommodationDecision { decided: at(decided, 16, 40), decision: home.0, view: home.2.into() };
        self.diary.write(&manager, &people, decision);
        if looked_after {
            return self.in_care(working_days(end, 1), days, CarePath::Homeless);
        }
        self.closed(working_days(end, 2).max(plus(on, days)), "RC8");
    }

    /// What the assessment of a homeless young person also says.
    pub(super) fn offered(&self) -> AssessmentDetail {
        AssessmentDetail::Homeless { offer: self.homeless_home.unwrap_or_default().into(), bed_and_breakfast: false }
    }

    /// Getting ready for adult life, while a disabled child's plan runs: a review a year from Year 9; a worker from
    /// adult services named soon after 16; a decision of adult social care before 18.
    pub(super) fn transition(&mut self, from: Date, end: Date) {
        let Some(born) = self.about.first().map(|child| child.born) else { return };
        let school_year = if born.month() >= 9 { born.year() } else { born.year() - 1 };
        let year_nine = Date::new(school_year.saturating_add(14), 9, 1).unwrap_or(Date::MAX);
        let (sixteen, seventeen) = (plus_months(born, 12 * 16), plus_months(born, 12 * 17));
        let mut held = plus(from.max(year_nine), self.diary.chance.between(40, 150));
        // One falls soon after 16, and one soon after 17.
        let soon = self.diary.chance.between(50, 130);
        while held < end {
            self.transition_review(held, held >= sixteen, held >= seventeen);
            let next = plus(held, self.diary.chance.between(320, 350));
            let due = [plus(sixteen, soon), plus(seventeen, soon)];
            held = due.into_iter().find(|due| *due > plus(held, 20) && *due < next).unwrap_or(next);
        }
    }

    fn transition_review(&mut self, meant: Date, named: bool, decided: bool) {
        let day = working(self.done(meant, 0.06), 0);
        let worker = self.worker(day);
        let people = self.ids();
        let cast = self.cast(day);
        let chance = &mut self.diary.chance;
        let wants = cast.one(
            &[
                "A job with animals, and to keep going to the Thursday club.",
                "{child} chose the pictures of college, the bus and a flat with a friend.",
                "To stay near {mum}, and to choose what is for tea.",
                "“I want to go to the college my cousin goes to.”",
                "To learn to travel alone, a bit further each month.",
            ],
            chance,
        );
        let adult_worker =
            if named { *chance.one(&["Hana Whitcombe", "Piotr Lindqvist", "Bev Aldersley"]) } else { "" };
        let adult_decision = match (decided, chance.happens(0.75)) {
            (false, _) => "",
            (true, true) => "Eligible: a plan for support will be ready before the 18th birthday.",
            (true, false) => "Not eligible for a care package; advice, and a named person to ring.",
        };
        let next = cast.one(
            &[
                "Visit two colleges with {child} before the summer.",
                "Ask the doctors who will take over from the children's clinic, and when.",
                "Bring the benefits adviser to the next review. {mum} is worried about money.",
                "Start the travel training in the spring, and write down what helps {child} on a bad day.",
            ],
            chance,
        );
        let review = TransitionReview {
            held: at(day, 11, 0),
            wants: if chance.happens(0.9) { Asked::Known(wants.into()) } else { Asked::NotKnown },
            adult_worker: adult_worker.to_owned(),
            adult_decision: adult_decision.to_owned(),
            next: next.into(),
        };
        self.diary.write(&worker, &people, review);
    }

    /// The last day work with a child can be open: the day before the 18th birthday.
    pub(super) fn last_day(&self) -> Date {
        let eldest = self.about.iter().map(|child| child.born).min();
        eldest.map_or(Date::MAX, |born| working_before(plus(plus_months(born, 12 * 18), -6)))
    }
}

fn working_before(day: Date) -> Date {
    let mut day = day;
    while working(day, 0) != day {
        day = plus(day, -1);
    }
    day
}
