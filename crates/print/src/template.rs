//! A document as values that the template sets.

use crate::fonts::{FONTS, drawable, template_families};
use crate::{Block, Document, Fault, Ink, Inked, Printed, Table};
use std::sync::LazyLock;
use typst::foundations::{Array, Datetime, Dict, IntoValue, Smart, Value};
use typst::layout::Abs;
use typst_as_lib::{TypstEngine, TypstTemplateMainFile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

static ENGINE: LazyLock<TypstEngine<TypstTemplateMainFile>> = LazyLock::new(|| {
    TypstEngine::builder().main_file(include_str!("document.typ")).fonts(FONTS.iter().cloned()).build()
});

/// What every print keeps to.
const STANDARDS: [PdfStandard; 2] = [PdfStandard::A_2a, PdfStandard::Ua_1];

/// Signs for private use, which no text that is printed can have: what stands between two of them is coloured.
const INKS: [(Ink, char, char); 2] = [(Ink::Look, '\u{e000}', '\u{e001}'), (Ink::Stop, '\u{e002}', '\u{e003}')];
/// Between two pages of a drawing, in points.
const GAP: f64 = 8.0;

pub fn pdf(document: &Document) -> Result<Printed, Fault> {
    export(&ENGINE, Values::default().of(document)?)
}

pub fn drawn(document: &Document, inked: Inked<'_>) -> Result<(String, usize), Fault> {
    let set = set(&ENGINE, Values { inked: Some(inked), ..Values::default() }.of(document)?)?;
    let svg = typst_svg::svg_merged(&set, &typst_svg::SvgOptions::default(), Abs::pt(GAP));
    Ok((svg, set.pages().len()))
}

fn set(engine: &TypstEngine<TypstTemplateMainFile>, values: Dict) -> Result<PagedDocument, Fault> {
    let set = engine.compile_with_input::<_, PagedDocument>(values).output;
    set.map_err(|fault| Fault(format!("the template: {fault}")))
}

fn export(engine: &TypstEngine<TypstTemplateMainFile>, values: Dict) -> Result<Printed, Fault> {
    let set = set(engine, values)?;
    let standards = PdfStandards::new(&STANDARDS).map_err(|fault| Fault(fault.message().to_string()))?;
    let creator = Smart::Custom(Some("Goldthread".to_owned()));
    let options = PdfOptions { standards, creator, ..PdfOptions::default() };
    let bytes = typst_pdf::pdf(&set, &options).map_err(|faults| {
        let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        Fault(said.join("; "))
    })?;
    Ok(Printed { bytes, pages: set.pages().len() })
}

/// Turns a document into values, and counts the signs that cannot be drawn.
#[derive(Default)]
struct Values<'m> {
    missing: usize,
    /// Says what of a text is coloured.
    inked: Option<Inked<'m>>,
    /// Is there a heading already? The standards want none that skips a level.
    headed: bool,
}

impl Values<'_> {
    fn of(mut self, document: &Document) -> Result<Dict, Fault> {
        let on = document.made;
        let part = |part: i8| u8::try_from(part).unwrap_or_default();
        let made = Datetime::from_ymd_hms(
            i32::from(on.year()),
            part(on.month()),
            part(on.day()),
            part(on.hour()),
            part(on.minute()),
            part(on.second()),
        );
        let made = made.ok_or_else(|| Fault("its date is none".to_owned()))?;
        let mut blocks: Array = document.blocks.iter().map(|block| self.block(block)).collect();
        let mut values = dict([
            ("title", self.title(&document.title)),
            ("under", self.texts(&document.under_title)),
            ("foot", self.text(&document.foot)),
            ("made", made.into_value()),
            ("wide", document.wide.into_value()),
            ("fonts", template_families().iter().map(|name| name.into_value()).collect::<Array>().into_value()),
        ]);
        if self.missing > 0 {
            let signs = if self.missing == 1 { "1 sign".to_owned() } else { format!("{} signs", self.missing) };
            let words = format!(
                "{signs} could not be printed. Each stands here as its number in Unicode, and can be read on the screen."
            );
            blocks.push(dict([("is", "paragraph".into_value()), ("text", words.into_value())]).into_value());
        }
        values.insert("blocks".into(), blocks.into_value());
        Ok(values)
    }

    fn block(&mut self, block: &Block) -> Value {
        let (is, text) = match block {
            Block::Subheading(words) if self.headed => ("subheading", self.title(words)),
            Block::Heading(words) | Block::Subheading(words) => {
                self.headed = true;
                ("heading", self.title(words))
            }
            Block::Paragraph(words) => ("paragraph", self.text(words)),
            Block::Quote(words) => ("quote", self.text(words)),
            Block::Warning(words) => ("warning", self.text(words)),
            Block::List(points) => ("list", self.texts(points)),
            Block::Facts(facts) => {
                let pair = |(name, words): &(String, String)| {
                    [self.text(name), self.text(words)].into_iter().collect::<Array>().into_value()
                };
                ("facts", facts.iter().map(pair).collect::<Array>().into_value())
            }
            Block::Table(table) => return self.table(table),
            Block::NewPage => ("page", "".into_value()),
        };
        dict([("is", is.into_value()), ("text", text)]).into_value()
    }

    fn table(&mut self, table: &Table) -> Value {
        let columns = table.head.len();
        let shares = (0..columns).map(|at| i64::from(table.shares.get(at).copied().unwrap_or(1)).into_value());
        let shares: Array = shares.collect();
        let mut cells = Array::new();
        for row in &table.rows {
            for at in 0..columns {
                cells.push(self.text(row.get(at).map_or("", String::as_str)));
            }
        }
        dict([
            ("is", "table".into_value()),
            ("head", self.texts(&table.head)),
            ("shares", shares.into_value()),
            ("cells", cells.into_value()),
        ])
        .into_value()
    }

    fn text(&mut self, words: &str) -> Value {
        let places = self.inked.map(|inked| inked(words)).unwrap_or_default();
        let (mut set, mut at) = (String::with_capacity(words.len()), 0);
        for (place, ink) in places {
            set.push_str(&self.drawable(words.get(at..place.start).unwrap_or_default()));
            at = place.end;
            let Some((_, opens, closes)) = INKS.into_iter().find(|(one, ..)| *one == ink) else { continue };
            // A line is coloured by itself: what is coloured never runs over the end of one.
            let lines = self.drawable(words.get(place).unwrap_or_default());
            let lines: Vec<String> = lines.split('\n').map(|line| format!("{opens}{line}{closes}")).collect();
            set.push_str(&lines.join("\n"));
        }
        set.push_str(&self.drawable(words.get(at..).unwrap_or_default()));
        set.into_value()
    }

    fn drawable(&mut self, words: &str) -> String {
        let (words, missing) = drawable(words);
        self.missing += missing;
        words
    }

    /// A document and each heading has a title, by the standard it is made to: one with nothing in it to read is said to
    /// have none.
    fn title(&mut self, words: &str) -> Value {
        let (drawn, missing) = drawable(words);
        self.missing += missing;
        if drawn.chars().any(char::is_alphanumeric) { drawn } else { "Untitled".to_owned() }.into_value()
    }

    fn texts(&mut self, all: &[String]) -> Value {
        all.iter().map(|words| self.text(words)).collect::<Array>().into_value()
    }
}

fn dict<const N: usize>(pairs: [(&str, Value); N]) -> Dict {
    pairs.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template of a test, with the fonts of every print.
    fn printed(template: &str) -> Result<Printed, Fault> {
        let engine = TypstEngine::builder().main_file(template.to_owned()).fonts(FONTS.iter().cloned()).build();
        export(&engine, Dict::new())
    }

    #[test]
    fn the_standards_are_checked_and_catch_a_broken_template() {
        let sound = "#set document(title: \"A plan\", date: datetime(year: 2026, month: 1, day: 2))\n\
            #set text(font: (\"Libertinus Serif\",), lang: \"en\")\n#title()\n= One\n== Two\n";
        assert!(printed(sound).is_ok());
        let broken = [
            ("no title", sound.replace("title: \"A plan\", ", "").replace("#title()", "")),
            ("a heading that skips a level", sound.replace("== Two", "=== Two")),
            ("a sign that no font has", format!("{sound}\u{1f600}")),
            ("a picture without words", format!("{sound}#figure(rect())")),
        ];
        for (what, template) in &broken {
            assert!(printed(template).is_err(), "{what} was printed");
        }
        println!("n = {} broken templates refused", broken.len());
    }
}
