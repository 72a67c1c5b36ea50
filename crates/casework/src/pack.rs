//! The continuity pack: every open child's file, as duty staff may see it, for when there is no server.

use crate::access::{Act, Actor, Role};
use crate::file::{AsAt, File};
use crate::{Casework, Done};
use practice::ids::PersonId;
use store::Whose;

/// How many children are in a pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Children whose work is open.
    pub open: usize,
    /// Those whose file is in it.
    pub files: usize,
    /// Those left out because their files are restricted.
    pub restricted: usize,
}

/// No authority has more open children.
const EVERYONE: usize = 1_000_000;

impl Casework {
    /// Gives every open child's file, in order of name, as somebody working out of hours sees it; then notes in the log, on
    /// each of these files, that it went into a pack, and why. Files that duty staff may not know of are counted.
    ///
    /// `by` is the program itself, or whoever asked it: they must be allowed to take records out.
    pub fn pack(&self, by: &Actor, why: &str, each: &mut dyn FnMut(&File)) -> Done<Packed> {
        self.may(by, Act::Export)?;
        let duty = Actor { role: Role::OutOfHours, ..by.clone() };
        let sight = self.sight(&duty)?;
        let open = self.store().children(&Whose::All, EVERYONE)?;
        let mut packed = Packed { open: open.len(), ..Packed::default() };
        let mut people: Vec<PersonId> = Vec::new();
        for child in open.iter().map(|summary| summary.person) {
            if sight.hides(child) {
                packed.restricted += 1;
                continue;
            }
            // One entry for the whole pack is made below; until it is on the disk nothing leaves this program.
            let (_, file) = self.file_seen(&duty, child, AsAt::Now, |_, _, _, _, _| Ok(()))?;
            each(&file);
            people.push(child);
        }
        packed.files = people.len();
        self.did(by, "continuity_pack", &people, None, why)?;
        Ok(packed)
    }
}
