//! A report on paper and as a workbook: what its page says, made from the same words.

use crate::printing::dated;
use crate::sheets::{Cell, Sheet};
use casework::figures::{Content, Issued, Line};
use practice::moment::{Moment, long_date, short_date};
use print::{Block, Document, Table};

/// The report as a document.
pub(super) fn document(issued: &Issued, content: &Content, by: &str) -> Document {
    let mut document = Document::new(content.heading(), dated(issued.issued));
    document.wide = true;
    document.foot.clone_from(&document.title);
    document.under_title = vec![
        format!("Issued on {} by {by}.", issued.issued),
        format!("From the records as they were read on {}. Nothing recorded later is in it.", Moment::of(content.read)),
    ];
    document.push(Block::heading("Figures"));
    let row = |line: &Line| {
        let others: Vec<String> =
            line.others.iter().map(|one| format!("{}: {} ({})", one.name, one.written(), one.period)).collect();
        [line.name.clone(), figure(line), line.period.clone(), line.change.clone(), others.join("\n")]
    };
    let head = ["Measure", "Figure", "Of", "Change over two years", "Others"];
    document.push(Table::new(head, content.lines.iter().map(row)).shares([4, 3, 3, 3, 3]));
    document.push(Block::heading("What was said"));
    let mut silent = true;
    for line in content.lines.iter().filter(|line| !line.said.is_empty()) {
        silent = false;
        document.push(Block::Subheading(line.name.clone()));
        for said in &line.said {
            let of = if said.of.is_empty() { String::new() } else { format!(", of {}", said.of) };
            document.push(Block::Quote(said.says.clone()));
            if !said.will_do.is_empty() {
                document.push(Block::paragraph(format!("We will: {}", said.will_do)));
            }
            document.push(Block::paragraph(format!("{}, {}{of}", said.by, short_date(said.on))));
        }
    }
    if silent {
        document.push(Block::paragraph("Nothing was said of these figures."));
    }
    document.push(Block::heading("What each figure is"));
    for line in &content.lines {
        document.push(Block::Subheading(format!("{} ({})", line.name, line.id)));
        document.push(Block::Facts(line.definition.clone()));
    }
    document
}

/// A figure with its counts: "86.0% (43 of 50)".
pub(super) fn figure(line: &Line) -> String {
    if line.counts.is_empty() { line.figure.clone() } else { format!("{} ({})", line.figure, line.counts) }
}

/// The report as tables: what the figures are first, then the figures.
pub(super) fn sheets(issued: &Issued, content: &Content, by: &str) -> Vec<Sheet> {
    let about = vec![
        ("Report", content.heading()),
        ("First day", content.from.to_string()),
        ("Last day", content.to.to_string()),
        ("Issued", format!("{} by {by}", issued.issued)),
        ("Records as read", Moment::of(content.read).to_string()),
    ];
    sheets_of(about, &content.lines)
}

/// Figures as tables: what they are first, with what is said about all of them, then the figures.
pub(super) fn sheets_of(about: Vec<(&str, String)>, lines: &[Line]) -> Vec<Sheet> {
    let text = |words: &str| Cell::from(words);
    let definitions = lines.iter().flat_map(|line| {
        line.definition.iter().map(move |(part, words)| vec![text(&line.id), text(&line.name), text(part), text(words)])
    });
    let about = about.into_iter().map(|(part, words)| vec![text(""), text(""), text(part), Cell::from(words)]);
    let figures = lines.iter().map(|line| {
        let number = |number: f64| if line.tells_counts() { Cell::Number(number) } else { text("") };
        vec![
            text(&line.id),
            text(&line.name),
            text(&line.figure),
            line.value.into(),
            number(line.counted),
            number(line.of),
            text(&line.from.to_string()),
            text(&line.to.to_string()),
            text(&line.change),
            text(&line.residents),
        ]
    });
    let parts = lines.iter().flat_map(|line| {
        line.parts
            .iter()
            .map(move |(name, counted, of)| vec![text(&line.id), text(name), (*counted).into(), (*of).into()])
    });
    let months = lines.iter().flat_map(|line| {
        line.series.iter().map(move |(on, value)| vec![text(&line.id), text(&on.to_string()), (*value).into()])
    });
    let others = lines.iter().flat_map(|line| {
        line.others.iter().map(move |one| {
            vec![
                text(&line.id),
                text(&one.name),
                one.value.into(),
                text(&one.unit),
                text(&one.period),
                text(&one.source),
            ]
        })
    });
    let said = lines.iter().flat_map(|line| {
        line.said.iter().map(move |one| {
            let on = long_date(one.on);
            vec![text(&line.id), text(&one.by), text(&on), text(&one.of), text(&one.says), text(&one.will_do)]
        })
    });
    let sheet = |name, head: &[&'static str], rows: Vec<Vec<Cell>>| Sheet { name, head: head.to_vec(), rows };
    vec![
        sheet("Definitions", &["id", "name", "part", "words"], about.chain(definitions).collect()),
        sheet(
            "Figures",
            &["id", "name", "figure", "value", "counted", "out of", "from", "to", "change", "residents"],
            figures.collect(),
        ),
        sheet("Parts", &["id", "part", "counted", "out of"], parts.collect()),
        sheet("Months", &["id", "month to", "value"], months.collect()),
        sheet("Others", &["id", "who", "value", "unit", "period", "source"], others.collect()),
        sheet("What was said", &["id", "by", "on", "of", "says", "we will"], said.collect()),
    ]
}
