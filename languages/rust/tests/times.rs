use std::time::{Duration, SystemTime};

use times::{FailureKind, Meeting, SignedDuration};

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn instants() -> times::Result<()> {
    assert_eq!(times::epoch()?, SystemTime::UNIX_EPOCH);
    assert_eq!(times::tomorrow(SystemTime::UNIX_EPOCH)?, SystemTime::UNIX_EPOCH + DAY);
    let before = SystemTime::UNIX_EPOCH - Duration::new(1, 500_000_000);
    assert_eq!(times::tomorrow(before)?, before + DAY);
    let end = times::far_future()?.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    assert_eq!(end.as_secs(), 253_402_300_799);
    Ok(())
}

#[test]
fn spans() -> times::Result<()> {
    let (now, then) = (SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH + DAY);
    assert_eq!(times::between(now, then)?, DAY.into());
    let back = times::between(then, now)?;
    assert_eq!(back, SignedDuration::from_secs(-86_400));
    assert!(Duration::try_from(back).is_err());
    assert_eq!(times::doubled(Duration::from_millis(1500))?, SignedDuration::from_secs(3));
    assert_eq!(times::doubled(SignedDuration::from_millis(-1500))?.as_secs_f64(), -3.0);
    assert_eq!(times::nanoseconds(-1)?, SignedDuration::from_nanos(-1));
    assert_eq!(times::nanoseconds(i64::MIN)?.as_nanos(), i128::from(i64::MIN));
    assert_eq!(times::count_microseconds(Duration::from_micros(7))?, 7);
    assert_eq!(times::seconds(Duration::from_millis(1250))?, 1.25);
    Ok(())
}

#[test]
fn inside_others() -> times::Result<()> {
    let meeting =
        Meeting { start: SystemTime::UNIX_EPOCH, length: Duration::from_secs(1800).into() };
    let later = times::postponed(meeting, Duration::from_secs(60))?;
    assert_eq!(
        later,
        Meeting { start: SystemTime::UNIX_EPOCH + Duration::from_secs(60), ..meeting }
    );
    assert_eq!(times::end(meeting)?, SystemTime::UNIX_EPOCH + Duration::from_secs(1800));
    let spans = [SignedDuration::from_secs(2), SignedDuration::from_secs(-5)];
    assert_eq!(times::total(&spans)?, SignedDuration::from_secs(-3));
    assert_eq!(times::positive(Duration::from_secs(1))?, Some(SignedDuration::from_secs(1)));
    assert_eq!(times::positive(SignedDuration::from_secs(-1))?, None);
    Ok(())
}

#[test]
fn defaults() {
    assert_eq!(Meeting::default().length, SignedDuration::from_secs(1800));
}

#[test]
fn what_does_not_fit_is_an_error() {
    let error = times::count_microseconds(SignedDuration::from_secs(i64::MAX)).unwrap_err();
    assert_eq!(error.failure(), Some(FailureKind::Range));
}
