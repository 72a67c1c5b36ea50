//! What a kind of record is: its questions, their answers' shapes, and what each needs.
//!
//! `#[derive(Record)]` builds a [`Spec`] from a struct. Everything that is not the struct itself is read from it: the
//! form, the checks, the data dictionary, the history, the search text, the JSON Schema. A finished record keeps the
//! [`Spec`] it was finished under, so an old record is always shown by the form of its day.

use serde::{Deserialize, Serialize};

/// One kind of record, as data.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Spec {
    /// The kind, as stored and as seen in addresses: `strategy_discussion`.
    pub kind: String,
    /// The area it belongs to: `protection`.
    pub area: String,
    /// What people call it: "Strategy discussion".
    pub title: String,
    /// One or two sentences about what it is for.
    pub about: String,
    /// The law or guidance that asks for it.
    pub cite: String,
    /// The questions, in order.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Field {
    /// Its name in a record's body.
    pub name: String,
    /// The question as asked.
    pub label: String,
    /// Help under the question; may be empty.
    pub hint: String,
    /// What an answer looks like.
    pub shape: Shape,
    /// Must be answered before the record can be finished. A draft may always leave it open.
    pub needed: bool,
    /// This answer dates the record.
    pub dates_record: bool,
    /// This answer belongs in the record's one-line summary.
    pub in_line: bool,
    /// Who may see the answer.
    pub sensitivity: Sensitivity,
    /// Why the question is asked, when a rule asks it.
    pub cite: String,
    /// Which workers may be named.
    #[serde(default, skip_serializing_if = "Post::is_anyone")]
    pub post: Post,
}

/// Which workers a question names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Anyone who works here.
    #[default]
    Anyone,
    /// Whoever may agree to a decision.
    Manager,
    /// Whoever chairs conferences or reviews the care of children looked after.
    Chair,
}

impl Post {
    fn is_anyone(&self) -> bool {
        *self == Post::Anyone
    }
}

/// Who may see an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sensitivity {
    /// Anyone who may see the record.
    #[default]
    Normal,
    /// A third party's words or details: kept out of what the family is given.
    ThirdParty,
    /// An address or whereabouts that must not reach someone who may cause harm.
    SafeAddress,
}

/// What an answer looks like.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// A few words on one line.
    Text,
    /// As many words as it takes.
    Prose,
    /// Yes or no.
    YesNo,
    /// A whole number, none below zero.
    Count,
    /// A day.
    Date,
    /// A day, a month and year, or a year.
    PartialDate,
    /// A day, with a time when it is known.
    Moment,
    /// One code of a national or local code set.
    Code {
        /// The set's name.
        set: String,
    },
    /// Any number of codes of a set.
    Codes {
        /// The set's name.
        set: String,
    },
    /// One of these, each with its own follow-up questions.
    Choice {
        /// The choices, in order.
        options: Vec<Choice>,
    },
    /// Any number of these.
    Choices {
        /// The choices, in order.
        options: Vec<Choice>,
    },
    /// Several questions kept together.
    Group {
        /// The questions.
        fields: Vec<Field>,
    },
    /// Any number of rows, each with a key of its own.
    List {
        /// The questions of one row.
        fields: Vec<Field>,
    },
    /// An answer for each child the record is about.
    PerChild {
        /// The questions asked of each child.
        fields: Vec<Field>,
    },
    /// A person on file.
    Person,
    /// Several people on file.
    People,
    /// Someone who works here.
    Staff,
    /// A team.
    Team,
    /// Another record about the same people.
    Link {
        /// The kind linked to.
        kind: String,
    },
    /// A file: sent by itself, and kept by the hash of its content.
    File,
    /// An answer that may also be "not known" or "not asked".
    Asked {
        /// The shape when it is known.
        shape: Box<Shape>,
    },
}

/// One of the answers to choose from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// Its name in a record's body.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Help beside it; may be empty.
    pub hint: String,
    /// Follow-up questions, asked when it is chosen.
    pub fields: Vec<Field>,
}

impl Spec {
    /// The question whose answer dates the record.
    pub fn dating_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.dates_record)
    }
}

impl Shape {
    /// Is this a choice in which some answer has follow-up questions?
    pub fn has_follow_ups(&self) -> bool {
        matches!(self, Shape::Choice { options } if options.iter().any(|option| !option.fields.is_empty()))
    }

    /// Is the answer chosen from a few, so that "not known" can stand among them?
    pub fn is_chosen(&self) -> bool {
        matches!(self, Shape::YesNo | Shape::Choice { .. } | Shape::Code { .. })
    }

    /// The questions directly inside this shape (not those of a choice's answers).
    pub fn fields(&self) -> &[Field] {
        match self {
            Shape::Group { fields } | Shape::List { fields } | Shape::PerChild { fields } => fields,
            _ => &[],
        }
    }

    /// What kind of answer this is, in words, for the data dictionary.
    pub fn in_words(&self) -> String {
        match self {
            Shape::Text => "a few words".into(),
            Shape::Prose => "words".into(),
            Shape::YesNo => "yes or no".into(),
            Shape::Count => "a whole number".into(),
            Shape::Date => "a date".into(),
            Shape::PartialDate => "a date, a month or a year".into(),
            Shape::Moment => "a date, with a time if known".into(),
            Shape::Code { set } => format!("one code of {set}"),
            Shape::Codes { set } => format!("any codes of {set}"),
            Shape::Choice { .. } => "one choice".into(),
            Shape::Choices { .. } => "any choices".into(),
            Shape::Group { .. } => "a group of questions".into(),
            Shape::List { .. } => "a list".into(),
            Shape::PerChild { .. } => "an answer for each child".into(),
            Shape::Person => "a person".into(),
            Shape::People => "people".into(),
            Shape::Staff => "a worker".into(),
            Shape::Team => "a team".into(),
            Shape::Link { kind } => format!("an earlier record: {}", kind.replace('_', " ")),
            Shape::File => "a file".into(),
            Shape::Asked { shape } => format!("{}, not known, or not asked", shape.in_words()),
        }
    }
}

/// Turns `SeenAlone` or `seen_alone` into "Seen alone".
pub fn humanise(name: &str) -> String {
    let mut words = String::new();
    for (index, letter) in name.chars().enumerate() {
        if letter == '_' {
            words.push(' ');
        } else if letter.is_uppercase() && index > 0 {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else if index == 0 {
            words.extend(letter.to_uppercase());
        } else {
            words.push(letter);
        }
    }
    words
}
