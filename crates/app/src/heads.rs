//! Handing the end of the log to a witness: every minute, after many entries, and when the program ends.

use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::Casework;
use clap::Args;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::Store;
use witness::{Key, Witness};

/// A head is handed over at least this often while there are new entries.
const EVERY: Duration = Duration::from_secs(60);
/// And after this many entries.
const AFTER: u64 = 10_000;
/// How often it is asked how many there are.
const LOOKS: Duration = Duration::from_secs(1);

/// Who keeps the heads of the log.
#[derive(Args, Clone, Debug)]
pub struct Witnessing {
    /// The witness that keeps signed heads of the log: a directory out of the database's reach, or the address of a
    /// machine that runs `goldthread witness`, such as http://10.0.0.5:8900. `serve` hands heads to it, `verify` compares
    /// the log with them
    #[arg(long, value_name = "WHERE", env = "GOLDTHREAD_WITNESS", value_parser = Witness::parse)]
    pub witness: Option<Witness>,
}

impl Witnessing {
    /// The public key that heads are signed by, when they are handed to a witness.
    pub fn public_key(&self, place: &Place) -> Outcome<Option<String>> {
        if self.witness.is_none() {
            return Ok(None);
        }
        let path = place.key_file();
        let key = Key::read_or_make(&path).map_err(file("read the log's key", &path))?;
        Ok(Some(key.public().to_string()))
    }

    /// Starts handing heads over, when there is a witness to hand them to.
    pub fn start(&self, place: &Place, casework: &Arc<Casework>) -> Outcome<Option<Handing>> {
        let Some(witness) = self.witness.clone() else {
            tracing::warn!("no --witness: whoever owns the database could rewrite the log, and nobody would know");
            return Ok(None);
        };
        let path = place.key_file();
        if let Some(directory) = path.parent() {
            std::fs::create_dir_all(directory).map_err(file("make the directory", directory))?;
        }
        let key = Key::read_or_make(&path).map_err(file("read the log's key", &path))?;
        let hand = Hand { key, witness, handed: 0 };
        Ok(Some(Handing::start(hand, casework.clone(), EVERY, AFTER)?))
    }
}

/// A thread that hands heads over until it is dropped; it hands over the last one then.
pub struct Handing {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Hands heads over.
pub struct Hand {
    /// The key they are signed with.
    pub key: Key,
    /// Who keeps them.
    pub witness: Witness,
    /// Place of the last entry handed over.
    pub handed: u64,
}

impl Hand {
    /// Hands over the end of the log, when there is anything new. Refused or not, it is said.
    pub fn over(&mut self, casework: &Casework) -> Outcome {
        let store: &dyn Store = casework.store();
        let head = store.log_head()?;
        if head.seq == 0 || head.seq == self.handed {
            return Ok(());
        }
        let signed = self.key.sign(head.seq, &head.hash, casework.now());
        self.witness.hand(&signed).map_err(|fault| {
            Failure::new(
                format!("The witness did not take the log's head at entry {}: {fault}.", head.seq),
                "Run `goldthread verify` with the same --witness, and find out why before anything else.",
            )
        })?;
        self.handed = head.seq;
        Ok(())
    }
}

impl Handing {
    /// Starts the thread.
    pub fn start(mut hand: Hand, casework: Arc<Casework>, every: Duration, after: u64) -> Outcome<Handing> {
        let (stop, stopped) = channel();
        let over = move || {
            let mut last = Instant::now();
            let say = |hand: &mut Hand| {
                if let Err(failure) = hand.over(&casework) {
                    tracing::error!(alarm = "witness", "{failure}");
                }
            };
            say(&mut hand);
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(LOOKS.min(every)) {
                let many = casework.store().log_head().is_ok_and(|head| head.seq >= hand.handed + after);
                if many || last.elapsed() >= every {
                    say(&mut hand);
                    last = Instant::now();
                }
            }
            say(&mut hand);
        };
        let thread = std::thread::Builder::new().name("heads".to_owned()).spawn(over).map_err(|fault| {
            Failure::new(format!("Could not start: {fault}."), "Check the limits on threads for this user.")
        })?;
        Ok(Handing { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Handing {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there was said there.
            let _ = thread.join();
        }
    }
}
