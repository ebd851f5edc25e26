//! What does not depend on the library: text and sequences in its memory, times, failures, and how
//! values look in C.

mod abi;
mod contract;
mod convert;
mod failure;
mod object;
mod owned;
mod scratch;
mod time;

pub use abi::*;
pub(crate) use contract::Contract;
pub(crate) use convert::{
    by_pointer, by_value, duration, enumeration, flags, instant, lift, lower, path, paths, plain,
    plain_record, pointer, record, text, text_of, texts, variant, view,
};
pub use convert::{Abi, Lift, Lower, UnknownValue};
pub(crate) use failure::expect;
pub use failure::{Failure, FailureKind};
pub(crate) use object::{derived, handle, object};
pub use object::{Downcast, Object, Ref};
pub use owned::{IntoIter, OwnedSlice, OwnedStr, Owner};
pub use scratch::Scratch;
pub use time::{NegativeDuration, SignedDuration};
