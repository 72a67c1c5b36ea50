//! The disk keeps its promises, and breaks those it is told to break. Run where FUSE can be had: `./test --full`.

use lossy_disk::{Cut, Disk, Fault};
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::Duration;

fn disk(place: &Path, seconds: u64) -> Disk {
    Disk::mount(Path::new(env!("CARGO_BIN_EXE_lossy-disk")), place, Duration::from_secs(seconds)).expect("FUSE")
}

/// Writes a file, and has it kept.
fn keep(place: &Path, name: &str) {
    let mut file = File::create(place.join(name)).expect("made");
    file.write_all(b"kept").expect("written");
    file.sync_all().expect("kept");
    File::open(place).expect("opened").sync_all().expect("its name is kept");
}

fn cut(disk: &mut Disk) {
    disk.cut().expect("cut");
    disk.restore(Cut::ForgetAll).expect("restored");
}

#[test]
fn what_was_not_kept_is_forgotten_when_the_power_goes() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut disk = disk(dir.path(), 60);
    keep(dir.path(), "one");
    fs::write(dir.path().join("two"), "not kept").expect("written");
    assert_eq!(fs::read_to_string(dir.path().join("two")).expect("read"), "not kept", "seen until then");
    cut(&mut disk);
    assert_eq!(fs::read_to_string(dir.path().join("one")).expect("read"), "kept");
    assert!(!dir.path().join("two").exists());
    disk.lie().expect("lies");
    keep(dir.path(), "three");
    cut(&mut disk);
    assert!(!dir.path().join("three").exists(), "a disk that lies keeps nothing");
}

#[test]
fn with_a_journal_a_name_is_kept_with_whatever_is_kept() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut disk = disk(dir.path(), 60);
    let write = |name: &str| {
        let mut file = File::create(dir.path().join(name)).expect("made");
        file.write_all(b"kept").expect("written");
        file
    };
    write("one").sync_all().expect("kept");
    cut(&mut disk);
    assert!(!dir.path().join("one").exists(), "nobody kept the directory");
    disk.journal().expect("keeps names");
    drop(write("two"));
    write("three").sync_all().expect("kept");
    cut(&mut disk);
    assert_eq!(fs::read_to_string(dir.path().join("three")).expect("read"), "kept");
    assert_eq!(fs::read_to_string(dir.path().join("two")).expect("read"), "", "the name was kept, the words were not");
}

#[test]
fn the_nth_operation_fails_as_planned() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut disk = disk(dir.path(), 60);
    disk.plan(Fault::Sync, 1).expect("planned");
    let file = File::create(dir.path().join("one")).expect("made");
    assert!(!disk.struck().expect("said"));
    assert!(file.sync_all().is_err());
    assert!(disk.struck().expect("said"));
}

#[test]
fn a_disk_whose_time_is_over_fails_and_nobody_waits_for_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let disk = disk(dir.path(), 1);
    keep(dir.path(), "one");
    while fs::read_dir(dir.path()).is_ok() {
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(disk);
    assert_eq!(fs::read_dir(dir.path()).expect("read").count(), 0, "it is gone from its place");
}

#[test]
fn what_was_cut_off_a_file_does_not_come_back_when_it_grows() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut disk = disk(dir.path(), 60);
    let path = dir.path().join("one");
    let mut file = File::create(&path).expect("made");
    file.write_all(&[b'x'; 9000]).expect("written");
    file.sync_all().expect("kept");
    File::open(dir.path()).expect("opened").sync_all().expect("its name is kept");
    file.set_len(0).expect("cut off");
    file.set_len(9000).expect("grows");
    file.sync_all().expect("kept");
    drop(file);
    cut(&mut disk);
    assert_eq!(fs::read(path).expect("read"), vec![0; 9000]);
}

#[test]
fn a_file_has_as_many_links_as_names() {
    let dir = tempfile::tempdir().expect("a directory");
    let mut disk = disk(dir.path(), 60);
    keep(dir.path(), "one");
    let one = File::open(dir.path().join("one")).expect("opened");
    let links = || one.metadata().expect("known").nlink();
    fs::hard_link(dir.path().join("one"), dir.path().join("two")).expect("linked");
    assert_eq!(links(), 2);
    keep(dir.path(), "three");
    fs::rename(dir.path().join("three"), dir.path().join("two")).expect("put in its place");
    assert_eq!(links(), 1);
    File::open(dir.path()).expect("opened").sync_all().expect("its names are kept");
    fs::remove_file(dir.path().join("one")).expect("removed");
    assert_eq!(links(), 0);
    drop(one);
    cut(&mut disk);
    assert_eq!(fs::metadata(dir.path().join("one")).expect("the removal was not kept").nlink(), 1);
}
