//! Documents: letters, reports, pictures and forms, with what is known about each.

use crate::answer::{Answer, Prose, Unreadable};
use crate::moment::Moment;
use crate::spec::Shape;
use crate::{Choice, Record};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Document
///
/// A letter, report, picture or form that came from somebody, with where it is from and what it shows.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(
    area = "documents",
    cite = "Care Planning, Placement and Case Review (England) Regulations 2010, reg. 49, for looked-after children; local otherwise"
)]
pub struct Document {
    /// The file
    ///
    /// PDF, Word (DOCX), Excel (XLSX), PowerPoint (PPTX), OpenDocument, JPEG, PNG, WebP or plain text
    pub file: StoredFile,
    /// What is it called?
    #[field(line)]
    pub title: String,
    /// What is it?
    #[field(line)]
    pub what: DocumentIs,
    /// When was it written, or when did it come?
    #[field(dates_record)]
    pub dated: Moment,
    /// Who is it from?
    #[field(optional)]
    pub from: String,
    /// What should somebody know before opening it?
    #[field(optional)]
    pub about: Prose,
    /// Who may it be shown to?
    pub sensitivity: DocumentFor,
}

/// What a document is
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocumentIs {
    /// Letter or e-mail
    Letter,
    /// Report or assessment by another agency
    Report,
    /// Record of a meeting
    Minutes,
    /// Court or legal paper
    Legal,
    /// Health paper
    Health,
    /// School paper
    School,
    /// Agreement or consent, signed
    Agreement,
    /// Made by the child: a drawing, a letter, a worksheet
    ByTheChild,
    /// Photograph
    Photograph,
    /// Proof of who somebody is or where they live
    Identity,
    /// Something else
    Other,
}

/// Who a document may be shown to
#[derive(Choice, Clone, Copy, PartialEq, Eq, Debug)]
pub enum DocumentFor {
    /// Everyone who works with the child
    Normal,
    /// Not the family before it is checked: it is from or about somebody else
    ThirdParty,
    /// Nobody who may cause harm: it shows an address that must be kept safe
    SafeAddress,
}

/// A file that is kept, and what is known of it. Written by the program when a file is sent, never typed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredFile {
    /// The SHA-256 of what is kept: 64 small hexadecimal digits.
    pub hash: String,
    /// Its size, in bytes.
    pub size: u64,
    /// What it is, told by its content: `pdf`.
    pub kind: String,
    /// The name it came with, made plain.
    pub name: String,
    /// What became of what it says of itself: `removed`, `properties`, `kept`; `made` when the program made it.
    pub metadata: String,
    /// Whether a virus scanner saw it: `nothing_found`, `not_scanned`; `made` when the program made it.
    pub scan: String,
    /// The SHA-256 of a small picture of it, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preview: Option<String>,
}

impl StoredFile {
    /// Reads what a draft or a body keeps.
    pub fn of(value: &Value) -> Option<StoredFile> {
        let file: StoredFile = serde_json::from_value(value.clone()).ok()?;
        let is_hash = |hash: &str| hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        (is_hash(&file.hash) && file.preview.as_deref().is_none_or(is_hash)).then_some(file)
    }

    /// "Letter to school.docx (DOCX, 24 KB)".
    pub fn in_words(&self) -> String {
        format!("{} ({}, {})", self.name, self.kind.to_uppercase(), size_in_words(self.size))
    }

    /// What became of what the file says of itself, in a sentence.
    pub fn metadata_in_words(&self) -> &'static str {
        match self.metadata.as_str() {
            "made" => "It was made here: it says nothing of itself but what it is and when.",
            "removed" => "Where, when and with what it was made has been taken out.",
            "properties" => {
                "Its author and properties have been taken out. Comments and tracked changes are still in it."
            }
            _ => {
                "This is the original: what it says of its author, place and time is still in it. Not to be sent outside."
            }
        }
    }

    /// What the virus scanner said, in a sentence.
    pub fn scan_in_words(&self) -> &'static str {
        match self.scan.as_str() {
            "made" => "It did not come from outside.",
            "nothing_found" => "The virus scanner found nothing that it knows.",
            _ => "Not scanned for viruses.",
        }
    }
}

/// "24 KB", "1.3 MB": rounded up, so that nothing is "0 KB".
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_024_000 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{:.1} MB", bytes as f64 / (1024.0 * 1024.0)),
    }
}

impl Answer for StoredFile {
    fn shape() -> Shape {
        Shape::File
    }
    fn read(value: &Value) -> Result<Self, Unreadable> {
        StoredFile::of(value).ok_or_else(|| Unreadable::not("a file that is kept", value))
    }
    fn write(&self) -> Value {
        json!(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        assert_eq!(size_in_words(1), "1 KB");
        assert_eq!(size_in_words(24 * 1024), "24 KB");
        assert_eq!(size_in_words(1_400_000), "1.3 MB");
    }

    #[test]
    fn only_a_whole_hash_names_a_file() {
        let file = |hash: &str| json!({ "hash": hash, "size": 1, "kind": "pdf", "name": "a", "metadata": "kept", "scan": "not_scanned" });
        assert!(StoredFile::of(&file(&"a1".repeat(32))).is_some());
        for hash in ["", "../../etc/passwd", &"A1".repeat(32), &"a1".repeat(31)] {
            assert!(StoredFile::of(&file(hash)).is_none(), "{hash}");
        }
    }
}
