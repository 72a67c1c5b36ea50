//! Who somebody is, and how they prove it: passwords, codes, passkeys, recovery codes, a council's own sign-in.
//!
//! Nothing here keeps anything or asks the time: what must be kept is answered, and the time is given.

pub mod code;
pub mod council;
pub mod passkey;
pub mod password;
pub mod recovery;
pub mod secret;
pub mod two_keys;
