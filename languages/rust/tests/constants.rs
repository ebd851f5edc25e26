use constants::{Color, Limits, Unit};

#[test]
fn of_the_library() {
    const DOUBLE: i32 = constants::ANSWER * 2;
    assert_eq!(DOUBLE, 84);
    assert_eq!(constants::PI, std::f64::consts::PI);
    assert_eq!(constants::ENABLED, [true][0]);
    assert_eq!(constants::GREETING, "Hello, \"world\"\n");
    assert_eq!(constants::SITE, "https://example.org");
    assert_eq!(constants::LARGEST, u64::MAX);
    assert_eq!(constants::SMALLEST, i64::MIN);
    assert_eq!(constants::ALL_BITS, u64::MAX);
    assert_eq!(constants::THREE, 3);
    assert_eq!(constants::FEW, 7);
    assert_eq!(constants::HUGE, u64::MAX - 1);
    assert_eq!(constants::FAVOURITE, Color::Green);
}

#[test]
fn of_a_class() -> constants::Result<()> {
    assert_eq!(Limits::MAX, 100);
    assert_eq!(Limits::RATIO, 0.25);
    assert_eq!(constants::limits()?.current(), 50);
    Ok(())
}

#[test]
fn objects() -> constants::Result<()> {
    let mile: constants::pgl::Ref<'static, Unit> = Unit::mile()?;
    assert_eq!(constants::convert(2.0, &mile, &*Unit::meter()?)?, 3218.688);
    assert_eq!(mile.meters(), 1609.344);
    Ok(())
}
