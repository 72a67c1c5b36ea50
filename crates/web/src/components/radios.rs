use maud::{Markup, Render};

use super::choices::{Choice, Kind};
use super::element::{Attributes, Content};
use super::fieldset::Fieldset;
use super::form_group::FormGroup;

/// One answer out of several.
#[derive(Debug, Clone, Default)]
pub struct Radios {
    pub name: String,
    /// The stem of the ids: the name when empty.
    pub id_prefix: String,
    pub fieldset: Option<Fieldset>,
    pub hint: Option<Content>,
    pub error: Option<Content>,
    pub choices: Vec<Choice>,
    pub classes: String,
    pub group_classes: String,
    pub attributes: Attributes,
}

impl Radios {
    /// This question with these answers.
    pub fn new(name: impl Into<String>, question: impl Into<Content>, choices: Vec<Choice>) -> Self {
        Self { name: name.into(), fieldset: Some(Fieldset::asking(question)), choices, ..Self::default() }
    }
}

impl Render for Radios {
    fn render(&self) -> Markup {
        let id_prefix = if self.id_prefix.is_empty() { &self.name } else { &self.id_prefix };
        let described_by = self.fieldset.as_ref().map_or("", |fieldset| fieldset.described_by.as_str());
        let group = FormGroup {
            id: id_prefix,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            described_by,
            classes: &self.group_classes,
        };
        let kind = Kind { block: "govuk-radios", kind: "radio", name: &self.name, id_prefix, described_by: "" };
        let block = kind.block(&self.choices, &self.classes, &self.attributes);
        group.wrap_controls(self.fieldset.as_ref(), "", block)
    }
}
