use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// Answers that belong together, under one question.
#[derive(Debug, Clone, Default)]
pub struct Fieldset {
    pub legend: Option<Legend>,
    pub content: Content,
    pub classes: String,
    pub role: String,
    pub described_by: String,
    pub attributes: Attributes,
}

/// The question a fieldset asks.
#[derive(Debug, Clone, Default)]
pub struct Legend {
    pub text: Content,
    pub classes: String,
    /// Whether the question is also the heading of the page.
    pub is_page_heading: bool,
}

impl Fieldset {
    /// A fieldset asking this in ordinary bold.
    pub fn asking(question: impl Into<Content>) -> Self {
        let legend = Legend { text: question.into(), classes: "govuk-fieldset__legend--s".into(), ..Legend::default() };
        Self { legend: Some(legend), ..Self::default() }
    }
}

impl Render for Fieldset {
    fn render(&self) -> Markup {
        Element::new("fieldset")
            .class(&["govuk-fieldset", &self.classes])
            .attr_if("role", &self.role)
            .attr_if("aria-describedby", &self.described_by)
            .attributes(&self.attributes)
            .content(html! {
                @if let Some(legend) = self.legend.as_ref().filter(|legend| !legend.text.is_empty()) { (legend) }
                (self.content)
            })
    }
}

impl Render for Legend {
    fn render(&self) -> Markup {
        Element::new("legend").class(&["govuk-fieldset__legend", &self.classes]).content(html! {
            @if self.is_page_heading { h1.govuk-fieldset__heading { (self.text) } } @else { (self.text) }
        })
    }
}
