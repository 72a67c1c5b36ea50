//! A family's life with the service: what happens to it, and what is written down about that.

mod before_conference;
mod care;
mod care_year;
mod early_help;
mod front_door;
mod in_need;
mod leaving_care;
mod need;
mod people;
mod protection;
mod visiting;

pub use people::blank;
mod young_people;

use super::chance::plus;
use super::concern::Concern;
use super::diary::Diary;
use super::household::{Child, Household};
use super::prose::Cast;
use super::story::{Spell, Step};
use super::workforce::Work;
use casework::Role;
use jiff::civil::Date;
use practice::calendar::Calendar;
use practice::care::Placed;
use practice::codes::{Code, WorkerChangeReason, collection_year};
use practice::ids::{PersonId, StaffId, TeamId};
use practice::moment::Moment;
use practice::oversight::Allocation;
use practice::people::{Kinship, PersonDetails, Relationship};
use std::collections::BTreeMap;

/// Why work is first given to somebody.
const NEW_REFERRAL: &str = "New referral.";

/// A family being lived through.
pub struct Life<'w> {
    /// What is written.
    pub diary: Diary<'w>,
    /// Who they are.
    pub home: Household,
    /// Those of the children who are on file, as last written.
    on_file: BTreeMap<PersonId, PersonDetails>,
    /// How many contacts there have been.
    contacts: usize,
    /// The post that holds the work, since when, and those of its holders whose coming is written down.
    post: Option<(usize, Date, Vec<StaffId>)>,
    /// The post that holds the work of a kind on the last day, when that work is open then.
    last_post: Option<(Work, usize)>,
    /// The step now lived through.
    step: Step,
    /// What a homeless young person was offered.
    homeless_home: Option<&'static str>,
    /// Where a child who is looked after lives: the kind of place first lived in, and the last placement written.
    first_placement: Option<care::Home>,
    placement: Option<Placed>,
    /// Those whom the step now lived through is about.
    about: Vec<Child>,
    /// What it is about.
    concern: Concern,
}

impl<'w> Life<'w> {
    /// A family of which nothing is known yet.
    pub fn new(diary: Diary<'w>, home: Household) -> Self {
        let step = Step { on: Date::MIN, spell: Spell::Contact, concern: Concern::Strain, police: false };
        let (about, concern) = (Vec::new(), step.concern);
        let (on_file, contacts, post, last_post) = (BTreeMap::new(), 0, None, None);
        let (homeless_home, first_placement, placement) = (None, None, None);
        Life {
            diary,
            home,
            on_file,
            contacts,
            post,
            last_post,
            step,
            homeless_home,
            first_placement,
            placement,
            about,
            concern,
        }
    }

    /// The work open on the last day is held by this post.
    pub fn held_by(self, last_post: Option<(Work, usize)>) -> Self {
        Life { last_post, ..self }
    }

    /// Lives through a step. One that no child is of an age for is passed over.
    pub fn live(&mut self, step: &Step) {
        self.about = step.about(&self.home);
        self.step = step.clone();
        if self.about.is_empty() || Moment::day(step.on).start_instant() > self.diary.until {
            return;
        }
        self.concern = step.concern;
        self.post = None;
        match step.spell {
            Spell::Contact => self.contact_alone(step),
            Spell::Waiting { minutes } => self.contact_waiting(step, minutes),
            Spell::EarlyHelp { days } => self.early_help(step, days),
            Spell::Turned => self.referral_turned(step),
            Spell::Unallocated => self.referral_unallocated(step),
            Spell::Assessed { days } => self.assessed(step, days),
            Spell::InNeed { days, disabled } => self.in_need(step, days, disabled),
            Spell::Homeless { days } => self.homeless(step, days),
            Spell::Protection { reviews, after } => self.protected(step, reviews, after),
            Spell::Care { days, path } => self.looked_after(step, days, path),
            Spell::BroughtOver => self.brought_over(step),
        }
    }

    /// Those it is about, by their numbers.
    fn ids(&self) -> Vec<PersonId> {
        self.about.iter().map(|child| child.id).collect()
    }

    /// The names for sentences, on a day.
    fn cast(&self, on: Date) -> Cast {
        Cast::of(&self.home, &self.about, on)
    }

    /// Someone with a role on a day.
    fn someone(&mut self, role: Role, on: Date) -> StaffId {
        self.diary.force.someone(role, None, on, &mut self.diary.chance)
    }

    /// The team of the worker who holds the work.
    fn team(&self) -> TeamId {
        let place = self.post.as_ref().map_or(0, |(post, ..)| *post);
        self.diary.force.posts[place].team.clone()
    }

    /// The manager of the team that holds the work.
    fn manager(&mut self, on: Date) -> StaffId {
        let team = self.team();
        self.diary.force.someone(Role::TeamManager, Some(&team), on, &mut self.diary.chance)
    }

    /// Gives the work to a post of some kind of team.
    fn allocate(&mut self, work: Work, on: Date, reason: &str, handover: &str) {
        let open = self.last_post.filter(|(of, _)| *of == work && self.step.is_open_on(self.diary.today().date));
        let posts = self.diary.force.posts_for(work);
        let post = open.map_or_else(|| *self.diary.chance.one(&posts), |(_, post)| post);
        let worker = self.diary.force.holder(post, on).clone();
        self.post = Some((post, on, vec![worker.clone()]));
        let by = self.manager(on);
        let (team, people) = (self.team(), self.ids());
        let allocation = Allocation {
            from: at(on, 10, 30),
            team,
            worker: Some(worker),
            change: why_changed(on, if reason == NEW_REFERRAL { "FCONTA" } else { "TSPROC" }),
            reason: reason.into(),
            handover: handover.into(),
        };
        self.diary.write(&by, &people, allocation);
    }

    /// Who holds the work on a day. When the post has changed hands since, that is written down first.
    fn worker(&mut self, on: Date) -> StaffId {
        let Some((post, since, written)) = self.post.clone() else { return self.someone(Role::SocialWorker, on) };
        let now = self.diary.force.holder(post, on.max(since)).clone();
        let (false, Some(last)) = (written.contains(&now), written.last().cloned()) else { return now };
        let came = self.diary.force.came(post, &now).unwrap_or(on);
        self.post = Some((post, since, written.into_iter().chain([now.clone()]).collect()));
        let left = self.diary.force.name(&last).to_owned();
        let cast = self.cast(came);
        let handover = cast.say(
            "Read what matters now and the last two visits. {child} takes time to trust: go with someone {he} knows \
             the first time. {mum} prefers a text before a call.",
        );
        let (by, team, people) = (self.manager(came), self.team(), self.ids());
        let allocation = Allocation {
            from: at(came, 9, 0),
            team,
            worker: Some(now.clone()),
            change: why_changed(came, "LEFTRL"),
            reason: format!("{left} has left the team.").into(),
            handover: handover.into(),
        };
        self.diary.write(&by, &people, allocation);
        now
    }

    /// Does something slip, in a share of times that depends on who holds the work?
    fn slips(&mut self, share: f64) -> bool {
        let slips = self.post.as_ref().map_or(1.0, |(post, ..)| self.diary.force.posts[*post].slips);
        self.diary.chance.happens((share * slips).min(0.8))
    }

    /// The day something meant for a day is done: a while later when it slips.
    fn done(&mut self, meant: Date, slips: f64) -> Date {
        if self.slips(slips) { working_days(meant, self.diary.chance.between(5, 22)) } else { meant }
    }

    /// Ties between the children and adults of the household.
    fn ties(&self) -> Vec<(PersonId, Kinship, PersonId)> {
        let mut ties = Vec::new();
        for child in &self.home.children {
            for adult in &self.home.adults {
                ties.push((adult.id, if adult.woman { Kinship::Mother } else { Kinship::Father }, child.id));
            }
        }
        let twins: Vec<&Child> = self.home.children.iter().filter(|child| child.twin).collect();
        if let [one, other] = twins[..] {
            ties.push((one.id, Kinship::Twin, other.id));
        }
        ties
    }
}

/// Why the worker changed, by the code the return asks for since the year it began to.
fn why_changed(on: Date, code: &str) -> Code<WorkerChangeReason> {
    if collection_year(on) < 2024 { Code::not_stated() } else { Code::new(code) }
}

/// A tie as a record.
fn relationship(from: Moment, (person, is_the, of): (PersonId, Kinship, PersonId), told_by: &str) -> Relationship {
    let holds = if is_the == Kinship::Mother {
        practice::answer::Asked::Known(true)
    } else {
        practice::answer::Asked::NotKnown
    };
    Relationship {
        from,
        person,
        is_the,
        of,
        parental_responsibility: holds,
        child_says: "".into(),
        strength: "".into(),
        told_by: told_by.to_owned(),
        ended: None,
    }
}

/// A time on a day.
fn at(on: Date, hour: i32, minute: i32) -> Moment {
    Moment::at(on, i8::try_from(hour).unwrap_or(12), i8::try_from(minute).unwrap_or(0))
}

/// The first working day some days on.
fn working(on: Date, days: i32) -> Date {
    Calendar::england().working_day_on_or_after(plus(on, days))
}

/// Some working days on.
fn working_days(on: Date, days: i32) -> Date {
    Calendar::england().add_working_days(on, days)
}
