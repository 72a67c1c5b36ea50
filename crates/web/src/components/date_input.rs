use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};
use super::fieldset::Fieldset;
use super::form_group::FormGroup;
use super::input::Input;
use super::label::Label;

/// A date typed as day, month and year.
#[derive(Debug, Clone, Default)]
pub struct DateInput {
    pub id: String,
    /// Put before each part's name: `seen` gives `seen-day`.
    pub name_prefix: String,
    pub fieldset: Option<Fieldset>,
    pub hint: Option<Content>,
    pub error: Option<Content>,
    /// Day, month and year when empty.
    pub parts: Vec<DatePart>,
    pub classes: String,
    pub group_classes: String,
    pub attributes: Attributes,
}

/// One box of a date.
#[derive(Debug, Clone, Default)]
pub struct DatePart {
    /// `day`, `month` or `year`.
    pub name: String,
    /// The name with a capital when empty.
    pub label: String,
    pub value: Option<String>,
    /// Whether the error is about this part. When no part says so, it is about all of them.
    pub error: Option<bool>,
    pub id: String,
    pub classes: String,
    pub inputmode: String,
    pub autocomplete: String,
    pub pattern: String,
    pub attributes: Attributes,
}

impl DateInput {
    /// A date answering this question, holding what was typed so far.
    pub fn new(name: impl Into<String>, question: impl Into<Content>, typed: [&str; 3]) -> Self {
        let name = name.into();
        let part = |(part, value): (&str, &str)| DatePart {
            value: Some(value.to_owned()).filter(|value| !value.is_empty()),
            ..DatePart::new(part)
        };
        Self {
            id: name.clone(),
            name_prefix: name,
            fieldset: Some(Fieldset::asking(question)),
            parts: ["day", "month", "year"].into_iter().zip(typed).map(part).collect(),
            ..Self::default()
        }
    }

    fn part(&self, part: &DatePart, any_marked: bool) -> Markup {
        let marked = part.marked();
        let wrong = marked || (part.error != Some(false) && self.error.is_some() && !any_marked);
        let mut classes = String::from("govuk-date-input__input");
        if wrong && !part.classes.contains("govuk-input--error") {
            classes.push_str(" govuk-input--error");
        }
        if !part.classes.contains("govuk-input--width-") {
            classes.push_str(if part.name.ends_with("year") {
                " govuk-input--width-4"
            } else {
                " govuk-input--width-2"
            });
        }
        if !part.classes.is_empty() {
            classes = format!("{classes} {}", part.classes);
        }
        let or = |given: &str, otherwise: String| if given.is_empty() { otherwise } else { given.to_owned() };
        let prefix = if self.name_prefix.is_empty() { String::new() } else { format!("{}-", self.name_prefix) };
        let label = or(&part.label, capital(&part.name));
        Element::new("div").class(&["govuk-date-input__item"]).content(Input {
            label: Label { classes: "govuk-date-input__label".into(), ..Label::from(label) },
            id: or(&part.id, format!("{}-{}", self.id, part.name)),
            name: format!("{prefix}{}", part.name),
            classes,
            value: part.value.clone(),
            inputmode: or(&part.inputmode, "numeric".into()),
            autocomplete: part.autocomplete.clone(),
            pattern: part.pattern.clone(),
            attributes: part.attributes.clone(),
            ..Input::default()
        })
    }
}

impl DatePart {
    /// An empty box called `day`, `month` or `year`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    fn marked(&self) -> bool {
        self.error == Some(true) || self.classes.contains("govuk-input--error")
    }
}

impl Render for DateInput {
    fn render(&self) -> Markup {
        let usual;
        let parts = if self.parts.is_empty() {
            usual = ["day", "month", "year"].map(DatePart::new);
            &usual[..]
        } else {
            &self.parts
        };
        let any_marked = parts.iter().any(DatePart::marked);
        let group = FormGroup {
            id: &self.id,
            hint: self.hint.as_ref(),
            error: self.error.as_ref(),
            described_by: self.fieldset.as_ref().map_or("", |fieldset| &fieldset.described_by),
            classes: &self.group_classes,
        };
        let boxes = Element::new("div")
            .class(&["govuk-date-input", &self.classes])
            .attributes(&self.attributes)
            .attr_if("id", &self.id)
            .content(html! { @for part in parts { (self.part(part, any_marked)) } });
        group.wrap_controls(self.fieldset.as_ref(), "group", boxes)
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
