//! Rules about who a care leaver is, and whether the details of one belong in this return.

use jiff::civil::Date;

use super::shapes::{
    ADOPTED, SHORT, all_year, any, before, birthday, days_between, each, editions, flag, latest, look, pairs, per_row,
    rule, years_on,
};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule, from};
use crate::ssda903::{Episodes, Oc3};

/// A rule over the child's rows about leaving care.
macro_rules! leaver {
    ($number:literal, $words:literal, $remedy:literal, |$at:ident, $row:ident| $flag:expr) => {{
        fn check($at: Look, found: &mut Found) {
            for $row in $at.this.oc3() {
                if $flag {
                    flag!(found; $row => IN_TOUCH ACTIV ACCOM);
                }
            }
        }
        rule!($number, $words, $remedy, [OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM], check)
    }};
}

pub const RULES: &[Rule<Returns>] = &[
    rule!("187", "A child looked after all year has details of leaving care, or of an adoption.", "Take them out, or correct the episodes.",
        [OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM, AD1.DATE_INT, AD1.DATE_MATCH, AD1.FOSTER_CARE, AD1.NB_ADOPTR, AD1.SEX_ADOPTR, AD1.LS_ADOPTR], still_here),
    pairs!("215", "A child has details of leaving care and of health while in care.", "Take out the one that is not so.",
        oc3, oc2, |row, of, _whole| given(row) && any(&super::health::items(of));
        OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM; OC2.CONVICTED, OC2.HEALTH_CHECK, OC2.IMMUNISATIONS, OC2.TEETH_CHECK, OC2.HEALTH_ASSESSMENT,
        OC2.SUBSTANCE_MISUSE, OC2.INTERVENTION_RECEIVED, OC2.INTERVENTION_OFFERED),
    editions!("347", "A care leaver of under 18 lives in a foyer.", "Correct the accommodation or the date of birth.", [OC3.ACCOM, OC3.DOB];
        from(2024, each!(oc3, |row, whole| row.accom.is_any(&["T1", "T2"]) && before(Some(whole.start), birthday(&row.dob, 18));
            OC3.ACCOM, OC3.DOB))),
    editions!("348", "Last year's return says that the young person died.", "Write DIED, or correct last year's return.", [OC3.IN_TOUCH];
        from(2026, look!(died_last_year))).needing(&["OC3_last"]),
    per_row!("391", "A young person of under 17 at the end of the year has details of leaving care.", "Take them out, or correct the date of birth.",
        oc3, |row, whole| given(row) && before(Some(whole.end), birthday(&row.dob, 17)); OC3.DOB, OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM),
    leaver!("1000", "A child who died in care has details of leaving it.", "Take them out, or correct why the episode ended.",
        |at, _row| at.this.episodes().iter().chain(at.last.episodes()).any(|row| row.rec.is("E2"))).needing(&["Episodes"]),
    leaver!("1001", "The episodes say that the young person was not in care long enough after 14, or not at all after 16.",
        "Take the details out, or correct the episodes of this year and last.", |at, row| !qualifies(at, row)).needing(&["Episodes", "Episodes_last", "Header"]),
    leaver!("1002", "A care leaver has no episodes in this year's return or last year's.", "Add the episodes, or take the details out.",
        |at, _row| at.this.episodes().is_empty() && at.last.episodes().is_empty()).needing(&["Episodes", "Episodes_last"]),
    leaver!("1007", "A young person of 17 or 18 was still looked after on that birthday.", "Take the details out, or correct the episodes.",
        |at, row| given(row) && turned(at, row).is_some_and(|day| at.this.episodes().iter().any(|of| covers(of, day)))).needing(&["Episodes"]),
    leaver!("1010", "The young person was in care at the end of last year, and has no episodes this year.", "Add the episodes.",
        |at, _row| at.this.episodes().is_empty() && last_left_open(at)).needing(&["Episodes", "Episodes_last"]),
    leaver!("1011", "Care of the child passed to another authority.", "Take the details out, or correct why the episode ended.",
        |at, row| given(row) && latest(at.this.episodes()).is_some_and(|last| last.rec.is("E3"))).needing(&["Episodes"]),
    editions!("1016", "A young person of 17 or 18 left care on or after that birthday.", "Take the details out, or correct the episodes.",
        [OC3.IN_TOUCH, OC3.ACTIV, OC3.ACCOM]; from(2024, look!(left_after_birthday))),
    rule!("3001", "A young person who turned 17 in the year lives with former foster carers.", "Correct the accommodation or the date of birth.",
        [OC3.ACCOM], with_former_carers),
];

fn given(row: &Oc3) -> bool {
    any(&[&row.in_touch, &row.activ, &row.accom])
}

fn still_here(at: Look, found: &mut Found) {
    if !all_year(at.whole, at.child) {
        return;
    }
    at.this.oc3().iter().filter(|row| given(row)).for_each(|row| flag!(found; row => IN_TOUCH ACTIV ACCOM));
    let adopted = at.this.ad1().iter().filter(|row| any(&super::adoption::items(row)));
    adopted.for_each(|row| flag!(found; row => DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR));
}

fn died_last_year(at: Look, found: &mut Found) {
    let died = at.last.oc3().iter().any(|last| last.in_touch.is("DIED"));
    at.this.oc3().iter().filter(|row| died && !row.in_touch.is("DIED")).for_each(|row| flag!(found; row => IN_TOUCH));
}

/// Whether the episodes of two years show 13 weeks in care after 14, and a day after 16, and no adoption at their end.
/// Of those of 20 or over, and those whose birth is not known, two years of episodes say nothing.
fn qualifies(at: Look, row: &Oc3) -> bool {
    let born = at.this.header().iter().find_map(|of| of.dob.value).or(row.dob.value);
    let Some(born) = born.filter(|born| years_on(*born, 20) > at.whole.end) else { return true };
    let mut rows: Vec<&Episodes> = at.this.episodes().iter().chain(at.last.episodes()).collect();
    // An episode is in both years' returns while it lasts: this year's knows its end.
    rows.retain(|row| row.decom.value.is_some());
    rows.sort_by_key(|row| (row.decom.value, row.dec.value.is_none(), row.dec.value));
    rows.dedup_by_key(|row| row.decom.value);
    if rows.last().is_some_and(|last| last.rec.is_any(ADOPTED)) {
        return false;
    }
    let days_since = |birthday: Date| -> i32 {
        // Only the last one may lack an end.
        let ended = |index: usize| rows[index].dec.value.or(Some(at.whole.end).filter(|_| index + 1 == rows.len()));
        let days = |(index, row): (usize, &&Episodes)| {
            Some(days_between(row.decom.value?.max(birthday), ended(index)?).max(0)).filter(|_| !row.ls.is_any(SHORT))
        };
        rows.iter().enumerate().filter_map(days).sum()
    };
    days_since(years_on(born, 14)) >= 91 && days_since(years_on(born, 16)) >= 1
}

/// The 17th or 18th birthday of a young person who has that age at the end of the year.
fn turned(at: Look, row: &Oc3) -> Option<Date> {
    let born = row.dob.value?;
    let has = |age: i16| years_on(born, age) <= at.whole.end && at.whole.end < years_on(born, age + 1);
    [17, 18].into_iter().find(|age| has(*age)).map(|age| years_on(born, age))
}

fn left_after_birthday(at: Look, found: &mut Found) {
    let left_after = |day: Date| at.this.episodes().iter().any(|of| of.dec.value >= Some(day));
    let rows = at.this.oc3().iter().filter(|row| given(row) && turned(at, row).is_some_and(left_after));
    rows.for_each(|row| flag!(found; row => IN_TOUCH ACTIV ACCOM));
}

fn covers(row: &Episodes, day: Date) -> bool {
    row.decom.value.is_some_and(|began| began <= day)
        && (row.dec.raw.is_blank() || row.dec.value.is_some_and(|ended| ended > day))
}

fn last_left_open(at: Look) -> bool {
    let last = at.last.episodes().iter().filter(|row| row.decom.value.is_some()).max_by_key(|row| row.decom.value);
    last.is_some_and(|row| row.dec.raw.is_blank())
}

fn with_former_carers(at: Look, found: &mut Found) {
    let seventeen = |of: &crate::ssda903::Header| {
        birthday(&of.dob, 17).is_some_and(|day| (at.whole.start..=at.whole.end).contains(&day))
    };
    if at.this.header().iter().any(seventeen) {
        at.this.oc3().iter().filter(|row| row.accom.is_any(&["Z1", "Z2"])).for_each(|row| flag!(found; row => ACCOM));
    }
}
