//! A hostile provider: each token it gives has one thing wrong, and each is refused. The same token with nothing wrong
//! is taken.

use identity::council::{Council, Place, Settings, Vouched};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PrivateSigningKey};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

const CLIENT: &str = "goldthread";
const SECRET: &str = "a secret shared with the provider";

fn base64(bytes: &[u8], letters: &[u8; 64]) -> String {
    let group = |some: &[u8]| -> String {
        let three = [some[0], *some.get(1).unwrap_or(&0), *some.get(2).unwrap_or(&0)];
        let all = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        (0..=some.len()).map(|place| letters[(all >> (18 - 6 * place)) as usize & 63] as char).collect()
    };
    bytes.chunks(3).map(group).collect()
}

fn url64(bytes: &[u8]) -> String {
    base64(bytes, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}

/// A signing key made of a number.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([number; 32]);
    let mut body = base64(&der, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    while !body.len().is_multiple_of(4) {
        body.push('=');
    }
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key-{number}")))).expect("a key")
}

/// What the provider says next.
#[derive(Default)]
struct Says {
    /// Keys it publishes.
    keys: Vec<u8>,
    /// The token it gives for any code.
    token: Option<String>,
    /// The last code exchange it was asked for.
    asked: String,
    /// Where it sends whoever asks anything.
    elsewhere: Option<String>,
    /// How often it was asked anything.
    heard: usize,
}

/// Starts a provider; its address, and what it says.
fn provider() -> (String, Arc<Mutex<Says>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("listens");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let says = Arc::new(Mutex::new(Says { keys: vec![1], ..Says::default() }));
    let (issuer, told) = (address.clone(), says.clone());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap_or(0) <= 2 {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap_or(0);
                }
                head += &line;
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).expect("a body");
            let mut says = told.lock().expect("said");
            says.heard += 1;
            let path = head.split(' ').nth(1).unwrap_or_default();
            if let Some(to) = &says.elsewhere {
                let moved = "HTTP/1.1 302 Found\r\ncontent-length: 0\r\nconnection: close";
                let _ = write!(reader.into_inner(), "{moved}\r\nlocation: {to}{path}\r\n\r\n");
                continue;
            }
            let answer = match path {
                "/.well-known/openid-configuration" => json!({
                    "issuer": issuer, "authorization_endpoint": format!("{issuer}/auth"), "token_endpoint": format!("{issuer}/token"),
                    "jwks_uri": format!("{issuer}/keys"), "response_types_supported": ["code"],
                    "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
                }),
                "/keys" => {
                    let keys: Vec<Value> = says
                        .keys
                        .iter()
                        .map(|one| serde_json::to_value(key(*one).as_verification_key()).expect("a key"))
                        .collect();
                    json!({ "keys": keys })
                }
                _ => {
                    says.asked = String::from_utf8_lossy(&body).into_owned();
                    let mut answer = json!({ "access_token": "x", "token_type": "Bearer" });
                    if let Some(token) = &says.token {
                        answer["id_token"] = json!(token);
                    }
                    answer
                }
            };
            let text = answer.to_string();
            let _ = write!(
                reader.into_inner(),
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
                text.len()
            );
        }
    });
    (address, says)
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs()
}

fn claims(issuer: &str, nonce: &str) -> Value {
    json!({
        "iss": issuer, "aud": CLIENT, "sub": "a1b2", "exp": now() + 300, "iat": now(), "auth_time": now(), "nonce": nonce,
        "preferred_username": "asha.khan", "name": "Asha Khan", "groups": ["Staff", "CSC North"], "amr": ["pwd", "mfa"],
    })
}

fn signed(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let start = format!("{}.{}", url64(header.to_string().as_bytes()), url64(claims.to_string().as_bytes()));
    format!("{start}.{}", url64(&sign(start.as_bytes())))
}

fn token(by: u8, claims: &Value) -> String {
    let sign = |bytes: &[u8]| key(by).sign(&CoreJwsSigningAlgorithm::EdDsa, bytes).expect("signed");
    signed(&json!({ "alg": "EdDSA", "kid": format!("key-{by}") }), claims, sign)
}

/// HMAC with SHA-256, by its definition.
fn hmac(secret: &[u8], message: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut block = [0_u8; 64];
    block[..secret.len()].copy_from_slice(secret);
    let inner = Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().to_vec()
}

fn settings(issuer: &str) -> Settings {
    let place =
        |group: &str, role: &str| Place { group: group.into(), role: role.into(), team: Some("north-1".into()) };
    Settings {
        name: "Wharnley account".into(),
        issuer: issuer.into(),
        client_id: CLIENT.into(),
        client_secret: SECRET.into(),
        user_claim: "preferred_username".into(),
        groups_claim: "groups".into(),
        scopes: Vec::new(),
        roles: vec![place("CSC managers", "team_manager"), place("CSC North", "social_worker")],
        second_factors: vec!["mfa".into()],
        passkeys: vec!["fido".into()],
        second_factor_there: true,
    }
}

#[test]
fn what_a_hostile_provider_says_is_refused() {
    let (issuer, says) = provider();
    let council = Council::new(settings(&issuer), "http://127.0.0.1:9/sign-in/council/return").expect("settings");
    let sent = council.send(false).expect("sent");
    for part in
        ["response_type=code", "code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "scope=openid"]
    {
        assert!(sent.address.contains(part), "{part} in {}", sent.address);
    }
    let returned = |given: Option<String>| -> Result<Vouched, String> {
        says.lock().expect("said").token = given;
        council.returned("the-code", &sent.nonce, &sent.verifier).map_err(|fault| fault.0)
    };
    let good = claims(&issuer, &sent.nonce);
    let but = |name: &str, value: Value| {
        let mut claims = good.clone();
        claims[name] = value;
        claims
    };
    let vouched = returned(Some(token(1, &good))).expect("a sound token");
    assert_eq!((vouched.user.as_str(), vouched.second_factor, vouched.passkey), ("asha.khan", true, false));
    for (ways, passkey) in [(json!(["pwd", "fido"]), true), (json!(["pwd", "otp", "mfa"]), false)] {
        let vouched = returned(Some(token(1, &but("amr", ways.clone())))).expect("a sound token");
        assert_eq!((vouched.second_factor, vouched.passkey), (true, passkey), "{ways}");
    }
    assert_eq!(vouched.subject, format!("{issuer} a1b2"), "known by provider and subject");
    assert_eq!(vouched.place.map(|place| place.role).as_deref(), Some("social_worker"));
    let asked = says.lock().expect("said").asked.clone();
    assert!(asked.contains(&format!("code_verifier={}", sent.verifier)), "{asked}");
    let by_our_secret = signed(&json!({ "alg": "HS256" }), &good, |bytes| hmac(SECRET.as_bytes(), bytes));
    let by_nobody = signed(&json!({ "alg": "none" }), &good, |_| Vec::new());
    let mut altered = token(1, &good);
    altered.insert(altered.len() - 10, 'A');
    let wrong = [
        ("another audience", Some(token(1, &but("aud", json!("another-program"))))),
        ("one audience too many", Some(token(1, &but("aud", json!([CLIENT, "another-program"]))))),
        ("another issuer", Some(token(1, &but("iss", json!("http://127.0.0.1:1"))))),
        ("expired", Some(token(1, &but("exp", json!(now() - 60))))),
        ("of another try", Some(token(1, &but("nonce", json!("of-an-earlier-try"))))),
        ("of no try", Some(token(1, &but("nonce", Value::Null)))),
        ("signed by a stranger", Some(token(7, &good))),
        ("signed with our own secret", Some(by_our_secret)),
        ("signed by nobody", Some(by_nobody)),
        ("altered", Some(altered)),
        ("no token", None),
        ("no second factor", Some(token(1, &but("amr", json!(["pwd"]))))),
        ("no user name", Some(token(1, &but("preferred_username", Value::Null)))),
    ];
    let tried = wrong.len();
    for (what, token) in wrong {
        assert!(returned(token).is_err(), "{what} was taken");
    }
    // A key the provider has changed: the new one is known at once, the old one good no more.
    says.lock().expect("said").keys = vec![2];
    assert!(returned(Some(token(1, &good))).is_err(), "by a key taken back");
    assert!(returned(Some(token(2, &good))).is_ok(), "by the new key");
    proof::say("S8", "council sign-in", tried + 1, "hostile tokens refused, 0 taken; new key known at once");
}

#[test]
fn a_provider_in_the_clear_is_refused() {
    for issuer in ["http://provider.example", "ftp://provider.example", "provider"] {
        assert!(
            Council::new(settings(issuer), "https://goldthread.example/sign-in/council/return").is_err(),
            "{issuer}"
        );
    }
    assert!(
        Council::new(settings("https://provider.example"), "https://goldthread.example/sign-in/council/return").is_ok()
    );
}

#[test]
fn a_provider_that_sends_us_elsewhere_is_not_followed() {
    let (issuer, says) = provider();
    let (stranger, heard) = provider();
    let heard = || heard.lock().expect("said").heard;
    let council = Council::new(settings(&issuer), "http://127.0.0.1:9/sign-in/council/return").expect("settings");
    let sent = council.send(false).expect("sent");
    says.lock().expect("said").elsewhere = Some(stranger.clone());
    assert!(council.send(false).is_err());
    assert!(council.returned("the-code", &sent.nonce, &sent.verifier).is_err());
    assert_eq!(heard(), 0, "the stranger was asked");
    // A twin that follows asks the stranger.
    let answer = openidconnect::reqwest::blocking::get(format!("{issuer}/keys")).expect("an answer");
    assert!(answer.status().is_success());
    assert_eq!(heard(), 1);
    proof::say("S8", "council sent elsewhere", 2, "not followed, stranger asked 0 times; twin caught");
}
