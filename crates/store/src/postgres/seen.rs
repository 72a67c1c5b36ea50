//! The latest promotion ever seen, kept in a file: a server that was replaced is refused after a restart too.

use crate::StoreError;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Of one family of servers, copies of one another, the latest timeline that was seen.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// PostgreSQL's own number of the family: a database made anew has another.
    family: String,
    timeline: i64,
    /// Where it is kept, one line of the two; nowhere, and it is forgotten when the program ends.
    file: Option<PathBuf>,
}

impl Seen {
    /// What a file says; nothing was seen when it is not there.
    pub fn read(file: &Path) -> Result<Seen, StoreError> {
        let fault = |why: &dyn std::fmt::Display| {
            StoreError::Engine(format!(
                "which PostgreSQL server was last promoted cannot be read from {}: {why}",
                file.display()
            ))
        };
        let none = Seen { file: Some(file.to_owned()), ..Seen::default() };
        let text = match std::fs::read_to_string(file) {
            Err(gone) if gone.kind() == std::io::ErrorKind::NotFound => return Ok(none),
            text => text.map_err(|why| fault(&why))?,
        };
        let (family, timeline) = text.trim().split_once(' ').ok_or_else(|| fault(&"it holds something else"))?;
        let timeline = timeline.parse().map_err(|_| fault(&"it holds something else"))?;
        Ok(Seen { family: family.to_owned(), timeline, ..none })
    }

    /// The same, and whatever is seen from now on is kept in memory only.
    pub fn and_writes_nothing(self) -> Seen {
        Seen { file: None, ..self }
    }

    /// The timeline below which a server of this family was replaced.
    pub fn latest_of(&self, family: &str) -> i64 {
        if self.family == family { self.timeline } else { 0 }
    }

    /// A server on this timeline was seen. Said again, nothing is written. Nothing fails for a file that cannot be
    /// written, unless nothing was seen before: in the night of a failover what is kept in memory must do.
    pub fn note(&mut self, family: &str, timeline: i64) -> Result<(), StoreError> {
        if self.family == family && self.timeline >= timeline {
            return Ok(());
        }
        let first = self.family.is_empty();
        (self.family, self.timeline) = (family.to_owned(), timeline);
        let Some(file) = &self.file else { return Ok(()) };
        match self.keep(file) {
            Err(why) if first => Err(StoreError::Engine(format!(
                "which PostgreSQL server was last promoted cannot be kept in {}: {why}",
                file.display()
            ))),
            _ => Ok(()),
        }
    }

    fn keep(&self, file: &Path) -> std::io::Result<()> {
        let part = file.with_extension("part");
        let mut out = std::fs::OpenOptions::new().create(true).write(true).truncate(true).mode(0o600).open(&part)?;
        out.write_all(format!("{} {}\n", self.family, self.timeline).as_bytes())?;
        out.sync_all()?;
        std::fs::rename(&part, file)?;
        let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::File::open(dir)?.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn what_was_seen_outlasts_the_program_and_never_goes_back() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("log.timeline");
        let mut seen = Seen::read(&file).unwrap();
        assert_eq!(seen.latest_of("one"), 0);
        seen.note("one", 2).unwrap();
        seen.note("one", 1).unwrap();
        let mut again = Seen::read(&file).unwrap();
        assert_eq!((again.latest_of("one"), again.latest_of("another")), (2, 0), "a database made anew is not refused");
        again.note("another", 1).unwrap();
        assert_eq!(Seen::read(&file).unwrap().latest_of("another"), 1);
        // A command that is told of another database for once does not have the file forget this one.
        let mut reads = Seen::read(&file).unwrap().and_writes_nothing();
        assert_eq!(reads.latest_of("another"), 1);
        reads.note("scratch", 1).unwrap();
        assert_eq!(Seen::read(&file).unwrap().latest_of("another"), 1);
        // The twin: without a file it is forgotten.
        let mut forgets = Seen::default();
        forgets.note("one", 2).unwrap();
        assert_eq!((forgets.latest_of("one"), Seen::default().latest_of("one")), (2, 0));
    }

    #[test]
    fn a_file_that_says_nothing_and_a_place_that_takes_none_are_said_at_once() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("log.timeline");
        std::fs::write(&file, "two").unwrap();
        assert!(Seen::read(&file).unwrap_err().to_string().contains("log.timeline"));
        let mut nowhere = Seen::read(&dir.path().join("no/such/directory")).unwrap();
        assert!(nowhere.note("one", 1).is_err());
        assert_eq!(nowhere.note("one", 2), Ok(()), "a failover goes on all the same");
        assert_eq!(nowhere.latest_of("one"), 2);
    }
}
