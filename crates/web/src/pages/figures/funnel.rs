//! A funnel: figures of groups of different size beside the limits chance and their usual differences give each size. In words
//! first; the table beside it says the same.

use super::chart::short;
use maud::{Markup, html};
use measures::Measure;
use measures::statistics::funnel::{Funnel, Kind, Position, Unit, around, funnel};

/// Groups laid in a funnel.
pub(super) struct Laid {
    units: Vec<Unit>,
    funnel: Funnel,
    /// What the line in the middle is.
    middle: String,
    /// What a value of one is in the unit of the measure: 100 for a share.
    scale: f64,
}

/// The fewest that are compared with each other.
pub(super) const FEWEST: usize = 3;

impl Laid {
    /// Groups of an authority around its own share, each out of how many.
    pub(super) fn groups(counted: f64, of: f64, units: Vec<Unit>) -> Option<Laid> {
        let real = units.iter().filter(|unit| unit.of > 0.0).count();
        (real >= FEWEST && of > 0.0).then(|| Laid {
            funnel: around(Kind::Proportion, counted / of, &units),
            units,
            middle: "all of ours".to_owned(),
            scale: 100.0,
        })
    }

    /// Authorities around what they are together.
    pub(super) fn authorities(kind: Kind, units: Vec<Unit>) -> Option<Laid> {
        let scale = if kind == Kind::Proportion { 100.0 } else { 10_000.0 };
        (units.len() >= FEWEST).then(|| Laid {
            funnel: funnel(kind, &units),
            units,
            middle: "all of them".to_owned(),
            scale,
        })
    }

    /// Where one lies, in words; nothing for one that is not in it.
    pub(super) fn words(&self, name: &str) -> &'static str {
        let at = self.units.iter().position(|unit| unit.name == name && unit.of > 0.0);
        at.and_then(|at| self.funnel.positions.get(at)).map_or("", |position| position.words())
    }

    fn beyond(&self) -> impl Iterator<Item = (&Unit, Position)> {
        let laid = self.units.iter().zip(self.funnel.positions.iter().copied());
        laid.filter(|(unit, position)| unit.of > 0.0 && *position != Position::Expected)
    }

    /// What it shows, as a sentence.
    pub(super) fn finding(&self) -> String {
        let beyond: Vec<String> =
            self.beyond().map(|(unit, position)| format!("{} is {}", unit.name, position.words())).collect();
        if beyond.is_empty() {
            return "None differs by more than chance and their usual differences would have it".to_owned();
        }
        beyond.join("; ")
    }

    /// The picture, wide or for a narrow page. Whoever is beyond a limit is a square with a name.
    pub(super) fn drawn(&self, measure: &Measure, wide: bool) -> Markup {
        let (left, right) = if wide { (56.0, 704.0) } else { (32.0, 336.0) };
        let real: Vec<&Unit> = self.units.iter().filter(|unit| unit.of > 0.0).collect();
        let widest = real.iter().map(|unit| unit.of).fold(1.0, f64::max) * 1.1;
        let value = |unit: &Unit| self.scale * unit.counted / unit.of;
        let highest = real.iter().map(|unit| value(unit)).fold(self.scale * self.funnel.target, f64::max) * 1.15;
        let most = if self.funnel.kind == Kind::Proportion { highest.min(100.0) } else { highest };
        let most = if most > 0.0 { most } else { 1.0 };
        let x = |of: f64| left + (right - left) * of / widest;
        let y = |value: f64| 224.0 - 208.0 * (value / most).clamp(0.0, 1.0);
        let curve = |limit: &dyn Fn(f64) -> f64| -> String {
            let steps = (1..=60).map(|step| widest * f64::from(step) / 60.0);
            let points = steps.map(|of| format!("{:.1} {:.1}", x(of), y(self.scale * limit(of))));
            format!("M{}", points.collect::<Vec<_>>().join("L"))
        };
        let middle = self.scale * self.funnel.target;
        let finding = self.finding();
        html! {
            svg class=(if wide { "gt-chart gt-chart--wide" } else { "gt-chart gt-chart--narrow" }) viewBox={ "0 0 " (right + 16.0) " 264" } role="img" aria-label={ (measure.name) ", each by its size. " (finding) "; the table says the same" } {
                @for (at, class) in [(0, "gt-chart__limit"), (1, "gt-chart__limit gt-chart__limit--far")] {
                    path class=(class) fill="none" d=(curve(&|of| self.funnel.limits(of)[at].0)) {}
                    path class=(class) fill="none" d=(curve(&|of| self.funnel.limits(of)[at].1)) {}
                }
                line.gt-chart__middle x1=(left) x2=(right) y1=(format!("{:.1}", y(middle))) y2=(format!("{:.1}", y(middle))) {}
                text.gt-chart__words x=(right) y=(format!("{:.1}", y(middle) - 4.0)) text-anchor="end" { (self.middle) " " (short(middle)) }
                text.gt-chart__words x=(left - 4.0) y="228" text-anchor="end" { "0" }
                text.gt-chart__words x=(left - 4.0) y="20" text-anchor="end" { (short(most)) }
                @for unit in &real {
                    @let (across, up) = (x(unit.of), y(value(unit)));
                    @if self.words(&unit.name) == Position::Expected.words() {
                        circle.gt-chart__point cx=(format!("{across:.1}")) cy=(format!("{up:.1}")) r="4" { title { (unit.name) } }
                    } @else {
                        rect.gt-chart__signal x=(format!("{:.1}", across - 5.0)) y=(format!("{:.1}", up - 5.0)) width="10" height="10" { title { (unit.name) } }
                        text.gt-chart__words x=(format!("{:.1}", if across > 0.6 * right { across - 10.0 } else { across + 10.0 })) y=(format!("{:.1}", up + 4.0)) text-anchor=(if across > 0.6 * right { "end" } else { "start" }) { (unit.name) }
                    }
                }
                text.gt-chart__words x=(left) y="258" text-anchor="start" { "small" }
                text.gt-chart__words x=(right) y="258" text-anchor="end" { "out of " (format!("{widest:.0}")) }
            }
        }
    }

    /// The finding, the picture, and how to read it.
    pub(super) fn shown(&self, measure: &Measure) -> Markup {
        html! {
            p.govuk-body { (self.finding()) "." }
            (self.drawn(measure, true))
            (self.drawn(measure, false))
            p.govuk-body.gt-soft {
                "The smaller a group, the more its figure moves by chance. Nineteen in twenty lie between the dashed lines, all but two in a thousand between the dotted ones"
                @if self.funnel.between > 0.0 { "; both are wider by what groups usually differ" }
                ". A square lies outside, which asks for a reason and proves none."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn teams(east: f64) -> Option<Laid> {
        let unit = |name: &str, counted, of| Unit { name: name.to_owned(), counted, of };
        let usual = [71.0, 68.0, 73.0, 70.0, 67.0, 72.0, 69.0, 74.0, 70.0].into_iter().zip('A'..);
        let usual = usual.map(|(counted, name)| unit(&name.to_string(), counted, 100.0));
        let rest = [unit("West", 8.0, 12.0), unit("Hub", 0.0, 0.0), unit("East", east, 100.0)];
        Laid::groups(700.0, 1000.0, usual.chain(rest).collect())
    }

    #[test]
    fn who_lies_outside_is_said_in_words_drawn_as_a_square_and_named() {
        let measure = measures::find("IND-AS-01").expect("a measure");
        let usual = teams(71.0).expect("laid");
        assert!(usual.finding().starts_with("None differs"), "{}", usual.finding());
        let picture = usual.drawn(measure, true).into_string();
        assert!(!picture.contains("<rect") && picture.matches("<circle").count() == 11, "nobody of none is drawn");
        assert_eq!(usual.words("Hub"), "");
        // Forty of a hundred, where seven in ten is usual and a team of twelve says little.
        let low = teams(40.0).expect("laid");
        assert!(low.finding().contains("East is") && low.finding().contains("below expected"), "{}", low.finding());
        let picture = low.drawn(measure, false).into_string();
        assert_eq!(picture.matches("<rect").count(), 1);
        assert!(picture.contains(">East</text>") && picture.contains("role=\"img\""));
        assert_eq!(low.words("West"), "as expected for its size");
    }

    #[test]
    fn two_are_too_few_to_compare() {
        let units = ["A", "B"].map(|name| Unit { name: name.to_owned(), counted: 5.0, of: 50.0 });
        assert!(Laid::groups(10.0, 100.0, units.to_vec()).is_none());
        assert!(Laid::authorities(Kind::Proportion, units.to_vec()).is_none());
    }
}
