use custom::{Bill, FailureKind, I64OrF64};

#[test]
fn as_what_they_cross_as() -> custom::Result<()> {
    assert_eq!(custom::next("00000000000000ff")?, "0000000000000100");
    assert_eq!(custom::tip(250)?, 25);
    assert_eq!(custom::ids(2)?, ["0000000000000000", "0000000000000001"]);
    Ok(())
}

#[test]
fn what_the_converter_refuses() {
    for wrong in ["", "12", "000000000000000g"] {
        assert_eq!(custom::next(wrong).unwrap_err().failure(), Some(FailureKind::InvalidArgument));
    }
}

#[test]
fn a_variant_for_a_union() -> custom::Result<()> {
    assert_eq!(custom::half(&I64OrF64::I64(7))?, I64OrF64::I64(3));
    assert_eq!(custom::half(&I64OrF64::F64(0.5))?, I64OrF64::F64(0.25));
    Ok(())
}

#[test]
fn inside_others() -> custom::Result<()> {
    let ids = custom::ids(3)?;
    assert_eq!(custom::find(&ids, &ids[2])?.as_deref(), Some("0000000000000002"));
    assert_eq!(custom::find(&ids, "00000000000000aa")?, None);
    let bill = custom::numbered(&Bill { id: ids[1].clone(), number: 0 }, 7)?;
    assert_eq!((bill.id.as_str(), bill.number), ("0000000000000001", 7));
    Ok(())
}
