//! A child of the file: who they are, and each episode of need.

use super::protection;
use super::rows::{About, File, key};
use jiff::civil::Date;
use practice::answer::{Asked, Link, Prose};
use practice::assessment::{
    Assessment, AssessmentDetail, AssessmentKind, AssessmentOutcome, AssessmentStarted, ChildAssessed,
};
use practice::codes::{Code, CodeSet};
use practice::front_door::{Referral, ReferralDecision, Response};
use practice::moment::{Moment, PartialDate};
use practice::oversight::{Closure, Step, StepDown};
use practice::people::{Birth, PersonDetails};
use practice::plans::{Plan, PlanKind};
use standards::cin_census::{self as census, CinDetails, Field, value};

/// The records of one child. A child without a number is left out: it could not be told from others.
pub(super) fn child(file: &mut File, from: &census::Child) {
    let Some(number) = from.identifiers.la_child_id.value.as_deref() else {
        file.unnamed += 1;
        return;
    };
    let mut about = file.about(number);
    details(&mut about, from);
    for episode in &from.episodes {
        need(&mut about, episode);
        for assessment in &episode.assessments {
            assessed(&mut about, assessment);
        }
        for plan in &episode.plans {
            in_need(&mut about, episode, plan);
        }
        for steps in &episode.pre_proceedings {
            let message = "Pre-proceedings and family group decision making are not kept here yet; they were left out.";
            about.fault(
                steps.line,
                "CINdetails/PreProceedingsandFGDM",
                message,
                "Keep the file to bring them in later.",
            );
        }
    }
    protection::protection(&mut about, from);
}

/// A day of the file.
pub(super) fn day(field: &Field<Date>) -> Option<Date> {
    value(field).copied()
}

/// A code of the file; not stated when it has none or cannot be read.
pub(super) fn code<S: CodeSet>(field: &Field<String>) -> Code<S> {
    value(field).map_or_else(Code::not_stated, |code| Code::new(code))
}

fn details(about: &mut About<'_>, from: &census::Child) {
    let who = &from.identifiers;
    let birth = match (day(&who.born), day(&who.expected)) {
        (Some(on), _) => Birth::Born { on: PartialDate::Day(on) },
        (None, Some(on)) => Birth::Expected { on: PartialDate::Day(on) },
        (None, None) => Birth::NotKnown,
    };
    let sex = match value(&who.gender_current).map(String::as_str) {
        _ if value(&who.sex).is_some() => code(&who.sex),
        Some("1") => Code::new("M"),
        Some("2") => Code::new("F"),
        Some(_) => Code::new("U"),
        None => Code::not_stated(),
    };
    let first_day = from.episodes.iter().filter_map(first_day).min();
    let Some(since) = day(&who.born).or(first_day).or(day(&who.expected)) else {
        let message = "The child has no date at all, so no record can be made of it.";
        about.fault(from.line, "ChildIdentifiers", message, "Give the date of birth, or the date of a referral.");
        return;
    };
    let text = |field: &Field<String>| value(field).cloned().unwrap_or_default();
    let person = PersonDetails {
        from: Moment::day(since),
        given: "Child".to_owned(),
        family: about.number().to_owned(),
        known_as: String::new(),
        other_names: Vec::new(),
        birth,
        sex,
        ethnicity: code(&from.characteristics.ethnicity),
        religion: String::new(),
        language: String::new(),
        communication: String::new(),
        disabilities: codes(&from.characteristics.disabilities),
        died: day(&who.died).map(PartialDate::Day),
        nhs_number: String::new(),
        upn: text(&who.upn),
        upn_unknown: code(&who.upn_unknown),
        school: String::new(),
        telephone: String::new(),
        other_number: about.number().to_owned(),
    };
    about.add("PersonDetails", &person, from.identifiers.la_child_id.line, "names are not held in the census");
}

/// Any first day an episode knows.
fn first_day(episode: &CinDetails) -> Option<Date> {
    let days = [day(&episode.referred), day(&episode.conference), day(&episode.closed)].into_iter().flatten();
    let inner = episode.assessments.iter().filter_map(|one| day(&one.started).or(day(&one.authorised)));
    let inner = inner.chain(episode.enquiries.iter().filter_map(|one| day(&one.started)));
    let inner = inner.chain(episode.plans.iter().filter_map(|one| day(&one.started)));
    days.chain(inner).chain(episode.protection_plans.iter().filter_map(|one| day(&one.started))).min()
}

fn codes<S: CodeSet>(cells: &[census::Cell<String>]) -> Vec<Code<S>> {
    let mut codes: Vec<Code<S>> = Vec::new();
    for code in cells.iter().filter_map(|cell| cell.value.as_deref()) {
        if !codes.iter().any(|one| one.as_str() == code) {
            codes.push(Code::new(code));
        }
    }
    codes
}

fn need(about: &mut About<'_>, episode: &CinDetails) {
    let closed = day(&episode.closed);
    let referral = day(&episode.referred).map(|received| {
        let referral = Referral {
            received: Moment::day(received),
            contact: None,
            source: code(&episode.referral_source),
            need: code(&episode.primary_need),
            reason: Prose::default(),
        };
        (received, about.add(&key("CINdetails", received), &referral, episode.line, ""))
    });
    if let Some((received, referral)) = referral
        && value(&episode.no_further_action) == Some(&true)
    {
        let decision = ReferralDecision {
            decided: Moment::day(closed.filter(|closed| *closed >= received).unwrap_or(received)),
            referral: Link::to(referral),
            response: Response::NoFurtherAction,
            rationale: Prose::default(),
            acknowledged: Asked::NotAsked,
            team: None,
        };
        let note = "the census has no day for this decision";
        about.add(&key("ReferralNFA", received), &decision, episode.line, note);
    }
    if let Some(closed) = closed {
        let closure = Closure {
            closed: Moment::day(closed),
            reason: code(&episode.closure_reason),
            agreed_by: None,
            outcome: Prose::default(),
            feedback: Asked::NotAsked,
            safety_net: Prose::default(),
        };
        let of = referral.map_or(closed, |(received, _)| received);
        about.add(&key("CINclosureDate", of), &closure, line(&episode.closed, episode.line), "");
    }
}

/// The line of a value, or of its row when it is not there.
pub(super) fn line<T>(field: &Field<T>, row: u32) -> u32 {
    field.as_ref().map_or(row, |cell| cell.line)
}

fn assessed(about: &mut About<'_>, from: &census::Assessment) {
    let started = day(&from.started).map(|began| {
        let start = AssessmentStarted {
            started: Moment::day(began),
            kind: AssessmentKind::ChildAndFamily,
            scope: Prose::default(),
            target: day(&from.internal_review),
        };
        (began, about.add(&key("AssessmentActualStartDate", began), &start, from.line, ""))
    });
    let Some(authorised) = day(&from.authorised) else { return };
    let found = ChildAssessed {
        seen_alone: Asked::NotAsked,
        daily_life: Prose::default(),
        identity: Prose::default(),
        outcome: AssessmentOutcome::NotRecorded,
    };
    let assessment = Assessment {
        authorised: Moment::day(authorised),
        started: started.map(|(_, id)| Link::to(id)),
        kind: AssessmentDetail::ChildAndFamily,
        children: [(about.person, found)].into_iter().collect(),
        history: Prose::default(),
        parents: Prose::default(),
        surroundings: Prose::default(),
        factors: codes(&from.factors),
        analysis: Prose::default(),
        doubts: Prose::default(),
        authorised_by: None,
    };
    let of = started.map_or_else(|| key("alone", authorised), |(began, _)| began.to_string());
    let line = line(&from.authorised, from.line);
    about.add(&format!("AssessmentAuthorisationDate/{of}"), &assessment, line, "");
}

fn in_need(about: &mut About<'_>, episode: &CinDetails, from: &census::CinPlan) {
    let Some(began) = day(&from.started) else { return };
    let ended = day(&from.ended);
    if let Some(ended) = ended.filter(|ended| *ended <= began) {
        let message =
            format!("The child in need plan of {began} ends on {ended}, no later than it begins; it was left out.");
        about.fault(line(&from.ended, from.line), "CINdetails/CINPlanDates", &message, "Correct one of the dates.");
        return;
    }
    let plan = Plan {
        agreed: Moment::day(began),
        kind: PlanKind::ChildInNeed,
        goals: Vec::new(),
        actions: Vec::new(),
        child_words: Asked::NotAsked,
        family_words: Asked::NotAsked,
        contingency: Prose::default(),
        visit_every: None,
    };
    about.add(&key("CINPlanStartDate", began), &plan, from.line, "");
    let Some(ended) = ended else { return };
    let protected = episode.protection_plans.iter().any(|plan| day(&plan.started) == Some(ended));
    if day(&episode.closed) == Some(ended) || protected {
        return;
    }
    let step = StepDown {
        on: Moment::day(ended),
        step: Step::NotRecorded,
        sustained: Prose::default(),
        remains: Prose::default(),
    };
    about.add(&key("CINPlanEndDate", began), &step, line(&from.ended, from.line), "");
}
