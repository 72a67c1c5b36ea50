//! Drills that ask more of the machine than a build machine may give: a disk of our own (FUSE), a network of our own
//! (namespaces), a disk that fills up (a mount). Only `./test --full` runs them; by hand, as root:
//! `cargo build -p lossy-disk && cargo test -p goldthread --test machine -- --test-threads=1`.

#![allow(dead_code, reason = "shared with the drills of the other list")]

mod check;
mod client;
mod cut_off;
mod disk;
mod failover;
mod full;
mod ledger;
mod network;
mod place;
mod postgres;
mod program;
mod work;
