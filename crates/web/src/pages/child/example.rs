//! An invented family, for looking at pages and for their tests: two children, their mother and grandmother.
//!
//! Some of it was known late: a visit of 1 October was written down on 20 October.

use casework::file::{AsAt, File, FileAccess};
use casework::names::{PageNames, StaffNames};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use practice::answer::{Asked, PerChild, Prose, RowKey};
use practice::codes::Code;
use practice::documents::{Document, DocumentFor, DocumentIs, StoredFile};
use practice::ids::{PersonId, RecordId, StaffId, TeamId};
use practice::journey::{Journey, Rules};
use practice::moment::{Moment, PartialDate};
use practice::oversight::{Allocation, Audience, ChronologyEntry};
use practice::people::{
    Address, AddressUse, Alert, Birth, KeepSafe, Kinship, PersonDetails, ProfessionalInvolved, Relationship,
    WhatMattersNow,
};
use practice::plans::{Action, ActionProgress, ActionState, Goal, Plan, PlanKind};
use practice::protection::{
    Attendance, Conference, ConferenceBooked, ConferenceDecision, ConferenceKind, CoreGroup, CoreGroupChild, Decision,
    Quoracy, TookPart,
};
use practice::record::{Record, Records, Revision, Status};
use practice::visits::{ChildVisited, NoAccess, Place, Seen, Visit, VisitOutcome, VisitPurpose};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Staff, Team};
use uuid::Uuid;

/// The child whose file is shown.
pub const AMARA: PersonId = PersonId(Uuid::from_u128(0xa001));
/// Her brother.
pub const KOFI: PersonId = PersonId(Uuid::from_u128(0xa002));
/// Their mother.
pub const GRACE: PersonId = PersonId(Uuid::from_u128(0xa003));
/// Their mother's mother.
pub const ABENA: PersonId = PersonId(Uuid::from_u128(0xa004));
/// The day it is.
pub const TODAY: Moment = Moment { date: date(2026, 11, 23), time: None };

/// A record of the family by its number.
pub fn record(number: u128) -> RecordId {
    RecordId(Uuid::from_u128(0xb000 + number))
}

/// The first revision of a record, written by the social worker on a day.
pub fn revision<R: Record>(number: u128, people: &[PersonId], known: Date, body: &R) -> Revision {
    Revision {
        id: record(number),
        revision: 1,
        kind: R::KIND.to_owned(),
        people: people.to_vec(),
        about: body.about(),
        known: Moment::at(known, 16, 30).instant(),
        author: StaffId::from("priya"),
        status: Status::Finished,
        unusual: None,
        source: None,
        form: casework::fingerprint(R::spec()).0,
        body: serde_json::Value::Object(body.write_part()),
    }
}

fn person(given: &str, family: &str, born: Option<PartialDate>, sex: &str) -> PersonDetails {
    PersonDetails {
        from: Moment::day(date(2026, 6, 1)),
        given: given.into(),
        family: family.into(),
        known_as: String::new(),
        other_names: Vec::new(),
        birth: born.map_or(Birth::NotKnown, |on| Birth::Born { on }),
        sex: Code::new(sex),
        ethnicity: Code::not_stated(),
        religion: String::new(),
        language: "English".into(),
        communication: String::new(),
        disabilities: Vec::new(),
        died: None,
        nhs_number: String::new(),
        upn: String::new(),
        upn_unknown: Code::not_stated(),
        school: String::new(),
        telephone: String::new(),
        other_number: String::new(),
    }
}

fn tie(person: PersonId, is_the: Kinship, of: PersonId, responsible: Asked<bool>) -> Relationship {
    Relationship {
        from: Moment::day(date(2026, 6, 1)),
        person,
        is_the,
        of,
        parental_responsibility: responsible,
        child_says: Prose::default(),
        strength: Prose::default(),
        told_by: "Grace Osei, 1 June 2026".into(),
        ended: None,
    }
}

fn saw(seen: Seen, words: &str) -> ChildVisited {
    ChildVisited { seen, bedroom: Asked::Known(true), words: words.into() }
}

fn visit(on: Moment, amara: ChildVisited, kofi: ChildVisited, saw: &str, means: &str) -> Visit {
    Visit {
        when: on,
        purpose: VisitPurpose::ChildProtection,
        outcome: VisitOutcome::Held {
            place: Place::Home,
            present: "Grace Osei".into(),
            children: PerChild(BTreeMap::from([(AMARA, amara), (KOFI, kofi)])),
            saw: saw.into(),
            means: means.into(),
        },
        next: "Ring the school about the morning club.".into(),
        next_due: None,
    }
}

fn action(key: &str, what: &str, owner: &str, by: Date, measure: &str) -> Action {
    Action { key: RowKey(key.into()), what: what.into(), owner: owner.into(), by, measure: measure.into() }
}

fn plan(agreed: Date, actions: Vec<Action>) -> Plan {
    Plan {
        agreed: Moment::day(agreed),
        kind: PlanKind::ChildProtection,
        goals: vec![
            Goal {
                key: RowKey("g1".into()),
                worry: "Amara and Kofi go to school hungry and tired, and look after each other in the evening.".into(),
                different: "There is food at home every day and a grown-up is there every evening.".into(),
            },
            Goal {
                key: RowKey("g2".into()),
                worry: "Grace drinks when she is low, and then does not hear the children.".into(),
                different: "Grace has someone to ring before she drinks, and the children know who that is.".into(),
            },
        ],
        actions,
        child_words: Asked::Known("I want Mum to wake up before us.".into()),
        family_words: Asked::Known("I want help that does not feel like being told off.".into()),
        contingency: "If there is no food or no grown-up at home twice in a month, we will meet within a week to \
                      decide with a lawyer whether the children can stay safely at home."
            .into(),
        visit_every: None,
    }
}

fn attended(name: &str, agency: &str, how: TookPart) -> Attendance {
    Attendance { name: name.into(), agency: Code::new(agency), how }
}

fn decided(words: &str) -> ConferenceDecision {
    ConferenceDecision {
        took_part: Code::not_stated(),
        words: words.into(),
        decision: Decision::Plan { category: Code::new("NEG"), why: "Neglect over two years.".into() },
        dissent: Prose::default(),
        advocacy: Some(true),
    }
}

/// Everyone who works with the family.
pub fn staff() -> (Vec<Team>, Vec<Staff>) {
    let one =
        |id: &str, name: &str, role: &str| Staff { team: Some(TeamId::from("north")), ..Staff::new(id, name, role) };
    (
        vec![Team { id: TeamId::from("north"), name: "North safeguarding team".into() }],
        vec![
            one("priya", "Priya Shah", "social_worker"),
            one("sam", "Sam Okoro", "team_manager"),
            one("chair", "Helen Marsh", "conference_chair"),
        ],
    )
}

/// Every record of the family.
pub fn revisions() -> Vec<Revision> {
    let both = [AMARA, KOFI];
    let first = date(2026, 6, 1);
    let amara = PersonDetails {
        known_as: "Mara".into(),
        other_number: "100482".into(),
        school: "Hill Top Primary".into(),
        ..person("Amara", "Osei", Some(PartialDate::Day(date(2017, 3, 4))), "F")
    };
    let mut all = vec![
        revision(1, &[AMARA], first, &amara),
        revision(2, &[KOFI], first, &person("Kofi", "Osei", Some(PartialDate::Day(date(2019, 9, 12))), "M")),
        revision(3, &[GRACE], first, &person("Grace", "Osei", Some(PartialDate::Year(1993)), "F")),
        revision(4, &[ABENA], first, &person("Abena", "Mensah", None, "F")),
        revision(5, &[AMARA, GRACE], first, &tie(GRACE, Kinship::Mother, AMARA, Asked::Known(true))),
        revision(6, &[KOFI, GRACE], first, &tie(GRACE, Kinship::Mother, KOFI, Asked::Known(true))),
        revision(7, &both, first, &tie(KOFI, Kinship::Sibling, AMARA, Asked::Known(false))),
        revision(
            8,
            &[GRACE, ABENA],
            date(2026, 7, 1),
            &Relationship {
                strength: "Has the children every Sunday and could take them at short notice.".into(),
                child_says: "Nana makes us laugh.".into(),
                ..tie(ABENA, Kinship::Mother, GRACE, Asked::NotAsked)
            },
        ),
        revision(
            9,
            &[AMARA, KOFI, GRACE],
            first,
            &Address {
                from: Moment::day(date(2024, 2, 1)),
                street: "14 Mill Lane".into(),
                town: "Ashcombe".into(),
                postcode: "AS1 4QT".into(),
                use_of: AddressUse::Home,
                keep_safe: Some(KeepSafe { from_whom: "Grace's former partner, since an assault in 2025".into() }),
                until: None,
            },
        ),
        revision(
            10,
            &both,
            first,
            &ProfessionalInvolved {
                from: Moment::day(date(2024, 9, 2)),
                agency: Code::new("school"),
                name: "Jo Lister".into(),
                role: "Designated safeguarding lead, Hill Top Primary".into(),
                reach: "01632 960 101".into(),
                until: None,
            },
        ),
        revision(
            11,
            &[AMARA],
            date(2026, 11, 2),
            &WhatMattersNow {
                written: Moment::day(date(2026, 11, 2)),
                words:
                    "Amara is nine and does more than a nine-year-old should: she gets Kofi up, fed and to school. She \
                    loves drawing and her Nana. We worry about evenings with no grown-up who can respond, and mornings \
                    with no food. Grace has begun to see the drink worker and rang us herself last week. Next: the \
                    core group on 8 December looks at whether the morning club and Sundays with Nana are enough."
                        .into(),
            },
        ),
        revision(
            12,
            &both,
            first,
            &Alert {
                from: Moment::day(first),
                nature: "Visit in pairs after dark".into(),
                at_risk: "Workers who visit".into(),
                instruction: "Grace's former partner has come to the flat and threatened a worker.".into(),
                review: Some(date(2026, 12, 1)),
                ended: None,
            },
        ),
        revision(
            13,
            &both,
            date(2026, 9, 1),
            &Allocation {
                from: Moment::day(date(2026, 9, 1)),
                team: TeamId::from("north"),
                worker: Some(StaffId::from("priya")),
                change: practice::codes::Code::not_stated(),
                reason: Prose::default(),
                handover: "Amara speaks most when drawing.".into(),
            },
        ),
        revision(
            14,
            &both,
            date(2026, 9, 1),
            &ConferenceBooked {
                booked: Moment::day(date(2026, 9, 1)),
                kind: ConferenceKind::Initial,
                on: Moment::at(date(2026, 9, 15), 10, 0),
                chair: Some(StaffId::from("chair")),
                place: "Town Hall, room 2".into(),
                invited: vec![Code::new("school"), Code::new("police")],
            },
        ),
        revision(15, &both, date(2026, 9, 15), &conference()),
        revision(40, &[AMARA], date(2026, 10, 2), &letter()),
        revision(41, &both, date(2026, 10, 6), &drawing()),
        revision(
            16,
            &both,
            date(2026, 9, 22),
            &plan(
                date(2026, 9, 22),
                vec![
                    action(
                        "a1",
                        "Breakfast club every school day",
                        "Grace Osei",
                        date(2026, 10, 1),
                        "Register shows both there",
                    ),
                    action(
                        "a2",
                        "First meeting with the drink worker",
                        "Grace Osei",
                        date(2026, 10, 10),
                        "Grace says it helps",
                    ),
                ],
            ),
        ),
        revision(
            17,
            &both,
            date(2026, 10, 20),
            &visit(
                Moment::at(date(2026, 10, 1), 15, 45),
                saw(Seen::Alone, "I do the breakfast so Kofi is not sad."),
                saw(Seen::NotAlone, "Kofi said he hides his toast under the bed"),
                "The kitchen was bare: bread and squash. Both children came straight to the door.",
                "Amara is still doing a parent's work in the morning.",
            ),
        ),
        revision(
            18,
            &both,
            date(2026, 10, 14),
            &Visit {
                when: Moment::at(date(2026, 10, 14), 16, 0),
                purpose: VisitPurpose::ChildProtection,
                outcome: VisitOutcome::NoAccess {
                    what: NoAccess::NobodyIn,
                    done: "Rang Grace and the school; both children were at Nana's.".into(),
                },
                next: Prose::default(),
                next_due: None,
            },
        ),
        revision(
            19,
            &both,
            date(2026, 11, 12),
            &visit(
                Moment::at(date(2026, 11, 12), 16, 10),
                saw(Seen::Alone, "Mum got up before me on Monday and Tuesday."),
                saw(Seen::NotSeen { why: "At football".into() }, ""),
                "Cereal, milk and fruit in the kitchen. Grace showed me the club letter.",
                "Mornings are changing. Evenings are not yet safe.",
            ),
        ),
        revision(
            20,
            &both,
            date(2026, 10, 6),
            &CoreGroup {
                held: Moment::at(date(2026, 10, 6), 14, 0),
                attendance: vec![
                    attended("Grace Osei", "", TookPart::Attended),
                    attended("Jo Lister", "school", TookPart::Attended),
                    attended("Dr Amin", "gp", TookPart::ReportOnly),
                ],
                family_views: Asked::Known("The club helps. Evenings are the hard part.".into()),
                children: PerChild(
                    both.iter().map(|child| (*child, CoreGroupChild { last_seen: Some(date(2026, 10, 6)) })).collect(),
                ),
                progress: "Both children at breakfast club four days in five.".into(),
                next: Some(date(2026, 12, 8)),
            },
        ),
        revision(
            21,
            &both,
            date(2026, 11, 10),
            &plan(
                date(2026, 11, 10),
                vec![
                    action(
                        "a1",
                        "Breakfast club every school day",
                        "Grace Osei",
                        date(2026, 12, 18),
                        "Register shows both there",
                    ),
                    action(
                        "a2",
                        "Weekly meeting with the drink worker",
                        "Grace Osei",
                        date(2026, 12, 1),
                        "Grace says it helps",
                    ),
                    action(
                        "a3",
                        "Sunday with Nana, every week",
                        "Abena Mensah",
                        date(2026, 11, 29),
                        "Amara says she rested",
                    ),
                ],
            ),
        ),
        revision(
            22,
            &both,
            date(2026, 11, 12),
            &ActionProgress {
                on: Moment::day(date(2026, 11, 12)),
                action: "a1".into(),
                state: ActionState::UnderWay,
                note: "Nine days out of ten.".into(),
            },
        ),
        revision(
            23,
            &[AMARA],
            date(2026, 11, 3),
            &ChronologyEntry {
                when: Moment::day(date(2026, 10, 1)),
                what: "Visit: bare kitchen; Amara gives Kofi his breakfast.".into(),
                impact: "She takes a parent's part and comes late to school.".into(),
                source: record(17).to_string(),
                audience: Audience::All,
            },
        ),
        revision(
            24,
            &[KOFI],
            date(2026, 11, 3),
            &ChronologyEntry {
                when: Moment::day(date(2026, 10, 14)),
                what: "Kofi's teacher kept him behind to eat.".into(),
                impact: "He trusts his teacher enough to say he is hungry.".into(),
                source: String::new(),
                audience: Audience::Internal,
            },
        ),
    ];
    all.push(amended(&all));
    all
}

fn conference() -> Conference {
    Conference {
        held: Moment::at(date(2026, 9, 15), 10, 0),
        kind: ConferenceKind::Initial,
        chair: Some(StaffId::from("chair")),
        attendance: vec![
            attended("Grace Osei", "", TookPart::Attended),
            attended("Jo Lister", "school", TookPart::AttendedWithReport),
            attended("PC Dale", "police", TookPart::ReportOnly),
            attended("Dr Amin", "gp", TookPart::Neither),
        ],
        quorate: Some(Quoracy::WentAhead {
            why: "The family was ready, and the GP's report came the day after.".into(),
        }),
        report_shared: Asked::Known(false),
        parents_views: Asked::Known("I know mornings went wrong. I want to put it right.".into()),
        discussion: "Two years of hungry mornings; a strong bond; a grandmother who helps.".into(),
        confidential: "Police intelligence about the former partner's address.".into(),
        children: PerChild(BTreeMap::from([
            (AMARA, decided("I want Mum to wake up before us.")),
            (
                KOFI,
                ConferenceDecision {
                    dissent: "The school thought a child in need plan was enough for Kofi.".into(),
                    ..decided("Kofi asked whether he must move")
                },
            ),
        ])),
        outline_plan: "Breakfast club; drink worker; Sundays with Nana.".into(),
        contingency: "Legal planning if mornings do not change by the review.".into(),
        next: Some(date(2026, 12, 14)),
    }
}

fn letter() -> Document {
    Document {
        file: StoredFile {
            hash: "5e".repeat(32),
            size: 184_320,
            kind: "pdf".into(),
            name: "Letter from school.pdf".into(),
            metadata: "kept".into(),
            scan: "not_scanned".into(),
            preview: None,
        },
        title: "Letter about mornings".into(),
        what: DocumentIs::School,
        dated: Moment::day(date(2026, 10, 1)),
        from: "St Anne's Primary".into(),
        about: Prose::default(),
        sensitivity: DocumentFor::ThirdParty,
    }
}

fn drawing() -> Document {
    Document {
        file: StoredFile {
            hash: "d0".repeat(32),
            size: 1_310_720,
            kind: "jpg".into(),
            name: "My house.jpg".into(),
            metadata: "removed".into(),
            scan: "nothing_found".into(),
            preview: Some("d1".repeat(32)),
        },
        title: "Amara and Kofi's drawing of home".into(),
        what: DocumentIs::ByTheChild,
        dated: Moment::day(date(2026, 10, 6)),
        from: "Amara and Kofi".into(),
        about: "Made at the table with the felt pens.".into(),
        sensitivity: DocumentFor::Normal,
    }
}

/// The visit of 12 November, corrected two days later.
fn amended(all: &[Revision]) -> Revision {
    let first = all.iter().find(|one| one.id == record(19)).cloned();
    let mut second = first.unwrap_or_else(|| revision(19, &[AMARA], TODAY.date, &person("", "", None, "")));
    second.revision = 2;
    second.known = Moment::at(date(2026, 11, 14), 9, 5).instant();
    second.status = Status::Amended { reason: "The club letter was from the school, not the drink worker.".into() };
    second.body["outcome"]["saw"] =
        "Cereal, milk and fruit in the kitchen. Grace showed me the school's letter.".into();
    second
}

/// A child's file made of some records, as at a day.
pub fn file_of(child: PersonId, revisions: Vec<Revision>, as_at: AsAt) -> File {
    let mine = revisions.iter().filter(|one| one.people.contains(&child)).cloned();
    let records = Records::read(mine);
    let (records, on) = match as_at {
        AsAt::Now => (records, TODAY),
        AsAt::TrueOn(on) => (records, on),
        AsAt::KnownBy(on) => (records.known_by(on.instant()), on),
    };
    let rules = Rules::default();
    let everyone = casework::finish::summaries(&rules, &[AMARA, KOFI, GRACE, ABENA], revisions, &[]);
    let (teams, people) = staff();
    let staff = StaffNames {
        staff: people.into_iter().map(|one| (one.id.clone(), one)).collect(),
        teams: teams.into_iter().map(|one| (one.id.clone(), one)).collect(),
    };
    File {
        child,
        as_at,
        journey: Journey::under(&rules, child, &records, on),
        records,
        names: PageNames {
            staff: Arc::new(staff),
            people: everyone.iter().map(|one| (one.person, one.name.clone())).collect(),
        },
        others: everyone.into_iter().map(|one| (one.person, one)).collect(),
        drafts: Vec::new(),
        access: FileAccess { may_see_looks: true, ..FileAccess::default() },
    }
}

/// Amara's file.
pub fn file(as_at: AsAt) -> File {
    let mut file = file_of(AMARA, revisions(), as_at);
    file.drafts.push(store::Draft {
        id: store::DraftId(Uuid::from_u128(0xd001)),
        kind: "visit".into(),
        people: vec![AMARA],
        by: StaffId::from("priya"),
        opened: instant(date(2026, 11, 20)),
        amends: None,
        closed: None,
    });
    file
}

/// A file that holds no more than a name.
pub fn bare() -> File {
    let named = revision(1, &[AMARA], date(2026, 11, 20), &person("Amara", "Osei", None, ""));
    file_of(AMARA, vec![named], AsAt::Now)
}

/// Half past four on a day.
pub fn instant(day: Date) -> Timestamp {
    Moment::at(day, 16, 30).instant()
}
