//! F1: files broken in every way chance finds. The server must not notice more than a refusal.

use crate::{look, seeds, worker};
use documents::worker::{Inspector, NotKept, Worker};
use fastrand::Rng;

/// One file broken: bytes changed, taken out, doubled, cut short, joined with another, lengths made vast.
fn broken(seed: &[u8], other: &[u8], chance: &mut Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..chance.usize(1..12) {
        let at = chance.usize(0..bytes.len().max(1));
        match chance.u8(0..8) {
            0 if !bytes.is_empty() => bytes[at] = chance.u8(..),
            1 if !bytes.is_empty() => bytes[at] ^= 1 << chance.u8(0..8),
            2 => bytes.truncate(at),
            3 if !bytes.is_empty() => drop(bytes.drain(at..bytes.len().min(at + 1 + chance.usize(0..64)))),
            4 if !bytes.is_empty() => {
                let piece = bytes[at..bytes.len().min(at + 1 + chance.usize(0..512))].to_vec();
                bytes.splice(at..at, piece);
            }
            5 if !bytes.is_empty() => {
                for byte in bytes.iter_mut().skip(at).take(4) {
                    *byte = if chance.bool() { 0xFF } else { 0 };
                }
            }
            6 => {
                let from = chance.usize(0..other.len());
                bytes.splice(at.min(bytes.len()).., other[from..].iter().copied());
            }
            _ => {
                // Most breaks are near the beginning or the end, where the lengths are.
                let at = if chance.bool() { at.min(40) } else { at.max(bytes.len().saturating_sub(40)) };
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = chance.u8(..);
                }
            }
        }
    }
    bytes
}

/// What became of many broken files: taken, refused, ended the process that looked at them.
#[derive(Default, Debug)]
struct Came {
    taken: usize,
    refused: usize,
    ended: usize,
    /// Something was wrong here, not in the file.
    trouble: Vec<String>,
}

fn try_all(worker: &dyn Inspector, seed: u64, each: usize) -> Came {
    let (seeds, mut chance, mut came) = (seeds::all(), Rng::with_seed(seed), Came::default());
    for file in &seeds {
        for _ in 0..each {
            let other = &seeds[chance.usize(0..seeds.len())];
            match look(worker, &broken(file, other, &mut chance)) {
                Ok(_) => came.taken += 1,
                Err(NotKept::Refused(_)) => came.refused += 1,
                Err(NotKept::Ended(_)) => came.ended += 1,
                Err(NotKept::Trouble(trouble)) => came.trouble.push(trouble.to_string()),
            }
        }
    }
    came
}

#[test]
fn broken_files_are_taken_or_refused_and_the_server_goes_on() {
    let seed = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("SEED={seed}");
    let each = proof::size(5, 250);
    let came = try_all(&worker(), seed, each);
    let n = came.taken + came.refused + came.ended + came.trouble.len();
    assert!(came.trouble.is_empty(), "{:?}", came.trouble);
    assert_eq!(n, 40 * each);
    let (taken, refused, ended) = (came.taken, came.refused, came.ended);
    assert!(taken > 0 && refused > 0, "files that are all refused, or all taken, were not broken as meant");
    let result = format!("0 crashes here; {taken} taken, {refused} refused, {ended} ended their worker (seed {seed})");
    proof::say("F1", "malformed uploads", n, result);
}

/// A worker that dies, loops, floods or lies: what the server makes of it.
#[test]
fn a_worker_that_misbehaves_is_ended_and_said_so() {
    let shell = |script: &str| Worker::running("/bin/sh", ["-c", script]);
    let twins = [
        ("kill -SEGV $$", "signal"),
        ("kill -ABRT $$", "memory"),
        ("echo nonsense", "could not be read"),
        ("exit 7", "ended with 7"),
        ("head -c 100000 /dev/zero", "ended with"),
        (
            "echo '{\"Sound\":{\"kind\":\"pdf\",\"metadata\":\"kept\",\"preview\":99999999,\"content\":null}}'",
            "could not be",
        ),
        (
            "echo '{\"Sound\":{\"kind\":\"pdf\",\"metadata\":\"kept\",\"preview\":0,\"content\":5}}'; printf ab",
            "could not be",
        ),
    ];
    for (script, said) in twins {
        match look(&shell(script), b"words") {
            Err(NotKept::Ended(how)) => assert!(how.contains(said), "{script}: {how}"),
            other => panic!("{script}: {:?}", other.map(|(looked, _)| looked.kind)),
        }
    }
    let unconfined = look(&shell("exit 3"), b"words");
    assert!(matches!(unconfined, Err(NotKept::Trouble(_))), "a worker that cannot be confined is not believed");
    let vast = "echo '{\"Sound\":{\"kind\":\"pdf\",\"metadata\":\"kept\",\"preview\":0,\"content\":999999999999}}'";
    assert!(matches!(look(&shell(vast), b"words"), Err(NotKept::Refused(_))), "no disk is filled on its word");
    proof::say("F1", "twin caught", twins.len() + 2, "workers that die, lie or flood: each ended and said so");
}
