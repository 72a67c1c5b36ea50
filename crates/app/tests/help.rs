//! What `--help` says is part of the product: it changes when somebody means it to.
//!
//! After a change of help text, write it down with: UPDATE_HELP=1 cargo test -p goldthread --test help

use clap::CommandFactory;
use goldthread::commands::Goldthread;
use std::collections::BTreeMap;
use std::path::Path;

fn all(command: &mut clap::Command, path: &str, out: &mut String) {
    *out += &format!("## {path}\n\n```text\n{}```\n\n", command.render_long_help());
    for name in inner(command) {
        if let Some(inner) = command.find_subcommand_mut(&name) {
            all(inner, &format!("{path} {name}"), out);
        }
    }
}

fn inner(command: &clap::Command) -> Vec<String> {
    command.get_subcommands().map(|one| one.get_name().to_owned()).filter(|name| name != "help").collect()
}

/// What is said, by the name of the file it is written down in: one for the program, one for each command.
fn said() -> BTreeMap<String, String> {
    let mut program = Goldthread::command().term_width(100);
    program.build();
    let mut said = BTreeMap::new();
    for name in inner(&program) {
        let mut help = format!("# What `goldthread {name}` says of itself\n\n");
        if let Some(command) = program.find_subcommand_mut(&name) {
            all(command, &format!("goldthread {name}"), &mut help);
        }
        said.insert(format!("{name}.md"), help);
    }
    let help = program.render_long_help();
    said.insert("goldthread.md".into(), format!("# What `goldthread` says of itself\n\n```text\n{help}```\n"));
    let trimmed = |text: String| text.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    said.into_iter().map(|(name, text)| (name, trimmed(text))).collect()
}

#[test]
fn help_reads_as_it_was_agreed() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/help");
    let said = said();
    if std::env::var_os("UPDATE_HELP").is_some() {
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir(&dir).unwrap();
        for (name, text) in &said {
            std::fs::write(dir.join(name), text).unwrap();
        }
    }
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    };
    let agreed: BTreeMap<String, String> = std::fs::read_dir(&dir).unwrap().map(file).collect();
    let changed: Vec<&String> =
        said.keys().chain(agreed.keys()).filter(|name| said.get(*name) != agreed.get(*name)).collect();
    assert!(
        changed.is_empty(),
        "the help has changed: UPDATE_HELP=1 cargo test -p goldthread --test help, then read {changed:?}"
    );
}

#[test]
fn every_command_says_what_it_is_for() {
    fn silent(command: &clap::Command, path: &str, out: &mut Vec<String>) {
        for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help") {
            let path = format!("{path} {}", inner.get_name());
            let quiet = |arg: &&clap::Arg| arg.get_help().is_none() && arg.get_id() != "help";
            out.extend(inner.get_arguments().filter(quiet).map(|arg| format!("{path}: {}", arg.get_id())));
            if inner.get_about().is_none() {
                out.push(path.clone());
            }
            silent(inner, &path, out);
        }
    }
    let mut out = Vec::new();
    silent(&Goldthread::command(), "goldthread", &mut out);
    assert_eq!(out, Vec::<String>::new());
}
