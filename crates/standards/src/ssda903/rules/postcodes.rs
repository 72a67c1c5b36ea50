//! Rules about where a placement is, worked out from its postcode and the home's.

use super::shapes::{ADOPTIVE, FOSTER, SHORT, TEMPORARY, editions, rule};
use super::subject::{Look, Returns, WorkedOut};
use crate::rules::{Found, Place, Rule, between, from, until};
use crate::ssda903::{Episodes, Row as _};

use jiff::civil::date;

use super::shapes::look;

/// A check of each episode with what is worked out from its postcodes; it points at what was worked out.
macro_rules! where_it_is {
    (|$at:ident, $row:ident, $out:ident| $flag:expr; $name:ident $field:ident) => {{
        fn check($at: Look, found: &mut Found) {
            for $row in $at.this.episodes() {
                let $out = $at.whole.worked_out($row);
                if $flag {
                    found.flag([Place::new(concat!("Episodes.", stringify!($name)), $row.line, &$out.$field())]);
                }
            }
        }
        check
    }};
}

/// The same, pointing at fields of the episode.
macro_rules! by_place {
    (|$at:ident, $row:ident, $out:ident| $flag:expr; $($name:ident)+) => {{
        fn check($at: Look, found: &mut Found) {
            for $row in $at.this.episodes() {
                let $out = $at.whole.worked_out($row);
                if $flag {
                    found.flag([$($row.place(stringify!($name))),+]);
                }
            }
        }
        check
    }};
}

const ABROAD: &[&str] = &["SCO", "WAL", "NIR"];
/// Placements that Ofsted does not register, in every year.
const UNREGISTERED: &[&str] = &["P1", "P3", "R1", "R2", "R5"];

pub const RULES: &[Rule<Returns>] = &[
    rule!("164", "The distance from home is beyond all distances.", "Correct the postcodes.", [Episodes.PL_DISTANCE],
        where_it_is!(|at, row, out| !at.ever_unaccompanied() && !row.ls.is_any(SHORT) && out.distance.is_some_and(|tenths| tenths > 9999);
            PL_DISTANCE distance)).needing(&["postcodes", "unaccompanied"]),
    rule!("169", "The authority the placement is in cannot be worked out.", "Correct the postcode of the placement.", [Episodes.PL_LA],
        where_it_is!(|at, row, out| !row.ls.is_any(SHORT) && out.la.is_none(); PL_LA la)).needing(&["postcodes"]),
    rule!("179", "Whether the placement is inside the authority cannot be worked out.", "Correct the postcode of the placement.",
        [Episodes.PL_LOCATION], where_it_is!(|at, row, out| !row.ls.is_any(SHORT) && out.location.is_none(); PL_LOCATION location))
        .needing(&["postcodes", "authority"]),
    editions!("218", "The Ofsted number of a placement in England is missing.", "Give the Ofsted number.", [Episodes.URN];
        until(2024, look!(by_place!(|at, row, out| unnumbered(at, row) && !row.place.is_any(&["H5", "P2", "Z1"])
            && out.la.as_deref().is_some_and(|la| !ABROAD.contains(&la)); URN))),
        between(2025, 2025, look!(by_place!(|at, row, out| unnumbered(at, row) && !row.place.is("Z1")
            && out.la.as_deref().is_some_and(|la| !ABROAD.contains(&la)); URN))),
        from(2026, look!(by_place!(|at, row, out| unnumbered(at, row) && !row.place.is_any(&["Z11", "Z12", "Z13", "Z14"])
            && out.la.as_deref().is_none_or(|la| !ABROAD.contains(&la)); URN)))).needing(&["postcodes"]),
    editions!("230", "Supported accommodation in England has no Ofsted number after 28 October 2023.", "Give the Ofsted number.",
        [Episodes.PLACE, Episodes.DEC, Episodes.URN];
        between(2024, 2024, look!(by_place!(|at, row, out| row.place.is("H5") && row.dec.value.is_none_or(|ended| ended > date(2023, 10, 28))
            && (row.urn.is_blank() || row.urn.is("XXXXXXX")) && out.la.as_deref().is_some_and(|la| !ABROAD.contains(&la));
            PLACE DEC URN)))).needing(&["postcodes"]),
    editions!("243", "A placement outside England has an Ofsted number.", "Take the number out, or correct the postcode.", [Episodes.URN];
        from(2026, look!(by_place!(|at, row, out| row.urn.is_filled() && out.la.as_deref().is_some_and(|la| ABROAD.contains(&la)); URN))))
        .needing(&["postcodes"]),
    rule!("392a", "How far the placement is from home cannot be worked out.", "Correct the postcodes.", [Episodes.PL_DISTANCE],
        where_it_is!(|at, row, out| !at.ever_unaccompanied() && !row.ls.is_any(SHORT) && out.distance.is_none(); PL_DISTANCE distance))
        .needing(&["postcodes", "unaccompanied"]),
    rule!("392b", "The postcode of the home or of the placement is missing.", "Give both.", [Episodes.HOME_POST, Episodes.PL_POST], no_postcode),
    rule!("392c", "A postcode is not known.", "Correct the postcode.", [Episodes.HOME_POST, Episodes.PL_POST], unknown).needing(&["postcodes"]),
    rule!("406", "The distance from home is not asked of a child who is or was unaccompanied.", "Leave the home postcode blank.",
        [Episodes.PL_DISTANCE], where_it_is!(|at, row, out| at.ever_unaccompanied() && out.distance.is_some(); PL_DISTANCE distance))
        .needing(&["postcodes", "unaccompanied"]),
    rule!("420", "A short break has the authority of the placement.", "Leave the postcode blank.", [Episodes.PL_LA],
        where_it_is!(|at, row, out| row.ls.is_any(SHORT) && out.la.is_some(); PL_LA la)).needing(&["postcodes"]),
    editions!("454", "The placement is more than 350 miles from home.", "Check the postcodes.", [Episodes.PL_DISTANCE];
        from(2026, look!(where_it_is!(|at, row, out| out.distance.is_some_and(|tenths| tenths > 3500 && tenths != 9999); PL_DISTANCE distance))))
        .needing(&["postcodes"]),
    editions!("1015", "The authority itself provides a placement that is not in its area.", "Correct the provider or the postcode.", [Episodes.PL_LA];
        until(2025, look!(where_it_is!(|at, row, out| own_elsewhere(at, row, &out); PL_LA la))),
        from(2026, look!(where_it_is!(|at, row, out| own_elsewhere(at, row, &out) && !row.place.is("K3"); PL_LA la))))
        .needing(&["postcodes", "authority"]),
];

fn unnumbered(at: Look, row: &Episodes) -> bool {
    let of_the_year = row.dec.raw.is_blank() || row.dec.value >= Some(at.whole.start);
    row.urn.is_blank() && of_the_year && !row.place.is_any(UNREGISTERED) && !row.place.is_any(TEMPORARY)
}

fn no_postcode(at: Look, found: &mut Found) {
    let missing = |row: &&Episodes| !row.ls.is_any(SHORT) && (row.home_post.is_blank() || row.pl_post.is_blank());
    if !at.ever_unaccompanied() {
        let rows = at.this.episodes().iter().filter(missing);
        rows.for_each(|row| found.flag([row.place("HOME_POST"), row.place("PL_POST")]));
    }
}

fn unknown(at: Look, found: &mut Found) {
    let Some(postcodes) = &at.whole.lists().postcodes else { return };
    for row in at.this.episodes() {
        let places = [("HOME_POST", &row.home_post), ("PL_POST", &row.pl_post)].into_iter();
        let places: Vec<Place> = places
            .filter(|(_, text)| text.is_filled() && postcodes.find(text.as_str()).is_none())
            .map(|(name, _)| row.place(name))
            .collect();
        if !places.is_empty() {
            found.flag(places);
        }
    }
}

fn own_elsewhere(at: Look, row: &Episodes, out: &WorkedOut) -> bool {
    row.place_provider.is("PR1")
        && row.place.is_filled()
        && !row.place.is_any(ADOPTIVE)
        && !row.place.is_any(FOSTER)
        && row.ls.is_filled()
        && !row.ls.is_any(SHORT)
        && out.la.as_deref() != at.whole.lists().authority.as_deref()
}
