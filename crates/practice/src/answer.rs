//! The types an answer may have, and how each is written in a record's body.
//!
//! A body is JSON: text is a string, a choice without follow-ups is a string, a choice with them is an object whose
//! `is` names the answer, a list row is an object with a `key`, an answer for each child is an object by person.

use crate::codes::{Code, CodeSet};
use crate::ids::{PersonId, RecordId, StaffId, TeamId};
use crate::moment::{Moment, PartialDate};
use crate::spec::{Field, Shape};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// A type that can answer a question.
pub trait Answer: Sized + Send + Sync + 'static {
    /// What the answer looks like.
    fn shape() -> Shape;
    /// Reads an answer from a body; `Null` when the body has none. An answer with a natural gap (no words, an empty
    /// list) reads the gap; others say what is missing.
    fn read(value: &Value) -> Result<Self, Unreadable>;
    /// Writes the answer for a body.
    fn write(&self) -> Value;
    /// Must be answered before a record is finished? Optional answers say no.
    const NEEDED: bool = true;
}

/// Several questions kept together: made by `#[derive(Part)]` and `#[derive(Record)]`.
pub trait Part: Sized + Send + Sync + 'static {
    /// The questions, in order.
    fn fields() -> Vec<Field>;
    /// Reads the answers from an object of the body.
    fn read_part(object: &Value) -> Result<Self, Unreadable>;
    /// Writes the answers as an object.
    fn write_part(&self) -> Map<String, Value>;
}

/// Why a body could not be read as the type asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// Where, as a path of names: `decision.category`.
    pub path: String,
    /// What was found.
    pub why: String,
}

impl Unreadable {
    /// The answer at this place is not what was expected.
    pub fn not(expected: &str, found: &Value) -> Self {
        let why = match found {
            Value::Null => format!("{expected} is wanted, and nothing is given"),
            other => format!("`{}` is not {expected}", clipped(&other.to_string())),
        };
        Unreadable { path: String::new(), why }
    }

    /// The same fault, seen from one name further out.
    pub fn within(mut self, name: &str) -> Self {
        self.path = if self.path.is_empty() { name.to_owned() } else { format!("{name}.{}", self.path) };
        self
    }
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.why)
    }
}

impl std::error::Error for Unreadable {}

fn text_of<'v>(value: &'v Value, expected: &str) -> Result<&'v str, Unreadable> {
    value.as_str().ok_or_else(|| Unreadable::not(expected, value))
}

/// A few words on one line. Empty when nothing is written.
impl Answer for String {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        if value.is_null() { Ok(String::new()) } else { text_of(value, "text").map(str::to_owned) }
    }
    fn write(&self) -> Value {
        json!(self)
    }
}

/// As many words as it takes. Empty when nothing is written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Prose(pub String);

impl Deref for Prose {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Prose(text.to_owned())
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Prose(text)
    }
}

impl Answer for Prose {
    fn shape() -> Shape {
        Shape::Prose
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        String::read(value).map(Prose)
    }
    fn write(&self) -> Value {
        json!(self.0)
    }
}

impl Answer for bool {
    fn shape() -> Shape {
        Shape::YesNo
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        value.as_bool().ok_or_else(|| Unreadable::not("yes or no", value))
    }
    fn write(&self) -> Value {
        json!(self)
    }
}

impl Answer for u32 {
    fn shape() -> Shape {
        Shape::Count
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| Unreadable::not("a whole number", value))
    }
    fn write(&self) -> Value {
        json!(self)
    }
}

macro_rules! parsed {
    ($type:ty, $shape:expr, $expected:literal, $write:expr) => {
        impl Answer for $type {
            fn shape() -> Shape {
                $shape
            }
            fn read(value: &Value) -> Result<Self, Unreadable> {
                text_of(value, $expected)?.parse().map_err(|_| Unreadable::not($expected, value))
            }
            fn write(&self) -> Value {
                let write: fn(&$type) -> String = $write;
                json!(write(self))
            }
        }
    };
}

parsed!(Date, Shape::Date, "a date", |date| date.to_string());
parsed!(PartialDate, Shape::PartialDate, "a date", PartialDate::written);
parsed!(Moment, Shape::Moment, "a date and time", Moment::written);
parsed!(PersonId, Shape::Person, "a person", |id| id.to_string());

macro_rules! named {
    ($type:ident, $shape:expr, $expected:literal) => {
        impl Answer for $type {
            fn shape() -> Shape {
                $shape
            }
            fn read(value: &Value) -> Result<Self, Unreadable> {
                text_of(value, $expected).map($type::from)
            }
            fn write(&self) -> Value {
                json!(self.0)
            }
        }
    };
}

named!(StaffId, Shape::Staff, "a worker");
named!(TeamId, Shape::Team, "a team");

/// An earlier record of a kind, about the same people: the contact a decision is about.
pub struct Link<R> {
    /// The record.
    pub id: RecordId,
    kind: std::marker::PhantomData<fn() -> R>,
}

/// The words of the option that was chosen; empty for what is no choice.
pub fn chosen<A: Answer>(answer: &A) -> String {
    let (Shape::Choice { options }, value) = (A::shape(), answer.write()) else { return String::new() };
    let value = value.get("is").unwrap_or(&value).as_str().unwrap_or_default().to_owned();
    options.into_iter().find(|one| one.value == value).map(|one| one.label).unwrap_or_default()
}

impl<R> Link<R> {
    /// A link to a record.
    pub fn to(id: RecordId) -> Self {
        Link { id, kind: std::marker::PhantomData }
    }
}

impl<R> Clone for Link<R> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<R> Copy for Link<R> {}
impl<R> PartialEq for Link<R> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}
impl<R> fmt::Debug for Link<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Link({})", self.id)
    }
}

impl<R: crate::record::Record> Answer for Link<R> {
    fn shape() -> Shape {
        Shape::Link { kind: R::KIND.to_owned() }
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        text_of(value, "a record")?.parse().map(Link::to).map_err(|_| Unreadable::not("a record", value))
    }
    fn write(&self) -> Value {
        json!(self.id.to_string())
    }
}

impl<S: CodeSet> Answer for Code<S> {
    fn shape() -> Shape {
        Shape::Code { set: S::NAME.to_owned() }
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        if value.is_null() { Ok(Code::not_stated()) } else { text_of(value, "a code").map(Code::new) }
    }
    fn write(&self) -> Value {
        json!(self.as_str())
    }
}

/// Not every question has an answer yet; none is asked for.
impl<T: Answer> Answer for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        if is_empty(value) { Ok(None) } else { T::read(value).map(Some) }
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
    const NEEDED: bool = false;
}

/// Any number of answers: boxes to tick for codes, choices and people; rows to add for groups.
impl<T: Answer> Answer for Vec<T> {
    fn shape() -> Shape {
        match T::shape() {
            Shape::Group { fields } => Shape::List { fields },
            Shape::Choice { options } => Shape::Choices { options },
            Shape::Code { set } => Shape::Codes { set },
            Shape::Person => Shape::People,
            other => other,
        }
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::Null => Ok(Vec::new()),
            Value::Array(items) => items.iter().map(T::read).collect(),
            other => Err(Unreadable::not("a list", other)),
        }
    }
    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }
    const NEEDED: bool = false;
}

/// The same questions answered for each child a record is about.
#[derive(Clone, PartialEq, Debug)]
pub struct PerChild<T>(pub BTreeMap<PersonId, T>);

impl<T> PerChild<T> {
    /// The answer for one child.
    pub fn of(&self, child: PersonId) -> Option<&T> {
        self.0.get(&child)
    }
}

impl<T> FromIterator<(PersonId, T)> for PerChild<T> {
    fn from_iter<I: IntoIterator<Item = (PersonId, T)>>(items: I) -> Self {
        PerChild(items.into_iter().collect())
    }
}

impl<T: Part> Answer for PerChild<T> {
    fn shape() -> Shape {
        Shape::PerChild { fields: T::fields() }
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        let Value::Object(children) = value else {
            return if value.is_null() {
                Ok(PerChild(BTreeMap::new()))
            } else {
                Err(Unreadable::not("answers by child", value))
            };
        };
        children
            .iter()
            .map(|(id, answers)| {
                let person = id.parse().map_err(|_| Unreadable::not("a person", &json!(id)))?;
                Ok((person, T::read_part(answers).map_err(|fault| fault.within(id))?))
            })
            .collect::<Result<_, _>>()
            .map(PerChild)
    }
    fn write(&self) -> Value {
        Value::Object(self.0.iter().map(|(id, part)| (id.to_string(), Value::Object(part.write_part()))).collect())
    }
}

/// An answer, or the honest lack of one.
#[derive(Clone, PartialEq, Debug)]
pub enum Asked<T> {
    /// The answer.
    Known(T),
    /// It was asked, and nobody knows.
    NotKnown,
    /// It was not asked.
    NotAsked,
}

impl<T> Asked<T> {
    /// The answer, when there is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Asked::Known(value) => Some(value),
            _ => None,
        }
    }
}

/// The words a body keeps when there is no answer.
pub const NOT_KNOWN: &str = "not_known";
/// The words a body keeps when nobody asked.
pub const NOT_ASKED: &str = "not_asked";

impl<T: Answer> Answer for Asked<T> {
    fn shape() -> Shape {
        Shape::Asked { shape: Box::new(T::shape()) }
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        match value {
            Value::Null => Ok(Asked::NotAsked),
            Value::String(text) if text == NOT_KNOWN => Ok(Asked::NotKnown),
            Value::String(text) if text == NOT_ASKED => Ok(Asked::NotAsked),
            other => T::read(other).map(Asked::Known),
        }
    }
    fn write(&self) -> Value {
        match self {
            Asked::Known(value) => value.write(),
            Asked::NotKnown => json!(NOT_KNOWN),
            Asked::NotAsked => json!(NOT_ASKED),
        }
    }
    // Left open, it was not asked: nobody has to say so.
    const NEEDED: bool = false;
}

/// The key of a list row: the same through every revision, so that later records can point at one action.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowKey(pub String);

/// Nothing was answered here.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.iter().all(|(name, value)| name == "key" || is_empty(value)),
        _ => false,
    }
}
