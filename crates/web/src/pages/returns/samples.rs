//! Returns of a made-up authority: none yet, several, one with faults, one signed and sent.

use super::{Sent, form, going, list_of, one, view};
use crate::pages::Sample;
use casework::Role;
use casework::names::StaffNames;
use casework::returns::{Before, Content, Going, Kind, Made, Mark, Number, Progress, Wanted};
use checks::Told;
use jiff::civil::date;
use practice::moment::Moment;
use uuid::Uuid;

fn mark(by: &str, words: &str) -> Mark {
    Mark { by: by.into(), at: Moment::at(date(2026, 4, 21), 14, 5), words: words.into() }
}

fn made(kind: Kind, of: &str, signed: Vec<Mark>, sent: Vec<Mark>) -> Made {
    let id = Uuid::from_u128(0x018f_0000_0000_4000_8000_0000_0000_0001);
    Made {
        id,
        kind,
        of: of.into(),
        changes: kind == Kind::CscApi,
        by: "ana".into(),
        at: Moment::at(date(2026, 4, 20), 9, 30),
        signed,
        sent,
    }
}

fn content(faults: bool) -> Content {
    let number = |what: &str, this, last| Number { what: what.into(), this, last: Some(last) };
    let told = |rule: &'static str, query, words: &'static str, remedy: &'static str| Told {
        rule: rule.into(),
        edition: "2024 onwards".into(),
        query,
        words: words.into(),
        remedy: remedy.into(),
    };
    let found = vec![
        (told("8925", false, "The closure date is before the referral.", "Correct one of the two dates."), 3),
        (told("8770Q", true, "The child has no unique pupil number.", "Ask the school for it."), 41),
    ];
    Content {
        before: (!faults).then(|| Before {
            id: Uuid::from_u128(0x018f_0000_0000_4000_8000_0000_0000_0002),
            of: "2025".into(),
            sent: Moment::at(date(2025, 6, 30), 16, 20),
        }),
        read: Moment::at(date(2026, 4, 20), 9, 29).instant(),
        children: 812,
        numbers: vec![(
            "The census".into(),
            vec![
                number("Children", 812, 790),
                number("Assessments", 604, 655),
                number("Section 47 enquiries", 118, 97),
            ],
        )],
        found: if faults { found } else { Vec::new() },
        rules: (121, 0),
        left_out: if faults { vec!["former_upn: no room in the schema, 2 times".into()] } else { Vec::new() },
        files: Vec::new(),
    }
}

/// Every state of both pages.
pub fn samples() -> Vec<Sample> {
    let (staff, today) = (StaffNames::default(), date(2026, 4, 20));
    let page = |name, going: &[(Uuid, Going)], made: &[Made], role, wrong| {
        let making = (role == Role::Analyst).then(|| form(today, &Sent::default(), "secret"));
        Sample { name, markup: view(&going::list(going, &staff), &list_of(made, &staff), making, wrong) }
    };
    let list = |name, made: &[Made], role, wrong| page(name, &[], made, role, wrong);
    let going = |progress| {
        let wanted = Wanted { kind: Kind::Ssda903, year: 2026, as_at: today, authority: String::new(), changes: false };
        Going { wanted, by: "ana".into(), since: Moment::at(date(2026, 4, 20), 9, 30), progress }
    };
    let wait = |name, progress| Sample { name, markup: going::view(&going(progress), &staff) };
    let reading = || Progress::Reading(date(2026, 3, 31), 12_400);
    let shown = |name, made: &Made, faults, role| Sample {
        name,
        markup: one::view(made, &content(faults), &staff, role, None, "secret"),
    };
    let signed = || vec![mark("dir", "Fewer assessments: two workers left in May.")];
    let sent = made(Kind::Cin, "2026", signed(), vec![mark("ana", "COLLECT, receipt 4471")]);
    let open = made(Kind::AnnexA, "2026-04-20", Vec::new(), Vec::new());
    let wrong = Some("An authority's number is three digits, as 201.");
    vec![
        list("returns-none", &[], Role::Analyst, None),
        list("returns-list", &[open.clone(), sent.clone()], Role::Director, None),
        list("returns-refused", std::slice::from_ref(&sent), Role::Analyst, wrong),
        page(
            "returns-going",
            &[(Uuid::from_u128(7), going(reading()))],
            std::slice::from_ref(&sent),
            Role::Analyst,
            None,
        ),
        wait("return-waiting", Progress::Waiting),
        wait("return-reading", reading()),
        wait("return-checking", Progress::Checking),
        wait("return-failed", Progress::Failed("Something went wrong here, and nothing was kept.".into())),
        shown("return-changes", &made(Kind::CscApi, "2026-04-20", Vec::new(), Vec::new()), true, Role::Analyst),
        shown("return-open", &open, true, Role::Director),
        shown("return-signed", &made(Kind::Cin, "2026", signed(), Vec::new()), true, Role::Analyst),
        shown("return-sent", &sent, false, Role::Analyst),
    ]
}
