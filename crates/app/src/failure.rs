//! Why a command could not do its work, and what to do next.

use std::fmt;

/// A command's failure, as it is printed. The program ends with 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What happened.
    pub what: String,
    /// What to do next.
    pub next: String,
}

/// The result of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// What happened, and what to do next.
    pub fn new(what: impl Into<String>, next: impl Into<String>) -> Self {
        Failure { what: what.into(), next: next.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.what, self.next)
    }
}

impl std::error::Error for Failure {}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        Failure::new(
            format!("The records could not be read or written: {error}."),
            "Check that the disk is not full and that nothing else is changing the database, then try again.",
        )
    }
}

impl From<checks::Refused> for Failure {
    fn from(refused: checks::Refused) -> Self {
        Failure::new(refused.what, refused.next)
    }
}

impl From<casework::Problem> for Failure {
    fn from(problem: casework::Problem) -> Self {
        Failure::new(
            format!("This could not be done: {problem}."),
            "Put right what it says, then try again. `goldthread settings list` shows what is set.",
        )
    }
}

/// What to say when a file cannot be read or written.
pub fn file(doing: &'static str, path: &std::path::Path) -> impl Fn(std::io::Error) -> Failure {
    let path = path.display().to_string();
    move |error| {
        Failure::new(
            format!("Could not {doing} {path}: {error}."),
            "Check the name, and that you may use it, then try again.",
        )
    }
}
