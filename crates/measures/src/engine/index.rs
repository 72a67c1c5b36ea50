//! The facts, indexed once: each table by day, by end and by person, and the few joins that measures need.

use super::events::{Event, Events, NOBODY, People, Who, Window};
use super::setting::Setting;
use facts::tables::{ClaPlacement, Person, Professional};
use facts::{Facts, Text};
use jiff::civil::Date;
use practice::age::{Age, age_on};
use std::collections::HashMap;
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

/// What finds facts quickly, to be kept beside them. Each field of events is a table; `row` is the place in it.
pub struct Tables {
    /// Somebody's registration number is held; somebody's job title.
    numbers_held: bool,
    titles_held: bool,
    pub people: People,
    /// The row of each.
    persons: Vec<Option<u32>>,
    disabled: Vec<bool>,
    pub contacts: Events,
    pub decisions: Events,
    pub early_help: Events,
    pub early_help_outcomes: Events,
    pub referrals: Events,
    pub referral_decisions: Events,
    pub assessments: Events,
    /// Assessments by the day they were authorised.
    pub authorised: Events,
    pub cin_plans: Events,
    pub cin_visits: Events,
    pub cin_meetings: Events,
    pub strategy: Events,
    pub enquiries: Events,
    pub conferences: Events,
    pub cp_plans: Events,
    pub cp_visits: Events,
    pub cp_reviews: Events,
    pub core_groups: Events,
    pub legal: Events,
    /// Times of being looked after without a break; `row` is the last episode of each. Short breaks are left out.
    pub care: Events,
    pub placements: Events,
    pub cla_reviews: Events,
    pub cla_visits: Events,
    pub care_plans: Events,
    pub health: Events,
    pub immunised: Events,
    pub sdq: Events,
    pub missing: Events,
    pub immigration: Events,
    /// By the day of the decision to begin pre-proceedings; they end with the step down or the issue.
    pub pre_proceedings: Events,
    pub involvements: Events,
    pub addresses: Events,
    /// One for each row, on the first day there is.
    pub permanence: Events,
    pub care_leavers: Events,
    pub professionals: Events,
    pub families: Events,
    referral_of: HashMap<Text, u32>,
    enquiry_of: HashMap<Text, u32>,
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

impl Tables {
    /// Indexes facts.
    pub fn of(facts: &Facts) -> Tables {
        let mut people = People::with_room(facts.persons.len() + 16);
        let mut persons: Vec<Option<u32>> = Vec::new();
        for (row, person) in (0..).zip(&facts.persons) {
            if people.number(&person.pers_person_id) as usize == persons.len() {
                persons.push(Some(row));
            }
        }
        // Everybody named anywhere has a number before the tables are indexed.
        let mut periods: HashMap<&str, Who> = HashMap::new();
        for episode in &facts.cla_episodes {
            let who = people.number(&episode.clae_person_id);
            periods.entry(&episode.clae_cla_id).or_insert(who);
        }
        fn events<'f, R>(
            people: &mut People,
            rows: &'f [R],
            of: impl Fn(&'f R) -> (&'f Text, Option<Date>, Option<Date>),
        ) -> Vec<Event> {
            let mut list = Vec::with_capacity(rows.len());
            for (row, one) in rows.iter().enumerate() {
                let (name, date, end) = of(one);
                if let Some(date) = date {
                    // What ends before it begins ends on the day it begins.
                    let end = end.map(|end| end.max(date));
                    list.push(Event { date, end, who: people.number(name), row: row as u32 });
                }
            }
            list
        }
        let by_period = |people: &mut People, name: &Text, period: &Text| match people.number(name) {
            NOBODY => periods.get(period.as_str()).copied().unwrap_or(NOBODY),
            who => who,
        };
        macro_rules! table {
            ($rows:ident, $one:ident, $name:expr, $date:expr, $end:expr) => {
                events(&mut people, &facts.$rows, |$one| (&$name, $date, $end))
            };
        }
        let nameless = Text::new();
        let first = Some(Date::MIN);
        let contacts = table!(contacts, r, r.cont_person_id, r.cont_contact_date, None);
        let decisions = table!(screening_decisions, r, r.gtsc_person_id, r.gtsc_decided.map(|at| at.date), None);
        let early_help =
            table!(early_help_episodes, r, r.earl_person_id, r.earl_episode_start_date, r.earl_episode_end_date);
        let early_help_outcomes = table!(early_help_outcomes, r, r.gteo_person_id, r.gteo_ended, None);
        let referrals = table!(cin_episodes, r, r.cine_person_id, r.cine_referral_date, r.cine_close_date);
        let referral_decisions =
            table!(referral_decisions, r, r.gtrd_person_id, r.gtrd_received.map(|at| at.date), None);
        let assessments =
            table!(cin_assessments, r, r.cina_person_id, r.cina_assessment_start_date, r.cina_assessment_auth_date);
        let authorised = table!(cin_assessments, r, r.cina_person_id, r.cina_assessment_auth_date, None);
        let cin_plans = table!(cin_plans, r, r.cinp_person_id, r.cinp_cin_plan_start_date, r.cinp_cin_plan_end_date);
        let cin_visits = table!(cin_visits, r, r.cinv_person_id, r.cinv_cin_visit_date, None);
        let cin_meetings = table!(cin_meetings, r, r.gtcm_person_id, r.gtcm_date, None);
        let strategy = table!(strategy_discussions, r, r.gtsd_person_id, r.gtsd_held.map(|at| at.date), None);
        let enquiries = table!(s47_enquiries, r, r.s47e_person_id, r.s47e_s47_start_date, r.s47e_s47_end_date);
        let conferences = table!(initial_cp_conferences, r, r.icpc_person_id, r.icpc_icpc_date, None);
        let cp_plans = table!(cp_plans, r, r.cppl_person_id, r.cppl_cp_plan_start_date, r.cppl_cp_plan_end_date);
        let cp_visits = table!(cp_visits, r, r.cppv_person_id, r.cppv_cp_visit_date, None);
        let cp_reviews = table!(cp_reviews, r, r.cppr_person_id, r.cppr_cp_review_date, None);
        let core_groups = table!(core_groups, r, r.gtcg_person_id, r.gtcg_date, None);
        let legal =
            table!(legal_statuses, r, r.lega_person_id, r.lega_legal_status_start_date, r.lega_legal_status_end_date);
        let mut placements =
            table!(cla_placements, r, r.clap_person_id, r.clap_cla_placement_start_date, r.clap_cla_placement_end_date);
        for event in &mut placements {
            let row: &ClaPlacement = &facts.cla_placements[event.row as usize];
            event.who = by_period(&mut people, &row.clap_person_id, &row.clap_cla_id);
        }
        let mut cla_reviews = table!(cla_reviews, r, nameless, r.clar_cla_review_date, None);
        cla_reviews.retain(|event| facts.cla_reviews[event.row as usize].clar_cla_review_cancelled != Some(true));
        for event in &mut cla_reviews {
            let period = &facts.cla_reviews[event.row as usize].clar_cla_id;
            event.who = by_period(&mut people, &nameless, period);
        }
        let mut cla_visits = table!(cla_visits, r, r.clav_person_id, r.clav_cla_visit_date, None);
        for event in &mut cla_visits {
            let row = &facts.cla_visits[event.row as usize];
            event.who = by_period(&mut people, &row.clav_person_id, &row.clav_cla_id);
        }
        let care_plans =
            table!(cla_care_plans, r, r.lacp_person_id, r.lacp_cla_care_plan_start_date, r.lacp_cla_care_plan_end_date);
        let health = table!(cla_health_checks, r, r.clah_person_id, r.clah_health_check_date, None);
        let immunised = table!(cla_immunisations, r, r.clai_person_id, r.clai_immunisations_status_date, None);
        let sdq = table!(sdq_scores, r, r.csdq_person_id, r.csdq_sdq_completed_date, None);
        let missing =
            table!(missing, r, r.miss_person_id, r.miss_missing_episode_start_date, r.miss_missing_episode_end_date);
        let immigration = table!(
            immigration_statuses,
            r,
            r.immi_person_id,
            r.immi_immigration_status_start_date.or(first),
            r.immi_immigration_status_end_date
        );
        let pre_proceedings = table!(
            pre_proceedings,
            r,
            r.prep_person_id,
            r.prep_pre_pro_decision_date,
            r.prep_agree_stepdown_issue_date
        );
        let involvements =
            table!(involvements, r, r.invo_person_id, r.invo_involvement_start_date, r.invo_involvement_end_date);
        let addresses =
            table!(addresses, r, r.addr_person_id, r.addr_address_start_date.or(first), r.addr_address_end_date);
        let permanence = table!(permanence, r, r.perm_person_id, first, None);
        let care_leavers = table!(care_leavers, r, r.clea_person_id, first, None);
        let professionals = table!(professionals, _r, nameless, first, None);
        let families = table!(families, r, r.fami_person_id, first, None);
        let mut disabled: Vec<bool> = Vec::new();
        for row in &facts.disabilities {
            let who = people.number(&row.disa_person_id) as usize;
            if who < NOBODY as usize && !matches!(code(&row.disa_disability_code), "" | "NONE") {
                disabled.resize(disabled.len().max(who + 1), false);
                disabled[who] = true;
            }
        }
        let count = people.len();
        let legal = Events::new(legal, count);
        let care = Events::new(care(facts, &people, &legal), count);
        let of = |list| Events::new(list, count);
        let numbers_held = facts.professionals.iter().any(|one| !one.prof_social_worker_registration_no.is_empty());
        Tables {
            numbers_held,
            titles_held: facts.professionals.iter().any(|one| !one.prof_professional_job_title.is_empty()),
            persons,
            disabled,
            contacts: of(contacts),
            decisions: of(decisions),
            early_help: of(early_help),
            early_help_outcomes: of(early_help_outcomes),
            referrals: of(referrals),
            referral_decisions: of(referral_decisions),
            assessments: of(assessments),
            authorised: of(authorised),
            cin_plans: of(cin_plans),
            cin_visits: of(cin_visits),
            cin_meetings: of(cin_meetings),
            strategy: of(strategy),
            enquiries: of(enquiries),
            conferences: of(conferences),
            cp_plans: of(cp_plans),
            cp_visits: of(cp_visits),
            cp_reviews: of(cp_reviews),
            core_groups: of(core_groups),
            legal,
            care,
            placements: of(placements),
            cla_reviews: of(cla_reviews),
            cla_visits: of(cla_visits),
            care_plans: of(care_plans),
            health: of(health),
            immunised: of(immunised),
            sdq: of(sdq),
            missing: of(missing),
            immigration: of(immigration),
            pre_proceedings: of(pre_proceedings),
            involvements: of(involvements),
            addresses: of(addresses),
            permanence: of(permanence),
            care_leavers: of(care_leavers),
            professionals: of(professionals),
            families: of(families),
            referral_of: facts.cin_episodes.iter().zip(0..).map(|(r, at)| (r.cine_referral_id.clone(), at)).collect(),
            enquiry_of: facts
                .s47_enquiries
                .iter()
                .zip(0..)
                .map(|(r, at)| (r.s47e_s47_enquiry_id.clone(), at))
                .collect(),
            people,
        }
    }
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

    /// Whether the child is known to live outside the authority on a day.
    pub fn outside(&self, who: Who, on: Date) -> bool {
        self.placement(who, on)
            .is_some_and(|(_, row)| self.setting.outside(&row.clap_cla_placement_postcode) == Some(true))
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

/// Times of being looked after: episodes that follow one another without a day between, short breaks left out.
fn care(facts: &Facts, people: &People, legal: &Events) -> Vec<Event> {
    let mut episodes: Vec<Event> = Vec::with_capacity(facts.cla_episodes.len());
    for (row, one) in facts.cla_episodes.iter().enumerate() {
        let (Some(who), Some(date)) = (people.known(&one.clae_person_id), one.clae_cla_episode_start_date) else {
            continue;
        };
        let status = legal.open_of(who, date).map(|at| code(&facts.legal_statuses[at.row as usize].lega_legal_status));
        if !matches!(status, Some("V3" | "V4")) {
            episodes.push(Event {
                date,
                end: one.clae_cla_episode_ceased_date.map(|end| end.max(date)),
                who,
                row: row as u32,
            });
        }
    }
    episodes.sort_by_key(|event| (event.who, event.date, event.end.unwrap_or(Date::MAX)));
    let mut spans: Vec<Event> = Vec::new();
    for next in episodes {
        match spans.last_mut() {
            Some(span) if span.who == next.who && span.end.is_none_or(|end| next.date <= end) => {
                // One that was never ended, and was followed, ended then.
                span.end = next.end.map(|end| span.end.map_or(end, |before| before.max(end)));
                span.row = next.row;
            }
            _ => spans.push(next),
        }
    }
    spans
}
