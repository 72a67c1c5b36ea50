//! Drawings made on the server: pure functions from plain structs to SVG inside HTML.
//!
//! No drawing carries a script or a `style` attribute; looks come from classes in `draw.css` and from SVG presentation
//! attributes, so a strict content security policy holds. Every drawing is a view of a table that stands beside it:
//! the table is the truth.

pub mod genogram;
mod genogram_layout;
mod genogram_rank;
mod genogram_svg;
mod genogram_table;
#[cfg(test)]
mod genogram_tests;
pub mod timeline;
mod timeline_layout;
mod timeline_table;
#[cfg(test)]
mod timeline_tests;

/// The estimated width in pixels of `text` set in the system font at 14px: as wide as DejaVu Sans, the widest of the
/// fonts that systems come with, so that words which are given this room are never cut.
fn text_width(text: &str) -> i32 {
    let tenths: i32 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '\'' | '|' | 'I' => 42,
            '.' | ',' | ':' | ';' | '!' | '-' => 51,
            'f' | 't' | 'r' | ' ' | '(' | ')' | '/' => 58,
            'm' | 'w' | 'M' | 'W' | '@' | '…' => 142,
            c if c.is_uppercase() => 108,
            c if c.is_ascii() => 90,
            c if c.is_alphabetic() && (c as u32) < 0x2000 => 96,
            _ => 144,
        })
        .sum();
    (tenths + 9) / 10
}

/// `text` cut to `width` pixels, ending with an ellipsis when cut; `None` when not even four letters fit.
fn fit(text: &str, width: i32) -> Option<String> {
    if text_width(text) <= width {
        return Some(text.to_owned());
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if text_width(&kept) + text_width("…") > width {
            kept.pop();
            break;
        }
    }
    let kept = kept.trim_end();
    (kept.chars().count() >= 4).then(|| format!("{kept}…"))
}

/// `text` broken at spaces into at most `lines` lines of `width` pixels; what does not fit ends in an ellipsis.
fn wrap(text: &str, width: i32, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while out.len() < lines && words.peek().is_some() {
        let mut line = String::new();
        if out.len() + 1 == lines {
            line = words.by_ref().collect::<Vec<_>>().join(" ");
        } else {
            while let Some(word) = words.peek() {
                let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
                if !line.is_empty() && text_width(&longer) > width {
                    break;
                }
                line = longer;
                words.next();
            }
        }
        out.push(fit(&line, width).unwrap_or_else(|| "…".to_owned()));
    }
    out
}

/// "a", "a and b", "a, b and c".
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// "1 person", "2 people".
fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_keep_within_their_width() {
        let text =
            "Father: not known, mother asked 3 May 2026 and again at the review in Pneumonoultramicroscopic Street";
        let lines = wrap(text, 140, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| text_width(line) <= 140), "{lines:?}");
        assert!(lines[2].ends_with('…'));
        assert_eq!(wrap("Short", 140, 3), ["Short"]);
        assert!(wrap("", 140, 3).is_empty());
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(count(1, "person", "people"), "1 person");
    }
}
