//! S13: nothing that is typed, asked for or panicked about is found in logs, addresses or error pages.

use crate::world::{CSRF, World, ask, request};
use axum::body::Body;
use practice::kinds::KINDS;
use practice::spec::{Field, Shape};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use web::pages;
use web::pages::child::example::AMARA;

/// The log, as it is written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn words(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Words that stand nowhere else, each told from the others.
#[derive(Default)]
struct Markers(usize);

impl Markers {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("Zq{:04}marker", self.0)
    }
}

fn found(text: &str) -> Vec<&str> {
    let is_marker = |at: usize| text.get(at..at + 12).filter(|word| word.ends_with("marker"));
    text.match_indices("Zq").filter_map(|(at, _)| is_marker(at)).collect()
}

/// The paths of every question that can be typed into, follow-ups included.
pub fn typed(fields: &[Field], before: &str, paths: &mut Vec<String>) {
    for field in fields {
        let path = format!("{before}{}", field.name);
        let shape = match &field.shape {
            Shape::Asked { shape } => shape,
            shape => shape,
        };
        match shape {
            Shape::Group { fields } => typed(fields, &format!("{path}."), paths),
            Shape::List { fields } => typed(fields, &format!("{path}.r000."), paths),
            Shape::PerChild { fields } => typed(fields, &format!("{path}.{AMARA}."), paths),
            Shape::Choice { options } => {
                options.iter().for_each(|one| typed(&one.fields, &format!("{path}.{}.", one.value), paths));
                paths.push(path);
            }
            Shape::Date | Shape::PartialDate | Shape::Moment => {
                paths.extend(["day", "month", "year"].map(|part| format!("{path}.{part}")));
            }
            _ => paths.push(path),
        }
    }
}

#[tokio::test]
async fn what_is_typed_is_in_no_log_no_address_and_no_error() {
    let log = Log::default();
    let writer = log.clone();
    // Everything that can be asked for with RUST_LOG.
    let filter = tracing_subscriber::EnvFilter::new("trace").add_directive(web::guard::NEVER_NOTED.parse().unwrap());
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone()).finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();
    web::guard::quiet_panics();
    let world = World::new();
    let router = pages::router(world.app.clone());
    let (mut markers, mut leaks) = (Markers::default(), Vec::new());
    let mut check = |what: &str, address: &str, from: &str, answer: &crate::world::Answer| {
        for header in ["location", "content-location", "refresh", "link"] {
            // Who is not signed in comes back, afterwards, to the address they asked for.
            let new =
                found(answer.header(header)).into_iter().filter(|word| !address.contains(word) && !from.contains(word));
            leaks.extend(new.map(|word| format!("{what}: {word} in {header}")));
        }
        // A form that is shown again holds what was typed in it; any other answer that says no does not.
        let given_back = answer.status == 401 && answer.body.contains("Copy your words");
        let shown_again =
            answer.body.contains("data-draft=") || answer.status == 422 || what == "/sign-in" || given_back;
        if answer.status.as_u16() >= 400 && !shown_again {
            // The way back leads to the page the browser says it came from: an address of ours.
            let new = found(&answer.body).into_iter().filter(|word| !from.contains(word));
            leaks.extend(new.map(|word| format!("{what}: {word} on an error page")));
        }
    };
    let form = |address: &str, body: String| {
        request("POST", address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap()
    };
    // Every question of every form.
    for kind in KINDS {
        let mut paths = Vec::new();
        typed(&(kind.spec)().fields, "", &mut paths);
        let opened = ask(&router, form("/drafts", format!("csrf={CSRF}&kind={}&person={AMARA}", kind.name))).await;
        let draft = opened.header("location").to_owned();
        let answers: String = paths.iter().map(|path| format!("&{path}={}", markers.next())).collect();
        for end in ["stay", "finish"] {
            let answer = ask(&router, form(&draft, format!("csrf={CSRF}&_do={end}{answers}"))).await;
            check(kind.name, &draft, "", &answer);
        }
    }
    let in_forms = markers.0;
    // Every route, with words in its address, its question, its headers and its body.
    for route in pages::routes().declared().iter().filter(|route| route.path != "/sign-out") {
        let steps: Vec<String> = route
            .path
            .split('/')
            .map(|step| if step.starts_with('{') { markers.next() } else { step.to_owned() })
            .collect();
        let address =
            format!("{}?q={}&as_at={}&done={}", steps.join("/"), markers.next(), markers.next(), markers.next());
        let from = format!("http://x/{}", markers.next());
        let builder = request(route.method, &address)
            .header("user-agent", markers.next())
            .header("referer", &from)
            .header("x-forwarded-for", markers.next())
            .header("content-type", "application/x-www-form-urlencoded");
        let names = ["q", "words", "given", "family", "postcode", "user", "password", "reason", "next"];
        let typed: String = names.iter().map(|name| format!("&{name}={}", markers.next())).collect();
        check(
            route.path,
            &address,
            &from,
            &ask(&router, builder.body(Body::from(format!("csrf={CSRF}{typed}"))).unwrap()).await,
        );
        let bad = request(route.method, &world.address(route)).header("content-type", "application/json");
        check(
            route.path,
            &address,
            &from,
            &ask(&router, bad.body(Body::from(format!("{{\"{}\":", markers.next()))).unwrap()).await,
        );
    }
    // A panic that holds words.
    let word = markers.next();
    let panicked = word.clone();
    let came: casework::Done<()> = world.app.run(move |_| panic!("{panicked}")).await;
    assert!(!came.unwrap_err().to_string().contains(&word));
    let words = log.words();
    assert!(words.contains("panicked"), "the log is written and read here");
    leaks.extend(found(&words).into_iter().map(|word| format!("{word} in the log")));
    // The hook of panics says nothing of them from here on.
    drop(std::panic::take_hook());
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(markers.0 >= 300, "{} were planted", markers.0);
    let result = format!("0 found in logs, addresses and errors ({in_forms} typed in forms, a panic among the rest)");
    proof::say("S13", "planted markers", markers.0, result);
    // The twin: a line of the log that holds one is found.
    tracing::info!("opened the file of {}", markers.next());
    assert_eq!(found(&log.words()).len(), 1);
    proof::say("S13", "twin caught", 1, "a word that is written to the log is found there");
}
