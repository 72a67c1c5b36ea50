//! Adopters by their own files: how far each has come, one row for each time they come.

use super::View;
use crate::Facts;
use crate::tables::ProspectiveAdopter;
use crate::value::Text;
use practice::adoption::{AdopterStep, AdoptersCame};
use practice::people::PersonDetails;

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    let details = view.standing.of_kind::<PersonDetails>().next_back();
    let mut rows: Vec<ProspectiveAdopter> = Vec::new();
    for step in view.standing.of_kind::<AdopterStep>() {
        // Whoever comes again after leaving begins anew.
        if rows.last().is_none_or(|row| row.gtpa_left.is_some()) {
            rows.push(ProspectiveAdopter {
                gtpa_row_id: view.row_of(step.entry.id, "adopter"),
                gtpa_adopter_id: view.id.clone(),
                gtpa_family_id: Text::from(step.entry.id.to_string()),
                gtpa_sex: details.as_ref().map(|one| one.sex.as_str().into()).unwrap_or_default(),
                gtpa_ethnicity: details.as_ref().map(|one| one.ethnicity.as_str().into()).unwrap_or_default(),
                gtpa_fostering: Some(false),
                gtpa_disabled: details.as_ref().and_then(|one| disabled(one)),
                ..ProspectiveAdopter::default()
            });
        }
        if let Some(row) = rows.last_mut() {
            came(row, &step);
        }
    }
    facts.prospective_adopters.extend(rows);
}

/// Empty when nobody has said.
fn disabled(details: &PersonDetails) -> Option<bool> {
    let said = details.disabilities.iter().filter(|code| !code.as_str().is_empty());
    said.map(|code| !code.is(&["NONE"])).reduce(|any, one| any || one)
}

fn came(row: &mut ProspectiveAdopter, step: &AdopterStep) {
    let on = Some(step.on.date);
    match &step.what {
        AdoptersCame::Enquired => row.gtpa_enquired = on,
        AdoptersCame::StageOneBegan => row.gtpa_stage_one_began = on,
        AdoptersCame::StageOneEnded => row.gtpa_stage_one_ended = on,
        AdoptersCame::StageTwoBegan => row.gtpa_stage_two_began = on,
        AdoptersCame::Submitted => row.gtpa_submitted = on,
        AdoptersCame::Approved => (row.gtpa_stage_two_ended, row.gtpa_approved) = (on, on),
        AdoptersCame::Matched { fostering } => {
            (row.gtpa_matched, row.gtpa_fostering) = (on, Some(*fostering));
        }
        AdoptersCame::Placed { children } => {
            (row.gtpa_placed, row.gtpa_children_placed) = (on, i32::try_from(*children).ok());
        }
        AdoptersCame::Adopted => row.gtpa_adopted = on,
        AdoptersCame::Left { reason } => {
            (row.gtpa_left, row.gtpa_left_reason) = (on, reason.as_str().into());
        }
    }
}
