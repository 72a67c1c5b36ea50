//! The inspection lists: their layout, their samples, hostile files, and the checks.

#[path = "annex_a/facts.rs"]
mod facts_tests;
#[path = "annex_a/hostile.rs"]
mod hostile;
#[path = "annex_a/layout.rs"]
mod layout;
#[path = "annex_a/samples.rs"]
mod samples;
#[path = "annex_a/stories.rs"]
mod stories;
#[path = "annex_a/writing.rs"]
mod writing;
