//! The child's journey and the law: no I/O, no clock, no SQL, no HTML.
//!
//! Read in this order: what a record is ([`record`]), how a struct becomes its own specification ([`spec`],
//! [`answer`]), how forms and bodies turn into each other ([`form`]), then the areas a child meets, in order, and
//! [`journey`], which composes them.

// Dates, limits and ages; telling whether two people are one.
pub mod age;
pub mod bank_holidays;
pub mod calendar;
pub mod limit;
pub mod matching;

pub mod adoption;
pub mod answer;
pub mod assessment;
pub mod care;
pub mod care_planning;
pub mod clock;
pub mod clocks;
pub mod codes;
pub mod court;
pub mod documents;
pub mod early_help;
pub mod episode;
pub mod form;
pub mod front_door;
pub mod health;
pub mod ids;
pub mod improvement;
pub mod journey;
pub mod kinds;
pub mod leaving_care;
pub mod looked_after;
pub mod missing;
pub mod moment;
pub mod one_child;
pub mod oversight;
pub mod pathway;
pub mod people;
pub mod plans;
pub mod protection;
pub mod reading;
pub mod record;
pub mod schema;
pub mod shield;
pub mod spec;
pub mod summary;
pub mod visits;
pub mod words;

// The derives name this crate from outside and from inside alike.
extern crate self as practice;

pub use practice_derive::{Choice, Part, Record};
