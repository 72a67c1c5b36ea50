//! Measures: figures of children's services, each defined, live, compared, put in words, and open to the list behind it.
//!
//! Arrows: measures use facts and practice (calendar, ages). Pure: no file, no clock, no network.

pub mod cards;
pub mod comparators;
pub mod engine;
pub mod few;
pub mod flow;
pub mod live;
mod measures;
pub mod narrative;
pub mod registry;
pub mod scorecard;
pub mod spans;
pub mod statistics;
pub mod suppression;
pub mod together;
pub mod trust;

pub use engine::{
    Breakdown, By, Case, Index, Limits, Outcome, Part, Period, Population, Setting, Shape, Tables, Window, evaluate,
    monthly, of_group, over, series, touched,
};
pub use registry::{Direction, Measure, State, Unit, all, find};
