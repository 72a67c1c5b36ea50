//! A draft became a record while somebody was still typing in it.

use crate::components::{Button, Textarea, WarningText};
use crate::forms::{is_in_words, label_of};
use crate::kept;
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::go;
use crate::session::Signed;
use crate::state::App;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::finish::Overtaken;
use maud::{Markup, html};
use practice::ids::RecordId;
use practice::kinds;

/// To the record; or, when words came too late to be in it, to a page that gives them back. Those of a form without a
/// file are kept as words that were not sent, too.
pub(super) fn answer(app: &App, signed: &Signed, overtaken: &Overtaken) -> Response {
    if overtaken.left.is_empty() {
        return go(&format!("/records/{}", overtaken.record));
    }
    kept::given_back();
    let main = view(overtaken, &signed.form_token);
    (StatusCode::GONE, app.page(signed, Page { title: TITLE, main, ..Page::default() })).into_response()
}

const TITLE: &str = "It was finished while you were writing";

fn view(overtaken: &Overtaken, csrf: &str) -> Markup {
    let spec = (overtaken.kind.spec)();
    let (words, others): (Vec<_>, Vec<_>) = overtaken.left.iter().partition(|(path, _)| is_in_words(spec, path));
    let mut others: Vec<String> = others.into_iter().map(|(path, _)| label_of(spec, path)).collect();
    others.dedup();
    html! {
        h1.govuk-heading-l { (TITLE) }
        (WarningText {
            text: "What is below is not in the record. Copy it, then correct the record: what was finished stays readable.".into(),
            ..WarningText::default()
        })
        @for (path, value) in words {
            (Textarea { value: value.clone(), ..Textarea::new(path.clone(), label_of(spec, path)) })
        }
        @if !others.is_empty() {
            p.govuk-body { "You also answered differently:" }
            ul.govuk-list.govuk-list--bullet { @for other in others { li { (other) } } }
        }
        div.govuk-button-group {
            form method="post" action={ "/records/" (overtaken.record) "/amend" } {
                input type="hidden" name="csrf" value=(csrf);
                // Not sent from the draft's page, whose words are forgotten when a form of it is: they stay until they are copied.
                input type="hidden" name=(kept::PAGE) value={ "/records/" (overtaken.record) };
                (Button::new("Correct the record"))
            }
            a.govuk-link href={ "/records/" (overtaken.record) } { "Read the record" }
        }
    }
}

/// The page as it is drawn.
pub(super) fn sample() -> Sample {
    let late = [("words", "He rang back at four.\nShe is staying."), ("when.day", "14"), ("when.month", "11")];
    let late = Overtaken {
        record: RecordId(uuid::Uuid::nil()),
        kind: kinds::find("case_note").unwrap_or(&kinds::KINDS[0]),
        left: late.map(|(path, value)| (path.to_owned(), value.to_owned())).into(),
    };
    Sample { name: "draft-too-late", markup: view(&late, "") }
}
