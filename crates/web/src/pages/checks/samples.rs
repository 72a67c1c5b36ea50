//! The form, and findings of made-up files.

use super::form::{self, Sent};
use super::found::{self, Wanted};
use crate::pages::Sample;
use checks::{Asked, Checked, Given, Part, What};
use jiff::civil::{Date, date};
use practice::moment::Moment;

const TODAY: Date = date(2026, 11, 17);
const ID: &str = "018f0000-0000-4000-8000-000000000001";

/// A return of so many children, each with a status that is no code, and one whose day of birth is none.
fn checked(children: usize) -> Checked {
    let mut header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n".to_owned();
    let mut episodes =
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n".to_owned();
    for child in 0..children {
        let born = if child == 1 { "31/02/2013" } else { "05/12/2013" };
        let status = if child % 2 == 0 { "C9" } else { "C2" };
        header += &format!("{},M,{born},WBRI,UN2,,\n", 1000 + child);
        episodes += &format!("{},02/05/2025,S,{status},N1,U1,PR1,,,,M26 3ZZ,M26 3ZX,1234567\n", 1000 + child);
    }
    let files = [("Header.csv", header), ("Episodes.csv", episodes)];
    let files = files.map(|(name, text)| Given::held(Part::Now, name, text.into_bytes()));
    let asked =
        Asked { what: What::Ssda903, label: "2 files".into(), year: Some(2026), threads: 1, ..Asked::default() };
    checks::check(&asked, &files).unwrap_or_default()
}

/// Every state of both pages.
pub fn samples() -> Vec<Sample> {
    let held = Moment { date: TODAY, time: Some(jiff::civil::time(11, 30, 0, 0)) };
    let many = checked(260);
    let none = Checked { label: "1 file".into(), children: 12, rules: 245, year: Some(2026), ..Checked::default() };
    let found = |name, checked: &Checked, wanted: Wanted| Sample {
        name,
        markup: found::view(ID, checked, held, &wanted, "secret").unwrap_or_default(),
    };
    let rule = |rule: &str| Wanted { rule: rule.into(), ..Wanted::default() };
    vec![
        Sample { name: "checks-form", markup: form::view(&Sent::empty(TODAY), TODAY, "secret") },
        Sample {
            name: "checks-refused",
            markup: form::view(
                &Sent::empty(TODAY)
                    .wrong("now", "There is no return in 1 file. Give the folder of one year's CSV files."),
                TODAY,
                "secret",
            ),
        },
        found("checks-rules", &many, Wanted::default()),
        found("checks-none", &none, Wanted::default()),
        found("checks-children", &many, Wanted { by: "child".into(), ..Wanted::default() }),
        found("checks-rule", &many, Wanted { page: Some(2), ..rule("144") }),
        found("checks-child", &many, Wanted { child: Some(2), ..Wanted::default() }),
        found("checks-unread", &many, rule("unreadable")),
    ]
}
