use maud::{Markup, Render, html};

use super::button::Button;

/// One question that two people answered at the same time: both answers, side by side, and neither lost.
#[derive(Debug, Clone, Default)]
pub struct Conflict {
    /// A short word for the ids, alone on its page.
    pub id: String,
    pub question: String,
    pub yours: Answer,
    pub theirs: Answer,
    /// The name of the buttons; their values are `yours`, `theirs` and `both`.
    pub name: String,
    /// Both answers are words, and can stand one after the other.
    pub can_join: bool,
}

/// One of the answers.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// `You` or a person's name.
    pub who: String,
    /// When, in words.
    pub when: String,
    pub words: String,
}

impl Render for Conflict {
    fn render(&self) -> Markup {
        let title = format!("conflict-{}", self.id);
        let keep = |value: &str, words: String| Button::secondary(words).sending(self.name.clone(), value);
        let side = |class: &'static str, answer: &Answer, value: &str| {
            html! {
                div class=(class) {
                    h3.govuk-heading-s { (answer.who) ", " (answer.when) }
                    p.govuk-body.gt-conflict__words { @if answer.words.is_empty() { "No answer" } @else { (answer.words) } }
                    (keep(value, format!("Keep this answer ({})", answer.who)))
                }
            }
        };
        html! {
            section.gt-conflict aria-labelledby=(title) {
                h2.govuk-heading-m id=(title) { "Two answers to: " (self.question) }
                div.gt-conflict__sides {
                    (side("gt-conflict__side", &self.yours, "yours"))
                    (side("gt-conflict__side gt-conflict__side--theirs", &self.theirs, "theirs"))
                }
                @if self.can_join {
                    p.govuk-body { "Or keep both, one after the other." }
                    (keep("both", "Keep both".into()))
                }
            }
        }
    }
}
