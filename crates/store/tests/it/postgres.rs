//! The same, on PostgreSQL.

use crate::opening::{everything, fill};
use crate::sequences::agree_with_memory;
use crate::twins::{Fault, Twin};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use store::suite::sample::{person, record, write_one};
use store::{PostgresStore, Store, StoreError, Written, suite};

const ADDRESS: &str = "GOLDTHREAD_TEST_POSTGRES";

/// The server's address, or none where there is no server. On a build machine there must be one.
pub fn server() -> Option<String> {
    match std::env::var(ADDRESS) {
        Ok(address) => Some(address),
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => panic!("{ADDRESS} is not set"),
        Err(_) => {
            println!("skipped: PostgreSQL ({ADDRESS} is not set)");
            None
        }
    }
}

/// The address of a schema of its own, new and empty.
pub fn schema(server: &str) -> String {
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    let mut client = postgres::Client::connect(server, postgres::NoTls).expect("connects");
    client.batch_execute(&format!("CREATE SCHEMA {name}")).expect("makes a schema");
    format!("{server}?options=-csearch_path%3D{name}")
}

fn empty(server: &str) -> Box<dyn Store> {
    store::open(&schema(server)).expect("opens")
}

#[test]
fn passes_the_suite() {
    let Some(server) = server() else { return };
    suite::run(|| empty(&server)).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn agrees_with_memory() {
    let Some(server) = server() else { return };
    agree_with_memory("postgres", proof::size(30, 1_000), || empty(&server));
}

#[test]
fn opened_again_holds_everything_and_a_newer_one_is_refused() {
    let Some(server) = server() else { return };
    let address = schema(&server);
    let before = {
        let store = store::open(&address).expect("opens");
        fill(store.as_ref()).expect("fills");
        everything(store.as_ref()).expect("reads")
    };
    assert_eq!(everything(store::open(&address).expect("opens").as_ref()).expect("reads"), before);
    let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("connects");
    client.batch_execute("INSERT INTO migration (number, name) VALUES (9999, 'later')").expect("a later version");
    let refused = PostgresStore::open(&address).map(|_| ()).expect_err("a newer database");
    assert!(refused.to_string().contains("newer version of the program"), "{refused}");
}

#[test]
fn many_nodes_may_open_one_empty_schema_at_once() {
    let Some(server) = server() else { return };
    let address = schema(&server);
    std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..4).map(|_| scope.spawn(|| store::open(&address).map(|_| ()))).collect();
        for node in nodes {
            node.join().expect("no panic").expect("opens");
        }
    });
}

#[test]
fn two_nodes_hold_the_same_people() {
    let Some(server) = server() else { return };
    let address = schema(&server);
    let nodes = [store::open(&address).expect("opens"), store::open(&address).expect("opens")];
    std::thread::scope(|scope| {
        for number in 0..8_u128 {
            let store = nodes[(number % 2) as usize].as_ref();
            scope.spawn(move || {
                for turn in 0..5 {
                    write_one(store, &format!("{number} {turn}"), number * 10 + turn, &[person(1)]).expect("writes");
                }
            });
        }
    });
    let about = nodes[0].about(&[person(1)]).expect("reads");
    assert_eq!(about.len(), 40);
    assert_eq!(nodes[1].summaries(&[person(1)]).expect("reads"), vec![suite::sample::fold(person(1), &about)]);
}

#[test]
fn connections_that_broke_while_idle_are_replaced() {
    let Some(server) = server() else { return };
    let address = schema(&server);
    let store = PostgresStore::open(&address).expect("opens");
    let mut other = postgres::Client::connect(&server, postgres::NoTls).expect("connects");
    for number in 0..4 {
        // Ends the store's own connections alone: those whose last statement names this schema's tables.
        let application = format!("{address}&application_name=broken_{number}_{}", uuid::Uuid::now_v7().simple());
        let name = application.rsplit('=').next().expect("a name").to_owned();
        let named = PostgresStore::open(&application).expect("opens");
        named.mark().expect("reads");
        let ended = other
            .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", &[&name])
            .expect("ends them");
        assert!(!ended.is_empty());
        let left = "SELECT 1 FROM pg_stat_activity WHERE application_name = $1";
        while !other.query(left, &[&name]).expect("counts them").is_empty() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        if number % 2 == 0 {
            write_one(&named, &format!("key {number}"), number, &[person(1)]).expect("writes on a new connection");
        } else {
            named.about(&[person(1)]).expect("reads on a new connection");
        }
    }
    assert_eq!(store.about(&[person(1)]).expect("reads").len(), 2);
}

#[test]
fn were_nobody_held_still_the_suite_would_fail() {
    let Some(server) = server() else { return };
    let (_, check) =
        suite::CHECKS.iter().find(|(name, _)| name.starts_with("many write about one child")).expect("a check");
    // Which thread goes first is chance, so it is given several.
    let found = (0..10).any(|_| {
        let engine = store::postgres::Postgres::open(&schema(&server)).expect("opens");
        check(&store::sql::SqlStore::new(Twin { engine, fault: Fault::NeverHolds })).is_err()
    });
    assert!(found, "ten races without holding anybody still, and nothing was lost");
}

/// Passes bytes between a store and the server; once told to, passes the next `COMMIT` on and cuts the store off
/// before the answer.
fn cutting_proxy(server: &str) -> (String, Arc<AtomicBool>, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listens");
    let port = listener.local_addr().expect("an address").port();
    let (user, rest) = server.split_once('@').expect("user@host");
    let (host, database) = rest.split_once('/').expect("host/database");
    let address = format!("{user}@127.0.0.1:{port}/{database}");
    let (cut, cuts) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let (host, told, count) = (host.to_owned(), cut.clone(), cuts.clone());
    std::thread::spawn(move || {
        for near in listener.incoming().map_while(Result::ok) {
            let Ok(far) = TcpStream::connect(&host) else { return };
            let answers = (far.try_clone().expect("cloned"), near.try_clone().expect("cloned"));
            let (told, count) = (told.clone(), count.clone());
            std::thread::spawn(move || pass(answers.0, answers.1, |_| ()));
            std::thread::spawn(move || {
                let answer = near.try_clone().expect("cloned");
                pass(near, far, |bytes| {
                    let commit = bytes.windows(7).any(|word| word == b"COMMIT\0") && told.swap(false, Ordering::SeqCst);
                    if commit {
                        count.fetch_add(1, Ordering::SeqCst);
                        answer.shutdown(Shutdown::Both).expect("cut off");
                    }
                });
            });
        }
    });
    (address, cut, cuts)
}

fn pass(mut from: TcpStream, mut to: TcpStream, see: impl Fn(&[u8])) {
    let mut bytes = [0; 8192];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        see(&bytes[..count]);
        if to.write_all(&bytes[..count]).is_err() {
            return;
        }
    }
}

#[test]
fn a_lost_answer_to_a_commit_is_not_confirmed_and_asking_again_applies_it_once() {
    let Some(server) = server() else { return };
    let (through, cut, cuts) = cutting_proxy(&server);
    let address = schema(&server).replace(&server, &through);
    let store = PostgresStore::open(&address).expect("opens");
    cut.store(true, Ordering::SeqCst);
    let lost = write_one(&store, "key", 1, &[person(1)]);
    assert!(matches!(lost, Err(StoreError::NotConfirmed(_))), "{lost:?}");
    assert_eq!(cuts.load(Ordering::SeqCst), 1);
    let again = write_one(&store, "key", 1, &[person(1)]).expect("asked again");
    let (Written::Now(records) | Written::Before(records)) = again;
    assert_eq!(records, vec![record(1)]);
    assert_eq!(store.about(&[person(1)]).expect("reads").len(), 1);
}

/// The server by the name its certificate is for, and the certificate.
fn by_name(server: &str) -> (String, String) {
    let certificate = std::env::var("GOLDTHREAD_TEST_POSTGRES_CERTIFICATE").expect("a certificate");
    (server.replace("127.0.0.1", "localhost"), certificate)
}

#[test]
fn what_is_said_to_a_server_is_encrypted_and_the_server_proved() {
    let Some(server) = server() else { return };
    let (named, certificate) = by_name(&server);
    let open = |address: String| PostgresStore::open(&address).map(|_| ()).map_err(|fault| fault.to_string());
    let schema = schema(&server);
    let here = schema.split_once('?').expect("a schema").1;
    let encrypted =
        store::open(&format!("{named}?{here}&sslmode=verify-full&sslrootcert={certificate}")).expect("opens");
    fill(encrypted.as_ref()).expect("fills");
    let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("connects");
    let over_tls = "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE ssl";
    let n: i64 = client.query_one(over_tls, &[]).expect("asks").get(0);
    assert!(n >= 1, "no connection is encrypted");
    // Nobody we trust says so; and the certificate is for another name.
    let stranger = open(format!("{named}?{here}&sslmode=verify-full")).expect_err("nobody vouches for it");
    assert!(stranger.contains("no encrypted connection") && stranger.contains("certificate"), "{stranger}");
    let other =
        open(format!("{server}?{here}&sslmode=verify-full&sslrootcert={certificate}")).expect_err("another name");
    assert!(other.contains("no encrypted connection"), "{other}");
}

/// Answers as a server without encryption does, and gives back what was said to it after that.
fn without_encryption(address: &str) -> (Result<(), StoreError>, Vec<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listens");
    let port = listener.local_addr().expect("an address").port();
    std::thread::scope(|scope| {
        let said = scope.spawn(move || {
            let (mut from, _) = listener.accept().expect("somebody comes");
            let mut asked = [0; 8];
            from.read_exact(&mut asked).expect("reads");
            if asked != [0, 0, 0, 8, 4, 210, 22, 47] {
                return asked.to_vec();
            }
            from.write_all(b"N").expect("answers");
            let mut rest = Vec::new();
            let _ = from.read_to_end(&mut rest);
            rest
        });
        let opened = PostgresStore::open(&address.replace("PORT", &port.to_string())).map(|_| ());
        (opened, said.join().expect("no panic"))
    })
}

#[test]
fn a_server_without_encryption_is_told_nothing() {
    let asked = "postgres://ann:secret@localhost:PORT/council?connect_timeout=5";
    let (opened, said) = without_encryption(&format!("{asked}&sslmode=verify-full"));
    let refused = opened.expect_err("it cannot encrypt").to_string();
    assert!(refused.contains("does not support TLS") && !refused.contains("secret"), "{refused}");
    assert_eq!(said, b"", "told before it could be trusted");
    // The twin: told not to mind, the program says who it is in the clear.
    let (_, said) = without_encryption(&format!("{asked}&sslmode=disable"));
    assert!(!said.is_empty(), "the twin is caught");
    proof::say(
        "S10",
        "postgresql",
        4,
        "in the clear, a stranger's and another's certificate: refused, and told nothing; twin caught",
    );
}

#[test]
fn faults_do_not_quote_what_was_written() {
    let Some(server) = server() else { return };
    let store = empty(&server);
    let fault = store.put_setting("Aisha Khan\0", "1").expect_err("PostgreSQL keeps no NUL");
    assert!(!fault.to_string().contains("Aisha"), "{fault}");
    let refused = PostgresStore::open("postgres://ann:secret@[").map(|_| ()).expect_err("no address");
    assert!(!refused.to_string().contains("secret"), "{refused}");
}
