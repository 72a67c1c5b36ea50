//! What makes a rule a rule, and how sure we are of it.

/// What makes a rule a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// An Act or regulations.
    Statute,
    /// Guidance that must be followed unless there is good reason.
    StatutoryGuidance,
    /// What this authority has decided; the figure is a setting.
    LocalDefault,
    /// A definition or standard used by national statistics.
    NationalDefinition,
}

impl Basis {
    /// "statutory guidance".
    pub fn label(self) -> &'static str {
        match self {
            Basis::Statute => "statute",
            Basis::StatutoryGuidance => "statutory guidance",
            Basis::LocalDefault => "local default",
            Basis::NationalDefinition => "national definition or standard",
        }
    }
}

/// How sure we are of the figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    /// The number was read in the source, or in a page quoting it.
    Verified,
    /// A secondary page, a parallel text or part of the source was read.
    Corroborated,
    /// From professional knowledge: check before treating it as law.
    Unverified,
}

impl Confidence {
    /// In words, for the page.
    pub fn label(self) -> &'static str {
        match self {
            Confidence::Verified => "checked against the source",
            Confidence::Corroborated => "corroborated, source not read in full",
            Confidence::Unverified => "from professional knowledge, not checked",
        }
    }
}
