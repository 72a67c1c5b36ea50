//! The front door, work and allocation, over records in memory.

use casework::access::{Actor, Role};
use casework::allocate::Reassignment;
use casework::board::Known;
use casework::file::AsAt;
use casework::finish::Ready;
use casework::people::NewPerson;
use casework::{Casework, Problem};
use jiff::{Timestamp, ToSpan};
use practice::front_door::Rating;
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::matching::read_query;
use practice::people::Kinship;
use practice::record::Status;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::{MemoryStore, Staff, StoreError, Team};

/// Casework in memory whose clock the test moves.
struct World {
    casework: Casework,
    minutes: Arc<AtomicI64>,
}

impl World {
    fn new() -> Self {
        let minutes = Arc::new(AtomicI64::new(0));
        let read = minutes.clone();
        // Monday 16 November 2026, 9:00am.
        let start: Timestamp = "2026-11-16T09:00:00Z".parse().expect("a time");
        let now = move || start + read.load(Ordering::SeqCst).minutes();
        let casework = Casework::new(Box::new(MemoryStore::default()), now).expect("casework");
        let team = |id: &str| Team { id: TeamId::from(id), name: format!("Team {id}") };
        let staff = |id: &str, role: Role, team: &str| Staff {
            team: (!team.is_empty()).then(|| TeamId::from(team)),
            active: id != "left",
            ..Staff::new(id, format!("{id} of {team}"), role.name())
        };
        let people = [
            staff("sid", Role::Screener, "hub"),
            staff("wyn", Role::SocialWorker, "east"),
            staff("ash", Role::SocialWorker, "east"),
            staff("left", Role::SocialWorker, "east"),
            staff("may", Role::TeamManager, "east"),
            staff("ada", Role::Administrator, ""),
        ];
        casework.put_staff(&[team("hub"), team("east")], &people).expect("staff");
        World { casework, minutes }
    }

    fn pass(&self, minutes: i64) {
        self.minutes.fetch_add(minutes, Ordering::SeqCst);
    }

    fn person(&self, given: &str, family: &str, born: &str) -> PersonId {
        let new = NewPerson {
            given: given.into(),
            family: family.into(),
            born: born.parse().ok(),
            sex: "U".into(),
            ..NewPerson::default()
        };
        self.casework.add_person(&sid(), &format!("{given} {family}"), &new).expect("a person")
    }

    fn record(&self, by: &Actor, kind: &'static str, people: &[PersonId], body: Value) -> RecordId {
        let key = format!("{kind} {body} {people:?}");
        let ready = Ready { kind, people: people.to_vec(), body, unusual: None, source: None };
        self.casework.record_ready(by, &key, ready).expect("a record")
    }

    fn contact(&self, received: &str, people: &[PersonId]) -> RecordId {
        self.contact_with(received, people, json!("public"))
    }

    fn contact_with(&self, received: &str, people: &[PersonId], route: Value) -> RecordId {
        let route = if route.is_string() { json!({ "is": route }) } else { route };
        let body = json!({ "received": received, "route": route, "source": "1A", "concern": "Alone at night" });
        self.record(&sid(), "contact", people, body)
    }
}

fn actor(id: &str, role: Role, team: &str) -> Actor {
    let team = (!team.is_empty()).then(|| TeamId::from(team));
    Actor::new(id, id, role, team)
}

fn sid() -> Actor {
    actor("sid", Role::Screener, "hub")
}

fn may() -> Actor {
    actor("may", Role::TeamManager, "east")
}

fn ada() -> Actor {
    actor("ada", Role::Administrator, "")
}

/// A mother, her two children with different surnames, and a lodger's child at the same address.
fn family(world: &World) -> (PersonId, PersonId, PersonId) {
    let mother = world.person("Dana", "Brook", "1990-02-01");
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let leo = world.person("Leo", "Marsh", "2019-01-20");
    let kit = world.person("Kit", "Lodge", "2018-09-09");
    for child in [ava, leo] {
        let body = json!({ "from": "2020-01-01", "person": mother, "is_the": "mother", "of": child });
        world.record(&sid(), "relationship", &[mother, child], body);
    }
    let home = json!({ "from": "2020-01-01", "street": "14 Mill Lane", "postcode": "M26 1AB", "use_of": "home" });
    world.record(&sid(), "address", &[ava, kit], home);
    (ava, leo, kit)
}

#[test]
fn the_board_says_what_is_known_already_and_counts_each_contact_once() {
    let world = World::new();
    let (ava, leo, kit) = family(&world);
    world.contact("2025-11-15T09:00", &[ava]); // a day too old
    world.contact("2026-01-10T09:00", &[ava, leo]);
    world.contact("2026-02-10T09:00", &[leo]);
    world.contact("2026-03-10T09:00", &[kit]);
    let now = world.contact("2026-11-16T08:30", &[ava]);
    world.contact("2026-11-16T08:50", &[ava]); // after it
    let board = world.casework.board(&sid()).expect("the board");
    let known = world.casework.known_on_board(&sid(), &board).expect("what is known");
    assert_eq!(known.len(), board.lines.len());
    let expected = Known { same_child: 1, before: 1, siblings: 1, address: 1, open: vec![] };
    assert_eq!(known[&now], expected);
}

#[test]
fn the_board_shows_stages_open_for_a_brother() {
    let world = World::new();
    let (ava, leo, _) = family(&world);
    let referral =
        json!({ "received": "2026-11-10T09:00", "source": "1A", "need": "N1", "reason": "Neglect over months" });
    world.record(&sid(), "referral", &[leo], referral);
    let contact = world.contact("2026-11-16T08:30", &[ava]);
    let board = world.casework.board(&sid()).expect("the board");
    let known = world.casework.known_on_board(&sid(), &board).expect("what is known");
    assert_eq!(known[&contact].open, ["need"]);
}

#[test]
fn contacts_that_arrive_are_counted_from_when_they_were_recorded() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    world.contact("2026-11-16T08:00", &[ava]);
    world.pass(5);
    let read = world.casework.now();
    assert_eq!(world.casework.arrived_since(&sid(), read).expect("a count"), 0);
    world.pass(1);
    world.contact("2026-11-15T20:00", &[ava]); // received last night, recorded now
    assert_eq!(world.casework.arrived_since(&sid(), read).expect("a count"), 1);
}

#[test]
fn two_screeners_never_hold_one_contact() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let contact = world.contact("2026-11-16T08:00", &[ava]);
    world.casework.claim(&sid(), contact, false).expect("a claim");
    let refused = world.casework.claim(&may(), contact, false).expect_err("taken");
    let Problem::Store(StoreError::Claimed(standing)) = refused else { panic!("{refused}") };
    assert_eq!(standing.by, StaffId::from("sid"));
    world.casework.claim(&may(), contact, true).expect("taken over");
    let day = world.casework.my_day(&may()).expect("work");
    assert_eq!(day.contacts.len(), 1);
    assert!(world.casework.my_day(&sid()).expect("work").contacts.is_empty());
}

#[test]
fn a_contact_shows_what_was_asked_and_what_followed() {
    let world = World::new();
    let (ava, leo, _) = family(&world);
    world.contact("2026-05-01T09:00", &[leo]);
    let contact = world.contact("2026-11-16T08:00", &[ava, leo]);
    let request = json!({ "rated": "2026-11-16T08:10", "contact": contact, "rating": "amber", "agencies": ["school", "police"],
        "basis": "Consent" });
    let request = world.record(&sid(), "agency_request", &[ava, leo], request);
    let returned = |agency: &str, at: &str, answer: Value| json!({ "received": at, "request": request, "agency": agency, "answer": answer });
    let chased = returned("police", "2026-11-16T08:40", json!({ "is": "chased", "how": "Rang the desk" }));
    world.record(&sid(), "agency_return", &[ava, leo], chased);
    let known = returned("school", "2026-11-16T08:45", json!({ "is": "nothing_known" }));
    world.record(&sid(), "agency_return", &[ava, leo], known);

    let page = world.casework.contact(&sid(), contact).expect("the contact");
    assert!(page.waits);
    assert_eq!(page.children.iter().map(|one| one.person).collect::<Vec<_>>(), [ava, leo]);
    assert_eq!(page.concern.contacts.len(), 1);
    let outstanding: Vec<bool> = page.asked.iter().map(|one| one.outstanding).collect();
    assert_eq!(outstanding, [false, true]);
    assert_eq!(page.asked[1].rating, Rating::Amber);
    assert_eq!(
        page.asked[1].answer.as_ref().map(|(_, words)| words.as_str()),
        Some("No answer, chased: Rang the desk")
    );

    world.casework.claim(&sid(), contact, false).expect("a claim");
    let day = world.casework.my_day(&sid()).expect("work");
    assert_eq!(day.outstanding.len(), 1);
    assert_eq!(day.outstanding[0].children.len(), 2);

    let decision = json!({ "decided": "2026-11-16T08:50", "contact": contact, "threshold": "4",
        "decision": { "is": "referral" }, "rationale": "Third worry this year", "agreed_by": "may" });
    world.record(&sid(), "screening_decision", &[ava, leo], decision);
    let page = world.casework.contact(&sid(), contact).expect("the contact");
    assert!(!page.waits);
    assert_eq!(page.followed[0].what, "Screening decision: Referral");
    let is_on_board =
        || world.casework.board(&sid()).expect("the board").lines.iter().any(|line| line.waiting.contact == contact);
    assert!(is_on_board(), "the referral is yet to be recorded");
    assert!(world.casework.my_day(&sid()).expect("work").outstanding.is_empty());

    // A referral waits for the response, which is what the contact says comes next; a decision stops that.
    let open = || {
        let page = world.casework.contact(&sid(), contact).expect("the contact");
        page.clocks.iter().any(|run| run.is_open() && run.clock.form == "referral_decision")
    };
    assert!(!open(), "nothing was referred yet");
    let referral = json!({ "received": "2026-11-16T08:55", "contact": contact, "source": "1A", "need": "N1", "reason": "Third worry" });
    let referral = world.record(&sid(), "referral", &[ava, leo], referral);
    assert!(!is_on_board());
    assert!(open(), "the referral waits for a response");
    let response = json!({ "decided": "2026-11-16T09:00", "referral": referral, "response": { "is": "assess" },
        "rationale": "To know more", "acknowledged": true });
    world.record(&sid(), "referral_decision", &[ava, leo], response);
    assert!(!open(), "the response was decided");
}

#[test]
fn what_was_decided_stays_on_the_board_until_it_is_recorded() {
    let world = World::new();
    let (ava, leo, kit) = family(&world);
    let both = [ava, leo];
    let contact = world.contact("2026-11-16T08:00", &both);
    let next = || {
        let board = world.casework.board(&sid()).expect("the board");
        let line = board.lines.iter().find(|line| line.waiting.contact == contact);
        line.map(|line| (line.children.len(), line.waiting.next().map(|kind| kind.name)))
    };
    let decided = |at: &str, decision: &str| {
        let body = json!({ "decided": at, "contact": contact, "threshold": "4", "decision": decision,
            "rationale": "Third worry this year", "agreed_by": "may" });
        world.record(&sid(), "screening_decision", &both, body);
    };
    assert_eq!(next(), Some((2, None)));
    decided("2026-11-16T08:30", "agency_checks");
    assert_eq!(next(), Some((2, None)), "asked for more, not decided");
    decided("2026-11-16T09:00", "referral");
    assert_eq!(next(), Some((2, Some("referral"))));
    let page = world.casework.contact(&sid(), contact).expect("the contact");
    assert!(!page.waits);
    assert_eq!(page.next.map(|kind| kind.name), Some("referral"));
    let referral = |of: Value, people: &[PersonId]| {
        let body = json!({ "received": "2026-11-16T08:00", "contact": of, "source": "1A", "need": "N1", "reason": "Left alone" });
        world.record(&sid(), "referral", people, body);
    };
    referral(json!(world.contact("2026-11-16T08:10", &[kit])), &[kit]);
    referral(json!(contact), &[ava]);
    assert_eq!(next(), Some((1, Some("referral"))), "the brother’s is not recorded");
    referral(json!(contact), &[leo]);
    assert_eq!(next(), None);
    // Nothing follows here once it is passed on.
    decided("2026-11-16T09:10", "allocated_worker");
    assert_eq!(next(), None);
}

#[test]
fn the_contact_that_is_looked_at_is_not_something_else_that_is_open() {
    let world = World::new();
    let (ava, ..) = family(&world);
    let first = world.contact("2026-11-16T08:00", &[ava]);
    let open = |contact| world.casework.contact(&sid(), contact).expect("the contact").concern.open.len();
    assert_eq!(open(first), 0);
    let second = world.contact("2026-11-16T08:50", &[ava]);
    assert_eq!((open(first), open(second)), (1, 1));
}

#[test]
fn only_a_contact_has_a_contact_page() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let note = json!({ "when": "2026-11-16T08:00", "subject": "Call", "words": "Rang home" });
    let note = world.record(&sid(), "case_note", &[ava], note);
    assert_eq!(world.casework.contact(&sid(), note).err(), Some(Problem::NotFound));
    assert_eq!(world.casework.contact(&sid(), RecordId(note.0)).err(), Some(Problem::NotFound));
}

#[test]
fn children_are_reassigned_together_and_once() {
    let world = World::new();
    let children: Vec<PersonId> =
        (0..10).map(|number| world.person(&format!("Child{number}"), "Brook", "2015-06-04")).collect();
    for child in &children {
        let referral = json!({ "received": "2026-11-10T09:00", "source": "1A", "need": "N1", "reason": "Neglect" });
        world.record(&sid(), "referral", &[*child], referral);
        let body = json!({ "from": "2026-11-10T10:00", "team": "east", "worker": "wyn" });
        world.record(&may(), "allocation", &[*child], body);
    }
    assert_eq!(world.casework.my_work(&actor("wyn", Role::SocialWorker, "east")).expect("work").children.len(), 10);
    let given = Reassignment {
        key: "form-1".into(),
        children: children.clone(),
        to: StaffId::from("ash"),
        handover: "Ring each school first".into(),
    };
    assert_eq!(
        world.casework.reassign(&may(), &given),
        Err(Problem::StepUp(casework::Fresh::Code)),
        "so many at once: it is really her"
    );
    let may = || casework::Actor { fresh: casework::Fresh::Passkey, ..may() };
    assert_eq!(world.casework.reassign(&may(), &given), Ok(10));
    let mark = world.casework.mark().expect("a mark");
    assert_eq!(world.casework.reassign(&may(), &given), Ok(10));
    assert_eq!(world.casework.mark().expect("a mark"), mark, "the same form sent twice writes nothing");
    assert!(world.casework.my_work(&actor("wyn", Role::SocialWorker, "east")).expect("work").children.is_empty());
    assert_eq!(world.casework.my_work(&actor("ash", Role::SocialWorker, "east")).expect("work").children.len(), 10);
    let day = world.casework.my_day(&actor("ash", Role::SocialWorker, "east")).expect("work");
    assert!(day.done.is_empty(), "what a manager recorded is not what the worker did");

    let to = |to: &str| Reassignment { key: "form-2".into(), to: StaffId::from(to), ..given.clone() };
    for nobody in ["left", "ada", "no-such"] {
        assert!(matches!(world.casework.reassign(&may(), &to(nobody)), Err(Problem::Refused(_))), "{nobody}");
    }
    let none = Reassignment { children: vec![], ..given.clone() };
    assert!(matches!(world.casework.reassign(&may(), &none), Err(Problem::Refused(_))));
    let wyn = actor("wyn", Role::SocialWorker, "east");
    assert_eq!(world.casework.reassign(&wyn, &given), Err(Problem::NotAllowed));
}

#[test]
fn what_was_done_today_is_told_until_midnight() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let wyn = actor("wyn", Role::SocialWorker, "east");
    let referral = json!({ "received": "2026-11-10T09:00", "source": "1A", "need": "N1", "reason": "Neglect" });
    world.record(&sid(), "referral", &[ava], referral);
    let body = json!({ "from": "2026-11-10T10:00", "team": "east", "worker": "wyn" });
    world.record(&may(), "allocation", &[ava], body);
    let note = json!({ "when": "2026-11-16T08:00", "subject": "Call", "words": "Rang home" });
    let note = world.record(&wyn, "case_note", &[ava], note);
    let done = world.casework.my_day(&wyn).expect("work").done;
    assert_eq!(done.iter().map(|one| (one.record, one.kind.as_str())).collect::<Vec<_>>(), [(note, "case_note")]);
    world.pass(24 * 60);
    assert!(world.casework.my_day(&wyn).expect("work").done.is_empty());
}

#[test]
fn a_draft_names_people_on_file_and_people_who_are_new() {
    let world = World::new();
    let (ava, leo, _) = family(&world);
    world.contact("2026-05-01T09:00", &[leo]);
    let draft = world.casework.open_draft(&sid(), "contact", &[], Default::default()).expect("a draft");
    let empty = world.casework.draft_people(&sid(), draft).expect("people");
    assert!(empty.children.is_empty() && empty.concern.contacts.is_empty());
    world.casework.name_in_draft(&sid(), draft, ava).expect("named");
    world.casework.name_in_draft(&sid(), draft, ava).expect("named again");
    let people = world.casework.draft_people(&sid(), draft).expect("people");
    assert_eq!(people.children.len(), 1);
    assert_eq!(people.concern.in_twelve_months, 1, "a contact about her brother is shown");
    let new = NewPerson { given: "Baby".into(), family: "Brook".into(), ..NewPerson::default() };
    let one = world.casework.name_new_in_draft(&sid(), draft, "key-1", &new).expect("added");
    let again = world.casework.name_new_in_draft(&sid(), draft, "key-1", &new).expect("added once");
    assert_eq!(one, again);
    assert_eq!(world.casework.draft_people(&sid(), draft).expect("people").children.len(), 2);
    world.casework.unname_in_draft(&sid(), draft, ava).expect("taken out");
    let left = world.casework.draft_people(&sid(), draft).expect("people").children;
    assert_eq!(left.iter().map(|one| one.person).collect::<Vec<_>>(), [one]);
}

#[test]
fn somebody_new_is_put_with_the_family_they_were_named_with() {
    let world = World::new();
    let (ava, leo, _) = family(&world);
    let new = |kin, lives_with| NewPerson { given: "Mia".into(), kin, lives_with, ..NewPerson::default() };
    let mia = new(vec![(Kinship::HalfSibling, ava), (Kinship::HalfSibling, leo)], Some(ava));
    let mia = world.casework.add_person(&sid(), "a key", &mia).expect("added");
    let file = world.casework.file(&sid(), mia, AsAt::Now).expect("a file");
    assert_eq!(file.journey.person.home(world.casework.today()).map(|home| home.street.as_str()), Some("14 Mill Lane"));
    let of = file.journey.person.relationships.iter().map(|tie| (tie.is_the, tie.of)).collect::<Vec<_>>();
    assert_eq!(of.len(), 2);
    assert!(of.contains(&(Kinship::HalfSibling, ava)) && of.contains(&(Kinship::HalfSibling, leo)));
    // An address that is kept from somebody is copied nowhere.
    world.pass(1);
    let safe =
        json!({ "from": "2026-11-16", "street": "2 Far Road", "use_of": "home", "keep_safe": { "from_whom": "x" } });
    world.record(&sid(), "address", &[leo], safe);
    let tom = world.casework.add_person(&sid(), "another", &new(vec![], Some(leo))).expect("added");
    let file = world.casework.file(&sid(), tom, AsAt::Now).expect("a file");
    assert!(file.journey.person.addresses.is_empty());
}

#[test]
fn people_are_found_by_name_date_postcode_and_number() {
    let world = World::new();
    let (ava, ..) = family(&world);
    world.pass(1);
    let details = json!({ "from": "2026-11-16T09:01", "given": "Ava", "family": "Brook",
        "birth": { "is": "born", "on": "2015-06-04" }, "nhs_number": "943 476 5919", "other_number": "PX-100482" });
    world.record(&sid(), "person_details", &[ava], details);
    for typed in ["Ava Brook", "Brook, Ava", "4 June 2015", "943 476 5919", "PX100482", "Ava Brook M26 1AB"] {
        let found = world.casework.search(&sid(), &read_query(typed)).expect("a search");
        assert_eq!(found.first().map(|one| one.summary.person), Some(ava), "{typed}");
    }
    let both = world.casework.search(&sid(), &read_query("M26 1AB")).expect("a search");
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|one| one.matched.reasons.iter().any(|reason| reason.words == "Postcode the same")));
    assert!(world.casework.search(&sid(), &read_query("Nobody Else")).expect("a search").is_empty());
    let numbered = world.casework.search(&sid(), &read_query("PX100482")).expect("a search");
    assert!(numbered[0].matched.score >= 75);
}

#[test]
fn an_administrator_sees_and_does_none_of_it() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let contact = world.contact("2026-11-16T08:00", &[ava]);
    let draft = world.casework.open_draft(&sid(), "contact", &[], Default::default()).expect("a draft");
    let board = world.casework.board(&sid()).expect("the board");
    let (casework, ada) = (&world.casework, ada());
    let given = Reassignment { key: "x".into(), children: vec![ava], to: "wyn".into(), handover: String::new() };
    let refused = [
        casework.board(&ada).err(),
        casework.known_on_board(&ada, &board).err(),
        casework.arrived_since(&ada, casework.now()).err(),
        casework.claim(&ada, contact, true).err(),
        casework.contact(&ada, contact).err(),
        casework.my_day(&ada).err(),
        casework.search(&ada, &read_query("Ava Brook")).err(),
        casework.draft_people(&ada, draft).err(),
        casework.name_in_draft(&ada, draft, ava).err(),
        casework.name_new_in_draft(&ada, draft, "k", &NewPerson::default()).err(),
        casework.unname_in_draft(&ada, draft, ava).err(),
        casework.reassign(&ada, &given).err(),
        casework.team_page(&ada, &TeamId::from("east"), None).err(),
    ];
    for (index, problem) in refused.into_iter().enumerate() {
        assert_eq!(problem, Some(Problem::NotAllowed), "number {index}");
    }
}

#[test]
fn done_today_is_what_somebody_wrote_whoever_the_child_is_allocated_to() {
    let world = World::new();
    let ava = world.person("Ava", "Brook", "2015-06-04");
    let allocation = json!({ "from": "2026-11-16T08:00", "team": "east", "worker": "wyn" });
    world.record(&may(), "allocation", &[ava], allocation);
    world.pass(24 * 60);
    let ash = actor("ash", Role::SocialWorker, "east");
    let note = |subject: &str| json!({ "when": "2026-11-17T08:00", "subject": subject, "words": "Rang home" });
    let first = world.record(&ash, "case_note", &[ava], note("Call"));
    world.pass(5);
    let second = world.record(&ash, "case_note", &[ava], note("Another call"));
    let done = |who: &Actor| world.casework.my_day(who).expect("work").done;
    let kept: Vec<RecordId> = done(&ash).iter().map(|one| one.record).collect();
    assert_eq!(kept, [second, first], "the latest first, of a child who is another worker's");
    assert_eq!(done(&ash)[0].people, ["Ava Brook"]);
    assert!(done(&may()).is_empty(), "what was done yesterday is not done today");
    world.pass(5);
    world.casework.withdraw(&may(), first, "Written in the wrong file").expect("withdrawn");
    let theirs = done(&may());
    assert!(
        matches!(theirs.as_slice(), [one] if one.record == first && matches!(one.status, Status::Withdrawn { .. }))
    );
    assert_eq!(done(&ash).len(), 2, "what somebody else withdrew, they still wrote");
}
