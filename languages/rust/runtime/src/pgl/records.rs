//! Tuples, records and variants: the macros that say what their fields are.

use super::abi::{Tuple1, Tuple2, Tuple3, Tuple4, Tuple5, Tuple6, Tuple7, Tuple8};
use super::convert::{by_value, Abi, Lift, Lower};
use super::failure::Failure;
use super::scratch::Scratch;

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

/// A record, field by field. `true`: it lies in memory as its C form does. Inlined, fields go where they belong: a copy of the
/// whole would wait for each of them to be written.
macro_rules! record {
    ($name:path, ffi::$c:ident, $plain:expr, { $($field:ident: $T:ty = $member:ident),* $(,)? }) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = $crate::ffi::$c;
            const PLAIN: bool = $plain;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
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
            #[inline]
            #[allow(unused_variables)]
            fn valid(value: &Self::C) -> bool {
                true $(&& <$T as $crate::pgl::Lift>::valid(&value.$member))*
            }
            #[inline]
            #[allow(unused_variables)]
            unsafe fn lift(value: &Self::C) -> Result<Self, $crate::pgl::Failure> {
                Ok(Self { $($field: <$T as $crate::pgl::Lift>::lift(&value.$member)?),* })
            }
        }
    };
}
pub(crate) use record;

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
