//! Records made up from specifications, driven by a list of bytes so that a failure shrinks to a small one.

use jiff::civil::{Date, date};
use jiff::{Span, Timestamp};
use practice::codes;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::kinds::KINDS;
use practice::moment::Moment;
use practice::record::{Revision, Status};
use practice::spec::{Choice, Field, Shape, Spec};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// Choices, one byte each; when there are none left every choice is the first.
pub struct Choices {
    bytes: Vec<u8>,
    at: usize,
}

impl Choices {
    pub fn new(bytes: Vec<u8>) -> Self {
        Choices { bytes, at: 0 }
    }

    /// One of `count`, from 0.
    pub fn pick(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % count.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.pick(count) == count - 1
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.pick(words.len())]
    }
}

pub fn children(count: u128) -> impl Iterator<Item = PersonId> {
    (1..=count).map(|number| PersonId(Uuid::from_u128(number)))
}

pub fn record(number: usize) -> RecordId {
    RecordId(Uuid::from_u128(number as u128))
}

/// Up to a dozen records of any kinds, some corrected, some withdrawn, some that today's form cannot read.
pub fn file(choices: &mut Choices) -> Vec<Revision> {
    let count = choices.pick(13);
    let mut kept = Vec::new();
    for number in 0..count {
        let first = revision(choices, 100 + number);
        let next = match choices.pick(6) {
            4 => Some(Revision {
                revision: 2,
                status: Status::Amended { reason: "wrong day".into() },
                known: first.known + Span::new().hours(30),
                ..revision(choices, 100 + number)
            }),
            5 => Some(Revision {
                revision: 2,
                status: Status::Withdrawn { reason: "wrong child".into() },
                known: first.known + Span::new().hours(30),
                ..first.clone()
            }),
            _ => None,
        };
        // A correction stays a correction of the same kind of record.
        let next = next.filter(|next| next.kind == first.kind);
        kept.push(first);
        kept.extend(next);
    }
    kept
}

/// A first revision of some kind; one in eight has a body with something broken in it.
pub fn revision(choices: &mut Choices, number: usize) -> Revision {
    // The kinds that open and close stages come up more often.
    const OFTEN: [&str; 8] =
        ["conference", "visit", "plan", "strategy_discussion", "section47", "referral", "closure", "core_group"];
    let often = OFTEN[choices.pick(OFTEN.len())];
    let kind = match choices.pick(2) {
        0 => KINDS.iter().find(|kind| kind.name == often).unwrap_or(&KINDS[0]),
        _ => &KINDS[choices.pick(KINDS.len())],
    };
    let spec = (kind.spec)();
    let mut written = body(spec, choices);
    if choices.one_in(8) {
        broken(&mut written, choices);
    }
    let dated = spec.dating_field().and_then(|field| written.get(&field.name)).and_then(Value::as_str);
    let about = dated.and_then(|text| text.parse().ok()).unwrap_or_else(|| Moment::day(day(choices)));
    let known: Timestamp = about.start_instant();
    Revision {
        id: record(number),
        revision: 1,
        kind: kind.name.to_owned(),
        people: children(3).collect(),
        about,
        known: known + Span::new().hours(choices.pick(200) as i64),
        author: StaffId::from("worker"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: String::new(),
        body: written,
    }
}

/// A body that answers every needed question and some of the others.
pub fn body(spec: &Spec, choices: &mut Choices) -> Value {
    Value::Object(fields(&spec.fields, choices))
}

fn broken(body: &mut Value, choices: &mut Choices) {
    let junk = [json!(null), json!("junk"), json!(-7), json!([[]]), json!({"is": "nothing", "x": [1]}), json!(true)];
    let junk = junk[choices.pick(junk.len())].clone();
    match body {
        Value::Object(answers) if !answers.is_empty() => {
            let at = choices.pick(answers.len());
            if let Some((_, value)) = answers.iter_mut().nth(at) {
                if value.is_object() && choices.one_in(2) { broken(value, choices) } else { *value = junk }
            }
        }
        other => *other = junk,
    }
}

fn fields(fields: &[Field], choices: &mut Choices) -> Map<String, Value> {
    let mut answers = Map::new();
    for field in fields {
        let asked = field.needed || field.dates_record || !choices.one_in(3);
        if let Some(value) = asked.then(|| answer(&field.shape, choices)).flatten() {
            answers.insert(field.name.clone(), value);
        }
    }
    answers
}

fn day(choices: &mut Choices) -> Date {
    let days = (choices.pick(256) * 3 + choices.pick(3)) as i64;
    date(2025, 6, 1).checked_add(Span::new().days(days)).unwrap_or(date(2026, 6, 1))
}

fn moment(choices: &mut Choices) -> String {
    let day = day(choices);
    match choices.pick(2) {
        0 => Moment::day(day).written(),
        _ => Moment::at(day, choices.pick(24) as i8, choices.pick(60) as i8).written(),
    }
}

/// An answer of a shape; none when the shape has no answer to give, as with a group of questions left open.
fn answer(shape: &Shape, choices: &mut Choices) -> Option<Value> {
    let some = |object: Map<String, Value>| (!object.is_empty()).then_some(Value::Object(object));
    Some(match shape {
        Shape::Text | Shape::Staff | Shape::Team => json!(choices.of(&["R Hale", "Zoë", "CLK-CP-10", "a, b; c"])),
        Shape::Prose => json!(choices.of(&["It went well.", "Two\nlines", "  set in", "“Quoted” & <marked>"])),
        Shape::YesNo => json!(choices.one_in(2)),
        Shape::Count => json!(choices.pick(40)),
        Shape::Date => json!(day(choices).to_string()),
        Shape::PartialDate => match choices.pick(3) {
            0 => json!(day(choices).to_string()),
            1 => json!(format!("{}-{:02}", 2008 + choices.pick(18), 1 + choices.pick(12))),
            _ => json!(format!("{}", 2008 + choices.pick(18))),
        },
        Shape::Moment => json!(moment(choices)),
        Shape::Code { set } => json!(code(set, choices)?),
        Shape::Codes { set } => {
            let mut picked: Vec<&str> = (0..=choices.pick(3)).filter_map(|_| code(set, choices)).collect();
            picked.sort_unstable();
            picked.dedup();
            json!(picked)
        }
        Shape::Choice { options } => chosen(shape, options, choices)?,
        Shape::Choices { options } => json!([options.get(choices.pick(options.len()))?.value]),
        Shape::Group { fields: inner } => return some(fields(inner, choices)),
        Shape::List { fields: inner } => {
            let rows: Vec<Value> = (0..=choices.pick(2))
                .filter_map(|number| {
                    let mut row = fields(inner, choices);
                    (!row.is_empty()).then(|| {
                        row.insert("key".to_owned(), json!(format!("r{number}")));
                        Value::Object(row)
                    })
                })
                .collect();
            return (!rows.is_empty()).then_some(Value::Array(rows));
        }
        Shape::PerChild { fields: inner } => {
            let count = 1 + choices.pick(3);
            let answered = children(count as u128).map(|child| (child.to_string(), fields(inner, choices)));
            let answered = answered.filter(|(_, row)| !row.is_empty());
            return some(answered.map(|(child, row)| (child, Value::Object(row))).collect());
        }
        Shape::Person => json!(children(3).nth(choices.pick(3))?.to_string()),
        Shape::People => json!([children(3).nth(choices.pick(3))?.to_string()]),
        Shape::File => {
            json!({ "hash": "5e".repeat(32), "size": choices.pick(9_000), "kind": choices.of(&["pdf", "jpg"]),
                "name": "Letter.pdf", "metadata": "kept", "scan": "not_scanned" })
        }
        Shape::Link { .. } => json!(record(100 + choices.pick(12)).to_string()),
        Shape::Asked { shape } => match choices.pick(4) {
            0 => json!("not_known"),
            1 => json!("not_asked"),
            _ => return answer(shape, choices),
        },
    })
}

fn code(set: &str, choices: &mut Choices) -> Option<&'static str> {
    let entries = &codes::set(set)?.entries;
    entries.get(choices.pick(entries.len())).map(|entry| entry.code)
}

fn chosen(shape: &Shape, options: &[Choice], choices: &mut Choices) -> Option<Value> {
    let option = options.get(choices.pick(options.len()))?;
    if !shape.has_follow_ups() {
        return Some(json!(option.value));
    }
    let mut object = fields(&option.fields, choices);
    object.insert("is".to_owned(), json!(option.value));
    Some(Value::Object(object))
}
