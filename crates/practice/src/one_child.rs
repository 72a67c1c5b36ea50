//! One child's part of a record that several children share: the words meant for all, and this child's own answers.

use crate::ids::PersonId;
use crate::spec::{Field, Shape, Spec};
use serde_json::Value;
use std::collections::BTreeSet;

/// The body without the answers of any other child. What is shared stays.
pub fn only(spec: &Spec, body: &Value, child: PersonId) -> Value {
    let mut kept = body.clone();
    in_fields(&spec.fields, &mut kept, &mut |answers| {
        answers.retain(|id, _| id.parse::<PersonId>().is_ok_and(|person| person == child));
    });
    kept
}

/// Everyone with answers of their own in this body, in order of their ids.
pub fn answered(spec: &Spec, body: &Value) -> Vec<PersonId> {
    let mut found = BTreeSet::new();
    in_fields(&spec.fields, &mut body.clone(), &mut |answers| {
        found.extend(answers.keys().filter_map(|id| id.parse::<PersonId>().ok()));
    });
    found.into_iter().collect()
}

type Answers = serde_json::Map<String, Value>;

fn in_fields(fields: &[Field], object: &mut Value, each: &mut dyn FnMut(&mut Answers)) {
    for field in fields {
        if let Some(value) = object.get_mut(&field.name) {
            in_shape(&field.shape, value, each);
        }
    }
}

fn in_shape(shape: &Shape, value: &mut Value, each: &mut dyn FnMut(&mut Answers)) {
    match shape {
        Shape::PerChild { .. } => {
            if let Some(answers) = value.as_object_mut() {
                each(answers);
            }
        }
        Shape::Group { fields } => in_fields(fields, value, each),
        Shape::List { fields } => {
            for row in value.as_array_mut().into_iter().flatten() {
                in_fields(fields, row, each);
            }
        }
        Shape::Choice { options } => {
            let chosen = value.get("is").and_then(Value::as_str).unwrap_or_default().to_owned();
            if let Some(option) = options.iter().find(|option| option.value == chosen) {
                in_fields(&option.fields, value, each);
            }
        }
        Shape::Asked { shape } => in_shape(shape, value, each),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;
    use crate::visits::Visit;
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn another_childs_answers_go_and_shared_words_stay() {
        let (mine, theirs) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let body = json!({ "outcome": { "is": "held", "saw": "Both at the table.", "children": {
            mine.to_string(): { "words": "I like it here" },
            theirs.to_string(): { "words": "I want to go" },
        } } });
        let kept = only(Visit::spec(), &body, mine);
        assert_eq!(kept["outcome"]["saw"], "Both at the table.");
        assert_eq!(kept["outcome"]["children"][mine.to_string()]["words"], "I like it here");
        assert!(!kept.to_string().contains("want to go"), "{kept}");
        assert_eq!(answered(Visit::spec(), &body), [mine, theirs]);
        assert_eq!(answered(Visit::spec(), &kept), [mine]);
    }
}
