//! Passwords: hashed with Argon2id, judged by how many guesses they would take, never by their composition.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString, rand_core::OsRng};
use argon2::{Algorithm, Argon2, Params, Version};
use zxcvbn::{Score, zxcvbn};

/// A password has at least this many characters.
pub const SHORTEST: usize = 12;
/// And at most this many; nothing is cut off.
pub const LONGEST: usize = 256;

/// The hash of a password nobody has: someone unknown costs the same to refuse as someone known.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

fn hasher() -> Argon2<'static> {
    // OWASP password storage cheat sheet: Argon2id with 19 MiB, 2 passes, 1 lane.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// The hash of a password, for keeping; none for one that cannot be hashed.
pub fn hash(password: &str) -> Option<String> {
    let salt = SaltString::generate(&mut OsRng);
    hasher().hash_password(password.as_bytes(), &salt).ok().map(|hash| hash.to_string())
}

/// Is this the password behind the hash? Takes as long when there is no hash, or one that no password has.
pub fn is_right(hash: Option<&str>, password: &str) -> bool {
    let (against, known) = against(hash);
    let matched = against.is_some_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok());
    known && matched
}

/// The hash a password is held against, and whether it is somebody's: there is always one to work through.
fn against(hash: Option<&str>) -> (Option<PasswordHash<'_>>, bool) {
    let parsed = hash.and_then(|hash| PasswordHash::new(hash).ok());
    let known = parsed.is_some();
    (parsed.or_else(|| PasswordHash::new(NOBODY).ok()), known)
}

/// Why a new password will not do, in words for whoever chose it. `about` is what a stranger would try first: their
/// name, their user name, the authority's.
pub fn fault(password: &str, about: &[&str]) -> Option<&'static str> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Some(
            "Choose a password of at least 12 characters. Three or four words that do not belong together are easiest to remember",
        );
    }
    if length > LONGEST {
        return Some("Choose a password of at most 256 characters");
    }
    let words: Vec<&str> =
        about.iter().flat_map(|text| text.split([' ', '.', '-', '@'])).chain(["goldthread"]).collect();
    let weak = |words_of_it: &str| zxcvbn(words_of_it, &words).score() < Score::Three;
    // What is left without the names a stranger would try must be hard to guess by itself.
    (weak(password) || weak(&without(password, &words))).then_some(
        "This password is easily guessed: it is common, or made of names, dates or a pattern. Three or four words that do not belong together are hard to guess",
    )
}

/// A password without these words, wherever they stand in it; shorter ones than three letters are left.
fn without(password: &str, words: &[&str]) -> String {
    let names = words.iter().map(|word| word.to_lowercase()).filter(|word| word.chars().count() > 2);
    names.fold(password.to_lowercase(), |left, name| left.replace(&name, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens() {
        let hash = hash("three quiet herons").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(is_right(Some(&hash), "three quiet herons"));
        assert!(!is_right(Some(&hash), "three quiet heron"));
        for none in [None, Some("!"), Some("")] {
            assert!(!is_right(none, ""));
            assert!(!is_right(none, "!"));
        }
    }

    /// What holding a password against a hash costs: the algorithm and its figures.
    fn cost(hash: Option<&PasswordHash<'_>>) -> Option<(String, String)> {
        hash.map(|hash| (hash.algorithm.to_string(), hash.params.to_string()))
    }

    #[test]
    fn somebody_unknown_costs_the_same_work_as_somebody_known() {
        let kept = hash("three quiet herons").unwrap();
        let known = cost(against(Some(&kept)).0.as_ref());
        assert!(known.as_ref().is_some_and(|(name, figures)| name == "argon2id" && figures.contains("m=19456")));
        for unknown in [None, Some("!"), Some(""), Some("not a hash")] {
            let (against, is_somebodys) = against(unknown);
            assert!(cost(against.as_ref()) == known && !is_somebodys, "{unknown:?}");
        }
        // A twin that gives up when it finds nobody does no work, and is seen.
        let twin = |hash: Option<&'static str>| hash.and_then(|hash| PasswordHash::new(hash).ok());
        assert_ne!(cost(twin(None).as_ref()), known);
        assert_ne!(cost(twin(Some("!")).as_ref()), known);
    }

    #[test]
    fn guessable_passwords_are_refused_and_no_composition_is_asked_for() {
        let about = ["Asha Khan", "asha.khan", "Wharnley Council"];
        for bad in [
            "short",
            "password1234",
            "Password123!",
            "qwertyuiop12",
            "123456789012",
            "aaaaaaaaaaaa",
            "iloveyou1234",
            "asha.khan.2024",
            "wharnleycouncil",
            "goldthread2026",
            "letmeinletmein",
            "liverpool1990",
            "abcdefghijkl",
        ] {
            assert!(fault(bad, &about).is_some(), "{bad}");
        }
        for good in ["kettle orbit saddle moth", "vexed-heron-plinth", "это мой длинный секрет", "ttjsbhw cqmzpla vv"]
        {
            assert_eq!(fault(good, &about), None, "{good}");
        }
        assert!(fault(&"x9 k".repeat(80), &[]).is_some());
    }
}
