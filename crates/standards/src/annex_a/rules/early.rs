//! Checks of lists 1 to 4: contacts, early help, referrals and assessments.

use super::shapes::{before, per_row};
use super::subject::Lists;
use crate::rules::Rule;

pub const RULES: &[Rule<Lists>] = &[
    per_row!("AA201" error, "The assessment was completed before it began.", "Correct one of the dates.",
        early_help 2 ["Assessment completion date", "Assessment start date"], |row| before(&row.completed, &row.start)),
    per_row!("AA401" error, "The assessment was authorised before it began.", "Correct one of the dates.",
        assessments 4 ["Continuous Assessment Date of Authorisation", "Continuous Assessment Start Date"],
        |row| before(&row.authorised, &row.start)),
    per_row!("AA402" error, "The assessment is authorised, and does not say whether the child needs support.",
        "Say what the assessment came to.",
        assessments 4 ["Was the child assessed as requiring LA children's social care support?", "Continuous Assessment Date of Authorisation"],
        |row| row.authorised.value.is_some() && row.support.raw.is_blank()),
    per_row!("AA403" error, "The assessment is still open, and says what it came to.",
        "Add the date it was authorised, or take the outcome out.",
        assessments 4 ["Was the child assessed as requiring LA children's social care support?", "Continuous Assessment Date of Authorisation"],
        |row| row.authorised.raw.is_blank() && row.support.raw.is_filled()),
    per_row!("AA404" query, "The assessment is authorised and the child was not seen.",
        "Check that this is so; say why in the record.",
        assessments 4 ["Child Seen During Continuous Assessment", "Continuous Assessment Date of Authorisation"],
        |row| row.authorised.value.is_some() && row.seen.is("No")),
];
