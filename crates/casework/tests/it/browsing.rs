//! Alerts about looks: too many in ten minutes, far more than colleagues open, and one's own family; and who closes them.

use crate::thread::{Authority, actor, named_after};
use casework::browsing::PROGRAM;
use casework::file::AsAt;
use casework::{Actor, Problem, Role};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use store::{LogEntry, Outcome, Staff, Team};

/// An authority where these people work, whose names are their ids too, beside one of each role.
fn authority(workers: &[(&str, Role)]) -> Authority {
    let authority = Authority::at(Moment::at(date(2026, 11, 16), 9, 0));
    let one = |(name, role): &(&str, Role)| Staff {
        id: (*name).into(),
        name: (*name).to_owned(),
        ..named_after(*role, "east")
    };
    let all: Vec<Staff> =
        Role::ALL.map(|role| named_after(role, "east")).into_iter().chain(workers.iter().map(one)).collect();
    authority.casework.put_staff(&[Team { id: "east".into(), name: "East".into() }], &all).unwrap();
    authority
}

fn children(authority: &Authority, count: usize) -> Vec<PersonId> {
    let by = actor(Role::Screener);
    (0..count).map(|number| authority.child(&by, &format!("Child{number}"), "2015-01-01")).collect()
}

fn look(at: Timestamp, by: &str, action: &str, child: PersonId) -> LogEntry {
    LogEntry { people: vec![child], ..LogEntry::new(at, &StaffId::from(by), action) }
}

/// Somebody opened these files just now.
fn opened(authority: &Authority, by: &str, files: &[PersonId]) {
    let now = authority.casework.now();
    let looks: Vec<LogEntry> = files.iter().map(|child| look(now, by, "view_file", *child)).collect();
    authority.casework.store().log(&looks).unwrap();
}

/// Who is unlike their colleagues, and in which words.
fn unlike(authority: &Authority) -> Vec<(String, String)> {
    let all = authority.casework.unlike_colleagues(&actor(Role::Auditor)).unwrap();
    all.into_iter().map(|one| (one.staff.0, one.words)).collect()
}

#[test]
fn s4_who_opens_far_more_than_colleagues_in_the_role_is_told_of() {
    let workers = ["Bea B", "Cal C", "Dee D", "Eve E", "Fay F"].map(|name| (name, Role::SocialWorker));
    let others = ["Gus G", "Hal H", "Ivy I"].map(|name| (name, Role::Auditor));
    let authority = authority(&[workers.as_slice(), &others].concat());
    let files = children(&authority, 40);
    // Colleagues opened 0, 2, 4, 6 and 8, the first of them called by the name of the role: half of them opened 4 or
    // fewer, and 19 would be unusual.
    for ((name, _), count) in workers[..4].iter().zip([2, 4, 6, 8]) {
        opened(&authority, name, &files[..count]);
    }
    // Of another role, where there are too few to say what is usual.
    for (name, _) in others {
        opened(&authority, name, &files);
    }
    // Their own, their team's, refused, of other kinds, long ago, and twice: none of these counts.
    let (own, team) = (files[30], files[31]);
    authority.given(own, "west", "Fay F");
    authority.given(team, "east", "Bea B");
    let now = authority.casework.now();
    let since = now - SignedDuration::from_hours(24 * 28);
    opened(&authority, "Fay F", &[own, team]);
    let refused = LogEntry { outcome: Outcome::Refused, ..look(now, "Fay F", "view_file", files[32]) };
    let not_counted = [
        refused,
        look(now, "Fay F", "search", files[33]),
        look(since - SignedDuration::from_secs(1), "Fay F", "view_file", files[34]),
    ];
    authority.casework.store().log(&not_counted).unwrap();
    opened(&authority, "Fay F", &files[..17]);
    opened(&authority, "Fay F", &files[..17]);
    authority.casework.store().log(&[look(now, "Fay F", "view_contact", files[17])]).unwrap();
    assert_eq!(unlike(&authority), [], "18 files are many, and not unusual");

    authority.casework.store().log(&[look(since, "Fay F", "view_record", files[18])]).unwrap();
    let told = unlike(&authority);
    let words = "19 files of children who are not theirs or their team's in 28 days. Half of the 5 others in the role \
                 opened 4 or fewer; 19 would be unusual.";
    assert_eq!(told, [("Fay F".to_owned(), words.to_owned())]);
    proof::say("S4", "beside colleagues", 19, "one more file than is usual is told of, and none before");
    assert_eq!(
        authority.casework.unlike_colleagues(&actor(Role::SocialWorker)).err(),
        Some(Problem::NotAllowed),
        "only those who see the log are told"
    );
}

#[test]
fn s4_where_all_open_as_few_ten_more_are_told_of_and_three_colleagues_are_too_few_to_say() {
    let names = ["Ada A", "Bea B", "Cal C", "Dee D", "Eve E"];
    for (count, files, told_of) in [(5, 11, false), (5, 12, true), (4, 12, false)] {
        let workers: Vec<(&str, Role)> = names[..count].iter().map(|name| (*name, Role::Fostering)).collect();
        let authority = authority(&workers[1..]);
        let some = children(&authority, files);
        // Whoever is called by the name of the role works there too, and opens as many as the others.
        for name in names[2..count].iter().chain(&[Role::Fostering.name()]) {
            opened(&authority, name, &some[..2]);
        }
        opened(&authority, names[1], &some);
        assert_eq!(!unlike(&authority).is_empty(), told_of, "{files} files, {} colleagues", count - 1);
    }
}

#[test]
fn s4_files_of_ones_own_family_name_are_told_of_however_few_hold_the_role() {
    let authority = authority(&[("Ada Brook", Role::Adoption), ("Bea Mill", Role::Adoption)]);
    let files = children(&authority, 3);
    opened(&authority, "Bea Mill", &files);
    assert_eq!(unlike(&authority), [], "the children are called Brook");
    opened(&authority, "Ada Brook", &files[..1]);
    let words = "1 of the files opened are of children with their own family name.";
    assert_eq!(unlike(&authority), [("Ada Brook".to_owned(), words.to_owned())]);
    authority.given(files[0], "west", "Ada Brook");
    assert_eq!(unlike(&authority), [], "a file that is their work is no news");
}

#[test]
fn s4_the_sixty_first_file_in_ten_minutes_raises_one_alert_which_somebody_else_closes() {
    let authority = authority(&[]);
    let casework = &authority.casework;
    let (worker, auditor) = (actor(Role::SocialWorker), actor(Role::Auditor));
    let files = children(&authority, 63);
    let open = |child: &PersonId| drop(casework.file(&worker, *child, AsAt::Now).unwrap());
    files[..60].iter().for_each(open);
    for child in &files {
        let draft = casework.open_draft(&worker, "case_note", &[*child], Default::default()).unwrap();
        casework.draft(&worker, draft).unwrap();
    }
    assert_eq!(casework.alerts(&auditor).unwrap(), [], "writing is not browsing");
    files[60..].iter().for_each(open);
    let alerts = casework.alerts(&auditor).unwrap();
    let words: Vec<&str> = alerts.iter().map(|one| one.words.as_str()).collect();
    assert_eq!(words, ["social_worker opened 61 different files within ten minutes; pages now answer slowly."]);
    assert_eq!((alerts[0].at, &alerts[0].closed), (casework.now(), &None));

    let first = alerts[0].seq;
    assert_eq!(casework.close_alert(&worker, first, "Nothing"), Err(Problem::NotAllowed));
    assert_eq!(casework.close_alert(&auditor, first + 1_000, "Nothing"), Err(Problem::NotFound));
    assert!(matches!(casework.close_alert(&auditor, first, " "), Err(Problem::Refused(_))));
    casework.close_alert(&auditor, first, "Looked for a sibling group").unwrap();
    let closed = &casework.alerts(&auditor).unwrap()[0].closed;
    assert_eq!(closed.as_deref(), Some(format!("Looked for a sibling group ({})", auditor.name).as_str()));
    assert!(matches!(casework.close_alert(&auditor, first, "Again"), Err(Problem::Refused(_))));

    // One about oneself is closed by somebody else, and trying is an alert too.
    let about = LogEntry { why: "auditor opened 61 different files.".into(), ..look_of_nobody(casework.now()) };
    casework.store().log(&[about]).unwrap();
    let own = casework.alerts(&auditor).unwrap()[0].seq;
    assert_eq!(casework.close_alert(&auditor, own, "It was my work"), Err(Problem::NotAllowed));
    let now = casework.alerts(&auditor).unwrap();
    let open: Vec<&str> = now.iter().filter(|one| one.closed.is_none()).map(|one| one.words.as_str()).collect();
    assert_eq!(open, ["auditor tried to close an alert about themselves.", "auditor opened 61 different files."]);
    let other = Actor { staff: "another".into(), ..auditor.clone() };
    casework.close_alert(&other, own, "It was").unwrap();
    let closed = casework.alerts(&auditor).unwrap().into_iter().find(|one| one.seq == own).unwrap().closed;
    assert!(closed.is_some_and(|found| found.starts_with("It was (")));
}

fn look_of_nobody(at: Timestamp) -> LogEntry {
    LogEntry::new(at, &StaffId::from(PROGRAM), "alert")
}
