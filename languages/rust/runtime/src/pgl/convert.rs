//! How values of Rust look in C: the traits, and what is said of references, optionals and boxes.
//! Each kind of value has a file of its own.

use std::mem::MaybeUninit;

use super::failure::{Failure, FailureKind};
use super::scratch::Scratch;

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

pub(super) fn invalid(what: &str) -> Failure {
    Failure::new(FailureKind::Enum, &format!("the library gave {what}"))
}

#[inline]
pub fn lower<T: Lower + ?Sized>(value: &T, scratch: &mut Scratch) -> T::C {
    value.lower(scratch)
}

/// What needs no memory: numbers, enums and records of them.
#[inline]
pub fn lower_flat<T: Lower>(value: &T) -> T::C {
    value.lower(&mut std::mem::ManuallyDrop::new(Scratch::new()))
}

/// # Safety
/// A call that succeeded must have written `out`, and what it points to must be there.
#[inline]
pub unsafe fn lift<T: Lift>(out: MaybeUninit<T::C>) -> Result<T, Failure> {
    T::lift(out.assume_init_ref())
}

/// A value, or null for none.
#[inline]
pub fn pointer<C>(value: &Option<C>) -> *const C {
    value.as_ref().map_or(std::ptr::null(), |value| value)
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
