//! Rules about the decision that a child should be placed for adoption, and about what comes of it.

use super::shapes::{
    ADOPTED, ADOPTIVE, any, before, editions, first, flag, join, latest, look, pairs, per_row, rule, same,
};
use super::subject::{Look, Returns};
use crate::rules::{Found, Rule, from, until};
use crate::ssda903::{Ad1, Episodes, PlacedAdoption};

pub const RULES: &[Rule<Returns>] = &[
    rule!("117", "A decision about adoption is dated after the year, or after the child left care.", "Correct the date.",
        [PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED, Episodes.DECOM, Episodes.DEC, Episodes.REC], decided_too_late)
        .needing(&["Episodes"]),
    rule!("118", "The decision was reversed before the year, or before care began.", "Correct the date, or leave the row out.",
        [PlacedAdoption.DATE_PLACED_CEASED, Episodes.DECOM, Episodes.LS], reversed_too_early),
    pairs!("184", "The decision to place the child is dated before birth, or no date of birth is known.", "Correct whichever of the two dates is wrong.",
        placed_adoption, header, |row, of, _whole| row.date_placed.value.is_some_and(|placed| of.dob.value.is_none_or(|born| born > placed));
        PlacedAdoption.DATE_PLACED, PlacedAdoption.DOB;),
    pairs!("521", "Adoption was decided on after the adoptive placement began.", "Correct whichever of the two dates is wrong.",
        episodes, ad1, |row, of, _whole| row.place.is_any(ADOPTIVE) && before(row.decom.value, of.date_int.value);
        Episodes.PLACE, Episodes.DECOM; AD1.DATE_INT),
    per_row!("522", "The decision to place the child was reversed before it was taken.", "Correct whichever of the two dates is wrong.",
        placed_adoption, |row| before(row.date_placed_ceased.value, row.date_placed.value);
        PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED),
    pairs!("523", "The decision that adoption is best and the decision to place are of different days.", "Both are the day the decision was taken.",
        placed_adoption, ad1, |row, of, _whole| row.date_placed.value.zip(of.date_int.value).is_some_and(|(placed, decided)| placed != decided);
        PlacedAdoption.DATE_PLACED; AD1.DATE_INT),
    pairs!("525", "The decision to place was reversed, and there are details of an adoption.", "Take out the one that is not so.",
        placed_adoption, ad1, |row, of, _whole| row.date_placed_ceased.raw.is_filled() && any(&super::adoption::items(of));
        PlacedAdoption.DATE_PLACED_CEASED; AD1.DATE_INT, AD1.DATE_MATCH, AD1.FOSTER_CARE, AD1.NB_ADOPTR, AD1.SEX_ADOPTR, AD1.LS_ADOPTR),
    rule!("551", "The child is placed for adoption, and the date of the decision is missing.", "Write the date of the decision.",
        [Episodes.PLACE], placed_undecided).needing(&["PlacedAdoption"]),
    rule!("552", "The decision to place is dated after the child was placed.", "Correct whichever of the two dates is wrong.",
        [Episodes.DECOM, PlacedAdoption.DATE_PLACED], decided_after_placing),
    rule!("553", "A placement order is in force, and the decision to place is missing or was reversed.", "Add the decision, or correct the legal status.",
        [Episodes.CHILD, PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED, PlacedAdoption.REASON_PLACED_CEASED],
        |at, found| order_without_decision(at, found, "E1")).needing(&["PlacedAdoption"]),
    rule!("554", "The decision to place is dated after the placement order began.", "Correct whichever of the two dates is wrong.",
        [Episodes.DECOM, Episodes.LS, PlacedAdoption.DATE_PLACED], decided_after_order),
    editions!("555", "A freeing order is in force, and the decision to place is missing or was reversed.", "Add the decision, or correct the legal status.",
        [Episodes.CHILD, PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED, PlacedAdoption.REASON_PLACED_CEASED];
        until(2024, look!(|at, found| order_without_decision(at, found, "D1")))).needing(&["PlacedAdoption"]),
    editions!("556", "The decision to place is dated after the freeing order began.", "Correct whichever of the two dates is wrong.", [Episodes.DECOM];
        until(2024, join!(episodes, placed_adoption, |row, of, _whole| row.ls.is("D1") && before(row.decom.value, of.date_placed.value);
            Episodes.DECOM;))),
    editions!("557", "The child left care without being adopted, and the decision to place was not reversed.", "Give the date and the reason the decision was reversed.",
        [Episodes.PLACE, Episodes.LS, Episodes.REC, PlacedAdoption.DATE_PLACED_CEASED, PlacedAdoption.REASON_PLACED_CEASED];
        until(2024, look!(|at, found| not_reversed(at, found, &["D1", "E1"]))), from(2025, look!(|at, found| not_reversed(at, found, &["E1"]))))
        .needing(&["PlacedAdoption"]),
    rule!("558", "The child was adopted, and the decision to place was reversed.", "Take out the date it was reversed, or correct why care ended.",
        [Episodes.REC], adopted_after_reversal),
    rule!("559", "The decision to place is of an earlier year, and was not in last year's return.", "Correct the date, or last year's return.",
        [PlacedAdoption.DATE_PLACED], not_there_last_year).needing(&["PlacedAdoption_last"]),
    rule!("560", "The decision to place is of another day than last year's, which was not reversed.", "Correct whichever of the two is wrong.",
        [PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED],
        |at, found| beside_last(at, found, |row, last| last.date_placed.raw.is_filled() && last.date_placed_ceased.raw.is_blank()
            && !same(&row.date_placed, &last.date_placed), true)),
    rule!("561", "The decision to place is last year's, which was reversed.", "Give the date of the new decision, or take the row out.",
        [PlacedAdoption.DATE_PLACED],
        |at, found| beside_last(at, found, |row, last| row.date_placed.raw.is_filled() && same(&row.date_placed, &last.date_placed) && ceased(last), false)),
    per_row!("563", "The decision to place was reversed, and when it was taken is missing.", "Write the date of the decision.",
        placed_adoption, |row| row.date_placed.raw.is_blank() && row.date_placed_ceased.raw.is_filled() && row.reason_placed_ceased.is_filled();
        PlacedAdoption.DATE_PLACED, PlacedAdoption.REASON_PLACED_CEASED, PlacedAdoption.DATE_PLACED_CEASED),
    rule!("579", "A decision to place was taken before the one before it was reversed.", "Correct the dates.",
        [PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED], before_reversal),
    pairs!("582", "The child was adopted on the day of the matching.", "Correct whichever of the two dates is wrong.",
        episodes, ad1, |row, of, _whole| row.rec.is_any(ADOPTED) && of.date_match.raw.is_filled() && same(&row.dec, &of.date_match); Episodes.DEC;),
    rule!("583", "A later decision to place was taken, and this one has no end.", "Give the date this one was reversed, and why.",
        [PlacedAdoption.DATE_PLACED, PlacedAdoption.DATE_PLACED_CEASED], earlier_not_reversed),
    rule!("584", "The decision to place is no later than last year's, which was reversed.", "Give the date of the new decision.",
        [PlacedAdoption.DATE_PLACED],
        |at, found| beside_last(at, found, |row, last| ceased(last) && (row.date_placed.raw.is_blank()
            || row.date_placed.value.zip(last.date_placed.value).is_some_and(|(now, then)| now <= then)), false)),
    pairs!("601", "The child was adopted in the year, and details of the adoption are missing.", "Give all six.",
        episodes, ad1, |row, of, whole| adopted_in_year(row, whole) && super::adoption::items(of).iter().any(|item| item.is_blank());
        Episodes.REC; AD1.DATE_INT, AD1.DATE_MATCH, AD1.FOSTER_CARE, AD1.NB_ADOPTR, AD1.SEX_ADOPTR, AD1.LS_ADOPTR),
    rule!("602", "There are details of an adoption, and no episode of the year ended with one.", "Take them out, or correct why the episode ended.",
        [AD1.CHILD], details_of_no_adoption).needing(&["Episodes"]),
    rule!("1003", "The decision to place is dated before care began.", "Correct whichever of the two dates is wrong.",
        [Episodes.DECOM, Episodes.RNE, PlacedAdoption.DATE_PLACED], decided_before_care),
];

fn ceased(row: &PlacedAdoption) -> bool {
    row.date_placed_ceased.raw.is_filled() || row.reason_placed_ceased.is_filled()
}

fn adopted_in_year(row: &Episodes, whole: &Returns) -> bool {
    row.rec.is_any(ADOPTED) && row.dec.value.is_some_and(|ended| (whole.start..=whole.end).contains(&ended))
}

fn decided_too_late(at: Look, found: &mut Found) {
    let last = latest(at.this.episodes().iter().filter(|row| !row.rec.is("X1")));
    for row in at.this.placed_adoption() {
        let days = [row.date_placed.value, row.date_placed_ceased.value];
        let left = last.filter(|last| days.iter().any(|day| before(last.dec.value, *day)));
        match (left, last) {
            (Some(last), _) => flag!(found; row => DATE_PLACED DATE_PLACED_CEASED, last => DECOM DEC REC),
            (None, last) if days.iter().any(|day| before(Some(at.whole.end), *day)) => match last {
                Some(last) => flag!(found; row => DATE_PLACED DATE_PLACED_CEASED, last => DECOM DEC REC),
                None => flag!(found; row => DATE_PLACED DATE_PLACED_CEASED),
            },
            _ => {}
        }
    }
}

fn reversed_too_early(at: Look, found: &mut Found) {
    let began = first(at.this.episodes().iter().filter(|row| !row.ls.is_any(super::shapes::SHORT)));
    let Some(began) = began else { return };
    for row in at.this.placed_adoption() {
        let reversed = row.date_placed_ceased.value;
        if before(reversed, began.decom.value) || before(reversed, Some(at.whole.start)) {
            flag!(found; row => DATE_PLACED_CEASED, began => DECOM LS);
        }
    }
}

fn placed_undecided(at: Look, found: &mut Found) {
    let decisions = at.this.placed_adoption();
    if decisions.is_empty() || decisions.iter().any(|row| row.date_placed.raw.is_blank()) {
        let placed = at.this.episodes().iter().filter(|row| row.place.is_any(ADOPTIVE));
        placed.for_each(|row| flag!(found; row => PLACE));
    }
}

fn decided_after_placing(at: Look, found: &mut Found) {
    let placed = first(at.this.episodes().iter().filter(|row| row.place.is_any(ADOPTIVE)));
    let decided = at.this.placed_adoption().iter().rev().max_by_key(|row| row.date_placed.value);
    if let Some((placed, decided)) =
        placed.zip(decided).filter(|(on, day)| before(on.decom.value, day.date_placed.value))
    {
        flag!(found; placed => DECOM, decided => DATE_PLACED);
    }
}

fn order_without_decision(at: Look, found: &mut Found, status: &str) {
    let under = || at.this.episodes().iter().filter(|row| row.ls.is(status));
    let decisions = at.this.placed_adoption();
    if decisions.is_empty() {
        under().for_each(|row| flag!(found; row => CHILD));
    }
    if under().any(|row| row.dec.raw.is_blank()) {
        let reversed = decisions.iter().filter(|row| ceased(row));
        reversed.for_each(|row| flag!(found; row => DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED));
    }
}

fn decided_after_order(at: Look, found: &mut Found) {
    let Some(under) = first(at.this.episodes().iter().filter(|row| row.ls.is("E1"))) else { return };
    for row in at.this.placed_adoption().iter().filter(|row| before(under.decom.value, row.date_placed.value)) {
        flag!(found; under => DECOM LS, row => DATE_PLACED);
    }
}

fn not_reversed(at: Look, found: &mut Found, statuses: &[&str]) {
    let left = |row: &&Episodes| {
        (row.place.is_any(ADOPTIVE) || row.ls.is_any(statuses))
            && row.rec.is_filled()
            && !row.rec.is("X1")
            && !row.rec.is_any(ADOPTED)
    };
    let decisions = at.this.placed_adoption();
    for row in at.this.episodes().iter().filter(left) {
        if decisions.is_empty() {
            flag!(found; row => PLACE LS REC);
        }
        let standing =
            decisions.iter().filter(|of| of.date_placed_ceased.raw.is_blank() || of.reason_placed_ceased.is_blank());
        standing.for_each(|of| flag!(found; row => PLACE LS REC, of => DATE_PLACED_CEASED REASON_PLACED_CEASED));
    }
}

fn adopted_after_reversal(at: Look, found: &mut Found) {
    let decisions = at.this.placed_adoption();
    if !decisions.is_empty() && decisions.iter().all(|row| row.date_placed_ceased.raw.is_filled()) {
        at.this.episodes().iter().filter(|row| row.rec.is_any(ADOPTED)).for_each(|row| flag!(found; row => REC));
    }
}

fn not_there_last_year(at: Look, found: &mut Found) {
    let last = at.last.placed_adoption();
    if last.is_empty() || last.iter().any(|row| row.date_placed.value.is_none()) {
        let earlier =
            at.this.placed_adoption().iter().filter(|row| before(row.date_placed.value, Some(at.whole.start)));
        earlier.for_each(|row| flag!(found; row => DATE_PLACED));
    }
}

/// Flags each decision that some decision of last year's return puts in doubt.
fn beside_last(at: Look, found: &mut Found, wrong: fn(&PlacedAdoption, &PlacedAdoption) -> bool, with_end: bool) {
    for row in
        at.this.placed_adoption().iter().filter(|row| at.last.placed_adoption().iter().any(|last| wrong(row, last)))
    {
        if with_end {
            flag!(found; row => DATE_PLACED DATE_PLACED_CEASED);
        } else {
            flag!(found; row => DATE_PLACED);
        }
    }
}

/// A child's decisions in the order they were taken, those without a date last.
fn in_order(at: Look<'_>) -> Vec<&PlacedAdoption> {
    let mut rows: Vec<_> = at.this.placed_adoption().iter().collect();
    rows.sort_by_key(|row| (row.date_placed.value.is_none(), row.date_placed.value));
    rows
}

fn before_reversal(at: Look, found: &mut Found) {
    for pair in in_order(at).windows(2) {
        let reversed = pair[0].date_placed_ceased.value;
        if reversed.is_none() || before(pair[1].date_placed.value, reversed) {
            flag!(found; pair[1] => DATE_PLACED DATE_PLACED_CEASED);
        }
    }
}

fn earlier_not_reversed(at: Look, found: &mut Found) {
    let rows = at.this.placed_adoption();
    // Of several of the latest day the first in the file stands.
    let latest = rows.iter().enumerate().rev().max_by_key(|(_, row)| row.date_placed.value).map(|(index, _)| index);
    for (_, row) in
        rows.iter().enumerate().filter(|(index, row)| Some(*index) != latest && row.date_placed_ceased.raw.is_blank())
    {
        flag!(found; row => DATE_PLACED DATE_PLACED_CEASED);
    }
}

fn details_of_no_adoption(at: Look, found: &mut Found) {
    let adopted = at.this.episodes().iter().any(|row| adopted_in_year(row, at.whole));
    let held = |row: &&Ad1| any(&super::adoption::items(row));
    at.this.ad1().iter().filter(|_| !adopted).filter(held).for_each(|row| flag!(found; row => CHILD));
}

fn decided_before_care(at: Look, found: &mut Found) {
    let Some(began) = first(at.this.episodes().iter().filter(|row| row.rne.is("S"))) else { return };
    for row in at.this.placed_adoption().iter().filter(|row| before(row.date_placed.value, began.decom.value)) {
        flag!(found; began => DECOM RNE, row => DATE_PLACED);
    }
}
