//! Rules about health and wellbeing.

use super::shapes::{all_year, any, other_than, per_row, years_on};
use super::subject::{Child, Returns};
use crate::reading::Text;
use crate::rules::{Found, Place, Rule, always, child, error};
use crate::ssda903::Oc2;

/// The eight items beside the questionnaire, the four that every child has first.
const ITEMS: &[&str] = &[
    "OC2.IMMUNISATIONS",
    "OC2.TEETH_CHECK",
    "OC2.HEALTH_ASSESSMENT",
    "OC2.SUBSTANCE_MISUSE",
    "OC2.CONVICTED",
    "OC2.HEALTH_CHECK",
    "OC2.INTERVENTION_RECEIVED",
    "OC2.INTERVENTION_OFFERED",
];

/// A rule over each row that needs the child's episodes as well: without that table it finds nothing.
macro_rules! with_episodes {
    ($number:literal, $words:literal, $remedy:literal, |$whole:ident, $child:ident, $row:ident| $flag:expr; $($name:literal $field:ident),+) => {{
        fn check($whole: &Returns, $child: &Child, found: &mut Found) {
            use crate::reading::Held as _;
            if $whole.this().episodes.is_none() {
                return;
            }
            for $row in $whole.rows($child).oc2() {
                if $flag {
                    found.flag([$(Place::new($name, $row.line, $row.$field.raw().as_str())),+]);
                }
            }
        }
        error($number, $words, $remedy, &[$($name),+], const { &[always(child(check))] })
    }};
}

pub const RULES: &[Rule<Returns>] = &[
    with_episodes!("157", "The reason for no score is age, and the child is of the age for one.", "Give the score, or the reason there is none.",
        |whole, child, row| row.sdq_score.raw.is_blank() && row.sdq_reason.is("SDQ1")
            && row.dob.value.is_some_and(|born| years_on(born, 4) <= whole.start && years_on(born, 16) >= whole.end)
            && all_year(whole, child); "OC2.SDQ_REASON" sdq_reason, "OC2.DOB" dob),
    per_row!("158", "Help was received, and whether it was offered is filled in.", "Leave the offer blank.",
        oc2, |row| row.intervention_received.is("1") && row.intervention_offered.is_filled();
        "OC2.INTERVENTION_RECEIVED" intervention_received, "OC2.INTERVENTION_OFFERED" intervention_offered),
    per_row!("159", "No help was received, and whether it was offered is blank.", "Say whether help was offered.",
        oc2, |row| row.substance_misuse.is("1") && row.intervention_received.is("0") && row.intervention_offered.is_blank();
        "OC2.SUBSTANCE_MISUSE" substance_misuse, "OC2.INTERVENTION_RECEIVED" intervention_received,
        "OC2.INTERVENTION_OFFERED" intervention_offered),
    per_row!("180", "The score is not a whole number from 0 to 40.", "Write the total score.",
        oc2, |row| row.sdq_score.raw.is_filled() && !score(row.sdq_score.raw.as_str()); "OC2.SDQ_SCORE" sdq_score),
    error("181", "An item of health is not 0 or 1.", "Write 0 or 1.", ITEMS, const { &[always(child(not_yes_or_no))] }),
    error(
        "182",
        "One of the four items every child has is blank, and others are filled in.",
        "Give immunisations, teeth, health assessment and substance misuse, or leave all blank.",
        ITEMS,
        const { &[always(child(core_missing))] },
    ),
    with_episodes!("185", "A child not looked after all year has a score.", "Take the score out, or correct the episodes.",
        |whole, child, row| row.sdq_score.raw.is_filled() && !all_year(whole, child); "OC2.SDQ_SCORE" sdq_score),
    with_episodes!("186", "A child looked after all year has neither a score nor a reason for none.", "Give one of them.",
        |whole, child, row| neither(row)
            && row.dob.value.is_some_and(|born| years_on(born, 4) <= whole.start && years_on(born, 17) > whole.end)
            && all_year(whole, child); "OC2.SDQ_SCORE" sdq_score),
    per_row!("188", "A child under four at the end of the year has a score, or a reason for none.", "Leave both blank.",
        oc2, |row, whole| !neither(row) && row.dob.value.is_some_and(|born| years_on(born, 4) > whole.end);
        "OC2.SDQ_SCORE" sdq_score, "OC2.SDQ_REASON" sdq_reason),
    per_row!("189", "A young person of 17 before the year began has a score, or a reason for none.", "Leave both blank.",
        oc2, |row, whole| !neither(row) && row.dob.value.is_some_and(|born| years_on(born, 17) < whole.start);
        "OC2.DOB" dob, "OC2.SDQ_SCORE" sdq_score, "OC2.SDQ_REASON" sdq_reason),
    error(
        "190",
        "A child not looked after all year has items of health.",
        "Take them out, or correct the episodes.",
        ITEMS,
        const { &[always(child(not_all_year))] },
    ),
    per_row!("192", "Substances were misused, and whether help was received is blank.", "Say whether help was received.",
        oc2, |row| row.substance_misuse.is("1") && row.intervention_received.is_blank();
        "OC2.SUBSTANCE_MISUSE" substance_misuse, "OC2.INTERVENTION_RECEIVED" intervention_received),
    per_row!("193", "Help with substances is filled in, and none were misused.", "Leave help blank, or say that they were.",
        oc2, |row| !other_than(&row.substance_misuse, &["0"]) && any(&[&row.intervention_received, &row.intervention_offered]);
        "OC2.SUBSTANCE_MISUSE" substance_misuse, "OC2.INTERVENTION_RECEIVED" intervention_received,
        "OC2.INTERVENTION_OFFERED" intervention_offered),
    per_row!("196", "The reason for no score is not a code.", "Use one of SDQ1 to SDQ5.",
        oc2, |row| other_than(&row.sdq_reason, &["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"]); "OC2.SDQ_REASON" sdq_reason),
    per_row!("197a", "There is a score, and a reason for none.", "Take one of them out.",
        oc2, |row| row.sdq_score.raw.is_filled() && row.sdq_reason.is_filled();
        "OC2.SDQ_SCORE" sdq_score, "OC2.SDQ_REASON" sdq_reason),
    with_episodes!("197B", "In the year a child turns 4 or 17 there is neither a score nor a reason for none.", "Give one of them.",
        |whole, child, row| neither(row)
            && row.dob.value.is_some_and(|born| [4, 17].iter().any(|age| (whole.start..=whole.end).contains(&years_on(born, *age))))
            && all_year(whole, child); "OC2.SDQ_REASON" sdq_reason, "OC2.DOB" dob),
    with_episodes!("198", "A child not looked after all year has a reason for no score.", "Take it out, or correct the episodes.",
        |whole, child, row| row.sdq_reason.is_filled() && !all_year(whole, child); "OC2.SDQ_REASON" sdq_reason),
];

fn neither(row: &Oc2) -> bool {
    row.sdq_score.raw.is_blank() && row.sdq_reason.is_blank()
}

/// A number that is whole, from 0 to 40, however it is written.
fn score(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(|number| number.fract() == 0.0 && (0.0..=40.0).contains(&number))
}

fn items(row: &Oc2) -> [&Text; 8] {
    [
        &row.immunisations,
        &row.teeth_check,
        &row.health_assessment,
        &row.substance_misuse,
        &row.convicted,
        &row.health_check,
        &row.intervention_received,
        &row.intervention_offered,
    ]
}

/// Flags the items of a row that are such.
fn flag(row: &Oc2, found: &mut Found, such: impl Fn(&Text) -> bool) {
    let places = ITEMS.iter().zip(items(row)).filter(|(_, text)| such(text));
    found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
}

fn not_yes_or_no(whole: &Returns, child: &Child, found: &mut Found) {
    let wrong = |text: &Text| other_than(text, &["0", "1"]);
    for row in whole.rows(child).oc2().iter().filter(|row| items(row).into_iter().any(wrong)) {
        flag(row, found, wrong);
    }
}

fn core_missing(whole: &Returns, child: &Child, found: &mut Found) {
    for row in whole.rows(child).oc2() {
        let (core, others) = (&items(row)[..4], &items(row)[4..]);
        if core.iter().any(|text| text.is_blank()) && any(others) {
            let places = ITEMS.iter().zip(core).filter(|(_, text)| text.is_blank());
            found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
        }
    }
}

fn not_all_year(whole: &Returns, child: &Child, found: &mut Found) {
    if whole.this().episodes.is_none() || all_year(whole, child) {
        return;
    }
    for row in whole.rows(child).oc2().iter().filter(|row| any(&items(row))) {
        flag(row, found, Text::is_filled);
    }
}
