//! Holding a return against its rules.

use std::thread;

use super::finding::{About, Finding, Found};
use super::{Check, Edition, Family, Return, Rule, Severity, Years};

/// Children are handed out in parts of at least this many, so that a small return starts no threads.
const PART: usize = 256;

/// Findings listed one by one for a person; the rest are only counted.
pub const FINDINGS: usize = 500_000;

/// What all the rules found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The findings about the return as a whole, then each child's in the order of the return.
    pub findings: Vec<Finding>,
    /// Findings beyond the limit, counted only.
    pub unlisted: u64,
    /// How many rules were in force and run.
    pub rules: usize,
    /// The rules in force that could not be run.
    pub not_run: Vec<NotRun>,
}

/// A rule in force that could not be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotRun {
    /// Its number.
    pub rule: &'static str,
    /// The first thing it lacks, by the return's own names.
    pub lacks: &'static str,
}

impl Report {
    /// How many findings of that severity are listed.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

type InForce<R> = (&'static Rule<R>, &'static Edition<R>);
/// A check of one child, with what its findings have in common.
type OfChild<R> = (About, fn(&R, &<R as Return>::Child, &mut Found));

/// Holds a return against the rules in force in that collection year, with at most so many threads. The answer does
/// not depend on the number of threads. At most `most` findings are listed, the rest counted.
pub fn run<R: Return>(families: &[Family<R>], whole: &R, year: i16, threads: usize, most: usize) -> Report {
    let in_force = families.iter().flat_map(|family| family.rules);
    let mut rules: Vec<InForce<R>> =
        in_force.filter_map(|rule| rule.edition(year).map(|edition| (rule, edition))).collect();
    let mut not_run = Vec::new();
    rules.retain(|(rule, _)| {
        let lacks = rule.needs.iter().find(|need| !whole.has(need));
        not_run.extend(lacks.map(|lacks| NotRun { rule: rule.number, lacks }));
        lacks.is_none()
    });
    let mut found = empty(most);
    let mut of_child: Vec<OfChild<R>> = Vec::with_capacity(rules.len());
    for (rule, edition) in &rules {
        match edition.check {
            Check::Whole(check) => {
                found.of = about(rule, edition);
                check(whole, &mut found);
            }
            Check::Child(check) => of_child.push((about(rule, edition), check)),
        }
    }
    let children = whole.children();
    let part = children.len().div_ceil(threads.max(1)).max(PART);
    let parts: Vec<Found> = if children.len() <= part {
        vec![of_children(&of_child, whole, children, most)]
    } else {
        let rules = &of_child;
        thread::scope(|scope| {
            let run = |part| scope.spawn(move || of_children(rules, whole, part, most));
            let running: Vec<_> = children.chunks(part).map(run).collect();
            running.into_iter().map(|one| one.join().unwrap_or_else(|why| std::panic::resume_unwind(why))).collect()
        })
    };
    let mut report = Report { findings: found.list, unlisted: found.unlisted, rules: rules.len(), not_run };
    for mut part in parts {
        let room = most.saturating_sub(report.findings.len()).min(part.list.len());
        report.unlisted += part.unlisted + (part.list.len() - room) as u64;
        part.list.truncate(room);
        report.findings.append(&mut part.list);
    }
    report
}

fn of_children<R: Return>(rules: &[OfChild<R>], whole: &R, children: &[R::Child], most: usize) -> Found {
    let mut found = empty(most);
    for child in children {
        let before = found.list.len();
        for (about, check) in rules {
            found.of = *about;
            check(whole, child, &mut found);
        }
        let number = R::number(child);
        found.list[before..].iter_mut().for_each(|finding| finding.child = number.map(str::to_owned));
    }
    found
}

fn empty(most: usize) -> Found {
    let edition = Years { from: None, to: None };
    let of = About { rule: "", edition, severity: Severity::Query, words: "", remedy: "" };
    Found { list: Vec::new(), most, unlisted: 0, of }
}

fn about<R: Return>(rule: &Rule<R>, edition: &Edition<R>) -> About {
    let Rule { number, words, remedy, severity, .. } = *rule;
    About { rule: number, edition: edition.years, severity, words, remedy }
}
