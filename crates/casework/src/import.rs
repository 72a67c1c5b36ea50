//! Bringing in files made by other systems.

pub mod cin_census;
