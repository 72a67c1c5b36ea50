//! A look at a whole file: what it is, what is kept of it, or why it is not taken. Pure; run in a confined process.

use crate::sniff::{Kind, Looks, sniff};
use crate::{Refusal, office, pdf, picture, text};
use serde::{Deserialize, Serialize};

/// What became of what a file says of itself: authors, places, times.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metadata {
    /// It is gone: the file was made anew from its points or words.
    Removed,
    /// Its properties are gone; comments and tracked changes are part of the text, and stay.
    Properties,
    /// It is the original, as it came.
    Kept,
}

/// A file that may be kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Sound {
    /// What it is.
    pub kind: Kind,
    /// What is kept, when that is not the file as it came.
    pub content: Option<Vec<u8>>,
    /// A small picture of it, as JPEG; only pictures have one.
    pub preview: Option<Vec<u8>>,
    /// What became of what it says of itself.
    pub metadata: Metadata,
}

/// Looks at a file.
pub fn inspect(bytes: &[u8]) -> Result<Sound, Refusal> {
    match sniff(bytes)? {
        Looks::Pdf => pdf::look(bytes),
        Looks::Zip => office::look(bytes),
        Looks::Picture(format) => picture::look(bytes, format),
        Looks::Text => text::look(bytes),
    }
}
