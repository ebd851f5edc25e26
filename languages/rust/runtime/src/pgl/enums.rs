//! Enums and flags: the macros that say what their values are.

use super::failure::{Failure, FailureKind};

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
        $crate::pgl::enum_values!($name, $N);
    };
}
pub(crate) use enumeration;

/// How an enum looks in C; it may be another crate's.
macro_rules! enum_values {
    ($name:path, $N:ty) => {
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
                let unknown = |_| $crate::pgl::UnknownValue::new(i128::from(*value));
                Ok(<$name>::try_from(*value).map_err(unknown)?)
            }
        }
    };
}
pub(crate) use enum_values;

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
        $crate::pgl::flag_values!($name, $N);
    };
}
pub(crate) use flags;

/// How flags look in C; they may be another crate's.
macro_rules! flag_values {
    ($name:path, $N:ty) => {
        unsafe impl $crate::pgl::Abi for $name {
            type C = $N;
            const PLAIN: bool = true;
            $crate::pgl::by_value!();
        }
        impl $crate::pgl::Lower for $name {
            #[inline]
            fn lower(&self, _: &mut $crate::pgl::Scratch) -> $N {
                self.bits()
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
pub(crate) use flag_values;

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
