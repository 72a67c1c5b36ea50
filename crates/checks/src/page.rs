//! Findings as a page that needs nothing but a browser.

use crate::checked::Checked;
use crate::write::found_in_a_line;
use maud::{DOCTYPE, Markup, html};
use std::io::{self, Write};

/// How many findings of one rule, or values that could not be read, a page lists.
const SHOWN: usize = 500;

/// How findings stand on the page.
const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
                     h2{margin:2rem 0 0;font-size:1.2rem}li{overflow-wrap:anywhere}";

/// A page that needs nothing but a browser: its title, its style, and what stands below the title.
pub fn alone(title: &str, style: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (style) }
            }
            body { h1 { (title) } (body) }
        }
    }
}

/// Writes the page.
pub fn write(checked: &Checked, out: &mut impl Write) -> io::Result<()> {
    let title = format!("{}: findings", checked.label);
    let rules: Vec<_> = checked.told.iter().zip(checked.by_rule()).collect();
    let body = html! {
        p { (checked.summary()) }
        ul {
            @for (told, found) in &rules {
                li { a href={ "#" (told.rule) } { (told.rule) } " " (told.words) " " (found.len()) " found." }
            }
        }
        @for (told, found) in &rules {
            h2 id=(told.rule) { (told.rule) " (" (told.severity()) ") " (told.words) }
            p { (told.remedy) }
            ul {
                @for one in found.iter().take(SHOWN) { li { (found_in_a_line(one)) } }
                @if found.len() > SHOWN { li { (found.len() - SHOWN) " more: as csv or xlsx they are all listed." } }
            }
        }
        @if !checked.unread.is_empty() {
            h2 { "Could not be read" }
            ul {
                @for one in checked.unread.iter().take(SHOWN) { li { (one) } }
                @if checked.unread.len() > SHOWN { li { (checked.unread.len() - SHOWN) " more: as csv or xlsx they are all listed." } }
            }
        }
        @if !checked.lacking().is_empty() {
            h2 { "Rules that were not run" }
            ul { @for one in checked.lacking() { li { "For want of " (one.what) ": " (one.rules.join(", ")) } } }
        }
    };
    let page = alone(&title, STYLE, &body);
    out.write_all(page.0.as_bytes())
}
