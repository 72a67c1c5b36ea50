//! The front-door board: every contact that waits, by the time left to decide it.

mod events;
mod rows;
mod samples;

pub use events::Boards;

use super::Sample;
use crate::components::{Button, LiveBar, Select};
use crate::layout::{Density, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::Act;
use casework::Problem;
use casework::board::Known;
use casework::lists::{Board, BoardLine};
use jiff::Timestamp;
use maud::{Markup, html};
use practice::ids::{RecordId, StaffId};
use practice::moment::{Moment, london, long_date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Claim, StoreError};

pub use samples::samples;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/board", does(Act::SeeBoard), show)
        .get("/board/events", does(Act::SeeBoard), events::events)
        .post("/board/claims", does(Act::SeeBoard), claims)
}

/// Which contacts to show; codes and ids alone, so that it may stand in an address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    source: String,
    #[serde(default)]
    route: String,
    #[serde(default)]
    holder: String,
}

impl Filter {
    fn is_on(&self) -> bool {
        [&self.source, &self.route, &self.holder].iter().any(|one| !one.is_empty())
    }

    fn keeps(&self, line: &BoardLine, me: &StaffId) -> bool {
        let text = |name: &str| line.waiting.detail[name].as_str().unwrap_or_default();
        let held_by = match (self.holder.as_str(), &line.claim) {
            ("me", claim) => claim.as_ref().is_some_and(|claim| claim.by == *me),
            ("nobody", claim) => claim.is_none(),
            _ => true,
        };
        held_by
            && (self.source.is_empty() || self.source == text("source"))
            && (self.route.is_empty() || self.route == text("route"))
    }

    /// The address of this page with this filter.
    fn address(&self) -> String {
        let plain = |text: &str| {
            text.bytes().fold(String::new(), |mut out, byte| {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => out.push(char::from(byte)),
                    _ => out.push_str(&format!("%{byte:02X}")),
                }
                out
            })
        };
        let pairs = [("source", &self.source), ("route", &self.route), ("holder", &self.holder)];
        let query: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", plain(value)))
            .collect();
        if query.is_empty() { "/board".to_owned() } else { format!("/board?{}", query.join("&")) }
    }
}

/// Everything the board draws.
pub(super) struct Drawn<'a> {
    board: &'a Board,
    known: &'a BTreeMap<RecordId, Known>,
    filter: &'a Filter,
    me: &'a StaffId,
    csrf: &'a str,
}

async fn show(State(app): State<App>, signed: Signed, Query(filter): Query<Filter>) -> Reply {
    let actor = signed.actor.clone();
    let (board, known) = app
        .run(move |casework| {
            let board = casework.board(&actor)?;
            let known = casework.known_on_board(&actor, &board)?;
            Ok((board, known))
        })
        .await
        .map_err(app.failed(&signed))?;
    let drawn =
        Drawn { board: &board, known: &known, filter: &filter, me: &signed.actor.staff, csrf: &signed.form_token };
    let page =
        Page { title: "Front door", current: "/board", density: Density::Board, main: view(&drawn), ..Page::default() };
    Ok(app.page(&signed, page))
}

/// One button of the board: claim, take over or release one contact.
async fn claims(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<Filter>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Reply {
    let asked = pairs.iter().find_map(|(name, value)| {
        let name = name.as_str();
        matches!(name, "claim" | "take_over" | "release").then(|| (name.to_owned(), value.clone()))
    });
    let back = pairs.iter().any(|(name, _)| name == "stay");
    let actor = signed.actor.clone();
    let done = app
        .run(move |casework| {
            let (what, contact) = asked.ok_or(Problem::NotFound)?;
            let contact: RecordId = contact.parse().map_err(|_| Problem::NotFound)?;
            match what.as_str() {
                "release" => casework.release(&actor, contact).map(|()| (contact, None)),
                what => match casework.claim(&actor, contact, what == "take_over") {
                    Err(Problem::Store(StoreError::Claimed(standing))) => Ok((contact, Some(*standing))),
                    other => other.map(|_| (contact, None)),
                },
            }
        })
        .await
        .map_err(app.failed(&signed))?;
    match done {
        (contact, None) if back => Ok(go(&format!("/contacts/{contact}"))),
        (_, None) => Ok(go(&filter.address())),
        (_, Some(standing)) => {
            let names = app.casework.staff_names();
            let main = taken_view(&standing, names.worker(&standing.by), &filter, &signed.form_token);
            let page = Page { title: "Somebody has this contact", current: "/board", main, ..Page::default() };
            Ok((StatusCode::CONFLICT, app.page(&signed, page)).into_response())
        }
    }
}

/// Somebody else was quicker.
fn taken_view(standing: &Claim, holder: &str, filter: &Filter, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { (holder) " has this contact" }
        p.govuk-body { "Since " (Moment::of(standing.since)) ". Speak to them before you take it over." }
        form method="post" action=(filter.address().replacen("/board", "/board/claims", 1)) {
            input type="hidden" name="csrf" value=(csrf);
            div.govuk-button-group {
                (Button::warning("Take it over").sending("take_over", standing.contact.to_string()))
                a.govuk-link href=(filter.address()) { "Leave it with " (holder) }
            }
        }
    }
}

/// How pressing a deadline is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Urgency {
    /// The time has passed.
    Overdue,
    /// Due in the next four hours.
    Soon,
    /// Due later today.
    Today,
    /// Due another day.
    Later,
}

impl Urgency {
    const ALL: [Urgency; 4] = [Urgency::Overdue, Urgency::Soon, Urgency::Today, Urgency::Later];

    /// By the deadline alone, whatever the referrer called it.
    pub(super) fn of(due: Timestamp, now: Timestamp) -> Urgency {
        let left = due.duration_since(now);
        if left.is_negative() {
            Urgency::Overdue
        } else if left <= jiff::SignedDuration::from_hours(4) {
            Urgency::Soon
        } else if Moment::of(due).date == Moment::of(now).date {
            Urgency::Today
        } else {
            Urgency::Later
        }
    }

    fn label(self) -> &'static str {
        match self {
            Urgency::Overdue => "Overdue",
            Urgency::Soon => "Decision due in the next 4 hours",
            Urgency::Today => "Today",
            Urgency::Later => "Later",
        }
    }
}

/// The board.
pub(super) fn view(drawn: &Drawn<'_>) -> Markup {
    let Drawn { board, filter, me, csrf, .. } = drawn;
    let lines: Vec<&BoardLine> = board.lines.iter().filter(|line| filter.keeps(line, me)).collect();
    let now = Moment::of(board.at);
    let clock = board.at.to_zoned(london().clone()).strftime("%H:%M:%S").to_string();
    html! {
        div.gt-actions {
            h1.govuk-heading-l { "Front door" }
            form method="post" action="/drafts" {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="kind" value="contact";
                button.govuk-button type="submit" data-key="n" data-module="govuk-button" { "New contact" }
            }
            p.gt-soft { (count(lines.len(), "contact waits", "contacts wait")) ", " (long_date(now.date)) }
        }
        div.gt-board-bar {
            (LiveBar { updated: clock, href: filter.address() })
            (filters(drawn))
        }
        section id="board" data-live={ "/board/events?since=" (board.at.as_microsecond()) }
            data-live-noun="new contact" data-live-nouns="new contacts" aria-label="Contacts waiting" {
            @if lines.is_empty() {
                p.govuk-body {
                    @if filter.is_on() { "No contacts that wait match these choices. " a.govuk-link href="/board" { "Show all" } }
                    @else { "No contacts are waiting." }
                }
            } @else {
                (rows::table(drawn, &lines))
            }
        }
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Choices, with Apply before and after them.
fn filters(drawn: &Drawn<'_>) -> Markup {
    let Drawn { board, filter, .. } = drawn;
    let values = |name: &str| -> BTreeSet<String> {
        let all = board.lines.iter().filter_map(|line| line.waiting.detail[name].as_str());
        all.filter(|value| !value.is_empty()).map(str::to_owned).collect()
    };
    let (sources, routes) = (values("source"), values("route"));
    let all = || std::iter::once(("", "All"));
    let routes: Vec<(&str, String)> = routes.iter().map(|one| (one.as_str(), practice::spec::humanise(one))).collect();
    let apply = || Button::secondary("Apply");
    html! {
        details.gt-filter open[filter.is_on()] {
            summary { @if filter.is_on() { "Filtered" } @else { "Filter" } }
            form method="get" action="/board" {
                (apply())
                (Select::new("source", "From", all().chain(sources.iter().map(|one| (one.as_str(), one.as_str()))), &filter.source))
                (Select::new("route", "How it came", all().chain(routes.iter().map(|(value, words)| (*value, words.as_str()))), &filter.route))
                (Select::new("holder", "Who has it", [("", "Anyone"), ("me", "Me"), ("nobody", "Nobody yet")], &filter.holder))
                (apply())
                a.govuk-link href="/board" { "Clear" }
            }
        }
    }
}
