//! One thread appends to the log: what many ask for at once is kept in one transaction, flushed to the disk once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use store::{LogEntry, Store, StoreError};

/// How many entries are kept in one transaction at most.
const AT_ONCE: usize = 1_000;

/// An entry, and who waits to hear that it is kept.
struct Asked {
    entry: LogEntry,
    answer: SyncSender<Result<(), StoreError>>,
}

/// The log's writer. Its thread starts with the first entry and ends when nobody can ask any more.
pub(crate) struct Appender {
    store: Arc<dyn Store>,
    thread: Mutex<Option<Sender<Asked>>>,
}

/// An entry on its way to the disk. Nothing it is about may be shown before [`Pending::wait`] says that it is there.
#[must_use = "what the entry is about may not be shown before it is kept"]
pub(crate) struct Pending(Receiver<Result<(), StoreError>>);

impl Pending {
    /// Waits until it is on the disk.
    pub fn wait(self) -> Result<(), StoreError> {
        self.0.recv().unwrap_or_else(|_| Err(stopped()))
    }
}

fn stopped() -> StoreError {
    StoreError::Engine("the thread that writes the log stopped".to_owned())
}

impl Appender {
    pub fn new(store: Arc<dyn Store>) -> Self {
        Appender { store, thread: Mutex::new(None) }
    }

    /// Sets an entry on its way.
    pub fn append(&self, entry: LogEntry) -> Pending {
        let (answer, pending) = sync_channel(1);
        let mut asked = Asked { entry, answer };
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = thread.as_ref() {
            match sender.send(asked) {
                Ok(()) => return Pending(pending),
                Err(unsent) => asked = unsent.0,
            }
        }
        let (sender, receiver) = channel();
        let store = self.store.clone();
        let started = std::thread::Builder::new().name("log".to_owned()).spawn(move || work(&*store, &receiver));
        // What cannot be sent is dropped, and whoever waits for it hears that the thread stopped.
        if started.is_ok() && sender.send(asked).is_ok() {
            *thread = Some(sender);
        }
        Pending(pending)
    }
}

fn work(store: &dyn Store, asked: &Receiver<Asked>) {
    while let Ok(first) = asked.recv() {
        let batch: Vec<Asked> = std::iter::once(first).chain(asked.try_iter().take(AT_ONCE - 1)).collect();
        let entries: Vec<LogEntry> = batch.iter().map(|one| one.entry.clone()).collect();
        let kept = keep(store, &entries);
        // One entry that cannot be kept must not take the others with it. What may have been kept is not tried again.
        let each = matches!(kept, Err(StoreError::Engine(_))) && batch.len() > 1;
        for one in batch {
            let kept = if each { keep(store, std::slice::from_ref(&one.entry)) } else { kept.clone() };
            // Whoever asked may have gone.
            let _ = one.answer.send(kept);
        }
    }
}

fn keep(store: &dyn Store, entries: &[LogEntry]) -> Result<(), StoreError> {
    catch_unwind(AssertUnwindSafe(|| store.log(entries))).unwrap_or_else(|_| Err(stopped()))
}

#[cfg(test)]
mod tests;
