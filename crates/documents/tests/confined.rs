//! A confined process that reaches out is ended: each attempt is made by this test, started again.

use std::fs::File;
use std::net::{TcpStream, UdpSocket};
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus};

const ATTEMPT: &str = "GOLDTHREAD_TEST_ATTEMPT";
const SIGSYS: i32 = 31;

/// What a hostile file might have the process do.
fn attempt(what: &str) {
    let kept = match what {
        "connect" => TcpStream::connect("127.0.0.1:9").is_ok(),
        "datagram" => UdpSocket::bind("127.0.0.1:0").is_ok(),
        "open" => File::open("/etc/passwd").is_ok(),
        "write" => File::create("/tmp/goldthread-reached-out").is_ok(),
        "start" => Command::new("/bin/true").status().is_ok(),
        "thread" => std::thread::Builder::new().spawn(|| ()).is_ok(),
        "memory" => {
            let mut held = Vec::new();
            (0..64).for_each(|_| held.push(vec![1_u8; 16 * 1024 * 1024]));
            held.len() == 64
        }
        "spin" => loop {
            std::hint::spin_loop();
        },
        _ => (0..1000).sum::<u32>() == 499_500,
    };
    std::process::exit(if kept { 0 } else { 1 });
}

/// Does nothing but when this test starts itself again.
#[test]
fn inner() {
    let Ok(what) = std::env::var(ATTEMPT) else { return };
    let (what, confined) = what.split_once(' ').map_or((what.as_str(), true), |(what, _)| (what, false));
    if confined {
        documents::confine::confine(documents::confine::OF_A_DOCUMENT).unwrap();
    }
    attempt(what);
}

fn ends(what: &str) -> ExitStatus {
    let mut again = Command::new(std::env::current_exe().unwrap());
    let out = again.args(["--exact", "inner", "--nocapture", "--test-threads=1"]).env(ATTEMPT, what).output().unwrap();
    out.status
}

#[test]
fn a_confined_process_that_reaches_out_is_ended() {
    let reaching = ["connect", "datagram", "open", "write", "start", "thread"];
    for what in reaching {
        assert_eq!(ends(what).signal(), Some(SIGSYS), "{what}");
    }
    assert!(!std::path::Path::new("/tmp/goldthread-reached-out").exists());
    assert_eq!(ends("compute").code(), Some(0), "what only computes goes on");
    proof::say("F2", "reaching out", reaching.len(), "each ended by the kernel: network, files, programs, threads");
    // The twin: without the confinement the same attempts succeed.
    for what in ["datagram unconfined", "open unconfined", "start unconfined", "thread unconfined"] {
        assert_eq!(ends(what).code(), Some(0), "{what}");
    }
    proof::say("F2", "twin caught", 4, "the same attempts succeed where nothing confines them");
}

#[test]
fn a_confined_process_has_little_memory_and_little_time() {
    assert!(!ends("memory").success(), "a gigabyte is not to be had");
    assert_eq!(ends("memory unconfined").code(), Some(0));
    let spun = ends("spin").signal();
    assert!(matches!(spun, Some(24 | 9)), "ended for its processor time: {spun:?}");
}
