//! From a document to the answer that carries it.

use crate::components::{BoardTable, SummaryList, SummaryRow, WarningText};
use crate::pages::child::shown::prose;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use casework::{Done, Problem};
use jiff::civil::{DateTime, Time};
use maud::{Markup, html};
use practice::moment::Moment;
use print::{Block, Document, Printed};

/// The document as a PDF. Slow enough to belong where casework is done, away from the threads that answer.
pub fn in_file(document: &Document) -> Done<Printed> {
    document.pdf().map_err(|fault| {
        tracing::error!(%fault, "print");
        Problem::Refused("This could not be printed. The page itself can be: use your browser's print.".into())
    })
}

/// A PDF as an answer, shown by the browser. `name` says what it is and never whom it is about.
pub fn sent(name: &'static str, printed: Printed) -> Response {
    let mut response = printed.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
    if let Ok(named) = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")) {
        headers.insert(header::CONTENT_DISPOSITION, named);
    }
    response
}

/// A moment as a document keeps it: the start of its day, when its time is not known.
pub fn dated(moment: Moment) -> DateTime {
    moment.date.to_datetime(moment.time.unwrap_or(Time::midnight()))
}

/// What a document says, as part of a page: everything but its title.
pub fn shown(document: &Document) -> Markup {
    html! {
        @for line in &document.under_title { p.gt-soft { (line) } }
        @for (at, block) in document.blocks.iter().enumerate() { (part(block, heading(&document.blocks[..at]))) }
    }
}

/// The last heading of some blocks: what a table after it is called.
fn heading(before: &[Block]) -> &str {
    let headings = before.iter().rev().filter_map(|block| match block {
        Block::Heading(words) | Block::Subheading(words) => Some(words.as_str()),
        _ => None,
    });
    headings.take(1).next().unwrap_or_default()
}

fn part(block: &Block, heading: &str) -> Markup {
    html! {
        @match block {
            Block::Heading(words) => { h2.govuk-heading-m { (words) } }
            Block::Subheading(words) => { h3.govuk-heading-s { (words) } }
            Block::Paragraph(words) => { (prose(words)) }
            Block::Quote(words) => { blockquote.gt-quote { (prose(words)) } }
            Block::Warning(words) => { (WarningText::new(words.as_str())) }
            Block::Facts(facts) => {
                (SummaryList::new(facts.iter().map(|(name, words)| SummaryRow::new(name.as_str(), prose(words)))))
            }
            Block::List(points) => {
                ul class="govuk-list govuk-list--bullet" { @for point in points { li { (point) } } }
            }
            Block::Table(table) => {
                (BoardTable {
                    caption: heading.to_owned(),
                    columns: table.head.iter().map(|words| words.as_str().into()).collect(),
                    rows: table.rows.iter().map(|row| row.iter().map(|cell| cell.as_str().into()).collect()).collect(),
                    classes: "gt-told gt-under-heading".into(),
                    ..BoardTable::default()
                })
            }
            Block::NewPage => {}
        }
    }
}
