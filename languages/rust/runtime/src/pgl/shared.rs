//! Objects that go from one crate to another, whose library has the same class.

use std::os::raw::{c_char, c_void};

/// `pgl_shared`.
#[repr(C)]
pub struct Shared {
    size: usize,
    class: *const c_char,
    class_size: usize,
    standard_library: *const c_char,
    pointer: *const c_void,
    release: unsafe extern "C" fn(*mut Shared),
}

/// # Safety
/// It must be null, or the caller's to release.
pub(crate) unsafe fn release_shared(shared: *mut Shared) {
    if let Some(found) = shared.as_ref() {
        (found.release)(shared);
    }
}

/// A class of this crate, for others: what they are given is a `pgl_shared`, or null.
macro_rules! exchanged {
    ($name:path, $to:path, $from:path) => {
        impl $name {
            #[doc(hidden)]
            pub fn pgl_share(&self) -> *mut std::os::raw::c_void {
                let mut shared = std::ptr::null_mut();
                // SAFETY: the handle is the object's own.
                match unsafe { $to($crate::pgl::handle(self), &mut shared) } {
                    0 => shared.cast(),
                    _ => std::ptr::null_mut(),
                }
            }
            /// # Safety
            /// It must be null, or the caller's to release, which this does.
            #[doc(hidden)]
            pub unsafe fn pgl_take(shared: *mut std::os::raw::c_void) -> Option<Self> {
                let mut handle = std::ptr::null_mut();
                let status = $from(shared.cast(), &mut handle);
                $crate::pgl::release_shared(shared.cast());
                let handle = std::ptr::NonNull::new(handle).filter(|_| status == 0)?;
                Some($crate::pgl::Object::from_handle(handle))
            }
        }
    };
}
pub(crate) use exchanged;

/// A class of another crate: its objects have a handle of this library for a call.
macro_rules! foreign {
    ($name:path, $raw:ty, $to:path, $from:path, $free:path) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = *mut $raw;
            $crate::pgl::by_pointer!();
        }
        impl $crate::pgl::Lower for $name {
            /// Panics where the two libraries were not built in the same way.
            fn lower(&self, scratch: &mut $crate::pgl::Scratch) -> *mut $raw {
                unsafe fn free(handle: *mut ()) {
                    $free(handle.cast());
                }
                let mut handle = std::ptr::null_mut();
                // SAFETY: what the other crate gives is a `pgl_shared` or null.
                unsafe {
                    let shared = <$name>::pgl_share(self).cast();
                    let status = $from(shared, &mut handle);
                    $crate::pgl::release_shared(shared);
                    $crate::errors::expect(status);
                    scratch.end_later(handle.cast(), free);
                }
                handle
            }
        }
        impl $crate::pgl::Lift for $name {
            unsafe fn lift(value: &*mut $raw) -> Result<Self, $crate::pgl::Failure> {
                if value.is_null() {
                    return Err($crate::pgl::Failure::new(
                        $crate::pgl::FailureKind::Null,
                        "the library gave no object",
                    ));
                }
                let mut shared = std::ptr::null_mut();
                let status = $to(*value, &mut shared);
                $free(*value);
                let object = if status == 0 { <$name>::pgl_take(shared.cast()) } else { None };
                object.ok_or_else(|| {
                    $crate::pgl::Failure::new(
                        $crate::pgl::FailureKind::Contract,
                        "the object comes from a library that was built in another way",
                    )
                })
            }
        }
    };
}
pub(crate) use foreign;
