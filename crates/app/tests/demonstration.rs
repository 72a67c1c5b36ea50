//! The demonstration keeps its promises: it looks like the authority it follows, it can be made again, and it passes
//! the product's own checks.

use casework::{Casework, rebuild};
use goldthread::commands::{export, import};
use goldthread::demo::{self, Plan, stories};
use jiff::Timestamp;
use practice::front_door::{Contact, Referral};
use practice::ids::PersonId;
use practice::journey::Journey;
use practice::moment::Moment;
use practice::record::Records;
use practice::summary::Summary;
use std::collections::BTreeSet;
use store::Store;

fn plan(seed: u64) -> Plan {
    Plan { size: 0.01, seed, years: 10, until: demo::evening_of(jiff::civil::date(2026, 11, 20)) }
}

fn made(seed: u64) -> Box<dyn Store> {
    let store = store::open("memory:").unwrap();
    demo::make(store.as_ref(), &plan(seed)).unwrap();
    store
}

fn everyone(store: &dyn Store) -> Vec<PersonId> {
    store.people_after(None, usize::MAX).unwrap()
}

fn in_stage<'s>(summaries: &'s [Summary], stage: &str) -> Vec<&'s Summary> {
    summaries.iter().filter(|one| one.stages.iter().any(|open| open == stage)).collect()
}

#[test]
fn the_last_day_looks_like_the_authority_it_follows() {
    let store = made(1989);
    let summaries = store.summaries(&everyone(store.as_ref())).unwrap();
    let need = in_stage(&summaries, "need").len() as f64;
    assert!((need - 15.84).abs() <= 15.84 * 0.15, "{need} in need");
    let plans = in_stage(&summaries, "protection_plan");
    assert!((2..=4).contains(&plans.len()), "{} on plans", plans.len());
    let neglect = plans.iter().filter(|one| one.detail["category"] == "Neglect").count();
    assert!((1..plans.len()).contains(&neglect), "{neglect} of {} for neglect", plans.len());
    let records = Records::read(store.about(&everyone(store.as_ref())).unwrap());
    let standing = records.standing();
    let contacts = standing.of_kind::<Contact>().count() as f64;
    let police = standing.of_kind::<Contact>().filter(|contact| contact.source.is(&["6"])).count() as f64;
    assert!((police / contacts - 0.4).abs() <= 0.05, "{police} of {contacts} from the police");
    let referred: usize = standing.of_kind::<Referral>().map(|referral| referral.entry.people.len()).sum();
    let yearly = referred as f64 / 10.0 / 430.0;
    assert!((0.045..=0.065).contains(&yearly), "{yearly} of those under 18 referred in a year");
    let waiting = store.waiting(100).unwrap();
    let contacts: BTreeSet<_> = waiting.iter().map(|row| row.waiting.contact).collect();
    assert!(contacts.len() >= 5, "{} contacts wait", contacts.len());
}

#[test]
fn the_full_authority_has_the_figures_it_follows() {
    let (from, until) = (jiff::civil::date(2016, 11, 20), jiff::civil::date(2026, 11, 20));
    let told = stories::stories(1.0, from, until, 1989);
    let on_plan = |story: &&stories::Story| story.steps.last().is_some_and(|step| step.is_on_a_plan(until));
    let children = |stories: &[&stories::Story]| stories.iter().map(|story| story.shape.children).sum::<usize>();
    let plans: Vec<&stories::Story> = told.iter().filter(on_plan).collect();
    assert_eq!(children(&plans), 275);
    let neglect: Vec<&stories::Story> =
        plans.iter().filter(|story| story.steps.last().is_some_and(|step| step.for_neglect())).copied().collect();
    let share = children(&neglect) as f64 / 275.0;
    assert!((share - 0.51).abs() < 0.03, "{share} for neglect");
}

#[test]
fn the_same_seed_makes_the_same_records_and_another_makes_others() {
    let written = |store: &dyn Store| {
        let mut out = Vec::new();
        export::write(store, &mut out).unwrap().unwrap();
        out
    };
    let one = written(made(7).as_ref());
    assert!(one.len() > 1_000_000);
    assert!(one == written(made(7).as_ref()), "two of one seed differ");
    assert!(one != written(made(8).as_ref()), "two of different seeds are the same");
}

#[test]
fn only_what_was_planted_is_odd() {
    let store = made(1989);
    let mut odd = Vec::new();
    for summary in store.summaries(&everyone(store.as_ref())).unwrap() {
        let records = Records::read(store.about(&[summary.person]).unwrap());
        let journey = Journey::of(summary.person, &records, Moment::of(plan(1989).until));
        odd.extend(journey.oddities);
    }
    assert_eq!(odd.len(), stories::planted(0.01), "{odd:?}");
    assert!(odd[0].words.contains("nothing was open"), "{odd:?}");
}

#[test]
fn lists_show_what_records_say_and_an_export_reads_back() {
    let casework = Casework::new(made(3), Timestamp::now).unwrap();
    let verified = rebuild::verify(&casework).unwrap();
    assert_eq!((verified.differ, verified.first_that_differs), (0, None));
    let mut out = Vec::new();
    let count = export::write(casework.store(), &mut out).unwrap().unwrap();
    let other = store::open("memory:").unwrap();
    assert_eq!(import::records::read(other.as_ref(), out.as_slice()).unwrap(), count);
    let other = Casework::new(other, Timestamp::now).unwrap();
    rebuild::rebuild(&other).unwrap();
    let people = everyone(casework.store());
    assert_eq!(casework.store().summaries(&people).unwrap(), other.store().summaries(&people).unwrap());
}

#[test]
fn a_summary_that_differs_is_named() {
    let casework = Casework::new(made(3), Timestamp::now).unwrap();
    let people = everyone(casework.store());
    let mut summaries = casework.store().summaries(&people).unwrap();
    summaries[4].name = "Somebody Else".to_owned();
    casework.store().rebuild(summaries).unwrap();
    let verified = rebuild::verify(&casework).unwrap();
    assert_eq!((verified.differ, verified.first_that_differs), (1, Some(people[4])));
}

#[test]
fn everyone_can_sign_in_and_a_demonstration_is_made_once() {
    let store = made(1989);
    let offered = demo::sign_ins(store.as_ref()).unwrap();
    assert!(!demo::is_unfinished(store.as_ref()).unwrap());
    let casework = Casework::new(store, Timestamp::now).unwrap();
    for one in offered {
        let signed = casework.sign_in(&one.user, &one.password).unwrap();
        assert_eq!(signed.actor.role.label(), one.role);
    }
}
