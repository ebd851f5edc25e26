//! What goes wrong at the border of every library.

use std::fmt;

use super::abi::{ErrorDetails, Str};

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
    /// An exception that the library does not declare; see [`Failure::cpp_type`].
    Unexpected,
}

impl FailureKind {
    fn from_status(status: i32) -> Self {
        match status {
            -1 => FailureKind::Null,
            -2 => FailureKind::Closed,
            -3 => FailureKind::WrongType,
            -4 => FailureKind::ReadOnly,
            -5 => FailureKind::Utf8,
            -6 => FailureKind::Enum,
            -7 => FailureKind::Range,
            -8 => FailureKind::Length,
            -9 => FailureKind::Memory,
            -10 => FailureKind::Thread,
            -11 => FailureKind::OutOfRange,
            -12 => FailureKind::InvalidArgument,
            -13 => FailureKind::Contract,
            -14 => FailureKind::Io,
            -15 => FailureKind::TooManyObjects,
            _ => FailureKind::Unexpected,
        }
    }
}

/// An error that is not one of the library's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    kind: FailureKind,
    message: String,
    cpp_type: String,
}

impl Failure {
    pub(crate) fn new(kind: FailureKind, message: &str) -> Self {
        Failure { kind, message: message.to_owned(), cpp_type: String::new() }
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

impl std::error::Error for Failure {}

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
