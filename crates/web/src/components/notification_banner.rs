use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// Something to know about the whole page: one at a time.
#[derive(Debug, Clone, Default)]
pub struct NotificationBanner {
    /// Plain words, shown large.
    pub text: String,
    /// Anything else; used in place of `text`.
    pub content: Content,
    /// Whether it tells that something was done.
    pub success: bool,
    /// `Important` or `Success` when empty.
    pub title: Content,
    /// The id of the title, when a page has two banners.
    pub title_id: String,
    /// 2 when `None`.
    pub heading_level: Option<u8>,
    /// `region`, or `alert` for success, when empty.
    pub role: String,
    /// Whether focus is left where it is; `None` moves it here when the role is `alert`.
    pub disable_auto_focus: Option<bool>,
    pub classes: String,
    pub attributes: Attributes,
}

impl NotificationBanner {
    /// Tells that something was done.
    pub fn success(text: impl Into<String>) -> Self {
        Self { text: text.into(), success: true, ..Self::default() }
    }
}

impl Render for NotificationBanner {
    fn render(&self) -> Markup {
        let or = |given: &str, otherwise: &str| if given.is_empty() { otherwise.to_owned() } else { given.to_owned() };
        let id = or(&self.title_id, "govuk-notification-banner-title");
        let title = match (self.title.is_empty(), self.success) {
            (false, _) => self.title.clone(),
            (true, true) => "Success".into(),
            (true, false) => "Important".into(),
        };
        let success = when(self.success, "govuk-notification-banner--success");
        let focus = self.disable_auto_focus.map_or("", |off| if off { "true" } else { "false" });
        Element::new("div")
            .class(&["govuk-notification-banner", success, &self.classes])
            .attr("role", or(&self.role, if self.success { "alert" } else { "region" }))
            .attr("aria-labelledby", &id)
            .attr("data-module", "govuk-notification-banner")
            .attr_if("data-disable-auto-focus", focus)
            .attributes(&self.attributes)
            .content(html! {
                div.govuk-notification-banner__header {
                    (Element::heading(self.heading_level.unwrap_or(2))
                        .class(&["govuk-notification-banner__title"])
                        .attr("id", &id)
                        .content(title))
                }
                div.govuk-notification-banner__content {
                    @if !self.content.is_empty() {
                        (self.content)
                    } @else if !self.text.is_empty() {
                        p.govuk-notification-banner__heading { (self.text) }
                    }
                }
            })
    }
}
