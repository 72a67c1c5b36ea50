//! Files on a disk that fails: what is confirmed is there and whole, whatever call fails.

use documents::{Directory, Disk, Files, Hash, RealDisk, Trouble};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

/// A disk whose nth call fails, or is forgotten.
struct Failing {
    nth: usize,
    calls: AtomicUsize,
    /// The twin: a failure is answered as success.
    lies: bool,
}

impl Failing {
    fn call(&self, work: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        if self.calls.fetch_add(1, Ordering::Relaxed) + 1 == self.nth {
            return if self.lies { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) };
        }
        work()
    }
}

impl Disk for Failing {
    fn sync(&self, file: &File) -> io::Result<()> {
        self.call(|| RealDisk.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|| RealDisk.rename(from, to))
    }
    fn sync_directory(&self, directory: &Path) -> io::Result<()> {
        self.call(|| RealDisk.sync_directory(directory))
    }
}

fn keep(files: &dyn Files, bytes: &[u8]) -> Result<Hash, Trouble> {
    let mut file = files.incoming()?;
    file.write_all(bytes)?;
    files.keep(file)
}

fn read(files: &dyn Files, hash: Hash) -> Result<Vec<u8>, Trouble> {
    let (mut content, length) = files.open(hash)?;
    let mut bytes = Vec::new();
    content.read_to_end(&mut bytes)?;
    assert_eq!(bytes.len() as u64, length);
    Ok(bytes)
}

/// Keeps a file on a disk whose nth call fails, for every n until none does: how many, and how often it was confirmed
/// without being there.
fn every_failure(lies: bool) -> (usize, usize) {
    let mut false_yes = 0;
    for nth in 1.. {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path().join("kept");
        let disk = Failing { nth, calls: AtomicUsize::new(0), lies };
        let kept = Directory::on(&at, Box::new(disk)).and_then(|files| keep(&files, b"Dear Mr Cole"));
        let after = Directory::open(&at).unwrap();
        match kept {
            Ok(hash) if read(&after, hash).is_err() => false_yes += 1,
            Ok(_) if !lies => return (nth, false_yes),
            Ok(_) if nth > 12 => return (nth, false_yes),
            _ => {}
        }
        // Nothing half kept stands in the way of sending it again.
        assert_eq!(read(&after, keep(&after, b"Dear Mr Cole").unwrap()).unwrap(), b"Dear Mr Cole");
    }
    unreachable!()
}

#[test]
fn a_failed_call_is_never_confirmed() {
    let (n, false_yes) = every_failure(false);
    assert!(n > 4, "every call was made to fail: {n}");
    assert_eq!(false_yes, 0);
    proof::say("D5", "documents", n - 1, "0 files confirmed after a failed sync, rename or directory sync");
    let (n, false_yes) = every_failure(true);
    assert!(false_yes > 0, "a disk that says yes to a rename it did not make is found out");
    proof::say(
        "D5",
        "documents, twin caught",
        n,
        format!("{false_yes} confirmed and not there, when failures are hidden"),
    );
}

#[test]
fn what_was_changed_on_the_disk_is_not_given_out() {
    let dir = tempfile::tempdir().unwrap();
    let files = Directory::open(dir.path()).unwrap();
    let hash = keep(&files, b"Dear Mr Cole").unwrap();
    assert_eq!(read(&files, hash).unwrap(), b"Dear Mr Cole");
    let name = hash.to_string();
    let path = dir.path().join(&name[..2]).join(&name[2..]);
    std::fs::write(&path, b"Dear Mr Dole").unwrap();
    assert!(matches!(read(&files, hash), Err(Trouble::Damaged)));
    // Sent again, the same content mends it.
    assert_eq!(keep(&files, b"Dear Mr Cole").unwrap(), hash);
    assert_eq!(read(&files, hash).unwrap(), b"Dear Mr Cole");
    std::fs::remove_file(path).unwrap();
    assert!(matches!(read(&files, hash), Err(Trouble::Missing)));
}

#[test]
fn what_was_never_kept_is_tidied_away_once_it_is_old() {
    let dir = tempfile::tempdir().unwrap();
    let files = Directory::open(dir.path()).unwrap();
    let mut left = files.incoming().unwrap();
    left.write_all(b"half").unwrap();
    std::mem::forget(left);
    let now = SystemTime::now();
    assert_eq!(files.tidy(now - Duration::from_secs(60)).unwrap(), 0);
    assert_eq!(files.tidy(now + Duration::from_secs(60)).unwrap(), 1);
    drop(files.incoming().unwrap());
    assert_eq!(std::fs::read_dir(dir.path().join("incoming")).unwrap().count(), 0, "one that is let go is gone");
}
