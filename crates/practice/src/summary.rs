//! What lists need about a person, worked out from their records and kept beside them.
//!
//! A summary holds dates, never judgements: "due 3 May", not "overdue". It is the same whenever it is worked out, so a
//! stored summary can be proved equal to a rebuilt one.

use crate::answer::Link;
use crate::assessment::AssessmentStarted;
use crate::clock::Run;
use crate::clocks::strategy::{INITIAL_CONFERENCE, RECORD_SENT};
use crate::early_help::StepToEarlyHelp;
use crate::episode::Stage;
use crate::front_door::{AgencyAnswer, AgencyRequest, AgencyReturn, Contact, Referral, ScreeningDecision};
use crate::ids::{PersonId, RecordId, StaffId, TeamId};
use crate::journey::{END_OF_TIME, Journey, Rules};
use crate::kinds::Kind;
use crate::moment::Moment;
use crate::oversight::{Closure, TransferOut};
use crate::people::Birth;
use crate::plans::ActionState;
use crate::protection::{
    Conference, ConferenceBooked, ConferenceKind, ConferenceSigned, Section47, StrategyDiscussion,
};
use crate::record::{Record as _, Records, Standing};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One person, as lists show them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// The person.
    pub person: PersonId,
    /// "Aisha Khan".
    pub name: String,
    /// "khan aisha", for putting names in order.
    pub sort: String,
    /// "2015-03-27", "2015-03", "2015", or empty when not known.
    pub born: String,
    /// Work with this child is open.
    pub open: bool,
    /// The team responsible.
    pub team: Option<TeamId>,
    /// The worker allocated.
    pub worker: Option<StaffId>,
    /// The stages open, by name: `assessment`, `protection_plan`.
    pub stages: Vec<String>,
    /// What the person can be found by: see [`crate::matching`]; and `address:…` for where they live.
    pub keys: Vec<String>,
    /// Anything else a list shows.
    pub detail: Value,
    /// What is to be done, each with the date it is due.
    pub tasks: Vec<Task>,
    /// Contacts about this child that wait for a decision, or for what was decided to be recorded.
    pub waiting: Vec<Waiting>,
}

/// Something to be done about a child.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Task {
    /// The clock that asks for it, or `action` for an action of a plan.
    pub clock: String,
    /// The record it follows from.
    pub record: Option<RecordId>,
    /// When it is due, as shown.
    pub due: Moment,
    /// The last instant that is in time.
    pub due_at: Timestamp,
    /// A verb and its object: "Hold the initial conference".
    pub what: String,
    /// The kind of record that does it.
    pub form: String,
    /// Who does it, when that is not the worker the child is allocated to: it then stands in their list alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<StaffId>,
}

impl Task {
    /// What stands for the clock of a conference whose chair has yet to sign its record.
    pub const SIGN: &str = "sign";
}

impl Summary {
    /// In whose list a task stands: its worker and team.
    pub fn holder<'s>(&'s self, task: &'s Task) -> (Option<&'s StaffId>, Option<&'s TeamId>) {
        match &task.of {
            Some(other) => (Some(other), None),
            None => (self.worker.as_ref(), self.team.as_ref()),
        }
    }

    /// What the worker the child is allocated to has to do.
    pub fn own_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.of.is_none())
    }
}

/// A contact that waits for a decision, or for the record that carries it out.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Waiting {
    /// The contact.
    pub contact: RecordId,
    /// When it was received.
    pub received: Moment,
    /// When the decision is due, as shown.
    pub due: Moment,
    /// The last instant that is in time.
    pub due_at: Timestamp,
    /// Anything else the board shows.
    pub detail: Value,
}

impl Waiting {
    /// What was decided and is yet to be recorded, by its kind: `referral`. None while nothing is decided.
    pub fn next(&self) -> Option<&'static Kind> {
        crate::kinds::find(self.detail["next"].as_str()?)
    }
}

/// A summary from records: everything lists need, whenever it is worked out.
pub fn of(rules: &Rules, child: PersonId, records: &Records) -> Summary {
    let journey = Journey::under(rules, child, records, END_OF_TIME);
    let standing = records.standing();
    let details = journey.person.details.as_ref();
    let (given, family) = details.map(|one| (one.given.as_str(), one.family.as_str())).unwrap_or_default();
    Summary {
        person: child,
        name: journey.person.name(),
        sort: format!("{family} {given}").trim().to_lowercase(),
        born: journey.person.born().map(|born| born.written()).unwrap_or_default(),
        open: journey.is_open(),
        team: journey.team.clone(),
        worker: journey.worker.clone(),
        stages: journey.stages().into_iter().map(|stage| stage.name().to_owned()).collect(),
        keys: keys(&journey),
        detail: json!({
            "last_seen": journey.last_seen.map(|(at, _)| at.written()),
            "home": journey.person.home(END_OF_TIME).filter(|home| home.keep_safe.is_none()).map(|home| home.on_one_line()),
            "names": journey.person.names,
            "sex": details.map(|one| one.sex.as_str()),
            "expected": details.and_then(|one| match one.birth { Birth::Expected { on } => Some(on.written()), _ => None }),
            "category": journey.open(Stage::ProtectionPlan).map(|plan| plan.label.clone()),
            "legal": journey.looked_after().and_then(|period| period.legal_now()).map(|one| one.status.label().to_owned()),
            "contacts": standing.of_kind::<Contact>().map(|one| (one.entry.id, one.received)).collect::<Vec<_>>(),
            "kin": kin(&journey),
            "asked": asked(&journey, &standing),
        }),
        tasks: tasks(&journey, &standing),
        waiting: waiting(&journey, &standing, records),
    }
}

/// Parents, brothers and sisters, and children, as recorded: so that a list can find a family without reading files.
fn kin(journey: &Journey) -> Value {
    let (mut parents, mut siblings, mut children) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for tie in &journey.person.relationships {
        let other = if tie.of == journey.child { tie.person } else { tie.of };
        if tie.is_the.is_sibling() {
            siblings.insert(other);
        } else if tie.is_the.is_parent() && tie.of == journey.child {
            parents.insert(other);
        } else if tie.is_the.is_parent() {
            children.insert(other);
        }
    }
    json!({ "parents": parents, "siblings": siblings, "children": children })
}

/// Agencies that were asked about the child and have not answered, for as long as the answer matters: until the contact
/// is decided. Each is the contact, the agency and when it was asked.
fn asked(journey: &Journey, standing: &Standing<'_>) -> Value {
    let waits = |contact: RecordId| {
        journey.episodes.iter().any(|one| one.stage == Stage::Contact && one.opened_by == contact && one.is_open())
    };
    let mut outstanding = Vec::new();
    for request in standing.of_kind::<AgencyRequest>() {
        let Some(contact) = request.contact.map(|link| link.id).filter(|contact| waits(*contact)) else { continue };
        for agency in &request.agencies {
            let answered = standing.of_kind::<AgencyReturn>().any(|one| {
                one.request.id == request.entry.id
                    && one.agency == *agency
                    && !matches!(one.answer, AgencyAnswer::Chased { .. })
            });
            if !answered {
                outstanding.push(json!([contact, agency.label(), request.rated]));
            }
        }
    }
    Value::Array(outstanding)
}

/// What a person can be found by: every name with the date of birth, where they live, other systems' numbers.
fn keys(journey: &Journey) -> Vec<String> {
    let person = &journey.person;
    let mut keys: Vec<String> = person
        .names
        .iter()
        .flat_map(|(given, family)| crate::matching::blocking_keys(given, family, person.birthday()))
        .collect();
    keys.extend(person.addresses.iter().filter_map(|address| address.key()).map(|key| format!("address:{key}")));
    let shown = person.addresses.iter().filter(|address| address.keep_safe.is_none());
    keys.extend(shown.filter_map(|address| plain_postcode(&address.postcode)).map(|code| format!("postcode:{code}")));
    if let Some(details) = &person.details {
        let numbers = [("nhs", &details.nhs_number), ("upn", &details.upn), ("number", &details.other_number)];
        let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
        keys.extend(
            numbers
                .iter()
                .filter(|(_, number)| !number.is_empty())
                .map(|(kind, number)| format!("{kind}:{}", plain(number))),
        );
    }
    keys.sort();
    keys.dedup();
    keys
}

/// A postcode as a key: `M261AB`. None when it is too short to be one.
pub fn plain_postcode(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_uppercase();
    (plain.len() >= 5).then_some(plain)
}

fn tasks(journey: &Journey, standing: &Standing<'_>) -> Vec<Task> {
    let clocks = journey.clocks.iter().filter(|run| run.is_open() && !run.clock.window);
    let clocks = clocks.map(|run| (run, asks(run, standing))).map(|(run, (what, form))| Task {
        clock: run.clock.id.to_owned(),
        record: run.start.record,
        due: run.due,
        due_at: run.due.instant(),
        what: what.to_owned(),
        form: form.to_owned(),
        of: None,
    });
    let actions =
        journey.actions.iter().filter(|action| !matches!(action.state, ActionState::Done | ActionState::Dropped)).map(
            |action| {
                let due = Moment::day(action.by);
                Task {
                    clock: "action".to_owned(),
                    record: Some(action.plan),
                    due,
                    due_at: due.instant(),
                    what: format!("{} ({})", action.what, action.owner),
                    form: format!("action_progress?action={}", action.key),
                    of: None,
                }
            },
        );
    let mut tasks: Vec<Task> = clocks.chain(actions).chain(conferences(journey, standing)).collect();
    tasks.extend(to_sign(journey, standing));
    tasks.sort_by(|a, b| (a.due_at, &a.clock, a.record, &a.what).cmp(&(b.due_at, &b.clock, b.record, &b.what)));
    tasks
}

/// What a clock asks for now, and the kind of record that does it: once an enquiry decided on a conference, it is booked
/// with a chair before it is held, or no chair would know of it.
pub fn asks(run: &Run, standing: &Standing<'_>) -> (&'static str, &'static str) {
    let since = run.start.at;
    let of_initial = |kind| kind == ConferenceKind::Initial;
    let to_book = run.clock.id == INITIAL_CONFERENCE
        && standing.of_kind::<Section47>().any(|one| since.is_by(one.concluded))
        && !standing.of_kind::<ConferenceBooked>().any(|one| of_initial(one.kind) && since.date <= one.booked.date);
    if to_book { ("Book the initial conference", ConferenceBooked::KIND) } else { (run.clock.what, run.clock.form) }
}

/// Conferences that somebody was asked to chair and that were not held yet, and reviews that are due and not booked: the
/// chair of the last conference has those.
fn conferences(journey: &Journey, standing: &Standing<'_>) -> Vec<Task> {
    let form = Conference::KIND;
    let held = |kind, after: Moment| {
        let mut all = standing.of_kind::<Conference>();
        all.any(|one| one.kind == kind && after.date <= one.held.date)
    };
    let chaired = |chair: &Option<StaffId>, clock: &str, record, kind: ConferenceKind, due: Moment| {
        let what = match kind {
            ConferenceKind::Initial => "Chair the initial conference",
            ConferenceKind::Review => "Chair the review conference",
            ConferenceKind::TransferIn => "Chair the transfer-in conference",
        };
        chair.clone().map(|chair| Task {
            clock: clock.to_owned(),
            record,
            due,
            due_at: due.instant(),
            what: what.to_owned(),
            form: form.to_owned(),
            of: Some(chair),
        })
    };
    let booked = standing.of_kind::<ConferenceBooked>().filter(|one| !held(one.kind, one.booked));
    let booked: Vec<_> = booked.map(|one| (one.entry.id, one.record())).collect();
    let last = standing.of_kind::<Conference>().max_by_key(|one| (one.held, one.entry.id));
    let due = journey.clocks.iter().filter(|run| run.is_open() && run.clock.form == form).min_by_key(|run| run.due);
    let unbooked = due.filter(|_| booked.is_empty()).zip(last);
    let unbooked = unbooked
        .and_then(|(run, last)| chaired(&last.chair, run.clock.id, run.start.record, ConferenceKind::Review, run.due));
    let of = |(id, one): &(RecordId, &ConferenceBooked)| chaired(&one.chair, "booked", Some(*id), one.kind, one.on);
    booked.iter().filter_map(of).chain(unbooked).collect()
}

/// The record of the last conference, as long as its chair has not signed it as it stands: due when it is to be circulated.
/// Nothing is asked once the work was closed.
fn to_sign(journey: &Journey, standing: &Standing<'_>) -> Option<Task> {
    let last = standing.of_kind::<Conference>().max_by_key(|one| (one.held, one.entry.id))?;
    let chair = last.chair.clone().filter(|_| ConferenceSigned::of(standing, &last).is_none())?;
    let closed = standing.of_kind::<Closure>().any(|closure| closure.closed >= last.held);
    let sent_by = |run: &&Run| run.clock.id == RECORD_SENT && run.start.record == Some(last.entry.id);
    let due = journey.clocks.iter().find(sent_by).filter(|_| !closed)?.due;
    Some(Task {
        clock: Task::SIGN.to_owned(),
        record: Some(last.entry.id),
        due,
        due_at: due.instant(),
        what: "Sign the record of the conference".to_owned(),
        form: ConferenceSigned::KIND.to_owned(),
        of: Some(chair),
    })
}

/// Contacts with no decision, and those decided whose decision nobody has carried out yet, due as the screening clock says.
fn waiting(journey: &Journey, standing: &Standing<'_>, records: &Records) -> Vec<Waiting> {
    let undecided = |contact: RecordId| {
        journey.episodes.iter().any(|one| one.stage == Stage::Contact && one.opened_by == contact && one.is_open())
    };
    standing
        .of_kind::<Contact>()
        .filter_map(|contact| {
            let next = to_carry_out(standing, contact.entry.id);
            (next.is_some() || undecided(contact.entry.id)).then_some((contact, next))
        })
        .map(|(contact, next)| {
            let due = journey
                .clocks
                .iter()
                .find(|run| run.clock.id == "CLK-FD-01" && run.start.record == Some(contact.entry.id))
                .map_or(contact.received, |run| run.due);
            let mut detail = json!({
                "source": contact.source.label(),
                "route": crate::answer::Answer::write(&contact.route).get("is").cloned().unwrap_or_else(|| crate::answer::Answer::write(&contact.route)),
                "concern": crate::words::clip(&contact.concern, 160),
                "danger": contact.danger_now == crate::answer::Asked::Known(true),
                "taken_by": contact.entry.author.0,
                "arrived": records.revisions_of(contact.entry.id).first().map(|first| first.known),
            });
            if let Some(next) = next {
                detail["next"] = json!(next);
            }
            Waiting { contact: contact.entry.id, received: contact.received, due, due_at: due.instant(), detail }
        })
        .collect()
}

/// The kind of record that carries out the decision on a contact, while neither it nor any that goes further is there: a
/// referral decided and not recorded has no time limit and no team, and nobody would see it.
fn to_carry_out(standing: &Standing<'_>, contact: RecordId) -> Option<&'static str> {
    let decisions = standing.of_kind::<ScreeningDecision>().filter(|one| one.contact.id == contact);
    let last = decisions.filter(|one| one.decision.settles()).max_by_key(|one| (one.decided, one.entry.id))?;
    let next = last.decision.carried_out_by()?;
    let since = |at: Moment| last.decided.date <= at.date;
    let of_this = |link: Option<Link<Contact>>| link.is_some_and(|link| link.id == contact);
    let done = standing.of_kind::<Referral>().any(|one| of_this(one.contact) || since(one.received))
        || standing.of_kind::<StepToEarlyHelp>().any(|one| of_this(one.contact) || since(one.on))
        || standing.of_kind::<AssessmentStarted>().any(|one| since(one.entry.about))
        || standing.of_kind::<StrategyDiscussion>().any(|one| since(one.held))
        || standing.of_kind::<TransferOut>().any(|one| since(one.entry.about))
        || standing.of_kind::<Closure>().any(|one| since(one.closed));
    (!done).then_some(next)
}
