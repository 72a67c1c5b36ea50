use maud::{Markup, Render, html};

/// The one level of navigation beside a page; a row of links on a phone.
#[derive(Debug, Clone, Default)]
pub struct SideNav {
    /// The name of the landmark: `Child's file`.
    pub label: String,
    /// Words and address of each page.
    pub items: Vec<(String, String)>,
    /// The address of this page.
    pub current: String,
}

impl Render for SideNav {
    fn render(&self) -> Markup {
        html! {
            nav.gt-side aria-label=(self.label) {
                ul {
                    @for (text, href) in &self.items {
                        li { a href=(href) aria-current=[(*href == self.current).then_some("page")] { (text) } }
                    }
                }
            }
        }
    }
}
