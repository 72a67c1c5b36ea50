//! Earlier concern, as the contact's page and the contact's form both show it.

use crate::components::{InsetText, Tag};
use casework::concerns::{EarlierConcern, EarlierContact};
use maud::{Markup, html};
use practice::episode::Stage;
use practice::moment::Moment;
use std::collections::BTreeMap;

/// As many earlier contacts as are shown open; the rest are one press away, for a file with a hundred of them.
const OPEN: usize = 5;

/// Earlier contacts on these children, their brothers and sisters and their address, and what is open now.
pub(super) fn concern_view(concern: &EarlierConcern, heading: &str) -> Markup {
    let count = concern.in_twelve_months;
    let (first, rest) = concern.contacts.split_at(concern.contacts.len().min(OPEN));
    html! {
        section aria-labelledby="earlier" {
            h2.govuk-heading-m id="earlier" { (heading) }
            @if concern.contacts.is_empty() && concern.open.is_empty() {
                p.govuk-body { "No earlier contact is recorded for these children, their brothers and sisters, or their address. Nothing is open." }
            } @else {
                p.govuk-body {
                    strong { (count) " earlier contact" @if count != 1 { "s" } " in the 12 months before" }
                    ", " (concern.contacts.len()) " in all."
                }
                (open_now(concern))
                @if !first.is_empty() { (list(first)) }
                @if !rest.is_empty() {
                    details.govuk-details {
                        summary.govuk-details__summary { span.govuk-details__summary-text { "Show " (rest.len()) " more" } }
                        div.govuk-details__text { (list(rest)) }
                    }
                }
            }
        }
    }
}

/// "Open now: Leo Marsh: Assessment".
fn open_now(concern: &EarlierConcern) -> Markup {
    let mut by_child: BTreeMap<_, (&str, Vec<&str>)> = BTreeMap::new();
    for (person, name, stage) in &concern.open {
        let label = Stage::by_name(stage).map_or(stage.as_str(), |stage| stage.label());
        by_child.entry(*person).or_insert_with(|| (name, Vec::new())).1.push(label);
    }
    html! {
        @if by_child.is_empty() {
            p.govuk-body { "Nothing else is open now for these children or their brothers and sisters." }
        } @else {
            (InsetText::new(html! {
                strong { "Open now" }
                ul class="govuk-list govuk-!-margin-bottom-0" {
                    @for (person, (name, stages)) in &by_child {
                        li { a.govuk-link href={ "/children/" (person) } { (name) } ": " (stages.join(", ")) }
                    }
                }
            }))
        }
    }
}

fn list(contacts: &[EarlierContact]) -> Markup {
    html! {
        ol.gt-timeline {
            @for one in contacts {
                li {
                    div.gt-timeline__head {
                        h3.govuk-heading-s { a.govuk-link href={ "/contacts/" (one.contact) } { (one.received) } }
                        (Tag::new(one.because.label(), "grey"))
                        span { (one.source) }
                    }
                    p class="govuk-body govuk-!-margin-bottom-1" { (one.concern) }
                    p class="govuk-body govuk-!-margin-bottom-0" {
                        (names(one)) ". "
                        @match &one.decided {
                            Some(decided) => { "Decided: " strong { (decided) } },
                            None => { strong { "Not decided yet" } },
                        }
                    }
                }
            }
        }
    }
}

fn names(contact: &EarlierContact) -> String {
    contact.children.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Made-up earlier concern, for samples of pages.
pub(super) fn sample(contacts: u8) -> EarlierConcern {
    use casework::concerns::Because;
    use practice::ids::{PersonId, RecordId};
    let person = PersonId(uuid::Uuid::from_u128(1));
    let one = |number: u8| EarlierContact {
        contact: RecordId(uuid::Uuid::from_u128(u128::from(number) + 100)),
        received: Moment::at(jiff::civil::date(2026, 11, 2).saturating_sub(jiff::Span::new().weeks(number)), 14, 5),
        source: "Schools".into(),
        concern: "Came in without lunch again and fell asleep in class; says nobody was up at home.".into(),
        children: vec![(person, "Ava Brook".into()), (person, "Leo Marsh".into())],
        because: [Because::SameChild, Because::Sibling, Because::SameAddress][usize::from(number % 3)],
        decided: (number > 0).then(|| "No further action".to_owned()),
    };
    let contacts: Vec<EarlierContact> = (0..contacts).map(one).collect();
    let open =
        if contacts.is_empty() { vec![] } else { vec![(person, "Leo Marsh".to_owned(), "assessment".to_owned())] };
    EarlierConcern { in_twelve_months: contacts.len(), contacts, open }
}
