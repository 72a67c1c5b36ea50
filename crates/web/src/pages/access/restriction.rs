//! Saying who may know of a child: what it would change is shown before it is kept.

use super::{Pairs, secret, value};
use crate::components::{Button, Checkboxes, Choice, Panel, Radios, SummaryList, SummaryRow, Textarea};
use crate::layout::Page;
use crate::pages::Sample;
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::access::facts::{Level, Restricted};
use casework::access::restrict::{RestrictionEffect, RestrictionPage};
use casework::names::StaffNames;
use casework::{Act, Problem};
use maud::{Markup, html};
use practice::ids::{PersonId, StaffId};
use practice::moment::Moment;
use practice::spec::Sensitivity;
use std::sync::Arc;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/restriction", of_child(Act::Restrict), ask).post(
        "/children/{person}/restriction",
        of_child(Act::Restrict),
        send,
    )
}

const LEVELS: [(Level, &str, &str); 4] = [
    (Level::Normal, "normal", "No restriction"),
    (
        Level::Shielded,
        "shielded",
        "Shield parts of the file from everyone but those named and those who work with the child",
    ),
    (Level::Listed, "listed", "Only those named may know that there is a file, and whoever opens it in an emergency"),
    (
        Level::Sealed,
        "sealed",
        "Sealed: an identity before or after an adoption. Only those named; no emergency opens it",
    ),
];

const SHIELDS: [(Sensitivity, &str, &str); 2] = [
    (Sensitivity::SafeAddress, "safe_address", "Where they live"),
    (Sensitivity::ThirdParty, "third_party", "Other people’s words and details"),
];

fn sent(person: PersonId, pairs: &Pairs) -> Result<Restricted, Problem> {
    let level = LEVELS.iter().find(|(_, name, _)| *name == value(pairs, "level")).map(|(level, ..)| *level);
    let all = |wanted: &'static str| pairs.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value);
    Ok(Restricted {
        person,
        level: level.ok_or_else(|| Problem::Refused("Choose how far the restriction goes".into()))?,
        named: all("named").map(|id| StaffId(id.clone())).collect(),
        shields: all("shields")
            .filter_map(|one| SHIELDS.iter().find(|(_, name, _)| name == one).map(|(sensitivity, ..)| *sensitivity))
            .collect(),
    })
}

async fn ask(State(app): State<App>, signed: Signed, Path(person): Path<String>) -> Reply {
    let actor = signed.actor.clone();
    let page = app
        .run(move |casework| {
            casework.may(&actor, Act::Restrict)?;
            casework.restriction_page(&actor, person.parse().map_err(|_| Problem::NotFound)?)
        })
        .await
        .map_err(app.failed(&signed))?;
    let main = view(&page, &signed.form_token);
    Ok(app.page(&signed, Page { title: "Who may know", current: "/search", main, ..Page::default() }))
}

async fn send(State(app): State<App>, signed: Signed, Path(person): Path<String>, Form(pairs): Form<Pairs>) -> Reply {
    let actor = signed.actor.clone();
    let agreed = value(&pairs, "agreed") == "yes";
    let why = value(&pairs, "why").to_owned();
    let (words, role) = (why.clone(), signed.actor.role);
    let (new, said) = app
        .run(move |casework| {
            casework.may(&actor, Act::Restrict)?;
            let person: PersonId = person.parse().map_err(|_| Problem::NotFound)?;
            casework.may_of(&actor, Act::Restrict, &[person])?;
            let new = sent(person, &pairs)?;
            if new.level == Level::Sealed && !casework::access::role_may(role, Act::Seal) {
                return Err(Problem::NotAllowed);
            }
            if agreed {
                casework.restrict(&actor, &new, &words)?;
                let sees = casework.may_of(&actor, Act::SeeFile, &[person]).is_ok();
                return Ok((new, Said::Kept { sees }));
            }
            let effect = casework.effect_of_restriction(&actor, &new)?;
            Ok((new, Said::Would(effect, casework.staff_names())))
        })
        .await
        .map_err(app.failed(&signed))?;
    let (title, main) = match said {
        Said::Kept { sees: true } => return Ok(go(&format!("/children/{}?done=restriction", new.person))),
        Said::Kept { sees: false } => ("It is done", done_view()),
        Said::Would(effect, staff) => {
            ("What this would change", effect_view(&new, &effect, &staff, &why, &signed.form_token))
        }
    };
    Ok(app.page(&signed, Page { title, current: "/search", main, ..Page::default() }))
}

/// What came of a form.
enum Said {
    /// It holds now; whoever said it may still see the file, or not.
    Kept { sees: bool },
    /// What it would change, to be agreed to, and the names of those who work here.
    Would(RestrictionEffect, Arc<StaffNames>),
}

/// For whoever may not see the file any more: it names nobody.
fn done_view() -> Markup {
    html! {
        (Panel { title: "It is done".into(), ..Panel::default() })
        p.govuk-body { "What you said of who may know holds from now on. You are not among those who may: the file is not shown to you any more." }
        p.govuk-body { a.govuk-link href="/search" { "Find a child" } }
    }
}

fn view(page: &RestrictionPage, csrf: &str) -> Markup {
    let stands = page.stands.as_ref().map(|(_, one)| one);
    let level = stands.map_or(Level::Normal, |one| one.level);
    let levels = LEVELS.iter().map(|(one, name, words)| Choice::new(*name, *words).checked(*one == level)).collect();
    let shields = SHIELDS.iter().map(|(one, name, words)| {
        Choice::new(*name, *words).checked(stands.is_some_and(|stands| stands.shields.contains(one)))
    });
    let is_named = |id: &StaffId| match stands {
        Some(stands) if stands.level != Level::Normal => stands.named.contains(id),
        // Whoever holds the work is ticked to begin with: it is easily forgotten.
        _ => page.child.worker.as_ref() == Some(id),
    };
    let mut staff: Vec<_> = page.staff.staff.values().filter(|one| one.active).collect();
    staff.sort_by_key(|one| (!is_named(&one.id), one.name.clone()));
    let named = staff.iter().map(|one| {
        let words = format!("{}, {}", one.name, practice::spec::humanise(&one.role).to_lowercase());
        Choice::new(one.id.0.as_str(), words.as_str()).checked(is_named(&one.id))
    });
    html! {
        h1.govuk-heading-l { "Who may know of " (page.child.name) }
        p.govuk-body { "Now " (page.may_know) " people who work here see this file." }
        @if let Some((held, _)) = &page.stands {
            (SummaryList::new(vec![
                SummaryRow::new("Said by", page.staff.worker(&held.last.by)),
                SummaryRow::new("When", Moment::of(held.last.at).to_string()),
                SummaryRow::new("Why", held.last.why.as_str()),
            ]))
        }
        form method="post" action={ "/children/" (page.child.person) "/restriction" } {
            (secret(csrf))
            (Radios::new("level", "How far does it go?", levels))
            (Checkboxes::new("shields", "What is shielded?", shields.collect()))
            (Checkboxes { classes: "govuk-checkboxes--small".into(), ..Checkboxes::new("named", "Who may know, or see what is shielded?", named.collect()) })
            (Textarea { rows: Some(2), ..Textarea::new("why", "Why?") })
            (Button::new("See what this would change"))
        }
    }
}

fn effect_view(new: &Restricted, effect: &RestrictionEffect, staff: &StaffNames, why: &str, csrf: &str) -> Markup {
    let name = LEVELS.iter().find(|(level, ..)| *level == new.level).map_or("", |(_, name, _)| name);
    let words = LEVELS.iter().find(|(level, ..)| *level == new.level).map_or("", |(.., words)| words);
    html! {
        h1.govuk-heading-l { "What this would change" }
        p.govuk-body { (words) "." }
        (SummaryList::new(vec![
            SummaryRow::new("Would no longer see the file", effect.lose.len().to_string()),
            SummaryRow::new("Would see the file, and do not now", effect.gain.len().to_string()),
            SummaryRow::new("Named", html! {
                @if new.named.is_empty() { "Nobody" }
                @for one in &new.named { div { (staff.worker(one)) } }
            }),
            SummaryRow::new("Why", why),
        ]))
        form method="post" action={ "/children/" (new.person) "/restriction" } {
            (secret(csrf))
            input type="hidden" name="agreed" value="yes";
            input type="hidden" name="level" value=(name);
            input type="hidden" name="why" value=(why);
            @for one in &new.named { input type="hidden" name="named" value=(one); }
            @for (_, shield, _) in SHIELDS.iter().filter(|(one, ..)| new.shields.contains(one)) {
                input type="hidden" name="shields" value=(shield);
            }
            (Button::warning("Say so"))
        }
    }
}

/// The pages in each of their states.
pub fn samples() -> Vec<Sample> {
    let child = crate::pages::contact::sample_child(1, "Ava Brook", "2015-06-04");
    let new = Restricted {
        person: child.person,
        level: Level::Listed,
        named: vec!["priya".into()],
        shields: vec![Sensitivity::SafeAddress],
    };
    let (lose, gain) = (["sid", "wyn"].map(StaffId::from).into(), Default::default());
    let page = RestrictionPage { child, stands: None, may_know: 14, staff: Default::default() };
    vec![
        Sample { name: "restriction", markup: view(&page, "sample") },
        Sample { name: "restriction-done", markup: done_view() },
        Sample {
            name: "restriction-effect",
            markup: effect_view(
                &new,
                &RestrictionEffect { lose, gain },
                &StaffNames::default(),
                "The father works in the hub",
                "sample",
            ),
        },
    ]
}
