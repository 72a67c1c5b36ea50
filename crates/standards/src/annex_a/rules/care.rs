//! Checks of lists 8 and 9: children in care, and those leaving it.

use super::shapes::{before, per_row, years};
use super::subject::Lists;
use crate::rules::Rule;

pub const RULES: &[Rule<Lists>] = &[
    per_row!("AA801" error, "Care ended before it began.", "Correct one of the dates.",
        in_care 8 ["Date Ceased to be Looked After", "Date Started to be Looked After"], |row| before(&row.end, &row.start)),
    per_row!("AA802" error, "There is a day care ended and no reason, or a reason and no day.", "Give both, or neither.",
        in_care 8 ["Date Ceased to be Looked After", "Reason Ceased to be Looked After"],
        |row| row.end.raw.is_filled() != row.end_reason.raw.is_filled()),
    per_row!("AA803" query, "The placement began before care did.", "Check that it is one period of care.",
        in_care 8 ["Start Date of Most Recent Placement", "Date Started to be Looked After"],
        |row| before(&row.placement_start, &row.start)),
    per_row!("AA804" error, "The placement began after care ended.", "Correct one of the dates.",
        in_care 8 ["Start Date of Most Recent Placement", "Date Ceased to be Looked After"],
        |row| before(&row.end, &row.placement_start)),
    per_row!("AA805" error, "The legal status began after care ended.", "Correct one of the dates.",
        in_care 8 ["Start date of current legal status", "Date Ceased to be Looked After"],
        |row| before(&row.end, &row.legal_start)),
    per_row!("AA806" error, "A return interview was accepted that was not offered.", "Correct one of the answers.",
        in_care 8 ["Did the child accept a Return Interview after their last missing episode (Y/N)?", "Was the child offered a Return Interview after their last missing episode (Y/N)?"],
        |row| row.interview_accepted.is("Yes") && !row.interview_offered.is("Yes")),
    per_row!("AA807" error, "The child is in care, and 18 or over.", "Give the day care ended.",
        in_care 8 ["Date of Birth", "Date Ceased to be Looked After"],
        |row, day| row.end.raw.is_blank() && row.born.value.is_some_and(|born| years(born, day) >= 18)),
    per_row!("AA808" query, "The latest review was before care began.", "Check that no later review is missing.",
        in_care 8 ["Date of Latest Statutory Review", "Date Started to be Looked After"],
        |row| before(&row.last_review, &row.start)),
    per_row!("AA901" query, "The young person is not of an age at which services for leaving care are owed.",
        "They are owed from 16 to 25: correct the date of birth, or take the row out.",
        leaving_care 9 ["Date of Birth"],
        |row, day| row.born.value.is_some_and(|born| !(16..=25).contains(&years(born, day)))),
    per_row!("AA902" query, "The authority is in touch, and does not say where the young person lives.",
        "Give the accommodation, and whether it is suitable.",
        leaving_care 9 ["Type of Accommodation", "LA in Touch"],
        |row| row.in_touch.is("Yes") && row.accommodation.raw.is_blank()),
    per_row!("AA903" error, "The accommodation has a type and no suitability, or the other way about.", "Give both.",
        leaving_care 9 ["Type of Accommodation", "Suitability of Accommodation"],
        |row| row.accommodation.raw.is_filled() != row.suitability.raw.is_filled()),
];
