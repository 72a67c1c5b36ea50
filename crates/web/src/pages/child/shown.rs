//! Answers as a page shows them: questions beside answers, children apart, third parties marked.

use crate::components::{Details, SummaryList, SummaryRow, Tag};
use maud::{Markup, html};
use practice::ids::PersonId;
use practice::kinds;
use practice::one_child;
use practice::record::Revision;
use practice::spec::{Sensitivity, Spec};
use practice::words::{Answered, Names, answers};
use serde_json::Value;

/// The answers of a body, each beside its question. With a child, only that child's own and what is shared.
pub fn body(spec: &Spec, body: &Value, names: &dyn Names, child: Option<PersonId>) -> Markup {
    let kept = child.map(|child| one_child::only(spec, body, child));
    list(&answers(spec, kept.as_ref().unwrap_or(body), names))
}

fn list(answered: &[Answered]) -> Markup {
    let rows = answered.iter().map(|one| SummaryRow::new(question(one), answer(one)));
    // Each child's answers stand below the child's name: beside it they would be a column of single words.
    let classes =
        if answered.iter().any(|one| one.child.is_some()) { "gt-answers gt-answers--children" } else { "gt-answers" };
    html! { (SummaryList { classes: classes.into(), ..SummaryList::new(rows) }) }
}

fn question(one: &Answered) -> Markup {
    html! {
        (one.label)
        @match one.sensitivity {
            Sensitivity::Normal => {}
            Sensitivity::ThirdParty => { " " (Tag::new("Third party", "grey")) }
            Sensitivity::SafeAddress => { " " (Tag::new("Keep safe", "red")) }
        }
    }
}

fn answer(one: &Answered) -> Markup {
    html! {
        @if let Some(link) = &one.link {
            a.govuk-link href={ "/records/" (link) } { (one.words) }
        } @else if one.is_prose {
            (prose(&one.words))
        } @else {
            (one.words)
        }
        @if !one.inside.is_empty() { (list(&one.inside)) }
    }
}

/// Paragraphs as they were typed.
pub fn prose(words: &str) -> Markup {
    html! {
        @for paragraph in words.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
            p class="govuk-body gt-prose" { (paragraph) }
        }
    }
}

/// Everyone else with answers of their own in a revision.
pub fn others(spec: &Spec, revision: &Revision, child: PersonId) -> Vec<PersonId> {
    one_child::answered(spec, &revision.body).into_iter().filter(|person| *person != child).collect()
}

/// A record in one line, by today's form: "Visit: Child protection plan".
pub fn line(revision: &Revision, names: &dyn Names) -> String {
    match kinds::find(&revision.kind) {
        Some(kind) => practice::words::line((kind.spec)(), &revision.body, names),
        None => practice::spec::humanise(&revision.kind),
    }
}

/// The same with every word of its answers, for where nothing may be cut.
pub fn whole_line(revision: &Revision, names: &dyn Names) -> String {
    kinds::find(&revision.kind).map_or_else(
        || line(revision, names),
        |kind| practice::words::line_within((kind.spec)(), &revision.body, names, usize::MAX),
    )
}

/// What people call a kind of record.
pub fn title(kind: &str) -> String {
    kinds::find(kind).map_or_else(|| practice::spec::humanise(kind), |kind| (kind.spec)().title.clone())
}

/// Words with the rest of them behind a disclosure once there are more than `most`.
pub fn at_most(words: &str, most: usize) -> Markup {
    let count = words.split_whitespace().count();
    if count <= most {
        return prose(words);
    }
    let first: Vec<&str> = words.split_whitespace().take(most).collect();
    html! {
        p class="govuk-body gt-prose" { (first.join(" ")) "…" }
        (Details::new(format!("All {count} words"), prose(words)))
    }
}
