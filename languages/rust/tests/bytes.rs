use bytes::{Blob, FailureKind, Live};

#[test]
fn in_and_out() -> bytes::Result<()> {
    assert_eq!(bytes::checksum(&[1, 2, 255])?, 258);
    assert_eq!(bytes::checksum(&[])?, 0);
    assert_eq!(bytes::reversed(b"\0ab")?, *b"ba\0");
    let zeros = bytes::zeros(1 << 20)?;
    assert_eq!(zeros.len(), 1 << 20);
    assert!(zeros.iter().all(|&byte| byte == 0));
    assert!(bytes::zeros(0)?.is_empty());
    Ok(())
}

#[test]
fn a_fixed_number() -> bytes::Result<()> {
    assert_eq!(bytes::big_endian(0x0102_0304)?, [1, 2, 3, 4]);
    assert_eq!(bytes::from_big_endian(&[1, 2, 3, 4])?, 0x0102_0304);
    Ok(())
}

#[test]
fn borrowed_from_an_object() -> bytes::Result<()> {
    let mut blob = Blob::new(b"abc")?;
    assert_eq!(blob.data()?, b"abc");
    assert_eq!(blob.view()?.as_ptr(), blob.data()?.as_ptr());
    blob.append(b"de")?;
    assert_eq!(blob.view()?, b"abcde");
    Ok(())
}

#[test]
fn more_than_memory_has() {
    let error = bytes::zeros(usize::MAX).unwrap_err();
    assert!(matches!(error.failure(), Some(FailureKind::InvalidArgument | FailureKind::Memory)));
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
