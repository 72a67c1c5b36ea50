//! The stories of all families of an authority, in outline: how many, of what kind, and when.
//!
//! What flows through ten years is drawn from shares; what is open on the last day is drawn to a number, so that the
//! last day looks like the authority whose figures it follows: 1,584 children in need and 275 on a protection plan, of
//! 43,000 under 18 (figures published for one authority in 2016).

use super::chance::{Chance, days_between, plus, plus_months};
use super::concern::Concern;
use super::household::Shape;
use super::story::{CarePath, Spell, Step, review_day};
use jiff::civil::Date;

/// A family's story in outline.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// What the household is like on the first day of the story.
    pub shape: Shape,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// Children in need on the last day, of the full authority.
pub const IN_NEED: f64 = 1584.0;
/// Children on a protection plan on the last day.
pub const ON_PLANS: f64 = 275.0;
/// Half of protection plans are for neglect.
const FOR_NEGLECT: f64 = 0.51;
/// Families referred in a year.
const REFERRED: f64 = 1_240.0;
/// Contacts in a year that lead to nothing more.
const CONTACTS: f64 = 3_100.0;
/// Referrals of a family that was referred in the year before.
const AGAIN: f64 = 0.23;
/// Early help begun in a year from a contact.
const EARLY_HELP: f64 = 260.0;
/// Young people of 16 or 17 with nowhere to live, in a year.
const HOMELESS: f64 = 32.0;
/// Children looked after on the last day of the full authority, by how it goes: 300 in all, of them 43 with their parents,
/// 25 in children's homes and residential schools, and 4 who came alone; the rest fostered, or on their way elsewhere.
const LOOKED_AFTER: &[(f64, CarePath)] = &[
    (43.0, CarePath::WithParents),
    (25.0, CarePath::Residential),
    (4.0, CarePath::Unaccompanied),
    (118.0, CarePath::LongTerm),
    (34.0, CarePath::Guardianship),
    (22.0, CarePath::Adoption),
    (54.0, CarePath::Home),
];
/// Children who leave care in a year, by how: 100 in all, of them 19 adopted.
const LEAVE_CARE: &[(f64, CarePath)] = &[
    (40.0, CarePath::Home),
    (14.0, CarePath::Guardianship),
    (5.0, CarePath::WithParents),
    (19.0, CarePath::Adoption),
    (13.0, CarePath::LongTerm),
    (7.0, CarePath::Residential),
    (2.0, CarePath::Unaccompanied),
];
/// Ups and downs from year to year.
const YEARS: [f64; 10] = [0.88, 0.95, 1.02, 1.1, 1.16, 1.04, 0.86, 1.0, 1.09, 1.0];

/// How many were planted that should show as odd.
pub fn planted(size: f64) -> usize {
    count(6.0 * size).max(1)
}

fn count(number: f64) -> usize {
    number.round().max(0.0) as usize
}

/// The stories of an authority of a size, from a day to the last day.
pub fn stories(size: f64, from: Date, until: Date, seed: u64) -> Vec<Story> {
    let mut telling = Telling { stories: Vec::new(), free: Vec::new(), chance: Chance::of(seed, 0), until };
    telling.flow(size, from);
    telling.open_on_the_last_day(size);
    telling.on_the_board(size);
    for _ in 0..planted(size) {
        let on = plus(from, telling.chance.between(10, 60));
        let step = Step { on, spell: Spell::BroughtOver, concern: Concern::Strain, police: false };
        telling.begin(1, step);
    }
    telling.care_before(size, from);
    telling.stories
}

struct Telling {
    stories: Vec<Story>,
    /// When each story is free for another step, and when it was last referred.
    free: Vec<(Date, Option<Date>)>,
    chance: Chance,
    until: Date,
}

impl Telling {
    fn flow(&mut self, size: f64, from: Date) {
        let mut days = Vec::new();
        let mut start = from;
        for year in 0.. {
            if start >= self.until {
                break;
            }
            let factor = size * YEARS[year % YEARS.len()];
            for (kind, number) in [(0, REFERRED), (1, CONTACTS), (2, EARLY_HELP), (3, HOMELESS)] {
                for _ in 0..count(number * factor) {
                    days.push((plus(start, self.chance.between(0, 364)), kind));
                }
            }
            start = plus_months(start, 12);
        }
        days.retain(|(day, _)| *day < plus(self.until, -4));
        days.sort_unstable();
        for (on, kind) in days {
            let step = match kind {
                0 => self.referral(on),
                1 => self.contact(on),
                3 => self.homeless(on),
                _ => Step { spell: Spell::EarlyHelp { days: self.chance.between(60, 240) }, ..self.contact(on) },
            };
            // What would still be open on the last day is drawn to a number instead.
            let ends = plus(on, step.spell.days() + 12);
            let step = if step.spell.is_referral() && ends >= self.until { self.contact(on) } else { step };
            match self.household_for(&step) {
                Some(place) => self.go_on(place, step),
                None => {
                    let children = self.children();
                    self.begin(children, step);
                }
            }
        }
    }

    /// A family known already that a step comes to; none when it comes to a new one. Most contacts are about families
    /// who have been heard of before, and about one referral in five follows another within 12 months.
    fn household_for(&mut self, step: &Step) -> Option<usize> {
        let (on, referral) = (step.on, step.spell.is_referral());
        let lately = move |referred: Option<Date>| referred.is_some_and(|before| plus(before, 360) > on);
        match referral {
            // A disabled child's plan and a homeless young person ask for a household of their own shape.
            _ if step.spell.is_alone() => None,
            true if self.chance.happens(AGAIN) => self.known(on, 2500, lately),
            true if self.chance.happens(0.7) => self.known(on, 6000, |referred| !lately(referred)),
            false if self.chance.happens(0.8) => self.known(on, 6000, |_| true),
            _ => None,
        }
    }

    /// A family free on a day, of the last so many to become known.
    fn known(&mut self, on: Date, reach: usize, fits: impl Fn(Option<Date>) -> bool) -> Option<usize> {
        let last = self.free.len();
        let reach = last.min(reach);
        for _ in 0..40 {
            if reach == 0 {
                return None;
            }
            let place = last - 1 - self.chance.between(0, reach as i32 - 1) as usize;
            let (free, referred) = self.free[place];
            if free < on && fits(referred) {
                return Some(place);
            }
        }
        None
    }

    fn children(&mut self) -> usize {
        *self.chance.weighed(&[(45.0, 1), (32.0, 2), (15.0, 3), (6.0, 4), (2.0, 5)])
    }

    fn begin(&mut self, children: usize, step: Step) {
        let children = if step.spell.is_alone() { 1 } else { children };
        let disabled = step.concern == Concern::Disability;
        let expecting = step.spell.is_referral() && !step.spell.is_alone() && self.chance.happens(0.03);
        let ages = match step.concern {
            Concern::NowhereToLive => (16, 17),
            Concern::OutsideHarm => (12, 15),
            Concern::Disability => (2, 16),
            _ => (0, 14),
        };
        self.stories.push(Story { shape: Shape { children, ages, expecting, disabled }, steps: Vec::new() });
        self.free.push((step.on, None));
        self.go_on(self.stories.len() - 1, step);
    }

    fn go_on(&mut self, place: usize, step: Step) {
        let referred = if step.spell.is_referral() { Some(step.on) } else { self.free[place].1 };
        self.free[place] = (plus(step.on, step.spell.days() + 14), referred);
        self.stories[place].steps.push(step);
    }

    fn contact(&mut self, on: Date) -> Step {
        let police = self.chance.happens(0.448);
        let concern = if police { Concern::DomesticAbuse } else { Concern::told(&mut self.chance) };
        Step { on, spell: Spell::Contact, concern, police }
    }

    fn homeless(&mut self, on: Date) -> Step {
        let days = self.chance.between(22, 75);
        Step { on, spell: Spell::Homeless { days }, concern: Concern::NowhereToLive, police: false }
    }

    fn referral(&mut self, on: Date) -> Step {
        let spell = match self.chance.share() {
            share if share < 0.13 => Spell::Turned,
            share if share < 0.50 => Spell::Assessed { days: self.assessment() },
            share if share < 0.84 => Spell::InNeed { days: self.plan_days(), disabled: false },
            share if share < 0.86 => Spell::InNeed { days: self.chance.between(300, 1100), disabled: true },
            _ => Spell::Protection { reviews: self.reviews(), after: self.chance.between(80, 220) },
        };
        let mut concern = Concern::referred(&mut self.chance);
        match spell {
            Spell::InNeed { disabled: true, .. } => concern = Concern::Disability,
            Spell::Protection { .. } => concern = self.harm(0.5),
            _ => {}
        }
        self.step(on, spell, concern)
    }

    fn step(&mut self, on: Date, spell: Spell, concern: Concern) -> Step {
        let police = concern == Concern::DomesticAbuse && self.chance.happens(0.85);
        Step { on, spell, concern, police }
    }

    /// What a protection plan is for: neglect this often.
    fn harm(&mut self, neglect: f64) -> Concern {
        use Concern::*;
        if self.chance.happens(neglect) {
            *self.chance.weighed(&[(3.0, Neglect), (1.0, Substances)])
        } else {
            *self.chance.weighed(&[(60.0, DomesticAbuse), (14.0, LowMood), (17.0, Hurt), (9.0, SexualHarm)])
        }
    }

    fn assessment(&mut self) -> i32 {
        let (first, last) = *self.chance.weighed(&[(24.0, (16, 34)), (60.0, (35, 58)), (16.0, (63, 88))]);
        self.chance.between(first, last)
    }

    fn plan_days(&mut self) -> i32 {
        let (first, last) = *self.chance.weighed(&[(30.0, (110, 190)), (45.0, (190, 330)), (25.0, (330, 620))]);
        self.chance.between(first, last)
    }

    fn reviews(&mut self) -> i32 {
        *self.chance.weighed(&[(28.0, 1), (45.0, 2), (20.0, 3), (7.0, 4)])
    }

    /// Families open on the last day, until so many children are.
    fn open(&mut self, wanted: usize, mut step: impl FnMut(&mut Telling, usize, usize) -> Step) {
        let mut have = 0;
        while have < wanted {
            // No one family is more than half of what is drawn to a small number.
            let children = self.children().min(wanted - have).min(wanted.div_ceil(2));
            let step = step(self, have, children);
            let children = if step.spell.is_alone() { 1 } else { children };
            have += children;
            self.history_before(children, step);
        }
    }

    /// Most open families were known before: some contacts, some an earlier referral.
    fn history_before(&mut self, children: usize, last: Step) {
        let mut steps = Vec::new();
        let mut day = plus(last.on, -self.chance.between(15, 200));
        if !last.spell.is_alone() && self.chance.happens(0.2) {
            let days = self.assessment();
            let concern = Concern::referred(&mut self.chance);
            let on = plus(last.on, -days - self.chance.between(30, 240));
            steps.push(self.step(on, Spell::Assessed { days }, concern));
            day = plus(on, -self.chance.between(15, 300));
        }
        while last.concern != Concern::NowhereToLive && self.chance.happens(0.5) {
            steps.push(self.contact(day));
            day = plus(day, -self.chance.between(10, 260));
        }
        steps.reverse();
        let disabled = last.concern == Concern::Disability;
        let first = steps.first().map_or(last.on, |step| step.on);
        // Whoever is open on the last day is under 18 then.
        let oldest = 17 - (days_between(first, self.until) + 200) / 365;
        let ages = match last.concern {
            Concern::NowhereToLive => (16, 17),
            Concern::OutsideHarm => (11, oldest.min(14)),
            Concern::Disability if self.chance.happens(0.45) => (11.min(oldest), oldest),
            Concern::Disability => (2, oldest.min(13)),
            _ => (0, (17 - (days_between(first, last.on) + last.spell.days() + 200) / 365).clamp(0, 13)),
        };
        steps.push(last.clone());
        let expecting = first == last.on && !last.spell.is_alone() && self.chance.happens(0.03);
        self.stories.push(Story { shape: Shape { children, ages, expecting, disabled }, steps });
        self.free.push((Date::MAX, Some(last.on)));
    }

    fn open_on_the_last_day(&mut self, size: f64) {
        let total = count(IN_NEED * size);
        let plans = count(ON_PLANS * size);
        let disabled = count(0.08 * IN_NEED * size);
        let assessed = count(0.2 * IN_NEED * size);
        let homeless = count(5.0 * size).max(1);
        let in_care = count(LOOKED_AFTER.iter().map(|(number, _)| number).sum::<f64>() * size);
        let waiting = count(0.012 * IN_NEED * size).max(2).min(assessed);
        let until = self.until;
        let (mut neglect, mut all) = (0.0, 0.0);
        self.open(plans, |telling, _, children| {
            let share = if neglect + children as f64 / 2.0 < FOR_NEGLECT * (all + children as f64) { 1.0 } else { 0.0 };
            let concern = telling.harm(share);
            all += children as f64;
            neglect += if concern.category() == "NEG" { children as f64 } else { 0.0 };
            // A longer plan is more likely to be the one met on any one day.
            let reviews = *telling.chance.weighed(&[(13.0, 1), (97.0, 2), (76.0, 3), (38.0, 4)]);
            let ago = telling.chance.between(47, review_day(reviews) + 9);
            let spell = Spell::Protection { reviews, after: 120 };
            telling.step(plus(until, -ago), spell, concern)
        });
        self.open(disabled, |telling, _, _| {
            let days = telling.chance.between(500, 1500);
            let ago = telling.chance.between(100, days - 40);
            telling.step(plus(until, -ago), Spell::InNeed { days, disabled: true }, Concern::Disability)
        });
        self.open(homeless, |telling, _, _| {
            let step = telling.homeless(until);
            let ago = telling.chance.between(2, step.spell.days() - 16);
            Step { on: plus(until, -ago), ..step }
        });
        self.open(waiting, |telling, _, _| {
            let concern = Concern::referred(&mut telling.chance);
            let ago = telling.chance.between(8, 16);
            telling.step(plus(until, -ago), Spell::Unallocated, concern)
        });
        self.open(assessed.saturating_sub(waiting + homeless), |telling, _, _| {
            let concern = Concern::referred(&mut telling.chance);
            let days = telling.assessment().max(20);
            let ago = telling.chance.between(9, days - 1);
            telling.step(plus(until, -ago), Spell::Assessed { days }, concern)
        });
        self.care_on_the_last_day(size);
        self.open(total.saturating_sub(plans + disabled + assessed + in_care), |telling, _, _| {
            if telling.chance.happens(0.16) {
                let concern = telling.harm(0.5);
                let (reviews, after) = (telling.reviews(), telling.chance.between(100, 220));
                let ago = 58 + review_day(reviews) + telling.chance.between(0, after - 20);
                return telling.step(plus(until, -ago), Spell::Protection { reviews, after }, concern);
            }
            let concern = Concern::referred(&mut telling.chance);
            let days = telling.plan_days().max(telling.plan_days());
            let ago = telling.chance.between(80, days - 5);
            telling.step(plus(until, -ago), Spell::InNeed { days, disabled: false }, concern)
        });
    }

    /// Children looked after on the last day, drawn to their number.
    fn care_on_the_last_day(&mut self, size: f64) {
        let (mut sum, mut told) = (0.0, 0);
        for (number, path) in LOOKED_AFTER {
            sum += number * size;
            while told < count(sum) {
                // Brothers and sisters come together where they go home, or to relatives, together.
                let alone = Spell::Care { days: 0, path: *path }.is_alone()
                    || told + 2 > count(sum)
                    || !self.chance.happens(0.4);
                let children = if alone { 1 } else { 2 };
                told += children;
                let (years, ago, days) = match path {
                    CarePath::Home | CarePath::Homeless => {
                        ((0, 14), self.chance.between(30, 160), self.chance.between(20, 120))
                    }
                    CarePath::Guardianship => ((0, 9), self.chance.between(50, 330), self.chance.between(40, 200)),
                    CarePath::WithParents => ((0, 12), self.chance.between(60, 900), self.chance.between(60, 300)),
                    CarePath::Adoption => ((0, 3), self.chance.between(60, 520), self.chance.between(60, 200)),
                    CarePath::LongTerm | CarePath::Residential | CarePath::Unaccompanied => {
                        let first = match path {
                            CarePath::LongTerm => self.chance.between(3, 14),
                            CarePath::Residential => self.chance.between(9, 14),
                            _ => self.chance.between(15, 16),
                        };
                        let most = ((17 - first) * 365 + 100).min(2_900);
                        ((first, first), self.chance.between(45, most), 18 * 366)
                    }
                };
                self.care(plus(self.until, -ago), children, years, ago + days, *path);
            }
        }
    }

    /// Children who left care in the years before.
    fn care_before(&mut self, size: f64, from: Date) {
        let mut years = 0.0;
        let mut start = from;
        let mut told = vec![0; LEAVE_CARE.len()];
        while start < self.until {
            years += 1.0;
            for (at, (number, path)) in LEAVE_CARE.iter().enumerate() {
                while told[at] < count(number * size * years) {
                    told[at] += 1;
                    let end = plus(start, self.chance.between(0, 364));
                    let to_18 = matches!(path, CarePath::LongTerm | CarePath::Residential | CarePath::Unaccompanied);
                    let (years, days) = match path {
                        CarePath::Home | CarePath::Homeless => ((0, 15), self.chance.between(20, 420)),
                        CarePath::Guardianship => ((0, 9), self.chance.between(280, 560)),
                        CarePath::WithParents => ((0, 12), self.chance.between(360, 1_000)),
                        CarePath::Adoption => ((0, 3), self.chance.between(460, 800)),
                        _ => {
                            // Of age at the end, and old enough at the start for all of it to fall in these years.
                            let here = days_between(from, end) / 366;
                            let least = if *path == CarePath::Unaccompanied { 15 } else { 12 };
                            let first = (18 - here).max(self.chance.between(least, 16));
                            ((first, first), (18 - first) * 366)
                        }
                    };
                    let on = plus(end, -days);
                    if on > from && plus(end, 80) < self.until && (!to_18 || years.0 < 18) {
                        let alone = Spell::Care { days, path: *path }.is_alone();
                        let children = if alone || self.chance.happens(0.6) { 1 } else { 2 };
                        self.care(on, children, years, days, *path);
                    }
                }
            }
            start = plus_months(start, 12);
        }
    }

    /// A family of whom children are looked after from a referral on.
    fn care(&mut self, on: Date, children: usize, ages: (i32, i32), days: i32, path: CarePath) {
        let concern = self.harm(0.45);
        let step = Step { on, spell: Spell::Care { days, path }, concern, police: false };
        self.stories
            .push(Story { shape: Shape { children, ages, expecting: false, disabled: false }, steps: vec![step] });
        self.free.push((Date::MAX, Some(on)));
    }

    /// Contacts that wait, received in the last two days.
    fn on_the_board(&mut self, size: f64) {
        for place in 0..count(38.0 * size).max(7) {
            let minutes = 25 + place as i32 % 7 * 170 + self.chance.between(0, 140);
            let step = Step { spell: Spell::Waiting { minutes }, ..self.contact(self.until) };
            let known = if place % 3 == 0 { self.known(self.until, 6000, |_| true) } else { None };
            match known {
                Some(known) => self.go_on(known, step),
                None => {
                    let children = self.children();
                    self.begin(children, step);
                }
            }
        }
    }
}
