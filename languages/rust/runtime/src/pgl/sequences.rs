//! Slices, vectors, arrays, sets and maps.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;
use std::mem::size_of;

use super::abi::{Slice, Tuple2};
use super::convert::{by_value, invalid, Abi, Lift, Lower};
use super::failure::{Failure, FailureKind};
use super::scratch::Scratch;

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
