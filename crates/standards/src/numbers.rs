//! The number a child has in what is sent out: at most 20 letters and digits.

/// The number of a person in a return. One that fits is sent as it is; an id of ours, which is longer, by its last twenty
/// digits, of which at least 74 bits were drawn at random; any other is left as it is, for the checks to say so.
pub fn outside(person: &str) -> String {
    if person.len() <= 20 {
        return person.to_owned();
    }
    let digits: String = person.chars().filter(|mark| *mark != '-').collect();
    let ours = person.len() == 36 && digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if ours { digits[12..].to_owned() } else { person.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::outside;

    #[test]
    fn what_fits_is_kept_and_ours_is_cut_to_what_was_drawn() {
        assert_eq!(outside("9212044"), "9212044");
        assert_eq!(outside("019a1234-5678-7abc-9def-0123456789ab"), "7abc9def0123456789ab");
        assert_eq!(outside("a number that is too long to be one"), "a number that is too long to be one");
    }
}
