//! `verify`: is the log as it was written, and are the records as the log knows them?

use crate::failure::{Failure, Outcome};
use crate::heads::Witnessing;
use crate::place::Place;
use clap::Args;
use store::verify::{Verified, verify};
use store::{Head, Store, Wrong};
use witness::{Key, PublicKey, SignedHead, Witness};

/// Prove that nobody altered the log or the records behind the program's back
///
/// Reads every entry of the log: that none is missing, that each follows from the one before, and that the records it
/// kept are as it kept them. With --witness it also compares the log with the signed heads kept there: without them, a
/// tail that was cut off and a log that was written again from the beginning cannot be told from a whole one, nor can an
/// old copy. What was entered since the last head can only be compared with itself.
///
/// Ends with 1 and names the first entry that is wrong, by its number. Changes nothing.
#[derive(Args, Debug)]
pub struct Verify {
    #[command(flatten)]
    place: Place,

    #[command(flatten)]
    witnessing: Witnessing,

    /// The public key that heads must be signed by, in hexadecimal. Without it: the key in --log-key
    #[arg(long, value_name = "KEY")]
    public_key: Option<String>,
}

impl Verify {
    /// Does it.
    pub fn run(&self) -> Outcome {
        let store = self.place.open_existing()?;
        let witness = self.witnessing.witness.as_ref();
        let key = witness.map(|_| self.key()).transpose()?;
        let checked = check(store.as_ref(), witness.zip(key.as_ref()))?;
        match checked.verified.wrong {
            Some(Wrong { seq, what }) => Err(Failure::new(
                format!("The log is wrong from entry {seq}: {what}."),
                "Keep this database as it is, set a copy aside, and compare it with the last good backup.",
            )),
            None => {
                println!(
                    "{} entries: the log is whole, and the records are as it knows them.",
                    checked.verified.entries
                );
                match (witness, checked.last) {
                    (None, _) => println!(
                        "No --witness was given: a tail that was cut off, or a log written again, would not be noticed."
                    ),
                    (Some(_), None) => println!("The witness has kept no head yet."),
                    (Some(_), Some(last)) => {
                        println!("{} signed heads agree, the last at entry {} on {}.", checked.heads, last.seq, last.at)
                    }
                }
                Ok(())
            }
        }
    }

    fn key(&self) -> Outcome<PublicKey> {
        let wrong =
            |what: String| Failure::new(what, "Give the key that heads are signed by, with --log-key or --public-key.");
        match &self.public_key {
            Some(text) => PublicKey::parse(text).ok_or_else(|| wrong("--public-key is not a key.".to_owned())),
            None => {
                let path = self.place.key_file();
                if !path.exists() {
                    return Err(wrong(format!("There is no key in {}.", path.display())));
                }
                let key = Key::read_or_make(&path);
                Ok(key
                    .map_err(|fault| wrong(format!("The key in {} cannot be used: {fault}.", path.display())))?
                    .public())
            }
        }
    }
}

/// What checking found, with what the witness knew.
pub struct Checked {
    /// The log.
    pub verified: Verified,
    /// How many heads the witness has.
    pub heads: usize,
    /// The last of them.
    pub last: Option<SignedHead>,
}

/// Checks a log, with a witness and the key its heads must be signed by, or without.
pub fn check(store: &dyn Store, witness: Option<(&Witness, &PublicKey)>) -> Outcome<Checked> {
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let Some((witness, key)) = witness else {
        return Ok(Checked { verified: verify(store, &[], threads)?, heads: 0, last: None });
    };
    let signed = witness.heads().map_err(|fault| {
        Failure::new(format!("The witness could not be asked: {fault}."), "Check --witness, then try again.")
    })?;
    let forged = signed.iter().position(|head| !head.is_signed_by(key));
    let good = &signed[..forged.unwrap_or(signed.len())];
    let heads: Vec<Head> = good.iter().map(|head| Head { seq: head.seq, hash: head.hash.clone() }).collect();
    let mut verified = verify(store, &heads, threads)?;
    if verified.wrong.is_none() && forged.is_some() {
        let seq = heads.last().map_or(0, |head| head.seq) + 1;
        let what =
            "the witness holds a head from here on that is not signed by the log's key: it was forged".to_owned();
        verified.wrong = Some(Wrong { seq, what });
    }
    Ok(Checked { verified, heads: signed.len(), last: signed.last().cloned() })
}
