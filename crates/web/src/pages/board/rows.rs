//! The rows of the board, under the urgency of their deadlines.

use super::{Drawn, Urgency};
use crate::components::{Tag, row_link};
use crate::elapsed::{age, how_long, short_moment, time_left};
use crate::spelled::spelled;
use casework::board::Known;
use casework::lists::BoardLine;
use maud::{Markup, html};
use practice::episode::Stage;
use practice::moment::Moment;
use practice::words::lower_first;

const COLUMNS: [&str; 6] = ["About", "Decision due", "Received", "From and worry", "Known already", "Who has it"];

/// One table, a body for each urgency: the headings are heard as the groups they are. One form holds every button.
pub(super) fn table(drawn: &Drawn<'_>, lines: &[&BoardLine]) -> Markup {
    let now = drawn.board.at;
    let mut groups: Vec<(Urgency, Vec<&&BoardLine>)> = Vec::new();
    for urgency in Urgency::ALL {
        let of = lines.iter().filter(|line| Urgency::of(line.waiting.due_at, now) == urgency).collect::<Vec<_>>();
        if !of.is_empty() {
            groups.push((urgency, of));
        }
    }
    html! {
        form method="post" action=(drawn.filter.address().replacen("/board", "/board/claims", 1)) {
            input type="hidden" name="csrf" value=(drawn.csrf);
            table class="gt-table gt-board" role="table" {
                caption.govuk-visually-hidden { "Contacts waiting, soonest decision first" }
                thead role="rowgroup" { tr role="row" {
                    @for column in COLUMNS { th scope="col" role="columnheader" { (column) } }
                } }
                @for (urgency, lines) in &groups {
                    tbody role="rowgroup" {
                        tr role="row" { th.gt-group scope="rowgroup" role="rowheader" colspan=(COLUMNS.len()) {
                            h2 { (urgency.label()) " (" (lines.len()) ")" }
                        } }
                        @for line in lines { (row(drawn, line, *urgency)) }
                    }
                }
            }
        }
    }
}

fn row(drawn: &Drawn<'_>, line: &BoardLine, urgency: Urgency) -> Markup {
    let now = drawn.board.at;
    let today = Moment::of(now).date;
    let waiting = &line.waiting;
    let text = |name: &str| waiting.detail[name].as_str().unwrap_or_default();
    let cell =
        |index: usize, inside: Markup| html! { td role="cell" data-label=(COLUMNS[index]) { span { (inside) } } };
    html! {
        tr role="row" {
            th scope="row" role="rowheader" { span {
                (row_link(&format!("/contacts/{}", waiting.contact), &about(line, today)))
                @if waiting.detail["danger"] == true { " " (Tag::new("Danger now", "red")) }
            } }
            (cell(1, html! {
                span.gt-late[urgency == Urgency::Overdue] { (time_left(waiting.due_at, now)) }
                " " span.gt-soft { (short_moment(waiting.due, today)) }
                @if let Some(next) = waiting.next() { " " strong { "Decided; to be recorded: " (lower_first(&(next.spec)().title)) } }
            }))
            (cell(2, html! { (short_moment(waiting.received, today)) }))
            (cell(3, html! { (spelled(text("source"))) ": " (text("concern")) }))
            (cell(4, known(drawn.known.get(&waiting.contact))))
            td role="cell" data-label=(COLUMNS[5]) { div.gt-holder { (holder(drawn, line)) } }
        }
    }
}

/// "Ava Brook 11, Leo Shah 7"; brothers and sisters of one name as "Brook: Ava 11, Leo 7", which is short enough to read.
fn about(line: &BoardLine, today: jiff::civil::Date) -> String {
    const SHOWN: usize = 4;
    let family = |name: &str| name.rsplit_once(' ').map(|(_, family)| family.to_owned());
    let families: Vec<Option<String>> = line.children.iter().map(|(_, name, _)| family(name)).collect();
    let shared =
        families.first().cloned().flatten().filter(|first| {
            families.len() > 1 && families.iter().all(|family| family.as_deref() == Some(first.as_str()))
        });
    let named = |(_, name, born): &(practice::ids::PersonId, String, String)| {
        let name = shared.as_ref().and_then(|_| name.rsplit_once(' ')).map_or(name.as_str(), |(given, _)| given);
        match age(born, today) {
            age if age.is_empty() => name.to_owned(),
            age => format!("{name} {}", age.trim_end_matches(" years").trim_end_matches(" year")),
        }
    };
    let mut names: Vec<String> = line.children.iter().take(SHOWN).map(named).collect();
    if line.children.len() > SHOWN {
        names.push(format!("and {} more", line.children.len() - SHOWN));
    }
    let names = names.join(", ");
    shared.map_or(names.clone(), |family| format!("{family}: {names}"))
}

/// Earlier contacts, those in 12 months apart from older ones, and stages open, in words.
fn known(known: Option<&Known>) -> Markup {
    let Some(known) = known.filter(|known| !known.is_empty()) else {
        return html! { span.gt-soft { "Nothing" } };
    };
    let counts = [(known.same_child, "child"), (known.siblings, "siblings"), (known.address, "address")];
    let earlier: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, of)| format!("{of} {count}")).collect();
    let and = if earlier.is_empty() { "" } else { "and " };
    let long_ago = (known.before > 0).then(|| format!("{and}{} over a year ago", known.before));
    let earlier: Vec<String> = earlier.into_iter().chain(long_ago).collect();
    let open: Vec<&str> = known.open.iter().filter_map(|stage| Stage::by_name(stage)).map(Stage::label).collect();
    html! {
        @if !earlier.is_empty() { "Earlier: " (earlier.join(", ")) @if !open.is_empty() { ". " } }
        @if !open.is_empty() { strong { "Open: " (open.join(", ")) } }
    }
}

/// Who has it and for how long, with the button to take it or let it go.
fn holder(drawn: &Drawn<'_>, line: &BoardLine) -> Markup {
    let contact = line.waiting.contact;
    let button = |name: &str, words: &str, of: &str| {
        html! { button.gt-plain-button name=(name) value=(contact) {
            (words) span.govuk-visually-hidden { " " (of) }
        } }
    };
    let of = line.children.first().map_or("this contact", |(_, name, _)| name.as_str());
    match &line.claim {
        None => button("claim", "Claim", of),
        Some(claim) => {
            let since = how_long(drawn.board.at.duration_since(claim.since));
            if claim.by == *drawn.me {
                html! { span { strong { "You" } ", " (since) } (button("release", "Release", of)) }
            } else {
                html! { span { (drawn.board.staff.worker(&claim.by)) ", " (since) } (button("take_over", "Take over", of)) }
            }
        }
    }
}
