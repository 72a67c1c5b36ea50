//! The tables and statements of the sources come out as printed, from children one by one.
//!
//! Sources: Ofsted's inspection of Bury, published 2016; Bolton Council's report on children's services, 2016. The figures
//! are theirs; the children are invented, as many as it takes to print them.

mod bolton;
mod bury;

use facts::Facts;
use facts::tables::{ClaEpisode, ClaPlacement};
use jiff::civil::Date;
use measures::comparators::{SHIPPED, comparators, latest};
use measures::engine::Setting;
use measures::{Index, Outcome, evaluate, find};

/// What a measure says of facts on a day.
pub fn asked(id: &str, facts: &Facts, setting: &Setting, on: Date) -> Outcome {
    evaluate(find(id).unwrap(), &Index::new(facts, setting), on).unwrap().0
}

/// A figure, and its comparators of the same day, to so many decimals.
pub fn printed(id: &str, authority: &str, facts: &Facts, setting: &Setting, on: Date, decimals: usize) -> Vec<String> {
    let all = comparators(SHIPPED).unwrap();
    let ours = asked(id, facts, setting, on).value.unwrap();
    let others = latest(&all, authority, id, None, on).into_iter().filter(|one| one.name != authority);
    let others = others.map(|one| format!("{} {}", one.name, one.value));
    std::iter::once(format!("{authority} {ours:.decimals$}")).chain(others).collect()
}

pub fn child(n: usize) -> facts::Text {
    format!("child-{n}").into()
}

/// A looked-after child from a day, living somewhere.
pub fn care(facts: &mut Facts, n: usize, from: Date, to: Option<(Date, &str)>, kind: &str, postcode: &str, miles: f64) {
    facts.cla_episodes.push(ClaEpisode {
        clae_cla_episode_id: format!("e{n}-{from}").into(),
        clae_person_id: child(n),
        clae_cla_episode_start_date: Some(from),
        clae_cla_episode_ceased_date: to.map(|(day, _)| day),
        clae_cla_episode_ceased_reason: to.map_or("", |(_, reason)| reason).into(),
        ..ClaEpisode::default()
    });
    facts.cla_placements.push(ClaPlacement {
        clap_cla_placement_id: format!("p{n}-{from}").into(),
        clap_person_id: child(n),
        clap_cla_placement_start_date: Some(from),
        clap_cla_placement_end_date: to.map(|(day, _)| day),
        clap_cla_placement_type: kind.into(),
        clap_cla_placement_postcode: postcode.into(),
        clap_cla_placement_distance: Some(miles),
        ..ClaPlacement::default()
    });
}
