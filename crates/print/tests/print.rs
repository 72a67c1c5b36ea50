//! What a print is, whatever stands in it.

use jiff::civil::date;
use print::{Block, Document, Table};

fn sample() -> Document {
    let mut document = Document::new("Chronology: Jodie Marlbrook", date(2026, 11, 17).at(9, 30, 0, 0));
    document.under_title.push("Court version, issued on 17 November 2026".to_owned());
    document.foot = "Jodie Marlbrook, born 3 May 2017".to_owned();
    document.push(Block::Warning("The address must be kept safe.".to_owned()));
    document.push(Block::Subheading("What happened".to_owned()));
    document.push(Table::new(["Date", "What", "Impact"], [["3 May 2026", "Moved", "Settled"]]).shares([1, 3]));
    document.push(Block::Facts(vec![("Worker".to_owned(), "Grace Osei".to_owned())]));
    document.push(Block::List(vec!["One".to_owned(), "Two".to_owned()]));
    document.push(Block::Quote("I want to stay.\nWith Nan.".to_owned()));
    document
}

fn says(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn it_is_for_the_archive_and_for_a_screen_reader() {
    let printed = sample().pdf().unwrap();
    // The standards keep their marks in plain text, so that any program can read them.
    for mark in
        ["%PDF-1.7", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<", "/StructTreeRoot", "en-GB"]
    {
        assert!(says(&printed.bytes, mark), "{mark} is not in the file");
    }
    assert!(!says(&printed.bytes, "<pdfaid:part>3<"), "this test finds what is not there");
    assert_eq!(printed.pages, 1);
    if let Ok(path) = std::env::var("PRINT_TO") {
        std::fs::write(path, &printed.bytes).unwrap();
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_another_does_not() {
    let first = sample().pdf().unwrap();
    assert_eq!(first.bytes, sample().pdf().unwrap().bytes);
    let mut other = sample();
    other.foot.push('.');
    assert_ne!(first.bytes, other.pdf().unwrap().bytes);
}

#[test]
fn pages_are_counted_and_text_is_not_markup() {
    let mut document = sample();
    document.push(Block::paragraph("#pagebreak() *bold* = heading $x$ \\ <mark> @one // gone"));
    assert_eq!(document.pdf().unwrap().pages, 1);
    document.push(Block::NewPage);
    document.push(Block::heading("The next child"));
    assert_eq!(document.pdf().unwrap().pages, 2);
}

#[test]
fn a_table_of_300_rows_runs_over_many_pages() {
    let row =
        |at: usize| [format!("{at} May 2026"), "Seen at home, with both parents there. ".repeat(3), "Settled".into()];
    let mut document = sample();
    document.push(Table::new(["Date", "What", "Impact"], (0..300).map(row)).shares([1, 3, 2]));
    let begun = std::time::Instant::now();
    let printed = document.pdf().unwrap();
    println!("300 rows: {} pages, {} kB, {:?}", printed.pages, printed.bytes.len() / 1000, begun.elapsed());
    assert!(printed.pages > 5);
}

#[test]
fn no_text_keeps_a_document_from_being_printed() {
    let seed = std::env::var("PRINT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("PRINT_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut words = |longest: usize| -> String {
        let ranges = [' '..'\u{7f}', '\u{0}'..'\u{300}', '\u{300}'..'\u{3000}', '\u{3000}'..'\u{fffff}'];
        let range = ranges[chance.usize(..ranges.len())].clone();
        (0..chance.usize(..longest)).map(|_| chance.char(range.clone())).collect()
    };
    let tried = 12;
    for _ in 0..tried {
        let mut document = Document::new(words(20), date(2026, 2, 28).at(23, 59, 59, 0));
        document.under_title = vec![words(30)];
        document.foot = words(20);
        document.wide = true;
        for block in [Block::Subheading, Block::Quote, Block::Warning, Block::Heading, Block::Paragraph] {
            document.push(block(words(200)));
        }
        document.push(Block::Facts(vec![(words(9), words(60)), (String::new(), String::new())]));
        document.push(Block::List(vec![words(30), String::new()]));
        document.push(Table::new([words(9), words(9)], [vec![words(80)], vec![words(8), words(8), words(8)]]));
        document.push(Table::default());
        document.pdf().unwrap();
    }
    println!("n = {tried} documents of any signs printed");
}

#[test]
fn what_is_looked_at_before_is_what_is_printed_with_places_coloured() {
    let mut document = sample();
    document.push(Block::paragraph("She lives at 9 Hidden Way,\nnext to the school. ".repeat(60)));
    let of = |words: &'static str, ink: print::Ink| {
        move |text: &str| text.match_indices(words).map(|(at, found)| (at..at + found.len(), ink)).collect::<Vec<_>>()
    };
    let nothing = |_: &str| Vec::new();
    let (plain, pages) = document.drawn(&nothing).unwrap();
    assert_eq!(pages, document.pdf().unwrap().pages);
    let (look, same) = document.drawn(&of("next to the school", print::Ink::Look)).unwrap();
    let (stop, _) = document.drawn(&of("9 Hidden Way,\nnext", print::Ink::Stop)).unwrap();
    assert_eq!(same, pages);
    // Colour is there only where it is asked for, and no letter moves from one page to another.
    let has = |svg: &str, colour: &str| svg.matches(colour).count();
    assert_eq!((has(&plain, "#fff2b3"), has(&plain, "#f6d7d2")), (0, 0));
    assert!(has(&look, "#fff2b3") >= 60, "{}", has(&look, "#fff2b3"));
    assert!(has(&stop, "#f6d7d2") >= 120, "{}", has(&stop, "#f6d7d2"));
    assert!(!plain.contains("<script") && !plain.contains("http://localhost"));
    if let Ok(path) = std::env::var("PRINT_TO") {
        std::fs::write(path, &stop).unwrap();
    }
}

#[test]
fn every_text_can_be_changed_and_none_is_missed() {
    let mut document = sample();
    document.push(Block::heading("A secret heading"));
    document.push(Table::new(["A secret head"], [["A secret cell"]]));
    document.foot.push_str("secret");
    let changed = document.with_texts(|text| text.replace("secret", "plain"));
    assert_eq!(document.texts().iter().filter(|text| text.contains("secret")).count(), 4);
    assert_eq!(changed.texts().iter().filter(|text| text.contains("plain")).count(), 4);
    assert!(!format!("{changed:?}").contains("secret"));
}
