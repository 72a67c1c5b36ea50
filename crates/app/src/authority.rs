//! What `serve` is told of the authority and other commands need too: its name, and the address people open.

use store::Store;

/// The setting that holds the authority's name.
pub const COUNCIL: &str = "council";

/// The setting that holds the address people open Goldthread at, without a stroke at its end.
pub const ADDRESS: &str = "address";

/// The name until one is given.
pub const INVENTED: &str = "Wharnley Council";

/// What was kept, or nothing; what cannot be read counts as nothing.
pub fn kept(store: &dyn Store, setting: &str) -> Option<String> {
    store.setting(setting).ok().flatten().and_then(|json| serde_json::from_str(&json).ok())
}

/// Keeps what was given, when it is another than before. That it could not be kept is said, and stops nobody.
pub fn keep(store: &dyn Store, setting: &str, given: Option<&str>) {
    let Some(given) = given.filter(|given| kept(store, setting).as_deref() != Some(given)) else { return };
    let json = serde_json::Value::from(given).to_string();
    if let Err(error) = store.put_setting(setting, &json) {
        tracing::warn!(setting, %error, "what was given could not be kept for other commands");
    }
}

/// The link with which somebody sets up their account; without a known address, what comes after it.
pub fn invitation(address: Option<&str>, secret: &str) -> String {
    format!("{}/enrol/{secret}", address.unwrap_or_default().trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serve_is_given_is_there_for_other_commands() {
        let store = store::open("memory:").unwrap();
        assert_eq!(kept(store.as_ref(), COUNCIL), None);
        keep(store.as_ref(), COUNCIL, Some("Our \"own\" Council"));
        keep(store.as_ref(), COUNCIL, None);
        assert_eq!(kept(store.as_ref(), COUNCIL).as_deref(), Some("Our \"own\" Council"), "and stays");
    }

    #[test]
    fn a_link_is_whole_where_the_address_is_known() {
        assert_eq!(invitation(Some("https://gold.example/"), "s"), "https://gold.example/enrol/s");
        assert_eq!(invitation(None, "s"), "/enrol/s");
    }
}
