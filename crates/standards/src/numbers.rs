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

/// The number of a worker in a return: the registration; without one, `XX` and ten digits that stay the same for the same
/// worker, as the collection asks for those who have none.
pub fn worker(registration: &str, id: &str) -> String {
    let fits = |text: &str| text.len() <= 12 && text.bytes().all(|one| one.is_ascii_alphanumeric());
    let numbered =
        |text: &str| ["SW", "XX"].iter().any(|start| text.starts_with(start)) && text.len() > 3 && fits(text);
    match (registration.trim(), id) {
        ("", "") => String::new(),
        ("", id) if numbered(id) => id.to_owned(),
        ("", id) => {
            // FNV-1a: short, and the same on every machine.
            let hash = id
                .bytes()
                .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3));
            format!("XX{:010}", hash % 10_000_000_000)
        }
        (registration, _) => registration.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{outside, worker};

    #[test]
    fn a_worker_without_a_registration_has_a_number_that_stays() {
        assert_eq!(worker("SW123456", "j.dunn"), "SW123456");
        assert_eq!(worker("", "SW654321"), "SW654321");
        let made = worker("", "j.dunn");
        assert!(made.starts_with("XX") && made.len() == 12 && made == worker("", "j.dunn"), "{made}");
        assert_ne!(made, worker("", "j.dunne"));
        assert_eq!(worker("", ""), "");
    }

    #[test]
    fn what_fits_is_kept_and_ours_is_cut_to_what_was_drawn() {
        assert_eq!(outside("9212044"), "9212044");
        assert_eq!(outside("019a1234-5678-7abc-9def-0123456789ab"), "7abc9def0123456789ab");
        assert_eq!(outside("a number that is too long to be one"), "a number that is too long to be one");
    }
}
