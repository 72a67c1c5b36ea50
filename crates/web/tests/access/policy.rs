//! Every role, every route, every standing, against the declared policy; and the policy as a file that is reviewed.

use crate::world::{Child, STANDINGS, World, ask, coded, fresh, nobody, staff_of};
use axum::Router;
use axum::http::StatusCode;
use casework::access::{Decision, Relation, Relations, Restriction, Standing, decide};
use casework::{Fresh, Role};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use web::routes::{Asks, Declared, Routes};

/// The columns of the policy file: how a child stands to whoever asks, and nobody.
fn columns() -> Vec<&'static str> {
    STANDINGS.into_iter().chain(["nobody"]).collect()
}

/// How a child of the world stands to somebody of a role; none for nobody. Stated here, not read from the product.
fn standing(column: &str, role: Role) -> Option<Standing> {
    let in_team = match role {
        Role::TeamManager | Role::HubManager => Relation::Supervising,
        _ => Relation::Team,
    };
    let (relations, restriction, named): (Relations, _, _) = match column {
        "own" => (Relations::from(Relation::Allocated) | in_team.into(), Restriction::Normal, false),
        "team" => (in_team.into(), Restriction::Normal, false),
        "other" => (Relation::None.into(), Restriction::Normal, false),
        "covering" => (Relation::Covering.into(), Restriction::Normal, false),
        "panel" => (Relation::Panel.into(), Restriction::Normal, false),
        "lead" => (Relation::Lead.into(), Restriction::Normal, false),
        "emergency" => (Relation::Emergency.into(), Restriction::Listed, false),
        "named" => (Relation::None.into(), Restriction::Listed, true),
        "shielded" => (Relation::None.into(), Restriction::Shielded, false),
        "listed" => (in_team.into(), Restriction::Listed, false),
        "sealed" => (in_team.into(), Restriction::Sealed, false),
        "conflict" => (in_team.into(), Restriction::Conflict, false),
        _ => return None,
    };
    Some(Standing { relations, restriction, named })
}

pub fn declared_for(asks: Asks, role: Role, column: &str, fresh: Fresh) -> Decision {
    let whoever = Standing { relations: Relations::ANY, ..Standing::none() };
    match asks {
        Asks::Anyone | Asks::Signed => Decision::Allowed,
        Asks::Fresh => {
            if fresh < Fresh::Code {
                Decision::StepUp(Fresh::Code)
            } else {
                Decision::Allowed
            }
        }
        Asks::Does(act) => decide(role, act, &whoever, fresh),
        Asks::OfChild(act) => match standing(column, role) {
            Some(standing) => decide(role, act, &standing, fresh),
            None => match decide(role, act, &whoever, fresh) {
                Decision::Allowed => Decision::Hidden,
                other => other,
            },
        },
    }
}

fn word(asks: Asks, role: Role, column: &str) -> String {
    let said = match declared_for(asks, role, column, Fresh::Passkey) {
        Decision::Allowed => "yes",
        Decision::Hidden => "404",
        Decision::NotAllowed | Decision::StepUp(_) => "no",
    };
    let step = match declared_for(asks, role, column, Fresh::No) {
        Decision::StepUp(Fresh::Passkey) => "++",
        Decision::StepUp(_) => "+",
        _ => "",
    };
    // What asks for a second factor first, and then for a passkey, asks for both.
    let more = step == "+" && matches!(declared_for(asks, role, column, Fresh::Code), Decision::StepUp(_));
    format!("{said}{}", if more { "++" } else { step })
}

fn text(routes: &[Declared]) -> String {
    let mut out = String::from(
        "Who is answered what: every route, every role, every way to stand to the child. Made from the router and\n\
         crates/casework/src/access/policy.txt by a test; UPDATE_POLICY=1 cargo test -p web --test access rewrites it.\n\
         yes: answered; no: the role never does this; 404: as if there were nothing; +: after a second factor; ++: after\n\
         a passkey.\n",
    );
    for route in routes {
        let asks = match route.asks {
            Asks::Anyone => "anyone".to_owned(),
            Asks::Signed => "anyone signed in".to_owned(),
            Asks::Fresh => "anyone signed in, after a second factor".to_owned(),
            Asks::Does(act) => act.name().to_owned(),
            Asks::OfChild(act) => format!("{}, of the child", act.name()),
        };
        let _ = writeln!(out, "\n{} {}\n  asks: {asks}", route.method, route.path);
        let columns = match route.asks {
            Asks::OfChild(_) => columns(),
            Asks::Does(_) => vec!["whoever"],
            Asks::Anyone | Asks::Signed | Asks::Fresh => continue,
        };
        let mut rows: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
        for role in Role::ALL {
            let row = columns.iter().map(|column| word(route.asks, role, column)).collect();
            rows.entry(row).or_default().push(role.name());
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|(_, roles)| Role::ALL.iter().position(|role| Some(&role.name()) == roles.first()));
        for (row, roles) in rows {
            let cells: Vec<String> = columns.iter().zip(row).map(|(column, word)| format!("{column} {word}")).collect();
            let _ = writeln!(out, "  {}\n      {}", cells.join(", "), roles.join(", "));
        }
    }
    out
}

#[test]
fn the_policy_file_says_what_every_route_answers() {
    let routes = web::pages::routes();
    let text = text(routes.declared());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("policy.txt");
    if std::env::var_os("UPDATE_POLICY").is_some() {
        std::fs::write(&path, &text).expect("written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == text,
        "crates/web/policy.txt does not say what the routes and the policy say now. If the change is meant, run \
         UPDATE_POLICY=1 cargo test -p web --test access, and have the difference reviewed"
    );
    // A route that is added is missing from the file, and is seen.
    let more = web::pages::routes().get("/new", web::routes::does(casework::Act::SeeFile), async || "new");
    assert!(kept != self::text(more.declared()));
}

/// The address of a route about a child, and a form for it.
pub fn address(route: &Declared, child: &Child) -> (String, String) {
    let record = match route.path {
        "/records/{id}/file" | "/records/{id}/preview" => child.document,
        path if path.starts_with("/contacts/") => child.contact,
        _ => child.note,
    };
    let draft = route.path.starts_with("/drafts/");
    let id = if draft { child.draft.to_string() } else { record.to_string() };
    let path = route
        .path
        .replace("{person}", &child.person.to_string())
        .replace("{record}", &record.to_string())
        .replace("{id}", &id)
        .replace("{kind}", kind_for(route.path))
        .replace("{set}", "Sex")
        .replace("{list}", "drift")
        .replace("{report}", &nobody().to_string())
        .replace("{user}", "olu")
        .replace("{link}", "none")
        .replace("{measure}", "IND-FD-01")
        .replace("{file}", "visit.json")
        .replace("{made}", &nobody().to_string())
        .replace("{check}", &nobody().to_string())
        .replace("{ending}", "csv")
        .replace("{*path}", "favicon.svg");
    // A board's page says when it was read.
    let path = if path.ends_with("/mend") { format!("{path}?rule=8770Q&field=none") } else { path };
    let path = if path == "/board/events" { format!("{path}?since=0") } else { path };
    let note = child.note;
    let form = format!("kind=case_note&path=words&value=late&claim={}&remove={}", child.contact, nobody());
    let form =
        format!("{form}&user=new.person&name=New&role=social_worker&team=east&answer=refuse&which=none&now=a&new=b");
    let form = format!("{form}&id={}", nobody());
    (
        path,
        format!(
            "{form}&plan={note}&action=a&state=done&note=&key=k&to=&version=court&whose=family&alert=1&found=seen&says=Fewer than before"
        ),
    )
}

/// A kind of record that begins at this address.
fn kind_for(path: &str) -> &'static str {
    match path {
        "/improvement/new/{kind}" => "performance_meeting",
        _ if path.starts_with("/children") => "case_note",
        _ => "visit",
    }
}

/// Pages of something this child does not have, or that want a code nobody has: allowed, they answer that it is not there.
const ABSENT: &[&str] = &[
    "GET /checks/{check}",
    "GET /returns/{made}",
    "GET /returns/{made}/files/{file}",
    "POST /returns/{made}/sign",
    "POST /returns/{made}/sent",
    "GET /children/{person}/mend",
    "GET /checks/{check}/findings/{ending}",
    "GET /children/{person}/chronology/issued/{record}",
    "GET /children/{person}/plans/{record}/family",
    "GET /children/{person}/plans/{record}/family.pdf",
    "GET /children/{person}/meetings/{record}/minutes",
    "POST /children/{person}/meetings/{record}/sign",
    "GET /children/{person}/send/{record}",
    "POST /children/{person}/send/{record}",
    "GET /children/{person}/send/{record}/copy.pdf",
    "GET /children/{person}/send/{record}/pages.svg",
    "GET /releases/{id}",
    "GET /releases/{id}/pages.svg",
    "POST /releases/{id}",
    "GET /improvement/actions/{record}",
    "POST /improvement/actions/{record}",
    "GET /figures/reports/{report}",
    "GET /figures/reports/{report}/since",
    "GET /figures/reports/{report}/report.pdf",
    "GET /figures/reports/{report}/report.xlsx",
    "GET /api/reports/{report}",
    "GET /figures/reports/new",
    "POST /figures/reports",
    "POST /emergency/reviews/{id}",
    "POST /conflicts/{id}/end",
    "POST /cover/{id}/end",
    "POST /identities/{id}/take",
    "POST /identities/{id}/first",
    "POST /identities/{id}/second",
    "GET /assets/{*path}",
    "POST /assurance",
    "POST /admin/changes/settle",
    "POST /step-up",
    "POST /account/remove",
    "POST /account/recovery-codes",
    "POST /account/sessions/end",
];

/// What is wrong with the answer to one request, if anything is.
async fn wrong(
    app: Router,
    route: Declared,
    role: Role,
    column: &'static str,
    child: Child,
    proved: Fresh,
) -> Option<String> {
    let (path, form) = address(&route, &child);
    let staff = staff_of(role).0;
    let token = match proved {
        Fresh::No => staff,
        Fresh::Code => coded(&staff),
        Fresh::Passkey => fresh(&staff),
    };
    let answer = ask(&app, &token, route.method, &path, &form).await;
    let status = answer.status;
    let is = |title: &str| answer.body.contains(&format!("<h1 class=\"govuk-heading-l\">{title}</h1>"));
    let decision = declared_for(route.asks, role, column, proved);
    // With the page to come back to, or without.
    let leads = |to: &str| {
        let led = |end: &str| answer.headers.contains(&format!("location: \"{to}{end}"));
        status == StatusCode::SEE_OTHER && (led("\"") || led("?next="))
    };
    let steps_up = leads("/step-up");
    let right = match decision {
        // Setting up a first second factor is for anyone who has given a password; another is not.
        Decision::Allowed if steps_up => route.asks == Asks::Anyone,
        Decision::Allowed if ABSENT.contains(&format!("{} {}", route.method, route.path).as_str()) => {
            status != StatusCode::FORBIDDEN
        }
        Decision::Allowed => {
            !matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNAUTHORIZED)
        }
        Decision::NotAllowed => status == StatusCode::FORBIDDEN && is("Your role does not do this"),
        Decision::StepUp(Fresh::Passkey) => leads("/step-up/passkey"),
        Decision::StepUp(_) => steps_up,
        Decision::Hidden => status == StatusCode::NOT_FOUND && is("Page not found"),
    };
    let failed = status.is_server_error();
    (!right || failed).then(|| format!("{role:?} {} {} of {column}: {decision:?}, got {status}", route.method, path))
}

/// Asks every route as every role in every standing, having just `proved` so much; answers with how often,
/// and what was wrong.
async fn everything(world: &World, app: &Router, routes: &[Declared], proved: Fresh) -> (usize, Vec<String>) {
    let (mut asked, mut faults) = (0, Vec::new());
    // Signing out ends the session the rest is asked in.
    for route in routes.iter().filter(|route| !route.path.starts_with("/sign-")) {
        let of_child = matches!(route.asks, Asks::OfChild(_));
        for column in if of_child { columns() } else { vec!["own"] } {
            // All roles at once: what is not found is answered on a beat, and waiting for it one by one takes minutes.
            let mut answers = tokio::task::JoinSet::new();
            for role in Role::ALL {
                let child = match column {
                    // A child who is not there, and whose records are not.
                    "nobody" => Child {
                        person: nobody(),
                        note: practice::ids::RecordId(nobody().0),
                        contact: practice::ids::RecordId(nobody().0),
                        document: practice::ids::RecordId(nobody().0),
                        draft: store::DraftId(nobody().0),
                    },
                    _ => world.child_for(column, role),
                };
                asked += 1;
                answers.spawn(wrong(app.clone(), *route, role, column, child, proved));
            }
            faults.extend(answers.join_all().await.into_iter().flatten());
        }
    }
    (asked, faults)
}

/// Forms that change what later questions turn on are asked in a world of their own.
fn changes_much(route: &Declared) -> bool {
    route.method == "POST"
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_every_role_route_and_standing_is_answered_as_declared() {
    let routes = web::pages::routes();
    let (mut asked, mut faults) = (0, Vec::new());
    let (posts, gets): (Vec<Declared>, Vec<Declared>) = routes.declared().iter().copied().partition(changes_much);
    let world = World::new();
    let (n, wrong) = everything(&world, &world.app, &gets, Fresh::No).await;
    asked += n;
    faults.extend(wrong);
    for route in posts {
        let world = World::new();
        let (n, wrong) = everything(&world, &world.app, &[route], Fresh::No).await;
        asked += n;
        faults.extend(wrong);
    }
    assert!(faults.is_empty(), "{} of {asked}:\n{}", faults.len(), faults.join("\n"));
    proof::say("S1", "memory", asked, format!("{} routes, every answer as declared", routes.declared().len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_a_route_that_forgets_to_ask_is_caught() {
    let world = World::new();
    let forgets = Routes::new().get(
        "/twin/{person}",
        web::routes::of_child(casework::Act::SeeFile),
        async || "<h1>A child's file, shown to whoever comes</h1>",
    );
    let declared = forgets.declared().to_vec();
    let app = web::pages::answering(forgets, world.state());
    let (asked, faults) = everything(&world, &app, &declared, Fresh::No).await;
    assert!(faults.len() > asked / 4, "{} of {asked}", faults.len());
    proof::say("S1", "twin caught", asked, format!("{} wrong answers of a page that does not ask", faults.len()));
}

/// Does the table ask anybody for a second factor first?
fn steps_up(route: &Declared) -> bool {
    let asks = |role, column| matches!(declared_for(route.asks, role, column, Fresh::No), Decision::StepUp(_));
    let asked = |role| columns().into_iter().any(|column| asks(role, column));
    Role::ALL.into_iter().any(asked)
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_a_second_factor_just_given_opens_what_the_table_says_and_no_more() {
    let routes = web::pages::routes();
    let (mut asked, mut faults) = (0, Vec::new());
    let (guarded, open): (Vec<Declared>, Vec<Declared>) = routes.declared().iter().copied().partition(steps_up);
    assert!(guarded.len() > 10 && open.len() > guarded.len(), "{} of {}", guarded.len(), routes.declared().len());
    for (route, proved) in guarded.iter().flat_map(|route| [(route, Fresh::Code), (route, Fresh::Passkey)]) {
        let world = World::new();
        let (n, wrong) = everything(&world, &world.app, &[*route], proved).await;
        asked += n;
        faults.extend(wrong);
    }
    assert!(faults.is_empty(), "{} of {asked}:\n{}", faults.len(), faults.join("\n"));
    proof::say("S1", "step-up", asked, format!("{} routes ask for a fresh second factor, as declared", guarded.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn s1_a_page_that_asks_for_no_second_factor_is_caught() {
    let world = World::new();
    let forgets = Routes::new()
        .get("/twin/export", web::routes::does(casework::Act::Export), async |signed: web::session::Signed| {
            // Every session is taken for a fresh one.
            let fresh = casework::Actor { fresh: casework::Fresh::Passkey, ..signed.actor.clone() };
            let whoever = Standing { relations: Relations::ANY, ..Standing::none() };
            match decide(fresh.role, casework::Act::Export, &whoever, fresh.fresh) {
                Decision::Allowed => (StatusCode::OK, ""),
                _ => (StatusCode::FORBIDDEN, "<h1 class=\"govuk-heading-l\">Your role does not do this</h1>"),
            }
        })
        .get("/twin/factors", web::routes::FRESH, async |_: web::session::Signed| "your second factors");
    let declared = forgets.declared().to_vec();
    let app = web::pages::answering(forgets, world.state());
    let (asked, faults) = everything(&world, &app, &declared, Fresh::No).await;
    let may = Role::ALL.into_iter().filter(|role| casework::access::role_may(*role, casework::Act::Export)).count();
    assert!(may > 0);
    assert_eq!(faults.len(), may + Role::ALL.len(), "{faults:#?}");
    proof::say("S1", "step-up twin caught", asked, format!("{} answers without a second factor", faults.len()));
}
