//! A structured document in, a PDF for the archive out.
//!
//! What comes out is PDF/A-2a and PDF/UA-1 at once: fonts inside, every part tagged for a screen reader, checked while
//! it is made. The same document gives the same bytes. Nothing is read from outside, and text is never taken for markup.
//!
//! ```
//! use print::{Block, Document, Table};
//! let made = jiff::civil::date(2026, 11, 17).at(9, 30, 0, 0);
//! let mut document = Document::new("Chronology", made);
//! document.push(Block::paragraph("What workers chose for the child's story."));
//! document.push(Table::new(["Date", "What happened"], [["3 May 2026", "Started school."]]).shares([1, 3]));
//! let printed = document.pdf().expect("it is sound");
//! assert_eq!(printed.pages, 1);
//! ```

mod fonts;
mod template;

use jiff::civil::DateTime;
use std::fmt;
use std::ops::Range;

/// A document to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title: shown at its head, and in the window of a reader.
    pub title: String,
    /// Lines under the title: who it is about, as at when.
    pub under_title: Vec<String>,
    /// A line at the foot of every page, before the number of the page.
    pub foot: String,
    /// When it was made, as the clock on the wall says. Kept in the file.
    pub made: DateTime,
    /// Wide pages: for tables of many columns.
    pub wide: bool,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// A part of a document. A blank line in a text begins a paragraph; an end of line begins a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A heading under a heading.
    Subheading(String),
    /// Text.
    Paragraph(String),
    /// Somebody's own words, set apart.
    Quote(String),
    /// What must not be missed, in a frame.
    Warning(String),
    /// Names and what they stand for.
    Facts(Vec<(String, String)>),
    /// Points.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// What follows begins a page.
    NewPage,
}

impl Block {
    /// A heading.
    pub fn heading(words: impl Into<String>) -> Block {
        Block::Heading(words.into())
    }

    /// Text.
    pub fn paragraph(words: impl Into<String>) -> Block {
        Block::Paragraph(words.into())
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Block {
        Block::Table(table)
    }
}

/// A table. Its head is repeated on every page it runs over.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// The words above each column.
    pub head: Vec<String>,
    /// How much of the width each column has, beside the others. A column without a share has one.
    pub shares: Vec<u32>,
    /// Rows: short ones are filled with nothing, long ones are cut at the last column.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with columns of the same width.
    pub fn new<H, R, C>(head: H, rows: R) -> Table
    where
        H: IntoIterator<Item: Into<String>>,
        R: IntoIterator<Item = C>,
        C: IntoIterator<Item: Into<String>>,
    {
        let row = |row: C| row.into_iter().map(Into::into).collect();
        Table {
            head: head.into_iter().map(Into::into).collect(),
            shares: Vec::new(),
            rows: rows.into_iter().map(row).collect(),
        }
    }

    /// The same, with this much of the width for each column.
    pub fn shares(self, shares: impl IntoIterator<Item = u32>) -> Table {
        Table { shares: shares.into_iter().collect(), ..self }
    }
}

impl Document {
    /// An empty document.
    pub fn new(title: impl Into<String>, made: DateTime) -> Document {
        Document {
            title: title.into(),
            under_title: Vec::new(),
            foot: String::new(),
            made,
            wide: false,
            blocks: Vec::new(),
        }
    }

    /// Adds a part at the end.
    pub fn push(&mut self, block: impl Into<Block>) {
        self.blocks.push(block.into());
    }

    /// The document as PDF/A-2a and PDF/UA-1. A sign that none of the fonts can draw is shown as its number in
    /// Unicode, `[U+1F600]`, and the end of the document says so.
    ///
    /// # Errors
    /// When the document cannot be set or does not meet the standards. No text makes that happen that we know of.
    pub fn pdf(&self) -> Result<Printed, Fault> {
        template::pdf(self)
    }
}

/// What a place in a text is coloured as, when pages are looked at before they are sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ink {
    /// It is to be looked at.
    Look,
    /// It must not leave.
    Stop,
}

/// Says where in a text something is to be coloured: places in order, apart from each other.
pub type Inked<'m> = &'m dyn Fn(&str) -> Vec<(Range<usize>, Ink)>;

impl Document {
    /// The pages of the PDF as one drawing (SVG), each under the other, with places coloured; and how many there are.
    /// Colouring moves nothing: lines and pages end where they end in the PDF.
    ///
    /// # Errors
    /// As for the PDF.
    pub fn drawn(&self, inked: Inked<'_>) -> Result<(String, usize), Fault> {
        template::drawn(self, inked)
    }

    /// Every text that stands in it, its foot and the heads of its tables included.
    pub fn texts(&self) -> Vec<&str> {
        let mut all = vec![self.title.as_str(), self.foot.as_str()];
        all.extend(self.under_title.iter().map(String::as_str));
        for block in &self.blocks {
            match block {
                Block::Heading(words)
                | Block::Subheading(words)
                | Block::Paragraph(words)
                | Block::Quote(words)
                | Block::Warning(words) => all.push(words),
                Block::Facts(facts) => all.extend(facts.iter().flat_map(|(name, words)| [name.as_str(), words])),
                Block::List(points) => all.extend(points.iter().map(String::as_str)),
                Block::Table(table) => {
                    all.extend(table.head.iter().chain(table.rows.iter().flatten()).map(String::as_str));
                }
                Block::NewPage => {}
            }
        }
        all
    }

    /// The same document with every text changed.
    pub fn with_texts(&self, change: impl Fn(&str) -> String) -> Document {
        let all = |texts: &[String]| texts.iter().map(|words| change(words)).collect::<Vec<String>>();
        let block = |block: &Block| match block {
            Block::Heading(words) => Block::Heading(change(words)),
            Block::Subheading(words) => Block::Subheading(change(words)),
            Block::Paragraph(words) => Block::Paragraph(change(words)),
            Block::Quote(words) => Block::Quote(change(words)),
            Block::Warning(words) => Block::Warning(change(words)),
            Block::Facts(facts) => {
                Block::Facts(facts.iter().map(|(name, words)| (change(name), change(words))).collect())
            }
            Block::List(points) => Block::List(all(points)),
            Block::Table(table) => Block::Table(Table {
                head: all(&table.head),
                shares: table.shares.clone(),
                rows: table.rows.iter().map(|row| all(row)).collect(),
            }),
            Block::NewPage => Block::NewPage,
        };
        Document {
            title: change(&self.title),
            under_title: all(&self.under_title),
            foot: change(&self.foot),
            blocks: self.blocks.iter().map(block).collect(),
            ..self.clone()
        }
    }
}

/// A finished PDF.
#[derive(Clone, PartialEq)]
pub struct Printed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its pages: sides of A4.
    pub pages: usize,
}

impl fmt::Debug for Printed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Printed {{ {} bytes, {} pages }}", self.bytes.len(), self.pages)
    }
}

/// Why a document could not be printed. Says nothing of what stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault(pub String);

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "this document could not be printed: {}", self.0)
    }
}

impl std::error::Error for Fault {}
