//! The program `goldthread`: its commands, and the demonstration authority.

pub mod accounts;
pub mod authority;
pub mod backup;
pub mod commands;
pub mod demo;
pub mod failure;
pub mod heads;
pub mod pack;
pub mod papers;
pub mod place;

use clap::Parser;
use std::ffi::OsString;
use std::process::ExitCode;

/// Reads the command line and does what it asks. Ends with 0 when it was done, 1 when it was not, 2 when the command
/// line could not be understood.
pub fn main() -> ExitCode {
    let asked = commands::Goldthread::parse_from(understood(std::env::args_os().collect()));
    match asked.command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(1)
        }
    }
}

/// The words of the command line; `help --help` is a question with an answer, which the library does not know.
fn understood(mut words: Vec<OsString>) -> Vec<OsString> {
    if let [_, help, asked] = words.as_slice()
        && help == "help"
        && (asked == "--help" || asked == "-h")
    {
        words.remove(1);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::understood;

    #[test]
    fn help_about_help_is_help() {
        let words = |text: &str| text.split(' ').map(Into::into).collect::<Vec<std::ffi::OsString>>();
        for (asked, means) in [
            ("goldthread help --help", "goldthread --help"),
            ("goldthread help -h", "goldthread -h"),
            ("goldthread help serve", "goldthread help serve"),
            ("goldthread serve --help", "goldthread serve --help"),
        ] {
            assert_eq!(understood(words(asked)), words(means), "{asked}");
        }
    }
}
