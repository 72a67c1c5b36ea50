//! `return csc-api`: the Department's daily payload.

use super::many;
use super::source::Source;
use crate::backup::whole;
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use jiff::Zoned;
use standards::csc_api::{Child, batches, changes, check, of};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the whole payload is kept as, for the next day to be compared with.
const WHOLE: &str = "whole.json";

/// Make the daily payload for the Department for Education, as files of at most a hundred children
///
/// The directory then holds batch-0001.json and so on, to be sent with `goldthread send csc-api DIR`, and whole.json, the
/// payload of everybody: give it as --since the next time, and only the children that have changed are written, with a
/// purge flag on what is gone. Each file is held against the published schema. What the schema has no room for is left
/// out and listed in left-out.csv; the rest of the child is sent.
///
/// The files hold personal data: keep them as safe as the database.
#[derive(Args, Debug)]
pub struct ReturnCscApi {
    #[command(flatten)]
    source: Source,

    /// Write only what has changed since this payload, the whole.json of another day
    #[arg(long, value_name = "FILE")]
    since: Option<PathBuf>,

    /// Send the names of the children as well
    #[arg(long)]
    with_names: bool,

    /// Write to this directory; it is made when it is not there, and must hold no payload yet
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl ReturnCscApi {
    /// Does it.
    pub fn run(&self) -> Outcome {
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        if self.out.join(WHOLE).exists() {
            let what = format!("There is a payload in {} already.", self.out.display());
            return Err(Failure::new(what, "Give a directory for each day."));
        }
        let before = self.since.as_deref().map(kept).transpose()?;
        let (now, left_out) = of(&self.source.facts(Zoned::now().date())?, self.with_names);
        let sent = before.as_ref().map_or_else(|| now.clone(), |before| changes(before, &now));
        for (number, batch) in (1..).zip(batches(&sent)) {
            let value = serde_json::to_value(batch).map_err(unwritable)?;
            if let Some(wrong) = check(&value).first() {
                let what = format!("Part {number} does not conform to the schema: {} at {}.", wrong.rule, wrong.at);
                return Err(Failure::new(what, "Report this: the payload is made to conform."));
            }
            self.json(&format!("batch-{number:04}.json"), batch)?;
        }
        if !left_out.is_empty() {
            let path = self.out.join("left-out.csv");
            whole(&path, |out| {
                let mut csv = csv::Writer::from_writer(out);
                let written = csv.write_record(["child", "field", "value"]).and_then(|()| {
                    left_out.iter().try_for_each(|one| csv.write_record([&*one.child, one.field, &*one.value]))
                });
                written.map_err(std::io::Error::from).and_then(|()| csv.flush()).map_err(file("write", &path))
            })?;
        }
        // Last, so that a payload that is not whole is none.
        self.json(WHOLE, &now)?;
        let parts = many(batches(&sent).count(), "file", "files");
        let purged = sent.iter().filter(|child| child.purge).count();
        println!(
            "{} of {} are in {parts} in {}; {purged} purged.",
            many(sent.len(), "child", "children"),
            now.len(),
            self.out.display()
        );
        let mut fields: BTreeMap<&str, usize> = BTreeMap::new();
        left_out.iter().for_each(|one| *fields.entry(one.field).or_default() += 1);
        for (field, count) in fields {
            println!("Left out, for want of room: {field}, {count} times (left-out.csv).");
        }
        Ok(())
    }

    fn json(&self, name: &str, children: &[Child]) -> Outcome {
        let path = self.out.join(name);
        let mut bytes = serde_json::to_vec_pretty(children).map_err(unwritable)?;
        bytes.push(b'\n');
        whole(&path, |out| out.write_all(&bytes).map_err(file("write", &path)))
    }
}

fn unwritable(error: serde_json::Error) -> Failure {
    Failure::new(format!("The payload cannot be written: {error}."), "Report this.")
}

/// A payload that was kept.
pub fn kept(path: &Path) -> Outcome<Vec<Child>> {
    let bytes = std::fs::read(path).map_err(file("read", path))?;
    // What is wrong is told by its place: the text may be somebody's.
    serde_json::from_slice(&bytes).map_err(|error| {
        let what = format!("{} is no payload: line {}, column {}.", path.display(), error.line(), error.column());
        Failure::new(what, "Give the whole.json that was kept, as it was written.")
    })
}
