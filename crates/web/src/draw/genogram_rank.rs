//! Which row each person stands in: the longest path over parent links, partners in one row, and no loop ever.

use super::genogram::Family;

/// Rows and what could not be drawn.
pub(super) struct Ranks {
    /// Row of each person, from 0 at the top, with no row empty.
    pub row: Vec<usize>,
    /// Which group of partners each person belongs to, named by its first member.
    pub group: Vec<usize>,
    /// Links drawn: position among the parent links, parent, child.
    pub parents: Vec<(usize, usize, usize)>,
    /// Couples drawn: position among the couples and the two people.
    pub couples: Vec<(usize, usize, usize)>,
    /// Contradictions, as sentences.
    pub oddities: Vec<String>,
}

/// Ranks a family. Terminates on any data: a parent link that would make somebody their own ancestor is left out.
pub(super) fn rank(family: &Family) -> Ranks {
    let at = family.positions();
    let find = |id: &str| at.get(id).copied();
    let total = family.people.len();
    let mut oddities = Vec::new();
    let mut group: Vec<usize> = (0..total).collect();
    let mut couples = Vec::new();
    for (n, couple) in family.couples.iter().enumerate() {
        let (Some(a), Some(b)) = (find(&couple.a), find(&couple.b)) else { continue };
        if a == b {
            oddities.push(format!("{} is recorded as their own partner.", family.people[a].name));
            continue;
        }
        couples.push((n, a, b));
        let (keep, drop) = (group[a].min(group[b]), group[a].max(group[b]));
        group.iter_mut().filter(|g| **g == drop).for_each(|g| *g = keep);
    }
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); total];
    let mut parents = Vec::new();
    for (n, link) in family.parents.iter().enumerate() {
        let (Some(parent), Some(child)) = (find(&link.parent), find(&link.child)) else { continue };
        if reaches(&below, group[child], group[parent]) {
            oddities.push(format!(
                "{} is recorded as a parent or carer of {}, but other links put {} in the same or an earlier generation.",
                family.people[parent].name, family.people[child].name, family.people[child].name
            ));
        } else {
            below[group[parent]].push(group[child]);
            parents.push((n, parent, child));
        }
    }
    let mut level = levels(&below);
    place_the_unlinked(family, &group, &below, &mut level);
    let mut used: Vec<usize> = group.iter().map(|g| level[*g]).collect();
    used.sort_unstable();
    used.dedup();
    let row = group.iter().map(|g| used.partition_point(|level_| *level_ < level[*g])).collect();
    Ranks { row, group, parents, couples, oddities }
}

/// Can `to` be reached downwards from `from`, or are they the same?
fn reaches(below: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; below.len()];
    let mut waiting = vec![from];
    while let Some(here) = waiting.pop() {
        if here == to {
            return true;
        }
        if !std::mem::replace(&mut seen[here], true) {
            waiting.extend(&below[here]);
        }
    }
    false
}

/// Longest path from above; those with nobody above come down to stand right over their nearest child.
fn levels(below: &[Vec<usize>]) -> Vec<usize> {
    let mut level = vec![0; below.len()];
    for _ in 0..below.len() {
        let mut moved = false;
        for (g, children) in below.iter().enumerate() {
            for child in children {
                if level[*child] <= level[g] {
                    level[*child] = level[g] + 1;
                    moved = true;
                }
            }
        }
        if !moved {
            break;
        }
    }
    let mut top = vec![true; below.len()];
    below.iter().flatten().for_each(|child| top[*child] = false);
    for (g, children) in below.iter().enumerate().filter(|(g, _)| top[*g]) {
        if let Some(nearest) = children.iter().map(|child| level[*child]).min() {
            level[g] = nearest - 1;
        }
    }
    level
}

/// People with no parent link in their group stand beside somebody they live with or are tied to, else in the last row.
fn place_the_unlinked(family: &Family, group: &[usize], below: &[Vec<usize>], level: &mut [usize]) {
    let mut placed: Vec<bool> = below.iter().map(|children| !children.is_empty()).collect();
    below.iter().flatten().for_each(|child| placed[*child] = true);
    let at = family.positions();
    let mut near: Vec<(usize, usize)> = Vec::new();
    for household in &family.households {
        let members: Vec<usize> = household.members.iter().filter_map(|id| at.get(id.as_str()).copied()).collect();
        near.extend(members.iter().flat_map(|a| members.iter().map(|b| (*a, *b))));
    }
    for tie in &family.others {
        if let (Some(a), Some(b)) = (at.get(tie.from.as_str()), at.get(tie.to.as_str())) {
            near.extend([(*a, *b), (*b, *a)]);
        }
    }
    if placed.iter().any(|placed| *placed) {
        let mut moved = true;
        while moved {
            moved = false;
            for (a, b) in &near {
                let (a, b) = (group[*a], group[*b]);
                if !placed[a] && placed[b] {
                    (level[a], placed[a], moved) = (level[b], true, true);
                }
            }
        }
        let last = level.iter().zip(&placed).filter(|(_, placed)| **placed).map(|(level, _)| *level).max();
        for (level, _) in level.iter_mut().zip(&placed).filter(|(_, placed)| !**placed) {
            *level = last.unwrap_or(0) + 1;
        }
    }
}
