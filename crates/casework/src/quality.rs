//! Data quality: what the rules of the returns find in our own records, told to whoever can mend it, all year round.
//!
//! Findings are worked out from facts: of everyone when the figures are read whole and when a day begins, of a few when their
//! records have changed. What a rule finds by comparing children ([`COMPARING`]) is worked out of everyone again in spare
//! time. Findings are held in memory beside the facts; a page only looks up its own children.

use crate::access::{Act, Actor};
use crate::figures::{Figures, PATIENCE};
use crate::file::{AsAt, File};
use crate::names::StaffNames;
use crate::{Casework, Done, Problem};
use facts::{Facts, from_records};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::record::Records;
use practice::summary::Summary;
use standards::annex_a::rules::{self as annex_a, Lists};
use standards::cin_census::from_facts::{From, of};
use standards::cin_census::rules as cin;
use standards::numbers::outside;
use standards::rules::{Report, Severity};
use standards::ssda903::from_facts as ssda903;
use standards::ssda903::rules::{self as ssda903_rules, Returns};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};
use store::Whose;

/// Something a rule finds about one child.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The return the rule is of: `CIN`.
    pub of: &'static str,
    /// The rule's number.
    pub rule: &'static str,
    /// May it be right as it stands?
    pub query: bool,
    /// What is wrong.
    pub words: &'static str,
    /// What to do about it.
    pub remedy: &'static str,
    /// Where: `Table.Field` of the return, and what stands there.
    pub places: Vec<(&'static str, String)>,
}

/// What is held: of each child with findings, what they are.
#[derive(Default)]
pub(crate) struct Kept {
    now: RwLock<Option<Held>>,
}

struct Held {
    by_child: HashMap<PersonId, Vec<Found>>,
    /// When the facts of everyone were read, and the day they were looked at from.
    of: (Timestamp, Date),
    /// As at when everyone was gone through last, and what that took.
    everyone: (Timestamp, SignedDuration),
    /// Who was gone through since, and the last entry of the log by then.
    since: HashMap<PersonId, u64>,
    /// When anything was worked out last.
    at: Timestamp,
}

/// The rules that find something about a child by comparing children, as far as they are about what is recorded here: two
/// with one number, and adopters who stand on a list of their own. All others look at one child, and are run for that child alone once something is written.
const COMPARING: [(&str, &str); 4] = [("CIN", "8510"), ("CIN", "1520"), ("SSDA903", "444"), ("Annex A", "AA1051")];

impl Found {
    /// Whether it is found by comparing children.
    pub fn compares(&self) -> bool {
        COMPARING.contains(&(self.of, self.rule))
    }
}

/// One rule, and the children it finds something about.
pub struct RuleFound {
    /// What all have in common.
    pub rule: Found,
    /// The children in order of name, each with the places.
    pub children: Vec<(Summary, Vec<(&'static str, String)>)>,
}

/// A list of what is to be mended.
pub struct QualityPage {
    /// The rules, errors first.
    pub rules: Vec<RuleFound>,
    /// The team looked at; one's own children when there is none.
    pub team: Option<TeamId>,
    /// The worker looked at.
    pub worker: Option<StaffId>,
    /// When the findings were worked out; none when they are not yet.
    pub at: Option<Timestamp>,
    /// Everyone who works here.
    pub staff: Arc<StaffNames>,
}

/// Where something is mended.
#[derive(Clone, Debug, PartialEq)]
pub enum Mend {
    /// In this record.
    Record(RecordId),
    /// By making a record of this kind: there is none.
    New(&'static str),
}

/// The kinds of record that a field of a return is told from, best first. The first whose beginning fits counts.
const TOLD_FROM: &[(&str, &[&str])] = &[
    ("ChildIdentifiers", &["person_details"]),
    ("ChildCharacteristics", &["person_details"]),
    ("Disabilities", &["person_details"]),
    ("CINdetails.CINclosureDate", &["closure"]),
    ("CINdetails.ReasonForClosure", &["closure"]),
    ("CINdetails.DateOfInitialCPC", &["conference"]),
    ("CINdetails", &["referral", "referral_decision"]),
    ("Assessments", &["assessment", "assessment_started"]),
    ("CINPlanDates", &["plan", "step_down", "closure"]),
    ("Section47.DateOfInitialCPC", &["conference"]),
    ("Section47", &["section47", "strategy_discussion"]),
    ("ChildProtectionPlans", &["conference"]),
    ("Reviews", &["conference"]),
    ("Header", &["person_details"]),
    ("Episodes.PL", &["placement_change", "start_to_be_looked_after"]),
    ("Episodes.URN", &["placement_change", "start_to_be_looked_after"]),
    ("Episodes.REASON", &["placement_change", "start_to_be_looked_after"]),
    ("Episodes.LS", &["legal_status_change", "start_to_be_looked_after"]),
    ("Episodes.DEC", &["end_of_care", "start_to_be_looked_after"]),
    ("Episodes.REC", &["end_of_care", "start_to_be_looked_after"]),
    ("Episodes", &["start_to_be_looked_after", "legal_status_change", "placement_change"]),
    ("UASC", &["unaccompanied_status"]),
    ("OC2.SDQ", &["strengths_and_difficulties"]),
    ("OC2.IMMUNISATIONS", &["immunisations"]),
    ("OC2.CONVICTED", &["conviction"]),
    ("OC2.SUBSTANCE", &["substance_misuse"]),
    ("OC2.INTERVENTION", &["substance_misuse"]),
    ("OC2", &["health_check"]),
    ("OC3", &["leaving_care_contact"]),
    ("AD1", &["adoption_match", "adoption_decision"]),
    ("PlacedAdoption", &["adoption_decision", "adoption_match", "adoption_reversed"]),
    ("PrevPerm", &["previous_permanence"]),
    ("Missing", &["missing_episode", "return_from_missing"]),
    ("SWEpisodes", &["allocation"]),
    ("DoLo", &["deprivation_of_liberty"]),
    ("List 1.", &["contact"]),
    ("List 2.", &["step_to_early_help", "early_help_ended"]),
    ("List 3.", &["referral", "referral_decision"]),
    ("List 4.", &["assessment", "assessment_started"]),
    ("List 5.", &["section47", "strategy_discussion", "conference"]),
    ("List 6.", &["referral", "plan", "closure"]),
    ("List 7.", &["conference", "visit", "plan"]),
    ("List 8.", &["start_to_be_looked_after", "placement_change", "care_review"]),
    ("List 9.", &["pathway_plan", "leaving_care_contact"]),
    ("List 10.", &["adoption_decision", "adoption_match"]),
];

/// The kinds of record a field is told from; none when nothing recorded here tells it.
fn told_from(field: &str) -> &'static [&'static str] {
    TOLD_FROM.iter().find(|(begins, _)| field.starts_with(begins)).map_or(&[], |(_, kinds)| kinds)
}

/// Everything the rules find about each child of these facts, on a day.
pub fn found(facts: &Facts, on: Date) -> HashMap<PersonId, Vec<Found>> {
    let numbers = facts.persons.iter().filter_map(|person| {
        let id = person.pers_person_id.as_str();
        Some((outside(id), id.parse::<PersonId>().ok()?))
    });
    let numbers: HashMap<String, PersonId> = numbers.collect();
    let year = if on.month() < 4 { on.year() } else { on.year() + 1 };
    let made = DateTime::from_parts(on, jiff::civil::Time::midnight());
    // The number of the authority is the analyst's, and so is what is found about the return as a whole.
    let census = of(facts, &From { year, authority: "999".to_owned(), release: String::new(), made });
    let lists = Lists::new(standards::annex_a::from_facts::of(facts, on), Some(on));
    let mut found = HashMap::new();
    gather(&mut found, &numbers, "CIN", cin::check_as_at(census, year, on, 1));
    gather(&mut found, &numbers, "Annex A", annex_a::check(&lists, 1));
    let returns = Returns::new(ssda903::of(facts, year), Some(ssda903::of(facts, year - 1)));
    gather(&mut found, &numbers, "SSDA903", ssda903_rules::check(&returns, 1));
    found
}

/// Adds what is found about children who are known, where something recorded here can mend it.
fn gather(
    into: &mut HashMap<PersonId, Vec<Found>>,
    numbers: &HashMap<String, PersonId>,
    of: &'static str,
    report: Report,
) {
    for one in report.findings {
        let Some(child) = one.child.as_ref().and_then(|number| numbers.get(number)) else { continue };
        let places = one.places.into_iter().filter(|place| !told_from(place.field).is_empty());
        let places: Vec<_> = places.map(|place| (place.field, place.value)).collect();
        if !places.is_empty() {
            let query = one.severity == Severity::Query;
            let (rule, words, remedy) = (one.rule, one.words, one.remedy);
            into.entry(*child).or_default().push(Found { of, rule, query, words, remedy, places });
        }
    }
}

/// The record that a field is told from: of those of its kinds the one that says what stands there, or the latest.
fn mended_in(records: &Records, field: &str, value: &str) -> Option<Mend> {
    let kinds = told_from(field);
    let standing = records.standing();
    let said = serde_json::Value::from(value);
    let mut latest = None;
    for kind in kinds {
        for entry in standing.entries().iter().filter(|entry| entry.kind == *kind) {
            if !value.is_empty() && says(&entry.kept.body, &said) {
                return Some(Mend::Record(entry.id));
            }
            latest = Some(entry.id);
        }
        if latest.is_some() {
            break;
        }
    }
    latest.map(Mend::Record).or_else(|| kinds.first().map(|kind| Mend::New(kind)))
}

/// Whether an answer somewhere in a body is this.
fn says(body: &serde_json::Value, said: &serde_json::Value) -> bool {
    match body {
        serde_json::Value::Object(fields) => fields.values().any(|one| says(one, said)),
        serde_json::Value::Array(items) => items.iter().any(|one| says(one, said)),
        other => other == said,
    }
}

impl Casework {
    /// Works out what is found in the facts of everyone: once they were read whole, when a day has begun, and in a tenth of the
    /// time when something was written since.
    pub(crate) fn keep_quality(&self, figures: &Figures) {
        let (of, start) = (figures.read_on(), self.now());
        let idle = |held: &Held| {
            let (read, took) = held.everyone;
            held.of == of && (read == figures.at() || start.duration_since(read) < took * PATIENCE)
        };
        if self.quality.now.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(idle) {
            return;
        }
        let mut by_child = found(figures.facts(), figures.on);
        let mut kept = self.quality.now.write().unwrap_or_else(PoisonError::into_inner);
        let mut since = HashMap::new();
        if let Some(held) = kept.as_mut() {
            // Whoever was written of meanwhile is known better by now.
            since = std::mem::take(&mut held.since);
            since.retain(|_, seen| *seen > figures.seen());
            for person in since.keys() {
                by_child.remove(person);
                by_child.extend(held.by_child.remove_entry(person));
            }
        }
        let everyone = (figures.at(), self.now().duration_since(start));
        *kept = Some(Held { by_child, of, everyone, since, at: figures.at() });
    }

    /// The same of a few, whose facts were worked out again by an entry of the log; nothing before everyone's were.
    pub(crate) fn keep_quality_of(&self, told: &[(PersonId, Facts)], seen: u64) {
        let mut kept = self.quality.now.write().unwrap_or_else(PoisonError::into_inner);
        let Some(held) = kept.as_mut() else { return };
        let on = self.today().date;
        for (person, facts) in told {
            let mut theirs = held.by_child.remove(person).unwrap_or_default();
            theirs.retain(Found::compares);
            let own = found(facts, on).remove(person).unwrap_or_default();
            theirs.extend(own.into_iter().filter(|one| !one.compares()));
            if !theirs.is_empty() {
                held.by_child.insert(*person, theirs);
            }
            held.since.insert(*person, seen);
        }
        held.at = self.now();
    }

    /// Everything that is held.
    #[cfg(test)]
    pub(crate) fn quality_held(&self) -> Option<HashMap<PersonId, Vec<Found>>> {
        self.quality.now.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|held| held.by_child.clone())
    }

    /// What is found about these children, and when it was worked out.
    fn quality_of(&self, children: &[Summary]) -> (Vec<Vec<Found>>, Option<Timestamp>) {
        let kept = self.quality.now.read().unwrap_or_else(PoisonError::into_inner);
        let of = |child: &Summary| {
            let found = kept.as_ref().and_then(|held| held.by_child.get(&child.person));
            found.cloned().unwrap_or_default()
        };
        (children.iter().map(of).collect(), kept.as_ref().map(|held| held.at))
    }

    /// How many findings there are about these children; none before they are worked out.
    pub(crate) fn quality_count<'c>(&self, children: impl IntoIterator<Item = &'c PersonId>) -> Option<usize> {
        let kept = self.quality.now.read().unwrap_or_else(PoisonError::into_inner);
        let held = kept.as_ref()?;
        Some(children.into_iter().filter_map(|child| held.by_child.get(child)).map(Vec::len).sum())
    }

    /// What is to be mended in the records of one's own children.
    pub fn my_quality(&self, actor: &Actor) -> Done<QualityPage> {
        let mut sight = self.may(actor, Act::SeeOwnWork)?;
        let children = self.children(&mut sight, &Whose::Worker(actor.staff.clone()))?;
        self.looked(actor, "view_my_quality", &[], None)?;
        Ok(self.quality_page(&children, None, None))
    }

    /// The same of a team's, or of one of its workers'.
    pub fn team_quality(&self, actor: &Actor, team: &TeamId, worker: Option<&StaffId>) -> Done<QualityPage> {
        let mut sight = self.may(actor, Act::SeeTeamWork)?;
        if !self.staff_names().teams.contains_key(team) {
            return Err(Problem::NotFound);
        }
        let mut children = self.children(&mut sight, &Whose::Team(team.clone()))?;
        children.retain(|child| worker.is_none_or(|worker| child.worker.as_ref() == Some(worker)));
        self.looked(actor, "view_team_quality", &[], None)?;
        Ok(self.quality_page(&children, Some(team.clone()), worker.cloned()))
    }

    fn quality_page(&self, children: &[Summary], team: Option<TeamId>, worker: Option<StaffId>) -> QualityPage {
        let (found, at) = self.quality_of(children);
        QualityPage { rules: by_rule(children, found), team, worker, at, staff: self.staff_names() }
    }

    /// Where one finding about a child is mended: the place it names, or the first.
    pub fn where_mended(&self, actor: &Actor, child: PersonId, rule: &str, field: &str) -> Done<Mend> {
        let file = self.file(actor, child, AsAt::Now)?;
        let found = of_file(&file);
        let place = found.iter().filter(|one| one.rule == rule).flat_map(|one| &one.places);
        let value = place.clone().find(|(of, _)| *of == field).map_or("", |(_, value)| value.as_str());
        mended_in(&file.records, field, value).ok_or(Problem::NotFound)
    }
}

/// What is found in a child's file as it is now: worked out from the file itself, so that what was mended is gone.
pub fn of_file(file: &File) -> Vec<Found> {
    if file.as_at != AsAt::Now {
        return Vec::new();
    }
    let facts = from_records::of(&file.records, &file.journey);
    found(&facts, file.journey.on.date).remove(&file.child).unwrap_or_default()
}

/// Findings put together rule by rule, errors first, then those found most.
pub fn by_rule(children: &[Summary], found: Vec<Vec<Found>>) -> Vec<RuleFound> {
    let mut rules: BTreeMap<(&'static str, &'static str), RuleFound> = BTreeMap::new();
    for (child, found) in children.iter().zip(found) {
        for one in found {
            let places = one.places.clone();
            let rule = rules.entry((one.of, one.rule)).or_insert(RuleFound { rule: one, children: Vec::new() });
            rule.children.push((child.clone(), places));
        }
    }
    let mut rules: Vec<RuleFound> = rules.into_values().collect();
    rules.sort_by_key(|one| (one.rule.query, std::cmp::Reverse(one.children.len())));
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use facts::tables::{CinEpisode, Person, S47Enquiry};
    use jiff::civil::date;

    #[test]
    fn an_enquiry_is_late_when_it_is_and_not_at_the_end_of_a_year_to_come() {
        let (child, began) = (PersonId(uuid::Uuid::from_u128(7)), date(2026, 11, 2));
        let id = child.to_string();
        let person =
            Person { pers_person_id: id.as_str().into(), pers_dob: Some(date(2018, 5, 1)), ..Default::default() };
        let episode = CinEpisode {
            cine_referral_id: "r".into(),
            cine_person_id: id.as_str().into(),
            cine_referral_date: Some(began),
            ..Default::default()
        };
        let enquiry = S47Enquiry {
            s47e_s47_enquiry_id: "e".into(),
            s47e_referral_id: "r".into(),
            s47e_person_id: id.as_str().into(),
            s47e_s47_start_date: Some(began),
            ..Default::default()
        };
        let facts = Facts {
            persons: vec![person].into(),
            cin_episodes: vec![episode].into(),
            s47_enquiries: vec![enquiry].into(),
            ..Facts::default()
        };
        let is_late = |on| found(&facts, on).get(&child).is_some_and(|all| all.iter().any(|one| one.rule == "8675Q"));
        assert!(
            !is_late(began) && !is_late(date(2026, 11, 23)),
            "fifteen working days from 2 November end on the 23rd"
        );
        assert!(is_late(date(2026, 11, 24)));
    }

    #[test]
    fn every_field_leads_to_kinds_there_are() {
        for (field, kinds) in TOLD_FROM {
            for kind in *kinds {
                assert!(practice::kinds::find(kind).is_some(), "{field}: {kind}");
            }
        }
    }
}
