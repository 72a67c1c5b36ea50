//! Making it: every story lived through, in order, on two threads, and kept as it comes.

use super::Plan;
use super::chance::{Chance, plus_months};
use super::diary::{Clock, Diary};
use super::household::Household;
use super::living::Life;
use super::stories::{Story, stories};
use super::walkthrough;
use super::workforce::Workforce;
use crate::failure::{Failure, Outcome};
use casework::{Casework, Problem};
use indicatif::{ProgressBar, ProgressStyle};
use practice::moment::Moment;
use std::sync::mpsc::{Receiver, sync_channel};
use store::{Change, Store};

/// How many families are kept at a time.
const BATCH: usize = 40;
/// How many threads live through them.
const THREADS: usize = 2;

/// Everyone who works in a demonstration.
pub fn workforce(plan: &Plan) -> Workforce {
    let until = Moment::of(plan.until).date;
    Workforce::of(plan.size, plus_months(until, -12 * i32::from(plan.years)), until, plan.seed)
}

/// Lives through every story and keeps the records.
pub fn families(store: &dyn Store, plan: &Plan, force: &Workforce) -> Outcome {
    let until = Moment::of(plan.until).date;
    let from = plus_months(until, -12 * i32::from(plan.years));
    let stories = stories(plan.size, from, until, plan.seed);
    let batches: Vec<(usize, &[Story])> = stories.chunks(BATCH).enumerate().collect();
    let bar = ProgressBar::new(stories.len() as u64 + 1);
    if let Ok(style) = ProgressStyle::with_template("Living through {len} families {bar:40} {percent}%, {eta} left") {
        bar.set_style(style);
    }
    let kept = std::thread::scope(|scope| {
        let workers: Vec<Receiver<Result<Change, Problem>>> = (0..THREADS)
            .map(|worker| {
                let (send, receive) = sync_channel(4);
                let mine: Vec<(usize, &[Story])> = batches.iter().skip(worker).step_by(THREADS).copied().collect();
                scope.spawn(move || {
                    for (number, batch) in mine {
                        let lived = batch_of(plan, force, number, batch);
                        if send.send(lived).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        for (number, batch) in &batches {
            // A worker that stopped without a word has panicked, and the scope will say so.
            let Ok(change) = workers[number % THREADS].recv() else { break };
            store.load(change.map_err(against_the_rules)?)?;
            bar.inc(batch.len() as u64);
        }
        Ok(())
    });
    bar.finish_and_clear();
    kept
}

fn against_the_rules(problem: Problem) -> Failure {
    Failure::new(
        format!("The demonstration went against the product's own rules: {problem}."),
        "This is a fault in crates/app/src/demo: report it with the seed, the size and the last day.",
    )
}

fn batch_of(plan: &Plan, force: &Workforce, number: usize, batch: &[Story]) -> Result<Change, Problem> {
    let (clock, casework) = Clock::with_casework()?;
    let mut revisions = Vec::new();
    if number == 0 {
        let diary = Diary::new(force, &casework, &clock, plan.until, plan.seed, u64::MAX);
        revisions.extend(finished(walkthrough::live(diary))?);
    }
    for (index, story) in batch.iter().enumerate() {
        let place = (number * BATCH + index) as u64 + 1;
        revisions.extend(finished(lived(plan, force, &casework, &clock, place, story))?);
    }
    casework.prepared(revisions)
}

fn lived<'w>(
    plan: &Plan,
    force: &'w Workforce,
    casework: &'w Casework,
    clock: &'w Clock,
    place: u64,
    story: &Story,
) -> Life<'w> {
    let mut diary = Diary::new(force, casework, clock, plan.until, plan.seed, place);
    let first = story.steps.first().map_or(Moment::of(plan.until).date, |step| step.on);
    let mut chance = Chance::of(diary.chance.seed(), place);
    let home = Household::of(&story.shape, first, &mut chance, &mut || diary.person(Moment::day(first)));
    let mut life = Life::new(diary, home);
    for step in &story.steps {
        life.live(step);
    }
    life
}

fn finished(life: Life<'_>) -> Result<Vec<practice::record::Revision>, Problem> {
    match life.diary.wrong {
        Some(problem) => Err(problem),
        None => Ok(life.diary.revisions),
    }
}
