//! The worked examples of the rules, run: every row of a table in `stories/cin/*.md` is a test. The README there says
//! how to write one. The registry of rules is tested here too, with its broken twins.

mod registry;
mod write;

use libtest_mimic::{Arguments, Trial};
use standards::cin_census::rules::{Cin, FAMILIES, STORIES};
use standards::cin_census::{Limits, read};
use standards::rules::{Example, Finding, examples, find, run};

fn main() {
    let mut trials = registry::trials();
    for (name, page) in STORIES {
        match examples(page) {
            Ok(all) => trials.extend(all.into_iter().map(|one| {
                let shown = if one.flags.is_empty() { "passes" } else { "flags" };
                Trial::test(format!("{name}.md:{} {} {shown}", one.line, one.rule), move || {
                    told(&one).map_err(|fault| format!("{fault}\n`{}`", one.holds).into())
                })
            })),
            Err(fault) => trials.push(Trial::test(format!("{name}.md"), move || Err(fault.into()))),
        }
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// What the rule of an example finds in it.
fn found(one: &Example) -> Result<Vec<Finding>, String> {
    find(FAMILIES, &one.rule).ok_or_else(|| format!("there is no rule {}", one.rule))?;
    let text = write::file(&one.holds, one.year)?;
    let (census, _) = read(text.as_bytes(), Limits::default()).map_err(|refused| refused.to_string())?;
    let report = run(FAMILIES, &Cin::new(census, one.year), one.year, 1, 1000);
    Ok(report.findings.into_iter().filter(|finding| finding.rule == one.rule).collect())
}

/// What a finding points at, in the words of a story.
fn flags(findings: &[Finding]) -> Vec<String> {
    let of = |finding: &Finding| match finding.places.as_slice() {
        [] => vec!["the return".to_owned()],
        places => places.iter().map(|place| place.name().to_owned()).collect(),
    };
    findings.iter().flat_map(of).collect()
}

/// Whether an example is true.
fn told(one: &Example) -> Result<(), String> {
    let findings = found(one)?;
    let (_, rule) = find(FAMILIES, &one.rule).ok_or("no such rule")?;
    for place in findings.iter().flat_map(|finding| &finding.places) {
        if !rule.fields.contains(&place.field) {
            return Err(format!("{} points at {}, which it does not declare", one.rule, place.field));
        }
        if place.line == 0 {
            return Err(format!("{} points at {}, without a line", one.rule, place.field));
        }
    }
    let flagged = flags(&findings);
    if flagged == one.flags {
        return Ok(());
    }
    let said = |list: &[String]| if list.is_empty() { "nothing".to_owned() } else { list.join(", ") };
    Err(format!("line {}: {} flags {}, expected {}", one.line, one.rule, said(&flagged), said(&one.flags)))
}
