//! The looked-after return: reading, checking and writing an invented one of 3,000 children with last year's beside it, next
//! to a bare read of the same files by the `csv` crate in the same run.
//!
//! Rates are rows a second of one processor's time, so that other work on the machine counts for little; trust the ratios.
//! `cargo bench -p standards --bench ssda903 -- write DIR 3000` writes the two returns to `DIR/this` and `DIR/last`;
//! `-- check DIR` reads and checks them, prints each place found, and says what it took in all.

#![allow(clippy::disallowed_methods, reason = "a benchmark must look at the time, and writes what it is asked to")]

#[path = "made/mod.rs"]
mod made;
#[path = "rate/mod.rs"]
mod rate;

use std::hint::black_box;
use std::io::Cursor;

use rate::rate;
use standards::reading::Limits;
use standards::ssda903::rules::{Returns, check};
use standards::ssda903::{Reading, Return, write};

const YEAR: i16 = 2026;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    if let [what, dir, children] = arguments.as_slice()
        && what == "write"
    {
        let (this, last) = made::returns(children.parse().expect("a number of children"), YEAR, 60);
        for (name, tables) in [("this", this), ("last", last)] {
            let dir = std::path::Path::new(dir).join(name);
            std::fs::create_dir_all(&dir).expect("the directory is made");
            tables.iter().for_each(|(file, text)| std::fs::write(dir.join(file), text).expect("the file is written"));
        }
        return;
    }
    if let [what, dir] = arguments.as_slice()
        && what == "check"
    {
        return check_whole(std::path::Path::new(dir));
    }
    for children in [3_000, 12_000] {
        measure(children);
    }
}

fn measure(children: u32) {
    let (this, last) = made::returns(children, YEAR, 60);
    let rows: usize = [&this, &last].into_iter().flatten().map(|(_, text)| text.lines().count() - 1).sum();
    println!("{children} children, {rows} rows of two years");
    let bare = rate(
        "a bare read by the csv crate",
        rows,
        || (),
        |()| [&this, &last].into_iter().flatten().map(|(_, text)| bare(text)).sum::<usize>(),
    );
    let read_both = || (read(&this, YEAR), read(&last, YEAR - 1));
    let reading = rate("read", rows, || (), |()| rows_of(&black_box(read_both()).0));
    println!("    {:.3} of the bare read", reading / bare);
    let (set, before) = read_both();
    let whole = Returns::new(set.clone(), Some(before));
    let report = check(&whole, 1);
    let checking = rate("checked", rows, || (), |()| check(black_box(&whole), 1).findings.len());
    println!("    {:.3} of the bare read; {} rules, {} findings", checking / bare, report.rules, report.findings.len());
    let put = rate("put together by child", rows, read_both, |(this, last)| Returns::new(this, Some(last)));
    println!("    {:.3} of the bare read", put / bare);
    let own = rows_of(&set);
    let writing = rate("written", own, || (), |()| written(black_box(&set)));
    println!("    {:.3} of the bare read", writing / bare);
}

/// Reads and checks the two returns of a folder, as the command does, and prints each place found as CSV.
fn check_whole(dir: &std::path::Path) {
    let read = |name: &str, year| {
        let mut reading = Reading::new(year, Limits::default());
        let mut files: Vec<_> = std::fs::read_dir(dir.join(name)).expect("the folder is there").flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files {
            reading
                .file(&file.path().display().to_string(), std::fs::File::open(file.path()).expect("the file is there"));
        }
        reading.finish().0
    };
    let whole = Returns::new(read("this", YEAR), Some(read("last", YEAR - 1)));
    let report = check(&whole, 2);
    let mut out = csv::Writer::from_writer(std::io::stdout().lock());
    out.write_record(["rule", "field", "line", "child"]).expect("standard output takes it");
    for finding in &report.findings {
        for place in &finding.places {
            let child = finding.child.as_deref().unwrap_or_default();
            out.write_record([finding.rule, place.field, &place.line.to_string(), child])
                .expect("standard output takes it");
        }
    }
    out.flush().expect("standard output takes it");
    let said = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).expect("Linux tells");
        text.lines().find_map(|line| line.strip_prefix(name).map(|rest| rest.trim().to_owned())).unwrap_or_default()
    };
    let usage = std::fs::read_to_string("/proc/self/stat").expect("Linux tells");
    let ticks: Vec<&str> = usage.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    eprintln!("{} rules, {} findings, not run {}", report.rules, report.findings.len(), report.not_run.len());
    eprintln!(
        "processor time {} + {} hundredths of a second; most memory {}",
        ticks[11],
        ticks[12],
        said("/proc/self/status", "VmHWM:")
    );
}

fn bare(text: &str) -> usize {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut row = csv::ByteRecord::new();
    let mut bytes = 0;
    while reader.read_byte_record(&mut row).expect("the file is sound") {
        bytes += row.as_slice().len();
    }
    bytes
}

fn read(tables: &made::Tables, year: i16) -> Return {
    let mut reading = Reading::new(year, Limits::default());
    tables.iter().for_each(|(name, text)| reading.file(name, Cursor::new(text.as_bytes())));
    reading.finish().0
}

macro_rules! every {
    ($set:expr, |$filed:ident| $do:expr) => {
        every!($set, |$filed| $do; header episodes reviews uasc oc2 oc3 ad1 placed_adoption prev_perm missing sw_episodes dolo)
    };
    ($set:expr, |$filed:ident| $do:expr; $($table:ident)+) => { $(if let Some($filed) = &$set.$table { $do; })+ };
}

fn rows_of(set: &Return) -> usize {
    let mut rows = 0;
    every!(set, |filed| rows += filed.rows.len());
    rows
}

fn written(set: &Return) -> usize {
    let mut out = Vec::new();
    every!(set, |filed| write::csv(&filed.rows, &mut out).expect("memory takes it"));
    out.len()
}
