//! The process that serves a disk.

use crate::fuse::Served;
use crate::tree::Tree;
use crate::{Cut, Fault};
use fuser::{BackgroundSession, Config, MountOption, SessionACL};
use std::io;
use std::path::Path;
use std::process::{Command, exit};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Mounts an empty disk and serves it: each line that comes in is done and answered by `ok`, or by `no` and why not.
/// Ends the process when there is nobody left to talk to, and at the latest after so many seconds.
pub fn serve(place: &Path, seconds: u64) {
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(seconds));
        eprintln!("lossy-disk: {seconds} seconds are over");
        exit(3);
    });
    let tree = Arc::new(Mutex::new(Tree::empty()));
    let mut session = match attach(&tree, place) {
        Ok(session) => Some(session),
        Err(fault) => return println!("no {fault}"),
    };
    println!("ok ready");
    for line in io::stdin().lines().map_while(Result::ok) {
        match obey(&line, &tree, place, &mut session) {
            Ok(said) => println!("ok {said}"),
            Err(fault) => println!("no {fault}"),
        }
    }
    // Whoever used it is gone, and could not say so. Another process takes it from its place; this one must not wait.
    let _ = Command::new("umount").arg("--lazy").arg(place).spawn();
    exit(0);
}

fn obey(
    line: &str,
    tree: &Arc<Mutex<Tree>>,
    place: &Path,
    session: &mut Option<BackgroundSession>,
) -> io::Result<String> {
    let odd = || io::Error::other(format!("{line} is not known"));
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["lie"] => lock(tree).lies = true,
        ["journal"] => lock(tree).journals = true,
        ["plan", fault, nth] => {
            let fault = Fault::ALL.into_iter().find(|one| format!("{one:?}") == *fault).ok_or_else(odd)?;
            lock(tree).plan(fault, nth.parse().map_err(io::Error::other)?);
        }
        ["struck"] => return Ok(lock(tree).struck().to_string()),
        ["cut"] => lock(tree).cut = true,
        ["restore", how] => {
            // It was taken from its place: the kernel lets go of it when its last user has.
            if let Some(session) = session.take() {
                match session.join() {
                    // Whoever used it was killed while they waited for an answer. It has ended all the same.
                    Err(fault) if fault.kind() == io::ErrorKind::ConnectionAborted => {}
                    ended => ended?,
                }
            }
            lock(tree).forget(how.parse().map_or(Cut::ForgetAll, Cut::Torn));
            *session = Some(attach(tree, place)?);
        }
        _ => return Err(odd()),
    }
    Ok("done".to_owned())
}

fn lock(tree: &Mutex<Tree>) -> MutexGuard<'_, Tree> {
    tree.lock().unwrap_or_else(PoisonError::into_inner)
}

fn attach(tree: &Arc<Mutex<Tree>>, place: &Path) -> io::Result<BackgroundSession> {
    let mut config = Config::default();
    config.mount_options = vec![MountOption::FSName("lossy".into()), MountOption::DefaultPermissions];
    config.acl = SessionACL::All;
    fuser::spawn_mount(Served(tree.clone()), place, &config)
}
