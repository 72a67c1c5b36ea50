use maud::{Markup, Render, html};

use super::element::Content;

/// A list of children, contacts or tasks in rows, which become cards on a phone. Roles are written out because cards
/// would otherwise stop being a table to a screen reader.
#[derive(Debug, Clone, Default)]
pub struct BoardTable {
    /// What the rows have in common: `Decision due today`.
    pub caption: String,
    pub columns: Vec<Column>,
    /// Cells in the order of the columns. The first names its row, usually with a [`row_link`].
    pub rows: Vec<Vec<Content>>,
    /// Said in place of the rows when there are none: `No contacts are waiting.`
    pub empty: String,
    /// Classes of its own: `gt-told` for cells of sentences.
    pub classes: String,
}

/// One column.
#[derive(Debug, Clone, Default)]
pub struct Column {
    pub heading: String,
    /// Whether it holds figures, lined up on the right.
    pub number: bool,
}

impl From<&str> for Column {
    fn from(heading: &str) -> Self {
        Self { heading: heading.to_owned(), number: false }
    }
}

impl Column {
    /// A column of figures.
    pub fn number(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), number: true }
    }

    fn class(&self) -> Option<&'static str> {
        self.number.then_some("gt-number")
    }
}

/// The link that opens a row; the keys `j` and `k` walk from one to the next.
pub fn row_link(href: &str, text: &str) -> Markup {
    html! { a href=(href) data-row { (text) } }
}

impl Render for BoardTable {
    fn render(&self) -> Markup {
        html! {
            table class={ "gt-table " (self.classes) } role="table" {
                caption { (self.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &self.columns {
                            th scope="col" role="columnheader" class=[column.class()] { (column.heading) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @if self.rows.is_empty() {
                        tr role="row" { td role="cell" colspan=(self.columns.len().max(1)) { (self.empty) } }
                    }
                    @for row in &self.rows {
                        tr role="row" { @for (index, cell) in row.iter().enumerate() { (self.cell(index, cell)) } }
                    }
                }
            }
        }
    }
}

impl BoardTable {
    fn cell(&self, index: usize, cell: &Content) -> Markup {
        let column = self.columns.get(index);
        let (label, class) = (column.map(|column| &column.heading), column.and_then(Column::class));
        html! {
            @if index == 0 {
                th scope="row" role="rowheader" { (cell) }
            } @else {
                td role="cell" class=[class] data-label=[label] { span { (cell) } }
            }
        }
    }
}
