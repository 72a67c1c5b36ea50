//! Rows a second of one processor's time, so that other work on the machine counts for little.

use std::hint::black_box;

/// How often each is run.
const RUNS: usize = 21;

/// Rows a second of this thread's processor time, best of many; what each run is given is made before its time begins.
pub fn rate<T, U>(what: &str, rows: usize, mut make: impl FnMut() -> T, mut run: impl FnMut(T) -> U) -> f64 {
    let once = |_| {
        let given = make();
        let before = spent();
        let answer = black_box(run(given));
        let took = spent() - before;
        drop(answer);
        took
    };
    let best = (0..RUNS).map(once).fold(f64::MAX, f64::min);
    let rate = rows as f64 / best.max(1e-9);
    println!("  {what}: {rate:.0} rows a second, {best:.4} s");
    rate
}

/// Seconds of processor time this thread has spent.
fn spent() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9
}
