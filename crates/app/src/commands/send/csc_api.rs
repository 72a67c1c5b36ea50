//! `send csc-api`: the files of a daily payload, one after another.

use super::log::{Log, Try};
use crate::commands::returns::{authority, kept};
use crate::failure::{Failure, Outcome, file};
use clap::Args;
use sha2::{Digest, Sha256};
use standards::csc_api::check;
use std::path::PathBuf;
use std::time::Duration;
use ureq::Agent;

/// Send a daily payload to the Department for Education
///
/// Sends the files that `goldthread return csc-api` wrote, in their order. When the server is busy, asks for patience or
/// cannot be reached, the file is tried again after a wait that doubles each time, or as long as the server asks. A file
/// that was taken is not sent again, whenever the command is given: sent.log in the directory says what was sent when
/// and what was answered, without names or numbers of children. Each file carries the hash of its bytes, so that a server
/// can tell it from another.
///
/// Ends with 0 when every file was taken, and with 1 when one was not: give the command again to go on.
#[derive(Args, Debug)]
pub struct SendCscApi {
    /// The address the collection is at, to which the authority is added; https, unless it is this machine
    #[arg(long, value_name = "URL", value_parser = address)]
    to: String,

    /// The authority's three-digit number
    #[arg(long, value_name = "NUMBER", value_parser = authority)]
    authority: String,

    /// A file of further headers, a line for each, as `Authorization: Bearer ...`; keep it from others
    #[arg(long, value_name = "FILE")]
    headers: Option<PathBuf>,

    /// How often each file is tried
    #[arg(long, value_name = "NUMBER", default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=50))]
    tries: u32,

    /// Milliseconds to wait before a file is tried again the first time
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    wait: u64,

    /// The directory the files are in
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// A wait is never longer than this.
const LONGEST: Duration = Duration::from_secs(300);

/// What a try came to.
enum Answer {
    /// Taken, with what was answered.
    Taken(u16, String),
    /// Not now: try again, after so long if the server says how long.
    Later(String, Option<Duration>),
    /// Never, as it is.
    Refused(u16),
}

impl SendCscApi {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(&self.dir).map_err(file("read", &self.dir))? {
            let path = entry.map_err(file("read", &self.dir))?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if name.starts_with("batch-") && name.ends_with(".json") {
                files.push((name, path));
            }
        }
        files.sort();
        let to = format!("{}/children_social_care_data/{}/children", self.to.trim_end_matches('/'), self.authority);
        let log = self.dir.join("sent.log");
        let unwritten = file("write", &log);
        let mut log = Log::open(&log).map_err(&unwritten)?;
        let headers = self.headers()?;
        // A redirect is not followed: nobody else is to have what is sent.
        let agent =
            Agent::config_builder().http_status_as_error(false).max_redirects(0).max_redirects_will_error(false);
        let agent: Agent = agent.timeout_global(Some(Duration::from_secs(120))).build().into();
        let (mut sent, mut before) = (0, 0);
        for (name, path) in &files {
            let bytes = std::fs::read(path).map_err(file("read", path))?;
            let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            let children = kept(path)?;
            if log.was_taken(&to, &hash) {
                before += children.len();
                continue;
            }
            let value = serde_json::to_value(&children).unwrap_or_default();
            if let Some(wrong) = check(&value).first() {
                let what = format!("{name} does not conform to the schema: {} at {}.", wrong.rule, wrong.at);
                return Err(Failure::new(what, "Make the payload again with `goldthread return csc-api`."));
            }
            let mut number = 1;
            loop {
                let answer = post(&agent, &to, &headers, &hash, &bytes);
                let (said, receipt) = match &answer {
                    Answer::Taken(status, receipt) => (status.to_string(), receipt.as_str()),
                    Answer::Later(said, _) => (said.clone(), ""),
                    Answer::Refused(status) => (status.to_string(), ""),
                };
                let one =
                    Try { to: &to, file: name, hash: &hash, children: children.len(), number, answer: &said, receipt };
                log.add(&one).map_err(&unwritten)?;
                match answer {
                    Answer::Taken(..) => break,
                    Answer::Refused(status) => return Err(refused(name, status)),
                    Answer::Later(said, _) if number >= self.tries => {
                        let what = format!("{name} was not taken after {number} tries: {said}.");
                        return Err(Failure::new(
                            what,
                            "Give the same command again later: what was taken is not sent again.",
                        ));
                    }
                    Answer::Later(_, asked) => std::thread::sleep(self.pause(number, asked)),
                }
                number += 1;
            }
            sent += children.len();
        }
        println!("{sent} children were sent, {before} had been sent before; {} files.", files.len());
        Ok(())
    }

    /// How long to wait after a try: as long as was asked for, or twice as long each time, and a little more or less so
    /// that not everybody comes back at once.
    fn pause(&self, number: u32, asked: Option<Duration>) -> Duration {
        let doubled = Duration::from_millis(self.wait.saturating_mul(1 << (number - 1).min(16)));
        let about = doubled.mul_f64(0.75 + fastrand::f64() / 2.0);
        asked.unwrap_or(about).min(LONGEST)
    }

    fn headers(&self) -> Outcome<Vec<(String, String)>> {
        let Some(path) = &self.headers else { return Ok(Vec::new()) };
        let text = std::fs::read_to_string(path).map_err(file("read", path))?;
        let line =
            |line: &str| line.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
        let lines = text.lines().filter(|line| !line.trim().is_empty()).map(line);
        lines.collect::<Option<_>>().ok_or_else(|| {
            let what = format!("{} has a line that is no header.", path.display());
            Failure::new(what, "Write each as `Name: value`.")
        })
    }
}

fn post(agent: &Agent, to: &str, headers: &[(String, String)], hash: &str, bytes: &[u8]) -> Answer {
    let mut request = agent.post(to).header("Content-Type", "application/json").header("Idempotency-Key", hash);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    let mut response = match request.send(bytes) {
        Ok(response) => response,
        // Told by its kind: the words may hold an address with a secret in it.
        Err(error) => return Answer::Later(kind(&error).to_owned(), None),
    };
    let status = response.status().as_u16();
    let asked = response.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    match status {
        200 | 204 => {
            let receipt = response.body_mut().with_config().limit(4096).read_to_string().unwrap_or_default();
            Answer::Taken(status, receipt.trim().trim_matches('"').chars().take(60).collect())
        }
        408 | 425 | 429 | 500..=599 => Answer::Later(status.to_string(), asked.map(Duration::from_secs)),
        other => Answer::Refused(other),
    }
}

fn kind(error: &ureq::Error) -> &'static str {
    match error {
        ureq::Error::Timeout(_) => "timed out",
        ureq::Error::HostNotFound => "host not found",
        ureq::Error::ConnectionFailed => "no connection",
        ureq::Error::Io(_) => "connection lost",
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "no secure connection",
        _ => "no answer",
    }
}

fn refused(name: &str, status: u16) -> Failure {
    let next = match status {
        401 | 403 => "Check the headers given with --headers.",
        413 => "Make the payload again: a file holds a hundred children at most.",
        _ => "Look at left-out.csv and at what the collection says of the file, then make the payload again.",
    };
    Failure::new(format!("{name} was refused with status {status}."), next)
}

/// An address that personal data may be sent to.
fn address(text: &str) -> Result<String, String> {
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let local = here
        .iter()
        .any(|start| text.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])));
    if text.starts_with("https://") || local {
        Ok(text.to_owned())
    } else {
        Err("the address must begin with https://".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn nothing_is_sent_in_the_open() {
        assert!(address("https://example.org/api").is_ok() && address("http://127.0.0.1:8080").is_ok());
        for open in ["http://example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "ftp://x"] {
            assert!(address(open).is_err(), "{open}");
        }
    }
}
