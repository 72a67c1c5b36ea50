//! The family of the walk through the product: three brothers and sisters, of whom the eldest is known already, with
//! two earlier contacts at the address where all three live.

use super::chance::plus;
use super::concern::Concern;
use super::diary::Diary;
use super::household::{Adult, Child, Household};
use super::living::Life;
use super::names::HERITAGES;
use super::story::{Spell, Step};
use practice::moment::Moment;

/// Their story: only the eldest is on file. Jodie is nine; Kieran and Poppy Marlbrook are still to be met.
pub fn live(diary: Diary<'_>) -> Life<'_> {
    let today = diary.today().date;
    let first = plus(today, -205);
    let born = |days: i32| plus(today, -days);
    let on = Moment::day(first);
    let jodie = Child {
        id: diary.person(on),
        given: "Jodie".to_owned(),
        family: "Marlbrook".to_owned(),
        born: born(9 * 365 + 140),
        girl: true,
        disabilities: Vec::new(),
        twin: false,
        place: "Larkhill",
    };
    let mother = Adult {
        id: diary.person(on),
        given: "Leanne".to_owned(),
        family: "Marlbrook".to_owned(),
        born: born(31 * 365),
        woman: true,
        at_home: true,
    };
    let address = ("14 Bobbin Court".to_owned(), "Radbrook".to_owned(), "M26 3ZZ".to_owned());
    let home =
        Household { heritage: &HERITAGES[0].1, adults: vec![mother], children: vec![jodie], address, helper: "aunt" };
    let mut life = Life::new(diary, home);
    for (days, concern, police) in [(205, Concern::DomesticAbuse, true), (64, Concern::Neglect, false)] {
        life.live(&Step { on: plus(today, -days), spell: Spell::Contact, concern, police });
    }
    life
}
