//! Addresses, each with the act it asks for: no page can be reached whose act is not said here.
//!
//! What is said is the declaration from which `policy.txt` is made. The check itself is made in casework, by every query
//! and command; a test asks every route as every role and compares the two.

use crate::state::App;
use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};
use casework::Act;

/// What a route asks of whoever comes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asks {
    /// Nothing: it is for everyone, signed in or not.
    Anyone,
    /// To be signed in.
    Signed,
    /// To be signed in, with a second factor given in the last few minutes, a passkey by whoever has one: for what one proves
    /// who one is with.
    Fresh,
    /// An act that concerns no one child.
    Does(Act),
    /// An act about the child, record or draft its address names.
    OfChild(Act),
}

/// For everyone, signed in or not.
pub const ANYONE: Asks = Asks::Anyone;
/// For everyone who is signed in.
pub const SIGNED: Asks = Asks::Signed;

/// For everyone who is signed in and has just given a second factor.
pub const FRESH: Asks = Asks::Fresh;

/// For whoever may do this.
pub const fn does(act: Act) -> Asks {
    Asks::Does(act)
}

/// For whoever may do this about the child, record or draft the address names.
pub const fn of_child(act: Act) -> Asks {
    Asks::OfChild(act)
}

/// One route as declared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Declared {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// `/children/{person}`.
    pub path: &'static str,
    /// What it asks.
    pub asks: Asks,
}

/// The routes of a page, or of all of them.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    declared: Vec<Declared>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Routes::default()
    }

    /// A page to read.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &'static str, asks: Asks, handler: H) -> Self {
        self.add("GET", path, asks, get(handler))
    }

    /// A form that is sent.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &'static str, asks: Asks, handler: H) -> Self {
        self.add("POST", path, asks, post(handler))
    }

    fn add(mut self, method: &'static str, path: &'static str, asks: Asks, handler: MethodRouter<App>) -> Self {
        self.declared.push(Declared { method, path, asks });
        Routes { router: self.router.route(path, handler), ..self }
    }

    /// These and others.
    pub fn merge(mut self, other: Routes) -> Self {
        self.declared.extend(other.declared);
        Routes { router: self.router.merge(other.router), declared: self.declared }
    }

    /// What each route asks, in the order of the pages.
    pub fn declared(&self) -> &[Declared] {
        &self.declared
    }

    /// The routes, to be answered.
    pub fn router(self) -> Router<App> {
        self.router
    }
}
