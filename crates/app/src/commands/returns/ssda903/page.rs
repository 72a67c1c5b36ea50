//! The numbers a return is signed off by, as text and as a page to print.

use checks::alone;
use maud::html;
use standards::ssda903::sign_off::{Group, Line};

fn last(line: &Line) -> String {
    line.last.map(|last| last.to_string()).unwrap_or_default()
}

/// `+3`; empty when there is nothing to compare with.
fn change(line: &Line) -> String {
    let difference = |last: usize| line.this as i64 - last as i64;
    line.last.map(|last| format!("{:+}", difference(last))).unwrap_or_default()
}

/// Lines of text, the numbers under each other.
pub fn text(title: &str, found: &str, groups: &[Group]) -> String {
    let mut out = format!("{title}\n{found}\n");
    for group in groups {
        out += &format!("\n{:<64} {:>9} {:>9} {:>9}\n", group.title, "This year", "Last year", "Change");
        for line in &group.lines {
            out += &format!("  {:<62} {:>9} {:>9} {:>9}\n", line.what, line.this, last(line), change(line));
        }
    }
    out + "\nName:\n\nSigned:\n\nDate:\n"
}

/// How the numbers stand on the page.
const STYLE: &str = "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
                     table{border-collapse:collapse;width:100%;margin:1.5rem 0}caption{font-weight:bold;text-align:left}\
                     th,td{border-bottom:1px solid #b1b4b6;padding:.2rem;text-align:right}\
                     th:first-child{text-align:left;font-weight:normal}tr{break-inside:avoid}";

/// A page that needs nothing but a browser.
pub fn html(title: &str, found: &str, groups: &[Group]) -> String {
    let body = html! {
        p { (found) }
        @for group in groups {
            table {
                caption { (group.title) }
                thead { tr { th scope="col" { "Counted" } th scope="col" { "This year" } th scope="col" { "Last year" } th scope="col" { "Change" } } }
                tbody {
                    @for line in &group.lines {
                        tr { th scope="row" { (line.what) } td { (line.this) } td { (last(line)) } td { (change(line)) } }
                    }
                }
            }
        }
        p { "Name:" } p { "Signed:" } p { "Date:" }
    };
    alone(title, STYLE, &body).into_string()
}
