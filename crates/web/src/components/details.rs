use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// Something that opens when its summary is pressed.
#[derive(Debug, Clone, Default)]
pub struct Details {
    pub summary: Content,
    pub content: Content,
    pub open: bool,
    pub id: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl Details {
    /// Closed details.
    pub fn new(summary: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self { summary: summary.into(), content: content.into(), ..Self::default() }
    }
}

impl Render for Details {
    fn render(&self) -> Markup {
        Element::new("details")
            .attr_if("id", &self.id)
            .class(&["govuk-details", &self.classes])
            .attributes(&self.attributes)
            .flag("open", self.open)
            .content(html! {
                summary.govuk-details__summary { span.govuk-details__summary-text { (self.summary) } }
                div.govuk-details__text { (self.content) }
            })
    }
}
