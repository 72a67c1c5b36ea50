//! The list of every kind of record: one line each.

use crate::answer::Unreadable;
use crate::form::{self, Fault, Form};
use crate::record::{Body, Checking, Record};
use crate::spec::Spec;
use serde_json::Value;
use std::sync::Arc;

/// A kind of record, for code that does not know its struct.
pub struct Kind {
    /// The kind as stored: `strategy_discussion`.
    pub name: &'static str,
    /// May a record of this kind be worth a line in a chronology?
    pub chronology: bool,
    /// Its questions.
    pub spec: fn() -> &'static Spec,
    /// Reads a body as the struct.
    pub read: fn(&Value) -> Result<Arc<dyn Body>, Unreadable>,
    review: fn(&Value, &Checking) -> Review,
}

/// What a filled-in form comes to.
#[derive(Default, Debug)]
pub struct Review {
    /// The answers understood.
    pub body: Value,
    /// What must be put right before it can be finished.
    pub faults: Vec<Fault>,
    /// Questions about answers worth a second look.
    pub unusual: Vec<String>,
    /// The time the record is about, once that is answered.
    pub about: Option<crate::moment::Moment>,
}

impl Kind {
    const fn of<R: Record>() -> Kind {
        Kind {
            name: R::KIND,
            chronology: R::CHRONOLOGY,
            spec: R::spec,
            read: |body| R::read_part(body).map(|record| Arc::new(record) as Arc<dyn Body>),
            review: |body, checking| match R::read_part(body) {
                Ok(record) => Review {
                    body: Value::Object(record.write_part()),
                    faults: record.check(checking),
                    unusual: record.unusual(checking),
                    about: Some(record.about()),
                },
                Err(fault) => {
                    Review { faults: vec![Fault::at(fault.path.clone(), fault.to_string())], ..Review::default() }
                }
            },
        }
    }

    /// Reads and checks a form as if to finish it.
    pub fn review(&self, form: &Form, checking: &Checking) -> Review {
        let spec = (self.spec)();
        let (body, mut faults) = form::read(spec, form);
        let said: Vec<String> = faults.iter().map(|fault| fault.path.clone()).collect();
        faults.extend(form::gaps(spec, &body, checking.people).into_iter().filter(|gap| !said.contains(&gap.path)));
        if faults.is_empty() { (self.review)(&body, checking) } else { Review { body, faults, ..Review::default() } }
    }
}

/// A kind by name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Every kind of record.
pub const KINDS: &[Kind] = &[];
