//! Pages: HTML first.

pub mod components;
pub mod layout;
