//! The list of every kind of record: one line each.

use crate::answer::Unreadable;
use crate::form::{self, Fault, Form};
use crate::record::{Body, Checking, Record};
use crate::spec::Spec;
use crate::{
    adoption, assessment, care, care_planning, court, documents, early_help, front_door, health, improvement,
    leaving_care, missing, oversight, people, plans, protection, visits,
};
use serde_json::Value;
use std::sync::Arc;

/// A kind of record, for code that does not know its struct.
pub struct Kind {
    /// The kind as stored: `strategy_discussion`.
    pub name: &'static str,
    /// May a record of this kind be worth a line in a chronology?
    pub chronology: bool,
    /// Its questions.
    pub spec: fn() -> &'static Spec,
    /// Reads a body as the struct.
    pub read: fn(&Value) -> Result<Arc<dyn Body>, Unreadable>,
    about: fn(&Value) -> Result<crate::moment::Moment, Unreadable>,
    review: fn(&Value, &Checking) -> Review,
}

/// What a filled-in form comes to.
#[derive(Default, Debug)]
pub struct Review {
    /// The answers understood.
    pub body: Value,
    /// What must be put right before it can be finished.
    pub faults: Vec<Fault>,
    /// Questions about answers worth a second look.
    pub unusual: Vec<String>,
    /// The time the record is about, once that is answered.
    pub about: Option<crate::moment::Moment>,
}

impl Kind {
    const fn of<R: Record>() -> Kind {
        Kind {
            name: R::KIND,
            chronology: R::CHRONOLOGY,
            spec: R::spec,
            read: |body| R::read_part(body).map(|record| Arc::new(record) as Arc<dyn Body>),
            about: |body| R::read_part(body).map(|record| record.about()),
            review: |body, checking| match R::read_part(body) {
                Ok(record) => Review {
                    body: Value::Object(record.write_part()),
                    faults: record.check(checking),
                    unusual: record.unusual(checking),
                    about: Some(record.about()),
                },
                Err(fault) => {
                    Review { faults: vec![Fault::at(fault.path.clone(), fault.to_string())], ..Review::default() }
                }
            },
        }
    }

    /// The time a body is about.
    pub fn about(&self, body: &Value) -> Result<crate::moment::Moment, Unreadable> {
        (self.about)(body)
    }

    /// Reads and checks a form as if to finish it.
    pub fn review(&self, form: &Form, checking: &Checking) -> Review {
        let spec = (self.spec)();
        let (body, mut faults) = form::read(spec, form);
        let said: Vec<String> = faults.iter().map(|fault| fault.path.clone()).collect();
        faults.extend(form::gaps(spec, &body, checking.people).into_iter().filter(|gap| !said.contains(&gap.path)));
        if faults.is_empty() { (self.review)(&body, checking) } else { Review { body, faults, ..Review::default() } }
    }
}

/// A kind by name.
pub fn find(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// Every kind of record.
pub const KINDS: &[Kind] = &[
    Kind::of::<people::PersonDetails>(),
    Kind::of::<people::Relationship>(),
    Kind::of::<people::Address>(),
    Kind::of::<people::ProfessionalInvolved>(),
    Kind::of::<people::WhatMattersNow>(),
    Kind::of::<people::Alert>(),
    Kind::of::<front_door::Contact>(),
    Kind::of::<front_door::ConsentDecision>(),
    Kind::of::<front_door::AgencyRequest>(),
    Kind::of::<front_door::AgencyReturn>(),
    Kind::of::<front_door::ScreeningDecision>(),
    Kind::of::<front_door::DomesticAbuseTriage>(),
    Kind::of::<front_door::HandoverAccepted>(),
    Kind::of::<front_door::Feedback>(),
    Kind::of::<front_door::Referral>(),
    Kind::of::<front_door::ReferralDecision>(),
    Kind::of::<early_help::StepToEarlyHelp>(),
    Kind::of::<early_help::EarlyHelpEnded>(),
    Kind::of::<visits::Visit>(),
    Kind::of::<assessment::AssessmentStarted>(),
    Kind::of::<assessment::Assessment>(),
    Kind::of::<assessment::AssessmentExtension>(),
    Kind::of::<assessment::AssessmentRequest>(),
    Kind::of::<assessment::HomelessPresentation>(),
    Kind::of::<assessment::AccommodationDecision>(),
    Kind::of::<assessment::GradedCareProfile>(),
    Kind::of::<protection::StrategyDiscussion>(),
    Kind::of::<protection::Section47>(),
    Kind::of::<protection::ConferenceBooked>(),
    Kind::of::<protection::ConferenceReply>(),
    Kind::of::<protection::Conference>(),
    Kind::of::<protection::ConferenceSigned>(),
    Kind::of::<protection::CoreGroup>(),
    Kind::of::<protection::AdvocacyFollowedUp>(),
    Kind::of::<plans::Plan>(),
    Kind::of::<plans::ActionProgress>(),
    Kind::of::<plans::ChildInNeedMeeting>(),
    Kind::of::<plans::FamilyGroupConference>(),
    Kind::of::<plans::ShortBreakStatement>(),
    Kind::of::<plans::TransitionReview>(),
    Kind::of::<court::CourtHearing>(),
    Kind::of::<care::StartToBeLookedAfter>(),
    Kind::of::<court::LegalStatusChange>(),
    Kind::of::<care::PlacementChange>(),
    Kind::of::<care::EndOfCare>(),
    Kind::of::<care::UnaccompaniedStatus>(),
    Kind::of::<care::PreviousPermanence>(),
    Kind::of::<court::DeprivationOfLiberty>(),
    Kind::of::<care_planning::CarePlan>(),
    Kind::of::<care_planning::CareReview>(),
    Kind::of::<missing::MissingEpisode>(),
    Kind::of::<missing::ReturnFromMissing>(),
    Kind::of::<health::HealthCheck>(),
    Kind::of::<health::Immunisations>(),
    Kind::of::<health::StrengthsAndDifficulties>(),
    Kind::of::<health::SubstanceMisuse>(),
    Kind::of::<health::Conviction>(),
    Kind::of::<adoption::AdoptionDecision>(),
    Kind::of::<adoption::AdoptionMatch>(),
    Kind::of::<adoption::AdoptionReversed>(),
    Kind::of::<adoption::AdopterStep>(),
    Kind::of::<leaving_care::PathwayPlan>(),
    Kind::of::<leaving_care::LeavingCareContact>(),
    Kind::of::<oversight::Allocation>(),
    Kind::of::<oversight::CaseNote>(),
    Kind::of::<documents::Document>(),
    Kind::of::<oversight::ManagementDecision>(),
    Kind::of::<oversight::LateReason>(),
    Kind::of::<oversight::ChangeOfCircumstances>(),
    Kind::of::<oversight::Circulation>(),
    Kind::of::<oversight::TransferIn>(),
    Kind::of::<oversight::TransferOut>(),
    Kind::of::<oversight::StepDown>(),
    Kind::of::<oversight::Closure>(),
    Kind::of::<oversight::FigureCommentary>(),
    Kind::of::<improvement::InspectionJudgement>(),
    Kind::of::<improvement::SelfEvaluation>(),
    Kind::of::<improvement::ImprovementAction>(),
    Kind::of::<improvement::ImprovementProgress>(),
    Kind::of::<improvement::PerformanceMeeting>(),
    Kind::of::<oversight::ChronologyEntry>(),
    Kind::of::<oversight::ChronologyIssued>(),
];
