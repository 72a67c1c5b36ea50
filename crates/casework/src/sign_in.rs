//! Signing in: a password and a second factor, or a passkey alone; and what a session is worth.
//!
//! A session begins when a password was right, and is worth nothing but the next step until a second factor was proved
//! too. Tokens are kept only as their hashes.

pub mod check;
pub mod council;
pub mod factors;
pub mod invitation;
pub mod passkeys;
pub mod people;
pub mod sessions;
mod throttle;

use crate::access::{Actor, Fresh, Role};
use crate::{Casework, Done, Problem};
use identity::council::Council;
use identity::passkey::Passkeys;
use identity::{code, password, recovery, secret};
use jiff::{SignedDuration, Timestamp};
use practice::ids::StaffId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::{Account, Browser, Outcome, Session, Staff, StoreError};
use throttle::Tried;

/// A session in which only a password was given is over after this.
const HALFWAY: SignedDuration = SignedDuration::from_mins(15);
/// A session is touched at most this often.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);
/// How many browsers somebody can have signed in on before.
const BROWSERS: usize = 10;
/// The setting that holds [`Rules`].
pub const SETTING: &str = "sign_in";

/// How long things last: the figures an authority sets for itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Minutes after which a session left alone is over; what was being typed is kept.
    pub idle_minutes: i64,
    /// Hours after which any session is over.
    pub longest_hours: i64,
    /// Minutes for which a second factor is fresh.
    pub fresh_minutes: i64,
    /// Days after which an account nobody used is closed.
    pub dormant_days: i64,
}

impl Default for Rules {
    fn default() -> Self {
        Rules { idle_minutes: 15, longest_hours: 12, fresh_minutes: 10, dormant_days: 90 }
    }
}

impl Rules {
    /// Those kept in a store, or else the usual ones.
    pub fn read(store: &dyn store::Store) -> Done<Self> {
        match store.setting(SETTING)? {
            Some(json) => serde_json::from_str(&json)
                .map_err(|fault| Problem::Refused(format!("the setting `{SETTING}` cannot be read: {fault}"))),
            None => Ok(Rules::default()),
        }
    }

    fn is_dormant(&self, account: Option<&Account>, now: Timestamp) -> bool {
        let Some(account) = account else { return false };
        // A demonstration may lie for a year: nobody real can be impersonated there.
        if account.authenticators.iter().any(|one| one.published) {
            return false;
        }
        let latest = account.last_in.unwrap_or(account.opened).max(account.opened);
        now.duration_since(latest) > SignedDuration::from_hours(24 * self.dormant_days)
    }
}

/// What signing in needs besides the store: the figures, and the site that passkeys are for.
#[derive(Clone, Default)]
pub struct Entrance {
    /// The figures.
    pub rules: Rules,
    /// Passkeys of this site; none where its address cannot have any.
    pub passkeys: Option<Arc<Passkeys>>,
    /// The council's own sign-in, where there is one.
    pub council: Option<Arc<Council>>,
    /// When sessions were used of which that could not be kept.
    pub(crate) unkept: Unkept,
}

/// When sessions were last used, by their hashes, while the records had no room to hold it or could not be reached:
/// whoever reads on then is neither refused for it nor signed out as if they had left.
#[derive(Clone, Default)]
pub(crate) struct Unkept(Arc<Mutex<HashMap<String, Timestamp>>>);

impl Unkept {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Holds it until it could be kept again; what is over by now goes.
    fn hold(&self, session: String, used: Timestamp, over: impl Fn(Timestamp) -> bool) {
        let mut all = self.all();
        all.retain(|_, used| !over(*used));
        all.insert(session, used);
    }
}

/// Who knocks: where from, on what.
#[derive(Clone, Debug, Default)]
pub struct Knock {
    /// The address it came from; kept only as a hash, for a day.
    pub address: String,
    /// What the browser shows that somebody signed in on before.
    pub browser: Option<String>,
    /// The browser in a few words: "Firefox on Windows".
    pub device: String,
}

/// What came of trying to sign in.
#[derive(Debug)]
pub enum Knocked<T> {
    /// It was right.
    In(T),
    /// It was wrong; what was wrong is not said.
    Wrong,
    /// It was not looked at: there were too many tries. Minutes until the next may be made.
    TooMany(i64),
}

/// The first step is done.
#[derive(Debug)]
pub struct Begun {
    /// What the browser keeps until the next step.
    pub token: String,
    /// There is no second factor yet: one must be set up now.
    pub enrols: bool,
}

/// A session just opened.
#[derive(Debug)]
pub struct SignedIn {
    /// What the browser keeps.
    pub token: String,
    /// What the browser keeps for the next time, when it has nothing yet.
    pub browser: Option<String>,
    /// Who.
    pub actor: Actor,
}

/// Someone signed in, and the secret of their session's forms.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub actor: Actor,
    /// To be given back with every form.
    pub form_token: String,
    /// The session's name: the hash of its token.
    pub session: String,
}

impl Present {
    /// Somebody present, for samples of pages and tests.
    pub fn sample(actor: Actor) -> Self {
        Present { actor, form_token: "sample".into(), session: "sample".into() }
    }

    /// Refuses what needs something to have been proved in the last few minutes when less was.
    pub fn must_have_proved(&self, wanted: Fresh) -> Done<()> {
        if self.actor.fresh < wanted { Err(Problem::StepUp(wanted)) } else { Ok(()) }
    }
}

/// Someone who has given a password and nothing more.
#[derive(Clone, Debug)]
pub struct Halfway {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// To be given back with every form.
    pub form_token: String,
    /// There is no second factor yet: one must be set up now.
    pub enrols: bool,
    /// They have a passkey.
    pub has_passkey: bool,
    /// A code that is good now, of an account whose codes are published.
    pub published_code: Option<String>,
}

/// How many authenticator apps a demonstration account has: so many people may try it within half a minute.
const PUBLISHED: usize = 24;

/// An account of a demonstration: its codes are published, so that the second step can be tried by anybody.
pub fn published_account(staff: &StaffId, now: Timestamp) -> Account {
    let handle = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_OID, staff.0.as_bytes());
    let mut account = Account::new(staff.clone(), handle, now);
    account.authenticators = (0..PUBLISHED)
        .map(|number| store::Authenticator {
            name: format!("Published codes {}", number + 1),
            secret: code::published_secret(&staff.0, number),
            used: 0,
            added: now,
            published: true,
        })
        .collect();
    account
}

/// The hash of a password, for keeping.
pub fn hash_password(words: &str) -> Done<String> {
    password::hash(words).ok_or_else(|| Problem::Refused("this password cannot be used".into()))
}

/// A sign-in name as it is kept: nobody tells capitals apart when signing in.
pub fn sign_in_name(typed: &str) -> String {
    typed.trim().chars().take(200).collect::<String>().to_lowercase()
}

impl Casework {
    /// The first step: a name and a password. A wrong name and a wrong password are answered alike, and take as long.
    pub fn sign_in(&self, id: &str, words: &str, knock: &Knock) -> Done<Knocked<Begun>> {
        let id = StaffId(sign_in_name(id));
        let account = self.store().account(&id)?;
        let known = knock.browser.as_deref().filter(|browser| knows(account.as_ref(), browser));
        let tried = match self.try_once(&throttle::names(&id, known, &knock.address))? {
            Tried::Go(tried) => tried,
            Tried::TooMany(minutes) => return Ok(Knocked::TooMany(minutes)),
        };
        let staff = self.store().staff()?.1.into_iter().find(|one| one.id == id);
        let open = staff.filter(|one| one.active && !self.entrance.rules.is_dormant(account.as_ref(), self.now()));
        let right = password::is_right(open.as_ref().map(|one| one.password.as_str()), words);
        // A password that would not be taken today, such as one's own name, opens nothing, wherever it came from.
        let right = password::fault(words, &[&id.0]).is_none() && right;
        match open.filter(|one| right && actor_of(one).is_some()) {
            Some(staff) => {
                self.tried_well(&tried)?;
                let token = self.open_session(&staff.id, None, knock)?;
                let enrols = !account.is_some_and(|account| account.has_second_factor());
                Ok(Knocked::In(Begun { token, enrols }))
            }
            None => {
                self.tried_wrongly(&tried)?;
                // Noted of someone unknown too, and by no name: what was typed may be a password.
                let names = self.staff_names();
                self.signed(names.staff.get(&id).map(|one| &one.id), "sign_in", Outcome::Refused, "")?;
                Ok(Knocked::Wrong)
            }
        }
    }

    /// The second step: a code of an authenticator app, or a recovery code. Each is good once.
    pub fn prove(&self, token: &str, code: &str, knock: &Knock) -> Done<Knocked<SignedIn>> {
        let (session, staff) = self.halfway_session(token)?.ok_or(Problem::NotFound)?;
        let account = self.store().account(&staff.id)?;
        let known = knock.browser.as_deref().filter(|browser| knows(account.as_ref(), browser));
        let (action, by) = match self.use_code(&staff.id, code, &throttle::code_names(&staff.id, known))? {
            Knocked::In(used) => used,
            Knocked::Wrong => return Ok(Knocked::Wrong),
            Knocked::TooMany(minutes) => return Ok(Knocked::TooMany(minutes)),
        };
        self.event(&staff.id, action)?;
        self.let_in(&staff, by, Some(&session.token_hash), knock).map(Knocked::In)
    }

    /// A second factor again, in a session that is open: from now on it is fresh. The session gets a new token.
    pub fn step_up(&self, token: &str, code: &str) -> Done<Knocked<String>> {
        let (session, staff) = self.open_session_of(token)?.ok_or(Problem::NotFound)?;
        match self.use_code(&staff.id, code, &throttle::session_names(&session.token_hash))? {
            Knocked::In((_, by)) => self.renew(session, by).map(Knocked::In),
            Knocked::Wrong => Ok(Knocked::Wrong),
            Knocked::TooMany(minutes) => Ok(Knocked::TooMany(minutes)),
        }
    }

    /// Uses up a code; how, as it is noted, and what it proves.
    fn use_code(&self, staff: &StaffId, typed: &str, counted: &[String]) -> Done<Knocked<(&'static str, Fresh)>> {
        let tried = match self.try_once(counted)? {
            Tried::Go(tried) => tried,
            Tried::TooMany(minutes) => return Ok(Knocked::TooMany(minutes)),
        };
        let now = self.now();
        let mut spent = ("", Fresh::No);
        let used = self.store().change_account(staff, &mut |account| {
            let mut account = account.ok_or(StoreError::Refused(String::new()))?;
            spent = spend(&mut account, typed, now).ok_or(StoreError::Refused(String::new()))?;
            Ok(account)
        });
        match used {
            Ok(_) => {
                self.tried_well(&tried)?;
                Ok(Knocked::In(spent))
            }
            Err(StoreError::Refused(_)) => {
                self.tried_wrongly(&tried)?;
                self.signed(Some(staff), "code", Outcome::Refused, "")?;
                Ok(Knocked::Wrong)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// Opens a whole session for somebody who has proved who they are by something; the one that led here is over.
    pub(crate) fn let_in(&self, staff: &Staff, by: Fresh, before: Option<&str>, knock: &Knock) -> Done<SignedIn> {
        let actor = actor_of(staff).filter(|_| staff.active).ok_or(Problem::NotAllowed)?;
        let now = self.now();
        let mut new_browser = None;
        let handle = self.new_id();
        self.store().change_account(&staff.id, &mut |account| {
            let mut account = account.unwrap_or_else(|| Account::new(staff.id.clone(), handle, now));
            account.last_in = Some(now);
            if !knock.browser.as_deref().is_some_and(|browser| knows(Some(&account), browser)) {
                let shown = secret::token();
                account.browsers.insert(0, Browser { hash: secret::hash(&shown), since: now });
                account.browsers.truncate(BROWSERS);
                new_browser = Some(shown);
            }
            Ok(account)
        })?;
        let token = self.open_session(&staff.id, Some((now, by)), knock)?;
        if let Some(before) = before {
            self.store().end_session(before)?;
        }
        self.event(&staff.id, "sign_in")?;
        Ok(SignedIn { token, browser: new_browser, actor })
    }

    fn open_session(&self, staff: &StaffId, proved: Option<(Timestamp, Fresh)>, knock: &Knock) -> Done<String> {
        let (token, now) = (secret::token(), self.now());
        for old in self.store().sessions_of(staff)?.iter().filter(|session| self.is_over(session)) {
            self.store().end_session(&old.token_hash)?;
        }
        self.store().put_session(&Session {
            token_hash: secret::hash(&token),
            staff: staff.clone(),
            opened: now,
            seen: now,
            form_token: secret::token(),
            proved: proved.map(|(at, _)| at),
            passkey: proved.is_some_and(|(_, by)| by == Fresh::Passkey),
            device: knock.device.chars().take(60).collect(),
        })?;
        Ok(token)
    }

    /// The same session under a new token, its second factor proved now by something.
    pub(crate) fn renew(&self, session: Session, by: Fresh) -> Done<String> {
        let (token, now) = (secret::token(), self.now());
        let before = session.token_hash.clone();
        self.store().put_session(&Session {
            token_hash: secret::hash(&token),
            seen: now,
            proved: Some(now),
            passkey: by == Fresh::Passkey,
            ..session
        })?;
        self.store().end_session(&before)?;
        Ok(token)
    }

    /// Who a session's token stands for, if it is open and a second factor was proved in it.
    pub fn present(&self, token: &str) -> Done<Option<Present>> {
        self.who_is(token, true)
    }

    /// The same, asked by a page that listens and not by somebody who does something: it keeps no session open.
    pub fn present_idly(&self, token: &str) -> Done<Option<Present>> {
        self.who_is(token, false)
    }

    fn who_is(&self, token: &str, used: bool) -> Done<Option<Present>> {
        let Some((session, staff)) = self.open_session_of(token)? else { return Ok(None) };
        let (Some(actor), Some(proved)) = (actor_of(&staff), session.proved) else { return Ok(None) };
        if let Some(visit) = &self.visit {
            visit.arrived(&actor);
        }
        let now = self.now();
        if used && now.duration_since(self.last_used(&session)) > TOUCH {
            match self.store().touch_session(&session.token_hash, now, session.proved) {
                Ok(()) => drop(self.entrance.unkept.all().remove(&session.token_hash)),
                Err(fault) => {
                    tracing::warn!(%fault, "when a session was used could not be kept");
                    self.entrance.unkept.hold(session.token_hash.clone(), now, |used| self.is_idle(used));
                }
            }
        }
        // Somebody's place was changed elsewhere: names on pages follow.
        if self.staff_names().staff.get(&staff.id) != Some(&staff) {
            self.read_staff_again()?;
        }
        let recent = now.duration_since(proved) <= SignedDuration::from_mins(self.entrance.rules.fresh_minutes);
        let fresh = match (recent, session.passkey) {
            (false, _) => Fresh::No,
            (true, false) => Fresh::Code,
            (true, true) => Fresh::Passkey,
        };
        let actor = Actor { fresh, ..actor };
        Ok(Some(Present { actor, form_token: session.form_token, session: session.token_hash }))
    }

    /// Is the session still open? Asking does not count as using it.
    pub fn is_open(&self, token: &str) -> Done<bool> {
        Ok(self.open_session_of(token)?.is_some())
    }

    /// Who has given a password and nothing more under this token.
    pub fn halfway(&self, token: &str) -> Done<Option<Halfway>> {
        let Some((session, staff)) = self.halfway_session(token)? else { return Ok(None) };
        let account = self.store().account(&staff.id)?;
        Ok(Some(Halfway {
            name: staff.name,
            form_token: session.form_token,
            enrols: !account.as_ref().is_some_and(Account::has_second_factor),
            has_passkey: account.as_ref().is_some_and(|account| !account.passkeys.is_empty()),
            published_code: account.as_ref().and_then(|account| published_code(account, self.now())),
            staff: staff.id,
        }))
    }

    /// The secret that forms of this session give back, however far it has come.
    pub fn form_token(&self, token: &str) -> Done<Option<String>> {
        let found = match self.open_session_of(token)? {
            Some(found) => Some(found),
            None => self.halfway_session(token)?,
        };
        Ok(found.map(|(session, _)| session.form_token))
    }

    pub(crate) fn halfway_session(&self, token: &str) -> Done<Option<(Session, Staff)>> {
        let found = self.store().session(&secret::hash(token))?;
        let now = self.now();
        let halfway = |(session, staff): &(Session, Staff)| {
            session.proved.is_none() && staff.active && now.duration_since(session.opened) <= HALFWAY
        };
        Ok(found.filter(halfway))
    }

    pub(crate) fn open_session_of(&self, token: &str) -> Done<Option<(Session, Staff)>> {
        let hash = secret::hash(token);
        let Some((session, staff)) = self.store().session(&hash)? else { return Ok(None) };
        if session.proved.is_none() {
            return Ok(None);
        }
        if !staff.active {
            self.store().end_session(&hash)?;
        }
        Ok(Some((session, staff)).filter(|(session, staff)| staff.active && !self.is_over(session)))
    }

    /// When a session was last used, whether or not that could be kept.
    fn last_used(&self, session: &Session) -> Timestamp {
        let unkept = self.entrance.unkept.all().get(&session.token_hash).copied();
        unkept.map_or(session.seen, |used| used.max(session.seen))
    }

    /// Is what was last used then left alone by now?
    fn is_idle(&self, used: Timestamp) -> bool {
        self.now().duration_since(used) > SignedDuration::from_mins(self.entrance.rules.idle_minutes)
    }

    /// Was it left alone, or kept, for longer than it may be?
    fn is_over(&self, session: &Session) -> bool {
        let (now, rules) = (self.now(), &self.entrance.rules);
        self.is_idle(self.last_used(session))
            || now.duration_since(session.opened) > SignedDuration::from_hours(rules.longest_hours)
    }

    /// Whose session this was, whether or not it is over, and the secret of its forms: for keeping what they were sending,
    /// and nothing else. Nobody's when they signed out of it.
    pub fn whose(&self, token: &str) -> Done<Option<(StaffId, String)>> {
        let found = self.store().session(&secret::hash(token))?;
        let found = found.filter(|(session, staff)| session.proved.is_some() && staff.active);
        Ok(found.map(|(session, staff)| (staff.id, session.form_token)))
    }

    /// Ends a session.
    pub fn sign_out(&self, token: &str) -> Done<()> {
        Ok(self.store().end_session(&secret::hash(token))?)
    }

    /// A published code of a demonstration account that is good now.
    pub fn published_code(&self, staff: &StaffId) -> Done<Option<String>> {
        Ok(self.store().account(staff)?.and_then(|account| published_code(&account, self.now())))
    }
}

/// Is this a browser they have signed in on before?
fn knows(account: Option<&Account>, browser: &str) -> bool {
    let hash = secret::hash(browser);
    account.is_some_and(|account| account.browsers.iter().any(|one| one.hash == hash))
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_second()).unwrap_or(0)
}

/// Uses up a code of an account: how, as it is noted, and what it proves; none when it is not good.
fn spend(account: &mut Account, typed: &str, now: Timestamp) -> Option<(&'static str, Fresh)> {
    for one in &mut account.authenticators {
        if let Some(step) = code::step_of(&one.secret, typed, seconds(now), one.used) {
            one.used = step;
            // A published code proves nothing: in a demonstration it stands for a passkey, so that everything can be tried.
            return Some(("code_used", if one.published { Fresh::Passkey } else { Fresh::Code }));
        }
    }
    let place = recovery::place(typed, &account.recovery)?;
    account.recovery.remove(place);
    Some(("recovery_code_used", Fresh::Code))
}

/// The first published code that was not used yet: several people may try a demonstration at once.
fn published_code(account: &Account, now: Timestamp) -> Option<String> {
    let step = code::step(seconds(now));
    let unused: Vec<_> = account.authenticators.iter().filter(|one| one.published && one.used < step).collect();
    let place = usize::try_from(now.as_microsecond()).unwrap_or(0) % unused.len().max(1);
    code::at_step(&unused.get(place)?.secret, step)
}

/// Someone as they act.
pub(crate) fn actor_of(staff: &Staff) -> Option<Actor> {
    Some(Actor::new(staff.id.clone(), staff.name.clone(), Role::by_name(&staff.role)?, staff.team.clone()))
}
