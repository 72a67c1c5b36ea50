//! Enquiries, conferences and child protection plans of one child.

use super::child::{code, day, line};
use super::rows::{About, key};
use jiff::civil::Date;
use practice::answer::{Asked, Link, Prose};
use practice::codes::{CategoryOfAbuse, Code};
use practice::moment::Moment;
use practice::protection::{
    Conference, ConferenceDecision, ConferenceKind, Decision, EnquiryFinding, EnquiryHow, EnquiryOutcome, Section47,
    StrategyDecision, StrategyDiscussion,
};
use standards::cin_census::{self as census, CinDetails, ProtectionPlan, value};
use std::collections::BTreeMap;

/// What the file says of the conference of one day.
struct Held {
    kind: ConferenceKind,
    decision: Decision,
    line: u32,
    note: &'static str,
    /// What an earlier census said of it stands: a review that is not the latest.
    settled: bool,
}

impl Held {
    fn new(kind: ConferenceKind, line: u32) -> Held {
        Held { kind, decision: Decision::NotRecorded, line, note: "", settled: false }
    }
}

/// All of a child's protection. Plans are looked at together: a conference belongs to a plan of any episode.
pub(super) fn protection(about: &mut About<'_>, from: &census::Child) {
    let mut held: BTreeMap<Date, Held> = BTreeMap::new();
    for episode in &from.episodes {
        for enquiry in &episode.enquiries {
            enquired(about, enquiry);
            if let Some(on) = day(&enquiry.conference) {
                let line = line(&enquiry.conference, enquiry.line);
                held.entry(on).or_insert_with(|| Held::new(ConferenceKind::Initial, line));
            }
        }
    }
    for episode in &from.episodes {
        if let Some(on) = day(&episode.conference) {
            let line = line(&episode.conference, episode.line);
            held.entry(on).or_insert_with(|| Held::new(ConferenceKind::TransferIn, line));
        }
    }
    let plans: Vec<(&CinDetails, &ProtectionPlan, Date)> = from
        .episodes
        .iter()
        .flat_map(|episode| episode.protection_plans.iter().map(move |plan| (episode, plan)))
        .filter_map(|(episode, plan)| Some((episode, plan, day(&plan.started)?)))
        .collect();
    for (_, plan, began) in &plans {
        reviewed(about, plan, *began, &mut held);
    }
    let mut ends = Vec::new();
    for (episode, plan, began) in &plans {
        let Some(ended) = day(&plan.ended) else { continue };
        let line = line(&plan.ended, plan.line);
        if ended <= *began {
            let message =
                format!("The plan of {began} ends on {ended}, no later than it begins; its end was left out.");
            about.fault(line, "CINdetails/ChildProtectionPlans/CPPendDate", &message, "Correct one of the dates.");
        } else if plans.iter().any(|(_, _, other)| *other == ended) {
            // Another plan begins that day: the child stays on one.
        } else if let Some(review) = held.get_mut(&ended) {
            review.decision = ending(from, ended);
            review.settled = false;
        } else if day(&episode.closed) != Some(ended) {
            ends.push((*began, ended, line));
        }
    }
    for (on, held) in held {
        let conference = conference(about, on, held.kind, held.decision);
        let name = key("Conference", on);
        if held.settled {
            about.add_settled(&name, &conference, held.line);
        } else {
            about.add(&name, &conference, held.line, held.note);
        }
    }
    for (began, ended, line) in ends {
        let conference = conference(about, ended, ConferenceKind::Review, ending(from, ended));
        about.add(&key("CPPendDate", began), &conference, line, "taken from the day the plan ended");
    }
}

fn enquired(about: &mut About<'_>, from: &census::Section47) {
    let Some(began) = day(&from.started) else { return };
    let strategy = StrategyDiscussion {
        held: Moment::day(began),
        agencies: Vec::new(),
        information: Prose::default(),
        child_seen: Asked::NotAsked,
        decision: StrategyDecision::Enquiry { how: EnquiryHow::NotRecorded },
        rationale: Prose::default(),
        interim_safety: Prose::default(),
        actions: Vec::new(),
    };
    let strategy = about.add(&key("S47ActualStartDate", began), &strategy, from.line, "");
    let (concluded, outcome, at, note) = match (day(&from.conference), value(&from.conference_not_required)) {
        (Some(on), _) => (on, EnquiryOutcome::Conference, line(&from.conference, from.line), ""),
        (None, Some(true)) => {
            let note = "the census has no day for this outcome";
            (began, EnquiryOutcome::NoConference, line(&from.conference_not_required, from.line), note)
        }
        (None, _) => return,
    };
    let finding = EnquiryFinding { outcome, words: Prose::default() };
    let enquiry = Section47 {
        concluded: Moment::day(concluded),
        strategy: Some(Link::to(strategy)),
        children: [(about.person, finding)].into_iter().collect(),
        enquiries: Prose::default(),
        authorised_by: None,
    };
    about.add(&key("Section47", began), &enquiry, at, note);
}

/// The conference a plan began at, and its reviews.
fn reviewed(about: &mut About<'_>, plan: &ProtectionPlan, began: Date, held: &mut BTreeMap<Date, Held>) {
    let on_plan = |category: Code<CategoryOfAbuse>| Decision::Plan { category, why: Prose::default() };
    let first = held.entry(began).or_insert_with(|| Held {
        note: "taken from the day the plan began",
        ..Held::new(ConferenceKind::Initial, line(&plan.started, plan.line))
    });
    let initial = code(&plan.initial_category);
    let latest = if value(&plan.latest_category).is_some() { code(&plan.latest_category) } else { initial.clone() };
    first.decision = on_plan(initial.clone());
    let last = plan.reviews.iter().filter_map(|review| review.value).max();
    if last.is_none() && latest != initial {
        let message = "The latest category differs from the first, but no review is given; the latest was left out.";
        let element = "CINdetails/ChildProtectionPlans/LatestCategoryOfAbuse";
        about.fault(line(&plan.latest_category, plan.line), element, message, "Give the date of the review.");
    }
    for review in &plan.reviews {
        let Some(on) = review.value.filter(|on| *on != began) else { continue };
        let found = held
            .entry(on)
            .or_insert_with(|| Held { settled: Some(on) != last, ..Held::new(ConferenceKind::Review, review.line) });
        if on > began && day(&plan.ended).is_none_or(|ended| on < ended) {
            found.decision = on_plan(latest.clone());
        }
    }
}

/// What a plan's last conference decided, as far as the file shows what followed.
fn ending(from: &census::Child, ended: Date) -> Decision {
    let plans = from.episodes.iter().flat_map(|episode| &episode.plans);
    let goes_on = plans.filter(|plan| day(&plan.ended).is_none_or(|end| end > ended));
    let in_need = goes_on.filter_map(|plan| day(&plan.started)).any(|began| began <= ended);
    let why = Prose::default();
    if in_need { Decision::ChildInNeed { why } } else { Decision::NoPlan { why } }
}

fn conference(about: &About<'_>, on: Date, kind: ConferenceKind, decision: Decision) -> Conference {
    let child = ConferenceDecision {
        took_part: Code::not_stated(),
        words: Prose::default(),
        decision,
        dissent: Prose::default(),
        advocacy: None,
    };
    Conference {
        held: Moment::day(on),
        kind,
        chair: None,
        attendance: Vec::new(),
        quorate: None,
        report_shared: Asked::NotAsked,
        parents_views: Asked::NotAsked,
        discussion: Prose::default(),
        confidential: Prose::default(),
        children: [(about.person, child)].into_iter().collect(),
        outline_plan: Prose::default(),
        contingency: Prose::default(),
        next: None,
    }
}
