//! A return that is being made: where it is, on a page that comes again by itself, with scripts or without.

use crate::components::{BoardTable, InsetText, row_link};
use axum::http::HeaderValue;
use casework::names::StaffNames;
use casework::returns::{Going, Progress};
use checks::many;
use maud::{Markup, html};
use uuid::Uuid;

/// Seconds until the page comes again.
pub(super) const AGAIN: HeaderValue = HeaderValue::from_static("3");

/// Whether it goes on: whether the page is to come again.
pub(super) fn is_under_way(going: &Going) -> bool {
    !matches!(going.progress, Progress::Failed(_))
}

fn title(going: &Going) -> String {
    let wanted = &going.wanted;
    let of = if wanted.kind.has_year() { wanted.year.to_string() } else { wanted.as_at.to_string() };
    super::title(wanted.kind, &of, wanted.is_of_changes())
}

fn where_it_is(progress: &Progress) -> String {
    match progress {
        Progress::Waiting => "Another return is made first.".to_owned(),
        Progress::Reading(day, people) => {
            let on = day.strftime("%-d %B %Y");
            format!("The records are being read as at {on}: {} so far.", many(*people, "person", "people"))
        }
        Progress::Checking => "Its files are being written and held against the rules.".to_owned(),
        Progress::Failed(why) => format!("It could not be made. {why}"),
    }
}

/// Its page.
pub(super) fn view(going: &Going, staff: &StaffNames) -> Markup {
    html! {
        p.govuk-body { a.govuk-link href="/returns" { "Returns" } }
        h1.govuk-heading-l { (title(going)) }
        (InsetText {
            content: html! { p.govuk-body role="status" { (where_it_is(&going.progress)) } }.into(),
            ..InsetText::default()
        })
        p.govuk-body { "Asked for on " (going.since) " by " (staff.worker(&going.by)) "." }
        @if is_under_way(going) {
            p.govuk-body.gt-soft {
                "This page comes again every few seconds, and becomes the return once it is made. You can leave it: it is made \
                 all the same, and stands in the list of returns then."
            }
        } @else {
            p.govuk-body { "Nothing was kept. " a.govuk-link href="/returns" { "Make it again" } "." }
        }
    }
}

/// Those of the list that are not made yet; nothing when there are none.
pub(super) fn list(going: &[(Uuid, Going)], staff: &StaffNames) -> Markup {
    let rows = going.iter().map(|(id, one)| {
        vec![
            row_link(&format!("/returns/{id}"), &title(one)).into(),
            html! { (one.since) br; span.gt-soft { (staff.worker(&one.by)) } }.into(),
            where_it_is(&one.progress).into(),
        ]
    });
    html! {
        @if !going.is_empty() {
            (BoardTable {
                caption: format!("Being made ({})", going.len()),
                columns: ["Return", "Asked for", "Where it is"].map(Into::into).to_vec(),
                rows: rows.collect(),
                empty: String::new(),
                classes: "gt-told".into(),
            })
        }
    }
}
