//! The facts, indexed once: each table by day, by end and by person, and the few joins that measures need.

use super::events::{Event, NOBODY, Who, Window};
use super::setting::Setting;
use super::tables::Tables;
use facts::Facts;
use facts::tables::{ClaPlacement, Person, Professional};
use jiff::civil::Date;
use practice::age::{Age, age_on};
use std::ops::Deref;
use std::sync::Arc;

/// Facts and what finds them quickly.
pub struct Index<'f> {
    pub facts: &'f Facts,
    pub setting: &'f Setting,
    tables: Arc<Tables>,
}

impl Deref for Index<'_> {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

/// The first word of a code that may carry words: `E11 - Adopted` is `E11`.
pub fn code(text: &str) -> &str {
    text.trim().split([' ', '-', ':', ',']).next().unwrap_or_default()
}

/// Whether a JSON object of flags has this one set. The standard's names are written with `OUTCOME_` before them or not.
pub fn flag(json: &str, name: &str) -> bool {
    json.match_indices(name).any(|(at, _)| {
        let before = json[..at].trim_end_matches("OUTCOME_");
        let after =
            json[at + name.len()..].strip_prefix('"').map(|rest| rest.trim_start().trim_start_matches([':', ' ', '"']));
        before.ends_with('"') && after.is_some_and(|rest| rest.starts_with(['Y', 'y', 't', 'T', '1']))
    })
}

impl<'f> Index<'f> {
    /// Indexes facts. The setting stays with it: rates and local limits come from there.
    pub fn new(facts: &'f Facts, setting: &'f Setting) -> Index<'f> {
        Index::kept(facts, setting, Arc::new(Tables::of(facts)))
    }

    /// The same with what was indexed before, of the same facts.
    pub fn kept(facts: &'f Facts, setting: &'f Setting, tables: Arc<Tables>) -> Index<'f> {
        Index { facts, setting, tables }
    }

    /// Whether somebody is a registered social worker: by their number, or, where the source holds nobody's number, by a
    /// job title that the law keeps for those who are registered (Children and Social Work Act 2017, s.59). A source with
    /// neither tells of nobody that they are not.
    pub fn is_registered(&self, one: &Professional) -> bool {
        let title = || one.prof_professional_job_title.to_lowercase().replace("_", " ").contains("social worker");
        match (self.numbers_held, self.titles_held) {
            (true, _) => !one.prof_social_worker_registration_no.is_empty(),
            (false, true) => title(),
            (false, false) => true,
        }
    }

    /// What the facts say of a person.
    pub fn person(&self, who: Who) -> Option<&'f Person> {
        let row = self.persons.get(who as usize).copied().flatten()?;
        self.facts.persons.get(row as usize)
    }

    /// Their age on a day; `None` when it is not known when they were born.
    pub fn age(&self, who: Who, on: Date) -> Option<Age> {
        self.person(who)?.pers_dob.map(|born| age_on(born, on))
    }

    /// Whether they are of an age between these, both within, on a day; no when it is not known.
    pub fn aged(&self, who: Who, on: Date, from: i16, to: i16) -> bool {
        self.age(who, on).is_some_and(|age| (from..=to).contains(&age.years))
    }

    pub fn disabled(&self, who: Who) -> bool {
        self.disabled.get(who as usize).copied().unwrap_or(false)
    }

    /// The place of the referral of this name.
    pub fn referral(&self, id: &str) -> Option<u32> {
        self.referral_of.get(id).copied()
    }

    /// The place of the enquiry of this name.
    pub fn enquiry(&self, id: &str) -> Option<u32> {
        self.enquiry_of.get(id).copied()
    }

    /// The children in need at the end of a day, each once, by their latest referral that is open.
    pub fn in_need(&self, on: Date) -> Vec<Event> {
        let accepted = |event: &Event| self.facts.cin_episodes[event.row as usize].cine_referral_nfa != Some(true);
        once(self.referrals.open_at(on).filter(accepted))
    }

    /// The children on a protection plan of this authority at the end of a day, each once.
    pub fn protected(&self, on: Date) -> Vec<Event> {
        once(self.cp_plans.open_at(on).filter(|event| self.own_plan(event)))
    }

    /// Whether a protection plan is this authority's own.
    pub fn own_plan(&self, event: &Event) -> bool {
        self.facts.cp_plans[event.row as usize].cppl_cp_plan_ola != Some(true)
    }

    /// The children looked after at the end of a day, each once.
    pub fn looked_after(&self, on: Date) -> Vec<Event> {
        once(self.care.open_at(on))
    }

    /// Where a looked-after child lives at the end of a day; a temporary placement is passed over.
    pub fn placement(&self, who: Who, on: Date) -> Option<(Event, &'f ClaPlacement)> {
        let open = self.placements.of(who).iter().rev().filter(|event| event.open_at(on));
        let rows = open.map(|event| (*event, &self.facts.cla_placements[event.row as usize]));
        rows.clone()
            .find(|(_, row)| !code(&row.clap_cla_placement_type).starts_with('T'))
            .or_else(|| rows.clone().next())
    }

    /// The legal status of a child at the end of a day; empty when none is known.
    pub fn legal_status(&self, who: Who, on: Date) -> &'f str {
        let open = self.legal.open_of(who, on);
        open.map_or("", |event| code(&self.facts.legal_statuses[event.row as usize].lega_legal_status))
    }

    /// Whether the child is known to live outside the authority on a day: as it was recorded, else by the postcode.
    pub fn outside(&self, who: Who, on: Date) -> bool {
        self.placement(who, on).is_some_and(|(event, row)| {
            let recorded = self.in_area.get(event.row as usize).copied().flatten().map(|inside| !inside);
            recorded.or_else(|| self.setting.outside(&row.clap_cla_placement_postcode)) == Some(true)
        })
    }

    /// A child's assessment was authorised within the twelve months to a day.
    pub fn assessed(&self, who: Who, on: Date) -> bool {
        let year = Window { from: super::due::months_before(on, 12), to: on };
        !self.authorised.of_within(who, year).is_empty()
    }
}

/// Each person once, by their last event.
pub fn once(events: impl Iterator<Item = Event>) -> Vec<Event> {
    let mut list: Vec<Event> = events.filter(|event| event.who != NOBODY).collect();
    list.sort_by_key(|event| (event.who, std::cmp::Reverse(event.date)));
    list.dedup_by_key(|event| event.who);
    list
}
