//! Every measure at 24 month ends over six years of an invented authority of Bury's size, and of six times its size.
//!
//! `cargo bench -p measures` prints what it took, and ratios. `-- write DIR SIZE` writes the facts as tables; `-- ten DIR`
//! reads them and works out ten measures at 24 month ends, cold and warm, as lines of `name milliseconds` and
//! `measure day counted of`: `benches/beside_duckdb.py` runs both beside DuckDB.

#![allow(
    clippy::disallowed_methods,
    reason = "a benchmark must look at the time, and reads and writes what it is asked to"
)]

mod made;

use facts::tables::CpVisit;
use facts::{Everyone, Facts, Rows};
use jiff::civil::Date;
use measures::engine::{Population, Setting};
use measures::scorecard::month_ends;
use measures::{Index, Measure, State, Tables, all, find, series, touched};
use practice::ids::{AUTHORITY, PersonId};
use std::collections::HashMap;
use std::fs::File;
use std::hint::black_box;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

const SEED: u64 = 11;
const TEN: [&str; 10] = [
    "IND-FD-01",
    "IND-FD-07",
    "IND-FD-09",
    "IND-AS-03",
    "IND-CIN-01",
    "IND-CP-05",
    "IND-CP-08",
    "IND-CP-09",
    "IND-LAC-01",
    "IND-LAC-09",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| one != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", dir, size] => write(Path::new(dir), size.parse().expect("a size")),
        ["ten", dir] => ten(Path::new(dir)),
        // In part of Bury's size: to see that it works.
        ["part", children] => part(children.parse().expect("a number of children")),
        _ => [1, 6].into_iter().for_each(whole),
    }
}

fn setting() -> Setting {
    Setting {
        districts: ["BL8", "BL9", "M25"].map(str::to_owned).to_vec(),
        populations: vec![Population { year: 2024, estimate: 43_000.0, source: "invented".to_owned() }],
        ..Setting::default()
    }
}

/// The least of five tries, in milliseconds.
fn least(mut work: impl FnMut() -> usize) -> f64 {
    let tries = (0..5).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64() * 1000.0
    });
    tries.fold(f64::MAX, f64::min)
}

fn whole(size: u32) {
    println!("size {size}");
    of(&made::facts(size, SEED));
}

fn part(children: u32) {
    of(&made::some(children, 12, SEED));
}

fn of(facts: &Facts) {
    let (days, setting) = (month_ends(made::LAST), setting());
    println!("seed {SEED}: {} persons, {} rows", facts.persons.len(), facts.len());
    let built: Vec<_> = all().iter().filter(|one| matches!(one.state, State::Built(_))).collect();
    let indexed = least(|| Index::new(facts, &setting).people.len());
    let index = Index::new(facts, &setting);
    let one = least(|| built.iter().map(|one| series(one, &index, &days).len()).sum());
    let two = least(|| {
        let (left, right) = built.split_at(built.len() / 2);
        let work = |list: &[&measures::Measure]| list.iter().map(|one| series(one, &index, &days).len()).sum::<usize>();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| work(left));
            work(right) + other.join().unwrap_or(0)
        })
    });
    println!("    indexed in {indexed:.0} ms");
    println!(
        "    {} measures at {} month ends in {one:.0} ms on one core, {two:.0} ms on two",
        built.len(),
        days.len()
    );
    println!("    index and all: {:.0} ms; {:.2} of it the index", indexed + one, indexed / (indexed + one));
    after_a_write(facts, &setting, &days, &built, indexed + one);
    let mut slow: Vec<(f64, &str)> =
        built.iter().map(|one| (least(|| series(one, &index, &days).len()), one.id)).collect();
    slow.sort_by(|a, b| b.0.total_cmp(&a.0));
    let slow: Vec<String> = slow.iter().take(5).map(|(ms, id)| format!("{id} {ms:.1} ms")).collect();
    println!("    the slowest: {}", slow.join(", "));
}

/// A visit is written to the file of one child: the child's rows are put in the place of what they were, the table that changed
/// is indexed anew, and the measures that read it are worked out at every month end. Beside that, the whole.
fn after_a_write(facts: &Facts, setting: &Setting, days: &[Date], built: &[&Measure], whole: f64) {
    let mut everyone = Everyone::default();
    let names: Vec<_> = facts.persons.iter().map(|one| one.pers_person_id.clone()).collect();
    let mut of: HashMap<_, Facts> = HashMap::new();
    for visit in &facts.cp_visits {
        of.entry(visit.cppv_person_id.clone()).or_default().cp_visits.push(visit.clone());
    }
    let person = |at: usize| PersonId(Uuid::from_u128(at as u128 + 1));
    for (at, name) in names.iter().enumerate() {
        everyone.put(person(at), of.remove(name).unwrap_or_default());
    }
    let rest = Facts { cp_visits: Rows::default(), ..facts.clone() };
    everyone.put(AUTHORITY, rest);
    let before = Tables::of(everyone.facts());
    let mut written = 0;
    let mut touched_measures = 0;
    let live = least(|| {
        // Another child each time, from the middle of everybody on.
        written += 1;
        let at = names.len() / 2 + written;
        let mut visits = Facts::default();
        let (name, day) = (names[at].clone(), Some(made::LAST));
        let key = format!("written {written}").into();
        visits.cp_visits.push(CpVisit {
            cppv_cp_visit_id: key,
            cppv_person_id: name,
            cppv_cp_visit_date: day,
            ..CpVisit::default()
        });
        // What was there is still held by whoever reads a page.
        let mut now = everyone.clone();
        let changed = now.put(person(at), visits);
        let index = Index::kept(now.facts(), setting, Arc::new(before.after(now.facts(), &changed)));
        let read: Vec<_> =
            built.iter().filter(|one| one.built().is_some_and(|b| b.reads(&touched(&changed)))).collect();
        touched_measures = read.len();
        read.iter().map(|one| series(one, &index, days).len()).sum()
    });
    println!(
        "    after a write (a visit): {touched_measures} measures at {} month ends in {live:.1} ms, {:.3} of the whole",
        days.len(),
        live / whole
    );
}

fn write(dir: &Path, size: u32) {
    std::fs::create_dir_all(dir).expect("the directory is made");
    let open = |table: &str| File::create(dir.join(format!("{table}.csv"))).map(BufWriter::new);
    facts::csv::write_all(&made::facts(size, SEED), open).expect("the tables are written");
}

fn ten(dir: &Path) {
    let (days, setting) = (month_ends(made::LAST), setting());
    let tables = [
        "ssd_person",
        "ssd_contacts",
        "ssd_cin_episodes",
        "ssd_cin_assessments",
        "ssd_cp_plans",
        "ssd_cla_episodes",
        "ssd_cla_placement",
    ];
    let start = Instant::now();
    let mut facts = Facts::default();
    for table in tables {
        let file = File::open(dir.join(format!("{table}.csv"))).expect("the table is there");
        facts::csv::read_into(&mut facts, table, file).expect("the table is one");
    }
    let read = start.elapsed();
    let index = Index::new(&facts, &setting);
    let measures = TEN.map(|id| find(id).expect("the measure is one"));
    let figures: Vec<_> = measures.iter().map(|one| series(one, &index, &days)).collect();
    let cold = start.elapsed();
    let warm = least(|| measures.iter().map(|one| series(one, &index, &days).len()).sum());
    println!("read {:.2}\ncold {:.2}\nwarm {warm:.2}", read.as_secs_f64() * 1000.0, cold.as_secs_f64() * 1000.0);
    for (id, outcomes) in TEN.iter().zip(figures) {
        for (day, outcome) in days.iter().zip(outcomes) {
            println!("{id} {day} {} {}", outcome.counted, outcome.of);
        }
    }
}
