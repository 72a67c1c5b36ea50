//! `explain`: what a rule asks, since when, and where it is published.

use crate::failure::{Failure, Outcome};
use clap::Args;
use standards::rules::{Family, Return, departures, examples_of, find};
use standards::{annex_a, cin_census, ssda903};
use std::fmt::Write;

/// Say what a published rule asks, in which years, where it is published, and what it flags
///
/// With examples that are run as tests, and with every deliberate difference from what the open validators do.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule's number: 8925, 8770Q, 503A of the looked-after return, AA602 of the inspection lists, or the name of a check
    /// of the Standard Safeguarding Dataset: key-twice
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Explain {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let cin = Of {
            name: "Children in need census",
            short: "CIN",
            families: cin_census::rules::FAMILIES,
            pages: cin_census::rules::STORIES,
        };
        let ssda903 = Of {
            name: "Looked-after return",
            short: "SSDA903",
            families: ssda903::rules::FAMILIES,
            pages: ssda903::rules::STORIES,
        };
        let annex_a = Of {
            name: "Inspection lists",
            short: "ANNEX-A",
            families: annex_a::rules::FAMILIES,
            pages: annex_a::rules::STORIES,
        };
        let found = [cin.explain(&self.rule), ssda903.explain(&self.rule), annex_a.explain(&self.rule)];
        let texts: Vec<String> = found.into_iter().flatten().chain(of_tables(&self.rule)).collect();
        if texts.is_empty() {
            let what = format!("There is no rule `{}`.", self.rule);
            return Err(Failure::new(
                what,
                "Give the number as `goldthread check` prints it, for example 8925 or 503A.",
            ));
        }
        // A reader that stops early, such as `head`, is no failure.
        let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), texts.join("\n").as_bytes());
        Ok(())
    }
}

/// A check of the Standard Safeguarding Dataset.
fn of_tables(name: &str) -> Option<String> {
    let check = facts::check::named(&name.trim().to_lowercase())?;
    let severity = if check.query { "query" } else { "error" };
    Some(format!(
        "{} ({severity}) {}\n{}\n\nStandard Safeguarding Dataset: every table\nSource: our own check of the tables of the \
         standard\n",
        check.name, check.words, check.remedy
    ))
}

/// The rules of one return.
struct Of<R: Return + 'static> {
    name: &'static str,
    short: &'static str,
    families: &'static [Family<R>],
    pages: &'static [(&'static str, &'static str)],
}

impl<R: Return> Of<R> {
    fn explain(&self, number: &str) -> Option<String> {
        let (family, rule) = find(self.families, number)?;
        let years: Vec<String> = rule.editions.iter().map(|edition| edition.years.to_string()).collect();
        let mut text = format!("{} ({}) {}\n{}\n\n", rule.number, rule.severity.word(), rule.words, rule.remedy);
        let _ = writeln!(text, "{}: {}", self.name, family.title.to_lowercase());
        let _ = writeln!(text, "Editions: {}", years.join("; "));
        let points = if rule.fields.is_empty() { "the return as a whole".to_owned() } else { rule.fields.join(", ") };
        let _ = writeln!(text, "Points at: {points}");
        if !rule.needs.is_empty() {
            let _ = writeln!(text, "Needs: {}", rule.needs.join(", "));
        }
        let _ = writeln!(text, "Source: {}, rule {}", family.cites, rule.number);
        let examples = examples_of(self.pages, rule.number);
        let year = |year: i16| if rule.editions.len() > 1 { format!("{year}: ") } else { String::new() };
        for (title, flagged) in [("Flagged", true), ("Not flagged", false)] {
            let _ = writeln!(text, "\n{title}, in an otherwise sound return:");
            for one in examples.iter().filter(|one| one.flags.is_empty() != flagged) {
                let holds = if one.holds.is_empty() { "nothing else" } else { &one.holds };
                let _ = writeln!(text, "    {}{holds}", year(one.year));
            }
        }
        let mut parted = departures(self.short).filter(|row| row.rule == rule.number).peekable();
        if parted.peek().is_some() {
            let _ = writeln!(text, "\nWhere we differ from the open validators:");
        }
        for row in parted {
            let _ = writeln!(text, "    They: {}\n    We:   {}\n    Why:  {}", row.they, row.we, row.why);
        }
        Some(text)
    }
}
