//! Objects behind handles.

use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// A class of the library.
///
/// # Safety
/// The type must be a handle and nothing else.
pub unsafe trait Object: Sized {
    #[doc(hidden)]
    type Raw;
    #[doc(hidden)]
    const CLASS: i32;
    /// # Safety
    /// The handle must be one of this class, and it belongs to the result.
    #[doc(hidden)]
    unsafe fn from_handle(handle: NonNull<Self::Raw>) -> Self;
    #[doc(hidden)]
    fn handle(&self) -> *mut Self::Raw;
    #[doc(hidden)]
    fn is_a(&self, class: i32) -> bool;
}

/// The C handle of an object.
#[inline]
pub(crate) fn handle<T: Object>(object: &T) -> *mut T::Raw {
    Object::handle(object)
}

/// From a base class to the classes derived from it.
pub trait Downcast: Object {
    /// Whether the object is a `T`.
    fn is<T: Object>(&self) -> bool {
        Object::is_a(self, T::CLASS)
    }

    /// The object as a `T`, or itself if it is none.
    fn downcast<T: Object>(self) -> Result<T, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        let handle = Object::handle(&self);
        std::mem::forget(self);
        match NonNull::new(handle.cast()) {
            // SAFETY: the library says that it is one.
            Some(handle) => Ok(unsafe { T::from_handle(handle) }),
            None => unreachable!("objects are never null"),
        }
    }

    /// The object seen as a `T`, if it is one.
    fn downcast_ref<T: Object>(&self) -> Option<&T> {
        if self.is::<T>() {
            // SAFETY: objects are handles and nothing else, and the library says that it is a `T`.
            Some(unsafe { &*(self as *const Self).cast::<T>() })
        } else {
            None
        }
    }
}

impl<T: Object> Downcast for T {}

/// An object that belongs to another one, which cannot change as long as this is there.
pub struct Ref<'a, T> {
    object: T,
    parent: PhantomData<&'a T>,
}

impl<T> Ref<'_, T> {
    #[inline]
    pub(crate) fn new(object: T) -> Self {
        Ref { object, parent: PhantomData }
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.object
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.object.fmt(f)
    }
}

impl<T: std::fmt::Display> std::fmt::Display for Ref<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.object.fmt(f)
    }
}

/// A class: the first of a line frees the handle, those derived from it pass it on.
macro_rules! object {
    ($name:path, $raw:ty, $class:expr, $is_a:path, free = $free:path) => {
        unsafe impl $crate::pgl::Object for $name {
            type Raw = $raw;
            const CLASS: i32 = $class;
            #[inline]
            unsafe fn from_handle(handle: std::ptr::NonNull<$raw>) -> Self {
                Self { handle }
            }
            #[inline]
            fn handle(&self) -> *mut $raw {
                self.handle.as_ptr()
            }
            fn is_a(&self, class: i32) -> bool {
                unsafe { $is_a(self.handle.as_ptr().cast(), class) }
            }
        }
        impl Drop for $name {
            #[inline]
            fn drop(&mut self) {
                unsafe { $free(self.handle.as_ptr()) }
            }
        }
        $crate::pgl::object!(@values $name, $raw);
    };
    ($name:path, $raw:ty, $class:expr, base = $base:path) => {
        unsafe impl $crate::pgl::Object for $name {
            type Raw = $raw;
            const CLASS: i32 = $class;
            #[inline]
            unsafe fn from_handle(handle: std::ptr::NonNull<$raw>) -> Self {
                Self { base: $crate::pgl::Object::from_handle(handle.cast()) }
            }
            #[inline]
            fn handle(&self) -> *mut $raw {
                $crate::pgl::Object::handle(&self.base).cast()
            }
            fn is_a(&self, class: i32) -> bool {
                $crate::pgl::Object::is_a(&self.base, class)
            }
        }
        impl std::ops::Deref for $name {
            type Target = $base;
            #[inline]
            fn deref(&self) -> &$base {
                &self.base
            }
        }
        $crate::pgl::object!(@values $name, $raw);
    };
    (@values $name:path, $raw:ty) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = *mut $raw;
            $crate::pgl::by_pointer!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
            fn lower(&self, _: &mut $crate::pgl::Scratch) -> *mut $raw {
                $crate::pgl::handle(self)
            }
        }
        impl $crate::pgl::Lift for $name {
            #[inline]
            unsafe fn lift(value: &*mut $raw) -> Result<Self, $crate::pgl::Failure> {
                match std::ptr::NonNull::new(*value) {
                    Some(handle) => Ok($crate::pgl::Object::from_handle(handle)),
                    None => Err($crate::pgl::Failure::new(
                        $crate::pgl::FailureKind::Null,
                        "the library gave no object",
                    )),
                }
            }
        }
    };
}
pub(crate) use object;

/// A class and one that it is derived from, directly or not.
macro_rules! derived {
    ($name:path, $base:path) => {
        impl AsRef<$base> for $name {
            #[inline]
            fn as_ref(&self) -> &$base {
                // SAFETY: both are a handle and nothing else, and one of a derived class is one of its base.
                unsafe { &*(self as *const Self).cast() }
            }
        }
        impl From<$name> for $base {
            fn from(object: $name) -> $base {
                let handle = $crate::pgl::Object::handle(&object).cast();
                std::mem::forget(object);
                // SAFETY: a handle of a derived class is one of its base, and objects are never null.
                unsafe {
                    $crate::pgl::Object::from_handle(std::ptr::NonNull::new_unchecked(handle))
                }
            }
        }
    };
}
pub(crate) use derived;
