//! PDF: looked through for what runs, fetches or hides. What passes is kept as it came, and marked so: taking out what
//! a PDF says of its author can break a signature, and cannot be shown to be complete.

use crate::Refusal;
use crate::inspect::{Metadata, Sound};
use crate::sniff::{Kind, contains};
use flate2::read::ZlibDecoder;
use std::io::Read;

/// No stream is unpacked further, in bytes.
const LARGEST_STREAM: u64 = 48 * 1024 * 1024;
/// All streams together, in bytes.
const LARGEST_WHOLE: u64 = 320 * 1024 * 1024;
/// A reader may stop looking for the end this far before it, in bytes.
const TAIL: usize = 1024;

/// Names that a document's dictionaries may not hold, and what they mean. All are long enough not to stand by chance
/// in compressed bytes.
const NAMES: [(&[u8], Refusal); 11] = [
    (b"/Encrypt", Refusal::Locked),
    (b"/JavaScript", Refusal::Script),
    (b"/Launch", Refusal::Script),
    (b"/SubmitForm", Refusal::Script),
    (b"/ImportData", Refusal::Script),
    (b"/GoToE", Refusal::Script),
    (b"/RichMedia", Refusal::HoldsAnother),
    (b"/EmbeddedFile", Refusal::HoldsAnother),
    (b"/FileAttachment", Refusal::HoldsAnother),
    (b"/Rendition", Refusal::HoldsAnother),
    (b"application/x-javascript", Refusal::Script),
];

/// Looks at a PDF.
pub fn look(bytes: &[u8]) -> Result<Sound, Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !contains(tail, b"%%EOF") {
        return Err(Refusal::Damaged);
    }
    refuse_names(bytes)?;
    let mut whole = 0_u64;
    for (header, start) in streams(bytes) {
        let objects = contains(&header, b"/ObjStm");
        // Names can be hidden from this look by packing them in an unusual way.
        let unusual: [&[u8]; 6] =
            [b"/ASCIIHexDecode", b"/ASCII85Decode", b"/LZWDecode", b"/RunLengthDecode", b"/DecodeParms", b"/Crypt"];
        if objects && unusual.iter().any(|filter| contains(&header, filter)) {
            return Err(Refusal::Tangled);
        }
        let mut content = Vec::new();
        // What is no compressed stream gives an error; what it gave before is still looked at.
        let mut unpack = ZlibDecoder::new(&bytes[start..]).take(LARGEST_STREAM + 1);
        let _ = unpack.read_to_end(&mut content);
        whole += content.len() as u64;
        if content.len() as u64 > LARGEST_STREAM || whole > LARGEST_WHOLE {
            return Err(Refusal::Swells);
        }
        refuse_names(&content)?;
    }
    Ok(Sound { kind: Kind::Pdf, content: None, preview: None, metadata: Metadata::Kept })
}

/// Each stream: the dictionary before it with its names made plain, and where its bytes start.
fn streams(bytes: &[u8]) -> impl Iterator<Item = (Vec<u8>, usize)> + '_ {
    const WORD: &[u8] = b"stream";
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let found = from + position(&bytes[from..], WORD)?;
            let before = from;
            from = found + WORD.len();
            if bytes[..found].ends_with(b"end") {
                continue;
            }
            let rest = &bytes[from..];
            let blank = if rest.starts_with(b"\r\n") { 2 } else { usize::from(matches!(rest, [b'\n' | b'\r', ..])) };
            if blank == 0 {
                continue;
            }
            // A dictionary is written just before its stream; a very long one is looked at from its end.
            let header = &bytes[before.max(found.saturating_sub(16 * 1024))..found];
            return Some((plain_names(header), from + blank));
        }
    })
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = wanted.first()?;
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| byte == first)?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
}

fn refuse_names(bytes: &[u8]) -> Result<(), Refusal> {
    let plain = plain_names(bytes);
    match NAMES.iter().find(|(name, _)| contains(&plain, name)) {
        Some((_, refusal)) => Err(*refusal),
        None => Ok(()),
    }
}

/// A name may spell any of its letters as `#4A`.
fn plain_names(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16);
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match bytes.get(at..at + 3) {
            Some(&[b'#', high, low]) if digit(high).is_some() && digit(low).is_some() => {
                let value = digit(high).unwrap_or_default() * 16 + digit(low).unwrap_or_default();
                plain.push(u8::try_from(value).unwrap_or(b'#'));
                at += 3;
            }
            _ => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn page(inside: &str) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj\n<< /Type /Catalog {inside} >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n").into()
    }

    fn packed(words: &str, header: &str) -> Vec<u8> {
        let mut zip = ZlibEncoder::new(Vec::new(), Compression::default());
        zip.write_all(words.as_bytes()).unwrap();
        let mut bytes = format!("%PDF-1.7\n2 0 obj\n<< {header} >>\nstream\n").into_bytes();
        bytes.extend(zip.finish().unwrap());
        bytes.extend(b"\nendstream\nendobj\n%%EOF\n");
        bytes
    }

    #[test]
    fn an_ordinary_document_is_kept_as_it_came() {
        let sound = look(&page("/Pages 2 0 R")).unwrap();
        assert!(sound.content.is_none());
        assert_eq!(sound.metadata, Metadata::Kept);
        look(&packed("BT (Dear Mr Cole) Tj ET", "/Filter /FlateDecode")).unwrap();
    }

    #[test]
    fn scripts_are_found_however_they_are_spelt_or_packed() {
        let action = "/OpenAction << /S /JavaScript /JS (app.alert(1)) >>";
        assert_eq!(look(&page(action)).map(|_| ()), Err(Refusal::Script));
        assert_eq!(look(&page("/OpenAction << /S /J#61vaScript >>")).map(|_| ()), Err(Refusal::Script));
        assert_eq!(look(&packed(action, "/Type /ObjStm /Filter /FlateDecode")).map(|_| ()), Err(Refusal::Script));
        let hidden = packed("", "/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]");
        assert_eq!(look(&hidden).map(|_| ()), Err(Refusal::Tangled));
        assert_eq!(look(&page("/Names << /EmbeddedFiles 3 0 R >>")).map(|_| ()), Err(Refusal::HoldsAnother));
        assert_eq!(look(b"%PDF-1.7\ntrailer << /Encrypt 4 0 R >>\n%%EOF").map(|_| ()), Err(Refusal::Locked));
        assert_eq!(look(b"%PDF-1.7\nnothing").map(|_| ()), Err(Refusal::Damaged));
    }

    #[test]
    fn a_stream_that_swells_is_refused() {
        let zeros = "0".repeat(60 * 1024 * 1024);
        assert_eq!(look(&packed(&zeros, "/Filter /FlateDecode")).map(|_| ()), Err(Refusal::Swells));
    }
}
