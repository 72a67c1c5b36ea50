//! Leaving care, and the way to adoption or guardianship.

use super::View;
use super::care::care_at;
use crate::Facts;
use crate::tables::{Adopter, CareLeaver, Permanence};
use crate::value::Text;
use jiff::civil::Date;
use practice::adoption::{AdoptionDecision, AdoptionMatch, AdoptionReversed};
use practice::answer::Asked;
use practice::ids::RecordId;
use practice::leaving_care::{Eligibility, LeavingCareContact, PathwayPlan};
use practice::looked_after::{Period, PlacementSpell};
use practice::moment::Moment;
use uuid::Uuid;

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    leaver(view, facts);
    for course in courses(view) {
        permanence(view, &course, facts);
    }
}

/// One row for a young person who is owed something after care, or of whom a contact is recorded: the latest of each.
fn leaver(view: &View<'_>, facts: &mut Facts) {
    let contacts = || view.standing.of_kind::<LeavingCareContact>();
    let latest = contacts().next_back();
    let plan = view.standing.of_kind::<PathwayPlan>().next_back();
    let born = view.journey.person.birthday();
    let owed = born.and_then(|born| Eligibility::of(born, &view.journey.care, view.journey.on.date));
    if latest.is_none() && plan.is_none() && owed.is_none() {
        return;
    }
    let (team, worker) = view.held_by(view.journey.on);
    let text = |of: fn(&LeavingCareContact) -> &str| latest.map(|one| of(one.record()).into()).unwrap_or_default();
    facts.care_leavers.push(CareLeaver {
        clea_table_id: view.row_of(RecordId(view.child.0), "leaving care"),
        clea_person_id: view.id.clone(),
        clea_care_leaver_eligibility: owed.map(|owed| owed.label().into()).unwrap_or_default(),
        clea_care_leaver_in_touch: text(|one| one.in_touch.as_str()),
        // Of an attempt that reached nobody, contact is not made.
        clea_care_leaver_latest_contact: contacts().rev().find(|one| one.in_touch.is(&["YES"])).map(|one| one.on.date),
        clea_care_leaver_accommodation: text(|one| one.accommodation.as_str()),
        clea_care_leaver_accom_suitable: text(|one| match one.suitable {
            Asked::Known(true) => "1",
            Asked::Known(false) => "2",
            Asked::NotKnown | Asked::NotAsked => "",
        }),
        clea_care_leaver_activity: text(|one| one.activity.as_str()),
        clea_pathway_plan_review_date: plan.map(|plan| plan.agreed.date),
        clea_care_leaver_personal_advisor: plan
            .and_then(|plan| plan.adviser.as_ref().map(|adviser| adviser.0.as_str().into()))
            .unwrap_or_default(),
        clea_care_leaver_allocated_team: team,
        clea_care_leaver_worker_id: worker,
    });
}

/// A way to permanence: what happened from one decision for adoption to before the next, or without one.
struct Course<'v> {
    key: Text,
    period: Option<&'v Period>,
    decision: Option<&'v AdoptionDecision>,
    from: Date,
    /// The next one begins; none for the last.
    until: Option<Date>,
}

impl Course<'_> {
    fn holds(&self, on: Moment) -> bool {
        self.from <= on.date && self.until.is_none_or(|until| on.date < until)
    }
}

/// Why care ended, where it ended with a home for good.
fn order(period: &Period) -> Option<(Date, &'static str)> {
    let kind = match period.reason.as_str() {
        "E11" | "E12" => "Adoption",
        "E45" | "E46" | "E47" | "E48" => "Special guardianship order",
        "E41" => "Child arrangements order",
        _ => return None,
    };
    period.ended.map(|(ended, _)| (ended.date, kind))
}

fn courses<'v>(view: &'v View<'_>) -> Vec<Course<'v>> {
    let care = &view.journey.care;
    let period_at = |at: Moment| care.iter().rev().find(|period| period.began.date <= at.date);
    let decisions: Vec<_> = view.standing.of_kind::<AdoptionDecision>().collect();
    let mut all = Vec::new();
    for (at, decision) in decisions.iter().enumerate() {
        all.push(Course {
            key: view.row(decision.entry.id),
            period: period_at(decision.decided),
            decision: Some(decision.record()),
            from: decision.decided.date,
            until: decisions.get(at + 1).map(|next| next.decided.date),
        });
    }
    let first = decisions.first().map(|first| first.decided.date);
    // Care that led to a home for good, or steps towards one, with no decision recorded.
    for period in care {
        let decided = all.iter().any(|course| course.period.is_some_and(|of| of.opened_by == period.opened_by));
        let placed = period.placements.iter().any(|one| one.placed.is_adoptive());
        if !decided && (placed || order(period).is_some()) {
            let key = view.row_of(period.opened_by, "permanence");
            let until = period.ended.map(|(ended, _)| ended.date).and_then(|ended| ended.tomorrow().ok());
            all.push(Course { key, period: Some(period), decision: None, from: period.began.date, until });
        }
    }
    let held = |all: &[Course<'_>], at: Moment| all.iter().any(|course| course.holds(at));
    let steps = view.standing.of_kind::<AdoptionMatch>().map(|one| (one.matched, one.entry.id));
    let steps = steps.chain(view.standing.of_kind::<AdoptionReversed>().map(|one| (one.on, one.entry.id)));
    for (at, by) in steps {
        if !held(&all, at) {
            let until = first.filter(|first| at.date < *first).or(at.date.tomorrow().ok());
            all.push(Course { key: view.row(by), period: period_at(at), decision: None, from: at.date, until });
        }
    }
    all
}

/// The sex of each adopter, from the code for them together.
fn sexes(code: &str) -> &'static [&'static str] {
    match code {
        "M1" => &["M"],
        "F1" => &["F"],
        "MM" => &["M", "M"],
        "FF" => &["F", "F"],
        "MF" => &["M", "F"],
        _ => &[],
    }
}

fn permanence(view: &View<'_>, course: &Course<'_>, facts: &mut Facts) {
    let matched = view.standing.of_kind::<AdoptionMatch>().rev().find(|one| course.holds(one.matched));
    let reversed = view.standing.of_kind::<AdoptionReversed>().find(|one| course.holds(one.on));
    let spells: &[PlacementSpell] = course.period.map_or(&[], |period| &period.placements);
    let placed = spells.iter().position(|one| one.placed.is_adoptive() && course.holds(one.from));
    let early = spells.iter().find(|one| one.placed.is_early_permanence());
    let fostered = placed.filter(|at| spells[*at].same_carer).and_then(|at| spells.get(at.checked_sub(1)?));
    let under = course.period.and_then(|period| {
        period
            .legal
            .iter()
            .find(|one| one.status.is(&["E1"]) && (course.holds(one.from) || one.from.date < course.from))
    });
    let order = course.period.filter(|_| course.until.is_none() || course.decision.is_none()).and_then(order);
    let count = |of: Option<u32>| of.and_then(|count| i32::try_from(count).ok());
    let together = course.decision.and_then(|one| one.siblings_together);
    let apart = course.decision.and_then(|one| one.siblings_apart);
    let adopters = matched.map(|one| &one.record().adopters);
    // Those with a file of their own stand on the list by it; nothing here leads to it.
    if let Some(one) = matched.filter(|one| one.adopters.assessed_here != Some(true)) {
        let of_match = |part: &str| Text::from(Uuid::new_v5(&one.entry.id.0, part.as_bytes()).to_string());
        facts.adopters.extend(sexes(one.adopters.sex.as_str()).iter().enumerate().map(|(at, sex)| Adopter {
            gtad_row_id: view.row_of(one.entry.id, &format!("adopter {at}")),
            gtad_person_id: view.id.clone(),
            gtad_permanence_id: course.key.clone(),
            gtad_adopter_id: of_match(&format!("adopter {at}")),
            gtad_family_id: of_match("family"),
            gtad_sex: (*sex).into(),
            gtad_fostering: Some(one.adopters.foster_carers || early.is_some()),
            gtad_matched: Some(one.matched.date),
        }));
    }
    facts.permanence.push(Permanence {
        perm_table_id: course.key.clone(),
        perm_person_id: view.id.clone(),
        perm_cla_id: match course.period {
            Some(period) => view.row(period.opened_by),
            None => care_at(view, Moment::day(course.from)),
        },
        perm_adm_decision_date: course.decision.map(|one| one.decided.date),
        perm_placement_order_date: under.map(|one| one.from.date),
        perm_placed_for_adoption_date: placed.map(|at| spells[at].from.date),
        perm_matched_date: matched.map(|one| one.matched.date),
        perm_adopted_by_carer_flag: adopters.map(|one| one.foster_carers),
        perm_placed_ffa_cp_date: early.map(|one| one.from.date),
        perm_decision_reversed_date: reversed.map(|one| one.on.date),
        perm_placed_foster_carer_date: fostered.map(|one| one.from.date),
        perm_part_of_sibling_group: match (together, apart) {
            (None, None) => None,
            _ => Some(together.unwrap_or(0) + apart.unwrap_or(0) > 0),
        },
        perm_siblings_placed_together: count(together.map(|others| others.saturating_add(1))),
        perm_siblings_placed_apart: count(apart),
        perm_placement_provider_urn: adopters.map(|one| one.agency_urn.trim().into()).unwrap_or_default(),
        perm_decision_reversed_reason: reversed.map(|one| one.reason.as_str().into()).unwrap_or_default(),
        perm_permanence_order_date: order.map(|(day, _)| day),
        perm_permanence_order_type: order.map(|(_, kind)| kind.into()).unwrap_or_default(),
        perm_adopter_sex: adopters.map(|one| one.sex.as_str().into()).unwrap_or_default(),
        perm_adopter_legal_status: adopters.map(|one| one.status.as_str().into()).unwrap_or_default(),
        perm_number_of_adopters: adopters.map(|one| one.count().to_string().into()).unwrap_or_default(),
        ..Permanence::default()
    });
}
