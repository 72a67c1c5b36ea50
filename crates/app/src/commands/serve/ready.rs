//! What `serve` prints when it is ready.

use crate::accounts::SignIn;
use crate::authority;
use std::io::Write;

/// How to sign in.
pub(super) enum How {
    /// By these.
    SignIns(Vec<SignIn>),
    /// By following a link, once.
    Link(String),
}

/// What is printed when it is ready.
pub(super) struct Said {
    pub how: How,
    /// The address people open, when it was given.
    pub address: Option<String>,
    /// The key heads are signed by, when they are handed to a witness.
    pub public_key: Option<String>,
}

/// Says where it is and how to sign in, at once even when the output is not a terminal.
pub(super) fn say(port: u16, said: &Said) {
    let mut out = std::io::stdout().lock();
    let mut text = format!("Goldthread is ready at http://127.0.0.1:{port}\n");
    match &said.how {
        How::SignIns(sign_ins) => {
            for one in sign_ins {
                text += &format!("Sign in as {}: {} / {}\n", one.role, one.user, one.password);
            }
            if !sign_ins.is_empty() {
                text += "The second step shows the code it asks for: this is a demonstration.\n";
            }
        }
        How::Link(link) => {
            let here = format!("http://127.0.0.1:{port}");
            let link = authority::invitation(Some(said.address.as_deref().unwrap_or(&here)), link);
            text += &format!(
                "There are no accounts yet. Set up the first administrator, within three days, at\n  {link}\n"
            );
        }
    }
    if let Some(key) = &said.public_key {
        text += &format!("The log's heads are signed by the public key {key}\n");
    }
    // Nobody reading is no reason to stop.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
