//! The first page of a child's file: what matters now, what is due, who is who. It holds no figure without its date.

use super::example;
use super::shown::{at_most, body, line, title};
use super::{Looking, also_about, is_shown, keep, offers_writing, record_href};
use crate::components::{BoardTable, Button, Content, Details, SummaryList, SummaryRow, Tag, WarningText};
use crate::pages::new_record::done_at;
use crate::pages::{Sample, quality};
use crate::routes::{Routes, of_child};
use crate::spelled::spelled;
use axum::response::Response;
use casework::Act;
use casework::file::File;
use maud::{Markup, html};
use practice::calendar::Calendar;
use practice::clock::{Run, State as Stands};
use practice::episode::Stage;
use practice::ids::RecordId;
use practice::journey::Journey;
use practice::kinds::{self, KINDS};
use practice::moment::{Moment, long_date};
use practice::oversight::{CaseNote, Closure};
use practice::people::WhatMattersNow;
use practice::record::{Entry, Record};
use practice::spec::humanise;
use practice::summary::asks;
use practice::visits::Visit;
use practice::words::lower_first;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}", of_child(Act::SeeFile), show)
}

async fn show(looking: Looking) -> Response {
    let main = view(&looking.file, &looking.app.casework.rules().calendar);
    looking.page("", "Overview", main)
}

/// Older than this, what matters now may no longer be so.
const STALE_DAYS: i32 = 90;

/// The page.
pub fn view(file: &File, calendar: &Calendar) -> Markup {
    html! {
        h1.govuk-heading-l { "Overview" }
        p.govuk-body.gt-no-print { a.govuk-link href={ "/children/" (file.child) "/card" } { "Out-of-hours card" } }
        (warnings(file))
        div.gt-columns {
            // The child's words stand above ours.
            div { (next_action(file, calendar)) (child_words(file)) (matters(file)) }
            div { (facts(file, calendar)) }
        }
        @if offers_writing(file) { (drafts(file)) }
        (faults(file))
        (clocks(file, calendar))
        (latest(file))
        div.gt-columns { (family(file)) (professionals(file)) }
        @if offers_writing(file) {
            (record_something(file))
            // What the returns want says nothing of the child: it stands last.
            (quality::banner(file.child, &casework::quality::of_file(file)))
        }
    }
}

/// What everyone must know before they ring or visit.
fn warnings(file: &File) -> Markup {
    let person = &file.journey.person;
    let home = person.home(file.journey.on).and_then(|home| home.keep_safe.as_ref());
    html! {
        div.gt-warnings {
        @for alert in &person.alerts {
            (WarningText::new(html! {
                (alert.nature) ". At risk: " (alert.at_risk) ". "
                @if !alert.instruction.is_empty() { (alert.instruction.0) " " }
                @match alert.review {
                    Some(day) if day < file.journey.on.date => { "Review was due " (long_date(day)) "." }
                    Some(day) => { "To be looked at again " (long_date(day)) "." }
                    None => { "No review date." }
                }
            }))
        }
        @if let Some(kept) = home {
            (WarningText::new(html! {
                "Where this child lives must be kept safe"
                @if !kept.from_whom.is_empty() { ": " (kept.from_whom.0) }
            }))
        }
        }
    }
}

/// Where what a clock asks for is done.
fn place(file: &File, run: &Run, form: &str) -> String {
    done_at(file.child, form, run.clock.id, run.start.record, std::iter::empty())
}

/// The next thing due in time, and whatever is overdue, by name.
fn next_action(file: &File, calendar: &Calendar) -> Markup {
    let on = file.journey.on;
    let open = file.journey.clocks.iter().filter(|run| run.is_open() && !run.clock.window);
    let (late, coming): (Vec<&Run>, Vec<&Run>) = open.partition(|run| run.state(on) == Stands::Overdue);
    let standing = file.records.standing().by(on);
    let task = |run: &Run| {
        let (what, form) = asks(run, &standing);
        html! {
            @if offers_writing(file) {
                a.govuk-link href=(place(file, run, form)) { (what) }
            } @else { (what) }
            ", due " (run.due) ". " (days_left(run, on, calendar))
        }
    };
    html! {
        section.gt-card {
            h2.govuk-heading-m { "Next" }
            @match coming.first() {
                Some(run) => { p.govuk-body { (task(run)) } }
                None => { p.govuk-body { "Nothing else is coming due under any rule." } }
            }
            // The latest to be overdue first: the oldest may have been overtaken.
            @for run in late.iter().rev().take(2) { p.govuk-body { (task(run)) } }
            @if late.len() > 2 { p.govuk-body { a.govuk-link href="#clocks" { (late.len() - 2) " more overdue" } } }
        }
    }
}

/// "4 working days left", "due today", "3 working days late".
fn days_left(run: &Run, on: Moment, calendar: &Calendar) -> Markup {
    let left = run.working_days_left(on, calendar);
    let days = |count: i32| if count == 1 { "1 working day".to_owned() } else { format!("{count} working days") };
    html! {
        @if run.state(on) == Stands::Overdue {
            strong.gt-late { @if left == 0 { "Overdue" } @else { (days(left.abs())) " late" } }
        } @else if left == 0 {
            strong { "Due today" }
        } @else {
            (days(left)) " left"
        }
    }
}

fn matters(file: &File) -> Markup {
    let standing = file.records.standing().by(file.journey.on);
    let latest = standing.of_kind::<WhatMattersNow>().next_back();
    let new = format!("/children/{}/new/what_matters_now", file.child);
    html! {
        section.gt-card {
            h2.govuk-heading-m { "What matters now" }
            @match latest {
                Some(found) => {
                    (at_most(&found.words, 120))
                    p.gt-soft {
                        (file.names.staff.worker(&found.entry.author)) ", " (found.written)
                        @if (file.journey.on.date - found.written.date).get_days() > STALE_DAYS {
                            " " (Tag::new("More than 90 days old", "yellow"))
                        }
                        @if let Some(what) = changed_since(&file.journey, found.written) { " " (Tag::new(what, "yellow")) }
                        @if offers_writing(file) { " " a.govuk-link href=(new) { "Write it again" } }
                    }
                }
                None => {
                    p.govuk-body {
                        "Nobody has written what matters now. "
                        @if offers_writing(file) { a.govuk-link href=(new) { "Write it" } }
                    }
                }
            }
        }
    }
}

/// What began or ended for the child after these words were written: they may say that what has ended is so.
fn changed_since(journey: &Journey, written: Moment) -> Option<String> {
    const TELLS: [Stage; 3] = [Stage::ProtectionPlan, Stage::ChildInNeedPlan, Stage::LookedAfter];
    let told = journey.episodes.iter().filter(|one| TELLS.contains(&one.stage));
    let changes = told.flat_map(|one| {
        let began = (one.opened, one.stage, "began");
        [Some(began), one.closed.map(|(at, _)| (at, one.stage, "ended"))].into_iter().flatten()
    });
    // What happened on the day they were written was known to the writer.
    let after = changes.filter(|(at, ..)| written.date < at.date && at.is_by(journey.on));
    let (_, stage, how) = after.max_by_key(|(at, _, how)| (*at, *how == "began"))?;
    let what = match stage {
        Stage::LookedAfter => "the time in care".to_owned(),
        plan => format!("the {}", lower_first(plan.label())),
    };
    Some(format!("Written before {what} {how}"))
}

fn child_words(file: &File) -> Markup {
    html! {
        section class="gt-card gt-card--child" {
            h2.govuk-heading-m { "In the child's own words" }
            @match (&file.journey.words, &file.journey.words_of_several) {
                (Some((when, words, record)), _) => {
                    blockquote.gt-quote { (words) }
                    p.gt-soft { a.govuk-link href=(record_href(file, *record)) { (when) } }
                }
                (None, Some((when, words, record))) => {
                    blockquote.gt-quote { (words) }
                    p.gt-soft { a.govuk-link href=(record_href(file, *record)) { (when) } ", about several children: it does not say who said it" }
                }
                (None, None) => { p.govuk-body { "The child's words are not recorded yet." } }
            }
        }
    }
}

/// What is asked of visits, and is not when the next one is: to see the child alone, and the bedroom.
const OF_VISITS: [&str; 2] = ["CLK-CP-10", "CLK-CP-11"];

/// The clock that says when the child is to be visited next.
pub(super) fn next_visit(journey: &Journey) -> Option<&Run> {
    let visits = journey.clocks.iter().filter(|run| run.is_open() && run.clock.form == Visit::KIND);
    visits.filter(|run| !OF_VISITS.contains(&run.clock.id)).min_by_key(|run| run.due)
}

fn facts(file: &File, calendar: &Calendar) -> Markup {
    let journey = &file.journey;
    let on = journey.on;
    let seen = |found: Option<(Moment, RecordId)>, never: &str| match found {
        Some((when, id)) => html! { a.govuk-link href=(record_href(file, id)) { (when) } },
        None => html! { (never) },
    };
    let plan = journey.plans.first();
    let category = journey.open(practice::episode::Stage::ProtectionPlan).map(|episode| episode.label.clone());
    let stages: Vec<String> = journey
        .stages()
        .into_iter()
        .filter_map(|stage| journey.open(stage))
        .map(|episode| format!("{} since {}", episode.stage.label(), long_date(episode.opened.date)))
        .collect();
    let none = |words: &str| html! { (words) };
    html! {
        (SummaryList::new([
            SummaryRow::new("Last seen", seen(journey.last_seen, "Not recorded as seen")),
            SummaryRow::new("Last seen alone", seen(journey.last_seen_alone, "Not recorded as seen alone")),
            SummaryRow::new("Next visit due", match next_visit(journey) {
                Some(run) => html! { (run.due) ". " (days_left(run, on, calendar)) },
                None => none("No visit is due under any rule"),
            }),
            SummaryRow::new("Plan", match plan {
                Some((_, plan)) => html! {
                    a.govuk-link href={ "/children/" (file.child) "/plans" } {
                        (practice::words::of(&plan.kind)) ", agreed " (long_date(plan.agreed.date))
                    }
                },
                None => none("No plan is in force"),
            }),
            SummaryRow::new("Category", category.unwrap_or_else(|| "Not on a child protection plan".into())),
            SummaryRow::new("Open now", if stages.is_empty() {
                match file.records.standing().by(journey.on).of_kind::<Closure>().next_back() {
                    Some(closure) => html! {
                        "Nothing is open. Closed on " (long_date(closure.closed.date)) ": " (closure.reason.label())
                    },
                    None => none("Nothing is open"),
                }
            } else {
                html! { @for stage in &stages { div { (stage) } } }
            }),
            SummaryRow::new("Team and worker", match (&journey.team, &journey.worker) {
                (Some(team), Some(worker)) => {
                    html! { (file.names.staff.worker(worker)) ", " (file.names.staff.team(team)) }
                }
                (Some(team), None) => html! { (file.names.staff.team(team)) ", no worker yet" },
                _ => none("Not allocated"),
            }),
        ]))
    }
}

fn drafts(file: &File) -> Markup {
    html! {
        @if !file.drafts.is_empty() {
            section {
                h2.govuk-heading-m { "Drafts open on this child" }
                ul.govuk-list {
                    @for draft in &file.drafts {
                        li {
                            a.govuk-link href={ "/drafts/" (draft.id) } {
                                "Continue" span.govuk-visually-hidden { " " (title(&draft.kind)) }
                            }
                            " " (title(&draft.kind)) @if draft.amends.is_some() { ", a correction" }
                            span.gt-soft {
                                ", " (file.names.staff.worker(&draft.by)) ", " (Moment::of(draft.opened))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What contradicts what in the records, in plain words.
pub fn faults(file: &File) -> Markup {
    let oddities = &file.journey.oddities;
    html! {
        @if !oddities.is_empty() {
            section {
                h2.govuk-heading-m { "Faults in the record" }
                ul class="govuk-list govuk-list--bullet" {
                    @for one in oddities {
                        li {
                            (one.words) " "
                            a.govuk-link href=(record_href(file, one.record)) {
                                "Open the record" span.govuk-visually-hidden { ": " (one.words) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn clocks(file: &File, calendar: &Calendar) -> Markup {
    let all = file.journey.clocks.iter().filter(|run| run.is_open());
    // What passes by itself asks nothing of anybody: it is one press away.
    let (windows, mut running): (Vec<&Run>, Vec<&Run>) = all.partition(|run| run.clock.window);
    running.sort_by_key(|run| run.due);
    let on = file.journey.on;
    let standing = file.records.standing().by(on);
    let rows = running.iter().map(|run| -> Vec<Content> {
        let rule = html! {
            (Details::new(spelled(run.clock.name), html! {
                p.govuk-body { (run.clock.limit) " from " (run.start.at) ". " (run.clock.id) "." }
                p.govuk-body { (run.clock.cite) }
                p.govuk-body { "Basis: " (run.clock.basis.label()) ". Figure: " (run.clock.confidence.label()) "." }
            }))
        };
        let due = html! { (run.due) };
        let (what, form) = asks(run, &standing);
        let what = if what.is_empty() { spelled(run.clock.name) } else { what.to_owned() };
        let what = if offers_writing(file) && !form.is_empty() {
            html! { a.govuk-link href=(place(file, run, form)) { (what) } }
        } else {
            html! { (what) }
        };
        vec![what.into(), due.into(), days_left(run, on, calendar).into(), rule.into()]
    });
    html! {
        section id="clocks" {
            h2.govuk-heading-m { "Clocks running" }
            @if running.is_empty() {
                p.govuk-body { "No clock is running." }
            } @else {
                (BoardTable {
                    caption: "Soonest due first".into(),
                    columns: ["What", "Due", "Left", "Rule"].map(Into::into).to_vec(),
                    rows: rows.collect(),
                    classes: "gt-told".into(),
                    ..BoardTable::default()
                })
            }
            @if !windows.is_empty() {
                (Details::new(format!("{} that pass by themselves", windows.len()), html! {
                    ul.govuk-list { @for run in &windows { li { (spelled(run.clock.name)) ", until " (run.due) } } }
                }))
            }
        }
    }
}

/// The last three visits and notes in full; the rest one link away.
fn latest(file: &File) -> Markup {
    let standing = file.records.standing();
    let notes: Vec<&&Entry> = standing
        .entries()
        .iter()
        .rev()
        .filter(|one| one.kind == Visit::KIND || one.kind == CaseNote::KIND)
        .filter(|one| is_shown(file, one))
        .collect();
    html! {
        section {
            h2.govuk-heading-m { "Latest visits and notes" }
            @if notes.is_empty() { p.govuk-body { "No visit or note recorded." } }
            @for entry in notes.iter().take(3) {
                article.gt-note {
                    h3.govuk-heading-s {
                        a.govuk-link href=(record_href(file, entry.id)) {
                            (line(entry, &file.names))
                        }
                    }
                    p.gt-soft {
                        (entry.about) ", " (file.names.staff.worker(&entry.author)) "." (also_about(file, entry))
                    }
                    @if let Some(kind) = kinds::find(&entry.kind) {
                        (body((kind.spec)(), &entry.kept.body, &file.names, Some(file.child)))
                    }
                }
            }
            p.govuk-body { a.govuk-link href=(keep(file.as_at, &format!("/children/{}/record", file.child))) { "All records" } }
        }
    }
}

fn family(file: &File) -> Markup {
    let person = &file.journey.person;
    let ties = person.relationships.iter().map(|tie| {
        let (who, kin) = if tie.of == file.child {
            (tie.person, practice::words::of(&tie.is_the))
        } else {
            (tie.of, format!("This child is their {}", practice::words::of(&tie.is_the).to_lowercase()))
        };
        (who, kin, tie)
    });
    html! {
        section {
            h2.govuk-heading-m { "Family and household" }
            @match person.home(file.journey.on) {
                Some(home) => {
                    p.govuk-body {
                        (home.on_one_line()) ", since " (home.from)
                        @if home.keep_safe.is_some() { " " (Tag::new("Keep safe", "red")) }
                    }
                }
                None => { p.govuk-body { "No address recorded." } }
            }
            @if person.relationships.is_empty() { p.govuk-body { "No relationship recorded." } }
            ul.govuk-list {
                @for (who, kin, tie) in ties {
                    li {
                        a.govuk-link href={ "/children/" (who) } { (file.names.of(who)) } ": " (kin)
                        @if tie.is_the.is_sibling() { " " (Tag::new("Has a file of their own", "grey")) }
                        @if tie.parental_responsibility.known() == Some(&true) { ", holds parental responsibility" }
                        @if let Some(ended) = tie.ended { ", until " (ended) }
                        @if !tie.told_by.is_empty() { span.gt-soft { " (told by " (tie.told_by) ")" } }
                    }
                }
            }
            p.govuk-body { a.govuk-link href=(keep(file.as_at, &format!("/children/{}/family", file.child))) { "Family and household" } }
        }
    }
}

fn professionals(file: &File) -> Markup {
    html! {
        section {
            h2.govuk-heading-m { "Working with the child" }
            @if file.journey.person.professionals.is_empty() { p.govuk-body { "No one from another agency recorded." } }
            ul.govuk-list {
                @for one in &file.journey.person.professionals {
                    li {
                        strong { (one.name) } ", " (one.agency.label())
                        @if !one.role.is_empty() { ", " (one.role) }
                        @if !one.reach.is_empty() { ". " (one.reach) }
                    }
                }
            }
        }
    }
}

/// What is recorded most besides visits, offered at once.
const COMMON: [&str; 6] = ["case_note", "assessment", "strategy_discussion", "conference", "core_group", "plan"];

/// Every kind of record, by area, in the order of work.
fn record_something(file: &File) -> Markup {
    let mut areas: Vec<(&str, Vec<&str>)> = Vec::new();
    // What is said of the authority as a whole is no record of a child.
    for kind in KINDS.iter().filter(|kind| (kind.spec)().area != "authority") {
        let area = (kind.spec)().area.as_str();
        match areas.iter_mut().find(|(name, _)| *name == area) {
            Some((_, kinds)) => kinds.push(kind.name),
            None => areas.push((area, vec![kind.name])),
        }
    }
    let every = html! {
        div.gt-columns {
            @for (area, kinds) in &areas {
                div {
                    h3.govuk-heading-s { (humanise(area)) }
                    ul.govuk-list {
                        @for kind in kinds {
                            li { a.govuk-link href={ "/children/" (file.child) "/new/" (kind) } { (title(kind)) } }
                        }
                    }
                }
            }
        }
    };
    html! {
        section.gt-no-print id="record-something" {
            h2.govuk-heading-m { "Record something" }
            p.govuk-body { (Button::link("Record a visit", format!("/children/{}/new/visit", file.child))) }
            ul.gt-people {
                li {
                    @for kind in COMMON {
                        a.govuk-link href={ "/children/" (file.child) "/new/" (kind) } { (title(kind)) }
                    }
                }
            }
            (Details::new("Everything that can be recorded", every))
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    use casework::file::AsAt;
    use practice::moment::Moment;
    let calendar = Calendar::england();
    let drawn = |file: &File| super::dressed(file, "", "Overview", view(file, calendar)).render();
    let day = Moment::day(jiff::civil::date(2026, 10, 5));
    vec![
        Sample { name: "child-overview", markup: drawn(&example::file(AsAt::Now)) },
        Sample { name: "child-overview-bare", markup: drawn(&example::bare()) },
        Sample { name: "child-overview-known", markup: drawn(&example::file(AsAt::KnownBy(day))) },
    ]
}
