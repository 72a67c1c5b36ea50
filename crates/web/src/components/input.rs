use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};
use super::form_group::FormGroup;
use super::label::Label;
use crate::kept;

/// One line of text.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub name: String,
    /// The name when empty.
    pub id: String,
    pub label: Label,
    pub hint: Option<Content>,
    pub error: Option<Content>,
    pub value: Option<String>,
    /// `text` when empty.
    pub kind: String,
    pub prefix: Option<Affix>,
    pub suffix: Option<Affix>,
    /// How wide, as a class: `govuk-input--width-10`.
    pub classes: String,
    pub described_by: String,
    pub disabled: bool,
    pub autocomplete: String,
    pub autocapitalize: String,
    pub inputmode: String,
    pub pattern: String,
    pub spellcheck: Option<bool>,
    pub group_classes: String,
    pub wrapper_classes: String,
    pub wrapper_attributes: Attributes,
    pub attributes: Attributes,
}

/// What stands before or after the box: `£`, `days`.
#[derive(Debug, Clone, Default)]
pub struct Affix {
    pub text: Content,
    pub classes: String,
    pub attributes: Attributes,
}

impl Input {
    /// A text box answering this question.
    pub fn new(name: impl Into<String>, label: impl Into<Content>) -> Self {
        Self { name: name.into(), label: Label::from(label), ..Self::default() }
    }

    fn control(&self, id: &str, described_by: &str) -> Markup {
        let element = Element::new("input")
            .class(&["govuk-input", &self.classes, when(self.error.is_some(), "govuk-input--error")])
            .attr("id", id)
            .attr("name", &self.name)
            .attr("type", if self.kind.is_empty() { "text" } else { &self.kind })
            .attr_if("spellcheck", spellcheck(self.spellcheck));
        let own = Some(id).filter(|id| self.kind.is_empty() && *id == self.name);
        let typed = own.and_then(|id| kept::value(id, self.value.as_deref().unwrap_or_default()));
        let element = match typed.as_ref().or(self.value.as_ref()) {
            Some(value) => element.attr("value", value),
            None => element,
        };
        element
            .flag("disabled", self.disabled)
            .attr_if("aria-describedby", described_by)
            .attr_if("autocomplete", &self.autocomplete)
            .attr_if("autocapitalize", &self.autocapitalize)
            .attr_if("pattern", &self.pattern)
            .attr_if("inputmode", &self.inputmode)
            .attributes(&self.attributes)
            .void()
    }
}

impl Render for Input {
    fn render(&self) -> Markup {
        let id = if self.id.is_empty() { &self.name } else { &self.id };
        let group = FormGroup {
            id,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            described_by: &self.described_by,
            classes: &self.group_classes,
        };
        let control = self.control(id, &group.described_by());
        let affix = |affix: &Option<Affix>, class: &str| {
            let affix = affix.as_ref().filter(|affix| !affix.text.is_empty())?;
            let element = Element::new("div").class(&[class, &affix.classes]).attr("aria-hidden", "true");
            Some(element.attributes(&affix.attributes).content(&affix.text))
        };
        let (prefix, suffix) = (affix(&self.prefix, "govuk-input__prefix"), affix(&self.suffix, "govuk-input__suffix"));
        let control = if prefix.is_some() || suffix.is_some() {
            Element::new("div")
                .class(&["govuk-input__wrapper", &self.wrapper_classes])
                .attributes(&self.wrapper_attributes)
                .content(html! { @if let Some(it) = prefix { (it) } (control) @if let Some(it) = suffix { (it) } })
        } else {
            control
        };
        group.wrap(
            &Attributes::default(),
            html! { (Label { for_id: id.clone(), ..self.label.clone() }) (group.messages()) (control) },
        )
    }
}

/// The value of a `spellcheck` attribute.
pub(crate) fn spellcheck(on: Option<bool>) -> &'static str {
    on.map_or("", |on| if on { "true" } else { "false" })
}
