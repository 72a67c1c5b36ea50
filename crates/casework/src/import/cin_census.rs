//! The children in need census: a return becomes files whose records say which line they came from.
//!
//! The census holds codes and dates, and no words. What it does not hold stays empty; nothing is made up, so a record
//! from here may lack answers that a form would ask for. Each record names the census, the child and the line.
//!
//! | In the census | Becomes | On the day | Known by |
//! |---|---|---|---|
//! | `ChildIdentifiers`, `ChildCharacteristics` | Person details: birth, sex, ethnicity, disabilities, pupil number; named "Child" and `LAchildID` | birth, or the first day in the file | the child |
//! | `CINreferralDate`, `ReferralSource`, `PrimaryNeedCode` | Referral | `CINreferralDate` | that day |
//! | `ReferralNFA` | Referral decision: no further action | `CINclosureDate`, or else the day of the referral (the census has no day for it) | the referral |
//! | `AssessmentActualStartDate`, `AssessmentInternalReviewDate` | Assessment started, with its target | that day | that day |
//! | `AssessmentAuthorisationDate`, `AssessmentFactors` | Assessment, its outcome not recorded | that day | its start |
//! | `S47ActualStartDate` | Strategy discussion deciding on an enquiry, by whom not recorded | that day | that day |
//! | `Section47/DateOfInitialCPC` | Enquiry outcome: conference; and an initial conference | that day | its start; the day |
//! | `ICPCnotRequired` | Enquiry outcome: no conference needed | `S47ActualStartDate` (the census has no day for it) | its start |
//! | `CINdetails/DateOfInitialCPC` alone | Transfer-in conference | that day | the day |
//! | `CPPstartDate`, `InitialCategoryOfAbuse` | The decision of the conference of that day; an initial conference when the file has none | that day | the day |
//! | `CPPreviewDate`, `LatestCategoryOfAbuse` | Review conference | that day | the day |
//! | `CPPendDate` | The decision of the review of that day; a review conference when the file has none and the work was not closed that day | that day | the plan's start |
//! | `CINPlanStartDate` | Plan: child in need | that day | that day |
//! | `CINPlanEndDate` | Step-down, to what not recorded; none when the closure or a protection plan ends it that day | that day | the plan's start |
//! | `CINclosureDate`, `ReasonForClosure` | Closure | that day | the referral |
//! | `FormerUPN`, `NumberOfPreviousCPP`, `InitialCPCtarget` | Nothing: no record holds them, or they are worked out | | |
//! | `PreProceedingsandFGDM` | Nothing yet; reported | | |
//!
//! A conference on whose day no plan starts, is reviewed or ends has its decision "not recorded", and changes no plan.
//!
//! A record's name is worked out from the authority, the child's number and what the table's last column says. So the
//! same file again brings nothing, and next year's file brings what is new: a fact that changed since the census before
//! becomes a new revision. What a worker corrected or withdrew here stays, unless the census itself has changed; an
//! older file changes nothing that a newer one said. A new child whose number someone on file has is brought in all the
//! same, and reported. All of a file is kept, or none of it.

mod already;
mod child;
mod compare;
mod protection;
mod report;
mod rows;

pub use report::{Imported, Tally};

use crate::access::{Act, Actor};
use crate::{Casework, Problem, fingerprint};
use compare::Comparison;
use practice::ids::PersonId;
use practice::journey::Rules;
use practice::kinds;
use practice::record::{Records, Revision};
use practice::summary::{self, Summary};
use rows::{File, Row};
use standards::cin_census::{self, Limits, Refused};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::BufRead;
use store::{Change, StoreError};
use uuid::Uuid;

/// Why a return was not brought in. Nothing was changed.
#[derive(Debug, Clone, PartialEq)]
pub enum NotImported {
    /// The file was not read.
    File(Refused),
    /// The file was read, but could not be kept.
    Problem(Problem),
}

impl fmt::Display for NotImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotImported::File(refused) => refused.fmt(f),
            NotImported::Problem(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for NotImported {}

impl<P: Into<Problem>> From<P> for NotImported {
    fn from(problem: P) -> Self {
        NotImported::Problem(problem.into())
    }
}

impl Casework {
    /// Brings in a children in need census; with `dry_run`, only says what that would do.
    ///
    /// A value that cannot be read is left out and reported; its child still comes in. A child with no number, and a
    /// file that is refused, do not.
    pub fn import_cin_census(
        &self,
        actor: &Actor,
        input: impl BufRead,
        dry_run: bool,
    ) -> Result<Imported, NotImported> {
        let sight = self.may(actor, Act::Import)?;
        let (census, faults) = cin_census::read(input, Limits::default()).map_err(NotImported::File)?;
        let mut file = File::new(&census.header, faults).map_err(Problem::Refused)?;
        for child in &census.children {
            child::child(&mut file, child);
        }
        let (rows, mut imported) = file.finish();
        imported.dry_run = dry_run;
        let people: BTreeSet<PersonId> = rows.iter().map(|row| row.person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        self.looked(actor, "import_cin_census", &[], None)?;
        let year = imported.year;
        let mut comparison = self.compare(actor, year, &rows, &self.store().about(&people)?)?;
        let already = self.already_on_file(&sight, &rows, &comparison)?;
        if !dry_run && !comparison.revisions.is_empty() {
            let mut decide = |rules: &Rules, before: Vec<Revision>| {
                comparison = self.compare(actor, year, &rows, &before).map_err(refused)?;
                change(rules, comparison.revisions.clone(), before)
            };
            // Names are worked out from the file, so the same write again finds nothing to do: the key is only a name.
            self.write(&format!("import {}", Uuid::now_v7()), &people, &mut decide)?;
        }
        imported.faults.extend(already);
        imported.faults.sort_by_key(|fault| fault.line);
        comparison.count(&mut imported, &people);
        Ok(imported)
    }

    fn compare(
        &self,
        actor: &Actor,
        year: Option<i16>,
        rows: &[Row],
        kept: &[Revision],
    ) -> Result<Comparison, Problem> {
        let mut comparison = Comparison::over(kept, year);
        for row in rows {
            let made = self.revision_of(actor, row.ready())?;
            comparison.add(row, Revision { id: row.id, ..made });
        }
        Ok(comparison)
    }
}

/// The new revisions, with the forms they answer and the summaries they change.
fn change(rules: &Rules, mut revisions: Vec<Revision>, before: Vec<Revision>) -> Result<Change, StoreError> {
    let mut forms = BTreeMap::new();
    for revision in &mut revisions {
        let Some(kind) = kinds::find(&revision.kind) else { continue };
        let (name, _) = forms.entry(kind.name).or_insert_with(|| fingerprint((kind.spec)()));
        revision.form.clone_from(name);
    }
    let summaries = summaries_after(rules, &revisions, before);
    Ok(Change { revisions, forms: forms.into_values().collect(), summaries, ..Change::default() })
}

/// The summary of everyone the new revisions are about.
fn summaries_after(rules: &Rules, new: &[Revision], before: Vec<Revision>) -> Vec<Summary> {
    let mut by_person: BTreeMap<PersonId, Vec<Revision>> =
        new.iter().flat_map(|one| one.people.iter().map(|person| (*person, Vec::new()))).collect();
    for revision in before.iter().chain(new) {
        for person in &revision.people {
            if let Some(theirs) = by_person.get_mut(person) {
                theirs.push(revision.clone());
            }
        }
    }
    by_person.into_iter().map(|(person, theirs)| summary::of(rules, person, &Records::read(theirs))).collect()
}

fn refused(problem: Problem) -> StoreError {
    match problem {
        Problem::Store(error) => error,
        other => StoreError::Refused(other.to_string()),
    }
}
