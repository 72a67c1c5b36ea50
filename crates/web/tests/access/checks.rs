//! Files checked on a page: whoever sent them sees what was found, nobody else does, and nothing of the files is kept.

use crate::world::{Answer, World};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use tower::ServiceExt;

/// The number of a child in the files: looked for everywhere it must not be.
const CHILD: &str = "NEVERKEPT77";

/// A return of one child, whose legal status is no code.
fn files() -> [(&'static str, String); 2] {
    let header = format!("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{CHILD},M,05/12/2013,WBRI,UN2,,\n");
    let episodes = format!(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
         {CHILD},02/05/2025,S,C9,N1,U1,PR1,,,,M26 3ZZ,M26 3ZX,1234567\n"
    );
    [("Header.csv", header), ("C:\\fakepath\\Episodes.csv", episodes)]
}

async fn send(world: &World, staff: &str, secret: &str, show: &str, files: &[(&str, String)]) -> Answer {
    let field =
        |name: &str, value: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let mut body = [("csrf", secret), ("what", "ssda903"), ("year", "2026"), ("show", show)]
        .map(|(name, value)| field(name, value))
        .concat();
    for (name, text) in files {
        // What a file is for may stand before its name.
        let (part, name) = name.split_once('>').unwrap_or(("now", name));
        body +=
            &format!("--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\n\r\n{text}\r\n");
    }
    body += "--b--\r\n";
    let request = Request::post("/checks")
        .header(header::COOKIE, format!("goldthread={staff}"))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body));
    let response = world.app.clone().oneshot(request.unwrap()).await.unwrap();
    let status = response.status();
    let headers = response.headers().iter().map(|(name, value)| format!("{name}: {value:?}\n")).collect();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}

fn location(answer: &Answer) -> String {
    let found = answer.headers.lines().find_map(|line| line.strip_prefix("location: "));
    found.unwrap_or_default().trim_matches('"').to_owned()
}

/// Everything the log says.
fn log(world: &World) -> String {
    let all = world.store.log_after(0, 1000).unwrap();
    all.iter().map(|one| format!("{:?}\n", one.entry)).collect()
}

#[tokio::test]
async fn whoever_sent_files_pages_through_what_was_found_and_nobody_else_does() {
    let world = World::new();
    let sent = send(&world, "analyst", "secret", "page", &files()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let at = location(&sent);
    assert!(at.starts_with("/checks/") && at.len() == "/checks/".len() + 36, "{at}");
    let page = world.ask("analyst", "GET", &at, "").await;
    assert!(page.body.contains("The legal status is not a code."), "{}", page.body);
    let rule = world.ask("analyst", "GET", &format!("{at}?rule=144"), "").await;
    assert!(rule.body.contains(CHILD) && rule.body.contains("Episodes.csv, line 2"), "{}", rule.body);
    assert!(!rule.body.contains("fakepath"), "a folder's name is left out");
    let child = world.ask("analyst", "GET", &format!("{at}?by=child"), "").await;
    assert!(child.body.contains("?child=1\"") || child.body.contains("child=1"), "{}", child.body);
    for answer in [&page, &rule, &child] {
        let addresses = answer.body.split(['"', '\'']).filter(|part| part.starts_with('/'));
        assert_eq!(addresses.filter(|address| address.contains(CHILD)).count(), 0);
    }
    for (ending, begins) in [("csv", "finding,file,rule"), ("json", "{"), ("html", "<!DOCTYPE"), ("xlsx", "PK")] {
        let file = world.ask("analyst", "GET", &format!("{at}/findings/{ending}"), "").await;
        assert!(file.body.starts_with(begins) && file.headers.contains("attachment"), "{ending}");
    }
    // Another who may check files is told what somebody who guesses is told.
    assert_eq!(world.ask("director", "GET", &at, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(world.ask("director", "POST", &format!("{at}/forget"), "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.ask("analyst", "GET", &at, "").await.status, StatusCode::OK);
    assert_eq!(world.ask("analyst", "POST", &format!("{at}/forget"), "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(world.ask("analyst", "GET", &at, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn that_files_were_checked_is_logged_and_nothing_in_them() {
    let place = tempfile::tempdir().unwrap();
    let database = place.path().join("records.db");
    let world = World::with(store::open(database.to_str().unwrap()).unwrap().into(), true);
    let file = send(&world, "analyst", "secret", "json", &files()).await;
    assert!(file.status == StatusCode::OK && file.body.contains(CHILD), "{}", file.body);
    let said = log(&world);
    assert!(said.contains("check_files") && said.contains("ssda903, 2 files, "), "{said}");
    assert!(!said.contains(CHILD) && !said.contains("Header.csv"), "{said}");
    // Everything on the disk; the twin is what is recorded, which is there.
    let on_disk: Vec<u8> = std::fs::read_dir(place.path())
        .unwrap()
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    let holds = |words: &str| on_disk.windows(words.len()).any(|part| part == words.as_bytes());
    assert!(holds("Shouting") && holds("check_files") && !holds(CHILD), "{} bytes", on_disk.len());
}

#[tokio::test]
async fn a_form_that_is_not_ours_or_has_no_return_is_refused() {
    let world = World::new();
    let forged = send(&world, "analyst", "another", "page", &files()).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN, "{}", forged.body);
    assert!(!log(&world).contains("check_files"));
    let role = send(&world, "social_worker", "secret", "page", &files()).await;
    assert_eq!(role.status, StatusCode::FORBIDDEN);
    let shoes = [("shoes.csv", "size\n9\n".to_owned())];
    for (files, says) in [(&shoes[..], "There is no return in 1 file."), (&[][..], "Choose the files to check.")] {
        let refused = send(&world, "analyst", "secret", "page", files).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(says) && refused.body.contains("govuk-error-summary"), "{}", refused.body);
    }
}

#[tokio::test]
async fn postcodes_of_several_areas_run_the_rules_about_distances() {
    let world = World::new();
    let area = |postcode: &str, north: u32| {
        format!("pcds,oslaua,oscty,oseast1m,osnrth1m\n{postcode},E08000002,E99999999,380000,{north}\n")
    };
    let [header, episodes] = files();
    let lists =
        [("postcodes>ONSPD_M.csv", area("M26 3ZZ", 405_000)), ("postcodes>ONSPD_BL.csv", area("M26 3ZX", 405_100))];
    let found = async |files: &[(&str, String)]| {
        let sent = send(&world, "analyst", "secret", "json", files).await;
        serde_json::from_str::<serde_json::Value>(&sent.body).unwrap_or_else(|_| panic!("{}", sent.body))
    };
    let lacks = |checked: &serde_json::Value| checked["not_run"].to_string().contains("\"postcodes\"");
    let without = found(&[header.clone(), episodes.clone()]).await;
    assert!(lacks(&without), "the twin: {without}");
    let [one, other] = lists;
    let with = found(&[header.clone(), episodes.clone(), one.clone(), other]).await;
    let unknown = |checked: &serde_json::Value| checked["findings"].to_string().contains("\"392c\"");
    assert!(!lacks(&with) && !unknown(&with), "{with}");
    // Of two areas given, both are looked in: with one alone, a postcode is not known.
    assert!(unknown(&found(&[header, episodes, one]).await));
}
