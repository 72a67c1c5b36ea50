//! A child's journey: one pure function of their records.
//!
//! `Journey::of` composes the areas; each folds by itself. It is total: whatever the records hold, it answers, and
//! says what was odd. Shuffling the records changes nothing; a later record changes nothing before it.

use crate::answer::{Answer, Asked, Prose};
use crate::assessment::{Assessment, AssessmentOutcome, AssessmentStarted};
use crate::calendar::Calendar;
use crate::clock::{Events, Run, Settings, View};
use crate::early_help::{EarlyHelpEnded, StepToEarlyHelp};
use crate::episode::{Episode, Oddity, Stage, Tracker};
use crate::front_door::{Contact, Referral, ReferralDecision, Response, Screening, ScreeningDecision};
use crate::ids::{PersonId, RecordId, StaffId, TeamId};
use crate::looked_after::{self, Period};
use crate::moment::Moment;
use crate::oversight::{Allocation, Closure, StepDown};
use crate::people::Person;
use crate::plans::{ActionProgress, ActionState, ChildInNeedMeeting, MeetingDecision, Plan, PlanKind};
use crate::protection::{Conference, Decision, Section47, StrategyDiscussion};
use crate::record::{Entry, Records, Standing};
use crate::spec::humanise;
use crate::visits::{Visit, words_of};

/// Everything worked out about one child on a day.
#[derive(Clone, Debug)]
pub struct Journey {
    /// The child.
    pub child: PersonId,
    /// The moment looked from.
    pub on: Moment,
    /// Who the child is.
    pub person: Person,
    /// The stretches of the journey, in order of opening.
    pub episodes: Vec<Episode>,
    /// The times looked after, in order, with legal statuses and placements.
    pub care: Vec<Period>,
    /// Every running of every clock, in order of when it is due.
    pub clocks: Vec<Run>,
    /// The actions of the latest plan of each kind, with how far they are.
    pub actions: Vec<PlanAction>,
    /// The team and worker who hold the work.
    pub team: Option<TeamId>,
    /// The worker allocated.
    pub worker: Option<StaffId>,
    /// When the child was last seen, and by which visit.
    pub last_seen: Option<(Moment, RecordId)>,
    /// When the child was last seen alone.
    pub last_seen_alone: Option<(Moment, RecordId)>,
    /// The child's own words, latest: when, the words, the record.
    pub words: Option<(Moment, String, RecordId)>,
    /// The same from a record about several children, which does not say whose words they are.
    pub words_of_several: Option<(Moment, String, RecordId)>,
    /// The plans in force: latest of each kind, with its record.
    pub plans: Vec<(RecordId, Plan)>,
    /// What contradicts what.
    pub oddities: Vec<Oddity>,
}

/// An action of a plan in force.
#[derive(Clone, PartialEq, Debug)]
pub struct PlanAction {
    /// The plan.
    pub plan: RecordId,
    /// The action's key, the same through every revision of the plan.
    pub key: String,
    /// What will be done.
    pub what: String,
    /// By whom.
    pub owner: String,
    /// By when.
    pub by: jiff::civil::Date,
    /// How we will know.
    pub measure: String,
    /// How far it is, and when that was noted.
    pub state: ActionState,
    /// The latest note of progress.
    pub note: String,
}

/// What the fold needs besides records: the authority's figures and the calendar.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Figures set locally.
    pub settings: Settings,
    /// The working-day calendar.
    pub calendar: Calendar,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { settings: Settings::new(), calendar: Calendar::england().clone() }
    }
}

/// A moment after every record: for what does not depend on when it is asked.
pub const END_OF_TIME: Moment = Moment { date: jiff::civil::Date::constant(9999, 1, 1), time: None };

impl Journey {
    /// A child's journey as these records tell it, looked at from a moment, under the figures every authority starts
    /// with.
    pub fn of(child: PersonId, records: &Records, on: Moment) -> Journey {
        static RULES: std::sync::LazyLock<Rules> = std::sync::LazyLock::new(Rules::default);
        Journey::under(&RULES, child, records, on)
    }

    /// The same under an authority's own figures.
    pub fn under(rules: &Rules, child: PersonId, records: &Records, on: Moment) -> Journey {
        let standing = records.standing_by(on);
        let person = Person::of(child, &standing, on);
        let mut oddities: Vec<Oddity> = standing
            .unreadable()
            .map(|(entry, fault)| Oddity {
                record: entry.id,
                words: format!("This record cannot be read by today's form: {fault}"),
            })
            .collect();
        let care = looked_after::periods(&standing, &mut oddities);
        let episodes = episodes(child, &standing, &care, &mut oddities);
        let view = View { child, records: &standing, person: &person, episodes: &episodes, on };
        // Runs are large: there is room for most of them at the start, and each is moved once more, when the keys have
        // been put in order.
        let mut clocks: Vec<Run> = Vec::with_capacity(standing.entries().len() * 3);
        let mut events = Events::default();
        for clock in crate::clocks::all() {
            clock.run(&view, &rules.settings, &rules.calendar, &mut events, &mut clocks);
        }
        clocks.sort_by_cached_key(|run| (run.due, run.clock.id, run.start.record));
        // Work that was closed is nobody's, whatever is told of the child afterwards.
        let closed = standing.of_kind::<Closure>().map(|closure| closure.closed).max();
        let allocation = standing.of_kind::<Allocation>().next_back();
        let allocation = allocation.filter(|one| closed.is_none_or(|closed| one.from > closed));
        let open = episodes.iter().any(|episode| episode.is_open() && episode.stage != Stage::EarlyHelp);
        let seen = |saw: fn(&Visit, PersonId) -> bool| {
            standing.of_kind::<Visit>().rev().find(|visit| saw(visit, child)).map(|visit| (visit.when, visit.entry.id))
        };
        let on_visits = standing
            .of_kind::<Visit>()
            .filter_map(|visit| words_of(&visit, child).map(|words| (visit.when, words, visit.entry.id)));
        let told = |entry: &Entry| said_to_others(entry).map(|words| (entry.about, words, entry.id));
        let (of_child, of_several): (Vec<&Entry>, _) =
            standing.entries().iter().partition(|entry| entry.people == [child]);
        let latest = |(when, _, record): &(Moment, String, RecordId)| (*when, *record);
        let words = on_visits.chain(of_child.into_iter().filter_map(told)).max_by_key(latest);
        let words_of_several = of_several.into_iter().filter_map(told).max_by_key(latest);
        let plans = plans(&episodes, &standing);
        Journey {
            child,
            on,
            actions: actions(&plans, &standing),
            team: allocation.filter(|_| open).map(|one| one.team.clone()),
            worker: allocation.filter(|_| open).and_then(|one| one.worker.clone()),
            last_seen: seen(Visit::saw),
            last_seen_alone: seen(Visit::saw_alone),
            words,
            words_of_several,
            plans,
            person,
            episodes,
            care,
            clocks,
            oddities,
        }
    }

    /// The open episode of a stage.
    pub fn open(&self, stage: Stage) -> Option<&Episode> {
        self.episodes.iter().rev().find(|episode| episode.stage == stage && episode.is_open())
    }

    /// The time the child is looked after in now; none when the child is not.
    pub fn looked_after(&self) -> Option<&Period> {
        self.care.iter().rev().find(|period| period.is_open())
    }

    /// Is any work with this child open?
    pub fn is_open(&self) -> bool {
        self.episodes.iter().any(Episode::is_open)
    }

    /// The stages open now.
    pub fn stages(&self) -> Vec<Stage> {
        Stage::ALL.into_iter().filter(|stage| self.open(*stage).is_some()).collect()
    }
}

/// The stretches of the journey, each area by itself.
fn episodes(child: PersonId, records: &Standing<'_>, care: &[Period], oddities: &mut Vec<Oddity>) -> Vec<Episode> {
    let mut episodes = contacts(records);
    episodes.extend(early_help(records));
    episodes.extend(need(records, oddities));
    episodes.extend(assessments(child, records));
    episodes.extend(enquiries(child, records));
    let protection = protection(child, records);
    episodes.extend(child_in_need(records, &protection));
    episodes.extend(protection);
    episodes.extend(looked_after::episodes(care));
    for episode in &episodes {
        if let Some((closed, by)) = episode.closed
            && !episode.opened.is_by(closed)
        {
            oddities.push(Oddity {
                record: by,
                words: format!("{} closed on {closed}, before it opened on {}", episode.stage.label(), episode.opened),
            });
        }
    }
    episodes.sort_by_key(|episode| (episode.opened, episode.stage, episode.opened_by));
    episodes
}

fn contacts(records: &Standing<'_>) -> Vec<Episode> {
    let mut tracker = Tracker::new(Stage::Contact);
    for contact in records.of_kind::<Contact>() {
        tracker.open_another(contact.received, contact.entry.id, "");
    }
    for decision in records.of_kind::<ScreeningDecision>().filter(|decision| decision.decision.settles()) {
        tracker.close_one(decision.contact.id, decision.decided, decision.entry.id);
        if let Some(episode) = tracker.episodes.iter_mut().find(|episode| episode.opened_by == decision.contact.id) {
            episode.label = screening_label(&decision.decision);
        }
    }
    tracker.episodes
}

/// What a record that is no visit says the child said.
fn said_to_others(entry: &Entry) -> Option<String> {
    let words = entry.kept.body.get("child_words")?;
    let said = Asked::<Prose>::read(words).ok()?.known()?.0.clone();
    (!said.is_empty()).then_some(said)
}

/// What a screening decided, in a few words.
pub fn screening_label(decision: &Screening) -> String {
    match decision {
        Screening::NoFurtherAction => "No further action".to_owned(),
        Screening::Advice { .. } => "Information and advice".to_owned(),
        Screening::EarlyHelp => "Early help".to_owned(),
        Screening::AgencyChecks => "Agencies asked first".to_owned(),
        Screening::Referral => "Referral".to_owned(),
        Screening::StrategyDiscussion => "Strategy discussion".to_owned(),
        Screening::AllocatedWorker => "Passed to the allocated worker".to_owned(),
        Screening::OtherAuthority { authority } => format!("Passed to {authority}"),
        Screening::DesignatedOfficer => "Passed to the designated officer".to_owned(),
    }
}

fn early_help(records: &Standing<'_>) -> Vec<Episode> {
    let mut tracker = Tracker::new(Stage::EarlyHelp);
    let mut events: Vec<(Moment, RecordId, Option<String>)> = records
        .of_kind::<StepToEarlyHelp>()
        .map(|step| (step.on, step.entry.id, Some(step.lead_agency.label().to_owned())))
        .chain(records.of_kind::<EarlyHelpEnded>().map(|end| (end.on, end.entry.id, None)))
        .collect();
    events.sort_by_key(|(at, id, opens)| (*at, opens.is_none(), *id));
    for (at, id, opens) in events {
        match opens {
            Some(label) => tracker.open(at, id, label),
            None => tracker.close(at, id),
        }
    }
    tracker.episodes
}

fn need(records: &Standing<'_>, oddities: &mut Vec<Oddity>) -> Vec<Episode> {
    enum Step {
        Open(String),
        Turned(RecordId),
        Close,
    }
    let mut steps: Vec<(Moment, u8, RecordId, Step)> = Vec::new();
    for referral in records.of_kind::<Referral>() {
        steps.push((referral.received, 0, referral.entry.id, Step::Open(referral.need.label().to_owned())));
    }
    for decision in records.of_kind::<ReferralDecision>() {
        if matches!(decision.response, Response::NoFurtherAction | Response::EarlyHelp) {
            steps.push((decision.decided, 1, decision.entry.id, Step::Turned(decision.referral.id)));
        }
    }
    for closure in records.of_kind::<Closure>() {
        steps.push((closure.closed, 2, closure.entry.id, Step::Close));
    }
    steps.sort_by_key(|(at, order, id, _)| (at.date, *order, at.time, *id));
    let mut tracker = Tracker::new(Stage::Need);
    for (at, _, id, step) in steps {
        match step {
            Step::Open(label) => tracker.open(at, id, label),
            Step::Turned(referral) => {
                tracker.close_one(referral, at, id);
            }
            // A referral turned away and closed on one day is closed once.
            Step::Close
                if tracker.episodes.last().and_then(|last| last.closed).is_some_and(|(day, _)| day.date == at.date)
                    && tracker.current().is_none() => {}
            Step::Close if tracker.current().is_none() => {
                oddities.push(Oddity { record: id, words: "Closed, though nothing was open to close".to_owned() });
            }
            Step::Close => tracker.close(at, id),
        }
    }
    tracker.episodes
}

fn assessments(child: PersonId, records: &Standing<'_>) -> Vec<Episode> {
    let mut tracker = Tracker::new(Stage::Assessment);
    for start in records.of_kind::<AssessmentStarted>() {
        let label = crate::answer::Answer::write(&start.kind);
        tracker.open_another(start.started, start.entry.id, humanise(label.as_str().unwrap_or_default()));
    }
    for done in records.of_kind::<Assessment>() {
        let began = done
            .started
            .map(|link| link.id)
            .filter(|id| tracker.episodes.iter().any(|episode| episode.opened_by == *id));
        let began = began.or_else(|| {
            let open = |episode: &&Episode| episode.is_open() && episode.opened.is_by(done.authorised);
            tracker.episodes.iter().rev().find(open).map(|episode| episode.opened_by)
        });
        let outcome = done.outcome(child).filter(|outcome| *outcome != AssessmentOutcome::NotRecorded);
        if let Some(began) = began {
            tracker.close_one(began, done.authorised, done.entry.id);
            if let (Some(outcome), Some(episode)) =
                (outcome, tracker.episodes.iter_mut().find(|episode| episode.opened_by == began))
            {
                let label = crate::answer::Answer::write(&outcome);
                episode.label =
                    format!("{}: {}", episode.label, humanise(label.as_str().unwrap_or_default()).to_lowercase());
            }
        }
    }
    for closure in records.of_kind::<Closure>() {
        for episode in
            tracker.episodes.iter_mut().filter(|episode| episode.is_open() && episode.opened.is_by(closure.closed))
        {
            episode.closed = Some((closure.closed, closure.entry.id));
        }
    }
    tracker.episodes
}

fn enquiries(child: PersonId, records: &Standing<'_>) -> Vec<Episode> {
    let mut steps: Vec<(Moment, RecordId, Option<RecordId>)> = records
        .of_kind::<StrategyDiscussion>()
        .filter(|discussion| discussion.leads_to_enquiry())
        .map(|discussion| (discussion.held, discussion.entry.id, None))
        .collect();
    let ends = records
        .of_kind::<Section47>()
        .filter(|enquiry| enquiry.outcome(child).is_some() || enquiry.children.0.is_empty());
    steps.extend(ends.map(|enquiry| {
        (enquiry.concluded, enquiry.entry.id, Some(enquiry.strategy.map_or(enquiry.entry.id, |link| link.id)))
    }));
    steps.sort_by_key(|(at, id, ends)| (at.date, ends.is_some(), at.time, *id));
    let mut tracker = Tracker::new(Stage::Enquiry);
    for (at, id, ends) in steps {
        match ends {
            None => tracker.open(at, id, "Enquiry"),
            Some(began) if !tracker.close_one(began, at, id) => tracker.close(at, id),
            Some(_) => {}
        }
    }
    tracker.episodes
}

fn protection(child: PersonId, records: &Standing<'_>) -> Vec<Episode> {
    let mut tracker = Tracker::new(Stage::ProtectionPlan);
    let mut steps: Vec<(Moment, RecordId, Option<String>)> = records
        .of_kind::<Conference>()
        .filter_map(|conference| {
            // A decision nobody recorded neither opens a plan nor ends one.
            let decision = conference.decision(child).filter(|decision| **decision != Decision::NotRecorded)?;
            Some((
                conference.held,
                conference.entry.id,
                decision.category().map(|category| category.label().to_owned()),
            ))
        })
        .collect();
    steps.extend(records.of_kind::<Closure>().map(|closure| (closure.closed, closure.entry.id, None)));
    steps.sort_by_key(|(at, id, _)| (*at, *id));
    for (at, id, category) in steps {
        match category {
            Some(category) => tracker.open(at, id, category),
            None => tracker.close(at, id),
        }
    }
    tracker.episodes
}

fn child_in_need(records: &Standing<'_>, protection: &[Episode]) -> Vec<Episode> {
    const ENDS: u8 = 0;
    const BEGINS: u8 = 1;
    // A closure ends what was agreed on the same day too.
    const CLOSES: u8 = 2;
    let mut steps: Vec<(Moment, RecordId, u8)> = Vec::new();
    steps.extend(
        records
            .of_kind::<Plan>()
            .filter(|plan| plan.kind != PlanKind::ChildProtection)
            .map(|plan| (plan.agreed, plan.entry.id, BEGINS)),
    );
    let meetings = records.of_kind::<ChildInNeedMeeting>();
    steps.extend(
        meetings
            .filter(|meeting| matches!(meeting.decision, MeetingDecision::End | MeetingDecision::StepDown))
            .map(|meeting| (meeting.held, meeting.entry.id, ENDS)),
    );
    steps.extend(records.of_kind::<StepDown>().map(|step| (step.on, step.entry.id, ENDS)));
    steps.extend(records.of_kind::<Closure>().map(|closure| (closure.closed, closure.entry.id, CLOSES)));
    steps.extend(protection.iter().map(|episode| (episode.opened, episode.opened_by, ENDS)));
    steps.sort_by_key(|(at, id, step)| (at.date, *step, at.time, *id));
    let mut tracker = Tracker::new(Stage::ChildInNeedPlan);
    for (at, id, step) in steps {
        if step == BEGINS { tracker.open(at, id, "Child in need plan") } else { tracker.close(at, id) }
    }
    tracker.episodes
}

/// The latest plan of each kind whose stage is open.
fn plans(episodes: &[Episode], records: &Standing<'_>) -> Vec<(RecordId, Plan)> {
    let open = |stage: Stage| episodes.iter().any(|episode| episode.stage == stage && episode.is_open());
    let latest = |wanted: fn(PlanKind) -> bool| {
        records
            .of_kind::<Plan>()
            .rev()
            .find(|plan| wanted(plan.kind))
            .map(|plan| (plan.entry.id, plan.record().clone()))
    };
    let protection = open(Stage::ProtectionPlan).then(|| latest(|kind| kind == PlanKind::ChildProtection));
    let need = open(Stage::ChildInNeedPlan).then(|| latest(|kind| kind != PlanKind::ChildProtection));
    [protection, need].into_iter().flatten().flatten().collect()
}

fn actions(plans: &[(RecordId, Plan)], records: &Standing<'_>) -> Vec<PlanAction> {
    let mut actions = Vec::new();
    for (plan, body) in plans {
        for action in &body.actions {
            let latest = records.of_kind::<ActionProgress>().rev().find(|progress| progress.action == action.key.0);
            actions.push(PlanAction {
                plan: *plan,
                key: action.key.0.clone(),
                what: action.what.clone(),
                owner: action.owner.clone(),
                by: action.by,
                measure: action.measure.clone(),
                state: latest.map_or(ActionState::NotStarted, |progress| progress.state),
                note: latest.map(|progress| progress.note.0.clone()).unwrap_or_default(),
            });
        }
    }
    actions
}
