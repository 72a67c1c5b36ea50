//! `lossy-disk PLACE SECONDS`: serves a disk for so long, as the lines of its standard input say.

use std::path::Path;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [place, seconds] = words.as_slice() else { panic!("lossy-disk PLACE SECONDS") };
    let seconds = seconds.parse().expect("a number of seconds");
    lossy_disk::serve(Path::new(place), seconds);
}
