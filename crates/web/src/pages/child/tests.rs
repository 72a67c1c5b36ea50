use super::example::{self, AMARA, KOFI};
use super::*;
use casework::{Actor, Casework, Role};
use jiff::civil::date;
use practice::episode::Stage;
use practice::moment::Moment;
use practice::people::WhatMattersNow;
use practice::record::Records;

/// Casework over an invented family kept in memory.
pub(crate) fn casework() -> Casework {
    let store = store::open("memory:").expect("memory");
    fill(store.as_ref());
    Casework::new(store, || example::instant(example::TODAY.date)).expect("casework")
}

/// Puts the family into a store.
pub(crate) fn fill(store: &dyn store::Store) {
    let (teams, staff) = example::staff();
    store.put_staff(&teams, &staff).expect("staff");
    let revisions = example::revisions();
    let forms = casework::finish::forms_of(&revisions).into_values().collect();
    let people = [AMARA, KOFI, example::GRACE, example::ABENA];
    let rules = practice::journey::Rules::default();
    let summaries = casework::finish::summaries(&rules, &people, revisions.clone(), &[]);
    store.load(store::Change { revisions, forms, summaries, ..store::Change::default() }).expect("loaded");
}

pub(crate) fn actor() -> Actor {
    Actor::new("priya", "Priya Shah", Role::SocialWorker, None)
}

fn overview(file: &File) -> String {
    overview::view(file, practice::calendar::Calendar::england()).into_string()
}

#[test]
fn what_was_just_recorded_is_said_and_nothing_else_from_the_address() {
    assert_eq!(said("visit").as_deref(), Some("Visit recorded"));
    assert_eq!(said("restriction").as_deref(), Some("Who may know of this child was changed."));
    assert_eq!([said(""), said("Ring 0800 00 00 now")], [None, None]);
}

#[test]
fn what_the_returns_want_stands_below_what_is_due_and_what_was_seen() {
    let file = casework().file(&actor(), AMARA, casework::file::AsAt::Now).expect("a file");
    let page = overview(&file);
    let at = |id: &str| page.find(id).unwrap_or_else(|| panic!("{id} is not on the page"));
    assert!(at("id=\"clocks\"") < at("id=\"mend\""), "the returns stand above the clocks");
}

#[test]
fn the_next_visit_is_when_the_child_is_to_be_visited_and_not_what_is_to_be_seen_then() {
    let mut file = casework().file(&actor(), AMARA, casework::file::AsAt::Now).expect("a file");
    let id = |file: &File| overview::next_visit(&file.journey).map(|run| run.clock.id);
    assert_eq!(id(&file), Some("CLK-CP-07"));
    // The bedroom was to be seen long ago, and is still no visit.
    let long_ago = Moment::at(date(2026, 1, 5), 9, 0);
    let bedroom = |run: &&mut practice::clock::Run| run.clock.id == "CLK-CP-11";
    file.journey.clocks.iter_mut().find(bedroom).expect("the bedroom has a clock").due = long_ago;
    assert_eq!(id(&file), Some("CLK-CP-07"));
}

#[test]
fn every_record_of_the_example_is_read_by_its_form() {
    let records = Records::read(example::revisions());
    let faults: Vec<String> =
        records.standing().unreadable().map(|(entry, fault)| format!("{entry:?}: {fault}")).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_a_brother_said_is_in_no_page_of_his_sisters_file() {
    let secret = "hides his toast under the bed";
    let visit = record::example_page(17);
    assert!(record::view(&visit, Some(KOFI), Some("x")).into_string().contains(secret));
    assert!(!record::view(&visit, Some(AMARA), Some("x")).into_string().contains(secret));
    let file = example::file(AsAt::Now);
    for sample in samples().iter().filter(|sample| sample.name != "record-several-children") {
        assert!(!sample.markup.0.contains(secret), "{}", sample.name);
        assert!(!sample.markup.0.contains("whether he must move"), "{}", sample.name);
    }
    assert!(overview(&file).contains("I do the breakfast so Kofi is not sad."));
}

#[test]
fn a_visit_written_down_late_was_true_before_it_was_known() {
    let casework = casework();
    let day = Moment::day(date(2026, 10, 5));
    let seen = "1 October 2026 at 3:45pm";
    let file = |as_at| casework.file(&actor(), AMARA, as_at).expect("file");
    let (now, then, knew) = (file(AsAt::Now), file(AsAt::TrueOn(day)), file(AsAt::KnownBy(day)));
    assert!(overview(&then).contains(seen));
    assert!(!overview(&knew).contains(seen));
    assert!(record_list::view(&then, "visit", "", "").into_string().contains("1 October 2026"));
    assert!(!record_list::view(&then, "visit", "", "").into_string().contains("12 November 2026"));
    assert!(!record_list::view(&knew, "visit", "", "").into_string().contains("1 October 2026"));
    assert!(record_list::view(&now, "visit", "", "").into_string().contains("12 November 2026"));
}

#[test]
fn links_within_a_file_stay_as_at_the_same_day() {
    let day = Moment::day(date(2026, 10, 5));
    assert_eq!(keep(AsAt::Now, "/x"), "/x");
    assert_eq!(keep(AsAt::TrueOn(day), "/x?kind=visit#a"), "/x?kind=visit&as_at=2026-10-05&view=true#a");
    let asked = |as_at: &str, view: &str| {
        Asked { as_at: as_at.into(), view: view.into(), ..Asked::default() }.as_at(date(2026, 11, 17))
    };
    assert_eq!(asked("2026-10-05", "known"), Ok(AsAt::KnownBy(day)));
    assert_eq!(asked("2026-10-05", ""), Ok(AsAt::TrueOn(day)));
    assert_eq!(asked("", "known"), Ok(AsAt::Now));
    assert!(asked("soon", "known").is_err(), "what is not a day is never read as today");
    assert!(asked("2026-02-31", "true").is_err());
    let boxes = Asked { day: "5".into(), month: "10".into(), year: "2026".into(), ..Asked::default() };
    assert_eq!(boxes.as_at(date(2026, 11, 17)), Ok(AsAt::TrueOn(day)), "typed in three boxes");
    assert!(
        asked("2026-11-17", "known").is_ok() && asked("2026-11-18", "known").is_err(),
        "no day that is still to come"
    );
}

#[test]
fn an_old_record_is_shown_by_the_form_of_its_day() {
    let mut page = record::example_page(17);
    let latest = page.revisions.last().expect("one").clone();
    let today = record::view(&page, Some(AMARA), Some("x")).into_string();
    assert!(today.contains("When was the visit?"));
    let json = serde_json::to_string(page.form_of(&latest).expect("form").as_ref()).expect("json");
    let old = json.replace("When was the visit?", "Date and time of statutory visit");
    page.forms.insert(latest.form.clone(), serde_json::from_str(&old).expect("form"));
    let then = record::view(&page, Some(AMARA), Some("x")).into_string();
    assert!(then.contains("Date and time of statutory visit"));
    assert!(!then.contains("When was the visit?"));
}

#[test]
fn a_correction_shows_both_answers_and_why() {
    let page = record::view(&record::example_page(19), Some(AMARA), Some("x")).into_string();
    for words in
        ["Grace showed me the club letter.", "Grace showed me the school&#39;s letter.", "Why: The club letter"]
    {
        let plain = words.replace("&#39;", "'");
        assert!(page.contains(words) || page.contains(&plain), "{words}");
    }
}

#[test]
fn what_matters_is_marked_once_it_is_old() {
    let mut file = example::file(AsAt::Now);
    assert!(!overview(&file).contains("More than 90 days old"));
    file.journey.on = Moment::day(date(2027, 2, 1));
    assert!(overview(&file).contains("More than 90 days old"));
}

#[test]
fn what_matters_says_that_a_plan_ended_after_it_was_written() {
    let mut file = example::file(AsAt::Now);
    let written = file.records.standing().of_kind::<WhatMattersNow>().next_back().expect("one").written;
    assert!(!overview(&file).contains("Written before"));
    let ended = Moment::day(written.date.tomorrow().expect("a day"));
    let plan = file.journey.episodes.iter_mut().find(|one| one.stage == Stage::ProtectionPlan).expect("a plan");
    plan.closed = Some((ended, plan.opened_by));
    file.journey.on = ended;
    assert!(overview(&file).contains("Written before the child protection plan ended"));
}

#[test]
fn a_familys_chronology_marks_a_brothers_entry_and_the_court_sees_no_internal_one() {
    use practice::oversight::ChronologyVersion::{Court, Internal};
    let found = casework().with_siblings(&actor(), AMARA, AsAt::Now).expect("family");
    let whats = |family, version| -> Vec<String> {
        chronology::lines(&found, family, version).into_iter().map(|line| line.what).collect()
    };
    assert_eq!(whats(false, Internal).len(), 1);
    assert_eq!(whats(true, Internal).len(), 2);
    assert_eq!(whats(true, Court), whats(false, Internal));
    let kofis = chronology::lines(&found, true, Internal).into_iter().find(|line| !line.of.is_empty()).expect("his");
    assert_eq!(kofis.of, [KOFI]);
}

#[test]
fn the_room_never_reads_what_was_confidential_to_some() {
    let secret = "Police intelligence";
    assert!(record::view(&record::example_page(15), Some(AMARA), Some("x")).into_string().contains(secret));
    for sample in minutes::samples().iter().chain(&plan_copy::samples()).chain(&meetings::samples()) {
        assert!(!sample.markup.0.contains(secret), "{}", sample.name);
    }
    assert!(minutes::samples()[0].markup.0.contains("I want Mum to wake up before us."));
}

#[test]
fn plans_show_what_moved_and_warn_of_too_many_actions() {
    let page = plans::view(&example::file(AsAt::Now), "x").into_string();
    for words in
        ["What moved since the plan of 22 September 2026", "Sunday with Nana, every week", "Nine days out of ten"]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("actions are open"));
    let crowded = plans::samples().into_iter().find(|one| one.name == "child-plans-crowded").expect("crowded");
    assert!(crowded.markup.0.contains("9 actions are open"));
}

#[test]
fn every_address_can_be_told_from_every_other() {
    let app = App {
        casework: std::sync::Arc::new(casework()),
        council: "Ashcombe Council".into(),
        sign_ins: Vec::new().into(),
        site: crate::session::Site::default(),
    };
    // Two routes that clash stop the program when it starts.
    drop(crate::pages::router(app));
}

#[test]
fn a_journey_links_every_mark_and_names_what_is_not_recorded() {
    let file = example::file(AsAt::Now);
    let page = journey::view(&file, &journey::Wanted::default()).into_string();
    for record in [15, 17, 18, 19] {
        assert!(page.contains(&format!("/records/{}?child={AMARA}", example::record(record))), "{record}");
    }
    let empty = page.split("Nothing is recorded under: ").nth(1).and_then(|rest| rest.split('.').next());
    let empty = empty.expect("what is not recorded");
    assert!(empty.contains("Missing") && !empty.contains("Child protection plan"), "{empty}");
}

#[test]
fn the_overview_and_a_crowded_journey_keep_their_weight() {
    for (name, most) in [("child-overview", 45), ("child-journey-crowded", 100)] {
        let sample = samples().into_iter().find(|one| one.name == name).expect("sample");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::Write::write_all(&mut packed, sample.markup.0.as_bytes()).expect("packed");
        let weight = packed.finish().expect("packed").len();
        assert!(weight > 1000 && weight <= most * 1024, "{name} weighs {weight} bytes");
    }
}

#[test]
fn a_family_reaches_its_grandparents_and_says_who_is_not_known() {
    let found = casework().family(&actor(), AMARA, AsAt::Now).expect("family");
    let page = family::view(&found).into_string();
    for words in
        ["Abena Mensah", "Grandparents", "Father: not known (asked: Grace Osei, 1 June 2026)", "Nana makes us laugh."]
    {
        assert!(page.contains(words), "{words}");
    }
    // Her grandmother was first recorded on 1 July.
    let day = Moment::day(date(2026, 6, 15));
    let knew = casework().family(&actor(), AMARA, AsAt::KnownBy(day)).expect("family");
    assert!(!family::view(&knew).into_string().contains("Nana makes us laugh."));
}

#[test]
fn generations_follow_ties_whichever_way_they_are_told() {
    use practice::people::Kinship::{Grandparent, Mother, Sibling};
    let (aunt, nan) = (KOFI, example::ABENA);
    let ties = [(aunt, Sibling, example::GRACE), (example::GRACE, Mother, AMARA), (nan, Grandparent, AMARA)];
    let rows = family::by_generation(AMARA, &ties);
    assert_eq!(rows[&-2], [nan].into());
    assert_eq!(rows[&-1], [aunt, example::GRACE].into());
    assert_eq!(rows[&0], [AMARA].into());
}

pub(crate) fn running() -> (App, Signed) {
    let app = App {
        casework: std::sync::Arc::new(casework()),
        council: "Ashcombe Council".into(),
        sign_ins: Vec::new().into(),
        site: crate::session::Site::default(),
    };
    (app, Signed::sample(actor()))
}

fn typed<T: serde::de::DeserializeOwned>(form: serde_json::Value) -> axum::extract::Form<T> {
    axum::extract::Form(serde_json::from_value(form).expect("a form"))
}

#[tokio::test]
async fn progress_typed_on_a_plan_is_on_its_page_and_sent_twice_is_kept_once() {
    use axum::extract::{Path, State};
    let (app, signed) = running();
    let plan = example::record(21);
    let form = || {
        let pairs = [
            ("key", "k1".to_owned()),
            ("save", format!("{plan}.a3")),
            (&format!("state.{plan}.a3"), "done".to_owned()),
            (&format!("note.{plan}.a3"), "She slept till nine.".to_owned()),
        ];
        axum::extract::Form(pairs.map(|(name, value)| (name.to_owned(), value)).to_vec())
    };
    for _ in 0..2 {
        let reply = plans::progress(State(app.clone()), signed.clone(), Path(AMARA), form()).await;
        assert!(reply.is_ok_and(|reply| reply.status().is_redirection()));
    }
    let file = app.casework.file(&actor(), AMARA, AsAt::Now).expect("file");
    assert!(plans::view(&file, "x").into_string().contains("She slept till nine."));
    let kept = file.records.latest().filter(|entry| entry.kind == "action_progress").count();
    assert_eq!(kept, 2, "one of the example, one typed");
    // Words beside another action are kept by whichever button is pressed.
    let both = [
        ("key".to_owned(), "k3".to_owned()),
        ("save".to_owned(), format!("{plan}.a3")),
        (format!("state.{plan}.a3"), "done".to_owned()),
        (format!("note.{plan}.a2"), "Nana says so too.".to_owned()),
        (format!("state.{plan}.a2"), "under_way".to_owned()),
    ];
    let reply =
        plans::progress(State(app.clone()), signed.clone(), Path(AMARA), axum::extract::Form(both.to_vec())).await;
    assert!(reply.is_ok());
    let file = app.casework.file(&actor(), AMARA, AsAt::Now).expect("file");
    assert!(plans::view(&file, "x").into_string().contains("Nana says so too."));
    let gone = vec![("key".to_owned(), "k2".to_owned()), ("save".to_owned(), format!("{plan}.a9"))];
    let other = axum::extract::Form(gone);
    assert!(plans::progress(State(app), signed, Path(AMARA), other).await.is_err());
}

#[tokio::test]
async fn a_record_is_added_to_the_chronology_and_an_issued_version_stays_as_it_was() {
    use axum::extract::{Path, State};
    let (app, signed) = running();
    let issue = typed(serde_json::json!({ "key": "i1", "to": "The court", "version": "court", "whose": "" }));
    assert!(chronology_add::issue(State(app.clone()), signed.clone(), Path(AMARA), issue).await.is_ok());
    let add = typed(serde_json::json!({
        "key": "c1", "when-day": "12", "when-month": "11", "when-year": "2026", "what": "Mornings are changing",
        "impact": "She rests", "audience": "all",
    }));
    let at = Path((AMARA, example::record(19)));
    assert!(chronology_add::add(State(app.clone()), signed.clone(), at, add).await.is_ok());
    let found = app.casework.with_siblings(&actor(), AMARA, AsAt::Now).expect("family");
    let lines = chronology::lines(&found, false, practice::oversight::ChronologyVersion::Court);
    assert_eq!(
        lines.last().map(|line| (line.what.as_str(), line.source)),
        Some(("Mornings are changing", Some(example::record(19))))
    );
    let standing = found.file.records.standing();
    let issued = standing.of_kind::<practice::oversight::ChronologyIssued>().next().expect("issued");
    assert!(issued.entries.contains("bare kitchen") && !issued.entries.contains("Mornings are changing"));
}

#[tokio::test]
async fn someone_new_joins_the_family_with_one_form() {
    use axum::extract::{Path, State};
    let (app, signed) = running();
    let form = || {
        typed(serde_json::json!({
            "key": "f1", "who": "new", "given": "Yaw", "family": "Boateng", "born": "1990", "is_the": "father",
            "of": AMARA, "responsible": "not_known", "told_by": "Abena Mensah, 20 November 2026",
        }))
    };
    for _ in 0..2 {
        assert!(family_add::save(State(app.clone()), signed.clone(), Path(AMARA), form()).await.is_ok());
    }
    let found = app.casework.family(&actor(), AMARA, AsAt::Now).expect("family");
    let page = family::view(&found).into_string();
    assert!(page.contains("Yaw Boateng") && !page.contains("Father: not known"));
    let fathers =
        found.file.journey.person.relationships.iter().filter(|tie| tie.is_the == practice::people::Kinship::Father);
    assert_eq!(fathers.count(), 1);
    let none = typed(serde_json::json!({ "key": "f2", "who": "", "is_the": "father" }));
    let reply = family_add::save(State(app), signed, Path(AMARA), none).await;
    assert!(reply.is_ok_and(|page| page.status().is_success()), "the form again");
}

#[test]
fn the_family_is_drawn_with_those_not_known_and_without_an_address_kept_safe() {
    let found = casework().family(&actor(), AMARA, AsAt::Now).expect("family");
    let standing = found.network.standing();
    let ties: Vec<_> = standing.of_kind::<Relationship>().collect();
    let drawn = family_drawing::drawing(&found, &ties);
    let names: Vec<&str> = drawn.people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    assert!(names.contains(&"Father") && names.contains(&"Abena Mensah"));
    let unknown = drawn.people.iter().find(|one| one.name == "Father").expect("father");
    assert_eq!(unknown.note.as_deref(), Some("not known (asked: Grace Osei, 1 June 2026)"));
    let labels: Vec<&str> = drawn.households.iter().map(|home| home.label.as_str()).collect();
    assert_eq!(labels, ["Address kept safe"]);
    assert!(drawn.others.is_empty(), "brother and sister hang from their mother's line");
}

#[test]
fn words_are_found_in_what_a_record_says_of_this_child_and_not_of_a_brother() {
    let file = example::file(AsAt::Now);
    let found = |words: &str| record_list::view(&file, "", words, "").into_string();
    assert!(!found("breakfast Kofi").contains("0 of this child's records"));
    assert!(
        found("toast under the bed").contains("0 of this child&#39;s records")
            || found("toast under the bed").contains("0 of this child's records")
    );
    assert!(found("").contains("Words in this child's record"));
}

/// What a page of a past day must not hold: a way to write.
fn writing(page: &str) -> Option<&'static str> {
    let search_of_words = r#"method="post" action="/children/"#;
    let posts = page.matches(r#"method="post""#).count();
    let finds = page.matches(search_of_words).filter(|_| page.contains(r#"name="words""#)).count();
    match () {
        () if page.contains("/new/") => Some("a link to a new record"),
        () if page.contains("/chronology/add/") => Some("a link to add to the chronology"),
        () if page.contains("/amend") || page.contains("/withdraw") => Some("a correction"),
        () if page.contains("/drafts/") => Some("a draft"),
        () if posts > finds.min(1) => Some("a form that is sent"),
        () => None,
    }
}

#[test]
fn a_past_view_offers_no_writing_and_knows_no_later_kind() {
    let day = Moment::day(date(2026, 10, 5));
    let calendar = practice::calendar::Calendar::england();
    let casework = casework();
    let pages = |as_at| -> Vec<(&'static str, String)> {
        let file = casework.file(&actor(), AMARA, as_at).expect("file");
        let family = casework.family(&actor(), AMARA, as_at).expect("family");
        let found = casework.with_siblings(&actor(), AMARA, as_at).expect("siblings");
        let drawn = [
            ("overview", overview::view(&file, calendar)),
            ("record", record_list::view(&file, "", "", "x")),
            ("journey", journey::view(&file, &journey::Wanted::default())),
            ("chronology", chronology::view(&found, &chronology::Wanted::default(), "x")),
            ("family", family::view(&family)),
            ("plans", plans::view(&file, "x")),
            ("meetings", meetings::view(&file, calendar)),
        ];
        drawn.into_iter().map(|(name, page)| (name, page.into_string())).collect()
    };
    let now = pages(AsAt::Now);
    let written = now.iter().filter(|(_, page)| writing(page).is_some()).count();
    assert!(written >= 5, "the check finds the writing of {written} pages of today");
    let mut looked = 0;
    for as_at in [AsAt::TrueOn(day), AsAt::KnownBy(day)] {
        for (name, page) in pages(as_at) {
            assert_eq!(writing(&page), None, "{name} as at {as_at:?}");
            let records = page.split("/records/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
            for href in records {
                assert!(href.contains("as_at=2026-10-05"), "{name}: {href} leads back to today");
            }
            looked += 1;
        }
    }
    let kinds = |as_at| {
        let page = record_list::view(&casework.file(&actor(), AMARA, as_at).expect("file"), "", "", "x").into_string();
        page.matches("<option").count()
    };
    let first = Moment::day(date(2026, 6, 15));
    assert!(kinds(AsAt::TrueOn(first)) < kinds(AsAt::Now));
    println!("n = {looked} pages of a past day offer no writing");
}

/// The example before its conference was held, with more records.
fn before_the_conference(more: &[(&str, Moment, serde_json::Value)]) -> File {
    let mut revisions = example::revisions();
    let booked = revisions.iter().find(|one| one.id == example::record(14)).expect("booked").clone();
    revisions.retain(|one| one.kind != "conference");
    for (number, (kind, about, body)) in (900..).zip(more) {
        revisions.push(practice::record::Revision {
            id: example::record(number),
            kind: (*kind).to_owned(),
            about: *about,
            body: body.clone(),
            ..booked.clone()
        });
    }
    example::file_of(AMARA, revisions, AsAt::Now)
}

#[test]
fn a_booked_conference_lists_what_is_recorded_and_what_is_missing() {
    let calendar = practice::calendar::Calendar::england();
    let page = |file: &File| meetings::view(file, calendar).into_string();
    let bare = page(&before_the_conference(&[]));
    for words in [
        "Before the meeting: ",
        "Room: Town Hall, room 2.",
        "Not heard from: ",
        "is not recorded as shared with the family",
        "No report is recorded from: ",
    ] {
        assert!(bare.contains(words), "{words}");
    }
    let booking = example::record(14).to_string();
    let reply = |agency: &str, coming: &str| {
        serde_json::json!({ "replied": "2026-09-08", "conference": booking, "agency": agency,
            "name": "Sam Reed", "coming": coming, "report": true })
    };
    let on = |day: i8| Moment::day(date(2026, 9, day));
    let shared = |day: &str| serde_json::json!({ "on": day, "what": "report_to_family", "to": "Grace" });
    let full = page(&before_the_conference(&[
        ("conference_reply", on(8), reply("school", "yes")),
        ("conference_reply", on(8), reply("police", "report_only")),
        ("circulation", on(9), shared("2026-09-09")),
    ]));
    for words in
        ["Coming: Sam Reed (", "Report only: Sam Reed (", "Every agency invited has sent its report.", "Shared on 9"]
    {
        assert!(full.contains(words), "{words}");
    }
    assert!(!full.contains("Not heard from") && !full.contains("later than it should be"));
    assert!(bare.contains("Before the meeting: 3 of 7 still to do") && full.contains("everything is recorded"));
    let late = page(&before_the_conference(&[("circulation", on(14), shared("2026-09-14"))]));
    assert!(late.contains("later than it should be"), "one working day before is too late");
}

#[test]
fn the_familys_copy_says_how_long_and_how_hard_it_is() {
    let find = |name: &str| samples().into_iter().find(|one| one.name == name).expect("sample").markup.0;
    let (plain, long) = (find("plan-family-copy"), find("plan-family-copy-long"));
    assert!(plain.contains("2 sides") && !plain.contains("The longest sentences"));
    for words in ["3 sides", "Reading age about ", "Aim for 11", "The longest sentences", "does not say what happens"] {
        assert!(long.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_plan_is_printed_for_each_child_and_the_print_is_a_look() {
    use axum::extract::{Path, Query, State};
    let (app, signed) = running();
    let found = app.casework.with_siblings(&actor(), AMARA, AsAt::Now).expect("family");
    let wanted = chronology::Wanted::default();
    let paper = chronology_print::standing(&found, &wanted, Moment::day(date(2026, 11, 20)));
    let court = chronology_print::standing(
        &found,
        &chronology::Wanted::sample("family", "court", "newest"),
        found.file.journey.on,
    );
    let dates = |document: &print::Document| -> Vec<String> {
        let tables = document.blocks.iter().filter_map(|one| match one {
            print::Block::Table(table) => Some(table.rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>()),
            _ => None,
        });
        tables.flatten().collect()
    };
    assert_eq!(dates(&paper).len(), 1);
    assert_eq!(
        dates(&court),
        dates(&paper),
        "the court sees no internal entry, and the order asked for is not on paper"
    );
    let asked = || Query(Asked::default());
    let reply = chronology_print::now(State(app.clone()), signed, Path(AMARA), asked(), Query(wanted)).await;
    let reply = reply.unwrap_or_else(|_| panic!("not printed"));
    assert_eq!(reply.headers()["content-type"], "application/pdf");
    let looks = app.casework.looks(&actor(), AMARA, None).expect("looks");
    assert_eq!(looks.looks.iter().filter(|look| look.entry.action == "print").count(), 1);
}
