use maud::{Markup, Render};

use super::element::{Attributes, Content, Element};

/// The first link of a page, past its navigation.
#[derive(Debug, Clone, Default)]
pub struct SkipLink {
    pub text: Content,
    /// `#content` when empty.
    pub href: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl Render for SkipLink {
    fn render(&self) -> Markup {
        Element::new("a")
            .attr("href", if self.href.is_empty() { "#content" } else { &self.href })
            .class(&["govuk-skip-link", &self.classes])
            .attributes(&self.attributes)
            .attr("data-module", "govuk-skip-link")
            .content(&self.text)
    }
}
