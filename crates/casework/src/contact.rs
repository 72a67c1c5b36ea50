//! One contact, with everything that bears on its decision.

use crate::access::{Act, Actor};
use crate::concerns::EarlierConcern;
use crate::finish::records_of;
use crate::names::PageNames;
use crate::{Casework, Done, Problem};
use practice::clock::Run;
use practice::early_help::StepToEarlyHelp;
use practice::front_door::{
    AgencyAnswer, AgencyRequest, AgencyReturn, Contact, DomesticAbuseTriage, Feedback, HandoverAccepted, Rating,
    Referral, ReferralDecision, Route, ScreeningDecision,
};
use practice::ids::{RecordId, StaffId};
use practice::journey::{Journey, screening_label};
use practice::kinds::Kind;
use practice::moment::Moment;
use practice::record::{Record, Records, Revision, Standing, Status};
use practice::summary::Summary;
use store::Claim;

/// A contact and what bears on it.
pub struct ContactPage {
    /// The contact as it stands.
    pub revision: Revision,
    /// It is a police notice, which is triaged.
    pub is_police_notice: bool,
    /// It came from the out-of-hours team, whose work is handed over.
    pub is_out_of_hours: bool,
    /// It was withdrawn.
    pub withdrawn: bool,
    /// The children it is about.
    pub children: Vec<Summary>,
    /// Earlier concern for them.
    pub concern: EarlierConcern,
    /// What was asked of other agencies.
    pub asked: Vec<Asked>,
    /// What was decided or done about it, in order.
    pub followed: Vec<Followed>,
    /// It still waits for a decision.
    pub waits: bool,
    /// What was decided and is yet to be recorded, by its kind.
    pub next: Option<&'static Kind>,
    /// Clocks it started, those running first, each once.
    pub clocks: Vec<Run>,
    /// Who has it.
    pub claim: Option<Claim>,
    /// Names on the page.
    pub names: PageNames,
    /// When this was read.
    pub at: Moment,
}

/// One agency asked about the children.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The request.
    pub request: RecordId,
    /// When the rating was set.
    pub rated: Moment,
    /// Red, amber or green.
    pub rating: Rating,
    /// The agency.
    pub agency: String,
    /// The agency's code; none when it was not stated.
    pub code: Option<String>,
    /// Its latest answer: when, and in words; none while nothing came back.
    pub answer: Option<(Moment, String)>,
    /// Nothing has come back yet, or it was only chased.
    pub outstanding: bool,
}

/// Something decided or done about a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// The record.
    pub record: RecordId,
    /// When.
    pub at: Moment,
    /// "Screening decision: referral".
    pub what: String,
    /// Why, or what was said; may be empty.
    pub words: String,
    /// Who wrote it.
    pub by: StaffId,
}

impl Casework {
    /// A contact and what bears on it: a fixed number of questions to the store.
    pub fn contact(&self, actor: &Actor, id: RecordId) -> Done<ContactPage> {
        let revision = self.store().record(id)?.pop().filter(|one| one.kind == Contact::KIND);
        let of = revision.as_ref().map(|one| one.people.as_slice());
        let (mut sight, people) = self.may_with(actor, Act::SeeFile, Some(id), of, false)?;
        self.looked(actor, "view_contact", &people, Some(id))?;
        let revision = revision.and_then(|one| sight.revision(one)).ok_or(Problem::NotFound)?;
        let whole = Records::read(self.store().about(&people)?);
        let shown = sight.records(&whole);
        let standing = shown.as_ref().unwrap_or(&whole).standing();
        let found = standing.of_kind::<Contact>().find(|one| one.entry.id == id);
        let received = found.map_or(revision.about, |one| one.received);
        let decided = |one: practice::record::On<'_, ScreeningDecision>| one.contact.id == id && one.decision.settles();
        let asked = asked(&standing, id);
        let referred: Vec<RecordId> = standing
            .of_kind::<Referral>()
            .filter(|one| one.contact.is_some_and(|link| link.id == id))
            .map(|one| one.entry.id)
            .collect();
        let answered = |run: &Run| run.start.record.is_some_and(|start| referred.contains(&start));
        let (rules, now) = (self.rules(), self.today());
        let mut clocks: Vec<Run> = people
            .iter()
            .flat_map(|child| Journey::under(&rules, *child, &records_of(&whole, *child), now).clocks)
            .filter(|run| {
                run.start.record == Some(id)
                    || asked.iter().any(|one| run.start.record == Some(one.request))
                    || run.clock.form == ReferralDecision::KIND && answered(run)
            })
            .collect();
        clocks.sort_by_key(|run| (!run.is_open(), run.due, run.clock.id, run.start.record));
        clocks.dedup_by_key(|run| (run.clock.id, run.start.record, run.due));
        let claim = self.waiting(&sight)?.into_iter().find(|row| row.waiting.contact == id);
        Ok(ContactPage {
            is_police_notice: found.is_some_and(|one| matches!(one.route, Route::PoliceNotice { .. })),
            is_out_of_hours: found.is_some_and(|one| matches!(one.route, Route::OutOfHours { .. })),
            withdrawn: matches!(revision.status, Status::Withdrawn { .. }),
            waits: found.is_some() && !standing.of_kind::<ScreeningDecision>().any(decided),
            children: sight.summaries(self.store().summaries(&people)?),
            concern: self.concern(&mut sight, &people, received, Some(id))?,
            followed: followed(&standing, id),
            asked,
            clocks,
            next: claim.as_ref().and_then(|row| row.waiting.next()),
            claim: claim.and_then(|row| row.claim),
            names: self.names_of(&people)?,
            at: now,
            revision,
        })
    }
}

/// Every agency asked about a contact, with what came back.
fn asked(standing: &Standing<'_>, contact: RecordId) -> Vec<Asked> {
    let requests = standing.of_kind::<AgencyRequest>();
    let requests = requests.filter(|one| one.contact.is_some_and(|link| link.id == contact));
    requests
        .flat_map(|request| {
            let returns: Vec<_> =
                standing.of_kind::<AgencyReturn>().filter(|one| one.request.id == request.entry.id).collect();
            request.record().agencies.iter().map(move |agency| {
                let of_agency = || returns.iter().filter(|one| one.agency == *agency);
                let is_answer = |answer: &AgencyAnswer| !matches!(answer, AgencyAnswer::Chased { .. });
                let latest = of_agency().rfind(|one| is_answer(&one.answer)).or_else(|| of_agency().next_back());
                Asked {
                    request: request.entry.id,
                    rated: request.rated,
                    rating: request.rating,
                    agency: agency.label().to_owned(),
                    code: Some(agency.as_str().to_owned()).filter(|code| !code.is_empty()),
                    answer: latest.map(|one| (one.received, answer_words(&one.answer))),
                    outstanding: !of_agency().any(|one| is_answer(&one.answer)),
                }
            })
        })
        .collect()
}

fn answer_words(answer: &AgencyAnswer) -> String {
    match answer {
        AgencyAnswer::Information { what } => what.0.clone(),
        AgencyAnswer::NothingKnown => "Nothing known".to_owned(),
        AgencyAnswer::Chased { how } => format!("No answer, chased: {}", how.0),
    }
}

/// Everything decided or done about a contact, in order.
fn followed(standing: &Standing<'_>, contact: RecordId) -> Vec<Followed> {
    let mut all: Vec<Followed> = Vec::new();
    let mut add = |entry: &practice::record::Entry, what: String, words: &str| {
        all.push(Followed {
            record: entry.id,
            at: entry.about,
            what,
            words: words.to_owned(),
            by: entry.author.clone(),
        });
    };
    for one in standing.of_kind::<ScreeningDecision>().filter(|one| one.contact.id == contact) {
        add(one.entry, format!("Screening decision: {}", screening_label(&one.decision)), &one.rationale);
    }
    for one in standing.of_kind::<DomesticAbuseTriage>().filter(|one| one.contact.id == contact) {
        add(one.entry, "Domestic abuse triage".to_owned(), "");
    }
    for one in standing.of_kind::<HandoverAccepted>().filter(|one| one.contact.id == contact) {
        add(one.entry, "Out-of-hours handover accepted".to_owned(), &one.next);
    }
    for one in standing.of_kind::<Feedback>().filter(|one| one.contact.id == contact) {
        add(one.entry, "Feedback to the referrer".to_owned(), &one.told);
    }
    for one in standing.of_kind::<Referral>().filter(|one| one.contact.is_some_and(|link| link.id == contact)) {
        add(one.entry, format!("Referral: {}", one.need.label()), &one.reason);
    }
    for one in standing.of_kind::<StepToEarlyHelp>().filter(|one| one.contact.is_some_and(|link| link.id == contact)) {
        add(one.entry, "Step to early help".to_owned(), &one.help);
    }
    all.sort_by_key(|one| (one.at, one.record));
    all
}
