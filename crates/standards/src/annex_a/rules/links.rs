//! Checks of one child on several lists.

use std::collections::HashSet;

use super::shapes::per_child;
use super::subject::{Lists, Rows};
use crate::annex_a::Row as _;
use crate::reading::Text;
use crate::rules::{Found, Rule, always, query, whole};

pub const RULES: &[Rule<Lists>] = &[
    per_child!("AA451" query, "The assessment is open, and the child is not on list 6.", "Add the child to list 6.",
    ["List 4.Child Unique ID"], needs ["List 6"], |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.assessments().find(|row| row.authorised.raw.is_blank())
            && rows.in_need().next().is_none()
        {
            found.flag([row.place("Child Unique ID")]);
        }
    }),
    per_child!("AA551" error, "A conference led to a plan, and the child is not on list 7.", "Add the plan, or correct the answer.",
    ["List 5.Did the Initial Child Protection Conference Result in a Child Protection Plan"], needs ["List 7"],
    |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.enquiries().find(|row| row.led_to_plan.is("Yes")) && rows.plans().next().is_none() {
            found.flag([row.place("Did the Initial Child Protection Conference Result in a Child Protection Plan")]);
        }
    }),
    per_child!("AA651" error, "The case status is looked after, and the child is not in care on list 8.",
    "Add the child to list 8, or correct the status.", ["List 6.Case Status"], needs ["List 8"],
    |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.in_need().find(|row| row.status.is("Looked after child"))
            && !in_care(rows)
        {
            found.flag([row.place("Case Status")]);
        }
    }),
    per_child!("AA652" error, "The case status is a child protection plan, and no plan is open on list 7.",
    "Add the plan to list 7, or correct the status.", ["List 6.Case Status"], needs ["List 7"],
    |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.in_need().find(|row| row.status.is("Child Protection plan"))
            && !planned(rows)
        {
            found.flag([row.place("Case Status")]);
        }
    }),
    per_child!("AA653" error, "The child is in care, and the case status on list 6 is another.",
    "Make the status looked after: the highest that is open.", ["List 6.Case Status"], needs ["List 8"],
    |rows: Rows<'_>, found: &mut Found| {
        if in_care(rows)
            && let Some(row) = rows.in_need().find(|row| row.status.value.is_some() && !row.status.is("Looked after child"))
        {
            found.flag([row.place("Case Status")]);
        }
    }),
    per_child!("AA654" error, "The child has a plan, and the case status on list 6 is a lower one.",
    "Make the status child protection plan: the highest that is open.", ["List 6.Case Status"], needs ["List 7", "List 8"],
    |rows: Rows<'_>, found: &mut Found| {
        let lower = ["Child in need plan", "Open assessment", "Closed episode"];
        if planned(rows)
            && !in_care(rows)
            && let Some(row) = rows.in_need().find(|row| lower.contains(&row.status.code()))
        {
            found.flag([row.place("Case Status")]);
        }
    }),
    per_child!("AA751" error, "The child has a plan, and is not on list 6.", "Add the child to list 6.",
    ["List 7.Child Unique ID"], needs ["List 6"], |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.plans().next() && rows.in_need().next().is_none() {
            found.flag([row.place("Child Unique ID")]);
        }
    }),
    per_child!("AA851" error, "The child is in care, and is not on list 6.", "Add the child to list 6.",
    ["List 8.Child Unique ID"], needs ["List 6"], |rows: Rows<'_>, found: &mut Found| {
        if let Some(row) = rows.in_care().next() && rows.in_need().next().is_none() {
            found.flag([row.place("Child Unique ID")]);
        }
    }),
    per_child!("AA951" error, "A young person who has left care is in care on list 8.",
    "Correct the category, or give the day care ended: only an eligible child is still in care.",
    ["List 9.Eligibility Category", "List 8.Date Ceased to be Looked After"], needs ["List 8"],
    |rows: Rows<'_>, found: &mut Found| {
        let left = rows.leaving_care().find(|row| row.eligibility.value.is_some() && !row.eligibility.is("Eligible child"));
        let care = rows.in_care().find(|row| row.end.raw.is_blank());
        if let (Some(left), Some(care)) = (left, care) {
            found.flag([left.place("Eligibility Category"), care.place("Date Ceased to be Looked After")]);
        }
    }),
    query(
        "AA1051",
        "The child is placed with a family of which no adopter is on list 11.",
        "Add the adopters to list 11, or correct the family's number.",
        &["List 10.Family identifier"],
        &[always(whole(adopters_of))],
    )
    .needing(&["List 11"]),
];

fn in_care(rows: Rows<'_>) -> bool {
    rows.in_care().any(|row| row.end.raw.is_blank())
}

fn planned(rows: Rows<'_>) -> bool {
    rows.plans().any(|row| row.end.raw.is_blank())
}

fn adopters_of(lists: &Lists, found: &mut Found) {
    let families: HashSet<&Text> = lists.adopters().iter().map(|row| &row.family).collect();
    for row in lists.adoptions() {
        if row.placed.value.is_some() && row.family.is_filled() && !families.contains(&row.family) {
            found.flag_child(Some(row.child.as_str()), [row.place("Family identifier")]);
        }
    }
}
