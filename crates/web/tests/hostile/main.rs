//! The web as hostile ground: every route of the router, asked in ways no page of ours asks. S7, S11.

mod forged;
mod headers;
mod world;
