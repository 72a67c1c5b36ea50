//! Lists 1 to 4: contacts, early help, referrals and assessments.

use jiff::civil::Date;

use super::super::given::{asked, day, pick, whole};
use super::super::lists::{Assessment, Contact, EarlyHelp, Referral};
use super::{Known, of_person, row};
use crate::reading::Text;

/// Rows with the child and the day they are sorted by.
type Rows<R> = Vec<(String, Option<Date>, R)>;

pub(super) fn contacts(known: &Known<'_>) -> Rows<Contact> {
    let all = known.facts.contacts.iter().filter(|one| known.within(one.cont_contact_date, 6));
    all.map(|one| {
        let who = known.of(1, &one.cont_person_id);
        (
            who.number.clone(),
            one.cont_contact_date,
            row!(Contact of who {
                line: 0,
                on: day(one.cont_contact_date),
                source: pick(1, "Contact Source", &one.cont_contact_source_code),
            }),
        )
    })
    .collect()
}

pub(super) fn early_help(known: &Known<'_>) -> Rows<EarlyHelp> {
    let all = known.facts.early_help_episodes.iter();
    all.filter(|one| known.open_within(one.earl_episode_start_date, one.earl_episode_end_date, 6))
        .map(|one| {
            let who = known.of(2, &one.earl_person_id);
            (
                who.number.clone(),
                one.earl_episode_start_date,
                row!(EarlyHelp of who {
                    line: 0,
                    start: day(one.earl_episode_start_date),
                    completed: day(known.past(one.earl_episode_end_date)),
                    organisation: Text::from(one.earl_episode_organisation.as_str()),
                }),
            )
        })
        .collect()
}

pub(super) fn referrals(known: &Known<'_>) -> Rows<Referral> {
    let all = known.facts.cin_episodes.iter().filter(|one| known.within(one.cine_referral_date, 6));
    all.map(|one| {
        let who = known.of(3, &one.cine_person_id);
        let others = of_person(&known.episodes, &one.cine_person_id).iter().map(|other| other.cine_referral_date);
        (
            who.number.clone(),
            one.cine_referral_date,
            row!(Referral of who {
                line: 0,
                on: day(one.cine_referral_date),
                source: pick(3, "Referral Source", &one.cine_referral_source_code),
                no_further_action: asked(3, "Referral NFA?", one.cine_referral_nfa),
                earlier: whole(known.earlier(one.cine_referral_date, others)),
                team: known.team(&one.cine_referral_team),
                worker: known.worker(&one.cine_referral_worker_id),
            }),
        )
    })
    .collect()
}

pub(super) fn assessments(known: &Known<'_>) -> Rows<Assessment> {
    let all = known.facts.cin_assessments.iter();
    all.filter(|one| known.open_within(one.cina_assessment_start_date, one.cina_assessment_auth_date, 6))
        .map(|one| {
            let who = known.of(4, &one.cina_person_id);
            let authorised = known.past(one.cina_assessment_auth_date);
            // What it came to is known when it is authorised.
            let support = one.cina_assessment_outcome_nfa.filter(|_| authorised.is_some()).map(|nfa| !nfa);
            let heading = "Was the child assessed as requiring LA children's social care support?";
            (
                who.number.clone(),
                one.cina_assessment_start_date,
                row!(Assessment of who {
                    line: 0,
                    disability: known.disability(4, &one.cina_person_id),
                    start: day(one.cina_assessment_start_date),
                    seen: asked(4, "Child Seen During Continuous Assessment", one.cina_assessment_child_seen),
                    authorised: day(authorised),
                    support: asked(4, heading, support),
                    team: known.team(&one.cina_assessment_team),
                    worker: known.worker(&one.cina_assessment_worker_id),
                }),
            )
        })
        .collect()
}
