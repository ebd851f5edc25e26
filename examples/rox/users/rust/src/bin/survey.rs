//! Looks at all charts of a folder behind a progress bar, and once more until told to stop. usage: survey FOLDER

use std::error::Error;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{current, park, Thread};

use rox::SummaryOrString;

/// Wakes a thread that waits for a future.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn waker() -> Waker {
    Arc::new(Unpark(current())).into()
}

/// Any executor will do; this is the smallest.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = waker();
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => park(),
        }
    }
}

/// The bar. C++ calls it after each chart, in a thread of its own.
fn show(done: usize, total: usize) {
    let bar = "#".repeat(30 * done / total);
    let end = if done == total { "\n" } else { "" };
    eprint!("\r[{bar:30}] {done} of {total}{end}");
}

/// Drops a survey at its first chart; how many charts it got to.
fn stop_early(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let (begun, first) = sync_channel(1);
    let (go_on, hold) = channel::<()>();
    let hold = Mutex::new(hold);
    let progress = move |done: usize, _: usize| {
        let _ = begun.send(done);
        let _ = hold.lock().map(|hold| hold.recv());
    };
    let mut survey = Box::pin(rox::survey_with(folder, Some(progress)));
    let begins = survey.as_mut().poll(&mut Context::from_waker(&waker()));
    if begins.is_ready() {
        return Err("it was over before it could be stopped".into());
    }
    let seen = first.recv()?;
    drop(survey);
    drop(go_on);
    Ok(seen)
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or("usage: survey FOLDER")?;
    let mut readable = 0;
    let mut peak: f64 = 0.0;
    for chart in block_on(rox::survey_with(&folder, Some(show)))? {
        if let SummaryOrString::Summary(summary) = chart.result {
            peak = peak.max(summary.peak_nps);
            readable += 1;
        }
    }
    let stopped = stop_early(&folder)?;
    println!("{readable} charts surveyed, up to {peak:.0} notes a second; stopped after {stopped}");
    Ok(())
}
