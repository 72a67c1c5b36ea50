//! List 11: adopters, as far as a match with a child tells of them.

use std::collections::BTreeMap;

use facts::tables::{Adopter, Permanence};
use jiff::civil::Date;

use super::super::given::{asked, day, pick, whole};
use super::super::lists;
use super::Known;
use crate::reading::Text;

/// Those matched with a child who were on their way with one within twelve months: a row each. Whoever is only being assessed
/// is recorded nowhere, and of nobody is there an ethnicity, a disability, or a day of the stages before the match.
pub(super) fn adopters(known: &Known<'_>) -> Vec<(String, Option<Date>, lists::Adopter)> {
    let permanence: BTreeMap<&str, &Permanence> =
        known.facts.permanence.iter().map(|one| (one.perm_table_id.as_str(), one)).collect();
    let mut by: BTreeMap<&str, Vec<(&Adopter, Option<&Permanence>)>> = BTreeMap::new();
    for one in &known.facts.adopters {
        let course = permanence.get(one.gtad_permanence_id.as_str()).copied();
        by.entry(&one.gtad_adopter_id).or_default().push((one, course));
    }
    let listed = |(id, all): (&str, Vec<(&Adopter, Option<&Permanence>)>)| {
        let of = |of: fn(&Permanence) -> Option<Date>| {
            let days = all.iter().filter_map(|(_, course)| known.past(course.and_then(of)));
            days.collect::<Vec<Date>>()
        };
        let (placed, orders) = (of(|one| one.perm_placed_for_adoption_date), of(|one| one.perm_permanence_order_date));
        let reversed = of(|one| one.perm_decision_reversed_date);
        let one = all.first()?.0;
        // It goes on until each child of the match is adopted, or is no longer to be.
        let over = (orders.len() + reversed.len() >= all.len()).then(|| orders.iter().chain(&reversed).max()).flatten();
        known.open_within(one.gtad_matched, over.copied(), 12).then(|| {
            let row = lists::Adopter {
                line: 0,
                adopter: Text::from(crate::numbers::outside(id).as_str()),
                family: Text::from(one.gtad_family_id.as_str()),
                gender: pick(11, "Gender", &one.gtad_sex),
                fostering: asked(11, "Is the (prospective) adopter fostering for adoption?", one.gtad_fostering),
                disability: pick(11, "Disability", "Unknown"),
                matched: day(one.gtad_matched),
                placed: day(placed.iter().min().copied()),
                children_placed: if placed.is_empty() { Default::default() } else { whole(placed.len()) },
                order: day(orders.iter().max().copied()),
                ..Default::default()
            };
            (id.to_owned(), one.gtad_matched, row)
        })
    };
    by.into_iter().filter_map(listed).collect()
}
