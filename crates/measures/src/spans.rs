//! Figures of spans of days, and what they tell together.
//!
//! A month, a quarter and a year share their days: what is shown of two of them tells of the days that only one holds.
//! Each span shown joins the day it begins to the day after it ends; whatever else these joins lead to and fro between can
//! be worked out, and nothing more. So a span may be shown when no small number could then be worked out with it.

use crate::Window;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Spans that are shown.
#[derive(Debug, Clone, Default)]
pub struct Spans(Vec<Window>);

impl Spans {
    /// Takes what was shown already, whatever it tells.
    pub fn shown(&mut self, span: Window) {
        self.0.push(span);
    }

    /// Shows a span too, when nothing small could then be worked out; answers whether it is shown. `safe` says of a span
    /// whether its numbers may be known.
    pub fn admit(&mut self, span: Window, safe: &mut dyn FnMut(Window) -> bool) -> bool {
        if self.0.contains(&span) {
            // What was shown may have become another number since.
            return safe(span);
        }
        let after = |window: &Window| window.to.tomorrow().unwrap_or(window.to);
        // Every day that can be reached from the ends of this span, by way of those shown.
        let mut days = BTreeSet::from([span.from, after(&span)]);
        loop {
            let before = days.len();
            for one in &self.0 {
                let (from, to) = (one.from, after(one));
                if days.contains(&from) || days.contains(&to) {
                    days.extend([from, to]);
                }
            }
            if days.len() == before {
                break;
            }
        }
        // What lies between neighbours adds up to all the rest: where none of it is small, no sum of it is.
        let days: Vec<Date> = days.into_iter().collect();
        let all = days
            .windows(2)
            .filter_map(|pair| Some(Window { from: *pair.first()?, to: pair.last()?.yesterday().ok()? }))
            .all(safe);
        if all {
            self.0.push(span);
        }
        all
    }
}
