use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// Parts of a page shown one at a time. Never for what somebody must not miss.
#[derive(Debug, Clone, Default)]
pub struct Tabs {
    pub items: Vec<Tab>,
    /// `Contents` when empty.
    pub title: String,
    pub id: String,
    /// The stem of the ids of tabs without their own.
    pub id_prefix: String,
    pub classes: String,
    pub attributes: Attributes,
}

/// One tab and its panel.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    pub label: String,
    pub id: String,
    pub panel: Content,
    pub attributes: Attributes,
    pub panel_attributes: Attributes,
}

impl Tabs {
    fn panel_id(&self, index: usize, tab: &Tab) -> String {
        if tab.id.is_empty() { format!("{}-{}", self.id_prefix, index + 1) } else { tab.id.clone() }
    }
}

impl Render for Tabs {
    fn render(&self) -> Markup {
        Element::new("div")
            .attr_if("id", &self.id)
            .class(&["govuk-tabs", &self.classes])
            .attributes(&self.attributes)
            .attr("data-module", "govuk-tabs")
            .content(html! {
                h2.govuk-tabs__title { (if self.title.is_empty() { "Contents" } else { &self.title }) }
                @if !self.items.is_empty() {
                    ul.govuk-tabs__list {
                        @for (index, tab) in self.items.iter().enumerate() {
                            li class={
                                "govuk-tabs__list-item" (when(index == 0, " govuk-tabs__list-item--selected"))
                            } {
                                (Element::new("a")
                                    .class(&["govuk-tabs__tab"])
                                    .attr("href", format!("#{}", self.panel_id(index, tab)))
                                    .attributes(&tab.attributes)
                                    .content(&tab.label))
                            }
                        }
                    }
                    @for (index, tab) in self.items.iter().enumerate() {
                        (Element::new("div")
                            .class(&["govuk-tabs__panel", when(index > 0, "govuk-tabs__panel--hidden")])
                            .attr("id", self.panel_id(index, tab))
                            .attributes(&tab.panel_attributes)
                            .content(&tab.panel))
                    }
                }
            })
    }
}
