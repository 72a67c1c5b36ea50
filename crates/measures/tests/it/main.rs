//! Measures, put to the test.
#![allow(clippy::disallowed_methods)]

mod registry;
