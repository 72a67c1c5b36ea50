//! A stream that fails rather than give more than it may.

use std::io::{self, Read};

/// A stream of at most so many bytes; reading more of it is an error.
pub(crate) struct Bounded<R> {
    inner: R,
    left: u64,
    given: u64,
    exceeded: bool,
}

impl<R: Read> Bounded<R> {
    pub fn new(inner: R, most: u64) -> Bounded<R> {
        Bounded { inner, left: most, given: 0, exceeded: false }
    }

    /// The bytes given so far.
    pub fn given(&self) -> u64 {
        self.given
    }

    /// Whether there was more than it may give.
    pub fn exceeded(&self) -> bool {
        self.exceeded
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => {
                self.left = left;
                self.given += count as u64;
                Ok(count)
            }
            None => {
                self.exceeded = true;
                Err(io::Error::other("it unpacks to far more than a return would"))
            }
        }
    }
}
