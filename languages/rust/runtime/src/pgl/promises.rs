//! Results that the program gives C++ later: what its async methods return, and who goes on with it.

use std::collections::LinkedList;
use std::future::{ready, Future};
use std::mem::replace;
use std::os::raw::c_void;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use super::abi::Str;
use super::callbacks::{quietly, BoxError, Release, Told};
use super::failure::{Failure, FailureKind};
use super::tasks::{RawTask, Task};

/// What an async method of a class that the program implements returns: `Box::pin(async move { ... })`.
///
/// It is polled at once, where C++ calls; after that by a thread of this crate, whenever it was woken.
/// It is dropped when C++ does not want it any more, or nobody is left who could wake it.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send + 'a>>;

/// `pgl_promise`.
#[repr(C)]
pub struct RawPromise {
    _private: [u8; 0],
}

/// How C++ says that a promise has ended, or is not wanted any more.
pub type Ended = unsafe extern "C" fn(user: *mut c_void, cancelled: u8);
pub(super) type Fail = unsafe extern "C" fn(*mut RawPromise, i32, Str, *const c_void) -> i32;
pub(super) type FailHost =
    unsafe extern "C" fn(*mut RawPromise, Str, *mut c_void, Option<Release>) -> i32;

/// What every library with promises has.
pub(crate) struct Promises {
    pub fail: Fail,
    pub fail_host: FailHost,
    pub on_end: unsafe extern "C" fn(*mut RawPromise, Ended, *mut c_void) -> i32,
    pub free: unsafe extern "C" fn(*mut RawPromise),
    pub raise: fn(BoxError, &Told) -> i32,
}

/// One that C++ waits for. What has no outcome by the end is abandoned.
struct Promise {
    raw: *mut RawPromise,
    all: &'static Promises,
}

// SAFETY: the C interface allows to use a promise on any thread.
unsafe impl Send for Promise {}

impl Promise {
    fn told(&self) -> Told {
        Told::Promise { promise: self.raw, fail: self.all.fail, fail_host: self.all.fail_host }
    }

    /// `ended` is told of this, if it ends before the work does.
    fn on_end(&self, work: Weak<Work>) -> bool {
        let user = work.into_raw() as *mut c_void;
        // SAFETY: `ended` is called once, and takes `user` back.
        unsafe {
            let status = (self.all.on_end)(self.raw, ended, user);
            if status != 0 {
                drop(Weak::from_raw(user.cast::<Work>()));
            }
            status == 0
        }
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        // SAFETY: one that has ended is left alone.
        unsafe { (self.all.free)(self.raw) };
    }
}

unsafe extern "C" fn ended(user: *mut c_void, cancelled: u8) {
    let work = Weak::from_raw(user.cast::<Work>());
    if cancelled != 0 {
        quietly(|| work.upgrade().map_or((), |work| work.cancel()));
    }
}

// ---- the work ----

/// A future, and what becomes of its outcome.
trait Job: Send {
    /// Whether it has finished.
    fn poll(&mut self, context: &mut Context<'_>) -> bool;
    fn cancel(self: Box<Self>);
}

struct Answer<M: ?Sized, T> {
    later: Later<'static, T>,
    promise: Promise,
    resolve: fn(*mut RawPromise, T) -> Result<(), BoxError>,
    _methods: Arc<M>, // which the future may borrow from
}

impl<M: ?Sized + Send + Sync, T> Job for Answer<M, T> {
    fn poll(&mut self, context: &mut Context<'_>) -> bool {
        let told = self.promise.told();
        let poll = || match self.later.as_mut().poll(context) {
            Poll::Pending => false,
            Poll::Ready(outcome) => {
                let resolve = |value| (self.resolve)(self.promise.raw, value);
                if let Err(error) = outcome.and_then(resolve) {
                    (self.promise.all.raise)(error, &told);
                }
                true
            }
        };
        catch_unwind(AssertUnwindSafe(poll)).unwrap_or_else(|payload| {
            told.panicked(payload);
            true
        })
    }

    fn cancel(self: Box<Self>) {
        let Answer { later, promise, .. } = *self;
        quietly(|| drop(later)); // C++ goes on when all is let go of
        Failure::new(FailureKind::Cancelled, "").raise(&promise.told());
    }
}

/// A job whose turn comes when it is woken. C++ knows it weakly, so it ends with the last who could wake it.
struct Work(Mutex<State>);

#[derive(Default)]
struct State {
    job: Option<Box<dyn Job>>, // none while it runs, and when it is over
    is_due: bool,
    is_cancelled: bool,
}

impl Work {
    fn cancel(self: Arc<Self>) {
        lock(&self.0).is_cancelled = true;
        self.wake();
    }

    fn run(self: Arc<Self>) {
        let mut state = lock(&self.0);
        state.is_due = false;
        let (job, is_cancelled) = (state.job.take(), state.is_cancelled);
        drop(state);
        let mut job = match job {
            Some(job) => job,
            None => return,
        };
        if is_cancelled {
            quietly(|| job.cancel());
        } else if job.poll(&mut Context::from_waker(&Waker::from(Arc::clone(&self)))) {
            quietly(|| drop(job));
        } else {
            self.wait(job);
        }
    }

    /// For the next time.
    fn wait(self: Arc<Self>, job: Box<dyn Job>) {
        let mut state = lock(&self.0);
        state.job = Some(job);
        let is_due = state.is_due;
        drop(state);
        if is_due {
            give(Errand::Run(self));
        }
    }
}

impl Wake for Work {
    fn wake(self: Arc<Self>) {
        let mut state = lock(&self.0);
        let begins = !replace(&mut state.is_due, true) && state.job.is_some();
        drop(state);
        if begins {
            give(Errand::Run(self));
        }
    }
}

impl Drop for Work {
    /// Elsewhere, since whoever drops a waker may hold locks that the future wants.
    fn drop(&mut self) {
        if let Some(job) = lock(&self.0).job.take() {
            give(Errand::Drop(job));
        }
    }
}

/// Goes on with a future until C++ has its outcome.
pub(crate) fn promise<M: ?Sized + Send + Sync + 'static, T: 'static>(
    raw: *mut RawPromise,
    all: &'static Promises,
    methods: Arc<M>,
    later: Later<'static, T>,
    resolve: fn(*mut RawPromise, T) -> Result<(), BoxError>,
) {
    let promise = Promise { raw, all };
    let mut job = Box::new(Answer { later, promise, resolve, _methods: methods });
    let work = Arc::<Work>::new(Work(Mutex::default()));
    let waits = !job.poll(&mut Context::from_waker(&Waker::from(Arc::clone(&work))));
    if waits && job.promise.on_end(Arc::downgrade(&work)) {
        work.wait(job);
    } else {
        quietly(|| drop(job));
    }
}

/// What the body in C++ of such a method has begun.
pub(crate) enum Begun<T> {
    Finished(T),
    Waits(Task),
}

/// The body in C++ of such a method, which begins now.
pub(crate) fn later<'a, T: Send + 'a>(
    begin: impl FnOnce() -> Result<Begun<T>, BoxError>,
    outcome: impl FnOnce(*mut RawTask) -> Result<T, BoxError> + Send + 'a,
) -> Later<'a, T> {
    match begin() {
        Ok(Begun::Finished(value)) => Box::pin(ready(Ok(value))),
        Ok(Begun::Waits(task)) => Box::pin(async move { outcome(task.await) }),
        Err(error) => Box::pin(ready(Err(error))),
    }
}

// ---- the threads ----

/// What nobody but these threads has the time for: code that wakes may hold locks, and C++ goes on here.
enum Errand {
    Run(Arc<Work>),
    Drop(Box<dyn Job>),
}

struct Workers {
    errands: LinkedList<Errand>,
    count: usize,
    idle: usize,
}

/// So many futures, or what C++ does with their outcomes, may keep a thread busy at once.
const MOST_WORKERS: usize = 16;
static WORKERS: Mutex<Workers> =
    Mutex::new(Workers { errands: LinkedList::new(), count: 0, idle: 0 });
static CHANGED: Condvar = Condvar::new();

fn give(errand: Errand) {
    let mut workers = lock(&WORKERS);
    workers.errands.push_back(errand);
    if workers.idle >= workers.errands.len() || workers.count == MOST_WORKERS {
        CHANGED.notify_one();
        return;
    }
    workers.count += 1;
    drop(workers);
    if thread::Builder::new().spawn(work).is_err() {
        let mut workers = lock(&WORKERS);
        workers.count -= 1;
        let lost = if workers.count == 0 { workers.errands.pop_back() } else { None };
        drop(workers);
        quietly(|| drop(lost)); // C++ hears of it: the promise is abandoned
    }
}

fn work() {
    let mut workers = lock(&WORKERS);
    loop {
        workers = match workers.errands.pop_front() {
            Some(errand) => {
                drop(workers);
                match errand {
                    Errand::Run(work) => work.run(),
                    Errand::Drop(job) => quietly(|| drop(job)),
                }
                lock(&WORKERS)
            }
            None => {
                workers.idle += 1;
                let mut woken = CHANGED.wait(workers).unwrap_or_else(PoisonError::into_inner);
                woken.idle -= 1;
                woken
            }
        };
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
