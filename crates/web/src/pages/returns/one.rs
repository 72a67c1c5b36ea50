//! One return as it was made: its numbers beside last year's, what is found in it, its files, and who signed and sent it.

use super::marks;
use crate::components::{
    BoardTable, Button, Column, Content as Cell, ErrorSummary, InsetText, Tag, Textarea, row_link,
};
use casework::access::role_may;
use casework::names::StaffNames;
use casework::returns::{Content, KeptFile, Kind, Made};
use casework::{Act, Role};
use checks::many;
use maud::{Markup, html};
use practice::moment::Moment;
use uuid::Uuid;

pub(super) fn view(
    made: &Made,
    content: &Content,
    staff: &StaffNames,
    role: Role,
    wrong: Option<&str>,
    csrf: &str,
) -> Markup {
    let (errors, queries) = content.counts();
    let last = if made.kind == Kind::CscApi { "Last sent" } else { "Last year" };
    html! {
        @if let Some(why) = wrong { (ErrorSummary::new([(why, "words".to_owned())])) }
        p.govuk-body { a.govuk-link href="/returns" { "Returns" } }
        h1.govuk-heading-l { (super::title(made.kind, &made.of, made.changes)) }
        (InsetText {
            content: html! {
                strong { "Made on " (made.at) " by " (staff.worker(&made.by)) "." } " From the records as read on "
                (Moment::of(content.read)) ". It stays as it is: to change it, mend the records and make it again."
            }.into(),
            ..InsetText::default()
        })
        p.govuk-body {
            (many(content.children, "child", "children")) ". " (many(errors, "error", "errors")) " and "
            (many(queries, "query", "queries")) " by " (content.rules.0) " rules; " (content.rules.1) " rules could not be run."
        }
        @for (title, numbers) in &content.numbers {
            @let rows = numbers.iter().map(|one| {
                let change = one.last.map(|last| one.this as i64 - last as i64);
                vec![
                    one.what.as_str().into(),
                    one.this.to_string().into(),
                    one.last.map(|last| last.to_string()).unwrap_or_default().into(),
                    change.map(|change| format!("{change:+}")).unwrap_or_default().into(),
                ]
            });
            (BoardTable {
                caption: title.clone(),
                columns: vec!["What".into(), Column::number("This"), Column::number(last), Column::number("Change")],
                rows: rows.collect::<Vec<Vec<Cell>>>(),
                empty: "Nothing.".into(),
                classes: String::new(),
            })
        }
        (whence(made, content))
        (found(content))
        (files(made, content, role))
        (signatures(made, staff, role, csrf))
    }
}

/// What it is held beside.
fn whence(made: &Made, content: &Content) -> Markup {
    html! {
        p.govuk-body.gt-soft {
            @match &content.before {
                Some(before) => {
                    "It is held beside " a.govuk-link href={ "/returns/" (before.id) } { "the return of " (before.of) } ", kept as it was made and \
                     noted as sent on " (before.sent) "."
                }
                None if made.kind == Kind::CscApi => { "No daily payload was noted as sent before it." }
                None if made.kind.has_year() => {
                    "No return of the year before was signed off here and noted as sent when this was made: last year is worked out \
                     anew, from what was known then."
                }
                None => { "Last year is the same return as at a year before, worked out from what was known when this was made." }
            }
        }
    }
}

fn found(content: &Content) -> Markup {
    let rows = content.found.iter().map(|(told, count)| {
        let kind = Tag::new(if told.query { "Query" } else { "Error" }, if told.query { "yellow" } else { "red" });
        vec![
            told.rule.as_ref().into(),
            html! { (kind) }.into(),
            html! { (told.words) br; span.gt-soft { (told.remedy) } }.into(),
            count.to_string().into(),
        ]
    });
    html! {
        (BoardTable {
            caption: match content.found.len() {
                1 => "What the rules find in it (1 rule)".to_owned(),
                rules => format!("What the rules find in it ({rules} rules)"),
            },
            columns: vec!["Rule".into(), "Kind".into(), "What is wrong, and what to do".into(), Column::number("Found")],
            rows: rows.collect(),
            empty: "No rule finds anything.".into(),
            classes: "gt-told gt-rules".into(),
        })
        p.govuk-body.gt-soft { "Each child and field is in findings.csv, and on the lists of those who can mend it." }
        @if !content.left_out.is_empty() {
            h2.govuk-heading-s { "Left out (" (content.left_out.len()) ")" }
            ul.govuk-list."govuk-list--bullet" { @for one in &content.left_out { li { (one) } } }
        }
    }
}

fn files(made: &Made, content: &Content, role: Role) -> Markup {
    let may = role_may(role, Act::TakeReturns);
    let row = |file: &KeptFile| {
        let name = match may {
            true => row_link(&format!("/returns/{}/files/{}", made.id, file.name), &file.name),
            false => html! { (file.name) },
        };
        vec![name.into(), file.bytes.to_string().into(), html! { span.gt-hash { (file.hash) } }.into()]
    };
    html! {
        (BoardTable {
            caption: format!("Files ({})", content.files.len()),
            columns: vec!["File".into(), Column::number("Bytes"), "SHA-256".into()],
            rows: content.files.iter().map(row).collect(),
            empty: String::new(),
            classes: "gt-told".into(),
        })
        @if may { p.govuk-body.gt-soft { "They hold personal data. Taking one away asks for your second factor, and is in the log." } }
    }
}

fn signatures(made: &Made, staff: &StaffNames, role: Role, csrf: &str) -> Markup {
    let form = |path: &str, question: &str, hint: &str, button: &str| {
        html! {
            form method="post" action={ "/returns/" (made.id) "/" (path) } novalidate {
                input type="hidden" name="csrf" value=(csrf);
                input type="hidden" name="key" value=(Uuid::new_v4());
                (Textarea { rows: Some(2), id: format!("words-{path}"), hint: Some(hint.into()), ..Textarea::new("words", question) })
                (Button::secondary(button))
            }
        }
    };
    html! {
        h2.govuk-heading-m { "Signed off" }
        @if made.signed.is_empty() { p.govuk-body { "Nobody has signed it off yet." } } @else { div.govuk-body { (marks(&made.signed, staff)) } }
        @if role_may(role, Act::SignReturns) {
            (form("sign", "What do you say with it? (optional)", "Such as why a number changed, or why an error stays", "Sign this return off"))
        }
        h2.govuk-heading-m { "Sent" }
        @if made.sent.is_empty() { p.govuk-body { "It has not been sent." } } @else { div.govuk-body { (marks(&made.sent, staff)) } }
        @if role_may(role, Act::MakeReturns) && !made.signed.is_empty() {
            (form("sent", "Where was it sent, and what was answered?", "Such as the receipt of the collection", "Note that it was sent"))
        }
    }
}
