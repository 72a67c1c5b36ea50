//! After care: a young person grows up, and somebody keeps in touch.

use super::{Life, at, working};
use crate::demo::chance::{age, plus, plus_months};
use casework::Role;
use jiff::civil::Date;
use practice::answer::Asked;
use practice::codes::{Code, collection_year};
use practice::ids::TeamId;
use practice::leaving_care::LeavingCareContact;
use practice::oversight::Allocation;

/// What care leavers do, from 2022 on; before it apprenticeships and other work were one.
const DOES: &[(f64, &str)] = &[
    (8.0, "F1"),
    (19.0, "F2"),
    (5.0, "P2"),
    (7.0, "F4"),
    (18.0, "F5"),
    (6.0, "P5"),
    (11.0, "G4"),
    (22.0, "G5"),
    (4.0, "G6"),
];
/// Where they live, and whether it is suitable.
const LIVES: &[(f64, (&str, bool))] = &[
    (34.0, ("U", true)),
    (14.0, ("B", true)),
    (15.0, ("D", true)),
    (9.0, ("E", true)),
    (14.0, ("Z", true)),
    (6.0, ("K", true)),
    (3.0, ("V", false)),
    (3.0, ("X", false)),
    (2.0, ("S", false)),
];

impl Life<'_> {
    /// Until 21: a contact around each birthday, and the pathway plan twice a year.
    pub(super) fn after_care(&mut self, left: Date, born: Date) {
        let from = working(left, 3);
        let (manager, adviser) = (self.manager(from), self.someone(Role::PersonalAdviser, from));
        let taken_on = Allocation {
            from: at(from, 10, 0),
            team: TeamId::from("leaving-care"),
            worker: Some(adviser),
            change: super::why_changed(from, "TSPROC"),
            reason: "Left care: a personal adviser until 25.".into(),
            handover: "".into(),
        };
        let people = self.ids();
        self.diary.write(&manager, &people, taken_on);
        for years in age(born, left) + 1..=21 {
            let birthday = plus_months(born, 12 * years);
            let day = plus(birthday, self.diary.chance.between(-25, 12));
            self.kept_in_touch(working(day, 0));
        }
        let mut planned = plus(left, 170);
        while planned < plus_months(born, 12 * 21) {
            self.pathway(working(planned, 0));
            planned = plus(planned, self.diary.chance.between(165, 230));
        }
    }

    fn kept_in_touch(&mut self, on: Date) {
        let (adviser, people) = (self.someone(Role::PersonalAdviser, on), self.ids());
        let chance = &mut self.diary.chance;
        let in_touch = *chance.weighed(&[(90.0, "YES"), (6.0, "NO"), (3.0, "REFU"), (1.0, "RHOM")]);
        let (does, (place, suitable)) = match in_touch {
            "YES" => (*chance.weighed(DOES), *chance.weighed(LIVES)),
            _ => ("0", ("", false)),
        };
        let does = match does {
            "F4" | "F5" if collection_year(on) < 2022 => "F3",
            "P5" if collection_year(on) < 2022 => "P3",
            other => other,
        };
        let contact = LeavingCareContact {
            on: at(on, 11, 30),
            in_touch: Code::new(in_touch),
            activity: Code::new(does),
            accommodation: Code::new(place),
            suitable: if place.is_empty() { Asked::NotKnown } else { Asked::Known(suitable) },
            words: Asked::NotAsked,
        };
        self.diary.write(&adviser, &people, contact);
    }
}
