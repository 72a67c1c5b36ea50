//! Checks of lists 10 and 11: children whose plan is adoption, and adopters.

use super::shapes::{before, per_row};
use super::subject::Lists;
use crate::rules::Rule;

pub const RULES: &[Rule<Lists>] = &[
    per_row!("AA1001" error, "The decision for adoption was before the child entered care.", "Correct one of the dates.",
        adoptions 10 ["Date of Decision that Child Should be Placed for Adoption", "Date the Child Entered Care"],
        |row| before(&row.decision, &row.entered_care)),
    per_row!("AA1002" error, "The child was placed before being matched.", "Correct one of the dates.",
        adoptions 10 ["Date Placed for Adoption", "Date of Matching Child and Prospective Adopters"],
        |row| before(&row.placed, &row.matched)),
    per_row!("AA1003" error, "The adoption order was before the child was placed.", "Correct one of the dates.",
        adoptions 10 ["Date of Adoption Order", "Date Placed for Adoption"], |row| before(&row.order, &row.placed)),
    per_row!("AA1004" error, "The decision was reversed without a reason, or a reason is given and no date.",
        "Give both, or neither.",
        adoptions 10 ["Date of Decision that Child Should No Longer be Placed for Adoption", "Reason Why Child No Longer Placed for Adoption"],
        |row| row.reversed.raw.is_filled() != row.reversed_reason.raw.is_filled()),
    per_row!("AA1005" error, "The decision was reversed before it was made.", "Correct one of the dates.",
        adoptions 10 ["Date of Decision that Child Should No Longer be Placed for Adoption", "Date of Decision that Child Should be Placed for Adoption"],
        |row| before(&row.reversed, &row.decision)),
    per_row!("AA1006" error, "The decision was reversed, and the child is adopted.", "Take one of the dates out.",
        adoptions 10 ["Date of Adoption Order", "Date of Decision that Child Should No Longer be Placed for Adoption"],
        |row| row.order.value.is_some() && row.reversed.value.is_some()),
    per_row!("AA1101" error, "A stage ended before it began.", "Correct one of the dates.",
        adopters 11 ["Date Stage 1 ended", "Date Stage 1 started", "Date Stage 2 ended", "Date Stage 2 started"],
        |row| before(&row.stage1_end, &row.stage1_start) || before(&row.stage2_end, &row.stage2_start)),
    per_row!("AA1102" error, "Stage 2 began before stage 1 ended.", "Correct one of the dates.",
        adopters 11 ["Date Stage 2 started", "Date Stage 1 ended"], |row| before(&row.stage2_start, &row.stage1_end)),
    per_row!("AA1103" error, "The adopter left without a reason, or a reason is given and no date.", "Give both, or neither.",
        adopters 11 ["Date of leaving adoption process", "Reason for leaving adoption process"],
        |row| row.left.raw.is_filled() != row.left_reason.raw.is_filled()),
    per_row!("AA1104" error, "The application was approved before it was submitted.", "Correct one of the dates.",
        adopters 11 ["Date application approved", "Date application submitted"], |row| before(&row.approved, &row.submitted)),
    per_row!("AA1105" error, "Children were placed before the adopter was matched with them.", "Correct one of the dates.",
        adopters 11 ["Date child/children placed with adopter(s)", "Date adopter matched with child(ren)"],
        |row| before(&row.placed, &row.matched)),
    per_row!("AA1106" query, "Children were placed and are not counted.", "Say how many.",
        adopters 11 ["No. of children placed", "Date child/children placed with adopter(s)"],
        |row| row.placed.value.is_some() && row.children_placed.value.is_none_or(|number| number == 0)),
];
