//! Plain text: words and nothing else.

use crate::Refusal;
use crate::inspect::{Metadata, Sound};
use crate::sniff::Kind;

/// How a text begins that is something else, in small letters, and what it is.
const BEGINNINGS: [(&str, Refusal); 16] = [
    ("<!doctype", Refusal::WebPage),
    ("<html", Refusal::WebPage),
    ("<script", Refusal::WebPage),
    ("<svg", Refusal::WebPage),
    ("<?xml", Refusal::WebPage),
    ("<?php", Refusal::WebPage),
    ("<!--", Refusal::WebPage),
    ("%!ps", Refusal::Script),
    ("#!", Refusal::Script),
    ("@echo", Refusal::Script),
    ("from ", Refusal::Mail),
    ("received:", Refusal::Mail),
    ("return-path:", Refusal::Mail),
    ("mime-version:", Refusal::Mail),
    ("delivered-to:", Refusal::Mail),
    ("message-id:", Refusal::Mail),
];

/// Marks of a web page that a browser looks for in the first bytes.
const MARKS: [&str; 5] = ["<html", "<script", "<body", "<iframe", "<svg"];

/// Looks at what may be text. What is kept is UTF-8.
pub fn look(bytes: &[u8]) -> Result<Sound, Refusal> {
    let (words, same) = words(bytes)?;
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0C');
    if words.contains(control) {
        return Err(Refusal::UnknownKind);
    }
    let start: String = words.trim_start().chars().take(1500).collect::<String>().to_lowercase();
    let mail = |refusal: Refusal| refusal != Refusal::Mail || start.lines().take(40).any(is_mail_header);
    let begins = |one: &&(&str, Refusal)| start.starts_with(one.0) && mail(one.1);
    if let Some((_, refusal)) = BEGINNINGS.iter().find(begins) {
        return Err(*refusal);
    }
    if MARKS.iter().any(|mark| start.contains(mark)) {
        return Err(Refusal::WebPage);
    }
    let content = (!same).then(|| words.into_bytes());
    Ok(Sound { kind: Kind::Text, content, preview: None, metadata: Metadata::Removed })
}

/// A letter may begin with "From "; a mail has more of its headers.
fn is_mail_header(line: &str) -> bool {
    ["content-type:", "message-id:", "received:", "mime-version:"].iter().any(|name| line.starts_with(name))
}

/// The words, and whether the bytes were UTF-8 already. Windows writes two other encodings: one with a mark at its
/// beginning, and its own, in which every byte that is no control is a letter.
fn words(bytes: &[u8]) -> Result<(String, bool), Refusal> {
    let wide = |rest: &[u8], join: fn([u8; 2]) -> u16| {
        let (pairs, odd) = rest.as_chunks::<2>();
        let letters: Vec<u16> = pairs.iter().copied().map(join).collect();
        let words = String::from_utf16(&letters).ok().filter(|_| odd.is_empty());
        words.map(|words| (words, false)).ok_or(Refusal::UnknownKind)
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(words) => Ok((words.to_owned(), true)),
            // Mostly plain letters, with an accent or a curly quotation mark here and there.
            Err(_) if bytes.iter().filter(|byte| !byte.is_ascii()).count() * 4 < bytes.len() => {
                Ok((bytes.iter().map(|byte| windows(*byte)).collect(), false))
            }
            Err(_) => Err(Refusal::UnknownKind),
        },
    }
}

/// A letter of Windows-1252, as far as it differs from Latin-1 in what people type.
fn windows(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x84 => '„',
        0x85 => '…',
        0x8A => 'Š',
        0x8C => 'Œ',
        0x8E => 'Ž',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x95 => '•',
        0x96 => '–',
        0x97 => '—',
        0x99 => '™',
        0x9A => 'š',
        0x9C => 'œ',
        0x9E => 'ž',
        0x9F => 'Ÿ',
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_in_one_encoding() {
        assert!(look("Dear Zoë".as_bytes()).unwrap().content.is_none());
        let kept = look(b"Mum said \x93stop\x94").unwrap().content.unwrap();
        assert_eq!(String::from_utf8(kept).unwrap(), "Mum said “stop”");
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("Zoë".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(look(&wide).unwrap().content.unwrap(), "Zoë".as_bytes());
        assert!(look(b"From the school, on Monday").is_ok());
    }

    #[test]
    fn what_only_looks_like_words_is_refused() {
        assert_eq!(look(b"a\0b").map(|_| ()), Err(Refusal::UnknownKind));
        assert_eq!(look(&[0x9D; 40]).map(|_| ()), Err(Refusal::UnknownKind));
        assert_eq!(look(b" <HTML><b>").map(|_| ()), Err(Refusal::WebPage));
        assert_eq!(look(b"hello <script>alert(1)</script>").map(|_| ()), Err(Refusal::WebPage));
        assert_eq!(look(b"Received: by mail\r\nMIME-Version: 1.0\r\n").map(|_| ()), Err(Refusal::Mail));
    }
}
