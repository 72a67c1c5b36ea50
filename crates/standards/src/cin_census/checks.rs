//! What contradicts itself within one child: dates in the wrong order, codes that cannot stand together.

use jiff::civil::Date;

use super::fault::{Faults, Place};
use super::rows::{Cell, Child, Field, value};

/// A dated cell and the element it stands in.
pub(super) struct Dated<'a> {
    pub cell: &'a Cell<Date>,
    pub day: Date,
    pub path: &'a str,
}

impl<'a> Dated<'a> {
    pub fn of(field: &'a Field<Date>, path: &'a str) -> Option<Dated<'a>> {
        field.as_ref().and_then(|cell| Dated::at(cell, path))
    }

    pub fn at(cell: &'a Cell<Date>, path: &'a str) -> Option<Dated<'a>> {
        cell.value.map(|day| Dated { cell, day, path })
    }

    pub fn place(&self) -> Place {
        place(self.cell.line, self.path)
    }
}

pub(super) fn place(line: u32, path: &str) -> Place {
    Place { line, element: path.to_string() }
}

/// Warns at `second` when it lies before `first`. Says nothing when either is not there.
pub(super) fn in_order(first: Option<Dated<'_>>, second: Option<Dated<'_>>, faults: &mut Faults) {
    let (Some(first), Some(second)) = (first, second) else { return };
    if second.day < first.day {
        let message =
            format!("{} is before {}, {} on line {}.", second.day, name(first.path), first.day, first.cell.line);
        faults.warn(&second.place(), &second.cell.raw, message, "Correct whichever of the two dates is wrong.");
    }
}

pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Warns about a code that has to stand alone but does not, and about codes given twice.
pub(super) fn alone(cells: &[Cell<String>], only: &str, path: &str, faults: &mut Faults) {
    let mut seen: Vec<&str> = Vec::new();
    for cell in cells {
        let Some(code) = cell.value.as_deref() else { continue };
        let at = place(cell.line, path);
        if seen.contains(&code) {
            faults.warn(&at, code, format!("`{code}` is given twice."), "Give each code once.");
        } else if code == only && cells.len() > 1 {
            let message = format!("`{code}` means there is nothing to name, but other codes stand beside it.");
            faults.warn(&at, code, message, format!("Take {code} out, or the others."));
        }
        // The sets have fewer than fifty codes, so this list stays short whatever the file holds.
        if !seen.contains(&code) {
            seen.push(code);
        }
    }
}

/// Checks the child's own particulars; `checks_episode` looks at each episode.
pub(super) fn child(child: &Child, reference: Option<Date>, faults: &mut Faults) {
    let who = &child.identifiers;
    let born = || Dated::of(&who.born, "ChildIdentifiers/PersonBirthDate");
    let expected = || Dated::of(&who.expected, "ChildIdentifiers/ExpectedPersonBirthDate");
    let died = || Dated::of(&who.died, "ChildIdentifiers/PersonDeathDate");
    match (born(), expected()) {
        (Some(_), Some(expected)) => {
            let message = "There is both a date of birth and an expected date of birth.";
            faults.warn(
                &expected.place(),
                &expected.cell.raw,
                message,
                "Take the expected date out once the child is born.",
            );
        }
        (None, None) if who.born.as_ref().is_none_or(|cell| cell.raw.trim().is_empty()) => {
            let at = place(who.la_child_id.line, "ChildIdentifiers/PersonBirthDate");
            faults.warn(
                &at,
                "",
                "There is no date of birth.",
                "Give it, or the expected date for a child not yet born.",
            );
        }
        (None, Some(_)) => unborn(child, faults),
        _ => {}
    }
    in_order(born(), died(), faults);
    for dated in [born(), expected(), died()].into_iter().flatten() {
        unlikely(&dated, faults);
    }
    for dated in [born(), died()].into_iter().flatten() {
        after_reference(&dated, reference, faults);
    }
    if let (Some(_), Some(cell)) = (value(&who.upn), who.upn_unknown.as_ref().filter(|cell| cell.value.is_some())) {
        let message = "There is a pupil number and a reason for not having one.";
        faults.warn(&place(cell.line, "ChildIdentifiers/UPNunknown"), &cell.raw, message, "Give one or the other.");
    }
    if who.sex.is_none() && who.gender_current.is_none() && faults.year.is_some_and(|year| year < FIRST_WITH_SEX) {
        let at = place(who.la_child_id.line, "ChildIdentifiers/GenderCurrent");
        faults.warn(&at, "", "This element is missing.", "Add it; the census asked for it every time up to 2024.");
    }
    alone(&child.characteristics.disabilities, "NONE", "ChildCharacteristics/Disabilities/Disability", faults);
}

/// The first census that asked for `Sex` in place of `GenderCurrent`.
const FIRST_WITH_SEX: i16 = 2025;

fn unborn(child: &Child, faults: &mut Faults) {
    if let Some(cell) = child.identifiers.sex.as_ref().filter(|cell| matches!(cell.value.as_deref(), Some("M" | "F"))) {
        let message = "The child is not yet born, but has a sex.";
        faults.warn(&place(cell.line, "ChildIdentifiers/Sex"), &cell.raw, message, "Use U until the child is born.");
    }
    if let Some(cell) = child.characteristics.disabilities.first() {
        let message = "The child is not yet born, but has a disability entry.";
        let at = place(cell.line, "ChildCharacteristics/Disabilities/Disability");
        faults.warn(&at, &cell.raw, message, "Leave disabilities out until the child is born.");
    }
}

/// Warns about a date no child in a return can have.
pub(super) fn unlikely(dated: &Dated<'_>, faults: &mut Faults) {
    if dated.day.year() < 1900 {
        let message = format!("{} is too long ago to be right.", dated.day);
        faults.warn(&dated.place(), &dated.cell.raw, message, "Correct the year.");
    }
}

/// Warns about something said to have happened after the census closed.
pub(super) fn after_reference(dated: &Dated<'_>, reference: Option<Date>, faults: &mut Faults) {
    if let Some(reference) = reference.filter(|reference| dated.day > *reference) {
        let message = format!("{} is after the reference date of the census, {reference}.", dated.day);
        faults.warn(&dated.place(), &dated.cell.raw, message, "Correct the date, or leave it for the next census.");
    }
}
