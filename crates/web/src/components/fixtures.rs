//! Every component against the worked examples that come with GOV.UK Frontend: the same options must give the same
//! HTML, whatever the order of attributes and classes and the white space between tags.

mod content;
mod forms;
mod html;
mod navigation;
mod options;
mod reviewed;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use maud::Markup;
use serde_json::Value;

use self::options::Options;
use self::reviewed::{SKIPPED, SKIPPED_EXAMPLES};

type Convert = fn(&Options) -> Markup;

/// Each component, how many of its examples are compared, and how an example's options fill in our struct.
const COMPONENTS: &[(&str, usize, Convert)] = &[
    ("back-link", 7, navigation::back_link),
    ("breadcrumbs", 12, navigation::breadcrumbs),
    ("button", 38, content::button),
    ("character-count", 31, forms::character_count),
    ("checkboxes", 41, forms::checkboxes),
    ("date-input", 50, forms::date_input),
    ("details", 10, content::details),
    ("error-message", 9, content::error_message),
    ("error-summary", 19, content::error_summary),
    ("fieldset", 18, forms::fieldset_alone),
    ("hint", 6, content::hint),
    ("input", 45, forms::input),
    ("inset-text", 6, content::inset_text),
    ("label", 17, forms::label_alone),
    ("notification-banner", 21, content::notification_banner),
    ("pagination", 15, navigation::pagination),
    ("panel", 19, content::panel),
    ("radios", 42, forms::radios),
    ("select", 19, forms::select),
    ("skip-link", 9, navigation::skip_link),
    ("summary-list", 30, content::summary_list),
    ("table", 21, content::table),
    ("tabs", 14, navigation::tabs),
    ("tag", 12, content::tag),
    ("task-list", 10, content::task_list),
    ("textarea", 18, forms::textarea),
    ("warning-text", 8, content::warning_text),
];

fn examples(component: &str) -> Vec<Value> {
    let path = Path::new(ui_assets::FIXTURES_DIR).join(component).join("fixtures.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: Value = serde_json::from_str(&text).expect("JSON");
    file["fixtures"].as_array().expect("a list of examples").clone()
}

#[test]
fn components_give_the_html_of_their_examples() {
    let mut faults = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> = SKIPPED.iter().map(|(component, key, _)| (*component, *key)).collect();
    let (mut compared_in_all, mut skipped_in_all) = (0, 0);
    for &(component, expected, convert) in COMPONENTS {
        let (mut compared, mut skipped) = (0, 0);
        for example in examples(component) {
            let name = example["name"].as_str().unwrap_or("?");
            if SKIPPED_EXAMPLES.iter().any(|(of, skip, _)| *of == component && *skip == name) {
                skipped += 1;
                continue;
            }
            let read = RefCell::new(BTreeSet::new());
            let ours = convert(&Options::new(&example["options"], &read));
            let unread = options::unread(&example["options"], &read.borrow());
            if !unread.is_empty() {
                skipped += 1;
                for key in unread {
                    match SKIPPED.iter().find(|(of, skip, _)| *of == component && *skip == key) {
                        Some((of, skip, _)) => drop(unused.remove(&(*of, *skip))),
                        None => faults.push(format!("{component}: {name}: option {key} is neither used nor reviewed")),
                    }
                }
                continue;
            }
            compared += 1;
            let theirs = html::tokens(example["html"].as_str().expect("HTML"));
            let ours = html::tokens(&ours.into_string());
            if ours != theirs {
                let at = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
                let (a, b) = (ours.get(at), theirs.get(at));
                faults.push(format!("{component}: {name}\n   ours   {a:?}\n   theirs {b:?}"));
            }
        }
        println!("{component:20} {compared:3} compared, {skipped:2} skipped");
        if compared != expected {
            faults.push(format!("{component}: {compared} examples compared, not {expected}"));
        }
        compared_in_all += compared;
        skipped_in_all += skipped;
    }
    println!("{:20} {compared_in_all:3} compared, {skipped_in_all:2} skipped", "all");
    faults.extend(unused.iter().map(|(of, key)| format!("{of}: {key} is on the reviewed list, but no example has it")));
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_comparison_notices_each_kind_of_difference() {
    let right = html::tokens(r#"<a class="b c" href="/x?a=1&amp;b=2">Go <b>on</b></a>"#);
    assert_eq!(right, html::tokens("<a href='/x?a=1&b=2'\n class=\"c b\">\n Go <b>on</b>\n</a>"));
    let wrong = [
        r#"<a class="b" href="/x?a=1&amp;b=2">Go <b>on</b></a>"#,
        r#"<a class="b c" href="/x">Go <b>on</b></a>"#,
        r#"<a class="b c" href="/x?a=1&amp;b=2" role="button">Go <b>on</b></a>"#,
        r#"<a class="b c" href="/x?a=1&amp;b=2">Gone <b>on</b></a>"#,
        r#"<a class="b c" href="/x?a=1&amp;b=2">Go on</a>"#,
        r#"<a class="b c" href="/x?a=1&amp;b=2">Go <b>on</b></a><br>"#,
    ];
    for twin in wrong {
        assert_ne!(right, html::tokens(twin), "{twin}");
    }
}
