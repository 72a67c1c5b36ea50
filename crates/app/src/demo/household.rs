//! Households: parents, children and where they live.

use super::chance::{Chance, age, plus};
use super::names::{self, HERITAGES, Heritage};
use jiff::civil::Date;
use practice::ids::PersonId;

/// A child of a household.
#[derive(Clone, Debug)]
pub struct Child {
    /// Who this is on file.
    pub id: PersonId,
    /// Given names.
    pub given: String,
    /// Family name; not always the household's.
    pub family: String,
    /// The day of birth: it may lie ahead.
    pub born: Date,
    /// A girl.
    pub girl: bool,
    /// Codes of disabilities.
    pub disabilities: Vec<&'static str>,
    /// The other of two twins.
    pub twin: bool,
    /// The place whose schools the child goes to.
    pub place: &'static str,
}

/// A parent or carer.
#[derive(Clone, Debug)]
pub struct Adult {
    /// Who this is on file.
    pub id: PersonId,
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// The day of birth.
    pub born: Date,
    /// A mother, or a father.
    pub woman: bool,
    /// Lives with the children.
    pub at_home: bool,
}

/// What a household is like.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How many children.
    pub children: usize,
    /// Youngest and oldest age in years.
    pub ages: (i32, i32),
    /// The youngest is not born yet.
    pub expecting: bool,
    /// The eldest is disabled.
    pub disabled: bool,
}

/// A household.
pub struct Household {
    /// Its heritage.
    pub heritage: &'static Heritage,
    /// Parents: the first is the one mostly spoken to.
    pub adults: Vec<Adult>,
    /// Children, eldest first.
    pub children: Vec<Child>,
    /// Street, town, postcode.
    pub address: (String, String, String),
    /// The relative or friend who helps: a woman.
    pub helper: &'static str,
}

impl Child {
    /// The school, nursery or college on a day; empty for one too young.
    pub fn school(&self, on: Date) -> String {
        let school_year = if on.month() >= 9 { on.year() } else { on.year() - 1 };
        names::school(self.place, age(self.born, Date::new(school_year, 9, 1).unwrap_or(on)))
    }
}

impl Household {
    /// A household as it is on a day. Names of people are asked for one by one.
    pub fn of(shape: &Shape, on: Date, chance: &mut Chance, id: &mut dyn FnMut() -> PersonId) -> Household {
        let count = shape.children;
        let heritage = chance.weighed(HERITAGES);
        let family = names::family(heritage, chance);
        let ages = days_old(shape, chance);
        let schools = names::place(chance);
        let twins = count > 1 && chance.happens(0.025);
        let mut children: Vec<Child> = Vec::new();
        let alike = chance.one(names::TWINS);
        for (place, days) in ages.iter().enumerate() {
            let girl = chance.happens(0.49);
            let taken: Vec<String> = children.iter().map(|child| child.given.clone()).collect();
            let mut child = Child {
                id: id(),
                given: names::given(heritage, girl, &taken, chance),
                family: family.clone(),
                born: plus(on, -days - 3),
                girl,
                disabilities: Vec::new(),
                twin: false,
                place: "",
            };
            if twins && place < 2 {
                (child.girl, child.twin, child.born) = (alike.2, true, plus(on, -ages[0] - 3));
                child.given = if place == 0 { alike.0 } else { alike.1 }.to_owned();
            }
            // Brothers and sisters with another father often have another name.
            if place + 1 < count && !child.twin && chance.happens(0.12) {
                child.family = names::family(heritage, chance);
            }
            if shape.disabled && place == 0 {
                child.disabilities =
                    chance.one(&[vec!["AUT"], vec!["LD", "COMM"], vec!["MOB", "PC"], vec!["LD", "AUT", "BEH"]]).clone();
            }
            // Most go where their brothers and sisters go.
            child.place = if chance.happens(0.12) { names::place(chance) } else { schools };
            children.push(child);
        }
        let taken: Vec<String> = children.iter().map(|child| child.given.clone()).collect();
        let eldest = children.first().map_or(on, |child| child.born);
        let mother_born = plus(eldest, -chance.between(17 * 365, 33 * 365));
        let mut adults = vec![Adult {
            id: id(),
            given: names::adult(heritage, true, &taken, chance),
            family: if chance.happens(0.7) { family.clone() } else { names::family(heritage, chance) },
            born: mother_born,
            woman: true,
            at_home: true,
        }];
        if chance.happens(0.62) {
            adults.push(Adult {
                id: id(),
                given: names::adult(heritage, false, &taken, chance),
                family: if chance.happens(0.6) { family } else { names::family(heritage, chance) },
                born: plus(mother_born, -chance.between(-900, 2500)),
                woman: false,
                at_home: chance.happens(0.55),
            });
        }
        let helper = *chance.weighed(&[(6.0, "grandmother"), (3.0, "aunt"), (1.0, "great-aunt"), (1.0, "godmother")]);
        Household { heritage, adults, children, address: names::address(chance), helper }
    }

    /// The parent mostly spoken to, by given name.
    pub fn parent(&self) -> &str {
        &self.adults[0].given
    }

    /// The other parent, by given name.
    pub fn other_parent(&self) -> Option<&Adult> {
        self.adults.get(1)
    }
}

/// Days between brothers and sisters, at least.
const APART: i32 = 330;

/// How many days old the children of a household are, eldest first; less than none is still to be born.
fn days_old(shape: &Shape, chance: &mut Chance) -> Vec<i32> {
    let mut ages = Vec::new();
    for _ in 0..60 {
        ages = (0..shape.children).map(|_| chance.between(shape.ages.0 * 366, shape.ages.1 * 365 + 200)).collect();
        if let (true, Some(youngest)) = (shape.expecting, ages.last_mut()) {
            *youngest = -chance.between(40, 130);
        }
        ages.sort_unstable_by(|a, b| b.cmp(a));
        if ages.windows(2).all(|two| two[0] - two[1] >= APART) {
            return ages;
        }
    }
    // Too many for the years given: the younger ones are younger still.
    for place in 1..ages.len() {
        ages[place] = ages[place].min(ages[place - 1] - APART);
    }
    ages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brothers_and_sisters_are_months_apart() {
        let mut chance = Chance::of(5, 5);
        for round in 0..2_000 {
            let shape = Shape {
                children: 1 + round % 5,
                ages: (round as i32 % 12, 14),
                expecting: round % 9 == 0,
                disabled: false,
            };
            let ages = days_old(&shape, &mut chance);
            assert_eq!(ages.len(), shape.children);
            assert!(ages.windows(2).all(|two| two[0] - two[1] >= APART), "{shape:?}: {ages:?}");
        }
    }
}
