//! A record in words: its answers, its one line, what changed between two revisions, what it can be searched by.

use crate::answer::{NOT_ASKED, NOT_KNOWN, is_empty};
use crate::codes;
use crate::documents::StoredFile;
use crate::form::join;
use crate::moment::{Moment, PartialDate};
use crate::spec::{Field, Sensitivity, Shape, Spec};
use serde_json::Value;

/// Who ids stand for. What is not known is shown as it is kept.
pub trait Names {
    /// A person's name.
    fn person(&self, id: &str) -> String;
    /// A worker's name.
    fn staff(&self, id: &str) -> String;
    /// A team's name.
    fn team(&self, id: &str) -> String;
}

/// No names: ids are shown as they are kept.
pub struct NoNames;

impl Names for NoNames {
    fn person(&self, id: &str) -> String {
        id.to_owned()
    }
    fn staff(&self, id: &str) -> String {
        id.to_owned()
    }
    fn team(&self, id: &str) -> String {
        id.to_owned()
    }
}

/// One answer, in words, with those inside it.
#[derive(Clone, PartialEq, Debug)]
pub struct Answered {
    /// The question's path.
    pub path: String,
    /// The question.
    pub label: String,
    /// The answer; empty when it only holds others.
    pub words: String,
    /// Written as paragraphs.
    pub is_prose: bool,
    /// Who may see it.
    pub sensitivity: Sensitivity,
    /// A link to another record, when it is one.
    pub link: Option<String>,
    /// The child it is about, when it is one child's answer.
    pub child: Option<String>,
    /// Answers inside it: follow-ups, rows, children.
    pub inside: Vec<Answered>,
}

/// A record's answers, in the order of its questions; unanswered ones are left out.
pub fn answers(spec: &Spec, body: &Value, names: &dyn Names) -> Vec<Answered> {
    fields(&spec.fields, body, "", names)
}

fn fields(list: &[Field], object: &Value, path: &str, names: &dyn Names) -> Vec<Answered> {
    list.iter()
        .filter_map(|field| {
            let value = object.get(&field.name).filter(|value| !is_empty(value))?;
            let mut answered = shape(&field.shape, value, &join(path, &field.name), names);
            answered.label = field.label.clone();
            answered.sensitivity = field.sensitivity;
            Some(answered)
        })
        .collect()
}

fn shape(shape_of: &Shape, value: &Value, path: &str, names: &dyn Names) -> Answered {
    let mut answered = Answered {
        path: path.to_owned(),
        label: String::new(),
        words: String::new(),
        is_prose: matches!(shape_of, Shape::Prose),
        sensitivity: Sensitivity::Normal,
        link: None,
        child: None,
        inside: Vec::new(),
    };
    let text = value.as_str().unwrap_or_default();
    match shape_of {
        Shape::Asked { shape: inner } => match text {
            NOT_KNOWN => answered.words = "Asked, not known".to_owned(),
            NOT_ASKED => answered.words = "Not asked".to_owned(),
            _ => return shape(inner, value, path, names),
        },
        Shape::YesNo => answered.words = if value == &Value::Bool(true) { "Yes" } else { "No" }.to_owned(),
        Shape::Count => answered.words = value.to_string(),
        Shape::Date | Shape::Moment => {
            answered.words = text.parse::<Moment>().map_or_else(|_| text.to_owned(), |moment| moment.to_string());
        }
        Shape::PartialDate => {
            answered.words = text.parse::<PartialDate>().map_or_else(|_| text.to_owned(), |date| date.to_string());
        }
        Shape::Code { set } => answered.words = codes::label(set, text).to_owned(),
        Shape::Codes { set } => answered.words = listed(value, |code| codes::label(set, code).to_owned()),
        Shape::Person => answered.words = names.person(text),
        Shape::People => answered.words = listed(value, |id| names.person(id)),
        Shape::Staff => answered.words = names.staff(text),
        Shape::Team => answered.words = names.team(text),
        Shape::Link { kind } => {
            answered.words = crate::kinds::find(kind).map_or_else(|| kind.clone(), |kind| (kind.spec)().title.clone());
            answered.link = Some(text.to_owned());
        }
        Shape::Choices { options } => {
            let label = |value: &str| {
                options.iter().find(|option| option.value == value).map_or(value, |option| &option.label).to_owned()
            };
            answered.words = listed(value, label);
        }
        Shape::Choice { options } => {
            let chosen = value.get("is").unwrap_or(value).as_str().unwrap_or_default();
            match options.iter().find(|option| option.value == chosen) {
                Some(option) => {
                    answered.words = option.label.clone();
                    answered.inside = fields(&option.fields, value, &join(path, chosen), names);
                }
                None => answered.words = chosen.to_owned(),
            }
        }
        Shape::Group { fields: list } => answered.inside = fields(list, value, path, names),
        Shape::List { fields: list } => {
            for (index, row) in value.as_array().into_iter().flatten().enumerate() {
                let key = row.get("key").and_then(Value::as_str).unwrap_or_default();
                let inside = fields(list, row, &join(path, key), names);
                answered.inside.push(Answered {
                    label: (index + 1).to_string(),
                    inside,
                    ..answered_at(&join(path, key))
                });
            }
        }
        Shape::PerChild { fields: list } => {
            for (child, answers) in value.as_object().into_iter().flatten() {
                let inside = fields(list, answers, &join(path, child), names);
                let label = names.person(child);
                answered.inside.push(Answered {
                    label,
                    inside,
                    child: Some(child.clone()),
                    ..answered_at(&join(path, child))
                });
            }
        }
        Shape::File => answered.words = StoredFile::of(value).map_or_else(String::new, |file| file.in_words()),
        Shape::Text | Shape::Prose => answered.words = text.to_owned(),
    }
    answered
}

fn answered_at(path: &str) -> Answered {
    Answered {
        path: path.to_owned(),
        label: String::new(),
        words: String::new(),
        is_prose: false,
        sensitivity: Sensitivity::Normal,
        link: None,
        child: None,
        inside: Vec::new(),
    }
}

fn listed(value: &Value, word: impl Fn(&str) -> String) -> String {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(word).collect::<Vec<_>>().join(", ")
}

/// One answer in words, by itself: what a choice, a code or a date says on a page.
pub fn of<T: crate::answer::Answer>(answer: &T) -> String {
    shape(&T::shape(), &answer.write(), "", &NoNames).words
}

/// A record in one line: its title and the answers that matter most, clipped.
pub fn line(spec: &Spec, body: &Value, names: &dyn Names) -> String {
    line_within(spec, body, names, 140)
}

/// The same with as many letters of each answer as are wanted.
pub fn line_within(spec: &Spec, body: &Value, names: &dyn Names, most: usize) -> String {
    let mut said = String::new();
    for field in spec.fields.iter().filter(|field| field.in_line) {
        if let Some(value) = body.get(&field.name).filter(|value| !is_empty(value)) {
            let words = shape(&field.shape, value, &field.name, names).words;
            // A bare yes says nothing without its question.
            if !words.is_empty() && words != "Yes" {
                said.push_str(match said.chars().last() {
                    None => "",
                    Some('.' | '!' | '?' | '…') => " ",
                    Some(_) => ". ",
                });
                said.push_str(&clip(&words, most));
            }
        }
    }
    if said.is_empty() { spec.title.clone() } else { format!("{}: {said}", spec.title) }
}

/// Words to stand inside a sentence: "Initial conference" is "initial conference", "NHS number" stays.
pub fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let abbreviation = words.chars().nth(1).is_some_and(char::is_uppercase);
    match letters.next() {
        Some(first) if !abbreviation => first.to_lowercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

/// The first words of a text, cut at a space.
pub fn clip(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    let cut: String = flat.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

/// Everything a record can be found by.
pub fn searchable(spec: &Spec, body: &Value) -> String {
    fn gather(answered: &[Answered], out: &mut Vec<String>) {
        for one in answered {
            if !one.words.is_empty() {
                out.push(one.words.clone());
            }
            gather(&one.inside, out);
        }
    }
    let mut out = vec![spec.title.clone()];
    gather(&answers(spec, body, &NoNames), &mut out);
    out.join("\n")
}

/// One answer that differs between two revisions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The question, with what it is inside of.
    pub label: String,
    /// The answer before; empty when there was none.
    pub before: String,
    /// The answer after; empty when there is none.
    pub after: String,
}

/// What changed between two revisions, each read by the form of its day.
pub fn differences(before: (&Spec, &Value), after: (&Spec, &Value), names: &dyn Names) -> Vec<Difference> {
    let flatten = |(spec, body): (&Spec, &Value)| {
        let mut out = Vec::new();
        flat(&answers(spec, body, names), "", &mut out);
        out
    };
    let (old, new) = (flatten(before), flatten(after));
    let mut differences = Vec::new();
    for (path, label, words) in &new {
        let was = old.iter().find(|(old_path, ..)| old_path == path).map_or("", |(.., words)| words);
        if was != words {
            differences.push(Difference { label: label.clone(), before: was.to_owned(), after: words.clone() });
        }
    }
    for (path, label, words) in &old {
        if !new.iter().any(|(new_path, ..)| new_path == path) {
            differences.push(Difference { label: label.clone(), before: words.clone(), after: String::new() });
        }
    }
    differences
}

fn flat(answered: &[Answered], above: &str, out: &mut Vec<(String, String, String)>) {
    for one in answered {
        let label = if above.is_empty() { one.label.clone() } else { format!("{above}, {}", one.label) };
        if !one.words.is_empty() {
            out.push((one.path.clone(), label.clone(), one.words.clone()));
        }
        flat(&one.inside, &label, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds;
    use serde_json::json;

    fn said(kind: &str, body: &Value) -> String {
        kinds::find(kind).map(|kind| line((kind.spec)(), body, &NoNames)).unwrap_or_default()
    }

    #[test]
    fn a_line_has_no_bare_yes_and_no_full_stop_twice() {
        let visit = |outcome: Value| said("visit", &json!({"purpose": "child_protection", "outcome": outcome}));
        assert_eq!(visit(json!({"is": "held", "place": "home"})), "Visit: Child protection plan");
        let shut = visit(json!({"is": "no_access", "what": "nobody_in"}));
        assert_eq!(shut, "Visit: Child protection plan. No: nobody was in, or I was not let in");
        let met = said("child_in_need_meeting", &json!({"progress": "Sana rang first.", "decision": "go_on"}));
        assert_eq!(met, "Child in need meeting: Sana rang first. The plan goes on");
    }
}
