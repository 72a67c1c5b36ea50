//! Starting a record about a child, and correcting or withdrawing one.

use super::Sample;
use super::child::identity;
use crate::components::{Button, Checkboxes, Choice, Textarea};
use crate::layout::Page;
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, RawQuery, State};
use casework::Act;
use casework::Problem;
use casework::file::AsAt;
use maud::{Markup, Render, html};
use practice::clocks::strategy::RECORD_SENT;
use practice::clocks::supervision::CHILD_DISCUSSED;
use practice::ids::{PersonId, RecordId};
use practice::kinds;
use practice::people::Relationship;
use practice::spec::Spec;
use practice::summary::Task;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .get("/children/{person}/new/{kind}", of_child(Act::Write), start)
        .post("/records/{id}/amend", of_child(Act::Correct), amend)
        .get("/records/{id}/withdraw", of_child(Act::Correct), ask_withdraw)
        .post("/records/{id}/withdraw", of_child(Act::Correct), withdraw)
}

/// Who else the record may be about: brothers and sisters, and children written of together with this one.
struct Starting {
    child: (PersonId, String),
    siblings: Vec<(PersonId, String)>,
    spec: &'static Spec,
    known: Vec<(String, String)>,
    also: Vec<String>,
    identity: Markup,
}

async fn start(
    State(app): State<App>,
    signed: Signed,
    Path((person, kind)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Reply {
    let actor = signed.actor.clone();
    let starting = app
        .run(move |casework| {
            let child: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
            casework.may_of(&actor, Act::Write, &[child])?;
            let kind = kinds::find(&kind).ok_or(Problem::NotFound)?;
            let file = casework.file(&actor, child, AsAt::Now)?;
            let standing = file.records.standing();
            let ties = standing.of_kind::<Relationship>().filter(|tie| tie.is_the.is_sibling());
            // Brothers and sisters, and children written of together with this one before.
            let together = standing.entries().iter().filter(|entry| is_about_children(&entry.kind));
            let mut siblings: Vec<PersonId> = ties
                .flat_map(|tie| [tie.person, tie.of])
                .chain(together.flat_map(|entry| entry.people.iter().copied()))
                .filter(|one| *one != child)
                .collect();
            siblings.sort();
            siblings.dedup();
            let named = |person: PersonId| (person, file.names.of(person).to_owned());
            let carried = known_from(query.as_deref().unwrap_or_default());
            let (also, known): (Vec<_>, Vec<_>) = carried.into_iter().partition(|(name, _)| name == ALSO);
            Ok(Starting {
                child: named(child),
                siblings: siblings.into_iter().map(named).collect(),
                spec: (kind.spec)(),
                known,
                also: also.into_iter().map(|(_, id)| id).collect(),
                identity: identity(&file).render(),
            })
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = start_view(&starting, &signed.form_token);
    let identity = Some(starting.identity);
    let page = Page { title: &starting.spec.title, current: "/search", identity, main, ..Page::default() };
    Ok(app.page(&signed, page))
}

/// Is a record of this kind about children, and not about who is who?
fn is_about_children(kind: &str) -> bool {
    kinds::find(kind).is_some_and(|kind| (kind.spec)().area != "people")
}

/// What a record answers already when a clock asks for it: the clock, the field and the answer.
const ANSWERED: [(&str, &str); 12] = [
    ("CLK-AS-05", "about=assessment_checkpoint"),
    ("CLK-CIN-06", "about=long_plan"),
    ("CLK-CP-08", "about=not_seen"),
    ("CLK-CP-12", "about=legal_planning"),
    (CHILD_DISCUSSED, "about=supervision"),
    ("CLK-S47-02", "what=strategy_record"),
    ("CLK-S47-07", "what=report_to_family"),
    ("CLK-S47-08", "what=agency_reports"),
    ("CLK-S47-09", "what=conference_decision"),
    (RECORD_SENT, "what=conference_record"),
    ("CLK-CP-06", "what=report_to_family"),
    ("CLK-CIN-05", "what=child_in_need_review"),
];

/// Where the form that does what a clock asks for is begun: what the clock says already is not asked again.
pub fn begins(person: PersonId, form: &str, clock: &str) -> String {
    let answered = ANSWERED.iter().find(|(id, _)| *id == clock).map(|(_, answer)| format!("?{answer}"));
    format!("/children/{person}/new/{form}{}", answered.unwrap_or_default())
}

/// Where what a clock asks for is done: on the minutes, which are signed and sent there, or on its form, which may be about
/// these others too.
pub fn done_at(
    person: PersonId,
    form: &str,
    clock: &str,
    of: Option<RecordId>,
    others: impl Iterator<Item = PersonId>,
) -> String {
    match of.filter(|_| [Task::SIGN, RECORD_SENT].contains(&clock)) {
        Some(record) => format!("/children/{person}/meetings/{record}/minutes"),
        None => with_also(begins(person, form, clock), others),
    }
}

/// The same, about these brothers and sisters too.
fn with_also(begins: String, others: impl Iterator<Item = PersonId>) -> String {
    others.fold(begins, |to, one| format!("{to}{}{ALSO}={one}", if to.contains('?') { '&' } else { '?' }))
}

/// What names another child in the address of a form that is begun.
const ALSO: &str = "also";

/// Ids a link carries into the form: only ids and codes ever stand in an address.
fn known_from(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    pairs.filter(|(name, value)| plain(name) && plain(value)).map(|(name, value)| (name.into(), value.into())).collect()
}

fn start_view(starting: &Starting, csrf: &str) -> Markup {
    let Starting { child, siblings, spec, known, also, .. } = starting;
    let tick = |(id, name): &(PersonId, String)| {
        let id = id.to_string();
        let ticked = also.contains(&id);
        Choice::new(id, name.as_str()).checked(ticked)
    };
    let ticks = siblings.iter().map(tick).collect();
    html! {
        h1.govuk-heading-l { (spec.title) }
        p.govuk-body { (spec.about) }
        form method="post" action="/drafts" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="kind" value=(spec.kind);
            input type="hidden" name="person" value=(child.0);
            @for (name, value) in known { input type="hidden" name={ "f." (name) } value=(value); }
            p.govuk-body { "About " strong { (child.1) } }
            @if !siblings.is_empty() {
                (Checkboxes::new("person", "Is it also about another child of the family?", ticks))
            }
            (Button::new("Start"))
        }
    }
}

async fn amend(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let draft = app
        .run(move |casework| {
            let record: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
            casework.open_amendment(&actor, record)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(go(&format!("/drafts/{draft}")))
}

async fn ask_withdraw(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    let record: RecordId = id.parse().map_err(|_| app.failed(&signed)(Problem::NotFound))?;
    let actor = signed.actor.clone();
    app.run(move |casework| casework.may_correct(&actor, record)).await.map_err(app.failed(&signed))?;
    let main = withdraw_view(record, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Withdraw this record", main, ..Page::default() }))
}

async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Reply {
    let actor = signed.actor.clone();
    let to = format!("/records/{id}");
    app.run(move |casework| {
        let record: RecordId = id.parse().map_err(|_| Problem::NotFound)?;
        let reason = pairs.iter().find(|(name, _)| name == "reason").map_or("", |(_, value)| value);
        casework.withdraw(&actor, record, reason)
    })
    .await
    .map_err(app.failed(&signed))?;
    Ok(go(&to))
}

fn withdraw_view(record: RecordId, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Withdraw this record" }
        p.govuk-body { "It will no longer count, and will still be readable with your reason beside it." }
        form method="post" action={ "/records/" (record) "/withdraw" } {
            input type="hidden" name="csrf" value=(csrf);
            (Textarea { rows: Some(3), ..Textarea::new("reason", "Why is it being withdrawn?") })
            div.govuk-button-group {
                (Button::warning("Withdraw"))
                a.govuk-link href={ "/records/" (record) } { "Keep it" }
            }
        }
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    const BEN: PersonId = PersonId(uuid::Uuid::from_u128(2));
    let nobody = PersonId(uuid::Uuid::nil());
    let spec = kinds::KINDS.first().map(|kind| (kind.spec)());
    let starting = spec.map(|spec| Starting {
        child: (nobody, "Ava Brook".into()),
        siblings: vec![(BEN, "Ben Brook".into()), (nobody, "Cal Brook".into())],
        spec,
        known: Vec::new(),
        also: vec![BEN.to_string()],
        identity: Markup::default(),
    });
    let mut samples = vec![Sample { name: "withdraw", markup: withdraw_view(RecordId(uuid::Uuid::nil()), "") }];
    samples.extend(starting.map(|starting| Sample { name: "new-record", markup: start_view(&starting, "") }));
    samples
}

#[cfg(test)]
mod tests {
    use super::*;
    use practice::spec::Shape;

    #[test]
    fn a_line_about_three_children_begins_a_form_with_all_three_ticked() {
        let id = |n| PersonId(uuid::Uuid::from_u128(n));
        let plain = with_also(begins(id(1), "visit", ""), [id(2), id(3)].into_iter());
        assert_eq!(plain, format!("/children/{}/new/visit?also={}&also={}", id(1), id(2), id(3)));
        let decided = with_also(begins(id(1), "management_decision", "CLK-CP-08"), [id(2)].into_iter());
        assert!(decided.ends_with(&format!("?about=not_seen&also={}", id(2))), "{decided}");
        let page = samples().pop().expect("the form that begins a record").markup.into_string();
        let ticked = |name: &str| {
            let before = &page[..page.find(name).expect("the name")];
            before[before.rfind("<input").expect("its box")..].contains("checked")
        };
        assert!(ticked("Ben Brook") && !ticked("Cal Brook"), "{page}");
    }

    #[test]
    fn every_clock_that_asks_for_a_decision_or_for_sending_says_what_is_answered_by_it() {
        let asks = practice::clocks::all().iter();
        let asks = asks.filter(|clock| ["management_decision", "circulation"].contains(&clock.form));
        let asks: std::collections::BTreeSet<&str> = asks.map(|clock| clock.id).collect();
        assert_eq!(asks, ANSWERED.iter().map(|(id, _)| *id).collect(), "and no clock that does not");
        for (id, answer) in ANSWERED {
            let form = practice::clocks::find(id).expect("a clock").form;
            let spec = (kinds::find(form).expect("a kind").spec)();
            let (name, value) = answer.split_once('=').expect("a field and its answer");
            let field = spec.fields.iter().find(|field| field.name == name).expect("a field of the form");
            let Shape::Choice { options } = &field.shape else { panic!("{id}: {name} is no choice") };
            let offered = options.iter().any(|one| one.value == value);
            assert!(offered, "{id}: {value} is no answer of {form}");
        }
    }

    #[test]
    fn minutes_are_signed_and_sent_where_they_are_and_all_else_is_done_on_its_form() {
        let (person, of) = (PersonId(uuid::Uuid::from_u128(1)), RecordId(uuid::Uuid::from_u128(2)));
        let at = |clock, of| done_at(person, "circulation", clock, of, std::iter::empty());
        assert_eq!(at(RECORD_SENT, Some(of)), format!("/children/{person}/meetings/{of}/minutes"));
        assert_eq!(at(RECORD_SENT, None), format!("/children/{person}/new/circulation?what=conference_record"));
        assert_eq!(at("CLK-S47-08", Some(of)), format!("/children/{person}/new/circulation?what=agency_reports"));
    }
}
