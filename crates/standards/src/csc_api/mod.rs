//! The Department's daily collection: a payload of children that have changed, as JSON.
//!
//! [`from_facts`] makes the payload of everybody; [`changes`] what has changed since one that was kept, with a purge flag
//! on what is gone; [`batches`] parts of a hundred children; [`check`] holds a payload against the published schema,
//! `data/csc-api-openapi.json`.

mod changes;
mod from_facts;
mod schema;

pub use changes::changes;
pub use from_facts::{LeftOut, of};
pub use schema::{Wrong, check};

use serde::{Deserialize, Serialize};

/// The most children of one call.
pub const MOST: usize = 100;

/// The payload in parts of at most a hundred children, in their order.
pub fn batches(children: &[Child]) -> impl Iterator<Item = &[Child]> {
    children.chunks(MOST)
}

/// Declares a block of the payload: its fields are left out when they say nothing.
macro_rules! block {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                $(#[$about])*
                #[serde(skip_serializing_if = "nothing")]
                pub $field: $kind,
            )*
        }
    };
}

/// Whether a field says nothing.
fn nothing<T: Default + PartialEq>(field: &T) -> bool {
    *field == T::default()
}

block! {
    /// One child.
    Child {
        /// The authority's own number: at most 20 letters and digits. The only field that must be there.
        la_child_id: String,
        /// The number in the system it comes from.
        mis_child_id: String,
        /// Wipes the child.
        purge: bool,
        /// Who the child is.
        child_details: Option<Details>,
        /// How the child is.
        health_and_wellbeing: Option<Health>,
        /// The referrals, each with what followed.
        social_care_episodes: Vec<Episode>,
    }
}

block! {
    /// Who a child is.
    Details {
        /// 13 characters.
        unique_pupil_number: String,
        /// 13 characters.
        former_unique_pupil_number: String,
        /// Why there is none: `UN1`.
        unique_pupil_number_unknown_reason: String,
        /// Given name.
        first_name: String,
        /// Family name.
        surname: String,
        /// As 2016-03-01.
        date_of_birth: String,
        /// Of a child not yet born.
        expected_date_of_birth: String,
        /// M, F or U.
        sex: String,
        /// Four letters.
        ethnicity: String,
        /// Twelve at most, none twice.
        disabilities: Vec<String>,
        /// Of the home.
        postcode: String,
        /// Whether unaccompanied and seeking asylum.
        uasc_flag: Option<bool>,
        /// When that ended.
        uasc_end_date: String,
        /// Wipes this block.
        purge: bool,
    }
}

block! {
    /// How a child is.
    Health {
        /// Scores of the strengths and difficulties questionnaire.
        sdq_assessments: Vec<Sdq>,
        /// Wipes this block.
        purge: bool,
    }
}

block! {
    /// One score.
    Sdq {
        /// When.
        date: String,
        /// 0 to 40.
        score: Option<i64>,
    }
}

block! {
    /// One referral, with what followed.
    Episode {
        /// Its number; must be there.
        social_care_episode_id: String,
        /// When.
        referral_date: String,
        /// `1A`.
        referral_source: String,
        /// No further action.
        referral_no_further_action_flag: Option<bool>,
        /// Who was responsible.
        care_worker_details: Vec<Worker>,
        /// Assessments.
        child_and_family_assessments: Vec<Assessment>,
        /// Child in need plans.
        child_in_need_plans: Vec<Plan>,
        /// Enquiries.
        section_47_assessments: Vec<Enquiry>,
        /// Child protection plans.
        child_protection_plans: Vec<ProtectionPlan>,
        /// Placements.
        child_looked_after_placements: Vec<Placement>,
        /// The latest way to adoption.
        adoption: Option<Adoption>,
        /// Leaving care.
        care_leavers: Option<Leaver>,
        /// When it was closed.
        closure_date: String,
        /// `RC1`.
        closure_reason: String,
        /// Wipes the episode.
        purge: bool,
    }
}

block! {
    /// A time somebody was responsible.
    Worker {
        /// The registration, or a number of at most 12 characters.
        worker_id: String,
        /// From.
        start_date: String,
        /// To.
        end_date: String,
    }
}

block! {
    /// One assessment.
    Assessment {
        /// Its number; must be there.
        child_and_family_assessment_id: String,
        /// From.
        start_date: String,
        /// When it was authorised.
        authorisation_date: String,
        /// 41 at most, none twice.
        factors: Vec<String>,
        /// Wipes the assessment.
        purge: bool,
    }
}

block! {
    /// One child in need plan.
    Plan {
        /// Its number; must be there.
        child_in_need_plan_id: String,
        /// From.
        start_date: String,
        /// To.
        end_date: String,
        /// Wipes the plan.
        purge: bool,
    }
}

block! {
    /// One enquiry.
    Enquiry {
        /// Its number; must be there.
        section_47_assessment_id: String,
        /// From.
        start_date: String,
        /// Whether a conference is needed.
        icpc_required_flag: Option<bool>,
        /// When the conference was.
        icpc_date: String,
        /// To.
        end_date: String,
        /// Wipes the enquiry.
        purge: bool,
    }
}

block! {
    /// One child protection plan.
    ProtectionPlan {
        /// Its number; must be there.
        child_protection_plan_id: String,
        /// From.
        start_date: String,
        /// To.
        end_date: String,
        /// Wipes the plan.
        purge: bool,
    }
}

block! {
    /// One placement.
    Placement {
        /// Its number; must be there.
        child_looked_after_placement_id: String,
        /// From.
        start_date: String,
        /// Why it began: `S`.
        start_reason: String,
        /// `U1`.
        placement_type: String,
        /// Where.
        postcode: String,
        /// To.
        end_date: String,
        /// Why care ended: `E3`.
        end_reason: String,
        /// Why the child moved here.
        change_reason: String,
        /// Wipes the placement.
        purge: bool,
    }
}

block! {
    /// The way to adoption.
    Adoption {
        /// When adoption was decided on.
        initial_decision_date: String,
        /// When the child was matched.
        matched_date: String,
        /// When the child was placed.
        placed_date: String,
        /// Wipes this block.
        purge: bool,
    }
}

block! {
    /// Leaving care.
    Leaver {
        /// Of the last contact.
        contact_date: String,
        /// `F2`.
        activity: String,
        /// One letter.
        accommodation: String,
        /// Wipes this block.
        purge: bool,
    }
}
