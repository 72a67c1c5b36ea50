//! The name a file came with: kept as a description, never used as a path.

/// No name is longer, in letters.
const LONGEST: usize = 120;

/// A name made plain: no path, no control or invisible letters, nothing that a shell or a header would read.
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain = |c: char| c.is_alphanumeric() || " -_.,()'&+’–".contains(c);
    let words: String = last.chars().map(|c| if plain(c) { c } else { ' ' }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.trim_matches(['.', ' ']).chars().take(LONGEST).collect();
    if words.is_empty() { "document".to_owned() } else { words.trim_end().to_owned() }
}

/// The name a file is given when it is taken away: its own, with the ending of what it is.
pub fn for_taking_away(name: &str, ending: &str) -> String {
    let clean = clean(name);
    let stem = match clean.rsplit_once('.') {
        Some((stem, old)) if old.len() <= 5 && !stem.is_empty() => stem,
        _ => clean.as_str(),
    };
    format!("{}.{ending}", stem.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_words_and_no_path() {
        assert_eq!(clean("../../etc/passwd"), "passwd");
        assert_eq!(clean("C:\\Users\\may\\Letter to Mr Cole.docx"), "Letter to Mr Cole.docx");
        assert_eq!(clean("a\u{202E}fdp.exe"), "a fdp.exe");
        assert_eq!(clean("x\r\nSet-Cookie: a=b\".pdf"), "x Set-Cookie a b .pdf");
        assert_eq!(clean("…"), "document");
        assert_eq!(clean(&"é".repeat(500)).chars().count(), LONGEST);
    }

    #[test]
    fn a_file_is_taken_away_under_the_ending_of_what_it_is() {
        assert_eq!(for_taking_away("letter.docm", "docx"), "letter.docx");
        assert_eq!(for_taking_away("report v1.2 final", "pdf"), "report v1.2 final.pdf");
        assert_eq!(for_taking_away(".bashrc", "txt"), "bashrc.txt");
    }
}
