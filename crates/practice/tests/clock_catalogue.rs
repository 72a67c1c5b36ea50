//! Every clock against the catalogue of timescales, `data/clocks.csv`: same figure, same basis, same days in force.

use jiff::civil::{Date, date};
use practice::calendar::Calendar;
use practice::clock::{Basis, Clock, Confidence, Settings};
use practice::clocks;
use practice::limit::{Limit, Unit};
use std::collections::{BTreeMap, BTreeSet};

const CATALOGUE: &str = include_str!("../data/clocks.csv");

/// The groups whose every row has its clock.
const COMPLETE: [&str; 6] = ["CLK-FD-", "CLK-AS-", "CLK-S47-", "CLK-CP-", "CLK-CIN-", "CLK-TR-"];

/// Duties that a later rule took over: the clocks that have carried each, first to last.
const TAKEN_OVER: [(&str, &[&str]); 2] =
    [("assess a child in need", &["CLK-AS-02", "CLK-AS-01"]), ("assess a child in depth", &["CLK-AS-03", "CLK-AS-01"])];

type Row = BTreeMap<String, String>;

fn rows() -> BTreeMap<String, Row> {
    let mut reader = csv::Reader::from_reader(CATALOGUE.as_bytes());
    let rows: Vec<Row> = reader.deserialize().collect::<Result<_, _>>().unwrap();
    let count = rows.len();
    let by_id: BTreeMap<String, Row> = rows.into_iter().map(|row| (row["id"].clone(), row)).collect();
    assert_eq!(by_id.len(), count, "an id is used twice");
    by_id
}

fn basis(words: &str) -> Basis {
    let all = [Basis::Statute, Basis::StatutoryGuidance, Basis::LocalDefault, Basis::NationalDefinition];
    all.into_iter().find(|basis| basis.label() == words).unwrap_or_else(|| panic!("no basis is called {words}"))
}

fn confidence(words: &str) -> Confidence {
    match words.split(' ').next() {
        Some("verified") => Confidence::Verified,
        Some("corroborated") => Confidence::Corroborated,
        Some("knowledge,") => Confidence::Unverified,
        _ => panic!("{words} does not say how sure"),
    }
}

fn day(words: &str) -> Option<Date> {
    (!words.is_empty()).then(|| words.parse().unwrap())
}

#[test]
fn every_clock_is_as_the_catalogue_says() {
    let rows = rows();
    let mut seen = BTreeSet::new();
    let mut wrong = Vec::new();
    for clock in clocks::all() {
        assert!(seen.insert(clock.id), "{} is declared twice", clock.id);
        let row = rows.get(clock.id).unwrap_or_else(|| panic!("{} is not in the catalogue", clock.id));
        let mut same = |what: &str, found: String, wanted: String| {
            if found != wanted {
                wrong.push(format!("{}: {what} is {found}, the catalogue says {wanted}", clock.id));
            }
        };
        same("limit", clock.limit.to_string(), row["limit"].parse::<Limit>().unwrap().to_string());
        same("basis", clock.basis.label().into(), basis(&row["basis"]).label().into());
        same("confidence", format!("{:?}", clock.confidence), format!("{:?}", confidence(&row["confidence"])));
        same(
            "in force",
            format!("{:?}", clock.in_force),
            format!("{:?}", (day(&row["valid_from"]), day(&row["valid_to"]))),
        );
        let backwards = row["starts_when"].contains("counts backwards");
        same("counted backwards", clock.backwards.to_string(), backwards.to_string());
        assert!(!clock.cite.is_empty(), "{}: no rule is cited", clock.id);
        let does = practice::kinds::find(clock.form).is_some() && !clock.what.is_empty();
        assert!(clock.window || does, "{}: says nothing to do, or names `{}`, not a record", clock.id, clock.form);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let wanted = rows.keys().filter(|id| COMPLETE.iter().any(|group| id.starts_with(group)));
    let missing: Vec<&String> = wanted.filter(|id| !seen.contains(id.as_str())).collect();
    assert!(missing.is_empty(), "no clock for {missing:?}");
}

#[test]
fn years_of_rules_neither_overlap_nor_leave_gaps() {
    let quarters: Vec<Date> = (2000..=2040).flat_map(|year| [1, 4, 7, 10].map(|month| date(year, month, 1))).collect();
    let mut duties: Vec<(&str, Vec<&Clock>)> = TAKEN_OVER
        .iter()
        .map(|(duty, ids)| (*duty, ids.iter().map(|id| clocks::find(id).unwrap()).collect()))
        .collect();
    let shared: BTreeSet<&str> = TAKEN_OVER.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    duties.extend(clocks::all().iter().filter(|clock| !shared.contains(clock.id)).map(|one| (one.id, vec![one])));
    for (duty, clocks) in &duties {
        for pair in clocks.windows(2) {
            let (ends, starts) = (pair[0].in_force.1.unwrap(), pair[1].in_force.0.unwrap());
            assert_eq!(ends.tomorrow().unwrap(), starts, "{duty}: from {} to {}", pair[0].id, pair[1].id);
        }
        // Before the first rule there was none; the last rule has not ended.
        let first = clocks.first().and_then(|clock| clock.in_force.0).unwrap_or(Date::MIN);
        assert_eq!(clocks.last().and_then(|clock| clock.in_force.1), None, "{duty}: nothing took it over");
        for quarter in &quarters {
            let rules = clocks.iter().filter(|clock| clock.is_in_force(*quarter)).count();
            assert_eq!(rules, usize::from(*quarter >= first), "{duty}: {rules} rules on {quarter}");
        }
    }
}

#[test]
fn an_authority_sets_local_figures_and_no_others() {
    let own = Limit::new(2, Unit::WorkingDays);
    let settings: Settings = clocks::all().iter().map(|clock| (clock.id.to_owned(), own)).collect();
    for clock in clocks::all() {
        let expected = if clock.basis == Basis::LocalDefault { own } else { clock.limit };
        assert_eq!(clock.limit_under(&settings), expected, "{}", clock.id);
        assert_eq!(clock.limit_under(&Settings::new()), clock.limit, "{}", clock.id);
    }
    let bases: BTreeSet<&str> = clocks::all().iter().map(|clock| clock.basis.label()).collect();
    assert!(bases.contains("local default") && bases.contains("statutory guidance"), "both are tried: {bases:?}");
}

#[test]
fn a_local_figure_moves_the_due_date_and_the_guidance_stays() {
    use practice::ids::{PersonId, RecordId, StaffId};
    use practice::journey::{Journey, Rules};
    use practice::moment::Moment;
    use practice::record::{Records, Revision, Status};
    use uuid::Uuid;
    let child = PersonId(Uuid::from_u128(1));
    let received = Moment::at(date(2026, 6, 4), 9, 30);
    let referral = Revision {
        id: RecordId(Uuid::from_u128(2)),
        revision: 1,
        kind: "referral".into(),
        people: vec![child],
        about: received,
        known: received.instant(),
        author: StaffId::from("a.worker"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: String::new(),
        body: serde_json::json!({ "received": received.written() }),
    };
    let records = Records::read([referral]);
    let mut rules = Rules { settings: Settings::new(), calendar: Calendar::england().clone() };
    rules.settings.insert("CLK-AS-04".into(), Limit::new(3, Unit::WorkingDays));
    rules.settings.insert("CLK-AS-01".into(), Limit::new(90, Unit::WorkingDays));
    let due = |journey: &Journey, id: &str| journey.clocks.iter().find(|run| run.clock.id == id).unwrap().due;
    let (plain, own) = (Journey::of(child, &records, received), Journey::under(&rules, child, &records, received));
    assert_eq!(due(&plain, "CLK-AS-04"), Moment::day(date(2026, 6, 11)));
    assert_eq!(due(&own, "CLK-AS-04"), Moment::day(date(2026, 6, 9)));
    assert_eq!(due(&own, "CLK-AS-01"), due(&plain, "CLK-AS-01"));
}
