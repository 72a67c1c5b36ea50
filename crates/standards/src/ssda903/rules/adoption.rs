//! Rules about adoption.

use super::shapes::{any, in_part, other_than, pairs, per_row, unreadable};
use super::subject::{Child, Returns};
use crate::reading::Text;
use crate::rules::{Found, Place, Rule, always, child, error};
use crate::ssda903::Ad1;

const ADOPTED: &[&str] =
    &["AD1.DATE_INT", "AD1.DATE_MATCH", "AD1.FOSTER_CARE", "AD1.NB_ADOPTR", "AD1.SEX_ADOPTR", "AD1.LS_ADOPTR"];

pub const RULES: &[Rule<Returns>] = &[
    per_row!("112", "The date of the decision that adoption is best is not a date.", "Write it as dd/mm/yyyy.",
        ad1, |row| unreadable(&row.date_int); AD1.DATE_INT),
    per_row!("113", "The date of matching with adopters is not a date.", "Write it as dd/mm/yyyy.",
        ad1, |row| unreadable(&row.date_match); AD1.DATE_MATCH),
    per_row!("114", "Whether the adopter was the foster carer is not 0 or 1.", "Write 0 or 1.",
        ad1, |row| other_than(&row.foster_care, &["0", "1"]); AD1.FOSTER_CARE),
    per_row!("115", "The date of the decision to place for adoption is not a date.", "Write it as dd/mm/yyyy.",
        placed_adoption, |row| unreadable(&row.date_placed); PlacedAdoption.DATE_PLACED),
    per_row!("116", "The date the decision to place was reversed is not a date.", "Write it as dd/mm/yyyy.",
        placed_adoption, |row| unreadable(&row.date_placed_ceased); PlacedAdoption.DATE_PLACED_CEASED),
    per_row!("119", "The decision to place was reversed without a date, or without a reason.", "Give both, or neither.",
        placed_adoption, |row| row.date_placed_ceased.raw.is_filled() != row.reason_placed_ceased.is_filled();
        PlacedAdoption.REASON_PLACED_CEASED, PlacedAdoption.DATE_PLACED_CEASED),
    per_row!("120", "Why the decision to place was reversed is not a code.", "Use one of RD1 to RD4.",
        placed_adoption, |row| other_than(&row.reason_placed_ceased, &["RD1", "RD2", "RD3", "RD4"]);
        PlacedAdoption.REASON_PLACED_CEASED),
    error(
        "134",
        "A care leaver also has details of an adoption.",
        "Take out the details of the one that is not so.",
        ADOPTED,
        const { &[always(child(adopted_and_left))] },
    ),
    per_row!("151", "Some of the adoption's items are given and some are not.", "Give all six, or none.",
        ad1, |row| in_part(&items(row));
        AD1.DATE_INT, AD1.DATE_MATCH, AD1.FOSTER_CARE, AD1.NB_ADOPTR,
        AD1.SEX_ADOPTR, AD1.LS_ADOPTR),
    per_row!("175", "The number of adopters is not 1 or 2.", "Write 1 or 2.",
        ad1, |row| other_than(&row.nb_adoptr, &["1", "2"]); AD1.NB_ADOPTR),
    per_row!("176", "The sex of the adopters is not a code.", "Use one of M1, F1, MM, FF and MF.",
        ad1, |row| other_than(&row.sex_adoptr, &["M1", "F1", "MM", "FF", "MF"]); AD1.SEX_ADOPTR),
    per_row!("177", "The legal status of the adopters is not a code.", "Use one of L0, L11, L12, L2, L3 and L4.",
        ad1, |row| other_than(&row.ls_adoptr, &["L0", "L11", "L12", "L2", "L3", "L4"]); AD1.LS_ADOPTR),
    pairs!("331", "The child was matched after the episode of the adoption began.", "Correct whichever of the two dates is wrong.",
        ad1, episodes, |row, of, _whole| of.rec.is_any(&["E11", "E12"])
            && row.date_match.value.zip(of.decom.value).is_some_and(|(matched, began)| matched > began);
        AD1.DATE_MATCH; Episodes.DECOM, Episodes.REC),
    per_row!("333", "The child was matched before adoption was decided on.", "Correct whichever of the two dates is wrong.",
        ad1, |row| row.date_match.value.is_some_and(|matched| row.date_int.value.is_none_or(|decided| decided > matched));
        AD1.DATE_INT),
    error(
        "334",
        "Adoption was decided on before care last began.",
        "Correct whichever of the two dates is wrong.",
        &["Episodes.DECOM", "Episodes.RNE", "AD1.DATE_INT"],
        const { &[always(child(decided_before_care))] },
    ),
    pairs!("335", "The placement and whether the adopter was the foster carer disagree.", "Correct whichever of the two is wrong.",
        episodes, ad1, |row, of, _whole| row.rec.is_any(&["E1", "E11", "E12"])
            && ((row.place.is_any(&["A2", "A3", "A5"]) && of.foster_care.is("0"))
                || (row.place.is_any(&["A1", "A4", "A6"]) && of.foster_care.is("1")));
        Episodes.PLACE; AD1.FOSTER_CARE),
];

/// The six values of an adoption.
pub fn items(row: &Ad1) -> [&Text; 6] {
    [&row.date_int.raw, &row.date_match.raw, &row.foster_care, &row.nb_adoptr, &row.sex_adoptr, &row.ls_adoptr]
}

fn adopted_and_left(whole: &Returns, child: &Child, found: &mut Found) {
    let left =
        child.is_known() && whole.rows(child).oc3().iter().any(|row| any(&[&row.in_touch, &row.activ, &row.accom]));
    for row in whole.rows(child).ad1().iter().filter(|row| left && any(&items(row))) {
        let places = ADOPTED.iter().zip(items(row));
        found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
    }
}

fn decided_before_care(whole: &Returns, child: &Child, found: &mut Found) {
    let rows = whole.rows(child);
    let began = rows.episodes().iter().filter(|row| row.rne.is("S") && row.decom.value.is_some());
    // Of several on the latest day the first in the file.
    let Some(last) = began.rev().max_by_key(|row| row.decom.value).filter(|_| child.is_known()) else { return };
    for row in rows.ad1().iter().filter(|row| row.date_int.value.is_some() && row.date_int.value < last.decom.value) {
        found.flag([
            Place::new("Episodes.DECOM", last.line, last.decom.raw.as_str()),
            Place::new("Episodes.RNE", last.line, last.rne.as_str()),
            Place::new("AD1.DATE_INT", row.line, row.date_int.raw.as_str()),
        ]);
    }
}
