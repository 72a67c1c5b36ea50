//! The pages, one file each: addresses, handlers, view, samples. This list is the table of contents.

pub mod access;
pub mod account;
pub mod admin;
pub mod api;
pub mod as_at;
pub mod assets;
pub mod assurance;
pub mod board;
mod candidates;
pub mod checks;
pub mod child;
mod concern;
pub mod contact;
pub mod dictionary;
pub mod draft_beside;
pub mod draft_file;
pub mod draft_people;
pub mod drafts;
pub mod figures;
pub mod help;
pub mod improvement;
pub mod live;
pub mod new_record;
pub mod quality;
pub mod returns;
pub mod search;
pub mod sign_in;
pub mod team;
pub mod work;

use crate::crowd::{self, Limits, Places};
use crate::guard;
use crate::kept;
use crate::routes::Routes;
use crate::state::App;
use crate::visit;
use axum::Router;
use axum::extract::Extension;
use axum::middleware::{from_fn, from_fn_with_state};
use maud::Markup;
use tower_http::compression::CompressionLayer;

/// Every route, with the act it asks for.
pub fn routes() -> Routes {
    Routes::new()
        .merge(assets::routes())
        .merge(assurance::routes())
        .merge(child::routes())
        .merge(dictionary::routes())
        .merge(sign_in::routes())
        .merge(account::routes())
        .merge(admin::routes())
        .merge(api::routes())
        .merge(board::routes())
        .merge(checks::routes())
        .merge(contact::routes())
        .merge(draft_people::routes())
        .merge(quality::routes())
        .merge(returns::routes())
        .merge(search::routes())
        .merge(figures::routes())
        .merge(improvement::routes())
        .merge(live::routes())
        .merge(team::routes())
        .merge(work::routes())
        .merge(draft_file::routes())
        .merge(drafts::routes())
        .merge(help::routes())
        .merge(new_record::routes())
        .merge(access::routes())
        .merge(kept::routes())
}

/// Everything the product answers.
pub fn router(app: App) -> Router {
    answering(routes(), app)
}

/// Some routes, answered as the product answers: with its guards before and its headers after.
pub fn answering(routes: Routes, app: App) -> Router {
    answering_at_most(Limits::default(), routes, app)
}

/// The same, so many at once.
pub fn answering_at_most(limits: Limits, routes: Routes, app: App) -> Router {
    let places = Places::new(limits, app.clone());
    routes
        .router()
        .fallback(help::nothing)
        .layer(from_fn_with_state(app.clone(), guard::own_words))
        .layer(from_fn_with_state(app.clone(), guard::forms))
        .layer(from_fn(guard::step_up))
        .layer(from_fn_with_state(app.clone(), kept::words))
        .layer(from_fn_with_state(app.clone(), visit::entered))
        .layer(from_fn(guard::emergency))
        .layer(from_fn(guard::beat))
        .layer(from_fn_with_state(places, crowd::limited))
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(CompressionLayer::new().gzip(true))
        .layer(Extension(board::Boards::default()))
        .with_state(app)
}

/// A page drawn from made-up data: for looking at, and for tests.
pub struct Sample {
    /// `board-empty`: a file name.
    pub name: &'static str,
    /// The whole document or the part of it that the page draws.
    pub markup: Markup,
}

/// Every page in every state it has.
pub fn samples() -> Vec<Sample> {
    let mut samples = Vec::new();
    samples.extend(assurance::samples());
    samples.extend(sign_in::samples());
    samples.extend(account::samples());
    samples.extend(admin::samples());
    samples.extend(board::samples());
    samples.extend(checks::samples());
    samples.extend(contact::samples());
    samples.extend(draft_beside::samples());
    samples.extend(draft_people::samples());
    samples.extend(quality::samples());
    samples.extend(returns::samples());
    samples.extend(search::samples());
    samples.extend(figures::samples());
    samples.extend(improvement::samples());
    samples.extend(live::samples());
    samples.extend(team::samples());
    samples.extend(work::samples());
    samples.extend(child::samples());
    samples.extend(dictionary::samples());
    samples.extend(drafts::samples());
    samples.extend(help::samples());
    samples.extend(new_record::samples());
    samples.extend(access::samples());
    samples.extend(kept::samples());
    samples
}

#[cfg(test)]
mod tests;
