use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element};

/// Figures and facts in rows. Lists of children or tasks are a [`super::BoardTable`].
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub caption: String,
    pub caption_classes: String,
    pub head: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row names it.
    pub first_cell_is_header: bool,
    pub classes: String,
    pub attributes: Attributes,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    pub content: Content,
    /// `numeric` lines figures up on the right.
    pub format: String,
    pub classes: String,
    pub colspan: Option<u32>,
    pub rowspan: Option<u32>,
    pub attributes: Attributes,
}

impl<T: Into<Content>> From<T> for Cell {
    fn from(content: T) -> Self {
        Self { content: content.into(), ..Self::default() }
    }
}

impl Cell {
    /// A figure, on the right.
    pub fn number(figure: impl ToString) -> Self {
        Self { format: "numeric".into(), ..Self::from(figure.to_string()) }
    }

    /// The cell as `class`, with its format when it has one.
    fn write(&self, element: Element, class: &str, with_format: bool) -> Markup {
        let format = match (with_format, self.format.as_str()) {
            (true, format) if !format.is_empty() => format!("{class}--{format}"),
            _ => String::new(),
        };
        let span = |span: Option<u32>| span.map(|cells| cells.to_string()).unwrap_or_default();
        element
            .class(&[class, &format, &self.classes])
            .attr_if("colspan", span(self.colspan))
            .attr_if("rowspan", span(self.rowspan))
            .attributes(&self.attributes)
            .content(&self.content)
    }
}

impl Render for Table {
    fn render(&self) -> Markup {
        let (header, cell) = ("govuk-table__header", "govuk-table__cell");
        Element::new("table").class(&["govuk-table", &self.classes]).attributes(&self.attributes).content(html! {
            @if !self.caption.is_empty() {
                (Element::new("caption")
                    .class(&["govuk-table__caption", &self.caption_classes])
                    .content(&self.caption))
            }
            @if !self.head.is_empty() {
                thead.govuk-table__head {
                    tr.govuk-table__row {
                        @for head in &self.head {
                            (head.write(Element::new("th").attr("scope", "col"), header, true))
                        }
                    }
                }
            }
            tbody.govuk-table__body {
                @for row in &self.rows {
                    tr.govuk-table__row {
                        @for (index, it) in row.iter().enumerate() {
                            @if index == 0 && self.first_cell_is_header {
                                (it.write(Element::new("th").attr("scope", "row"), header, false))
                            } @else {
                                (it.write(Element::new("td"), cell, true))
                            }
                        }
                    }
                }
            }
        })
    }
}
