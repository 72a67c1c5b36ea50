//! Checks of lists 5 and 7: enquiries, conferences and child protection plans.

use super::shapes::{before, per_child, per_row, years};
use super::subject::{Lists, Rows};
use crate::annex_a::Row as _;
use crate::rules::{Found, Rule};

pub const RULES: &[Rule<Lists>] = &[
    per_row!("AA501" error, "The conference was before the enquiry began.", "Correct one of the dates.",
        enquiries 5 ["Date of Initial Child Protection Conference", "Strategy discussion initiating Section 47 Enquiry Start Date"],
        |row| before(&row.conference, &row.start)),
    per_row!("AA502" error, "A conference was not needed, and has a date.", "Take the date out, or correct the answer.",
        enquiries 5 ["Was an Initial Child Protection Conference deemed unnecessary?", "Date of Initial Child Protection Conference"],
        |row| row.no_conference.is("Yes") && row.conference.raw.is_filled()),
    per_row!("AA503" error, "There was a conference, and no answer whether it led to a plan.", "Say what it decided.",
        enquiries 5 ["Did the Initial Child Protection Conference Result in a Child Protection Plan", "Date of Initial Child Protection Conference"],
        |row| row.conference.value.is_some() && row.led_to_plan.raw.is_blank()),
    per_row!("AA504" error, "A conference that has no date led to a plan.", "Give the date of the conference.",
        enquiries 5 ["Date of Initial Child Protection Conference", "Did the Initial Child Protection Conference Result in a Child Protection Plan"],
        |row| row.conference.raw.is_blank() && row.led_to_plan.is("Yes")),
    per_row!("AA701" error, "A child protection plan has no start date.", "Give the day the conference decided on it.",
        plans 7 ["Child Protection Plan Start Date"], |row| row.start.raw.is_blank()),
    per_row!("AA702" error, "The plan ended before it began.", "Correct one of the dates.",
        plans 7 ["Child Protection Plan End Date", "Child Protection Plan Start Date"], |row| before(&row.end, &row.start)),
    per_row!("AA703" error, "The review was before the plan began.", "Correct one of the dates.",
        plans 7 ["Date of latest review conference", "Child Protection Plan Start Date"],
        |row| before(&row.last_review, &row.start)),
    per_row!("AA704" query, "The latest visit was before the plan began.", "Check that no later visit is missing.",
        plans 7 ["Date of the Last Statutory Visit", "Child Protection Plan Start Date"],
        |row| before(&row.last_visit, &row.start)),
    per_row!("AA705" error, "The plan began when the child was 18 or over.", "Correct the date of birth, or the date.",
        plans 7 ["Child Protection Plan Start Date", "Date of Birth"],
        |row| row.born.value.zip(row.start.value).is_some_and(|(born, start)| years(born, start) >= 18)),
    per_child!("AA706" error, "A child has two plans at the same time.", "End the earlier plan, or take one out.",
        ["List 7.Child Protection Plan Start Date", "List 7.Child Protection Plan End Date"], needs [], overlapping),
];

fn overlapping(rows: Rows<'_>, found: &mut Found) {
    let mut plans: Vec<_> = rows.plans().filter_map(|row| row.start.value.map(|start| (start, row))).collect();
    plans.sort_by_key(|(start, _)| *start);
    for pair in plans.windows(2) {
        let [(_, one), (start, other)] = pair else { continue };
        if one.end.raw.is_blank() || one.end.value.is_some_and(|end| end > *start) {
            let end = one.place("Child Protection Plan End Date");
            found.flag([other.place("Child Protection Plan Start Date"), end]);
        }
    }
}
