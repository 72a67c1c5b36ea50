//! Rules about reviews.

use super::shapes::{per_row, years_on};
use super::subject::Returns;
use crate::rules::Rule;

pub const RULES: &[Rule<Returns>] = &[
    per_row!("166", "The date of the review is missing or is not a date.", "Write the date of the review as dd/mm/yyyy.",
        reviews, |row| row.review.value.is_none(); Reviews.REVIEW),
    per_row!("167", "How the child took part in the review is not a code, or there is no review.", "Use one of PN0 to PN7 for each review.",
        reviews, |row| if row.review.raw.is_filled() {
            !row.review_code.is_any(&["PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"])
        } else {
            row.review_code.is_filled()
        }; Reviews.REVIEW_CODE),
    per_row!("440", "A child of over four is said to be under four at the review.", "Use one of PN1 to PN7.",
        reviews, |row| row.review_code.is("PN0")
            && row.review.value.zip(row.dob.value).is_some_and(|(held, born)| held > years_on(born, 4));
        Reviews.DOB, Reviews.REVIEW, Reviews.REVIEW_CODE),
    per_row!("441", "A child of under four is said to have taken part in the review.", "Use PN0.",
        reviews, |row| row.review_code.is_any(&["PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"])
            && row.review.value.zip(row.dob.value).is_some_and(|(held, born)| held < years_on(born, 4));
        Reviews.DOB, Reviews.REVIEW, Reviews.REVIEW_CODE),
];
