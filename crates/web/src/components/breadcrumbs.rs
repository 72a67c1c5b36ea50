use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// The way down to this page.
#[derive(Debug, Clone, Default)]
pub struct Breadcrumbs {
    pub items: Vec<Crumb>,
    pub classes: String,
    /// On a phone, only the first and the last are shown.
    pub collapse_on_mobile: bool,
    /// The name of the landmark: `Breadcrumb` when empty.
    pub label: String,
    pub attributes: Attributes,
}

/// One step: a link, or without `href` the page itself.
#[derive(Debug, Clone, Default)]
pub struct Crumb {
    pub text: Content,
    pub href: String,
    pub attributes: Attributes,
}

impl Render for Breadcrumbs {
    fn render(&self) -> Markup {
        let collapse = when(self.collapse_on_mobile, "govuk-breadcrumbs--collapse-on-mobile");
        Element::new("nav")
            .class(&["govuk-breadcrumbs", &self.classes, collapse])
            .attributes(&self.attributes)
            .attr("aria-label", if self.label.is_empty() { "Breadcrumb" } else { &self.label })
            .content(html! {
                ol.govuk-breadcrumbs__list {
                    @for item in &self.items {
                        @if item.href.is_empty() {
                            li.govuk-breadcrumbs__list-item aria-current="page" { (item.text) }
                        } @else {
                            li.govuk-breadcrumbs__list-item {
                                (Element::new("a")
                                    .class(&["govuk-breadcrumbs__link"])
                                    .attr("href", &item.href)
                                    .attributes(&item.attributes)
                                    .content(&item.text))
                            }
                        }
                    }
                }
            })
    }
}
