//! Rules about the text of single files.

use crate::File;

/// No file written by hand is longer than this.
pub const LONGEST: usize = 800;

const BY_HAND: [&str; 8] = [".rs", ".md", ".mjs", ".js", ".css", ".sh", ".toml", ".sql"];

/// Files over [`LONGEST`] lines. `allowed` has lines "path lines" for files that were longer when the rule came; an
/// entry may only become smaller, and goes when the file is short enough.
pub fn too_long(files: &[File], allowed: &str) -> Vec<String> {
    let allowed: Vec<(&str, usize)> = allowed
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.rsplit_once(' '))
        .filter_map(|(path, lines)| Some((path, lines.parse().ok()?)))
        .collect();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| BY_HAND.iter().any(|end| file.path.ends_with(end))) {
        let lines = file.text.lines().count();
        let path = &file.path;
        match allowed.iter().find(|(name, _)| name == path) {
            None if lines > LONGEST => {
                wrong.push(format!("{path} has {lines} lines; split it: {LONGEST} is the most, 150 is a good size"));
            }
            Some((_, most)) if lines > *most => {
                wrong.push(format!("{path} grew from {most} to {lines} lines; split it: it is already over {LONGEST}"));
            }
            Some((_, most)) if lines < *most => {
                let remedy = if lines > LONGEST { format!("lower it to {lines}") } else { "remove it".to_owned() };
                wrong.push(format!("{path} is shorter than its entry in crates/xtask/long-files.txt: {remedy}"));
            }
            _ => {}
        }
    }
    for (path, _) in allowed {
        if !files.iter().any(|file| file.path == path) {
            wrong.push(format!("{path} is gone: remove its entry from crates/xtask/long-files.txt"));
        }
    }
    wrong
}

/// Paths of one person's machine.
pub fn machine_paths(files: &[File]) -> Vec<String> {
    // Written in pieces, so that this file does not find itself.
    let places = [concat!("/wo", "rk/"), concat!("/fa", "rm/")];
    each_line(
        files,
        |_| true,
        |line| {
            places.iter().any(|place| {
                line.match_indices(place).any(|(at, _)| {
                    line[..at]
                        .chars()
                        .next_back()
                        .is_none_or(|before| !before.is_alphanumeric() && !"._-}~".contains(before))
                })
            })
        },
    )
    .map(|at| format!("{at}: a path of one machine; name files from the root of the repository"))
    .collect()
}

/// Work left for later.
pub fn unfinished(files: &[File]) -> Vec<String> {
    let marks = [concat!("to", "do!("), concat!("unimpl", "emented!(")];
    each_line(files, File::is_rust, |line| marks.iter().any(|mark| line.contains(mark)))
        .map(|at| format!("{at}: finish it, or leave it out until it is wanted"))
        .collect()
}

/// Practice and the standards may not branch on a year in the code: what is in force is data with dates.
/// Tests at the end of a file, from `#[cfg(test)]`, are not looked at.
pub fn decided_by_year(files: &[File]) -> Vec<String> {
    let pure = ["crates/practice/src/", "crates/standards/src/", "crates/measures/src/"];
    let bodies: Vec<File> = files
        .iter()
        .filter(|file| file.is_rust() && pure.iter().any(|start| file.path.starts_with(start)))
        .map(|file| File::new(&*file.path, file.text.split("#[cfg(test)]").next().unwrap_or_default()))
        .collect();
    each_line(&bodies, |_| true, compares_year)
        .map(|at| format!("{at}: a year decides here; give the rule, code or clock the dates it is in force instead"))
        .collect()
}

/// `….year() >= 2024` and the like: "year", perhaps called, compared with a number, either way round. Years before
/// 2000 pass: they are checks for dates that nobody can mean.
fn compares_year(line: &str) -> bool {
    const COMPARISONS: [&str; 6] = [">=", "<=", "==", "!=", ">", "<"];
    if line.trim_start().starts_with("//") {
        return false;
    }
    let recent = |digits: &str| digits.parse::<i64>().is_ok_and(|year| year >= 2000);
    let not_digit = |c: char| !c.is_ascii_digit();
    line.match_indices("year").any(|(at, word)| {
        let after = line[at + word.len()..].trim_start_matches("()").trim_start();
        let then = COMPARISONS.iter().find_map(|sign| after.strip_prefix(sign)).is_some_and(|rest| {
            let rest = rest.trim_start();
            recent(&rest[..rest.find(not_digit).unwrap_or(rest.len())])
        });
        // The expression that ends in "year" starts after the last blank: `2024 <= child.born.year()`.
        let start = line[..at].rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |i| i + 1);
        let before = line[..start].trim_end();
        let first = COMPARISONS.iter().find_map(|sign| before.strip_suffix(sign)).is_some_and(|rest| {
            let rest = rest.trim_end();
            recent(&rest[rest.rfind(not_digit).map_or(0, |i| i + 1)..])
        });
        then || first
    })
}

fn each_line<'a>(
    files: &'a [File],
    which: impl Fn(&File) -> bool + 'a,
    wrong: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = String> + 'a {
    files.iter().filter(move |file| which(file)).flat_map(move |file| {
        let found: Vec<String> = file
            .lines()
            .filter(|(_, line)| wrong(line))
            .map(|(number, line)| format!("{}:{number}: `{}`", file.path, line.trim()))
            .collect();
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(count: usize) -> String {
        "x\n".repeat(count)
    }

    #[test]
    fn a_long_file_is_caught() {
        let files = [File::new("a.rs", lines(801)), File::new("b.rs", lines(800)), File::new("c.csv", lines(9000))];
        assert_eq!(too_long(&files, "").len(), 1);
    }

    #[test]
    fn the_list_of_long_files_only_shrinks() {
        assert!(too_long(&[File::new("a.rs", lines(900))], "# why\na.rs 900").is_empty());
        assert!(too_long(&[File::new("a.rs", lines(901))], "a.rs 900")[0].contains("grew from 900 to 901"));
        assert!(too_long(&[File::new("a.rs", lines(850))], "a.rs 900")[0].contains("lower it to 850"));
        assert!(too_long(&[File::new("a.rs", lines(100))], "a.rs 900")[0].contains("remove it"));
        assert!(too_long(&[], "a.rs 900")[0].contains("is gone"));
    }

    #[test]
    fn a_path_of_one_machine_is_caught() {
        let bad = [concat!("see /wo", "rk/notes.md"), concat!("\"/fa", "rm/x\""), concat!("file:///wo", "rk/x")];
        for text in bad {
            assert_eq!(machine_paths(&[File::new("README.md", text)]).len(), 1, "{text}");
        }
        for text in ["education/work/training", "social work", "https://www.gov.uk/work/apply", "$HOME/.cargo"] {
            assert!(machine_paths(&[File::new("README.md", text)]).is_empty(), "{text}");
        }
    }

    #[test]
    fn unfinished_work_is_caught() {
        let bad = File::new("a.rs", concat!("fn due() { to", "do!() }"));
        assert_eq!(unfinished(&[bad, File::new("b.rs", "/// What is to do")]).len(), 1);
    }

    #[test]
    fn a_decision_by_year_is_caught() {
        let bad = [
            "if date.year() >= 2024 {",
            "if year>=2024 {",
            "match collection_year { y if year == 2019 => 1 }",
            "if 2024 <= child.born.year() {",
            "let old = return_year < 2013;",
        ];
        for line in bad {
            let file = File::new("crates/standards/src/rules.rs", line);
            assert_eq!(decided_by_year(&[file]).len(), 1, "{line}");
        }
        let good = [
            "let years = birthday.year() - born.year();",
            "// if year >= 2024, said the old code",
            "if date.year() < 1900 {",
            "fn year(&self) -> i16 {",
            "Clock::new(1).in_force(\"2013-04-15\"..)",
            "if start.year() == end.year() {",
            "fn f() {}\n#[cfg(test)]\nmod tests { fn t() { assert!(d.year() == 2024) } }",
        ];
        for line in good {
            assert!(decided_by_year(&[File::new("crates/practice/src/clock.rs", line)]).is_empty(), "{line}");
        }
        assert!(decided_by_year(&[File::new("crates/web/src/page.rs", "if year >= 2024 {")]).is_empty());
    }
}
