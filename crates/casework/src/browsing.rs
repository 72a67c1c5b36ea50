//! Staff who open more files than their work asks for: slowed at once, and told of to those who look into it.
//!
//! It is about staff, never about children, and it is no verdict: it says what was seen and what colleagues do.

use crate::access::{Act, Actor};
use crate::{Casework, Done, Problem};
use jiff::{SignedDuration, Timestamp};
use practice::ids::{PersonId, StaffId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use store::{LogEntry, Logged, Outcome};

/// Who speaks when nobody does: the program.
pub const PROGRAM: &str = "goldthread";
/// Files are counted over this long.
const WINDOW: SignedDuration = SignedDuration::from_mins(10);
/// More different files than this in that time are more than a duty worker on a bad day opens.
const USUAL: usize = 60;
/// Each file more waits this much longer.
const STEP: Duration = Duration::from_millis(100);
/// But never longer than this.
const LONGEST: Duration = Duration::from_secs(5);
/// How far back colleagues are compared.
const COMPARED: SignedDuration = SignedDuration::from_hours(24 * 28);
/// How many entries a comparison reads at most, latest ones.
const READ: u64 = 200_000;
/// A difference that could be chance or leave is not worth anyone's time.
const LEAST: usize = 10;

/// What each worker opened lately.
#[derive(Default)]
pub(crate) struct Pace(Mutex<BTreeMap<StaffId, Lately>>);

#[derive(Default)]
struct Lately {
    opened: VecDeque<(Timestamp, PersonId)>,
    told: bool,
}

/// What opening one more file comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Slowed {
    /// How long the answer is to wait.
    pub wait: Duration,
    /// How many different files in the last ten minutes, the first time they are too many.
    pub tell: Option<usize>,
}

impl Pace {
    /// Someone opens files.
    pub fn opens(&self, staff: &StaffId, people: &[PersonId], now: Timestamp) -> Slowed {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let lately = all.entry(staff.clone()).or_default();
        lately.opened.extend(people.iter().map(|person| (now, *person)));
        while lately.opened.front().is_some_and(|(at, _)| now.duration_since(*at) > WINDOW) {
            lately.opened.pop_front();
        }
        let files: BTreeSet<PersonId> = lately.opened.iter().map(|(_, person)| *person).collect();
        let over = files.len().saturating_sub(USUAL);
        let tell = (over > 0 && !lately.told).then_some(files.len());
        lately.told = over > 0;
        let wait = STEP.saturating_mul(u32::try_from(over).unwrap_or(u32::MAX)).min(LONGEST);
        Slowed { wait, tell }
    }
}

/// Something to look into.
#[derive(Clone, PartialEq, Debug)]
pub struct Alert {
    /// Its place in the log, which names it.
    pub seq: u64,
    /// When it was raised.
    pub at: Timestamp,
    /// What was seen, in words.
    pub words: String,
    /// What was found, and by whom, once it has been looked into.
    pub closed: Option<String>,
}

/// Someone who opens far more files of children who are not theirs than colleagues of the same role do.
#[derive(Clone, PartialEq, Debug)]
pub struct Unlike {
    /// Who.
    pub staff: StaffId,
    /// How that looks beside colleagues, in words.
    pub words: String,
}

impl Casework {
    /// Counts files opened, and tells of too many.
    pub(crate) fn paced(&self, staff: &StaffId, action: &str, people: &[PersonId]) -> Done<Duration> {
        if !matches!(action, "view_file" | "view_record" | "view_contact") {
            return Ok(Duration::ZERO);
        }
        let slowed = self.pace.opens(staff, people, self.now());
        if let Some(files) = slowed.tell {
            let words = format!("{staff} opened {files} different files within ten minutes; pages now answer slowly.");
            self.tell(&words)?;
        }
        Ok(slowed.wait)
    }

    /// Raises an alert: an entry of its own, which nobody can take back.
    fn tell(&self, words: &str) -> Done<()> {
        let entry = LogEntry::new(self.now(), &StaffId::from(PROGRAM), "alert");
        tracing::warn!(alarm = "browsing", "an alert about looks was raised");
        let entry = LogEntry { why: words.to_owned(), ..entry };
        self.appender.append(entry).wait().map_err(Problem::NotLogged)
    }

    /// Alerts, latest first, at most 200, open or closed.
    pub fn alerts(&self, actor: &Actor) -> Done<Vec<Alert>> {
        self.may(actor, Act::SeeLog)?;
        self.looked(actor, "view_alerts", &[], None)?;
        let said = self.store().log_by(&StaffId::from(PROGRAM), u64::MAX, 1_000)?;
        let closed = |seq: u64| {
            let about = format!("{seq}: ");
            let ends = said.iter().filter(|one| one.entry.action == "alert_closed");
            ends.filter_map(|one| one.entry.why.strip_prefix(&about)).next().map(str::to_owned)
        };
        let raised = said.iter().filter(|one| one.entry.action == "alert").take(200);
        let alert = |Logged { seq, entry, .. }: &Logged| Alert {
            seq: *seq,
            at: entry.at,
            words: entry.why.clone(),
            closed: closed(*seq),
        };
        Ok(raised.map(alert).collect())
    }

    /// Closes an alert with what was found. Nobody closes one about themselves.
    pub fn close_alert(&self, actor: &Actor, seq: u64, found: &str) -> Done<()> {
        let alerts = self.alerts(actor)?;
        let alert = alerts.iter().find(|alert| alert.seq == seq).ok_or(Problem::NotFound)?;
        let found = found.trim();
        if alert.closed.is_some() {
            return Err(Problem::Refused("This was closed already".into()));
        }
        if found.is_empty() {
            return Err(Problem::Refused("Say what you found".into()));
        }
        if alert.words.split(' ').next() == Some(actor.staff.0.as_str()) {
            let words = format!("{} tried to close an alert about themselves.", actor.staff);
            self.tell(&words)?;
            return Err(Problem::NotAllowed);
        }
        let entry = LogEntry::new(self.now(), &StaffId::from(PROGRAM), "alert_closed");
        let why = format!("{seq}: {} ({})", found, actor.name);
        self.appender.append(LogEntry { why, ..entry }).wait().map_err(Problem::NotLogged)
    }

    /// Who, in the last 28 days, opened far more files of children who are not theirs or their team's than colleagues
    /// of the same role: by the median of the role and the median distance from it. Reads at most the last 200,000
    /// entries.
    pub fn unlike_colleagues(&self, actor: &Actor) -> Done<Vec<Unlike>> {
        self.may(actor, Act::SeeLog)?;
        self.looked(actor, "view_comparison", &[], None)?;
        let opened = self.opened_lately()?;
        let children: BTreeSet<PersonId> = opened.values().flatten().copied().collect();
        let children: Vec<PersonId> = children.into_iter().collect();
        let summaries = self.store().summaries(&children)?;
        let kept: BTreeMap<PersonId, _> = summaries.iter().map(|one| (one.person, one)).collect();
        let names = self.staff_names();
        // Their role; how many are not theirs; how many of those share their family name.
        let mut counts: BTreeMap<StaffId, (String, usize, usize)> = BTreeMap::new();
        for one in names.staff.values().filter(|one| one.active) {
            let seen = opened.get(&one.id).into_iter().flatten().filter_map(|child| kept.get(child));
            let family = one.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let others: Vec<_> = seen
                .filter(|child| child.worker.as_ref() != Some(&one.id))
                .filter(|child| one.team.is_none() || child.team != one.team)
                .collect();
            let same = others.iter().filter(|child| child.sort.split(' ').next() == Some(family.as_str())).count();
            counts.insert(one.id.clone(), (one.role.clone(), others.len(), same));
        }
        let mut unlike = Vec::new();
        for (staff, (role, others, same)) in &counts {
            // Family is family however few hold the role.
            if *same > 0 {
                let words = format!("{same} of the files opened are of children with their own family name.");
                unlike.push(Unlike { staff: staff.clone(), words });
            }
            let peers: Vec<usize> =
                counts.iter().filter(|(id, one)| *id != staff && one.0 == *role).map(|(_, one)| one.1).collect();
            let Some(usual) = usual(&peers).filter(|_| peers.len() >= 4) else { continue };
            if *others >= usual.limit && *others >= usual.middle + LEAST {
                let words = format!(
                    "{others} files of children who are not theirs or their team's in 28 days. Half of the {} others in \
                     the role opened {} or fewer; {} would be unusual.",
                    peers.len(),
                    usual.middle,
                    usual.limit
                );
                unlike.push(Unlike { staff: staff.clone(), words });
            }
        }
        Ok(unlike)
    }

    /// Whose files each worker opened, of the last entries.
    fn opened_lately(&self) -> Done<BTreeMap<StaffId, BTreeSet<PersonId>>> {
        let end = self.store().log_head()?.seq;
        let mut after = end.saturating_sub(READ);
        let from = self.now() - COMPARED;
        let mut opened: BTreeMap<StaffId, BTreeSet<PersonId>> = BTreeMap::new();
        while after < end {
            let some = self.store().log_after(after, 10_000)?;
            let Some(last) = some.last() else { break };
            after = last.seq;
            let looks = some.into_iter().map(|one| one.entry).filter(|one| one.at >= from);
            let files = ["view_file", "view_record", "view_contact"];
            for one in looks.filter(|one| one.outcome == Outcome::Done && files.contains(&one.action.as_str())) {
                opened.entry(one.by).or_default().extend(one.people);
            }
        }
        Ok(opened)
    }
}

/// What is usual among some counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Usual {
    middle: usize,
    /// From here on it is not: five times the median distance above the median.
    limit: usize,
}

fn usual(counts: &[usize]) -> Option<Usual> {
    let middle_of = |mut all: Vec<usize>| {
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    };
    let middle = middle_of(counts.to_vec())?;
    let distance = middle_of(counts.iter().map(|count| count.abs_diff(middle)).collect())?;
    // 1.4826 of the median distance is a standard deviation of what is spread normally; five of them.
    Some(Usual { middle, limit: middle + (distance * 74).div_ceil(10) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn five_hundred_files_in_ten_minutes_are_slowed_and_told_of_once() {
        let (pace, staff) = (Pace::default(), StaffId::from("priya"));
        let start = Timestamp::UNIX_EPOCH;
        let (mut waited, mut told) = (Duration::ZERO, Vec::new());
        for number in 0..500_u128 {
            let now = start + SignedDuration::from_millis(i64::try_from(number).unwrap() * 1_200);
            let slowed = pace.opens(&staff, &[person(number)], now);
            waited += slowed.wait;
            told.extend(slowed.tell.map(|files| (files, now.duration_since(start))));
        }
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, USUAL + 1);
        assert!(told[0].1 < SignedDuration::from_mins(5));
        assert!(waited > Duration::from_secs(600), "as much again as they took: {waited:?}");
        // The twin: the same looks at files one has open already are nobody's business.
        let same = Pace::default();
        let slow =
            (0..500_u128).filter(|number| same.opens(&staff, &[person(number % 20)], start) != Slowed::default());
        assert_eq!(slow.count(), 0);
        proof::say("S4", "pace", 500, format!("slowed by {} s in all, told of after {}", waited.as_secs(), told[0].1));
        proof::say("S4", "twin caught", 500, "500 looks at 20 files are neither slowed nor told of");
    }

    #[test]
    fn what_is_usual_is_not_moved_by_one_who_is_not() {
        let peers = [10, 12, 11, 13, 9, 500];
        let usual = usual(&peers).unwrap();
        assert_eq!(usual.middle, 12);
        assert!(usual.limit < 30, "{usual:?}");
    }
}
