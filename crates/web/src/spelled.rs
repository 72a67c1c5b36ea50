//! Short forms of the field, written out where they are read.

/// Each short form with its words.
const SHORT: [(&str, &str); 3] = [("CP", "child protection"), ("CIN", "child in need"), ("LA", "local authority")];

/// "CIN review meeting" as "Child in need review meeting": no short form without its words on the page.
pub fn spelled(text: &str) -> String {
    let word = |word: &str| {
        let plain = word.trim_matches(|one: char| !one.is_alphanumeric());
        match SHORT.iter().find(|(short, _)| *short == plain) {
            Some((short, long)) => word.replacen(short, long, 1),
            None => word.to_owned(),
        }
    };
    let words: Vec<String> = text.split(' ').map(word).collect();
    let all = words.join(" ");
    let mut letters = all.chars();
    match letters.next() {
        Some(first) if text.starts_with(char::is_uppercase) => first.to_uppercase().chain(letters).collect(),
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out() {
        assert_eq!(spelled("CIN review meeting"), "Child in need review meeting");
        assert_eq!(
            spelled("Sustained change period after step-down from CP"),
            "Sustained change period after step-down from child protection"
        );
        assert_eq!(spelled("LA: other internal"), "Local authority: other internal");
        assert_eq!(spelled("PLACE"), "PLACE");
    }

    #[test]
    fn no_clock_is_called_by_a_short_form() {
        for clock in practice::clocks::all() {
            let name = spelled(clock.name);
            let short = name
                .split(|one: char| !one.is_alphanumeric())
                .find(|word| matches!(*word, "CP" | "CIN" | "LAC" | "CLA"));
            assert_eq!(short, None, "{name}");
        }
    }
}
