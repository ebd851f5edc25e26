//! What does not depend on the library: text and sequences in its memory, times, failures, and how
//! values look in C.

mod abi;
mod callbacks;
mod contract;
mod convert;
mod enums;
mod failure;
mod implementations;
mod numbers;
mod object;
mod owned;
mod promises;
mod records;
mod scratch;
mod sequences;
mod shared;
mod tasks;
#[cfg(test)]
mod tests;
mod texts;
mod time;

pub use abi::*;
pub(crate) use callbacks::{address, keep, own, release, run, Told};
pub use callbacks::{Answer, BoxError, Host, Release, Ret};
pub(crate) use contract::Contract;
pub(crate) use convert::{by_pointer, by_value, lift, lower, lower_flat, pointer};
pub use convert::{Abi, Lift, Lower};
pub use enums::UnknownValue;
pub(crate) use enums::{enum_values, enumeration, flag_values, flags};
#[allow(unused_imports)] // not every library has streams
pub(crate) use failure::END;
pub(crate) use failure::{expect, message};
pub use failure::{Failure, FailureKind};
pub use implementations::Methods;
pub(crate) use implementations::{give, given, given_arc, given_as, lent, release_given};
pub(crate) use object::{derived, handle, object};
pub use object::{Downcast, Object, Ref};
pub use owned::{IntoIter, OwnedSlice, OwnedStr, Owner, Room, RoomOwner};
pub(crate) use promises::{later, promise, Begun, Promises};
pub use promises::{Ended, Later, RawPromise};
pub(crate) use records::{plain_record, record, variant};
pub use scratch::Scratch;
pub(crate) use sequences::{plain, view};
pub use shared::Shared;
pub(crate) use shared::{exchanged, foreign, release_shared};
pub use tasks::{RawTask, Task};
pub(crate) use texts::{path, paths, text, text_of, texts};
pub(crate) use time::{duration, instant};
pub use time::{NegativeDuration, SignedDuration};
