//! The funnel plot: how different an authority is from what its size would have.
//!
//! Spiegelhalter D J, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005) 1185-1202;
//! over-dispersion by an additive variance from z-scores held at their tenth and ninetieth percentile, as in
//! Spiegelhalter D J, Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14 (2005)
//! 347-351. It takes the place of a table of ranks.

/// What is counted for each unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Some of those counted: a share.
    Proportion,
    /// Events among a population: a rate.
    Rate,
}

/// An authority, or a team: the numerator, and what it is out of (more than nought).
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    pub name: String,
    pub counted: f64,
    pub of: f64,
}

/// Where a unit lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// Below the 99.8% limit.
    FarBelow,
    /// Below the 95% limit.
    Below,
    Expected,
    /// Above the 95% limit.
    Above,
    /// Above the 99.8% limit.
    FarAbove,
}

impl Position {
    pub fn words(self) -> &'static str {
        match self {
            Position::FarBelow => "far below expected for its size",
            Position::Below => "below expected for its size",
            Position::Expected => "as expected for its size",
            Position::Above => "above expected for its size",
            Position::FarAbove => "far above expected for its size",
        }
    }
}

/// The limits, and where each unit lies among them, in the order given.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    pub kind: Kind,
    /// The value of all units together: between 0 and 1 for a proportion, per head for a rate.
    pub target: f64,
    /// The variance between units beyond chance; nought when there is none to speak of.
    pub between: f64,
    pub positions: Vec<Position>,
}

/// Two-sided 95% and 99.8% of the normal distribution.
pub const Z: [f64; 2] = [1.959_964, 3.090_232];

/// Places units in a funnel around the value of all of them together. Units out of nothing are left out of it and lie as
/// expected.
pub fn funnel(kind: Kind, units: &[Unit]) -> Funnel {
    let of: f64 = units.iter().map(|unit| unit.of).sum();
    let target = if of > 0.0 { units.iter().map(|unit| unit.counted).sum::<f64>() / of } else { 0.0 };
    around(kind, target, units)
}

/// The same around a value that is known: teams around their authority's own.
pub fn around(kind: Kind, target: f64, units: &[Unit]) -> Funnel {
    let mut funnel = Funnel { kind, target, between: 0.0, positions: Vec::new() };
    let real: Vec<&Unit> = units.iter().filter(|unit| unit.of > 0.0).collect();
    funnel.between = between(&funnel, &real);
    funnel.positions = units.iter().map(|unit| funnel.position(unit)).collect();
    funnel
}

impl Funnel {
    /// The variance that chance alone gives a unit of this size.
    fn chance(&self, of: f64) -> f64 {
        match self.kind {
            Kind::Proportion => self.target * (1.0 - self.target) / of,
            Kind::Rate => self.target / of,
        }
    }

    /// The limits for a unit of this size: 95%, then 99.8%; each lower, then upper.
    pub fn limits(&self, of: f64) -> [(f64, f64); 2] {
        let spread = (self.chance(of) + self.between).sqrt();
        let most = if self.kind == Kind::Proportion { 1.0 } else { f64::INFINITY };
        Z.map(|z| ((self.target - z * spread).max(0.0), (self.target + z * spread).min(most)))
    }

    fn position(&self, unit: &Unit) -> Position {
        if unit.of <= 0.0 {
            return Position::Expected;
        }
        let (value, [near, far]) = (unit.counted / unit.of, self.limits(unit.of));
        match value {
            _ if value < far.0 => Position::FarBelow,
            _ if value > far.1 => Position::FarAbove,
            _ if value < near.0 => Position::Below,
            _ if value > near.1 => Position::Above,
            _ => Position::Expected,
        }
    }
}

/// The additive variance between units (DerSimonian and Laird), from winsorised z-scores.
fn between(funnel: &Funnel, units: &[&Unit]) -> f64 {
    let chance: Vec<f64> = units.iter().map(|unit| funnel.chance(unit.of)).collect();
    if units.len() < 3 || chance.iter().any(|one| *one <= 0.0) {
        return 0.0;
    }
    let z = |(unit, chance): (&&Unit, &f64)| (unit.counted / unit.of - funnel.target) / chance.sqrt();
    let mut scores: Vec<f64> = units.iter().zip(&chance).map(z).collect();
    scores.sort_by(f64::total_cmp);
    let held = units.len() / 10;
    let (low, high) = (scores[held], scores[scores.len() - 1 - held]);
    let count = units.len() as f64;
    let phi = scores.iter().map(|z| z.clamp(low, high).powi(2)).sum::<f64>() / count;
    let weights: Vec<f64> = chance.iter().map(|one| 1.0 / one).collect();
    let (sum, squares) = (weights.iter().sum::<f64>(), weights.iter().map(|one| one * one).sum::<f64>());
    let spare = sum - squares / sum;
    if spare > 0.0 { ((count * phi - (count - 1.0)) / spare).max(0.0) } else { 0.0 }
}
