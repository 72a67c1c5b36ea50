//! The people who work here: teams, posts, and who held each post when.

use super::chance::{Chance, plus};
use super::names::{self, HERITAGES};
use crate::accounts;
use crate::accounts::user_name;
use casework::{Actor, Role};
use jiff::civil::Date;
use practice::ids::{StaffId, TeamId};
use std::collections::{BTreeMap, BTreeSet};
use store::{Staff, Team};

/// A post: one piece of work, held by one person after another.
pub struct Post {
    /// Its team.
    pub team: TeamId,
    /// What its holders do.
    pub role: Role,
    /// Who came when, first to last.
    pub holders: Vec<(Date, StaffId)>,
    /// How readily work slips here: 1 as a rule, less with some, much more with a few.
    pub slips: f64,
    /// How much this post carries beside the others: less for somebody newly qualified.
    pub carries: f64,
}

/// What a family needs from a team.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// Referrals and assessments.
    Assessing,
    /// Plans.
    Safeguarding,
    /// Disabled children.
    Disabled,
    /// Children looked after.
    Care,
}

/// Everyone who works or worked here.
pub struct Workforce {
    /// The teams.
    pub teams: Vec<Team>,
    /// The staff: those who left are not active.
    pub staff: Vec<Staff>,
    /// The posts.
    pub posts: Vec<Post>,
    actors: BTreeMap<StaffId, Actor>,
}

/// Where and how many: team, its name, role, posts for the full authority, at least.
const POSTS: &[(&str, &str, Role, f64, usize)] = &[
    ("hub", "Multi-agency hub", Role::Screener, 6.0, 2),
    ("hub", "Multi-agency hub", Role::HubManager, 2.0, 1),
    ("out-of-hours", "Out of hours", Role::OutOfHours, 4.0, 1),
    ("early-help", "Early help", Role::EarlyHelpLead, 10.0, 1),
    ("reviewing", "Conference and review service", Role::ConferenceChair, 5.0, 1),
];
/// Teams of social workers: the start of the name, its title, what for, workers for the full authority.
const TEAMS: &[(&str, &str, Work, f64)] = &[
    ("assessment", "Assessment", Work::Assessing, 19.0),
    ("north", "North safeguarding", Work::Safeguarding, 30.0),
    ("south", "South safeguarding", Work::Safeguarding, 30.0),
    ("disabled", "Disabled children", Work::Disabled, 7.0),
    ("care", "Children in our care", Work::Care, 18.0),
];
/// Where and how many, of those who came to be counted after the others: so that what was drawn before stays as it is.
const MORE_POSTS: &[(&str, &str, Role, f64, usize)] = &[
    ("reviewing", "Conference and review service", Role::ReviewingOfficer, 5.0, 1),
    ("leaving-care", "Leaving care", Role::PersonalAdviser, 7.0, 1),
    ("adoption", "Adoption", Role::Adoption, 4.0, 1),
];
/// A team with more workers than this is two teams.
const TEAM_SIZE: usize = 9;

impl Workforce {
    /// Those of an authority of a size, over some years. The first post of each role is held now by the account that
    /// signs in for it.
    pub fn of(size: f64, from: Date, until: Date, seed: u64) -> Workforce {
        let mut chance = Chance::of(seed, u64::MAX / 2);
        let mut force = Workforce { teams: Vec::new(), staff: Vec::new(), posts: Vec::new(), actors: BTreeMap::new() };
        let mut taken = BTreeSet::new();
        let span = (from, until);
        for (team, name, role, full, least) in POSTS {
            force.team(team, name);
            for _ in 0..((full * size).round() as usize).max(*least) {
                force.post(team, *role, span, &mut taken, &mut chance);
            }
        }
        for (start, title, _, full) in TEAMS {
            let workers = ((full * size).round() as usize).max(2);
            let count = workers.div_ceil(TEAM_SIZE);
            for number in 1..=count {
                let team = format!("{start}-{number}");
                force.team(&team, &format!("{title} {number}"));
                force.post(&team, Role::TeamManager, span, &mut taken, &mut chance);
                for _ in (number - 1..workers).step_by(count) {
                    force.post(&team, Role::SocialWorker, span, &mut taken, &mut chance);
                }
            }
        }
        for (team, name, role, full, least) in MORE_POSTS {
            force.team(team, name);
            for _ in 0..((full * size).round() as usize).max(*least) {
                force.post(team, *role, span, &mut taken, &mut chance);
            }
        }
        force.give_accounts();
        force
    }

    fn team(&mut self, id: &str, name: &str) {
        if !self.teams.iter().any(|team| team.id.0 == id) {
            self.teams.push(Team { id: TeamId::from(id), name: name.to_owned() });
        }
    }

    fn post(
        &mut self,
        team: &str,
        role: Role,
        (from, until): (Date, Date),
        taken: &mut BTreeSet<String>,
        chance: &mut Chance,
    ) {
        let mut holders = Vec::new();
        let mut came = from;
        loop {
            let (id, name) = someone(taken, chance);
            holders.push((came, StaffId(id.clone())));
            let leaves = plus(came, chance.between(400, 1900));
            let active = leaves > plus(until, -60);
            self.staff.push(Staff {
                team: Some(TeamId::from(team)),
                active,
                ..Staff::new(StaffId(id), name, role.name())
            });
            if active {
                break;
            }
            came = leaves;
        }
        let slips = *chance.weighed(&[(25.0, 0.4), (60.0, 1.0), (15.0, 1.9)]);
        let carries = *chance.weighed(&[(15.0, 0.85), (65.0, 1.0), (20.0, 1.1)]);
        self.posts.push(Post { team: TeamId::from(team), role, holders, slips, carries });
    }

    /// Whoever holds the first post of each role signs in by the role's name.
    fn give_accounts(&mut self) {
        for role in Role::ALL {
            let wanted = accounts::team_of(role);
            let post = self.posts.iter_mut().find(|post| post.role == role && Some(&post.team) == wanted.as_ref());
            let Some((_, holder)) = post.and_then(|post| post.holders.last_mut()) else { continue };
            let id = StaffId(user_name(role));
            if let Some(staff) = self.staff.iter_mut().find(|staff| staff.id == *holder) {
                staff.id = id.clone();
            }
            *holder = id;
        }
        let actor = |staff: &Staff| {
            let role = Role::by_name(&staff.role)?;
            let (name, team) = (staff.name.clone(), staff.team.clone());
            Some((staff.id.clone(), Actor::new(staff.id.clone(), name, role, team)))
        };
        self.actors = self.staff.iter().filter_map(actor).collect();
    }

    /// Someone as they act.
    pub fn actor(&self, id: &StaffId) -> Option<&Actor> {
        self.actors.get(id)
    }

    /// Someone's name.
    pub fn name<'n>(&'n self, id: &'n StaffId) -> &'n str {
        self.actors.get(id).map_or(id.0.as_str(), |actor| actor.name.as_str())
    }

    /// The places of posts that do some work.
    pub fn posts_for(&self, work: Work) -> Vec<usize> {
        let starts: Vec<&str> = TEAMS.iter().filter(|team| team.2 == work).map(|team| team.0).collect();
        let does = |post: &Post| {
            post.role == Role::SocialWorker
                && post.team.0.rsplit_once('-').is_some_and(|(start, _)| starts.contains(&start))
        };
        (0..self.posts.len()).filter(|place| does(&self.posts[*place])).collect()
    }

    /// Who held a post on a day.
    pub fn holder(&self, post: usize, on: Date) -> &StaffId {
        let holders = &self.posts[post].holders;
        let latest = holders.iter().rev().find(|(came, _)| *came <= on);
        &latest.unwrap_or(&holders[0]).1
    }

    /// When a holder of a post came.
    pub fn came(&self, post: usize, holder: &StaffId) -> Option<Date> {
        self.posts[post].holders.iter().find(|(_, id)| id == holder).map(|(came, _)| *came)
    }

    /// Someone with a role on a day, from a team when one is named.
    pub fn someone(&self, role: Role, team: Option<&TeamId>, on: Date, chance: &mut Chance) -> StaffId {
        let fits = |post: &Post| post.role == role && team.is_none_or(|team| post.team == *team);
        let places: Vec<usize> = (0..self.posts.len()).filter(|place| fits(&self.posts[*place])).collect();
        match places.is_empty() {
            true => StaffId(user_name(role)),
            false => self.holder(*chance.one(&places), on).clone(),
        }
    }
}

/// A name for a worker, and the user name made of it, which nobody else has.
fn someone(taken: &mut BTreeSet<String>, chance: &mut Chance) -> (String, String) {
    let heritage = chance.weighed(HERITAGES);
    let woman = chance.happens(0.8);
    let name = format!("{} {}", names::adult(heritage, woman, &[], chance), names::family(heritage, chance));
    let plain: String = name.to_lowercase().replace(' ', ".").chars().filter(|c| *c != '-').collect();
    let mut id = plain.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{plain}{number}");
        number += 1;
    }
    (id, name)
}
