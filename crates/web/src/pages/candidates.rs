//! People who could be meant, each with the reasons in words; and the form that adds somebody new.

use crate::components::{Button, Input, Select, Tag};
use crate::elapsed::{age, born_in_words};
use casework::names::StaffNames;
use casework::people::NewPerson;
use casework::search::Found;
use jiff::civil::Date;
use maud::{Markup, html};
use practice::episode::Stage;
use practice::ids::PersonId;
use practice::matching::{Band, Query, Reason, is_empty, read_born, read_query};
use practice::words::lower_first;

/// What a search was asked, one box or several.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    pub given: String,
    pub family: String,
    pub born: String,
    pub postcode: String,
    pub number: String,
    /// The one box of the header.
    pub q: String,
}

impl Typed {
    /// From a form's pairs.
    pub(super) fn from(pairs: &[(String, String)]) -> Self {
        Self::from_within(pairs, "")
    }

    /// The same from boxes whose names begin with something, inside a form of other answers.
    pub(super) fn from_within(pairs: &[(String, String)], begins: &str) -> Self {
        let value = |wanted: &str| {
            let is = |name: &str| name.strip_prefix(begins) == Some(wanted);
            let found = pairs.iter().find(|(name, _)| is(name)).map_or("", |(_, value)| value.trim());
            found.chars().take(120).collect::<String>()
        };
        Typed {
            given: value("given"),
            family: value("family"),
            born: value("born"),
            postcode: value("postcode"),
            number: value("number"),
            q: value("q"),
        }
    }

    /// As a search reads it; none when nothing was typed that somebody could be found by.
    pub(super) fn query(&self) -> Option<Query> {
        let mut query = read_query(&self.q);
        let numbers = read_query(&self.number);
        let take = |slot: &mut String, typed: &str| {
            if !typed.is_empty() {
                typed.clone_into(slot);
            }
        };
        take(&mut query.given, &self.given);
        take(&mut query.family, &self.family);
        query.born = read_born(&self.born).and_then(|born| born.exact()).or(query.born);
        query.postcode = Some(self.postcode.clone()).filter(|code| !code.is_empty()).or(query.postcode);
        query.nhs_number = numbers.nhs_number.or(query.nhs_number);
        query.upn = numbers.upn.or(query.upn);
        // A given name alone is looked for as a name of any kind.
        if query.family.is_empty() && query.born.is_none() {
            query.family = std::mem::take(&mut query.given);
        }
        (!is_empty(&query)).then_some(query)
    }

    /// What is known of somebody new, as typed.
    pub(super) fn new_person(&self, sex: &str) -> NewPerson {
        let read = read_query(&self.q);
        let or = |typed: &str, read: &str| if typed.is_empty() { read.to_owned() } else { typed.to_owned() };
        NewPerson {
            given: or(&self.given, &read.given),
            family: or(&self.family, &read.family),
            born: read_born(&self.born).or(read.born.map(practice::moment::PartialDate::Day)),
            expected: None,
            sex: if matches!(sex, "M" | "F") { sex.to_owned() } else { "U".to_owned() },
            ..NewPerson::default()
        }
    }
}

/// The people found, best first; unlikely ones folded away when there are better. `action` draws what may be done.
pub(super) fn list(
    found: &[Found],
    today: Date,
    staff: &StaffNames,
    action: &dyn Fn(PersonId, &str) -> Markup,
) -> Markup {
    let better = found.iter().filter(|one| one.matched.band() < Band::Unlikely).count();
    let (shown, folded) = if better > 0 { found.split_at(better) } else { (found, &[][..]) };
    let rows = |found: &[Found]| {
        html! { ol.gt-timeline { @for one in found { (row(one, today, staff, action)) } } }
    };
    html! {
        (rows(shown))
        @if !folded.is_empty() {
            details.govuk-details {
                summary.govuk-details__summary { span.govuk-details__summary-text { "Show " (folded.len()) " less like this" } }
                div.govuk-details__text { (rows(folded)) }
            }
        }
    }
}

fn row(one: &Found, today: Date, staff: &StaffNames, action: &dyn Fn(PersonId, &str) -> Markup) -> Markup {
    let summary = &one.summary;
    let age = age(&summary.born, today);
    let stages: Vec<&str> = summary.stages.iter().filter_map(|stage| Stage::by_name(stage)).map(Stage::label).collect();
    // What was not asked, or is not held, is no reason.
    let says = |reason: &&Reason| reason.points != 0 || !reason.words.contains("not known");
    let reasons: Vec<String> = one.matched.reasons.iter().filter(says).map(|one| lower_first(&one.words)).collect();
    // Every child known to social care has the stage of need; the others say what the work is.
    let need = stages.len() > 1;
    let stages: Vec<&str> = stages.into_iter().filter(|stage| !need || *stage != Stage::Need.label()).collect();
    html! {
        li {
            div.gt-timeline__head {
                (action(summary.person, &summary.name))
                span {
                    "Born " (born_in_words(&summary.born))
                    @if !age.is_empty() { " (" (age) ")" }
                }
                @if one.matched.band() < Band::Unlikely {
                    (Tag::new(one.matched.band().to_string(), if one.matched.band() == Band::Certain { "green" } else { "grey" }))
                }
            }
            p class="govuk-body govuk-!-margin-bottom-0" {
                @if let Some(home) = summary.detail["home"].as_str() { (home) ". " }
                @if stages.is_empty() { "Nothing open. " } @else { "Open: " (stages.join(", ")) ". " }
                @if let Some(worker) = &summary.worker { (staff.worker(worker)) ". " }
                @if !reasons.is_empty() { span.gt-soft { "Why: " (reasons.join("; ")) "." } }
            }
        }
    }
}

/// The boxes that add somebody new, holding what was searched for. `prefix` keeps ids apart on one page.
pub(super) fn new_person_boxes(typed: &Typed, prefix: &str) -> Markup {
    let new = typed.new_person("");
    let born = new.born.map(|born| born.to_string()).unwrap_or_else(|| typed.born.clone());
    let input = |name: &str, label: &str, value: String| Input {
        id: format!("{prefix}{name}"),
        value: Some(value),
        autocomplete: "off".into(),
        spellcheck: Some(false),
        ..Input::new(name, label)
    };
    html! {
        div.gt-inline {
            (input("given", "Given names", new.given))
            (input("family", "Family name", new.family))
            (input("born", "Date of birth", born))
            (Select {
                id: format!("{prefix}sex"),
                ..Select::new("sex", "Sex", [("U", "Not known"), ("F", "Female"), ("M", "Male")], "U")
            })
            (Button::secondary("Add a new person"))
        }
    }
}

/// The boxes of a small search. `prefix` keeps ids apart on one page.
pub(super) fn search_boxes(typed: &Typed, prefix: &str) -> Markup {
    search_boxes_within(typed, prefix, "")
}

/// The same inside a form of other answers, with names that begin with something.
pub(super) fn search_boxes_within(typed: &Typed, prefix: &str, begins: &str) -> Markup {
    let input = |name: &str, label: &str, value: &str| Input {
        id: format!("{prefix}{name}"),
        value: Some(value.to_owned()),
        autocomplete: "off".into(),
        spellcheck: Some(false),
        ..Input::new(format!("{begins}{name}"), label)
    };
    html! {
        (input("given", "Given name", &typed.given))
        (input("family", "Family name", &typed.family))
        (input("born", "Date of birth", &typed.born))
        (input("postcode", "Postcode", &typed.postcode))
    }
}

/// Made-up people found, for samples of pages.
pub(super) fn sample() -> Vec<Found> {
    use super::contact::sample_child;
    use practice::matching::{Match, Reason};
    let reason = |words: &str, points: i16| Reason { words: words.into(), points };
    let one = |number: u128, name: &str, score: u8, reasons: Vec<Reason>| Found {
        summary: sample_child(number, name, "2015-06-04"),
        matched: Match { score, reasons },
    };
    vec![
        one(
            1,
            "Ava Brook",
            97,
            vec![
                reason("Surname the same (Brook)", 25),
                reason("Given name the same (Ava)", 25),
                reason("Born on the same day", 35),
                reason("Postcode the same", 12),
            ],
        ),
        one(
            2,
            "Eva Brooke",
            71,
            vec![reason("Surname sounds the same (Brook, Brooke)", 20), reason("Born on the same day", 35)],
        ),
        one(3, "Ada Brook", 20, vec![reason("Surname the same (Brook)", 25), reason("Date of birth different", -20)]),
    ]
}
