//! Rules about a placement beside what Ofsted has registered.

use super::lists::Provider;
use super::shapes::{SHORT, before, editions, look, rule};
use super::subject::{Look, Returns};
use crate::reading::Text;
use crate::rules::{Found, Rule, between, from, until};
use crate::ssda903::{Episodes, Row as _};

/// A check of each episode that has an Ofsted number, with the registrations of that number.
macro_rules! registered {
    (|$at:ident, $row:ident, $known:ident| $flag:expr; $($name:ident)+) => {{
        fn check($at: Look, found: &mut Found) {
            let Some(providers) = &$at.whole.lists().providers else { return };
            for $row in $at.this.episodes().iter().filter(|row| row.urn.is_filled() && !row.urn.is("XXXXXXX")) {
                let $known = providers.find($row.urn.as_str());
                if $flag {
                    found.flag([$($row.place(stringify!($name))),+]);
                }
            }
        }
        check
    }};
}

/// The placement has another postcode than the home it is in.
macro_rules! elsewhere {
    ($places:expr) => {
        look!(registered!(|at, row, known| row.place.is_any($places) && row.pl_post.is_filled() && !row.ls.is_any(SHORT)
            && !known.iter().any(|one| super::lists::plain(&one.postcode) == super::lists::plain(row.pl_post.as_str())); PL_POST))
    };
}

pub const RULES: &[Rule<Returns>] = &[
    rule!("219", "The provider is not registered for such a placement.", "Correct the Ofsted number or the placement.", [Episodes.URN, Episodes.PLACE],
        registered!(|at, row, known| !known.iter().any(|one| holds(&one.places, &row.place)); URN PLACE)).needing(&["providers"]),
    editions!("221", "The postcode of the placement is not the provider's.", "Correct the Ofsted number or the postcode.", [Episodes.PL_POST];
        until(2023, elsewhere!(&["K1", "K2", "R3", "S1"])), between(2024, 2024, elsewhere!(&["H5", "K1", "K2", "R3", "S1"])),
        from(2025, elsewhere!(&["K1", "K2", "K3", "R3", "S1"]))).needing(&["providers"]),
    rule!("224", "The kind of provider is not the one Ofsted has.", "Correct the Ofsted number or the provider.", [Episodes.PLACE_PROVIDER],
        registered!(|at, row, known| !known.iter().any(|one| holds(&one.kinds, &row.place_provider)); PLACE_PROVIDER)).needing(&["providers"]),
    rule!("227", "The provider had closed when the episode began.", "Correct the Ofsted number or the date.", [Episodes.URN, Episodes.DECOM],
        registered!(|at, row, known| all_closed(known, |closed| row.decom.value.is_some_and(|began| began >= closed)); URN DECOM))
        .needing(&["providers"]),
    rule!("228", "The provider closed before the episode ended.", "Correct the Ofsted number, or end the episode.", [Episodes.URN, Episodes.DEC],
        registered!(|at, row, known| all_closed(known, |closed| before(Some(closed), Some(row.dec.value.unwrap_or(at.whole.end)))); URN DEC))
        .needing(&["providers"]),
    editions!("229", "Whether the authority itself or another provides the placement does not fit with where the provider is.",
        "Correct the Ofsted number or the provider.", [Episodes.URN, Episodes.PLACE_PROVIDER];
        until(2025, look!(registered!(|at, row, known| wrong_side(at, row, known); URN PLACE_PROVIDER))),
        from(2026, look!(registered!(|at, row, known| wrong_side(at, row, known) && !row.place.is_any(&["K3", "P1", "P3", "R1", "R2", "R5",
            "T0", "T1", "T2", "T3", "T4", "Z11", "Z12", "Z13", "Z14"]); URN PLACE_PROVIDER))))
        .needing(&["providers", "postcodes", "authority"]),
    editions!("241", "Supported accommodation is in an authority where the provider has none.", "Correct the Ofsted number or the postcode.",
        [Episodes.URN]; from(2026, look!(registered!(|at, row, known| row.place.is("K3") && !known.is_empty() && no_premises(at, row, known); URN))))
        .needing(&["providers", "postcodes"]),
    rule!("1008", "The Ofsted number is not in the list of providers.", "Correct the number, or use a newer list.", [Episodes.URN],
        registered!(|at, row, known| known.is_empty(); URN)).needing(&["providers"]),
];

fn holds(codes: &[String], code: &Text) -> bool {
    code.is_filled() && codes.iter().any(|one| code.is(one))
}

/// Whether each registration of the number, and there is one, has closed by such a day.
fn all_closed(known: &[Provider], by: impl Fn(jiff::civil::Date) -> bool) -> bool {
    !known.is_empty() && known.iter().all(|one| one.closed.is_some_and(&by))
}

fn authority<'a>(at: Look<'a>, one: &Provider) -> Option<&'a str> {
    at.whole.lists().postcodes.as_ref()?.find(&one.postcode)?.place()
}

fn wrong_side(at: Look, row: &Episodes, known: &[Provider]) -> bool {
    let own = at.whole.lists().authority.as_deref();
    let mut here = known.iter().map(|one| authority(at, one) == own);
    if row.place_provider.is("PR1") {
        !here.any(|here| here)
    } else {
        row.place_provider.is("PR2") && here.any(|here| here)
    }
}

fn no_premises(at: Look, row: &Episodes, known: &[Provider]) -> bool {
    let place = at.whole.worked_out(row).la;
    !known.iter().any(|one| authority(at, one).map(str::to_owned) == place)
}
