//! The sector's own files: reading them, checking them against the published names and codes, and saying in plain
//! words what is wrong with them. Nothing here touches a disk, a clock or a database: readers take a stream.

pub mod annex_a;
mod by_key;
pub mod cin_census;
pub mod codes;
pub mod csc_api;
pub mod numbers;
pub mod reading;
pub mod rules;
pub mod ssda903;
mod table;
