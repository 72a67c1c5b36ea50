//! What the pages of sending show.

use super::copies::{Out, REASONS, Recipient, Sending};
use crate::components::{
    Button, Checkboxes, Choice, Details, ErrorSummary, InsetText, Radios, Tag, Textarea, WarningText,
};
use crate::kept;
use casework::copies::Copy;
use casework::sending::Mark;
use maud::{Markup, html};
use print::{Block, Document};

/// The address of something about this sending.
pub fn address(of: &Sending, end: &str) -> String {
    format!("/children/{}/send/{}{end}", of.file.child, of.record)
}

/// Who is it for?
pub fn choosing(of: &Sending, fault: Option<&str>, csrf: &str) -> Markup {
    let boxes = of.to.iter().enumerate().map(|(place, one)| Choice {
        hint: one.before.as_ref().map(|on| format!("Sent on {on}").into()),
        ..Choice::new(place.to_string(), one.name.as_str())
    });
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault, "#to".to_owned())])) }
        h1.govuk-heading-l { (of.title()) }
        p.govuk-body { "Each person has a copy of their own, which you read before it leaves. Only those it concerns can be chosen: nobody can be typed in." }
        @if of.to.is_empty() {
            p.govuk-body { "Nobody is recorded whom it could go to. Record a parent, a carer or a professional, and come back." }
            p.govuk-body { a.govuk-link href={ "/children/" (of.file.child) "/family" } { "Family and household" } }
            p.govuk-body { a.govuk-link href={ "/children/" (of.file.child) "/new/professional_involved" } { "Record a professional who works with the child" } }
        } @else {
            form method="post" action=(address(of, "")) novalidate {
                input type="hidden" name="csrf" value=(csrf);
                (Checkboxes { error: fault.map(Into::into), ..Checkboxes::new("to", "Who is it for?", boxes.collect()) })
                (Button::new("Read each copy"))
            }
        }
    }
}

/// A copy that was chosen, as it would leave.
pub struct Chosen<'s> {
    /// Its place among the recipients.
    pub place: usize,
    /// For whom.
    pub one: &'s Recipient,
    /// What is taken out.
    pub out: Out,
    /// What it then says.
    pub copy: Document,
    /// The file.
    pub made: Copy,
    /// Its sender said that it was read.
    pub read: bool,
}

/// Each copy, to be read before it leaves.
pub fn checking(of: &Sending, chosen: &[Chosen<'_>], fault: Option<&str>, csrf: &str) -> Markup {
    let is_stopped = |one: &Chosen<'_>| of.stops(&one.copy) && !of.agreed(&one.made);
    let stopped = chosen.iter().any(is_stopped);
    html! {
        @if let Some(fault) = fault { (ErrorSummary::new([(fault, "#copies".to_owned())])) }
        h1.govuk-heading-l { "Read each copy" }
        (InsetText::new("What is coloured is an address, a telephone number, a school or another person. Is each of them for this reader? What is not can be taken out: the reader then sees that something was, and why."))
        form #copies method="post" action=(address(of, "")) novalidate {
            input type="hidden" name="csrf" value=(csrf);
            input type="hidden" name="key" value=(kept::key());
            // Enter in a box reads again; it never sends.
            button.govuk-visually-hidden type="submit" name="step" value="look" tabindex="-1" aria-hidden="true" { "Read again" }
            @for one in chosen { (copy(of, one, is_stopped(one))) }
            div.govuk-button-group {
                @if !stopped { (Button::new("Record these as sent").sending("step", "send")) }
                a.govuk-link href=(address(of, "")) { "Choose again" }
            }
        }
    }
}

fn copy(of: &Sending, chosen: &Chosen<'_>, stopped: bool) -> Markup {
    let Chosen { place, one, out, copy, made, read } = chosen;
    let query = format!("?to={place}&out={}", out.write().replace(' ', "+"));
    html! {
        input type="hidden" name="to" value=(place);
        section.gt-copy aria-label={ "Copy for " (one.name) } {
            h2.govuk-heading-m { (one.name) }
            @if let Some(on) = &one.before { p.govuk-body { (Tag::new("Sent before", "yellow")) " on " (on) } }
            @if of.stops(copy) { (stop(of, *place, made, stopped)) }
            (pages(&address(of, &format!("/pages.svg{query}")), &one.name))
            @if !stopped {
                p.govuk-body { a.govuk-link href=(address(of, &format!("/copy.pdf{query}"))) { "The file they get (PDF)" span.govuk-visually-hidden { " for " (one.name) } } }
            }
            (taking_out(*place, one, out))
            (words(of, copy))
            @if !stopped {
                (Checkboxes {
                    id_prefix: format!("read-{place}"),
                    fieldset: None,
                    ..Checkboxes::new("read", "", vec![Choice::new(place.to_string(), format!("I have read this copy, and it is for {}", one.name)).checked(*read)])
                })
            }
        }
    }
}

/// The pages of a copy, as a picture that says where its words are.
pub fn pages(src: &str, name: &str) -> Markup {
    html! {
        a href=(src) { img.gt-pages src=(src) alt={ "The pages of the copy for " (name) ". The same in words follows." }; }
    }
}

/// What stops a copy, what a second person said of it, and how to ask one.
fn stop(of: &Sending, place: usize, made: &Copy, stopped: bool) -> Markup {
    let names = &of.file.names.staff;
    let asked = of.asked_of(made);
    html! {
        @if stopped {
            (WarningText::new("This copy holds a protected address, or somebody who may not be known of. It cannot be sent as it is. Take it out below, or take this person off the list."))
        }
        @match asked.map(|one| (one, one.settled.as_ref(), one.release.agreed())) {
            Some((one, Some(settled), true)) => {
                (WarningText::new("This copy holds a protected address, or somebody who may not be known of."))
                p.govuk-body {
                    (Tag::new("Agreed", "green")) " " (names.worker(&settled.by)) " agreed that exactly this copy is sent to exactly this reader: " (settled.why)
                    " " (names.worker(&one.asked.by)) " had asked: " (one.asked.why)
                }
            }
            Some((_, Some(settled), false)) => { p.govuk-body { (Tag::new("Refused", "red")) " " (names.worker(&settled.by)) " refused it: " (settled.why) } }
            Some((one, None, _)) => { p.govuk-body { (Tag::new("Waiting", "yellow")) " " (names.worker(&one.asked.by)) " has asked a second person to agree. A manager finds it under Access; tell them it waits." } }
            None => {
                (Details {
                    id: format!("ask-{place}"),
                    ..Details::new("It must be sent all the same", html! {
                        p.govuk-body { "A manager who is not you must agree to exactly this copy, signed in as themselves. Both your reasons are kept." }
                        (Textarea { rows: Some(2), ..Textarea::new(format!("release-why-{place}"), "Why must they have it?") })
                        (Button::secondary("Ask a second person").sending("step", format!("ask-{place}")))
                    })
                })
            }
        }
    }
}

/// What can be taken out of a copy, and why.
fn taking_out(place: usize, one: &Recipient, out: &Out) -> Markup {
    let box_of = |(at, (mark, words)): (usize, &(Mark, String))| {
        Choice::new(at.to_string(), format!("{words} ({})", mark.label())).checked(out.places.contains(&at))
    };
    let reason = |(name, words, _): &(&'static str, &'static str, &'static str)| {
        Choice::new(*name, *words).checked(out.why == *name || (out.why.is_empty() && *name == REASONS[0].0))
    };
    let count = one.found.len();
    html! {
        @if count == 0 { p.govuk-body { "Nothing in it is marked. Read it all the same: only you know what this reader should not learn." } }
        @else {
            (Details {
                id: format!("out-of-{place}"),
                open: !out.places.is_empty(),
                ..Details::new(if count == 1 { "Take out what is not for them (1 thing is marked)".to_owned() } else { format!("Take out what is not for them ({count} things are marked)") }, html! {
                    (Checkboxes {
                        id_prefix: format!("out-{place}"),
                        classes: "govuk-checkboxes--small".into(),
                        ..Checkboxes::new(format!("out-{place}"), "What is taken out?", one.found.iter().enumerate().map(box_of).collect())
                    })
                    (Radios {
                        id_prefix: format!("why-out-{place}"),
                        classes: "govuk-radios--small".into(),
                        ..Radios::new(format!("why-out-{place}"), "Why? The reader sees this", REASONS.iter().map(reason).collect())
                    })
                    (Button::secondary("Take these out and read again").sending("step", "look"))
                })
            })
        }
    }
}

/// The words of a copy, with what is marked named: for whoever cannot see the pages, or finds them small.
pub fn words(of: &Sending, copy: &Document) -> Markup {
    html! {
        (Details::new("The same in words, with what is marked named", html! {
            div.gt-copied {
                @for (name, text) in texts(copy) {
                    @if !name.is_empty() { h3.govuk-heading-s { (name) } }
                    @for paragraph in text.split("\n\n") { p.govuk-body { (marked(of, paragraph)) } }
                }
            }
        }))
    }
}

/// Everything a copy says, each with what it is called.
fn texts(copy: &Document) -> Vec<(String, &str)> {
    let mut heading = String::new();
    let mut all: Vec<(String, &str)> = copy.under_title.iter().map(|line| (String::new(), line.as_str())).collect();
    for block in &copy.blocks {
        match block {
            Block::Heading(words) | Block::Subheading(words) => heading.clone_from(words),
            Block::Paragraph(words) | Block::Quote(words) | Block::Warning(words) => {
                all.push((std::mem::take(&mut heading), words));
            }
            Block::Facts(facts) => all.extend(facts.iter().map(|(name, words)| (name.clone(), words.as_str()))),
            Block::List(points) => all.extend(points.iter().map(|point| (String::new(), point.as_str()))),
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                all.extend(cells.map(|cell| (std::mem::take(&mut heading), cell.as_str())));
            }
            Block::NewPage => {}
        }
    }
    all
}

fn marked(of: &Sending, text: &str) -> Markup {
    let mut at = 0;
    let mut parts: Vec<Markup> = Vec::new();
    for (place, mark) in of.watch.marks(text) {
        let before = text.get(at..place.start).unwrap_or_default();
        at = place.end;
        parts.push(html! {
            (before)
            mark class=[(mark == Mark::Protected).then_some("gt-stop")] {
                (text.get(place).unwrap_or_default()) span.gt-mark { " (" (mark.label()) ")" }
            }
        });
    }
    html! { @for part in &parts { (part) } (text.get(at..).unwrap_or_default()) }
}
