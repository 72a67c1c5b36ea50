//! JSON Schema (2020-12) of a record's body, for programs that write records.

use crate::answer::{NOT_ASKED, NOT_KNOWN};
use crate::codes;
use crate::spec::{Choice, Field, Shape, Spec};
use serde_json::{Map, Value, json};

/// The schema of a finished body of this kind.
pub fn of(spec: &Spec) -> Value {
    let mut schema = object(&spec.fields);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(spec.title);
    schema["description"] = json!(format!("{} Asked for by: {}.", spec.about, spec.cite));
    schema["x-kind"] = json!(spec.kind);
    schema["x-area"] = json!(spec.area);
    schema
}

fn object(fields: &[Field]) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut schema = shape(&field.shape);
        schema["title"] = json!(field.label);
        if !field.hint.is_empty() {
            schema["description"] = json!(field.hint);
        }
        properties.insert(field.name.clone(), schema);
    }
    let required: Vec<&str> = fields.iter().filter(|field| field.needed).map(|field| field.name.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Text | Shape::Prose => json!({ "type": "string" }),
        Shape::YesNo => json!({ "type": "boolean" }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::PartialDate => json!({ "type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$" }),
        Shape::Moment => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$" }),
        Shape::Code { set } => code(set),
        Shape::Codes { set } => json!({ "type": "array", "items": code(set), "uniqueItems": true }),
        Shape::Choice { options } if of.has_follow_ups() => {
            json!({ "oneOf": options.iter().map(follow_up).collect::<Vec<_>>() })
        }
        Shape::Choice { options } => json!({ "enum": values(options) }),
        Shape::Choices { options } => {
            json!({ "type": "array", "items": { "enum": values(options) }, "uniqueItems": true })
        }
        Shape::Group { fields } => object(fields),
        Shape::List { fields } => {
            let mut row = object(fields);
            row["properties"]["key"] = json!({ "type": "string" });
            json!({ "type": "array", "items": row })
        }
        Shape::PerChild { fields } => {
            json!({ "type": "object", "propertyNames": { "format": "uuid" }, "additionalProperties": object(fields) })
        }
        Shape::Person | Shape::Link { .. } => json!({ "type": "string", "format": "uuid" }),
        Shape::People => json!({ "type": "array", "items": { "type": "string", "format": "uuid" } }),
        Shape::Staff | Shape::Team => json!({ "type": "string" }),
        Shape::File => json!({
            "type": "object",
            "properties": {
                "hash": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
                "size": { "type": "integer", "minimum": 0 },
                "kind": { "type": "string" },
                "name": { "type": "string" },
                "metadata": { "enum": ["removed", "properties", "kept"] },
                "scan": { "enum": ["nothing_found", "not_scanned"] },
                "preview": { "type": "string", "pattern": "^[0-9a-f]{64}$" },
            },
            "required": ["hash", "size", "kind", "name", "metadata", "scan"],
        }),
        Shape::Asked { shape: inner } => json!({ "anyOf": [shape(inner), { "enum": [NOT_KNOWN, NOT_ASKED] }] }),
    }
}

fn values(options: &[Choice]) -> Vec<&str> {
    options.iter().map(|option| option.value.as_str()).collect()
}

fn follow_up(option: &Choice) -> Value {
    let mut schema = object(&option.fields);
    schema["title"] = json!(option.label);
    schema["properties"]["is"] = json!({ "const": option.value });
    if let Some(required) = schema["required"].as_array_mut() {
        required.insert(0, json!("is"));
    }
    schema
}

fn code(set: &str) -> Value {
    let known = codes::set(set).map(|list| list.entries.iter().map(|entry| entry.code).collect::<Vec<_>>());
    match known {
        Some(known) => json!({ "type": "string", "enum": known, "x-code-set": set }),
        None => json!({ "type": "string", "x-code-set": set }),
    }
}
