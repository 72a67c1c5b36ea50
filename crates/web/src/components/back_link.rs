use maud::{Markup, Render};

use super::element::{Attributes, Content, Element};

/// A link to the page before, at the top of a page.
#[derive(Debug, Clone, Default)]
pub struct BackLink {
    /// `Back` when empty.
    pub text: Content,
    pub href: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl BackLink {
    /// A link back to `href`, in words that say where it leads.
    pub fn new(text: impl Into<Content>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into(), ..Self::default() }
    }
}

impl Render for BackLink {
    fn render(&self) -> Markup {
        let text = if self.text.is_empty() { Content::from("Back") } else { self.text.clone() };
        Element::new("a")
            .attr("href", if self.href.is_empty() { "#" } else { &self.href })
            .class(&["govuk-back-link", &self.classes])
            .attributes(&self.attributes)
            .content(text)
    }
}
