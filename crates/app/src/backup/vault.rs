//! Keeping backups where whoever makes them cannot reach them: copied by somebody else, never overwritten.

use super::{Receipt, whole};
use crate::failure::{Outcome, file};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// What taking in found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Backups copied now.
    pub new: Vec<String>,
    /// Backups kept from before.
    pub kept: usize,
    /// What is wrong: a backup that does not fit its receipt, or is no longer the one that was kept.
    pub wrong: Vec<String>,
    /// What this user may not read, or the disk does not give: nothing is known of it.
    pub unread: Vec<String>,
}

/// Copies every backup of a directory that is not kept yet. What is kept already is compared and never touched.
pub fn take_in(from: &Path, vault: &Path) -> Outcome<Taken> {
    let mut taken = Taken::default();
    for path in backups_in(from)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let unread = [path.clone(), Receipt::path(&path)].into_iter().find_map(|one| match File::open(&one) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => {
                Some(format!("{} cannot be read: {why}", one.display()))
            }
            _ => None,
        });
        if let Some(unread) = unread {
            taken.unread.push(unread);
            continue;
        }
        let fits = Receipt::of(&path).and_then(|receipt| receipt.fits(&path)).unwrap_or(false);
        let kept = vault.join(&name);
        match (kept.exists(), fits) {
            (false, true) => {
                copy(&path, &kept)?;
                copy(&Receipt::path(&path), &Receipt::path(&kept))?;
                // What was copied is checked, not what it was copied from.
                if Receipt::of(&kept)?.fits(&kept)? {
                    taken.new.push(name);
                } else {
                    taken.wrong.push(format!("{name} was not copied whole"));
                }
            }
            (false, false) => taken.wrong.push(format!("{name} does not fit its receipt, and was not taken in")),
            (true, _) => {
                taken.kept += 1;
                let receipt = Receipt::of(&kept)?;
                if !receipt.fits(&kept)? {
                    taken.wrong.push(format!("{name}, kept here, is damaged"));
                } else if !receipt.fits(&path)? {
                    taken.wrong.push(format!("{name} was changed after it was kept here"));
                }
            }
        }
    }
    Ok(taken)
}

/// The backups in a directory, oldest first.
pub fn backups_in(dir: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(dir).map_err(file("read", dir))?;
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(file("read", dir))?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "backup"));
    paths.sort();
    Ok(paths)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let mut source = File::open(from).map_err(file("read", from))?;
    whole(to, |out| io::copy(&mut source, out).map(drop).map_err(file("write", to)))?;
    let mut rights = std::fs::metadata(to).map_err(file("read", to))?.permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(to, rights).map_err(file("write", to))
}
