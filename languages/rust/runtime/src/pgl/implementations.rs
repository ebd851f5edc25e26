//! What a program implements a class of C++ with, and how C++ keeps it.

use std::any::TypeId;
use std::mem::{size_of, ManuallyDrop};
use std::os::raw::c_void;
use std::sync::Arc;

use super::callbacks::{quietly, Release};
use super::convert::Lift;
use super::failure::Failure;

/// `pgl_methods`.
#[repr(C)]
pub struct Methods {
    pub size: usize,
    pub release: Option<Release>,
    pub hold: Option<Release>,
    pub let_go: Option<Release>,
}

impl Methods {
    /// Of a struct that begins with this. C++ owns what the methods belong to, as long as the object is there.
    pub(crate) const fn of<All>() -> Self {
        Methods { size: size_of::<All>(), release: Some(release_given), hold: None, let_go: None }
    }
}

/// What C++ keeps.
#[repr(C)]
struct Given<T: ?Sized> {
    header: Header,
    methods: Arc<T>,
}

/// The same for every type, so that one can be told from another.
struct Header {
    id: TypeId,
    drop: unsafe fn(*mut Header),
}

/// Gives it to C++; [`release_given`] takes it back.
#[inline]
pub(crate) fn give<T: ?Sized + 'static>(methods: Arc<T>) -> *mut c_void {
    let header = Header { id: TypeId::of::<T>(), drop: drop_given::<T> };
    Box::into_raw(Box::new(Given { header, methods })).cast()
}

unsafe fn drop_given<T: ?Sized>(given: *mut Header) {
    drop(Box::from_raw(given.cast::<Given<T>>()));
}

/// There is one for all types: it tells what this program gave from what others did.
///
/// # Safety
/// `given` must come from [`give`], and is gone afterwards.
pub(crate) unsafe extern "C" fn release_given(given: *mut c_void) {
    let header = given.cast::<Header>();
    quietly(|| ((*header).drop)(header));
}

/// # Safety
/// `given` must come from [`give`] for this type, and be there for `'a`.
#[inline]
pub(crate) unsafe fn given<'a, T: ?Sized>(given: *mut c_void) -> &'a T {
    &(*given.cast::<Given<T>>()).methods
}

/// For what goes on when C++ may have let go of it.
///
/// # Safety
/// As for [`given`].
#[inline]
pub(crate) unsafe fn given_arc<T: ?Sized>(given: *mut c_void) -> Arc<T> {
    Arc::clone(&(*given.cast::<Given<T>>()).methods)
}

/// What it was made from, if that was a `T`.
///
/// # Safety
/// `given` must be null or come from [`give`], and be there.
pub(crate) unsafe fn given_as<T: ?Sized + 'static>(given: *mut c_void) -> Option<Arc<T>> {
    if given.is_null() || (*given.cast::<Header>()).id != TypeId::of::<T>() {
        return None;
    }
    Some(Arc::clone(&(*given.cast::<Given<T>>()).methods))
}

/// The object that a method belongs to, which is not the method's to free.
///
/// # Safety
/// The handle must be one of this class.
#[inline]
pub(crate) unsafe fn lent<T: Lift>(handle: T::C) -> Result<ManuallyDrop<T>, Failure> {
    T::lift(&handle).map(ManuallyDrop::new)
}
