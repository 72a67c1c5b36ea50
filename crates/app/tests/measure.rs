//! `goldthread measure`, as an analyst meets it.

#[path = "../../measures/benches/made/mod.rs"]
mod made;
mod program;

use calamine::{Data, Reader, Xlsx, open_workbook};
use facts::Facts;
use facts::tables::{CinEpisode, Contact, EarlyHelpEpisode, Involvement, Professional};
use program::{goldthread, sample};
use std::path::Path;

/// Writes facts as a folder of tables.
fn folder(facts: &Facts, at: &Path) {
    std::fs::create_dir_all(at).unwrap();
    facts::csv::write_all(facts, |table| std::fs::File::create(at.join(format!("{table}.csv")))).unwrap();
}

fn ran(facts: &Facts, more: &[&str]) -> (tempfile::TempDir, String) {
    let place = tempfile::tempdir().unwrap();
    let (from, out) = (place.path().join("tables"), place.path().join("report"));
    folder(facts, &from);
    let [from, out] = [from, out].map(|path| path.display().to_string());
    let (code, said, why) = goldthread(&[&["measure", "--from", &from, "--out", &out], more].concat());
    assert_eq!(code, Some(0), "{said}{why}");
    (place, said)
}

fn read(place: &tempfile::TempDir, name: &str) -> String {
    std::fs::read_to_string(place.path().join("report").join(name)).unwrap()
}

/// The cells of every sheet.
fn sheets(place: &tempfile::TempDir) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = open_workbook(place.path().join("report/measures.xlsx")).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let formulas = book.worksheet_formula(&name).unwrap();
            assert!(formulas.used_cells().next().is_none(), "{name} has a formula");
            let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
            (name, rows)
        })
        .collect()
}

#[test]
fn a_folder_of_tables_becomes_a_report() {
    let facts = made::facts(1, 3);
    let more =
        ["--authority", "Bury", "--residents", "2024=43000", "--districts", "BL8,BL9,M25", "--as-at", "2026-03-31"];
    let (place, said) = ran(&facts, &more);
    assert!(said.contains("tables of the Standard Safeguarding Dataset"), "{said}");
    assert!(said.contains("As at 2026-03-31: "), "{said}");
    let waiting = measures::all().iter().filter(|one| one.built().is_none()).count();
    assert!(waiting > 0 && said.contains(&format!("{waiting} wait for a record")), "{said}");

    let mut csv = csv::Reader::from_reader(read(&place, "measures.csv").into_bytes().leak() as &[u8]);
    let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 227);
    let contacts = rows.iter().find(|row| &row[0] == "IND-FD-01").unwrap();
    let march = facts.contacts.iter().filter_map(|one| one.cont_contact_date);
    let march = march.filter(|day| (day.year(), day.month()) == (2026, 3)).count();
    assert!(march > 50, "{march}");
    assert_eq!(&contacts[2], march.to_string());
    assert_eq!((&contacts[7], &contacts[8], &contacts[11]), ("2026-03-01", "2026-03-31", "yes"));
    let rate = rows.iter().find(|row| &row[0] == "IND-LAC-02").unwrap();
    assert_eq!(&rate[14], "43000 in mid-2024 (given on the command line: 2024=43000)");

    let page = read(&place, "report.html");
    for words in [
        "<h2>Front door</h2>",
        "id=\"IND-FD-07\"",
        "Contacts received",
        "<svg role=\"img\"",
        "With a day",
        "What it is",
        "no significant change",
    ] {
        assert!(page.contains(words), "{words}");
    }
    // One file, and nobody in it.
    for not in ["http:", "https:", "src=", "<script", "c1234", "The list ("] {
        assert!(!page.contains(not), "{not}");
    }
    let sheets = sheets(&place);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Definitions", "Figures", "Months", "Completeness"]);
    assert_eq!((sheets[0].1.len(), sheets[1].1.len()), (228, 228));
    println!("{} months, {} KB of page", sheets[2].1.len() - 1, page.len() / 1024);
}

#[test]
fn lists_are_there_when_they_are_asked_for() {
    let (place, _) = ran(&made::facts(1, 3), &["--lists", "--as-at", "2026-03-31"]);
    assert!(read(&place, "report.html").contains("The list ("));
    let sheets = sheets(&place);
    assert_eq!(sheets[4].0, "Lists");
    assert!(sheets[4].1.len() > 1000);
}

#[test]
fn what_is_lacking_is_said() {
    let facts = Facts { contacts: made::facts(1, 3).contacts, ..Facts::default() };
    let (place, said) = ran(&facts, &["--as-at", "2026-03-31"]);
    assert!(said.contains("Understood as"), "{said}");
    let csv = read(&place, "measures.csv");
    assert!(csv.contains("there is nothing in ssd_cin_episodes"), "{csv}");
    assert!(csv.contains("rows of ssd_contacts name a person who is not in ssd_person"), "{csv}");
    let page = read(&place, "report.html");
    assert!(page.contains("With care: "), "{page}");

    let place = tempfile::tempdir().unwrap();
    let at = place.path().display().to_string();
    let (code, _, why) = goldthread(&["measure", "--from", &at, "--out", &at]);
    assert!(code == Some(1) && why.contains("There is nothing in"), "{why}");
    let (code, _, why) = goldthread(&["measure", "--from", &at, "--out", &at, "--residents", "many"]);
    assert!(code == Some(2) && why.contains("residents are a year and a number"), "{why}");
}

#[test]
fn an_annex_a_workbook_becomes_a_report() {
    let place = tempfile::tempdir().unwrap();
    let [from, out] =
        [sample("annex-a/Annex_A_2024_Jan.xlsx"), place.path().join("report")].map(|path| path.display().to_string());
    let (code, said, why) = goldthread(&["measure", "--from", &from, "--out", &out, "--as-at", "2021-03-16"]);
    assert_eq!(code, Some(0), "{said}{why}");
    assert!(said.contains("of the 11 inspection lists of Annex A"), "{said}");
    let csv = read(&place, "measures.csv");
    let row = |id: &str| csv.lines().find(|line| line.starts_with(id)).unwrap_or_default().to_owned();
    // Children looked after on the day are those of list 8 who had not ceased.
    let (lists, _) = standards::annex_a::read("book", &std::fs::read(sample("annex-a/Annex_A_2024_Jan.xlsx")).unwrap());
    assert!(lists.count(8).unwrap() > 0, "{said}");
    assert!(!row("IND-LAC-01").contains("there is nothing in"), "{}", row("IND-LAC-01"));
    // The lists hold six months of what happened: a year of it is to be taken with care.
    assert!(
        row("IND-FD-07").contains("with care")
            && row("IND-FD-07").contains("held from 2020-09-16; this needs it from 2019-03-17"),
        "{}",
        row("IND-FD-07")
    );
    assert_eq!(sheets(&place)[0].0, "Definitions");
}

#[test]
fn a_census_and_a_looked_after_return_become_reports() {
    let report = |from: &Path, more: &[&str]| {
        let place = tempfile::tempdir().unwrap();
        let (from, out) = (from.display().to_string(), place.path().join("report").display().to_string());
        let (code, said, why) = goldthread(&[&["measure", "--from", &from, "--out", &out], more].concat());
        assert_eq!(code, Some(0), "{said}{why}");
        let mut csv = csv::Reader::from_reader(read(&place, "measures.csv").into_bytes().leak() as &[u8]);
        let rows: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
        (said, move |id: &str| rows.iter().find(|row| &row[0] == id).unwrap().clone())
    };
    let (said, row) = report(&sample("cin-census/fake_CIN_data.xml"), &[]);
    assert!(said.contains("a children in need census, 332 children") && said.contains("As at 2022-03-31"), "{said}");
    println!("{said}{:?}\n{:?}", row("IND-FD-07"), row("IND-CIN-01"));
    // The referrals of the year, counted by other means.
    let text = std::fs::read_to_string(sample("cin-census/fake_CIN_data.xml")).unwrap();
    let referred =
        text.split("<CINreferralDate>").skip(1).filter(|rest| ("2021-04-01"..="2022-03-31").contains(&&rest[..10]));
    let referred = referred.count();
    assert!(referred > 20, "{referred}");
    assert_eq!(row("IND-FD-07")[5], referred.to_string());
    // Months before the year are not drawn, nor any that would need to know of the year before.
    assert_eq!((&row("IND-FD-09")[10], &row("IND-FD-07")[10]), ("12", "0"));
    assert!(row("IND-FD-07")[12].contains("held from"), "{:?}", row("IND-FD-07"));
    assert_eq!(&row("IND-LAC-01")[11], "no");
    let (said, row) = report(&sample("ssda903/2019"), &["--year", "2019"]);
    assert!(said.contains("the looked-after return (SSDA903) of the year to March 2019"), "{said}");
    // Without a year it is that of the last episode in the files, not the year that ended last.
    let (unsaid, _) = report(&sample("ssda903/2019"), &[]);
    assert!(unsaid.contains("of the year to March 2019") && unsaid.contains("As at 2019-03-31"), "{unsaid}");
    println!("{said}{:?}", row("IND-LAC-01"));
    assert!(row("IND-LAC-01")[2].parse::<f64>().is_ok());
    assert_eq!(&row("IND-CP-05")[11], "no");
}

/// What a hostile system could have in a number, a team or an organisation.
const PAYLOADS: [&str; 12] = [
    "=1+1",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "=HYPERLINK(\"http://example.invalid\",\"see\")",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "＋1+1",
    "<script>alert(1)</script>",
];

#[test]
fn no_export_has_a_live_cell() {
    let mut facts = Facts::default();
    for (at, payload) in PAYLOADS.into_iter().enumerate() {
        let day = Some(jiff::civil::date(2026, 3, 1));
        facts.contacts.push(Contact {
            cont_contact_id: format!("{at}").into(),
            cont_person_id: payload.into(),
            cont_contact_date: day,
            ..Contact::default()
        });
        facts.cin_episodes.push(CinEpisode {
            cine_referral_id: payload.into(),
            cine_person_id: payload.into(),
            cine_referral_date: day,
            ..CinEpisode::default()
        });
        facts.early_help_episodes.push(EarlyHelpEpisode {
            earl_episode_id: payload.into(),
            earl_person_id: payload.into(),
            earl_episode_start_date: day,
            earl_episode_organisation: payload.into(),
            ..EarlyHelpEpisode::default()
        });
        facts.professionals.push(Professional {
            prof_professional_id: payload.into(),
            prof_social_worker_registration_no: payload.into(),
            ..Professional::default()
        });
        facts.involvements.push(Involvement {
            invo_involvements_id: payload.into(),
            invo_professional_id: payload.into(),
            invo_person_id: payload.into(),
            invo_involvement_start_date: day,
            ..Involvement::default()
        });
    }
    let (place, _) = ran(&facts, &["--lists", "--as-at", "2026-03-31"]);
    let live = |cell: &str| {
        let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
        !cell.starts_with('\'') && begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    };
    assert_eq!(PAYLOADS.iter().filter(|payload| live(payload)).count(), 11, "the test itself");
    let (mut cells, mut kept) = (0, 0);
    for (name, rows) in sheets(&place) {
        for cell in rows.iter().flatten() {
            if let Data::String(text) = cell {
                assert!(!live(text), "{name}: {text:?}");
                cells += 1;
                kept += usize::from(text.starts_with('\''));
            }
        }
    }
    let mut csv = csv::Reader::from_reader(read(&place, "measures.csv").into_bytes().leak() as &[u8]);
    for row in csv.records().map(Result::unwrap) {
        for cell in &row {
            assert!(!live(cell), "{cell:?}");
            cells += 1;
        }
    }
    let page = read(&place, "report.html");
    assert!(!page.contains("<script>"), "a payload is part of the page");
    proof::say("X1", "figures", cells, format!("cells of reports and tables, 0 live; {kept} made inert"));
    assert!(kept > 20, "{kept}");
}
