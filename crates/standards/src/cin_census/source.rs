//! The stream of bytes under the reader: counted, checked to be clean UTF-8, and handed out in bounded pieces.

use std::io::{self, BufRead};

use super::limits::Limits;
use super::refused::{Reason, Refused};

const CHUNK: usize = 8 * 1024;
const UTF8_REMEDY: &str = "Save or export the file as UTF-8 and send it again.";

/// A buffered source that stops with a refusal rather than hand out what is too large or not text.
#[derive(Debug)]
pub(super) struct Source<R> {
    inner: R,
    chunk: Vec<u8>,
    used: usize,
    pulled: u64,
    file_bytes: u64,
    /// Bytes the parser may still take for the piece it is reading.
    allowance: usize,
    /// A character cut in two by the end of the last chunk.
    cut: Vec<u8>,
    /// Line of the next byte, from 1.
    pub line: u32,
    /// Bytes handed over so far.
    pub taken: u64,
    /// Why the source stopped, once it has.
    pub trouble: Option<Refused>,
}

impl<R: BufRead> Source<R> {
    pub fn new(inner: R, limits: &Limits) -> Source<R> {
        Source {
            inner,
            chunk: Vec::with_capacity(CHUNK),
            used: 0,
            pulled: 0,
            file_bytes: limits.file_bytes,
            allowance: 0,
            cut: Vec::new(),
            line: 1,
            taken: 0,
            trouble: None,
        }
    }

    /// Lets the parser take up to so many bytes for its next piece.
    pub fn allow(&mut self, bytes: usize) {
        self.allowance = bytes;
    }

    fn pull(&mut self) -> Result<(), Refused> {
        let first = self.pulled == 0;
        self.chunk.clear();
        self.used = 0;
        // The first chunk must be long enough to tell the encoding by.
        while self.chunk.is_empty() || (first && self.chunk.len() < 4) {
            let room = CHUNK - self.chunk.len();
            let bytes = match self.inner.fill_buf() {
                Ok(bytes) => bytes,
                Err(trouble) if trouble.kind() == io::ErrorKind::Interrupted => continue,
                Err(trouble) => {
                    let message = format!("The file could not be read: {trouble}.");
                    return Err(Refused::new(Reason::Unreadable, self.line, message, "Send the file again."));
                }
            };
            if bytes.is_empty() {
                break;
            }
            let count = bytes.len().min(room);
            self.chunk.extend_from_slice(&bytes[..count]);
            self.inner.consume(count);
            self.pulled += count as u64;
        }
        if self.pulled > self.file_bytes {
            let message = format!("The file is larger than {} bytes, the most that is read.", self.file_bytes);
            let remedy = "Check that this is the right file; ask for the limit to be raised if it is.";
            return Err(Refused::new(Reason::TooLarge, None, message, remedy));
        }
        if first {
            self.refuse_wide_encodings()?;
            if self.chunk.starts_with(&[0xEF, 0xBB, 0xBF]) {
                self.used = 3;
            }
        }
        self.check_text()
    }

    fn refuse_wide_encodings(&self) -> Result<(), Refused> {
        let name = match self.chunk.get(..4) {
            Some([0xFF, 0xFE, 0, 0] | [0, 0, 0xFE, 0xFF] | [0, 0, 0, b'<'] | [b'<', 0, 0, 0]) => "UTF-32",
            Some([0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, b'<', ..] | [b'<', 0, ..]) => "UTF-16",
            _ => return Ok(()),
        };
        Err(Refused::new(Reason::NotUtf8, 1, format!("The file is in the {name} encoding, not UTF-8."), UTF8_REMEDY))
    }

    fn check_text(&mut self) -> Result<(), Refused> {
        let text = &self.chunk[self.used..];
        let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
        if let Some(position) = text.iter().position(control) {
            let line = self.line.saturating_add(line_ends(&text[..position]));
            let message = format!("The file holds a control character (number {}), which XML forbids.", text[position]);
            return Err(Refused::broken(line, message));
        }
        let carried = self.cut.len();
        let mut joined = std::mem::take(&mut self.cut);
        joined.extend_from_slice(text);
        let Err(trouble) = std::str::from_utf8(&joined) else { return Ok(()) };
        let good = trouble.valid_up_to();
        if trouble.error_len().is_none() && joined.len() > carried {
            self.cut = joined.split_off(good);
            return Ok(());
        }
        let line = self.line.saturating_add(line_ends(&joined[..good]));
        Err(Refused::new(Reason::NotUtf8, line, "The file holds bytes that are not UTF-8 text.", UTF8_REMEDY))
    }
}

fn line_ends(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX)
}

impl<R: BufRead> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let stopped = || io::Error::other("refused");
        if self.trouble.is_some() {
            return Err(stopped());
        }
        if self.used == self.chunk.len() {
            if let Err(refused) = self.pull() {
                self.trouble = Some(refused);
                return Err(stopped());
            }
            if self.used == self.chunk.len() {
                return Ok(&[]);
            }
        }
        if self.allowance == 0 {
            let message = "One value, tag or comment in the file is longer than any a return has.";
            let remedy = "Check that the file is a return and was not damaged.";
            self.trouble = Some(Refused::new(Reason::TooLong, self.line, message, remedy));
            return Err(stopped());
        }
        let end = self.chunk.len().min(self.used.saturating_add(self.allowance));
        Ok(&self.chunk[self.used..end])
    }

    fn consume(&mut self, count: usize) {
        let end = self.chunk.len().min(self.used + count);
        let taken = &self.chunk[self.used..end];
        self.line = self.line.saturating_add(line_ends(taken));
        self.allowance = self.allowance.saturating_sub(taken.len());
        self.taken += taken.len() as u64;
        self.used = end;
    }
}

impl<R: BufRead> io::Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}
