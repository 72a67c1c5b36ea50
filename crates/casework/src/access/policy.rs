//! The policy: one reviewed table of text, read once; and the decision, a pure function of it.

use super::{Act, Fresh, Relation, Relations, Role};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is decided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Yes.
    Allowed,
    /// Yes, once this has been proved again.
    StepUp(Fresh),
    /// This role never does this, whoever the child is.
    NotAllowed,
    /// Not for this child: answered as for a child who is not there.
    Hidden,
}

/// What is said of who may know of a child.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Restriction {
    /// Nothing.
    #[default]
    Normal,
    /// Some parts are shielded: a safe address, a third party's words.
    Shielded,
    /// Only those on a list may know, and whoever breaks the glass.
    Listed,
    /// An identity before or after an adoption: only those named, with a passkey.
    Sealed,
    /// Whoever asks has declared a conflict: the child is of their own family, or known to them.
    Conflict,
}

impl Restriction {
    /// Every restriction.
    pub const ALL: [Restriction; 5] =
        [Restriction::Normal, Restriction::Shielded, Restriction::Listed, Restriction::Sealed, Restriction::Conflict];

    /// As the policy writes it.
    pub fn name(self) -> &'static str {
        match self {
            Restriction::Normal => "normal",
            Restriction::Shielded => "shielded",
            Restriction::Listed => "listed",
            Restriction::Sealed => "sealed",
            Restriction::Conflict => "conflict",
        }
    }

    /// A restriction by its name.
    pub fn by_name(name: &str) -> Option<Restriction> {
        Restriction::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// How somebody stands to one child: everything a decision about the child needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Their relations.
    pub relations: Relations,
    /// The child's restriction, as it stands for them.
    pub restriction: Restriction,
    /// They are on the list of those who may know.
    pub named: bool,
}

impl Standing {
    /// As somebody stands to a child they have nothing to do with, of whom nothing is said; and to nobody.
    pub fn none() -> Self {
        Standing { relations: Relation::None.into(), restriction: Restriction::Normal, named: false }
    }
}

/// Whom a restriction lets pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Passes {
    anyone: bool,
    named: bool,
    emergency: bool,
    fresh: Fresh,
}

/// The policy as read.
#[derive(Default)]
pub struct Policy {
    cells: BTreeMap<(Role, Act), Relations>,
    passes: BTreeMap<Restriction, Passes>,
    fresh: BTreeMap<Act, Fresh>,
}

/// The policy in force. A table that cannot be read allows nothing; a test reads it.
pub static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::read(TEXT).unwrap_or_default());

/// The table.
pub const TEXT: &str = include_str!("policy.txt");

impl Policy {
    /// Reads a table; says which line is wrong.
    pub fn read(text: &str) -> Result<Policy, String> {
        let mut policy = Policy::default();
        let mut role = None;
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default().trim_end();
            let read = if line.is_empty() {
                Some(())
            } else if let Some(cell) = line.strip_prefix("  ") {
                role.and_then(|role| policy.cell_line(role, cell))
            } else if let Some(name) = line.strip_prefix("role ") {
                role = Role::by_name(name.trim());
                role.map(drop)
            } else {
                policy.other_line(line)
            };
            read.ok_or_else(|| format!("line {number} of the policy cannot be read: {line}"))?;
        }
        Ok(policy)
    }

    fn cell_line(&mut self, role: Role, line: &str) -> Option<()> {
        let (act, relations) = line.trim().split_once("  ")?;
        let relations = relations_of(relations.trim())?;
        match self.cells.insert((role, Act::by_name(act)?), relations) {
            None => Some(()),
            Some(_) => None,
        }
    }

    fn other_line(&mut self, line: &str) -> Option<()> {
        let (what, rest) = line.split_once(' ')?;
        match what {
            "restriction" => {
                let (name, whom) = rest.trim().split_once(' ')?;
                let mut passes = Passes::default();
                for word in words(whom) {
                    match word {
                        "anyone" => passes.anyone = true,
                        "named" => passes.named = true,
                        "emergency" => passes.emergency = true,
                        "nobody" => {}
                        _ => passes.fresh = fresh_of(word)?,
                    }
                }
                self.passes.insert(Restriction::by_name(name)?, passes).is_none().then_some(())
            }
            _ => {
                let fresh = fresh_of(what)?;
                for word in words(rest) {
                    if self.fresh.insert(Act::by_name(word)?, fresh).is_some() {
                        return None;
                    }
                }
                Some(())
            }
        }
    }

    /// In which relations a role does an act; none when it never does.
    pub fn cell(&self, role: Role, act: Act) -> Relations {
        self.cells.get(&(role, act)).copied().unwrap_or_default()
    }

    /// May somebody of this role, who stands so to a child, do this? `fresh`: what they proved in the last few
    /// minutes. What does not depend on the child is decided first, so that the answer tells nothing about one.
    pub fn decide(&self, role: Role, act: Act, standing: &Standing, fresh: Fresh) -> Decision {
        let cell = self.cell(role, act);
        if cell.is_empty() {
            return Decision::NotAllowed;
        }
        let wanted = self.fresh.get(&act).copied().unwrap_or_default();
        if fresh < wanted {
            return Decision::StepUp(wanted);
        }
        let emergency = standing.relations.meet(Relation::Emergency.into());
        if !self.passes(standing, emergency) || !cell.meet(standing.relations) {
            return Decision::Hidden;
        }
        let passes = self.passes.get(&standing.restriction).copied().unwrap_or_default();
        if fresh < passes.fresh { Decision::StepUp(passes.fresh) } else { Decision::Allowed }
    }

    /// Does a restriction let somebody pass who stands so to a child, whatever they then may do? `emergency`: they broke
    /// the glass within the hour.
    pub fn passes(&self, standing: &Standing, emergency: bool) -> bool {
        let passes = self.passes.get(&standing.restriction).copied().unwrap_or_default();
        passes.anyone || passes.named && standing.named || passes.emergency && emergency
    }
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// What a word of the table asks somebody to prove again.
fn fresh_of(word: &str) -> Option<Fresh> {
    match word {
        "fresh" => Some(Fresh::Code),
        "passkey" => Some(Fresh::Passkey),
        _ => None,
    }
}

fn relations_of(text: &str) -> Option<Relations> {
    match text {
        "any" => Some(Relations::ANY),
        "tied" => Some(Relations::tied()),
        listed => {
            let one = |word: &str| {
                Relation::ALL.into_iter().filter(|one| *one != Relation::None).find(|one| one.name() == word)
            };
            words(listed).map(one).collect()
        }
    }
}

/// Decides by the policy in force: see [`Policy::decide`].
pub fn decide(role: Role, act: Act, standing: &Standing, fresh: Fresh) -> Decision {
    POLICY.decide(role, act, standing, fresh)
}
