//! The process that looks at files, by itself: for tests. The product starts its own program again instead.

fn main() {
    std::process::exit(documents::worker::work())
}
