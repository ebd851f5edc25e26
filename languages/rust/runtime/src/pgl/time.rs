//! Spans of time and instants.

use std::fmt;
use std::ops::Neg;
use std::time::{Duration, SystemTime};

use super::abi::Time;
use super::convert::{by_value, Abi, Lift, Lower};
use super::failure::{Failure, FailureKind};
use super::scratch::Scratch;

const SECOND: u32 = 1_000_000_000;

/// A span of time that may be negative, as C++ has them. Non-negative ones convert from and to
/// [`Duration`].
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignedDuration {
    seconds: i64,
    nanos: u32,
}

impl SignedDuration {
    /// No time at all.
    pub const ZERO: SignedDuration = SignedDuration::new(0, 0);

    /// Whole seconds, and nanoseconds on top of them: half a second before now is -1 and 500,000,000.
    /// Nanoseconds beyond a second are carried over.
    pub const fn new(seconds: i64, nanos: u32) -> Self {
        SignedDuration {
            seconds: seconds.saturating_add((nanos / SECOND) as i64),
            nanos: nanos % SECOND,
        }
    }

    /// A number of seconds.
    pub const fn from_secs(seconds: i64) -> Self {
        SignedDuration::new(seconds, 0)
    }

    /// A number of milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        SignedDuration::new(millis.div_euclid(1_000), millis.rem_euclid(1_000) as u32 * 1_000_000)
    }

    /// A number of microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        let rest = micros.rem_euclid(1_000_000) as u32;
        SignedDuration::new(micros.div_euclid(1_000_000), rest * 1_000)
    }

    /// A number of nanoseconds.
    pub const fn from_nanos(nanos: i64) -> Self {
        let second = SECOND as i64;
        SignedDuration::new(nanos.div_euclid(second), nanos.rem_euclid(second) as u32)
    }

    /// Whole seconds, rounded down.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds on top of [`SignedDuration::seconds`], 0 to 999,999,999.
    pub const fn subsec_nanos(self) -> u32 {
        self.nanos
    }

    /// All of it in nanoseconds.
    pub const fn as_nanos(self) -> i128 {
        self.seconds as i128 * SECOND as i128 + self.nanos as i128
    }

    /// All of it in seconds, as well as a number can say it.
    pub fn as_secs_f64(self) -> f64 {
        self.seconds as f64 + f64::from(self.nanos) / f64::from(SECOND)
    }

    /// Whether it is less than no time.
    pub const fn is_negative(self) -> bool {
        self.seconds < 0
    }

    /// How long it is, without its sign.
    pub fn unsigned_abs(self) -> Duration {
        let nanos = self.as_nanos().unsigned_abs();
        let second = u128::from(SECOND);
        Duration::new((nanos / second) as u64, (nanos % second) as u32)
    }

    /// The same with the other sign, but for the longest one.
    fn negated(self) -> Self {
        match self.nanos {
            0 => SignedDuration::new(self.seconds.saturating_neg(), 0),
            nanos => SignedDuration::new(-1 - self.seconds, SECOND - nanos),
        }
    }

    pub(crate) const fn to_c(self) -> Time {
        Time { seconds: self.seconds, nanos: self.nanos }
    }

    pub(crate) const fn from_c(time: Time) -> Self {
        SignedDuration::new(time.seconds, time.nanos)
    }
}

impl Neg for SignedDuration {
    type Output = SignedDuration;
    fn neg(self) -> SignedDuration {
        self.negated()
    }
}

impl fmt::Debug for SignedDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_negative() {
            f.write_str("-")?;
        }
        fmt::Debug::fmt(&self.unsigned_abs(), f)
    }
}

impl From<Duration> for SignedDuration {
    /// Spans beyond 292 thousand million years become the longest there is.
    fn from(duration: Duration) -> Self {
        let seconds = i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        SignedDuration::new(seconds, duration.subsec_nanos())
    }
}

/// A span of time is negative, and cannot be a [`Duration`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NegativeDuration;

impl fmt::Display for NegativeDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the span of time is negative")
    }
}

impl std::error::Error for NegativeDuration {}

impl TryFrom<SignedDuration> for Duration {
    type Error = NegativeDuration;
    fn try_from(duration: SignedDuration) -> Result<Duration, NegativeDuration> {
        match u64::try_from(duration.seconds) {
            Ok(seconds) => Ok(Duration::new(seconds, duration.nanos)),
            Err(_) => Err(NegativeDuration),
        }
    }
}

pub(crate) fn instant(time: SystemTime) -> Time {
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(after) => SignedDuration::from(after).to_c(),
        Err(before) => (-SignedDuration::from(before.duration())).to_c(),
    }
}

/// None where the system's clock does not reach that far.
pub(crate) fn instant_from_c(time: Time) -> Option<SystemTime> {
    let since = SignedDuration::from_c(time);
    if since.is_negative() {
        SystemTime::UNIX_EPOCH.checked_sub(since.unsigned_abs())
    } else {
        SystemTime::UNIX_EPOCH.checked_add(since.unsigned_abs())
    }
}

/// A span of time.
#[inline]
pub fn duration(duration: impl Into<SignedDuration>) -> Time {
    duration.into().to_c()
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
        instant(*self)
    }
}
impl Lift for SystemTime {
    unsafe fn lift(value: &Time) -> Result<SystemTime, Failure> {
        let beyond = || Failure::new(FailureKind::Range, "an instant beyond the system's clock");
        instant_from_c(*value).ok_or_else(beyond)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_keep_their_sign() {
        let half = SignedDuration::new(-1, 500_000_000);
        assert_eq!(half.as_nanos(), -500_000_000);
        assert_eq!(-half, SignedDuration::from_millis(500));
        assert_eq!(SignedDuration::from_millis(-500), half);
        assert_eq!(half.unsigned_abs(), Duration::from_millis(500));
        assert_eq!(Duration::try_from(half), Err(NegativeDuration));
        assert_eq!(format!("{half:?}"), "-500ms");
        assert_eq!(-SignedDuration::from_secs(i64::MIN), SignedDuration::from_secs(i64::MAX));
        assert_eq!(SignedDuration::from(Duration::MAX).seconds(), i64::MAX);
    }

    #[test]
    fn instants_go_both_ways() {
        for nanos in [0, 1, -1, 1_500_000_000, -1_500_000_000] {
            let time = SignedDuration::from_nanos(nanos).to_c();
            let back = instant(instant_from_c(time).expect("within the clock's range"));
            assert_eq!((back.seconds, back.nanos), (time.seconds, time.nanos));
        }
    }
}
