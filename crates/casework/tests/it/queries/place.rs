//! One family in a small authority, of any size, in a SQLite file whose statements are counted.

use casework::file::{AsAt, File};
use casework::finish::Ready;
use casework::{Actor, Casework, Done, Fresh, Role};
use jiff::Timestamp;
use practice::ids::{PersonId, RecordId, TeamId};
use practice::record::Status;
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Change, DraftId, SqliteStore, Staff, Team};
use uuid::Uuid;

pub const STREET: &str = "14 Mill Lane";

/// A family of some children, and as many of everything else.
pub struct Place {
    pub casework: Casework,
    pub store: Arc<SqliteStore>,
    pub manager: Actor,
    pub team: TeamId,
    pub children: Vec<PersonId>,
    /// A contact about all the children, which waits.
    pub contact: RecordId,
    /// A record corrected many times, each time under another form.
    pub amended: RecordId,
    /// A draft about all the children.
    pub draft: DraftId,
    /// Another, that can be finished.
    pub ready: DraftId,
    _dir: tempfile::TempDir,
}

impl Place {
    /// A family of this many children.
    pub fn of(size: usize) -> Place {
        let dir = tempfile::tempdir().unwrap();
        let store = Arc::new(SqliteStore::open(dir.path().join("records.db")).unwrap());
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let casework = Casework::sharing(store.clone(), move || now).unwrap();
        let casework = casework.reading_registers_every(std::time::Duration::MAX);
        let team = TeamId::from("east");
        let role = Role::TeamManager;
        let manager = Actor { fresh: Fresh::Passkey, ..Actor::new("may", "May", role, Some(team.clone())) };
        staff(&casework, &team, size);
        let person = |number: usize| PersonId(Uuid::from_u128(0x1000 + number as u128));
        let children: Vec<PersonId> = (1..=size).map(person).collect();
        let records = records(&children, person(0), |number| person(1_000 + number));
        let ids = casework.append_ready(&manager, "everything", records).unwrap();
        let contact = ids[0];
        let amended = ids[1];
        amend(&casework, amended, size);
        casework.claim(&manager, contact, false).unwrap();
        for other in casework.board(&manager).unwrap().lines {
            casework.claim(&manager, other.waiting.contact, false).unwrap();
        }
        for child in &children {
            casework.open_draft(&manager, "visit", &[*child], Default::default()).unwrap();
            casework.file(&manager, *child, AsAt::Now).unwrap();
            casework.file(&manager, children[0], AsAt::Now).unwrap();
        }
        let note = [("subject", "School"), ("words", "Late"), ("child_words._", "not_asked")];
        let mut known = casework.prefill(&manager, "case_note", &children).unwrap();
        known.extend(note.map(|(path, value)| (path.to_owned(), value.to_owned())));
        let ready = casework.open_draft(&manager, "case_note", &children, known).unwrap();
        let draft = casework.open_draft(&manager, "contact", &children, Default::default()).unwrap();
        Place { casework, store, manager, team, children, contact, amended, draft, ready, _dir: dir }
    }

    /// The first child's file.
    pub fn file(&self, as_at: AsAt) -> Done<File> {
        self.casework.file(&self.manager, self.children[0], as_at)
    }
}

fn staff(casework: &Casework, team: &TeamId, size: usize) {
    let worker = |id: String| Staff {
        team: Some(team.clone()),
        ..Staff::new(id.as_str(), id.clone(), Role::TeamManager.name())
    };
    let others = (0..size).map(|number| worker(format!("worker{number}")));
    let all: Vec<Staff> = others.chain([worker("may".to_owned())]).collect();
    casework.put_staff(&[Team { id: team.clone(), name: "East".to_owned() }], &all).unwrap();
}

/// A mother with these children at one address with as many neighbours; contacts, a referral, visits and notes.
fn records(children: &[PersonId], mother: PersonId, neighbour: impl Fn(usize) -> PersonId) -> Vec<Ready> {
    let ready =
        |kind, people: &[PersonId], body| Ready { kind, people: people.to_vec(), body, unusual: None, source: None };
    let day = "2026-11-12T10:00";
    let contact = json!({ "received": day, "route": { "is": "public" }, "source": "1D", "concern": "Shouting" });
    let mut all = vec![
        ready("contact", children, contact.clone()),
        ready("case_note", children, json!({ "when": day, "subject": "School", "words": "Late" })),
    ];
    let details = |number: usize| {
        let birth = json!({ "is": "born", "on": "2015-03-27" });
        json!({ "from": day, "given": format!("Ava {number}"), "family": "Brook", "birth": birth, "sex": "F" })
    };
    let home = json!({ "from": day, "street": STREET, "postcode": "BL9 0ZZ", "use_of": "home" });
    all.push(ready("person_details", &[mother], details(0)));
    for (number, child) in children.iter().enumerate() {
        let other = neighbour(number);
        for (lives_here, name) in [(*child, number), (other, 1_000 + number)] {
            all.push(ready("person_details", &[lives_here], details(name)));
            all.push(ready("address", &[lives_here], home.clone()));
            all.push(ready("contact", &[lives_here], contact.clone()));
        }
        all.push(ready("relationship", &[mother, *child], tie(mother, "mother", *child)));
        if children[0] != *child {
            all.push(ready("relationship", &[children[0], *child], tie(children[0], "sibling", *child)));
        }
        let referral = json!({ "received": day, "source": "1D", "need": "N1", "reason": "Harm at home" });
        all.push(ready("referral", &[*child], referral.clone()));
        all.push(ready("allocation", &[*child], json!({ "from": day, "team": "east", "worker": "may" })));
        all.push(ready("referral", &[other], referral));
        all.push(ready("case_note", &children[..1], json!({ "when": day, "subject": "Rang", "words": "No answer" })));
    }
    all
}

fn tie(person: PersonId, is_the: &str, of: PersonId) -> Value {
    json!({ "from": "2026-11-12T10:00", "person": person, "is_the": is_the, "of": of })
}

/// Corrects a record many times, each time under a form of its own.
fn amend(casework: &Casework, record: RecordId, times: usize) {
    let first = casework.store().record(record).unwrap().remove(0);
    let spec = serde_json::to_string(practice::kinds::find(&first.kind).map(|kind| (kind.spec)()).unwrap()).unwrap();
    let mut change = Change::default();
    for number in 0..times {
        let mut revision = first.clone();
        revision.revision = u32::try_from(number).unwrap() + 2;
        revision.status = Status::Amended { reason: "A better word".to_owned() };
        revision.form = format!("form-{number}");
        change.forms.push((revision.form.clone(), spec.clone()));
        change.revisions.push(revision);
    }
    casework.store().load(change).unwrap();
}
