use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// Everything that is wrong with a form, at the top of its page, each line leading to its answer.
#[derive(Debug, Clone, Default)]
pub struct ErrorSummary {
    pub title: Content,
    pub description: Content,
    pub errors: Vec<ErrorLine>,
    pub classes: String,
    /// Whether focus is left where it is; `None` moves it here.
    pub disable_auto_focus: Option<bool>,
    pub attributes: Attributes,
}

/// One line of the summary.
#[derive(Debug, Clone, Default)]
pub struct ErrorLine {
    pub text: Content,
    /// The answer it is about: `#date-of-visit-day`.
    pub href: String,
    pub attributes: Attributes,
}

impl ErrorSummary {
    /// The usual summary: each message with the id of its field, with or without `#`.
    pub fn new<M: Into<Content>>(errors: impl IntoIterator<Item = (M, String)>) -> Self {
        let line = |(text, id): (M, String)| ErrorLine {
            text: text.into(),
            href: format!("#{}", id.trim_start_matches('#')),
            ..Default::default()
        };
        Self { title: "There is a problem".into(), errors: errors.into_iter().map(line).collect(), ..Self::default() }
    }
}

impl Render for ErrorSummary {
    fn render(&self) -> Markup {
        let focus = self.disable_auto_focus.map_or("", |off| if off { "true" } else { "false" });
        Element::new("div")
            .class(&["govuk-error-summary", &self.classes])
            .attr_if("data-disable-auto-focus", focus)
            .attributes(&self.attributes)
            .attr("data-module", "govuk-error-summary")
            .content(html! {
                div role="alert" {
                    h2.govuk-error-summary__title { (self.title) }
                    div.govuk-error-summary__body {
                        @if !self.description.is_empty() { p { (self.description) } }
                        @if !self.errors.is_empty() {
                            ul class="govuk-list govuk-error-summary__list" {
                                @for error in &self.errors { li { (error) } }
                            }
                        }
                    }
                }
            })
    }
}

impl Render for ErrorLine {
    fn render(&self) -> Markup {
        if self.href.is_empty() {
            return self.text.render();
        }
        Element::new("a").attr("href", &self.href).attributes(&self.attributes).content(&self.text)
    }
}
