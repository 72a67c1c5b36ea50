//! List 11: adopters, by their own files; those of other agencies as far as a match with a child tells of them.

use std::collections::BTreeMap;

use facts::tables::{Adopter, Permanence, ProspectiveAdopter};
use jiff::civil::Date;

use super::super::given::{asked, day, pick, whole};
use super::super::lists;
use super::Known;
use crate::reading::Text;

/// Those who were on their way within twelve months: a row each.
pub(super) fn adopters(known: &Known<'_>) -> Vec<(String, Option<Date>, lists::Adopter)> {
    let own = known.facts.prospective_adopters.iter().filter_map(|one| assessed(known, one));
    own.chain(matched(known)).collect()
}

/// One with a file of their own, until they leave, or the children they adopt are theirs.
fn assessed(known: &Known<'_>, one: &ProspectiveAdopter) -> Option<(String, Option<Date>, lists::Adopter)> {
    let began = [one.gtpa_enquired, one.gtpa_stage_one_began, one.gtpa_stage_two_began, one.gtpa_approved];
    let began = began.into_iter().chain([one.gtpa_matched, one.gtpa_placed, one.gtpa_left]).flatten().min();
    if !known.open_within(began, one.gtpa_left.or(one.gtpa_adopted), 12) {
        return None;
    }
    let past = |on: Option<Date>| day(known.past(on));
    let disabled = one.gtpa_disabled.map_or("Unknown", |yes| if yes { "Yes" } else { "No" });
    let placed = known.past(one.gtpa_placed).and(one.gtpa_children_placed);
    let row = lists::Adopter {
        line: 0,
        adopter: Text::from(crate::numbers::outside(&one.gtpa_adopter_id).as_str()),
        family: Text::from(one.gtpa_family_id.as_str()),
        gender: pick(11, "Gender", &one.gtpa_sex),
        ethnicity: pick(11, "Ethnicity", &one.gtpa_ethnicity),
        disability: pick(11, "Disability", disabled),
        fostering: asked(11, "Is the (prospective) adopter fostering for adoption?", one.gtpa_fostering),
        enquiry: past(one.gtpa_enquired),
        stage1_start: past(one.gtpa_stage_one_began),
        stage1_end: past(one.gtpa_stage_one_ended),
        stage2_start: past(one.gtpa_stage_two_began),
        stage2_end: past(one.gtpa_stage_two_ended),
        submitted: past(one.gtpa_submitted),
        approved: past(one.gtpa_approved),
        matched: past(one.gtpa_matched),
        placed: past(one.gtpa_placed),
        children_placed: placed.and_then(|many| usize::try_from(many).ok()).map(whole).unwrap_or_default(),
        order: past(one.gtpa_adopted),
        left: past(one.gtpa_left),
        left_reason: match known.past(one.gtpa_left) {
            Some(_) => pick(11, "Reason for leaving adoption process", &one.gtpa_left_reason),
            None => Default::default(),
        },
    };
    Some((one.gtpa_adopter_id.to_string(), began, row))
}

/// Those who are known only by a match with a child: of nobody is there an ethnicity, a disability, or a day before the match.
fn matched(known: &Known<'_>) -> Vec<(String, Option<Date>, lists::Adopter)> {
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
