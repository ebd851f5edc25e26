//! The structs of `polyglue/abi.h`.

use std::os::raw::{c_char, c_void};

/// `{const T *data; size_t len}`: text, bytes, sequences, sets and maps.
#[repr(C)]
pub struct Slice<T> {
    pub data: *const T,
    pub len: usize,
}

impl<T> Clone for Slice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Slice<T> {}

impl<T> Slice<T> {
    /// The elements. Data may be null where there are none.
    ///
    /// # Safety
    /// The memory must be valid, and stay so for `'a`.
    #[inline]
    pub unsafe fn get<'a>(self) -> &'a [T] {
        if self.len == 0 {
            &[]
        } else {
            std::slice::from_raw_parts(self.data, self.len)
        }
    }
}

/// `pgl_str`.
pub type Str = Slice<u8>;

/// `{pgl_bool has; T value}`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Opt<T> {
    pub has: u8,
    pub value: T,
}

macro_rules! tuples {
    ($($name:ident { $($member:ident: $T:ident),* })*) => {$(
        /// A tuple; of two items also an entry of a map.
        #[repr(C)]
        #[derive(Clone, Copy)]
        pub struct $name<$($T),*> {
            $(pub $member: $T),*
        }
    )*};
}
tuples! {
    Tuple1 { item0: A }
    Tuple2 { item0: A, item1: B }
    Tuple3 { item0: A, item1: B, item2: C }
    Tuple4 { item0: A, item1: B, item2: C, item3: D }
    Tuple5 { item0: A, item1: B, item2: C, item3: D, item4: E }
    Tuple6 { item0: A, item1: B, item2: C, item3: D, item4: E, item5: F }
    Tuple7 { item0: A, item1: B, item2: C, item3: D, item4: E, item5: F, item6: G }
    Tuple8 { item0: A, item1: B, item2: C, item3: D, item4: E, item5: F, item6: G, item7: H }
}

/// `pgl_timestamp` and `pgl_duration`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Time {
    pub seconds: i64,
    pub nanos: u32,
}

/// `pgl_owner`.
#[repr(C)]
pub struct RawOwner {
    pub release: unsafe extern "C" fn(*mut RawOwner),
}

/// `pgl_error`.
#[repr(C)]
pub struct ErrorDetails {
    pub status: i32,
    pub message: Str,
    pub payload: *const c_void,
    pub cpp_type: Str,
    pub host_error: *mut c_void,
    pub host_release: Option<super::callbacks::Release>,
}

/// `pgl_symbol`.
#[repr(C)]
pub struct Symbol {
    pub name: *const c_char,
    pub hash: u64,
}

// SAFETY: the name is a constant.
unsafe impl Sync for Symbol {}

/// `pgl_live`: how many objects and results are alive.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Live {
    /// Objects.
    pub handles: u64,
    /// Results that own memory.
    pub owners: u64,
}
