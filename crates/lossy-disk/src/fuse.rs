//! The tree, served over FUSE.

use crate::tree::{Names, PAGE, Thing, Tree, What};
use fuser::{
    BsdFileFlags, Errno, FileAttr, FileHandle, FileType, Filesystem, FopenFlags, Generation, INodeNo, LockOwner,
    OpenFlags, RenameFlags, ReplyAttr, ReplyCreate, ReplyData, ReplyDirectory, ReplyEmpty, ReplyEntry, ReplyOpen,
    ReplyStatfs, ReplyWrite, Request, TimeOrNow, WriteFlags,
};
use std::ffi::OsStr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// Nothing is remembered by the kernel but words of open files.
const AT_ONCE: Duration = Duration::ZERO;

/// A tree in the hands of the kernel.
pub(crate) struct Served(pub Arc<Mutex<Tree>>);

impl Served {
    fn tree(&self) -> MutexGuard<'_, Tree> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn attributes(tree: &Tree, id: u64) -> Result<FileAttr, Errno> {
    let thing = tree.thing(id)?;
    let (kind, size) = match &thing.what {
        What::File(words) => (FileType::RegularFile, words.len),
        What::Directory(_) => (FileType::Directory, PAGE as u64),
        What::Link(to) => (FileType::Symlink, to.as_os_str().len() as u64),
    };
    Ok(FileAttr {
        ino: INodeNo(id),
        size,
        blocks: size.div_ceil(512),
        atime: thing.changed,
        mtime: thing.changed,
        ctime: thing.changed,
        crtime: thing.changed,
        kind,
        perm: thing.mode,
        nlink: if kind == FileType::Directory { 2 } else { thing.links },
        uid: thing.user,
        gid: thing.group,
        rdev: 0,
        blksize: PAGE as u32,
        flags: 0,
    })
}

fn entry(tree: &Tree, id: Result<u64, Errno>, reply: ReplyEntry) {
    match id.and_then(|id| attributes(tree, id)) {
        Ok(attr) => reply.entry(&AT_ONCE, &attr, Generation(0)),
        Err(error) => reply.error(error),
    }
}

fn empty(done: Result<(), Errno>, reply: ReplyEmpty) {
    match done {
        Ok(()) => reply.ok(),
        Err(error) => reply.error(error),
    }
}

impl Filesystem for Served {
    fn lookup(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEntry) {
        let tree = self.tree();
        entry(&tree, tree.find(parent.0, name), reply);
    }

    fn getattr(&self, _req: &Request, ino: INodeNo, _fh: Option<FileHandle>, reply: ReplyAttr) {
        match attributes(&self.tree(), ino.0) {
            Ok(attr) => reply.attr(&AT_ONCE, &attr),
            Err(error) => reply.error(error),
        }
    }

    fn setattr(
        &self,
        _req: &Request,
        ino: INodeNo,
        mode: Option<u32>,
        uid: Option<u32>,
        gid: Option<u32>,
        size: Option<u64>,
        _atime: Option<TimeOrNow>,
        _mtime: Option<TimeOrNow>,
        _ctime: Option<SystemTime>,
        _fh: Option<FileHandle>,
        _crtime: Option<SystemTime>,
        _chgtime: Option<SystemTime>,
        _bkuptime: Option<SystemTime>,
        _flags: Option<BsdFileFlags>,
        reply: ReplyAttr,
    ) {
        let mut tree = self.tree();
        let sized = size.map_or(Ok(()), |size| tree.resize(ino.0, size));
        let set = sized.and_then(|()| {
            let thing = tree.thing_mut(ino.0)?;
            thing.mode = mode.map_or(thing.mode, |mode| (mode & 0o7777) as u16);
            thing.user = uid.unwrap_or(thing.user);
            thing.group = gid.unwrap_or(thing.group);
            attributes(&tree, ino.0)
        });
        match set {
            Ok(attr) => reply.attr(&AT_ONCE, &attr),
            Err(error) => reply.error(error),
        }
    }

    fn readlink(&self, _req: &Request, ino: INodeNo, reply: ReplyData) {
        match self.tree().thing(ino.0).map(|thing| thing.what.clone()) {
            Ok(What::Link(to)) => reply.data(to.as_os_str().as_encoded_bytes()),
            Ok(_) => reply.error(Errno::EINVAL),
            Err(error) => reply.error(error),
        }
    }

    fn mkdir(&self, req: &Request, parent: INodeNo, name: &OsStr, mode: u32, umask: u32, reply: ReplyEntry) {
        let mut tree = self.tree();
        let thing = Thing::new(What::Directory(Names::default()), mode & !umask, req.uid(), req.gid());
        let made = tree.make(parent.0, name, thing);
        entry(&tree, made, reply);
    }

    fn symlink(&self, req: &Request, parent: INodeNo, name: &OsStr, target: &Path, reply: ReplyEntry) {
        let mut tree = self.tree();
        let made = tree.make(parent.0, name, Thing::new(What::Link(target.into()), 0o777, req.uid(), req.gid()));
        entry(&tree, made, reply);
    }

    fn link(&self, _req: &Request, ino: INodeNo, newparent: INodeNo, newname: &OsStr, reply: ReplyEntry) {
        let mut tree = self.tree();
        let made = tree.link(ino.0, newparent.0, newname).map(|()| ino.0);
        entry(&tree, made, reply);
    }

    fn unlink(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        empty(self.tree().remove(parent.0, name), reply);
    }

    fn rmdir(&self, _req: &Request, parent: INodeNo, name: &OsStr, reply: ReplyEmpty) {
        empty(self.tree().remove(parent.0, name), reply);
    }

    fn rename(
        &self,
        _req: &Request,
        parent: INodeNo,
        name: &OsStr,
        newparent: INodeNo,
        newname: &OsStr,
        _flags: RenameFlags,
        reply: ReplyEmpty,
    ) {
        empty(self.tree().rename((parent.0, name), (newparent.0, newname)), reply);
    }

    fn open(&self, _req: &Request, ino: INodeNo, _flags: OpenFlags, reply: ReplyOpen) {
        match self.tree().thing(ino.0) {
            // Kept in the kernel, so that a mapping of the file and a reader of it see the same.
            Ok(_) => reply.opened(FileHandle(0), FopenFlags::FOPEN_KEEP_CACHE),
            Err(error) => reply.error(error),
        }
    }

    fn create(
        &self,
        req: &Request,
        parent: INodeNo,
        name: &OsStr,
        mode: u32,
        umask: u32,
        _flags: i32,
        reply: ReplyCreate,
    ) {
        let mut tree = self.tree();
        let thing = Thing::new(What::File(Default::default()), mode & !umask, req.uid(), req.gid());
        match tree.make(parent.0, name, thing).and_then(|id| attributes(&tree, id)) {
            Ok(attr) => reply.created(&AT_ONCE, &attr, Generation(0), FileHandle(0), FopenFlags::FOPEN_KEEP_CACHE),
            Err(error) => reply.error(error),
        }
    }

    fn read(
        &self,
        _req: &Request,
        ino: INodeNo,
        _fh: FileHandle,
        offset: u64,
        size: u32,
        _flags: OpenFlags,
        _lock_owner: Option<LockOwner>,
        reply: ReplyData,
    ) {
        match self.tree().thing(ino.0) {
            Ok(Thing { what: What::File(words), .. }) => reply.data(&words.read(offset, size as usize)),
            Ok(_) => reply.error(Errno::EISDIR),
            Err(error) => reply.error(error),
        }
    }

    fn write(
        &self,
        _req: &Request,
        ino: INodeNo,
        _fh: FileHandle,
        offset: u64,
        data: &[u8],
        _write_flags: WriteFlags,
        _flags: OpenFlags,
        _lock_owner: Option<LockOwner>,
        reply: ReplyWrite,
    ) {
        match self.tree().write(ino.0, offset, data) {
            Ok(written) => reply.written(written as u32),
            Err(error) => reply.error(error),
        }
    }

    fn flush(&self, _req: &Request, _ino: INodeNo, _fh: FileHandle, _lock_owner: LockOwner, reply: ReplyEmpty) {
        reply.ok();
    }

    fn fsync(&self, _req: &Request, ino: INodeNo, _fh: FileHandle, _datasync: bool, reply: ReplyEmpty) {
        empty(self.tree().sync(ino.0), reply);
    }

    fn fsyncdir(&self, _req: &Request, ino: INodeNo, _fh: FileHandle, _datasync: bool, reply: ReplyEmpty) {
        empty(self.tree().sync(ino.0), reply);
    }

    fn readdir(&self, _req: &Request, ino: INodeNo, _fh: FileHandle, offset: u64, mut reply: ReplyDirectory) {
        let tree = self.tree();
        let names = match tree.names(ino.0) {
            Ok(names) => names,
            Err(error) => return reply.error(error),
        };
        let dots = [(ino.0, ".".as_ref()), (ino.0, "..".as_ref())];
        let all = dots.into_iter().chain(names.iter().map(|(name, id)| (*id, name.as_os_str())));
        for (place, (id, name)) in all.enumerate().skip(offset as usize) {
            let Ok(attr) = attributes(&tree, id) else { continue };
            if reply.add(INodeNo(id), place as u64 + 1, attr.kind, name) {
                break;
            }
        }
        reply.ok();
    }

    fn statfs(&self, _req: &Request, _ino: INodeNo, reply: ReplyStatfs) {
        reply.statfs(1 << 20, 1 << 20, 1 << 20, 1 << 20, 1 << 20, PAGE as u32, 255, PAGE as u32);
    }
}
