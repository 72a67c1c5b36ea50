//! Findings as a page that needs nothing but a browser.

use super::findings::{Checked, told};
use maud::{DOCTYPE, html};
use std::io::{self, Write};

/// How many findings of one rule, or values that could not be read, a page lists.
const SHOWN: usize = 500;

/// Writes the page.
pub fn write(checked: &Checked, out: &mut impl Write) -> io::Result<()> {
    let title = format!("{}: findings", checked.file.display());
    let rules = checked.by_rule();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
                    h2{margin:2rem 0 0;font-size:1.2rem}li{overflow-wrap:anywhere}" }
            }
            body {
                h1 { (title) }
                p { (checked.summary()) }
                ul {
                    @for findings in &rules {
                        li { a href={ "#" (findings[0].rule) } { (findings[0].rule) } " " (findings[0].words) " " (findings.len()) " found." }
                    }
                }
                @for findings in &rules {
                    h2 id=(findings[0].rule) { (findings[0].rule) " (" (findings[0].severity.word()) ") " (findings[0].words) }
                    p { (findings[0].remedy) }
                    ul {
                        @for finding in findings.iter().take(SHOWN) { li { (told(finding)) } }
                        @if findings.len() > SHOWN { li { (findings.len() - SHOWN) " more: as csv or xlsx they are all listed." } }
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
                    ul { @for (lacks, rules) in checked.lacking() { li { "For want of " (lacks) ": " (rules.join(", ")) } } }
                }
            }
        }
    };
    out.write_all(page.0.as_bytes())
}
