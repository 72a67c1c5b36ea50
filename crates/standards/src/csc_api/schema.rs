//! The published schema, and what a payload holds that it does not allow.

use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

/// What a payload holds that the schema does not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Where: `/3/social_care_episodes/0/closure_reason`. It names no child.
    pub at: String,
    /// Which part of the schema is broken: `maxLength`.
    pub rule: String,
}

/// The schema of the body, with its formats; `None` if the file is not what it was.
static SCHEMA: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let whole: Value = serde_json::from_str(include_str!("../../data/csc-api-openapi.json")).ok()?;
    let body = whole.pointer("/components/schemas/CSC")?;
    jsonschema::options().should_validate_formats(true).build(body).ok()
});

/// Holds one call's payload against the published schema; empty when it conforms.
pub fn check(payload: &Value) -> Vec<Wrong> {
    let Some(schema) = SCHEMA.as_ref() else {
        return vec![Wrong { at: String::new(), rule: "the schema cannot be read".to_owned() }];
    };
    let wrong = |error: jsonschema::ValidationError<'_>| Wrong {
        at: error.instance_path().to_string(),
        rule: error.schema_path().to_string().rsplit('/').next().unwrap_or_default().to_owned(),
    };
    schema.iter_errors(payload).map(wrong).collect()
}
