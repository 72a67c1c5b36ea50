//! What every answer of a form has round its control: question, hint, error, and the ids that tie them together.

use maud::{Markup, html};

use super::element::{Attributes, Content, Element, when};
use super::error_message::ErrorMessage;
use super::fieldset::Fieldset;
use super::hint::Hint;

/// The surroundings of one control or group of controls.
pub(crate) struct FormGroup<'a> {
    /// The stem of the ids of hint and error.
    pub id: &'a str,
    pub hint: Option<&'a Content>,
    pub error: Option<&'a Content>,
    pub described_by: &'a str,
    pub classes: &'a str,
}

impl FormGroup<'_> {
    /// The ids of everything that describes the control, for `aria-describedby`.
    pub fn described_by(&self) -> String {
        let hint = self.hint.map(|_| format!("{}-hint", self.id));
        let error = self.error.map(|_| format!("{}-error", self.id));
        let own = Some(self.described_by.to_owned()).filter(|ids| !ids.is_empty());
        [own, hint, error].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The hint and the error.
    pub fn messages(&self) -> Markup {
        html! {
            @if let Some(text) = self.hint {
                (Hint { id: format!("{}-hint", self.id), text: text.clone(), ..Hint::default() })
            }
            @if let Some(text) = self.error {
                (ErrorMessage { id: format!("{}-error", self.id), text: text.clone(), ..ErrorMessage::default() })
            }
        }
    }

    /// The group with this inside it.
    pub fn wrap(&self, attributes: &Attributes, inside: Markup) -> Markup {
        let error = when(self.error.is_some(), "govuk-form-group--error");
        Element::new("div").class(&["govuk-form-group", error, self.classes]).attributes(attributes).content(inside)
    }

    /// The group of several controls: in a fieldset when there is one, after hint and error.
    pub fn wrap_controls(&self, fieldset: Option<&Fieldset>, role: &str, controls: Markup) -> Markup {
        let inside = html! { (self.messages()) (controls) };
        let inside = match fieldset {
            None => inside,
            Some(fieldset) => {
                let described_by = self.described_by();
                let fieldset = fieldset.clone();
                html! { (Fieldset { described_by, role: role.to_owned(), content: inside.into(), ..fieldset }) }
            }
        };
        self.wrap(&Attributes::default(), inside)
    }
}
