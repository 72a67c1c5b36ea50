//! What stands inside a backup: the records, then the documents.

use super::{hex, seal};
use crate::failure::{Failure, Outcome, file};
use age::x25519::{Identity, Recipient};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use store::{Counts, Store};

/// What a backup holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The records and everything else in the database.
    #[serde(flatten)]
    pub records: Counts,
    /// Documents, by content.
    pub documents: u64,
}

/// A line of the second part.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// This many bytes follow, and a line end; they belong in this file of the directory of documents.
    Document { path: String, bytes: u64, sha256: String },
    /// The last line.
    Documents { count: u64 },
}

/// The files of a directory of documents, in order of name; none when there is no such directory.
pub fn documents_in(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let (mut found, mut left) = (Vec::new(), vec![dir.to_owned()]);
    while let Some(dir) = left.pop() {
        let entries = match std::fs::read_dir(&dir) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(file("read", &dir))?,
        };
        for entry in entries {
            let path = entry.map_err(file("read", &dir))?.path();
            match path.is_dir() {
                // What is still being sent is nobody's document yet.
                true if path.file_name().is_some_and(|name| name == "incoming") => {}
                true => left.push(path),
                false => found.push(path),
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes everything kept. Documents are read after the records: one that a record names was kept before it.
pub fn write(store: &dyn Store, documents: &Path, made: Timestamp, to: &[Recipient], out: File) -> Outcome<Contents> {
    let unwritten = |fault| Failure::new(format!("The backup could not be written: {fault}."), "Is the disk full?");
    let sealed = seal::sealed(BufWriter::with_capacity(1 << 16, out), to)?;
    let mut out = GzEncoder::new(sealed, Compression::fast());
    let records = store.archive(made, &mut out)?;
    let mut count = 0;
    for path in documents_in(documents)? {
        let name = path.strip_prefix(documents).unwrap_or(&path).display().to_string();
        // A document is small enough to be held: uploads are bounded.
        let bytes = std::fs::read(&path).map_err(file("read", &path))?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let line = Line::Document { path: name, bytes: bytes.len() as u64, sha256 };
        say(&mut out, &line)
            .and_then(|()| out.write_all(&bytes))
            .and_then(|()| out.write_all(b"\n"))
            .map_err(unwritten)?;
        count += 1;
    }
    say(&mut out, &Line::Documents { count }).map_err(unwritten)?;
    let sealed = out.finish().map_err(unwritten)?;
    let mut buffered = sealed.finish().map_err(unwritten)?;
    buffered.flush().map_err(unwritten)?;
    Ok(Contents { records, documents: count })
}

fn say(out: &mut impl Write, line: &Line) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn open(path: &Path, key: &Identity) -> Outcome<BufReader<GzDecoder<impl Read + use<>>>> {
    let from = BufReader::with_capacity(1 << 16, File::open(path).map_err(file("read", path))?);
    Ok(BufReader::with_capacity(1 << 16, GzDecoder::new(seal::opened(from, key)?)))
}

fn broken(why: impl std::fmt::Display) -> Failure {
    Failure::new(
        format!("This backup is damaged: {why}."),
        "Nothing was restored from it. Take the one before it, and keep this one for whoever looks into it.",
    )
}

/// Restores everything into an empty place: the whole file is read and found whole before anything is kept.
pub fn restore(path: &Path, key: &Identity, url: &str, documents: &Path) -> Outcome<Contents> {
    check(path, key)?;
    let mut from = open(path, key)?;
    let records = store::restore(url, &mut from)?;
    let documents = read_documents(&mut from, |name, bytes| {
        let path = documents.join(name);
        if let Some(dir) = path.parent() {
            std::fs::create_dir_all(dir).map_err(file("make the directory", dir))?;
        }
        super::whole(&path, |out| out.write_all(bytes).map_err(file("write", &path)))
    })?;
    Ok(Contents { records, documents })
}

/// Reads the whole file: every part of it is as it was written. Keeps nothing.
pub fn check(path: &Path, key: &Identity) -> Outcome {
    let mut from = open(path, key)?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if from.read_until(b'\n', &mut line).map_err(broken)? == 0 {
            return Err(broken("the records in it do not end"));
        }
        if line.starts_with(b"{\"end\"") {
            break;
        }
    }
    read_documents(&mut from, |_, _| Ok(())).map(drop)
}

/// The second part, to the very end of the file.
fn read_documents(from: &mut impl BufRead, mut keep: impl FnMut(&Path, &[u8]) -> Outcome) -> Outcome<u64> {
    let mut count = 0;
    loop {
        let mut text = String::new();
        from.take(64 * 1024).read_line(&mut text).map_err(broken)?;
        match serde_json::from_str(&text).map_err(|_| broken("a document in it cannot be found"))? {
            Line::Document { path, bytes, sha256 } => {
                let path = Path::new(&path);
                let inside = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
                let mut content = Vec::new();
                from.take(bytes.saturating_add(1)).read_to_end(&mut content).map_err(broken)?;
                if !inside || content.pop() != Some(b'\n') || hex(&Sha256::digest(&content)) != sha256 {
                    return Err(broken("a document in it is not the one that was put in"));
                }
                keep(path, &content)?;
                count += 1;
            }
            Line::Documents { count: said } if said == count => break,
            Line::Documents { .. } => return Err(broken("documents are missing from it")),
        }
    }
    // Reading to the end proves the seal over the last part, and that nothing follows.
    match from.fill_buf().map_err(broken)?.is_empty() {
        true => Ok(count),
        false => Err(broken("there is something after its end")),
    }
}
