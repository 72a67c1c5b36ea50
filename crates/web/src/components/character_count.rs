use maud::{Markup, Render, html};

use super::element::Attributes;
use super::hint::Hint;
use super::textarea::Textarea;

/// A text box that says how much more fits. The limit is a nudge: the server decides what is too long.
#[derive(Debug, Clone, Default)]
pub struct CharacterCount {
    /// The box. Its group classes, `described_by` and `after` are filled in here.
    pub textarea: Textarea,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Most words; counts words in place of characters.
    pub max_words: Option<u32>,
    /// `words`, `characters` or another way of counting: worked out from the limit when empty.
    pub count_type: String,
    /// The percentage of the limit from which the count is shown.
    pub threshold: Option<u32>,
    pub message_classes: String,
}

impl Render for CharacterCount {
    fn render(&self) -> Markup {
        let textarea = &self.textarea;
        let id = if textarea.id.is_empty() { &textarea.name } else { &textarea.id };
        let counts = match (&*self.count_type, self.max_words) {
            ("", Some(_)) => "words",
            (given, _) => given,
        };
        let unit = if counts == "words" { "words" } else { "characters" };
        let text = self.max_words.or(self.max_length).map(|limit| format!("You can enter up to {limit} {unit}"));
        let message = Hint {
            id: format!("{id}-info"),
            classes: join(&["govuk-character-count__message", &self.message_classes]),
            text: text.unwrap_or_default().into(),
            ..Hint::default()
        };
        let mut attributes = Attributes::from([("data-module", "govuk-character-count")]);
        let numbers = [
            ("data-maxlength", self.max_length),
            ("data-maxwords", self.max_words),
            ("data-threshold", self.threshold),
        ];
        for (name, number) in numbers {
            attributes.0.extend(number.map(|number| (name.into(), number.to_string())));
        }
        if !counts.is_empty() {
            attributes.0.push(("data-count-type".into(), counts.to_owned()));
        }
        attributes.0.extend(textarea.group_attributes.0.iter().cloned());
        html! {
            (Textarea {
                described_by: format!("{id}-info"),
                group_classes: join(&["govuk-character-count", &textarea.group_classes]),
                group_attributes: attributes,
                classes: join(&["govuk-js-character-count", &textarea.classes]),
                after: Some(message.render()),
                ..textarea.clone()
            })
        }
    }
}

fn join(classes: &[&str]) -> String {
    classes.iter().copied().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ")
}
