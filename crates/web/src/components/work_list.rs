use maud::{Markup, Render, html};

use super::element::Content;

/// Things to do under one heading, one to a line: each is a verb and leads to the form that does it.
#[derive(Debug, Clone, Default)]
pub struct WorkList {
    /// `Overdue`, `Today`, `This week`, `Waiting on others`.
    pub heading: String,
    pub items: Vec<WorkItem>,
    /// Said when there is nothing: `Nothing is overdue.`
    pub empty: String,
}

/// One thing to do.
#[derive(Debug, Clone, Default)]
pub struct WorkItem {
    /// `Visit Ava Brook`.
    pub what: String,
    /// The form that does it.
    pub href: String,
    /// When it is due and how long is left, in words.
    pub when: String,
    /// Whether that time has passed.
    pub late: bool,
    /// The rule that set the date.
    pub rule: String,
    /// A [`super::Tag`], a button, or nothing.
    pub aside: Content,
}

impl Render for WorkList {
    fn render(&self) -> Markup {
        html! {
            h2.govuk-heading-m { (self.heading) " (" (self.items.len()) ")" }
            @if self.items.is_empty() {
                p.govuk-body { (self.empty) }
            } @else {
                ul.gt-tasks {
                    @for item in &self.items {
                        li {
                            span.gt-tasks__what {
                                a href=(item.href) data-row { (item.what) }
                                @if !item.rule.is_empty() { span.gt-soft { ", " (item.rule) } }
                            }
                            span.gt-tasks__when { span.gt-late[item.late] { (item.when) } }
                            @if !item.aside.is_empty() { (item.aside) }
                        }
                    }
                }
            }
        }
    }
}
