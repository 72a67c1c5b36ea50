//! Signing in, tried from both sides: S6, S8, S14. Each guard has a twin without it, which the same trial must catch.

mod accounts;
mod guesses;
mod passkeys;
mod sessions;

use casework::sign_in::{Begun, Knock, Knocked, SignedIn, hash_password, published_account};
use casework::{Actor, Casework, Fresh, Problem, Role};
use identity::code;
use jiff::{SignedDuration, Timestamp};
use practice::ids::StaffId;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{Account, MemoryStore, SqliteStore, Staff, Store, Team};

const PASSWORD: &str = "vexed heron plinth";
const START: i64 = 1_800_000_000;

/// An authority whose time is the test's, with a few people who have an authenticator app.
struct Place {
    casework: Casework,
    time: Arc<AtomicI64>,
}

impl Place {
    fn over(store: Arc<dyn Store>, time: &Arc<AtomicI64>) -> Casework {
        let told = time.clone();
        let now = move || Timestamp::from_second(told.load(Ordering::SeqCst)).expect("an instant");
        Casework::sharing(store, now).expect("opens")
    }

    fn new() -> Place {
        let time = Arc::new(AtomicI64::new(START));
        let casework = Place::over(Arc::new(MemoryStore::default()), &time);
        fill(&casework);
        Place { casework, time }
    }

    fn later(&self, seconds: i64) {
        self.time.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A code that is good now, of the app with the fewest uses.
    fn code(&self, user: &str) -> String {
        let now = self.casework.now().as_second() as u64;
        code::at_step(&secret(user), code::step(now)).expect("a code")
    }

    fn begin(&self, user: &str, knock: &Knock) -> Knocked<Begun> {
        self.casework.sign_in(user, PASSWORD, knock).expect("answers")
    }

    /// Both steps, thirty seconds after whatever went before.
    fn sign_in(&self, user: &str, knock: &Knock) -> SignedIn {
        self.later(30);
        let Knocked::In(begun) = self.begin(user, knock) else { panic!("{user}: the password is right") };
        assert!(!begun.enrols);
        match self.casework.prove(&begun.token, &self.code(user), knock).expect("answers") {
            Knocked::In(signed) => signed,
            other => panic!("{user}: {other:?}"),
        }
    }

    fn is_in(&self, token: &str) -> bool {
        self.casework.present(token).expect("answers").is_some()
    }
}

fn secret(user: &str) -> String {
    code::published_secret(user, 0)
}

/// An account with one app, whose codes the test knows and nobody published.
fn account(user: &str, at: Timestamp) -> Account {
    let mut account = published_account(&StaffId::from(user), at);
    account.authenticators.truncate(1);
    account.authenticators[0].published = false;
    account
}

fn staff(user: &str, role: Role) -> Staff {
    Staff { password: hash_password(PASSWORD).expect("a hash"), ..Staff::new(user, "Invented Person", role.name()) }
}

fn fill(casework: &Casework) {
    let people = [
        staff("asha.khan", Role::SocialWorker),
        staff("jo.hill", Role::Administrator),
        staff("sam.field", Role::Administrator),
    ];
    casework.put_staff(&[], &people).expect("keeps");
    for one in &people {
        let account = account(&one.id.0, casework.now());
        casework.store().change_account(&one.id, &mut |_| Ok(account.clone())).expect("keeps");
    }
}

fn from(address: &str) -> Knock {
    Knock { address: address.into(), device: "Firefox on Windows".into(), ..Knock::default() }
}
