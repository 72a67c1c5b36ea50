//! Files and directories: as they are seen, and as they were kept.

use crate::Cut;
use crate::fault::{Fault, Operation};
use fuser::Errno;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

pub(crate) const PAGE: usize = 4096;
/// What a disk writes in one go or not at all.
const SECTOR: usize = 512;
pub(crate) const ROOT: u64 = 1;

type Page = Arc<[u8; PAGE]>;
/// What is in a directory. Shared between what is seen and what was kept: every `fsync` keeps all names of a journal.
pub(crate) type Names = Arc<BTreeMap<OsString, u64>>;
type Done<T> = Result<T, Errno>;

/// The words of a file.
#[derive(Clone, Default)]
pub(crate) struct Words {
    pub len: u64,
    pages: BTreeMap<u64, Page>,
}

/// What a thing is.
#[derive(Clone)]
pub(crate) enum What {
    File(Words),
    Directory(Names),
    Link(PathBuf),
}

/// Something on the disk.
#[derive(Clone)]
pub(crate) struct Thing {
    pub what: What,
    /// How many names it has.
    pub links: u32,
    pub mode: u16,
    pub user: u32,
    pub group: u32,
    pub changed: SystemTime,
}

/// The whole disk.
pub(crate) struct Tree {
    pub lies: bool,
    /// Names are kept in the order they were made, and all of them with whatever is kept, as a journal of names does.
    pub journals: bool,
    pub cut: bool,
    seen: BTreeMap<u64, Thing>,
    kept: BTreeMap<u64, Thing>,
    /// Pages written and not kept, by file.
    dirty: BTreeMap<u64, BTreeSet<u64>>,
    next: u64,
    planned: Option<(Fault, u64)>,
    struck: bool,
}

impl Words {
    pub fn read(&self, from: u64, size: usize) -> Vec<u8> {
        let until = self.len.min(from.saturating_add(size as u64));
        let mut out = Vec::with_capacity(until.saturating_sub(from) as usize);
        let mut at = from;
        while at < until {
            let start = (at % PAGE as u64) as usize;
            let count = (PAGE - start).min((until - at) as usize);
            match self.pages.get(&(at / PAGE as u64)) {
                Some(page) => out.extend_from_slice(&page[start..start + count]),
                None => out.resize(out.len() + count, 0),
            }
            at += count as u64;
        }
        out
    }

    fn write(&mut self, from: u64, bytes: &[u8], dirty: &mut BTreeSet<u64>) {
        let (mut at, mut rest) = (from, bytes);
        while !rest.is_empty() {
            let start = (at % PAGE as u64) as usize;
            let (now, later) = rest.split_at((PAGE - start).min(rest.len()));
            let page = self.pages.entry(at / PAGE as u64).or_insert_with(|| Arc::new([0; PAGE]));
            Arc::make_mut(page)[start..start + now.len()].copy_from_slice(now);
            dirty.insert(at / PAGE as u64);
            at += now.len() as u64;
            rest = later;
        }
        self.len = self.len.max(at);
    }

    fn resize(&mut self, len: u64, dirty: &mut BTreeSet<u64>) {
        if len < self.len {
            let last = len / PAGE as u64;
            dirty.extend(self.pages.split_off(&len.div_ceil(PAGE as u64)).into_keys());
            // What is beyond the end reads as nothing when the file grows again.
            if let Some(page) = self.pages.get_mut(&last) {
                Arc::make_mut(page)[(len % PAGE as u64) as usize..].fill(0);
            }
            dirty.insert(last);
        }
        self.len = len;
    }
}

impl Thing {
    pub fn new(what: What, mode: u32, user: u32, group: u32) -> Thing {
        Thing { what, links: 1, mode: (mode & 0o7777) as u16, user, group, changed: SystemTime::now() }
    }

    fn empty_like(&self) -> Thing {
        let what = match &self.what {
            What::File(_) => What::File(Words::default()),
            What::Directory(_) => What::Directory(Names::default()),
            What::Link(to) => What::Link(to.clone()),
        };
        Thing { what, ..self.clone() }
    }
}

impl Tree {
    pub fn empty() -> Tree {
        let root = Thing::new(What::Directory(Names::default()), 0o755, 0, 0);
        Tree {
            lies: false,
            journals: false,
            cut: false,
            seen: BTreeMap::from([(ROOT, root.clone())]),
            kept: BTreeMap::from([(ROOT, root)]),
            dirty: BTreeMap::new(),
            next: ROOT + 1,
            planned: None,
            struck: false,
        }
    }

    pub fn plan(&mut self, fault: Fault, nth: u64) {
        (self.planned, self.struck) = (Some((fault, nth.max(1))), false);
    }

    pub fn struck(&self) -> bool {
        self.struck
    }

    /// The fault that strikes this operation, if its turn has come.
    fn strike(&mut self, operation: Operation) -> Option<Fault> {
        let (fault, left) = self.planned.as_mut().filter(|(fault, _)| fault.strikes(operation))?;
        *left -= 1;
        let fault = *fault;
        if self.planned.is_some_and(|(_, left)| left > 0) {
            return None;
        }
        (self.planned, self.struck) = (None, true);
        Some(fault)
    }

    fn live(&self) -> Done<()> {
        if self.cut { Err(Errno::EIO) } else { Ok(()) }
    }

    /// May something be changed now?
    fn changing(&mut self) -> Done<()> {
        self.live()?;
        self.strike(Operation::Other).map_or(Ok(()), |fault| Err(fault.error()))
    }

    pub fn thing(&self, id: u64) -> Done<&Thing> {
        self.live()?;
        self.seen.get(&id).ok_or(Errno::ENOENT)
    }

    pub fn thing_mut(&mut self, id: u64) -> Done<&mut Thing> {
        self.live()?;
        self.seen.get_mut(&id).ok_or(Errno::ENOENT)
    }

    pub fn names(&self, id: u64) -> Done<&BTreeMap<OsString, u64>> {
        match &self.thing(id)?.what {
            What::Directory(names) => Ok(names),
            _ => Err(Errno::ENOTDIR),
        }
    }

    fn names_mut(&mut self, id: u64) -> Done<&mut BTreeMap<OsString, u64>> {
        match &mut self.thing_mut(id)?.what {
            What::Directory(names) => Ok(Arc::make_mut(names)),
            _ => Err(Errno::ENOTDIR),
        }
    }

    pub fn find(&self, directory: u64, name: &OsStr) -> Done<u64> {
        self.names(directory)?.get(name).copied().ok_or(Errno::ENOENT)
    }

    pub fn make(&mut self, directory: u64, name: &OsStr, thing: Thing) -> Done<u64> {
        self.changing()?;
        if self.find(directory, name).is_ok() {
            return Err(Errno::EEXIST);
        }
        let id = self.next;
        self.names_mut(directory)?.insert(name.to_owned(), id);
        self.next += 1;
        self.seen.insert(id, thing);
        Ok(id)
    }

    pub fn link(&mut self, id: u64, directory: u64, name: &OsStr) -> Done<()> {
        self.changing()?;
        if self.find(directory, name).is_ok() {
            return Err(Errno::EEXIST);
        }
        self.names_mut(directory)?.insert(name.to_owned(), id);
        self.thing_mut(id)?.links += 1;
        Ok(())
    }

    /// A thing has one name less.
    fn unlink(&mut self, id: u64) {
        self.seen.entry(id).and_modify(|thing| thing.links = thing.links.saturating_sub(1));
    }

    pub fn remove(&mut self, directory: u64, name: &OsStr) -> Done<()> {
        self.changing()?;
        let id = self.find(directory, name)?;
        if self.names(id).is_ok_and(|names| !names.is_empty()) {
            return Err(Errno::ENOTEMPTY);
        }
        self.names_mut(directory)?.remove(name);
        self.unlink(id);
        Ok(())
    }

    pub fn rename(&mut self, from: (u64, &OsStr), to: (u64, &OsStr)) -> Done<()> {
        self.changing()?;
        let id = self.find(from.0, from.1)?;
        self.names(to.0)?;
        self.names_mut(from.0)?.remove(from.1);
        let replaced = self.names_mut(to.0)?.insert(to.1.to_owned(), id);
        replaced.into_iter().for_each(|id| self.unlink(id));
        Ok(())
    }

    fn words_mut(&mut self, id: u64) -> Done<(&mut Words, &mut BTreeSet<u64>)> {
        let thing = self.seen.get_mut(&id).ok_or(Errno::ENOENT)?;
        thing.changed = SystemTime::now();
        match &mut thing.what {
            What::File(words) => Ok((words, self.dirty.entry(id).or_default())),
            _ => Err(Errno::EISDIR),
        }
    }

    /// How much was written.
    pub fn write(&mut self, id: u64, from: u64, bytes: &[u8]) -> Done<usize> {
        self.live()?;
        let bytes = match self.strike(Operation::Write) {
            None => bytes,
            Some(Fault::ShortWrite) => &bytes[..bytes.len() / 2],
            Some(Fault::Swallowed) => return Ok(bytes.len()),
            Some(fault) => return Err(fault.error()),
        };
        let (words, dirty) = self.words_mut(id)?;
        words.write(from, bytes, dirty);
        Ok(bytes.len())
    }

    pub fn resize(&mut self, id: u64, len: u64) -> Done<()> {
        self.changing()?;
        let (words, dirty) = self.words_mut(id)?;
        words.resize(len, dirty);
        Ok(())
    }

    /// Keeps a file or the names in a directory.
    pub fn sync(&mut self, id: u64) -> Done<()> {
        self.live()?;
        let struck = self.strike(Operation::Sync);
        if self.lies {
            return Ok(());
        }
        let dirty = self.dirty.remove(&id).unwrap_or_default();
        if let Some(fault) = struck {
            return Err(fault.error());
        }
        let Some(now) = self.seen.get(&id) else { return Ok(()) };
        let before = self.kept.entry(id).or_insert_with(|| now.empty_like());
        (before.mode, before.user, before.group) = (now.mode, now.user, now.group);
        match (&now.what, &mut before.what) {
            (What::File(now), What::File(before)) => {
                for page in dirty {
                    match now.pages.get(&page) {
                        Some(words) => before.pages.insert(page, words.clone()),
                        None => before.pages.remove(&page),
                    };
                }
                before.len = now.len;
            }
            (now, before) => *before = now.clone(),
        }
        if self.journals {
            let names = self.seen.iter().filter(|(_, thing)| matches!(thing.what, What::Directory(_)));
            self.kept.extend(names.map(|(id, thing)| (*id, thing.clone())));
        }
        Ok(())
    }

    /// The power was cut: what was not kept goes, in whole or in part.
    pub fn forget(&mut self, how: Cut) {
        if let Cut::Torn(seed) = how {
            self.tear(&mut fastrand::Rng::with_seed(seed));
        }
        let mut seen: BTreeMap<u64, Thing> = BTreeMap::new();
        let mut look_at = vec![ROOT];
        while let Some(id) = look_at.pop() {
            if let Some(found) = seen.get_mut(&id) {
                found.links += 1;
                continue;
            }
            let kept = self.kept.get(&id).cloned();
            // A name that was kept, of something that was not: it is there, and empty.
            let Some(mut thing) = kept.or_else(|| self.seen.get(&id).map(Thing::empty_like)) else { continue };
            if let What::Directory(names) = &thing.what {
                look_at.extend(names.values());
            }
            thing.links = 1;
            seen.insert(id, thing);
        }
        (self.kept, self.seen) = (seen.clone(), seen);
        self.dirty.clear();
        (self.cut, self.planned) = (false, None);
    }

    /// Some of what was not kept reached the disk all the same.
    fn tear(&mut self, chance: &mut fastrand::Rng) {
        for (id, pages) in &self.dirty {
            let Some(Thing { what: What::File(now), .. }) = self.seen.get(id) else { continue };
            let like = self.seen[id].empty_like();
            let What::File(before) = &mut self.kept.entry(*id).or_insert(like).what else { continue };
            for page in pages {
                let Some(words) = now.pages.get(page) else { continue };
                let whole = chance.u8(..3);
                for sector in 0..PAGE / SECTOR {
                    // None of the page, all of it, or some of its sectors.
                    if whole == 0 || (whole == 1 && chance.bool()) {
                        continue;
                    }
                    let there = sector * SECTOR..(sector + 1) * SECTOR;
                    let kept = before.pages.entry(*page).or_insert_with(|| Arc::new([0; PAGE]));
                    Arc::make_mut(kept)[there.clone()].copy_from_slice(&words[there]);
                    before.len = before.len.max(now.len.min((page + 1) * PAGE as u64));
                }
            }
        }
        let directories: Vec<u64> =
            self.seen.iter().filter(|(_, thing)| matches!(thing.what, What::Directory(_))).map(|(id, _)| *id).collect();
        for id in directories {
            if chance.bool() {
                self.kept.insert(id, self.seen[&id].clone());
            }
        }
    }
}
