//! The lines of a text file in whatever encoding it is, one at a time, within bounds.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

/// Why no more lines can be had.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The stream itself failed.
    Unreadable(io::Error),
    /// The file is longer than allowed.
    TooLarge,
    /// The file is in an encoding that no return is ever in.
    Utf32,
}

impl Trouble {
    /// What is wrong, and what to do.
    pub fn told(&self) -> (String, &'static str) {
        match self {
            Trouble::Unreadable(trouble) => (format!("The file could not be read: {trouble}."), "Send the file again."),
            Trouble::TooLarge => (
                "The file is larger than the most that is read; the rest was not read.".to_owned(),
                "Check that this is the right file; ask for the limit to be raised if it is.",
            ),
            Trouble::Utf32 => ("The file is in the UTF-32 encoding.".to_owned(), "Save it as CSV UTF-8."),
        }
    }
}

/// One line, its end taken off.
#[derive(Debug)]
pub(crate) enum Line<'a> {
    /// A line of text.
    Text(Cow<'a, str>),
    /// A line whose bytes are not UTF-8, read as Windows-1252, which gives every byte a character.
    Windows(Cow<'a, str>),
    /// A line longer than allowed, passed over.
    TooLong,
}

type Decoded<R> = BufReader<DecodeReaderBytes<Chain<Cursor<Vec<u8>>, R>, Vec<u8>>>;

/// A file as lines of text. A byte-order mark decides the encoding and is taken off; without one, UTF-16 is known by its
/// zero bytes, and anything else is UTF-8 or, line by line, Windows-1252.
pub(crate) struct Lines<R> {
    inner: Decoded<R>,
    buffer: Vec<u8>,
    line_bytes: u64,
    left: u64,
    /// The number of the line last given, from 1.
    pub number: u32,
}

impl<R: Read> Lines<R> {
    pub fn new(mut input: R, line_bytes: usize, file_bytes: u64) -> Result<Lines<R>, Trouble> {
        let head = head(&mut input).map_err(Trouble::Unreadable)?;
        if matches!(head.as_slice(), [0xFF, 0xFE, 0, 0] | [0, 0, 0xFE, 0xFF]) {
            return Err(Trouble::Utf32);
        }
        let decoder = DecodeReaderBytesBuilder::new()
            .encoding(wide(&head))
            .bom_override(true)
            .utf8_passthru(true)
            .strip_bom(true)
            .build(Cursor::new(head).chain(input));
        let line_bytes = line_bytes as u64;
        Ok(Lines { inner: BufReader::new(decoder), buffer: Vec::new(), line_bytes, left: file_bytes, number: 0 })
    }

    /// The next line, or `None` at the end of the file.
    pub fn next(&mut self) -> Result<Option<Line<'_>>, Trouble> {
        if self.piece()? == 0 {
            return Ok(None);
        }
        self.number = self.number.saturating_add(1);
        if self.buffer.last() != Some(&b'\n') && self.buffer.len() as u64 >= self.line_bytes {
            while self.piece()? > 0 && self.buffer.last() != Some(&b'\n') {}
            return Ok(Some(Line::TooLong));
        }
        let end = self.buffer.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
        let bytes = &self.buffer[..end];
        Ok(Some(match std::str::from_utf8(bytes) {
            Ok(text) => Line::Text(Cow::Borrowed(text)),
            Err(_) => Line::Windows(WINDOWS_1252.decode_without_bom_handling(bytes).0),
        }))
    }

    fn piece(&mut self) -> Result<usize, Trouble> {
        self.buffer.clear();
        let mut bounded = (&mut self.inner).take(self.line_bytes);
        let count = bounded.read_until(b'\n', &mut self.buffer).map_err(Trouble::Unreadable)?;
        self.left = self.left.checked_sub(count as u64).ok_or(Trouble::TooLarge)?;
        Ok(count)
    }
}

/// The first bytes of a stream, up to four.
pub(crate) fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(4);
    input.take(4).read_to_end(&mut head)?;
    Ok(head)
}

fn wide(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [letter, 0, ..] if *letter != 0 => Some(UTF_16LE),
        [0, letter, ..] if *letter != 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// The cells of one line, and whether a quotation mark was left open. No value of a return holds a line end, so a line is
/// always a row: an open quotation mark cannot swallow the rows after it.
pub(crate) fn split(line: &str, delimiter: u8) -> (Vec<Cow<'_, str>>, bool) {
    if !line.contains('"') {
        return (plain(line, delimiter), false);
    }
    let open = line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .terminator(csv::Terminator::Any(b'\n'))
        .buffer_capacity(line.len().max(16))
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => (record.iter().map(|cell| Cow::Owned(cell.to_owned())).collect(), open),
        _ => (vec![Cow::Borrowed(line)], true),
    }
}

/// The cells of a line without quotation marks, which nearly every line is. The delimiter is ASCII, so it ends no character.
fn plain(line: &str, delimiter: u8) -> Vec<Cow<'_, str>> {
    let ends = || line.bytes().enumerate().filter(|(_, byte)| *byte == delimiter).map(|(at, _)| at);
    let mut cells = Vec::with_capacity(ends().count() + 1);
    let mut from = 0;
    for end in ends() {
        cells.push(Cow::Borrowed(&line[from..end]));
        from = end + 1;
    }
    cells.push(Cow::Borrowed(&line[from..]));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<String> {
        let mut lines = Lines::new(bytes, 20, 1000).unwrap();
        let mut said = Vec::new();
        while let Some(line) = lines.next().unwrap() {
            said.push(match line {
                Line::Text(text) => text.into_owned(),
                Line::Windows(text) => format!("windows {text}"),
                Line::TooLong => "too long".into(),
            });
        }
        said
    }

    #[test]
    fn encodings() {
        let wanted = ["é,1", "b", "", "c"];
        let text = "é,1\r\nb\n\nc";
        let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(all(text.as_bytes()), wanted);
        assert_eq!(all(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), wanted);
        assert_eq!(all(&[&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes)].concat()), wanted);
        assert_eq!(all(&[&b"\xFE\xFF"[..], &utf16(u16::to_be_bytes)].concat()), wanted);
        assert_eq!(all(&utf16(u16::to_le_bytes)), wanted);
        assert_eq!(all(&utf16(u16::to_be_bytes)), wanted);
        assert_eq!(all(b"a\n\xE9\x80\nb"), ["a", "windows é€", "b"]);
        assert!(matches!(Lines::new(&b"\xFF\xFE\0\0a\0\0\0"[..], 20, 10), Err(Trouble::Utf32)));
        assert!(all(b"").is_empty());
    }

    #[test]
    fn a_long_line_is_passed_over_and_the_next_read() {
        assert_eq!(all(format!("a\n{}\nb\n", "x".repeat(90)).as_bytes()), ["a", "too long", "b"]);
        assert_eq!(all("x".repeat(90).as_bytes()), ["too long"]);
    }

    #[test]
    fn a_file_too_large() {
        let mut lines = Lines::new(&b"aaa\nbbb\nccc\n"[..], 20, 9).unwrap();
        assert!(lines.next().is_ok() && lines.next().is_ok());
        assert!(matches!(lines.next(), Err(Trouble::TooLarge)));
    }

    #[test]
    fn cells() {
        assert_eq!(split("a,,b", b','), (vec!["a".into(), "".into(), "b".into()], false));
        assert_eq!(split("\"a,b\",\"c\"\"d\"", b','), (vec!["a,b".into(), "c\"d".into()], false));
        assert!(split("\"a,b", b',').1);
        assert_eq!(split("", b','), (vec!["".into()], false));
    }
}
