//! What goes wrong at the border of every library.

use std::fmt;
use std::sync::Arc;

use super::abi::{ErrorDetails, Str};
use super::callbacks::{error_of, BoxError, SharedError, Told};

/// Which failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// A pointer that must not be null is null.
    Null,
    /// The object was closed.
    Closed,
    /// The object is of another class.
    WrongType,
    /// The object may only be read.
    ReadOnly,
    /// Text that is not UTF-8: a path going in, or anything coming out.
    Utf8,
    /// A number that is no value of its enum.
    Enum,
    /// A number outside the range of its C++ type.
    Range,
    /// A wrong length.
    Length,
    /// There is no memory left.
    Memory,
    /// The object belongs to another thread.
    Thread,
    /// `std::out_of_range`: there is no such element.
    OutOfRange,
    /// `std::invalid_argument`, `std::domain_error` or `std::length_error`.
    InvalidArgument,
    /// The library is not the one this crate was generated for.
    Contract,
    /// `std::filesystem_error`, `std::ios_base::failure` or `std::system_error`.
    Io,
    /// There are too many objects.
    TooManyObjects,
    /// A function of this program that C++ called failed; the error's `source` is what it failed with.
    Host,
    /// A function of this program can no longer be called: see [`Host::close`](super::Host).
    HostGone,
    /// The library stopped the work itself.
    Cancelled,
    /// The library let go of its work without finishing it.
    Abandoned,
    /// An exception that the library does not declare; see [`Failure::cpp_type`].
    Unexpected,
}

/// In the order of their statuses: -1, -2 and so on.
const KINDS: [FailureKind; 19] = [
    FailureKind::Null,
    FailureKind::Closed,
    FailureKind::WrongType,
    FailureKind::ReadOnly,
    FailureKind::Utf8,
    FailureKind::Enum,
    FailureKind::Range,
    FailureKind::Length,
    FailureKind::Memory,
    FailureKind::Thread,
    FailureKind::OutOfRange,
    FailureKind::InvalidArgument,
    FailureKind::Contract,
    FailureKind::Io,
    FailureKind::TooManyObjects,
    FailureKind::Host,
    FailureKind::HostGone,
    FailureKind::Cancelled,
    FailureKind::Abandoned,
];
const UNEXPECTED: i32 = -99;
/// After the last element of a stream: no failure.
#[allow(dead_code)]
pub(crate) const END: i32 = -20;

impl FailureKind {
    fn from_status(status: i32) -> Self {
        let place = usize::try_from(-1 - i64::from(status)).ok();
        place.and_then(|i| KINDS.get(i)).copied().unwrap_or(FailureKind::Unexpected)
    }

    fn status(self) -> i32 {
        let place = (1..).zip(KINDS).find(|(_, kind)| *kind == self);
        place.map_or(UNEXPECTED, |(i, _): (i32, _)| -i)
    }
}

/// An error that is not one of the library's own.
#[derive(Clone, Debug)]
pub struct Failure {
    kind: FailureKind,
    message: String,
    cpp_type: String,
    source: Option<SharedError>,
}

impl Failure {
    pub(crate) fn new(kind: FailureKind, message: &str) -> Self {
        Failure { kind, message: message.to_owned(), cpp_type: String::new(), source: None }
    }

    /// # Safety
    /// `details` must be what the library gave for its last error.
    pub(crate) unsafe fn from_details(
        status: i32,
        details: &ErrorDetails,
        message: String,
    ) -> Self {
        Failure {
            kind: FailureKind::from_status(status),
            message,
            cpp_type: text(details.cpp_type),
            source: error_of(details.host_error, details.host_release),
        }
    }

    /// With an error of this program.
    pub(crate) fn of_program(error: BoxError) -> Self {
        let message = error.to_string();
        Failure {
            source: Some(SharedError::from(error)),
            ..Failure::new(FailureKind::Host, &message)
        }
    }

    /// Says that what C++ called failed so.
    pub(crate) fn raise(&self, told: &Told) -> i32 {
        match &self.source {
            Some(source) => told.fail_host(source.clone(), &self.message),
            // SAFETY: such a status has no fields.
            None => unsafe { told.fail(self.kind.status(), &self.message, std::ptr::null()) },
        }
    }

    /// Which failure it is.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// What happened, for people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The C++ type of an exception that the library does not declare, else empty.
    pub fn cpp_type(&self) -> &str {
        &self.cpp_type
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {
    /// The very error that a function of this program failed with.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|error| error as _)
    }
}

impl Eq for Failure {}

impl PartialEq for Failure {
    fn eq(&self, other: &Failure) -> bool {
        let place =
            |failure: &Failure| failure.source.as_ref().map(|e| Arc::as_ptr(e).cast::<()>());
        self.kind == other.kind
            && self.message == other.message
            && self.cpp_type == other.cpp_type
            && place(self) == place(other)
    }
}

/// What an error says.
///
/// # Safety
/// `details` must be what the library gave for its last error.
pub(crate) unsafe fn message(details: &ErrorDetails) -> String {
    text(details.message)
}

/// # Safety
/// The memory must be valid.
unsafe fn text(text: Str) -> String {
    String::from_utf8_lossy(text.get()).into_owned()
}

/// For traits that cannot give an error.
#[inline]
#[track_caller]
pub(crate) fn expect<T, E: fmt::Display>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{}", error),
    }
}
