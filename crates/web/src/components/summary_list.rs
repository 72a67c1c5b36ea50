use maud::{Markup, Render, html};

use super::element::{Attributes, Content, Element, when};

/// Answers beside their questions, with what may be done about each.
#[derive(Debug, Clone, Default)]
pub struct SummaryList {
    pub rows: Vec<SummaryRow>,
    /// Puts the list in a card.
    pub card: Option<SummaryCard>,
    pub classes: String,
    pub attributes: Attributes,
}

/// One question and its answer.
#[derive(Debug, Clone, Default)]
pub struct SummaryRow {
    pub key: Content,
    pub value: Content,
    pub actions: Vec<SummaryAction>,
    pub classes: String,
    pub key_classes: String,
    pub value_classes: String,
    pub actions_classes: String,
}

/// A link such as "Change".
#[derive(Debug, Clone, Default)]
pub struct SummaryAction {
    pub text: Content,
    pub href: String,
    /// What it changes, read out after the text.
    pub hidden_text: String,
    pub classes: String,
    pub attributes: Attributes,
}

/// The card round a list.
#[derive(Debug, Clone, Default)]
pub struct SummaryCard {
    pub title: Content,
    /// 2 when `None`.
    pub heading_level: Option<u8>,
    pub actions: Vec<SummaryAction>,
    pub classes: String,
    pub attributes: Attributes,
}

impl SummaryList {
    /// A plain list.
    pub fn new(rows: impl IntoIterator<Item = SummaryRow>) -> Self {
        Self { rows: rows.into_iter().collect(), ..Self::default() }
    }

    /// The same list in a card with this title.
    pub fn in_card(self, title: impl Into<Content>) -> Self {
        Self { card: Some(SummaryCard { title: title.into(), ..SummaryCard::default() }), ..self }
    }

    fn row(&self, row: &SummaryRow, any_actions: bool) -> Markup {
        let none = when(any_actions && row.actions.is_empty(), "govuk-summary-list__row--no-actions");
        let cell = |tag, class, extra: &str| Element::new(tag).class(&[class, extra]);
        let title = self.card.as_ref().map(|card| &card.title);
        Element::new("div").class(&["govuk-summary-list__row", none, &row.classes]).content(html! {
            (cell("dt", "govuk-summary-list__key", &row.key_classes).content(&row.key))
            (cell("dd", "govuk-summary-list__value", &row.value_classes).content(&row.value))
            @if !row.actions.is_empty() {
                (cell("dd", "govuk-summary-list__actions", &row.actions_classes).content(html! {
                    @if let [only] = row.actions.as_slice() {
                        (only.link(title))
                    } @else {
                        ul.govuk-summary-list__actions-list {
                            @for action in &row.actions {
                                li.govuk-summary-list__actions-list-item { (action.link(title)) }
                            }
                        }
                    }
                }))
            }
        })
    }
}

impl SummaryRow {
    /// A question and its answer.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> Self {
        Self { key: key.into(), value: value.into(), ..Self::default() }
    }

    /// The same row with a link after it. `about` is read out: "Change date of birth".
    pub fn action(mut self, text: impl Into<Content>, href: impl Into<String>, about: impl Into<String>) -> Self {
        self.actions.push(SummaryAction {
            text: text.into(),
            href: href.into(),
            hidden_text: about.into(),
            ..SummaryAction::default()
        });
        self
    }
}

impl SummaryAction {
    /// The link, which also says which card it belongs to.
    fn link(&self, title: Option<&Content>) -> Markup {
        let title = title.filter(|title| !title.is_empty());
        Element::new("a")
            .class(&["govuk-link", &self.classes])
            .attr("href", &self.href)
            .attributes(&self.attributes)
            .content(html! {
                (self.text)
                @if !self.hidden_text.is_empty() || title.is_some() {
                    span.govuk-visually-hidden {
                        @if !self.hidden_text.is_empty() { " " (self.hidden_text) }
                        @if let Some(title) = title { " (" (title) ")" }
                    }
                }
            })
    }
}

impl SummaryCard {
    fn around(&self, list: &Markup) -> Markup {
        let title = Some(&self.title);
        let heading = Element::heading(self.heading_level.unwrap_or(2)).class(&["govuk-summary-card__title"]);
        Element::new("div").class(&["govuk-summary-card", &self.classes]).attributes(&self.attributes).content(html! {
            div.govuk-summary-card__title-wrapper {
                @if !self.title.is_empty() { (heading.content(&self.title)) }
                @if let [only] = self.actions.as_slice() {
                    div.govuk-summary-card__actions { (only.link(title)) }
                } @else if !self.actions.is_empty() {
                    ul.govuk-summary-card__actions {
                        @for action in &self.actions { li.govuk-summary-card__action { (action.link(title)) } }
                    }
                }
            }
            div.govuk-summary-card__content { (list) }
        })
    }
}

impl Render for SummaryList {
    fn render(&self) -> Markup {
        let any_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        let list = Element::new("dl")
            .class(&["govuk-summary-list", &self.classes])
            .attributes(&self.attributes)
            .content(html! { @for row in &self.rows { (self.row(row, any_actions)) } });
        match &self.card {
            Some(card) => card.around(&list),
            None => list,
        }
    }
}
