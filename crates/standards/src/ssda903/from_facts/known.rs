//! The rows of each person, found quickly.

use std::collections::HashMap;

use crate::by_key::{By, by};
use facts::Facts;
use facts::tables::*;

pub(super) struct Known<'f> {
    pub persons: HashMap<&'f str, &'f Person>,
    pub mothers: By<'f, Mother>,
    pub addresses: By<'f, Address>,
    pub asylum: By<'f, ImmigrationStatus>,
    pub cla: By<'f, ClaEpisode>,
    pub legal: By<'f, LegalStatus>,
    pub placements: By<'f, ClaPlacement>,
    /// Reviews by the time looked after.
    pub reviews: By<'f, ClaReview>,
    pub sdq: By<'f, SdqScore>,
    pub convictions: By<'f, ClaConviction>,
    pub health: By<'f, ClaHealth>,
    pub immunisations: HashMap<&'f str, &'f ClaImmunisations>,
    pub misuse: By<'f, ClaSubstanceMisuse>,
    pub help: By<'f, SubstanceHelp>,
    pub leavers: By<'f, CareLeaver>,
    pub permanence: By<'f, Permanence>,
    pub before: By<'f, ClaPreviousPermanence>,
    pub missing: By<'f, Missing>,
    pub involvements: By<'f, Involvement>,
    pub workers: HashMap<&'f str, &'f Professional>,
    pub liberty: By<'f, DeprivationOfLiberty>,
}

/// The rows of a person, in the order of a day, and of the key for those of one day.
pub(super) fn rows<'f, R: facts::Row, K: Ord>(all: &By<'f, R>, person: &str, of: impl Fn(&R) -> K) -> Vec<&'f R> {
    let mut rows = all.get(person).cloned().unwrap_or_default();
    rows.sort_by(|a, b| (of(a), a.key()).cmp(&(of(b), b.key())));
    rows
}

impl<'f> Known<'f> {
    pub fn new(facts: &'f Facts) -> Known<'f> {
        Known {
            persons: facts.persons.iter().map(|one| (one.pers_person_id.as_str(), one)).collect(),
            mothers: by(&facts.mothers, |row| &row.moth_person_id),
            addresses: by(&facts.addresses, |row| &row.addr_person_id),
            asylum: by(&facts.immigration_statuses, |row| &row.immi_person_id),
            cla: by(&facts.cla_episodes, |row| &row.clae_person_id),
            legal: by(&facts.legal_statuses, |row| &row.lega_person_id),
            placements: by(&facts.cla_placements, |row| &row.clap_person_id),
            reviews: by(&facts.cla_reviews, |row| &row.clar_cla_id),
            sdq: by(&facts.sdq_scores, |row| &row.csdq_person_id),
            convictions: by(&facts.cla_convictions, |row| &row.clac_person_id),
            health: by(&facts.cla_health_checks, |row| &row.clah_person_id),
            immunisations: facts.cla_immunisations.iter().map(|one| (one.clai_person_id.as_str(), one)).collect(),
            misuse: by(&facts.cla_substance_misuse, |row| &row.clas_person_id),
            help: by(&facts.substance_help, |row| &row.gtsh_person_id),
            leavers: by(&facts.care_leavers, |row| &row.clea_person_id),
            permanence: by(&facts.permanence, |row| &row.perm_person_id),
            before: by(&facts.cla_previous_permanence, |row| &row.lapp_person_id),
            missing: by(&facts.missing, |row| &row.miss_person_id),
            involvements: by(&facts.involvements, |row| &row.invo_person_id),
            workers: facts.professionals.iter().map(|one| (one.prof_professional_id.as_str(), one)).collect(),
            liberty: by(&facts.deprivations_of_liberty, |row| &row.gtdl_person_id),
        }
    }
}
