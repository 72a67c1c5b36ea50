//! The harness put to the test: stories with a fault in them must be refused, saying where and why.

use crate::{check, page};
use libtest_mimic::Trial;

const STORY: &str = "\
# A page

## A conference is due fifteen working days after the discussion

| When | Record | Child | What |
|---|---|---|---|
| 1 June 2026 10am | Strategy discussion | Aisha and Bilal | decision.how: Social care alone |
| 3 June 2026 | Visit | Aisha and Bilal | children.Aisha.seen: Seen alone; children.Bilal.seen: Not seen |

| On | Child | Clock | Due | State | Last seen | Oddities |
|---|---|---|---|---|---|---|
| 2 June 2026 | Aisha | CLK-S47-05 | 22 June 2026 | Running | never | none |
| 23 June 2026 | Bilal | CLK-S47-05 | 22 June 2026 | Overdue | never | none |
| 23 June 2026 | Aisha | CLK-S47-05 | | | 3 June 2026 | none |
";

fn told(text: &str) -> Result<(), String> {
    page::read("page.md", text, &check::EXPECTED)?.iter().try_for_each(check::check)
}

/// The story with one thing changed must be refused in words that hold all of these.
fn twin(name: &str, from: &'static str, to: &'static str, words: &'static [&'static str]) -> Trial {
    Trial::test(format!("the harness: {name}"), move || match told(&STORY.replacen(from, to, 1)) {
        _ if !STORY.contains(from) => Err(format!("the story does not hold “{from}”").into()),
        Ok(()) => Err("it was let through".into()),
        Err(fault) => match words.iter().find(|word| !fault.contains(**word)) {
            Some(word) => Err(format!("said “{fault}”, without “{word}”").into()),
            None => Ok(()),
        },
    })
}

/// One sound story, and its broken twins.
pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("the harness: a sound story passes", || told(STORY).map_err(Into::into)),
        twin(
            "a wrong due date",
            "22 June 2026 | Running",
            "23 June 2026 | Running",
            &["page.md:12:", "CLK-S47-05", "expected due 23 June 2026", "found due 22 June 2026"],
        ),
        twin("a wrong state", "Running", "Done late", &["page.md:12:", "expected Done late, found Running"]),
        twin("a run too many", "CLK-S47-05 | | |", "CLK-S47-05 | | does not run |", &["page.md:14:", "not to run"]),
        twin("a clock that is not there", "CLK-S47-05", "CLK-S47-99", &["page.md:12:", "no clock CLK-S47-99"]),
        twin("a wrong day last seen", "| 3 June 2026 | none", "| 4 June 2026 | none", &["page.md:14:", "2026-06-03"]),
        twin("a wrong stage", "| Oddities |", "| Stages |", &["page.md:12:", "stages open", "Section 47 enquiry"]),
        twin(
            "an unknown field",
            "decision.how",
            "decided how",
            &["page.md:7:", "does not ask `decided how`", "decision"],
        ),
        twin(
            "an unknown field further in",
            "decision.how",
            "decision.who",
            &["page.md:7:", "no answer here asks `who`"],
        ),
        twin(
            "an answer not on offer",
            "Social care alone",
            "Nobody",
            &["page.md:7:", "Social care and police together"],
        ),
        twin("a child nobody named", "children.Bilal", "children.Chidi", &["page.md:8:", "chidi"]),
        twin("an unknown kind of record", "| Visit |", "| Call |", &["page.md:8:", "`Call` is not a kind of record"]),
        twin("a date that is not one", "1 June 2026", "31 June 2026", &["page.md:7:", "is not a date"]),
        twin("a column nobody knows", "| Oddities |", "| Notes |", &["page.md:10:", "notes"]),
        twin("a row with a cell too few", "| never | none |", "| never |", &["page.md:12:", "6 cells under 7"]),
    ]
}
