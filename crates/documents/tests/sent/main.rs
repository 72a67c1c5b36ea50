//! Files sent by somebody who means harm, looked at by the real worker: F1, F2.

mod hostile;
mod mutations;
mod seeds;
mod sockets;

use documents::worker::{Inspector, Looked, NotKept, Worker};
use documents::{Files, Memory};
use std::io::{Read, Write};

/// The real worker, as a program by itself.
pub fn worker() -> Worker {
    Worker::running(env!("CARGO_BIN_EXE_inspect"), [""; 0])
}

/// A file looked at: what is said of it, and what would be kept.
pub fn look(worker: &dyn Inspector, bytes: &[u8]) -> Result<(Looked, Vec<u8>), NotKept> {
    let memory = Memory::default();
    let mut came = memory.incoming().unwrap();
    came.write_all(bytes).unwrap();
    came.rewind().unwrap();
    let mut made = memory.incoming().unwrap();
    let looked = worker.look(came.file(), &mut made, 100 * 1024 * 1024)?;
    made.rewind().unwrap();
    let mut kept = Vec::new();
    made.file().read_to_end(&mut kept).unwrap();
    Ok((looked, kept))
}

#[test]
fn every_ordinary_file_is_taken() {
    for (number, seed) in seeds::all().iter().enumerate() {
        if let Err(why) = look(&worker(), seed) {
            panic!("file {number} was not taken: {why:?}");
        }
    }
}
