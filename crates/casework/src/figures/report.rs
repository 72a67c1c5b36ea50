//! Reports: a scorecard of a month or a quarter, issued by somebody and kept word for word, with what was known then.

use super::Figures;
use super::hidden::{Open, Released};
use super::lines::{Changed, Line, SaidThen, line, since};
use crate::access::{Act, Actor};
use crate::{Casework, Done, Problem};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use measures::cards::{Card, card};
use measures::{Measure, Period, Window};
use practice::ids::StaffId;
use practice::moment::{Moment, long_date, month_name};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::PoisonError;
use store::{Report, StoreError};
use uuid::Uuid;

/// As many reports as are listed, and as are asked whether they released something.
const MOST: usize = 2_000;
/// How many reports are read at a time.
const AT_A_TIME: usize = 50;

/// What a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Every {
    /// A month.
    Month,
    /// January to March, April to June, and so on.
    Quarter,
}

/// What a report says. Nothing here is worked out again: it is what stood there when it was issued.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The scorecard's name in addresses.
    pub card: String,
    /// Its title.
    pub title: String,
    pub every: Every,
    /// The first and the last day.
    pub from: Date,
    pub to: Date,
    /// When the records were read.
    pub read: Timestamp,
    /// The measures, in the order of the scorecard.
    pub lines: Vec<Line>,
}

/// A report that was issued; without what it says in a list of reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Issued {
    pub id: Uuid,
    pub card: String,
    pub title: String,
    pub every: Every,
    pub to: Date,
    pub issued: Moment,
    pub by: StaffId,
}

impl Every {
    pub const ALL: [Every; 2] = [Every::Month, Every::Quarter];

    /// In addresses and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Every::Month => "month",
            Every::Quarter => "quarter",
        }
    }

    pub fn by_name(name: &str) -> Option<Every> {
        Every::ALL.into_iter().find(|one| one.name() == name)
    }

    fn window(self) -> Period {
        match self {
            Every::Month => Period::Month,
            Every::Quarter => Period::Quarter,
        }
    }

    /// The last days of those that are over by a day, latest first: two years of them.
    pub fn over_by(self, on: Date) -> Vec<Date> {
        let months =
            (1..=24).filter_map(|back: i32| on.first_of_month().saturating_sub((back - 1).months()).yesterday().ok());
        months.filter(|day| self == Every::Month || day.month() % 3 == 0).collect()
    }

    /// One of them as a form sends it: `month 2026-10-31`.
    pub fn written(self, to: Date) -> String {
        format!("{} {to}", self.name())
    }

    /// Reads what a form sent.
    pub fn read(text: &str) -> Done<(Every, Date)> {
        let read = text.split_once(' ').and_then(|(every, to)| Some((Every::by_name(every)?, to.parse().ok()?)));
        read.ok_or_else(|| Problem::Refused("Choose the month or the quarter the report is of.".into()))
    }

    /// "October 2026", "July to September 2026".
    pub fn of(self, to: Date) -> String {
        let from = self.window().window(to).from;
        match self {
            Every::Month => format!("{} {}", month_name(to.month()), to.year()),
            Every::Quarter => format!("{} to {} {}", month_name(from.month()), month_name(to.month()), to.year()),
        }
    }
}

impl Content {
    /// What a report says of figures where nothing was released before: for what is looked at without a store.
    pub fn alone(
        figures: &Figures,
        card: &Card,
        every: Every,
        to: Date,
        said: BTreeMap<String, Vec<SaidThen>>,
    ) -> Content {
        Content::of(figures, card, every, to, said, &[])
    }

    fn of(
        figures: &Figures,
        card: &Card,
        every: Every,
        to: Date,
        mut said: BTreeMap<String, Vec<SaidThen>>,
        released: &[Released],
    ) -> Content {
        let open = Open::of(figures, released);
        let line = |measure: &Measure| {
            let window = window(measure, every, to)?;
            let outcome = figures.over(measure, window).filter(|_| figures.holds(measure))?;
            let mut line = line(figures, measure, &outcome);
            line.said = said.remove(measure.id).unwrap_or_default();
            line.open = open.admits(figures, released, measure, window);
            line.open_series = open.series.contains(measure.id);
            Some(line)
        };
        let lines = card.measures.iter().filter_map(|id| measures::find(id)).filter_map(line).collect();
        let from = every.window().window(to).from;
        let (card, title) = (card.name.to_owned(), card.title.to_owned());
        Content { card, title, every, from, to, read: figures.at(), lines }
    }

    /// "Director: October 2026".
    pub fn heading(&self) -> String {
        format!("{}: {}", self.title, self.every.of(self.to))
    }

    fn released(&self) -> impl Iterator<Item = Released> + '_ {
        self.lines.iter().map(|line| Released {
            measure: line.id.clone(),
            window: Window { from: line.from, to: line.to },
            numbers: line.numbers.clone(),
            open: line.open,
        })
    }

    /// The same for those who see aggregates alone: as much of it as they might see when it was issued.
    pub fn for_aggregates(mut self) -> Content {
        for line in &mut self.lines {
            // What was said names the figure of its own day, which was never looked at beside the others.
            line.said.iter_mut().for_each(|said| said.of.clear());
            line.numbers.clear();
            line.hide_counts_of_means();
            if !line.open_series {
                line.hide_series();
            }
            if !line.open {
                line.hide();
            }
        }
        self
    }
}

/// The days a measure is of in a report: the report's own, unless it stands for a longer time or for a day.
fn window(measure: &Measure, every: Every, to: Date) -> Option<Window> {
    let period = match measure.built()?.period {
        Period::Month | Period::ThreeMonths | Period::Quarter => every.window(),
        other => other,
    };
    Some(period.window(to))
}

impl Casework {
    /// What each report released, by report. Each is read once and stays as it is.
    pub(super) fn released(&self) -> Done<BTreeMap<Uuid, Vec<Released>>> {
        let all = self.store().reports(MOST)?;
        let kept = || self.figures.released.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().clone();
        let new: Vec<Uuid> = all.iter().map(|one| one.id).filter(|id| !known.contains_key(id)).collect();
        for some in new.chunks(AT_A_TIME) {
            for report in self.store().issued(some)? {
                let released = read(&report)?.released().collect();
                kept().insert(report.id, released);
            }
        }
        Ok(if new.is_empty() { known } else { kept().clone() })
    }

    /// What a report would say, were it issued now.
    pub fn draft_report(&self, actor: &Actor, card_name: &str, of: &str) -> Done<Content> {
        self.may(actor, Act::IssueReports)?;
        self.looked(actor, "view_report", &[], None)?;
        self.content(actor, card_name, of)
    }

    fn content(&self, actor: &Actor, card_name: &str, of: &str) -> Done<Content> {
        let (every, to) = Every::read(of)?;
        let card: &Card = card(card_name).ok_or(Problem::NotFound)?;
        let figures = self.figures_as(crate::file::AsAt::Now)?;
        if !every.over_by(figures.on).contains(&to) {
            let words = format!("{} is not the end of a {} that is over.", long_date(to), every.name());
            return Err(Problem::Refused(format!("{words} Choose one from the list.")));
        }
        let released: Vec<Released> = self.released()?.into_values().flatten().collect();
        let from = every.window().window(to).from;
        let said = self.said_since(actor, from)?;
        Ok(Content::of(&figures, card, every, to, said, &released))
    }

    /// What was said of each measure since a day, latest first, and the last that was said before.
    pub fn said_since(&self, actor: &Actor, from: Date) -> Done<BTreeMap<String, Vec<SaidThen>>> {
        let staff = self.staff_names();
        let mut said: BTreeMap<String, Vec<SaidThen>> = BTreeMap::new();
        for (measure, one) in self.commentary(actor)? {
            let then = SaidThen {
                by: staff.worker(&one.by).to_owned(),
                on: one.written.date,
                of: one.figure,
                says: one.says,
                will_do: one.will_do,
            };
            let all = said.entry(measure).or_default();
            if all.last().is_none_or(|last| last.on >= from) {
                all.push(then);
            }
        }
        Ok(said)
    }

    /// Issues a report: what it says stands for ever. The same `key`, a UUID, sent twice issues one; answers with its name.
    pub fn issue_report(&self, actor: &Actor, key: &str, card: &str, of: &str) -> Done<Uuid> {
        self.may(actor, Act::IssueReports)?;
        let id: Uuid = key.parse().map_err(|_| Problem::Refused("Go back and send the form again.".into()))?;
        // One after another: each is looked at beside those before.
        let _one = self.figures.issuing.lock().unwrap_or_else(PoisonError::into_inner);
        let content = self.content(actor, card, of)?;
        let body = serde_json::to_string(&content)
            .map_err(|fault| Problem::Store(StoreError::Engine(format!("a report could not be written: {fault}"))))?;
        let report = Report {
            id,
            about: format!("{} {}", content.card, content.every.written(content.to)),
            issued: self.now(),
            by: actor.staff.clone(),
            body,
        };
        let entry = self.dressed(self.entry(actor, "issue_report", &[], None));
        if self.store().issue_report(&report, &entry)? {
            self.vouched(&[]);
        }
        Ok(id)
    }

    /// The reports that were issued, latest first.
    pub fn reports(&self, actor: &Actor) -> Done<Vec<Issued>> {
        self.may(actor, Act::SeeFigures)?;
        self.looked(actor, "view_reports", &[], None)?;
        Ok(self.store().reports(MOST)?.iter().filter_map(head).collect())
    }

    /// A report as it was issued: word for word, or as much of it as those may see who see aggregates alone.
    pub fn report(&self, actor: &Actor, id: Uuid) -> Done<(Issued, Content)> {
        self.may(actor, Act::SeeFigures)?;
        self.looked(actor, "view_report", &[], None)?;
        let report = self.store().issued(&[id])?.pop().ok_or(Problem::NotFound)?;
        let content = read(&report)?;
        let issued = head(&report).ok_or(Problem::NotFound)?;
        let whole = self.sees_figures(actor).whole;
        Ok((issued, if whole { content } else { content.for_aggregates() }))
    }

    /// What is known now of the same days, beside what a report says: for those who see small numbers.
    pub fn since_report(&self, actor: &Actor, id: Uuid) -> Done<(Issued, Content, Vec<Changed>)> {
        self.may(actor, Act::SeeSmallNumbers)?;
        let (issued, content) = self.report(actor, id)?;
        let figures = self.figures_as(crate::file::AsAt::Now)?;
        let changed = content.lines.iter().map(|line| since(&figures, line)).collect();
        Ok((issued, content, changed))
    }
}

fn read(report: &Report) -> Done<Content> {
    serde_json::from_str(&report.body)
        .map_err(|fault| Problem::Store(StoreError::Engine(format!("a report cannot be read: {fault}"))))
}

fn head(report: &Report) -> Option<Issued> {
    let (name, of) = report.about.split_once(' ')?;
    let (every, to) = Every::read(of).ok()?;
    Some(Issued {
        id: report.id,
        card: name.to_owned(),
        title: card(name).map_or_else(|| name.to_owned(), |card| card.title.to_owned()),
        every,
        to,
        issued: Moment::of(report.issued),
        by: report.by.clone(),
    })
}
