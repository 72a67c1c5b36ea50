//! Documents: a hash by itself opens nothing; what is kept is found whole or said to be missing.

use casework::documents::{Desk, OLD, Sent};
use casework::finish::Finished;
use casework::people::NewPerson;
use casework::{Actor, Casework, Problem, Role};
use documents::worker::Here;
use documents::{Directory, Refusal, Scanner};
use jiff::Timestamp;
use practice::documents::StoredFile;
use practice::form::Form;
use practice::ids::{PersonId, RecordId};
use std::io::Read;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use store::{DraftId, Save};

struct Place {
    casework: Casework,
    actor: Actor,
    child: PersonId,
    dir: tempfile::TempDir,
}

impl Place {
    fn new(scanner: Option<&str>) -> Place {
        let dir = tempfile::tempdir().unwrap();
        let files = Arc::new(Directory::open(dir.path()).unwrap());
        let scanner = scanner.and_then(Scanner::from_words);
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let casework = Casework::new(store::open("memory:").unwrap(), move || now).unwrap();
        let casework = casework.with_documents(Desk::new(files, Arc::new(Here), scanner, 1024));
        let actor = Actor::new("may", "May", Role::SocialWorker, None);
        let new = NewPerson { given: "Ada".to_owned(), family: "Cole".to_owned(), ..NewPerson::default() };
        let child = casework.add_person(&actor, "a child", &new).unwrap();
        Place { casework, actor, child, dir }
    }

    fn draft(&self) -> DraftId {
        let answers = [
            ("title", "Letter"),
            ("what", "letter"),
            ("dated.day", "4"),
            ("dated.month", "6"),
            ("dated.year", "2026"),
            ("sensitivity", "normal"),
        ];
        let known: Form = answers.map(|(path, words)| (path.to_owned(), words.to_owned())).into();
        self.casework.open_draft(&self.actor, "document", &[self.child], known).unwrap()
    }

    fn send(&self, draft: DraftId, bytes: &[u8]) -> Result<Sent, Problem> {
        self.casework.send_document(&self.actor, draft, "file", "../Letter to Mr Cole.exe", &mut &*bytes)
    }

    fn finish(&self, draft: DraftId) -> Finished {
        self.casework.finish(&self.actor, draft, Some("yes"), None).unwrap()
    }

    fn record(&self, bytes: &[u8]) -> (RecordId, StoredFile) {
        let draft = self.draft();
        let Sent::Kept(file) = self.send(draft, bytes).unwrap() else { panic!("refused") };
        let Finished::Record(record) = self.finish(draft) else { panic!("{:?}", self.finish(draft)) };
        (record, file)
    }
}

#[test]
fn a_document_is_sent_finished_and_taken_away_the_same() {
    let place = Place::new(None);
    let (record, file) = place.record(b"Dear Mr Cole");
    assert_eq!((file.name.as_str(), file.kind.as_str()), ("Letter to Mr Cole.txt", "txt"));
    assert_eq!(file.scan, "not_scanned");
    let mut taken = place.casework.take_document(&place.actor, record, None, false).unwrap();
    let mut bytes = Vec::new();
    taken.content.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, b"Dear Mr Cole");
    let looks = place.casework.looks(&place.actor, place.child, None).unwrap().looks;
    assert!(looks.iter().any(|look| look.entry.record == Some(record)), "taking a copy is a look like any other");
    let administrator = Actor::new("root", "Root", Role::Administrator, None);
    let refused = place.casework.take_document(&administrator, record, None, false).map(|_| ());
    assert_eq!(refused, Err(Problem::NotAllowed));
}

#[test]
fn a_draft_may_name_only_what_was_sent_in_it() {
    let place = Place::new(None);
    let (_, other) = place.record(b"About another child");
    let draft = place.draft();
    assert!(matches!(place.finish(draft), Finished::Faults(_)), "a document needs its file");
    let forged = serde_json::to_string(&other).unwrap();
    let save = Save { path: "file".into(), value: forged, base: u64::MAX };
    place.casework.save(&place.actor, draft, &[save]).unwrap();
    let Finished::Faults(faults) = place.finish(draft) else { panic!("a forged file was taken") };
    assert_eq!(faults[0].path, "file");
    // The twin: sent in the draft itself, the same content is taken.
    assert!(matches!(place.send(draft, b"About another child").unwrap(), Sent::Kept(_)));
    assert!(matches!(place.finish(draft), Finished::Record(_)));
}

#[test]
fn a_corrected_document_may_keep_its_file() {
    let place = Place::new(None);
    let (record, _) = place.record(b"Dear Mr Cole");
    let draft = place.casework.open_amendment(&place.actor, record).unwrap();
    let finished = place.casework.finish(&place.actor, draft, None, Some("The date was wrong.")).unwrap();
    assert_eq!(finished, Finished::Record(record));
}

#[test]
fn what_is_damaged_or_missing_is_said_and_never_shown() {
    let place = Place::new(None);
    let (record, file) = place.record(b"Dear Mr Cole");
    assert_eq!(place.casework.check_documents().unwrap().damaged.len(), 0);
    let path = place.dir.path().join(&file.hash[..2]).join(&file.hash[2..]);
    std::fs::write(&path, b"Dear Mr Dole").unwrap();
    assert_eq!(place.casework.check_documents().unwrap().damaged, std::slice::from_ref(&file.hash));
    let shown = place.casework.take_document(&place.actor, record, None, false).map(|_| ());
    assert!(matches!(shown, Err(Problem::Refused(_))));
    std::fs::remove_file(path).unwrap();
    assert_eq!(place.casework.check_documents().unwrap().missing, [file.hash]);
}

#[test]
fn only_old_files_that_nothing_names_are_swept() {
    let place = Place::new(None);
    let (record, _) = place.record(b"Dear Mr Cole");
    let orphan = place.dir.path().join("ab");
    std::fs::create_dir(&orphan).unwrap();
    std::fs::write(orphan.join("c".repeat(62)), b"nobody's").unwrap();
    assert_eq!(place.casework.check_documents().unwrap().orphans, 1);
    assert_eq!(place.casework.sweep_documents(SystemTime::now() - OLD).unwrap(), 0, "it may be about to be named");
    assert_eq!(place.casework.sweep_documents(SystemTime::now() + Duration::from_secs(60)).unwrap(), 1);
    assert!(place.casework.take_document(&place.actor, record, None, false).is_ok());
}

#[test]
fn size_number_and_viruses_are_bounded() {
    let place = Place::new(Some("grep -q -v virus"));
    let draft = place.draft();
    assert_eq!(place.send(draft, &[b'a'; 1025]).unwrap(), Sent::Refused(Refusal::TooLarge));
    assert_eq!(place.send(draft, b"a virus").unwrap(), Sent::Refused(Refusal::Infected));
    let Sent::Kept(file) = place.send(draft, b"words").unwrap() else { panic!("refused") };
    assert_eq!(file.scan, "nothing_found");
    for _ in 0..3 {
        place.send(draft, &[b'a'; 1024]).unwrap();
    }
    let more = (0..20).map(|_| place.send(draft, &[b'b'; 1024])).find(Result::is_err);
    assert!(matches!(more, Some(Err(Problem::Refused(_)))), "a draft is no place to fill a disk");
    let down = Place::new(Some("/no/such/scanner"));
    let Sent::Kept(file) = down.send(down.draft(), b"words").unwrap() else { panic!("refused") };
    assert_eq!(file.scan, "not_scanned", "a scanner that is down is never called clean");
}
