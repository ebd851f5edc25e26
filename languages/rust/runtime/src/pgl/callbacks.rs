//! Functions of the program that C++ calls, and how they fail.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::os::raw::c_void;
use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::{Arc, Mutex};

use super::abi::Str;
use super::promises::{self, RawPromise};
use super::texts::text;

/// Any error, as a function of the program gives it to C++.
pub type BoxError = Box<dyn Error + Send + Sync>;
pub(super) type SharedError = Arc<dyn Error + Send + Sync>;

/// What a function that C++ calls gives: a `T`, or a `Result` of it with any error.
pub trait Answer<T> {
    #[doc(hidden)]
    fn answer(self) -> Result<T, BoxError>;
}

impl<T> Answer<T> for T {
    #[inline]
    fn answer(self) -> Result<T, BoxError> {
        Ok(self)
    }
}

impl<T, E: Into<BoxError>> Answer<T> for Result<T, E> {
    #[inline]
    fn answer(self) -> Result<T, BoxError> {
        self.map_err(Into::into)
    }
}

/// This program, as C++ sees it; `close` says that none of its functions can be called any more.
pub enum Host {}

/// By which a result that needs memory goes to C++, which copies it.
pub type Ret<C> = unsafe extern "C" fn(into: *mut c_void, value: C) -> i32;
/// By which C++ lets go of what the program gave.
pub type Release = unsafe extern "C" fn(what: *mut c_void);
type Fail = unsafe extern "C" fn(i32, Str, *const c_void) -> i32;
type FailHost = unsafe extern "C" fn(Str, *mut c_void, Option<Release>) -> i32;

/// Gives a function to C++; [`release`] takes it back.
#[inline]
pub(crate) fn keep<F>(function: F) -> *mut c_void {
    Box::into_raw(Box::new(function)).cast()
}

/// # Safety
/// `what` must come from [`keep`] or be an error of [`fail`], and is gone afterwards.
pub(crate) unsafe extern "C" fn release<T>(what: *mut c_void) {
    quietly(|| drop(Box::from_raw(what.cast::<T>())));
}

/// For what panics only in order to say so: C++ has no use for it.
pub(super) fn quietly(body: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(body)) {
        let _ = catch_unwind(AssertUnwindSafe(|| drop(payload))).map_err(std::mem::forget);
    }
}

/// What `release` of an error is, which tells that it is one of this program.
unsafe extern "C" fn release_error(error: *mut c_void) {
    release::<SharedError>(error);
}

/// One call by C++, through which no panic passes: it goes on where the program called C++.
#[inline]
pub(crate) fn run(
    body: impl FnOnce() -> Result<i32, BoxError>,
    raise: fn(BoxError, &Told) -> i32,
    told: &Told,
) -> i32 {
    let body = || body().unwrap_or_else(|error| raise(error, told));
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| told.panicked(payload))
}

/// How C++ is told what failed: a call of its own, or what it waits for.
pub(crate) enum Told {
    Call { fail: Fail, fail_host: FailHost },
    Promise { promise: *mut RawPromise, fail: promises::Fail, fail_host: promises::FailHost },
}

impl Told {
    /// # Safety
    /// The fields must be those of the status.
    pub(crate) unsafe fn fail(&self, status: i32, message: &str, fields: *const c_void) -> i32 {
        match *self {
            Told::Call { fail, .. } => fail(status, text(message), fields),
            Told::Promise { promise, fail, .. } => fail(promise, status, text(message), fields),
        }
    }

    /// With an error of this program.
    #[cold]
    pub(super) fn fail_host(&self, error: SharedError, message: &str) -> i32 {
        let (message, error, release) =
            (text(message), keep(error), Some(release_error as Release));
        // SAFETY: C++ takes the error over whatever becomes of it.
        unsafe {
            match *self {
                Told::Call { fail_host, .. } => fail_host(message, error, release),
                Told::Promise { promise, fail_host, .. } => {
                    fail_host(promise, message, error, release)
                }
            }
        }
    }

    #[cold]
    pub(super) fn panicked(&self, payload: Box<dyn Any + Send>) -> i32 {
        let panic = Panic::new(payload);
        let message = panic.to_string();
        self.fail_host(Arc::new(panic), &message)
    }
}

/// The error of this program that a call to C++ ended with, if it is one. Goes on with a panic.
///
/// # Safety
/// Both must be as the library's details of an error say.
pub(super) unsafe fn error_of(error: *mut c_void, release: Option<Release>) -> Option<SharedError> {
    if release? as *const () != release_error as *const () {
        return None;
    }
    let error = (*error.cast::<SharedError>()).clone();
    if let Some(payload) = error.downcast_ref::<Panic>().and_then(Panic::take) {
        resume_unwind(payload);
    }
    Some(error)
}

/// The error as a `T`, made into the library's.
pub(crate) fn own<T: Error + 'static, E: From<T>>(error: BoxError) -> Result<E, BoxError> {
    error.downcast::<T>().map(|error| E::from(*error))
}

/// The fields of an error.
pub(crate) fn address<T>(fields: &T) -> *const c_void {
    (fields as *const T).cast()
}

/// A panic on its way through C++.
struct Panic {
    message: String,
    payload: Mutex<Option<Box<dyn Any + Send>>>,
}

impl Panic {
    fn new(payload: Box<dyn Any + Send>) -> Self {
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
        let message = format!("a function of the program panicked: {}", text.unwrap_or("?"));
        Panic { message, payload: Mutex::new(Some(payload)) }
    }

    /// What it was raised with, once.
    fn take(&self) -> Option<Box<dyn Any + Send>> {
        self.payload.lock().ok()?.take()
    }
}

impl fmt::Debug for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Panic {}
