//! Every kind of record is in the glossary, by the title its users see.

use crate::File;

/// The titles of the kinds of record: the first line of the comment above each `#[derive(.., Record, ..)]`, with the
/// file and line of the derive.
pub fn record_titles(files: &[File]) -> Vec<(String, String)> {
    let mut titles = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && file.path.starts_with("crates/practice/src/")) {
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            let derives = line
                .strip_prefix("#[derive(")
                .and_then(|rest| rest.split(')').next())
                .is_some_and(|names| names.split(',').any(|name| name.trim().rsplit("::").next() == Some("Record")));
            if !derives {
                continue;
            }
            let attached =
                lines[..at].iter().rev().take_while(|above| above.starts_with("///") || above.starts_with("#["));
            let title = attached.filter_map(|above| above.strip_prefix("///")).last().unwrap_or_default();
            titles.push((title.trim().trim_end_matches('.').to_owned(), format!("{}:{}", file.path, at + 1)));
        }
    }
    titles
}

/// Kinds of record without a title, and titles that the glossary does not explain. An entry of the glossary is a line
/// `**Term**: one sentence.`
pub fn unexplained(titles: &[(String, String)], glossary: &str) -> Vec<String> {
    let terms: Vec<String> = glossary
        .lines()
        .filter_map(|line| line.trim_start_matches("- ").strip_prefix("**"))
        .filter_map(|line| Some(line.split_once("**")?.0.trim_end_matches(':').to_lowercase()))
        .collect();
    titles
        .iter()
        .filter_map(|(title, place)| {
            if title.is_empty() {
                Some(format!("{place}: a record needs a title: the first line of its comment"))
            } else if terms.contains(&title.to_lowercase()) {
                None
            } else {
                Some(format!("{place}: add to GLOSSARY.md: **{title}**: what it is, in one sentence."))
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn practice(text: &str) -> Vec<File> {
        vec![File::new("crates/practice/src/protection.rs", text)]
    }

    #[test]
    fn titles_are_read() {
        let text = "/// Strategy discussion\n///\n/// Agencies decide.\n#[derive(Debug, Record)]\nstruct A;\n\
            #[derive(Debug)]\nstruct B;\n/// Visit.\n#[allow(dead_code)]\n#[derive(practice::Record)]\nstruct C;\n";
        let titles: Vec<String> = record_titles(&practice(text)).into_iter().map(|(title, _)| title).collect();
        assert_eq!(titles, ["Strategy discussion", "Visit"]);
    }

    #[test]
    fn a_title_missing_from_the_glossary_is_caught() {
        let titles = record_titles(&practice("/// Strategy discussion\n#[derive(Record)]\nstruct A;"));
        assert_eq!(unexplained(&titles, "**Visit**: a visit.").len(), 1);
        assert!(unexplained(&titles, "**Strategy discussion**: agencies decide together.").is_empty());
    }

    #[test]
    fn a_record_without_a_title_is_caught() {
        let titles = record_titles(&practice("#[derive(Record)]\nstruct A;"));
        assert!(unexplained(&titles, "")[0].contains("needs a title"));
    }
}
