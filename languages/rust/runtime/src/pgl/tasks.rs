//! Work of C++ that goes on after the function that began it has returned.

use std::future::Future;
use std::mem::replace;
use std::os::raw::c_void;
use std::pin::Pin;
use std::ptr::null_mut;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::callbacks::{quietly, Release};

/// `pgl_task`.
#[repr(C)]
pub struct RawTask {
    _private: [u8; 0],
}

type OnDone = unsafe extern "C" fn(*mut RawTask, Release, *mut c_void, *mut u8) -> i32;
type Free = unsafe extern "C" fn(*mut RawTask);

/// A task whose outcome is still to come: a future of it. Dropping it asks C++ to stop.
pub struct Task {
    raw: *mut RawTask,
    signal: Option<Arc<Signal>>,
    on_done: OnDone,
    free: Free,
}

// SAFETY: the C interface allows to use a task on any thread.
unsafe impl Send for Task {}
unsafe impl Sync for Task {}

impl Task {
    #[inline]
    pub(crate) fn new(on_done: OnDone, free: Free) -> Self {
        Task { raw: null_mut(), signal: None, on_done, free }
    }

    /// Where a C function puts it.
    #[inline]
    pub(crate) fn out(&mut self) -> *mut *mut RawTask {
        &mut self.raw
    }

    /// Whether there was nothing to wait for.
    #[inline]
    pub(crate) fn has_finished(&self) -> bool {
        self.raw.is_null()
    }

    /// Whether the outcome is there; if not, wakes when it is.
    fn is_done(&mut self, waker: &Waker) -> bool {
        if let Some(signal) = &self.signal {
            return signal.is_set(waker);
        }
        let signal = Arc::new(Signal { state: Mutex::new(State::Waits(waker.clone())) });
        // C++ has a count of its own, which `wake` takes back: it may be on its way there when this is dropped.
        let user = Arc::into_raw(Arc::clone(&signal));
        let mut done = 0;
        // SAFETY: the task is there, and so is `user` until `wake` was called.
        unsafe {
            let status = (self.on_done)(self.raw, wake, user as *mut c_void, &mut done);
            if status != 0 || done != 0 {
                drop(Arc::from_raw(user));
                return true; // if something is wrong, the outcome will say what
            }
        }
        self.signal = Some(signal);
        false
    }
}

impl Future for Task {
    /// The task, for the function that takes its outcome.
    type Output = *mut RawTask;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<*mut RawTask> {
        if self.is_done(context.waker()) {
            Poll::Ready(replace(&mut self.raw, null_mut()))
        } else {
            Poll::Pending
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        if self.raw.is_null() {
            return;
        }
        if let Some(signal) = &self.signal {
            drop(signal.set()); // nobody waits any more
        }
        // SAFETY: the task is there, and nobody asks for its outcome.
        unsafe { (self.free)(self.raw) };
    }
}

/// Says that the outcome is there, to whoever waits.
struct Signal {
    state: Mutex<State>,
}

enum State {
    Waits(Waker),
    Set,
}

impl Signal {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_set(&self, waker: &Waker) -> bool {
        let mut state = self.state();
        let other = match &*state {
            State::Set => return true,
            State::Waits(old) if old.will_wake(waker) => return false,
            State::Waits(_) => replace(&mut *state, State::Waits(waker.clone())),
        };
        drop(state);
        drop(other); // code of the executor, which may come back here
        false
    }

    /// Gives what waits.
    fn set(&self) -> Option<Waker> {
        match replace(&mut *self.state(), State::Set) {
            State::Waits(waker) => Some(waker),
            State::Set => None,
        }
    }
}

/// Called once by C++, on any thread.
unsafe extern "C" fn wake(user: *mut c_void) {
    let signal = Arc::from_raw(user.cast::<Signal>());
    quietly(|| signal.set().map_or((), Waker::wake));
}
