use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

const PREVIOUS: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const NEXT: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

/// Links to the pages of a long list, or without items to the neighbours of a page.
#[derive(Debug, Clone, Default)]
pub struct Pagination {
    pub items: Vec<PageItem>,
    pub previous: Option<PageLink>,
    pub next: Option<PageLink>,
    /// The name of the landmark: `Pagination` when empty.
    pub label: String,
    pub classes: String,
    pub attributes: Attributes,
}

/// A numbered page, or a gap between numbers.
#[derive(Debug, Clone, Default)]
pub struct PageItem {
    pub number: String,
    pub href: String,
    pub current: bool,
    pub ellipsis: bool,
    /// Read out in place of `Page 3`.
    pub hidden_text: String,
    pub attributes: Attributes,
}

/// A link to the page before or after.
#[derive(Debug, Clone, Default)]
pub struct PageLink {
    pub href: String,
    /// `Previous page` or `Next page` when empty.
    pub text: Content,
    /// What that page is about.
    pub label: Content,
    pub attributes: Attributes,
}

impl Pagination {
    /// Page `current` of `pages`, both from 1: the first, the last and the neighbours, with gaps. `href` gives a
    /// page's address.
    pub fn of(current: usize, pages: usize, href: impl Fn(usize) -> String) -> Self {
        let link = |page: usize| PageLink { href: href(page), ..PageLink::default() };
        let mut items = Vec::new();
        let mut last = 0;
        for page in (1..=pages).filter(|page| *page == 1 || *page == pages || page.abs_diff(current) <= 1) {
            if page > last + 1 {
                items.push(PageItem { ellipsis: true, ..PageItem::default() });
            }
            items.push(PageItem {
                number: page.to_string(),
                href: href(page),
                current: page == current,
                ..PageItem::default()
            });
            last = page;
        }
        Self {
            items,
            previous: (current > 1).then(|| link(current - 1)),
            next: (current < pages).then(|| link(current + 1)),
            ..Self::default()
        }
    }

    fn neighbour(&self, link: &PageLink, next: bool) -> Markup {
        let block = self.items.is_empty();
        let rel = if next { "next" } else { "prev" };
        let decorated = when(block && link.label.is_empty(), "govuk-pagination__link-title--decorated");
        let arrow = html! {
            svg class={ "govuk-pagination__icon govuk-pagination__icon--" (rel) } xmlns="http://www.w3.org/2000/svg"
                height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" {
                path d=(if next { NEXT } else { PREVIOUS }) {}
            }
        };
        let title = Element::new("span").class(&["govuk-pagination__link-title", decorated]).content(html! {
            @if link.text.is_empty() {
                (if next { "Next" } else { "Previous" }) span.govuk-visually-hidden { " page" }
            } @else {
                (link.text)
            }
        });
        html! {
            div class={ "govuk-pagination__" (rel) } {
                (Element::new("a")
                    .class(&["govuk-link govuk-pagination__link"])
                    .attr("href", &link.href)
                    .attr("rel", rel)
                    .attributes(&link.attributes)
                    .content(html! {
                        @if block || !next { (arrow) }
                        (title)
                        @if block && !link.label.is_empty() {
                            span.govuk-visually-hidden { ":" } " "
                            span.govuk-pagination__link-label { (link.label) }
                        }
                        @if !block && next { (arrow) }
                    }))
            }
        }
    }
}

impl Render for PageItem {
    fn render(&self) -> Markup {
        let current = when(self.current, "govuk-pagination__item--current");
        let ellipsis = when(self.ellipsis, "govuk-pagination__item--ellipsis");
        let label = match self.hidden_text.as_str() {
            "" => format!("Page {}", self.number),
            given => given.to_owned(),
        };
        Element::new("li").class(&["govuk-pagination__item", current, ellipsis]).content(html! {
            @if self.ellipsis {
                "⋯"
            } @else {
                (Element::new("a")
                    .class(&["govuk-link govuk-pagination__link"])
                    .attr("href", &self.href)
                    .attr("aria-label", label)
                    .attr_if("aria-current", when(self.current, "page"))
                    .attributes(&self.attributes)
                    .content(&self.number))
            }
        })
    }
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        let neighbours = [&self.previous, &self.next].into_iter().flatten().any(|link| !link.href.is_empty());
        let block = when(self.items.is_empty() && neighbours, "govuk-pagination--block");
        Element::new("nav")
            .class(&["govuk-pagination", block, &self.classes])
            .attr("aria-label", if self.label.is_empty() { "Pagination" } else { &self.label })
            .attributes(&self.attributes)
            .content(html! {
                @if let Some(link) = self.previous.as_ref().filter(|link| !link.href.is_empty()) {
                    (self.neighbour(link, false))
                }
                @if !self.items.is_empty() {
                    ul.govuk-pagination__list { @for item in &self.items { (item) } }
                }
                @if let Some(link) = self.next.as_ref().filter(|link| !link.href.is_empty()) {
                    (self.neighbour(link, true))
                }
            })
    }
}
