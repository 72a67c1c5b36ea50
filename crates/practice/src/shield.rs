//! A record with parts of it held back: shielded answers, and other people's answers.
//!
//! Records are folded whole and shielded afterwards, so that what is held back from a reader never bends a fact.

use crate::ids::PersonId;
use crate::spec::{Field, Sensitivity, Shape, Spec};
use serde_json::{Map, Value};

/// What stands where words are held back.
pub const SHIELDED: &str = "Shielded";

/// The body with answers of some sensitivities held back. Where there were words, the first says so; the rest go, so
/// that their number tells nothing. A record stays readable: only words are ever shielded.
pub fn shielded(spec: &Spec, body: &Value, hides: &dyn Fn(Sensitivity) -> bool) -> Value {
    let mut kept = body.clone();
    in_fields(&spec.fields, &mut kept, &mut |fields, object| {
        let mut said = false;
        for field in fields.iter().filter(|field| hides(field.sensitivity)) {
            let was = object.remove(&field.name);
            let words = was.as_ref().and_then(Value::as_str).is_some_and(|words| !words.is_empty());
            if words && !said {
                object.insert(field.name.clone(), Value::from(SHIELDED));
                said = true;
            }
        }
    });
    kept
}

/// Does the body hold words of some sensitivities?
pub fn has(spec: &Spec, body: &Value, hides: &dyn Fn(Sensitivity) -> bool) -> bool {
    shielded(spec, body, hides) != *body
}

/// The body without some people: their own answers, and their place in lists of people. None when an answer is one of
/// them, such as either side of a relationship: then nothing of the record is left to show.
pub fn without(spec: &Spec, body: &Value, goes: &dyn Fn(PersonId) -> bool) -> Option<Value> {
    let is_gone = |text: &str| text.parse::<PersonId>().is_ok_and(goes);
    let (mut kept, mut named) = (body.clone(), false);
    in_fields(&spec.fields, &mut kept, &mut |fields, object| {
        for field in fields {
            match (shape(&field.shape), object.get_mut(&field.name)) {
                (Shape::Person, Some(one)) => named |= one.as_str().is_some_and(is_gone),
                (Shape::People, Some(Value::Array(people))) => {
                    people.retain(|one| !one.as_str().is_some_and(is_gone));
                }
                (Shape::PerChild { .. }, Some(Value::Object(answers))) => answers.retain(|child, _| !is_gone(child)),
                _ => {}
            }
        }
    });
    (!named).then_some(kept)
}

/// The body without some people's own answers; they may still be named in it.
pub fn without_answers(spec: &Spec, body: &Value, goes: &dyn Fn(PersonId) -> bool) -> Value {
    let mut kept = body.clone();
    per_child(&spec.fields, &mut kept, String::new(), &mut |_, answers| {
        answers.retain(|child, _| !child.parse::<PersonId>().is_ok_and(goes));
    });
    kept
}

/// Puts back into a corrected body what its writer could not see: the answers of people who were held back.
pub fn put_back(spec: &Spec, was: &Value, is: &mut Value, back: &dyn Fn(PersonId) -> bool) {
    let mut kept: Vec<(String, Map<String, Value>)> = Vec::new();
    per_child(&spec.fields, &mut was.clone(), String::new(), &mut |path, answers| {
        let theirs = answers.iter().filter(|(child, _)| child.parse::<PersonId>().is_ok_and(back));
        kept.push((path.to_owned(), theirs.map(|(child, answer)| (child.clone(), answer.clone())).collect()));
    });
    per_child(&spec.fields, is, String::new(), &mut |path, answers| {
        for (_, theirs) in kept.iter().filter(|(of, _)| of == path) {
            answers.extend(theirs.clone());
        }
    });
}

fn shape(of: &Shape) -> &Shape {
    match of {
        Shape::Asked { shape: inside } => shape(inside),
        other => other,
    }
}

type Each<'e> = dyn FnMut(&[Field], &mut Map<String, Value>) + 'e;

/// Every object of a body, with the questions it answers.
fn in_fields(fields: &[Field], value: &mut Value, each: &mut Each<'_>) {
    let Value::Object(object) = value else { return };
    each(fields, object);
    for field in fields {
        if let Some(inside) = object.get_mut(&field.name) {
            in_shape(&field.shape, inside, each);
        }
    }
}

fn in_shape(of: &Shape, value: &mut Value, each: &mut Each<'_>) {
    match shape(of) {
        Shape::Group { fields } => in_fields(fields, value, each),
        Shape::List { fields } => {
            value.as_array_mut().into_iter().flatten().for_each(|row| in_fields(fields, row, each));
        }
        Shape::PerChild { fields } => {
            value.as_object_mut().into_iter().flatten().for_each(|(_, answer)| in_fields(fields, answer, each));
        }
        Shape::Choice { options } => {
            let chosen = value.get("is").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Some(option) = options.iter().find(|option| option.value == chosen) {
                in_fields(&option.fields, value, each);
            }
        }
        Shape::Choices { options } => {
            for one in value.as_array_mut().into_iter().flatten() {
                let chosen = one.get("is").and_then(Value::as_str).unwrap_or_default().to_owned();
                if let Some(option) = options.iter().find(|option| option.value == chosen) {
                    in_fields(&option.fields, one, each);
                }
            }
        }
        _ => {}
    }
}

type EachPath<'e> = dyn FnMut(&str, &mut Map<String, Value>) + 'e;

fn per_child(fields: &[Field], value: &mut Value, at: String, each: &mut EachPath<'_>) {
    for field in fields {
        let Some(inside) = value.get_mut(&field.name) else { continue };
        let path = format!("{at}.{}", field.name);
        match shape(&field.shape) {
            Shape::PerChild { .. } => inside.as_object_mut().into_iter().for_each(|answers| each(&path, answers)),
            Shape::Group { fields } => per_child(fields, inside, path, each),
            Shape::Choice { options } => {
                let chosen = inside.get("is").and_then(Value::as_str).unwrap_or_default().to_owned();
                if let Some(option) = options.iter().find(|option| option.value == chosen) {
                    per_child(&option.fields, inside, format!("{path}={chosen}"), each);
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Address, Relationship};
    use crate::record::Record;
    use crate::visits::Visit;
    use serde_json::json;
    use uuid::Uuid;

    fn people() -> [PersonId; 2] {
        [1, 2].map(|id| PersonId(Uuid::from_u128(id)))
    }

    #[test]
    fn a_safe_address_says_once_that_it_is_shielded_and_its_record_can_still_be_read() {
        let body = json!({ "from": "2026-01-01", "street": "9 Hidden Way", "town": "Elsewhere", "postcode": "ZZ1 1ZZ",
            "use_of": "home", "keep_safe": { "from_whom": "His uncle" } });
        let hides = |one| one == Sensitivity::SafeAddress;
        let kept = shielded(Address::spec(), &body, &hides);
        assert_eq!(kept["street"], SHIELDED);
        for word in ["Hidden", "Elsewhere", "ZZ1", "uncle"] {
            assert!(!kept.to_string().contains(word), "{word}: {kept}");
        }
        assert!(crate::kinds::find("address").is_some_and(|kind| (kind.read)(&kept).is_ok()));
        assert!(has(Address::spec(), &body, &hides));
        assert!(!has(Address::spec(), &body, &|one| one == Sensitivity::ThirdParty));
    }

    #[test]
    fn a_person_held_back_leaves_no_answer_and_a_relationship_to_them_is_nothing() {
        let [mine, theirs] = people();
        let body = json!({ "outcome": { "is": "held", "saw": "Both.", "children": {
            mine.to_string(): { "words": "I like it" }, theirs.to_string(): { "words": "I want to go" } } } });
        let kept = without(Visit::spec(), &body, &|one| one == theirs).expect("something is left");
        assert!(kept.to_string().contains("I like it") && !kept.to_string().contains(&theirs.to_string()));
        let tie = json!({ "person": theirs, "is_the": "sibling", "of": mine });
        assert_eq!(without(Relationship::spec(), &tie, &|one| one == theirs), None);
        assert_eq!(without(Relationship::spec(), &tie, &|_| false), Some(tie));
    }

    #[test]
    fn what_a_writer_could_not_see_is_put_back() {
        let [mine, theirs] = people();
        let was = json!({ "outcome": { "is": "held", "children": {
            mine.to_string(): { "words": "Old" }, theirs.to_string(): { "words": "Kept" } } } });
        let mut is = json!({ "outcome": { "is": "held", "children": { mine.to_string(): { "words": "New" } } } });
        put_back(Visit::spec(), &was, &mut is, &|one| one == theirs);
        assert_eq!(is["outcome"]["children"][theirs.to_string()]["words"], "Kept");
        assert_eq!(is["outcome"]["children"][mine.to_string()]["words"], "New");
    }
}
