#[test]
fn in_and_out() -> tuples::Result<()> {
    assert_eq!(tuples::divmod(17, 5)?, (3, 2));
    assert_eq!(tuples::swapped((1, "one"))?, ("one".to_owned(), 1));
    let (name, age, member) = tuples::person()?;
    assert_eq!((name.as_str(), age, member), ("Ada", 36, true));
    assert_eq!(tuples::describe(("é", 2, false))?, "é (2)");
    assert_eq!(tuples::describe((&name, age, member))?, "Ada (36) *");
    let lengths = tuples::lengths(&["a", "é"])?;
    assert_eq!(lengths, [("a".to_owned(), 1), ("é".to_owned(), 2)]);
    Ok(())
}
