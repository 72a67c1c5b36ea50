//! `goldthread return` and `goldthread send`, from facts another system wrote, to a server made of the published schema.

mod program;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use program::{goldthread, sample};
use serde_json::Value;

/// Tables of so many invented children, each with a referral.
fn tables(at: &Path, children: usize, closed: usize) -> String {
    let dir = at.join(format!("facts-{children}-{closed}"));
    std::fs::create_dir(&dir).unwrap();
    let mut persons = "pers_person_id,pers_sex,pers_dob,pers_ethnicity,pers_upn_unknown,pers_surname\n".to_owned();
    let mut episodes =
        "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_source_code,cine_cin_primary_need_code,cine_close_date,cine_close_reason,cine_referral_nfa\n"
            .to_owned();
    for n in 0..children {
        persons += &format!("C{n},F,2015-05-15,WBRI,UN3,Secretname\n");
        let end = if n < closed { "2026-02-01,RC7" } else { "," };
        episodes += &format!("R{n},C{n},2025-06-02,1A,N1,{end},N\n");
    }
    std::fs::write(dir.join("ssd_person.csv"), persons).unwrap();
    std::fs::write(dir.join("ssd_cin_episodes.csv"), episodes).unwrap();
    dir.display().to_string()
}

fn run(arguments: &[&str]) -> String {
    let (code, said, why) = goldthread(arguments);
    assert_eq!(code, Some(0), "{arguments:?}: {said}{why}");
    said
}

/// What a server does with one call.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    /// Takes it.
    Takes,
    /// Answers with a status, and takes nothing.
    Says(u16),
    /// Lets go of the connection before it has read all.
    Drops,
    /// Takes it, and lets go of the connection before it answers.
    TakesAndDrops,
}

/// What a server was sent: how often each child was taken.
type Taken = Arc<Mutex<BTreeMap<String, usize>>>;

/// A server on this machine that does these things in turn, and then takes everything. It knows a call it has taken by its
/// key, unless it is a careless one. Calls that break the schema are refused.
fn server(does: Vec<Does>, careful: bool) -> (String, Taken) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let taken: Taken = Arc::default();
    let kept = Arc::clone(&taken);
    std::thread::spawn(move || {
        let mut keys = Vec::new();
        let mut does = does.into_iter();
        for stream in listener.incoming() {
            serve(stream.unwrap(), does.next().unwrap_or(Does::Takes), &mut keys, careful, &kept);
        }
    });
    (address, taken)
}

fn serve(mut stream: TcpStream, does: Does, keys: &mut Vec<String>, careful: bool, taken: &Taken) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut line, mut length, mut key, mut path) = (String::new(), 0, String::new(), String::new());
    while reader.read_line(&mut line).unwrap_or(0) > 2 {
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("post ") {
            path = line.split(' ').nth(1).unwrap().to_owned();
        }
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if let Some(value) = lower.strip_prefix("idempotency-key:") {
            key = value.trim().to_owned();
        }
        line.clear();
    }
    if does == Does::Drops {
        return;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let mut answer = |status: u16, more: &str, body: &str| {
        let length = body.len();
        let _ =
            write!(stream, "HTTP/1.1 {status} X\r\n{more}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    };
    if let Does::Says(status) = does {
        return answer(status, if status == 429 { "Retry-After: 0\r\n" } else { "" }, "");
    }
    assert_eq!(path, "/children_social_care_data/201/children");
    let value: Value = serde_json::from_slice(&body).unwrap();
    if !standards::csc_api::check(&value).is_empty() {
        return answer(400, "", "");
    }
    if !(careful && keys.contains(&key)) {
        keys.push(key);
        for child in value.as_array().unwrap() {
            *taken.lock().unwrap().entry(child["la_child_id"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    if does == Does::Takes {
        answer(200, "", "\"7c9e6679-7425-40de-944b-e07fc1f90ae7\"");
    }
}

/// How many children were taken, and how often at most.
fn counted(taken: &Taken) -> (usize, usize) {
    let taken = taken.lock().unwrap();
    (taken.len(), taken.values().copied().max().unwrap_or(0))
}

#[test]
fn each_child_arrives_exactly_once_whatever_the_server_does() {
    let place = tempfile::tempdir().unwrap();
    let facts = tables(place.path(), 250, 0);
    let out = place.path().join("monday").display().to_string();
    let said = run(&["return", "csc-api", "--from", &facts, "--out", &out]);
    assert!(said.contains("250 children of 250 are in 3 files") && said.contains("0 purged"), "{said}");
    let (to, taken) = server(
        vec![Does::Says(503), Does::Says(429), Does::Drops, Does::Takes, Does::TakesAndDrops, Does::Says(500)],
        true,
    );
    let send = |to: &str| goldthread(&["send", "csc-api", &out, "--to", to, "--authority", "201", "--wait", "1"]);
    let (code, said, why) = send(&to);
    assert_eq!(code, Some(0), "{said}{why}");
    assert!(said.contains("250 children were sent, 0 had been sent before"), "{said}");
    println!("n = {} children arrived, each {} time", counted(&taken).0, counted(&taken).1);
    assert_eq!(counted(&taken), (250, 1));

    // Given again, nothing is sent again.
    let (code, said, _) = send(&to);
    assert!(code == Some(0) && said.contains("0 children were sent, 250 had been sent before"), "{said}");
    assert_eq!(counted(&taken), (250, 1));

    // The log says what was sent when, and names nobody.
    let log = std::fs::read_to_string(place.path().join("monday/sent.log")).unwrap();
    let answers: Vec<&str> = log.lines().map(|line| line.split('\t').nth(6).unwrap()).collect();
    assert_eq!((answers[0], answers[1], answers[3]), ("503", "429", "200"));
    assert!(answers.len() == 8 && log.contains("7c9e6679-7425-40de-944b-e07fc1f90ae7"), "{log}");
    assert!(!log.contains("Secretname") && !log.contains("C17") && !log.contains("R17"), "{log}");

    // A server that does not know what it took would be seen to take it twice.
    let (to, taken) = server(vec![Does::TakesAndDrops], false);
    assert_eq!(send(&to).0, Some(0));
    assert_eq!(counted(&taken), (250, 2));
}

#[test]
fn what_is_refused_stops_and_what_is_busy_is_given_up_on_in_the_end() {
    let place = tempfile::tempdir().unwrap();
    let facts = tables(place.path(), 3, 0);
    let out = place.path().join("out").display().to_string();
    run(&["return", "csc-api", "--from", &facts, "--out", &out]);
    let send = |to: &str| {
        goldthread(&["send", "csc-api", &out, "--to", to, "--authority", "201", "--wait", "1", "--tries", "3"])
    };
    let (to, taken) = server(vec![Does::Says(401)], true);
    let (code, _, why) = send(&to);
    assert!(code == Some(1) && why.contains("refused with status 401") && why.contains("--headers"), "{why}");
    let (busy, _) = server(vec![Does::Says(503); 3], true);
    let (code, _, why) = send(&busy);
    assert!(code == Some(1) && why.contains("was not taken after 3 tries: 503"), "{why}");
    assert_eq!(counted(&taken).0, 0);
    assert_eq!(send(&to).0, Some(0));
    assert_eq!(counted(&taken), (3, 1));
    let (code, _, why) = send("http://example.org");
    assert!(code == Some(2) && why.contains("https://"), "{why}");
}

#[test]
fn the_next_day_only_what_changed_is_made() {
    let place = tempfile::tempdir().unwrap();
    let [monday, tuesday] = ["monday", "tuesday"].map(|day| place.path().join(day).display().to_string());
    run(&["return", "csc-api", "--from", &tables(place.path(), 120, 0), "--out", &monday]);
    let since = format!("{monday}/whole.json");
    // Two are closed, and twenty are no longer there.
    let facts = tables(place.path(), 100, 2);
    let said = run(&["return", "csc-api", "--from", &facts, "--out", &tuesday, "--since", &since]);
    assert!(said.contains("22 children of 100 are in 1 file") && said.contains("20 purged"), "{said}");
    let sent: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{tuesday}/batch-0001.json")).unwrap()).unwrap();
    assert_eq!(standards::csc_api::check(&sent), []);
    assert_eq!(sent.as_array().unwrap().len(), 22);
    let text = sent.to_string();
    assert!(text.contains("2026-02-01") && !text.contains("Secretname"), "{text}");
    let (code, _, why) = goldthread(&["return", "csc-api", "--from", &facts, "--out", &tuesday]);
    assert!(code == Some(1) && why.contains("There is a payload in"), "{why}");
}

#[test]
fn the_census_and_the_lists_are_made_from_tables_and_checked() {
    let place = tempfile::tempdir().unwrap();
    let facts = tables(place.path(), 5, 2);
    let census = place.path().join("cin.xml").display().to_string();
    let said = run(&["return", "cin", "--from", &facts, "--year", "2026", "--authority", "201", "--out", &census]);
    assert!(said.contains("5 children; ") && said.contains("goldthread check cin"), "{said}");
    let (_, checked, _) = goldthread(&["check", "cin", &census]);
    assert!(checked.contains("5 children, ") && !checked.contains("Could not be read"), "{checked}");

    let lists = place.path().join("lists.xlsx").display().to_string();
    let said = run(&["return", "annex-a", "--from", &facts, "--as-at", "2026-03-31", "--out", &lists]);
    assert!(said.contains("List  6 Children in need                 5"), "{said}");
    assert!(said.contains("on the sheet “Open faults”"), "{said}");
    let (_, checked, _) = goldthread(&["check", "annex-a", &lists, "--as-at", "2026-03-31"]);
    assert!(checked.contains("5 children, 65 rules"), "{checked}");
    assert!(!checked.contains("Could not be read"), "{checked}");
}

#[test]
fn the_lists_of_another_system_become_lists_of_another_day() {
    let place = tempfile::tempdir().unwrap();
    let book = sample("annex-a/Annex_A_2024_Jan.xlsx").display().to_string();
    let lists = place.path().join("lists.xlsx").display().to_string();
    let said = run(&["return", "annex-a", "--from", &book, "--as-at", "2021-03-16", "--out", &lists]);
    for line in [
        "List  1 Contacts                         5",
        "List  8 Children in care                 5",
        "List 11 Prospective adopters             0",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}
