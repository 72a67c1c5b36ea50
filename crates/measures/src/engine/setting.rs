//! What an authority says of itself: its place, its population, and the limits it sets where no law does.

use jiff::civil::Date;

/// An estimate of residents aged 0 to 17 in the middle of a year, as it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// The 30 June it is of.
    pub year: i16,
    pub estimate: f64,
    pub source: String,
}

/// Limits that are local. Each default is the starting value of its clock in the catalogue of clocks.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Working days between visits to a child on a protection plan: CLK-CP-07.
    pub cp_visit_working_days: i32,
    /// Days within which a child on a protection plan is seen alone: CLK-CP-10.
    pub cp_alone_days: i32,
    /// Days between visits to a child in need: CLK-CIN-03.
    pub cin_visit_days: i32,
    /// Days between reviews of a child in need plan: CLK-CIN-02.
    pub cin_review_days: i32,
    /// Days between core groups after the first: CLK-CP-02.
    pub core_group_days: i32,
    /// Days between visits to a looked-after child.
    pub cla_visit_days: i32,
    /// The most children a full-time worker is to hold.
    pub caseload: f64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            cp_visit_working_days: 10,
            cp_alone_days: 28,
            cin_visit_days: 28,
            cin_review_days: 42,
            core_group_days: 42,
            cla_visit_days: 42,
            caseload: 20.0,
        }
    }
}

/// An authority.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Setting {
    /// The first halves of the postcodes within its boundary, such as `BL9`; empty when they are not known.
    pub districts: Vec<String>,
    /// Estimates, in any order.
    pub populations: Vec<Population>,
    pub limits: Limits,
}

impl Setting {
    /// The estimate a rate on this day uses: the latest of a 30 June before it; else the earliest there is.
    pub fn population(&self, on: Date) -> Option<&Population> {
        let by = |one: &&Population| Date::new(one.year, 6, 30).is_ok_and(|middle| middle <= on);
        let known = self.populations.iter().filter(by).max_by_key(|one| one.year);
        known.or_else(|| self.populations.iter().min_by_key(|one| one.year))
    }

    /// Whether a postcode lies outside the authority; `None` when that cannot be said.
    pub fn outside(&self, postcode: &str) -> Option<bool> {
        let plain: String = postcode.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        if self.districts.is_empty() || plain.len() < 5 || !plain.is_ascii() {
            return None;
        }
        let district = &plain[..plain.len() - 3];
        Some(!self.districts.iter().any(|own| own.eq_ignore_ascii_case(district)))
    }
}
