//! What a new record already knows: today's date, the records it follows, what another record has said.
//!
//! Dates, links and facts are carried forward; a plan is carried forward to be changed. Words about a visit never are.

use crate::access::{Act, Actor, Role};
use crate::finish::records_of;
use crate::names::apart;
use crate::{Casework, Done, Problem};
use practice::answer::{Answer, Part};
use practice::episode::Stage;
use practice::form::{self, Form, join};
use practice::front_door::Contact;
use practice::ids::{PersonId, RecordId};
use practice::journey::{Journey, PlanAction};
use practice::kinds::{self, Kind};
use practice::plans::{ChildInNeedMeeting, Plan, PlanKind};
use practice::protection::{Conference, ConferenceKind, CoreGroup};
use practice::record::{Record, Standing};
use practice::spec::Shape;
use practice::summary::Summary;
use practice::visits::VisitPurpose;
use practice::words::{NoNames, line};
use std::collections::{BTreeMap, BTreeSet};

/// What a form about some people can offer: people near them, and earlier records to follow from.
#[derive(Clone, Debug, Default)]
pub struct Nearby {
    /// They themselves, in order.
    pub about: Vec<Summary>,
    /// People related to them, and they themselves: id and name.
    pub people: Vec<(PersonId, String)>,
    /// Earlier records by kind, latest first: id and line.
    pub records: BTreeMap<String, Vec<(RecordId, String)>>,
    /// The actions of the plans in force, for a meeting that looks at them: each once, with a child it is for.
    pub actions: Vec<(PersonId, PlanAction)>,
}

/// Kinds of record that are made with the plan on the table.
const LOOK_AT_THE_PLAN: [&str; 3] = [CoreGroup::KIND, Conference::KIND, ChildInNeedMeeting::KIND];

impl Casework {
    /// The answers a new record of this kind about these people starts from.
    pub fn prefill(&self, actor: &Actor, kind: &str, people: &[PersonId]) -> Done<Form> {
        let mut sight = self.may_of(actor, Act::Write, people)?;
        let kind = kinds::find(kind).ok_or(Problem::NotFound)?;
        let mut form = self.todays_date(kind);
        let kept = if people.is_empty() { Vec::new() } else { self.store().about(people)? };
        let records = self.seen(&mut sight, kept)?;
        let standing = records.standing();
        for field in &(kind.spec)().fields {
            if let Shape::Link { kind } = &field.shape
                && let Some(latest) = standing.entries().iter().rev().find(|entry| entry.kind == *kind)
            {
                form.insert(field.name.clone(), latest.id.to_string());
            }
        }
        if let Some(child) = people.first() {
            let journey = Journey::under(&self.rules(), *child, &records_of(&records, *child), self.today());
            form.extend(carried(kind.name, &standing, &journey));
        }
        if kind.name == Conference::KIND && actor.role == Role::ConferenceChair {
            form.insert("chair".to_owned(), actor.staff.0.clone());
        }
        form.retain(|_, value| !value.is_empty());
        Ok(form)
    }

    fn todays_date(&self, kind: &Kind) -> Form {
        let mut form = Form::new();
        let spec = (kind.spec)();
        if let Some(field) = spec.dating_field() {
            let now = self.today();
            for (part, value) in ["day", "month", "year"].into_iter().zip([
                i16::from(now.date.day()),
                i16::from(now.date.month()),
                now.date.year(),
            ]) {
                form.insert(join(&field.name, part), value.to_string());
            }
            // A contact's clock runs from the minute it came in; nobody should have to type it.
            if let (Contact::KIND, Some(time)) = (kind.name, now.time) {
                form.insert(join(&field.name, "time"), format!("{:02}:{:02}", time.hour(), time.minute()));
            }
        }
        form
    }

    /// The people and records near some people, for a form to offer.
    pub fn nearby(&self, actor: &Actor, kind: &Kind, people: &[PersonId]) -> Done<Nearby> {
        let mut sight = self.may_of(actor, Act::Write, people)?;
        if people.is_empty() {
            return Ok(Nearby::default());
        }
        let revisions = self.store().about(people)?;
        let mut near: BTreeSet<PersonId> = revisions.iter().flat_map(|one| one.people.iter().copied()).collect();
        near.extend(people);
        let near: Vec<PersonId> = near.into_iter().filter(|person| !sight.hides(*person)).collect();
        let found = sight.summaries(self.store().summaries(&near)?);
        let names = apart(&found).into_iter().collect();
        let about =
            people.iter().filter_map(|person| found.iter().find(|one| one.person == *person).cloned()).collect();
        let wanted: BTreeSet<&str> = (kind.spec)()
            .fields
            .iter()
            .filter_map(|field| match &field.shape {
                Shape::Link { kind } => Some(kind.as_str()),
                _ => None,
            })
            .collect();
        let records = self.seen(&mut sight, revisions)?;
        let mut offered: BTreeMap<String, Vec<(RecordId, String)>> = BTreeMap::new();
        for entry in records.standing().entries().iter().rev().filter(|entry| wanted.contains(entry.kind.as_str())) {
            if let Some(of) = kinds::find(&entry.kind) {
                let words = format!("{}, {}", entry.about, line((of.spec)(), &entry.kept.body, &NoNames));
                offered.entry(entry.kind.clone()).or_default().push((entry.id, words));
            }
        }
        let mut actions: Vec<(PersonId, PlanAction)> = Vec::new();
        for child in people.iter().filter(|_| LOOK_AT_THE_PLAN.contains(&kind.name)) {
            let journey = Journey::under(&self.rules(), *child, &records_of(&records, *child), self.today());
            for action in journey.actions {
                if actions.iter().all(|(_, one)| (one.plan, &one.key) != (action.plan, &action.key)) {
                    actions.push((*child, action));
                }
            }
        }
        Ok(Nearby { about, people: names, records: offered, actions })
    }
}

/// What other records have said already.
fn carried(kind: &str, records: &Standing<'_>, journey: &Journey) -> Form {
    let mut form = Form::new();
    let mut put = |path: &str, value: serde_json::Value| {
        if let Some(text) = value.get("is").unwrap_or(&value).as_str() {
            form.insert(path.to_owned(), text.to_owned());
        }
    };
    let on_protection = journey.open(Stage::ProtectionPlan).is_some();
    match kind {
        "referral" => {
            if let Some(contact) = records.of_kind::<Contact>().next_back() {
                put("source", contact.source.write());
            }
        }
        "visit" => put("purpose", purpose(journey).write()),
        "conference" | "conference_booked" => {
            put("kind", if on_protection { ConferenceKind::Review } else { ConferenceKind::Initial }.write());
        }
        "plan" => {
            let wanted = if on_protection { PlanKind::ChildProtection } else { PlanKind::ChildInNeed };
            put("kind", wanted.write());
            if let Some(plan) = records.of_kind::<Plan>().rev().find(|plan| plan.kind == wanted) {
                let body = serde_json::Value::Object(plan.record().write_part());
                let mut before = form::write(Plan::spec(), &body);
                before.retain(|path, _| {
                    path.starts_with("goals.") || path.starts_with("actions.") || path == "contingency"
                });
                form.extend(before);
            }
        }
        "allocation" => {
            if let Some(team) = &journey.team {
                put("team", team.write());
            }
        }
        _ => {}
    }
    form
}

fn purpose(journey: &Journey) -> VisitPurpose {
    let open = |stage: Stage| journey.open(stage).is_some();
    if open(Stage::Enquiry) {
        VisitPurpose::Enquiry
    } else if open(Stage::ProtectionPlan) {
        VisitPurpose::ChildProtection
    } else if open(Stage::LookedAfter) {
        VisitPurpose::LookedAfter
    } else if open(Stage::ChildInNeedPlan) {
        VisitPurpose::ChildInNeed
    } else {
        VisitPurpose::Assessment
    }
}
