//! Who the child is: person, address, disability, mother, identifiers.

use super::{View, day_of, name};
use crate::Facts;
use crate::tables::{Address, Department, Disability, LinkedIdentifier, Mother, Person, Professional};
use crate::value::{Misread, Text};
use practice::ids::{RecordId, StaffId, TeamId};
use practice::moment::PartialDate;
use practice::people::{self, Birth, Kinship, PersonDetails, Relationship};
use practice::record::On;
use serde_json::json;

pub(super) fn fill(view: &View<'_>, facts: &mut Facts) {
    let latest = view.standing.of_kind::<PersonDetails>().next_back();
    person(view, latest, facts);
    if let Some(details) = latest {
        disabilities(view, &details, facts);
        identifiers(view, &details, facts);
    }
    addresses(view, facts);
    mothers(view, latest, facts);
}

fn person(view: &View<'_>, latest: Option<On<'_, PersonDetails>>, facts: &mut Facts) {
    let children = view.standing.of_kind::<Relationship>();
    let is_mother = children.filter(|tie| tie.is_the == Kinship::Mother).any(|tie| tie.person == view.child);
    let mut row = Person { pers_person_id: view.id.clone(), pers_is_mother: Some(is_mother), ..Person::default() };
    if let Some(details) = latest {
        let mut day = |field, date: PartialDate| {
            let day = day_of(date);
            if day.is_none() {
                view.lost(facts, "ssd_person", details.entry.id, field, &date.written(), Misread::NotToTheDay);
            }
            day
        };
        match details.birth {
            Birth::Born { on } => row.pers_dob = day("pers_dob", on),
            Birth::Expected { on } => row.pers_expected_dob = day("pers_expected_dob", on),
            Birth::NotKnown => {}
        }
        row.pers_death_date = details.died.and_then(|died| day("pers_death_date", died));
        row.pers_forename = details.given.as_str().into();
        row.pers_surname = details.family.as_str().into();
        row.pers_sex = details.sex.as_str().into();
        row.pers_ethnicity = details.ethnicity.as_str().into();
        row.pers_common_child_id = details.nhs_number.as_str().into();
        row.pers_legacy_id = details.other_number.as_str().into();
        row.pers_upn = details.upn.as_str().into();
        row.pers_upn_unknown = details.upn_unknown.as_str().into();
    }
    facts.persons.push(row);
}

/// One row for each code. A child not born yet has none.
fn disabilities(view: &View<'_>, details: &On<'_, PersonDetails>, facts: &mut Facts) {
    if matches!(details.birth, Birth::Expected { .. }) {
        return;
    }
    let mut codes: Vec<&str> = details.disabilities.iter().map(|code| code.as_str()).collect();
    codes.retain(|code| !code.is_empty());
    codes.sort_unstable();
    codes.dedup();
    facts.disabilities.extend(codes.into_iter().map(|code| Disability {
        disa_table_id: view.row_of(RecordId(view.child.0), code),
        disa_person_id: view.id.clone(),
        disa_disability_code: code.into(),
    }));
}

fn identifiers(view: &View<'_>, details: &On<'_, PersonDetails>, facts: &mut Facts) {
    let known = [("NHS Number", &details.nhs_number), ("Unique Pupil Number", &details.upn)];
    let known = known.into_iter().filter(|(_, value)| !value.is_empty());
    facts.linked_identifiers.extend(known.map(|(kind, value)| LinkedIdentifier {
        link_table_id: view.row_of(RecordId(view.child.0), kind),
        link_person_id: view.id.clone(),
        link_identifier_type: kind.into(),
        link_identifier_value: value.as_str().into(),
        ..LinkedIdentifier::default()
    }));
}

/// An address that must be kept from somebody is a row without street, town or postcode: extracts travel further than
/// the rules that guard a file.
fn addresses(view: &View<'_>, facts: &mut Facts) {
    for found in view.standing.of_kind::<people::Address>() {
        let address = found.record();
        let mut row = Address {
            addr_table_id: view.row(found.entry.id),
            addr_person_id: view.id.clone(),
            addr_address_type: name(&address.use_of),
            addr_address_start_date: Some(address.from.date),
            addr_address_end_date: address.until.and_then(|until| until.exact()),
            ..Address::default()
        };
        if let Some(until) = address.until.filter(|until| until.exact().is_none()) {
            let (id, written) = (found.entry.id, until.written());
            view.lost(facts, "ssd_address", id, "addr_address_end_date", &written, Misread::NotToTheDay);
        }
        if address.keep_safe.is_none() {
            row.addr_address_json = json!({ "STREET": address.street, "TOWN": address.town }).to_string().into();
            row.addr_address_postcode = address.postcode.as_str().into();
        }
        facts.addresses.push(row);
    }
}

/// Told on the child's side, where the child's day of birth is known.
fn mothers(view: &View<'_>, latest: Option<On<'_, PersonDetails>>, facts: &mut Facts) {
    let born = latest.and_then(|details| details.born()).and_then(day_of);
    let ties = view.standing.of_kind::<Relationship>();
    let ties = ties.filter(|tie| tie.is_the == Kinship::Mother && tie.of == view.child && tie.ended.is_none());
    facts.mothers.extend(ties.map(|tie| Mother {
        moth_table_id: view.row(tie.entry.id),
        moth_person_id: tie.person.to_string().into(),
        moth_childs_person_id: view.id.clone(),
        moth_childs_dob: born,
    }));
}

/// The row of somebody who works here. Registration, hours and caseload are not kept by this system.
pub fn professional(id: &StaffId, name: &str, title: &str) -> Professional {
    Professional {
        prof_professional_id: id.0.as_str().into(),
        prof_staff_id: id.0.as_str().into(),
        prof_professional_name: name.into(),
        prof_professional_job_title: title.into(),
        ..Professional::default()
    }
}

/// The row of a team.
pub fn department(id: &TeamId, name: &str) -> Department {
    Department { dept_team_id: Text::from(id.0.as_str()), dept_team_name: name.into(), ..Department::default() }
}
