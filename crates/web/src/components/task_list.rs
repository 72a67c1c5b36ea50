use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// The parts of one piece of work, and how far each has got.
#[derive(Debug, Clone, Default)]
pub struct TaskList {
    pub items: Vec<Task>,
    /// The stem of the ids: `task-list` when empty.
    pub id_prefix: String,
    pub classes: String,
    pub attributes: Attributes,
}

/// One part.
#[derive(Debug, Clone, Default)]
pub struct Task {
    pub title: Content,
    /// Where it is done; empty when it cannot be started yet.
    pub href: String,
    pub hint: Option<Content>,
    /// Words, or a [`super::Tag`].
    pub status: Content,
    pub classes: String,
    pub title_classes: String,
    pub status_classes: String,
}

impl Task {
    fn write(&self, stem: &str) -> Markup {
        let (hint_id, status_id) = (format!("{stem}-hint"), format!("{stem}-status"));
        let with_link = when(!self.href.is_empty(), "govuk-task-list__item--with-link");
        let described_by = match self.hint {
            Some(_) => format!("{hint_id} {status_id}"),
            None => status_id.clone(),
        };
        let title = if self.href.is_empty() {
            Element::new("div").class(&[&self.title_classes])
        } else {
            Element::new("a")
                .class(&["govuk-link govuk-task-list__link", &self.title_classes])
                .attr("href", &self.href)
                .attr("aria-describedby", described_by)
        };
        Element::new("li").class(&["govuk-task-list__item", with_link, &self.classes]).content(html! {
            div.govuk-task-list__name-and-hint {
                (title.content(&self.title))
                @if let Some(hint) = &self.hint { div.govuk-task-list__hint id=(hint_id) { (hint) } }
            }
            (Element::new("div")
                .class(&["govuk-task-list__status", &self.status_classes])
                .attr("id", &status_id)
                .content(&self.status))
        })
    }
}

impl Render for TaskList {
    fn render(&self) -> Markup {
        let prefix = if self.id_prefix.is_empty() { "task-list" } else { &self.id_prefix };
        Element::new("ul").class(&["govuk-task-list", &self.classes]).attributes(&self.attributes).content(html! {
            @for (index, task) in self.items.iter().enumerate() { (task.write(&format!("{prefix}-{}", index + 1))) }
        })
    }
}
