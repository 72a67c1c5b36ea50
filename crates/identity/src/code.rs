//! Codes of an authenticator app: RFC 6238, six digits, thirty seconds, one step of clock either way.

use crate::secret;
use qrcodegen::{QrCode, QrCodeEcc};
use totp_rs::{Builder, Secret, Totp};

/// Seconds in a step.
const STEP: u64 = 30;

/// The secret an authenticator app shares, as it is kept and as it can be typed: base 32.
pub fn new_secret() -> String {
    Secret::new_stack(secret::bytes::<20>()).to_base32()
}

/// A secret that is no secret: of the account of a demonstration, made from its name, so that its page can show codes.
pub fn published_secret(of: &str, number: usize) -> String {
    let digest = secret::hash(&format!("goldthread demonstration {of} {number}"));
    let mut bytes = [0; 20];
    bytes.iter_mut().zip(digest.as_bytes()).for_each(|(to, from)| *to = *from);
    Secret::new_stack(bytes).to_base32()
}

fn totp(secret: &str, account: &str, issuer: &str) -> Option<Totp> {
    let clean = |text: &str| text.replace(':', " ");
    let secret = Secret::try_from_base32(secret).ok()?;
    Builder::new().with_secret(secret).with_account_name(clean(account)).with_issuer(Some(clean(issuer))).build().ok()
}

/// The step whose code this is, when it is one of now, before or after, and later than every step used before. The
/// caller keeps the step: the same code is refused the second time.
pub fn step_of(secret: &str, code: &str, seconds: u64, used: u64) -> Option<u64> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    totp(secret, "account", "Goldthread")?.check(&digits, seconds).filter(|step| *step > used)
}

/// The code of a step.
pub fn at_step(secret: &str, step: u64) -> Option<String> {
    Some(totp(secret, "account", "Goldthread")?.generate(step * STEP).to_string())
}

/// The step of an instant.
pub fn step(seconds: u64) -> u64 {
    seconds / STEP
}

/// What an authenticator app reads from a picture: an `otpauth:` address.
pub fn address(secret: &str, account: &str, issuer: &str) -> Option<String> {
    totp(secret, account, issuer)?.to_url().ok()
}

/// The address as a picture: the path of an SVG whose modules are one unit, and the width of it in units.
pub fn picture(address: &str) -> Option<(String, i32)> {
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let border = 4;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            path += &format!("M{} {}h1v1h-1z", x + border, y + border);
        }
    }
    Some((path, code.size() + 2 * border))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret of its SHA-1 rows.
    fn of_the_rfc() -> String {
        Secret::new_stack(*b"12345678901234567890").to_base32()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // The last six of the eight digits in the table.
        for (seconds, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            assert_eq!(at_step(&of_the_rfc(), step(seconds)).as_deref(), Some(code));
            assert_eq!(step_of(&of_the_rfc(), code, seconds, 0), Some(step(seconds)));
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_either_way_and_once() {
        let (secret, now) = (new_secret(), 1_800_000_000);
        for (away, good) in [(-2_i64, false), (-1, true), (0, true), (1, true), (2, false)] {
            let step = step(now).saturating_add_signed(away);
            let code = at_step(&secret, step).unwrap();
            assert_eq!(step_of(&secret, &code, now, 0).is_some(), good, "{away} steps away");
        }
        let code = at_step(&secret, step(now)).unwrap();
        let used = step_of(&secret, &format!("{} {}", &code[..3], &code[3..]), now, 0).unwrap();
        assert_eq!(step_of(&secret, &code, now, used), None, "the second time");
        let before = at_step(&secret, step(now) - 1).unwrap();
        assert_eq!(step_of(&secret, &before, now, used), None, "an older one after a newer");
        for wrong in ["", "12345", "1234567", "abcdef", "12345６"] {
            assert_eq!(step_of(&secret, wrong, now, 0), None, "{wrong}");
        }
    }

    #[test]
    fn an_app_can_read_the_address_and_the_picture() {
        let secret = new_secret();
        let address = address(&secret, "asha.khan", "Wharnley: Council").unwrap();
        assert!(address.starts_with("otpauth://totp/") && address.contains(&secret), "{address}");
        let (path, width) = picture(&address).unwrap();
        assert!(width > 29 && path.starts_with('M'), "{width}");
        assert_ne!(published_secret("asha", 0), published_secret("asha", 1));
    }
}
