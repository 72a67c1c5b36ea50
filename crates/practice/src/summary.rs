//! What lists need about a person, worked out from their records and kept beside them.
//!
//! A summary holds dates, never judgements: "due 3 May", not "overdue". It is the same whenever it is worked out, so a
//! stored summary can be proved equal to a rebuilt one.

use crate::ids::{PersonId, RecordId, StaffId, TeamId};
use crate::moment::Moment;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

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
    /// Contacts about this child that wait for a decision.
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
}

/// A contact that waits for a decision.
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
