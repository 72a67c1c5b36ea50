//! Writing a record: the form, each answer saved as it is typed, and finishing it.

mod too_late;

use super::Sample;
use super::candidates::Typed;
use super::draft_beside;
use crate::components::{
    Answer as Side, Button, Conflict, DraftStatus, IdentityLine, IdentityLines, InsetText, Textarea, WarningText,
};
use crate::elapsed::{age, born_in_words};
use crate::forms::{FormView, Lists, is_in_words, label_of};
use crate::kept;
use crate::layout::{DRAFT, DRAFT_SEARCH, DraftBar, Page};
use crate::reply::{Reply, go};
use crate::routes::{Routes, does, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::Json;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use casework::Act;
use casework::drafts::{Former, OpenDraft};
use casework::finish::{Finished, Overtaken};
use casework::{Actor, Casework, Done, Problem, Role};
use jiff::civil::Date;
use maud::{Markup, html};
use practice::form::{self, Fault, parts_under};
use practice::ids::{PersonId, RecordId};
use practice::moment::{Moment, clock_time};
use practice::spec::{Post, Shape};
use practice::summary::Summary;
use serde_json::json;
use std::collections::BTreeMap;
use store::{DraftField, DraftId, Save, SavedAs, Words};

/// The addresses.
pub fn routes() -> Routes {
    Routes::new()
        .post("/drafts", does(Act::Write), open)
        .get("/drafts/{id}", of_child(Act::Write), show)
        .post("/drafts/{id}", of_child(Act::Write), send)
        .post("/drafts/{id}/field", of_child(Act::Write), field)
}

pub(super) type Pairs = Vec<(String, String)>;

pub(super) fn value_of<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    pairs.iter().rev().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
}

/// Opens a draft: `kind`, any number of `person`, and answers already known as `f.PATH`.
async fn open(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    let id = app
        .run(move |casework| {
            let kind = value_of(&pairs, "kind").ok_or(Problem::NotFound)?;
            let mut people: Vec<PersonId> = Vec::new();
            for (_, value) in pairs.iter().filter(|(name, value)| name == "person" && !value.is_empty()) {
                people.push(value.parse().map_err(|_| Problem::NotFound)?);
            }
            let mut known = casework.prefill(&actor, kind, &people)?;
            let given =
                pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("f.")?.to_owned(), value.clone())));
            known.extend(given.filter(|(_, value)| !value.is_empty()));
            casework.open_draft(&actor, kind, &people, known)
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(go(&format!("/drafts/{id}")))
}

/// Everything the form's page needs.
struct Loaded {
    open: OpenDraft,
    lists: Lists,
    children: Vec<(PersonId, String)>,
    faults: Vec<Fault>,
    panel: Option<Markup>,
    /// What the people who fill it in have before them: earlier concern, or the plan.
    beside: Option<Markup>,
    /// Who it is about, in view while the form is filled in; empty while a contact's people are worked out on it.
    about: Vec<Summary>,
}

fn load(casework: &Casework, actor: &Actor, id: DraftId, faults: Vec<Fault>) -> Done<Loaded> {
    let open = casework.draft(actor, id)?;
    let nearby = casework.nearby(actor, open.kind, &open.draft.people)?;
    let staff = casework.staff_names();
    let lists = Lists {
        people: nearby.people.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        staff: workers(&staff, Post::Anyone),
        posts: [Post::Manager, Post::Chair].map(|post| (post, workers(&staff, post))).into(),
        teams: staff.teams.values().map(|one| (one.id.0.clone(), one.name.clone())).collect(),
        links: nearby
            .records
            .into_iter()
            .map(|(kind, list)| (kind, list.into_iter().map(|(id, words)| (id.to_string(), words)).collect()))
            .collect(),
    };
    let children = open.draft.people.iter().map(|person| (*person, open.names.of(*person).to_owned())).collect();
    let panel = people_panel(casework, actor, &open)?;
    let about = if panel.is_none() { nearby.about } else { Vec::new() };
    let beside = draft_beside::beside(casework, actor, &open, &nearby.actions)?;
    Ok(Loaded { open, lists, children, faults, panel, beside, about })
}

/// Who a form may name as a worker, by name: whoever holds the post.
pub(super) fn workers(names: &casework::names::StaffNames, post: Post) -> Vec<(String, String)> {
    let holds = Role::ALL.into_iter().filter(|role| role.holds(post)).map(Role::name).collect::<Vec<_>>();
    let all = names.staff.values().filter(|one| one.active && holds.contains(&one.role.as_str()));
    let mut all: Vec<(String, String)> = all.map(|one| (one.id.0.clone(), one.name.clone())).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all
}

/// Who a contact is about is worked out on its own form; any other record starts from a child's file.
fn people_panel(casework: &Casework, actor: &Actor, open: &OpenDraft) -> Done<Option<Markup>> {
    if open.kind.name != "contact" {
        return Ok(None);
    }
    let people = casework.people_of_draft(actor, open)?;
    Ok(Some(super::draft_people::people_panel(&people)))
}

async fn show(State(app): State<App>, signed: Signed, Path(id): Path<String>) -> Reply {
    page(&app, &signed, parse(&app, &signed, &id)?, Vec::new()).await
}

pub(super) fn parse(app: &App, signed: &Signed, id: &str) -> Result<DraftId, crate::reply::Failed> {
    id.parse().map_err(|_| app.failed(signed)(Problem::NotFound))
}

/// Answers that a form sent in vain, saved now that they can be; why it is unusual is kept until that is asked again.
fn put_back(casework: &Casework, actor: &Actor, id: DraftId, words: Words) -> Done<()> {
    let open = casework.draft(actor, id)?;
    let mut saves = answers(&words.typed, &open);
    saves.retain(|save| open.answers.get(&save.path).is_none_or(|saved| saved.at <= words.at));
    if !saves.is_empty() {
        casework.save(actor, id, &saves)?;
    }
    let why: Pairs = words.typed.into_iter().filter(|(name, _)| name == "_why").collect();
    match why.is_empty() {
        true => casework.forget_words(actor, &words.page),
        false => casework.keep_words(&actor.staff, &words.page, why),
    }
}

async fn page(app: &App, signed: &Signed, id: DraftId, faults: Vec<Fault>) -> Reply {
    let actor = signed.actor.clone();
    let words = kept::take();
    let loaded = app.run(move |casework| {
        let late = words.as_ref().map(|words| typed(words.typed.clone())).unwrap_or_default();
        let put_back = words.map_or(Ok(()), |words| put_back(casework, &actor, id, words));
        match put_back.and_then(|()| load(casework, &actor, id, faults)) {
            // Come back to after it was finished.
            Err(Problem::NotFound) => casework.overtaken(&actor, id, late).map(Err),
            loaded => loaded.map(Ok),
        }
    });
    let loaded = match loaded.await.map_err(app.failed(signed))? {
        Ok(loaded) => loaded,
        Err(overtaken) => return Ok(too_late::answer(app, signed, &overtaken)),
    };
    let title = title(&loaded.open);
    let has_errors = !loaded.faults.is_empty();
    let main = view(&loaded, &signed.actor);
    let identity = identity(&loaded, app.casework.today().date);
    let draft = Some(DraftBar { enter: loaded.panel.is_some().then(|| format!("/drafts/{id}/people")) });
    let mut response = app.page(signed, Page { title: &title, has_errors, draft, identity, main, ..Page::default() });
    if has_errors {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn title(open: &OpenDraft) -> String {
    let title = &open.spec().title;
    if open.draft.amends.is_some() { format!("Correct: {}", title.to_lowercase()) } else { title.clone() }
}

/// Saves one answer, for a script. A date's three boxes are three answers.
async fn field(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let id = parse(&app, &signed, &id)?;
    let actor = signed.actor.clone();
    let saved = app
        .run(move |casework| {
            let path = value_of(&pairs, "path").filter(|path| is_answer(path)).ok_or(Problem::NotFound)?.to_owned();
            let value = value_of(&pairs, "value").unwrap_or_default().to_owned();
            let base = value_of(&pairs, "base").and_then(|base| base.parse().ok()).unwrap_or(0);
            match casework.save(&actor, id, &[Save { path, value, base }]) {
                Err(Problem::NotFound) => casework.finished(&actor, id).map(|_| None),
                saved => saved.map(Some),
            }
        })
        .await
        .map_err(app.failed(&signed))?;
    let Some(saved) = saved else { return Ok((StatusCode::GONE, Json(json!({}))).into_response()) };
    let saved = saved.first();
    let status = match saved.map(|one| one.outcome) {
        Some(SavedAs::Rival) => StatusCode::CONFLICT,
        _ => StatusCode::OK,
    };
    Ok((status, Json(json!({ "version": saved.map(|one| one.version) }))).into_response())
}

/// Is this the name of an answer, or of something the form itself needs?
fn is_answer(name: &str) -> bool {
    !name.is_empty() && name.len() < 300 && name != "csrf" && (!name.starts_with('_') || name == "_reason")
}

/// The answers of a form, as they were sent.
fn typed(pairs: Pairs) -> form::Form {
    pairs.into_iter().filter(|(name, _)| is_answer(name)).collect()
}

/// The answers a form sent, with the boxes that were on the page and not ticked.
pub(super) fn answers(pairs: &[(String, String)], open: &OpenDraft) -> Vec<Save> {
    let base = value_of(pairs, "_base").and_then(|base| base.parse().ok()).unwrap_or(0);
    let mut sent: BTreeMap<String, String> = BTreeMap::new();
    for (name, value) in pairs.iter().filter(|(name, _)| is_answer(name)) {
        sent.insert(name.clone(), value.clone());
    }
    for (_, boxes) in pairs.iter().filter(|(name, _)| name == "_boxes") {
        let prefix = format!("{boxes}.");
        for path in open.answers.keys().filter(|path| path.starts_with(&prefix)) {
            sent.entry(path.clone()).or_default();
        }
    }
    // What was not answered and is not answered needs no saving.
    sent.retain(|path, value| !value.is_empty() || open.answers.contains_key(path));
    sent.into_iter().map(|(path, value)| Save { path, value, base }).collect()
}

/// What came of sending the whole form.
enum Sent {
    /// Its answers are saved, and it is still a draft.
    Saved,
    /// They are saved, and its writer goes on to this address.
    Going(String),
    /// It had become a record before.
    Before(Overtaken),
    /// It was to be finished now.
    Finished(Box<OpenDraft>, Finished),
}

/// The whole form, sent by a button: saves everything, then does what the button says.
async fn send(State(app): State<App>, signed: Signed, Path(id): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let id = parse(&app, &signed, &id)?;
    sent(&app, &signed, id, pairs, Vec::new()).await
}

/// What a form sent, done. With faults already found, what was typed is saved and nothing is finished.
pub(super) async fn sent(app: &App, signed: &Signed, id: DraftId, pairs: Pairs, faults: Vec<Fault>) -> Reply {
    let asked = value_of(&pairs, "_do").unwrap_or("stay");
    let action = if faults.is_empty() { asked } else { "stay" }.to_owned();
    let why = value_of(&pairs, "_why").map(str::to_owned);
    let sought = sought(&pairs);
    let (actor, act) = (signed.actor.clone(), action.clone());
    let outcome = app
        .run(move |casework| match do_as_told(casework, &actor, id, &pairs, &act, why.as_deref()) {
            // Sent again because no answer came the first time, by a second click while the first was on its way, or by
            // somebody who was still typing when another finished it.
            Err(Problem::NotFound) => casework.overtaken(&actor, id, typed(pairs)).map(Sent::Before),
            done => done,
        })
        .await
        .map_err(app.failed(signed))?;
    if !faults.is_empty() {
        return page(app, signed, id, faults).await;
    }
    if let Some(sought) = sought {
        return super::search::results(app, signed, &sought).await;
    }
    match outcome {
        Sent::Before(overtaken) => Ok(too_late::answer(app, signed, &overtaken)),
        Sent::Going(to) => Ok(go(&to)),
        Sent::Finished(open, Finished::Record(record)) => Ok(go(&after(&open, record))),
        Sent::Finished(_, Finished::Faults(faults)) => page(app, signed, id, faults).await,
        Sent::Finished(open, Finished::Unusual(questions)) => {
            let main = unusual_view(id, &questions, &signed.form_token);
            Ok(app.page(signed, Page { title: &title(&open), main, ..Page::default() }))
        }
        Sent::Saved if action == "discard" => Ok(go("/work")),
        Sent::Saved if action == "sign-out" => left(app, signed).await,
        Sent::Saved => Ok(go(&format!("/drafts/{id}{}", fragment(&action)))),
    }
}

/// Saves what a form sent, then does what its button says. The draft may become a record at any moment of it.
fn do_as_told(
    casework: &Casework,
    actor: &Actor,
    id: DraftId,
    pairs: &[(String, String)],
    act: &str,
    why: Option<&str>,
) -> Done<Sent> {
    let open = casework.draft(actor, id)?;
    let saves = answers(pairs, &open);
    if !saves.is_empty() {
        casework.save(actor, id, &saves)?;
    }
    for (name, keep) in pairs.iter().filter_map(|(name, value)| Some((name.strip_prefix("_settle:")?, value))) {
        casework.settle(actor, id, name, &settled(&open, name, keep, actor))?;
    }
    if let Some(row) = act.strip_prefix("remove:") {
        let prefix = format!("{row}.");
        let gone = open.answers.values().filter(|field| field.path.starts_with(&prefix));
        let saves: Vec<Save> =
            gone.map(|field| Save { path: field.path.clone(), value: String::new(), base: u64::MAX }).collect();
        casework.save(actor, id, &saves)?;
    } else if let Some(list) = act.strip_prefix("add:") {
        let form = casework.draft(actor, id)?.form();
        let row = next_row(&parts_under(&form, list).into_iter().collect::<Vec<_>>());
        casework.save(actor, id, &[Save { path: format!("{list}.{row}._"), value: "row".into(), base: u64::MAX }])?;
    } else if act == "discard" {
        casework.discard(actor, id)?;
    } else if act == "finish" {
        let open = casework.draft(actor, id)?;
        let reason = open.answers.get("_reason").map(|field| field.value.clone());
        let finished = casework.finish(actor, id, why, reason.as_deref())?;
        return Ok(Sent::Finished(Box::new(open), finished));
    } else if let Some(person) = act.strip_prefix("unname:") {
        casework.unname_in_draft(actor, id, person.parse().map_err(|_| Problem::NotFound)?)?;
    }
    Ok(going(act, &open.draft.people).map_or(Sent::Saved, Sent::Going))
}

/// What the header of the draft's page is asked to search for, by its button or by Enter in its box.
pub(super) fn sought(pairs: &[(String, String)]) -> Option<Typed> {
    let q = value_of(pairs, DRAFT_SEARCH).unwrap_or_default().trim();
    match value_of(pairs, "_do")? {
        "search" => {}
        "enter" if !q.is_empty() => {}
        _ => return None,
    }
    Some(Typed { q: q.chars().take(120).collect(), ..Typed::default() })
}

/// Signed out, with everything that was typed kept in the draft.
async fn left(app: &App, signed: &Signed) -> Reply {
    let token = signed.token.clone();
    app.run(move |casework| casework.sign_out(&token)).await.map_err(app.failed(signed))?;
    Ok(app.site.keep(go("/sign-in"), "", None))
}

/// Back to where something was added or taken away.
fn fragment(action: &str) -> String {
    if action.starts_with("unname:") {
        return "#people".to_owned();
    }
    action.strip_prefix("add:").map(|list| format!("#{list}")).unwrap_or_default()
}

/// The key of a new row: after the last, and unlike one another person adds at the same time.
fn next_row(rows: &[String]) -> String {
    let last = rows.iter().filter_map(|row| row.get(1..4)?.parse::<u32>().ok()).max();
    let apart = uuid::Uuid::new_v4().simple().to_string();
    format!("r{:03}{}", last.map_or(0, |last| last + 1), &apart[..4])
}

/// The answer that settles a question two people answered.
fn settled(open: &OpenDraft, path: &str, keep: &str, actor: &Actor) -> String {
    let current = open.answers.get(path);
    let rivals = open.rivals.get(path).map_or(&[][..], Vec::as_slice);
    let (mine, theirs) = sides(current, rivals, actor);
    let words = |field: Option<&DraftField>| field.map(|field| field.value.clone()).unwrap_or_default();
    match keep {
        "yours" => words(mine),
        "theirs" => words(theirs),
        _ => {
            let all = current.into_iter().chain(rivals).map(|field| field.value.as_str());
            all.filter(|value| !value.is_empty()).collect::<Vec<_>>().join("\n\n")
        }
    }
}

fn sides<'f>(
    current: Option<&'f DraftField>,
    rivals: &'f [DraftField],
    actor: &Actor,
) -> (Option<&'f DraftField>, Option<&'f DraftField>) {
    let latest = rivals.last();
    if current.is_some_and(|field| field.by == actor.staff) { (current, latest) } else { (latest, current) }
}

/// Where to go once a record is finished: the contact it is about, or the child's file.
fn after(open: &OpenDraft, record: RecordId) -> String {
    let done = format!("done={}", open.kind.name);
    let contact = open.answers.get("contact").map(|field| field.value.clone()).filter(|id| !id.is_empty());
    match (open.kind.name, contact, open.draft.people.first()) {
        ("contact", ..) => format!("/contacts/{record}?{done}"),
        (_, Some(contact), _) => format!("/contacts/{contact}?{done}"),
        ("relationship" | "address", _, Some(person)) => format!("/children/{person}/family?{done}"),
        ("plan", _, Some(person)) => format!("/children/{person}/plans?{done}"),
        ("document", _, Some(person)) => format!("/children/{person}/documents?{done}"),
        (_, _, Some(person)) => format!("/children/{person}?{done}"),
        _ => format!("/records/{record}?{done}"),
    }
}

/// Each child the form is about: name, birth and age.
fn identity(loaded: &Loaded, today: Date) -> Option<Markup> {
    let who = loaded.about.iter().map(|child| IdentityLine {
        name: loaded.open.names.of(child.person).to_owned(),
        href: format!("/children/{}", child.person),
        born: born_in_words(&child.born),
        age: age(&child.born, today),
    });
    let who: Vec<IdentityLine> = who.collect();
    (!who.is_empty()).then(|| html! { (IdentityLines(who)) })
}

/// The form. Its secret stands in the header of the page: [`DraftBar`].
fn view(loaded: &Loaded, actor: &Actor) -> Markup {
    let Loaded { open, lists, children, faults, panel, beside, .. } = loaded;
    let form = open.form();
    let shown = FormView::over(open, &form, faults, children, lists);
    let spec = open.spec();
    let version =
        open.answers.values().chain(open.rivals.values().flatten()).map(|field| field.version).max().unwrap_or(0);
    let address = format!("/drafts/{}", open.draft.id);
    let has_file = spec.fields.iter().any(|field| field.shape == Shape::File);
    let (target, packing) =
        if has_file { (format!("{address}/file"), Some("multipart/form-data")) } else { (address.clone(), None) };
    html! {
        @if let Some(summary) = shown.summary() { (summary) }
        h1.govuk-heading-l { (title(open)) }
        @if !spec.about.is_empty() { p.govuk-body { (spec.about) } }
        form id=(DRAFT) method="post" action=(target) enctype=[packing] data-draft=(address) data-base=(version) novalidate {
            input type="hidden" name="_base" value=(version);
            @if let Some(panel) = panel { (panel) }
            @if let Some(beside) = beside { div.gt-panel { (beside) } }
            (DraftStatus { saved: saved_at(open) })
            (conflicts(open, actor))
            (former(&open.former))
            @if open.draft.amends.is_some() {
                (Textarea {
                    id: "_reason".into(),
                    value: open.answers.get("_reason").map(|field| field.value.clone()).unwrap_or_default(),
                    error: faults.iter().find(|fault| fault.path == "_reason").map(|fault| fault.message.as_str().into()),
                    rows: Some(2),
                    ..Textarea::new("_reason", "Why is this record being corrected?")
                })
            }
            (shown.questions())
            div.govuk-button-group {
                (Button::new(format!("Finish {}", spec.title.to_lowercase())).sending("_do", "finish"))
                (Button::secondary("Save and stay").sending("_do", "stay"))
                (Button::secondary("Put this draft away").sending("_do", "discard"))
            }
            (without_scripts(open))
        }
        (InsetText { content: html! {
            p { "What you type is saved as you go and stays here until you finish. A finished record is never overwritten: it can be corrected, with a reason." }
            @if !spec.cite.is_empty() { p { "Asked for by: " (spec.cite) "." } }
        }.into(), ..InsetText::default() })
    }
}

/// With scripts off nothing is saved by itself: it says so, and every way out of the form that saves first is a button.
fn without_scripts(open: &OpenDraft) -> Markup {
    html! {
        noscript {
            p.govuk-body { "Scripts are off in this browser: your words are kept only when you press a button of this form. A link leaves without them. To go somewhere else, press one of these." }
            div.govuk-button-group {
                (Button::secondary("Save and go to my work").sending("_do", "go:work"))
                @match open.draft.people.as_slice() {
                    [] => {}
                    [person] => { (Button::secondary("Save and go to the child’s file").sending("_do", format!("go:{person}"))) }
                    several => {
                        @for (number, person) in (1..).zip(several) {
                            (Button::secondary(format!("Save and go to the file of child {number}")).sending("_do", format!("go:{person}")))
                        }
                    }
                }
                (Button::secondary("Save and go to the front door").sending("_do", "go:board"))
            }
        }
    }
}

/// Where a button that saves and goes leads: my work, the board, or the file of somebody the draft is about, and nowhere else.
fn going(action: &str, open: &[practice::ids::PersonId]) -> Option<String> {
    match action.strip_prefix("go:")? {
        "work" => Some("/work".to_owned()),
        "board" => Some("/board".to_owned()),
        person => {
            let person = person.parse().ok()?;
            open.contains(&person).then(|| format!("/children/{person}"))
        }
    }
}

fn saved_at(open: &OpenDraft) -> String {
    let saved = open.last_saved().map(|field| Moment::of(field.at));
    saved.and_then(|moment| moment.time).map(clock_time).unwrap_or_default()
}

/// Words whose question is gone, to be copied into another answer.
fn former(former: &[Former]) -> Markup {
    html! {
        @if !former.is_empty() {
            (InsetText { content: html! {
                h2.govuk-heading-m { "This form has changed since you began" }
                p { "Nothing you typed is lost. These questions are no longer asked: copy what should be in the record into another answer below." }
                @for one in former {
                    h3.govuk-heading-s { (one.question) }
                    p.govuk-body.gt-conflict__words { (one.words) }
                }
            }.into(), ..InsetText::default() })
        }
    }
}

fn conflicts(open: &OpenDraft, actor: &Actor) -> Markup {
    html! {
        @for (path, rivals) in &open.rivals {
            @let (mine, theirs) = sides(open.answers.get(path), rivals, actor);
            (Conflict {
                id: path.clone(),
                question: label_of(open.spec(), path),
                yours: side(open, mine, actor),
                theirs: side(open, theirs, actor),
                name: format!("_settle:{path}"),
                can_join: is_in_words(open.spec(), path),
            })
        }
    }
}

fn side(open: &OpenDraft, field: Option<&DraftField>, actor: &Actor) -> Side {
    field.map_or_else(Side::default, |field| Side {
        who: if field.by == actor.staff { "You".into() } else { open.names.staff.worker(&field.by).to_owned() },
        when: Moment::of(field.at).to_string(),
        words: field.value.clone(),
    })
}

fn unusual_view(id: DraftId, questions: &[String], csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { "Is this right?" }
        @for question in questions { (WarningText { text: question.as_str().into(), ..WarningText::default() }) }
        p.govuk-body { "Nothing stops you. What you say here is kept with the record." }
        form method="post" action={ "/drafts/" (id) } novalidate {
            input type="hidden" name="csrf" value=(csrf);
            (Textarea { id: "_why".into(), rows: Some(3), ..Textarea::new("_why", "Yes, because") })
            div.govuk-button-group {
                (Button::new("Record it").sending("_do", "finish"))
                a.govuk-link href={ "/drafts/" (id) } { "Go back and change it" }
            }
        }
    }
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let gone = Former { question: "What worries you".into(), words: "He had not eaten.\nShe was cold.".into() };
    let changed = Sample { name: "draft-changed", markup: former(&[gone]) };
    vec![
        changed,
        too_late::sample(),
        Sample {
            name: "draft-unusual",
            markup: unusual_view(
                DraftId(uuid::Uuid::nil()),
                &["This visit is on 4 June 2027, which is in the future. Is that right?".to_owned()],
                "",
            ),
        },
    ]
}

#[cfg(test)]
mod tests;
