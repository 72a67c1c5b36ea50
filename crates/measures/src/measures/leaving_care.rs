//! Care leavers. What is known of each is what was last recorded: it has no history.

use super::tools::*;
use facts::tables::CareLeaver;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-CL-01",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "Aged 17 to 21.",
        cases: |index, window, cases| {
            young(index, window, 17, 21, cases, |row| {
                matches!(row.clea_care_leaver_in_touch.trim().to_uppercase().as_str(), "YES" | "Y")
            });
        },
    },
    Built {
        id: "IND-CL-02",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "",
        cases: |index, window, cases| {
            young(index, window, 19, 21, cases, |row| {
                let said = code(&row.clea_care_leaver_accom_suitable);
                said == "1" || (said.is_empty() && code(&row.clea_care_leaver_accommodation).ends_with('1'))
            });
        },
    },
    Built {
        id: "IND-CL-03",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "Activities G4 to G6. Nothing known counts as neither.",
        cases: |index, window, cases| young(index, window, 19, 21, cases, |row| activity(row, &["G4", "G5", "G6"])),
    },
    Built {
        id: "IND-ED-17",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "Those in the table of care leavers, the eligible among them; of other looked-after children nothing is known.",
        cases: |index, window, cases| young(index, window, 16, 18, cases, |row| activity(row, &["G4", "G5", "G6"])),
    },
    Built {
        id: "IND-CL-04",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "",
        cases: |index, window, cases| {
            let since = months_before(window.to, 6);
            let within = |day: Option<Date>| day.is_some_and(|day| since <= day && day <= window.to);
            young(index, window, 16, 25, cases, |row| within(row.clea_pathway_plan_review_date));
        },
    },
    Built {
        id: "IND-CL-07",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: LEAVERS,
        note: "",
        cases: |index, window, cases| {
            let since = days_before(window.to, 56);
            let within = |day: Option<Date>| day.is_some_and(|day| since <= day && day <= window.to);
            young(index, window, 18, 25, cases, |row| within(row.clea_care_leaver_latest_contact));
        },
    },
    Built {
        id: "IND-CL-08",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: LEAVERS,
        note: "Accommodation Z.",
        cases: |index, window, cases| young(index, window, 18, 20, cases, |row| lives(row, 'Z')),
    },
    Built {
        id: "IND-CL-09",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: LEAVERS,
        note: "Activities F1 and P1.",
        cases: |index, window, cases| young(index, window, 18, 25, cases, |row| activity(row, &["F1", "P1"])),
    },
    Built {
        id: "IND-CL-10",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: LEAVERS,
        note: "Activities F4 and P4; traineeships have no code of their own.",
        cases: |index, window, cases| young(index, window, 16, 25, cases, |row| activity(row, &["F4", "P4"])),
    },
    Built {
        id: "IND-CL-13",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: LEAVERS,
        note: "Accommodation U, independent living.",
        cases: |index, window, cases| young(index, window, 18, 25, cases, |row| lives(row, 'U')),
    },
];

const LEAVERS: &[&str] = &["ssd_care_leavers", "ssd_person"];

fn activity(row: &CareLeaver, codes: &[&str]) -> bool {
    codes.contains(&code(&row.clea_care_leaver_activity))
}

fn lives(row: &CareLeaver, letter: char) -> bool {
    row.clea_care_leaver_accommodation.trim().starts_with(letter)
}

/// Each care leaver of these ages on the last day once, and whether they count.
fn young(
    index: &Index<'_>,
    window: Window,
    from: i16,
    to: i16,
    cases: &mut Cases<'_>,
    counts: impl Fn(&CareLeaver) -> bool,
) {
    for event in index.care_leavers.all() {
        if index.aged(event.who, window.to, from, to) && cases.first(event.who) {
            cases.case(*event, counts(&index.facts.care_leavers[event.row as usize]));
        }
    }
}
