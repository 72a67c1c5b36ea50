//! Making it: every story lived through, in order, on two threads, and kept as it comes.

use super::Plan;
use super::adopters;
use super::chance::{Chance, plus_months};
use super::diary::{Clock, Diary};
use super::household::Household;
use super::improving;
use super::living::Life;
use super::stories::{Story, stories};
use super::walkthrough;
use super::workforce::{Work, Workforce};
use crate::failure::{Failure, Outcome};
use casework::{Casework, Problem};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use practice::moment::Moment;
use std::sync::mpsc::{Receiver, sync_channel};
use store::{Change, Store};

/// How many families are lived through at a time.
const BATCH: usize = 40;
/// How many revisions are kept at a time, about. Each time, most pages of the indexes are written anew: many at a time
/// is what makes a large authority take no longer for each family than a small one.
const KEPT: usize = 20_000;
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
    let dealt = dealt(&stories, force, until, plan.size);
    let batches: Vec<(usize, &[Story])> = stories.chunks(BATCH).enumerate().collect();
    let bar = ProgressBar::new(stories.len() as u64 + 1);
    if let Ok(style) = ProgressStyle::with_template("Living through {len} families {bar:40} {percent}%, {eta} left") {
        bar.set_style(style);
    }
    let kept = std::thread::scope(|scope| {
        let workers: Vec<Receiver<Result<Change, Problem>>> = (0..THREADS)
            .map(|worker| {
                let (send, receive) = sync_channel(4);
                let dealt = &dealt;
                let mine: Vec<(usize, &[Story])> = batches.iter().skip(worker).step_by(THREADS).copied().collect();
                scope.spawn(move || {
                    for (number, batch) in mine {
                        let lived = batch_of(plan, force, number, batch, dealt);
                        if send.send(lived).is_err() {
                            return;
                        }
                    }
                });
                receive
            })
            .collect();
        let mut all = Change::default();
        for (number, batch) in &batches {
            // A worker that stopped without a word has panicked, and the scope will say so.
            let Ok(change) = workers[number % THREADS].recv() else { break };
            let change = change.map_err(against_the_rules)?;
            all.revisions.extend(change.revisions);
            all.forms.extend(change.forms);
            all.summaries.extend(change.summaries);
            if all.revisions.len() >= KEPT {
                store.load(std::mem::take(&mut all))?;
            }
            bar.inc(batch.len() as u64);
        }
        Ok(store.load(all)?)
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

/// The post that holds what is open on the last day, for each story: work goes to whoever has least room taken.
fn dealt(stories: &[Story], force: &Workforce, until: Date, size: f64) -> Vec<Option<(Work, usize)>> {
    let mut held = vec![0.0; force.posts.len()];
    let open = |story: &Story| story.steps.last().filter(|step| step.is_open_on(until)).and_then(|step| step.held_in());
    let mut deal = |story: &Story| {
        let work = open(story)?;
        let posts = force.posts_for(work);
        // The first post is the one its account signs in to: it has work to show at any size.
        let room = |post: usize| {
            let own = if post == posts[0] && size < 0.2 { 2.0 } else { 1.0 };
            held[post] / force.posts[post].carries / own
        };
        let post = posts.iter().copied().min_by(|one, other| room(*one).total_cmp(&room(*other)))?;
        held[post] += story.shape.children as f64;
        Some((work, post))
    };
    stories.iter().map(&mut deal).collect()
}

fn batch_of(
    plan: &Plan,
    force: &Workforce,
    number: usize,
    batch: &[Story],
    dealt: &[Option<(Work, usize)>],
) -> Result<Change, Problem> {
    let (clock, casework) = Clock::with_casework()?;
    let mut revisions = Vec::new();
    if number == 0 {
        let diary = |place| Diary::new(force, &casework, &clock, plan.until, plan.seed, place);
        revisions.extend(finished(walkthrough::live(diary(u64::MAX)).diary)?);
        let from = plus_months(Moment::of(plan.until).date, -12 * i32::from(plan.years));
        revisions.extend(finished(improving::live(diary(u64::MAX - 4)))?);
        revisions.extend(finished(adopters::live(diary(u64::MAX - 3), plan.size, from))?);
    }
    for (index, story) in batch.iter().enumerate() {
        let place = (number * BATCH + index) as u64 + 1;
        revisions.extend(finished(
            lived(plan, force, &casework, &clock, (place, story), dealt[number * BATCH + index]).diary,
        )?);
    }
    casework.prepared(revisions)
}

fn lived<'w>(
    plan: &Plan,
    force: &'w Workforce,
    casework: &'w Casework,
    clock: &'w Clock,
    (place, story): (u64, &Story),
    last_post: Option<(Work, usize)>,
) -> Life<'w> {
    let mut diary = Diary::new(force, casework, clock, plan.until, plan.seed, place);
    let first = story.steps.first().map_or(Moment::of(plan.until).date, |step| step.on);
    let mut chance = Chance::of(diary.chance.seed(), place);
    let home = Household::of(&story.shape, first, &mut chance, &mut || diary.person(Moment::day(first)));
    let mut life = Life::new(diary, home).held_by(last_post);
    for step in &story.steps {
        life.live(step);
    }
    life
}

fn finished(diary: Diary<'_>) -> Result<Vec<practice::record::Revision>, Problem> {
    match diary.wrong {
        Some(problem) => Err(problem),
        None => Ok(diary.revisions),
    }
}
