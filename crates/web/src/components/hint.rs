use maud::{Markup, Render};

use super::element::{Attributes, Content, Element};

/// Help with an answer, in grey under its question.
#[derive(Debug, Clone, Default)]
pub struct Hint {
    pub text: Content,
    pub id: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl Render for Hint {
    fn render(&self) -> Markup {
        Element::new("div")
            .attr_if("id", &self.id)
            .class(&["govuk-hint", &self.classes])
            .attributes(&self.attributes)
            .content(&self.text)
    }
}
