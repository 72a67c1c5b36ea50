//! Minutes of a conference, drafted from what was typed in the room. What is confidential to some is not in them.

use super::meetings::{reason, took_part};
use super::{dressed, example, page};
use crate::components::{Button, InsetText, Tag};
use crate::pages::Sample;
use crate::pages::new_record::begins;
use crate::printing::{dated, shown};
use crate::reply::{Reply, go};
use crate::routes::{Routes, of_child};
use crate::session::Signed;
use crate::state::App;
use axum::extract::{Form, Path, State};
use casework::Act;
use casework::file::{AsAt, File};
use casework::{Done, Problem};
use maud::{Markup, html};
use practice::clocks::strategy::RECORD_SENT;
use practice::ids::{PersonId, RecordId, StaffId};
use practice::moment::{Moment, long_date};
use practice::oversight::Circulation;
use practice::protection::{Conference, ConferenceSigned, Quoracy};
use practice::record::Record;
use practice::words;
use print::{Block, Document};
use serde::Deserialize;

/// The addresses.
pub fn routes() -> Routes {
    Routes::new().get("/children/{person}/meetings/{record}/minutes", of_child(Act::SeeFile), show).post(
        "/children/{person}/meetings/{record}/sign",
        of_child(Act::Write),
        sign,
    )
}

async fn show(State(app): State<App>, signed: Signed, Path((child, id)): Path<(PersonId, RecordId)>) -> Reply {
    let (actor, signed_token) = (signed.actor.clone(), signed.form_token.clone());
    let (file, main) = app
        .run(move |casework| {
            let file = casework.file(&actor, child, AsAt::Now)?;
            let main = of(&file, id, &actor.staff, &signed_token)?;
            Ok((file, main))
        })
        .await
        .map_err(app.failed(&signed))?;
    Ok(page(&app, &signed, &file, "/meetings", "Minutes", main))
}

#[derive(Deserialize)]
struct Version {
    #[serde(default)]
    version: String,
}

async fn sign(
    State(app): State<App>,
    signed: Signed,
    Path((child, id)): Path<(PersonId, RecordId)>,
    Form(Version { version }): Form<Version>,
) -> Reply {
    let actor = signed.actor.clone();
    let version = version.parse().unwrap_or_default();
    app.run(move |casework| casework.sign_conference(&actor, child, id, version)).await.map_err(app.failed(&signed))?;
    Ok(go(&format!("/children/{child}/meetings/{id}/minutes")))
}

/// A conference on a child's file, as its record stands.
#[derive(Clone)]
pub struct Held {
    /// What was recorded.
    pub conference: Conference,
    /// Which version of the record this is.
    pub version: u32,
    /// When its chair signed this version.
    pub signed: Option<Moment>,
}

/// A conference on a child's file.
pub fn held(file: &File, id: RecordId) -> Done<Held> {
    let standing = file.records.standing();
    let found = standing.of_kind::<Conference>().find(|one| one.entry.id == id).ok_or(Problem::NotFound)?;
    let signed = ConferenceSigned::of(&standing, &found);
    Ok(Held { conference: found.record().clone(), version: found.entry.revision, signed })
}

/// Whether the chair has signed the record, and the button for the chair who has not.
fn signature(file: &File, id: RecordId, held: &Held, who: &StaffId, csrf: &str) -> Markup {
    let chair = held.conference.chair.as_ref();
    html! {
        @match (held.signed, chair) {
            (Some(on), Some(chair)) => { p.govuk-body { (Tag::new("Signed", "green")) " by " (file.names.staff.worker(chair)) ", " (on) "." }
                p.govuk-body.gt-no-print { a.govuk-link href={ "/children/" (file.child) "/send/" (id) } { "Send the minutes" } }
            }
            (_, Some(chair)) if chair == who => {
                form.gt-no-print method="post" action={ "/children/" (file.child) "/meetings/" (id) "/sign" } {
                    input type="hidden" name="csrf" value=(csrf);
                    input type="hidden" name="version" value=(held.version);
                    p.govuk-body { (Tag::new("Not signed", "yellow")) " You chaired this. Your name goes to the record as it stands here; a later correction wants it again." }
                    (Button::new("Sign this record"))
                }
            }
            (_, Some(chair)) => { p.govuk-body { (Tag::new("Not signed", "yellow")) " " (file.names.staff.worker(chair)) " chaired this and has not signed its record." } }
            (_, None) => { p.govuk-body { (Tag::new("Not signed", "yellow")) " No chair is recorded: correct the record to say who chaired it, and they can sign it." } }
        }
    }
}

fn of(file: &File, id: RecordId, who: &StaffId, csrf: &str) -> Done<Markup> {
    let held = held(file, id)?;
    let document = document(file, &held, None);
    Ok(html! {
        (InsetText::new("Drafted from what was typed at the conference. Anything confidential to part of the room is left out. The chair signs these before they are sent."))
        (signature(file, id, &held, who, csrf))
        p.govuk-body.gt-no-print {
            "Given to people another way? "
            a.govuk-link href=(begins(file.child, Circulation::KIND, RECORD_SENT)) { "Record who has them" }
        }
        article.gt-copy { h1.govuk-heading-l { (document.title) } (shown(&document)) }
    })
}

/// The minutes for one child: shared words and this child's decision. Brothers and sisters have their own. A copy says whom
/// it is for.
pub fn document(file: &File, of: &Held, to: Option<&str>) -> Document {
    let held = &of.conference;
    let own = held.children.of(file.child);
    let mut minutes = Document::new(format!("Minutes: {}", words::of(&held.kind).to_lowercase()), dated(held.held));
    if let Some(to) = to {
        minutes.under_title.push(format!("Copy for {to}. It is not to be passed on."));
        minutes.foot = format!("Copy for {to}");
    }
    minutes.under_title.push(match of.signed {
        Some(on) => format!("Signed by the chair, {on}."),
        None => "Not yet signed by the chair.".to_owned(),
    });
    let part = took_part(&held.attendance);
    let part: Vec<String> = part.into_iter().map(|(how, names)| format!("{how}: {names}")).collect();
    let facts = [
        ("Child", file.journey.person.name()),
        ("Held", held.held.to_string()),
        ("Chair", held.chair.as_ref().map_or("Not recorded", |chair| file.names.staff.worker(chair)).to_owned()),
        ("Who took part", if part.is_empty() { "Not recorded".to_owned() } else { part.join("\n\n") }),
        (
            "Quorate",
            match &held.quorate {
                Some(Quoracy::Yes) => "Yes".to_owned(),
                Some(Quoracy::WentAhead { why }) => format!("No, and it went ahead: {}", why.0),
                None => "Not recorded".to_owned(),
            },
        ),
        ("Report shared with the family in time", words::of(&held.report_shared)),
    ];
    minutes.push(Block::Facts(facts.map(|(name, words)| (name.to_owned(), words)).into()));
    let mut section = |heading: &str, text: &str| {
        if !text.trim().is_empty() {
            minutes.push(Block::heading(heading));
            minutes.push(Block::paragraph(text));
        }
    };
    if let Some(own) = own {
        section("What the child says", &own.words);
    }
    section("What the parents say", &words::of(&held.parents_views));
    section("What was discussed", &held.discussion);
    let decided = own.map_or_else(
        || "No decision is recorded for this child.".to_owned(),
        |own| {
            let category = own.decision.category().map(|category| format!(", {}", category.label()));
            let decision = format!("{}{}.", words::of(&own.decision), category.unwrap_or_default());
            [decision, reason(&own.decision)].join("\n\n").trim().to_owned()
        },
    );
    section("What was decided", &decided);
    section("Who disagreed", own.map_or("", |own| own.dissent.0.as_str()));
    section("Outline plan", &held.outline_plan);
    section("If the plan does not work", &held.contingency);
    section("Next conference", &held.next.map_or_else(|| "Not recorded".to_owned(), long_date));
    minutes
}

/// The page in each of its states.
pub fn samples() -> Vec<Sample> {
    let file = example::file(AsAt::Now);
    let drawn = |name, who: &str| {
        let main = of(&file, example::record(15), &who.into(), "sample").unwrap_or_default();
        Sample { name, markup: dressed(&file, "/meetings", "Minutes", main).render() }
    };
    let chair = held(&file, example::record(15)).ok().and_then(|held| held.conference.chair);
    vec![drawn("child-minutes", "nobody"), drawn("child-minutes-chair", chair.as_ref().map_or("", |one| &one.0))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_that_nobody_signed_can_still_be_recorded_as_given() {
        let file = example::file(AsAt::Now);
        let mut held = held(&file, example::record(15)).expect("a conference");
        held.signed = None;
        let above = signature(&file, example::record(15), &held, &"nobody".into(), "").into_string();
        assert!(above.contains("has not signed its record") && !above.contains("/send/"), "{above}");
        let page = of(&file, example::record(15), &"nobody".into(), "").expect("minutes").into_string();
        assert!(page.contains("/new/circulation?what=conference_record"), "{page}");
    }
}
