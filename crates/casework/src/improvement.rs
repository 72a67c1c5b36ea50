//! Improvement: judgements, our own evaluation, actions and meetings, as one picture of the authority. What stands here is
//! about the authority alone: whoever sees figures sees it, and whoever says what figures tell may write it.

use crate::access::{Act, Actor};
use crate::figures::Figures;
use crate::file::AsAt;
use crate::finish::Ready;
use crate::{Casework, Done, Problem};
use jiff::civil::Date;
use measures::few;
use measures::{Measure, all, find};
use practice::form::{Fault, Form};
use practice::ids::{AUTHORITY, RecordId, StaffId};
use practice::improvement::{
    ActionOutcome, ImprovementAction, ImprovementProgress, InspectionJudgement, JudgedArea, Judgement,
    PerformanceMeeting, SelfEvaluation,
};
use practice::kinds::{self, Kind};
use practice::record::{Checking, Record, Records, Standing};
use std::cmp::Ordering;

/// The kinds of record that are begun here; progress is written of an action.
pub const WRITTEN: [&str; 4] =
    [ImprovementAction::KIND, PerformanceMeeting::KIND, SelfEvaluation::KIND, InspectionJudgement::KIND];

/// A record, with its number and who wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted<R> {
    /// Its number.
    pub id: RecordId,
    /// Who wrote it.
    pub by: StaffId,
    /// What it says.
    pub record: R,
}

/// One area: how it was judged, how we judge it, and when it was last taken.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaNow {
    /// The area.
    pub area: JudgedArea,
    /// What was judged, oldest first.
    pub judged: Vec<Noted<InspectionJudgement>>,
    /// How we judged it last.
    pub evaluated: Option<Noted<SelfEvaluation>>,
    /// When a performance meeting last took it.
    pub taken: Option<Date>,
}

impl AreaNow {
    /// The judgements that are grades, oldest first: a visit without one moves nothing.
    fn grades(&self) -> Vec<Judgement> {
        let all = self.judged.iter().map(|one| one.record.judgement);
        all.filter(|one| *one != Judgement::NotGraded).collect()
    }

    /// How the last grade stands to the one before.
    pub fn movement(&self) -> Option<Ordering> {
        let grades = self.grades();
        let [.., before, last] = grades.as_slice() else { return None };
        last.better_than(*before)
    }

    /// How our own judgement stands to the last grade of an inspection, when it is one.
    pub fn ours_beside_theirs(&self) -> Option<Ordering> {
        self.evaluated.as_ref()?.record.judgement.better_than(*self.grades().last()?)
    }
}

/// How an action stands. It is worked out, never typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Its day has passed.
    Late,
    /// It goes on.
    Open,
    /// It is done, with evidence, since this day.
    Closed(Date),
}

/// An action and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionNow {
    /// The action.
    pub action: Noted<ImprovementAction>,
    /// What was done, latest first.
    pub progress: Vec<Noted<ImprovementProgress>>,
    /// How it stands.
    pub stands: Stands,
}

/// The whole picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Improvement {
    /// Each area, in the order they are read.
    pub areas: Vec<AreaNow>,
    /// Actions: late ones first, then by the day they are due.
    pub actions: Vec<ActionNow>,
    /// Meetings, latest first.
    pub meetings: Vec<Noted<PerformanceMeeting>>,
}

/// Something to be written, as it was typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Improving {
    /// The form's own key: the same form sent twice is kept once.
    pub key: String,
    /// What was typed, by path.
    pub form: Form,
    /// The action it is progress of.
    pub action: Option<RecordId>,
    /// Keep it as it is written, though it names a number of few people.
    pub anyway: bool,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Improved {
    /// It was kept.
    Kept(RecordId),
    /// Nothing was kept: this must be put right first.
    Faults(Vec<Fault>),
    /// Nothing was kept: somebody should look at these words again.
    LookAgain(Vec<String>),
}

/// The measures an area is looked at by, those that are worked out: by the stage in their numbers.
pub fn measures_of(area: JudgedArea) -> impl Iterator<Item = &'static Measure> {
    let stages: &[&str] = match area {
        JudgedArea::Overall => &[],
        JudgedArea::HelpAndProtection => &["FD", "EH", "AS", "CIN", "CP", "EX", "PLO"],
        JudgedArea::LookedAfter => &["LAC", "HE", "ED"],
        JudgedArea::Adoption => &["AD"],
        JudgedArea::LeavingCare => &["CL"],
        JudgedArea::Leadership => &["WF", "QA"],
        JudgedArea::Partnership => &["PF", "SI", "LADO"],
    };
    let of = move |id: &str| id.split('-').nth(1).is_some_and(|stage| stages.contains(&stage));
    all().iter().filter(move |one| of(one.id) && one.built().is_some())
}

impl Casework {
    /// The whole picture, as it stands today.
    pub fn improvement(&self, actor: &Actor) -> Done<Improvement> {
        self.may(actor, Act::SeeFigures)?;
        let records = Records::read(self.store().about(&[AUTHORITY])?);
        Ok(Improvement::of(&records.standing(), self.today().date))
    }

    /// The kind of record to be written, of those begun here.
    pub fn begin_improving(&self, actor: &Actor, kind: &str) -> Done<&'static Kind> {
        self.may(actor, Act::CommentOnFigures)?;
        kinds::find(kind).filter(|kind| WRITTEN.contains(&kind.name)).ok_or(Problem::NotFound)
    }

    /// Keeps something about improvement. An action about a figure is kept with the figure as it stands.
    pub fn improve(&self, actor: &Actor, kind: &Kind, mut sent: Improving) -> Done<Improved> {
        self.may(actor, Act::CommentOnFigures)?;
        if let Some(action) = sent.action {
            let there = self.improvement(actor)?.actions.iter().any(|one| one.action.id == action);
            sent.form.insert("action".to_owned(), there.then_some(action).ok_or(Problem::NotFound)?.to_string());
        }
        let mut faults = Vec::new();
        if let Some(number) =
            sent.form.get("measure").map(|typed| typed.trim().to_uppercase()).filter(|id| !id.is_empty())
        {
            match find(&number) {
                Some(measure) => {
                    sent.form.insert("stood".to_owned(), stood(&*self.figures(actor, AsAt::Now)?, measure));
                    sent.form.insert("measure".to_owned(), number);
                }
                None => {
                    let message =
                        "No measure has this number: copy it from the foot of the measure's page, as IND-CP-04";
                    faults.push(Fault::at("measure", message));
                }
            }
        }
        let review = kind.review(&sent.form, &Checking { now: self.today(), people: &[AUTHORITY] });
        faults.extend(review.faults);
        if !faults.is_empty() {
            return Ok(Improved::Faults(faults));
        }
        // Everybody who sees figures reads these words, those too from whom small numbers are hidden.
        let typed = sent.form.iter().filter(|(path, _)| *path != "stood").map(|(_, words)| words.as_str());
        let named = few::people(&typed.collect::<Vec<_>>().join("\n"));
        if !named.is_empty() && !sent.anyway {
            return Ok(Improved::LookAgain(named));
        }
        let ready = Ready { kind: kind.name, people: vec![AUTHORITY], body: review.body, unusual: None, source: None };
        let revision = self.revision_of(actor, ready)?;
        let kept = self.append(&format!("improve {} {}", actor.staff, sent.key), vec![revision], None)?;
        kept.first().copied().map(Improved::Kept).ok_or(Problem::NotFound)
    }
}

/// The kind that tells of an action's progress.
pub fn progress() -> Done<&'static Kind> {
    kinds::find(ImprovementProgress::KIND).ok_or(Problem::NotFound)
}

/// A figure in words, as those who write may see it.
fn stood(figures: &Figures, measure: &Measure) -> String {
    let latest = figures.latest(measure).filter(|_| figures.holds(measure));
    latest.map(|outcome| figures.in_words(measure, outcome)).unwrap_or_default()
}

/// The records of a kind that stand, in the order of what they are about.
fn noted<R: Record + Clone>(standing: &Standing<'_>) -> Vec<Noted<R>> {
    let of = standing.of_kind::<R>();
    of.map(|one| Noted { id: one.entry.id, by: one.entry.author.clone(), record: one.record().clone() }).collect()
}

impl Improvement {
    /// What these records say on a day.
    pub fn of(standing: &Standing<'_>, today: Date) -> Improvement {
        let judgements = noted::<InspectionJudgement>(standing);
        let evaluations = noted::<SelfEvaluation>(standing);
        let mut meetings = noted::<PerformanceMeeting>(standing);
        meetings.reverse();
        let areas = JudgedArea::ALL.map(|area| AreaNow {
            area,
            judged: judgements.iter().filter(|one| one.record.area == area).cloned().collect(),
            evaluated: evaluations.iter().rfind(|one| one.record.area == area).cloned(),
            taken: meetings.iter().find(|one| one.record.area == area).map(|one| one.record.held.date),
        });
        let steps = noted::<ImprovementProgress>(standing);
        let with_progress = |action: Noted<ImprovementAction>| {
            let mut progress: Vec<_> = steps.iter().filter(|one| one.record.action.id == action.id).cloned().collect();
            progress.reverse();
            let latest = progress.first().map(|one| &one.record);
            let stands = match latest {
                Some(ImprovementProgress { on, outcome: ActionOutcome::Closed { .. }, .. }) => Stands::Closed(on.date),
                _ if action.record.due < today => Stands::Late,
                _ => Stands::Open,
            };
            ActionNow { action, progress, stands }
        };
        let mut actions: Vec<ActionNow> = noted::<ImprovementAction>(standing).into_iter().map(with_progress).collect();
        actions.sort_by_key(|one| (one.stands, one.action.record.due));
        Improvement { areas: areas.into(), actions, meetings }
    }

    /// The area that no meeting has taken for longest, of those there is something to say of. Overall is none to take.
    pub fn next_to_take(&self) -> Option<JudgedArea> {
        let areas = self.areas.iter().filter(|one| one.area != JudgedArea::Overall);
        areas.min_by_key(|one| one.taken).map(|one| one.area)
    }

    /// One action.
    pub fn action(&self, id: RecordId) -> Option<&ActionNow> {
        self.actions.iter().find(|one| one.action.id == id)
    }
}
