//! Conferences, core groups and child in need meetings: booked and held, who came, what was decided for each child.

use super::shown::prose;
use super::{Looking, dressed, example, is_shown, offers_writing, record_href};
use crate::components::{BoardTable, Content, Details, SummaryList, SummaryRow, Tag};
use crate::pages::Sample;
use crate::routes::{Routes, of_child};
use axum::response::Response;
use casework::Act;
use casework::file::{AsAt, File};
use maud::{Markup, html};
use practice::calendar::Calendar;
use practice::ids::PersonId;
use practice::moment::{Moment, long_date};
use practice::oversight::{Circulated, Circulation};
use practice::plans::ChildInNeedMeeting;
use practice::protection::{
    Attendance, Conference, ConferenceBooked, ConferenceDecision, CoreGroup, Decision, Quoracy, TookPart,
};
use practice::record::{Entry, On};
use practice::words;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/meetings", of_child(Act::SeeFile), show)
}

async fn show(looking: Looking) -> Response {
    let main = view(&looking.file, &looking.app.casework.rules().calendar);
    looking.page("/meetings", "Meetings", main)
}

/// As many meetings held as are shown open.
const OPEN: usize = 4;

/// The page: what is booked first, then what was held, latest first.
pub fn view(file: &File, calendar: &Calendar) -> Markup {
    let standing = file.records.standing();
    let mut held: Vec<(Moment, Markup)> = Vec::new();
    let shown = |entry: &Entry| is_shown(file, entry);
    for one in standing.of_kind::<Conference>().filter(|one| shown(one.entry)) {
        held.push((one.held, conference(file, &one, calendar)));
    }
    for one in standing.of_kind::<CoreGroup>().filter(|one| shown(one.entry)) {
        held.push((one.held, core_group(file, &one)));
    }
    for one in standing.of_kind::<ChildInNeedMeeting>().filter(|one| shown(one.entry)) {
        held.push((one.held, in_need(file, &one)));
    }
    held.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
    html! {
        h1.govuk-heading-l { "Meetings" }
        (booked(file))
        h2.govuk-heading-m { "Held" }
        @if held.is_empty() { p.govuk-body { "No conference, core group or child in need meeting recorded." } }
        @let (latest, earlier) = held.split_at(held.len().min(OPEN));
        @for (_, meeting) in latest { (meeting) }
        @if !earlier.is_empty() {
            (Details::new(format!("{} earlier", earlier.len()), html! { @for (_, meeting) in earlier { (meeting) } }))
        }
        @if offers_writing(file) {
            p.govuk-body.gt-no-print {
                a.govuk-link href={ "/children/" (file.child) "/new/conference" } { "Record a conference" } ", "
                a.govuk-link href={ "/children/" (file.child) "/new/core_group" } { "a core group" } " or "
                a.govuk-link href={ "/children/" (file.child) "/new/child_in_need_meeting" } { "a child in need meeting" }
            }
        }
    }
}

/// Booked conferences that have not been held.
fn booked(file: &File) -> Markup {
    let standing = file.records.standing();
    let is_held = |booking: &ConferenceBooked, entry: &Entry| {
        standing
            .of_kind::<Conference>()
            .any(|held| is_shown(file, held.entry) && held.kind == booking.kind && entry.about.is_by(held.held))
    };
    let waiting: Vec<On<'_, ConferenceBooked>> = standing
        .of_kind::<ConferenceBooked>()
        .filter(|one| is_shown(file, one.entry) && !is_held(one.record(), one.entry))
        .collect();
    html! {
        h2.govuk-heading-m { "Booked" }
        @if waiting.is_empty() { p.govuk-body { "No conference is booked." } }
        @for one in &waiting {
            @let agencies: Vec<&str> = one.invited.iter().map(|agency| agency.label()).collect();
            (SummaryList::new([
                SummaryRow::new("When", one.on.to_string()),
                SummaryRow::new("Where", or_none(&one.place)),
                SummaryRow::new("Chair", one.chair.as_ref().map_or("Not recorded", |chair| file.names.staff.worker(chair))),
                SummaryRow::new("Invited", or_none(&agencies.join(", "))),
            ]).in_card(words::of(&one.kind)))
            (super::conference_tasks::list(file, one))
        }
    }
}

fn or_none(words: &str) -> &str {
    if words.is_empty() { "Not recorded" } else { words }
}

fn conference(file: &File, one: &On<'_, Conference>, calendar: &Calendar) -> Markup {
    let child = file.child;
    let mut rows = vec![
        SummaryRow::new("Chair", one.chair.as_ref().map_or("Not recorded", |chair| file.names.staff.worker(chair))),
        SummaryRow::new("Who took part", attendance(&one.attendance)),
        SummaryRow::new(
            "Quorate",
            match &one.quorate {
                Some(Quoracy::Yes) => html! { "Yes" },
                Some(Quoracy::WentAhead { why }) => {
                    html! { (Tag::new("Not quorate", "yellow")) " It went ahead: " (why.0) }
                }
                None => html! { "Not recorded" },
            },
        ),
        SummaryRow::new("Report shared with the family in time", shared(file, one, calendar)),
        SummaryRow::new("What the parents say", said(&words::of(&one.parents_views))),
    ];
    if let Some(next) = one.next {
        rows.push(SummaryRow::new("Next conference", long_date(next)));
    }
    html! {
        section.gt-meeting {
            h3.govuk-heading-s {
                a.govuk-link href=(record_href(file, one.entry.id)) { (words::of(&one.kind)) }
                ", " (one.held)
            }
            (decisions(file, one))
            (SummaryList::new(rows))
            p.govuk-body.gt-no-print {
                a.govuk-link href={ "/children/" (child) "/meetings/" (one.entry.id) "/minutes" } { "Minutes" }
                @if file.as_at == AsAt::Now {
                    ", " a.govuk-link href={ "/children/" (child) "/send/" (one.entry.id) } { "Send the minutes" }
                }
            }
        }
    }
}

/// What is recorded of the report: the chair's answer, and when it was given to the family.
fn shared(file: &File, one: &On<'_, Conference>, calendar: &Calendar) -> Markup {
    let standing = file.records.standing();
    // A report given before an earlier conference was for that one.
    let earlier = standing.of_kind::<Conference>().rev().find(|other| other.held < one.held).map(|other| other.held);
    let given = standing
        .of_kind::<Circulation>()
        .rev()
        .find(|sent| sent.what == Circulated::ReportToFamily && sent.on.is_by(one.held))
        .filter(|sent| earlier.is_none_or(|held| sent.on > held))
        .map(|sent| (sent.on, calendar.working_days_between(sent.on.date, one.held.date)));
    html! {
        (words::of(&one.report_shared)) ". "
        @match given {
            Some((on, days)) => { "Given to the family on " (on) ", " (days) " working days before." }
            None => { "No record of when it was given." }
        }
    }
}

fn said(words: &str) -> Markup {
    html! { @if words.is_empty() { "Not recorded" } @else { (prose(words)) } }
}

/// One row for each child; this child first, the others marked as brothers and sisters.
fn decisions(file: &File, one: &On<'_, Conference>) -> Markup {
    let mut children: Vec<(&PersonId, &ConferenceDecision)> = one.record().children.0.iter().collect();
    children.sort_by_key(|(person, _)| **person != file.child);
    let row = |(person, decided): &(&PersonId, &ConferenceDecision)| -> Vec<Content> {
        let own = **person == file.child;
        let name = html! {
            (file.names.of(**person)) @if !own { " " (Tag::new("In their own file", "grey")) }
        };
        let (why, dissent) = if own {
            (reason(&decided.decision), or_none(&decided.dissent).to_owned())
        } else {
            (String::new(), String::new())
        };
        vec![
            name.into(),
            words::of(&decided.decision).into(),
            decided.decision.category().map_or_else(|| "None".to_owned(), |it| it.label().to_owned()).into(),
            why.into(),
            dissent.into(),
        ]
    };
    html! {
        (BoardTable {
            caption: "Decision for each child".into(),
            columns: ["Child", "Decision", "Category", "Why", "Who disagreed"].map(Into::into).to_vec(),
            rows: children.iter().map(row).collect(),
            classes: "gt-told".into(),
            ..BoardTable::default()
        })
    }
}

/// Why a conference decided as it did.
pub fn reason(decision: &Decision) -> String {
    match decision {
        Decision::Plan { why, .. }
        | Decision::ChildInNeed { why }
        | Decision::NoPlan { why }
        | Decision::PlanAndLegal { why, .. } => why.0.clone(),
        Decision::NotRecorded => String::new(),
    }
}

/// Who came, who only sent a report, who did neither: those of whom there are any.
pub fn took_part(attendance: &[Attendance]) -> Vec<(&'static str, String)> {
    let part = |ways: &[TookPart]| -> String {
        let of = attendance.iter().filter(|one| ways.contains(&one.how));
        of.map(named).collect::<Vec<_>>().join(", ")
    };
    let groups = [
        ("Attended", part(&[TookPart::Attended, TookPart::AttendedWithReport])),
        ("Report only", part(&[TookPart::ReportOnly])),
        ("Neither came nor sent a report", part(&[TookPart::Neither])),
    ];
    groups.into_iter().filter(|(_, names)| !names.is_empty()).collect()
}

/// "Practice nurse (General practice)".
pub fn named(one: &Attendance) -> String {
    match one.agency.as_str() {
        "" => one.name.clone(),
        _ if one.name == one.agency.label() => one.name.clone(),
        _ => format!("{} ({})", one.name, one.agency.label()),
    }
}

/// The same, on a page.
pub fn attendance(attendance: &[Attendance]) -> Markup {
    html! {
        @if attendance.is_empty() { "Not recorded" }
        @for (how, names) in took_part(attendance) { div { strong { (how) ": " } (names) } }
    }
}

fn core_group(file: &File, one: &On<'_, CoreGroup>) -> Markup {
    let seen = one.record().children.of(file.child).and_then(|child| child.last_seen);
    html! {
        section.gt-meeting {
            h3.govuk-heading-s {
                a.govuk-link href=(record_href(file, one.entry.id)) { "Core group" } ", " (one.held)
            }
            (SummaryList::new([
                SummaryRow::new("Who took part", attendance(&one.attendance)),
                SummaryRow::new("This child last seen", seen.map_or_else(|| "Not recorded".to_owned(), long_date)),
                SummaryRow::new("What the family says", said(&words::of(&one.family_views))),
                SummaryRow::new("What has changed", prose(&one.progress)),
                SummaryRow::new("Next core group", one.next.map_or_else(|| "Not recorded".to_owned(), long_date)),
            ]))
        }
    }
}

fn in_need(file: &File, one: &On<'_, ChildInNeedMeeting>) -> Markup {
    html! {
        section.gt-meeting {
            h3.govuk-heading-s {
                a.govuk-link href=(record_href(file, one.entry.id)) { "Child in need meeting" }
                ", " (one.held)
            }
            (SummaryList::new([
                SummaryRow::new("Decision", words::of(&one.decision)),
                SummaryRow::new("Who took part", attendance(&one.attendance)),
                SummaryRow::new("What the child says", said(&words::of(&one.child_words))),
                SummaryRow::new("What the family says", said(&words::of(&one.family_views))),
                SummaryRow::new("What has changed", prose(&one.progress)),
                SummaryRow::new("Next meeting", one.next.map_or_else(|| "Not recorded".to_owned(), long_date)),
            ]))
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let calendar = Calendar::england();
    let drawn = |file: &File| dressed(file, "/meetings", "Meetings", view(file, calendar)).render();
    let day = Moment::day(jiff::civil::date(2026, 9, 10));
    vec![
        Sample { name: "child-meetings", markup: drawn(&example::file(AsAt::Now)) },
        Sample { name: "child-meetings-booked", markup: drawn(&example::file(AsAt::KnownBy(day))) },
        Sample { name: "child-meetings-none", markup: drawn(&example::bare()) },
    ]
}
