//! `explain`: what a rule asks, since when, and where it is published.

use crate::failure::{Failure, Outcome};
use clap::Args;
use standards::cin_census::rules::{FAMILIES, examples_of};
use standards::rules::{departures, find};
use std::fmt::Write;

/// Say what a published rule asks, in which years, where it is published, and what it flags
///
/// With examples that are run as tests, and with every deliberate difference from what the open validators do.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule's number: 8925, 8770Q
    #[arg(value_name = "RULE")]
    rule: String,
}

impl Explain {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let text = explain(&self.rule).ok_or_else(|| {
            let what = format!("There is no rule `{}` of the children in need census.", self.rule);
            Failure::new(what, "Give the number as `goldthread check cin` prints it, for example 8925 or 8770Q.")
        })?;
        // A reader that stops early, such as `head`, is no failure.
        let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), text.as_bytes());
        Ok(())
    }
}

fn explain(number: &str) -> Option<String> {
    let (family, rule) = find(FAMILIES, number)?;
    let years: Vec<String> = rule.editions.iter().map(|edition| edition.years.to_string()).collect();
    let mut text = format!("{} ({}) {}\n{}\n\n", rule.number, rule.severity.word(), rule.words, rule.remedy);
    let _ = writeln!(text, "Children in need census: {}", family.title.to_lowercase());
    let _ = writeln!(text, "Editions: {}", years.join("; "));
    let points = if rule.fields.is_empty() { "the return as a whole".to_owned() } else { rule.fields.join(", ") };
    let _ = writeln!(text, "Points at: {points}");
    let _ = writeln!(text, "Source: {}, rule {}", family.cites, rule.number);
    let examples = examples_of(rule.number);
    let year = |year: i16| if rule.editions.len() > 1 { format!("{year}: ") } else { String::new() };
    for (title, flagged) in [("Flagged", true), ("Not flagged", false)] {
        let _ = writeln!(text, "\n{title}, in an otherwise sound return:");
        for one in examples.iter().filter(|one| one.flags.is_empty() != flagged) {
            let holds = if one.holds.is_empty() { "nothing else" } else { &one.holds };
            let _ = writeln!(text, "    {}{holds}", year(one.year));
        }
    }
    let mut parted = departures("CIN").filter(|row| row.rule == rule.number).peekable();
    if parted.peek().is_some() {
        let _ = writeln!(text, "\nWhere we differ from the open validators:");
    }
    for row in parted {
        let _ = writeln!(text, "    They: {}\n    We:   {}\n    Why:  {}", row.they, row.we, row.why);
    }
    Some(text)
}
