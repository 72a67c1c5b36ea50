//! A disk that forgets what it was not told to keep, and that fails when it is told to: for tests, in memory, over FUSE.
//!
//! What a program writes is seen by every reader at once, as in any operating system. It is kept only by `fsync`: of a
//! file for its words and length, of a directory for the names in it. When the power is cut, what was not kept is
//! forgotten, in whole or in part.

mod fault;
mod fuse;
mod tree;

pub use fault::Fault;

use fuser::{BackgroundSession, Config, MountOption, SessionACL};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tree::Tree;

/// What becomes of what was written and not kept, when the power is cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    /// All of it is forgotten.
    ForgetAll,
    /// Chance decides: some pages reached the disk, some did in part, some did not. The number repeats the chance.
    Torn(u64),
}

/// A disk, mounted until it is dropped.
pub struct Disk {
    place: PathBuf,
    tree: Arc<Mutex<Tree>>,
    session: Option<BackgroundSession>,
}

impl Disk {
    /// Mounts an empty disk on an empty directory. Needs to be root, or allowed to use FUSE.
    pub fn mount(place: &Path) -> io::Result<Disk> {
        let mut disk = Disk { place: place.to_owned(), tree: Arc::new(Mutex::new(Tree::empty())), session: None };
        disk.attach()?;
        Ok(disk)
    }

    /// From now on `fsync` says that it kept what it was given, and does not: the broken twin of this disk.
    pub fn lie(&self) {
        self.tree().lies = true;
    }

    /// The `nth` operation that this fault can strike, counted from now, fails: 1 is the next.
    pub fn plan(&self, fault: Fault, nth: u64) {
        self.tree().plan(fault, nth);
    }

    /// Whether the planned fault has struck.
    pub fn struck(&self) -> bool {
        self.tree().struck()
    }

    /// Cuts the power: from now on every operation fails. Whoever uses the disk must then be ended.
    pub fn cut(&self) {
        self.tree().cut = true;
    }

    /// The power is back after [`Disk::cut`]: the disk holds what it kept.
    pub fn restore(&mut self, how: Cut) -> io::Result<()> {
        self.detach()?;
        self.tree().forget(how);
        self.attach()
    }

    fn tree(&self) -> MutexGuard<'_, Tree> {
        self.tree.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn attach(&mut self) -> io::Result<()> {
        let mut config = Config::default();
        config.mount_options = vec![MountOption::FSName("lossy".into()), MountOption::DefaultPermissions];
        config.acl = SessionACL::All;
        self.session = Some(fuser::spawn_mount(fuse::Served(self.tree.clone()), &self.place, &config)?);
        Ok(())
    }

    fn detach(&mut self) -> io::Result<()> {
        match self.session.take() {
            Some(session) => session.umount_and_join(),
            None => Ok(()),
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.detach();
    }
}
