//! A page of stories, read: headings, and the two tables under each.

/// One story: what was recorded, and what is expected of it.
pub struct Story {
    /// The page it is on: `stories/front_door.md`.
    pub file: String,
    /// Its heading.
    pub heading: String,
    /// What was recorded, in order.
    pub recorded: Vec<Row>,
    /// What is expected.
    pub expected: Vec<Row>,
}

/// One row of a table: its line in the file, and its cells by column in lower case.
pub struct Row {
    pub line: usize,
    cells: Vec<(String, String)>,
}

impl Row {
    /// What a column holds; empty when the table has no such column.
    pub fn get(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, cell)| cell)
    }
}

const RECORDED: [&str; 5] = ["when", "record", "child", "what", "known"];

/// Every story of a page, or the first thing wrong with how it is written. The columns are those a table of what is
/// expected may have.
pub fn read(file: &str, text: &str, expected: &[&str]) -> Result<Vec<Story>, String> {
    let mut stories: Vec<Story> = Vec::new();
    let mut header: Option<Vec<String>> = None;
    for (index, text) in text.lines().enumerate() {
        let (line, text) = (index + 1, text.trim());
        if let Some(heading) = text.strip_prefix("## ") {
            let heading = heading.trim().to_owned();
            if stories.iter().any(|story| story.heading == heading) {
                return Err(format!("{file}:{line}: another story has the heading “{heading}”: give each its own"));
            }
            stories.push(Story { file: file.to_owned(), heading, recorded: Vec::new(), expected: Vec::new() });
        }
        let Some(cells) = text.strip_prefix('|') else {
            header = None;
            continue;
        };
        let cells: Vec<String> =
            cells.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect();
        let Some(story) = stories.last_mut() else {
            return Err(format!("{file}:{line}: a table before any story: start one with `## What happens`"));
        };
        match &header {
            None => {
                let names: Vec<String> = cells.iter().map(|cell| cell.to_lowercase()).collect();
                let allowed: &[&str] = match names.first().map(String::as_str) {
                    Some("when") => &RECORDED,
                    Some("on") => expected,
                    _ => return Err(format!("{file}:{line}: a table starts with the column When or the column On")),
                };
                if let Some(name) = names.iter().find(|name| !allowed.contains(&name.as_str())) {
                    return Err(format!("{file}:{line}: no column is called {name}; there are {}", allowed.join(", ")));
                }
                header = Some(names);
            }
            Some(_) if cells.iter().all(|cell| cell.chars().all(|c| "-: ".contains(c)) && !cell.is_empty()) => {}
            Some(names) if names.len() != cells.len() => {
                return Err(format!("{file}:{line}: {} cells under {} columns", cells.len(), names.len()));
            }
            Some(names) => {
                let table = if names[0] == "when" { &mut story.recorded } else { &mut story.expected };
                table.push(Row { line, cells: names.iter().cloned().zip(cells).collect() });
            }
        }
    }
    match stories.iter().find(|story| story.recorded.is_empty() || story.expected.is_empty()) {
        Some(story) => {
            Err(format!("{file}: “{}” needs a table of what was recorded and one of what is expected", story.heading))
        }
        None if stories.is_empty() => Err(format!("{file}: no stories: start one with `## What happens`")),
        None => Ok(stories),
    }
}
