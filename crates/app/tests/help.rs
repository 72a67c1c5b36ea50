//! What `--help` says is part of the product: it changes when somebody means it to.
//!
//! After a change of help text, write it down with: UPDATE_HELP=1 cargo test -p goldthread --test help

use clap::CommandFactory;
use goldthread::commands::Goldthread;

fn all(command: &mut clap::Command, path: &str, out: &mut String) {
    *out += &format!("## {path}\n\n```text\n{}```\n\n", command.render_long_help());
    let names: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    for name in names.iter().filter(|name| *name != "help") {
        if let Some(inner) = command.find_subcommand_mut(name) {
            all(inner, &format!("{path} {name}"), out);
        }
    }
}

#[test]
fn help_reads_as_it_was_agreed() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/help.md");
    let mut command = Goldthread::command().term_width(100);
    command.build();
    let mut help = "# What the commands say of themselves\n\n".to_owned();
    all(&mut command, "goldthread", &mut help);
    let help: String = help.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    if std::env::var_os("UPDATE_HELP").is_some() {
        std::fs::write(file, &help).unwrap();
    }
    let agreed = std::fs::read_to_string(file).unwrap();
    assert!(agreed == help, "the help has changed: UPDATE_HELP=1 cargo test -p goldthread --test help, then read it");
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
