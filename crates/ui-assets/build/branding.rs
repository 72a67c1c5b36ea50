//! Takes out of govuk-frontend what only services on GOV.UK may use: the GDS Transport typeface, the crest, the crown.

/// The stylesheet without its typeface and crest, in the reader's own system typeface.
pub fn strip_css(css: &str) -> String {
    let css = strip_source_map(&strip_blocks(css, "@font-face{", "}"));
    let css = strip_blocks(&css, "/*!", "*/");
    css.replace("GDS Transport,arial,sans-serif", "var(--typeface)")
        .replace("GDS Transport,", "")
        .replace("url(/assets/images/govuk-crest.svg)", "none")
}

/// The text up to its source map comment: the map is not served.
pub fn strip_source_map(text: &str) -> String {
    let end = ["/*# sourceMappingURL", "//# sourceMappingURL"].iter().filter_map(|mark| text.find(mark)).min();
    text[..end.unwrap_or(text.len())].trim_end().to_owned()
}

/// Removes every stretch from `start` to the next `end`, both included.
fn strip_blocks(text: &str, start: &str, end: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(start) {
        kept.push_str(&rest[..at]);
        let after = &rest[at + start.len()..];
        rest = after.find(end).map_or("", |to| &after[to + end.len()..]);
    }
    kept.push_str(rest);
    kept
}
