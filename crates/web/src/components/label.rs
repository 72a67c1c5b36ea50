use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// The question one control answers.
#[derive(Debug, Clone, Default)]
pub struct Label {
    pub text: Content,
    /// The id of the control.
    pub for_id: String,
    pub classes: String,
    /// Whether the question is also the heading of the page.
    pub is_page_heading: bool,
    pub attributes: Attributes,
}

impl<T: Into<Content>> From<T> for Label {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Render for Label {
    fn render(&self) -> Markup {
        if self.text.is_empty() {
            return Markup::default();
        }
        let label = Element::new("label")
            .class(&["govuk-label", &self.classes])
            .attributes(&self.attributes)
            .attr_if("for", &self.for_id)
            .content(&self.text);
        if self.is_page_heading {
            html! { h1.govuk-label-wrapper { (label) } }
        } else {
            label
        }
    }
}
