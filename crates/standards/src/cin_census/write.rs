//! The census as XML, in the layout of `data/cin-census-tables.csv`. Values are written as they stand.

use std::io::{self, Write};

use quick_xml::escape::partial_escape;

use super::rows::*;

/// Writes a census: an element for each cell that is there, in the order of the layout, two blanks for each level. A cell
/// that is there and empty is an empty element. Fails when `out` does.
pub fn xml(census: &Census, out: impl Write) -> io::Result<()> {
    let mut xml = Xml { out: io::BufWriter::new(out), depth: 0 };
    writeln!(xml.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    xml.within("Message", |xml| {
        xml.header(&census.header)?;
        xml.within("Children", |xml| census.children.iter().try_for_each(|child| xml.child(child)))
    })?;
    xml.out.flush()
}

struct Xml<W> {
    out: W,
    depth: usize,
}

impl<W: Write> Xml<W> {
    fn indent(&mut self) -> io::Result<()> {
        write!(self.out, "{:1$}", "", self.depth * 2)
    }

    /// An element around others.
    fn within(&mut self, name: &str, inner: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.indent()?;
        writeln!(self.out, "<{name}>")?;
        self.depth += 1;
        inner(self)?;
        self.depth -= 1;
        self.indent()?;
        writeln!(self.out, "</{name}>")
    }

    /// An element with a value, as it stands.
    fn leaf(&mut self, name: &str, raw: &str) -> io::Result<()> {
        self.indent()?;
        if raw.is_empty() {
            return writeln!(self.out, "<{name}/>");
        }
        writeln!(self.out, "<{name}>{}</{name}>", partial_escape(raw))
    }

    /// An element that may be absent.
    fn field<T>(&mut self, name: &str, field: &Field<T>) -> io::Result<()> {
        field.as_ref().map_or(Ok(()), |cell| self.leaf(name, &cell.raw))
    }

    /// An element around several of one name; absent when there are none.
    fn several<T>(&mut self, group: &str, name: &str, cells: &[Cell<T>]) -> io::Result<()> {
        if cells.is_empty() {
            return Ok(());
        }
        self.within(group, |xml| cells.iter().try_for_each(|cell| xml.leaf(name, &cell.raw)))
    }

    fn header(&mut self, header: &Header) -> io::Result<()> {
        self.within("Header", |xml| {
            xml.within("CollectionDetails", |xml| {
                xml.field("Collection", &header.collection)?;
                xml.field("Year", &header.year)?;
                xml.field("ReferenceDate", &header.reference_date)
            })?;
            header.sources.iter().try_for_each(|source| {
                xml.within("Source", |xml| {
                    xml.field("SourceLevel", &source.level)?;
                    xml.field("LEA", &source.authority)?;
                    xml.field("SoftwareCode", &source.software)?;
                    xml.field("Release", &source.release)?;
                    xml.field("SerialNo", &source.serial)?;
                    xml.field("DateTime", &source.made)
                })
            })
        })
    }

    fn child(&mut self, child: &Child) -> io::Result<()> {
        self.within("Child", |xml| {
            let one = &child.identifiers;
            xml.within("ChildIdentifiers", |xml| {
                xml.leaf("LAchildID", &one.la_child_id.raw)?;
                xml.field("UPN", &one.upn)?;
                xml.field("FormerUPN", &one.former_upn)?;
                xml.field("UPNunknown", &one.upn_unknown)?;
                xml.field("PersonBirthDate", &one.born)?;
                xml.field("ExpectedPersonBirthDate", &one.expected)?;
                xml.field("GenderCurrent", &one.gender_current)?;
                xml.field("Sex", &one.sex)?;
                xml.field("PersonDeathDate", &one.died)
            })?;
            xml.within("ChildCharacteristics", |xml| {
                xml.field("Ethnicity", &child.characteristics.ethnicity)?;
                xml.several("Disabilities", "Disability", &child.characteristics.disabilities)
            })?;
            child.episodes.iter().try_for_each(|episode| xml.episode(episode))
        })
    }

    fn episode(&mut self, one: &CinDetails) -> io::Result<()> {
        self.within("CINdetails", |xml| {
            xml.field("CINreferralDate", &one.referred)?;
            xml.field("ReferralSource", &one.referral_source)?;
            xml.field("PrimaryNeedCode", &one.primary_need)?;
            xml.field("CINclosureDate", &one.closed)?;
            xml.field("ReasonForClosure", &one.closure_reason)?;
            xml.field("DateOfInitialCPC", &one.conference)?;
            for one in &one.assessments {
                xml.within("Assessments", |xml| {
                    xml.field("AssessmentActualStartDate", &one.started)?;
                    xml.field("AssessmentInternalReviewDate", &one.internal_review)?;
                    xml.field("AssessmentAuthorisationDate", &one.authorised)?;
                    xml.several("FactorsIdentifiedAtAssessment", "AssessmentFactors", &one.factors)
                })?;
            }
            for one in &one.plans {
                xml.within("CINPlanDates", |xml| {
                    xml.field("CINPlanStartDate", &one.started)?;
                    xml.field("CINPlanEndDate", &one.ended)
                })?;
            }
            for one in &one.enquiries {
                xml.within("Section47", |xml| {
                    xml.field("S47ActualStartDate", &one.started)?;
                    xml.field("InitialCPCtarget", &one.conference_due)?;
                    xml.field("DateOfInitialCPC", &one.conference)?;
                    xml.field("ICPCnotRequired", &one.conference_not_required)
                })?;
            }
            xml.field("ReferralNFA", &one.no_further_action)?;
            for one in &one.protection_plans {
                xml.within("ChildProtectionPlans", |xml| {
                    xml.field("CPPstartDate", &one.started)?;
                    xml.field("CPPendDate", &one.ended)?;
                    xml.field("InitialCategoryOfAbuse", &one.initial_category)?;
                    xml.field("LatestCategoryOfAbuse", &one.latest_category)?;
                    xml.field("NumberOfPreviousCPP", &one.previous_plans)?;
                    xml.several("Reviews", "CPPreviewDate", &one.reviews)
                })?;
            }
            one.pre_proceedings.iter().try_for_each(|one| xml.pre_proceedings(one))
        })
    }

    fn pre_proceedings(&mut self, one: &PreProceedings) -> io::Result<()> {
        self.within("PreProceedingsandFGDM", |xml| {
            xml.field("PPStartDate", &one.started)?;
            xml.field("LBPSentDate", &one.letter_sent)?;
            xml.field("FGDMMeetingOffer", &one.family_meeting_offered)?;
            xml.field("FGDMMeetingFac", &one.family_meeting_held)?;
            xml.field("InitialPPMeetingDate", &one.first_meeting)?;
            xml.field("ReviewMeetingsCount", &one.review_meetings)?;
            xml.field("StepDecisionDate", &one.step_decision)?;
            xml.field("PPOutcome", &one.outcome)?;
            xml.field("CourtAppDate", &one.court_application)?;
            xml.field("LetterInitCPDate", &one.care_proceedings_letter)
        })
    }
}
