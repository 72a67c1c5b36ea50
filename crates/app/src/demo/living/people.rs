//! Putting a family on file, and what changes about it.

use super::{Life, at, relationship, working_days};
use crate::demo::chance::{plus, plus_months};
use crate::demo::household::Child;
use crate::demo::names;
use casework::Role;
use jiff::civil::Date;
use practice::codes::{Code, UPNunknown};
use practice::ids::{PersonId, StaffId};
use practice::moment::{Moment, PartialDate};
use practice::oversight::{Change, ChangeOfCircumstances, DecisionAbout, ManagementDecision};
use practice::people::{Address, AddressUse, Alert, Birth, KeepSafe, OtherName, PersonDetails, WhatMattersNow};

impl Life<'_> {
    /// Puts the family on file when it first comes to notice; later, those born or changed since.
    pub(super) fn known(&mut self, on: Moment, by: &StaffId) {
        if !self.on_file.is_empty() {
            return self.moved_up(on, by);
        }
        for child in self.home.children.clone() {
            if child.born < plus(on.date, 150) {
                self.child_on_file(&child, on, by);
            }
        }
        for adult in self.home.adults.clone() {
            let details = PersonDetails {
                sex: Code::new(if adult.woman { "F" } else { "M" }),
                language: self.home.heritage.language.to_owned(),
                ..blank(on, &adult.given, &adult.family, Birth::Born { on: known_to(adult.born, &mut self.diary) })
            };
            self.diary.write(by, &[adult.id], details);
        }
        for tie in self.ties() {
            self.diary.write(by, &[tie.0, tie.2], relationship(on, tie, "Referrer"));
        }
        let at_home: Vec<PersonId> = self.home.adults.iter().filter(|adult| adult.at_home).map(|one| one.id).collect();
        let people: Vec<PersonId> = self.home.children.iter().map(|child| child.id).chain(at_home).collect();
        let safe = self.concern == crate::demo::concern::Concern::DomesticAbuse && self.diary.chance.happens(0.06);
        let (street, town, postcode) = self.home.address.clone();
        let since = plus_months(on.date, -self.diary.chance.between(1, 60));
        let address = Address {
            from: Moment::day(since),
            street,
            town,
            postcode,
            use_of: AddressUse::Home,
            keep_safe: safe.then(|| KeepSafe {
                from_whom: "From the children's father: he must not learn where they live.".into(),
            }),
            until: None,
        };
        self.diary.write(by, &people, address);
    }

    /// Those who go to another school than when they were last written about.
    pub(super) fn moved_up(&mut self, on: Moment, by: &StaffId) {
        for child in self.about.clone() {
            let Some(last) = self.on_file.get(&child.id).filter(|_| child.born <= on.date) else { continue };
            let school = child.school(on.date);
            let (upn, upn_unknown) = pupil_number(&child, on.date);
            if last.school != school || last.upn != upn {
                let from = Moment::day(on.date);
                let details = PersonDetails { from, school, upn, upn_unknown, ..last.clone() };
                self.diary.write(by, &[child.id], details.clone());
                self.on_file.insert(child.id, details);
            }
        }
    }

    pub(super) fn child_on_file(&mut self, child: &Child, on: Moment, by: &StaffId) {
        let unborn = child.born > on.date;
        let birth = if unborn {
            Birth::Expected { on: PartialDate::Day(plus(child.born, self.diary.chance.between(-9, 9))) }
        } else {
            Birth::Born { on: PartialDate::Day(child.born) }
        };
        let given = if unborn { "Baby" } else { &child.given };
        let heritage = self.home.heritage;
        let renamed = !unborn && self.diary.chance.happens(0.03);
        let born_as = OtherName {
            given: String::new(),
            family: self.home.adults[0].family.clone(),
            used: "Name at birth".into(),
        };
        let details = PersonDetails {
            sex: Code::new(if unborn {
                "U"
            } else if child.girl {
                "F"
            } else {
                "M"
            }),
            ethnicity: Code::new(if self.diary.chance.happens(0.04) { "NOBT" } else { heritage.code }),
            religion: heritage.religion.to_owned(),
            language: heritage.language.to_owned(),
            // That there is none is an answer too; it is given once the child is born.
            disabilities: match child.disabilities.as_slice() {
                [] if !unborn => vec![Code::new("NONE")],
                codes => codes.iter().map(|code| Code::new(code)).collect(),
            },
            school: if unborn { String::new() } else { child.school(on.date) },
            upn: pupil_number(child, on.date).0,
            upn_unknown: pupil_number(child, on.date).1,
            other_names: if renamed { vec![born_as] } else { Vec::new() },
            ..blank(on, given, &child.family, birth)
        };
        self.on_file.insert(child.id, details.clone());
        let id = self.diary.write(by, &[child.id], details.clone());
        if !unborn && self.diary.chance.happens(0.015) {
            let (hours, text) = (self.diary.chance.between(3, 600), self.diary.chance.between(11, 99));
            let right = PersonDetails { telephone: format!("01632 9600{text}"), ..details.clone() };
            self.diary.amend(id, by, "The family's telephone number was left out.", hours, &right);
            self.on_file.insert(child.id, right);
        }
        if unborn {
            self.born(child, &details, by);
        } else if child.twin && self.diary.chance.happens(0.5) {
            self.mixed_up(child, on, by);
        }
    }

    /// The baby comes: a name and a birthday.
    fn born(&mut self, child: &Child, before: &PersonDetails, by: &StaffId) {
        let named = plus(child.born, self.diary.chance.between(1, 12));
        let details = PersonDetails {
            from: Moment::day(named),
            given: child.given.clone(),
            birth: Birth::Born { on: PartialDate::Day(child.born) },
            sex: Code::new(if child.girl { "F" } else { "M" }),
            disabilities: vec![Code::new("NONE")],
            upn_unknown: Code::new("UN1"),
            ..before.clone()
        };
        self.on_file.insert(child.id, details.clone());
        self.diary.write(by, &[child.id], details);
        let meaning = self
            .cast(child.born)
            .about(child)
            .say("{child} was born well. {mum} and the midwife say feeding is going slowly.");
        let change =
            ChangeOfCircumstances { happened: at(child.born, 13, 5), what: Change::Birth, meaning: meaning.into() };
        self.diary.write(by, &[child.id], change);
        if self.step.is_open_on(child.born) {
            let decided = working_days(child.born, self.diary.chance.between(5, 15));
            let manager = self.someone(Role::TeamManager, decided);
            let decision = ManagementDecision {
                decided: at(decided, 14, 20),
                about: DecisionAbout::NoReassessment,
                rationale: self
                    .cast(child.born)
                    .about(child)
                    .say("The birth was foreseen in the assessment. {child} is well.")
                    .into(),
                next: "".into(),
            };
            self.diary.write(&manager, &[child.id], decision);
        }
    }

    /// A second record of a child under the other twin's name, withdrawn when it is noticed.
    fn mixed_up(&mut self, child: &Child, on: Moment, by: &StaffId) {
        let Some(other) = self.home.children.iter().find(|one| one.twin && one.id != child.id).cloned() else { return };
        let born = Birth::Born { on: PartialDate::Day(child.born) };
        let wrong = self.diary.write(by, &[child.id], blank(on, &other.given, &other.family, born));
        let hours = self.diary.chance.between(2, 90);
        self.diary.withdraw(wrong, by, "This is the other twin's name, written in the wrong file.", hours);
    }

    /// The first thing a colleague out of hours needs to read.
    pub(super) fn matters_now(&mut self, on: Date, words: &str) {
        let by = self.worker(on);
        let words = self.cast(on).say(words);
        let people = self.ids();
        self.diary.write(&by, &people, WhatMattersNow { written: at(on, 16, 20), words: words.into() });
    }

    /// The family moves house.
    pub(super) fn moves(&mut self, on: Date) {
        let by = self.worker(on);
        self.home.address = names::address(&mut self.diary.chance);
        let (street, town, postcode) = self.home.address.clone();
        let people = self.ids();
        let use_of = if self.diary.chance.happens(0.25) { AddressUse::Temporary } else { AddressUse::Home };
        let address = Address { from: Moment::day(on), street, town, postcode, use_of, keep_safe: None, until: None };
        self.diary.days_late(2).write(&by, &people, address);
    }

    /// A warning for those who visit.
    pub(super) fn alert(&mut self, on: Date) {
        let (nature, at_risk, instruction) = *self.diary.chance.one(&[
            ("Large dog, not tied up", "Anyone who visits", "Ring first and ask for the dog to be shut in the yard."),
            (
                "Threats made to workers by an adult",
                "Lone workers",
                "Visit in pairs, and tell the duty desk before and after.",
            ),
            ("Mother is deaf: uses British Sign Language", "The family", "Book an interpreter. Text, do not ring."),
        ]);
        let by = self.worker(on);
        let alert = Alert {
            from: Moment::day(on),
            nature: nature.to_owned(),
            at_risk: at_risk.to_owned(),
            instruction: instruction.into(),
            review: Some(plus_months(on, 6)),
            ended: None,
        };
        let people = self.ids();
        self.diary.write(&by, &people, alert);
    }

    /// Whoever sits at the front door at a time of day.
    pub(super) fn at_the_door(&mut self, when: Moment) -> StaffId {
        let night = when.time.is_some_and(|time| !(8..18).contains(&time.hour()));
        self.someone(if night { Role::OutOfHours } else { Role::Screener }, when.date)
    }
}

/// A made-up unique pupil number, and why there is none before school. Its letter follows from its digits, as the
/// Department's guide on them has it.
pub(super) fn pupil_number(child: &Child, on: Date) -> (String, Code<UPNunknown>) {
    if crate::demo::chance::age(child.born, on) < 5 {
        return (String::new(), Code::new("UN1"));
    }
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRTUVWXYZ";
    let drawn = child.id.0.as_u128() % 10_000_000;
    let began = (child.born.year() + 4).rem_euclid(100);
    let digits = format!("351{:04}{began:02}{:03}", 2_000 + drawn / 1_000 % 5_000, drawn % 1_000);
    let sum: usize = digits.bytes().zip(2..).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    (format!("{}{digits}", LETTERS.get(sum % 23).copied().map_or('A', char::from)), Code::not_stated())
}

/// A date of birth as well as it is known: some parents' only to the year.
fn known_to(born: Date, diary: &mut crate::demo::diary::Diary<'_>) -> PartialDate {
    let exact = PartialDate::Day(born);
    if diary.chance.happens(0.1) { born.year().to_string().parse().unwrap_or(exact) } else { exact }
}

/// Somebody of whom nothing is known but a name and a birth.
pub fn blank(from: Moment, given: &str, family: &str, birth: Birth) -> PersonDetails {
    PersonDetails {
        from,
        given: given.to_owned(),
        family: family.to_owned(),
        known_as: String::new(),
        other_names: Vec::new(),
        birth,
        sex: Code::not_stated(),
        ethnicity: Code::not_stated(),
        religion: String::new(),
        language: String::new(),
        communication: String::new(),
        disabilities: Vec::new(),
        died: None,
        nhs_number: String::new(),
        upn: String::new(),
        upn_unknown: Code::not_stated(),
        school: String::new(),
        telephone: String::new(),
        other_number: String::new(),
    }
}
