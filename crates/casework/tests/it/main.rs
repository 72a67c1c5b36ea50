//! Casework over the memory store.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod arranged;
mod browsing;
mod census_files;
mod checking;
mod cin_census_import;
mod clocks;
mod day;
mod documents;
mod emergency;
mod facts;
mod figures;
mod identities;
mod improvement;
mod kept_from;
mod looks;
mod pack;
mod quality;
mod queries;
mod reports;
mod rules;
mod sign_in;
mod team;
mod thread;
mod visit;
