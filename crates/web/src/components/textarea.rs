use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};
use super::form_group::FormGroup;
use super::input::spellcheck;
use super::label::Label;
use crate::kept;

/// Several lines of plain text: nothing stands between the writer and dictation software.
#[derive(Debug, Clone, Default)]
pub struct Textarea {
    pub name: String,
    /// The name when empty.
    pub id: String,
    pub label: Label,
    pub hint: Option<Content>,
    pub error: Option<Content>,
    pub value: String,
    /// Lines shown: 5 when `None`.
    pub rows: Option<u32>,
    pub classes: String,
    pub described_by: String,
    pub disabled: bool,
    pub autocomplete: String,
    pub spellcheck: Option<bool>,
    pub group_classes: String,
    pub group_attributes: Attributes,
    /// Shown under the box.
    pub after: Option<Markup>,
    pub attributes: Attributes,
}

impl Textarea {
    /// A box answering this question.
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { name: name.into(), label: Label::from(label), ..Self::default() }
    }
}

impl Render for Textarea {
    fn render(&self) -> Markup {
        let id = if self.id.is_empty() { &self.name } else { &self.id };
        let group = FormGroup {
            id,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            described_by: &self.described_by,
            classes: &self.group_classes,
        };
        // A box whose name is its own on the page holds what was typed there and not sent.
        let typed = Some(id).filter(|id| **id == self.name).and_then(|id| kept::value(id, &self.value));
        let value = typed.as_ref().unwrap_or(&self.value);
        // A browser drops one line break after the opening tag.
        let first = when(value.starts_with('\n'), "\n");
        let control = Element::new("textarea")
            .class(&["govuk-textarea", when(self.error.is_some(), "govuk-textarea--error"), &self.classes])
            .attr("id", id)
            .attr("name", &self.name)
            .attr("rows", self.rows.unwrap_or(5).to_string())
            .attr_if("spellcheck", spellcheck(self.spellcheck))
            .flag("disabled", self.disabled)
            .attr_if("aria-describedby", group.described_by())
            .attr_if("autocomplete", &self.autocomplete)
            .attributes(&self.attributes)
            .content(html! { (first) (value) });
        group.wrap(
            &self.group_attributes,
            html! {
                (Label { for_id: id.clone(), ..self.label.clone() })
                (group.messages())
                (control)
                @if let Some(after) = &self.after { (after) }
            },
        )
    }
}
