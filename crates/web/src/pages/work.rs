//! My work: what is due and by which rule, what waits on others, what was done today.

mod items;
mod samples;

use super::Sample;
use crate::components::Tag;
use crate::elapsed::how_long;
use crate::kept;
use crate::layout::{Density, Page};
use crate::reply::Reply;
use crate::routes::{Routes, does};
use crate::session::Signed;
use crate::state::App;
use axum::extract::State;
use casework::access::role_may;
use casework::lists::Covered;
use casework::my_day::MyDay;
use casework::{Act, Role};
use items::{Bucket, Item, items};
use jiff::Timestamp;
use maud::{Markup, html};
use practice::calendar::Calendar;
use practice::clocks;
use practice::episode::Stage;
use practice::kinds;
use practice::moment::{Moment, clock_time, long_date};
use practice::record::Status;
use practice::summary::Summary;
use practice::words::lower_first;

pub use samples::samples;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/work", does(Act::SeeOwnWork), show).get("/covering", does(Act::SeeOwnWork), covering)
}

async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let read = move |casework: &casework::Casework| {
        let day = casework.my_day(&actor)?;
        Ok((
            day,
            AccessWaits {
                emergencies: casework.emergencies_waiting(&actor),
                copies: casework.releases_waiting(&actor),
            },
        ))
    };
    let (day, access) = app.run(read).await.map_err(app.failed(&signed))?;
    let page = Page {
        title: "My work",
        current: "/work",
        density: Density::Board,
        main: view(
            &day,
            &access,
            &app.casework.rules().calendar,
            switch("/work", signed.actor.role, covers(&app, &signed)),
        ),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

async fn covering(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let covered = app.run(move |casework| casework.covering(&actor)).await.map_err(app.failed(&signed))?;
    let at = app.casework.now();
    let page = Page {
        title: "Covering",
        current: "/work",
        density: Density::Board,
        main: covering_view(&covered, at, &app.casework.rules().calendar, switch("/covering", signed.actor.role, true)),
        ..Page::default()
    };
    Ok(app.page(&signed, page))
}

/// The work of those one covers for, each under their name.
fn covering_view(covered: &[Covered], at: Timestamp, calendar: &Calendar, switch: Markup) -> Markup {
    html! {
        div.gt-actions { h1.govuk-heading-l { "Covering" } (switch) }
        @if covered.is_empty() { p.govuk-body { "You cover for nobody today. A manager arranges cover under Access." } }
        @for one in covered {
            @let day = MyDay::of_work(one.work.clone(), at);
            @let all = items(&day, calendar);
            @let name = one.work.staff.worker(&one.of);
            section aria-label={ "For " (name) } {
                h2.govuk-heading-m { "For " (name) ", until " (long_date(Moment::of(one.until - jiff::SignedDuration::from_secs(1)).date)) }
                p.gt-soft { (caseload(&one.work.children, "No children you may see are allocated to them.")) }
                @for bucket in Bucket::ALL {
                    @let of: Vec<&Item> = all.iter().filter(|item| item.bucket == bucket).collect();
                    @if !of.is_empty() { (list(bucket.label(), &of)) }
                }
                @if !one.work.children.is_empty() {
                    h2.govuk-heading-s { "Children (" (one.work.children.len()) ")" }
                    ul.gt-tasks {
                        @for child in &one.work.children {
                            li { span.gt-tasks__what { a href={ "/children/" (child.person) } data-row { (child.name) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Does whoever is signed in cover for somebody now?
pub(super) fn covers(app: &App, signed: &Signed) -> bool {
    !app.casework.covers(&signed.actor).is_empty()
}

/// Mine, the team's, and that of those one covers for, side by side. `covers`: there is somebody one covers for.
pub(super) fn switch(current: &str, role: Role, covers: bool) -> Markup {
    let all = [
        ("Mine", "/work", true),
        ("Team", "/team", role_may(role, Act::SeeTeamWork)),
        ("Covering", "/covering", covers || current == "/covering"),
    ];
    let shown: Vec<_> = all.into_iter().filter(|(.., shown)| *shown).collect();
    html! {
        @if shown.len() > 1 {
            nav.gt-switch aria-label="Whose work" {
                @for (words, href, _) in shown {
                    a.govuk-link href=(href) aria-current=[(href == current).then_some("page")] { (words) }
                }
            }
        }
    }
}

/// What waits for whoever looks after access.
#[derive(Default)]
struct AccessWaits {
    /// Files opened in an emergency that nobody has looked at since.
    emergencies: usize,
    /// Copies with something protected in them, for which a second person is asked.
    copies: usize,
}

impl AccessWaits {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let counted = |count: usize, one: &str, several: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {several}"),
        };
        let emergencies = counted(self.emergencies, "file opened in an emergency", "files opened in an emergency");
        let copies =
            counted(self.copies, "copy with something protected in it", "copies with something protected in them");
        [(self.emergencies, "/emergency/reviews", emergencies), (self.copies, "/releases", copies)]
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(_, href, words)| (href, words))
            .collect()
    }
}

/// They stand first: each holds up somebody, or was done already.
fn access_waits(lines: &[(&'static str, String)]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h2.govuk-heading-s { "Waiting for you to look (" (lines.len()) ")" }
            ul.gt-tasks {
                @for (href, words) in lines {
                    li { span.gt-tasks__what { a href=(href) data-row { (words) } } span.gt-soft { "Access" } }
                }
            }
        }
    }
}

fn view(day: &MyDay, access: &AccessWaits, calendar: &Calendar, switch: Markup) -> Markup {
    let now = Moment::of(day.at);
    let all = items(day, calendar);
    let access = access.lines();
    html! {
        div.gt-actions {
            h1.govuk-heading-l { "My work" }
            (switch)
            p.gt-soft { (caseload(&day.work.children, "No children are allocated to you.")) }
        }
        @if let Some(waiting) = kept::waiting() { (waiting) }
        (super::quality::count("/quality", day.to_mend))
        (access_waits(&access))
        @if all.is_empty() && access.is_empty() && day.drafts.is_empty() && day.outstanding.is_empty() {
            p.govuk-body { "Nothing is waiting for you." }
        }
        @for bucket in Bucket::ALL {
            @let of: Vec<&Item> = all.iter().filter(|item| item.bucket == bucket).collect();
            @if !of.is_empty() { (list(bucket.label(), &of)) }
        }
        (waiting(day, now))
        (done(day))
    }
}

/// "12 children: assessment 5, child in need plan 4".
fn caseload(children: &[Summary], none: &str) -> String {
    let count = |stage: Stage| children.iter().filter(|one| one.stages.iter().any(|name| name == stage.name())).count();
    // Every child known to social care has the stage of need; the others say what the work is.
    let says = |stage: &Stage| !matches!(stage, Stage::Need | Stage::Contact);
    let stages = Stage::ALL.into_iter().filter(says);
    let none_of_them =
        |one: &&Summary| !one.stages.iter().filter_map(|name| Stage::by_name(name)).any(|stage| says(&stage));
    let rest = ("no assessment or plan".to_owned(), children.iter().filter(none_of_them).count());
    let parts: Vec<String> = stages
        .map(|stage| (lower_first(stage.label()), count(stage)))
        .chain([rest])
        .filter(|(_, count)| *count > 0)
        .map(|(words, count)| format!("{words} {count}"))
        .collect();
    let children = match children.len() {
        0 => return none.to_owned(),
        1 => "1 child".to_owned(),
        count => format!("{count} children"),
    };
    if parts.is_empty() { children } else { format!("{children}: {}", parts.join(", ")) }
}

fn list(heading: &str, items: &[&Item]) -> Markup {
    html! {
        h2.govuk-heading-s { (heading) " (" (items.len()) ")" }
        ul.gt-tasks {
            @for item in items {
                li {
                    span.gt-tasks__what {
                        a href=(item.href) data-row { (item.what) }
                        " " span.gt-soft { (item.who) }
                    }
                    span.gt-tasks__when { span.gt-late[item.bucket == Bucket::Overdue] { (item.left) } ", " (item.due) }
                    (rule(item))
                }
            }
        }
    }
}

fn rule(item: &Item) -> Markup {
    match clocks::find(&item.clock) {
        Some(clock) => super::contact::rule(clock),
        None => html! { span.gt-soft { (item.set_by) } },
    }
}

/// Drafts to finish, and agencies that have not answered.
fn waiting(day: &MyDay, now: Moment) -> Markup {
    html! {
        @if !day.drafts.is_empty() {
            h2.govuk-heading-s { "Drafts to finish (" (day.drafts.len()) ")" }
            ul.gt-tasks {
                @for (draft, names) in &day.drafts {
                    @let title = kinds::find(&draft.kind).map_or(draft.kind.as_str(), |kind| &(kind.spec)().title);
                    li {
                        span.gt-tasks__what {
                            a href={ "/drafts/" (draft.id) } data-row { "Continue: " (lower_first(title)) }
                            " " span.gt-soft { @if names.is_empty() { "nobody named yet" } @else { (names.join(", ")) } }
                        }
                        span.gt-tasks__when { "begun " (how_long(day.at.duration_since(draft.opened))) " ago" }
                    }
                }
            }
        }
        @if !day.outstanding.is_empty() {
            h2.govuk-heading-s { "Waiting on others (" (day.outstanding.len()) ")" }
            ul.gt-tasks {
                @for one in &day.outstanding {
                    li {
                        span.gt-tasks__what {
                            a href={ "/contacts/" (one.contact) } data-row { "Chase " (one.agency) }
                            " " span.gt-soft { (one.children.join(", ")) }
                        }
                        span.gt-tasks__when { "asked " (crate::elapsed::short_moment(one.asked, now.date)) }
                    }
                }
            }
        }
    }
}

fn done(day: &MyDay) -> Markup {
    html! {
        @if !day.done.is_empty() {
            h2.govuk-heading-s { "Done today (" (day.done.len()) ")" }
            ul.gt-tasks {
                @for one in &day.done {
                    @let title = kinds::find(&one.kind).map_or(one.kind.as_str(), |kind| &(kind.spec)().title);
                    li {
                        span.gt-tasks__what {
                            a href={ "/records/" (one.record) } data-row { (title) }
                            " " span.gt-soft { (one.people.join(", ")) }
                            @match one.status {
                                Status::Finished => {}
                                Status::Amended { .. } => { " " (Tag::new("Corrected", "grey")) }
                                Status::Withdrawn { .. } => { " " (Tag::new("Withdrawn", "red")) }
                            }
                        }
                        span.gt-tasks__when { @if let Some(time) = Moment::of(one.at).time { (clock_time(time)) } }
                    }
                }
            }
        }
    }
}
