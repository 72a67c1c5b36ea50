//! Measures, put to the test.
#![allow(clippy::disallowed_methods)]

mod day;
mod funnel;
mod narrative;
mod printed;
mod registry;
mod spans;
mod suppression;
mod teams;
mod together;
mod xmr;
