//! The page round every page: header with the council's name, navigation, the child it is about, and the footer.
//! Nothing in it is inline, so a content security policy of `default-src 'self'` holds.

use maud::{DOCTYPE, Markup, html};

use crate::components::{BackLink, KeyHelp, SkipLink};

const PRODUCT: &str = "Goldthread";

/// How much fits on a page; each person chooses their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Density {
    /// 19px, narrow: plans, young people, inspectors.
    Read,
    /// 16px with rows of 40px.
    #[default]
    Work,
    /// 16px with rows of 32px, wide.
    Board,
}

/// A link in the bar across the top.
#[derive(Debug, Clone, Copy, Default)]
pub struct NavItem<'a> {
    pub text: &'a str,
    pub href: &'a str,
    /// The keys that lead there, such as `g w`; empty for none.
    pub key: &'a str,
}

/// The `id` of the form of a draft.
pub const DRAFT: &str = "draft";
/// What is searched for from the header of a draft's page: no answer is called so.
pub const DRAFT_SEARCH: &str = "_q";

/// What the header of a draft's page must know.
#[derive(Debug, Default)]
pub struct DraftBar {
    /// Where Enter in a box of the draft is sent, when that is not where the form is.
    pub enter: Option<String>,
}

/// A whole page.
#[derive(Debug, Default)]
pub struct Page<'a> {
    /// The page's own name, also its main heading.
    pub title: &'a str,
    /// The authority's name.
    pub council: &'a str,
    /// What the reader's role may use.
    pub nav: &'a [NavItem<'a>],
    /// The `href` of the navigation item this page belongs to.
    pub current: &'a str,
    /// Name and role of the reader; `None` before sign-in.
    pub user: Option<(&'a str, &'a str)>,
    /// Where the search box of the header sends `q`; `None` leaves the box out. Sent in the body of a POST, so that
    /// no child's name is written into an address.
    pub search: Option<&'a str>,
    /// The token every form sends as `csrf`; empty when forms need none.
    pub csrf: &'a str,
    /// The draft on this page. The header's buttons then send its form, so that what was typed is kept first.
    pub draft: Option<DraftBar>,
    /// A stylesheet that sets `--council`, the authority's colour; `None` keeps the product's.
    pub colours: Option<&'a str>,
    pub density: Density,
    /// Who the page is about: an [`crate::components::IdentityBar`].
    pub identity: Option<Markup>,
    /// A [`crate::components::SideNav`].
    pub side: Option<Markup>,
    pub back: Option<BackLink>,
    /// What has just been done, above the heading.
    pub flash: Option<Markup>,
    /// Whether a form on this page has faults: the title then says so first.
    pub has_errors: bool,
    pub main: Markup,
}

impl Density {
    /// The class of the body.
    pub fn class(self) -> &'static str {
        match self {
            Density::Read => "density-read",
            Density::Work => "density-work",
            Density::Board => "density-board",
        }
    }
}

impl Page<'_> {
    /// The HTML document.
    pub fn render(self) -> Markup {
        html! {
            (DOCTYPE)
            html.govuk-template lang="en-GB" {
                (self.head())
                body class={ "govuk-template__body " (self.density.class()) } {
                    (SkipLink { text: "Skip to main content".into(), href: "#main-content".into(), ..SkipLink::default() })
                    (self.header())
                    (self.navigation())
                    @if let Some(identity) = &self.identity { (identity) }
                    div class={ "gt-width gt-page" @if self.side.is_some() { " gt-page--side" } } {
                        @if let Some(back) = &self.back { (back) }
                        @if let Some(side) = &self.side { (side) }
                        main.gt-main id="main-content" tabindex="-1" {
                            @if let Some(flash) = &self.flash { (flash) }
                            (self.main)
                            (without_scripts(&self.main))
                        }
                    }
                    (self.footer())
                    @if self.user.is_some() { (KeyHelp) }
                }
            }
        }
    }

    fn head(&self) -> Markup {
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title {
                    @if self.has_errors { "Error: " }
                    (self.title) " - " (PRODUCT) " - " (self.council)
                }
                link rel="stylesheet" href=(ui_assets::url("govuk-frontend.css"));
                link rel="stylesheet" href=(ui_assets::url("goldthread.css"));
                @if let Some(colours) = self.colours { link rel="stylesheet" href=(colours); }
                link rel="icon" type="image/svg+xml" href=(ui_assets::url("favicon.svg"));
                link rel="modulepreload" href=(ui_assets::url("govuk-frontend.js"));
                script type="module" src=(ui_assets::url("goldthread.js")) {}
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            header.gt-header {
                // Enter in a box presses the first button of its form: it saves, or finds.
                // Before it stands the form's secret, which is read before anything else that is sent.
                @if let Some(draft) = &self.draft {
                    input type="hidden" form=(DRAFT) name="csrf" value=(self.csrf);
                    button.govuk-visually-hidden type="submit" form=(DRAFT) name="_do" value="enter"
                        formaction=[draft.enter.as_deref()] tabindex="-1" aria-hidden="true" { "Save" }
                }
                div class="gt-width gt-header__row" {
                    a.gt-header__brand href="/" { span.gt-header__council { (self.council) } " " (PRODUCT) }
                    @if let Some(action) = self.search {
                        @if self.draft.is_some() {
                            div.gt-header__search role="search" { (search_box(DRAFT_SEARCH, Some(DRAFT))) }
                        } @else {
                            form.gt-header__search role="search" method="post" action=(action) {
                                (self.token())
                                (search_box("q", None))
                            }
                        }
                    }
                    @if let Some((name, role)) = self.user {
                        div.gt-header__user {
                            span { a.gt-header__account href="/account" { (name) } ", " (role) }
                            @if self.draft.is_some() {
                                button.gt-plain-button type="submit" form=(DRAFT) name="_do" value="sign-out" { "Sign out" }
                            } @else {
                                form method="post" action="/sign-out" {
                                    (self.token())
                                    button.gt-plain-button type="submit" { "Sign out" }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn token(&self) -> Markup {
        html! { @if !self.csrf.is_empty() { input type="hidden" name="csrf" value=(self.csrf); } }
    }

    fn navigation(&self) -> Markup {
        html! {
            @if !self.nav.is_empty() {
                nav.gt-nav aria-label="Main" {
                    ul class="gt-nav__list gt-width" {
                        @for item in self.nav {
                            @let current = (item.href == self.current).then_some("page");
                            @let key = Some(item.key).filter(|key| !key.is_empty());
                            li { a href=(item.href) aria-current=[current] data-key=[key] { (item.text) } }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.gt-footer {
                div class="gt-width gt-footer__row" {
                    p { (self.council) }
                    a href="/help" { "Help" }
                    a href="/accessibility" { "Accessibility" }
                    a href="/privacy" { "Privacy" }
                    @if self.user.is_some() {
                        button.gt-plain-button type="button" data-keys-open hidden { "Keyboard shortcuts" }
                    }
                }
            }
        }
    }
}

/// The box and its button, of the form round it or of another by its `id`.
fn search_box(name: &str, form: Option<&str>) -> Markup {
    html! {
        label.govuk-visually-hidden for="header-search" { "Search for a child" }
        input #header-search type="search" name=(name) form=[form] autocomplete="off" spellcheck="false"
            placeholder="Name, date of birth or number" data-search;
        button type="submit" form=[form] name=[form.map(|_| "_do")] value=[form.map(|_| "search")] { "Search" }
    }
}

/// Where words are typed on a page that is no draft, and scripts are off, it is said that nothing is kept by itself. A draft
/// says so beside its buttons.
fn without_scripts(main: &Markup) -> Markup {
    let types = main.0.contains("<textarea") && !main.0.contains("<noscript");
    html! {
        @if types {
            noscript { p.govuk-body { "Scripts are off in this browser: what you type on this page is kept only when you press its button. A link leaves without it." } }
        }
    }
}

#[cfg(test)]
mod tests;
