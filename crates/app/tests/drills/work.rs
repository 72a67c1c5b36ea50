//! Made-up workers who write over HTTP, and who ask again until they are answered, as people do.

use crate::client::{Answer, Client};
use crate::ledger::{Kept, Ledger, hash};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use uuid::Uuid;

/// When a writer notes what was acknowledged.
#[derive(Clone, Copy, PartialEq)]
pub enum Notes {
    /// When it was answered.
    Answered,
    /// Before it is asked: a program that acknowledged before it wrote would look like this. The broken twin.
    Asked,
}

/// What the writers met.
#[derive(Default)]
pub struct Met {
    /// Requests that had no answer.
    pub unanswered: AtomicUsize,
    /// Requests answered with "not now": 503 with Retry-After.
    pub put_off: AtomicUsize,
    /// Of these, those told that it is not confirmed.
    pub not_confirmed: AtomicUsize,
    /// Answers that should not be.
    pub surprises: Mutex<Vec<String>>,
}

/// Writers at work.
pub struct Writers {
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
    pub met: Arc<Met>,
}

struct Writer {
    client: Client,
    ledger: Arc<Ledger>,
    met: Arc<Met>,
    stop: Arc<AtomicBool>,
    notes: Notes,
}

/// The writers were told to stop.
struct Stopped;

impl Writers {
    pub fn start(count: usize, client: &Client, ledger: &Arc<Ledger>, notes: Notes) -> Writers {
        let (stop, met) = (Arc::new(AtomicBool::new(false)), Arc::new(Met::default()));
        let thread = |_| {
            let (client, ledger) = (client.clone(), ledger.clone());
            let writer = Writer { client, ledger, met: met.clone(), stop: stop.clone(), notes };
            std::thread::spawn(move || while writer.story().is_ok() {})
        };
        let threads = (0..count).map(thread).collect();
        Writers { stop, threads, met }
    }

    /// Tells them to stop after the request they are at.
    pub fn stop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            thread.join().expect("a writer");
        }
    }

    pub fn surprises(&self) -> Vec<String> {
        self.met.surprises.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
    }
}

impl Writer {
    /// One contact, from the call to the record.
    fn story(&self) -> Result<(), Stopped> {
        let opened =
            self.until(&Kept::Draft(Uuid::nil()), false, || self.client.post("/drafts", &[("kind", "contact")]))?;
        let Some(draft) = opened.location.strip_prefix("/drafts/").and_then(|id| id.parse::<Uuid>().ok()) else {
            self.surprised(&Kept::Draft(Uuid::nil()), &opened);
            return Ok(());
        };
        self.ledger.note(Kept::Draft(draft));
        let address = format!("/drafts/{draft}");
        let (name, words) = (format!("Ada{}", draft.simple()), format!("Alone at night, said call {draft}"));
        let person =
            [("new", name.as_str()), ("given", &name), ("family", "Drill"), ("born", "4 6 2015"), ("sex", "U")];
        let kept = Kept::Person { draft, name: name.clone() };
        self.until(&kept, true, || self.client.post(&format!("{address}/people"), &person))?;
        let kept = Kept::Answer { draft, path: "concern".into(), hash: hash(&words) };
        let field = [("path", "concern"), ("value", words.as_str()), ("base", "0")];
        self.until(&kept, true, || self.client.post(&format!("{address}/field"), &field))?;
        let form = [
            ("received.day", "16"),
            ("received.month", "11"),
            ("received.year", "2026"),
            ("received.time", "9:30am"),
            ("route", "public"),
            ("source", "1A"),
            ("concern", &words),
            ("child_words._", "not_asked"),
            ("danger_now", "no"),
            ("_base", "1000"),
            ("_why", "It is a drill"),
            ("_do", "finish"),
        ];
        let kept = Kept::Record { id: draft, hash: hash(&words) };
        let finished = self.until(&kept, true, || self.client.post(&address, &form))?;
        if finished.status != 303 {
            self.surprised(&kept, &finished);
        }
        Ok(())
    }

    /// Asks until it is acknowledged, and notes that it was.
    fn until(&self, kept: &Kept, noted: bool, ask: impl Fn() -> Result<Answer, String>) -> Result<Answer, Stopped> {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                return Err(Stopped);
            }
            if noted && self.notes == Notes::Asked {
                self.ledger.note(kept.clone());
            }
            match ask() {
                Ok(answer) if matches!(answer.status, 200 | 303) && !answer.location.starts_with("/sign-in") => {
                    if noted && self.notes == Notes::Answered {
                        self.ledger.note(kept.clone());
                    }
                    return Ok(answer);
                }
                Ok(answer) if answer.status == 503 && answer.retry_after => {
                    self.met.put_off.fetch_add(1, Ordering::SeqCst);
                    if answer.body.contains("Not confirmed") {
                        self.met.not_confirmed.fetch_add(1, Ordering::SeqCst);
                    }
                }
                Ok(answer) => self.surprised(kept, &answer),
                Err(_) => {
                    self.met.unanswered.fetch_add(1, Ordering::SeqCst);
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn surprised(&self, asked: &Kept, answer: &Answer) {
        let words = answer.body.split("<main").last().unwrap_or_default();
        let words: String = words.chars().filter(|c| *c != '\n').take(600).collect();
        let mut surprises = self.met.surprises.lock().unwrap_or_else(PoisonError::into_inner);
        surprises.push(format!("{asked:?}: {} {} {words}", answer.status, answer.location));
    }
}
