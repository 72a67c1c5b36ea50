//! One small part of the file, a header or a child, gathered whole before it is understood.

use std::io::BufRead;

use super::refused::{Reason, Refused};
use super::tokens::{Token, Tokens};

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub name: String,
    pub line: u32,
    pub attributes: Vec<String>,
    /// Texts between its tags that are more than blanks, each with the line it starts on.
    pub texts: Vec<(u32, String)>,
    pub children: Vec<Node>,
}

/// Gathers the element just opened up to its end tag, `most` bytes of the file at the most.
pub(super) fn gather<R: BufRead>(tokens: &mut Tokens<R>, root: Node, most: u64) -> Result<Node, Refused> {
    let from = tokens.taken();
    let mut outer: Vec<Node> = Vec::new();
    let mut here = root;
    loop {
        let (line, token) = tokens.next()?;
        if tokens.taken() - from > most {
            let first = outer.first().unwrap_or(&here);
            let message = format!("`{}` is larger than {most} bytes.", super::fault::short(&first.name, 60));
            let remedy = "Check that its end tag is there and that the file was not damaged.";
            return Err(Refused::new(Reason::TooLarge, first.line, message, remedy));
        }
        match token {
            Token::Open { name, attributes } => {
                let inner = Node { name, line, attributes, ..Node::default() };
                outer.push(std::mem::replace(&mut here, inner));
            }
            Token::Text(text) => here.texts.push((line, text)),
            Token::Close => match outer.pop() {
                None => return Ok(here),
                Some(mut parent) => {
                    parent.children.push(here);
                    here = parent;
                }
            },
            Token::End => return Err(Refused::broken(line, "The file stops too soon.")),
        }
    }
}

/// Reads past the element just opened, keeping nothing.
pub(super) fn skip<R: BufRead>(tokens: &mut Tokens<R>) -> Result<(), Refused> {
    let mut depth = 1_u32;
    while depth > 0 {
        match tokens.next()? {
            (_, Token::Open { .. }) => depth += 1,
            (_, Token::Close) => depth -= 1,
            (_, Token::Text(_)) => {}
            (line, Token::End) => return Err(Refused::broken(line, "The file stops too soon.")),
        }
    }
    Ok(())
}
