//! Is it a change, is it a difference: answered in words before any colour.

pub mod funnel;
pub mod shown;
pub mod xmr;

pub use funnel::{Funnel, Kind, Position, Unit, funnel};
pub use shown::{few, share};
pub use xmr::{Baseline, Chart, Rule, Settled, Signal, Trend, Way, chart, trend};
