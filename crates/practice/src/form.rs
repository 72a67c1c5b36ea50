//! A filled-in form and a record's body, turned into each other by the record's [`Spec`].
//!
//! A form is a flat map from a question's path to the words typed there, exactly as typed: that is what a draft keeps,
//! so nothing is ever lost for being wrong. Paths:
//!
//! | shape | paths |
//! |---|---|
//! | words, numbers, one code, one choice, a person, a worker | `name` |
//! | a date | `name.day` `name.month` `name.year`, and `name.time` for a moment |
//! | boxes to tick | `name.VALUE` = `on` |
//! | a choice's follow-up questions | `name.VALUE.question` |
//! | a group | `name.question` |
//! | a list | `name.ROW.question`, and `name.ROW._` = `row` for a row with nothing in it yet |
//! | an answer for each child | `name.PERSON.question` |
//! | a file | `name`, as JSON: given by sending it, never typed |
//! | not known, not asked | `name` where the answer is chosen, else `name._` |

use crate::answer::{NOT_ASKED, NOT_KNOWN, is_empty};
use crate::codes;
use crate::documents::StoredFile;
use crate::ids::PersonId;
use crate::moment::{Moment, PartialDate, month_name};
use crate::spec::{Choice, Field, Shape, Spec};
use jiff::civil::{Date, Time};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was typed, by path.
pub type Form = BTreeMap<String, String>;

/// Something that must be put right before a record can be finished.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The question's path in the form.
    pub path: String,
    /// What is wrong and what to do, for the person at the form.
    pub message: String,
}

impl Fault {
    /// A fault at a path.
    pub fn at(path: impl Into<String>, message: impl Into<String>) -> Self {
        Fault { path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Joins a path and a name.
pub fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// Reads a form. What cannot be understood is left out of the body and said in a fault; the form still has the words.
pub fn read(spec: &Spec, form: &Form) -> (Value, Vec<Fault>) {
    let mut faults = Vec::new();
    let body = read_fields(&spec.fields, form, "", &mut faults);
    (Value::Object(body), faults)
}

fn read_fields(fields: &[Field], form: &Form, path: &str, faults: &mut Vec<Fault>) -> Map<String, Value> {
    let mut object = Map::new();
    for field in fields {
        let value = read_shape(&field.shape, &field.label, form, &join(path, &field.name), faults);
        if !value.is_null() {
            object.insert(field.name.clone(), value);
        }
    }
    object
}

fn typed<'f>(form: &'f Form, path: &str) -> &'f str {
    form.get(path).map_or("", |text| text.trim())
}

fn read_shape(shape: &Shape, label: &str, form: &Form, path: &str, faults: &mut Vec<Fault>) -> Value {
    let text = typed(form, path);
    match shape {
        Shape::Text | Shape::Person | Shape::Staff | Shape::Team | Shape::Link { .. } | Shape::Code { .. } => {
            if text.is_empty() { Value::Null } else { json!(text) }
        }
        // Line ends and inner spaces are the writer's own.
        Shape::Prose => match form.get(path).map(|words| words.replace("\r\n", "\n")) {
            Some(words) if !words.trim().is_empty() => json!(words.trim_end()),
            _ => Value::Null,
        },
        Shape::YesNo => match text {
            "yes" => json!(true),
            "no" => json!(false),
            _ => Value::Null,
        },
        Shape::Count => match text.parse::<u32>() {
            _ if text.is_empty() => Value::Null,
            Ok(number) => json!(number),
            Err(_) => {
                faults.push(Fault::at(path, format!("“{label}” must be a whole number, such as 3")));
                Value::Null
            }
        },
        Shape::Date => read_date(form, path, label, faults).map_or(Value::Null, |day| json!(day.to_string())),
        Shape::PartialDate => read_partial(form, path, label, faults),
        Shape::Moment => read_moment(form, path, label, faults),
        Shape::Codes { .. } | Shape::Choices { .. } | Shape::People => {
            let prefix = format!("{path}.");
            let ticked: Vec<&str> = under(form, &prefix)
                .filter(|(_, value)| value.as_str() == "on")
                .map(|(name, _)| &name[prefix.len()..])
                .collect();
            if ticked.is_empty() { Value::Null } else { json!(ticked) }
        }
        Shape::Choice { options } => read_choice(shape, options, text, form, path, faults),
        Shape::Group { fields } => {
            let object = read_fields(fields, form, path, faults);
            if object.is_empty() { Value::Null } else { Value::Object(object) }
        }
        Shape::List { fields } => {
            let rows = parts_under(form, path).into_iter().filter_map(|key| {
                let mut row = read_fields(fields, form, &join(path, &key), faults);
                if row.is_empty() {
                    return None;
                }
                row.insert("key".to_owned(), json!(key));
                Some(Value::Object(row))
            });
            let rows: Vec<Value> = rows.collect();
            if rows.is_empty() { Value::Null } else { Value::Array(rows) }
        }
        Shape::PerChild { fields } => {
            let mut children = Map::new();
            for child in parts_under(form, path) {
                let answers = read_fields(fields, form, &join(path, &child), faults);
                if !answers.is_empty() {
                    children.insert(child, Value::Object(answers));
                }
            }
            if children.is_empty() { Value::Null } else { Value::Object(children) }
        }
        // Written by the program as JSON when a file is sent.
        Shape::File => match serde_json::from_str(text).ok().filter(|value| StoredFile::of(value).is_some()) {
            Some(file) => file,
            None => Value::Null,
        },
        Shape::Asked { shape } => match (text, typed(form, &join(path, "_"))) {
            (gap @ (NOT_KNOWN | NOT_ASKED), _) | (_, gap @ (NOT_KNOWN | NOT_ASKED)) => json!(gap),
            _ => read_shape(shape, label, form, path, faults),
        },
    }
}

fn read_choice(
    shape: &Shape,
    options: &[Choice],
    chosen: &str,
    form: &Form,
    path: &str,
    faults: &mut Vec<Fault>,
) -> Value {
    let Some(option) = options.iter().find(|option| option.value == chosen) else {
        return Value::Null;
    };
    if !shape.has_follow_ups() {
        return json!(chosen);
    }
    let mut object = read_fields(&option.fields, form, &join(path, chosen), faults);
    object.insert("is".to_owned(), json!(chosen));
    Value::Object(object)
}

/// The entries of a form whose path starts so.
fn under<'f>(form: &'f Form, prefix: &'f str) -> impl Iterator<Item = (&'f String, &'f String)> {
    form.range(prefix.to_owned()..).take_while(move |(name, _)| name.starts_with(prefix))
}

/// The names directly under a path, in order: a list's rows, the children answered for.
pub fn parts_under(form: &Form, path: &str) -> BTreeSet<String> {
    let prefix = format!("{path}.");
    under(form, &prefix)
        .filter_map(|(name, _)| name[prefix.len()..].split('.').next())
        .filter(|part| !part.is_empty() && *part != "_")
        .map(str::to_owned)
        .collect()
}

fn date_cells<'f>(form: &'f Form, path: &str) -> [&'f str; 3] {
    ["day", "month", "year"].map(|part| typed(form, &join(path, part)))
}

/// A month by number, name or its first three letters.
fn month_of(text: &str) -> Option<i8> {
    text.parse::<i8>().ok().filter(|month| (1..=12).contains(month)).or_else(|| {
        let lower = text.to_lowercase();
        (lower.len() >= 3).then_some(())?;
        (1..=12).find(|month| month_name(*month).to_lowercase().starts_with(&lower))
    })
}

/// A year in four figures; two figures are not guessed at.
fn year_of(text: &str) -> Option<i16> {
    text.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year))
}

fn read_date(form: &Form, path: &str, label: &str, faults: &mut Vec<Fault>) -> Option<Date> {
    let [day, month, year] = date_cells(form, path);
    if [day, month, year].iter().all(|cell| cell.is_empty()) {
        return None;
    }
    let read = day.parse::<i8>().ok().zip(month_of(month)).zip(year_of(year));
    let date = read.and_then(|((day, month), year)| Date::new(year, month, day).ok());
    if date.is_none() {
        let found = [day, month, year].map(|cell| if cell.is_empty() { "?" } else { cell }).join(" ");
        faults.push(Fault::at(
            path,
            format!("“{label}”: `{found}` is not a real date. Give the day, month and year, such as 4 6 2026"),
        ));
    }
    date
}

fn read_partial(form: &Form, path: &str, label: &str, faults: &mut Vec<Fault>) -> Value {
    let [day, month, year] = date_cells(form, path);
    match (day.is_empty(), month.is_empty(), year.is_empty()) {
        (true, true, true) => Value::Null,
        (true, true, false) | (true, false, false) => {
            let read = match (month, year_of(year)) {
                ("", Some(year)) => Some(PartialDate::Year(year)),
                (month, Some(year)) => month_of(month).map(|month| PartialDate::Month(year, month)),
                _ => None,
            };
            match read {
                Some(date) => json!(date.written()),
                None => {
                    faults
                        .push(Fault::at(path, format!("“{label}”: give a year in four figures, and a month if known")));
                    Value::Null
                }
            }
        }
        _ => read_date(form, path, label, faults).map_or(Value::Null, |day| json!(day.to_string())),
    }
}

fn read_moment(form: &Form, path: &str, label: &str, faults: &mut Vec<Fault>) -> Value {
    let written = typed(form, &join(path, "time"));
    let Some(date) = read_date(form, path, label, faults) else {
        let date_given = date_cells(form, path).iter().any(|cell| !cell.is_empty());
        if !written.is_empty() && !date_given {
            faults.push(Fault::at(path, format!("“{label}”: give the date as well as the time")));
        }
        return Value::Null;
    };
    if written.is_empty() {
        return json!(Moment::day(date).written());
    }
    match read_time(written) {
        Some(time) => json!(Moment { date, time: Some(time) }.written()),
        None => {
            faults
                .push(Fault::at(path, format!("“{label}”: `{written}` is not a time. Write it like 9:30am or 14:05")));
            Value::Null
        }
    }
}

/// A time as people type it: 9:30, 9.30am, 2pm, 14:05, 0930.
pub fn read_time(text: &str) -> Option<Time> {
    let lower = text.to_lowercase().replace(' ', "");
    match lower.as_str() {
        "midday" | "noon" => return Time::new(12, 0, 0, 0).ok(),
        "midnight" => return Time::new(0, 0, 0, 0).ok(),
        _ => {}
    }
    let (digits, half) = match lower.strip_suffix("am") {
        Some(rest) => (rest, Some(0)),
        None => lower.strip_suffix("pm").map_or((lower.as_str(), None), |rest| (rest, Some(12))),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute),
        None if digits.len() == 4 => digits.split_at(2),
        None if half.is_some() => (digits, "0"),
        None => return None,
    };
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// What is still needed before a record with this body can be finished, and answers that are not on offer.
pub fn gaps(spec: &Spec, body: &Value, children: &[PersonId]) -> Vec<Fault> {
    let on = spec
        .dating_field()
        .and_then(|field| body.get(&field.name))
        .and_then(Value::as_str)
        .and_then(|text| text.parse::<Moment>().ok())
        .map(|moment| moment.date);
    let mut faults = Vec::new();
    gaps_in(&spec.fields, body, "", children, on, &mut faults);
    faults
}

fn gaps_in(
    fields: &[Field],
    object: &Value,
    path: &str,
    children: &[PersonId],
    on: Option<Date>,
    faults: &mut Vec<Fault>,
) {
    for field in fields {
        let value = object.get(&field.name).unwrap_or(&Value::Null);
        let path = join(path, &field.name);
        // Each child is asked after by name, so the whole answer is never just "missing".
        if field.needed && is_empty(value) && !matches!(field.shape, Shape::PerChild { .. } | Shape::Group { .. }) {
            let message = match field.shape {
                Shape::File => "Choose a file to send".to_owned(),
                _ => format!("Answer “{}”", field.label),
            };
            faults.push(Fault::at(path, message));
            continue;
        }
        gaps_in_shape(field, &field.shape, value, &path, children, on, faults);
    }
}

fn gaps_in_shape(
    field: &Field,
    shape: &Shape,
    value: &Value,
    path: &str,
    children: &[PersonId],
    on: Option<Date>,
    faults: &mut Vec<Fault>,
) {
    match shape {
        Shape::Group { fields } if field.needed || !is_empty(value) => {
            gaps_in(fields, value, path, children, on, faults);
        }
        Shape::List { fields } => {
            for row in value.as_array().into_iter().flatten() {
                let key = row.get("key").and_then(Value::as_str).unwrap_or_default();
                gaps_in(fields, row, &join(path, key), children, on, faults);
            }
        }
        Shape::PerChild { fields } => {
            for child in children {
                let name = child.to_string();
                let answers = value.get(&name).unwrap_or(&Value::Null);
                gaps_in(fields, answers, &join(path, &name), children, on, faults);
            }
        }
        Shape::Choice { options } => {
            let chosen = value.get("is").unwrap_or(value).as_str().unwrap_or_default();
            if let Some(option) = options.iter().find(|option| option.value == chosen) {
                gaps_in(&option.fields, value, &join(path, chosen), children, on, faults);
            }
        }
        Shape::Code { set } | Shape::Codes { set } => {
            let one = std::slice::from_ref(value);
            for code in value.as_array().map_or(one, Vec::as_slice).iter().filter_map(Value::as_str) {
                faults.extend(code_fault(set, code, on, path, &field.label));
            }
        }
        Shape::Asked { shape } if !matches!(value.as_str(), Some(NOT_KNOWN | NOT_ASKED)) => {
            gaps_in_shape(field, shape, value, path, children, on, faults);
        }
        _ => {}
    }
}

fn code_fault(set: &str, code: &str, on: Option<Date>, path: &str, label: &str) -> Option<Fault> {
    if code.is_empty() {
        return None;
    }
    match codes::set(set)?.entry(code) {
        None => Some(Fault::at(path, format!("“{label}”: `{code}` is not one of the answers; choose one of them"))),
        Some(entry) => on.filter(|day| !entry.in_force_on(*day)).map(|day| {
            let message = format!(
                "“{label}”: {} was not in use on {}; choose another",
                entry.label,
                crate::moment::long_date(day)
            );
            Fault::at(path, message)
        }),
    }
}

/// The form that would give this body: what an amendment starts from.
pub fn write(spec: &Spec, body: &Value) -> Form {
    let mut form = Form::new();
    write_fields(&spec.fields, body, "", &mut form);
    form
}

fn write_fields(fields: &[Field], object: &Value, path: &str, form: &mut Form) {
    for field in fields {
        if let Some(value) = object.get(&field.name) {
            write_shape(&field.shape, value, &join(path, &field.name), form);
        }
    }
}

fn write_shape(shape: &Shape, value: &Value, path: &str, form: &mut Form) {
    let mut put = |name: String, text: &str| {
        form.insert(name, text.to_owned());
    };
    match (shape, value) {
        (_, Value::Null) => {}
        (Shape::Asked { shape }, _) => match value.as_str() {
            Some(gap @ (NOT_KNOWN | NOT_ASKED)) if shape.is_chosen() => put(path.to_owned(), gap),
            Some(gap @ (NOT_KNOWN | NOT_ASKED)) => put(join(path, "_"), gap),
            _ => write_shape(shape, value, path, form),
        },
        (Shape::YesNo, Value::Bool(yes)) => put(path.to_owned(), if *yes { "yes" } else { "no" }),
        (Shape::Date | Shape::PartialDate | Shape::Moment, Value::String(text)) => {
            let (day, time) = text.split_once('T').unwrap_or((text, ""));
            for (part, cell) in ["year", "month", "day"].into_iter().zip(day.split('-')) {
                put(join(path, part), cell.trim_start_matches('0'));
            }
            if !time.is_empty() {
                put(join(path, "time"), time);
            }
        }
        (Shape::Codes { .. } | Shape::Choices { .. } | Shape::People, Value::Array(items)) => {
            for item in items.iter().filter_map(Value::as_str) {
                put(join(path, item), "on");
            }
        }
        (Shape::Choice { options }, _) => {
            let chosen = value.get("is").unwrap_or(value).as_str().unwrap_or_default();
            put(path.to_owned(), chosen);
            if let Some(option) = options.iter().find(|option| option.value == chosen) {
                write_fields(&option.fields, value, &join(path, chosen), form);
            }
        }
        (Shape::Group { fields }, Value::Object(_)) => write_fields(fields, value, path, form),
        (Shape::List { fields }, Value::Array(rows)) => {
            for (index, row) in rows.iter().enumerate() {
                let key = row.get("key").and_then(Value::as_str).filter(|key| !key.is_empty());
                let key = key.map_or_else(|| format!("r{index:03}"), str::to_owned);
                write_fields(fields, row, &join(path, &key), form);
            }
        }
        (Shape::PerChild { fields }, Value::Object(children)) => {
            for (child, answers) in children {
                write_fields(fields, answers, &join(path, child), form);
            }
        }
        (Shape::File, file) => put(path.to_owned(), &file.to_string()),
        (_, Value::String(text)) => put(path.to_owned(), text),
        (_, Value::Number(number)) => put(path.to_owned(), &number.to_string()),
        _ => {}
    }
}
