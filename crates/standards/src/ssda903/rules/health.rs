//! Rules about health and wellbeing.

use super::shapes::{all_year, any, before, birthday, first, flag, other_than, per_row, rule, years_on};
use super::subject::{Child, Look, Returns};
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
    ($number:literal, $words:literal, $remedy:literal, |$whole:ident, $child:ident, $row:ident| $flag:expr; $($of:ident . $field:ident),+) => {{
        fn check($whole: &Returns, $child: &Child, found: &mut Found) {
            for $row in $whole.rows($child).oc2() {
                if $flag {
                    flag!(found; $row => $($field)+);
                }
            }
        }
        error($number, $words, $remedy, &[$(concat!(stringify!($of), ".", stringify!($field))),+], const { &[always(child(check))] })
            .needing(&["Episodes"])
    }};
}

pub const RULES: &[Rule<Returns>] = &[
    with_episodes!("157", "The reason for no score is age, and the child is of the age for one.", "Give the score, or the reason there is none.",
        |whole, child, row| row.sdq_score.raw.is_blank() && row.sdq_reason.is("SDQ1")
            && row.dob.value.is_some_and(|born| years_on(born, 4) <= whole.start && years_on(born, 16) >= whole.end)
            && all_year(whole, child); OC2.SDQ_REASON, OC2.DOB),
    per_row!("158", "Help was received, and whether it was offered is filled in.", "Leave the offer blank.",
        oc2, |row| row.intervention_received.is("1") && row.intervention_offered.is_filled();
        OC2.INTERVENTION_RECEIVED, OC2.INTERVENTION_OFFERED),
    per_row!("159", "No help was received, and whether it was offered is blank.", "Say whether help was offered.",
        oc2, |row| row.substance_misuse.is("1") && row.intervention_received.is("0") && row.intervention_offered.is_blank();
        OC2.SUBSTANCE_MISUSE, OC2.INTERVENTION_RECEIVED,
        OC2.INTERVENTION_OFFERED),
    per_row!("180", "The score is not a whole number from 0 to 40.", "Write the total score.",
        oc2, |row| row.sdq_score.raw.is_filled() && !score(row.sdq_score.raw.as_str()); OC2.SDQ_SCORE),
    error("181", "An item of health is not 0 or 1.", "Write 0 or 1.", ITEMS, const { &[always(child(not_yes_or_no))] }),
    error(
        "182",
        "One of the four items every child has is blank, and others are filled in.",
        "Give immunisations, teeth, health assessment and substance misuse, or leave all blank.",
        ITEMS,
        const { &[always(child(core_missing))] },
    ),
    with_episodes!("185", "A child not looked after all year has a score.", "Take the score out, or correct the episodes.",
        |whole, child, row| row.sdq_score.raw.is_filled() && !all_year(whole, child); OC2.SDQ_SCORE),
    with_episodes!("186", "A child looked after all year has neither a score nor a reason for none.", "Give one of them.",
        |whole, child, row| neither(row)
            && row.dob.value.is_some_and(|born| years_on(born, 4) <= whole.start && years_on(born, 17) > whole.end)
            && all_year(whole, child); OC2.SDQ_SCORE),
    per_row!("188", "A child under four at the end of the year has a score, or a reason for none.", "Leave both blank.",
        oc2, |row, whole| !neither(row) && row.dob.value.is_some_and(|born| years_on(born, 4) > whole.end);
        OC2.SDQ_SCORE, OC2.SDQ_REASON),
    per_row!("189", "A young person of 17 before the year began has a score, or a reason for none.", "Leave both blank.",
        oc2, |row, whole| !neither(row) && row.dob.value.is_some_and(|born| years_on(born, 17) < whole.start);
        OC2.DOB, OC2.SDQ_SCORE, OC2.SDQ_REASON),
    rule!(
        "191",
        "A child looked after all year has not all four items of health every child has.",
        "Give all four.",
        [OC2.IMMUNISATIONS, OC2.TEETH_CHECK, OC2.HEALTH_ASSESSMENT, OC2.SUBSTANCE_MISUSE, Episodes.CHILD],
        core_missing_all_year
    )
    .needing(&["OC2"]),
    per_row!("542", "A child of under 10 has a conviction, or that there is none.", "Leave it blank.",
        oc2, |row, whole| row.convicted.is_filled() && before(Some(whole.end), birthday(&row.dob, 10)); OC2.CONVICTED),
    with_episodes!("543", "Whether a child of over 10 looked after all year was convicted is missing.", "Write 0 or 1.",
        |whole, child, row| row.convicted.is_blank() && before(birthday(&row.dob, 10), Some(whole.end)) && all_year(whole, child);
        OC2.DOB, OC2.CONVICTED),
    per_row!("544", "The child was convicted, and items of health that every child has are blank.", "Give all four.",
        oc2, |row| row.convicted.is("1") && items(row)[..4].iter().any(|item| item.is_blank());
        OC2.CONVICTED, OC2.IMMUNISATIONS, OC2.TEETH_CHECK, OC2.HEALTH_ASSESSMENT, OC2.SUBSTANCE_MISUSE),
    with_episodes!("545", "The development checks of a child of under 5 looked after all year are missing.", "Write 0 or 1.",
        |whole, child, row| row.health_check.is_blank() && before(Some(whole.end), birthday(&row.dob, 5)) && all_year(whole, child);
        OC2.DOB, OC2.HEALTH_CHECK),
    with_episodes!("546", "A child of 5 or over has development checks.", "Leave them blank.",
        |whole, child, row| row.health_check.is_filled() && birthday(&row.dob, 5).is_some_and(|day| day <= whole.end) && all_year(whole, child);
        OC2.DOB, OC2.HEALTH_CHECK),
    per_row!("547", "Development checks are up to date, and items of health that every child has are blank.", "Give all four.",
        oc2, |row| row.health_check.is("1") && items(row)[..4].iter().any(|item| item.is_blank());
        OC2.HEALTH_CHECK, OC2.IMMUNISATIONS, OC2.TEETH_CHECK, OC2.HEALTH_ASSESSMENT, OC2.SUBSTANCE_MISUSE),
    error(
        "190",
        "A child not looked after all year has items of health.",
        "Take them out, or correct the episodes.",
        ITEMS,
        const { &[always(child(not_all_year))] },
    ),
    per_row!("192", "Substances were misused, and whether help was received is blank.", "Say whether help was received.",
        oc2, |row| row.substance_misuse.is("1") && row.intervention_received.is_blank();
        OC2.SUBSTANCE_MISUSE, OC2.INTERVENTION_RECEIVED),
    per_row!("193", "Help with substances is filled in, and none were misused.", "Leave help blank, or say that they were.",
        oc2, |row| !other_than(&row.substance_misuse, &["0"]) && any(&[&row.intervention_received, &row.intervention_offered]);
        OC2.SUBSTANCE_MISUSE, OC2.INTERVENTION_RECEIVED,
        OC2.INTERVENTION_OFFERED),
    per_row!("196", "The reason for no score is not a code.", "Use one of SDQ1 to SDQ5.",
        oc2, |row| other_than(&row.sdq_reason, &["SDQ1", "SDQ2", "SDQ3", "SDQ4", "SDQ5"]); OC2.SDQ_REASON),
    per_row!("197a", "There is a score, and a reason for none.", "Take one of them out.",
        oc2, |row| row.sdq_score.raw.is_filled() && row.sdq_reason.is_filled();
        OC2.SDQ_SCORE, OC2.SDQ_REASON),
    with_episodes!("197B", "In the year a child turns 4 or 17 there is neither a score nor a reason for none.", "Give one of them.",
        |whole, child, row| neither(row)
            && row.dob.value.is_some_and(|born| [4, 17].iter().any(|age| (whole.start..=whole.end).contains(&years_on(born, *age))))
            && all_year(whole, child); OC2.SDQ_REASON, OC2.DOB),
    with_episodes!("198", "A child not looked after all year has a reason for no score.", "Take it out, or correct the episodes.",
        |whole, child, row| row.sdq_reason.is_filled() && !all_year(whole, child); OC2.SDQ_REASON),
];

fn neither(row: &Oc2) -> bool {
    row.sdq_score.raw.is_blank() && row.sdq_reason.is_blank()
}

/// A number that is whole, from 0 to 40, however it is written.
fn score(text: &str) -> bool {
    text.trim().parse::<f64>().is_ok_and(|number| number.fract() == 0.0 && (0.0..=40.0).contains(&number))
}

/// The eight items of a row.
pub fn items(row: &Oc2) -> [&Text; 8] {
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
fn flag_items(row: &Oc2, found: &mut Found, such: impl Fn(&Text) -> bool) {
    let places = ITEMS.iter().zip(items(row)).filter(|(_, text)| such(text));
    found.flag(places.map(|(field, text)| Place::new(field, row.line, text.as_str())));
}

fn not_yes_or_no(whole: &Returns, child: &Child, found: &mut Found) {
    let wrong = |text: &Text| other_than(text, &["0", "1"]);
    for row in whole.rows(child).oc2().iter().filter(|row| items(row).into_iter().any(wrong)) {
        flag_items(row, found, wrong);
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

fn core_missing_all_year(at: Look, found: &mut Found) {
    if !all_year(at.whole, at.child) {
        return;
    }
    if at.this.oc2().is_empty() {
        first(at.this.episodes()).into_iter().for_each(|row| flag!(found; row => CHILD));
    }
    let incomplete = at.this.oc2().iter().filter(|row| items(row)[..4].iter().any(|item| item.is_blank()));
    incomplete.for_each(|row| flag!(found; row => IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE));
}

fn not_all_year(whole: &Returns, child: &Child, found: &mut Found) {
    if whole.this().episodes.is_none() || all_year(whole, child) {
        return;
    }
    for row in whole.rows(child).oc2().iter().filter(|row| any(&items(row))) {
        flag_items(row, found, Text::is_filled);
    }
}
