use maud::{Markup, Render};

use super::element::{Attributes, Content, Element};

/// A state in a word or two. A colour has one meaning; the word always says it too.
#[derive(Debug, Clone, Default)]
pub struct Tag {
    pub text: Content,
    /// The colour, as a class: `govuk-tag--red`.
    pub classes: String,
    pub attributes: Attributes,
}

impl Tag {
    /// A tag of a colour the design system knows: `grey`, `green`, `teal`, `blue`, `purple`, `magenta`, `red`,
    /// `orange` or `yellow`; empty is the usual blue.
    pub fn new(text: impl Into<Content>, colour: &str) -> Self {
        let classes = if colour.is_empty() { String::new() } else { format!("govuk-tag--{colour}") };
        Self { text: text.into(), classes, ..Self::default() }
    }
}

impl Render for Tag {
    fn render(&self) -> Markup {
        Element::new("strong").class(&["govuk-tag", &self.classes]).attributes(&self.attributes).content(&self.text)
    }
}
