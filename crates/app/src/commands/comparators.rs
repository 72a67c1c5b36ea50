//! `comparators`: the figures of others that ours are compared with, and the estimates of residents that rates use.

use crate::failure::{Failure, Outcome, file};
use crate::place::Place;
use casework::figures::{COMPARATORS, POPULATIONS};
use clap::{Args, Subcommand};
use measures::comparators::{ESTIMATES, HEADING, Wrong, checked, estimates};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use store::Store;

/// Load the figures of others that ours are compared with, and the estimates of residents that rates use
///
/// What is loaded is kept with its source and the days it is of; a page shows the latest that was published by its day. A
/// row of the same figure and days takes the place of the one before; everything else stays.
#[derive(Args, Debug)]
pub struct Comparators {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Load published figures: authority,measure,about,set,name,value,unit,as_printed,from,to,source,place
    Load {
        #[command(flatten)]
        place: Place,
        /// The file; nothing of it is kept when a line is wrong
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
    /// Load estimates of residents aged 0 to 17: year,estimate,source
    Residents {
        #[command(flatten)]
        place: Place,
        /// The file; nothing of it is kept when a line is wrong
        #[arg(value_name = "FILE.csv")]
        file: PathBuf,
    },
}

impl Comparators {
    /// Does it.
    pub fn run(&self) -> Outcome {
        match &self.what {
            What::Load { place, file } => {
                let words = load(place.open_existing()?.as_ref(), &text(file)?, &shown(file))?;
                println!("{words}");
            }
            What::Residents { place, file } => {
                let words = residents(place.open_existing()?.as_ref(), &text(file)?, &shown(file))?;
                println!("{words}");
            }
        }
        Ok(())
    }
}

fn text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(file("read", path))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Everything that is wrong with a file, a line each.
fn refused(name: &str, wrong: &[Wrong]) -> Failure {
    let line = |one: &Wrong| {
        let field = if one.field.is_empty() { String::new() } else { format!(", {}", one.field) };
        format!("  line {}{field}: {}", one.line, one.words)
    };
    let lines: Vec<String> = wrong.iter().map(line).collect();
    Failure::new(
        format!("Nothing was loaded from {name}:\n{}", lines.join("\n")),
        "Put these lines right, and load the file again.",
    )
}

/// Loads published figures; what was done, in words.
pub fn load(store: &dyn Store, text: &str, name: &str) -> Outcome<String> {
    let new = checked(text).map_err(|wrong| refused(name, &wrong))?;
    let unknown = |(at, one): (usize, &measures::comparators::Comparator)| {
        let words = format!("there is no measure `{}`: its id is like IND-FD-07", one.measure);
        measures::find(&one.measure).is_none().then_some(Wrong { line: at + 2, field: "measure", words })
    };
    let mut wrong: Vec<Wrong> = new.iter().enumerate().filter_map(unknown).collect();
    let kept = store.setting(COMPARATORS)?.unwrap_or_default();
    let ours = kept.lines().nth(1).and_then(|line| line.split(',').next()).map(str::to_owned);
    let ours = ours.or_else(|| new.first().map(|one| one.authority.clone())).unwrap_or_default();
    let other = |(at, one): (usize, &measures::comparators::Comparator)| {
        let words = format!("these are the figures of {ours}: a database holds those of one authority");
        (one.authority != ours).then_some(Wrong { line: at + 2, field: "authority", words })
    };
    wrong.extend(new.iter().enumerate().filter_map(other));
    if !wrong.is_empty() {
        return Err(refused(name, &wrong));
    }
    let (csv, replaced) = merged(&kept, text, &HEADING, &[0, 1, 2, 3, 4, 8, 9])?;
    store.put_setting(COMPARATORS, &csv)?;
    Ok(format!("{} figures were loaded; {replaced} of them took the place of one before.", new.len()))
}

/// Loads estimates of residents; what was done, in words.
pub fn residents(store: &dyn Store, text: &str, name: &str) -> Outcome<String> {
    let new = estimates(text).map_err(|wrong| refused(name, &wrong))?;
    let kept = store.setting(POPULATIONS)?.unwrap_or_default();
    let (csv, replaced) = merged(&kept, text, &ESTIMATES, &[0])?;
    store.put_setting(POPULATIONS, &csv)?;
    Ok(format!("{} estimates were loaded; {replaced} of them took the place of one before.", new.len()))
}

/// Rows kept and rows that are new, each once by its key; and how many new ones took the place of one kept.
fn merged(kept: &str, new: &str, heading: &[&str], key: &[usize]) -> Outcome<(String, usize)> {
    let failed = |fault: String| Failure::new(format!("The rows could not be written: {fault}."), "Try again.");
    let mut rows: BTreeMap<Vec<String>, csv::StringRecord> = BTreeMap::new();
    let mut replaced = 0;
    for (text, is_new) in [(kept, false), (new, true)] {
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        for row in reader.records() {
            let row = row.map_err(|fault| failed(fault.to_string()))?;
            let key = key.iter().map(|at| row.get(*at).unwrap_or_default().to_owned()).collect();
            replaced += usize::from(rows.insert(key, row).is_some() && is_new);
        }
    }
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(heading).map_err(|fault| failed(fault.to_string()))?;
    for row in rows.values() {
        out.write_record(row).map_err(|fault| failed(fault.to_string()))?;
    }
    let bytes = out.into_inner().map_err(|fault| failed(fault.to_string()))?;
    Ok((String::from_utf8_lossy(&bytes).into_owned(), replaced))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "authority,measure,about,set,name,value,unit,as_printed,from,to,source,place\n";

    fn row(value: &str, to: &str) -> String {
        format!("Ashcombe,IND-FD-07,,England,England,{value},percent,2024-25,2024-04-01,{to},\"DfE, 2025\",Table 2\n")
    }

    #[test]
    fn figures_are_kept_with_their_source_and_days_and_one_of_the_same_days_takes_its_place() {
        let store = store::open("memory:").expect("opens");
        let first = load(store.as_ref(), &format!("{HEAD}{}", row("21.5", "2025-03-31")), "a.csv").expect("loads");
        assert_eq!(first, "1 figures were loaded; 0 of them took the place of one before.");
        let both = format!("{HEAD}{}{}", row("22.0", "2025-03-31"), row("23.0", "2026-03-31"));
        let second = load(store.as_ref(), &both, "a.csv").expect("loads");
        assert_eq!(second, "2 figures were loaded; 1 of them took the place of one before.");
        let kept = store.setting(COMPARATORS).expect("reads").expect("is there");
        let kept = checked(&kept).expect("is sound");
        let values: Vec<(f64, &str)> = kept.iter().map(|one| (one.value, one.source.as_str())).collect();
        assert_eq!(values, [(22.0, "DfE, 2025"), (23.0, "DfE, 2025")]);
        residents(store.as_ref(), "year,estimate,source\n2024,43100,ONS\n2025,43200,ONS\n", "b.csv").expect("loads");
        residents(store.as_ref(), "year,estimate,source\n2025,43250,ONS revised\n", "b.csv").expect("loads");
        let kept = estimates(&store.setting(POPULATIONS).expect("reads").expect("is there")).expect("is sound");
        assert_eq!(kept.iter().map(|one| one.estimate).collect::<Vec<_>>(), [43_100.0, 43_250.0]);
    }

    #[test]
    fn a_file_with_a_wrong_line_is_refused_whole_with_each_line_and_column() {
        let store = store::open("memory:").expect("opens");
        let wrong = [
            row("many", "2025-03-31"),
            row("1", "31/03/2025"),
            row("1", "2025-03-31").replace("England,England", "Wales,Wales"),
            row("1", "2025-03-31").replace("\"DfE, 2025\"", ""),
            row("1", "2025-03-31"),
        ];
        let words = load(store.as_ref(), &format!("{HEAD}{}", wrong.concat()), "a.csv").expect_err("is wrong").what;
        for said in ["line 2, value:", "line 3, to:", "line 4, set:", "line 5, source:"] {
            assert!(words.contains(said), "{said} in {words}");
        }
        assert!(!words.contains("line 6"), "{words}");
        let unknown = row("1", "2025-03-31").replace("IND-FD-07", "IND-XX-99");
        let other = row("1", "2025-03-31").replace("Ashcombe", "Elsewhere");
        let words = load(store.as_ref(), &format!("{HEAD}{unknown}{other}"), "a.csv").expect_err("is wrong").what;
        assert!(words.contains("line 2, measure:") && words.contains("line 3, authority:"), "{words}");
        let words = residents(store.as_ref(), "year,estimate,source\n2025,0,ONS\nx,1,ONS\n2025,1,\n", "b.csv");
        let words = words.expect_err("is wrong").what;
        assert!(words.contains("line 2, estimate:") && words.contains("line 3, year:"), "{words}");
        assert!(words.contains("line 4, source:"), "{words}");
        let words = residents(store.as_ref(), "a,b\n1,2\n", "b.csv").expect_err("is wrong").what;
        assert!(words.contains("line 1: the heading is not `year,estimate,source`"), "{words}");
        assert_eq!(store.setting(COMPARATORS).expect("reads"), None, "nothing of a wrong file is kept");
    }
}
