//! The looked-after return: its tables, its samples, hostile files, and writing it back.

#[path = "ssda903/common.rs"]
mod common;
#[path = "ssda903/from_facts.rs"]
mod from_facts;
#[path = "ssda903/hostile.rs"]
mod hostile;
#[path = "ssda903/lists.rs"]
mod lists;
#[path = "../benches/made/mod.rs"]
mod made;
#[path = "ssda903/mutations.rs"]
mod mutations;
#[path = "ssda903/samples.rs"]
mod samples;
#[path = "ssda903/stories.rs"]
mod stories;
#[path = "ssda903/tables.rs"]
mod tables;
#[path = "ssda903/writing.rs"]
mod writing;
