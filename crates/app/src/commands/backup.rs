//! `backup`: everything kept, in one sealed file.

use crate::backup::{self, Receipt, readable, seal, whole};
use crate::failure::{Failure, Outcome, file};
use crate::papers::Shelf;
use crate::place::Place;
use age::x25519::Recipient;
use clap::Args;
use jiff::Timestamp;
use std::io::Write;
use std::path::PathBuf;

/// Write everything kept into one sealed file
///
/// Records, drafts, accounts, the log and documents, as they were at one instant; people go on working meanwhile. The
/// file is sealed to the keys named: with none of them here, nobody who breaks in here can read it. Beside it stands a
/// receipt, which holds no personal data. The group of the directory may read both, to keep copies elsewhere.
///
/// A backup that was never restored is a hope. Where the key is kept, run `goldthread verify-backup` on each.
#[derive(Args, Debug)]
pub struct Backup {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    shelf: Shelf,

    /// Write the backup into this directory; its name is its time
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Seal it to this key; may be given more than once. `goldthread backup-key` makes one
    #[arg(long, value_name = "age1...", required = true, value_parser = seal::recipient)]
    to: Vec<Recipient>,
}

impl Backup {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let documents = self.shelf.needed(&self.place)?;
        let store = self.place.open_existing()?;
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        let made = Timestamp::now();
        let name = format!("goldthread-{}.backup", made.strftime("%Y-%m-%dT%H%M%S%3fZ"));
        let path = self.out.join(&name);
        let mut contents = backup::Contents::default();
        whole(&path, |out| {
            let out = out.try_clone().map_err(file("write", &path))?;
            contents = backup::write(store.as_ref(), &documents, made, &self.to, out)?;
            Ok(())
        })?;
        let (bytes, sha256) = backup::digest(&path).map_err(file("read", &path))?;
        let receipt = Receipt { file: name, bytes, sha256, contents };
        let text = serde_json::to_vec_pretty(&receipt)
            .map_err(|_| Failure::new("The receipt could not be written.", "Take the backup again."))?;
        let beside = Receipt::path(&path);
        readable(&path, SEALED)?;
        whole(&beside, |out| out.write_all(&text).map_err(file("write", &beside)))?;
        readable(&beside, SEALED)?;
        store.put_setting(LAST, &String::from_utf8_lossy(&text))?;
        let Receipt { contents, .. } = &receipt;
        println!(
            "{}: {} revisions, {} rows in all, {} documents; {bytes} bytes, sha256 {}.",
            path.display(),
            contents.records.revisions,
            contents.records.rows,
            contents.documents,
            receipt.sha256
        );
        Ok(())
    }
}

/// Who may read a backup: its own user, and the group of the directory, which keeps copies and has no key.
const SEALED: u32 = 0o640;

/// The setting that holds the receipt of the last backup.
pub const LAST: &str = "backup_made";
