//! What was found: by rule, by child, and of one rule or child each place.

use crate::components::{BoardTable, Button, Column, Content, Pagination, Select, Tag, row_link};
use casework::Problem;
use checks::{Checked, Found, Spot, Told, many};
use maud::{Markup, html};
use practice::moment::Moment;
use serde::Deserialize;

/// As many rows as a page shows.
const PAGE: usize = 100;
/// What could not be read, in the place of a rule.
const UNREAD: &str = "unreadable";

/// What is asked for. Rules, places in lists and files' places alone stand in the address: no child's number does.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Wanted {
    /// `child` for a list of children in the place of one of rules.
    #[serde(default)]
    pub by: String,
    /// A rule.
    #[serde(default)]
    pub rule: String,
    /// The place of a child in the list of children, from 1.
    pub child: Option<usize>,
    /// `error` or `query`.
    #[serde(default)]
    pub severity: String,
    /// The place of a file among those with findings, from 1.
    #[serde(default)]
    pub file: String,
    /// From 1.
    pub page: Option<usize>,
}

impl Wanted {
    fn passes(&self, checked: &Checked, one: &Found) -> bool {
        let file = self.file.parse::<usize>().ok();
        let severity = self.severity.is_empty() || checked.told[one.told].severity() == self.severity;
        severity && file.is_none_or(|file| one.places.iter().any(|place| place.file + 1 == file))
    }

    /// The address of the same with something else.
    fn with(&self, id: &str, key: &str, value: &str) -> String {
        let child = self.child.map(|child| child.to_string()).unwrap_or_default();
        let kept = [
            ("by", &*self.by),
            ("rule", &*self.rule),
            ("child", &*child),
            ("severity", &*self.severity),
            ("file", &*self.file),
        ];
        let kept = kept.into_iter().filter(|(name, value)| *name != key && !value.is_empty());
        let asked = kept.chain([(key, value)].into_iter().filter(|(_, value)| !value.is_empty()));
        let asked: Vec<String> = asked.map(|(name, value)| format!("{name}={value}")).collect();
        format!("/checks/{id}?{}", asked.join("&"))
    }
}

pub(super) fn view(
    id: &str,
    checked: &Checked,
    held_until: Moment,
    wanted: &Wanted,
    csrf: &str,
) -> Result<Markup, Problem> {
    let body = match (&*wanted.rule, wanted.child) {
        ("", None) if wanted.by == "child" => children(id, checked, wanted),
        ("", None) => rules(id, checked, wanted),
        (UNREAD, _) => unread(id, checked, wanted),
        ("", Some(place)) => one_child(id, checked, wanted, place).ok_or(Problem::NotFound)?,
        (rule, _) => one_rule(id, checked, wanted, rule).ok_or(Problem::NotFound)?,
    };
    let list = wanted.rule.is_empty() && wanted.child.is_none();
    Ok(html! {
        @if !list { p.govuk-body { a.govuk-link href={ "/checks/" (id) } { "All that was found" } } }
        (body)
        @if list { (take_away(id, held_until, csrf)) }
    })
}

fn head(id: &str, checked: &Checked, wanted: &Wanted) -> Markup {
    html! {
        div.gt-actions {
            h1.govuk-heading-l { "What was found" }
            nav.gt-switch aria-label="How it is listed" {
                @for (words, by) in [("By rule", ""), ("By child", "child")] {
                    a.govuk-link href=(wanted.with(id, "by", by)) aria-current=[(wanted.by == by).then_some("page")] { (words) }
                }
            }
        }
        p.govuk-body { strong { (checked.label) } ": " (checked.summary()) }
        (filter(id, checked, wanted))
    }
}

fn filter(id: &str, checked: &Checked, wanted: &Wanted) -> Markup {
    let files: Vec<String> = (1..=checked.files.len()).map(|place| place.to_string()).collect();
    let files = files.iter().map(String::as_str).zip(checked.files.iter().map(String::as_str));
    html! {
        form.gt-inline method="get" action={ "/checks/" (id) } {
            @if !wanted.by.is_empty() { input type="hidden" name="by" value=(wanted.by); }
            (Select::new("severity", "Show", [("", "Errors and queries"), ("error", "Errors"), ("query", "Queries")], &wanted.severity))
            @if checked.files.len() > 1 {
                (Select::new("file", "In", [("", "Every file")].into_iter().chain(files), &wanted.file))
            }
            (Button::secondary("Show"))
        }
    }
}

fn severity(told: &Told) -> Markup {
    html! { (Tag::new(if told.query { "Query" } else { "Error" }, if told.query { "yellow" } else { "red" })) }
}

fn rules(id: &str, checked: &Checked, wanted: &Wanted) -> Markup {
    let by_rule = checked.by_rule();
    let rows = checked.told.iter().zip(&by_rule).filter_map(|(told, found)| {
        let count = found.iter().filter(|one| wanted.passes(checked, one)).count();
        (count > 0).then(|| {
            vec![
                row_link(&wanted.with(id, "rule", &told.rule), &told.rule).into(),
                severity(told).into(),
                html! { (told.words) br; span.gt-soft { (told.remedy) } }.into(),
                count.to_string().into(),
            ]
        })
    });
    let rows: Vec<Vec<Content>> = rows.collect();
    html! {
        (head(id, checked, wanted))
        (BoardTable {
            caption: format!("Rules that found something ({})", rows.len()),
            columns: vec!["Rule".into(), "Kind".into(), "What is wrong, and what to do".into(), Column::number("Found")],
            rows,
            empty: "No rule found anything.".into(),
            classes: "gt-told gt-rules".into(),
        })
        @if !checked.unread.is_empty() {
            h2.govuk-heading-s { a.govuk-link href=(wanted.with(id, "rule", UNREAD)) { "Could not be read (" (checked.unread.len()) ")" } }
        }
        @let lacking = checked.lacking();
        @if !lacking.is_empty() {
            h2.govuk-heading-s { "Rules that were not run (" (checked.not_run.len()) ")" }
            ul.govuk-list."govuk-list--bullet" {
                @for one in lacking { li { "For want of " (one.what) ": " (one.rules.join(", ")) } }
            }
        }
    }
}

fn children(id: &str, checked: &Checked, wanted: &Wanted) -> Markup {
    let by_child = checked.by_child();
    let rows = by_child.iter().enumerate().filter_map(|(place, (child, found))| {
        let found: Vec<_> = found.iter().filter(|one| wanted.passes(checked, one)).collect();
        let errors = found.iter().filter(|one| !checked.told[one.told].query).count();
        let mut rules: Vec<&str> = found.iter().map(|one| &*checked.told[one.told].rule).collect();
        rules.sort_unstable();
        rules.dedup();
        (!found.is_empty()).then(|| {
            vec![
                row_link(&wanted.with(id, "child", &(place + 1).to_string()), named(*child)).into(),
                errors.to_string().into(),
                (found.len() - errors).to_string().into(),
                rules.join(", ").into(),
            ]
        })
    });
    let rows: Vec<Vec<Content>> = rows.collect();
    let (rows, pages, count) = paged(id, wanted, rows);
    html! {
        (head(id, checked, wanted))
        (BoardTable {
            caption: format!("Children with findings ({count})"),
            columns: vec!["Child".into(), Column::number("Errors"), Column::number("Queries"), "Rules".into()],
            rows,
            empty: "Nothing was found about any child.".into(),
            classes: String::new(),
        })
        (pages)
    }
}

/// The rows of the page that is asked for, the links to the others, and how many there are in all.
fn paged<T>(id: &str, wanted: &Wanted, rows: Vec<T>) -> (Vec<T>, Markup, usize) {
    let count = rows.len();
    let pages = count.div_ceil(PAGE).max(1);
    let page = wanted.page.unwrap_or(1).clamp(1, pages);
    let rows = rows.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    let href = |page: usize| wanted.with(id, "page", &page.to_string());
    let links = html! { @if pages > 1 { (Pagination::of(page, pages, href)) } };
    (rows, links, count)
}

fn named(child: Option<&str>) -> &str {
    child.unwrap_or("The return as a whole")
}

/// A finding's places, side by side: field, what stands there, file and line.
fn places(checked: &Checked, one: &Found) -> Markup {
    let at = |place: &Spot| {
        let line = if place.line > 0 { format!(", line {}", place.line) } else { String::new() };
        format!("{}{line}", checked.file_of(place))
    };
    html! {
        @if one.places.is_empty() { "As a whole" }
        @for place in &one.places {
            div {
                strong { (place.field) } " "
                @if place.value.is_empty() { span.gt-soft { "(empty)" } } @else { (place.value) }
                " " span.gt-soft { (at(place)) }
            }
        }
    }
}

fn one_rule(id: &str, checked: &Checked, wanted: &Wanted, rule: &str) -> Option<Markup> {
    let place = checked.told.iter().position(|told| told.rule == rule)?;
    let told = &checked.told[place];
    let found: Vec<&Found> =
        checked.found.iter().filter(|one| one.told == place && wanted.passes(checked, one)).collect();
    let by_child = checked.by_child();
    let child_at: std::collections::HashMap<Option<&str>, usize> =
        by_child.iter().enumerate().map(|(place, (child, _))| (*child, place + 1)).collect();
    let (found, pages, count) = paged(id, wanted, found);
    let rows = found.into_iter().map(|one| {
        let child = one.child.as_deref();
        let href = format!("/checks/{id}?child={}", child_at.get(&child).copied().unwrap_or_default());
        vec![row_link(&href, named(child)).into(), places(checked, one).into()]
    });
    Some(html! {
        h1.govuk-heading-l { (told.rule) ": " (told.words) }
        p.govuk-body { (severity(told)) " " (told.remedy) }
        p.govuk-body.gt-soft { "In force " (told.edition) ". " code { "goldthread explain " (told.rule) } " shows examples." }
        (BoardTable {
            caption: many(count, "finding", "findings"),
            columns: vec!["Child".into(), "Where".into()],
            rows: rows.collect(),
            empty: "Nothing is found with this filter.".into(),
            classes: "gt-told".into(),
        })
        (pages)
    })
}

fn one_child(id: &str, checked: &Checked, wanted: &Wanted, place: usize) -> Option<Markup> {
    let by_child = checked.by_child();
    let (child, found) = by_child.get(place.checked_sub(1)?)?;
    let rows: Vec<Vec<Content>> = found
        .iter()
        .filter(|one| wanted.passes(checked, one))
        .map(|one| {
            let told = &checked.told[one.told];
            vec![
                row_link(&format!("/checks/{id}?rule={}", told.rule), &told.rule).into(),
                severity(told).into(),
                html! { (told.words) br; span.gt-soft { (told.remedy) } }.into(),
                places(checked, one).into(),
            ]
        })
        .collect();
    let unread: Vec<_> =
        checked.unread.iter().filter(|one| child.is_some() && one.child.as_deref() == *child).collect();
    let (rows, pages, count) = paged(id, wanted, rows);
    Some(html! {
        h1.govuk-heading-l { @if let Some(child) = child { "Child " (child) } @else { "The return as a whole" } }
        (BoardTable {
            caption: many(count, "finding", "findings"),
            columns: vec!["Rule".into(), "Kind".into(), "What is wrong, and what to do".into(), "Where".into()],
            rows,
            empty: "Nothing is found with this filter.".into(),
            classes: "gt-told".into(),
        })
        (pages)
        @if !unread.is_empty() {
            h2.govuk-heading-s { "Could not be read (" (unread.len()) ")" }
            ul.govuk-list { @for one in unread { li { (one) } } }
        }
    })
}

fn unread(id: &str, checked: &Checked, wanted: &Wanted) -> Markup {
    let (listed, pages, count) = paged(id, wanted, checked.unread.iter().collect());
    let rows = listed.into_iter().map(|one| {
        let line = one.line.map(|line| format!(", line {line}")).unwrap_or_default();
        vec![
            html! { (one.file) (line) }.into(),
            one.child.clone().unwrap_or_default().into(),
            html! { strong { (one.column.as_deref().unwrap_or_default()) } " " (one.found) }.into(),
            html! { (one.message) br; span.gt-soft { (one.remedy) } }.into(),
        ]
    });
    html! {
        h1.govuk-heading-l { "Could not be read" }
        (BoardTable {
            caption: many(count, "place", "places"),
            columns: vec!["File".into(), "Child".into(), "Column and value".into(), "What is wrong, and what to do".into()],
            rows: rows.collect(),
            empty: "Everything could be read.".into(),
            classes: "gt-told".into(),
        })
        (pages)
    }
}

fn take_away(id: &str, held_until: Moment, csrf: &str) -> Markup {
    html! {
        h2.govuk-heading-s { "Take it away" }
        p.govuk-body {
            @for (place, (ending, words)) in [("xlsx", "Workbook"), ("csv", "CSV"), ("json", "JSON"), ("html", "Page")].into_iter().enumerate() {
                @if place > 0 { ", " }
                a.govuk-link href={ "/checks/" (id) "/findings/" (ending) } download { (words) }
            }
        }
        p.govuk-body.gt-soft { "Held in memory, for you alone, until " (held_until) ". The files themselves are gone." }
        form method="post" action={ "/checks/" (id) "/forget" } {
            input type="hidden" name="csrf" value=(csrf);
            (Button::secondary("Let go of it now"))
        }
        p.govuk-body { a.govuk-link href="/checks" { "Check other files" } }
    }
}
