//! People who want to adopt: from the day they ask to the day a child is theirs, or the day they stop.

use super::chance::{days_between, plus, plus_months};
use super::diary::Diary;
use super::living::blank;
use super::names::{self, HERITAGES};
use casework::Role;
use jiff::civil::Date;
use practice::adoption::{AdopterStep, AdoptersCame};
use practice::calendar::Calendar;
use practice::codes::Code;
use practice::ids::{PersonId, TeamId};
use practice::moment::{Moment, PartialDate};
use practice::oversight::Allocation;
use practice::people::{Birth, PersonDetails};

/// Households a year that ask, in the full authority.
const A_YEAR: f64 = 26.0;

/// Writes of everyone who asked in some years up to today.
pub fn live<'w>(mut diary: Diary<'w>, size: f64, from: Date) -> Diary<'w> {
    let days = days_between(from, diary.today().date);
    let many = (A_YEAR * size * f64::from(days) / 365.0).round().max(4.0) as i32;
    for number in 0..many {
        // Spread over the years, the last of them some weeks ago.
        let asked = plus(from, days * (number + 1) / (many + 1) + diary.chance.between(-9, 9));
        household(&mut diary, asked);
    }
    diary
}

fn household(diary: &mut Diary<'_>, asked: Date) {
    let adults = adults(diary, asked);
    let worker = diary.force.someone(Role::Adoption, None, asked, &mut diary.chance);
    let step = |diary: &mut Diary<'_>, on: Date, what: AdoptersCame, words: &str| -> Date {
        let on = Calendar::england().working_day_on_or_after(on);
        let at = Moment::at(on, 11, 0);
        diary.write(&worker, &adults, AdopterStep { on: at, what, words: words.into() });
        on
    };
    let left = |code: &str| AdoptersCame::Left { reason: Code::new(code) };
    use AdoptersCame::{
        Adopted, Approved, Enquired, Matched, Placed, StageOneBegan, StageOneEnded, StageTwoBegan, Submitted,
    };

    let on =
        step(diary, asked, Enquired, "They came to an open evening, and want to hear from people who have done it.");
    if diary.chance.happens(0.35) {
        step(diary, plus(on, 40), left("1"), "They decided that it is not the time.");
        return;
    }
    let weeks = diary.chance.between(2, 12) * 7;
    let on = step(diary, plus(on, weeks), StageOneBegan, "Checks and references are asked for; training is booked.");
    let days = diary.chance.between(45, 75);
    let on = step(
        diary,
        plus(on, days),
        StageOneEnded,
        "References and health are in. They know what they hope for, and what they could not do.",
    );
    let wait = diary.chance.between(3, 60);
    let on = step(
        diary,
        plus(on, wait),
        StageTwoBegan,
        "Visits at home begin: how they grew up, what they have lost, who would help.",
    );
    if diary.chance.happens(0.08) {
        step(diary, plus(on, 60), left("2"), "One of them has lost a parent. They will come back in the spring.");
        return;
    }
    let days = diary.chance.between(70, 110);
    let on =
        step(diary, plus(on, days), Submitted, "The report is shared with them first, and has their own words in it.");
    let on = step(diary, plus(on, 16), Approved, "Approved for one child or two, from birth to six.");
    let wait = diary.chance.between(30, 420);
    let fostering = diary.chance.happens(0.2);
    let on = step(
        diary,
        plus(on, wait),
        Matched { fostering },
        "They have met the foster carers, and asked good questions.",
    );
    let children = if diary.chance.happens(0.3) { 2 } else { 1 };
    let on = step(diary, plus(on, 20), Placed { children }, "Introductions went at the pace of the youngest.");
    let days = diary.chance.between(180, 330);
    step(diary, plus(on, days), Adopted, "The celebration hearing is in the diary.");
}

/// One or two of them, on file and with a worker.
fn adults(diary: &mut Diary<'_>, asked: Date) -> Vec<PersonId> {
    let heritage = diary.chance.weighed(HERITAGES);
    let family = names::family(heritage, &mut diary.chance);
    let couple = diary.chance.happens(0.85);
    let first = diary.chance.happens(0.6);
    let second = if diary.chance.happens(0.15) { first } else { !first };
    let women = if couple { vec![first, second] } else { vec![first] };
    let by = diary.force.someone(Role::Adoption, None, asked, &mut diary.chance);
    let on = Moment::at(asked, 9, 30);
    let mut adults = Vec::new();
    let mut taken = Vec::new();
    for woman in women {
        let id = diary.person(on);
        let given = names::adult(heritage, woman, &taken, &mut diary.chance);
        let born = plus_months(asked, -12 * diary.chance.between(28, 46) - diary.chance.between(0, 11));
        let details = PersonDetails {
            sex: Code::new(if woman { "F" } else { "M" }),
            ethnicity: Code::new(heritage.code),
            language: heritage.language.to_owned(),
            disabilities: vec![Code::new("NONE")],
            ..blank(on, &given, &family, Birth::Born { on: PartialDate::Day(born) })
        };
        diary.write(&by, &[id], details);
        taken.push(given);
        adults.push(id);
    }
    let allocation = Allocation {
        from: on,
        team: TeamId::from("adoption"),
        worker: Some(by.clone()),
        change: Code::not_stated(),
        reason: "They asked about adopting.".into(),
        handover: "".into(),
    };
    diary.write(&by, &adults, allocation);
    adults
}
