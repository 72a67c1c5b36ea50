//! What has changed since a payload that was kept: whole children, with a purge flag on what is gone.

use std::collections::BTreeMap;

use super::*;

/// The children to send so that somebody who holds `before` comes to hold `now`: each that is new or has changed, whole;
/// what is gone of it with its purge flag; a child that is gone with the child's. In the order of their numbers.
pub fn changes(before: &[Child], now: &[Child]) -> Vec<Child> {
    let mut all: BTreeMap<&str, (Option<&Child>, Option<&Child>)> = BTreeMap::new();
    for child in before {
        all.entry(&child.la_child_id).or_default().0 = Some(child);
    }
    for child in now {
        all.entry(&child.la_child_id).or_default().1 = Some(child);
    }
    let one = |(id, pair): (&str, (Option<&Child>, Option<&Child>))| match pair {
        (Some(was), Some(is)) if was == is => None,
        (Some(was), Some(is)) => Some(changed(was, is)),
        (None, is) => is.cloned(),
        (Some(was), None) => Some(Child {
            la_child_id: id.to_owned(),
            mis_child_id: was.mis_child_id.clone(),
            purge: true,
            ..Child::default()
        }),
    };
    all.into_iter().filter_map(one).collect()
}

fn changed(was: &Child, is: &Child) -> Child {
    let mut is = is.clone();
    gone(&was.child_details, &mut is.child_details, || Details { purge: true, ..Details::default() });
    gone(&was.health_and_wellbeing, &mut is.health_and_wellbeing, || Health { purge: true, ..Health::default() });
    purged(&was.social_care_episodes, &mut is.social_care_episodes);
    for episode in &mut is.social_care_episodes {
        let Some(was) = was.social_care_episodes.iter().find(|was| was.id() == episode.id()) else { continue };
        // An episode that is purged takes all that is in it with it.
        if episode.purge {
            continue;
        }
        purged(&was.child_and_family_assessments, &mut episode.child_and_family_assessments);
        purged(&was.child_in_need_plans, &mut episode.child_in_need_plans);
        purged(&was.section_47_assessments, &mut episode.section_47_assessments);
        purged(&was.child_protection_plans, &mut episode.child_protection_plans);
        purged(&was.child_looked_after_placements, &mut episode.child_looked_after_placements);
        gone(&was.adoption, &mut episode.adoption, || Adoption { purge: true, ..Adoption::default() });
        gone(&was.care_leavers, &mut episode.care_leavers, || Leaver { purge: true, ..Leaver::default() });
    }
    is
}

/// A block that was there and is no longer.
fn gone<T>(was: &Option<T>, is: &mut Option<T>, purge: impl FnOnce() -> T) {
    if was.is_some() && is.is_none() {
        *is = Some(purge());
    }
}

/// Something with a number of its own.
trait Numbered: Sized {
    fn id(&self) -> &str;
    /// The same number, with its purge flag and nothing else.
    fn purge(&self) -> Self;
}

macro_rules! numbered {
    ($($name:ident $id:ident;)*) => {
        $(impl Numbered for $name {
            fn id(&self) -> &str {
                &self.$id
            }

            fn purge(&self) -> $name {
                $name { $id: self.$id.clone(), purge: true, ..$name::default() }
            }
        })*
    };
}

numbered! {
    Episode social_care_episode_id;
    Assessment child_and_family_assessment_id;
    Plan child_in_need_plan_id;
    Enquiry section_47_assessment_id;
    ProtectionPlan child_protection_plan_id;
    Placement child_looked_after_placement_id;
}

/// Adds those that were there and are no longer, each with its purge flag.
fn purged<T: Numbered>(was: &[T], is: &mut Vec<T>) {
    let gone: Vec<T> = was.iter().filter(|was| !is.iter().any(|is| is.id() == was.id())).map(T::purge).collect();
    is.extend(gone);
}
