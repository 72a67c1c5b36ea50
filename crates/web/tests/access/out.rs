//! Figures taken out: what leaves says what the pages say, no cell is live, small numbers stay hidden, and each is logged.

use crate::world::{World, ask, fresh, staff_of};
use axum::http::StatusCode;
use casework::Role;
use casework::figures::HIDDEN;
use serde_json::Value;

/// A form sent from elsewhere would begin like this.
const PAYLOAD: &str = "=HYPERLINK(\"http://example.invalid\",\"see\")";

fn live(cell: &str) -> bool {
    cell.trim_start_matches(|c: char| c.is_whitespace() || c == '"').starts_with(['=', '+', '-', '@'])
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_out_says_what_the_pages_say_and_no_cell_is_live() {
    let world = World::new();
    let director = staff_of(Role::Director).0;
    let said = format!("key=k&says={}&will_do=%2B1&anyway=yes", PAYLOAD.replace('=', "%3D").replace('"', "%22"));
    let kept = world.ask(&director, "POST", "/figures/IND-FD-01", &said).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let form = "key=00000000-0000-0000-0000-00000000000a&card=director&of=";
    let last = casework::figures::Every::Month.over_by(world.casework.today().date)[0];
    let issued = world.ask(&director, "POST", "/figures/reports", &format!("{form}month+{last}")).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.body);
    let report = "/figures/reports/00000000-0000-0000-0000-00000000000a";

    let mut cells = 0;
    for path in [
        "/figures/scorecard.csv?card=director",
        "/figures/IND-FD-01/measure.csv",
        "/figures/IND-FD-01/groups.csv?by=sex",
        "/figures/IND-FD-01/children.csv",
        "/live/hub/list.csv",
        "/live/drift/list.csv",
    ] {
        let answer = ask(&world.app, &fresh(&director), "GET", path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.headers.contains("attachment"), "{path}");
        for cell in answer.body.lines().flat_map(|line| line.split(',')) {
            assert!(!live(cell) || cell.parse::<f64>().is_ok(), "{path}: {cell}");
            cells += 1;
        }
    }
    for path in ["/figures/scorecard.xlsx?card=director", "/live/caseloads/list.xlsx", &format!("{report}/report.xlsx")]
    {
        let answer = ask(&world.app, &fresh(&director), "GET", path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.starts_with("PK") && answer.headers.contains(".xlsx"), "{path}");
    }
    let pdf = world.ask(&director, "GET", &format!("{report}/report.pdf"), "").await;
    assert!(pdf.body.starts_with("%PDF"));
    let page = world.ask(&director, "GET", report, "").await;
    assert!(page.body.contains("Issued on") && page.body.contains("HYPERLINK"));
    assert_eq!(world.ask(&director, "GET", &format!("{report}/since"), "").await.status, StatusCode::OK);
    proof::say("X1", "exports", cells, "cells of exports, 0 live");
    assert!(cells > 60, "{cells}");

    // A list leaves only after a second factor.
    let sent = world.ask(&director, "GET", "/figures/IND-FD-01/children.csv", "").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.headers);
    assert!(sent.headers.contains("/step-up"));
    let entries = world.store.log_by(&staff_of(Role::Director), u64::MAX, 99).unwrap();
    let noted = |action: &str| entries.iter().any(|one| one.entry.action == action);
    assert!(noted("export_figure_list") && noted("export_live_list") && noted("issue_report"));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_programs_are_told_what_the_pages_tell_and_small_numbers_stay_hidden() {
    let world = World::new();
    let read = async |role: Role, path: &str| -> Value {
        let answer = world.ask(&staff_of(role).0, "GET", path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    };
    let described = read(Role::Analyst, "/api/openapi.json").await;
    assert_eq!(described["openapi"], "3.1.0");
    let whole = read(Role::Director, "/api/figures?card=service").await;
    let bare = read(Role::Councillor, "/api/figures?card=service").await;
    let hidden = |all: &Value| all.as_array().unwrap().iter().filter(|one| one["figure"] == HIDDEN).count();
    let of = |all: &Value, id: &str| all.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    // Four workers hold children.
    let (told, kept) = (of(&whole, "IND-WF-04"), of(&bare, "IND-WF-04"));
    assert_eq!((told["figure"].as_str(), told["of"].as_f64()), (Some("3.0"), Some(4.0)));
    assert_eq!((kept["figure"].as_str(), kept["of"].as_f64()), (Some(HIDDEN), Some(0.0)));
    assert!(kept["value"].is_null() && kept["numbers"].as_array().unwrap().is_empty());
    assert!(hidden(&bare) > 0 && hidden(&whole) == 0);
    let one = read(Role::Councillor, "/api/figures/IND-FD-01").await;
    assert!(one["numbers"].as_array().unwrap().is_empty());
    let refused = world.ask(&staff_of(Role::Councillor).0, "GET", "/api/figures/IND-FD-01/children", "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let behind = read(Role::Director, "/api/figures/IND-FD-01/children").await;
    assert!(behind["children"].is_array());
    let entries = world.store.log_by(&staff_of(Role::Councillor), u64::MAX, 99).unwrap();
    assert!(entries.iter().any(|one| one.entry.page == "GET /api/figures/{measure}"), "each is a look");
}
