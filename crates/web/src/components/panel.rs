use maud::{Markup, Render, html};

use super::button::Button;
use super::element::{Attributes, Content, Element};

/// What was done, at the end of a task; or an interruption that asks for a second thought.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    pub title: Content,
    pub content: Content,
    /// An interruption page, with its actions, in place of a confirmation.
    pub interruption: bool,
    pub actions: Option<PanelActions>,
    /// 1 when `None`.
    pub heading_level: Option<u8>,
    pub classes: String,
    pub attributes: Attributes,
}

/// What the reader may do about an interruption.
#[derive(Debug, Clone, Default)]
pub struct PanelActions {
    pub items: Vec<PanelAction>,
    pub classes: String,
    pub attributes: Attributes,
}

/// A button, or with `href` a link.
#[derive(Debug, Clone, Default)]
pub struct PanelAction {
    pub text: Content,
    pub href: String,
    /// `button` makes a link look like a button; `submit` sends the form.
    pub kind: String,
    pub classes: String,
    pub attributes: Attributes,
}

impl Render for PanelAction {
    fn render(&self) -> Markup {
        if !self.href.is_empty() && self.kind != "button" {
            return Element::new("a")
                .class(&["govuk-link govuk-link--inverse", &self.classes])
                .attr("href", &self.href)
                .attributes(&self.attributes)
                .content(&self.text);
        }
        html! {
            (Button {
                text: self.text.clone(),
                kind: if self.kind.is_empty() { "button".into() } else { self.kind.clone() },
                classes: format!("govuk-button--inverse {}", self.classes).trim_end().to_owned(),
                href: self.href.clone(),
                attributes: self.attributes.clone(),
                ..Button::default()
            })
        }
    }
}

impl Render for Panel {
    fn render(&self) -> Markup {
        let kind = if self.interruption { "govuk-panel--interruption" } else { "govuk-panel--confirmation" };
        let heading = Element::heading(self.heading_level.unwrap_or(1)).class(&["govuk-panel__title"]);
        let actions = self.actions.as_ref().filter(|_| self.interruption).map(|actions| {
            Element::new("div")
                .class(&["govuk-panel__actions", &actions.classes])
                .attributes(&actions.attributes)
                .content(html! {
                    @if !actions.items.is_empty() {
                        div.govuk-button-group { @for action in &actions.items { (action) } }
                    }
                })
        });
        Element::new("div").class(&["govuk-panel", kind, &self.classes]).attributes(&self.attributes).content(html! {
            (heading.content(&self.title))
            @if !self.content.is_empty() { div.govuk-panel__body { (self.content) } }
            @if let Some(actions) = actions { (actions) }
        })
    }
}
