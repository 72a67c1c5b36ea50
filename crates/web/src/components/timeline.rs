use maud::{Markup, Render, html};

use super::element::Content;

/// What happened, in order.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    pub entries: Vec<TimelineEntry>,
}

/// One thing that happened.
#[derive(Debug, Clone, Default)]
pub struct TimelineEntry {
    pub heading: Content,
    /// When, in words; without a time when the time is not known.
    pub when: String,
    /// Who wrote it.
    pub by: String,
    pub content: Content,
}

impl Render for Timeline {
    fn render(&self) -> Markup {
        html! {
            ol.gt-timeline {
                @for entry in &self.entries {
                    li {
                        div.gt-timeline__head {
                            h3.govuk-heading-s { (entry.heading) }
                            span.gt-soft { (entry.when) @if !entry.by.is_empty() { ", " (entry.by) } }
                        }
                        (entry.content)
                    }
                }
            }
        }
    }
}

/// Something too wide for a phone, which scrolls by itself and can be reached by keyboard.
pub fn scroll_region(label: &str, content: &Markup) -> Markup {
    html! { div.gt-scroll role="region" aria-label=(label) tabindex="0" { (content) } }
}
