//! Numbers, truth values and characters.

use super::convert::{by_value, invalid, Abi, Lift, Lower};
use super::failure::Failure;
use super::scratch::Scratch;

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
