//! Worked examples in words, run as tests: every `## heading` of `stories/*.md` is one test.
//!
//! `stories/README.md` says how to write one.

mod body;
mod check;
mod page;
mod recorded;
mod twins;

use libtest_mimic::{Arguments, Trial};
use std::path::Path;

/// The groups of clocks of which each must be in some story.
const TOLD: [&str; 2] = ["CLK-FD-", "CLK-AS-"];

fn main() {
    let mut trials = twins::trials();
    let pages = pages();
    let told: String = pages.iter().map(|(_, text)| text.as_str()).collect();
    trials.push(Trial::test("every clock of these groups has a story", move || {
        let ids = practice::clocks::all().iter().map(|clock| clock.id);
        let untold: Vec<&str> = ids
            .filter(|id| TOLD.iter().any(|group| id.starts_with(group)) && !told.contains(&format!("| {id} |")))
            .collect();
        if untold.is_empty() { Ok(()) } else { Err(format!("no story tells of {}", untold.join(", ")).into()) }
    }));
    for (name, text) in pages {
        match page::read(&format!("stories/{name}.md"), &text, &check::EXPECTED) {
            Ok(stories) => trials.extend(stories.into_iter().map(|story| {
                Trial::test(format!("{name}: {}", story.heading), move || check::check(&story).map_err(Into::into))
            })),
            Err(fault) => trials.push(Trial::test(format!("{name}: cannot be read"), move || Err(fault.into()))),
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Every page of stories beside the code: its name without the ending, and its text.
#[allow(clippy::disallowed_methods)]
fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("stories");
    let mut pages: Vec<(String, String)> = std::fs::read_dir(&folder)
        .unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()))
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("README.md"))
        .map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display())))
        })
        .collect();
    pages.sort();
    pages
}
