//! Pages: HTML first. Every task completes with scripts off; scripts only save time.

pub mod components;
pub mod crowd;
pub mod days;
pub mod draw;
pub mod elapsed;
pub mod forms;
pub mod guard;
pub mod kept;
pub mod layout;
pub mod pages;
pub mod parts;
pub mod printing;
pub mod reply;
pub mod routes;
pub mod session;
pub mod sheets;
mod spelled;
pub mod state;
pub mod visit;

pub use state::{App, DemoSignIn};
