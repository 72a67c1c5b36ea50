//! What radios and checkboxes have in common.

use maud::{Markup, html};

use super::element::{Attributes, Content, Element, when};
use super::hint::Hint;
use super::label::Label;

/// One answer to choose, or a divider between answers.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub value: String,
    pub text: Content,
    pub hint: Option<Content>,
    pub checked: bool,
    pub disabled: bool,
    /// Follow-up questions, shown when this is chosen.
    pub conditional: Option<Markup>,
    /// A word between answers, such as `or`. Everything else is then left out.
    pub divider: String,
    /// Worked out from the group when empty.
    pub id: String,
    /// For checkboxes: the group's name when empty.
    pub name: String,
    /// For checkboxes: `exclusive` for "none of these".
    pub behaviour: String,
    pub label_classes: String,
    pub label_attributes: Attributes,
    pub attributes: Attributes,
}

impl Choice {
    /// An answer.
    pub fn new(value: impl Into<String>, text: impl Into<Content>) -> Self {
        Self { value: value.into(), text: text.into(), ..Self::default() }
    }

    /// A word between answers.
    pub fn divider(word: impl Into<String>) -> Self {
        Self { divider: word.into(), ..Self::default() }
    }

    /// The same answer, chosen or not.
    pub fn checked(self, checked: bool) -> Self {
        Self { checked, ..self }
    }
}

/// How one kind of choice is written.
pub(crate) struct Kind<'a> {
    /// `govuk-radios` or `govuk-checkboxes`.
    pub block: &'static str,
    /// `radio` or `checkbox`.
    pub kind: &'static str,
    pub name: &'a str,
    /// The stem of the ids.
    pub id_prefix: &'a str,
    /// Ids that describe every answer.
    pub described_by: &'a str,
}

impl Kind<'_> {
    /// The answers, in their block.
    pub fn block(&self, choices: &[Choice], classes: &str, attributes: &Attributes) -> Markup {
        Element::new("div")
            .class(&[self.block, classes])
            .attributes(attributes)
            .attr("data-module", self.block)
            .content(html! { @for (index, choice) in choices.iter().enumerate() { (self.choice(index, choice)) } })
    }

    fn choice(&self, index: usize, choice: &Choice) -> Markup {
        let part = |name: &str| format!("{}__{name}", self.block);
        if !choice.divider.is_empty() {
            return html! { div class=(part("divider")) { (choice.divider) } };
        }
        // The first has no number, so that the error summary can lead to it.
        let id = match (choice.id.as_str(), index) {
            ("", 0) => self.id_prefix.to_owned(),
            ("", _) => format!("{}-{}", self.id_prefix, index + 1),
            (given, _) => given.to_owned(),
        };
        let hint_id = choice.hint.as_ref().map(|_| format!("{id}-item-hint")).unwrap_or_default();
        let conditional_id = choice.conditional.as_ref().map(|_| format!("conditional-{id}")).unwrap_or_default();
        let described_by = format!("{} {hint_id}", self.described_by);
        let input = Element::new("input")
            .class(&[&part("input")])
            .attr("id", &id)
            .attr("name", if choice.name.is_empty() { self.name } else { &choice.name })
            .attr("type", self.kind)
            .attr("value", &choice.value)
            .flag("checked", choice.checked)
            .flag("disabled", choice.disabled)
            .attr_if("data-aria-controls", &conditional_id)
            .attr_if("data-behaviour", &choice.behaviour)
            .attr_if("aria-describedby", described_by.trim())
            .attributes(&choice.attributes)
            .void();
        let label = Label {
            text: choice.text.clone(),
            for_id: id,
            classes: [part("label").as_str(), &choice.label_classes].join(" ").trim().to_owned(),
            attributes: choice.label_attributes.clone(),
            ..Label::default()
        };
        html! {
            div class=(part("item")) {
                (input)
                (label)
                @if let Some(text) = &choice.hint {
                    (Hint { id: hint_id, classes: part("hint"), text: text.clone(), ..Hint::default() })
                }
            }
            @if let Some(questions) = &choice.conditional {
                (Element::new("div")
                    .class(&[&part("conditional"), when(!choice.checked, &part("conditional--hidden"))])
                    .attr("id", conditional_id)
                    .content(questions))
            }
        }
    }
}
