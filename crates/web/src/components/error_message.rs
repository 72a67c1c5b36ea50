use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// What is wrong with one answer, and how to put it right.
#[derive(Debug, Clone, Default)]
pub struct ErrorMessage {
    pub text: Content,
    pub id: String,
    pub classes: String,
    /// The word read out before the message: `Error` when `None`, nothing when empty.
    pub hidden_prefix: Option<String>,
    pub attributes: Attributes,
}

impl Render for ErrorMessage {
    fn render(&self) -> Markup {
        let prefix = self.hidden_prefix.as_deref().unwrap_or("Error");
        Element::new("p")
            .attr_if("id", &self.id)
            .class(&["govuk-error-message", &self.classes])
            .attributes(&self.attributes)
            .content(html! {
                @if !prefix.is_empty() { span.govuk-visually-hidden { (prefix) ":" } " " }
                (self.text)
            })
    }
}
