//! The return of looked-after children, made by any system.

use crate::{Asked, Checked, Given, Part, Refused};
use standards::reading::{Fault, Limits, Severity};
use standards::ssda903::rules::lists::{self, Lists, Postcodes, Providers};
use standards::ssda903::rules::{self, Returns};
use standards::ssda903::{Reading, Return};
use std::io::BufReader;

pub(crate) fn check(asked: &Asked, files: &[Given]) -> Result<Checked, Refused> {
    let year = asked.year.ok_or_else(|| Refused::new("The return is of no year.", "Say it: --year 2026."))?;
    let of = |part: Part| files.iter().filter(|file| file.part == part).cloned().collect::<Vec<Given>>();
    let (set, mut faults) = read(&asked.label, &of(Part::Now), year)?;
    let last = of(Part::Last);
    let last = if last.is_empty() {
        None
    } else {
        let (set, more) = read("last year's files", &last, year - 1)?;
        faults.extend(more);
        Some(set)
    };
    let returns = Returns::new(set, last);
    let lists = lists(asked, &returns, &of(Part::Postcodes), &of(Part::Providers))?;
    let returns = returns.beside(lists);
    let report = rules::check(&returns, asked.threads);
    let unread = faults.into_iter().filter(|fault| fault.severity != Severity::Warning).collect();
    let children = standards::rules::Return::children(&returns).len();
    let file_of = |table: &str| returns.file(table).map(str::to_owned);
    Ok(Checked::new(&asked.label, &file_of, Some(year), children, report, unread))
}

/// The lists that were given, as far as the returns need them.
fn lists(asked: &Asked, returns: &Returns, postcodes: &[Given], providing: &[Given]) -> Result<Lists, Refused> {
    let unread = |file: &Given, what: String| {
        Refused::new(format!("{}: {what}", file.name), "Give the file as it was published.")
    };
    let mut wanted = returns.postcodes();
    let mut providers = Providers::default();
    for file in providing {
        lists::providers(file.open()?, &Limits::default(), &mut providers).map_err(|what| unread(file, what))?;
    }
    wanted.extend(providers.all().map(|one| lists::plain(&one.postcode)));
    let providers = Some(providers).filter(|_| !providing.is_empty());
    let read =
        |file: &Given| lists::postcodes(BufReader::new(file.open()?), &wanted).map_err(|what| unread(file, what));
    let mut all: Option<Postcodes> = None;
    for file in postcodes {
        all.get_or_insert_default().append(read(file)?);
    }
    let postcodes = all;
    Ok(Lists { postcodes, providers, authority: asked.authority.clone() })
}

/// Reads one year's return: CSV, XML and ZIP files. The tables first: where both are there, the XML is the copy.
pub fn read(label: &str, files: &[Given], year: i16) -> Result<(Return, Vec<Fault>), Refused> {
    let mut files: Vec<&Given> = files.iter().collect();
    files.sort_by_key(|file| file.ends("xml"));
    let mut reading = Reading::new(year, Limits::default());
    for file in files {
        reading.file(&file.name, file.open()?);
    }
    let (set, faults) = reading.finish();
    if set == (Return { year, ..Return::default() }) {
        let said: Vec<String> = faults.iter().map(|fault| format!("\n{fault}")).collect();
        let what = format!("There is no return in {label}.{}", said.concat());
        return Err(Refused::new(what, "Give the folder of one year's CSV files, a ZIP of them, or the XML file."));
    }
    Ok((set, faults))
}
