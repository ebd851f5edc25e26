//! Timing in turns: many short rounds, each starting with another binding, on the clock of this thread.

use std::os::raw::{c_int, c_long};

#[repr(C)]
struct Timespec {
    seconds: c_long,
    nanoseconds: c_long,
}

extern "C" {
    fn clock_gettime(clock: c_int, time: *mut Timespec) -> c_int;
}

const THREAD_CLOCK: c_int = 3;

fn now() -> f64 {
    let mut time = Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: it writes the struct.
    unsafe { clock_gettime(THREAD_CLOCK, &mut time) };
    time.seconds as f64 * 1e9 + time.nanoseconds as f64
}

/// Makes that many calls: a multiple of `block`.
pub struct Loop {
    pub block: usize,
    pub run: Box<dyn FnMut(usize)>,
}

fn time(each: &mut Loop, calls: usize) -> f64 {
    let start = now();
    (each.run)(calls);
    (now() - start) / calls as f64
}

/// Enough of calls that are nothing once they are inlined.
const MOST_CALLS: usize = 1 << 24;

/// How many calls take about so long.
fn calibrate(each: &mut Loop, nanoseconds: f64) -> usize {
    let mut calls = each.block;
    while calls < MOST_CALLS && time(each, calls) * (calls as f64) < nanoseconds {
        calls *= 2;
    }
    calls
}

/// Nanoseconds a call of each loop: the best round, and the median.
pub fn interleave(loops: &mut [(&'static str, Loop)], rounds: usize) -> Vec<(f64, f64)> {
    let calls: Vec<usize> = loops.iter_mut().map(|(_, each)| calibrate(each, 5e5)).collect();
    let mut times = vec![Vec::new(); loops.len()];
    for round in 0..rounds {
        for turn in 0..loops.len() {
            let i = (round + turn) % loops.len();
            times[i].push(time(&mut loops[i].1, calls[i]));
        }
    }
    let summary = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        (times[0], times[times.len() / 2])
    };
    times.into_iter().map(summary).collect()
}
