//! Every engine against the suite, each other, broken copies of itself, and a sudden end.

mod archive;
mod crash;
mod engines;
mod facts;
mod opening;
mod postgres;
mod published;
mod sequences;
mod statements;
mod twins;
mod verify;
