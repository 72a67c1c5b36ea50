//! Writing one of these records: what was typed stays in the form when something is to be put right.

use super::{action_view, read};
use crate::components::{Button, Checkboxes, Choice, ErrorSummary, WarningText};
use crate::forms::{FormView, Lists};
use crate::layout::Page;
use crate::pages::drafts::workers;
use crate::reply::{Reply, go};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form as Sent, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use casework::Problem;
use casework::improvement::{Improved, Improving, progress as progress_kind};
use casework::names::StaffNames;
use maud::{Markup, html};
use practice::form::{Fault, Form};
use practice::ids::RecordId;
use practice::kinds::Kind;
use practice::moment::Moment;
use practice::spec::{Post, Spec};
use uuid::Uuid;

/// Asked before words are kept that name a number of few people.
const LOOK_AGAIN: &str = "Few people may be known by their number, and whoever sees figures reads these words";

/// A form of one of these records, as it is being filled in.
pub(super) struct Filling<'f> {
    /// Where it is sent.
    pub to: String,
    pub spec: Spec,
    pub sent: &'f Improving,
    pub faults: &'f [Fault],
    pub look_again: &'f [String],
    pub staff: &'f StaffNames,
    pub csrf: &'f str,
}

/// What is not asked: the system knows it.
const NOT_ASKED: [&str; 2] = ["stood", "action"];

pub(super) fn spec_of(kind: &Kind) -> Spec {
    let mut spec = (kind.spec)().clone();
    spec.fields.retain(|field| !NOT_ASKED.contains(&field.name.as_str()));
    spec
}

pub(super) fn form(filling: &Filling<'_>) -> Markup {
    let lists = Lists { staff: workers(filling.staff, Post::Anyone), ..Lists::default() };
    let view = FormView {
        spec: &filling.spec,
        form: &filling.sent.form,
        faults: filling.faults,
        children: &[],
        lists: &lists,
    };
    let key = if filling.sent.key.is_empty() { Uuid::new_v4().to_string() } else { filling.sent.key.clone() };
    html! {
        form method="post" action=(filling.to) novalidate {
            input type="hidden" name="csrf" value=(filling.csrf);
            input type="hidden" name="_key" value=(key);
            @if !filling.look_again.is_empty() {
                @for words in filling.look_again { (WarningText { text: format!("“{words}”").into(), ..WarningText::default() }) }
                (Checkboxes::new("_anyway", LOOK_AGAIN, vec![Choice::new("yes", "Keep it as it is written")]))
            }
            (view.questions())
            (Button::new("Keep this"))
        }
    }
}

pub(super) fn summary(filling: &Filling<'_>) -> Markup {
    let faults = filling.faults.iter().map(|fault| (fault.message.clone(), fault.path.clone()));
    let again = (!filling.look_again.is_empty()).then(|| (LOOK_AGAIN.to_owned(), "_anyway".to_owned()));
    let all: Vec<(String, String)> = faults.chain(again).collect();
    html! { @if !all.is_empty() { (ErrorSummary::new(all)) } }
}

fn today(sent: &mut Improving, spec: &Spec, now: Moment) {
    let date = spec.fields.iter().find(|field| field.dates_record);
    let parts = [
        ("day", now.date.day().to_string()),
        ("month", now.date.month().to_string()),
        ("year", now.date.year().to_string()),
    ];
    for (part, value) in parts {
        date.iter().for_each(|field| drop(sent.form.insert(format!("{}.{part}", field.name), value.clone())));
    }
}

pub(super) async fn begin(State(app): State<App>, signed: Signed, Path(kind): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let kind = app.run(move |casework| casework.begin_improving(&actor, &kind)).await.map_err(app.failed(&signed))?;
    let mut sent = Improving::default();
    today(&mut sent, &spec_of(kind), app.casework.today());
    Ok(form_page(&app, &signed, kind, &sent, (&[], &[])))
}

fn form_page(
    app: &App,
    signed: &Signed,
    kind: &Kind,
    sent: &Improving,
    (faults, look_again): (&[Fault], &[String]),
) -> Response {
    let staff = app.casework.staff_names();
    let spec = spec_of(kind);
    let heading = spec.title.clone();
    let about = spec.about.clone();
    let filling = Filling {
        to: format!("/improvement/new/{}", kind.name),
        spec,
        sent,
        faults,
        look_again,
        staff: &staff,
        csrf: &signed.form_token,
    };
    let main = html! {
        (summary(&filling))
        p.govuk-body { a.govuk-link href="/improvement" { "Improvement" } }
        h1.govuk-heading-l { (heading) }
        p.govuk-body { (about) }
        (form(&filling))
    };
    answer(app, signed, &heading, main, !faults.is_empty() || !look_again.is_empty())
}

fn answer(app: &App, signed: &Signed, title: &str, main: Markup, has_errors: bool) -> Response {
    let mut response = app.page(signed, Page { title, current: "/figures", has_errors, main, ..Page::default() });
    if has_errors {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

/// What a form sent; what begins with `_` is the form's own.
fn sent(pairs: Vec<(String, String)>, action: Option<RecordId>) -> Improving {
    let given = |wanted: &str| {
        pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (key, anyway) = (given("_key"), given("_anyway") == "yes");
    let own = |name: &str| name == "csrf" || name.starts_with('_') || NOT_ASKED.contains(&name);
    let form: Form = pairs.into_iter().filter(|(name, value)| !own(name) && !value.is_empty()).collect();
    Improving { key, form, action, anyway }
}

pub(super) async fn keep(
    State(app): State<App>,
    signed: Signed,
    Path(kind): Path<String>,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Reply {
    let improving = sent(pairs, None);
    let (actor, typed) = (signed.actor.clone(), improving.clone());
    let done = app.run(move |casework| {
        let kind = casework.begin_improving(&actor, &kind)?;
        Ok((kind, casework.improve(&actor, kind, typed)?))
    });
    let (kind, improved) = done.await.map_err(app.failed(&signed))?;
    match improved {
        Improved::Kept(_) => Ok(go("/improvement").into_response()),
        Improved::Faults(faults) => Ok(form_page(&app, &signed, kind, &improving, (&faults, &[]))),
        Improved::LookAgain(words) => Ok(form_page(&app, &signed, kind, &improving, (&[], &words))),
    }
}

pub(super) async fn action(State(app): State<App>, signed: Signed, Path(record): Path<String>) -> Reply {
    let mut sent = Improving::default();
    today(&mut sent, &spec_of(progress_kind().map_err(app.failed(&signed))?), app.casework.today());
    action_page(&app, &signed, &record, &sent, (&[], &[])).await
}

async fn action_page(
    app: &App,
    signed: &Signed,
    record: &str,
    sent: &Improving,
    (faults, look_again): (&[Fault], &[String]),
) -> Reply {
    let read = read(app, signed).await?;
    let id: RecordId = record.parse().map_err(|_| Problem::NotFound).map_err(app.failed(signed))?;
    let one = read.improvement.action(id).ok_or(Problem::NotFound).map_err(app.failed(signed))?;
    let to = format!("/improvement/actions/{id}");
    let filling = Filling {
        to,
        spec: spec_of(progress_kind().map_err(app.failed(signed))?),
        sent,
        faults,
        look_again,
        staff: &read.staff,
        csrf: &signed.form_token,
    };
    let main = html! { (summary(&filling)) (action_view(&read, one)) @if read.shown.comments { h2.govuk-heading-m { "Say what was done" } (form(&filling)) } };
    Ok(answer(app, signed, "Improvement action", main, !faults.is_empty() || !look_again.is_empty()))
}

pub(super) async fn progress(
    State(app): State<App>,
    signed: Signed,
    Path(record): Path<String>,
    Sent(pairs): Sent<Vec<(String, String)>>,
) -> Reply {
    let id: RecordId = record.parse().map_err(|_| Problem::NotFound).map_err(app.failed(&signed))?;
    let improving = sent(pairs, Some(id));
    let (actor, typed) = (signed.actor.clone(), improving.clone());
    let done = app.run(move |casework| casework.improve(&actor, progress_kind()?, typed));
    match done.await.map_err(app.failed(&signed))? {
        Improved::Kept(_) => Ok(go(&format!("/improvement/actions/{id}")).into_response()),
        Improved::Faults(faults) => action_page(&app, &signed, &record, &improving, (&faults, &[])).await,
        Improved::LookAgain(words) => action_page(&app, &signed, &record, &improving, (&[], &words)).await,
    }
}
