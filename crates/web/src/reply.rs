//! Answers: a page, a redirect, or a page that says why not and what to do next.

use crate::components::Button;
use crate::kept;
use crate::layout::{NavItem, Page};
use crate::session::{Signed, safe_next};
use crate::state::App;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use casework::access::role_may;
use casework::{Act, Fresh, Problem, Role};
use maud::{Markup, html};
use store::StoreError;

/// What a handler answers.
pub type Reply = Result<Response, Failed>;

/// A problem, with the page to say it on.
pub struct Failed(Box<Context>);

struct Context {
    app: App,
    signed: Option<Signed>,
    problem: Problem,
}

/// The links of the bar across the top, for a role.
pub fn nav(role: Role) -> Vec<NavItem<'static>> {
    const BOARD: NavItem<'static> = NavItem { text: "Front door", href: "/board", key: "g b" };
    const WORK: NavItem<'static> = NavItem { text: "My work", href: "/work", key: "g w" };
    const TEAM: NavItem<'static> = NavItem { text: "Team", href: "/team", key: "g t" };
    const CHILDREN: NavItem<'static> = NavItem { text: "Children", href: "/search", key: "g c" };
    const ACCESS: NavItem<'static> = NavItem { text: "Access", href: "/access", key: "" };
    const DICTIONARY: NavItem<'static> = NavItem { text: "Data dictionary", href: "/dictionary", key: "g d" };
    const FIGURES: NavItem<'static> = NavItem { text: "Figures", href: "/figures", key: "g f" };
    const CHECKS: NavItem<'static> = NavItem { text: "Check files", href: "/checks", key: "" };
    const TODAY: NavItem<'static> = NavItem { text: "Today", href: "/live", key: "" };
    const RETURNS: NavItem<'static> = NavItem { text: "Returns", href: "/returns", key: "" };
    const ASSURANCE: NavItem<'static> = NavItem { text: "Assurance", href: "/assurance", key: "g l" };
    const PEOPLE: NavItem<'static> = NavItem { text: "People", href: "/admin/people", key: "g p" };
    const CHANGES: NavItem<'static> = NavItem { text: "Changes of roles", href: "/admin/changes", key: "" };
    let all = [
        (BOARD, Act::SeeBoard),
        (WORK, Act::SeeOwnWork),
        (TEAM, Act::SeeTeamWork),
        (CHILDREN, Act::Search),
        (FIGURES, Act::SeeFigures),
        (RETURNS, Act::SeeReturns),
        (CHECKS, Act::CheckReturns),
        (TODAY, Act::OpenFigures),
        (ASSURANCE, Act::SeeLog),
        (PEOPLE, Act::ManagePeople),
        (CHANGES, Act::ChangeRoles),
    ];
    let done = all.into_iter().filter(|(_, act)| role_may(role, *act)).map(|(item, _)| item);
    let access = crate::pages::access::concerns(role).then_some(ACCESS);
    done.chain(access).chain([DICTIONARY]).collect()
}

impl Failed {
    /// A problem met before it was known who asks.
    pub fn of_nobody(app: &App, problem: Problem) -> Failed {
        Failed(Box::new(Context { app: app.clone(), signed: None, problem }))
    }
}

impl App {
    /// A page for someone signed in.
    pub fn page(&self, signed: &Signed, page: Page<'_>) -> Response {
        let mut nav = nav(signed.actor.role);
        // Said on every page of those who look at emergency access, naming nobody.
        let waiting = self.casework.emergencies_waiting(&signed.actor);
        let label = format!("Access ({waiting} to look at)");
        if let Some(item) = nav.iter_mut().find(|item| waiting > 0 && item.href == "/access") {
            item.text = &label;
        }
        let role = signed.actor.role.label();
        let kept = kept::banner(self.casework.today().date, &signed.form_token);
        let flash = match (page.flash, kept) {
            (None, kept) => kept,
            (flash, None) => flash,
            (Some(flash), Some(kept)) => Some(html! { (flash) (kept) }),
        };
        let page = Page {
            flash,
            council: &self.council,
            nav: &nav,
            user: Some((&signed.actor.name, &role)),
            search: role_may(signed.actor.role, Act::Search).then_some("/search"),
            csrf: &signed.form_token,
            ..page
        };
        page.render().into_response()
    }

    /// A page for someone not signed in.
    pub fn open_page(&self, page: Page<'_>) -> Response {
        Page { council: &self.council, ..page }.render().into_response()
    }

    /// A problem met where nobody is known to be asking.
    pub fn failed_open(&self, problem: Problem) -> Response {
        Failed(Box::new(Context { app: self.clone(), signed: None, problem })).into_response()
    }

    /// What was refused before anybody is known, on a page, with this status.
    pub fn refused_open(&self, status: StatusCode, words: &str) -> Response {
        let mut said = self.failed_open(Problem::Refused(words.into()));
        *said.status_mut() = status;
        said
    }

    /// Turns a problem into the page that says it.
    pub fn failed(&self, signed: &Signed) -> impl Fn(Problem) -> Failed + use<> {
        let (app, signed) = (self.clone(), signed.clone());
        move |problem| Failed(Box::new(Context { app: app.clone(), signed: Some(signed.clone()), problem }))
    }
}

/// Goes to another page after something was done.
pub fn go(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Where something is proved again.
pub fn step_up(wanted: Fresh) -> &'static str {
    match wanted {
        Fresh::Passkey => "/step-up/passkey",
        Fresh::No | Fresh::Code => "/step-up",
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let Context { app, signed, problem } = *self.0;
        if let (Problem::StepUp(wanted), Some(_)) = (&problem, &signed) {
            return go(step_up(*wanted));
        }
        let (status, title, words) = said(&problem);
        if let Problem::Store(error) | Problem::NotLogged(error) = &problem {
            tracing::error!(%error, "store");
        }
        let emergency = problem == Problem::NotFound
            && signed.as_ref().is_some_and(|signed| role_may(signed.actor.role, Act::BreakGlass));
        let role = signed.as_ref().map(|signed| signed.actor.role);
        let main = failed_view(title, &words, role, emergency);
        let page = Page { title, main, ..Page::default() };
        let mut response = match &signed {
            Some(signed) => app.page(signed, page),
            None => app.open_page(page),
        };
        *response.status_mut() = status;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("5"));
        }
        response
    }
}

fn said(problem: &Problem) -> (StatusCode, &'static str, String) {
    match problem {
        Problem::NotFound => (
            StatusCode::NOT_FOUND,
            "Page not found",
            "There is nothing at this address that you can see. Check it, or search for the child.".into(),
        ),
        Problem::NotAllowed => (
            StatusCode::FORBIDDEN,
            "Your role does not do this",
            "If you need it, ask your manager, or whoever gave you your sign-in.".into(),
        ),
        Problem::StepUp(_) => (
            StatusCode::FORBIDDEN,
            "Confirm that it is you",
            "This needs your second factor again. Sign in again, then do it within a few minutes.".into(),
        ),
        Problem::Refused(words) => (StatusCode::UNPROCESSABLE_ENTITY, "This could not be done", words.clone()),
        Problem::Store(StoreError::NotConfirmed(_)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Not confirmed",
            "We could not make sure that this was saved. Go back to the page and send it again: what you typed is kept, and nothing will be doubled.".into(),
        ),
        Problem::Store(StoreError::NoRoom) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "There is no room left",
            "Nothing can be recorded until whoever looks after this service makes room: tell them. What was shown as \
             saved is safe. Keep what you were sending: it was not saved."
                .into(),
        ),
        Problem::NotLogged(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Nothing can be shown at the moment",
            "We could not write down that you asked, and nobody sees a child's record without that. What you had typed \
             was saved as you went. Try again in a few seconds; out of hours, use the printed cards."
                .into(),
        ),
        Problem::Store(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "This is not available at the moment",
            "What was shown as saved is safe. What you were just sending may not be: go back and try again in a few \
             seconds."
                .into(),
        ),
    }
}

fn failed_view(title: &str, words: &str, role: Option<Role>, emergency: bool) -> Markup {
    let may = |act| role.is_some_and(|role| role_may(role, act));
    let (on, to) = match role {
        None => ("Sign in", "/sign-in"),
        Some(_) if may(Act::SeeOwnWork) => ("Go to my work", "/work"),
        Some(_) => ("Go to my first page", "/"),
    };
    html! {
        h1.govuk-heading-l { (title) }
        p.govuk-body { (words) }
        @if let Some(page) = kept::sent_from() {
            (Button::link("Go back to the page", safe_next(&page).to_owned()))
            p.govuk-body { a.govuk-link href=(to) { (on) } }
        } @else {
            (Button::link(on, to))
        }
        " "
        @if may(Act::Search) { p.govuk-body { a.govuk-link href="/search" { "Search for a child" } } }
        @if emergency {
            p.govuk-body { "If a child may come to harm and it cannot wait: " a.govuk-link href="?emergency" { "emergency access" } "." }
        }
    }
}

/// "Recorded" or the like, after a redirect, from the address's `done`.
pub fn flash(words: Option<&str>) -> Option<Markup> {
    words.map(|words| html! { (crate::components::NotificationBanner::success(words)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_says_no_leads_where_its_reader_may_go() {
        for role in Role::ALL.into_iter().map(Some).chain([None]) {
            let page = failed_view("No", "It may not be.", role, false).into_string();
            let may = |act| role.is_some_and(|role| role_may(role, act));
            assert_eq!(page.contains("href=\"/work\""), may(Act::SeeOwnWork), "{role:?}: {page}");
            assert_eq!(page.contains("href=\"/search\""), may(Act::Search), "{role:?}: {page}");
            assert!(page.contains("href=\"/"), "{role:?} is led nowhere");
        }
    }
}
