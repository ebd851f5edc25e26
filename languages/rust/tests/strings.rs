use strings::{FailureKind, Label, Live, OwnedStr};

#[test]
fn in_and_out() -> strings::Result<()> {
    assert_eq!(strings::greet("Ada")?, "Hello, Ada!");
    assert_eq!(strings::join("caf", "é 🎵")?, "café 🎵");
    assert_eq!(strings::upper("abc-é")?, "ABC-é");
    assert_eq!(strings::motto()?, "café 🎵");
    assert_eq!(strings::c_motto()?, "one text, many languages");
    assert_eq!(strings::greet("")?, "Hello, !");
    Ok(())
}

#[test]
fn other_encodings() -> strings::Result<()> {
    for text in ["", "plain", "café", "🎵", "a\0b", "\u{ffff}\u{10ffff}\u{800}\u{7ff}\u{80}"] {
        let twice = text.repeat(2);
        assert_eq!(strings::twice_u8(text)?, *twice);
        assert_eq!(strings::twice_u16(text)?, *twice);
        assert_eq!(strings::twice_u32(text)?, *twice);
        assert_eq!(strings::twice_wide(text)?, *twice);
        assert_eq!(strings::same_u8(text)?, *text);
        assert_eq!(strings::same_u16(text)?, *text);
        assert_eq!(strings::same_u32(text)?, *text);
        assert_eq!(strings::units_u8(text)?, text.len());
        assert_eq!(strings::units_u16(text)?, text.encode_utf16().count());
        assert_eq!(strings::units_u32(text)?, text.chars().count());
    }
    assert_eq!(strings::wide_motto()?, "café");
    assert!(strings::wide_length("a\0b").is_err());
    assert_eq!(strings::words("ein 🎵")?[1], "🎵");
    assert_eq!(strings::half_pair().unwrap_err().failure(), Some(FailureKind::Utf8));
    Ok(())
}

#[test]
fn nul_in_the_middle() -> strings::Result<()> {
    assert_eq!(strings::with_nul()?, "a\0b");
    assert_eq!(strings::length("a\0b")?, 3);
    assert_eq!(strings::upper("\0x\0")?, "\0X\0");
    // What ends in NUL for C++ cannot hold one.
    assert!(strings::c_length("a\0b").is_err());
    assert_eq!(strings::c_length("abc")?, 3);
    Ok(())
}

#[test]
fn owned_text_is_text() -> strings::Result<()> {
    let text: OwnedStr = strings::repeat(100_000)?;
    assert_eq!(text.len(), 100_000);
    assert!(text.starts_with("xxx"));
    let owned: String = text.into();
    assert_eq!(owned, "x".repeat(100_000));
    assert_eq!(format!("{:>3}|{:?}", strings::upper("q")?, strings::upper("q")?), "  Q|\"Q\"");
    assert!(strings::repeat(0)?.is_empty());
    Ok(())
}

#[test]
fn owned_text_goes_to_other_threads() -> strings::Result<()> {
    let text = strings::greet("thread")?;
    let length = std::thread::spawn(move || text.len()).join().expect("no panic");
    assert_eq!(length, "Hello, thread!".len());
    Ok(())
}

#[test]
fn what_is_not_utf8_is_an_error() {
    assert_eq!(strings::broken().unwrap_err().failure(), Some(FailureKind::Utf8));
}

#[test]
fn borrowed_from_an_object() -> strings::Result<()> {
    let mut label = Label::new("first")?;
    let text: &str = label.text()?;
    assert_eq!(text, "first");
    label.set_text("second")?; // not while `text` is used: the compiler sees to it
    assert_eq!(label.text()?, "second");
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
