use maud::{Markup, Render};

use super::element::{Attributes, Content, Element};

/// Words set apart from those around them, such as a child's own.
#[derive(Debug, Clone, Default)]
pub struct InsetText {
    pub content: Content,
    pub id: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl InsetText {
    /// Inset text.
    pub fn new(content: impl Into<Content>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }
}

impl Render for InsetText {
    fn render(&self) -> Markup {
        Element::new("div")
            .attr_if("id", &self.id)
            .class(&["govuk-inset-text", &self.classes])
            .attributes(&self.attributes)
            .content(&self.content)
    }
}
