//! The return that a new one is held beside: kept as it was sent, and read back from its files.

use super::{Content, Kind, Made, unwritten};
use crate::{Casework, Done, Problem};
use practice::moment::Moment;
use serde::{Deserialize, Serialize};
use standards::cin_census::{self, Census};
use standards::csc_api::Child;
use standards::reading::Limits;
use standards::ssda903::{Reading, Return};
use std::io::Cursor;
use uuid::Uuid;

/// The payload of everybody, beside the parts that are sent.
pub(super) const WHOLE: &str = "whole.json";
/// Why there is no payload of changes.
pub(super) const NO_PAYLOAD: &str =
    "No daily payload is noted as sent yet. Make the payload of everybody, sign it off, and note that it was sent.";

/// A return that was signed off and sent, as a later one names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Which.
    pub id: Uuid,
    /// Of which year, or as at which day.
    pub of: String,
    /// When it was noted as sent.
    pub sent: Moment,
}

/// The return of a year that was sent last, as it was made. Nothing here asks who is asking: it serves whoever makes a
/// return.
pub fn as_sent(casework: &Casework, kind: Kind, of: &str) -> Done<Option<(Before, Content)>> {
    sent(casework, |made| made.kind == kind && made.of == of)
}

/// The one of a kind that was sent last.
pub(super) fn sent_last(casework: &Casework, kind: Kind) -> Done<Option<(Before, Content)>> {
    sent(casework, |made| made.kind == kind)
}

fn sent(casework: &Casework, is_wanted: impl Fn(&Made) -> bool) -> Done<Option<(Before, Content)>> {
    let when = |made: &Made| made.sent.last().map(|mark| mark.at);
    let made = casework.made()?.into_iter().filter(|one| is_wanted(one) && !one.signed.is_empty());
    // The list is latest first: of two that were sent in one minute, the one made last.
    let Some((made, sent)) =
        made.rev().filter_map(|one| Some((when(&one)?, one))).max_by_key(|(at, _)| *at).map(|(at, one)| (one, at))
    else {
        return Ok(None);
    };
    let report = casework.store().issued(&[made.id])?.pop().ok_or(Problem::NotFound)?;
    let content: Content = serde_json::from_str(&report.body).map_err(unwritten)?;
    Ok(Some((Before { id: made.id, of: made.of, sent }, content)))
}

impl Content {
    /// The looked-after return that its files are, by their content hashes what they were.
    pub fn ssda903(&self, year: i16) -> Done<Return> {
        let mut reading = Reading::new(year, Limits::default());
        let is_table = |name: &str| name.ends_with(".csv") && name != "findings.csv";
        for file in self.files.iter().filter(|file| is_table(&file.name)) {
            reading.file(&file.name, Cursor::new(file.unpacked()?));
        }
        Ok(reading.finish().0)
    }

    /// The census that its file is.
    pub(super) fn census(&self) -> Done<Census> {
        let file = self.files.iter().find(|file| file.name.ends_with(".xml")).ok_or(Problem::NotFound)?;
        let read = cin_census::read(Cursor::new(file.unpacked()?), cin_census::Limits::default());
        Ok(read.map_err(|why| unwritten(why.message))?.0)
    }

    /// The payload of everybody.
    pub(super) fn payload(&self) -> Done<Vec<Child>> {
        let file = self.files.iter().find(|file| file.name == WHOLE).ok_or(Problem::NotFound)?;
        serde_json::from_slice(&file.unpacked()?).map_err(unwritten)
    }
}
