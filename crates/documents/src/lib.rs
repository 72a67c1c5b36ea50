//! Files people send: judged by their content, cleaned in a confined process, kept by the hash of their content.
//!
//! A file is first written down whole ([`Incoming`]), then looked at by a process of its own that may do nothing but
//! read it and answer ([`worker`]), then kept under the SHA-256 of what is kept ([`Files`]). The pure part is
//! [`inspect()`].

mod archive;
pub mod confine;
mod files;
pub mod inspect;
mod keep;
pub mod name;
mod office;
mod pdf;
mod picture;
mod refusal;
mod scan;
pub mod sniff;
mod text;
pub mod worker;
mod xml;

pub use archive::Packing;
pub use files::{Disk, Files, Hash, Incoming, Trouble};
pub use inspect::{Metadata, Sound, inspect};
pub use keep::{Directory, Memory, RealDisk};
pub use picture::MOST_POINTS;
pub use refusal::Refusal;
pub use scan::{Scan, Scanner};
pub use sniff::Kind;
