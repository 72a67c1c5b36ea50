//! Documents: sent into a draft, kept by the hash of their content, taken away again.
//!
//! The bytes are kept before anything names them. A draft may only name a file that was sent in it, or, when it corrects
//! a record, one that the record names already: a hash by itself opens nothing.

use crate::access::{Act, Actor};
use crate::drafts::OpenDraft;
use crate::{Casework, Done, Problem};
use documents::worker::{Inspector, NotKept, look_at};
use documents::{Files, Hash, Incoming, Metadata, Refusal, Scan, Scanner, Trouble, name};
use practice::documents::StoredFile;
use practice::form::Fault;
use practice::ids::RecordId;
use practice::spec::Shape;
use serde_json::Value;
use std::io::{self, Read, Write};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};
use store::{DraftId, Save, Upload};

/// No file is larger, in bytes, when an authority says nothing else.
pub const LARGEST: u64 = 50 * 1024 * 1024;
/// No draft has more files sent in it, whatever becomes of them.
const MOST_IN_A_DRAFT: usize = 20;
/// Nor more bytes than this many of the largest.
const MOST_OF_THE_LARGEST: u64 = 4;
/// As many files are looked at side by side.
const AT_A_TIME: usize = 2;
/// As many uploads are read at a time when all are gone through.
const PAGE: usize = 1_000;
/// A file that nothing names is left alone for as long: a draft may be about to name it.
pub const OLD: Duration = Duration::from_secs(7 * 24 * 3600);

/// Where documents are kept, and who looks at them first.
pub struct Desk {
    files: Arc<dyn Files>,
    inspector: Arc<dyn Inspector>,
    scanner: Option<Scanner>,
    largest: u64,
    busy: (Mutex<usize>, Condvar),
}

impl Desk {
    /// A desk for files of at most so many bytes; without a scanner every file is "not scanned".
    pub fn new(files: Arc<dyn Files>, inspector: Arc<dyn Inspector>, scanner: Option<Scanner>, largest: u64) -> Self {
        Desk { files, inspector, scanner, largest, busy: Default::default() }
    }

    /// Does work that is done by few at a time.
    fn in_turn<T>(&self, work: impl FnOnce() -> T) -> T {
        struct Turn<'d>(&'d (Mutex<usize>, Condvar));
        impl Drop for Turn<'_> {
            fn drop(&mut self) {
                *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
                self.0.1.notify_one();
            }
        }
        let (count, free) = &self.busy;
        let mut at_work = count.lock().unwrap_or_else(PoisonError::into_inner);
        while *at_work >= AT_A_TIME {
            at_work = free.wait(at_work).unwrap_or_else(PoisonError::into_inner);
        }
        *at_work += 1;
        drop(at_work);
        let _turn = Turn(&self.busy);
        work()
    }

    fn take_in(&self, from: &mut dyn Read) -> Result<Incoming, NotKept> {
        let mut came = self.files.incoming().map_err(NotKept::Trouble)?;
        io::copy(&mut from.take(self.largest + 1), &mut came)?;
        came.flush()?;
        if came.size > self.largest {
            return Err(NotKept::Refused(Refusal::TooLarge));
        }
        Ok(came)
    }

    fn keep(&self, name: &str, from: &mut dyn Read) -> Result<StoredFile, NotKept> {
        let mut came = self.take_in(from)?;
        let scan = self.scanner.as_ref().map_or(Scan::NotScanned, |scanner| scanner.scan(&mut came));
        if scan == Scan::Found {
            return Err(NotKept::Refused(Refusal::Infected));
        }
        let made = self.files.incoming().map_err(NotKept::Trouble)?;
        let (looked, kept) = self.in_turn(|| look_at(self.inspector.as_ref(), came, made, self.largest * 2))?;
        let size = kept.size;
        let preview = match looked.preview {
            Some(bytes) => {
                let mut small = self.files.incoming().map_err(NotKept::Trouble)?;
                small.write_all(&bytes)?;
                Some(self.files.keep(small).map_err(NotKept::Trouble)?.to_string())
            }
            None => None,
        };
        let hash = self.files.keep(kept).map_err(NotKept::Trouble)?;
        let ending = looked.kind.ending();
        Ok(StoredFile {
            hash: hash.to_string(),
            size,
            kind: ending.to_owned(),
            name: name::for_taking_away(name, ending),
            metadata: match looked.metadata {
                Metadata::Removed => "removed",
                Metadata::Properties => "properties",
                Metadata::Kept => "kept",
            }
            .to_owned(),
            scan: if scan == Scan::NothingFound { "nothing_found" } else { "not_scanned" }.to_owned(),
            preview,
        })
    }
}

/// What came of sending a file.
#[derive(Debug, PartialEq)]
pub enum Sent {
    /// It is kept, and the draft names it.
    Kept(StoredFile),
    /// It is not taken; nothing of it is kept.
    Refused(Refusal),
}

/// A file that somebody takes away.
pub struct Taken {
    /// What is known of it.
    pub file: StoredFile,
    /// Its content, found whole.
    pub content: Box<dyn Read + Send>,
    /// Its length, in bytes.
    pub length: u64,
}

/// What a look over everything kept found.
#[derive(Debug, Default, PartialEq)]
pub struct Checked {
    /// Files that are named somewhere, each once.
    pub named: usize,
    /// Hashes of those that are missing.
    pub missing: Vec<String>,
    /// Hashes of those that are not what they were.
    pub damaged: Vec<String>,
    /// Files that nothing names.
    pub orphans: usize,
}

impl Checked {
    /// None is missing, and each is what it was.
    pub fn is_whole(&self) -> bool {
        self.missing.is_empty() && self.damaged.is_empty()
    }

    /// How many are not: "1 are missing, 0 are damaged".
    pub fn in_words(&self) -> String {
        format!("{} are missing, {} are damaged", self.missing.len(), self.damaged.len())
    }
}

impl Casework {
    fn desk(&self) -> Done<&Desk> {
        self.desk.as_deref().ok_or_else(|| {
            Problem::Refused(
                "Documents are not kept here: no place for them was set when Goldthread was started.".into(),
            )
        })
    }

    /// The largest file that may be sent, in bytes; none when documents are not kept here.
    pub fn largest_document(&self) -> Option<u64> {
        self.desk.as_ref().map(|desk| desk.largest)
    }

    /// Takes in a file for a question of a draft. When this answers that it is kept, it is on the disk.
    pub fn send_document(
        &self,
        actor: &Actor,
        draft: DraftId,
        question: &str,
        name: &str,
        from: &mut dyn Read,
    ) -> Done<Sent> {
        self.may(actor, Act::Write)?;
        let desk = self.desk()?;
        let open = self.draft(actor, draft)?;
        let asks = |field: &&practice::spec::Field| field.name == question && field.shape == Shape::File;
        open.spec().fields.iter().find(asks).ok_or(Problem::NotFound)?;
        self.looked(actor, "send_document", &open.draft.people, None)?;
        let before = self.store().uploads(draft)?;
        let bytes: u64 = before.iter().map(|upload| upload.size).sum();
        if before.len() >= MOST_IN_A_DRAFT || bytes > desk.largest * (MOST_OF_THE_LARGEST - 1) {
            return Err(Problem::Refused(
                "Too much has been sent in this draft. Put it away and start another.".into(),
            ));
        }
        let file = match desk.keep(name, from) {
            Ok(file) => file,
            Err(NotKept::Refused(refusal)) => return Ok(Sent::Refused(refusal)),
            Err(NotKept::Ended(how)) => {
                tracing::warn!(%how, "a file ended the process that looked at it");
                return Ok(Sent::Refused(Refusal::TooMuchWork));
            }
            Err(NotKept::Trouble(trouble)) => return Err(unavailable(&trouble)),
        };
        let json = serde_json::to_string(&file).map_err(|_| Problem::Refused("This file cannot be named.".into()))?;
        let at = self.now();
        self.store().add_upload(&Upload {
            draft,
            hash: file.hash.clone(),
            preview: file.preview.clone(),
            size: file.size,
            by: actor.staff.clone(),
            at,
            file: json.clone(),
        })?;
        // The latest file is the answer, whatever was there before: sending it was the choice.
        let save = Save { path: question.to_owned(), value: json, base: u64::MAX };
        self.store().save_fields(draft, &actor.staff, at, &[save])?;
        Ok(Sent::Kept(file))
    }

    /// Keeps a file that the program made itself, before a record names it.
    pub(crate) fn keep_made(&self, actor: &Actor, name: &str, bytes: &[u8]) -> Done<StoredFile> {
        let files = &self.desk()?.files;
        let keep = || -> Result<Hash, Trouble> {
            let mut made = files.incoming()?;
            made.write_all(bytes)?;
            made.flush()?;
            files.keep(made)
        };
        let hash = keep().map_err(|trouble| unavailable(&trouble))?;
        let file = StoredFile {
            hash: hash.to_string(),
            size: bytes.len() as u64,
            kind: "pdf".to_owned(),
            name: name.to_owned(),
            metadata: "made".to_owned(),
            scan: "made".to_owned(),
            preview: None,
        };
        // Named in the list of files that came in, so that it is looked over, saved and never swept with the others.
        self.store().add_upload(&Upload {
            draft: DraftId(self.new_id()),
            hash: file.hash.clone(),
            preview: None,
            size: file.size,
            by: actor.staff.clone(),
            at: self.now(),
            file: serde_json::to_string(&file).map_err(|_| Problem::Refused("This file cannot be named.".into()))?,
        })?;
        Ok(file)
    }

    /// The question whose file was not sent in this draft, nor is the one the record already names.
    pub(crate) fn unsent(&self, open: &OpenDraft, body: &Value) -> Done<Option<Fault>> {
        let named: Vec<(&str, StoredFile)> = files_of(open.spec(), body).collect();
        if named.is_empty() {
            return Ok(None);
        }
        let mut allowed: Vec<StoredFile> = Vec::new();
        for upload in self.store().uploads(open.draft.id)? {
            allowed.extend(serde_json::from_str::<StoredFile>(&upload.file).ok());
        }
        if let Some(record) = open.draft.amends {
            for revision in self.store().record(record)? {
                allowed.extend(files_of(open.spec(), &revision.body).map(|(_, file)| file));
            }
        }
        let wrong = named.into_iter().find(|(_, file)| !allowed.contains(file));
        Ok(wrong
            .map(|(path, _)| Fault::at(path, "Choose a file to send: the one named here was not sent in this draft")))
    }

    /// A file of a record, or its preview. Noted as a look before anything of it is read.
    pub fn take_document(&self, actor: &Actor, record: RecordId, revision: Option<u32>, preview: bool) -> Done<Taken> {
        let revisions = self.store().record(record)?;
        let of = revisions.last().map(|latest| latest.people.as_slice());
        let (sight, known) = self.may_with(actor, Act::SeeFile, Some(record), of, false)?;
        let found = match revision {
            Some(number) => revisions.iter().find(|one| one.revision == number),
            None => revisions.last(),
        };
        let found = found.cloned().and_then(|found| sight.revision(found)).ok_or(Problem::NotFound)?;
        let spec = practice::kinds::find(&found.kind).map(|kind| (kind.spec)()).ok_or(Problem::NotFound)?;
        let (_, file) = files_of(spec, &found.body).next().ok_or(Problem::NotFound)?;
        let hash = if preview { file.preview.as_ref() } else { Some(&file.hash) };
        let hash: Hash = hash.and_then(|hash| hash.parse().ok()).ok_or(Problem::NotFound)?;
        let action = if preview { "preview_document" } else { "take_document" };
        self.looked(actor, action, &known, Some(record))?;
        let (content, length) = self.desk()?.files.open(hash).map_err(|trouble| unavailable(&trouble))?;
        Ok(Taken { file, content, length })
    }

    /// Looks over every file that a draft or a record names: is it there, is it what it was?
    pub fn check_documents(&self) -> Done<Checked> {
        self.check_documents_in(&*self.desk()?.files)
    }

    /// The same of files that lie somewhere else: those of a backup that was restored to be looked at.
    pub fn check_documents_in(&self, files: &dyn Files) -> Done<Checked> {
        let named = self.named_documents()?;
        let mut checked = Checked { named: named.len(), ..Checked::default() };
        for hash in &named {
            match files.open(*hash) {
                Ok(_) => {}
                Err(Trouble::Missing) => checked.missing.push(hash.to_string()),
                Err(Trouble::Damaged) => checked.damaged.push(hash.to_string()),
                Err(trouble) => return Err(unavailable(&trouble)),
            }
        }
        let kept = files.list().map_err(|trouble| unavailable(&trouble))?;
        checked.orphans = kept.iter().filter(|(hash, _)| !named.contains(hash)).count();
        Ok(checked)
    }

    /// Removes files that nothing names and that were last written before an instant; how many.
    pub fn sweep_documents(&self, before: SystemTime) -> Done<usize> {
        let desk = self.desk()?;
        let named = self.named_documents()?;
        let work = || {
            let mut removed = desk.files.tidy(before)?;
            for (hash, written) in desk.files.list()? {
                if written < before && !named.contains(&hash) {
                    desk.files.remove(hash)?;
                    removed += 1;
                }
            }
            Ok(removed)
        };
        work().map_err(|trouble: Trouble| unavailable(&trouble))
    }

    fn named_documents(&self) -> Done<std::collections::BTreeSet<Hash>> {
        let (mut named, mut place) = (std::collections::BTreeSet::new(), 0);
        loop {
            let uploads = self.store().uploads_after(place, PAGE)?;
            let Some((last, _)) = uploads.last() else { return Ok(named) };
            place = *last;
            let hashes = uploads.iter().flat_map(|(_, upload)| [Some(&upload.hash), upload.preview.as_ref()]);
            named.extend(hashes.flatten().filter_map(|hash| hash.parse::<Hash>().ok()));
        }
    }
}

/// The files a body names, each with its question.
pub fn files_of<'s>(spec: &'s practice::spec::Spec, body: &Value) -> impl Iterator<Item = (&'s str, StoredFile)> {
    let fields = spec.fields.iter().filter(|field| field.shape == Shape::File);
    fields.filter_map(|field| Some((field.name.as_str(), StoredFile::of(body.get(&field.name)?)?)))
}

fn unavailable(trouble: &Trouble) -> Problem {
    tracing::error!(%trouble, "documents");
    Problem::Refused(match trouble {
        Trouble::Missing => "The document is not where it was put. Tell your service desk: it may be in a backup.".into(),
        Trouble::Damaged => {
            "The document is not what it was when it was put here, so it is not shown. Tell your service desk: a backup \
             will have it whole."
                .into()
        }
        Trouble::Here(_) => "Documents cannot be reached at the moment. Nothing was lost: try again in a few minutes.".into(),
    })
}
