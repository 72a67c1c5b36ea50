//! A ZIP of CSV or XML files, unpacked as it is read and never trusted about its sizes.

use std::io::{Read, Seek};

use super::set::Reading;
use crate::reading::{Bounded, Place};

impl Reading {
    pub(super) fn zip(&mut self, name: &str, input: impl Read + Seek) {
        let at = Place::file(name);
        let mut archive = match zip::ZipArchive::new(input) {
            Ok(archive) => archive,
            Err(trouble) => {
                let message = format!("The ZIP is broken: {trouble}.");
                return self.faults.refuse(at, message, "Make the ZIP again, or give the files themselves.");
            }
        };
        if archive.file_names().any(|entry| entry.is_ok_and(|entry| entry == "[Content_Types].xml")) {
            let message = "The file is an Excel workbook.";
            return self.faults.refuse(at, message, "Save each sheet as CSV UTF-8.");
        }
        if archive.len() > self.limits.files {
            let message = format!("The ZIP holds more than {} files.", self.limits.files);
            return self.faults.refuse(at, message, "Put only the files of one year's return into it.");
        }
        for position in 0..archive.len() {
            let entry = match archive.by_index(position) {
                Ok(entry) => entry,
                Err(trouble) => {
                    let message = format!("File {} in the ZIP cannot be unpacked: {trouble}.", position + 1);
                    self.faults.refuse(at, message, "Make the ZIP again, without a password.");
                    continue;
                }
            };
            let path = entry.name().map_or_else(|_| format!("file {}", position + 1), |path| path.into_owned());
            // What a Mac adds beside the files.
            let added = path.starts_with("__MACOSX/") || path.ends_with(".DS_Store");
            if entry.is_dir() || added {
                continue;
            }
            let shown = format!("{name}/{path}");
            let packed = entry.compressed_size();
            // A small file may pack very well; a real return packs to a twentieth.
            let most = packed.saturating_mul(self.limits.unpacked_times).max(1024 * 1024);
            let mut bounded = Bounded::new(entry, most);
            self.stream(&shown, &mut bounded);
        }
    }
}
