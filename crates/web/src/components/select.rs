use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};
use super::form_group::FormGroup;
use super::label::Label;

/// One answer out of a long list. Radios are easier for most people.
#[derive(Debug, Clone, Default)]
pub struct Select {
    pub name: String,
    /// The name when empty.
    pub id: String,
    pub label: Label,
    pub hint: Option<Content>,
    pub error: Option<Content>,
    pub options: Vec<SelectOption>,
    pub disabled: bool,
    pub classes: String,
    pub described_by: String,
    pub group_classes: String,
    pub attributes: Attributes,
}

/// One line of the list.
#[derive(Debug, Clone, Default)]
pub struct SelectOption {
    pub text: String,
    /// Sent with the form: the text when `None`.
    pub value: Option<String>,
    pub selected: bool,
    pub disabled: bool,
    pub attributes: Attributes,
}

impl Select {
    /// A list answering this question. Each option is its value and its words; `chosen` is a value.
    pub fn new<'a>(
        name: impl Into<String>,
        label: impl Into<Content>,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
        chosen: &str,
    ) -> Self {
        let option = |(value, text): (&str, &str)| SelectOption {
            text: text.to_owned(),
            value: Some(value.to_owned()),
            selected: value == chosen,
            ..SelectOption::default()
        };
        let options = options.into_iter().map(option).collect();
        Self { name: name.into(), label: Label::from(label), options, ..Self::default() }
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let id = if self.id.is_empty() { &self.name } else { &self.id };
        let group = FormGroup {
            id,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            described_by: &self.described_by,
            classes: &self.group_classes,
        };
        let control = Element::new("select")
            .class(&["govuk-select", &self.classes, when(self.error.is_some(), "govuk-select--error")])
            .attr("id", id)
            .attr("name", &self.name)
            .flag("disabled", self.disabled)
            .attr_if("aria-describedby", group.described_by())
            .attributes(&self.attributes)
            .content(html! { @for option in &self.options { (option) } });
        group.wrap(
            &Attributes::default(),
            html! { (Label { for_id: id.clone(), ..self.label.clone() }) (group.messages()) (control) },
        )
    }
}

impl Render for SelectOption {
    fn render(&self) -> Markup {
        let element = Element::new("option");
        let element = match &self.value {
            Some(value) => element.attr("value", value),
            None => element,
        };
        element
            .flag("selected", self.selected)
            .flag("disabled", self.disabled)
            .attributes(&self.attributes)
            .content(&self.text)
    }
}
