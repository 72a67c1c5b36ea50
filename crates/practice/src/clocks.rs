//! The list of every clock, by area.

mod assessment;
mod care;
mod child_in_need;
mod front_door;
mod protection;
pub mod strategy;
pub mod supervision;
mod transition;
mod visiting;

use crate::clock::Clock;
use std::sync::LazyLock;

/// Every clock, in the order of the catalogue.
pub fn all() -> &'static [Clock] {
    static ALL: LazyLock<Vec<Clock>> = LazyLock::new(|| {
        [
            front_door::clocks(),
            assessment::clocks(),
            strategy::clocks(),
            protection::clocks(),
            child_in_need::clocks(),
            care::clocks(),
            transition::clocks(),
            supervision::clocks(),
        ]
        .into_iter()
        .flatten()
        .collect()
    });
    &ALL
}

/// A clock by its id.
pub fn find(id: &str) -> Option<&'static Clock> {
    all().iter().find(|clock| clock.id == id)
}
