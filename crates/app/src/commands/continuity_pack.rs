//! `continuity-pack`: what duty staff need when there is no server.

use crate::authority;
use crate::backup::{readable, whole};
use crate::failure::{Failure, Outcome, file};
use crate::pack::{Card, Cards, Cover, passphrase, seal};
use crate::place::Place;
use casework::{Actor, Fresh, Role};
use clap::Args;
use jiff::Timestamp;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

/// Make a page that opens with no server: one printable card for each open child
///
/// For the night the system is down. Each holder gets a file of their own, a page that any browser opens with a
/// passphrase and no network, and an envelope: a short text with the passphrase, to be printed, sealed, and kept apart
/// from the page. An envelope that is open is a pack that was opened.
///
/// Children whose files are restricted are not in it; the page says how many, and whom to ring. Making a pack is in the
/// log of each child in it. Run it every night: a page older than a day says so.
#[derive(Args, Debug)]
pub struct ContinuityPack {
    #[command(flatten)]
    place: Place,

    /// Whom it is for; may be given more than once
    #[arg(long, value_name = "NAME", required = true)]
    holder: Vec<String>,

    /// Whom to ring about restricted children, and for anything else, in words
    #[arg(long, value_name = "WORDS")]
    ring: String,

    /// Write the pages into this directory
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Write the envelopes into this directory, which must be another one
    #[arg(long, value_name = "DIR")]
    envelopes: PathBuf,

    /// Name of the authority. Without it: the one `goldthread serve` was given
    #[arg(long, value_name = "NAME")]
    council: Option<String>,
}

impl ContinuityPack {
    /// Does it.
    pub fn run(&self) -> Outcome {
        for dir in [&self.out, &self.envelopes] {
            std::fs::create_dir_all(dir).map_err(file("make the directory", dir))?;
        }
        let same = |dir: &PathBuf| dir.canonicalize().map_err(file("read", dir));
        if same(&self.out)? == same(&self.envelopes)? {
            return Err(Failure::new(
                "The page and the passphrase that opens it may not lie in one directory.",
                "Give another directory with --envelopes.",
            ));
        }
        let casework = self.place.casework()?;
        let council = self.council.clone().or_else(|| authority::kept(casework.store(), authority::COUNCIL));
        let council = council.unwrap_or_else(|| authority::INVENTED.to_owned());
        let made = Timestamp::now();
        let day = made.strftime("%Y-%m-%d-%H%M%S");
        // The program itself makes the pack; `by` is nobody's sign-in.
        let by = Actor::new("continuity-pack", "Continuity pack", Role::Administrator, None);
        let by = Actor { fresh: Fresh::Passkey, ..by };
        let why = format!("pack {day} for {}", self.holder.join(", "));
        let mut cards = Cards { cards: Vec::new() };
        let packed = casework.pack(&by, &why, &mut |file| {
            let (find, html) = web::pages::child::card::packed(file);
            cards.cards.push(Card { find, html });
        })?;
        for (place, holder) in self.holder.iter().enumerate() {
            let number = format!("{day}-{}", place + 1);
            let cover = Cover {
                council: council.clone(),
                holder: holder.clone(),
                number: number.clone(),
                made: made.to_string(),
                open: packed.open,
                cards: packed.files,
                restricted: packed.restricted,
                ring: self.ring.clone(),
            };
            let passphrase = passphrase();
            let page = seal(&cover, &cards, &passphrase)?;
            let path = self.out.join(format!("continuity-pack-{number}.html"));
            whole(&path, |out| out.write_all(page.as_bytes()).map_err(file("write", &path)))?;
            // Sealed: whoever has no envelope reads nothing.
            readable(&path, 0o644)?;
            self.envelope(&number, holder, &passphrase)?;
            println!("{}: {} of {} open children.", path.display(), packed.files, packed.open);
        }
        if packed.restricted > 0 {
            println!("{} restricted: not in it. The page says to ring {}.", packed.restricted, self.ring);
        }
        Ok(())
    }

    fn envelope(&self, number: &str, holder: &str, passphrase: &str) -> Outcome {
        let path = self.envelopes.join(format!("envelope-{number}.txt"));
        let text = format!(
            "Continuity pack {number}\nfor {holder}\n\nPassphrase: {passphrase}\n\nOpen this envelope only to open the pack. Write on \
             it who opened it, when and why, and tell the office that made it.\n"
        );
        let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let mut out = opened.map_err(file("write", &path))?;
        out.write_all(text.as_bytes()).and_then(|()| out.sync_all()).map_err(file("write", &path))
    }
}
