//! What finds facts quickly: each table by day, by end and by person. After a write only the tables that changed are
//! indexed anew.

use super::events::{Event, Events, NOBODY, People, Who};
use super::index::code;
use facts::{Facts, Row, Text};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What finds facts quickly, to be kept beside them. Each field of events is a table; `row` is the place in it. A clone
/// shares what it finds.
#[derive(Clone, Default)]
pub struct Tables {
    /// Somebody's registration number is held; somebody's job title.
    pub(super) numbers_held: bool,
    pub(super) titles_held: bool,
    pub people: Arc<People>,
    /// The row of each.
    pub(super) persons: Arc<Vec<Option<u32>>>,
    pub(super) disabled: Arc<Vec<bool>>,
    /// Of each placement, whether it was recorded to be in the area of the authority.
    pub(super) in_area: Arc<Vec<Option<bool>>>,
    pub contacts: Arc<Events>,
    pub decisions: Arc<Events>,
    pub early_help: Arc<Events>,
    pub early_help_outcomes: Arc<Events>,
    pub referrals: Arc<Events>,
    pub referral_decisions: Arc<Events>,
    pub assessments: Arc<Events>,
    /// Assessments by the day they were authorised.
    pub authorised: Arc<Events>,
    pub cin_plans: Arc<Events>,
    pub cin_visits: Arc<Events>,
    pub cin_meetings: Arc<Events>,
    pub strategy: Arc<Events>,
    pub enquiries: Arc<Events>,
    pub conferences: Arc<Events>,
    pub cp_plans: Arc<Events>,
    pub cp_visits: Arc<Events>,
    pub cp_reviews: Arc<Events>,
    pub core_groups: Arc<Events>,
    pub legal: Arc<Events>,
    /// Times of being looked after without a break; `row` is the last episode of each. Short breaks are left out.
    pub care: Arc<Events>,
    pub placements: Arc<Events>,
    pub cla_reviews: Arc<Events>,
    pub cla_visits: Arc<Events>,
    pub care_plans: Arc<Events>,
    pub health: Arc<Events>,
    pub immunised: Arc<Events>,
    pub sdq: Arc<Events>,
    pub missing: Arc<Events>,
    /// By the day the child came back.
    pub return_interviews: Arc<Events>,
    /// Runs of clocks by the day they were due.
    pub clocks: Arc<Events>,
    pub conference_agencies: Arc<Events>,
    pub other_visits: Arc<Events>,
    pub immigration: Arc<Events>,
    /// By the day of the decision to begin pre-proceedings; they end with the step down or the issue.
    pub pre_proceedings: Arc<Events>,
    pub involvements: Arc<Events>,
    pub addresses: Arc<Events>,
    /// One for each row, on the first day there is.
    pub permanence: Arc<Events>,
    /// Adopters with a file of their own, by the first day there is.
    pub adopters: Arc<Events>,
    pub care_leavers: Arc<Events>,
    pub professionals: Arc<Events>,
    pub families: Arc<Events>,
    pub(super) referral_of: Arc<HashMap<Text, u32>>,
    pub(super) enquiry_of: Arc<HashMap<Text, u32>>,
}

/// Tables by the name they have in the facts.
type Names<'n> = BTreeSet<&'n str>;

/// What is found by way of another table: when the first changes, so does what is found in the second.
const LEADS_TO: [(&str, &str); 5] = [
    ("gt_placement_areas", "ssd_cla_placement"),
    ("ssd_cla_episodes", "ssd_cla_placement"),
    ("ssd_cla_episodes", "ssd_cla_reviews"),
    ("ssd_cla_episodes", "ssd_cla_visits"),
    ("ssd_legal_status", "ssd_cla_episodes"),
];

/// The tables that are found otherwise than before when these have changed: they, and those they lead to.
pub fn touched<'n>(changed: &Names<'n>) -> Names<'n> {
    let led = LEADS_TO.iter().filter(|(from, _)| changed.contains(from)).map(|(_, to)| *to);
    changed.iter().copied().chain(led).collect()
}

/// Rows of a table as events, in the order they stand in.
fn events<'f, R>(
    people: &mut Arc<People>,
    rows: &'f [R],
    of: impl Fn(&'f R) -> (&'f Text, Option<Date>, Option<Date>),
) -> Vec<Event> {
    let mut list = Vec::with_capacity(rows.len());
    for (row, one) in rows.iter().enumerate() {
        let (name, date, end) = of(one);
        if let Some(date) = date {
            // What ends before it begins ends on the day it begins.
            let end = end.map(|end| end.max(date));
            list.push(Event { date, end, who: number(people, name), row: row as u32 });
        }
    }
    list
}

/// The number of a person. Those who share the numbers see them copied when somebody is new.
fn number(people: &mut Arc<People>, name: &Text) -> Who {
    match people.known(name) {
        Some(who) => who,
        None if name.is_empty() => NOBODY,
        None => Arc::make_mut(people).number(name),
    }
}

/// Sets the place of a person in a list that may be too short.
fn set<T: Clone>(list: &mut Vec<T>, who: Who, blank: T, value: impl FnOnce(&T) -> T) {
    if who == NOBODY {
        return;
    }
    let at = who as usize;
    if at >= list.len() {
        list.resize(at + 1, blank);
    }
    list[at] = value(&list[at]);
}

/// The places of rows by name.
fn places<'f>(names: impl Iterator<Item = &'f Text>) -> Arc<HashMap<Text, u32>> {
    Arc::new(names.cloned().zip(0..).collect())
}

impl Tables {
    /// Indexes facts.
    pub fn of(facts: &Facts) -> Tables {
        let people = Arc::new(People::with_room(facts.persons.len() + 16));
        Tables { people, ..Tables::default() }.indexed(facts, None)
    }

    /// The same of facts in which these tables have changed since: only they are indexed anew.
    pub fn after(&self, facts: &Facts, changed: &BTreeSet<&str>) -> Tables {
        self.clone().indexed(facts, Some(changed))
    }

    fn indexed(mut self, facts: &Facts, changed: Option<&Names<'_>>) -> Tables {
        fn is_changed<R: Row>(changed: Option<&Names<'_>>, _: &[R]) -> bool {
            changed.is_none_or(|changed| changed.contains(R::TABLE.name))
        }
        macro_rules! changed {
            ($($rows:ident),+) => { false $(|| is_changed(changed, &facts.$rows))+ };
        }
        // Names are numbered in one order: people first, then whoever else is named.
        let mut people = std::mem::take(&mut self.people);
        if changed!(persons) {
            let mut persons = Vec::with_capacity(facts.persons.len());
            for (row, person) in (0..).zip(&facts.persons) {
                let who = number(&mut people, &person.pers_person_id);
                set(&mut persons, who, None, |before: &Option<u32>| before.or(Some(row)));
            }
            self.persons = Arc::new(persons);
        }
        let of_periods = changed!(cla_episodes, cla_placements, cla_reviews, cla_visits);
        let mut periods: HashMap<&str, Who> = HashMap::new();
        for episode in facts.cla_episodes.iter().filter(|_| of_periods) {
            let who = number(&mut people, &episode.clae_person_id);
            periods.entry(&episode.clae_cla_id).or_insert(who);
        }
        // A table whose rows may name the period in the place of the child.
        let by_period = |event: &mut Event, period: &Text| {
            if event.who == NOBODY {
                event.who = periods.get(period.as_str()).copied().unwrap_or(NOBODY);
            }
        };
        macro_rules! table {
            ($field:ident: $rows:ident $(, $via:ident)?; |$one:ident| $name:expr, $date:expr, $end:expr $(; $mend:expr)?) => {
                if changed!($rows $(, $via)?) {
                    #[allow(unused_mut, reason = "some lists are mended afterwards")]
                    let mut list = events(&mut people, &facts.$rows, |$one| (&$name, $date, $end));
                    $($mend(&mut list);)?
                    self.$field = Arc::new(Events::new(list, people.len()));
                }
            };
        }
        let nameless = Text::new();
        let first = Some(Date::MIN);
        table!(contacts: contacts; |r| r.cont_person_id, r.cont_contact_date, None);
        table!(decisions: screening_decisions; |r| r.gtsc_person_id, r.gtsc_decided.map(|at| at.date), None);
        table!(early_help: early_help_episodes; |r| r.earl_person_id, r.earl_episode_start_date, r.earl_episode_end_date);
        table!(early_help_outcomes: early_help_outcomes; |r| r.gteo_person_id, r.gteo_ended, None);
        table!(referrals: cin_episodes; |r| r.cine_person_id, r.cine_referral_date, r.cine_close_date);
        table!(referral_decisions: referral_decisions; |r| r.gtrd_person_id, r.gtrd_received.map(|at| at.date), None);
        table!(assessments: cin_assessments; |r| r.cina_person_id, r.cina_assessment_start_date, r.cina_assessment_auth_date);
        table!(authorised: cin_assessments; |r| r.cina_person_id, r.cina_assessment_auth_date, None);
        table!(cin_plans: cin_plans; |r| r.cinp_person_id, r.cinp_cin_plan_start_date, r.cinp_cin_plan_end_date);
        table!(cin_visits: cin_visits; |r| r.cinv_person_id, r.cinv_cin_visit_date, None);
        table!(cin_meetings: cin_meetings; |r| r.gtcm_person_id, r.gtcm_date, None);
        table!(strategy: strategy_discussions; |r| r.gtsd_person_id, r.gtsd_held.map(|at| at.date), None);
        table!(enquiries: s47_enquiries; |r| r.s47e_person_id, r.s47e_s47_start_date, r.s47e_s47_end_date);
        table!(conferences: initial_cp_conferences; |r| r.icpc_person_id, r.icpc_icpc_date, None);
        table!(cp_plans: cp_plans; |r| r.cppl_person_id, r.cppl_cp_plan_start_date, r.cppl_cp_plan_end_date);
        table!(cp_visits: cp_visits; |r| r.cppv_person_id, r.cppv_cp_visit_date, None);
        table!(cp_reviews: cp_reviews; |r| r.cppr_person_id, r.cppr_cp_review_date, None);
        table!(core_groups: core_groups; |r| r.gtcg_person_id, r.gtcg_date, None);
        table!(legal: legal_statuses; |r| r.lega_person_id, r.lega_legal_status_start_date, r.lega_legal_status_end_date);
        table!(placements: cla_placements, cla_episodes; |r| r.clap_person_id, r.clap_cla_placement_start_date, r.clap_cla_placement_end_date; |list: &mut Vec<Event>| {
            list.iter_mut().for_each(|event| by_period(event, &facts.cla_placements[event.row as usize].clap_cla_id))
        });
        table!(cla_reviews: cla_reviews, cla_episodes; |r| nameless, r.clar_cla_review_date, None; |list: &mut Vec<Event>| {
            let row = |event: &Event| &facts.cla_reviews[event.row as usize];
            list.retain(|event| row(event).clar_cla_review_cancelled != Some(true));
            list.iter_mut().for_each(|event| by_period(event, &row(event).clar_cla_id))
        });
        table!(cla_visits: cla_visits, cla_episodes; |r| r.clav_person_id, r.clav_cla_visit_date, None; |list: &mut Vec<Event>| {
            list.iter_mut().for_each(|event| by_period(event, &facts.cla_visits[event.row as usize].clav_cla_id))
        });
        table!(care_plans: cla_care_plans; |r| r.lacp_person_id, r.lacp_cla_care_plan_start_date, r.lacp_cla_care_plan_end_date);
        table!(health: cla_health_checks; |r| r.clah_person_id, r.clah_health_check_date, None);
        table!(immunised: cla_immunisations; |r| r.clai_person_id, r.clai_immunisations_status_date, None);
        table!(sdq: sdq_scores; |r| r.csdq_person_id, r.csdq_sdq_completed_date, None);
        table!(missing: missing; |r| r.miss_person_id, r.miss_missing_episode_start_date, r.miss_missing_episode_end_date);
        table!(return_interviews: return_interviews; |r| r.gtri_person_id, r.gtri_returned, None);
        table!(clocks: clock_runs; |r| r.gtck_person_id, r.gtck_due.map(|due| due.date), None);
        table!(conference_agencies: conference_agencies; |r| r.gtca_person_id, r.gtca_held, None);
        table!(other_visits: other_visits; |r| r.gtov_person_id, r.gtov_date, None);
        table!(immigration: immigration_statuses; |r| r.immi_person_id, r.immi_immigration_status_start_date.or(first), r.immi_immigration_status_end_date);
        table!(pre_proceedings: pre_proceedings; |r| r.prep_person_id, r.prep_pre_pro_decision_date, r.prep_agree_stepdown_issue_date);
        table!(involvements: involvements; |r| r.invo_person_id, r.invo_involvement_start_date, r.invo_involvement_end_date);
        table!(addresses: addresses; |r| r.addr_person_id, r.addr_address_start_date.or(first), r.addr_address_end_date);
        table!(permanence: permanence; |r| r.perm_person_id, first, None);
        table!(adopters: prospective_adopters; |r| r.gtpa_adopter_id, first, None);
        table!(care_leavers: care_leavers; |r| r.clea_person_id, first, None);
        table!(professionals: professionals; |_r| nameless, first, None);
        table!(families: families; |r| r.fami_person_id, first, None);
        if changed!(cla_episodes, legal_statuses) {
            self.care = Arc::new(Events::new(care(facts, &people, &self.legal), people.len()));
        }
        if changed!(disabilities) {
            let mut disabled = Vec::new();
            for row in &facts.disabilities {
                let who = number(&mut people, &row.disa_person_id);
                let is = !matches!(code(&row.disa_disability_code), "" | "NONE");
                set(&mut disabled, who, false, |before| *before || is);
            }
            self.disabled = Arc::new(disabled);
        }
        if changed!(cla_placements, placement_areas) {
            let said = facts.placement_areas.iter().filter_map(|row| Some((&row.gtpl_placement_id, row.gtpl_in_area?)));
            let said: HashMap<&Text, bool> = said.collect();
            let of = |row: &facts::tables::ClaPlacement| said.get(&row.clap_cla_placement_id).copied();
            self.in_area = Arc::new(facts.cla_placements.iter().map(of).collect());
        }
        if changed!(cin_episodes) {
            self.referral_of = places(facts.cin_episodes.iter().map(|row| &row.cine_referral_id));
        }
        if changed!(s47_enquiries) {
            self.enquiry_of = places(facts.s47_enquiries.iter().map(|row| &row.s47e_s47_enquiry_id));
        }
        if changed!(professionals) {
            let any = |of: fn(&facts::tables::Professional) -> &Text| {
                facts.professionals.iter().any(|one| !of(one).is_empty())
            };
            self.numbers_held = any(|one| &one.prof_social_worker_registration_no);
            self.titles_held = any(|one| &one.prof_professional_job_title);
        }
        self.people = people;
        self
    }
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
