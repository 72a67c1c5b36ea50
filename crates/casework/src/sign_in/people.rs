//! People who work here: added, moved, let go, recovered. What gives somebody more than they had needs two people;
//! what takes it away needs one, and holds at once.

use super::check::is_a_name;
use super::sessions::Place;
use super::{Present, Rules, sign_in_name};
use crate::access::{Act, Actor, Role, role_may};
use crate::{Casework, Done, Problem};
use jiff::Timestamp;
use practice::ids::{StaffId, TeamId};
use serde::{Deserialize, Serialize};
use store::{Account, Alert, Proposal, Settled, Staff, Team};
use uuid::Uuid;

/// No list is longer.
const MOST: usize = 200;

/// What one person asks for and a second must agree to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// An account for somebody new.
    Add {
        /// Their name.
        name: String,
        /// The name of their role.
        role: String,
        /// Their team.
        team: Option<TeamId>,
    },
    /// Another role or team.
    Move {
        /// The name of the role.
        role: String,
        /// The team.
        team: Option<TeamId>,
    },
    /// Everything they prove who they are with is taken away, and set up anew.
    Recover,
    /// An account that was closed is opened again, and set up anew.
    Reopen,
}

impl Change {
    fn name(&self) -> &'static str {
        match self {
            Change::Add { .. } => "add",
            Change::Move { .. } => "move",
            Change::Recover => "recover",
            Change::Reopen => "reopen",
        }
    }
}

/// Something that waits for a second person, or was settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Its name.
    pub id: Uuid,
    /// Whose account.
    pub about: StaffId,
    /// What is to be done.
    pub change: Change,
    /// Who asked, by name.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What it would do.
    pub effect: Effect,
    /// Who asks this now may agree to it: somebody else asked, and it is not about them.
    pub may_agree: bool,
    /// What came of it.
    pub settled: Option<Settled>,
}

/// What a change of role would do, before it is made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effect {
    /// What they could do that they cannot now.
    pub gains: Vec<&'static str>,
    /// What they could not do any more.
    pub loses: Vec<&'static str>,
    /// Open children of the team they would be in.
    pub children: u64,
}

/// One person in the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Who.
    pub staff: Staff,
    /// Their account.
    pub account: Option<Account>,
}

/// Everyone who works here, and what waits.
pub struct PeoplePage {
    /// In order of name.
    pub people: Vec<Row>,
    /// Teams, with how many active people each has.
    pub teams: Vec<(Team, usize)>,
    /// What waits for a second person.
    pub waiting: Vec<Asked>,
    /// What administrators must know of, latest first.
    pub alerts: Vec<Alert>,
}

/// One person's page.
pub struct PersonPage {
    /// Who.
    pub row: Row,
    /// Where they are signed in.
    pub places: Vec<Place>,
    /// What waits and what was settled about them.
    pub asked: Vec<Asked>,
    /// Every team.
    pub teams: Vec<Team>,
}

impl Casework {
    /// Everyone who works here.
    pub fn people(&self, actor: &Actor) -> Done<PeoplePage> {
        self.may(actor, Act::ManagePeople)?;
        let (teams, staff) = self.store().staff()?;
        let mut accounts = self.store().accounts()?;
        let mut people: Vec<Row> = staff
            .iter()
            .map(|one| {
                let place = accounts.iter().position(|account| account.staff == one.id);
                Row { staff: one.clone(), account: place.map(|place| accounts.swap_remove(place)) }
            })
            .collect();
        people.sort_by(|a, b| (&a.staff.name, &a.staff.id).cmp(&(&b.staff.name, &b.staff.id)));
        let size = |team: &Team| staff.iter().filter(|one| one.active && one.team.as_ref() == Some(&team.id)).count();
        let teams = teams.iter().map(|team| (team.clone(), size(team))).collect();
        let mut waiting = self.asked_for(actor)?;
        waiting.retain(|one| one.settled.is_none());
        self.event(&actor.staff, "view_people")?;
        Ok(PeoplePage { people, teams, waiting, alerts: self.store().alerts(MOST)? })
    }

    /// One person who works here.
    pub fn person_who_works_here(&self, actor: &Actor, id: &StaffId) -> Done<PersonPage> {
        self.may(actor, Act::ManagePeople)?;
        let staff = self.staff_member(id)?;
        let row = Row { account: self.store().account(id)?, staff };
        let mut asked = self.asked_for(actor)?;
        asked.retain(|one| one.about == *id);
        self.event(&actor.staff, "view_person_account")?;
        Ok(PersonPage { row, places: self.places(id, "")?, asked, teams: self.store().staff()?.0 })
    }

    /// What waits for a second person, with every team: for whoever may agree to it.
    pub fn waiting_changes(&self, actor: &Actor) -> Done<(Vec<Asked>, Vec<Team>)> {
        self.may(actor, Act::ChangeRoles)?;
        let mut waiting = self.asked_for(actor)?;
        waiting.retain(|one| one.settled.is_none());
        self.event(&actor.staff, "view_changes")?;
        Ok((waiting, self.store().staff()?.0))
    }

    /// What was asked for, latest first, with what each would do.
    fn asked_for(&self, actor: &Actor) -> Done<Vec<Asked>> {
        let names = self.staff_names();
        let proposals = self.store().proposals(MOST)?;
        let caseloads = if proposals.is_empty() { Vec::new() } else { self.store().caseloads(self.now())? };
        let asked = |one: Proposal| {
            let change: Change = serde_json::from_str(&one.body).ok()?;
            let now = names.staff.get(&one.about);
            Some(Asked {
                id: one.id,
                may_agree: one.settled.is_none() && one.asked_by != actor.staff && one.about != actor.staff,
                effect: effect(now, &change, &caseloads),
                by: names.worker(&one.asked_by).to_owned(),
                about: one.about,
                at: one.asked,
                settled: one.settled,
                change,
            })
        };
        Ok(proposals.into_iter().filter_map(asked).collect())
    }

    /// What a change would do, before it is asked for; with every team.
    pub fn effect_of_change(&self, actor: &Actor, about: &StaffId, change: &Change) -> Done<(Effect, Vec<Team>)> {
        self.may(actor, Act::ChangeRoles)?;
        let now = self.staff_member(about)?;
        let effect = effect(Some(&now), change, &self.store().caseloads(self.now())?);
        self.event(&actor.staff, "view_effect_of_change")?;
        Ok((effect, self.store().staff()?.0))
    }

    /// Asks for a change that a second person must agree to. A sole administrator adds the second one alone: there is
    /// nobody to ask. Answers the end of that one's link.
    pub fn ask_for_change(&self, present: &Present, about: &str, change: Change) -> Done<Option<String>> {
        let actor = &present.actor;
        self.may(actor, Act::ChangeRoles)?;
        let about = StaffId(sign_in_name(about));
        self.check_change(&about, &change)?;
        let (_, staff) = self.store().staff()?;
        let may =
            |one: &&Staff| one.active && Role::by_name(&one.role).is_some_and(|role| role_may(role, Act::ChangeRoles));
        let administrator = matches!(&change, Change::Add { role, .. } if role == Role::Administrator.name());
        if administrator && staff.iter().filter(may).count() == 1 {
            return self.carry_out(&actor.staff, &about, &change);
        }
        let proposal = Proposal {
            id: self.new_id(),
            kind: change.name().to_owned(),
            about,
            body: serde_json::to_string(&change).unwrap_or_default(),
            asked_by: actor.staff.clone(),
            asked: self.now(),
            settled: None,
        };
        self.store().put_proposal(&proposal)?;
        self.event(&actor.staff, &format!("asked_{}", change.name()))?;
        Ok(None)
    }

    /// Agrees to what somebody else asked for, or refuses it; whoever asked may take it back. Answers the end of a link
    /// for the person, when they must set up their account.
    pub fn settle_change(&self, present: &Present, id: Uuid, agrees: bool) -> Done<Option<String>> {
        let actor = &present.actor;
        self.may(actor, Act::ChangeRoles)?;
        let open = |one: &Proposal| one.id == id && one.settled.is_none();
        let proposal = self.store().proposals(MOST)?.into_iter().find(open).ok_or(Problem::NotFound)?;
        let own = proposal.asked_by == actor.staff;
        if agrees && (own || proposal.about == actor.staff) {
            return Err(Problem::Refused(
                "A second person must agree: not whoever asked, and not whom it is about.".into(),
            ));
        }
        let change: Change = serde_json::from_str(&proposal.body).map_err(|_| Problem::NotFound)?;
        if agrees {
            self.check_change(&proposal.about, &change)?;
        }
        let outcome = if agrees {
            "agreed"
        } else if own {
            "withdrawn"
        } else {
            "refused"
        };
        let settled = Settled { by: actor.staff.clone(), at: self.now(), outcome: outcome.to_owned() };
        if !self.store().settle_proposal(id, &settled)? {
            return Err(Problem::NotFound);
        }
        self.event(&actor.staff, &format!("{outcome}_{}", change.name()))?;
        if agrees { self.carry_out(&actor.staff, &proposal.about, &change) } else { Ok(None) }
    }

    fn check_change(&self, about: &StaffId, change: &Change) -> Done<()> {
        let (teams, staff) = self.store().staff()?;
        let refused = |words: &str| Err(Problem::Refused(words.to_owned()));
        if let Change::Add { role, team, .. } | Change::Move { role, team } = change {
            if Role::by_name(role).is_none() {
                return refused("Choose a role from the list.");
            }
            if team.as_ref().is_some_and(|id| !teams.iter().any(|team| team.id == *id)) {
                return refused("Choose a team from the list.");
            }
        }
        let known = staff.iter().any(|one| one.id == *about);
        match change {
            Change::Add { .. } if known => refused("Somebody signs in by this name already. Choose another."),
            Change::Add { .. } if !is_a_name(&about.0) => refused(
                "Choose a user name of their own, such as asha.khan: letters, digits and full stops. A shared or usual \
                 name, such as duty or admin, will not do.",
            ),
            Change::Add { name, .. } if name.trim().is_empty() => refused("Give their name, as colleagues know it."),
            Change::Add { .. } => Ok(()),
            _ if known => Ok(()),
            _ => Err(Problem::NotFound),
        }
    }

    /// Does what two people agreed to, or whoever runs the machine says.
    pub fn carry_out(&self, by: &StaffId, about: &StaffId, change: &Change) -> Done<Option<String>> {
        self.check_change(about, change)?;
        match change {
            Change::Add { name, role, team } => {
                let staff = Staff { team: team.clone(), ..Staff::new(about.clone(), name.trim(), role.clone()) };
                self.put_staff(&[], &[staff])?;
                self.event(by, "account_added")?;
                self.invite(about).map(Some)
            }
            Change::Move { role, team } => {
                self.change_staff(about, &mut |one| (one.role, one.team) = (role.clone(), team.clone()))?;
                // What they may do has changed: they sign in again, and every page they have open ends.
                self.store().end_sessions(about, None)?;
                self.event(by, "role_changed")?;
                Ok(None)
            }
            Change::Recover | Change::Reopen => {
                let (now, handle) = (self.now(), self.new_id());
                self.change_staff(about, &mut |one| {
                    (one.password, one.active) = (store::NO_PASSWORD.to_owned(), true)
                })?;
                self.store().change_account(about, &mut |account| {
                    let handle = account.map_or(handle, |account| account.handle);
                    Ok(Account::new(about.clone(), handle, now))
                })?;
                self.store().end_sessions(about, None)?;
                self.event(by, "account_recovered")?;
                self.alert("recovered", &now.as_second().to_string(), 1)?;
                self.invite(about).map(Some)
            }
        }
    }

    /// Cuts somebody off at once, in every process: one person is enough.
    pub fn disable(&self, present: &Present, about: &StaffId) -> Done<()> {
        self.may(&present.actor, Act::ManagePeople)?;
        if *about == present.actor.staff {
            return Err(Problem::Refused("Nobody closes their own account: ask another administrator.".into()));
        }
        self.cut_off(&present.actor.staff, about)
    }

    /// The same, as whoever runs the machine says.
    pub fn cut_off(&self, by: &StaffId, about: &StaffId) -> Done<()> {
        self.staff_member(about)?;
        self.change_staff(about, &mut |one| one.active = false)?;
        self.store().end_sessions(about, None)?;
        self.event(by, "account_closed")
    }

    /// Ends somebody's sessions; they can sign in again.
    pub fn end_sessions_of(&self, present: &Present, about: &StaffId) -> Done<u64> {
        self.may(&present.actor, Act::ManagePeople)?;
        let ended = self.store().end_sessions(about, None)?;
        self.event(&present.actor.staff, "sessions_ended")?;
        Ok(ended)
    }

    /// Adds a team, or gives it another name.
    pub fn put_team(&self, present: &Present, id: &str, name: &str) -> Done<()> {
        self.may(&present.actor, Act::ManagePeople)?;
        let (id, name) = (id.trim().to_lowercase(), name.trim());
        let fits = (2..=40).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !fits || name.is_empty() {
            let words = "Give the team a name, and a short name of letters, digits and hyphens, such as north-2.";
            return Err(Problem::Refused(words.into()));
        }
        self.put_staff(&[Team { id: TeamId(id), name: name.chars().take(100).collect() }], &[])?;
        self.event(&present.actor.staff, "team_changed")
    }

    /// Notes that somebody has seen to an alert.
    pub fn see_alert(&self, present: &Present, name: &str) -> Done<()> {
        self.may(&present.actor, Act::ManagePeople)?;
        Ok(self.store().see_alert(name, &present.actor.staff, self.now())?)
    }

    /// The figures in force for signing in.
    pub fn sign_in_rules(&self) -> &Rules {
        &self.entrance.rules
    }
}

fn effect(now: Option<&Staff>, change: &Change, caseloads: &[store::Caseload]) -> Effect {
    let (role, team) = match change {
        Change::Add { role, team, .. } | Change::Move { role, team } => (Role::by_name(role), team.clone()),
        Change::Recover | Change::Reopen => return Effect::default(),
    };
    let before = now.filter(|staff| staff.active).and_then(|staff| Role::by_name(&staff.role));
    let may = |role: Option<Role>, act: Act| role.is_some_and(|role| role_may(role, act));
    let only = |one: Option<Role>, other: Option<Role>| -> Vec<&'static str> {
        Act::ALL.into_iter().filter(|act| may(one, *act) && !may(other, *act)).map(Act::name).collect()
    };
    let of_team = |load: &&store::Caseload| team.is_some() && load.1 == team;
    Effect {
        gains: only(role, before),
        loses: only(before, role),
        children: caseloads.iter().filter(of_team).map(|load| load.2).sum(),
    }
}
