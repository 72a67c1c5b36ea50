//! The lawful moves of a child's journey, as data, and a question when a record would make another.
//!
//! A question is never a refusal: what happened is written down, and the writer says why it was unusual.

mod steps;

pub use steps::{NOT_YET_RECORDED, RECORDED, steps_of, steps_told};

use crate::ids::PersonId;
use crate::moment::{Moment, long_date};
use crate::protection::{Section47, StrategyDiscussion};
use crate::record::{Body, Standing};
use crate::visits::Visit;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use steps::Told;

/// One lawful move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Move {
    /// The step it leaves: `s47`.
    pub from: String,
    /// The step it reaches: `icpc`.
    pub to: String,
    /// When it may be made.
    pub condition: String,
    /// Who decides.
    pub decided_by: String,
    /// What must be on file.
    pub records: String,
}

/// `from_step,to_step,condition,decision_maker,records_needed`, one move a line.
const DATA: &str = include_str!("../data/pathway.csv");

static MOVES: LazyLock<Vec<Move>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(DATA.as_bytes());
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let cell = |at: usize| row.get(at).map(str::to_owned);
        Some(Move { from: cell(0)?, to: cell(1)?, condition: cell(2)?, decided_by: cell(3)?, records: cell(4)? })
    })
    .collect()
});

/// Every lawful move, in the order of the table.
pub fn moves() -> &'static [Move] {
    &MOVES
}

/// Does the table hold this move?
pub fn is_lawful(from: &str, to: &str) -> bool {
    MOVES.iter().any(|one| one.from == from && one.to == to)
}

/// Where a child stands in the current episode.
#[derive(Default, Debug)]
struct Reached {
    /// Steps recorded and not yet left behind.
    steps: BTreeSet<&'static str>,
    /// Steps that a decision has opened, to be recorded next.
    opened: BTreeSet<&'static str>,
    /// When the episode began: its first record, or the closure before it.
    since: Option<Moment>,
}

impl Reached {
    fn of(child: PersonId, records: &Standing<'_>, by: Moment) -> Reached {
        let mut reached = Reached::default();
        for entry in records.entries().iter().filter(|entry| entry.about.is_by(by)) {
            let Ok(body) = &entry.body else { continue };
            let told = steps_told(body.as_ref(), child);
            if told.is_empty() {
                continue;
            }
            if told.taken.contains(&"closed") {
                reached = Reached { since: Some(entry.about), ..Reached::default() };
            }
            reached.since.get_or_insert(entry.about);
            for step in told.taken.iter().chain(&told.left) {
                reached.opened.remove(step);
            }
            reached.steps.extend(told.taken);
            for step in &told.left {
                reached.steps.remove(step);
            }
            reached.opened.extend(told.opened);
        }
        reached
    }

    fn allows(&self, step: &str) -> bool {
        self.opened.contains(step) || self.steps.iter().any(|from| is_lawful(from, step))
    }
}

/// Would recording this now be a move the table does not hold, given the steps this child has reached? Each question is
/// in plain words; none is a refusal. `records` are those that stand before it; `about` is when it happened.
pub fn unusual(child: PersonId, records: &Standing<'_>, body: &dyn Body, about: Moment) -> Vec<String> {
    let told = steps_told(body, child);
    let mut reached = Reached::of(child, records, about);
    let mut questions: Vec<String> = second_plan(&told, &reached).into_iter().collect();
    for step in told.taken.iter().chain(&told.opened) {
        let fine = match *step {
            "closed" if told.taken.contains(&"closed") => may_close(&reached),
            // Anyone may tell us of a concern at any time, and a plan in force may be refreshed.
            "contact" | "edt_contact" | "police_da_notification" | "missing" => true,
            "cp_plan" | "cin_plan" | "disabled_child_plan" if reached.steps.contains(step) => true,
            // The meeting that makes the plan comes before it; a disabled child's plan is reviewed at the same meetings.
            "cin_review" if reached.opened.contains("cin_plan") => true,
            "cin_review" if reached.steps.contains("disabled_child_plan") => true,
            _ if told.from_elsewhere => true,
            step => reached.allows(step),
        };
        if !fine && questions.is_empty() {
            questions.push(usually_follows(step, &reached));
        }
        if told.taken.contains(step) {
            reached.steps.insert(step);
        }
    }
    questions.extend(never_seen(child, records, body, about));
    questions
}

fn second_plan(told: &Told, reached: &Reached) -> Option<String> {
    let open = reached.steps.contains("cp_plan");
    if open && told.taken.contains(&"closed") {
        return Some(
            "A closure usually follows the end of the child protection plan; that plan is still open. Record it all \
             the same, and say why?"
                .to_owned(),
        );
    }
    let words = match () {
        () if open && told.taken.contains(&"icpc") => "An initial conference",
        () if open && told.taken.contains(&"cin_plan") => "A child in need plan",
        () if open && told.taken.contains(&"disabled_child_plan") => "A disabled child's plan",
        () => return None,
    };
    Some(format!(
        "{words} is unusual while the child is on a child protection plan. Record it all the same, and say why?"
    ))
}

/// An enquiry that ends and nobody saw the child: the clock that asks for it ends with the enquiry, so it is asked here.
fn never_seen(child: PersonId, records: &Standing<'_>, body: &dyn Body, about: Moment) -> Option<String> {
    body.as_any().downcast_ref::<Section47>()?.outcome(child)?;
    let discussions = records.of_kind::<StrategyDiscussion>();
    let began = discussions.filter(|one| one.leads_to_enquiry() && one.held.is_by(about)).map(|one| one.held).max()?;
    let seen = records.of_kind::<Visit>().any(|visit| visit.saw(child) && began.date <= visit.when.date);
    (!seen).then(|| {
        format!(
            "Nobody is recorded as having seen the child since the enquiry began on {}. Record the visit first, or say \
             why the child was not seen.",
            long_date(began.date)
        )
    })
}

/// Nothing is open that should end first, and something said that the work may end.
fn may_close(reached: &Reached) -> bool {
    let plan_open =
        ["cp_plan", "cin_plan", "disabled_child_plan", "looked_after"].iter().any(|plan| reached.steps.contains(plan));
    let ends = [
        "nfa",
        "advice_signpost",
        "early_help",
        "other_authority",
        "transfer_out",
        "housing_support",
        "cease_looked_after",
    ];
    let may_end = ends.iter().any(|end| reached.steps.contains(end) || reached.opened.contains(end));
    !plan_open && (may_end || reached.allows("closed"))
}

fn usually_follows(step: &'static str, reached: &Reached) -> String {
    let before: Vec<&str> =
        MOVES.iter().filter(|one| one.to == step).filter_map(|one| steps::words(&one.from)).collect();
    let mut named: Vec<&str> = Vec::new();
    for words in before {
        if !named.contains(&words) && named.len() < 3 {
            named.push(words);
        }
    }
    let what = steps::words(step).unwrap_or(step);
    let mut letters = what.chars();
    let what: String = letters.next().map(char::to_uppercase).into_iter().flatten().chain(letters).collect();
    let gap = match reached.since {
        Some(since) => format!("none is recorded since {}", long_date(since.date)),
        None => "none is recorded".to_owned(),
    };
    if step == "closed" && ["cin_plan", "disabled_child_plan"].iter().any(|plan| reached.steps.contains(plan)) {
        return "A closure usually follows a meeting that ends the plan; the plan is still open. Record it all the \
                same, and say why?"
            .to_owned();
    }
    format!("{what} usually follows {}; {gap}. Record it all the same, and say why?", either(&named))
}

/// "a, b or c".
fn either(words: &[&str]) -> String {
    match words {
        [] => "an earlier step".to_owned(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
