//! Scorecards: which measures each of those who answer for children looks at, in the order they are read.

/// A scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Card {
    /// In addresses: `corporate-parenting`.
    pub name: &'static str,
    pub title: &'static str,
    /// The measures, by id. One that waits for a record is shown as waiting.
    pub measures: &'static [&'static str],
}

/// Every scorecard; the first is shown unless another is asked for.
pub const CARDS: &[Card] = &[
    Card {
        name: "service",
        title: "Children's social care",
        measures: &[
            "IND-FD-01",
            "IND-FD-02",
            "IND-FD-03",
            "IND-FD-04",
            "IND-FD-05",
            "IND-FD-07",
            "IND-FD-18",
            "IND-AS-01",
            "IND-AS-03",
            "IND-CIN-01",
            "IND-CIN-04",
            "IND-CP-01",
            "IND-CP-03",
            "IND-CP-04",
            "IND-CP-05",
            "IND-CP-08",
            "IND-CP-09",
            "IND-CP-12",
            "IND-CP-13",
            "IND-CP-14",
            "IND-CP-15",
            "IND-PLO-04",
            "IND-LAC-01",
            "IND-LAC-05",
            "IND-LAC-09",
            "IND-LAC-11",
            "IND-LAC-14",
            "IND-HE-01",
            "IND-EX-02",
            "IND-CL-01",
            "IND-CL-02",
            "IND-CL-03",
            "IND-WF-02",
            "IND-WF-04",
        ],
    },
    Card {
        name: "front-door",
        title: "Front door and assessment",
        measures: &[
            "IND-FD-01",
            "IND-FD-02",
            "IND-FD-03",
            "IND-FD-04",
            "IND-FD-05",
            "IND-FD-06",
            "IND-FD-07",
            "IND-FD-08",
            "IND-FD-09",
            "IND-FD-10",
            "IND-FD-18",
            "IND-EH-01",
            "IND-EH-04",
            "IND-EH-05",
            "IND-EH-06",
            "IND-AS-01",
            "IND-AS-02",
            "IND-AS-03",
            "IND-AS-05",
            "IND-AS-06",
        ],
    },
    Card {
        name: "protection",
        title: "Child in need and child protection",
        measures: &[
            "IND-CIN-01",
            "IND-CIN-03",
            "IND-CIN-04",
            "IND-CIN-05",
            "IND-CIN-06",
            "IND-CP-01",
            "IND-CP-02",
            "IND-CP-03",
            "IND-CP-04",
            "IND-CP-05",
            "IND-CP-06",
            "IND-CP-07",
            "IND-CP-08",
            "IND-CP-09",
            "IND-CP-10",
            "IND-CP-11",
            "IND-CP-12",
            "IND-CP-13",
            "IND-CP-14",
            "IND-CP-15",
            "IND-CP-19",
        ],
    },
    Card {
        name: "director",
        title: "Director",
        measures: &[
            "IND-FD-01",
            "IND-FD-03",
            "IND-FD-07",
            "IND-FD-18",
            "IND-AS-01",
            "IND-AS-03",
            "IND-CIN-01",
            "IND-CIN-04",
            "IND-CP-04",
            "IND-CP-05",
            "IND-CP-09",
            "IND-CP-12",
            "IND-CP-13",
            "IND-PLO-03",
            "IND-LAC-01",
            "IND-LAC-05",
            "IND-LAC-09",
            "IND-LAC-11",
            "IND-AD-01",
            "IND-CL-01",
            "IND-CL-02",
            "IND-CL-03",
            "IND-WF-02",
            "IND-WF-04",
            "IND-WF-05",
        ],
    },
    Card {
        name: "lead-member",
        title: "Lead member",
        measures: &[
            "IND-FD-01",
            "IND-FD-07",
            "IND-AS-01",
            "IND-CIN-02",
            "IND-CP-06",
            "IND-CP-04",
            "IND-CP-13",
            "IND-LAC-02",
            "IND-LAC-05",
            "IND-LAC-09",
            "IND-LAC-11",
            "IND-AD-06",
            "IND-CL-01",
            "IND-CL-02",
            "IND-CL-03",
            "IND-WF-02",
        ],
    },
    Card {
        name: "corporate-parenting",
        title: "Corporate parenting board",
        measures: &[
            "IND-LAC-01",
            "IND-LAC-02",
            "IND-LAC-03",
            "IND-LAC-05",
            "IND-LAC-06",
            "IND-LAC-07",
            "IND-LAC-09",
            "IND-LAC-10",
            "IND-LAC-11",
            "IND-LAC-13",
            "IND-LAC-14",
            "IND-LAC-20",
            "IND-LAC-25",
            "IND-HE-01",
            "IND-HE-02",
            "IND-HE-03",
            "IND-HE-05",
            "IND-ED-17",
            "IND-AD-01",
            "IND-AD-02",
            "IND-CL-01",
            "IND-CL-02",
            "IND-CL-03",
            "IND-CL-04",
            "IND-CL-08",
            "IND-CL-09",
        ],
    },
    Card {
        name: "partnership",
        title: "Safeguarding partnership",
        measures: &[
            "IND-FD-01",
            "IND-FD-02",
            "IND-FD-05",
            "IND-FD-07",
            "IND-EH-01",
            "IND-EH-07",
            "IND-AS-12",
            "IND-CP-01",
            "IND-CP-02",
            "IND-CP-03",
            "IND-CP-04",
            "IND-CP-05",
            "IND-CP-07",
            "IND-CP-09",
            "IND-CP-15",
            "IND-CP-19",
            "IND-EX-02",
            "IND-EX-04",
        ],
    },
];

/// A scorecard by its name in addresses.
pub fn card(name: &str) -> Option<&'static Card> {
    CARDS.iter().find(|card| card.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_scorecard_names_measures_there_are_once_each_and_no_more_than_forty() {
        for card in CARDS {
            let ids: BTreeSet<&str> = card.measures.iter().copied().collect();
            assert_eq!(ids.len(), card.measures.len(), "{}: a measure stands twice", card.name);
            assert!(ids.len() <= 40, "{}: more than a page holds", card.name);
            assert!(ids.iter().all(|id| crate::find(id).is_some()), "{}: a measure there is not", card.name);
        }
        assert!(card("service").is_some() && card("nobody").is_none());
    }
}
