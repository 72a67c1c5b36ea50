//! The components on one page, with invented people, to look at and to test.

use maud::{Markup, html};

use super::*;

/// Every component a page is likely to use, filled in.
pub fn gallery() -> Markup {
    html! {
        (board())
        (work())
        (form())
        (record())
        (messages())
    }
}

fn board() -> Markup {
    let names = ["Ava Brook", "Rowan Hale", "Isla and Noah Fenn", "Kit Marsh", "Theo Lane", "Baby Orchard"];
    let row = |(index, name): (usize, &&str)| -> Vec<Content> {
        vec![
            row_link(&format!("/contacts/{index}"), name).into(),
            format!("9:{:02}am", 10 + index).into(),
            ["Police", "School", "Health visitor"][index % 3].into(),
            if index == 0 {
                html! { span.gt-late { "1 hour late" } }.into()
            } else {
                format!("{} hours left", index + 1).into()
            },
            if index % 2 == 0 { "Priya Shah".into() } else { "Nobody yet".into() },
            html! {
                (Tag::new(if index % 2 == 0 { "Being screened" } else { "New" }, if index % 2 == 0 { "" } else { "yellow" }))
            }
            .into(),
        ]
    };
    let columns = ["Child", "Received", "From", "Decision", "With", "State"].map(Column::from).to_vec();
    html! {
        (LiveBar { updated: "09:42:10".into(), href: "/board".into() })
        section #board data-live="/board/events" data-live-noun="new contact" {
            (BoardTable {
                caption: "Decision due today".into(),
                columns: columns.clone(),
                rows: names.iter().enumerate().map(row).collect(),
                empty: String::new(),
                classes: String::new(),
            })
            (BoardTable {
                caption: "Decision due tomorrow".into(),
                columns,
                rows: Vec::new(),
                empty: "No contacts are due tomorrow.".into(),
                classes: String::new(),
            })
        }
        (Pagination::of(3, 9, |page| format!("/board?page={page}")))
    }
}

fn work() -> Markup {
    let item = |what: &str, when: &str, late: bool, rule: &str| WorkItem {
        what: what.into(),
        href: "/forms/visit".into(),
        when: when.into(),
        late,
        rule: rule.into(),
        aside: Content::default(),
    };
    let overdue = vec![item("Visit Ava Brook", "Due 3 June 2026, 2 working days late", true, "child protection plan")];
    let tag = html! { (Tag::new("With the police", "grey")) };
    let week = vec![
        item("Write the assessment for Rowan Hale", "Due 12 June 2026, 6 working days left", false, "45 working days"),
        WorkItem {
            aside: tag.into(),
            ..item("Hold the strategy discussion for Kit Marsh", "Due 9 June 2026", false, "")
        },
    ];
    let task = |title: &str, status: Markup| Task {
        title: title.into(),
        href: "/conference".into(),
        status: status.into(),
        ..Task::default()
    };
    html! {
        (WorkList { heading: "Overdue".into(), items: overdue, empty: String::new() })
        (WorkList { heading: "This week".into(), items: week, empty: String::new() })
        (WorkList { heading: "Waiting on others".into(), items: Vec::new(), empty: "Nothing is waiting.".into() })
        h2.govuk-heading-m { "Before the conference" }
        (TaskList {
            items: vec![
                task("Share the report with the family", html! { "Completed" }),
                Task { hint: Some("Ask each child first".into()), ..task("Write down each child's view", html! { (Tag::new("Not started", "")) }) },
            ],
            ..TaskList::default()
        })
    }
}

fn form() -> Markup {
    let reason = Textarea::new("not_alone_reason", "Why not?");
    let alone = vec![
        Choice::new("yes", "Yes"),
        Choice { conditional: Some(html! { (reason) }), ..Choice::new("no", "No").checked(true) },
        Choice::divider("or"),
        Choice { hint: Some("Such as a baby asleep".into()), ..Choice::new("not_asked", "It was not possible to ask") },
    ];
    let present = vec![
        Choice::new("mother", "Dana Brook, mother"),
        Choice {
            conditional: Some(html! { (Input::new("other_name", "Who?")) }),
            ..Choice::new("other", "Somebody else")
        },
        Choice::divider("or"),
        Choice { behaviour: "exclusive".into(), ..Choice::new("none", "Nobody else") },
    ];
    html! {
        (ErrorSummary {
            disable_auto_focus: Some(true),
            ..ErrorSummary::new([("Enter the day of the visit", "visited-day".to_owned())])
        })
        form method="post" action="/visits" data-draft="/drafts/1" data-base="3" novalidate {
            (DraftStatus { saved: "10:04".into() })
            (DateInput {
                hint: Some("For example, 4 6 2026".into()),
                error: Some("Enter the day of the visit".into()),
                ..DateInput::new("visited", "When did you visit?", ["", "6", "2026"])
            })
            (Radios::new("alone", "Did you see Ava alone?", alone))
            (Radios {
                classes: "govuk-radios--inline".into(),
                ..Radios::new("seen", "Was Ava seen?", vec![Choice::new("yes", "Yes"), Choice::new("no", "No")])
            })
            (Checkboxes::new("present", "Who else was there?", present))
            (Select::new("place", "Where?", [("home", "At home"), ("school", "At school")], "school"))
            (Input { suffix: Some(Affix { text: "minutes".into(), ..Affix::default() }), classes: "govuk-input--width-4".into(), ..Input::new("minutes", "How long did it take?") })
            (CharacterCount {
                textarea: Textarea { hint: Some("As close to Ava's own words as you can".into()), ..Textarea::new("words", "What did Ava say?") },
                max_words: Some(400),
                ..CharacterCount::default()
            })
            div.gt-actions { (Button::new("Finish")) (Button::secondary("Save and stay")) a.govuk-link href="/work" { "Leave" } }
        }
        (Conflict {
            can_join: true,
            id: "impact".into(),
            question: "What does it mean for Ava?".into(),
            yours: Answer { who: "You".into(), when: "10:04am".into(), words: "Ava was calmer than last week, and showed me her drawings.".into() },
            theirs: Answer { who: "Sam Okoro".into(), when: "10:05am".into(), words: "Ava was quiet. She said she had not slept.".into() },
            name: "keep".into(),
        })
    }
}

fn record() -> Markup {
    let entry = |heading: &str, when: &str, by: &str, words: &str| TimelineEntry {
        heading: heading.into(),
        when: when.into(),
        by: by.into(),
        content: html! { p.govuk-body { (words) } }.into(),
    };
    html! {
        div.gt-columns {
            (SummaryList::new([
                SummaryRow::new("Last seen", "4 June 2026 at 9:32am").action("Change", "/visits/9", "when Ava was last seen"),
                SummaryRow::new("Seen alone", "Yes"),
                SummaryRow::new("Risk assessment", "No risk assessment recorded"),
            ]).in_card("Safety"))
            (InsetText::new("\u{201c}I want to stay at my school.\u{201d} Ava, 4 June 2026"))
        }
        (Timeline { entries: vec![
            entry("Home visit", "4 June 2026 at 9:32am", "Priya Shah", "Ava was seen alone in her room."),
            entry("Phone call from school", "2 June 2026", "Sam Okoro", "Ava came in without lunch."),
        ] })
        (scroll_region("Attendance by term", &html! {
            (Table {
                caption: "Attendance".into(),
                caption_classes: "govuk-table__caption--m".into(),
                head: vec!["Term".into(), Cell::number("Sessions"), Cell::number("Missed")],
                rows: vec![vec!["Autumn".into(), Cell::number(140), Cell::number(6)], vec!["Spring".into(), Cell::number(120), Cell::number(11)]],
                first_cell_is_header: true,
                ..Table::default()
            })
        }))
        (Details::new("Who has looked at this file", html! { p { "Three people since 1 June 2026." } }))
        (Tabs { items: vec![
            Tab { label: "Mine".into(), id: "mine".into(), panel: "Twelve children".into(), ..Tab::default() },
            Tab { label: "Team".into(), id: "team".into(), panel: "Ninety children".into(), ..Tab::default() },
        ], ..Tabs::default() })
    }
}

fn messages() -> Markup {
    html! {
        (NotificationBanner { text: "Two records of Ava's have different dates of birth.".into(), ..NotificationBanner::default() })
        (WarningText::new("This letter shows an address that is kept from the father."))
        (Panel {
            title: "Visit recorded for tomorrow?".into(),
            heading_level: Some(2),
            content: "You gave 5 June 2026, which is tomorrow.".into(),
            interruption: true,
            actions: Some(PanelActions {
                items: vec![
                    PanelAction { text: "Yes, it is planned".into(), kind: "submit".into(), ..PanelAction::default() },
                    PanelAction { text: "Change the date".into(), href: "/visits/9".into(), ..PanelAction::default() },
                ],
                ..PanelActions::default()
            }),
            ..Panel::default()
        })
        (Panel { title: "Visit recorded".into(), heading_level: Some(2), ..Panel::default() })
        (Breadcrumbs { items: vec![
            Crumb { text: "Performance".into(), href: "/performance".into(), ..Crumb::default() },
            Crumb { text: "Visits".into(), ..Crumb::default() },
        ], ..Breadcrumbs::default() })
    }
}
