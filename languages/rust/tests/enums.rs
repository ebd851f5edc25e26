use enums::{Big, Crossing, Level, Light, Permission};

#[test]
fn values_and_numbers() {
    assert_eq!(Light::Green as u8, 2);
    assert_eq!(u8::from(Light::Yellow), 1);
    assert_eq!(Light::try_from(2), Ok(Light::Green));
    assert_eq!(Light::try_from(3).unwrap_err().number(), 3);
    assert_eq!(Level::High as i64, 10);
    assert_eq!(u64::from(Big::Huge), u64::MAX);
    assert!(Light::Red < Light::Green);
}

#[test]
fn in_and_out() -> enums::Result<()> {
    assert_eq!(enums::next(Light::Red)?, Light::Green);
    assert_eq!(enums::name(Light::Yellow)?, "yellow");
    assert_eq!(enums::raise(Level::Low)?, Level::Mid);
    assert_eq!(enums::bigger(Big::Small)?, Big::Huge);
    assert_eq!(enums::parse("green")?, Some(Light::Green));
    assert_eq!(enums::parse("blue")?, None);
    Ok(())
}

#[test]
fn flags() -> enums::Result<()> {
    let both = Permission::READ | Permission::WRITE;
    assert_eq!(enums::grant(Permission::READ, Permission::WRITE)?, both);
    assert!(enums::may_write(both)? && !enums::may_write(Permission::NONE)?);
    assert!(both.contains(Permission::READ) && !both.contains(Permission::EXECUTE));
    assert_eq!((!both, both.bits()), (Permission::EXECUTE, 3));
    assert_eq!(Permission::from_bits(8), None);
    assert_eq!(Permission::from_bits(5), Some(Permission::READ | Permission::EXECUTE));
    Ok(())
}

#[test]
fn inside_others() -> enums::Result<()> {
    let crossing = enums::go(Crossing::default())?;
    assert_eq!(crossing.light, Light::Green);
    assert_eq!(crossing.permission, Permission::READ | Permission::EXECUTE);
    let cycle = enums::cycle(&[Light::Red, Light::Yellow, Light::Green])?;
    assert_eq!(cycle, [Light::Green, Light::Red, Light::Yellow]);
    Ok(())
}
