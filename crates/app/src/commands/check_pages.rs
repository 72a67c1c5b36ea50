//! `check-pages`: every page in every state, as files.

use crate::failure::{Failure, Outcome, file};
use clap::Args;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Draw every page in every state from made-up data, and check it
///
/// Writes one HTML file for each and checks that ids are not used twice, that every label and description leads to
/// something on the page, and that there is no script or style in the page itself. Ends with 1 when a page fails.
#[derive(Args, Debug)]
pub struct CheckPages {
    /// Write the pages into this directory
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

impl CheckPages {
    /// Does it.
    pub fn run(&self) -> Outcome {
        std::fs::create_dir_all(&self.out).map_err(file("make the directory", &self.out))?;
        let (mut wrong, mut names) = (Vec::new(), BTreeSet::new());
        let samples = web::pages::samples();
        for sample in &samples {
            let html = sample.markup.0.as_str();
            let path = self.out.join(format!("{}.html", sample.name));
            std::fs::write(&path, html).map_err(file("write", &path))?;
            let again = (!names.insert(sample.name)).then(|| "another page has this name".to_owned());
            wrong.extend(faults(html).into_iter().chain(again).map(|fault| format!("{}: {fault}", sample.name)));
        }
        if wrong.is_empty() {
            println!("{} pages drawn in {}.", samples.len(), self.out.display());
            return Ok(());
        }
        Err(Failure::new(wrong.join("\n"), "Put the pages right in crates/web/src/pages, then run this again."))
    }
}

/// What is wrong with a page.
pub fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut ids, mut wanted) = (BTreeSet::new(), Vec::new());
    for tag in tags(html) {
        let name: &str = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        for (attribute, value) in attributes(tag) {
            match attribute {
                "id" if !ids.insert(value) => faults.push(format!("the id `{value}` is used twice")),
                "for" | "aria-describedby" | "aria-labelledby" | "aria-controls" => {
                    wanted.extend(value.split_whitespace().map(|id| (attribute, id)));
                }
                "style" => faults.push(format!("<{name}> has a style of its own")),
                _ if attribute.starts_with("on") => faults.push(format!("<{name}> has a script in `{attribute}`")),
                _ => {}
            }
        }
        if name == "style" || (name == "script" && !attributes(tag).any(|(attribute, _)| attribute == "src")) {
            faults.push(format!("there is a <{name}> in the page"));
        }
        if name == "img" && !attributes(tag).any(|(attribute, _)| attribute == "alt") {
            faults.push("a picture has no words in its place".to_owned());
        }
    }
    let lost = wanted.into_iter().filter(|(_, id)| !ids.contains(id));
    faults.extend(lost.map(|(attribute, id)| format!("`{attribute}` leads to `{id}`, which is not on the page")));
    faults
}

/// The opening tags of a page, without their brackets.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())).filter_map(|rest| {
        let (mut quoted, mut end) = (false, None);
        for (index, letter) in rest.char_indices() {
            match letter {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = Some(index);
                    break;
                }
                _ => {}
            }
        }
        end.map(|end| &rest[..end])
    })
}

/// The attributes of a tag that have a value.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once("=\"")?;
        let (value, left) = after.split_once('"')?;
        rest = left;
        let name = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_form_is_right() {
        let html = r#"<label for="a">A</label><input id="a" aria-describedby="h"><p id="h">x > y</p>"#;
        assert_eq!(faults(html), Vec::<String>::new());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let html = r#"<p id="a" style="x"></p><p id="a"></p><label for="b">B</label><script>1</script><img src="x">"#;
        let found = faults(html).join("; ");
        for words in ["`a` is used twice", "style of its own", "`for` leads to `b`", "<script> in the page", "picture"]
        {
            assert!(found.contains(words), "{words} in {found}");
        }
    }
}
