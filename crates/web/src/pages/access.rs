//! Who may see what: emergency access and the look at it afterwards, restrictions, conflicts, cover, access
//! reviews, and what joins two identities.

pub mod conflicts;
pub mod cover;
pub mod emergency;
pub mod identities;
pub mod restriction;
pub mod reviews;

use super::Sample;
use crate::layout::Page;
use crate::routes::{Routes, SIGNED};
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use axum::response::Response;
use casework::access::role_may;
use casework::{Act, Problem, Role};
use maud::{Markup, html};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/access", SIGNED, show)
        .merge(emergency::routes())
        .merge(restriction::routes())
        .merge(conflicts::routes())
        .merge(cover::routes())
        .merge(reviews::routes())
        .merge(identities::routes())
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let mut samples = vec![Sample { name: "access", markup: view(Role::ServiceManager, 2, 1) }];
    samples.extend(emergency::samples());
    samples.extend(restriction::samples());
    samples.extend(conflicts::samples());
    samples.extend(cover::samples());
    samples.extend(reviews::samples());
    samples.extend(identities::samples());
    samples
}

type Pairs = Vec<(String, String)>;

/// The value sent by a name; empty when there is none.
fn value<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.as_str())
}

/// A day typed in three boxes.
fn day(pairs: &Pairs, name: &str) -> Result<jiff::civil::Date, Problem> {
    let part = |part: &str| value(pairs, &format!("{name}-{part}")).trim().parse::<i16>().ok();
    let narrow = |number: Option<i16>| number.and_then(|one| i8::try_from(one).ok());
    let date = match (part("year"), narrow(part("month")), narrow(part("day"))) {
        (Some(year), Some(month), Some(day)) => jiff::civil::Date::new(year, month, day).ok(),
        _ => None,
    };
    date.ok_or_else(|| Problem::Refused("Give two real days, such as 17 11 2026".into()))
}

/// The hidden secret of a form.
fn secret(csrf: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(csrf); }
}

/// Does this role have anything to do here?
pub fn concerns(role: Role) -> bool {
    LINKS.iter().any(|(act, ..)| role_may(role, *act))
}

const LINKS: [(Act, &str, &str, &str); 6] = [
    (
        Act::ReleaseProtected,
        "/releases",
        "Copies that wait for a second person",
        "Somebody asks that a copy leaves which holds a protected address",
    ),
    (
        Act::ReviewEmergency,
        "/emergency/reviews",
        "Emergency access",
        "Each file opened in an emergency, to look at afterwards",
    ),
    (Act::ManageConflicts, "/conflicts", "Conflicts", "Who is kept from whose file because they know each other"),
    (
        Act::ArrangeCover,
        "/cover",
        "Cover and panels",
        "Who does the work of a colleague who is away, and who sits on a child’s panel",
    ),
    (Act::ReviewAccess, "/access-reviews", "Access reviews", "Who sees how much, and whether that is still right"),
    (Act::Seal, "/identities", "Two identities", "What joins the two files of an adopted child, under two keys"),
];

async fn show(State(app): State<App>, signed: Signed) -> Response {
    let waiting = app.casework.emergencies_waiting(&signed.actor);
    let actor = signed.actor.clone();
    let copies = app.run(move |casework| Ok(casework.releases_waiting(&actor))).await.unwrap_or_default();
    let main = view(signed.actor.role, waiting, copies);
    app.page(&signed, Page { title: "Access", current: "/access", main, ..Page::default() })
}

fn view(role: Role, waiting: usize, copies: usize) -> Markup {
    html! {
        h1.govuk-heading-l { "Access" }
        @if waiting > 0 {
            p.govuk-body {
                strong { (waiting) @if waiting == 1 { " emergency access waits" } @else { " emergency accesses wait" } " to be looked at." }
            }
        }
        @if copies > 0 {
            p.govuk-body { strong { (copies) @if copies == 1 { " copy waits" } @else { " copies wait" } " for a second person." } }
        }
        @if !concerns(role) { p.govuk-body { "Your role arranges nobody’s access." } }
        ul.govuk-list {
            @for (_, href, title, about) in LINKS.iter().filter(|(act, ..)| role_may(role, *act)) {
                li { a.govuk-link href=(href) { (title) } br; span.gt-soft { (about) } }
            }
            @if role_may(role, Act::BreakGlass) {
                li { a.govuk-link href="/emergency" { "Open a file in an emergency" } br; span.gt-soft { "For an hour, with a reason. Somebody looks at it afterwards" } }
            }
        }
    }
}
