//! A page of stories, read.

/// One story: what is recorded, and what a measure then says.
pub struct Story {
    pub line: usize,
    /// The measure's id.
    pub id: String,
    /// Its name, as the heading has it.
    pub name: String,
    pub facts: Vec<Fact>,
    pub expected: Vec<Expected>,
}

/// One row of a table.
#[derive(Clone)]
pub struct Fact {
    pub line: usize,
    pub table: String,
    pub child: String,
    /// `field: value` pairs.
    pub what: Vec<(String, String)>,
}

/// What the measure says on a day.
pub struct Expected {
    pub line: usize,
    pub on: String,
    pub value: String,
    pub counted: String,
    pub of: Option<String>,
}

/// Every story of a page, or the first thing wrong with how it is written.
pub fn read(text: &str) -> Result<Vec<Story>, String> {
    let mut stories: Vec<Story> = Vec::new();
    let mut header: Vec<String> = Vec::new();
    for (at, text) in text.lines().enumerate() {
        let (line, text) = (at + 1, text.trim());
        if let Some(heading) = text.strip_prefix("## ") {
            let (id, name) = heading.split_once(' ').ok_or(format!("line {line}: a heading is an id and a name"))?;
            let (id, name) = (id.to_owned(), name.trim().to_owned());
            stories.push(Story { line, id, name, facts: vec![], expected: vec![] });
        }
        let Some(cells) = text.strip_prefix('|') else {
            header.clear();
            continue;
        };
        let cells: Vec<&str> =
            cells.trim_end_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let Some(story) = stories.last_mut() else { return Err(format!("line {line}: a table before any heading")) };
        if header.is_empty() {
            header = cells.iter().map(|cell| cell.to_lowercase()).collect();
            match header.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                ["table", "child", "what"] | ["on", "value", "counted"] | ["on", "value", "counted", "out of"] => {}
                other => return Err(format!("line {line}: no table has the columns {}", other.join(", "))),
            }
            continue;
        }
        if cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|mark| "-: ".contains(mark))) {
            continue;
        }
        if cells.len() != header.len() {
            return Err(format!("line {line}: {} cells under {} columns", cells.len(), header.len()));
        }
        if header[0] == "table" {
            let pair = |pair: &str| {
                let (name, value) =
                    pair.split_once(':').ok_or(format!("line {line}: `{pair}` is no `field: value`"))?;
                Ok((name.trim().to_owned(), value.trim().to_owned()))
            };
            let what = cells[2].split(';').map(str::trim).filter(|pair| !pair.is_empty()).map(pair);
            let what = what.collect::<Result<Vec<_>, String>>()?;
            story.facts.push(Fact { line, table: cells[0].to_owned(), child: cells[1].to_owned(), what });
        } else {
            let of = cells.get(3).map(|cell| (*cell).to_owned());
            let [on, value, counted] = [cells[0], cells[1], cells[2]].map(str::to_owned);
            story.expected.push(Expected { line, on, value, counted, of });
        }
    }
    match stories.iter().find(|story| story.expected.is_empty()) {
        Some(story) => Err(format!("line {}: {} expects nothing", story.line, story.id)),
        None => Ok(stories),
    }
}
