//! The census of a year, from facts.
//!
//! A child is in it with each episode that was open on a day of the year. What happened after 31 March is not known in it.

use std::collections::{BTreeMap, HashMap};

use facts::Facts;
use facts::tables::*;
use jiff::civil::{Date, DateTime, date};
use practice::calendar::Calendar;

use super::rows;
use super::rows::{Cell, Census, Field, Header, Source};
use crate::by_key::{By, by};
use crate::numbers;

/// Where a census comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct From {
    /// The year it ends in: 2026 is April 2025 to March 2026.
    pub year: i16,
    /// The authority's three-digit number.
    pub authority: String,
    /// The release of the software.
    pub release: String,
    /// When it is made.
    pub made: DateTime,
}

/// The census of that year, its children in the order of their numbers.
pub fn of(facts: &Facts, from: &From) -> Census {
    let year = Year {
        number: from.year,
        first: Date::new(from.year.saturating_sub(1), 4, 1).unwrap_or(date(1, 1, 1)),
        last: Date::new(from.year, 3, 31).unwrap_or(date(1, 1, 1)),
    };
    let known = Known::new(facts);
    let mut by_child: BTreeMap<(String, &str), Vec<&CinEpisode>> = BTreeMap::new();
    for episode in &facts.cin_episodes {
        // One that was turned away is of the year it came in.
        let turned_away = episode.cine_referral_nfa == Some(true) && closed(episode).is_none();
        let ended = if turned_away { episode.cine_referral_date } else { episode.cine_close_date };
        if year.open(episode.cine_referral_date, ended) {
            let person = episode.cine_person_id.as_str();
            by_child.entry((numbers::outside(person), person)).or_default().push(episode);
        }
    }
    let children = by_child.into_iter().map(|((number, person), mut episodes)| {
        episodes.sort_by_key(|one| (one.cine_referral_date, &one.cine_referral_id));
        let details = episodes.iter().map(|one| episode(&known, &year, one)).collect();
        child(&known, &year, number, person, details)
    });
    Census { header: header(from, &year), children: children.collect() }
}

struct Year {
    number: i16,
    first: Date,
    last: Date,
}

impl Year {
    /// A day, unless it is after the year.
    fn by(&self, on: Option<Date>) -> Option<Date> {
        on.filter(|on| *on <= self.last)
    }

    /// Whether something was open on a day of the year.
    fn open(&self, start: Option<Date>, end: Option<Date>) -> bool {
        self.by(start).is_some() && end.is_none_or(|end| end >= self.first)
    }
}

/// The rows of each episode, and of each child.
struct Known<'f> {
    persons: HashMap<&'f str, &'f Person>,
    disabilities: By<'f, Disability>,
    identifiers: By<'f, LinkedIdentifier>,
    assessments: By<'f, CinAssessment>,
    factors: By<'f, AssessmentFactors>,
    plans: By<'f, CinPlan>,
    enquiries: By<'f, S47Enquiry>,
    conferences: By<'f, InitialCpConference>,
    protection: By<'f, CpPlan>,
    protection_of: By<'f, CpPlan>,
    reviews: By<'f, CpReview>,
    pre_proceedings: By<'f, PreProceedings>,
}

/// The rows under a key, by their days.
fn of_key<'f, R>(all: &By<'f, R>, key: &str, day: impl Fn(&R) -> Option<Date>) -> Vec<&'f R> {
    let mut rows = all.get(key).cloned().unwrap_or_default();
    rows.sort_by_key(|row| day(row));
    rows
}

impl<'f> Known<'f> {
    fn new(facts: &'f Facts) -> Known<'f> {
        Known {
            persons: facts.persons.iter().map(|one| (one.pers_person_id.as_str(), one)).collect(),
            disabilities: by(&facts.disabilities, |row| &row.disa_person_id),
            identifiers: by(&facts.linked_identifiers, |row| &row.link_person_id),
            assessments: by(&facts.cin_assessments, |row| &row.cina_referral_id),
            factors: by(&facts.assessment_factors, |row| &row.cinf_assessment_id),
            plans: by(&facts.cin_plans, |row| &row.cinp_referral_id),
            enquiries: by(&facts.s47_enquiries, |row| &row.s47e_referral_id),
            conferences: by(&facts.initial_cp_conferences, |row| &row.icpc_referral_id),
            protection: by(&facts.cp_plans, |row| &row.cppl_referral_id),
            protection_of: by(&facts.cp_plans, |row| &row.cppl_person_id),
            reviews: by(&facts.cp_reviews, |row| &row.cppr_cp_plan_id),
            pre_proceedings: by(&facts.pre_proceedings, |row| &row.prep_person_id),
        }
    }
}

fn cell<T>(raw: String, value: T) -> Cell<T> {
    Cell { raw, value: Some(value), line: 0 }
}

fn day(on: Option<Date>) -> Field<Date> {
    on.map(|on| cell(on.to_string(), on))
}

fn text(text: &str) -> Field<String> {
    (!text.is_empty()).then(|| cell(text.to_owned(), text.to_owned()))
}

fn flag(yes: bool) -> Field<bool> {
    Some(cell(yes.to_string(), yes))
}

fn number(number: usize) -> Field<u32> {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Some(cell(number.to_string(), number))
}

fn header(from: &From, year: &Year) -> Header {
    let made = from.made.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    Header {
        line: 0,
        collection: text("CIN"),
        year: Some(cell(from.year.to_string(), from.year)),
        reference_date: day(Some(year.last)),
        sources: vec![Source {
            line: 0,
            level: text("L"),
            authority: text(&from.authority),
            software: text("Goldthread"),
            release: text(&from.release),
            serial: text("001"),
            made: Some(cell(made, from.made)),
        }],
    }
}

fn child(known: &Known<'_>, year: &Year, number: String, person: &str, episodes: Vec<rows::CinDetails>) -> rows::Child {
    let none = Person::default();
    let one = known.persons.get(person).copied().unwrap_or(&none);
    let former = known.identifiers.get(person).into_iter().flatten().find(|one| {
        let kind = one.link_identifier_type.to_ascii_lowercase();
        kind.contains("former") && (kind.contains("upn") || kind.contains("pupil"))
    });
    let born = year.by(one.pers_dob);
    let mut codes: Vec<&str> =
        known.disabilities.get(person).into_iter().flatten().map(|one| one.disa_disability_code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    // No disability stands alone.
    if codes.len() > 1 {
        codes.retain(|code| *code != "NONE");
    }
    let sex = text(&one.pers_sex);
    let (sex, gender_current) = if year.number >= 2025 { (sex, None) } else { (None, text(old_sex(&one.pers_sex))) };
    rows::Child {
        line: 0,
        identifiers: rows::Identifiers {
            la_child_id: cell(number.clone(), number),
            upn: text(&one.pers_upn),
            former_upn: former.and_then(|one| text(&one.link_identifier_value)),
            upn_unknown: text(&one.pers_upn_unknown),
            born: day(born),
            expected: day(one.pers_expected_dob.filter(|_| born.is_none())),
            sex,
            gender_current,
            died: day(year.by(one.pers_death_date)),
        },
        characteristics: rows::Characteristics {
            line: 0,
            ethnicity: text(&one.pers_ethnicity),
            disabilities: codes.into_iter().filter_map(text).collect(),
        },
        episodes,
    }
}

/// As it was written up to 2024.
fn old_sex(sex: &str) -> &str {
    match sex {
        "M" => "1",
        "F" => "2",
        "U" => "0",
        other => other,
    }
}

/// The day a case was closed. A referral that was turned away never was one: its day and reason are left blank, which the
/// rules about open cases (8569Q, 8815, 8816) take for granted, and with a day rule 8805 asks for a reason there is no code
/// for. One whose closure says why is a case that was closed.
fn closed(one: &CinEpisode) -> Option<Date> {
    let turned_away = one.cine_referral_nfa == Some(true) && one.cine_close_reason.is_empty();
    one.cine_close_date.filter(|_| !turned_away)
}

fn episode(known: &Known<'_>, year: &Year, one: &CinEpisode) -> rows::CinDetails {
    let key = one.cine_referral_id.as_str();
    let closed = closed(one).and_then(|on| year.by(Some(on)));
    let conferences = of_key(&known.conferences, key, |one| one.icpc_icpc_date);
    let conferences: Vec<_> = conferences.into_iter().filter(|one| year.by(one.icpc_icpc_date).is_some()).collect();
    let enquiries = of_key(&known.enquiries, key, |one| one.s47e_s47_start_date);
    let enquiries: Vec<_> = enquiries.into_iter().filter(|one| year.by(one.s47e_s47_start_date).is_some()).collect();
    // A conference of an enquiry stands with it; one after a move from another authority stands with the episode.
    let alone = conferences.iter().find(|conference| {
        let of = |enquiry: &&S47Enquiry| enquiry.s47e_s47_enquiry_id == conference.icpc_s47_enquiry_id;
        !enquiries.iter().any(of) && conference.icpc_icpc_date.is_some_and(|on| on >= year.first)
    });
    let enquiry = |one: &&S47Enquiry| {
        let of = |conference: &&&InitialCpConference| conference.icpc_s47_enquiry_id == one.s47e_s47_enquiry_id;
        let held = conferences.iter().find(of).and_then(|conference| conference.icpc_icpc_date);
        let ended = held.or(year.by(one.s47e_s47_end_date));
        let leads = outcome(&one.s47e_s47_outcome_json, "CP_CONFERENCE_FLAG");
        let not_required = held.is_none() && ended.is_some() && !leads;
        let due = one.s47e_s47_start_date.filter(|_| !not_required);
        let row = rows::Section47 {
            line: 0,
            started: day(one.s47e_s47_start_date),
            conference_due: day(due.map(|on| Calendar::england().add_working_days(on, 15))),
            conference: day(held),
            conference_not_required: flag(not_required),
        };
        ended.is_none_or(|on| on >= year.first).then_some(row)
    };
    let assessments = of_key(&known.assessments, key, |one| one.cina_assessment_start_date).into_iter();
    let plans = of_key(&known.plans, key, |one| one.cinp_cin_plan_start_date).into_iter();
    let protection = of_key(&known.protection, key, |one| one.cppl_cp_plan_start_date).into_iter();
    let meetings = known.pre_proceedings.get(one.cine_person_id.as_str()).cloned().unwrap_or_default().into_iter();
    let start = one.cine_referral_date;
    // Pre-proceedings name no referral: they stand with the episode they began in.
    let within = |on: Option<Date>| {
        on.is_some_and(|on| start.is_none_or(|start| on >= start) && closed.is_none_or(|end| on <= end))
    };
    rows::CinDetails {
        line: 0,
        referred: day(start),
        referral_source: text(&one.cine_referral_source_code),
        primary_need: text(&one.cine_cin_primary_need_code),
        closed: day(closed),
        closure_reason: text(if closed.is_some() { &one.cine_close_reason } else { "" }),
        conference: day(alone.and_then(|conference| conference.icpc_icpc_date)),
        no_further_action: flag(one.cine_referral_nfa.unwrap_or(false)),
        assessments: assessments
            .filter(|one| year.open(one.cina_assessment_start_date, one.cina_assessment_auth_date))
            .map(|one| assessment(known, year, one))
            .collect(),
        plans: plans
            .filter(|one| year.number >= 2022 && year.open(one.cinp_cin_plan_start_date, one.cinp_cin_plan_end_date))
            .map(|one| rows::CinPlan {
                line: 0,
                started: day(one.cinp_cin_plan_start_date),
                ended: day(year.by(one.cinp_cin_plan_end_date)),
            })
            .collect(),
        enquiries: enquiries.iter().filter_map(enquiry).collect(),
        protection_plans: protection
            .filter(|one| {
                one.cppl_cp_plan_ola != Some(true) && year.open(one.cppl_cp_plan_start_date, one.cppl_cp_plan_end_date)
            })
            .map(|one| protection_plan(known, year, one))
            .collect(),
        pre_proceedings: meetings
            .filter(|one| {
                year.number >= 2027
                    && within(one.prep_pre_pro_decision_date)
                    && year.open(one.prep_pre_pro_decision_date, one.prep_agree_stepdown_issue_date)
            })
            .map(|one| pre_proceedings(year, one))
            .collect(),
    }
}

fn assessment(known: &Known<'_>, year: &Year, one: &CinAssessment) -> rows::Assessment {
    let authorised = year.by(one.cina_assessment_auth_date);
    let factors = known.factors.get(one.cina_assessment_id.as_str()).into_iter().flatten();
    let mut codes: Vec<String> = factors.flat_map(|one| codes(&one.cinf_assessment_factors_json)).collect();
    codes.sort_unstable();
    codes.dedup();
    // No factor stands alone.
    if codes.len() > 1 {
        codes.retain(|code| code != "21");
    }
    rows::Assessment {
        line: 0,
        started: day(one.cina_assessment_start_date),
        internal_review: None,
        authorised: day(authorised),
        // What was found is known when the assessment is authorised.
        factors: codes.iter().filter(|_| authorised.is_some()).filter_map(|code| text(code)).collect(),
    }
}

/// The codes of a JSON array, or those of an object that are so.
pub(crate) fn codes(json: &str) -> Vec<String> {
    match serde_json::from_str(json) {
        Ok(serde_json::Value::Array(all)) => all.iter().filter_map(|one| one.as_str()).map(str::to_owned).collect(),
        Ok(serde_json::Value::Object(all)) => {
            let so = |answer: &serde_json::Value| matches!(answer.as_str(), Some("Y" | "Yes")) || *answer == true;
            all.into_iter().filter(|(_, answer)| so(answer)).map(|(code, _)| code).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether an object of flags says that something is so.
pub(crate) fn outcome(json: &str, flag: &str) -> bool {
    codes(json).iter().any(|code| code == flag)
}

fn protection_plan(known: &Known<'_>, year: &Year, one: &CpPlan) -> rows::ProtectionPlan {
    let reviews = of_key(&known.reviews, &one.cppl_cp_plan_id, |one| one.cppr_cp_review_date).into_iter();
    let reviews = reviews.filter_map(|review| year.by(review.cppr_cp_review_date)).filter(|on| *on >= year.first);
    let others = known.protection_of.get(one.cppl_person_id.as_str()).into_iter().flatten();
    let earlier = others.filter(|other| other.cppl_cp_plan_start_date < one.cppl_cp_plan_start_date);
    rows::ProtectionPlan {
        line: 0,
        started: day(one.cppl_cp_plan_start_date),
        ended: day(year.by(one.cppl_cp_plan_end_date)),
        initial_category: text(abuse(&one.cppl_cp_plan_initial_category)),
        latest_category: text(abuse(&one.cppl_cp_plan_latest_category)),
        previous_plans: number(earlier.count()),
        reviews: reviews.filter_map(|on| day(Some(on))).collect(),
    }
}

/// The code of a category of abuse that is told in words; several are one code.
fn abuse(words: &str) -> &str {
    let said = words.to_ascii_lowercase();
    let kinds = [("neglect", "NEG"), ("physical", "PHY"), ("sexual", "SAB"), ("emotional", "EMO")];
    let found: Vec<&str> = kinds.iter().filter(|(word, _)| said.contains(word)).map(|(_, code)| *code).collect();
    match found.as_slice() {
        [] if said.contains("multiple") => "MUL",
        [] => words,
        [one] => one,
        _ => "MUL",
    }
}

fn pre_proceedings(year: &Year, one: &PreProceedings) -> rows::PreProceedings {
    let count = one.prep_pre_pro_meetings_num.and_then(|count| usize::try_from(count).ok());
    rows::PreProceedings {
        line: 0,
        started: day(one.prep_pre_pro_decision_date),
        letter_sent: day(year.by(one.prep_pre_pro_letter_date)),
        first_meeting: day(year.by(one.prep_initial_pre_pro_meeting_date)),
        review_meetings: count.and_then(number),
        step_decision: day(year.by(one.prep_agree_stepdown_issue_date)),
        outcome: text(&one.prep_pre_pro_outcome),
        care_proceedings_letter: day(year.by(one.prep_care_pro_letter_date)),
        ..rows::PreProceedings::default()
    }
}
