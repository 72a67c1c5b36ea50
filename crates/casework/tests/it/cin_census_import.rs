//! A children in need census brought in: what comes of it, and what must not.

use crate::census_files::{Kept, actor, child_of, kept, over, sample, tidy};
use casework::finish::Ready;
use casework::import::cin_census::{Imported, NotImported};
use casework::{Actor, Casework, Problem, Role};
use jiff::civil::date;
use practice::clock::State;
use practice::episode::Stage;
use practice::ids::PersonId;
use practice::journey::Journey;
use practice::kinds;
use practice::moment::Moment;
use practice::record::{Records, Revision, Status};
use store::{MemoryStore, SqliteStore, Store};

/// File, children, referrals.
const SAMPLES: [(&str, usize, usize); 9] = [
    ("BAR_cin_2022.xml", 1, 1),
    ("CIN2rows.xml", 1, 1),
    ("CIN_Census_2021.xml", 1, 1),
    ("CIN_Census_2021_no_assessment_factors.xml", 1, 1),
    ("CIN_Census_2024.xml", 2, 2),
    ("CIN_Census_2026.xml", 2, 2),
    ("CIN_header_issues_100.xml", 1, 1),
    ("CIN_la_issues_2887Q.xml", 1, 1),
    ("fake_CIN_data.xml", 332, 402),
];

fn import(casework: &Casework, file: &str) -> Imported {
    casework.import_cin_census(&actor(), file.as_bytes(), false).unwrap()
}

fn journey(casework: &Casework, child: PersonId, on: Moment) -> Journey {
    Journey::of(child, &Records::read(casework.store().about(&[child]).unwrap()), on)
}

/// Every sample comes in on this engine; twice changes nothing; a trial changes nothing.
fn samples_come_in(store: impl Fn() -> Box<dyn Store>) {
    for (name, children, referrals) in SAMPLES {
        let casework = over(store());
        let text = sample(name);
        let trial = casework.import_cin_census(&actor(), text.as_bytes(), true).unwrap();
        assert_eq!(kept(&casework), Kept::default(), "{name}: a trial changed something");

        let first = import(&casework, &text);
        assert_eq!((first.children_new, first.children_known), (children, 0), "{name}");
        assert_eq!(first.kinds["referral"].new, referrals, "{name}");
        assert_eq!(trial, Imported { dry_run: true, ..first.clone() }, "{name}: the trial said something else");
        let after = kept(&casework);
        assert_eq!(after.revisions.len(), first.total().new, "{name}");
        assert_eq!(after.summaries.len(), children, "{name}");
        for revision in &after.revisions {
            let kind = kinds::find(&revision.kind).unwrap();
            assert!((kind.read)(&revision.body).is_ok(), "{name}: {revision:?}");
            let source = revision.source.as_deref().unwrap();
            assert!(source.starts_with("CIN census 202") && source.contains(", line "), "{source}");
        }

        let again = import(&casework, &text);
        assert!(again.nothing_new(), "{name}: {again}");
        assert_eq!((again.children_new, again.children_known), (0, children), "{name}");
        assert_eq!(again.total().same, first.total().new, "{name}");
        assert_eq!(kept(&casework), after, "{name}: the second time changed something");
    }
}

#[test]
fn every_sample_comes_into_memory_once() {
    samples_come_in(|| Box::new(MemoryStore::default()));
}

#[test]
fn every_sample_comes_into_sqlite_once() {
    let directory = tempfile::tempdir().unwrap();
    let files = std::cell::Cell::new(0);
    samples_come_in(|| {
        files.set(files.get() + 1);
        Box::new(SqliteStore::open(directory.path().join(format!("{}.db", files.get()))).unwrap())
    });
}

#[test]
fn both_engines_keep_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let (memory, sqlite) = (
        over(Box::new(MemoryStore::default())),
        over(Box::new(SqliteStore::open(directory.path().join("one.db")).unwrap())),
    );
    import(&memory, &sample("fake_CIN_data.xml"));
    import(&sqlite, &sample("fake_CIN_data.xml"));
    assert_eq!(kept(&memory), kept(&sqlite));
}

#[test]
fn summaries_are_as_rebuilt() {
    let casework = over(Box::new(MemoryStore::default()));
    import(&casework, &sample("CIN_Census_2026.xml"));
    let kept = kept(&casework);
    for summary in &kept.summaries {
        let theirs = kept.revisions.iter().filter(|one| one.people.contains(&summary.person)).cloned();
        let rebuilt = practice::summary::of(&casework.rules(), summary.person, &Records::read(theirs));
        assert_eq!(*summary, rebuilt);
    }
}

#[test]
fn the_journey_shows_what_a_sample_knew() {
    let casework = over(Box::new(MemoryStore::default()));
    import(&casework, &sample("CIN_Census_2026.xml"));
    let child = child_of(&casework, "DfEX0000001");
    let journey = journey(&casework, child, Moment::day(date(2026, 3, 31)));
    assert_eq!(journey.person.name(), "Child DfEX0000001");
    assert_eq!(journey.person.birthday(), Some(date(2015, 3, 27)));
    assert!(journey.person.is_disabled());

    let found = |stage: Stage| {
        let episode = journey.episodes.iter().find(|episode| episode.stage == stage).unwrap();
        (episode.opened.date, episode.closed.map(|(at, _)| at.date), episode.label.clone())
    };
    let closed = Some(date(2023, 2, 27));
    assert_eq!(found(Stage::Need), (date(2022, 10, 6), closed, "Family in acute stress".to_owned()));
    assert_eq!(found(Stage::ProtectionPlan), (date(2022, 2, 17), closed, "Physical".to_owned()));
    assert_eq!(found(Stage::ChildInNeedPlan).1, Some(date(2023, 1, 26)));
    assert_eq!(found(Stage::Enquiry), (date(2022, 6, 2), Some(date(2022, 6, 17)), "Enquiry".to_owned()));

    let clock = journey.clocks.iter().find(|run| run.clock.id == "CLK-S47-05").unwrap();
    assert_eq!(clock.stopped.unwrap().at, Moment::day(date(2022, 6, 17)));
    assert_eq!(clock.state(journey.on), State::Met);
    let sex = journey.person.details.as_ref().unwrap().sex.as_str();
    assert_eq!(sex, "", "the file's sex is `1`, which the census does not know: left out, not guessed");
}

#[test]
fn a_tidy_child_is_followed_through() {
    let casework = over(Box::new(MemoryStore::default()));
    let imported = import(&casework, &tidy(2025, ""));
    assert_eq!(imported.faults, []);
    let child = child_of(&casework, "A1");
    let then = journey(&casework, child, Moment::day(date(2025, 3, 31)));
    assert_eq!(then.oddities, []);
    assert_eq!(then.stages(), [Stage::Need, Stage::ProtectionPlan]);
    assert_eq!(then.open(Stage::ProtectionPlan).unwrap().label, "Emotional", "the latest category");
    let before_review = journey(&casework, child, Moment::day(date(2024, 11, 1)));
    assert_eq!(before_review.open(Stage::ProtectionPlan).unwrap().label, "Neglect", "the first category");

    let state = |journey: &Journey, id: &str| {
        journey.clocks.iter().find(|run| run.clock.id == id).map(|run| run.state(journey.on))
    };
    assert_eq!(state(&then, "CLK-AS-01"), Some(State::Met), "authorised on the 44th working day");
    assert_eq!(state(&before_review, "CLK-CP-04"), Some(State::Running));
    assert_eq!(state(&then, "CLK-S47-05"), Some(State::Met));
    assert_eq!(state(&then, "CLK-CP-04"), Some(State::Met), "first review within three months");
    let assessment = then.episodes.iter().find(|episode| episode.stage == Stage::Assessment).unwrap();
    assert_eq!(assessment.closed.unwrap().0, Moment::day(date(2024, 10, 21)));
    let second = child_of(&casework, "B2");
    let second = journey(&casework, second, Moment::day(date(2025, 3, 31)));
    assert_eq!(second.oddities, []);
    assert!(!second.is_open(), "no further action was taken, and it was closed");
    assert_eq!(second.person.name(), "Child B2");
}

#[test]
fn next_year_adds_what_is_new_and_amends_what_changed() {
    let casework = over(Box::new(MemoryStore::default()));
    import(&casework, &tidy(2025, ""));
    let before = kept(&casework).revisions;
    let next = tidy(2026, "<CINclosureDate>2025-08-29</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>")
        .replace("<Ethnicity>NOBT</Ethnicity>", "<Ethnicity>WBRI</Ethnicity>");
    let imported = import(&casework, &next);
    assert_eq!((imported.children_new, imported.children_known), (0, 2));
    assert_eq!((imported.total().new, imported.total().changed), (1, 1), "{imported}");
    let after = kept(&casework).revisions;
    assert!(before.iter().all(|old| after.contains(old)), "what was kept is kept");
    let details = latest(&after, "person_details", "child A1");
    assert_eq!((details.revision, details.body["ethnicity"].as_str()), (2, Some("WBRI")));
    assert_eq!(details.status, Status::Amended { reason: "CIN census 2026".to_owned() });
    assert!(details.source.as_deref().unwrap().starts_with("CIN census 2026 (LA 201), child A1, line "));
    let child = child_of(&casework, "A1");
    let now = journey(&casework, child, Moment::day(date(2026, 3, 31)));
    assert!(!now.is_open());

    let older = import(&casework, &tidy(2025, ""));
    assert!(older.nothing_new(), "an older file changes nothing a newer one said: {older}");
}

#[test]
fn what_a_worker_corrected_or_withdrew_stays() {
    let casework = over(Box::new(MemoryStore::default()));
    import(&casework, &tidy(2025, ""));
    let worker = Actor::new("jo", "Jo", Role::SocialWorker, None);
    let revisions = kept(&casework).revisions;
    let details = latest(&revisions, "person_details", "child A1");
    let mut body = details.body.clone();
    body["family"] = "Khan".into();
    body["given"] = "Aisha".into();
    let corrected = Revision {
        revision: 2,
        author: worker.staff.clone(),
        status: Status::Amended { reason: "The family told us".to_owned() },
        source: None,
        body,
        ..details.clone()
    };
    let change = store::Change { revisions: vec![corrected], ..Default::default() };
    casework.store().load(change).unwrap();
    let referral = latest(&revisions, "referral", "child A1");
    casework.withdraw(&worker, referral.id, "Recorded about the wrong child").unwrap();

    assert!(import(&casework, &tidy(2025, "")).nothing_new());
    let next = tidy(2026, "").replace("<Ethnicity>NOBT</Ethnicity>", "<Ethnicity>WBRI</Ethnicity>");
    let imported = import(&casework, &next);
    assert_eq!((imported.total().changed, imported.kinds["referral"].left), (1, 1), "{imported}");
    assert!(imported.to_string().contains("1 withdrawn here, left so"), "{imported}");
    assert!(import(&casework, &next).nothing_new(), "the merged answers are not taken for the census's own");
    let after = kept(&casework).revisions;
    let details = latest(&after, "person_details", "child A1");
    assert_eq!(details.body["family"], "Khan");
    assert_eq!(details.body["ethnicity"], "WBRI");
}

#[test]
fn a_child_who_may_be_on_file_already_is_reported() {
    let casework = over(Box::new(MemoryStore::default()));
    let worker = Actor::new("jo", "Jo", Role::SocialWorker, None);
    let body = serde_json::json!({
        "from": "2024-01-01", "given": "Aisha", "family": "Khan", "birth": { "is": "not_known" },
        "upn": "A123456789012",
    });
    let person = PersonId(uuid::Uuid::from_u128(7));
    let ready = Ready { kind: "person_details", people: vec![person], body, unusual: None, source: None };
    casework.record_ready(&worker, "a", ready).unwrap();
    let imported = import(&casework, &tidy(2025, ""));
    let [fault] = &imported.faults[..] else { panic!("{:?}", imported.faults) };
    assert_eq!((fault.child.as_deref(), fault.element.as_str()), (Some("A1"), "ChildIdentifiers/UPN"));
    assert_eq!(imported.children_new, 2);
    assert_eq!(import(&casework, &tidy(2025, "")).faults, [], "said once, when the child is new");
}

#[test]
fn a_file_broken_off_leaves_nothing() {
    let casework = over(Box::new(MemoryStore::default()));
    let text = sample("fake_CIN_data.xml");
    let (end, _) = text.match_indices("</Child>").nth(49).unwrap();
    let cut = &text[..end + "</Child>".len()];
    let refused = casework.import_cin_census(&actor(), cut.as_bytes(), false).unwrap_err();
    assert!(matches!(refused, NotImported::File(_)), "{refused}");
    assert!(refused.to_string().starts_with("The file was not read. Line "), "{refused}");
    assert_eq!(kept(&casework), Kept::default());
}

#[test]
fn a_file_of_no_authority_leaves_nothing() {
    let casework = over(Box::new(MemoryStore::default()));
    let file = tidy(2025, "").replace("<LEA>201</LEA>", "");
    let refused = casework.import_cin_census(&actor(), file.as_bytes(), false).unwrap_err();
    assert!(refused.to_string().contains("Header/Source/LEA"), "{refused}");
    assert_eq!(kept(&casework), Kept::default());
}

#[test]
fn only_an_administrator_brings_files_in() {
    let casework = over(Box::new(MemoryStore::default()));
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Administrator) {
        let someone = Actor { role, ..actor() };
        let answer = casework.import_cin_census(&someone, tidy(2025, "").as_bytes(), true);
        assert_eq!(answer, Err(NotImported::Problem(Problem::NotAllowed)));
    }
}

#[test]
fn faults_say_where_who_what_and_what_to_do() {
    let casework = over(Box::new(MemoryStore::default()));
    let imported = import(&casework, &sample("CIN_Census_2026.xml"));
    let sex =
        imported.faults.iter().find(|fault| fault.element == "ChildIdentifiers/Sex" && fault.found == "1").unwrap();
    assert_eq!((sex.line, sex.child.as_deref(), sex.found.as_str()), (25, Some("DfEX0000001"), "1"));
    assert!(!sex.remedy.is_empty());
    let left = imported.faults.iter().find(|fault| fault.message.contains("Pre-proceedings")).unwrap();
    assert_eq!((left.child.as_deref(), left.line), (Some("DfEX0000001"), 71));
    assert!(imported.faults.iter().all(|fault| fault.line > 0 && !fault.remedy.is_empty()));

    let csv = String::from_utf8(imported.faults_csv().unwrap()).unwrap();
    assert!(csv.starts_with("severity,line,child,element,found,message,remedy\n"), "{csv}");
    assert_eq!(csv.lines().count(), imported.faults.len() + 1);
    assert!(csv.contains("DfEX0000001,ChildIdentifiers/Sex,1,"), "{csv}");
}

#[test]
fn a_formula_in_a_file_is_only_text_in_the_faults() {
    let casework = over(Box::new(MemoryStore::default()));
    let file = tidy(2025, "").replace("<Ethnicity>NOBT</Ethnicity>", "<Ethnicity>=HYPERLINK(1)</Ethnicity>");
    let csv = String::from_utf8(import(&casework, &file).faults_csv().unwrap()).unwrap();
    assert!(csv.contains(",'=HYPERLINK(1),"), "{csv}");
}

fn latest<'r>(revisions: &'r [Revision], kind: &str, child: &str) -> &'r Revision {
    let first = revisions.iter().find(|one| {
        one.kind == kind && one.source.as_deref().is_some_and(|source| source.contains(&format!("{child},")))
    });
    let id = first.unwrap_or_else(|| panic!("no {kind} of {child}")).id;
    revisions.iter().filter(|one| one.id == id).max_by_key(|one| one.revision).unwrap()
}
