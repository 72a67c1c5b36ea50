//! What a file is, told by its first bytes and never by its name.

use crate::Refusal;
use serde::{Deserialize, Serialize};

/// A kind of file that is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PowerPoint presentation.
    Pptx,
    /// A text of LibreOffice and others.
    Odt,
    /// A workbook of LibreOffice and others.
    Ods,
    /// A photograph.
    Jpeg,
    /// A picture without loss.
    Png,
    /// Plain text.
    Text,
}

impl Kind {
    /// Every kind that is kept.
    pub const ALL: [Kind; 9] =
        [Kind::Pdf, Kind::Docx, Kind::Xlsx, Kind::Pptx, Kind::Odt, Kind::Ods, Kind::Jpeg, Kind::Png, Kind::Text];

    /// The end of a file's name: `docx`. Also how the kind is kept.
    pub fn ending(self) -> &'static str {
        match self {
            Kind::Pdf => "pdf",
            Kind::Docx => "docx",
            Kind::Xlsx => "xlsx",
            Kind::Pptx => "pptx",
            Kind::Odt => "odt",
            Kind::Ods => "ods",
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Text => "txt",
        }
    }

    /// The kind by the end of a name it is kept under.
    pub fn by_ending(ending: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.ending() == ending)
    }

    /// The media type it is sent with.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Pdf => "application/pdf",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Kind::Odt => "application/vnd.oasis.opendocument.text",
            Kind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Text => "text/plain; charset=utf-8",
        }
    }
}

/// What the first bytes say: which reader looks further.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Looks {
    /// A PDF.
    Pdf,
    /// An archive, perhaps an office file.
    Zip,
    /// A picture.
    Picture(image::ImageFormat),
    /// Text, perhaps.
    Text,
}

/// First bytes of kinds that are refused, each with what is said.
const REFUSED: &[(&[u8], Refusal)] = &[
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Refusal::OldOffice),
    (b"GIF8", Refusal::ManyPictures),
    (b"{\\rt", Refusal::RichText),
    (b"Rar!", Refusal::Archive),
    (b"7z\xBC\xAF\x27\x1C", Refusal::Archive),
    (b"\x1F\x8B", Refusal::Archive),
    (b"BZh", Refusal::Archive),
    (b"\xFD7zXZ", Refusal::Archive),
    (b"\x28\xB5\x2F\xFD", Refusal::Archive),
    (b"MSCF", Refusal::Archive),
    (b"PK\x05\x06", Refusal::Archive),
    (b"PK\x07\x08", Refusal::Archive),
    (b"MZ", Refusal::Program),
    (b"\x7FELF", Refusal::Program),
    (b"\xCA\xFE\xBA\xBE", Refusal::Program),
    (b"\xCF\xFA\xED\xFE", Refusal::Program),
    (b"\0asm", Refusal::Program),
    (b"ID3", Refusal::Film),
    (b"OggS", Refusal::Film),
    (b"fLaC", Refusal::Film),
    (b"\x1A\x45\xDF\xA3", Refusal::Film),
];

/// Tells what a file looks like, or why it is not taken.
pub fn sniff(bytes: &[u8]) -> Result<Looks, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if let Some((_, refusal)) = REFUSED.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(*refusal);
    }
    let looks = match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Looks::Pdf,
        [b'P', b'K', 3, 4, ..] => Looks::Zip,
        [0xFF, 0xD8, 0xFF, ..] => Looks::Picture(image::ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Looks::Picture(image::ImageFormat::Png),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => return Err(Refusal::Scan),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Looks::Picture(image::ImageFormat::WebP),
        [b'R', b'I', b'F', b'F', ..] => return Err(Refusal::Film),
        [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => return Err(boxed(brand)),
        _ => Looks::Text,
    };
    if two_kinds(looks, bytes) { Err(Refusal::TwoKinds) } else { Ok(looks) }
}

/// Pictures of telephones and films share one container: its brand tells them apart.
fn boxed(brand: &[u8]) -> Refusal {
    let still = [b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"];
    if still.iter().any(|known| brand.starts_with(*known)) { Refusal::PhonePicture } else { Refusal::Film }
}

/// How far in readers of other kinds look for their own beginning.
const HEAD: usize = 4096;

/// Could another program read this file as something else? PDF readers and browsers search the first bytes, archive
/// readers the last.
fn two_kinds(looks: Looks, bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().take(HEAD).map(u8::to_ascii_lowercase).collect();
    let tail: Vec<u8> = bytes[bytes.len().saturating_sub(HEAD)..].iter().map(u8::to_ascii_lowercase).collect();
    let page = [&b"<script"[..], b"<html", b"<!doctype html", b"<svg", b"<?php", b"<iframe"];
    // Text is looked at for itself: it may speak of anything, but not begin as a web page does.
    let is_page = looks != Looks::Text && page.iter().any(|mark| contains(&head, mark) || contains(&tail, mark));
    let is_pdf = looks != Looks::Pdf && contains(&head, b"%pdf-");
    let is_archive = looks != Looks::Zip && ends_as_archive(bytes);
    is_page || is_pdf || is_archive
}

/// Is there a directory of an archive whose comment reaches exactly to the end?
fn ends_as_archive(bytes: &[u8]) -> bool {
    let from = bytes.len().saturating_sub(22 + usize::from(u16::MAX));
    let tail = &bytes[from..];
    tail.windows(22).enumerate().any(|(at, end)| {
        let comment = usize::from(u16::from_le_bytes([end[20], end[21]]));
        end.starts_with(b"PK\x05\x06") && at + 22 + comment == tail.len()
    })
}

/// Does one run of bytes hold another?
pub fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        if rest[at..].starts_with(wanted) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        assert_eq!(sniff(b""), Err(Refusal::Empty));
        assert_eq!(sniff(b"%PDF-1.7\n"), Ok(Looks::Pdf));
        assert_eq!(sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."), Err(Refusal::OldOffice));
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0"), Err(Refusal::PhonePicture));
        assert_eq!(sniff(b"\0\0\0\x18ftypmp42\0\0"), Err(Refusal::Film));
        assert_eq!(sniff(b"Dear Mr Cole"), Ok(Looks::Text));
    }

    #[test]
    fn a_file_that_is_two_things_is_refused() {
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0 <script>alert(1)</script>"), Err(Refusal::TwoKinds));
        let mut archive = b"\xFF\xD8\xFF\xE0".to_vec();
        archive.extend(b"PK\x05\x06");
        archive.extend([0; 18]);
        assert_eq!(sniff(&archive), Err(Refusal::TwoKinds));
        assert_eq!(sniff(b"PK\x03\x04 %PDF-1.4"), Err(Refusal::TwoKinds));
    }

    #[test]
    fn an_ending_leads_back_to_its_kind() {
        assert!(Kind::ALL.into_iter().all(|kind| Kind::by_ending(kind.ending()) == Some(kind)));
    }
}
