//! Before and in court.

use super::tools::*;

pub const MEASURES: &[Built] = &[
    Built {
        id: "IND-PLO-01",
        period: Period::Snapshot,
        shape: Shape::Count,
        tables: &["ssd_pre_proceedings"],
        note: "",
        cases: |index, window, cases| {
            once(index.pre_proceedings.open_at(window.to)).into_iter().for_each(|e| cases.count(e))
        },
    },
    Built {
        id: "IND-PLO-02",
        period: Period::Rolling12,
        shape: Shape::Mean,
        tables: &["ssd_pre_proceedings"],
        note: "From the decision until stepping down or issue was agreed.",
        cases: |index, window, cases| {
            for event in index.pre_proceedings.ended(window) {
                cases.amount(*event, days_between(event.date, event.end.unwrap_or(event.date)) / 7.0);
            }
        },
    },
    Built {
        id: "IND-PLO-03",
        period: Period::Year,
        shape: Shape::Mean,
        tables: &["ssd_pre_proceedings", "ssd_legal_status"],
        note: "A child at a time. The final order is the first care order, placement order, special guardianship, child \
               arrangements or adoption order after issue.",
        cases: |index, window, cases| {
            for (event, issued, ended) in concluded(index, window) {
                cases.amount(event, days_between(issued, ended) / 7.0);
            }
        },
    },
    Built {
        id: "IND-PLO-04",
        period: Period::Rolling12,
        shape: Shape::Share,
        tables: &["ssd_pre_proceedings", "ssd_legal_status"],
        note: "As IND-PLO-03.",
        cases: |index, window, cases| {
            for (event, issued, ended) in concluded(index, window) {
                cases.case(event, ended <= issued.saturating_add(26.weeks()));
            }
        },
    },
    Built {
        id: "IND-PLO-05",
        period: Period::Year,
        shape: Shape::Rate,
        tables: &["ssd_pre_proceedings"],
        note: "Children for whom issue was agreed.",
        cases: |index, window, cases| {
            let issued = index.pre_proceedings.ended(window).iter().filter(|event| issue(index, event));
            once(issued.copied()).into_iter().for_each(|event| cases.count(event));
        },
    },
    Built {
        id: "IND-PLO-07",
        period: Period::Snapshot,
        shape: Shape::Share,
        tables: &["ssd_cla_episodes", "ssd_legal_status"],
        note: "",
        cases: |index, window, cases| {
            for child in index.looked_after(window.to) {
                cases.case(child, index.legal_status(child.who, window.to) == "C1");
            }
        },
    },
];

/// Whether pre-proceedings ended in going to court.
fn issue(index: &Index<'_>, event: &Event) -> bool {
    index.facts.pre_proceedings[event.row as usize].prep_pre_pro_outcome.to_lowercase().contains("issue")
}

/// Proceedings that ended in these days: the row, the day of issue, the day of the final order.
fn concluded(index: &Index<'_>, window: Window) -> Vec<(Event, Date, Date)> {
    let mut list = Vec::new();
    for event in index.pre_proceedings.all().iter().filter(|event| issue(index, event)) {
        let Some(issued) = event.end.filter(|end| *end <= window.to) else { continue };
        let orders = index.legal.of(event.who).iter().filter(|order| order.date > issued);
        let mut last =
            orders.filter(|order| is_final(&index.facts.legal_statuses[order.row as usize].lega_legal_status));
        let by_status = last.next().map(|order| order.date);
        let own = index.permanence.of(event.who).iter().map(|at| &index.facts.permanence[at.row as usize]);
        let by_order = own.filter_map(|row| row.perm_permanence_order_date).filter(|day| *day > issued).min();
        let ended = [by_status, by_order].into_iter().flatten().min();
        if let Some(ended) = ended.filter(|day| window.holds(*day)) {
            list.push((*event, issued, ended));
        }
    }
    list
}

/// An order that ends proceedings.
fn is_final(status: &str) -> bool {
    let lower = status.to_lowercase();
    matches!(code(status), "C2" | "E1" | "SGO" | "CAO")
        || lower.contains("special guardianship")
        || lower.contains("child arrangements")
}
