//! What is said of the year as a whole: the health of those looked after all of it, and how care leavers are.

use facts::tables::CareLeaver;

use super::known::{Known, rows};
use super::{Child, Year, add, code, day, yes};
use crate::reading::{Held, Text};
use crate::ssda903::rules::{SHORT, years_on};
use crate::ssda903::{Oc2, Oc3, Return};

pub(super) fn fill(set: &mut Return, known: &Known<'_>, year: &Year, child: &Child<'_>) {
    if all_year(year, child) {
        add(&mut set.oc2, [health(known, year, child)]);
    }
    let leavers = known.leavers.get(child.person).into_iter().flatten();
    for one in leavers.filter(|one| is_leaver(known, year, one)).take(1) {
        add(&mut set.oc3, [leaver(child, one)]);
    }
}

/// Looked after on each day of the year, and not in short breaks.
fn all_year(year: &Year, child: &Child<'_>) -> bool {
    let inside = |row: &crate::ssda903::Episodes| {
        let began = row.rne.is("S") && row.decom.value.is_some_and(|began| year.first < began);
        let ended = !row.rec.is("X1") && row.dec.value.is_some_and(|ended| ended < year.last);
        began || ended || row.ls.is_any(SHORT)
    };
    !child.episodes.is_empty() && !child.episodes.iter().any(inside)
}

fn health(known: &Known<'_>, year: &Year, child: &Child<'_>) -> Oc2 {
    let reached = |years: i16| child.birthday(years).is_some_and(|day| day <= year.last);
    let of_age_before = child.birthday(17).is_some_and(|day| day < year.first);
    let asked = rows(&known.sdq, child.person, |one| one.csdq_sdq_completed_date);
    let asked =
        || asked.iter().rev().filter(|one| year.holds(one.csdq_sdq_completed_date) && reached(4) && !of_age_before);
    let score = asked().find(|one| !one.csdq_sdq_score.is_empty()).map(|one| Text::from(one.csdq_sdq_score.trim()));
    let reason = asked().find(|one| !one.csdq_sdq_reason.is_empty()).filter(|_| score.is_none());
    let checked = |words: &str| {
        let all = known.health.get(child.person).into_iter().flatten();
        all.into_iter().any(|one| {
            year.holds(one.clah_health_check_date)
                && matches!(one.clah_health_check_status.as_str(), "" | "Completed")
                && one.clah_health_check_type.to_ascii_lowercase().contains(words)
        })
    };
    let convicted = known.convictions.get(child.person).into_iter().flatten();
    let convicted = convicted.into_iter().any(|one| year.holds(one.clac_cla_conviction_date));
    let misused = rows(&known.misuse, child.person, |one| one.clas_substance_misuse_date);
    let misused: Vec<_> = misused.into_iter().filter(|one| year.holds(one.clas_substance_misuse_date)).collect();
    let received = misused.iter().any(|one| one.clas_intervention_received == Some(true));
    let help = known.help.get(child.person).into_iter().flatten().filter(|one| year.holds(one.gtsh_date));
    let offered = help.filter_map(|one| one.gtsh_offered).reduce(|a, b| a || b);
    let immunised = known.immunisations.get(child.person).and_then(|one| one.clai_immunisations_status);
    let said = |so: bool, asked: bool| if asked { yes(so) } else { Text::default() };
    Oc2 {
        line: 0,
        child: child.number.clone(),
        dob: day(child.born),
        sdq_score: Held::hold(score.unwrap_or_default()),
        sdq_reason: reason.map(|one| code(&one.csdq_sdq_reason)).unwrap_or_default(),
        convicted: said(convicted, reached(10)),
        health_check: said(checked("development"), !reached(5)),
        immunisations: immunised.map(yes).unwrap_or_default(),
        teeth_check: yes(checked("dent")),
        health_assessment: yes(checked("health assessment")),
        substance_misuse: yes(!misused.is_empty()),
        intervention_received: said(received, !misused.is_empty()),
        intervention_offered: if misused.is_empty() || received {
            Text::default()
        } else {
            offered.map(yes).unwrap_or_default()
        },
    }
}

/// Has a birthday from the 17th to the 21st in the year, and had left care before it, not by adoption.
pub(super) fn is_leaver(known: &Known<'_>, year: &Year, one: &CareLeaver) -> bool {
    let person = one.clea_person_id.as_str();
    let Some(born) = known.persons.get(person).and_then(|who| who.pers_dob) else { return false };
    let birthday = (17..=21).map(|years| years_on(born, years)).find(|day| year.holds(Some(*day)));
    let Some(birthday) = birthday.filter(|_| !one.clea_care_leaver_eligibility.starts_with("Eligible")) else {
        return false;
    };
    let cla = rows(&known.cla, person, |one| one.clae_cla_episode_start_date);
    let left = cla.last().and_then(|last| last.clae_cla_episode_ceased_date);
    let adopted = cla.last().is_some_and(|last| {
        last.clae_cla_episode_ceased_reason.starts_with("E1")
            && matches!(code(&last.clae_cla_episode_ceased_reason).as_str(), "E11" | "E12")
    });
    // Who was never looked after as far as is known was, by what the row says.
    !adopted && (cla.is_empty() || left.is_some_and(|left| left < birthday))
}

fn leaver(child: &Child<'_>, one: &CareLeaver) -> Oc3 {
    let (in_touch, known) =
        (code(&one.clea_care_leaver_in_touch), |text: &str| Text::from(if text.is_empty() { "0" } else { text }));
    let gone = in_touch.is_any(&["DIED", "RHOM"]);
    let place = match (one.clea_care_leaver_accommodation.as_str(), one.clea_care_leaver_accom_suitable.as_str()) {
        ("" | "0", _) => String::new(),
        (place, suitable) => format!("{place}{suitable}"),
    };
    let said = |what: &str| match (in_touch.is_blank(), gone) {
        (true, _) => Text::from(what),
        (_, true) => Text::from("0"),
        _ => known(what),
    };
    Oc3 {
        line: 0,
        child: child.number.clone(),
        dob: day(child.born),
        activ: said(&one.clea_care_leaver_activity),
        accom: said(&place),
        in_touch,
    }
}
