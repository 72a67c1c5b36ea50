//! The web as hostile ground: every route of the router, asked in ways no page of ours asks. S2, S7, S11, S13, L2.

mod assigned;
mod crowd;
mod forged;
mod headers;
mod markers;
mod world;
