//! What is said of one measure, in a report, in a file to take out and to other programs; and what differs from it later.

use super::hidden::numbers;
use super::{Figures, words};
use jiff::civil::Date;
use measures::{Measure, Outcome, Shape, Window};
use serde::{Deserialize, Serialize};

/// A measure in a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The measure's id and name.
    pub id: String,
    pub name: String,
    /// Its definition: name of each part, and its words.
    pub definition: Vec<(String, String)>,
    /// The figure in words, both counts, and the days it is of.
    pub figure: String,
    pub counts: String,
    pub period: String,
    pub from: Date,
    pub to: Date,
    /// The figure and both counts as numbers.
    pub value: Option<f64>,
    pub counted: f64,
    pub of: f64,
    /// Parts, where the measure has them: name, how many, out of how many.
    pub parts: Vec<(String, f64, f64)>,
    /// The numbers of people it is made of.
    pub(super) numbers: Vec<u64>,
    /// The estimate of residents a rate used, in words.
    pub residents: String,
    /// The last two years month by month: the last day of each month, and the value.
    pub series: Vec<(Date, Option<f64>)>,
    /// What the series says of its last point.
    pub change: String,
    /// The figures of others, as they were then.
    pub others: Vec<Other>,
    /// What was said of it.
    pub said: Vec<SaidThen>,
    /// Those who see aggregates alone may see the figure; and the series.
    pub(super) open: bool,
    pub(super) open_series: bool,
    /// What it is out of is not told to whom this line is for.
    #[serde(skip)]
    uncounted: bool,
}

/// A figure of somebody else's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Other {
    pub name: String,
    pub value: f64,
    pub unit: String,
    pub period: String,
    pub source: String,
}

impl Other {
    /// The figure in its unit: "75.0%".
    pub fn written(&self) -> String {
        let number = format!("{:.1}", self.value);
        match self.unit.split(' ').next() {
            Some("percent") => format!("{number}%"),
            _ => format!("{number} {}", self.unit),
        }
    }
}

/// What was said of a figure, by the time a report was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaidThen {
    /// By whom, by name.
    pub by: String,
    pub on: Date,
    /// The figure as it stood when it was said.
    pub of: String,
    pub says: String,
    pub will_do: String,
}

impl Line {
    /// Of how many a mean is taken is left out for those who see aggregates alone: beside a count of the same people it
    /// tells how few are not among them.
    pub(super) fn hide_counts_of_means(&mut self) {
        let shape = measures::find(&self.id).and_then(Measure::built).map(|built| built.shape);
        if shape.is_some_and(is_mean) {
            self.counts.clear();
            (self.counted, self.of, self.uncounted) = (0.0, 0.0, true);
        }
    }

    /// May both counts be told?
    pub fn tells_counts(&self) -> bool {
        !self.is_hidden() && !self.uncounted
    }

    pub(super) fn hide(&mut self) {
        (self.figure, self.counts) = (words::HIDDEN.to_owned(), String::new());
        (self.value, self.counted, self.of) = (None, 0.0, 0.0);
        self.parts.clear();
    }

    pub(super) fn hide_series(&mut self) {
        self.series.iter_mut().for_each(|(_, value)| *value = None);
        self.change.clear();
    }

    /// Is the figure hidden?
    pub fn is_hidden(&self) -> bool {
        self.figure == words::HIDDEN
    }
}

fn is_mean(shape: Shape) -> bool {
    matches!(shape, Shape::Mean | Shape::Median)
}

impl Figures {
    /// May it be told out of how many a figure of this measure is, to whom these figures are for?
    pub fn tells_counts(&self, measure: &Measure) -> bool {
        self.open.is_none() || !measure.built().is_some_and(|built| is_mean(built.shape))
    }

    /// Both counts in words, as far as they may be told; `may` says whether the figure itself is shown.
    pub fn counts(&self, may: bool, measure: &Measure, outcome: &Outcome) -> String {
        words::counts(may && self.tells_counts(measure), measure, outcome)
    }

    /// "86.0% (43 of 50), Oct 2026": a figure with its counts and its days, as much of it as those may see whom these figures are for.
    pub fn in_words(&self, measure: &Measure, outcome: &Outcome) -> String {
        let may = self.shows(measure);
        let counts = self.counts(may, measure, outcome);
        let counts = if counts.is_empty() { counts } else { format!(" ({counts})") };
        format!("{}{counts}, {}", words::value(may, measure, outcome), words::period(measure, outcome))
    }

    /// A measure as it stands, as much of it as those may see whom these figures are for; `None` when it waits, or nothing
    /// is recorded that it is worked out from.
    pub fn line(&self, measure: &Measure, said: Vec<SaidThen>) -> Option<Line> {
        let outcome = self.latest(measure).filter(|_| self.holds(measure))?;
        let mut line = line(self, measure, outcome);
        line.said = said;
        (line.open, line.open_series) = (self.shows(measure), self.shows_series(measure));
        if self.open.is_some() {
            line.said.iter_mut().for_each(|said| said.of.clear());
            line.numbers.clear();
            line.hide_counts_of_means();
        }
        if !line.open {
            line.hide();
        }
        if !line.open_series {
            line.hide_series();
        }
        Some(line)
    }
}

/// The words of a measure, part by part.
pub fn definition(measure: &Measure) -> Vec<(String, String)> {
    let (counted, of) = measure.parts_of_definition();
    let mut parts = vec![("Counted", counted.to_owned())];
    if !of.is_empty() {
        parts.push(("Out of", of.to_owned()));
    }
    parts.push(("Who is looked at", measure.cohort.to_owned()));
    parts.push(("Which way is better", measure.direction.words().to_owned()));
    if let Some(built) = measure.built() {
        parts.push(("Period", built.period.words().to_owned()));
        parts.push(("Worked out from", built.tables.join(", ")));
        if !built.note.is_empty() {
            parts.push(("Note", built.note.to_owned()));
        }
    }
    parts.push(("Published in", measure.published.to_owned()));
    parts.into_iter().map(|(name, words)| (name.to_owned(), words)).collect()
}

pub(super) fn line(figures: &Figures, measure: &Measure, outcome: &Outcome) -> Line {
    let others = figures.others(measure).into_iter().map(|one| Other {
        name: one.name.clone(),
        value: one.value,
        unit: one.unit.clone(),
        period: one.as_printed.clone(),
        source: one.source.clone(),
    });
    let months = figures.months.iter().copied().zip(figures.points(measure));
    let residents = outcome
        .population
        .as_ref()
        .map_or(String::new(), |one| format!("{:.0} residents in {}, from {}", one.estimate, one.year, one.source));
    Line {
        id: measure.id.to_owned(),
        name: measure.name.to_owned(),
        definition: definition(measure),
        figure: words::value(true, measure, outcome),
        counts: words::counts(true, measure, outcome),
        period: words::period(measure, outcome),
        from: outcome.window.from,
        to: outcome.window.to,
        value: outcome.value,
        counted: outcome.counted,
        of: outcome.of,
        parts: outcome.parts.iter().map(|part| (part.name.clone(), part.counted, part.of)).collect(),
        numbers: numbers(measure, outcome),
        residents,
        series: months.filter(|(month, _)| *month <= outcome.window.to).collect(),
        change: figures.change_by(measure, outcome.window.to).unwrap_or_default().to_owned(),
        others: others.collect(),
        said: Vec::new(),
        open: false,
        open_series: false,
        uncounted: false,
    }
}

/// What is known now of a measure, beside what a report says.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub id: String,
    pub name: String,
    /// As issued, and as known now.
    pub then: String,
    pub now: String,
    /// What differs, a sentence each; empty when nothing does.
    pub what: Vec<String>,
}

/// What differs from a line as it was issued.
pub fn since(figures: &Figures, then: &Line) -> Changed {
    let window = Window { from: then.from, to: then.to };
    let measure = measures::find(&then.id);
    let now = measure.and_then(|measure| Some(line(figures, measure, &figures.over(measure, window)?)));
    let said = |line: &Line| {
        if line.counts.is_empty() { line.figure.clone() } else { format!("{} ({})", line.figure, line.counts) }
    };
    let mut what = Vec::new();
    let Some(now) = now else {
        what.push("It is not worked out any more.".to_owned());
        return Changed { id: then.id.clone(), name: then.name.clone(), then: said(then), now: String::new(), what };
    };
    let mut by = |name: &str, was: f64, is: f64| {
        let by = (is - was).round();
        if by != 0.0 {
            what.push(format!("{:.0} {} {name} as known now.", by.abs(), if by > 0.0 { "more" } else { "fewer" }));
        }
    };
    by("counted", then.counted, now.counted);
    by("to count out of", then.of, now.of);
    if what.is_empty() && (then.value != now.value || then.parts != now.parts) {
        what.push("It comes out otherwise from the same counts.".to_owned());
    }
    for ((name, was), (_, is)) in then.definition.iter().zip(&now.definition).filter(|(was, is)| was != is) {
        what.push(format!("Its definition reads otherwise now. {name}: “{was}” was, “{is}” is."));
    }
    if then.definition.len() != now.definition.len() {
        what.push("Its definition has other parts now.".to_owned());
    }
    if then.residents != now.residents {
        what.push(format!("Residents: {} then, {} now.", or_none(&then.residents), or_none(&now.residents)));
    }
    for other in now.others.iter().filter(|other| !then.others.contains(other)) {
        what.push(format!("Published since: {} {} {} ({}).", other.name, other.value, other.unit, other.period));
    }
    Changed { id: then.id.clone(), name: then.name.clone(), then: said(then), now: said(&now), what }
}

fn or_none(words: &str) -> &str {
    if words.is_empty() { "no estimate" } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use facts::Facts;
    use facts::tables::{Contact, ScreeningDecision};
    use jiff::Timestamp;
    use jiff::civil::date;
    use measures::Setting;

    /// Thirty-two contacts of October, of which twenty-eight are decided on the day.
    fn figures() -> Figures {
        let mut all = Facts::default();
        for n in 0..32 {
            let (day, key, child) = (date(2026, 10, 6), format!("{n}"), format!("child-{n}"));
            all.contacts.push(Contact {
                cont_contact_id: key.as_str().into(),
                cont_person_id: child.as_str().into(),
                cont_contact_date: Some(day),
                ..Contact::default()
            });
            if n < 28 {
                all.screening_decisions.push(ScreeningDecision {
                    gtsc_decision_id: key.as_str().into(),
                    gtsc_contact_id: key.as_str().into(),
                    gtsc_person_id: child.as_str().into(),
                    gtsc_decided: Some(practice::moment::Moment::day(day)),
                    gtsc_settles: Some(true),
                    ..ScreeningDecision::default()
                });
            }
        }
        Figures::worked_out(all, Setting::default(), Vec::new(), Timestamp::UNIX_EPOCH, date(2026, 11, 17))
    }

    #[test]
    fn of_how_many_a_mean_is_taken_is_not_told_to_those_who_see_aggregates_alone() {
        let mean = measures::find("IND-FD-04").expect("a measure");
        let counted = |figures: &Figures| {
            let line = figures.line(mean, Vec::new()).expect("a line");
            (line.counts.clone(), line.of, line.tells_counts(), line.figure)
        };
        // The broken twin is what those see who may: 32 received, a mean over 28, so four wait.
        assert_eq!(counted(&figures()), ("0 over 28".into(), 28.0, true, "0.0 days".into()));
        let open = figures().for_aggregates();
        assert_eq!(counted(&open), (String::new(), 0.0, false, "0.0 days".into()));
        let latest = open.latest(mean).expect("a figure");
        assert_eq!(open.counts(true, mean, latest), "");
        // A count and a share tell theirs.
        assert!(open.tells_counts(measures::find("IND-FD-01").expect("a measure")));
    }
}
