//! The fonts inside every print, and which signs they can draw.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::Font;

/// Every font, read once.
pub static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let wanted = |font: &Font| {
        let family = font.info().family.as_str();
        template_families().contains(&family)
    };
    typst_assets::fonts().flat_map(|bytes| Font::iter(Bytes::new(bytes))).filter(wanted).collect()
});

/// The families the template asks for, in order: the second is for signs that the first cannot draw.
pub const fn template_families() -> [&'static str; 2] {
    ["Libertinus Serif", "DejaVu Sans Mono"]
}

/// Text with every sign in it that can be drawn, and how many could not.
///
/// A sign that takes no room and draws nothing is left out: it says nothing on paper. A letter with its accent apart
/// is drawn as two signs, as it is stored.
pub fn drawable(text: &str) -> (String, usize) {
    let mut drawn = String::with_capacity(text.len());
    let mut missing = 0;
    for sign in text.chars() {
        match sign {
            '\n' | ' ' => drawn.push(sign),
            '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' => drawn.push(' '),
            '\r' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => {}
            '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
            _ if sign.is_control() => {}
            _ if can_draw(sign) => drawn.push(sign),
            _ => {
                missing += 1;
                drawn.push_str(&format!("[U+{:04X}]", u32::from(sign)));
            }
        }
    }
    (drawn, missing)
}

fn can_draw(sign: char) -> bool {
    sign.is_ascii_graphic() || (!is_private(sign) && FONTS.iter().any(|font| every_face(font, sign)))
}

/// A family draws a sign when its regular face does: the others of a family have the same signs or more.
fn every_face(font: &Font, sign: char) -> bool {
    font.info().variant.weight.to_number() == 400 && font.info().coverage.contains(u32::from(sign))
}

/// Signs for private use have no agreed meaning: the standards refuse them.
fn is_private(sign: char) -> bool {
    matches!(u32::from(sign), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_cannot_be_drawn_is_said_and_none_is_lost() {
        for names in ["Zażółć gęślą jaźń", "Đặng", "Ольга", "Ωμέγα", "سلام", "“It’s £5”", "Zoe\u{308}"]
        {
            assert_eq!(drawable(names), (names.to_owned(), 0), "{names} is printed as it is");
        }
        assert_eq!(drawable("Happy \u{1f600}!"), ("Happy [U+1F600]!".to_owned(), 1));
        assert_eq!(drawable("a\u{e001}\u{2603}b").1, 1, "a sign for private use");
        assert_eq!(drawable("a\tb\u{a0}c\r\nd\u{200d}\u{0}"), ("a b c\nd".to_owned(), 0));
    }
}
