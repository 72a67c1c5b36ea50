//! Tags and texts out of the stream, one at a time, with their lines.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};

use super::fault::short;
use super::limits::Limits;
use super::refused::{Reason, Refused};
use super::source::Source;

/// One step through the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A start tag: the name without prefix, and the names of attributes the census has no use for.
    Open { name: String, attributes: Vec<String> },
    /// The end of the element last opened.
    Close,
    /// Text that is more than blanks, whole between two tags.
    Text(String),
    /// The end of the file, every element closed.
    End,
}

/// What the reader is in the middle of; owned, so that the event can be let go.
enum Piece {
    Tag(Token),
    Text,
    End,
}

pub(crate) struct Tokens<R> {
    reader: Reader<Source<R>>,
    buffer: Vec<u8>,
    limits: Limits,
    open: Vec<String>,
    elements: u64,
    begun: bool,
    text: String,
    text_chars: usize,
    queued: Option<(u32, Token)>,
}

impl<R: BufRead> Tokens<R> {
    pub fn new(input: R, limits: Limits) -> Tokens<R> {
        let mut reader = Reader::from_reader(Source::new(input, &limits));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = true;
        config.check_comments = true;
        Tokens {
            reader,
            buffer: Vec::new(),
            limits,
            open: Vec::new(),
            elements: 0,
            begun: false,
            text: String::new(),
            text_chars: 0,
            queued: None,
        }
    }

    /// Bytes of the file taken so far.
    pub fn taken(&self) -> u64 {
        self.reader.get_ref().taken
    }

    /// The next step and the line it starts on.
    pub fn next(&mut self) -> Result<(u32, Token), Refused> {
        if let Some(queued) = self.queued.take() {
            return Ok(queued);
        }
        let mut text_line = self.reader.get_ref().line;
        loop {
            let line = self.reader.get_ref().line;
            let blank = self.text.trim_start().is_empty();
            if blank {
                text_line = line;
            }
            let token = match self.piece(line)? {
                Piece::Text => {
                    if blank {
                        let skipped = self.text.len() - self.text.trim_start().len();
                        let ends = self.text[..skipped].matches('\n').count();
                        text_line = line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
                        if skipped == self.text.len() {
                            self.text.clear();
                        }
                    }
                    continue;
                }
                Piece::Tag(token) => token,
                Piece::End => Token::End,
            };
            let text = std::mem::take(&mut self.text);
            self.text_chars = 0;
            if text.trim().is_empty() {
                return Ok((line, token));
            }
            let outside = match token {
                Token::Open { .. } => self.open.len() == 1,
                Token::End => true,
                _ => false,
            };
            if outside {
                return Err(Refused::broken(text_line, "There is text outside the outermost element."));
            }
            self.queued = Some((line, token));
            return Ok((text_line, Token::Text(text)));
        }
    }

    fn piece(&mut self, line: u32) -> Result<Piece, Refused> {
        self.buffer.clear();
        // A value of the longest length in the widest characters, and a little for its tag.
        self.reader.get_mut().allow(self.limits.text_chars.saturating_mul(4).saturating_add(1024));
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(trouble) => {
                let known = self.reader.get_mut().trouble.take();
                if self.buffer.get(..3).is_some_and(|begun| begun.eq_ignore_ascii_case(b"<!d")) {
                    return Err(document_type(line));
                }
                return Err(known.unwrap_or_else(|| Refused::broken(line, format!("The XML is broken: {trouble}."))));
            }
        };
        let first = !std::mem::replace(&mut self.begun, true);
        let added = match event {
            Event::Start(tag) => {
                let token = start(&tag, line, &self.limits)?;
                if self.open.is_empty() && self.elements > 0 {
                    return Err(Refused::broken(line, "A second outermost element starts here."));
                }
                self.elements += 1;
                if self.elements > self.limits.elements {
                    let message = format!("The file has more than {} elements.", self.limits.elements);
                    return Err(Refused::new(Reason::TooMany, line, message, "Check that this is the right file."));
                }
                if self.open.len() >= self.limits.depth {
                    let message = format!("Elements lie more than {} deep inside one another.", self.limits.depth);
                    let remedy = "A return is never that deep; check that this is the right file.";
                    return Err(Refused::new(Reason::TooDeep, line, message, remedy));
                }
                if let Token::Open { name, .. } = &token {
                    self.open.push(name.clone());
                }
                return Ok(Piece::Tag(token));
            }
            // Empty elements arrive as a start and an end.
            Event::End(_) | Event::Empty(_) => {
                self.open.pop();
                return Ok(Piece::Tag(Token::Close));
            }
            Event::Eof => return self.end(line).map(|()| Piece::End),
            Event::DocType(_) => return Err(document_type(line)),
            Event::Decl(declaration) if first => return encoding(&declaration, line).map(|()| Piece::Text),
            Event::Decl(_) => return Err(Refused::broken(line, "The XML declaration is not at the very start.")),
            Event::Comment(_) | Event::PI(_) => return Ok(Piece::Text),
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::CData(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(name) => resolve(&name, line)?.to_string(),
        };
        self.text_chars += added.chars().count();
        if self.text_chars > self.limits.text_chars {
            let message = format!("A value is longer than {} characters.", self.limits.text_chars);
            let remedy = "No value of a return is that long; check that the file was not damaged.";
            return Err(Refused::new(Reason::TooLong, line, message, remedy));
        }
        self.text.push_str(&added);
        Ok(Piece::Text)
    }

    fn end(&self, line: u32) -> Result<(), Refused> {
        match self.open.last() {
            Some(name) => Err(Refused::broken(line, format!("The file stops before `{}` is closed.", short(name, 60)))),
            None if self.elements == 0 => Err(Refused::broken(line, "The file holds no XML element.")),
            None => Ok(()),
        }
    }
}

fn start(tag: &BytesStart<'_>, line: u32, limits: &Limits) -> Result<Token, Refused> {
    let mut attributes = Vec::new();
    for (count, attribute) in tag.attributes().enumerate() {
        if count >= limits.attributes {
            let message = format!("An element has more than {} attributes.", limits.attributes);
            return Err(Refused::new(Reason::TooMany, line, message, "Check that this is the right file."));
        }
        let attribute = attribute.map_err(|trouble| Refused::broken(line, format!("A tag is broken: {trouble}.")))?;
        let name: &str = attribute.key.as_ref();
        if name != "xmlns" && !["xmlns:", "xsi:", "xml:"].iter().any(|prefix| name.starts_with(prefix)) {
            attributes.push(name.to_string());
        }
    }
    let name: &str = tag.name().into_inner();
    let local = name.rsplit(':').next().unwrap_or(name);
    if local.is_empty() {
        return Err(Refused::broken(line, "A tag has no name."));
    }
    Ok(Token::Open { name: local.to_string(), attributes })
}

fn document_type(line: u32) -> Refused {
    let message = "The file declares a document type (DOCTYPE), which is refused for safety.";
    Refused::new(Reason::Entities, line, message, "Take the DOCTYPE out, or export the file again without it.")
}

fn encoding(declaration: &BytesDecl<'_>, line: u32) -> Result<(), Refused> {
    let named = match declaration.encoding() {
        None => return Ok(()),
        Some(Ok(named)) => named,
        Some(Err(trouble)) => return Err(Refused::broken(line, format!("The XML declaration is broken: {trouble}."))),
    };
    if ["utf-8", "utf8", "us-ascii", "ascii"].iter().any(|known| named.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    let message = format!("The file says it is in the {} encoding, not UTF-8.", short(&named, 40));
    Err(Refused::new(Reason::NotUtf8, line, message, "Save or export the file as UTF-8 and send it again."))
}

fn resolve(reference: &BytesRef<'_>, line: u32) -> Result<char, Refused> {
    let name: &str = reference;
    if reference.is_char_ref() {
        let letter = reference.resolve_char_ref().ok().flatten();
        let allowed = |letter: &char| matches!(letter, '\t' | '\n' | '\r') || !letter.is_control();
        return letter
            .filter(allowed)
            .ok_or_else(|| Refused::broken(line, format!("`&{};` stands for no character.", short(name, 40))));
    }
    Ok(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let message = format!("The file uses an entity of its own, `&{};`, which is refused.", short(name, 40));
            let remedy = "Write the text itself in place of the entity; an ampersand alone is written &amp;.";
            return Err(Refused::new(Reason::Entities, line, message, remedy));
        }
    })
}
