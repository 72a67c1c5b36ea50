//! A drill's own directory, database, program, workers and ledger.

use crate::check::{Compared, compare, lists_agree};
use crate::client::Client;
use crate::ledger::Ledger;
use crate::program::{Launch, Program};
use crate::work::{Notes, Writers};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How many people write at once.
pub const WRITERS: usize = 20;

/// A drill under way.
pub struct Drill {
    pub launch: Launch,
    pub client: Client,
    pub ledger: Arc<Ledger>,
    checked: usize,
}

impl Drill {
    /// An authority with no children, and somebody of the front door signed in.
    pub fn begin(database: String, dir: &Path) -> (Drill, Program) {
        Drill::begin_with(Launch::new(database, dir), dir)
    }

    pub fn begin_with(launch: Launch, dir: &Path) -> (Drill, Program) {
        let program = launch.start();
        let (user, password) = program.sign_in_of("Screener");
        let client = Client::sign_in(&launch.base(), &user, &password);
        let ledger = Arc::new(Ledger::new(&dir.join("ledger")));
        (Drill { launch, client, ledger, checked: 0 }, program)
    }

    pub fn writers(&self, notes: Notes) -> Writers {
        Writers::start(WRITERS, &self.client, &self.ledger, notes)
    }

    /// Waits until this much more was acknowledged.
    pub fn until_acknowledged(&self, more: usize) {
        self.until(&format!("{more} more are acknowledged"), {
            let wanted = self.ledger.len() + more;
            move |drill| drill.ledger.len() >= wanted
        });
    }

    /// Waits for something, with patience.
    pub fn until(&self, what: &str, is_so: impl Fn(&Drill) -> bool) {
        for _ in 0..12_000 {
            if is_so(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("waited two minutes until {what}");
    }

    /// Compares what was acknowledged since the last time with what is kept.
    pub fn compare(&mut self) -> Compared {
        let database = self.launch.database.clone();
        self.compare_on(&database)
    }

    /// The same with what one of several servers holds.
    pub fn compare_on(&mut self, database: &str) -> Compared {
        let new = self.ledger.since(self.checked);
        self.checked += new.len();
        let store = store::open(database).expect("opens");
        compare(store.as_ref(), &new)
    }

    /// Compares everything ever acknowledged, and asks whether lists agree with records.
    pub fn compare_all(&mut self) -> Compared {
        self.checked = 0;
        let compared = self.compare();
        lists_agree(&self.launch);
        compared
    }
}

/// Nothing was lost, nothing is half there, and nobody was told something odd.
pub fn sound(compared: &Compared, writers: &Writers) {
    assert!(compared.lost.is_empty(), "{} lost: {:?}", compared.lost.len(), compared.lost.first());
    assert!(compared.half.is_empty(), "{} half kept: {:?}", compared.half.len(), compared.half.first());
    let surprises = writers.surprises();
    assert!(surprises.is_empty(), "{} odd answers: {}", surprises.len(), surprises[0]);
}
