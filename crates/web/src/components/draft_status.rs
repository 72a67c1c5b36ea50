use maud::{Markup, Render, html};

/// Whether what was written is kept, inside a form with `data-draft="/drafts/ID"` and `data-base="VERSION"`.
#[derive(Debug, Clone, Default)]
pub struct DraftStatus {
    /// The time of the last save: `10:04`; empty when nothing is saved yet.
    pub saved: String,
}

impl Render for DraftStatus {
    fn render(&self) -> Markup {
        html! {
            p.gt-draft-status data-draft-status role="status" aria-live="polite" {
                @if self.saved.is_empty() { "Not saved yet" } @else { "Saved " (self.saved) }
            }
        }
    }
}
