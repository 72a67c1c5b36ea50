//! Every table, a few to a file; adding one is its declaration and its line in the list below.

mod administration;
mod care;
mod front_door;
mod health;
mod leaving_care;
mod need;
mod ours;
mod people;
mod protection;
mod special_needs;
mod workforce;

pub use administration::*;
pub use care::*;
pub use front_door::*;
pub use health::*;
pub use leaving_care::*;
pub use need::*;
pub use ours::*;
pub use people::*;
pub use protection::*;
pub use special_needs::*;
pub use workforce::*;

use crate::Unread;
use crate::row::{Meet, Row, Table, Visit, VisitMut};
use crate::rows::Rows;

/// The list of tables: a field of [`Facts`] for each.
macro_rules! facts {
    ($($field:ident: $row:ident,)*) => {
        /// What is known, as rows of tables.
        #[derive(Clone, Default, PartialEq, Debug)]
        pub struct Facts {
            $(
                #[doc = concat!("Rows of [`", stringify!($row), "`].")]
                pub $field: Rows<$row>,
            )*
            /// What a source holds and no column can.
            pub unread: Vec<Unread>,
        }

        /// Every table, in the order of the list.
        pub const TABLES: &[Table] = &[$($row::TABLE),*];

        impl Facts {
            /// Looks at the rows of every table in turn.
            pub fn visit(&self, visit: &mut impl Visit) {
                $(visit.rows(&self.$field);)*
            }

            /// The same, for what may change them.
            pub fn visit_mut(&mut self, visit: &mut impl VisitMut) {
                $(visit.rows(&mut self.$field);)*
            }

            /// Looks at the rows of every table of these and of others in turn, and may change both.
            pub fn meet(&mut self, others: &mut Facts, meet: &mut impl Meet) {
                $(meet.rows(&mut self.$field, &mut others.$field);)*
            }

            /// Adds the rows of others to these.
            pub fn append(&mut self, mut other: Facts) {
                $(if !other.$field.is_empty() {
                    self.$field.append(&mut other.$field);
                })*
                self.unread.append(&mut other.unread);
            }

            /// How many rows there are in all.
            pub fn len(&self) -> usize {
                0 $(+ self.$field.len())*
            }

            /// Are there no rows at all?
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// Puts the rows of every table in the order of their keys, so that two sets can be compared.
            pub fn sort(&mut self) {
                $(self.$field.sort_by(|a, b| a.key().cmp(b.key()));)*
                self.unread.sort();
            }
        }
    };
}

facts! {
    persons: Person,
    families: Family,
    addresses: Address,
    disabilities: Disability,
    immigration_statuses: ImmigrationStatus,
    mothers: Mother,
    legal_statuses: LegalStatus,
    contacts: Contact,
    early_help_episodes: EarlyHelpEpisode,
    cin_episodes: CinEpisode,
    cin_assessments: CinAssessment,
    assessment_factors: AssessmentFactors,
    cin_plans: CinPlan,
    cin_visits: CinVisit,
    s47_enquiries: S47Enquiry,
    initial_cp_conferences: InitialCpConference,
    cp_plans: CpPlan,
    cp_visits: CpVisit,
    cp_reviews: CpReview,
    cla_episodes: ClaEpisode,
    cla_convictions: ClaConviction,
    cla_health_checks: ClaHealth,
    cla_immunisations: ClaImmunisations,
    cla_substance_misuse: ClaSubstanceMisuse,
    cla_placements: ClaPlacement,
    cla_reviews: ClaReview,
    cla_visits: ClaVisit,
    cla_previous_permanence: ClaPreviousPermanence,
    cla_care_plans: ClaCarePlan,
    sdq_scores: SdqScore,
    missing: Missing,
    care_leavers: CareLeaver,
    permanence: Permanence,
    involvements: Involvement,
    professionals: Professional,
    send: SendChild,
    ehcp_requests: EhcpRequest,
    ehcp_assessments: EhcpAssessment,
    ehcp_named_plans: EhcpNamedPlan,
    ehcp_active_plans: EhcpActivePlan,
    sen_needs: SenNeed,
    pre_proceedings: PreProceedings,
    voices: VoiceOfChild,
    linked_identifiers: LinkedIdentifier,
    s251_finance: S251Finance,
    departments: Department,
    version_log: VersionLog,
    api_data_staging: ApiDataStaging,
    screening_decisions: ScreeningDecision,
    referral_decisions: ReferralDecision,
    early_help_outcomes: EarlyHelpOutcome,
    strategy_discussions: StrategyDiscussion,
    other_visits: OtherVisit,
    cin_meetings: CinMeeting,
    core_groups: CoreGroup,
    plan_actions: PlanAction,
    family_group_conferences: FamilyGroupConference,
    allocations: Allocation,
    management_decisions: ManagementDecision,
    deprivations_of_liberty: DeprivationOfLiberty,
    substance_help: SubstanceHelp,
    placement_areas: PlacementArea,
    adopters: Adopter,
    prospective_adopters: ProspectiveAdopter,
    clock_runs: ClockRun,
    conference_agencies: ConferenceAgency,
    return_interviews: ReturnInterview,
}
