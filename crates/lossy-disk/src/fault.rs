//! One operation that fails.

use fuser::Errno;

/// How an operation fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Any change fails with an input or output error, and is not made.
    Io,
    /// Any change fails for lack of room, and is not made.
    NoRoom,
    /// A write is made in half, and says so.
    ShortWrite,
    /// `fsync` fails. As on Linux, what it should have kept is then taken for clean: the next `fsync` says that all is
    /// well and keeps none of it, unless it is written again.
    Sync,
    /// A write says that it was made, and was not. No honest disk does this: it is for proving that a test would notice.
    Swallowed,
}

/// An operation that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Write,
    Sync,
    Other,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Fault; 5] = [Fault::Io, Fault::NoRoom, Fault::ShortWrite, Fault::Sync, Fault::Swallowed];

    pub(crate) fn strikes(self, operation: Operation) -> bool {
        match self {
            Fault::Io | Fault::NoRoom => true,
            Fault::ShortWrite | Fault::Swallowed => operation == Operation::Write,
            Fault::Sync => operation == Operation::Sync,
        }
    }

    pub(crate) fn error(self) -> Errno {
        if self == Fault::NoRoom { Errno::ENOSPC } else { Errno::EIO }
    }
}
