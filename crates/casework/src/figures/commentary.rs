//! What somebody says of a figure, and what will be done: kept with it for ever.

use crate::access::{Act, Actor};
use crate::finish::Ready;
use crate::{Casework, Done, Problem};
use measures::few;
use measures::narrative::{self, Contradiction, Figures as Held};
use practice::ids::{AUTHORITY, StaffId};
use practice::moment::Moment;
use practice::oversight::FigureCommentary;
use practice::record::{On, Records};
use serde_json::json;

/// A comment as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comment {
    /// The form's own key: the same form sent twice is kept once.
    pub key: String,
    /// The measure, by id.
    pub measure: String,
    /// What the figure says, and why.
    pub says: String,
    /// What will be done.
    pub will_do: String,
    /// Keep it as it is written, whatever was answered.
    pub anyway: bool,
}

/// A comment that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// When.
    pub written: Moment,
    /// By whom.
    pub by: StaffId,
    /// The figure as it stood: "86.0% (43 of 50)".
    pub figure: String,
    /// What it says, and why.
    pub says: String,
    /// What will be done.
    pub will_do: String,
}

impl Casework {
    /// What was said of figures, by the measure's id, latest first.
    pub fn commentary(&self, actor: &Actor) -> Done<Vec<(String, Said)>> {
        self.may(actor, Act::SeeFigures)?;
        let records = Records::read(self.store().about(&[AUTHORITY])?);
        let standing = records.standing();
        let said = |one: On<'_, FigureCommentary>| {
            let said = Said {
                written: one.written,
                by: one.entry.author.clone(),
                figure: one.figure.clone(),
                says: one.says.to_string(),
                will_do: one.will_do.to_string(),
            };
            (one.measure.clone(), said)
        };
        let mut all: Vec<(String, Said)> = standing.of_kind::<FigureCommentary>().map(said).collect();
        all.reverse();
        all.sort_by_key(|(_, said)| std::cmp::Reverse(said.written));
        Ok(all)
    }

    /// Keeps a comment on a figure, with the figure as it stands in words. What it claims and its own figures contradict, and
    /// a number of few people it names, is answered first, once: nothing is kept until it is sent again.
    pub fn comment(&self, actor: &Actor, comment: &Comment, figure: &str, held: &Held) -> Done<Vec<Contradiction>> {
        self.may(actor, Act::CommentOnFigures)?;
        if measures::find(&comment.measure).is_none() {
            return Err(Problem::NotFound);
        }
        if comment.says.trim().is_empty() {
            return Err(Problem::Refused("Say what the figure tells you, and why".into()));
        }
        let wrong = to_look_at(&format!("{}\n{}", comment.says, comment.will_do), held);
        if !wrong.is_empty() && !comment.anyway {
            return Ok(wrong);
        }
        let ready = Ready {
            kind: "figure_commentary",
            people: vec![AUTHORITY],
            body: json!({
                "written": self.today().written(),
                "measure": comment.measure,
                "figure": figure,
                "says": comment.says.trim(),
                "will_do": comment.will_do.trim(),
            }),
            unusual: None,
            source: None,
        };
        let revision = self.revision_of(actor, ready)?;
        self.append(&format!("comment {} {}", actor.staff, comment.key), vec![revision], None)?;
        Ok(Vec::new())
    }
}

/// What somebody should look at in their words before they are kept: claims the figures contradict, and numbers of few
/// people. Everybody who sees figures reads the words, those too from whom such numbers are hidden.
fn to_look_at(words: &str, held: &Held) -> Vec<Contradiction> {
    let few = few::people(words).into_iter().map(|claim| Contradiction {
        claim,
        because: "few people may be known by their number, and whoever sees figures reads these words".to_owned(),
    });
    narrative::contradictions(words, held).into_iter().chain(few).collect()
}
