//! Clocks of disabled young people getting ready for adult life.

use crate::age::birthday;
use crate::clock::Basis::{LocalDefault, Statute};
use crate::clock::Confidence::Unverified;
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::limit::Unit::Months;
use crate::moment::Moment;
use crate::plans::TransitionReview;
use jiff::civil::{Date, date};

/// The clocks of this area: each runs while a child recorded as disabled is open to social care.
pub fn clocks() -> Vec<Clock> {
    vec![
        Clock::new("CLK-TR-01", "Preparing-for-adulthood planning starts")
            .from_with(|view, out| {
                out.extend(open_from(view, year_nine));
                if view.person.is_disabled() {
                    let reviews = view.records.of_kind::<TransitionReview>();
                    out.extend(reviews.map(|review| Event::of(review.held, review.entry.id)));
                }
            })
            .during(Stage::Need)
            .within(12, Months)
            .until::<TransitionReview>(|review| Some(review.held))
            .task("Hold the transition review", "transition_review")
            .cite(Statute, Unverified, "SEND Regulations 2014; Children and Families Act 2014")
            .in_force(Some(date(2014, 9, 1)), None),
        Clock::new("CLK-TR-02", "Adult child's needs assessment")
            .from_with(|view, out| {
                // It shows from Year 9 on, when planning for adult life starts.
                let Some(adult) = view.person.birthday().map(|born| birthday(born, 18)) else { return };
                let open = open_from(view, year_nine).filter(|event| !done_before(view, event.at, adult_care_decided));
                out.extend(open.map(|event| Event::day(adult).since(event.at)));
            })
            .during(Stage::Need)
            .before(6, Months)
            .until::<TransitionReview>(|review| adult_care_decided(review).then_some(review.held))
            .task("Record what adult social care decided", "transition_review")
            .cite(LocalDefault, Unverified, "Care Act 2014 s58-63")
            .in_force(Some(date(2015, 4, 1)), None),
        Clock::new("CLK-TR-03", "Transition plan named worker from adult services")
            .from_with(|view, out| {
                let open = open_from(view, |born| birthday(born, 16));
                out.extend(open.filter(|event| !done_before(view, event.at, adult_worker_named)));
            })
            .during(Stage::Need)
            .within(6, Months)
            .until::<TransitionReview>(|review| adult_worker_named(review).then_some(review.held))
            .task("Name the worker from adult services", "transition_review")
            .cite(LocalDefault, Unverified, "Local (Bury begins at 16)"),
    ]
}

/// 1 September of the school year in which a child is 13 and turns 14.
fn year_nine(born: Date) -> Date {
    let school_year = if born.month() >= 9 { born.year() } else { born.year() - 1 };
    Date::new(school_year.saturating_add(14), 9, 1).unwrap_or(Date::MAX)
}

/// For each time a disabled child is open to social care: the day they reach an age, or the day they are opened when
/// that is later. Days still to come are not told.
fn open_from<'v>(view: &'v View<'_>, reaches: fn(Date) -> Date) -> impl Iterator<Item = Event> + 'v {
    let reached = view.person.birthday().filter(|_| view.person.is_disabled()).map(reaches);
    let open = view.episodes.iter().filter(|episode| episode.stage == Stage::Need);
    open.filter_map(move |episode| {
        let at = episode.opened.max(Moment::day(reached?));
        (at.is_by(view.on) && episode.covers(at)).then(|| Event::day(at.date))
    })
}

fn done_before(view: &View<'_>, at: Moment, done: fn(&TransitionReview) -> bool) -> bool {
    view.records.of_kind::<TransitionReview>().any(|review| done(review.record()) && review.held < at)
}

fn adult_care_decided(review: &TransitionReview) -> bool {
    !review.adult_decision.trim().is_empty()
}

fn adult_worker_named(review: &TransitionReview) -> bool {
    !review.adult_worker.trim().is_empty()
}
