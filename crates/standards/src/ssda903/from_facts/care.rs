//! Time in care: episodes, reviews, adoption, permanence before, missing, social workers.

use std::collections::BTreeSet;

use facts::tables::ClaEpisode;
use jiff::civil::Date;

use super::known::{Known, rows};
use super::{Child, Year, add, code, day, sex, text, yes};
use crate::codes;
use crate::numbers;
use crate::reading::{Cell, Text};
use crate::ssda903::rules::SHORT;
use crate::ssda903::{Ad1, Dolo, Episodes, Missing, PlacedAdoption, PrevPerm, Return, Reviews, SwEpisodes, Uasc};

/// The episodes of a person that were open on a day of the year, in order.
pub(super) fn episodes(known: &Known<'_>, year: &Year, person: &str) -> Vec<Episodes> {
    let all = rows(&known.cla, person, |one| one.clae_cla_episode_start_date);
    let mut entered = None;
    let mut made = Vec::new();
    for one in all {
        let start = one.clae_cla_episode_start_date;
        if entered.is_none() || one.clae_cla_episode_start_reason.starts_with('S') {
            entered = start;
        }
        if year.open(start, one.clae_cla_episode_ceased_date) {
            made.push(episode(known, year, person, one, one.clae_entered_care_date.or(entered)));
        }
    }
    made
}

fn episode(known: &Known<'_>, year: &Year, person: &str, one: &ClaEpisode, entered: Option<Date>) -> Episodes {
    let (start, ended) = (one.clae_cla_episode_start_date, year.by(one.clae_cla_episode_ceased_date));
    let covers = |from: Option<Date>, to: Option<Date>| from <= start && (to.is_none() || to > start);
    let statuses = rows(&known.legal, person, |one| one.lega_legal_status_start_date);
    let legal = statuses.into_iter().rev().find(|one| {
        codes::find("LS", one.lega_legal_status.trim()).is_some()
            && covers(one.lega_legal_status_start_date, one.lega_legal_status_end_date)
    });
    let placements = rows(&known.placements, person, |one| one.clap_cla_placement_start_date);
    let placement = placements
        .iter()
        .find(|of| !one.clae_cla_placement_id.is_empty() && of.clap_cla_placement_id == one.clae_cla_placement_id)
        .or_else(|| {
            placements.iter().rev().find(|of| covers(of.clap_cla_placement_start_date, of.clap_cla_placement_end_date))
        });
    let status = legal.map(|one| code(&one.lega_legal_status)).unwrap_or_default();
    let breaks = status.is_any(SHORT);
    let reason = ended.map(|_| code(&one.clae_cla_episode_ceased_reason)).unwrap_or_default();
    let of_placement =
        |of: fn(&facts::tables::ClaPlacement) -> &facts::Text| placement.map(|one| text(of(one))).unwrap_or_default();
    // Why a placement ended stands on the episode it ended with, and only where another followed.
    let moved = reason.is("X1") && placement.is_some_and(|of| of.clap_cla_placement_end_date == ended);
    let change = of_placement(|one| &one.clap_cla_placement_change_reason);
    Episodes {
        line: 0,
        child: Text::from(numbers::outside(person).as_str()),
        decom: day(start),
        rne: code(&one.clae_cla_episode_start_reason),
        ls: status,
        cin: code(&one.clae_cla_primary_need_code),
        place: in_force(of_placement(|one| &one.clap_cla_placement_type), year),
        place_provider: of_placement(|one| &one.clap_cla_placement_provider),
        dec: day(ended),
        rec: reason,
        reason_place_change: if moved { change } else { Text::default() },
        home_post: if breaks { Text::default() } else { home(known, person, entered) },
        pl_post: if breaks { Text::default() } else { of_placement(|one| &one.clap_cla_placement_postcode) },
        urn: if breaks { Text::default() } else { of_placement(|one| &one.clap_cla_placement_urn) },
    }
}

/// Types of placement that go on under another code, as the collection has them carried over (rule 503D).
const RENAMED: [(&str, &str); 1] = [("H5", "K3")];

/// The code of a placement in the year: one that is no longer in force by the code that took its place.
fn in_force(place: Text, year: &Year) -> Text {
    let gone = |(was, _): &&(&str, &str)| place.is(was) && !codes::in_force("PLACE", was, year.number);
    RENAMED.iter().find(gone).map(|(_, is)| Text::from(*is)).unwrap_or(place)
}

/// The postcode of the home on the day care began: of the latest address then that is no placement.
fn home(known: &Known<'_>, person: &str, entered: Option<Date>) -> Text {
    let all = rows(&known.addresses, person, |one| one.addr_address_start_date);
    let fits = |one: &&facts::tables::Address| {
        let kind = one.addr_address_type.to_ascii_lowercase();
        !one.addr_address_postcode.is_empty()
            && !kind.contains("placement")
            && one.addr_address_start_date <= entered
            && one.addr_address_end_date.is_none_or(|end| Some(end) >= entered)
    };
    all.into_iter().rev().find(fits).map(|one| text(&one.addr_address_postcode)).unwrap_or_default()
}

/// What else is asked of a child looked after in the year.
pub(super) fn fill(set: &mut Return, known: &Known<'_>, year: &Year, child: &Child<'_>) {
    if child.episodes.is_empty() {
        return;
    }
    let (number, born) = (|| child.number.clone(), day(child.born));
    let mine = rows(&known.cla, child.person, |one| one.clae_cla_episode_start_date);
    let current = |one: &&&ClaEpisode| year.open(one.clae_cla_episode_start_date, one.clae_cla_episode_ceased_date);
    let periods: BTreeSet<&str> = mine.iter().filter(current).map(|one| one.clae_cla_id.as_str()).collect();
    let short = child.episodes.iter().all(|row| row.ls.is_any(SHORT));
    for period in periods.iter().filter(|_| !short) {
        for one in rows(&known.reviews, period, |one| one.clar_cla_review_date) {
            if year.holds(one.clar_cla_review_date) && one.clar_cla_review_cancelled != Some(true) {
                let review_code = code(&one.clar_cla_review_participation);
                let review = day(one.clar_cla_review_date);
                add(&mut set.reviews, [Reviews { line: 0, child: number(), dob: born.clone(), review, review_code }]);
            }
        }
    }
    let asylum = rows(&known.asylum, child.person, |one| one.immi_immigration_status_start_date);
    let asylum = asylum.into_iter().rev().find(|one| {
        let status = one.immi_immigration_status.to_ascii_lowercase();
        let alone = status.contains("uasc") || status.contains("unaccompanied");
        let begun = one.immi_immigration_status_start_date.is_none_or(|start| start <= year.last);
        alone && begun && one.immi_immigration_status_end_date.is_none_or(|end| end >= year.first)
    });
    if let Some(one) = asylum {
        let sex = sex(known.persons.get(child.person).map_or("", |who| &who.pers_sex), year);
        let duc = day(one.immi_immigration_status_end_date);
        add(&mut set.uasc, [Uasc { line: 0, child: number(), sex, dob: born.clone(), duc }]);
    }
    adoption(set, known, year, child, &periods);
    if child.episodes.iter().any(|row| row.rne.is("S") && year.holds(row.decom.value)) {
        let before = rows(&known.before, child.person, |one| one.lapp_previous_permanence_order_date);
        if let Some(one) = before.last() {
            let raw = one.lapp_previous_permanence_order_date.map(|on| on.to_string()).unwrap_or_default();
            add(
                &mut set.prev_perm,
                [PrevPerm {
                    line: 0,
                    child: number(),
                    dob: born.clone(),
                    prev_perm: code(&one.lapp_previous_permanence_option),
                    la_perm: text(&one.lapp_previous_permanence_la),
                    date_perm: crate::reading::Held::hold(Text::from(raw.as_str())),
                }],
            );
        }
    }
    for one in rows(&known.missing, child.person, |one| one.miss_missing_episode_start_date) {
        let (start, end) = (one.miss_missing_episode_start_date, one.miss_missing_episode_end_date);
        let in_care =
            |row: &Episodes| row.decom.value <= start && row.dec.value.is_none_or(|ended| start < Some(ended));
        if year.open(start, end) && child.episodes.iter().any(in_care) {
            let kind = one.miss_missing_episode_type.get(..1).unwrap_or_default().to_ascii_uppercase();
            let (mis_start, mis_end) = (day(start), day(year.by(end)));
            let missing = Text::from(kind.as_str());
            add(
                &mut set.missing,
                [Missing { line: 0, child: number(), dob: born.clone(), missing, mis_start, mis_end }],
            );
        }
    }
    workers(set, known, year, child, &born);
    for one in rows(&known.liberty, child.person, |one| one.gtdl_start) {
        if year.open(one.gtdl_start, one.gtdl_end) {
            let (dolo_start, dolo_end) = (day(one.gtdl_start), day(year.by(one.gtdl_end)));
            add(&mut set.dolo, [Dolo { line: 0, child: number(), dob: born.clone(), dolo_start, dolo_end }]);
        }
    }
}

/// Decisions for adoption that stood on a day of the year; and, of a child adopted in it, with whom.
fn adoption(set: &mut Return, known: &Known<'_>, year: &Year, child: &Child<'_>, periods: &BTreeSet<&str>) {
    let all = rows(&known.permanence, child.person, |one| one.perm_adm_decision_date);
    let of_care =
        |one: &&facts::tables::Permanence| one.perm_cla_id.is_empty() || periods.contains(one.perm_cla_id.as_str());
    let all: Vec<_> = all.into_iter().filter(of_care).collect();
    for one in all.iter().filter(|one| year.open(one.perm_adm_decision_date, one.perm_decision_reversed_date)) {
        let ceased = year.by(one.perm_decision_reversed_date);
        add(
            &mut set.placed_adoption,
            [PlacedAdoption {
                line: 0,
                child: child.number.clone(),
                dob: day(child.born),
                date_placed: day(one.perm_adm_decision_date),
                date_placed_ceased: day(ceased),
                reason_placed_ceased: ceased.map(|_| code(&one.perm_decision_reversed_reason)).unwrap_or_default(),
            }],
        );
    }
    let adopted = child.episodes.iter().any(|row| row.rec.is_any(&["E11", "E12"]) && year.holds(row.dec.value));
    let way = all.iter().rfind(|one| one.perm_decision_reversed_date.is_none()).or(all.last());
    if let Some(one) = way.filter(|_| adopted) {
        add(
            &mut set.ad1,
            [Ad1 {
                line: 0,
                child: child.number.clone(),
                dob: day(child.born),
                date_int: day(one.perm_adm_decision_date),
                date_match: day(one.perm_matched_date),
                foster_care: one.perm_adopted_by_carer_flag.map(yes).unwrap_or_default(),
                nb_adoptr: text(&one.perm_number_of_adopters),
                sex_adoptr: code(&one.perm_adopter_sex),
                ls_adoptr: code(&one.perm_adopter_legal_status),
            }],
        );
    }
}

/// The social workers of the year, while the child was looked after. One who was followed on the same day is left out: the
/// return has nobody for less than a day.
fn workers(set: &mut Return, known: &Known<'_>, year: &Year, child: &Child<'_>, born: &Cell<Date>) {
    let (from, until) = match (child.episodes.first(), child.episodes.last()) {
        (Some(first), Some(last)) => (first.decom.value, last.dec.value),
        _ => return,
    };
    for one in rows(&known.involvements, child.person, |one| one.invo_involvement_start_date) {
        let (start, end) = (one.invo_involvement_start_date, one.invo_involvement_end_date);
        let worked = end.is_none_or(|end| Some(end) > start);
        let meanwhile = end.is_none_or(|end| Some(end) > from) && until.is_none_or(|until| start < Some(until));
        if year.open(start, end) && worked && meanwhile && !one.invo_professional_id.is_empty() {
            let registered = known.workers.get(one.invo_professional_id.as_str());
            let registered = registered.map_or("", |worker| worker.prof_social_worker_registration_no.as_str());
            let number = numbers::worker(registered, &one.invo_professional_id);
            add(
                &mut set.sw_episodes,
                [SwEpisodes {
                    line: 0,
                    child: child.number.clone(),
                    dob: born.clone(),
                    sw_id: Text::from(number.as_str()),
                    sw_decom: day(start),
                    sw_dec: day(year.by(end)),
                    sw_reason: code(&one.invo_worker_change_reason),
                }],
            );
        }
    }
}
