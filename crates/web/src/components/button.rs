use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// A button, or with `href` a link that looks like one.
#[derive(Debug, Clone, Default)]
pub struct Button {
    pub text: Content,
    /// Where it leads: makes it a link.
    pub href: String,
    pub name: String,
    pub value: String,
    /// `submit` when empty.
    pub kind: String,
    pub id: String,
    pub classes: String,
    pub disabled: bool,
    /// Ignores a second press within a second.
    pub prevent_double_click: Option<bool>,
    /// The arrow of a page that starts a task.
    pub start: bool,
    pub attributes: Attributes,
}

impl Button {
    /// A button that sends its form.
    pub fn new(text: impl Into<Content>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A grey button, for what is not the main action of the page.
    pub fn secondary(text: impl Into<Content>) -> Self {
        Self { classes: "govuk-button--secondary".into(), ..Self::new(text) }
    }

    /// A red button, for what cannot easily be undone.
    pub fn warning(text: impl Into<Content>) -> Self {
        Self { classes: "govuk-button--warning".into(), ..Self::new(text) }
    }

    /// A link that looks like a button.
    pub fn link(text: impl Into<Content>, href: impl Into<String>) -> Self {
        Self { href: href.into(), ..Self::new(text) }
    }

    /// The same button, carrying this name and value with its form.
    pub fn sending(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..self }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let element = if self.href.is_empty() {
            let double = self.prevent_double_click.map_or("", |on| if on { "true" } else { "false" });
            Element::new("button")
                .attr("type", if self.kind.is_empty() { "submit" } else { &self.kind })
                .attr_if("value", &self.value)
                .attr_if("name", &self.name)
                .flag("disabled", self.disabled)
                .attr_if("aria-disabled", when(self.disabled, "true"))
                .attr_if("data-prevent-double-click", double)
        } else {
            Element::new("a").attr("href", &self.href).attr("role", "button").attr("draggable", "false")
        };
        element
            .class(&["govuk-button", &self.classes, when(self.start, "govuk-button--start")])
            .attr("data-module", "govuk-button")
            .attributes(&self.attributes)
            .attr_if("id", &self.id)
            .content(html! {
                // A start button lays its parts out in a row, which would swallow the spaces between tags.
                @if self.start && self.text.is_markup() { span { (self.text) } } @else { (self.text) }
                @if self.start {
                    svg.govuk-button__start-icon xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"
                        viewBox="0 0 33 40" aria-hidden="true" focusable="false" {
                        path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" {}
                    }
                }
            })
    }
}
