//! Asking: the decision and its entry in the log, in one call. Every command and query begins here.

use super::{Act, Actor, Decision, Sight, Standing, decide};
use crate::{Casework, Done, Problem};
use practice::ids::{PersonId, RecordId};
use store::{LogEntry, Outcome};

impl Casework {
    /// An actor's sight, with nothing decided: for what is decided row by row.
    pub(crate) fn sight(&self, actor: &Actor) -> Done<Sight> {
        Ok(Sight::new(actor, self.registers()?, self.staff_names(), self.now()))
    }

    /// May this person do this, for some child or for none? A refusal is written down.
    pub fn may(&self, actor: &Actor, act: Act) -> Done<Sight> {
        let sight = self.sight(actor)?;
        let whoever = Standing { relations: super::Relations::ANY, ..Standing::none() };
        match decide(actor.role, act, &whoever, actor.fresh) {
            Decision::Allowed => Ok(sight),
            Decision::StepUp(wanted) => Err(Problem::StepUp(wanted)),
            Decision::NotAllowed | Decision::Hidden => Err(self.refuse(actor, act, None, None, Problem::NotAllowed)?),
        }
    }

    /// May this person do this about each of these people? All must be on file, and known to them; who is not, and who
    /// is not on file, are answered alike. A refusal is written down. With nobody named it is [`Casework::may`].
    pub fn may_of(&self, actor: &Actor, act: Act, people: &[PersonId]) -> Done<Sight> {
        let mut sight = self.may(actor, act)?;
        let holders = self.store().holders(&sight.asked(people))?;
        sight.learn(holders);
        for person in people {
            let there = sight.has_learned(*person) && !sight.hides(*person);
            match if there { sight.decide(act, *person) } else { Decision::Hidden } {
                Decision::Allowed => {}
                Decision::StepUp(wanted) => return Err(Problem::StepUp(wanted)),
                Decision::NotAllowed | Decision::Hidden => {
                    return Err(self.refuse(actor, act, Some(*person), None, Problem::NotFound)?);
                }
            }
        }
        Ok(sight)
    }

    /// The same, and an entry for each that they looked, before anything is shown.
    pub fn show_of(&self, actor: &Actor, act: Act, action: &str, people: &[PersonId]) -> Done<Sight> {
        let sight = self.may_of(actor, act, people)?;
        self.looked(actor, action, people, None)?;
        Ok(sight)
    }

    /// May this person do this with something about some people, such as a record or a draft? `people` is none when there
    /// is no such thing. One of them whom they may do it for is enough for a record; `all` of them are wanted for
    /// what is written. Answers with the sight and those who may be known of.
    pub(crate) fn may_with(
        &self,
        actor: &Actor,
        act: Act,
        record: Option<RecordId>,
        people: Option<&[PersonId]>,
        all: bool,
    ) -> Done<(Sight, Vec<PersonId>)> {
        let mut sight = self.may(actor, act)?;
        let (there, people) = (people.is_some(), people.unwrap_or_default());
        sight.learn(self.store().holders(&sight.asked(people))?);
        let known = sight.known(people);
        let decisions: Vec<Decision> = known.iter().map(|person| sight.decide(act, *person)).collect();
        let allowed = decisions.iter().filter(|one| **one == Decision::Allowed).count();
        let enough = if all { there && known.len() == people.len() && allowed == known.len() } else { allowed > 0 };
        let wanted = decisions.iter().filter_map(|one| match one {
            Decision::StepUp(wanted) => Some(*wanted),
            _ => None,
        });
        match (enough, wanted.max()) {
            (true, _) => Ok((sight, known)),
            (false, Some(wanted)) => Err(Problem::StepUp(wanted)),
            (false, None) => Err(self.refuse(actor, act, people.first().copied(), record, Problem::NotFound)?),
        }
    }

    /// Writes down that something was refused, as the one entry there is of it, and answers with why.
    pub(crate) fn refuse(
        &self,
        actor: &Actor,
        act: Act,
        person: Option<PersonId>,
        record: Option<RecordId>,
        why: Problem,
    ) -> Done<Problem> {
        let action = format!("refused_{}", act.name().replace(' ', "_"));
        let entry = LogEntry::new(self.now(), &actor.staff, &action);
        let people = person.into_iter().collect();
        let role = actor.role.name().to_owned();
        self.enter(LogEntry { role, people, record, outcome: Outcome::Refused, ..entry })?;
        Ok(why)
    }
}
