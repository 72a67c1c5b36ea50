//! The list of every clock, by area.

mod protection;

use crate::clock::Clock;
use std::sync::LazyLock;

/// Every clock, in the order of the catalogue.
pub fn all() -> &'static [Clock] {
    static ALL: LazyLock<Vec<Clock>> = LazyLock::new(|| [protection::clocks()].into_iter().flatten().collect());
    &ALL
}

/// A clock by its id.
pub fn find(id: &str) -> Option<&'static Clock> {
    all().iter().find(|clock| clock.id == id)
}
