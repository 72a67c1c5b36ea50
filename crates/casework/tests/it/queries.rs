//! No page asks the store once for each row: as many statements for a large family and authority as for a small one.

mod place;

use casework::Done;
use casework::allocate::Reassignment;
use casework::file::AsAt;
use casework::finish::Finished;
use place::Place;
use practice::kinds;
use practice::matching::Query;
use store::Save;

/// Something asked or done, and how many statements it may take.
struct Asked {
    name: &'static str,
    most: u64,
    /// Does it, and says how many things it dealt with.
    does: fn(&Place) -> Done<usize>,
}

/// Statements taken, when there are as many at both sizes and no more than stated.
fn check(asked: &Asked, small: &Place, large: &Place) -> Result<u64, String> {
    let name = asked.name;
    let taken = |place: &Place| -> Result<(usize, u64), String> {
        let before = place.store.statements();
        let rows = (asked.does)(place).map_err(|problem| format!("{name}: {problem}"))?;
        Ok((rows, place.store.statements() - before))
    };
    let ((few, small), (many, large)) = (taken(small)?, taken(large)?);
    match () {
        () if few == 0 || many < few * 2 => Err(format!("{name}: {few} and {many} things are too few to compare")),
        () if small != large => Err(format!("{name}: {small} statements for {few} things, {large} for {many}")),
        () if large > asked.most => Err(format!("{name}: {large} statements, where {} are enough", asked.most)),
        () => Ok(large),
    }
}

const QUERIES: &[Asked] = &[
    Asked { name: "a child's file", most: 7, does: |at| Ok(at.file(AsAt::Now)?.records.revisions().len()) },
    Asked {
        name: "a child's file as it was known",
        most: 7,
        does: |at| Ok(at.file(AsAt::KnownBy(at.casework.today()))?.records.revisions().len()),
    },
    Asked {
        name: "one record and its history",
        most: 7,
        does: |at| Ok(at.casework.record(&at.manager, at.amended)?.forms.len()),
    },
    Asked {
        name: "who looked",
        most: 5,
        does: |at| Ok(at.casework.looks(&at.manager, at.children[0], None)?.looks.len()),
    },
    Asked {
        name: "a family",
        most: 12,
        does: |at| Ok(at.casework.family(&at.manager, at.children[0], AsAt::Now)?.network.revisions().len()),
    },
    Asked {
        name: "a child's file with brothers and sisters",
        most: 12,
        does: |at| Ok(at.casework.with_siblings(&at.manager, at.children[0], AsAt::Now)?.theirs.revisions().len()),
    },
    Asked { name: "the board", most: 3, does: |at| Ok(at.casework.board(&at.manager)?.lines.len()) },
    Asked {
        name: "the board with what is known",
        most: 6,
        does: |at| {
            let board = at.casework.board(&at.manager)?;
            Ok(at.casework.known_on_board(&at.manager, &board)?.values().filter(|known| !known.is_empty()).count())
        },
    },
    Asked {
        name: "contacts that arrived",
        most: 1,
        does: |at| at.casework.arrived_since(&at.manager, jiff::Timestamp::UNIX_EPOCH),
    },
    Asked {
        name: "a contact",
        most: 14,
        does: |at| {
            let page = at.casework.contact(&at.manager, at.contact)?;
            Ok(page.children.len().min(page.concern.contacts.len()))
        },
    },
    Asked { name: "my work", most: 4, does: |at| Ok(at.casework.my_work(&at.manager)?.tasks.len()) },
    Asked {
        name: "my day",
        most: 8,
        does: |at| {
            let day = at.casework.my_day(&at.manager)?;
            Ok(day.drafts.len().min(day.contacts.len()).min(day.work.children.len()).min(day.done.len()))
        },
    },
    Asked { name: "my drafts", most: 1, does: |at| Ok(at.casework.my_drafts(&at.manager)?.len()) },
    Asked {
        name: "a team's work",
        most: 5,
        does: |at| Ok(at.casework.team_work(&at.manager, &at.team)?.0.children.len()),
    },
    Asked {
        name: "a team's page",
        most: 9,
        does: |at| {
            let page = at.casework.team_page(&at.manager, &at.team, Some(&at.manager.staff))?;
            Ok(page.workers.len().min(page.children.len()))
        },
    },
    Asked {
        name: "children with no worker",
        most: 1,
        does: |at| Ok(at.casework.unallocated(&at.manager, None)?.len()),
    },
    Asked {
        name: "search",
        most: 3,
        does: |at| {
            let query = Query { family: "Brook".into(), postcode: Some("BL9 0ZZ".into()), ..Query::default() };
            Ok(at.casework.search(&at.manager, &query)?.len())
        },
    },
    Asked {
        name: "earlier concern",
        most: 6,
        does: |at| {
            let now = at.casework.today();
            let concern = at.casework.earlier_concern(&at.manager, &at.children, now, Some(at.contact))?;
            Ok(concern.contacts.len())
        },
    },
    Asked { name: "a draft", most: 6, does: |at| Ok(at.casework.draft(&at.manager, at.draft)?.draft.people.len()) },
    Asked {
        name: "who a draft is about",
        most: 13,
        does: |at| Ok(at.casework.draft_people(&at.manager, at.draft)?.children.len()),
    },
    Asked {
        name: "what a new record starts from",
        most: 2,
        does: |at| Ok(at.casework.prefill(&at.manager, "visit", &at.children)?.len() * at.children.len()),
    },
    Asked {
        name: "people and records near",
        most: 3,
        does: |at| {
            let kind = kinds::find("screening_decision").expect("a kind");
            let near = at.casework.nearby(&at.manager, kind, &at.children)?;
            Ok(near.people.len().min(near.records.values().map(Vec::len).sum()))
        },
    },
];

const COMMANDS: &[Asked] = &[
    Asked {
        name: "answers saved at once",
        most: 6,
        does: |at| {
            let save = |number| Save { path: format!("concern.{number}"), value: "Late".into(), base: u64::MAX };
            let saves: Vec<Save> = (0..at.children.len()).map(save).collect();
            Ok(at.casework.save(&at.manager, at.draft, &saves)?.len())
        },
    },
    Asked {
        name: "a draft opened with what is known",
        most: 9,
        does: |at| {
            let known = at.casework.prefill(&at.manager, "case_note", &at.children)?;
            at.casework.open_draft(&at.manager, "case_note", &at.children, known).map(|_| at.children.len())
        },
    },
    Asked {
        name: "a draft's people changed",
        most: 7,
        does: |at| at.casework.set_people(&at.manager, at.draft, &at.children).map(|()| at.children.len()),
    },
    Asked {
        name: "a draft finished about many children",
        most: 28,
        does: |at| {
            let why = Some("As expected here");
            match at.casework.finish(&at.manager, at.ready, why, None)? {
                Finished::Record(_) => Ok(at.children.len()),
                other => panic!("not finished: {other:?}"),
            }
        },
    },
    Asked {
        name: "children given to a worker",
        most: 21,
        does: |at| {
            let to = at.manager.staff.clone();
            let given = Reassignment { key: "k".into(), children: at.children.clone(), to, handover: String::new() };
            at.casework.reassign(&at.manager, &given)
        },
    },
    Asked {
        name: "a record withdrawn",
        most: 21,
        does: |at| at.casework.withdraw(&at.manager, at.amended, "The wrong child").map(|()| at.children.len()),
    },
];

#[test]
fn pages_and_commands_take_as_many_statements_whatever_the_size() {
    let (small, large) = (Place::of(3), Place::of(30));
    let asked = QUERIES.iter().chain(COMMANDS);
    let taken = asked.map(|asked| (asked.name, check(asked, &small, &large)));
    let wrong: Vec<String> =
        taken.inspect(|taken| println!("{taken:?}")).filter_map(|(_, taken)| taken.err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn asking_once_for_each_row_is_caught() {
    let (small, large) = (Place::of(1), Place::of(10));
    let by_row = Asked {
        name: "each child's name by itself",
        most: 1_000,
        does: |at| at.children.iter().map(|child| Ok(at.casework.names_of(&[*child])?.people.len())).sum(),
    };
    let said = check(&by_row, &small, &large).expect_err("it asks once for each row");
    assert_eq!(said, "each child's name by itself: 1 statements for 1 things, 10 for 10");
    let nothing = Asked { name: "nothing", most: 1_000, does: |_| Ok(0) };
    assert!(check(&nothing, &small, &large).is_err(), "nothing to compare");
    let dear = Asked { name: "the board", most: 1, does: |at| Ok(at.casework.board(&at.manager)?.lines.len()) };
    assert!(check(&dear, &small, &large).is_err_and(|said| said.contains("where 1 are enough")));
}
