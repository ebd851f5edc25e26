//! Results in memory of the library: they are read where they are and freed when dropped.

use std::borrow::Borrow;
use std::cell::UnsafeCell;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::mem::MaybeUninit;
use std::ops::Deref;

use super::abi::{RawOwner, Slice, Str};
use super::convert::Lift;
use super::failure::Failure;
use super::sequences::view;

/// Frees a result.
pub struct Owner(*mut RawOwner);

// SAFETY: the C interface allows to free a result on any thread, and nothing else is done with it.
unsafe impl Send for Owner {}
unsafe impl Sync for Owner {}

impl Owner {
    #[inline]
    pub const fn none() -> Self {
        Owner(std::ptr::null_mut())
    }

    /// Where a C function puts it.
    #[inline]
    pub fn out(&mut self) -> *mut *mut RawOwner {
        &mut self.0
    }
}

impl Drop for Owner {
    #[inline]
    fn drop(&mut self) {
        if !self.0.is_null() {
            // SAFETY: it came from the library and is freed once.
            unsafe { ((*self.0).release)(self.0) };
        }
    }
}

/// Where the library can put the owner of a result that is converted at once; it need not.
#[repr(C, align(16))]
pub struct Room {
    memory: UnsafeCell<MaybeUninit<[u8; Room::SIZE]>>,
    owner: UnsafeCell<*mut RawOwner>,
}

impl Room {
    /// As the library was told: `POLYGLUE_OWNER_ROOM` in `build/settings.rs`.
    pub const SIZE: usize = 128;

    #[inline]
    pub const fn new() -> Self {
        Room {
            memory: UnsafeCell::new(MaybeUninit::uninit()),
            owner: UnsafeCell::new(std::ptr::null_mut()),
        }
    }

    /// For a C function: leads to the room, then to the owner.
    #[inline]
    pub fn out(&self) -> *mut *mut RawOwner {
        let owner = self.owner.get();
        // SAFETY: nobody else uses the room meanwhile.
        unsafe { *owner = self.memory.get().cast() };
        owner
    }

    /// What a call that succeeded put there.
    ///
    /// # Safety
    /// It must have succeeded, and this is asked once for each call.
    #[inline]
    pub unsafe fn owner(&self) -> RoomOwner<'_> {
        RoomOwner { _owner: Owner(*self.owner.get()), _room: PhantomData }
    }
}

impl Default for Room {
    fn default() -> Self {
        Room::new()
    }
}

/// The owner in a room.
pub struct RoomOwner<'a> {
    _owner: Owner,
    _room: PhantomData<&'a Room>,
}

/// Text in memory of the library. Use it like a `&str`; [`OwnedStr::into_string`] copies.
pub struct OwnedStr {
    text: Str,
    _owner: Owner,
}

// SAFETY: nobody changes the text.
unsafe impl Send for OwnedStr {}
unsafe impl Sync for OwnedStr {}

impl OwnedStr {
    /// # Safety
    /// `text` must be UTF-8, as the library promises, and live as long as `owner`.
    #[inline]
    pub(crate) unsafe fn new(text: Str, owner: Owner) -> Self {
        OwnedStr { text, _owner: owner }
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        // SAFETY: see `new`.
        unsafe { std::str::from_utf8_unchecked(self.text.get()) }
    }

    /// A copy of the text in memory of Rust.
    pub fn into_string(self) -> String {
        self.as_str().to_owned()
    }
}

impl Deref for OwnedStr {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for OwnedStr {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for OwnedStr {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<OwnedStr> for String {
    fn from(text: OwnedStr) -> String {
        text.into_string()
    }
}

impl fmt::Debug for OwnedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for OwnedStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl Hash for OwnedStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Eq for OwnedStr {}

impl PartialEq for OwnedStr {
    fn eq(&self, other: &OwnedStr) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Ord for OwnedStr {
    fn cmp(&self, other: &OwnedStr) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for OwnedStr {
    fn partial_cmp(&self, other: &OwnedStr) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

macro_rules! equal_text {
    ($($other:ty),*) => {$(
        impl PartialEq<$other> for OwnedStr {
            fn eq(&self, other: &$other) -> bool {
                self.as_str() == &other[..]
            }
        }
        impl PartialEq<OwnedStr> for $other {
            fn eq(&self, other: &OwnedStr) -> bool {
                &self[..] == other.as_str()
            }
        }
    )*};
}
equal_text!(str, &str, String);

/// Elements in memory of the library. Use it like a `&[T]`; [`OwnedSlice::into_vec`] copies.
pub struct OwnedSlice<T> {
    elements: *const [T],
    _owner: Owner,
}

// SAFETY: as for the slice it stands for.
unsafe impl<T: Send> Send for OwnedSlice<T> {}
unsafe impl<T: Sync> Sync for OwnedSlice<T> {}

impl<T: Lift + Copy> OwnedSlice<T> {
    /// # Safety
    /// The elements must live as long as `owner`, and their memory must be that of `T`.
    #[inline]
    pub(crate) unsafe fn new(elements: Slice<T::C>, owner: Owner) -> Result<Self, Failure> {
        Ok(OwnedSlice { elements: view::<T>(elements)?, _owner: owner })
    }

    /// A copy of the elements in memory of Rust.
    pub fn into_vec(self) -> Vec<T> {
        self.to_vec()
    }
}

impl<T> Deref for OwnedSlice<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        // SAFETY: the owner keeps them.
        unsafe { &*self.elements }
    }
}

impl<T> AsRef<[T]> for OwnedSlice<T> {
    fn as_ref(&self) -> &[T] {
        self
    }
}

impl<T> Borrow<[T]> for OwnedSlice<T> {
    fn borrow(&self) -> &[T] {
        self
    }
}

impl<T: Lift + Copy> From<OwnedSlice<T>> for Vec<T> {
    fn from(elements: OwnedSlice<T>) -> Vec<T> {
        elements.into_vec()
    }
}

impl<T: fmt::Debug> fmt::Debug for OwnedSlice<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: Eq> Eq for OwnedSlice<T> {}

impl<T: PartialEq> PartialEq for OwnedSlice<T> {
    fn eq(&self, other: &OwnedSlice<T>) -> bool {
        **self == **other
    }
}

macro_rules! equal_elements {
    ($([$($generics:tt)*] $other:ty),*) => {$(
        impl<T: PartialEq, $($generics)*> PartialEq<$other> for OwnedSlice<T> {
            fn eq(&self, other: &$other) -> bool {
                **self == other[..]
            }
        }
        impl<T: PartialEq, $($generics)*> PartialEq<OwnedSlice<T>> for $other {
            fn eq(&self, other: &OwnedSlice<T>) -> bool {
                self[..] == **other
            }
        }
    )*};
}
equal_elements!([] [T], [] &[T], [] Vec<T>, [const N: usize] [T; N], [const N: usize] &[T; N]);

impl<'a, T> IntoIterator for &'a OwnedSlice<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Copy> IntoIterator for OwnedSlice<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { elements: self, next: 0 }
    }
}

/// Gives the elements of an [`OwnedSlice`] one by one.
pub struct IntoIter<T> {
    elements: OwnedSlice<T>,
    next: usize,
}

impl<T: Copy> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        let element = self.elements.get(self.next).copied()?;
        self.next += 1;
        Some(element)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.elements.len() - self.next;
        (left, Some(left))
    }
}

impl<T: Copy> ExactSizeIterator for IntoIter<T> {}
