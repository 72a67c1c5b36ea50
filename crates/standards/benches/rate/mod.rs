//! Rows a second of one processor's time, so that other work on the machine counts for little.

use std::hint::black_box;

/// Rows a second of this thread's processor time, best of five; what each run is given is made before its time begins.
pub fn rate<T, U>(what: &str, rows: usize, mut make: impl FnMut() -> T, mut run: impl FnMut(T) -> U) -> f64 {
    let once = |_| {
        let given = make();
        let before = spent();
        let answer = black_box(run(given));
        let took = spent() - before;
        drop(answer);
        took
    };
    let best = (0..5).map(once).fold(f64::MAX, f64::min);
    let rate = rows as f64 / best.max(1e-9);
    println!("  {what}: {rate:.0} rows a second, {best:.4} s");
    rate
}

/// Seconds of processor time this thread has spent.
fn spent() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells");
    text.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()).expect("a number") / 1e9
}
