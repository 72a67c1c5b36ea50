//! The process that looks at files: the program starts itself again, hands over the file, and believes nothing but a
//! short answer. Whatever a file does to that process, the server only learns that it did not answer.

use crate::confine::{OF_A_DOCUMENT, confine};
use crate::inspect::{Metadata, inspect};
use crate::{Incoming, Kind, Refusal, Sound, Trouble};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The hidden command that runs [`work`].
pub const COMMAND: &str = "inspect-upload";
/// No answer takes longer by the clock on the wall, however little the processor did.
const PATIENCE: Duration = Duration::from_secs(30);
/// No line of answer is longer, in bytes.
const LONGEST_LINE: u64 = 4096;
/// No preview is larger, in bytes.
const LARGEST_PREVIEW: u64 = 2 * 1024 * 1024;
/// A process ends with this when it could not be confined.
pub const NOT_CONFINED: i32 = 3;

/// The first line of the answer; the preview and the content follow it.
#[derive(Serialize, Deserialize)]
enum Answer {
    Refused(Refusal),
    Sound { kind: Kind, metadata: Metadata, preview: u64, content: Option<u64> },
}

/// A file that was looked at and may be kept.
pub struct Looked {
    /// What it is.
    pub kind: Kind,
    /// What became of what it says of itself.
    pub metadata: Metadata,
    /// A small picture of it, as JPEG.
    pub preview: Option<Vec<u8>>,
    /// Was something else written to be kept instead of the file as it came?
    pub is_new: bool,
}

/// Why there is no answer that lets a file be kept.
#[derive(Debug)]
pub enum NotKept {
    /// The file is refused.
    Refused(Refusal),
    /// The process was ended before it answered: by what, for the log.
    Ended(String),
    /// No process could be started, or something else here is wrong.
    Trouble(Trouble),
}

impl From<io::Error> for NotKept {
    fn from(error: io::Error) -> Self {
        NotKept::Trouble(error.into())
    }
}

/// Somebody who looks at files.
pub trait Inspector: Send + Sync {
    /// Looks at a file from its beginning. What is to be kept instead of it is written to `kept`, at most `most` bytes.
    fn look(&self, file: &File, kept: &mut dyn Write, most: u64) -> Result<Looked, NotKept>;
}

/// Looks in a process of its own.
pub struct Worker {
    program: PathBuf,
    arguments: Vec<String>,
    patience: Duration,
}

impl Worker {
    /// This program, started again: also when its file was replaced since.
    pub fn myself() -> Self {
        Worker::running("/proc/self/exe", [COMMAND])
    }

    /// Another program that answers as [`work`] does.
    pub fn running(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let arguments = arguments.into_iter().map(Into::into).collect();
        Worker { program: program.into(), arguments, patience: PATIENCE }
    }

    /// The same, ended after so long by the clock on the wall.
    pub fn patient(self, patience: Duration) -> Self {
        Worker { patience, ..self }
    }

    /// Starts the process with a file as its input, reads its answer, and waits for its end. What is read counts only
    /// when it ended well.
    pub fn run<T>(&self, file: &File, read: impl FnOnce(&mut dyn BufRead) -> Result<T, NotKept>) -> Result<T, NotKept> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::from(file.try_clone()?))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let Some(said) = child.stdout.take() else { return Err(NotKept::Ended("no way to answer".into())) };
        let (done, ended) = mpsc::channel::<()>();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(move || end_of(&mut child, &ended, self.patience));
            let answer = read(&mut BufReader::new(said));
            drop(done);
            let status = waiting.join().unwrap_or_else(|_| Err(io::Error::other("nobody waited")))?;
            match answer {
                _ if status.code() == Some(NOT_CONFINED) => {
                    Err(NotKept::Trouble(Trouble::here("the process that looks at files could not be confined")))
                }
                _ if !status.success() => Err(NotKept::Ended(in_words(status))),
                answer => answer,
            }
        })
    }
}

impl Inspector for Worker {
    fn look(&self, file: &File, kept: &mut dyn Write, most: u64) -> Result<Looked, NotKept> {
        self.run(file, |said| read(said, kept, most))
    }
}

/// Waits for the process: it has until the answer is read, or until patience ends.
fn end_of(child: &mut Child, ended: &mpsc::Receiver<()>, patience: Duration) -> io::Result<ExitStatus> {
    if let Err(mpsc::RecvTimeoutError::Timeout) = ended.recv_timeout(patience) {
        child.kill()?;
    }
    // The answer was read to its end, or the pipe was let go: nothing holds it up now but itself.
    for _ in 0..200 {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()
}

fn in_words(status: ExitStatus) -> String {
    match (status.signal(), status.code()) {
        (Some(signal), _) if signal == libc::SIGSYS => "it asked for more than it may".into(),
        (Some(signal), _) if signal == libc::SIGXCPU || signal == libc::SIGKILL => "it took too long".into(),
        (Some(signal), _) if signal == libc::SIGABRT => "it took too much memory, or gave up".into(),
        (Some(signal), _) => format!("it was ended by signal {signal}"),
        (None, code) => format!("it ended with {}", code.unwrap_or_default()),
    }
}

/// Reads the answer. Nothing of it is believed beyond its bounds.
fn read(mut said: impl BufRead, kept: &mut dyn Write, most: u64) -> Result<Looked, NotKept> {
    let unreadable = || NotKept::Ended("its answer could not be read".into());
    let mut line = String::new();
    said.by_ref().take(LONGEST_LINE).read_line(&mut line)?;
    match serde_json::from_str(&line).map_err(|_| unreadable())? {
        Answer::Refused(refusal) => Err(NotKept::Refused(refusal)),
        Answer::Sound { kind, metadata, preview, content } => {
            if preview > LARGEST_PREVIEW {
                return Err(unreadable());
            }
            let mut small = Vec::new();
            said.by_ref().take(preview).read_to_end(&mut small)?;
            if let Some(length) = content {
                if length > most {
                    return Err(NotKept::Refused(Refusal::TooLarge));
                }
                if io::copy(&mut said.by_ref().take(length), kept)? != length {
                    return Err(unreadable());
                }
            }
            let preview = (!small.is_empty()).then_some(small);
            Ok(Looked { kind, metadata, preview, is_new: content.is_some() })
        }
    }
}

/// The other side: gives up everything, reads the file, answers. Ends the process.
pub fn work() -> i32 {
    // Said nowhere: what a panic says may hold words of the file.
    std::panic::set_hook(Box::new(|_| {}));
    if confine(OF_A_DOCUMENT).is_err() {
        return NOT_CONFINED;
    }
    let mut bytes = Vec::new();
    if io::stdin().lock().read_to_end(&mut bytes).is_err() {
        return 1;
    }
    let answer = inspect(&bytes);
    drop(bytes);
    match answer.map_or_else(|refusal| say(&Answer::Refused(refusal), &[]), answered) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

fn answered(sound: Sound) -> io::Result<()> {
    let preview = sound.preview.unwrap_or_default();
    let content = sound.content.as_ref().map(|content| content.len() as u64);
    let (kind, metadata) = (sound.kind, sound.metadata);
    let answer = Answer::Sound { kind, metadata, preview: preview.len() as u64, content };
    say(&answer, &[&preview, sound.content.as_deref().unwrap_or_default()])
}

fn say(answer: &Answer, bytes: &[&[u8]]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, answer)?;
    out.write_all(b"\n")?;
    for part in bytes {
        out.write_all(part)?;
    }
    out.flush()
}

/// Looks in this process: for tests of what is built on top. A hostile file may end it.
pub struct Here;

impl Inspector for Here {
    fn look(&self, mut file: &File, kept: &mut dyn Write, most: u64) -> Result<Looked, NotKept> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let sound = inspect(&bytes).map_err(NotKept::Refused)?;
        if let Some(content) = &sound.content {
            if content.len() as u64 > most {
                return Err(NotKept::Refused(Refusal::TooLarge));
            }
            kept.write_all(content)?;
        }
        let is_new = sound.content.is_some();
        Ok(Looked { kind: sound.kind, metadata: sound.metadata, preview: sound.preview, is_new })
    }
}

/// Looks at what has come in, and gives back what is to be kept: the file itself, or what was made of it.
pub fn look_at(
    inspector: &dyn Inspector,
    mut came: Incoming,
    mut made: Incoming,
    most: u64,
) -> Result<(Looked, Incoming), NotKept> {
    came.rewind()?;
    let looked = inspector.look(came.file(), &mut made, most)?;
    let keep = if looked.is_new { made } else { came };
    Ok((looked, keep))
}
