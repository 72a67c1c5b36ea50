//! Files that must not be read: refused in time, in words, and without taking in more than the limits allow.

mod common;

use std::io::{BufReader, Read};

use common::{child, episode, good, refused, sample, why, with_children};
use standards::cin_census::{Limits, Reason, read, read_each};

/// A head, then a piece over and over up to a number of bytes; counts what was asked of it.
struct Endless<'a> {
    head: &'a [u8],
    piece: &'a [u8],
    left: u64,
    at: usize,
    pulled: &'a std::cell::Cell<u64>,
}

impl Read for Endless<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let mut count = self.head.len().min(into.len());
        into[..count].copy_from_slice(&self.head[..count]);
        self.head = &self.head[count..];
        while count < into.len() && self.left > 0 {
            into[count] = self.piece[self.at];
            self.at = (self.at + 1) % self.piece.len();
            self.left -= 1;
            count += 1;
        }
        self.pulled.set(self.pulled.get() + count as u64);
        Ok(count)
    }
}

const MEGABYTE: u64 = 1024 * 1024;

/// Reads such a file and says why it was refused and how many bytes were taken from it.
fn flood(head: &str, piece: &str, bytes: u64, limits: Limits) -> (Reason, u64) {
    let pulled = std::cell::Cell::new(0);
    let input = Endless { head: head.as_bytes(), piece: piece.as_bytes(), left: bytes, at: 0, pulled: &pulled };
    let refused = read_each(BufReader::new(input), limits, |_| ()).expect_err("refused");
    (refused.reason, pulled.get())
}

const OPEN_CHILD: &str = "<Message><Children><Child><ChildIdentifiers><LAchildID>";

#[test]
fn entities_and_document_types() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>\n<Message>&lol2;</Message>";
    assert_eq!(why(laughs.as_bytes()), (Reason::Entities, Some(2)));
    let outside = "<!DOCTYPE Message [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><Message>&x;</Message>";
    assert_eq!(why(outside.as_bytes()), (Reason::Entities, Some(1)));
    assert_eq!(
        why(b"<!DOCTYPE Message SYSTEM \"http://example.invalid/a.dtd\"><Message/>"),
        (Reason::Entities, Some(1))
    );
    let own = with_children(&child("A1", "&nbsp;"));
    assert_eq!(why(own.as_bytes()), (Reason::Entities, Some(6)));
    let (reason, pulled) = flood("<!DOCTYPE m [", "<!ENTITY a \"b\">", 50 * MEGABYTE, Limits::default());
    assert!(reason == Reason::Entities && pulled < MEGABYTE / 4, "{reason:?} {pulled}");
}

#[test]
fn the_five_entities_of_xml_itself_are_read() {
    let text = with_children(&child("A1", "")).replace(
        "</CollectionDetails>",
        "</CollectionDetails><Source><SoftwareCode>A &amp; B &lt;&#49;&#x32;&gt;<![CDATA[ & C]]><!-- not this --></SoftwareCode></Source>",
    );
    let (census, _) = good(&text);
    assert_eq!(census.header.sources[0].software.as_ref().unwrap().raw, "A & B <12> & C");
    for bad in ["&#0;", "&#x1F;", "&#xD800;", "&#99999999999;", "&#;", "& ", "&amp"] {
        let text = with_children(&child(bad, ""));
        assert_eq!(refused(text.as_bytes()).reason, Reason::NotWellFormed, "{bad}");
    }
}

#[test]
fn deep_nesting() {
    let deep = format!("<Message><Children><Child>{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(why(deep.as_bytes()), (Reason::TooDeep, Some(1)));
    let (reason, pulled) = flood("<Message>", "<a>", 50 * MEGABYTE, Limits::default());
    assert!(reason == Reason::TooDeep && pulled < MEGABYTE / 8, "{reason:?} {pulled}");
    let just = format!("<Message><Children/>{}{}</Message>", "<a>".repeat(11), "</a>".repeat(11));
    good(&just);
    let over = format!("<Message><Children/>{}{}</Message>", "<a>".repeat(12), "</a>".repeat(12));
    assert_eq!(why(over.as_bytes()).0, Reason::TooDeep);
}

#[test]
fn long_pieces_stop_early() {
    for (head, piece) in [
        (OPEN_CHILD, "x"),
        (OPEN_CHILD, "é"),
        (OPEN_CHILD, "x<!-- -->"),
        (OPEN_CHILD, "&amp;"),
        (OPEN_CHILD, "<![CDATA[yyy]]>"),
        ("<Message><!--", "x"),
        ("<Message><![CDATA[", "x"),
        ("<Message><?pi ", "x"),
        ("<Message><", "x"),
        ("<Message></", "x"),
        ("<Message a=\"", "x"),
        ("<Message>&", "x"),
        ("", " "),
        ("<Message><Nonsense>", "x"),
    ] {
        let (reason, pulled) = flood(head, piece, 50 * MEGABYTE, Limits::default());
        assert!(reason == Reason::TooLong && pulled < MEGABYTE / 4, "{head}{piece}: {reason:?} after {pulled} bytes");
    }
    let fits = with_children(&child(&"x".repeat(10_000), ""));
    good(&fits);
    let over = with_children(&child(&"x".repeat(10_001), ""));
    assert_eq!(why(over.as_bytes()), (Reason::TooLong, Some(5)));
}

#[test]
fn floods_stop_early() {
    let (reason, pulled) = flood("<Message ", "a=\"b\" ", 50 * MEGABYTE, Limits::default());
    assert!(matches!(reason, Reason::TooLong | Reason::TooMany) && pulled < MEGABYTE / 4, "{reason:?} {pulled}");
    let many: String = (0..17).map(|count| format!(" a{count}=\"\"")).collect();
    assert_eq!(why(format!("<Message{many}/>").as_bytes()).0, Reason::TooMany);

    let (reason, pulled) = flood("<Message><Children><Child>", "<CINdetails/>", 50 * MEGABYTE, Limits::default());
    assert!(reason == Reason::TooLarge && pulled < 2 * MEGABYTE, "{reason:?} {pulled}");
    let (reason, pulled) = flood("<Message><Header>", "<Source/>", 50 * MEGABYTE, Limits::default());
    assert!(reason == Reason::TooLarge && pulled < 2 * MEGABYTE, "{reason:?} {pulled}");
    let (reason, _) = flood("<Message>", "<a/>", 50 * MEGABYTE, Limits { elements: 1000, ..Limits::default() });
    assert_eq!(reason, Reason::TooMany);
    let limits = Limits { children: 1000, faults: 10, ..Limits::default() };
    let (reason, _) = flood("<Message><Children>", "<Child/>", 50 * MEGABYTE, limits);
    assert_eq!(reason, Reason::TooMany);
    let (reason, pulled) =
        flood("<Message>", " <a/>", 50 * MEGABYTE, Limits { file_bytes: 100_000, ..Limits::default() });
    assert!(reason == Reason::TooLarge && pulled < 150_000, "{reason:?} {pulled}");
}

#[test]
fn faults_are_listed_up_to_a_number_and_counted_beyond() {
    let text = with_children(&"<Child/>".repeat(100));
    let limits = Limits { faults: 7, ..Limits::default() };
    let summary = read_each(text.as_bytes(), limits, |_| ()).unwrap();
    let all = read_each(text.as_bytes(), Limits::default(), |_| ()).unwrap();
    assert_eq!((summary.faults.len(), all.unlisted), (7, 0));
    assert_eq!(summary.unlisted as usize + 7, all.faults.len());
    let (_, faults) = read(text.as_bytes(), limits).unwrap();
    assert_eq!(faults.len(), 8);
    assert_eq!(faults[7].message, format!("There are {} more faults that are not listed.", summary.unlisted));
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let text = sample("CIN_Census_2026.xml");
    let end = text.trim_end().len();
    for cut in 0..end {
        let refused = refused(&text.as_bytes()[..cut]);
        assert_eq!(refused.reason, Reason::NotWellFormed, "cut at {cut}: {refused}");
    }
    good(&text[..end]);
    let said = refused(b"<Message>\n<Children>\n<Child>\n").to_string();
    assert!(said.starts_with("The file was not read. Line 4: The file stops before `Child` is closed."), "{said}");
}

#[test]
fn not_text() {
    let text = sample("CIN_Census_2026.xml");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    for bytes in [&wide, &marked] {
        let refused = refused(bytes);
        assert_eq!(refused.reason, Reason::NotUtf8);
        assert!(refused.message.contains("UTF-16") && refused.remedy.contains("as UTF-8"), "{refused}");
    }
    let latin: Vec<u8> = with_children(&child("A1", "")).replace("WBRI", "W\u{1}").into_bytes();
    let latin: Vec<u8> = latin.into_iter().map(|byte| if byte == 1 { 0xE9 } else { byte }).collect();
    assert_eq!(why(&latin), (Reason::NotUtf8, Some(5)));
    let declared = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Message/>";
    let refused = refused(declared.as_bytes());
    assert!(refused.reason == Reason::NotUtf8 && refused.message.contains("ISO-8859-1"), "{refused}");
    assert_eq!(why(b"<Message>\n\n\0</Message>"), (Reason::NotWellFormed, Some(3)));
    assert_eq!(why(b"<Message>caf\xC3").0, Reason::NotUtf8);
    assert_eq!(why(b"PK\x03\x04\x14\0\0\0").0, Reason::NotWellFormed);
}

#[test]
fn letters_cut_by_the_end_of_a_chunk_are_whole_again() {
    for pad in 8150..8200 {
        let text = with_children(&format!("<!--{}-->{}", "x".repeat(pad), child("é…€😀", &episode(""))));
        let (census, _) = good(&text);
        assert_eq!(census.children[0].identifiers.la_child_id.raw, "é…€😀");
        // The same, one byte at a time.
        let slow = BufReader::with_capacity(1, text.as_bytes());
        assert_eq!(read(slow, Limits::default()).unwrap().0, census);
    }
}

#[test]
fn something_else_altogether() {
    assert_eq!(why(b"").0, Reason::NotWellFormed);
    assert_eq!(why(b"   \n ").0, Reason::NotWellFormed);
    assert_eq!(why(b"LAchildID,UPN\nA1,\n").0, Reason::NotWellFormed);
    assert_eq!(why(b"<html><body/></html>"), (Reason::WrongRoot, Some(1)));
    let other = with_children("").replace("<Collection>CIN<", "<Collection>CLA<");
    let refused = refused(other.as_bytes());
    assert_eq!((refused.reason, refused.line), (Reason::WrongCollection, Some(2)));
    assert!(refused.message.contains("`CLA`"), "{refused}");
}

#[test]
fn broken_xml() {
    let broken: [(&[u8], u32); 8] = [
        (b"<Message>\n<Children>\n</Child>\n</Message>", 3),
        (b"<Message/>\n<Message/>", 2),
        (b"<Message/>\nand more", 2),
        (b"\nfirst <Message/>", 2),
        (b"<Message>\n<a b></a></Message>", 2),
        (b"<Message>\n<a b=\"1\" b=\"2\"/></Message>", 2),
        (b"<Message>\n</Message>\n</Message>", 3),
        (b"<Message>\n\n<?xml version=\"1.0\"?></Message>", 3),
    ];
    for (bytes, line) in broken {
        let shown = String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(why(bytes), (Reason::NotWellFormed, Some(line)), "{shown}");
    }
}

#[test]
fn a_stream_that_fails_says_so() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk went away"))
        }
    }
    let refused = read(BufReader::new(Broken), Limits::default()).unwrap_err();
    assert_eq!(refused.reason, Reason::Unreadable);
    assert!(refused.message.contains("the disk went away"));
}
