//! Clocks of the front door: contacts, agency checks, police notices, out of hours, referrals.

use crate::clock::Basis::{LocalDefault, NationalDefinition, StatutoryGuidance};
use crate::clock::Confidence::{Unverified, Verified};
use crate::clock::{Clock, Event, View};
use crate::episode::Stage;
use crate::front_door::{
    AgencyRequest, AgencyReturn, ConsentDecision, Contact, DomesticAbuseTriage, Feedback, HandoverAccepted, Rating,
    Referral, ReferralDecision, Response, Route, Screening, ScreeningDecision,
};
use crate::ids::RecordId;
use crate::limit::Unit::{Hours, Months, WorkingDays};
use crate::moment::Moment;
use crate::oversight::{Allocation, Closure, TransferOut};
use crate::record::On;
use jiff::civil::{Date, date};

/// Working Together 2013, the first edition with these expectations, took effect on this day.
const SINCE_2013: (Option<Date>, Option<Date>) = (Some(date(2013, 4, 15)), None);

/// The clocks of this area.
pub fn clocks() -> Vec<Clock> {
    let mut clocks = contacts();
    clocks.extend(agency_returns());
    clocks.extend(referrals());
    clocks.sort_by_key(|clock| clock.id);
    clocks
}

fn contacts() -> Vec<Clock> {
    vec![
        // A new contact starts a clock of its own. It never ends that of an earlier one: each needs its decision.
        Clock::new("CLK-FD-01", "Contact screened and threshold decision made")
            .from::<Contact>(|contact| Some(contact.received))
            .within(1, WorkingDays)
            .until_answer::<ScreeningDecision>(|screening| {
                screening.decision.settles().then_some((screening.decided, screening.contact.id))
            })
            .task("Decide what should follow the contact", "screening_decision")
            .cite(
                LocalDefault,
                Unverified,
                "Local; mirrors the referral decision expectation in Working Together to Safeguard Children (2013, 2015, \
                 2018, 2023 editions)",
            )
            .in_force(SINCE_2013.0, SINCE_2013.1),
        Clock::new("CLK-FD-07", "Police domestic abuse notification reaches the hub")
            .from_with(incidents)
            .within(24, Hours)
            .until_with(|view, start| {
                let notice = view.records.of_kind::<Contact>().find(|contact| Some(contact.entry.id) == start.record)?;
                Some(Event::of(notice.received, notice.entry.id))
            })
            .task("Record the police notice", "contact")
            .cite(LocalDefault, Unverified, "Local information sharing agreement"),
        Clock::new("CLK-FD-08", "Daily domestic abuse triage considers the notification")
            .from::<Contact>(|contact| contact.incident().map(|_| contact.received))
            .within(1, WorkingDays)
            .until_with(|view, start| {
                view.first_after::<DomesticAbuseTriage>(start, |triage| {
                    let this_child = triage.children.0.is_empty() || triage.children.of(view.child).is_some();
                    (this_child && answers(start, triage.contact.id)).then_some(triage.held)
                })
            })
            // A notice decided without the meeting has been decided: nobody takes it there afterwards.
            .unless_with(|view, start| {
                screened(view, start.record, Screening::settles).filter(|settled| start.at.is_by(*settled))
            })
            .task("Take the notice to the daily triage", "domestic_abuse_triage")
            .cite(LocalDefault, Unverified, "Local multi-agency triage terms of reference"),
        // While the end of the out-of-hours work is not recorded, time is counted from the contact itself.
        Clock::new("CLK-FD-09", "Out-of-hours activity on record and handed to day service")
            .from::<Contact>(|contact| match contact.route {
                Route::OutOfHours { ended, .. } => Some(ended.unwrap_or(contact.received)),
                _ => None,
            })
            .within(1, WorkingDays)
            .until_answer::<HandoverAccepted>(|handover| Some((handover.accepted, handover.contact.id)))
            .task("Accept the out-of-hours handover", "handover_accepted")
            .cite(LocalDefault, Unverified, "Local out-of-hours (emergency duty team) protocol"),
        Clock::new("CLK-FD-11", "Consent decision recorded at contact")
            .from::<Contact>(|contact| Some(contact.received))
            .within(1, WorkingDays)
            .until_with(consent_decided)
            .unless_with(|view, start| {
                screened(view, start.record, |decision| {
                    matches!(decision, Screening::NoFurtherAction | Screening::Advice { .. })
                })
            })
            .task("Record the family's consent, or why it is set aside", "consent_decision")
            .cite(
                LocalDefault,
                Unverified,
                "Local; data protection law and Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions), \
                 information sharing",
            ),
        Clock::new("CLK-FD-13", "Notification to other agency for out-of-area child")
            .from::<ScreeningDecision>(|screening| {
                matches!(screening.decision, Screening::OtherAuthority { .. }).then_some(screening.decided)
            })
            .within(1, WorkingDays)
            .until::<TransferOut>(|handover| handover.acknowledged)
            .task("Hand over to the child's own authority", "transfer_out")
            .cite(LocalDefault, Unverified, "Local cross-border procedure"),
    ]
}

fn agency_returns() -> Vec<Clock> {
    let asked = |id, name, rating: Rating, hours, cite| {
        Clock::new(id, name)
            .from_child::<AgencyRequest>(move |request, _| {
                (request.rating == rating && !request.agencies.is_empty()).then_some(request.rated)
            })
            .within(hours, Hours)
            .until_with(all_returned)
            // Once the contact is settled nobody waits for the answers.
            .unless_with(|view, start| {
                let request = view.records.of_kind::<AgencyRequest>().find(|one| Some(one.entry.id) == start.record)?;
                let contact = request.record().contact.map(|link| link.id)?;
                screened(view, Some(contact), Screening::settles).filter(|settled| start.at.is_by(*settled))
            })
            .task("Get or chase what the agencies know", "agency_return")
            .cite(LocalDefault, Unverified, cite)
    };
    vec![
        asked(
            "CLK-FD-04",
            "MASH information return: red",
            Rating::Red,
            4,
            "Local MASH protocol (a commonly used 4, 24 and 72 hour scheme)",
        ),
        asked("CLK-FD-05", "MASH information return: amber", Rating::Amber, 24, "Local MASH protocol"),
        asked("CLK-FD-06", "MASH information return: green", Rating::Green, 72, "Local MASH protocol"),
    ]
}

fn referrals() -> Vec<Clock> {
    vec![
        Clock::new("CLK-FD-02", "Referral acknowledged and next step decided")
            .from::<Referral>(|referral| Some(referral.received))
            .within(1, WorkingDays)
            .until_with(decided_and_acknowledged)
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Decide the response and tell the referrer", "referral_decision")
            .cite(
                StatutoryGuidance,
                Verified,
                "Keeping Children Safe in Education 2025, para 62; Working Together to Safeguard Children (2013, 2015, \
                 2018, 2023 editions), ch.1 (2018), ch.3 (2023)",
            )
            .in_force(SINCE_2013.0, SINCE_2013.1),
        Clock::new("CLK-FD-03", "Outcome fed back to the referrer")
            .from_with(|view, out| {
                for decision in view.records.of_kind::<ReferralDecision>() {
                    let referral = referral(view, decision.referral.id);
                    if referral.is_some_and(|referral| from_professional(view, referral)) {
                        out.push(Event::of(decision.decided, decision.entry.id));
                    }
                }
            })
            .within(3, WorkingDays)
            .until_with(|view, start| {
                let decision =
                    view.records.of_kind::<ReferralDecision>().find(|one| Some(one.entry.id) == start.record)?;
                fed_back(view, start, referral(view, decision.referral.id)?)
            })
            .unless::<Closure>(|closure| Some(closure.closed))
            .task("Tell the referrer the outcome", "feedback")
            .cite(
                LocalDefault,
                Unverified,
                "Local; Working Together to Safeguard Children (2013, 2015, 2018, 2023 editions) expects feedback but sets \
                 no number",
            )
            .in_force(SINCE_2013.0, SINCE_2013.1),
        Clock::new("CLK-FD-10", "Accepted referral allocated to a social worker")
            .from::<ReferralDecision>(|decision| {
                matches!(decision.response, Response::Assess | Response::Homeless).then_some(decision.decided)
            })
            .during(Stage::Need)
            .within(1, WorkingDays)
            .until_with(allocated)
            .task("Allocate a social worker", "allocation")
            .cite(LocalDefault, Unverified, "Local"),
        Clock::new("CLK-FD-12", "Re-referral look-back window")
            .from::<Referral>(|referral| Some(referral.received))
            .within(12, Months)
            .as_window()
            .cite(
                NationalDefinition,
                Verified,
                "ADCS Safeguarding Pressures phase 9, section 4.2; DfE children in need statistics",
            ),
    ]
}

fn answers(start: &Event, record: RecordId) -> bool {
    start.record == Some(record)
}

/// Each incident police attended, once, by the notice that reached us first.
fn incidents(view: &View<'_>, out: &mut Vec<Event>) {
    let mut known: Vec<(Moment, String)> = Vec::new();
    for contact in view.records.of_kind::<Contact>() {
        let Route::PoliceNotice { incident, reference, .. } = &contact.record().route else { continue };
        let again = |(at, named): &(Moment, String)| at == incident || (!reference.is_empty() && named == reference);
        if !known.iter().any(again) {
            known.push((*incident, reference.clone()));
            out.push(Event::of(*incident, contact.entry.id));
        }
    }
}

/// Consent decided in the contact itself, or afterwards about it.
fn consent_decided(view: &View<'_>, start: &Event) -> Option<Event> {
    let contact = view.records.of_kind::<Contact>().find(|contact| Some(contact.entry.id) == start.record)?;
    if contact.consent.as_ref().is_some_and(|consent| consent.is_decided()) {
        return Some(Event::of(contact.received, contact.entry.id));
    }
    view.first_after::<ConsentDecision>(start, |decision| {
        let of_this = decision.contact.is_none_or(|link| answers(start, link.id));
        (of_this && decision.consent.is_decided()).then_some(decision.decided)
    })
}

/// When a contact was first decided in one of these ways.
fn screened(view: &View<'_>, contact: Option<RecordId>, how: fn(&Screening) -> bool) -> Option<Moment> {
    let mut decisions = view.records.of_kind::<ScreeningDecision>();
    decisions.find(|one| Some(one.contact.id) == contact && how(&one.decision)).map(|one| one.decided)
}

/// When the last of the agencies asked had answered, or been chased.
fn all_returned(view: &View<'_>, start: &Event) -> Option<Event> {
    let request = view.records.of_kind::<AgencyRequest>().find(|one| Some(one.entry.id) == start.record)?;
    let mut last: Option<Event> = None;
    for agency in &request.agencies {
        let first = view.first_after::<AgencyReturn>(start, |answer| {
            (answers(start, answer.request.id) && answer.agency == *agency).then_some(answer.received)
        })?;
        last = Some(last.map_or(first, |last| later(last, first)));
    }
    last
}

fn later(one: Event, other: Event) -> Event {
    if one.at > other.at { one } else { other }
}

fn referral<'r>(view: &View<'r>, id: RecordId) -> Option<On<'r, Referral>> {
    view.records.of_kind::<Referral>().find(|referral| referral.entry.id == id)
}

/// Was a referral made by a professional, who is owed an answer?
fn from_professional(view: &View<'_>, referral: On<'_, Referral>) -> bool {
    let contact =
        referral.contact.and_then(|link| view.records.of_kind::<Contact>().find(|one| one.entry.id == link.id));
    match contact {
        Some(contact) => contact.from_professional(),
        None => crate::front_door::is_professional(&referral.source),
    }
}

/// The first feedback about the contact a referral came from; any, when it names none.
fn fed_back(view: &View<'_>, start: &Event, referral: On<'_, Referral>) -> Option<Event> {
    view.first_after::<Feedback>(start, |feedback| {
        referral.contact.is_none_or(|link| link.id == feedback.contact.id).then_some(feedback.sent)
    })
}

/// When the response was decided and the referrer knew the referral had arrived: said in the decision, or by feedback.
fn decided_and_acknowledged(view: &View<'_>, start: &Event) -> Option<Event> {
    let of_this = |decision: &ReferralDecision| answers(start, decision.referral.id);
    let decided = view.first_after::<ReferralDecision>(start, |one| of_this(one).then_some(one.decided))?;
    let acknowledged = view.first_after::<ReferralDecision>(start, |one| {
        (of_this(one) && one.acknowledged.known() == Some(&true)).then_some(one.decided)
    });
    let told = fed_back(view, start, referral(view, start.record?)?);
    let known = [acknowledged, told].into_iter().flatten().min_by_key(|event| event.at)?;
    Some(later(decided, known))
}

/// The first worker named after the decision, or the worker the child already had.
fn allocated(view: &View<'_>, start: &Event) -> Option<Event> {
    let held = view.records.of_kind::<Allocation>().take_while(|one| one.from.is_by(start.at)).last();
    let closed_since = |from: Moment| {
        let mut closures = view.records.of_kind::<Closure>();
        closures.any(|closure| from.is_by(closure.closed) && closure.closed.is_by(start.at))
    };
    match held.filter(|one| one.worker.is_some() && !closed_since(one.from)) {
        Some(held) => Some(Event::of(start.at, held.entry.id)),
        None => view.first_after::<Allocation>(start, |one| one.worker.is_some().then_some(one.from)),
    }
}
