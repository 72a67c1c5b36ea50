use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// Something that must not be missed, such as the consequence of an action.
#[derive(Debug, Clone, Default)]
pub struct WarningText {
    pub text: Content,
    /// Read out in place of the mark: `Warning` when empty.
    pub icon_text: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl WarningText {
    /// A warning.
    pub fn new(text: impl Into<Content>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Render for WarningText {
    fn render(&self) -> Markup {
        let icon = if self.icon_text.is_empty() { "Warning" } else { &self.icon_text };
        Element::new("div").class(&["govuk-warning-text", &self.classes]).attributes(&self.attributes).content(html! {
            span.govuk-warning-text__icon aria-hidden="true" { "!" }
            strong.govuk-warning-text__text { span.govuk-visually-hidden { (icon) } " " (self.text) }
        })
    }
}
