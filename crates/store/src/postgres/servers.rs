//! The servers an address names, and the one of them that takes writes.
//!
//! After a failover the server that was replaced may come back and still think that it takes writes. Each promotion
//! moves a server to a later timeline, so of several that take writes the one on the latest timeline is right, and one
//! on an earlier timeline than was ever seen is refused, however healthy it says it is, after a restart too: see `seen`.

use super::failed;
use super::seen::Seen;
use super::tls::Server;
use crate::StoreError;
use postgres::Client;
use postgres::error::Severity;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_postgres_rustls::MakeRustlsConnect;

/// How long one server is waited for when there is another, and when there is not.
const OF_SEVERAL: Duration = Duration::from_secs(3);
const ALONE: Duration = Duration::from_secs(10);

/// A connection that says nothing is looked after like this, so that a server that vanished is noticed in seconds.
const IDLE: Duration = Duration::from_secs(3);
const BETWEEN: Duration = Duration::from_secs(1);
const TRIES: u32 = 3;
const UNHEARD: Duration = Duration::from_secs(6);

/// How often it is looked whether another of several servers was promoted.
const AGAIN: Duration = Duration::from_secs(10);

/// A server that no longer hears of us, the network being cut, must not hold for hours what we had locked.
const LET_GO: &str = "SET idle_in_transaction_session_timeout = '30s'; SET tcp_keepalives_idle = 3; \
                      SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3";

/// A connection, with the statements prepared on it.
pub(super) struct Connected {
    pub client: Client,
    pub prepared: HashMap<String, postgres::Statement>,
    /// Whether the server warned of anything since this was last put back.
    pub warned: Arc<AtomicBool>,
    /// What a second connection to the same server is encrypted with.
    pub tls: MakeRustlsConnect,
    /// Made when the servers had been asked this often.
    asked: u64,
}

/// The servers of an address.
pub(super) struct Servers {
    each: Vec<Server>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The server that takes writes, when that is not in doubt.
    primary: Option<usize>,
    /// The latest timeline ever seen.
    seen: Seen,
    /// How often it was in doubt: a connection made before is not used again.
    asked: u64,
}

/// A server that takes writes.
struct Primary {
    client: Client,
    warned: Arc<AtomicBool>,
    tls: MakeRustlsConnect,
    /// The family of servers it is of, copies of one another.
    family: String,
    timeline: i64,
}

impl Servers {
    /// The servers of an address: `postgres://user@one:5432,two:5432/database`. Of several it is looked every few
    /// seconds whether another was promoted, for as long as anybody uses them.
    pub fn of(url: &str, seen: Seen) -> Result<Arc<Servers>, StoreError> {
        let addresses = addresses(url);
        let patience = if addresses.len() > 1 { OF_SEVERAL } else { ALONE };
        let mut each = Vec::new();
        for address in addresses {
            let mut server = Server::of(&address)?;
            let config = &mut server.config;
            if config.get_connect_timeout().is_none() {
                config.connect_timeout(patience);
            }
            config.keepalives_idle(IDLE).keepalives_interval(BETWEEN).keepalives_retries(TRIES);
            config.tcp_user_timeout(UNHEARD);
            each.push(server);
        }
        let servers = Arc::new(Servers { each, known: Mutex::new(Known { seen, ..Known::default() }) });
        if servers.are_several() {
            let looked_after = Arc::downgrade(&servers);
            let look = move || {
                loop {
                    std::thread::sleep(AGAIN);
                    let Some(servers) = looked_after.upgrade() else { return };
                    servers.look_again();
                }
            };
            let begun = std::thread::Builder::new().name("servers".to_owned()).spawn(look);
            begun.map_err(|why| StoreError::Engine(format!("no thread could be started: {why}")))?;
        }
        Ok(servers)
    }

    /// Does the address name more than one?
    pub fn are_several(&self) -> bool {
        self.each.len() > 1
    }

    /// Connects to the server that takes writes.
    pub fn connect(&self) -> Result<Connected, StoreError> {
        let (primary, seen, asked) = {
            let known = self.known();
            (known.primary, known.seen.clone(), known.asked)
        };
        let before = primary.and_then(|place| Some((place, self.ask(place).ok()?)));
        let (place, found) = match before.filter(|(_, found)| found.timeline >= seen.latest_of(&found.family)) {
            Some(found) => found,
            None => self.ask_everyone()?,
        };
        let mut known = self.known();
        let latest = known.seen.latest_of(&found.family);
        if found.timeline < latest {
            return Err(StoreError::Engine(format!(
                "the only PostgreSQL server that answers was replaced by another (it is on timeline {}, and one on timeline \
                 {latest} was seen): what it holds is old. Start the server that was promoted, and keep this one down until \
                 it is made a standby anew",
                found.timeline
            )));
        }
        known.seen.note(&found.family, found.timeline)?;
        // Somebody may have come to doubt it meanwhile: then it stays in doubt, and this connection is not kept.
        let stands = known.asked == asked;
        // It was promoted since: what was connected before may lead to the server that was replaced, when that comes back.
        known.asked += u64::from(found.timeline > latest);
        let asked = if stands { known.asked } else { asked };
        if stands {
            known.primary = Some(place);
        }
        Ok(Connected { client: found.client, prepared: HashMap::new(), warned: found.warned, tls: found.tls, asked })
    }

    /// Whether a connection may still be used.
    pub fn trusts(&self, connection: &Connected) -> bool {
        self.known().asked == connection.asked
    }

    /// A write was not confirmed: the server may have been replaced, so everyone is asked again.
    pub fn doubt(&self) {
        let mut known = self.known();
        known.primary = None;
        known.asked += 1;
    }

    /// Asks everyone whether a standby was promoted meanwhile; if one was, no connection made before is used again.
    pub fn look_again(&self) {
        if let Ok((_, found)) = self.ask_everyone()
            && found.timeline > self.known().seen.latest_of(&found.family)
        {
            self.doubt();
            // From here on nothing older is used, though this one may be gone again at once. It is in memory in any case.
            let _ = self.known().seen.note(&found.family, found.timeline);
        }
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Of all that take writes, the one on the latest timeline.
    fn ask_everyone(&self) -> Result<(usize, Primary), StoreError> {
        let mut best: Option<(usize, Primary)> = None;
        let mut fault = None;
        for place in 0..self.each.len() {
            match self.ask(place) {
                Ok(found) if best.as_ref().is_none_or(|(_, best)| found.timeline > best.timeline) => {
                    best = Some((place, found));
                }
                Ok(_) => {}
                Err(error) => fault = Some(error),
            }
        }
        best.ok_or_else(|| fault.unwrap_or_else(|| StoreError::Engine("the address names no server".to_owned())))
    }

    /// Connects to one server and asks whether it takes writes and keeps what it is given.
    fn ask(&self, place: usize) -> Result<Primary, StoreError> {
        let warned = Arc::new(AtomicBool::new(false));
        let told = warned.clone();
        let Server { mut config, tls } = self.each[place].clone();
        config.notice_callback(move |notice| {
            if notice.parsed_severity() == Some(Severity::Warning) {
                told.store(true, Ordering::SeqCst);
            }
        });
        let mut client = config.connect(tls.clone()).map_err(failed)?;
        // An acknowledged write must survive the server: never commit without waiting for the log. A stronger setting,
        // such as waiting for a standby to apply, is left alone.
        client
            .batch_execute(
                "SELECT set_config('synchronous_commit', 'on', false) \
                 WHERE current_setting('synchronous_commit') = 'off'; SET client_min_messages = warning",
            )
            .and_then(|()| client.batch_execute(LET_GO))
            .map_err(failed)?;
        let about = client
            .query_one(
                "SELECT CASE WHEN pg_is_in_recovery() THEN NULL \
                 ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END, \
                 current_setting('fsync'), (SELECT system_identifier::text FROM pg_control_system())",
                &[],
            )
            .map_err(failed)?;
        let timeline = about.try_get::<_, Option<i64>>(0).map_err(failed)?;
        let keeps = about.try_get::<_, &str>(1).map_err(failed)?;
        let family = about.try_get::<_, String>(2).map_err(failed)?;
        let timeline = timeline.ok_or_else(|| {
            StoreError::Engine(
                "this PostgreSQL server is a standby: it takes no writes until it is promoted".to_owned(),
            )
        })?;
        if keeps == "off" {
            return Err(StoreError::Engine(
                "this PostgreSQL server would lose what it said was saved (fsync = off): set fsync = on".to_owned(),
            ));
        }
        Ok(Primary { client, warned, tls, family, timeline })
    }
}

/// The address of each server by itself.
fn addresses(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else { return vec![url.to_owned()] };
    let (authority, tail) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (who, hosts) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
    hosts.split(',').map(|host| format!("{scheme}://{who}{host}{tail}")).collect()
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn each_server_of_an_address_has_its_own() {
        assert_eq!(
            addresses("postgres://ann:p%40ss@one:5432,two/council?options=-csearch_path%3Da,b"),
            [
                "postgres://ann:p%40ss@one:5432/council?options=-csearch_path%3Da,b",
                "postgres://ann:p%40ss@two/council?options=-csearch_path%3Da,b"
            ]
        );
        assert_eq!(addresses("postgres://one"), ["postgres://one"]);
    }
}
