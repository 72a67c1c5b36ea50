//! Words that were not sent, as pages show them.

use super::{NEVER, PAGE, PLACE, asked, is_words};
use crate::components::{Button, InsetText, Textarea, WarningText};
use crate::elapsed::short_moment;
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, SIGNED};
use crate::session::{Signed, safe_next};
use crate::state::App;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use practice::moment::Moment;
use practice::spec::humanise;
use std::sync::atomic::Ordering;
use store::Words;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get(PLACE, SIGNED, show).post(PLACE, SIGNED, keep).post("/kept/forget", SIGNED, forget)
}

/// Sent by somebody, and not by a script: they go on to the page.
const BACK: &str = "_back";

type Pairs = Vec<(String, String)>;

fn page_of(pairs: &Pairs) -> String {
    pairs.iter().find(|(name, _)| name == PAGE).map(|(_, page)| safe_next(page).to_owned()).unwrap_or_default()
}

/// What a script says is being typed on a page.
async fn keep(State(app): State<App>, signed: Signed, Form(pairs): Form<Pairs>) -> Reply {
    let (page, actor) = (page_of(&pairs), signed.actor.clone());
    let back_to = pairs.iter().any(|(name, _)| name == BACK).then(|| page.clone());
    // A form's key is spent when it is sent: what is only being typed does not hold one back.
    let own = |name: &str| NEVER.contains(&name) || matches!(name, "key" | BACK);
    let typed: Pairs = pairs.into_iter().filter(|(name, value)| !own(name) && !value.is_empty()).collect();
    let kept = app.run(move |casework| match typed.iter().any(is_words) {
        true => casework.keep_words(&actor.staff, &page, typed),
        false => casework.forget_words(&actor, &page),
    });
    kept.await.map_err(app.failed(&signed))?;
    Ok(back_to.map_or_else(|| StatusCode::NO_CONTENT.into_response(), |page| go(&page)))
}

/// Throws words away, and goes back to where that was asked.
async fn forget(State(app): State<App>, signed: Signed, headers: HeaderMap, Form(pairs): Form<Pairs>) -> Reply {
    let (page, actor) = (page_of(&pairs), signed.actor.clone());
    app.run(move |casework| casework.forget_words(&actor, &page)).await.map_err(app.failed(&signed))?;
    Ok(go(safe_next(&super::referer(&headers).unwrap_or_default())))
}

/// All of one's words that were not sent.
async fn show(State(app): State<App>, signed: Signed) -> Reply {
    let actor = signed.actor.clone();
    let words = app.run(move |casework| casework.my_words(&actor)).await.map_err(app.failed(&signed))?;
    let main = view(&words, app.casework.today().date, &signed.form_token);
    Ok(app.page(&signed, Page { title: TITLE, main, ..Page::default() }))
}

const TITLE: &str = "Words you have not sent";

/// On the page they were typed on: where they are now, and how to be rid of them.
pub fn banner(today: Date, csrf: &str) -> Option<Markup> {
    let asked = asked()?;
    let words = asked.words();
    let here = words.iter().find(|words| words.page == asked.page)?;
    let in_form = asked.used.load(Ordering::Relaxed);
    Some(note(here, in_form, today, csrf))
}

/// "2 pages hold words you have not sent", for My work; nothing when none does.
pub fn waiting() -> Option<Markup> {
    let count = asked()?.words().len();
    let words = match count {
        0 => return None,
        1 => "1 page holds words you typed and have not sent".to_owned(),
        count => format!("{count} pages hold words you typed and have not sent"),
    };
    Some(html! { p.govuk-body { a.govuk-link href=(PLACE) { (words) } } })
}

fn when(at: Timestamp, today: Date) -> String {
    short_moment(Moment::of(at), today)
}

fn note(words: &Words, in_form: bool, today: Date, csrf: &str) -> Markup {
    let content = html! {
        p { "You typed this here (" (when(words.at, today)) ") and it was not sent." @if in_form { " It is in the form again." } }
        @if !in_form { (said(words)) }
        (throw_away(words, csrf))
    };
    html! { (InsetText { content: content.into(), ..InsetText::default() }) }
}

fn said(words: &Words) -> Markup {
    html! {
        @for (name, value) in words.typed.iter().filter(|pair| is_words(pair)) {
            p { strong { (humanise(name.trim_start_matches('_'))) ": " } (value) }
        }
    }
}

fn throw_away(words: &Words, csrf: &str) -> Markup {
    html! {
        form method="post" action="/kept/forget" {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name=(PAGE) value=(words.page);
            button.gt-plain-button type="submit" { "Throw these words away" }
        }
    }
}

fn view(all: &[Words], today: Date, csrf: &str) -> Markup {
    html! {
        h1.govuk-heading-l { (TITLE) }
        p.govuk-body { "They are kept for a week, and only you can see them. A record you are writing is a draft: it is on My work." }
        @if all.is_empty() { p.govuk-body { "There are none." } }
        @for words in all {
            h2.govuk-heading-s { (when(words.at, today)) }
            (said(words))
            p.govuk-body { a.govuk-link href=(safe_next(&words.page)) { "Open the page they were typed on" } }
            (throw_away(words, csrf))
        }
    }
}

/// Nobody can be found to keep these words for: they are given back as they came.
pub(super) fn signed_out(app: &App, typed: &Pairs) -> Response {
    let next = html! { (Button::link("Sign in", "/sign-in")) };
    let main = back(
        "You are signed out",
        "What you sent was not kept. Copy your words before you leave this page.",
        typed,
        &next,
    );
    (StatusCode::UNAUTHORIZED, app.open_page(Page { title: "You are signed out", main, ..Page::default() }))
        .into_response()
}

/// They were sent by a page of an earlier session, which may not say what is to be done in this one.
pub(super) fn out_of_date(app: &App, typed: &Pairs, page: &str, csrf: &str) -> Response {
    let main = back(
        OUT_OF_DATE,
        "You signed in again after the page was opened, so nothing was done.",
        typed,
        &again(typed, page, csrf),
    );
    (StatusCode::FORBIDDEN, app.open_page(Page { title: OUT_OF_DATE, main, ..Page::default() })).into_response()
}

const OUT_OF_DATE: &str = "This form is out of date";

/// The page once more, with the words in it.
fn again(typed: &Pairs, page: &str, csrf: &str) -> Markup {
    html! {
        form method="post" action=(PLACE) {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name=(PAGE) value=(safe_next(page));
            input type="hidden" name=(BACK) value="1";
            @for (name, value) in typed { input type="hidden" name=(name) value=(value); }
            (Button::new("Open the page again with these words"))
        }
    }
}

fn back(title: &str, what: &str, typed: &Pairs, next: &Markup) -> Markup {
    html! {
        h1.govuk-heading-l { (title) }
        (WarningText { text: what.into(), ..WarningText::default() })
        @for (name, value) in typed.iter().filter(|pair| is_words(pair)) {
            (Textarea { value: value.clone(), ..Textarea::new(name.clone(), humanise(name.trim_start_matches('_'))) })
        }
        (next)
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let words = |page: &str| Words {
        staff: "sam".into(),
        page: page.to_owned(),
        typed: vec![("handover".into(), "Ring the school first.".into()), ("to".into(), "wyn".into())],
        at: Timestamp::constant(1_794_826_800, 0),
    };
    let today = Moment::of(words("").at).date;
    vec![
        Sample { name: "kept", markup: view(&[words("/team"), words("/cover")], today, "sample") },
        Sample { name: "kept-none", markup: view(&[], today, "sample") },
        Sample { name: "kept-banner", markup: html! { h1 { "Team" } (note(&words("/team"), true, today, "sample")) } },
        Sample { name: "kept-beside", markup: html! { h1 { "Team" } (note(&words("/team"), false, today, "sample")) } },
        Sample {
            name: "kept-signed-out",
            markup: back("You are signed out", "Copy them.", &words("/team").typed, &html! {}),
        },
        Sample { name: "kept-out-of-date", markup: again(&words("/team").typed, "/team", "sample") },
    ]
}
