//! Leaving care: the pathway plan, and how a young person is around each birthday.

use crate::Record;
use crate::answer::{Asked, Prose};
use crate::care::{dated, not_yet};
use crate::codes::{AccommodationType, Activity, Code, InTouch};
use crate::form::Fault;
use crate::ids::StaffId;
use crate::looked_after::Period;
use crate::moment::Moment;
use crate::record::Checking;
use jiff::Span;
use jiff::civil::Date;

/// Pathway plan
///
/// What a young person wants and needs to live as an adult, made with them, and looked at again at least every six months.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "leaving_care", cite = "Children Act 1989 s.23E; Care Leavers (England) Regulations 2010 reg 6 and 7", check = PathwayPlan::check)]
pub struct PathwayPlan {
    /// When was it agreed or reviewed?
    #[field(dates_record)]
    pub agreed: Moment,
    /// Personal adviser
    pub adviser: Option<StaffId>,
    /// What does the young person want?
    pub wants: Asked<Prose>,
    /// What will be done, by whom and by when?
    #[field(line)]
    pub what: Prose,
}

impl PathwayPlan {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        not_yet("agreed", self.agreed, checking)
    }
}

/// Leaving-care contact
///
/// How a young person who left care is: asked around each birthday from 17 to 21, and whenever it changes.
#[derive(Record, Clone, PartialEq, Debug)]
#[record(area = "leaving_care", cite = "Children Act 1989 s.23C; SSDA903 OC3", check = LeavingCareContact::check)]
pub struct LeavingCareContact {
    /// When?
    #[field(dates_record)]
    pub on: Moment,
    /// Are we in touch?
    #[field(line)]
    pub in_touch: Code<InTouch>,
    /// What does the young person mainly do?
    #[field(optional, line)]
    pub activity: Code<Activity>,
    /// Where does the young person live?
    ///
    /// Leave it empty when it is not known.
    #[field(optional)]
    pub accommodation: Code<AccommodationType>,
    /// Is that suitable?
    pub suitable: Asked<bool>,
    /// What does the young person say?
    pub words: Asked<Prose>,
}

impl LeavingCareContact {
    fn check(&self, checking: &Checking) -> Vec<Fault> {
        let mut faults = not_yet("on", self.on, checking);
        faults.extend(dated(&self.activity, self.on.date, "activity"));
        let place = !self.accommodation.as_str().is_empty();
        if self.in_touch.is(&["YES"]) && (!place || self.activity.is(&["", "0"])) {
            faults.push(Fault::at("in_touch", "We are in touch: say what the young person does and where they live"));
        }
        if place && self.suitable.known().is_none() {
            faults.push(Fault::at("suitable", "Say whether where the young person lives is suitable"));
        }
        faults
    }
}

/// What a young person is owed after care, worked out from birth and the times looked after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Eligibility {
    /// 16 or 17, looked after, and for 13 weeks or more since 14.
    Eligible,
    /// 16 or 17, was eligible, and left care.
    Relevant,
    /// 18 to 24, and was eligible or relevant.
    FormerRelevant,
    /// 16 to 24, looked after at 16 or 17, and not for long enough to be any of these.
    Qualifying,
}

impl Eligibility {
    /// As the inspection lists and the Safeguarding Dataset have it.
    pub fn label(self) -> &'static str {
        match self {
            Eligibility::Eligible => "Eligible child",
            Eligibility::Relevant => "Relevant child",
            Eligibility::FormerRelevant => "Former relevant child",
            Eligibility::Qualifying => "Qualifying care leaver",
        }
    }

    /// What somebody born on a day is owed on another, having been looked after at these times. None when nothing is.
    ///
    /// Children Act 1989 schedule 2 para 19B, s.23A, s.23C and s.24; short breaks do not count.
    pub fn of(born: Date, care: &[Period], on: Date) -> Option<Eligibility> {
        let birthday = |years: i16| born.saturating_add(Span::new().years(years));
        if on < birthday(16) || birthday(25) <= on {
            return None;
        }
        let (adult, mut days, mut after_16) = (birthday(18).min(on), 0, false);
        for spell in care.iter().flat_map(|period| &period.legal).filter(|spell| !spell.status.is(&["V3", "V4"])) {
            let until = spell.until.map_or(adult, |until| until.date.min(adult));
            let from = spell.from.date.max(birthday(14));
            days += from.until(until).map_or(0, |span| span.get_days().max(0));
            after_16 |= spell.from.date < adult && birthday(16) < until;
        }
        let looked_after =
            care.iter().any(|period| period.began.date <= on && period.ended.is_none_or(|(end, _)| on < end.date));
        match (after_16, days >= 91, on < birthday(18)) {
            (false, ..) => None,
            (true, true, true) if looked_after => Some(Eligibility::Eligible),
            (true, true, true) => Some(Eligibility::Relevant),
            (true, true, false) => Some(Eligibility::FormerRelevant),
            (true, false, _) => Some(Eligibility::Qualifying).filter(|_| !looked_after),
        }
    }
}
