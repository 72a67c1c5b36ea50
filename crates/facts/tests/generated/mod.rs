//! Facts made up for every table, driven by a list of bytes so that a failure shrinks to a small one.

use facts::{Facts, Kind, Row, VisitMut};
use std::borrow::Cow;

/// Up to four rows for every table, with every kind of value and awkward text.
pub fn facts(bytes: &[u8]) -> Facts {
    let mut facts = Facts::default();
    facts.visit_mut(&mut Made { bytes, at: 0 });
    facts
}

struct Made<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Made<'_> {
    fn pick(&mut self, count: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % count
    }

    fn cell(&mut self, kind: Kind) -> String {
        const WORDS: [&str; 12] = [
            "",
            "plain",
            "a,b",
            "say \"hello\"",
            "two\nlines",
            "Zoë Ó Briain",
            " blanks ",
            "=1+1",
            "NULL",
            "'",
            "0012",
            "\u{feff}x",
        ];
        const JSON: [&str; 3] = ["", r#"["4A","16A"]"#, r#"{"NFA_FLAG":"Y"}"#];
        let (a, b) = (self.pick(12), self.pick(28));
        match kind {
            Kind::Id(_) | Kind::Text(_) | Kind::Code(_) | Kind::Hash => WORDS[a].to_owned(),
            Kind::Json(_) => JSON[a % 3].to_owned(),
            _ if a == 0 => String::new(),
            Kind::Flag => if a.is_multiple_of(2) { "Y" } else { "N" }.to_owned(),
            Kind::Bit => (a % 2).to_string(),
            Kind::Date => format!("20{a:02}-02-{:02}", b + 1),
            Kind::Moment if a.is_multiple_of(2) => format!("2026-03-{:02}T{a:02}:{b:02}", b + 1),
            Kind::Moment => format!("2026-03-{:02}", b + 1),
            Kind::Partial(_) => ["zz/zz/zzzz", "zz/zz/2019", "zz/05/2019", "04/05/2019"][b % 4].to_owned(),
            Kind::Int => format!("{}", b as i32 - 5),
            Kind::Number => format!("{}", (b as f64 - 5.0) / 3.0),
        }
    }
}

impl VisitMut for Made<'_> {
    fn rows<R: Row>(&mut self, rows: &mut Vec<R>) {
        for _ in 0..self.pick(5) {
            rows.push(R::read(
                &mut |place| Cow::Owned(self.cell(R::TABLE.columns[place].kind)),
                &mut |place, value, why| panic!("{}: {value} {why:?}", R::TABLE.columns[place].name),
            ));
        }
    }
}
