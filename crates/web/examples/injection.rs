//! Every page the product draws, of records whose every word tries to run: written to a directory for a browser to open.
//!
//! `cargo run -p web --example injection -- DIR PAYLOADS ROUNDS`: the payloads are lines of a file. In each round every
//! text question of every kind of record holds one of them, and each holds the next one in the next round.

#[path = "../tests/hostile/world.rs"]
mod world;

use axum::body::Body;
use casework::finish::Ready;
use casework::{Actor, Role};
use practice::kinds::KINDS;
use practice::spec::{Field, Shape};
use serde_json::{Map, Value, json};
use std::path::Path;
use web::pages::child::example::{AMARA, KOFI, record};
use world::{Answer, CSRF, World, ask, request};

/// Fills every question, each text with the next payload.
struct Filling<'p> {
    payloads: &'p [String],
    next: usize,
    round: usize,
}

impl Filling<'_> {
    fn payload(&mut self) -> String {
        self.next += 1;
        self.payloads[(self.next + self.round) % self.payloads.len()].clone()
    }

    fn fields(&mut self, fields: &[Field]) -> Map<String, Value> {
        fields.iter().map(|field| (field.name.clone(), self.answer(&field.shape))).collect()
    }

    fn answer(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text | Shape::Prose => json!(self.payload()),
            Shape::YesNo => json!(true),
            Shape::Count => json!(3),
            Shape::Date | Shape::PartialDate | Shape::Moment => json!("2026-11-20"),
            Shape::Code { set } => {
                json!(practice::codes::set(set).and_then(|set| set.entries.first()).map(|one| one.code))
            }
            Shape::Codes { .. } | Shape::Choices { .. } => json!([]),
            Shape::Choice { options } => {
                let option = &options[self.round % options.len()];
                if !shape.has_follow_ups() {
                    return json!(option.value);
                }
                let mut object = self.fields(&option.fields);
                object.insert("is".into(), json!(option.value));
                Value::Object(object)
            }
            Shape::Group { fields } => Value::Object(self.fields(fields)),
            Shape::List { fields } => {
                let mut row = self.fields(fields);
                row.insert("key".into(), json!("r000"));
                json!([row])
            }
            Shape::PerChild { fields } => json!({ AMARA.to_string(): self.fields(fields) }),
            Shape::Person => json!(KOFI.to_string()),
            Shape::People => json!([KOFI.to_string()]),
            Shape::Staff => json!("priya"),
            Shape::Team => json!("north"),
            Shape::Link { .. } => json!(record(15).to_string()),
            Shape::File => json!({ "hash": "5e".repeat(32), "size": 9, "kind": "pdf", "name": self.payload(),
                "metadata": "kept", "scan": "not_scanned", "preview": "5e".repeat(32) }),
            Shape::Asked { shape } => self.answer(shape),
        }
    }
}

/// Words as a form sends them.
fn encoded(words: &str) -> String {
    words.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

struct Pages<'d> {
    to: &'d Path,
    written: usize,
}

impl Pages<'_> {
    fn keep(&mut self, answer: &Answer) {
        assert!(!answer.status.is_server_error(), "{}", answer.status);
        if answer.is_page() {
            std::fs::write(self.to.join(format!("{:05}.html", self.written)), &answer.body).unwrap();
            self.written += 1;
        }
    }
}

async fn round(payloads: &[String], round: usize, pages: &mut Pages<'_>) -> usize {
    let world = World::new();
    let router = web::pages::router(world.app.clone());
    let actor = Actor::new("priya", "Priya Shah", Role::SocialWorker, None);
    let mut filling = Filling { payloads, next: 0, round };
    let post = |address: &str, body: String| {
        request("POST", address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap()
    };
    let mut addresses: Vec<String> = Vec::new();
    for kind in KINDS {
        let body = Value::Object(filling.fields(&(kind.spec)().fields));
        let typed = practice::form::write((kind.spec)(), &body);
        let opened = ask(&router, post("/drafts", format!("csrf={CSRF}&kind={}&person={AMARA}", kind.name))).await;
        let draft = opened.header("location").to_owned();
        let pairs: String = typed.iter().map(|(path, words)| format!("&{path}={}", encoded(words))).collect();
        pages.keep(&ask(&router, post(&draft, format!("csrf={CSRF}&_do=finish{pairs}"))).await);
        addresses.push(draft);
        let ready = Ready {
            kind: kind.name,
            people: vec![AMARA],
            body,
            unusual: Some(filling.payload()),
            source: Some(filling.payload()),
        };
        let kept = world.app.casework.append_ready(&actor, &format!("{} {round}", kind.name), vec![ready]);
        let kept = kept.unwrap_or_else(|why| panic!("{}: {why}", kind.name));
        addresses.extend(kept.iter().flat_map(|id| [format!("/records/{id}"), format!("/records/{id}?child={AMARA}")]));
    }
    let words = encoded(&filling.payload());
    for (address, field) in [("/search", "q"), (&*format!("/children/{AMARA}/record"), "words")] {
        pages.keep(&ask(&router, post(address, format!("csrf={CSRF}&{field}={words}"))).await);
    }
    for route in web::pages::routes().declared().iter().filter(|route| route.method == "GET") {
        let address = world.address(route);
        addresses.push(format!("{address}?q={words}&done={words}&as_at={words}&kind={words}&next={words}"));
        addresses.push(address);
    }
    for address in addresses.iter().filter(|address| address.starts_with('/')) {
        pages.keep(&ask(&router, request("GET", address).body(Body::empty()).unwrap()).await);
    }
    filling.next
}

#[tokio::main]
async fn main() {
    let [dir, payloads, rounds] = std::env::args().skip(1).collect::<Vec<_>>().try_into().expect("DIR PAYLOADS ROUNDS");
    let payloads = std::fs::read_to_string(payloads).unwrap();
    let payloads: Vec<String> = payloads.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let mut pages = Pages { to: Path::new(&dir), written: 0 };
    let (rounds, mut filled) = (rounds.parse().expect("a number"), 0);
    for at in 0..rounds {
        filled += round(&payloads, at, &mut pages).await;
    }
    println!("{} payloads, {filled} answers filled, {} pages", payloads.len(), pages.written);
}
