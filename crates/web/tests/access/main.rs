//! Who may see what, proved through the router: the whole policy, and that what is hidden does not exist.

mod checks;
mod covering;
mod fields;
mod kept;
mod leaks;
mod out;
mod policy;
mod returns;
mod sending;
mod world;
