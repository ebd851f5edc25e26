use pointers::{Codec, Mode, Store};

#[test]
fn a_pointer_and_its_length_are_one_argument() -> pointers::Result<()> {
    assert_eq!(pointers::checksum(&[1, 2, 255])?, 258);
    assert_eq!(pointers::checksum(&[])?, 0);
    assert_eq!(pointers::total(&[1.5, 2.5])?, 4.0);
    assert_eq!(pointers::total_with(&[1.5, 2.5], 1.0)?, 5.0);
    assert_eq!(pointers::last_of(&[4, 5, 6])?, 6);
    assert_eq!(pointers::last_of(&[])?, -1);
    assert_eq!(pointers::count_nul("a\0b\0")?, 2);
    assert_eq!(pointers::letter_at("abc", 2)?, b'c');
    Ok(())
}

#[test]
fn classes_that_stand_for_text() -> pointers::Result<()> {
    assert_eq!(pointers::first_word("two words")?, "two");
    assert_eq!(pointers::without_first(&[0xFF, 0, 7])?, [0, 7]);
    Ok(())
}

#[test]
fn what_is_written_is_a_result() -> pointers::Result<()> {
    assert_eq!(pointers::to_int("42")?, (true, 42));
    assert_eq!(pointers::to_int("4x")?, (false, 4));
    assert_eq!(pointers::divide(17, 5)?, (3, 2));
    assert!(pointers::divide(1, 0).is_err());
    assert_eq!(pointers::replace("a-b-c", "-", "+")?, (1, "a+b-c".to_owned()));
    assert_eq!(pointers::name_of(2)?, (true, Some("two".to_owned())));
    assert_eq!(pointers::name_of(3)?, (false, None));
    Ok(())
}

#[test]
fn objects_and_streams() -> pointers::Result<()> {
    let (good, store) = Store::open("file", Mode::Write)?;
    let store = store.expect("a store");
    assert!(good);
    assert_eq!(store.name()?, "file:w");
    let (bad, nothing) = Store::open("", Mode::Read)?;
    assert!(!bad && nothing.is_none());
    store.assign("set")?;
    assert_eq!(store.measure()?, 3);
    assert_eq!(store.write_with(2)?, "set;set;");
    assert_eq!(store.read("a bc")?, 2);
    assert_eq!(store.name()?, "setabc");
    assert_eq!(Codec::Snappy as i32, 1);
    Ok(())
}
