use maud::{Markup, Render, html};

/// Above a list that changes by itself: when it was read, a button for what is new, a pause, and a plain link.
/// The list itself is an element with an `id`, `data-live="/board/events"` and `data-live-noun="new contact"`.
#[derive(Debug, Clone, Default)]
pub struct LiveBar {
    /// The time the list was read, to the second: `09:42:10`.
    pub updated: String,
    /// This page, for browsers without scripts.
    pub href: String,
}

impl Render for LiveBar {
    fn render(&self) -> Markup {
        html! {
            div.gt-live {
                p data-live-status role="status" { "Updated " (self.updated) }
                span role="status" { button.gt-live__show type="button" data-live-show hidden {} }
                button.gt-plain-button type="button" data-live-pause hidden { "Pause updates" }
                a.govuk-link href=(self.href) { "Refresh" }
            }
        }
    }
}
