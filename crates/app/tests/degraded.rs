//! G1: what a server leans on is down, each and in pairs. What can go on goes on, what cannot says so in words, nothing
//! opens that should be shut, and nothing acknowledged is lost.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod served;

use rusqlite::Connection;
use served::{Client, Request, Served, goldthread};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What may be down. A standby is not among them: the drills D6 and D7 are about it. No mail is sent.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Down {
    /// The council's own sign-in.
    Provider,
    /// Who keeps the heads of the log.
    Witness,
    /// The log of who looked.
    Log,
    /// The tables that records and drafts are kept in.
    Records,
    /// The directory of documents.
    Documents,
    /// The virus scanner.
    Scanner,
}

use Down::{Documents, Log, Provider, Records, Scanner, Witness};

const ALL: [Down; 6] = [Provider, Witness, Log, Records, Documents, Scanner];

/// What somebody asks for, and what makes that impossible.
const ASKS: [(&str, &[Down]); 6] = [
    ("the sign-in page", &[]),
    ("the council's sign-in", &[Provider]),
    ("the child's file", &[Log]),
    ("the emergency card", &[]),
    ("a word typed", &[Log, Records]),
    ("a document", &[Log, Records, Documents]),
];

/// Answers as a provider or a witness does, while it is up.
fn neighbour() -> (u16, Arc<AtomicBool>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let is_up = Arc::new(AtomicBool::new(true));
    let up = is_up.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            if !up.load(Ordering::SeqCst) {
                continue;
            }
            let mut from = BufReader::new(stream);
            let (mut line, mut length) = (String::new(), 0);
            while from.read_line(&mut line).is_ok_and(|n| n > 2) {
                let said = line.to_ascii_lowercase();
                length = said.strip_prefix("content-length:").map_or(length, |n| n.trim().parse().unwrap());
                line.clear();
            }
            let _ = from.read_exact(&mut vec![0; length]);
            let base = format!("http://127.0.0.1:{port}");
            let body = serde_json::json!({
                "issuer": base, "authorization_endpoint": format!("{base}/in"), "token_endpoint": format!("{base}/token"),
                "jwks_uri": format!("{base}/keys"), "keys": [], "response_types_supported": ["code"],
                "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
            })
            .to_string();
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                body.len()
            );
            let _ = from.get_mut().write_all((head + &body).as_bytes());
        }
    });
    (port, is_up)
}

/// A server, and everything it leans on.
struct Leaning {
    data: PathBuf,
    scanner: PathBuf,
    provider: Arc<AtomicBool>,
    witness: Arc<AtomicBool>,
    child: String,
}

impl Leaning {
    fn database(&self) -> Connection {
        let database = Connection::open(self.data.join("goldthread.db")).unwrap();
        database.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
        database
    }

    /// Takes something away, or gives it back.
    fn set(&self, what: Down, up: bool) {
        let table = |tables: &[&str]| {
            for table in tables {
                let sql = if up {
                    format!("DROP TRIGGER no_{table}")
                } else {
                    format!(
                        "CREATE TRIGGER no_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'broken'); END"
                    )
                };
                self.database().execute_batch(&sql).unwrap();
            }
        };
        let (documents, away) = (self.data.join("documents"), self.data.join("documents.away"));
        match what {
            Provider => self.provider.store(up, Ordering::SeqCst),
            Witness => self.witness.store(up, Ordering::SeqCst),
            Log => table(&["log"]),
            Records => table(&["revision", "draft", "draft_field"]),
            // A file where the directory should be: not even root can write there.
            Documents if up => {
                std::fs::remove_file(&documents).unwrap();
                std::fs::rename(away, documents).unwrap();
            }
            Documents => {
                std::fs::rename(&documents, away).unwrap();
                std::fs::write(documents, "").unwrap();
            }
            Scanner => {
                std::fs::write(&self.scanner, if up { "#!/bin/sh\ncat >/dev/null\n" } else { "#!/bin/sh\nexit 2\n" })
                    .unwrap();
                std::fs::set_permissions(&self.scanner, PermissionsExt::from_mode(0o755)).unwrap();
            }
        }
    }
}

/// What the answers to all the questions were: whether it was done, and the page.
async fn asked(
    leaning: &Leaning,
    worker: &mut Client,
    token: &str,
    drafts: &[String; 2],
    n: usize,
) -> Vec<(bool, u16, String)> {
    let mut answers = Vec::new();
    for (what, _) in ASKS {
        let child = &leaning.child;
        let request = match what {
            "the sign-in page" => Request::get("/sign-in").in_session(""),
            "the council's sign-in" => Request::get("/sign-in/council").in_session(""),
            "the child's file" => Request::get(&format!("/children/{child}")),
            "the emergency card" => Request::get(&format!("/children/{child}/card")),
            "a word typed" => {
                let form = format!("csrf={token}&path=subject&value=Said-{n}&base=1000000");
                Request::post(&format!("/drafts/{}/field", drafts[0]), &form)
            }
            _ => {
                let part = |name: &str, more: &str, body: &str| {
                    format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{body}\r\n")
                };
                let file = part("_file:file", "; filename=\"letter.txt\"", &format!("A letter, number {n}"));
                let body = part("csrf", "", token) + &file + &part("_do", "", "stay") + "--edge--\r\n";
                Request::post_as("multipart/form-data; boundary=edge", &format!("/drafts/{}/file", drafts[1]), &body)
            }
        };
        let answer = worker.send(&request).await;
        let done = match what {
            "the council's sign-in" => answer.status == 303 && answer.location.contains("/in?"),
            "a document" => answer.status == 303,
            _ => answer.status == 200,
        };
        answers.push((done, answer.status, answer.body));
    }
    answers
}

/// What is wrong with an answer, if anything.
fn fault(place: usize, down: &[Down], (done, status, body): &(bool, u16, String)) -> Option<String> {
    let (what, needs) = ASKS[place];
    let possible = !needs.iter().any(|need| down.contains(need));
    let named = ["Ruth", "Ashdown"].iter().any(|name| body.contains(name));
    let blank = what != "a word typed" && !matches!(status, 200..=399) && !(body.contains("<h1") && body.len() > 400);
    let tells = ["RAISE", "broken", "SQL", "No such file", "os error"].iter().any(|word| body.contains(word));
    let wrong = match (possible, *done) {
        (true, false) => "was not done, and could have been",
        (false, true) => "was done, and could not have been",
        (false, false) if named && what != "a document" => "was refused and shown",
        _ if blank => "is a blank page",
        _ if tells => "tells how the program is made",
        _ => return None,
    };
    Some(format!("{down:?}: {what} {wrong} ({status}): {}", body.split("<main").last().unwrap_or_default()))
}

/// The draft a form opened.
async fn begun(worker: &mut Client, token: &str, kind: &str, child: &str) -> String {
    let answer = worker.send(&Request::post("/drafts", &format!("csrf={token}&kind={kind}&person={child}"))).await;
    answer.location.strip_prefix("/drafts/").expect("a draft").to_owned()
}

#[tokio::test]
async fn g1_what_is_down_is_said_and_nothing_opens() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().to_owned();
    let ((provider_port, provider), (witness_port, witness)) = (neighbour(), neighbour());
    let scanner = data.join("scanner");
    let council = data.join("council.json");
    let settings = serde_json::json!({
        "name": "Wharnley account", "issuer": format!("http://127.0.0.1:{provider_port}"), "client_id": "goldthread",
        "client_secret": "secret", "roles": [],
    });
    std::fs::write(&council, settings.to_string()).unwrap();
    let witness_at = format!("http://127.0.0.1:{witness_port}");
    let words = [council.to_str().unwrap(), &witness_at, scanner.to_str().unwrap()];
    let mut leaning = Leaning { data, scanner: scanner.clone(), provider, witness, child: String::new() };
    leaning.set(Scanner, true);
    let options = ["--single-sign-on", words[0], "--witness", words[1], "--scan-documents-with", words[2]];
    let mut served = Served::with(&leaning.data, &options);
    let mut worker = served.client("social.worker").await;
    let token = worker.form_token("/contacts/new").await;
    // The child of this worker, by the way everyone takes.
    let contact = begun(&mut worker, &token, "contact", "").await;
    let person = format!("csrf={token}&new=Ruth+Ashdown&given=Ruth&family=Ashdown&born=4+6+2015&sex=F");
    worker.send(&Request::post(&format!("/drafts/{contact}/people"), &person)).await;
    leaning.child = leaning.database().query_row("SELECT person FROM draft_person", [], |row| row.get(0)).unwrap();
    let mut drafts = [String::new(), String::new()];
    for (draft, kind) in drafts.iter_mut().zip(["case_note", "document"]) {
        *draft = begun(&mut worker, &token, kind, &leaning.child).await;
    }

    let alone = ALL.iter().map(|one| vec![*one]);
    let pairs = ALL.iter().enumerate().flat_map(|(at, one)| ALL[at + 1..].iter().map(|other| vec![*one, *other]));
    let (mut n, mut last) = (0, String::new());
    for down in std::iter::once(Vec::new()).chain(alone).chain(pairs) {
        down.iter().for_each(|one| leaning.set(*one, false));
        let answers = asked(&leaning, &mut worker, &token, &drafts, n).await;
        down.iter().for_each(|one| leaning.set(*one, true));
        for (at, answer) in answers.iter().enumerate() {
            assert_eq!(fault(at, &down, answer), None);
        }
        let field = "SELECT answer FROM draft_field WHERE path = 'subject' AND state = 'current'";
        let value: String = leaning.database().query_row(field, [], |row| row.get(0)).unwrap();
        // What was refused may be there all the same, since the word was kept before the log failed; never the other way.
        let now = format!("Said-{n}");
        assert!(
            value == now || !answers[4].0 && value == last,
            "{down:?}: {now} was typed, {last} stood, {value} is kept"
        );
        last = value;
        if down.contains(&Scanner) && answers[5].0 {
            let page = worker.answer(&Request::get(&format!("/drafts/{}", drafts[1]))).await.body;
            assert!(page.to_lowercase().contains("not scanned"), "{down:?}: a file nobody scanned is called clean");
        }
        n += 1;
    }
    // The twins: a page shown while its log is down, and a blank page, are found.
    let page = (true, 200, "<h1>Ruth Ashdown</h1>".to_owned());
    assert!(fault(2, &[Log], &page).is_some_and(|wrong| wrong.contains("could not have been")));
    assert!(fault(2, &[Log], &(false, 503, String::new())).is_some_and(|wrong| wrong.contains("blank")));

    let verified = goldthread(Path::new(&leaning.data), &["verify"]).output().unwrap();
    assert!(verified.status.success(), "{verified:?}");
    let said = format!(
        "{} asks with each and each two of {} down: none opens, none is blank; 2 twins caught",
        n * ASKS.len(),
        ALL.len()
    );
    proof::say("G1", "a server, sqlite", n, said);
}
