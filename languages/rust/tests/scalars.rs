use scalars::FailureKind;

#[test]
fn every_width_at_its_edges() -> scalars::Result<()> {
    assert!(!scalars::negate(true));
    for value in [i8::MIN, -1, 0, i8::MAX] {
        assert_eq!(scalars::echo_i8(value)?, value);
    }
    assert_eq!(scalars::echo_u8(u8::MAX)?, u8::MAX);
    assert_eq!(scalars::echo_i16(i16::MIN)?, i16::MIN);
    assert_eq!(scalars::echo_u16(u16::MAX)?, u16::MAX);
    assert_eq!(scalars::echo_i32(i32::MIN)?, i32::MIN);
    assert_eq!(scalars::echo_u32(u32::MAX)?, u32::MAX);
    for value in [i64::MIN, (1 << 53) - 1, 1 << 53, (1 << 53) + 1, i64::MAX] {
        assert_eq!(scalars::echo_i64(value)?, value);
        assert_eq!(scalars::echo_long(value)?, value);
    }
    assert_eq!(scalars::echo_u64(u64::MAX)?, u64::MAX);
    assert_eq!(scalars::echo_ulonglong(u64::MAX - 1)?, u64::MAX - 1);
    assert_eq!(scalars::echo_size(usize::MAX)?, usize::MAX);
    Ok(())
}

#[test]
fn real_numbers() -> scalars::Result<()> {
    for value in [0.0, -0.5, f32::MIN_POSITIVE, f32::INFINITY] {
        assert_eq!(scalars::echo_f32(value)?, value);
    }
    assert!(scalars::echo_f64(f64::NAN)?.is_nan());
    assert!(scalars::echo_f64(-0.0)?.is_sign_negative());
    assert_eq!(scalars::add(0.25, 0.5), 0.75);
    scalars::nothing();
    Ok(())
}

#[test]
fn characters() -> scalars::Result<()> {
    assert_eq!(scalars::echo_char(b'x')?, b'x');
    let refused = scalars::echo_char(0x80).unwrap_err();
    assert_eq!(refused.failure(), Some(FailureKind::Range));
    for c in ['a', '\0', 'é', '🎵', char::MAX] {
        assert_eq!(scalars::echo_codepoint(c)?, c);
    }
    Ok(())
}

#[test]
fn what_cpp_throws() -> scalars::Result<()> {
    assert_eq!(scalars::divide(-7, 2)?, -3);
    let error = scalars::divide(1, 0).unwrap_err();
    assert_eq!(error.failure(), Some(FailureKind::InvalidArgument));
    assert_eq!(error.to_string(), "division by zero");
    Ok(())
}
