use super::*;
use crate::pages::child::example::AMARA;
use crate::pages::child::tests::{actor, running};
use axum::http::header::LOCATION;

/// The whole form of a note, as its button sends it.
fn note() -> Pairs {
    let typed = [
        ("when.day", "12"),
        ("when.month", "11"),
        ("when.year", "2026"),
        ("subject", "School"),
        ("words", "She laughed"),
        ("child_words._", "not_asked"),
        ("_do", "finish"),
        ("_why", "A test"),
    ];
    typed.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// Clicked twice, or sent again while the first is on its way: the browser shows what the last one was answered.
#[tokio::test(flavor = "multi_thread")]
async fn each_of_several_clicks_on_finish_leads_to_the_one_record() {
    let (app, signed) = running();
    for round in 0..40 {
        let id = app.casework.open_draft(&actor(), "case_note", &[AMARA], Default::default()).expect("a draft");
        let clicks = (0..4).map(|_| {
            let (app, signed) = (app.clone(), signed.clone());
            tokio::spawn(async move { sent(&app, &signed, id, note(), Vec::new()).await })
        });
        for click in clicks.collect::<Vec<_>>() {
            let reply = click.await.expect("answered").into_response();
            let to = reply.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
            assert!(to.starts_with("/children/") || to.starts_with("/records/"), "round {round}: {reply:?}");
        }
        assert_eq!(app.casework.finished(&actor(), id).expect("a record"), RecordId(id.0));
    }
}

/// Whoever was still typing when it was finished is told, and shown each word that is not in the record.
#[tokio::test(flavor = "multi_thread")]
async fn words_that_came_too_late_to_be_in_the_record_are_given_back() {
    let (app, signed) = running();
    let id = app.casework.open_draft(&actor(), "case_note", &[AMARA], Default::default()).expect("a draft");
    let finished = sent(&app, &signed, id, note(), Vec::new()).await.into_response();
    assert!(finished.status().is_redirection());
    let mut late = note();
    // As a browser without scripts ends lines; the same words are not told of.
    late.push(("with".into(), "His <aunt> rang.\r\nShe is with him.".into()));
    late[0].1 = "14".into();
    let reply = sent(&app, &signed, id, late, Vec::new()).await.into_response();
    assert_eq!(reply.status(), StatusCode::GONE);
    let html = axum::body::to_bytes(reply.into_body(), usize::MAX).await.expect("a page");
    let html = String::from_utf8_lossy(&html);
    for there in ["His &lt;aunt&gt; rang.", "When did it happen?", &format!("/records/{id}/amend")] {
        assert!(html.contains(there), "{there}");
    }
    assert!(!html.contains("She laughed"), "what is in the record is not given back");
    // A script that saves one answer hears of it.
    let one = [("path", "with"), ("value", "His aunt"), ("base", "0")];
    let one = Form(one.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
    let reply = field(State(app.clone()), signed.clone(), Path(id.to_string()), one).await.into_response();
    assert_eq!(reply.status(), StatusCode::GONE);
    // The twin: a draft that never was is not there.
    let never = sent(&app, &signed, DraftId(uuid::Uuid::max()), note(), Vec::new()).await.into_response();
    assert_eq!(never.status(), StatusCode::NOT_FOUND);
}

#[test]
fn a_form_names_workers_by_name_and_nobody_from_outside() {
    let one = |id: &str, name: &str, role: Role| {
        let staff = store::Staff::new(id, name, role.name());
        (staff.id.clone(), staff)
    };
    let all = [
        one("a", "Zoe Lane", Role::SocialWorker),
        one("b", "Ada Hill", Role::TeamManager),
        one("c", "Bea Young", Role::YoungPerson),
        one("d", "Cal Parent", Role::Parent),
        one("e", "Dee School", Role::Referrer),
    ];
    let names = casework::names::StaffNames { staff: all.into_iter().collect(), ..Default::default() };
    let offered = |post| workers(&names, post).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(offered(Post::Anyone), ["Ada Hill", "Zoe Lane"]);
    assert_eq!(offered(Post::Manager), ["Ada Hill"]);
}
