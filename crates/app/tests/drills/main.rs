//! Drills: the real program, broken on purpose while people work in it. What it said was saved must be there after.
//!
//! Each drill starts the program, lets made-up workers write over HTTP (`work`), breaks something, and compares what
//! was acknowledged (`ledger`) with what is kept (`check`). The ids are those of the reliability table that `./test`
//! prints; `./test --full` runs the larger sizes, and the drills that ask more of the machine, `machine.rs`.

#![allow(dead_code, reason = "shared with the drills of the other list")]

mod check;
mod client;
mod failover;
mod killed;
mod ledger;
mod place;
mod postgres;
mod program;
mod standby;
mod upgrade;
mod work;
