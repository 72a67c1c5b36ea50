//! The way through the file: the header, then the children one by one.

use std::collections::HashMap;
use std::io::BufRead;

use super::fault::{Fault, Faults, Place, short};
use super::limits::Limits;
use super::node::{Node, gather, skip};
use super::refused::{Reason, Refused};
use super::rows::{Child, Header, value};
use super::tokens::{Token, Tokens};
use super::{checks, checks_episode, child, group, header};

/// Child numbers longer than this are not compared with one another; a proper one has at most 20 characters.
const ID_COMPARED: usize = 100;

/// What is known of a return once all of it has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The header; empty when the file has none.
    pub header: Header,
    /// How many children were handed over.
    pub children: u32,
    /// What is wrong, in the order of the lines, up to the limit.
    pub faults: Vec<Fault>,
    /// Faults beyond the limit, counted only.
    pub unlisted: u64,
}

/// Reads a return, handing each child over as soon as it is whole. Memory stays bounded by `limits.child_bytes`,
/// `limits.faults` and the numbers of `limits.children` children, whatever the file holds.
///
/// When the answer is [`Refused`], children already handed over must not be used.
pub fn read_each(input: impl BufRead, limits: Limits, each: impl FnMut(Child)) -> Result<Summary, Refused> {
    let mut walk = Walk {
        tokens: Tokens::new(input, limits),
        limits,
        faults: Faults::new(limits.faults),
        header: None,
        children: 0,
        seen: HashMap::new(),
        each,
    };
    walk.message()?;
    let (faults, unlisted) = walk.faults.finish();
    Ok(Summary { header: walk.header.unwrap_or_default(), children: walk.children, faults, unlisted })
}

struct Walk<R, F> {
    tokens: Tokens<R>,
    limits: Limits,
    faults: Faults,
    header: Option<Header>,
    children: u32,
    /// Line each child number was first met on.
    seen: HashMap<String, u32>,
    each: F,
}

impl<R: BufRead, F: FnMut(Child)> Walk<R, F> {
    fn message(&mut self) -> Result<(), Refused> {
        let root = match self.tokens.next()? {
            (line, Token::Open { name, .. }) if name == "Message" => line,
            (line, Token::Open { name, .. }) => {
                let message = format!("The outermost element is `{}`, not `Message`.", short(&name, 60));
                return Err(Refused::new(Reason::WrongRoot, line, message, "Choose the census file itself."));
            }
            (line, _) => return Err(Refused::broken(line, "The file does not begin with an element.")),
        };
        let mut listed = None;
        loop {
            match self.tokens.next()? {
                (line, Token::Open { name, attributes }) => match name.as_str() {
                    "Header" => self.take_header(Node { name, line, attributes, ..Node::default() })?,
                    "Children" => {
                        if let Some(first) = listed.replace(line) {
                            let message = format!("There is a second list of children; the first is on line {first}.");
                            let at = Place { line, element: "Children".into() };
                            self.faults.warn(&at, "", message, "Put all children in one list. Both lists were read.");
                        }
                        self.take_children()?;
                    }
                    _ => self.pass_over(name, line, "")?,
                },
                (line, Token::Text(text)) => self.stray(line, "Message", &text),
                (_, Token::Close) => break,
                (line, Token::End) => return Err(Refused::broken(line, "The file stops too soon.")),
            }
        }
        // Anything but blanks and comments after the root is refused by the tokens themselves.
        self.tokens.next()?;
        if listed.is_none() {
            let at = Place { line: root, element: "Children".into() };
            self.faults.error(
                &at,
                "",
                "The file holds no list of children.",
                "Export the file again, children included.",
            );
        }
        if self.header.is_none() {
            let at = Place { line: root, element: "Header".into() };
            let message = "The file has no header, so codes were not held against their years.";
            self.faults.warn(&at, "", message, "Export the file again, header included.");
        }
        Ok(())
    }

    fn take_header(&mut self, node: Node) -> Result<(), Refused> {
        let line = node.line;
        let at = Place { line, element: "Header".into() };
        if let Some(first) = &self.header {
            let message = format!("There is a second header; the first, on line {}, was kept.", first.line);
            self.faults.warn(&at, "", message, "Keep the one that is right.");
            return skip(&mut self.tokens);
        }
        if self.children > 0 {
            let message = "The header comes after the children, whose codes were not held against its year.";
            self.faults.warn(&at, "", message, "Put the header first.");
        }
        let node = gather(&mut self.tokens, node, self.limits.child_bytes)?;
        self.header = Some(header::header(node, &mut self.faults)?);
        Ok(())
    }

    fn take_children(&mut self) -> Result<(), Refused> {
        loop {
            match self.tokens.next()? {
                (line, Token::Open { name, attributes }) if name == "Child" => {
                    if self.children >= self.limits.children {
                        let message = format!("The file has more than {} children.", self.limits.children);
                        let remedy = "Check that this is the right file.";
                        return Err(Refused::new(Reason::TooMany, line, message, remedy));
                    }
                    let node = Node { name, line, attributes, ..Node::default() };
                    let node = gather(&mut self.tokens, node, self.limits.child_bytes)?;
                    self.take_child(node);
                }
                (line, Token::Open { name, .. }) => self.pass_over(name, line, "Children/")?,
                (line, Token::Text(text)) => self.stray(line, "Children", &text),
                (_, Token::Close) => return Ok(()),
                (line, Token::End) => return Err(Refused::broken(line, "The file stops too soon.")),
            }
        }
    }

    fn take_child(&mut self, node: Node) {
        let faults = &mut self.faults;
        let row = child::child(node, faults);
        let reference = self.header.as_ref().and_then(|header| value(&header.reference_date).copied());
        checks::child(&row, reference, faults);
        for episode in &row.episodes {
            checks_episode::episode(&row.identifiers, episode, reference, faults);
        }
        let id = &row.identifiers.la_child_id;
        if let Some(number) = id.value.as_ref().filter(|number| number.len() <= ID_COMPARED) {
            match self.seen.get(number) {
                Some(first) => {
                    let at = Place { line: id.line, element: "ChildIdentifiers/LAchildID".into() };
                    let message = format!("The number `{number}` was given to the child on line {first} already.");
                    faults.error(
                        &at,
                        &id.raw,
                        message,
                        "Give each child once, with all its episodes, under its own number.",
                    );
                }
                None => {
                    self.seen.insert(number.clone(), id.line);
                }
            }
        }
        faults.child = None;
        self.children += 1;
        (self.each)(row);
    }

    fn pass_over(&mut self, name: String, line: u32, parent: &str) -> Result<(), Refused> {
        let at = Place { line, element: format!("{parent}{}", short(&name, 60)) };
        group::unknown(&Node { name, line, ..Node::default() }, &at, &mut self.faults);
        skip(&mut self.tokens)
    }

    fn stray(&mut self, line: u32, element: &str, text: &str) {
        let text = text.trim();
        let message = format!("There is text between the elements: `{}`.", short(text, 60));
        let at = Place { line, element: element.into() };
        self.faults.warn(&at, text, message, "Take it out, or put it in the element it belongs to.");
    }
}
