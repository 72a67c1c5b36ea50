use maud::{Markup, Render, html};

use super::element::Content;

/// Who a page is about. It stays in view while the page is read, so that nobody writes in the wrong child's file.
#[derive(Debug, Clone, Default)]
pub struct IdentityBar {
    pub name: String,
    /// The name the child uses, when it is another.
    pub known_as: String,
    /// The child's file.
    pub href: String,
    /// Date of birth in words, or the expected date.
    pub born: String,
    /// `8 years`, `5 weeks`, `unborn`.
    pub age: String,
    /// The child's number.
    pub number: String,
    pub legal_status: String,
    pub worker: String,
    pub manager: String,
    /// Who holds parental responsibility.
    pub parental_responsibility: Content,
    /// Dangers and warnings, each in a few words.
    pub flags: Vec<String>,
}

impl Render for IdentityBar {
    fn render(&self) -> Markup {
        let fact = |name: &str, value: &Content| {
            html! { div { dt { (name) } dd { @if value.is_empty() { "Not recorded" } @else { (value) } } } }
        };
        let born = match (self.born.as_str(), self.age.as_str()) {
            (born, "") => born.to_owned(),
            (born, age) => format!("{born} ({age})"),
        };
        html! {
            section.gt-identity aria-label="Child" {
                div class="gt-width gt-identity__who" {
                    p.gt-identity__name {
                        a href=(self.href) { (self.name) }
                        @if !self.known_as.is_empty() { ", known as " (self.known_as) }
                    }
                    span { "Born " @if born.is_empty() { "not recorded" } @else { (born) } }
                    @if !self.flags.is_empty() {
                        ul.gt-identity__flags aria-label="Warnings" { @for flag in &self.flags { li { (flag) } } }
                    }
                }
                dl class="gt-width gt-identity__facts" {
                    (fact("Number", &self.number.as_str().into()))
                    (fact("Legal status", &self.legal_status.as_str().into()))
                    (fact("Social worker", &self.worker.as_str().into()))
                    (fact("Manager", &self.manager.as_str().into()))
                    (fact("Parental responsibility", &self.parental_responsibility))
                }
            }
        }
    }
}

/// One child a form is about, in a few words.
#[derive(Debug, Clone, Default)]
pub struct IdentityLine {
    pub name: String,
    /// The child's file.
    pub href: String,
    /// Date of birth in words.
    pub born: String,
    /// `8 years`.
    pub age: String,
}

/// Everyone a form is about, in view while it is filled in: a person writing about three children sees all three.
#[derive(Debug, Clone, Default)]
pub struct IdentityLines(pub Vec<IdentityLine>);

impl Render for IdentityLines {
    fn render(&self) -> Markup {
        html! {
            section.gt-identity aria-label="About" {
                ul class="gt-width gt-identity__who gt-identity__lines" {
                    @for one in &self.0 {
                        li {
                            a.gt-identity__name href=(one.href) { (one.name) }
                            " born " (one.born) @if !one.age.is_empty() { " (" (one.age) ")" }
                        }
                    }
                }
            }
        }
    }
}
