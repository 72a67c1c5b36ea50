//! What an import did, or would do.

use standards::cin_census::{Fault, Severity};
use std::collections::BTreeMap;
use std::fmt::{self, Write};

/// Records of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Not here before.
    pub new: usize,
    /// Here, and different now: a new revision.
    pub changed: usize,
    /// Here, and the same.
    pub same: usize,
    /// Withdrawn here by a worker, and left so.
    pub left: usize,
}

/// What an import did; shown as a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// The authority's three-digit number.
    pub authority: String,
    /// The collection year; none when the file has none.
    pub year: Option<i16>,
    /// Children not on file before.
    pub children_new: usize,
    /// Children on file before.
    pub children_known: usize,
    /// Children left out because they have no number.
    pub left_out: usize,
    /// Records by kind.
    pub kinds: BTreeMap<&'static str, Tally>,
    /// What is wrong in the file, in the order of the lines.
    pub faults: Vec<Fault>,
    /// Nothing was changed: this is what would have been.
    pub dry_run: bool,
}

impl Imported {
    /// All records together.
    pub fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), |sum, one| Tally {
            new: sum.new + one.new,
            changed: sum.changed + one.changed,
            same: sum.same + one.same,
            left: sum.left + one.left,
        })
    }

    /// Is there nothing in the file that is not here already?
    pub fn nothing_new(&self) -> bool {
        let total = self.total();
        total.new + total.changed == 0
    }

    /// The faults as comma-separated values: severity, line, child, element, found, message, remedy.
    ///
    /// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    pub fn faults_csv(&self) -> Result<Vec<u8>, csv::Error> {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(["severity", "line", "child", "element", "found", "message", "remedy"])?;
        for fault in &self.faults {
            let severity = match fault.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let child = fault.child.as_deref().unwrap_or_default();
            let line = fault.line.to_string();
            let cells = [severity, &line, child, &fault.element, &fault.found, &fault.message, &fault.remedy];
            out.write_record(cells.map(plain))?;
        }
        out.into_inner().map_err(|error| error.into_error().into())
    }
}

/// "Section 47 enquiry outcome".
fn title(kind: &str) -> String {
    practice::kinds::find(kind).map_or_else(|| kind.to_owned(), |kind| (kind.spec)().title.clone())
}

fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.year.map(|year| format!(" {year}")).unwrap_or_default();
        writeln!(f, "CIN census{year}, authority {}", self.authority)?;
        writeln!(f, "Children: {} new, {} known{}", self.children_new, self.children_known, self.without_number())?;
        let mut table = format!("{:<28}{:>8}{:>9}{:>8}\n", "Records", "new", "changed", "same");
        let rows = self.kinds.iter().map(|(kind, tally)| (title(kind), *tally));
        for (label, tally) in rows.chain([("All".to_owned(), self.total())]) {
            write!(table, "{label:<28}{:>8}{:>9}{:>8}", tally.new, tally.changed, tally.same)?;
            if tally.left > 0 {
                write!(table, "   {} withdrawn here, left so", tally.left)?;
            }
            table.push('\n');
        }
        f.write_str(&table)?;
        let errors = self.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        writeln!(f, "Faults in the file: {errors} errors, {} warnings", self.faults.len() - errors)?;
        f.write_str(match (self.dry_run, self.nothing_new()) {
            (_, true) => "There is nothing new in this file. Nothing was changed.",
            (true, false) => "This was a trial. Nothing was changed.",
            (false, false) => "All of it is in.",
        })
    }
}

impl Imported {
    fn without_number(&self) -> String {
        match self.left_out {
            0 => String::new(),
            count => format!(", {count} left out for want of a number"),
        }
    }
}
