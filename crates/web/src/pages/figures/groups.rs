//! A measure broken down: a table of its groups, and where their size may be allowed for, a funnel.

use super::funnel::{FEWEST, Laid};
use super::measure::MeasurePage;
use crate::components::{BoardTable, Button, Column, Select};
use crate::pages::as_at::kept_day;
use casework::figures::{Shown, words};
use maud::{Markup, html};
use measures::engine::breakdown::ALL;
use measures::statistics::funnel::{Kind, Unit};
use measures::{By, Measure, Outcome, Shape};

/// What somebody may break a figure down by: what one worker does is for those who see small numbers.
pub(super) fn asked_by(shown: Shown) -> impl Iterator<Item = By> {
    ALL.into_iter().filter(move |by| shown.whole || *by != By::Worker)
}

/// What it is broken down by, the groups, and why no funnel is drawn where there is none.
pub(super) fn view(page: &MeasurePage) -> Markup {
    let MeasurePage { measure, as_at, by, figures, .. } = page;
    let options = asked_by(page.shown).map(|by| (by.words(), by.words()));
    let options: Vec<(&str, &str)> = [("", "Nothing")].into_iter().chain(options).collect();
    let groups = groups(page);
    let funnel = funnel_of(page, groups.as_deref().unwrap_or_default());
    html! {
        h2.govuk-heading-m id="groups" { "Broken down" }
        form.gt-inline method="get" action={ "/figures/" (measure.id) "#groups" } {
            (kept_day(*as_at))
            @if !page.team.is_empty() { input type="hidden" name="team" value=(page.team); }
            (Select::new("by", "By", options, by.map_or("", By::words)))
            (Button::secondary("Show"))
        }
        @if let (Some(groups), Some(by)) = (groups, by) {
            @match &funnel {
                Ok(funnel) => { (funnel.shown(measure)) }
                Err(why) => { p.govuk-body.gt-soft { "No funnel is drawn: " (why) "." } }
            }
            (BoardTable {
                caption: format!("By {}", by.words()),
                columns: ["Group".into(), Column::number("Figure"), Column::number("Counts")]
                    .into_iter()
                    .chain(funnel.is_ok().then(|| "For its size".into()))
                    .collect(),
                rows: groups.into_iter().map(|(name, outcome)| {
                    let (figure, counted) = match &outcome {
                        Some(outcome) => (grouped(measure, outcome), figures.counts(true, measure, outcome)),
                        None => (words::HIDDEN.to_owned(), String::new()),
                    };
                    let lies = funnel.as_ref().ok().map(|funnel| funnel.words(&name).into());
                    [name.into(), figure.into(), counted.into()].into_iter().chain(lies).collect()
                }).collect(),
                empty: "Nobody is counted.".into(),
                classes: String::new(),
            })
        }
    }
}

/// Groups of children whose share may be laid in a funnel around the authority's own: of those that are shown alone. Else why
/// they may not.
fn funnel_of(page: &MeasurePage, groups: &[(String, Option<Outcome>)]) -> Result<Laid, String> {
    let MeasurePage { measure, figures, by, .. } = page;
    match measure.built().map(|built| built.shape) {
        Some(Shape::Share) => {}
        Some(Shape::Mean | Shape::Median) => {
            return Err("a mean of few moves by how far each lies from it, which no count tells".into());
        }
        Some(Shape::Rate | Shape::Count | Shape::Residents) => {
            return Err(
                "nobody estimates how many residents a group has, so its number cannot be put beside its size".into()
            );
        }
        Some(Shape::Parts) | None => return Err("the figure has parts, and is no one share".into()),
    }
    if !matches!(by, Some(By::Team | By::Locality | By::Worker)) {
        return Err("groups of children by what they are do not differ by chance alone; read the counts".into());
    }
    let whole =
        figures.latest(measure).filter(|_| figures.shows(measure)).ok_or("the figure of everybody is hidden")?;
    let unit = |(name, outcome): &(String, Option<Outcome>)| {
        let outcome = outcome.as_ref()?;
        Some(Unit { name: name.clone(), counted: outcome.counted, of: outcome.of })
    };
    let laid = Laid::groups(whole.counted, whole.of, groups.iter().filter_map(unit).collect());
    laid.ok_or_else(|| format!("fewer than {FEWEST} groups can be compared"))
}

/// Ours among the authorities whose figures were loaded with counts.
pub(super) fn among(page: &MeasurePage) -> Option<Laid> {
    let MeasurePage { measure, figures, .. } = page;
    let kind = match measure.built()?.shape {
        Shape::Share => Kind::Proportion,
        Shape::Rate => Kind::Rate,
        _ => return None,
    };
    let ours = figures.latest(measure).filter(|one| page.team.is_empty() && figures.shows(measure) && one.of > 0.0)?;
    let others = figures.others(measure).into_iter().filter_map(|one| {
        let (counted, of) = one.counts?;
        Some(Unit { name: one.name.clone(), counted, of })
    });
    let ours = Unit { name: "Ours".to_owned(), counted: ours.counted, of: ours.of };
    Laid::authorities(kind, std::iter::once(ours).chain(others).collect())
}

/// The figures of the groups asked for, those that may be shown, by the names people know.
pub(super) fn groups(page: &MeasurePage) -> Option<Vec<(String, Option<Outcome>)>> {
    let MeasurePage { measure, figures, by, staff, .. } = page;
    let (by, on) = ((*by)?, figures.latest(measure)?.window.to);
    let named = |(name, outcome): (String, Option<Outcome>)| {
        let name = match by {
            By::Team => staff.team(&name.as_str().into()).to_owned(),
            By::Worker => staff.worker(&name.as_str().into()).to_owned(),
            _ => name,
        };
        (name, outcome)
    };
    Some(figures.groups(measure, on, by).into_iter().map(named).collect())
}

/// A figure of a group: of a rate, how many, since nobody estimates the residents of a group.
pub(super) fn grouped(measure: &Measure, outcome: &Outcome) -> String {
    match measure.built().map(|built| built.shape) {
        Some(Shape::Rate) => format!("{:.0}", outcome.counted),
        _ => words::value(true, measure, outcome),
    }
}
