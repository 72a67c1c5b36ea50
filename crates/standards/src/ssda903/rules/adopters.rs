//! Rules about who adopted a child: their number, their sex and their legal status together.

use super::shapes::per_row;
use super::subject::Returns;
use crate::rules::Rule;

/// A legal status that goes with some codes of sex only.
macro_rules! status {
    ($number:literal, $words:literal, $status:literal, $sexes:expr) => {
        per_row!($number, $words, "Correct whichever of the two is wrong.",
            ad1, |row| row.ls_adoptr.is($status) && !row.sex_adoptr.is_any($sexes); AD1.LS_ADOPTR, AD1.SEX_ADOPTR)
    };
}

pub const RULES: &[Rule<Returns>] = &[
    per_row!("511", "There are two adopters, and the sex is that of one.", "Correct whichever of the two is wrong.",
        ad1, |row| row.nb_adoptr.is("2") && row.sex_adoptr.is_any(&["M1", "F1"]); AD1.NB_ADOPTR, AD1.SEX_ADOPTR),
    status!("514", "A single adopter has not the sex of one.", "L0", &["M1", "F1"]),
    status!("517", "Adopters of legal status L3 are not a man and a woman.", "L3", &["MF"]),
    status!("518", "Adopters of legal status L4 are not of one sex.", "L4", &["MM", "FF"]),
    status!("519", "Adopters in a civil partnership are not a couple.", "L2", &["MM", "FF", "MF"]),
    status!("520", "Adopters married as a man and a woman are not.", "L11", &["MF"]),
    status!("524", "Adopters married as a couple of one sex are not.", "L12", &["MM", "FF"]),
];
