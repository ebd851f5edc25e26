//! How values of Rust look in C.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::mem::{size_of, MaybeUninit};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::abi::*;
use super::failure::{Failure, FailureKind};
use super::scratch::Scratch;
use super::time::{instant_from_c, instant_to_c, SignedDuration};

/// The C form of a type.
///
/// # Safety
/// `C` must be what the C interface says, and valid when all its bytes are zero. With `PLAIN`, every
/// value is in memory as its C form is, and can be copied.
pub unsafe trait Abi {
    type C: Copy;
    /// The C form of a value that may be missing.
    type Optional: Copy;
    const PLAIN: bool = false;
    fn some(value: Self::C) -> Self::Optional;
    fn none() -> Self::Optional;
    fn get(optional: &Self::Optional) -> Option<&Self::C>;
}

/// A value that goes into C.
pub trait Lower: Abi {
    /// The C form, which borrows from the value and from `scratch`.
    fn lower(&self, scratch: &mut Scratch) -> Self::C;
}

/// A value that comes out of C.
pub trait Lift: Abi + Sized {
    /// Whether there are C forms that are no value.
    const CHECKED: bool = false;
    /// Whether this one is a value. Asked only of plain types.
    fn valid(_: &Self::C) -> bool {
        true
    }
    /// # Safety
    /// Everything the C form points to must be there.
    unsafe fn lift(value: &Self::C) -> Result<Self, Failure>;
}

/// A type whose optional is `{has, value}`.
macro_rules! by_value {
    () => {
        type Optional = $crate::pgl::Opt<Self::C>;
        #[inline]
        fn some(value: Self::C) -> Self::Optional {
            $crate::pgl::Opt { has: 1, value }
        }
        #[inline]
        fn none() -> Self::Optional {
            // SAFETY: C forms are valid when all their bytes are zero.
            unsafe { std::mem::MaybeUninit::zeroed().assume_init() }
        }
        #[inline]
        fn get(optional: &Self::Optional) -> Option<&Self::C> {
            if optional.has != 0 {
                Some(&optional.value)
            } else {
                None
            }
        }
    };
}
pub(crate) use by_value;

/// A type whose optional is its own C form, a pointer that may be null.
macro_rules! by_pointer {
    () => {
        type Optional = Self::C;
        #[inline]
        fn some(value: Self::C) -> Self::Optional {
            value
        }
        #[inline]
        fn none() -> Self::Optional {
            std::ptr::null::<()>() as Self::C
        }
        #[inline]
        fn get(optional: &Self::Optional) -> Option<&Self::C> {
            if optional.is_null() {
                None
            } else {
                Some(optional)
            }
        }
    };
}
pub(crate) use by_pointer;

fn invalid(what: &str) -> Failure {
    Failure::new(FailureKind::Enum, &format!("the library gave {what}"))
}

/// The elements of a plain type, in the library's memory.
///
/// # Safety
/// The memory must be valid for as long as the result is used.
#[inline]
pub unsafe fn view<T: Lift>(elements: Slice<T::C>) -> Result<*const [T], Failure> {
    assert!(T::PLAIN && size_of::<T>() == size_of::<T::C>());
    let elements = elements.get();
    if T::CHECKED && !elements.iter().all(T::valid) {
        return Err(invalid("an element that is no value of its type"));
    }
    let data = elements.as_ptr().cast::<T>();
    Ok(std::ptr::slice_from_raw_parts(data, elements.len()))
}

/// Elements that C reads where they are.
#[inline]
pub fn plain<T: Abi>(elements: &[T]) -> Slice<T::C> {
    assert!(T::PLAIN && size_of::<T>() == size_of::<T::C>());
    Slice { data: elements.as_ptr().cast(), len: elements.len() }
}

/// Text that C reads where it is.
#[inline]
pub fn text(text: &str) -> Str {
    plain(text.as_bytes())
}

/// Texts of any type, one view for each.
pub fn texts<T: AsRef<str>>(texts: &[T], scratch: &mut Scratch) -> Slice<Str> {
    scratch.keep(texts.len(), |_, i| text(texts[i].as_ref()))
}

/// The bytes of a path. Those that are not UTF-8 are refused by the library.
#[inline]
pub fn path(path: &Path) -> Str {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.to_str().map_or(&b"\xff"[..], str::as_bytes);
    plain(bytes)
}

/// Paths of any type, one view for each.
pub fn paths<T: AsRef<Path>>(paths: &[T], scratch: &mut Scratch) -> Slice<Str> {
    scratch.keep(paths.len(), |_, i| path(paths[i].as_ref()))
}

/// The text that a view shows.
///
/// # Safety
/// It must be UTF-8, as the library promises, and stay for `'a`.
#[inline]
pub unsafe fn text_of<'a>(text: Str) -> &'a str {
    std::str::from_utf8_unchecked(text.get())
}

#[inline]
pub fn lower<T: Lower + ?Sized>(value: &T, scratch: &mut Scratch) -> T::C {
    value.lower(scratch)
}

/// # Safety
/// A call that succeeded must have written `out`, and what it points to must be there.
#[inline]
pub unsafe fn lift<T: Lift>(out: MaybeUninit<T::C>) -> Result<T, Failure> {
    T::lift(out.assume_init_ref())
}

/// An instant.
pub fn instant(time: SystemTime) -> Time {
    instant_to_c(time)
}

/// A span of time.
#[inline]
pub fn duration(duration: impl Into<SignedDuration>) -> Time {
    duration.into().to_c()
}

/// A value, or null for none.
#[inline]
pub fn pointer<C>(value: &Option<C>) -> *const C {
    value.as_ref().map_or(std::ptr::null(), |value| value)
}

macro_rules! numbers {
    ($($T:ty),*) => {$(
        unsafe impl Abi for $T {
            type C = $T;
            const PLAIN: bool = true;
            by_value!();
        }
        impl Lower for $T {
            #[inline]
            fn lower(&self, _: &mut Scratch) -> $T {
                *self
            }
        }
        impl Lift for $T {
            #[inline]
            unsafe fn lift(value: &$T) -> Result<$T, Failure> {
                Ok(*value)
            }
        }
    )*};
}
numbers!(i8, u8, i16, u16, i32, u32, i64, u64, usize, f32, f64);

unsafe impl Abi for bool {
    type C = u8;
    const PLAIN: bool = true;
    by_value!();
}
impl Lower for bool {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> u8 {
        u8::from(*self)
    }
}
impl Lift for bool {
    const CHECKED: bool = true;
    fn valid(value: &u8) -> bool {
        *value <= 1
    }
    #[inline]
    unsafe fn lift(value: &u8) -> Result<bool, Failure> {
        Ok(*value != 0)
    }
}

/// One Unicode scalar value: `char32_t`.
unsafe impl Abi for char {
    type C = u32;
    const PLAIN: bool = true;
    by_value!();
}
impl Lower for char {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> u32 {
        u32::from(*self)
    }
}
impl Lift for char {
    const CHECKED: bool = true;
    fn valid(value: &u32) -> bool {
        char::from_u32(*value).is_some()
    }
    unsafe fn lift(value: &u32) -> Result<char, Failure> {
        char::from_u32(*value).ok_or_else(|| invalid("a number that is no character"))
    }
}

unsafe impl Abi for str {
    type C = Str;
    by_value!();
}
impl Lower for str {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> Str {
        text(self)
    }
}

unsafe impl Abi for String {
    type C = Str;
    by_value!();
}
impl Lower for String {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> Str {
        text(self)
    }
}
impl Lift for String {
    #[inline]
    unsafe fn lift(value: &Str) -> Result<String, Failure> {
        // The library has checked that it is UTF-8.
        Ok(std::str::from_utf8_unchecked(value.get()).to_owned())
    }
}

unsafe impl Abi for Path {
    type C = Str;
    by_value!();
}
impl Lower for Path {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> Str {
        path(self)
    }
}

unsafe impl Abi for PathBuf {
    type C = Str;
    by_value!();
}
impl Lower for PathBuf {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> Str {
        path(self)
    }
}
impl Lift for PathBuf {
    unsafe fn lift(value: &Str) -> Result<PathBuf, Failure> {
        String::lift(value).map(PathBuf::from)
    }
}

unsafe impl Abi for SignedDuration {
    type C = Time;
    const PLAIN: bool = true;
    by_value!();
}
impl Lower for SignedDuration {
    #[inline]
    fn lower(&self, _: &mut Scratch) -> Time {
        self.to_c()
    }
}
impl Lift for SignedDuration {
    #[inline]
    unsafe fn lift(value: &Time) -> Result<SignedDuration, Failure> {
        Ok(SignedDuration::from_c(*value))
    }
}

unsafe impl Abi for SystemTime {
    type C = Time;
    by_value!();
}
impl Lower for SystemTime {
    fn lower(&self, _: &mut Scratch) -> Time {
        instant_to_c(*self)
    }
}
impl Lift for SystemTime {
    unsafe fn lift(value: &Time) -> Result<SystemTime, Failure> {
        let beyond = || Failure::new(FailureKind::Range, "an instant beyond the system's clock");
        instant_from_c(*value).ok_or_else(beyond)
    }
}

unsafe impl<T: Abi + ?Sized> Abi for &T {
    type C = T::C;
    type Optional = T::Optional;
    fn some(value: Self::C) -> Self::Optional {
        T::some(value)
    }
    fn none() -> Self::Optional {
        T::none()
    }
    fn get(optional: &Self::Optional) -> Option<&Self::C> {
        T::get(optional)
    }
}
impl<T: Lower + ?Sized> Lower for &T {
    #[inline]
    fn lower(&self, scratch: &mut Scratch) -> T::C {
        T::lower(self, scratch)
    }
}

unsafe impl<T: Abi> Abi for [T] {
    type C = Slice<T::C>;
    by_value!();
}
impl<T: Lower> Lower for [T] {
    #[inline]
    fn lower(&self, scratch: &mut Scratch) -> Slice<T::C> {
        if T::PLAIN {
            plain(self)
        } else {
            scratch.keep(self.len(), |scratch, i| self[i].lower(scratch))
        }
    }
}

unsafe impl<T: Abi> Abi for Vec<T> {
    type C = Slice<T::C>;
    by_value!();
}
impl<T: Lower> Lower for Vec<T> {
    #[inline]
    fn lower(&self, scratch: &mut Scratch) -> Slice<T::C> {
        self.as_slice().lower(scratch)
    }
}
impl<T: Lift> Lift for Vec<T> {
    unsafe fn lift(value: &Slice<T::C>) -> Result<Vec<T>, Failure> {
        if !T::PLAIN {
            return value.get().iter().map(|element| T::lift(element)).collect();
        }
        let elements = view::<T>(*value)?;
        let mut result = Vec::<T>::with_capacity(value.len);
        result.as_mut_ptr().copy_from_nonoverlapping(elements.cast(), value.len);
        result.set_len(value.len);
        Ok(result)
    }
}

unsafe impl<T: Abi, const N: usize> Abi for [T; N] {
    type C = Slice<T::C>;
    by_value!();
}
impl<T: Lower, const N: usize> Lower for [T; N] {
    #[inline]
    fn lower(&self, scratch: &mut Scratch) -> Slice<T::C> {
        self[..].lower(scratch)
    }
}
impl<T: Lift, const N: usize> Lift for [T; N] {
    unsafe fn lift(value: &Slice<T::C>) -> Result<[T; N], Failure> {
        if T::PLAIN && value.len == N {
            return Ok(view::<T>(*value)?.cast::<[T; N]>().read());
        }
        let wrong = |_| Failure::new(FailureKind::Length, "an array of another length");
        Vec::<T>::lift(value)?.try_into().map_err(wrong)
    }
}

unsafe impl<T: Abi> Abi for Option<T> {
    type C = T::Optional;
    by_value!();
}
impl<T: Lower> Lower for Option<T> {
    #[inline]
    fn lower(&self, scratch: &mut Scratch) -> T::Optional {
        match self {
            Some(value) => T::some(value.lower(scratch)),
            None => T::none(),
        }
    }
}
impl<T: Lift> Lift for Option<T> {
    unsafe fn lift(value: &T::Optional) -> Result<Option<T>, Failure> {
        T::get(value).map(|value| T::lift(value)).transpose()
    }
}

/// A record that contains itself.
unsafe impl<T: Abi> Abi for Box<T> {
    type C = *const T::C;
    by_pointer!();
}
impl<T: Lower> Lower for Box<T> {
    fn lower(&self, scratch: &mut Scratch) -> *const T::C {
        scratch.keep(1, |scratch, _| T::lower(self, scratch)).data
    }
}
impl<T: Lift> Lift for Box<T> {
    unsafe fn lift(value: &*const T::C) -> Result<Box<T>, Failure> {
        T::lift(&**value).map(Box::new)
    }
}

macro_rules! maps {
    ($Map:ident, $($bound:ident),*) => {
        unsafe impl<K: Abi, V: Abi> Abi for $Map<K, V> {
            type C = Slice<Tuple2<K::C, V::C>>;
            by_value!();
        }
        impl<K: Lower, V: Lower> Lower for $Map<K, V> {
            fn lower(&self, scratch: &mut Scratch) -> Self::C {
                let mut entries = self.iter();
                scratch.keep(self.len(), |scratch, _| {
                    let (key, value) = entries.next().expect("as many as there are");
                    Tuple2 { item0: key.lower(scratch), item1: value.lower(scratch) }
                })
            }
        }
        impl<K: Lift $(+ $bound)*, V: Lift> Lift for $Map<K, V> {
            unsafe fn lift(value: &Self::C) -> Result<Self, Failure> {
                let entries = value.get().iter();
                entries.map(|entry| Ok((K::lift(&entry.item0)?, V::lift(&entry.item1)?))).collect()
            }
        }
    };
}
maps!(BTreeMap, Ord);
maps!(HashMap, Eq, Hash);

macro_rules! sets {
    ($Set:ident, $($bound:ident),*) => {
        unsafe impl<T: Abi> Abi for $Set<T> {
            type C = Slice<T::C>;
            by_value!();
        }
        impl<T: Lower> Lower for $Set<T> {
            fn lower(&self, scratch: &mut Scratch) -> Self::C {
                let mut elements = self.iter();
                scratch.keep(self.len(), |scratch, _| {
                    elements.next().expect("as many as there are").lower(scratch)
                })
            }
        }
        impl<T: Lift $(+ $bound)*> Lift for $Set<T> {
            unsafe fn lift(value: &Self::C) -> Result<Self, Failure> {
                value.get().iter().map(|element| T::lift(element)).collect()
            }
        }
    };
}
sets!(BTreeSet, Ord);
sets!(HashSet, Eq, Hash);

macro_rules! tuples {
    ($($name:ident ($($member:ident: $T:ident: $i:tt),*))*) => {$(
        unsafe impl<$($T: Abi),*> Abi for ($($T,)*) {
            type C = $name<$($T::C),*>;
            by_value!();
        }
        impl<$($T: Lower),*> Lower for ($($T,)*) {
            fn lower(&self, scratch: &mut Scratch) -> Self::C {
                $name { $($member: self.$i.lower(scratch)),* }
            }
        }
        impl<$($T: Lift),*> Lift for ($($T,)*) {
            unsafe fn lift(value: &Self::C) -> Result<Self, Failure> {
                Ok(($($T::lift(&value.$member)?,)*))
            }
        }
    )*};
}
tuples! {
    Tuple1 (item0: A: 0)
    Tuple2 (item0: A: 0, item1: B: 1)
    Tuple3 (item0: A: 0, item1: B: 1, item2: C: 2)
    Tuple4 (item0: A: 0, item1: B: 1, item2: C: 2, item3: D: 3)
    Tuple5 (item0: A: 0, item1: B: 1, item2: C: 2, item3: D: 3, item4: E: 4)
    Tuple6 (item0: A: 0, item1: B: 1, item2: C: 2, item3: D: 3, item4: E: 4, item5: F: 5)
    Tuple7 (item0: A: 0, item1: B: 1, item2: C: 2, item3: D: 3, item4: E: 4, item5: F: 5, item6: G: 6)
    Tuple8 (item0: A: 0, item1: B: 1, item2: C: 2, item3: D: 3, item4: E: 4, item5: F: 5, item6: G: 6, item7: H: 7)
}

/// A record whose C form is itself: numbers only.
macro_rules! plain_record {
    ($name:path) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = Self;
            const PLAIN: bool = true;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
            fn lower(&self, _: &mut $crate::pgl::Scratch) -> Self {
                *self
            }
        }
        impl $crate::pgl::Lift for $name {
            #[inline]
            unsafe fn lift(value: &Self) -> Result<Self, $crate::pgl::Failure> {
                Ok(*value)
            }
        }
    };
}
pub(crate) use plain_record;

/// A record, field by field. `true`: it lies in memory as its C form does.
macro_rules! record {
    ($name:path, ffi::$c:ident, $plain:expr, { $($field:ident: $T:ty = $member:ident),* $(,)? }) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = $crate::ffi::$c;
            const PLAIN: bool = $plain;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[allow(unused_variables)]
            fn lower(&self, scratch: &mut $crate::pgl::Scratch) -> Self::C {
                // SAFETY: C forms are valid when all their bytes are zero.
                #[allow(unused_mut)]
                let mut out: Self::C = unsafe { std::mem::MaybeUninit::zeroed().assume_init() };
                $(out.$member = $crate::pgl::Lower::lower(&self.$field, scratch);)*
                out
            }
        }
        impl $crate::pgl::Lift for $name {
            const CHECKED: bool = true;
            #[allow(unused_variables)]
            fn valid(value: &Self::C) -> bool {
                true $(&& <$T as $crate::pgl::Lift>::valid(&value.$member))*
            }
            #[allow(unused_variables)]
            unsafe fn lift(value: &Self::C) -> Result<Self, $crate::pgl::Failure> {
                Ok(Self { $($field: <$T as $crate::pgl::Lift>::lift(&value.$member)?),* })
            }
        }
    };
}
pub(crate) use record;

/// An enum: `{Red, Green}` of `u8`.
macro_rules! enumeration {
    ($name:path, $N:ty, { $($value:ident),* $(,)? }) => {
        impl From<$name> for $N {
            #[inline]
            fn from(value: $name) -> $N {
                value as $N
            }
        }
        impl TryFrom<$N> for $name {
            type Error = $crate::pgl::UnknownValue;
            #[inline]
            fn try_from(number: $N) -> Result<$name, $crate::pgl::UnknownValue> {
                match number {
                    $(number if number == <$name>::$value as $N => Ok(<$name>::$value),)*
                    _ => Err($crate::pgl::UnknownValue::new(i128::from(number))),
                }
            }
        }
        unsafe impl $crate::pgl::Abi for $name {
            type C = $N;
            const PLAIN: bool = true;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
            fn lower(&self, _: &mut $crate::pgl::Scratch) -> $N {
                *self as $N
            }
        }
        impl $crate::pgl::Lift for $name {
            const CHECKED: bool = true;
            #[inline]
            fn valid(value: &$N) -> bool {
                <$name>::try_from(*value).is_ok()
            }
            #[inline]
            unsafe fn lift(value: &$N) -> Result<$name, $crate::pgl::Failure> {
                Ok(<$name>::try_from(*value)?)
            }
        }
    };
}
pub(crate) use enumeration;

/// Flags: a number and names for its bits.
macro_rules! flags {
    ($name:path, $N:ty, $known:expr) => {
        impl $name {
            /// Everything that has a name.
            pub const fn all() -> Self {
                Self($known)
            }
            /// Nothing.
            pub const fn empty() -> Self {
                Self(0)
            }
            /// The number.
            pub const fn bits(self) -> $N {
                self.0
            }
            /// From a number; none if a bit of it has no name.
            pub const fn from_bits(bits: $N) -> Option<Self> {
                if bits & !$known == 0 {
                    Some(Self(bits))
                } else {
                    None
                }
            }
            /// Whether all of `other` is in it.
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }
            /// Whether something of `other` is in it.
            pub const fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
            /// Whether nothing is in it.
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }
        }
        impl std::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }
        impl std::ops::BitAnd for $name {
            type Output = Self;
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }
        impl std::ops::BitXor for $name {
            type Output = Self;
            fn bitxor(self, other: Self) -> Self {
                Self(self.0 ^ other.0)
            }
        }
        impl std::ops::Not for $name {
            type Output = Self;
            fn not(self) -> Self {
                Self(!self.0 & $known)
            }
        }
        impl std::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }
        impl std::ops::BitAndAssign for $name {
            fn bitand_assign(&mut self, other: Self) {
                self.0 &= other.0;
            }
        }
        impl std::ops::BitXorAssign for $name {
            fn bitxor_assign(&mut self, other: Self) {
                self.0 ^= other.0;
            }
        }
        unsafe impl $crate::pgl::Abi for $name {
            type C = $N;
            const PLAIN: bool = true;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
            fn lower(&self, _: &mut $crate::pgl::Scratch) -> $N {
                self.0
            }
        }
        impl $crate::pgl::Lift for $name {
            const CHECKED: bool = true;
            #[inline]
            fn valid(value: &$N) -> bool {
                Self::from_bits(*value).is_some()
            }
            #[inline]
            unsafe fn lift(value: &$N) -> Result<$name, $crate::pgl::Failure> {
                let unknown = || $crate::pgl::UnknownValue::new(i128::from(*value));
                Ok(Self::from_bits(*value).ok_or_else(unknown)?)
            }
        }
    };
}
pub(crate) use flags;

/// A variant: its alternatives by number. `Name(member: Type)` or `Name()` for nothing.
macro_rules! variant {
    ($name:path, ffi::$c:ident, ffi::$union:ident, { $($tag:literal: $alternative:ident ($($member:ident: $T:ty)?)),* $(,)? }) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = $crate::ffi::$c;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[allow(unused_variables)]
            fn lower(&self, scratch: &mut $crate::pgl::Scratch) -> Self::C {
                // SAFETY: C forms are valid when all their bytes are zero.
                let mut out: Self::C = unsafe { std::mem::MaybeUninit::zeroed().assume_init() };
                match self {
                    $($crate::pgl::variant!(@pattern $alternative $(, value, $member)?) => {
                        out.tag = $tag;
                        $(out.as_ = $crate::ffi::$union { $member: <$T as $crate::pgl::Lower>::lower(value, scratch) };)?
                    })*
                }
                out
            }
        }
        impl $crate::pgl::Lift for $name {
            unsafe fn lift(value: &Self::C) -> Result<Self, $crate::pgl::Failure> {
                match value.tag {
                    $($tag => Ok($crate::pgl::variant!(
                        @make $alternative $(, <$T as $crate::pgl::Lift>::lift(&value.as_.$member)?)?
                    )),)*
                    tag => Err($crate::pgl::UnknownValue::new(i128::from(tag)).into()),
                }
            }
        }
    };
    (@pattern $alternative:ident) => { Self::$alternative };
    (@pattern $alternative:ident, $value:ident, $member:ident) => { Self::$alternative($value) };
    (@make $alternative:ident) => { Self::$alternative };
    (@make $alternative:ident, $value:expr) => { Self::$alternative($value) };
}
pub(crate) use variant;

/// A number that is no value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    number: i128,
}

impl UnknownValue {
    pub(crate) const fn new(number: i128) -> Self {
        UnknownValue { number }
    }

    /// The number.
    pub const fn number(&self) -> i128 {
        self.number
    }
}

impl std::fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is no value of the enum", self.number)
    }
}

impl std::error::Error for UnknownValue {}

impl From<UnknownValue> for Failure {
    fn from(value: UnknownValue) -> Failure {
        Failure::new(FailureKind::Enum, &value.to_string())
    }
}
