//! The stories of the measures, run: every heading of `stories/*.md` is a test. The README there says how to write one.
#![allow(clippy::disallowed_methods)]

mod page;
mod reads;
mod tell;

use libtest_mimic::{Arguments, Failed, Trial};
use measures::registry::declared;
use std::collections::BTreeSet;
use std::path::Path;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stories");
    let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()).collect();
    files.sort();
    let (mut trials, mut told, mut rows) = (Vec::new(), BTreeSet::new(), Vec::new());
    for path in files.iter().filter(|path| path.file_name().is_some_and(|name| name != "README.md")) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match std::fs::read_to_string(path).map_err(|fault| fault.to_string()).and_then(|text| page::read(&text)) {
            Ok(stories) => trials.extend(stories.into_iter().map(|story| {
                told.insert(story.id.clone());
                rows.push((story.facts.clone(), story.expected.iter().map(|one| one.on.clone()).collect()));
                let name = format!("{name}:{} {} {}", story.line, story.id, story.name);
                Trial::test(name, move || tell::told(&story).map_err(Failed::from))
            })),
            Err(fault) => trials.push(Trial::test(name, move || Err(fault.into()))),
        }
    }
    trials.push(Trial::test("every built measure has its story", move || {
        let built: Vec<&str> = declared().map(|built| built.id).collect();
        let without: Vec<&str> = built.iter().copied().filter(|id| !told.contains(*id)).collect();
        println!("{} built, {} with a story", built.len(), built.len() - without.len());
        if without.is_empty() { Ok(()) } else { Err(format!("without a story: {}", without.join(", ")).into()) }
    }));
    trials.push(Trial::test("a measure reads no table that it does not name", move || {
        reads::named(&rows).map_err(Failed::from)
    }));
    trials.extend(twins());
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

const STORY: &str = "## IND-FD-01 Contacts received\n\n| Table | Child | What |\n|---|---|---|\n\
    | contacts | Aisha | contact_date: 4 June 2026 |\n\n| On | Value | Counted |\n|---|---|---|\n| 30 June 2026 | 1 | Aisha |\n";

/// A sound story, and its broken twins.
fn twins() -> Vec<Trial> {
    let run = |text: &str| page::read(text).and_then(|all| all.iter().try_for_each(tell::told));
    let sound = Trial::test("the harness: a sound story passes", move || run(STORY).map_err(Failed::from));
    let broken = [
        ("a wrong value", "| 1 |", "| 2 |", "expected value 2, found 1"),
        ("a wrong name", "| Aisha |\n", "| Bilal |\n", "expected counted Bilal, found Aisha"),
        ("another month", "30 June", "31 July", "found 0"),
        ("no such measure", "IND-FD-01", "IND-FD-99", "no measure IND-FD-99"),
        ("a name of its own", "Contacts received", "Contacts", "is called Contacts received"),
        ("no such table", "| contacts |", "| calls |", "no table calls"),
        ("no such field", "contact_date", "call_date", "no field that ends in call_date"),
        ("no such day", "4 June", "31 June", "is not a day"),
        ("no such column", "| Counted |", "| Names |", "no table has the columns"),
    ];
    let broken = broken.into_iter().map(move |(name, from, to, said)| {
        Trial::test(format!("the harness: {name}"), move || match run(&STORY.replacen(from, to, 1)) {
            _ if !STORY.contains(from) => Err("the twin is the story itself".into()),
            Ok(()) => Err("it was let through".into()),
            Err(fault) if fault.contains(said) => Ok(()),
            Err(fault) => Err(format!("said “{fault}”, without “{said}”").into()),
        })
    });
    std::iter::once(sound).chain(broken).collect()
}
