//! Questions answered by writing: words, numbers, dates.

use super::FormView;
use crate::components::{Choice, Content, DateInput, DatePart, Fieldset, Input, Label, Radios, Textarea};
use maud::{Markup, html};
use practice::answer::{NOT_ASKED, NOT_KNOWN};
use practice::form::join;
use practice::spec::{Field, Shape};

/// A question in bold, like the legend of a group.
pub(super) fn bold(question: String) -> Label {
    Label { classes: "govuk-label--s".into(), ..Label::from(question) }
}

impl FormView<'_> {
    pub(super) fn text(&self, field: &Field, path: &str) -> Markup {
        html! { (Input {
            id: path.to_owned(),
            value: Some(self.typed(path).to_owned()),
            hint: self.hint(field),
            error: self.fault(path),
            autocomplete: "off".into(),
            classes: "govuk-!-width-two-thirds".into(),
            label: bold(self.question(field)),
            ..Input::new(path, "")
        }) }
    }

    pub(super) fn count(&self, field: &Field, path: &str) -> Markup {
        html! { (Input {
            id: path.to_owned(),
            value: Some(self.typed(path).to_owned()),
            hint: self.hint(field),
            error: self.fault(path),
            inputmode: "numeric".into(),
            classes: "govuk-input--width-3".into(),
            label: bold(self.question(field)),
            ..Input::new(path, "")
        }) }
    }

    pub(super) fn prose(&self, field: &Field, path: &str, or_gap: bool) -> Markup {
        let value = self.typed(path);
        let lines = value.lines().count().clamp(3, 12);
        html! {
            (Textarea {
                id: path.to_owned(),
                value: value.to_owned(),
                rows: u32::try_from(lines).ok(),
                hint: self.hint(field),
                error: self.fault(path),
                spellcheck: Some(true),
                label: bold(self.question(field)),
                ..Textarea::new(path, "")
            })
            @if or_gap { (self.or_not(field, path)) }
        }
    }

    /// "Not known" and "not asked" under a box of words.
    fn or_not(&self, field: &Field, path: &str) -> Markup {
        let name = join(path, "_");
        let chosen = self.typed(&name);
        let choice = |value: &str, words: &str| Choice::new(value, words).checked(chosen == value);
        html! { (Radios {
            id_prefix: name.clone(),
            fieldset: Some(Fieldset {
                legend: Some(crate::components::Legend {
                    text: format!("If there is no answer: {}", field.label).into(),
                    classes: "govuk-visually-hidden".into(),
                    ..Default::default()
                }),
                ..Fieldset::default()
            }),
            choices: vec![choice("", "Answered above"), choice(NOT_KNOWN, "Asked, not known"), choice(NOT_ASKED, "Not asked")],
            classes: "govuk-radios--inline govuk-radios--small".into(),
            name,
            ..Radios::default()
        }) }
    }

    pub(super) fn date(&self, field: &Field, path: &str, with_time: bool) -> Markup {
        let part = |name: &str, label: &str, id: String, classes: &str, inputmode: &str| DatePart {
            label: label.into(),
            value: Some(self.typed(&join(path, name)).to_owned()),
            id,
            classes: classes.into(),
            inputmode: inputmode.into(),
            ..DatePart::new(join(path, name))
        };
        let mut parts = vec![
            part("day", "Day", path.to_owned(), "govuk-input--width-2", "numeric"),
            part("month", "Month", join(path, "month"), "govuk-input--width-2", ""),
            part("year", "Year", join(path, "year"), "govuk-input--width-4", "numeric"),
        ];
        if with_time {
            parts.push(part("time", "Time, if known", join(path, "time"), "govuk-input--width-5", ""));
        }
        let hint = match (self.hint(field), &field.shape) {
            (Some(hint), _) => Some(hint),
            (None, Shape::PartialDate) => {
                Some(Content::from("A month or a year is enough when that is all that is known"))
            }
            _ => None,
        };
        html! { (DateInput {
            id: format!("{path}-date"),
            fieldset: Some(Fieldset::asking(self.question(field))),
            hint,
            error: self.fault(path),
            parts,
            ..DateInput::default()
        }) }
    }
}
