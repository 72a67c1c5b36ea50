//! House rules, each a function over the text of files that answers what is wrong and how to put it right.
//!
//! `tests/house.rs` runs them over the repository. Each rule has a test beside it with a broken sample that it must
//! catch, so no rule here can pass by never looking.

pub mod arrows;
pub mod glossary;
pub mod map;
pub mod proofs;
pub mod purity;
pub mod safety;
pub mod text;
pub mod tree;

/// A tracked text file: its path from the root of the repository, with `/` between the parts, and its text.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> File {
        File { path: path.into(), text: text.into() }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Lines with their numbers, from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(i, line)| (i + 1, line))
    }
}
