//! A reader for the small comma-separated tables that are part of this crate.

/// Splits a comma-separated text into its records, heading line left out. Quoted fields may hold commas, line ends and
/// doubled quotes. Every record has at least `width` fields; missing ones are empty.
pub(crate) fn records(text: &'static str, width: usize) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut marks = text.chars().peekable();
    while let Some(mark) = marks.next() {
        match mark {
            '"' if quoted && marks.peek() == Some(&'"') => {
                marks.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    if !rows.is_empty() {
        rows.remove(0);
    }
    for row in &mut rows {
        let wanted = row.len().max(width);
        row.resize(wanted, String::new());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::records;

    #[test]
    fn quoted_commas_and_short_rows() {
        let rows = records("a,b,c\n1,\"x, \"\"y\"\"\",3\n4\n", 3);
        assert_eq!(rows, [["1", "x, \"y\"", "3"], ["4", "", ""]]);
    }
}
