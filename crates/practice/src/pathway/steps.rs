//! The steps of the table that each kind of record takes, opens and leaves behind.

use crate::adoption::{AdoptionDecision, AdoptionMatch, AdoptionReversed};
use crate::assessment::HomelessPresentation;
use crate::assessment::{Accommodation, AccommodationDecision, Assessment, AssessmentOutcome, AssessmentStarted};
use crate::care::{EndOfCare, PlacementChange, StartToBeLookedAfter};
use crate::care_planning::{CarePlan, CareReview};
use crate::court::{CourtDecision, CourtHearing};
use crate::early_help::StepToEarlyHelp;
use crate::front_door::{
    Contact, DomesticAbuseTriage, Referral, ReferralDecision, Response, Route, Screening, ScreeningDecision,
};
use crate::health::{HealthCheck, HealthCheckKind, HealthCheckOutcome};
use crate::ids::PersonId;
use crate::missing::{MissingEpisode, ReturnFromMissing, ReturnInterview};
use crate::oversight::TransferPlan;
use crate::oversight::{Closure, DecisionAbout, ManagementDecision, Step, StepDown, TransferIn, TransferOut};
use crate::plans::{ChildInNeedMeeting, MeetingDecision, Plan, PlanKind, TransitionReview};
use crate::protection::{Conference, ConferenceKind, CoreGroup, Decision, EnquiryOutcome, Section47};
use crate::protection::{StrategyDecision, StrategyDiscussion};
use crate::record::{Body, Entry};
use crate::visits::{Visit, VisitPurpose};

/// What one record says of the steps.
#[derive(Default, Debug)]
pub struct Told {
    /// Steps the record is: they have happened.
    pub taken: Vec<&'static str>,
    /// Steps the record decides on: they are to be recorded next.
    pub opened: Vec<&'static str>,
    /// Steps that are behind the child once it is recorded.
    pub left: Vec<&'static str>,
    /// It carries on what another authority began, so nothing here comes before it.
    pub from_elsewhere: bool,
}

impl Told {
    /// Does it say nothing of any step?
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty() && self.opened.is_empty() && self.left.is_empty()
    }

    fn taken(steps: &[&'static str]) -> Told {
        Told { taken: steps.to_vec(), ..Told::default() }
    }

    fn opens(mut self, step: &'static str) -> Told {
        self.opened.push(step);
        self
    }

    fn leaves(mut self, steps: &[&'static str]) -> Told {
        self.left.extend(steps);
        self
    }
}

/// The steps a record takes or decides on for one child, in order.
pub fn steps_of(entry: &Entry, child: PersonId) -> Vec<&'static str> {
    let told = entry.body.as_ref().map(|body| steps_told(body.as_ref(), child)).unwrap_or_default();
    told.taken.into_iter().chain(told.opened).collect()
}

/// What a record says of the steps for one child.
pub fn steps_told(body: &dyn Body, child: PersonId) -> Told {
    let body = body.as_any();
    macro_rules! tell {
        ($($kind:ty => $tell:expr),* $(,)?) => {
            $(if let Some(record) = body.downcast_ref::<$kind>() {
                let tell: fn(&$kind, PersonId) -> Told = $tell;
                return tell(record, child);
            })*
        };
    }
    tell! {
        Contact => |contact, _| match contact.route {
            Route::OutOfHours { .. } => Told::taken(&["edt_contact", "edt_action"]),
            Route::PoliceNotice { .. } => Told::taken(&["police_da_notification"]),
            Route::Public | Route::Professional { .. } => Told::taken(&["contact"]),
        },
        DomesticAbuseTriage => |_, _| Told::taken(&["da_triage"]),
        ScreeningDecision => |screening, _| screened(&screening.decision),
        Referral => |_, _| Told::taken(&["referral"]),
        ReferralDecision => |decision, _| match decision.response {
            Response::Assess => Told::default().opens("assessment"),
            Response::StrategyDiscussion => Told::default().opens("strategy_discussion"),
            Response::Homeless => Told::default().opens("homeless_16_17"),
            Response::EarlyHelp => Told::default().opens("early_help"),
            Response::NoFurtherAction => Told::taken(&["nfa"]).leaves(&["referral"]),
        },
        StepToEarlyHelp => |_, _| Told::taken(&["early_help"]),
        HomelessPresentation => |_, _| Told::taken(&["homeless_16_17"]),
        AccommodationDecision => |decision, _| match decision.decision {
            Accommodation::Section20 => Told::taken(&["looked_after_s20"]),
            Accommodation::Declined => Told::taken(&["housing_support"]),
            Accommodation::Family => Told::default(),
        },
        AssessmentStarted => |_, _| Told::taken(&["assessment"]),
        Assessment => |assessment, child| assessed(assessment.outcome(child)),
        StrategyDiscussion => |discussion, _| discussed(discussion),
        Section47 => |enquiry, child| enquired(enquiry.outcome(child)),
        Conference => |conference, child| conferred(conference.kind, conference.decision(child)),
        CoreGroup => |_, _| Told::taken(&["core_group"]),
        Visit => |visit, _| match visit.purpose {
            VisitPurpose::ChildProtection => Told::taken(&["cp_visit"]),
            _ => Told::default(),
        },
        Plan => |plan, _| match plan.kind {
            PlanKind::ChildProtection => Told::taken(&["cp_plan"]),
            PlanKind::ChildInNeed => Told::taken(&["cin_plan"]),
            PlanKind::DisabledChild => Told::taken(&["disabled_child_plan"]),
        },
        ChildInNeedMeeting => |meeting, _| met(meeting.decision),
        ManagementDecision => |decision, _| match decision.about {
            DecisionAbout::LegalPlanning => Told::taken(&["legal_planning"]),
            DecisionAbout::StrategyNeeded => Told::default().opens("strategy_discussion"),
            _ => Told::default(),
        },
        StepDown => |step, _| match step.step {
            Step::NeedToEarlyHelp => Told::default().opens("early_help").leaves(NEED),
            Step::NeedToUniversal => Told::default().opens("closed").leaves(NEED),
            Step::NotRecorded => Told::default().leaves(NEED),
        },
        TransitionReview => |_, _| Told::taken(&["transition_planning"]),
        TransferIn => |transfer, _| Told {
            opened: match transfer.plan {
                TransferPlan::ChildProtection => vec!["referral", "icpc"],
                TransferPlan::ChildInNeed => vec!["referral", "cin_plan"],
                TransferPlan::None => vec!["referral"],
            },
            from_elsewhere: true,
            ..Told::default()
        },
        TransferOut => |transfer, _| {
            let told = Told::taken(&["transfer_out"]).leaves(PROTECTION).leaves(NEED);
            if transfer.acknowledged.is_some() { told.opens("other_authority") } else { told }
        },
        Closure => |_, _| Told::taken(&["closed"]),
        StartToBeLookedAfter => |start, _| began(start),
        CourtHearing => |hearing, _| heard(hearing.decided),
        PlacementChange => |change, _| match &change.placed {
            placed if placed.is_adoptive() => Told::taken(&["placed_for_adoption"]),
            placed if placed.kind.is(&["P1"]) => Told::taken(&["placed_with_parents"]),
            _ => Told::taken(&["placement_move"]),
        },
        EndOfCare => |end, _| ended(end),
        CarePlan => |_, _| Told::taken(&["care_plan", "permanence_planning"]),
        CareReview => |_, _| Told::taken(&["lac_review"]),
        HealthCheck => |check, _| match (check.kind, check.outcome) {
            (HealthCheckKind::Initial, HealthCheckOutcome::Completed) => Told::taken(&["iha"]),
            _ => Told::default(),
        },
        AdoptionDecision => |_, _| Told::taken(&["adoption_plan"]),
        AdoptionMatch => |_, _| Told::taken(&["family_finding", "match"]),
        AdoptionReversed => |_, _| Told::taken(&["adoption_plan_changed"]),
        MissingEpisode => |_, _| Told::taken(&["missing"]),
        ReturnFromMissing => |back, _| match back.interview {
            ReturnInterview::Held { .. } => Told::taken(&["rhi"]),
            _ => Told::default(),
        },
    }
    Told::default()
}

/// The steps that are behind a child who is no longer looked after.
const CARE: &[&str] = &[
    "looked_after",
    "looked_after_s20",
    "care_plan",
    "permanence_planning",
    "iha",
    "lac_review",
    "placement_move",
    "placed_with_parents",
    "placed_for_adoption",
];

/// By agreement, care follows what led to it here; under an order, the order. The police, a court in an emergency and a
/// criminal court act by themselves.
fn began(start: &StartToBeLookedAfter) -> Told {
    match start.legal_status.as_str() {
        "V2" | "V3" | "V4" => Told::taken(&["looked_after_s20", "looked_after"]),
        "C1" | "C2" | "D1" | "E1" => Told::taken(&["looked_after"]),
        _ => Told { from_elsewhere: true, ..Told::taken(&["looked_after"]) },
    }
}

/// A court decides when it will: nothing recorded here has to come before it.
fn heard(decision: CourtDecision) -> Told {
    let step = match decision {
        CourtDecision::EmergencyProtection => "epo",
        CourtDecision::InterimCare => "ico",
        CourtDecision::Care => "care_order",
        CourtDecision::Supervision => "supervision_order",
        CourtDecision::Placement => "placement_order",
        CourtDecision::Guardianship => "sgo",
        CourtDecision::ChildArrangements => "cao",
        CourtDecision::NoOrder => "no_order",
        CourtDecision::Adjourned
        | CourtDecision::Adoption
        | CourtDecision::Discharged
        | CourtDecision::DeprivationOfLiberty => return Told::default(),
    };
    Told { from_elsewhere: true, ..Told::taken(&[step]) }
}

fn ended(end: &EndOfCare) -> Told {
    let told = if end.is_adoption() {
        Told::taken(&["adoption_order", "cease_looked_after"])
    } else if end.reason.is(&["E4A", "E4B"]) {
        Told::taken(&["cease_looked_after", "return_home"])
    } else {
        Told::taken(&["cease_looked_after"])
    };
    told.leaves(CARE)
}

const NEED: &[&str] = &["cin_plan", "cin_review", "disabled_child_plan"];
const SCREENED: &[&str] =
    &["contact", "edt_contact", "edt_action", "police_da_notification", "da_triage", "mash_checks"];
const PROTECTION: &[&str] = &["cp_plan", "core_group", "cp_visit", "icpc", "rcpc"];

fn screened(decision: &Screening) -> Told {
    let settled =
        |step: &'static str| Told::taken(&["contact_decision", step]).leaves(SCREENED).leaves(&["contact_decision"]);
    let goes_on = |step: &'static str| Told::taken(&["contact_decision"]).opens(step).leaves(SCREENED);
    match decision {
        Screening::NoFurtherAction => settled("nfa"),
        Screening::Advice { .. } => settled("advice_signpost"),
        Screening::OtherAuthority { .. } => settled("other_authority"),
        Screening::DesignatedOfficer => settled("lado_referral"),
        Screening::AllocatedWorker => settled("allocated_worker"),
        Screening::EarlyHelp => goes_on("early_help"),
        Screening::Referral => goes_on("referral"),
        Screening::StrategyDiscussion => goes_on("strategy_discussion"),
        Screening::AgencyChecks => Told::taken(&["contact_decision", "mash_checks"]),
    }
}

fn assessed(outcome: Option<AssessmentOutcome>) -> Told {
    let told = Told::taken(&["assessment"]);
    match outcome {
        // The enquiry's outcome opened the conference.
        None | Some(AssessmentOutcome::NotRecorded | AssessmentOutcome::Conference) => told,
        Some(AssessmentOutcome::ChildInNeedPlan) => told.opens("cin_plan"),
        Some(AssessmentOutcome::StrategyDiscussion) => told.opens("strategy_discussion"),
        Some(AssessmentOutcome::EarlyHelp) => told.opens("early_help"),
        Some(AssessmentOutcome::LegalPlanning) => told.opens("legal_planning"),
        Some(AssessmentOutcome::LookedAfter) => told.opens("looked_after_s20"),
        Some(AssessmentOutcome::DisabledChildPlan) => told.opens("disabled_child_plan"),
        Some(AssessmentOutcome::FamilyGroupConference) => told.opens("family_group_conference"),
        Some(AssessmentOutcome::NoFurtherAction) => Told::taken(&["assessment", "nfa"]).leaves(&["assessment"]),
    }
}

fn discussed(discussion: &StrategyDiscussion) -> Told {
    let mut told = match discussion.decision {
        StrategyDecision::Enquiry { .. } => Told::taken(&["strategy_discussion"]).opens("s47"),
        StrategyDecision::ChildInNeed => Told::taken(&["strategy_discussion"]).opens("cin_plan"),
        StrategyDecision::NoFurtherAction => {
            Told::taken(&["strategy_discussion", "nfa"]).leaves(&["strategy_discussion"])
        }
    };
    if !discussion.interim_safety.trim().is_empty() {
        told.taken.push("interim_safety");
    }
    told
}

fn enquired(outcome: Option<EnquiryOutcome>) -> Told {
    let told = Told::taken(&["s47"]).leaves(&["strategy_discussion", "interim_safety"]);
    match outcome {
        None | Some(EnquiryOutcome::NoConference) => told,
        Some(EnquiryOutcome::Conference) => told.opens("icpc"),
        Some(EnquiryOutcome::NoContinuingRisk | EnquiryOutcome::ChildInNeed) => told.opens("cin_plan"),
        Some(EnquiryOutcome::LegalPlanning) => told.opens("legal_planning"),
        Some(EnquiryOutcome::NoFurtherAction) => Told { taken: vec!["s47", "nfa"], ..told }.leaves(&["s47"]),
    }
}

fn conferred(kind: ConferenceKind, decision: Option<&Decision>) -> Told {
    let first = if kind == ConferenceKind::Review { "rcpc" } else { "icpc" };
    let mut told = Told::taken(&[first]).leaves(&["s47"]);
    told.from_elsewhere = kind == ConferenceKind::TransferIn;
    match decision {
        None | Some(Decision::NotRecorded) => told,
        Some(Decision::Plan { .. }) => {
            told.taken.push("cp_plan");
            told.leaves(NEED)
        }
        Some(Decision::PlanAndLegal { .. }) => {
            told.taken.push("cp_plan");
            told.opens("legal_planning").leaves(NEED)
        }
        Some(Decision::ChildInNeed { .. }) => told.opens("cin_plan").leaves(PROTECTION),
        Some(Decision::NoPlan { .. }) if first == "rcpc" => told.opens("closed").leaves(PROTECTION),
        Some(Decision::NoPlan { .. }) => {
            told.taken.push("nfa");
            told.leaves(PROTECTION)
        }
    }
}

fn met(decision: MeetingDecision) -> Told {
    let told = Told::taken(&["cin_review"]);
    match decision {
        MeetingDecision::GoOn => told.opens("cin_plan"),
        MeetingDecision::StepDown => told.opens("early_help").leaves(NEED),
        MeetingDecision::End => told.opens("closed").leaves(NEED),
        MeetingDecision::StrategyDiscussion => told.opens("strategy_discussion"),
        MeetingDecision::LegalPlanning => told.opens("legal_planning"),
    }
}

/// A step in words, with its article: "a section 47 enquiry outcome". None for a step that no record here takes.
pub(super) fn words(step: &str) -> Option<&'static str> {
    let at = RECORDED.iter().position(|name| *name == step)?;
    WORDS.get(at).copied()
}

/// The steps of the table that some record takes or decides on.
pub const RECORDED: &[&str] = &[
    "contact",
    "edt_contact",
    "edt_action",
    "police_da_notification",
    "da_triage",
    "contact_decision",
    "mash_checks",
    "nfa",
    "advice_signpost",
    "early_help",
    "referral",
    "allocated_worker",
    "other_authority",
    "lado_referral",
    "homeless_16_17",
    "looked_after_s20",
    "housing_support",
    "assessment",
    "disabled_child_plan",
    "family_group_conference",
    "legal_planning",
    "strategy_discussion",
    "interim_safety",
    "s47",
    "icpc",
    "cp_plan",
    "core_group",
    "cp_visit",
    "rcpc",
    "cin_plan",
    "cin_review",
    "closed",
    "transfer_out",
    "transition_planning",
    "looked_after",
    "ico",
    "care_order",
    "placement_order",
    "supervision_order",
    "epo",
    "sgo",
    "cao",
    "no_order",
    "care_plan",
    "permanence_planning",
    "iha",
    "lac_review",
    "placement_move",
    "placed_with_parents",
    "adoption_plan",
    "family_finding",
    "match",
    "placed_for_adoption",
    "adoption_order",
    "adoption_plan_changed",
    "cease_looked_after",
    "return_home",
    "missing",
    "rhi",
];

const WORDS: [&str; RECORDED.len()] = [
    "a contact",
    "an out-of-hours contact",
    "out-of-hours work",
    "a police notice",
    "a triage meeting",
    "a screening decision",
    "agency checks",
    "a decision of no further action",
    "advice",
    "a step to early help",
    "a referral",
    "passing to the allocated worker",
    "passing to another authority",
    "passing to the designated officer",
    "a homeless presentation",
    "an offer of accommodation taken up",
    "an offer of accommodation declined",
    "an assessment",
    "a disabled child's plan",
    "a family group conference",
    "a legal planning decision",
    "a strategy discussion",
    "an interim safety plan",
    "a section 47 enquiry outcome",
    "an initial conference",
    "a child protection plan",
    "a core group",
    "a child protection visit",
    "a review conference",
    "a child in need plan",
    "a child in need meeting",
    "a closure",
    "a transfer out",
    "a transition review",
    "the start of being looked after",
    "an interim care order",
    "a care order",
    "a placement order",
    "a supervision order",
    "an emergency protection order",
    "a special guardianship order",
    "a child arrangements order",
    "a court's decision to make no order",
    "a care plan",
    "a plan for permanence",
    "an initial health assessment",
    "a looked-after review",
    "a change of placement",
    "a placement with parents",
    "a decision for adoption",
    "a search for adopters",
    "a match with adopters",
    "a placement for adoption",
    "an adoption order",
    "a reversed decision for adoption",
    "the end of being looked after",
    "a return home",
    "a missing episode",
    "a return interview",
];

/// The steps of the table that no record takes yet: reviewed by hand, and each leaves this list when its record comes.
/// A concern is what a contact tells; a re-referral is worked out from a referral and the closure before it; the others
/// belong to parts of the journey still to be built.
pub const NOT_YET_RECORDED: &[&str] = &[
    "concern",
    "private_fostering",
    "police_protection",
    "early_help_assessment",
    "early_help_plan",
    "taf_review",
    "early_help_closed",
    "early_help_panel",
    "step_up",
    "short_breaks_lac",
    "criminal_route",
    "medical",
    "ico_application",
    "pre_proceedings",
    "proceedings",
    "letter_before",
    "pre_proceedings_meeting",
    "pre_proceedings_review",
    "step_down_from_plo",
    "pep",
    "iro_dispute",
    "disruption_meeting",
    "out_of_area",
    "discharge_application",
    "kinship",
    "connected_person_placement",
    "long_term_fostering",
    "residential_plan",
    "sgo_support",
    "eligible_16",
    "pathway_assessment",
    "pathway_plan",
    "pathway_review",
    "staying_put",
    "semi_independent_16_17",
    "own_tenancy",
    "relevant_child",
    "former_relevant",
    "reassess_care_leaver",
    "pa_offer_21_25",
    "closed_care_leaver",
    "exploitation_screen",
    "exploitation_plan",
    "exploitation_panel",
    "exploitation_step_down",
    "pf_visit",
    "pf_suitable",
    "pf_unsuitable",
    "private_fostering_ended",
    "lado_threshold",
    "lado_meeting",
    "employer_action",
    "lado_closed",
    "re_referral",
    "complaint",
    "complaint_stage1",
    "complaint_stage2",
    "complaint_stage3",
    "complaint_learning",
    "serious_incident",
    "notification",
    "rapid_review",
    "practice_review",
    "audit_picked",
    "audit_graded",
    "audit_action",
    "audit_recheck",
    "adult_services",
];
