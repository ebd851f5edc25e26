use std::path::{Path, PathBuf};

use paths::{Copy, FailureKind, Folder};

#[test]
fn in_and_out() -> paths::Result<()> {
    assert_eq!(paths::join("a", Path::new("b.txt"))?, Path::new("a/b.txt"));
    assert_eq!(paths::extension(PathBuf::from("x/é.osu"))?, ".osu");
    assert_eq!(paths::parents("/a/b/c")?, [Path::new("/a/b"), Path::new("/a")]);
    assert_eq!(paths::absolute_only("/x")?, Some(PathBuf::from("/x")));
    assert_eq!(paths::absolute_only("x")?, None);
    Ok(())
}

#[test]
fn in_records_and_objects() -> paths::Result<()> {
    let copy = paths::reversed(&Copy { from: "a".into(), to: "b".into() })?;
    assert_eq!((copy.from, copy.to), (PathBuf::from("b"), PathBuf::from("a")));
    assert_eq!(Folder::new("somewhere")?.path()?, Path::new("somewhere"));
    Ok(())
}

#[test]
fn files() {
    let here = env!("CARGO_MANIFEST_DIR");
    assert!(paths::size(Path::new(here).join("Cargo.toml")).expect("its size") > 0);
    assert_eq!(paths::size("/no/such/file").unwrap_err().failure(), Some(FailureKind::Io));
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_utf8_is_refused() {
    use std::os::unix::ffi::OsStrExt;
    let path = Path::new(std::ffi::OsStr::from_bytes(b"\xff\xfe"));
    assert_eq!(paths::extension(path).unwrap_err().failure(), Some(FailureKind::Utf8));
}
