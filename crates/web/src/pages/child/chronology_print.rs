//! The chronology on paper: a PDF for the archive, oldest first, as it stands or as it was issued.

use super::chronology::{Line, Wanted, lines};
use crate::printing::{dated, in_file, sent};
use crate::reply::Reply;
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Path, Query, State};
use casework::family::WithSiblings;
use casework::file::{AsAt, File};
use casework::{Done, Problem};
use practice::ids::{PersonId, RecordId};
use practice::journey::Journey;
use practice::moment::{Moment, long_date};
use practice::oversight::{ChronologyIssued, ChronologyVersion};
use practice::record::On;
use print::{Block, Document, Table};

/// As it stands, or stood on the day asked for.
pub async fn now(
    State(app): State<App>,
    signed: Signed,
    Path(child): Path<PersonId>,
    Query(asked): Query<super::Asked>,
    Query(wanted): Query<Wanted>,
) -> Reply {
    let actor = signed.actor.clone();
    let printed = app
        .run(move |casework| {
            // Noted first: a request's entry is named after what it notes first, and names everyone who was read.
            casework.did(&actor, "print", &[child], None, "")?;
            let found = casework.with_siblings(&actor, child, asked.as_at(casework.today().date)?)?;
            in_file(&standing(&found, &wanted, Moment::of(casework.now())))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(sent("chronology", printed))
}

/// As it was issued: word for word, and byte for byte whenever it is printed.
pub async fn issued(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let actor = signed.actor.clone();
    let printed = app
        .run(move |casework| {
            casework.did(&actor, "print", &[child], Some(id), "")?;
            // By what was known when it was issued: a name learnt since is not on it.
            let record = casework.record(&actor, id)?;
            let known = record.revisions.first().map(|first| first.known).ok_or(Problem::NotFound)?;
            let mut file = casework.file(&actor, child, AsAt::Now)?;
            file.records = file.records.known_by(known);
            file.journey = Journey::under(&casework.rules(), child, &file.records, Moment::of(known));
            in_file(&as_issued(&file, id)?)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(sent("chronology-issued", printed))
}

/// What every chronology on paper says before its first line.
fn begun(file: &File, version: ChronologyVersion, made: Moment) -> Document {
    let name = file.journey.person.name();
    let born = file.journey.person.born().map(|born| format!(", born {born}")).unwrap_or_default();
    let mut document = Document::new(format!("Chronology: {name}"), dated(made));
    document.under_title = vec![
        format!("{name}{born}"),
        match version {
            ChronologyVersion::Court => "Court version: internal entries are left out.".to_owned(),
            ChronologyVersion::Internal => "Internal version.".to_owned(),
        },
    ];
    document.foot = format!("Chronology: {name}{born}");
    document
}

/// The chronology as it stands, oldest first whatever the page shows.
pub fn standing(found: &WithSiblings, wanted: &Wanted, now: Moment) -> Document {
    let file = &found.file;
    let mut document = begun(file, wanted.version(), now);
    document.wide = true;
    let whose = if wanted.is_family() { "This child with brothers and sisters." } else { "This child only." };
    document.under_title.push(whose.to_owned());
    document
        .under_title
        .push(format!("As it stood on {}. Not issued: it may change.", long_date(file.journey.on.date)));
    let all = lines(found, wanted.is_family(), wanted.version());
    if all.is_empty() {
        document.push(Block::paragraph("Nothing has been chosen for this chronology yet."));
        return document;
    }
    let row = |line: &Line| {
        let of: Vec<&str> = line.of.iter().map(|one| file.names.of(*one)).collect();
        let whose = if of.is_empty() { String::new() } else { format!(" ({})", of.join(", ")) };
        let internal = if line.internal { " [Internal]" } else { "" };
        [line.when.to_string(), format!("{}{whose}{internal}", line.what), line.impact.clone(), line.by.clone()]
    };
    let head = ["Date", "What happened", "Impact on the child", "Added by"];
    document.push(Table::new(head, all.iter().map(row)).shares([2, 5, 4, 2]));
    document
}

/// A version that was issued: what it said then, and nothing that has been learnt since.
///
/// # Errors
/// `NotFound` when this child's file holds no such version.
pub fn as_issued(file: &File, id: RecordId) -> Done<Document> {
    let standing = file.records.standing();
    let found: Vec<On<'_, ChronologyIssued>> = standing.of_kind::<ChronologyIssued>().collect();
    let one = found.iter().find(|one| one.entry.id == id).ok_or(Problem::NotFound)?;
    let mut document = begun(file, one.version, one.issued);
    document.under_title.push(format!("Issued on {} for {}.", long_date(one.issued.date), one.to));
    // Each entry was kept as a paragraph that begins with its date.
    let row = |entry: &str| match entry.split_once(": ") {
        Some((when, what)) => [when.to_owned(), what.to_owned()],
        None => [String::new(), entry.to_owned()],
    };
    let entries = one.entries.0.split("\n\n").filter(|entry| !entry.trim().is_empty());
    document
        .push(Table::new(["Date", "What happened, and what it meant for the child"], entries.map(row)).shares([2, 7]));
    Ok(document)
}
