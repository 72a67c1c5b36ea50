//! One HTML element with attributes that are known only when the page is made.

use std::borrow::Cow;
use std::fmt::Write as _;

use maud::{Escaper, Markup, PreEscaped, Render};

/// Further attributes of an element, such as `data-key`. Values are escaped; names are the caller's own.
#[derive(Debug, Clone, Default)]
pub struct Attributes(pub Vec<(Cow<'static, str>, String)>);

impl<const N: usize, V: Into<String>> From<[(&'static str, V); N]> for Attributes {
    fn from(pairs: [(&'static str, V); N]) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (Cow::Borrowed(name), value.into())).collect())
    }
}

/// What stands between two tags. Made from text, it is escaped; made from [`Markup`], it is used as it is.
#[derive(Debug, Clone, Default)]
pub struct Content {
    markup: Markup,
    from_markup: bool,
}

impl Content {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.markup.0.is_empty()
    }

    /// Whether it was made from markup rather than text.
    pub(crate) fn is_markup(&self) -> bool {
        self.from_markup
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self { markup: text.render(), from_markup: false }
    }
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<Markup> for Content {
    fn from(markup: Markup) -> Self {
        Self { markup, from_markup: true }
    }
}

impl Render for Content {
    fn render_to(&self, buffer: &mut String) {
        buffer.push_str(&self.markup.0);
    }
}

/// An element being written: its opening tag so far.
pub(crate) struct Element {
    tag: &'static str,
    open: String,
}

impl Element {
    pub fn new(tag: &'static str) -> Self {
        Self { tag, open: format!("<{tag}") }
    }

    /// The heading of this level, kept between `h1` and `h6`.
    pub fn heading(level: u8) -> Self {
        Self::new(["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6) - 1)])
    }

    pub fn attr(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.open.push(' ');
        self.open.push_str(name);
        self.open.push_str("=\"");
        // Writing to a string cannot fail.
        let _ = Escaper::new(&mut self.open).write_str(value.as_ref());
        self.open.push('"');
        self
    }

    /// The attribute, unless its value is empty.
    pub fn attr_if(self, name: &str, value: impl AsRef<str>) -> Self {
        if value.as_ref().is_empty() { self } else { self.attr(name, value) }
    }

    /// An attribute without a value, such as `disabled`.
    pub fn flag(mut self, name: &str, on: bool) -> Self {
        if on {
            self.open.push(' ');
            self.open.push_str(name);
        }
        self
    }

    /// The class attribute, of the names that are not empty.
    pub fn class(self, names: &[&str]) -> Self {
        let names: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
        self.attr_if("class", names.join(" "))
    }

    pub fn attributes(self, attributes: &Attributes) -> Self {
        attributes.0.iter().fold(self, |element, (name, value)| element.attr(name, value))
    }

    /// The element with this inside it, and its closing tag.
    pub fn content(mut self, inside: impl Render) -> Markup {
        self.open.push('>');
        inside.render_to(&mut self.open);
        let _ = write!(self.open, "</{}>", self.tag);
        PreEscaped(self.open)
    }

    /// An element that holds nothing, such as `input`.
    pub fn void(mut self) -> Markup {
        self.open.push('>');
        PreEscaped(self.open)
    }
}

/// `class` when `on`, otherwise nothing.
pub(crate) fn when(on: bool, class: &str) -> &str {
    if on { class } else { "" }
}
