use optionals::{Live, Person, Token};

#[test]
fn numbers_and_text() -> optionals::Result<()> {
    assert_eq!((optionals::exact_root(49)?, optionals::exact_root(50)?), (Some(7), None));
    assert_eq!((optionals::or_minus_one(Some(0))?, optionals::or_minus_one(None)?), (0, -1));
    assert_eq!(optionals::first_word("  two words")?.as_deref(), Some("two"));
    assert_eq!(optionals::first_word("   ")?, None);
    assert_eq!((optionals::length(Some("é"))?, optionals::length(None)?), (Some(2), None));
    assert_eq!(optionals::length(Some(""))?, Some(0));
    Ok(())
}

#[test]
fn records() -> optionals::Result<()> {
    let ada = Person { name: "Ada".into(), nickname: None, age: Some(36) };
    assert_eq!(optionals::address(&ada)?, "Ada");
    assert_eq!(optionals::address(&Person { nickname: Some("A".into()), ..ada.clone() })?, "A");
    assert_eq!(optionals::older(Some(&ada))?.and_then(|person| person.age), Some(37));
    assert_eq!(optionals::older(None)?, None);
    assert_eq!(optionals::older(Some(&Person { age: None, ..ada }))?, None);
    Ok(())
}

#[test]
fn in_sequences() -> optionals::Result<()> {
    assert_eq!(optionals::present(&[Some(1), None, Some(3)])?, [1, 3]);
    assert_eq!(optionals::evens(4)?, [Some(0), None, Some(2), None]);
    Ok(())
}

#[test]
fn text_behind_pointers() -> optionals::Result<()> {
    assert_eq!(optionals::greet_with(Some("Ada"))?, "Hello, Ada");
    assert_eq!(optionals::greet()?, "Hello");
    assert_eq!(optionals::units_with(Some("a\u{1f3b5}"))?, 3);
    assert_eq!(optionals::units()?, -1);
    Ok(())
}

#[test]
fn objects() -> optionals::Result<()> {
    assert!(optionals::find_token(-1)?.is_none());
    let token = optionals::find_token(5)?.expect("a token");
    assert_eq!(token.id(), 5);
    assert_eq!(optionals::token_id_or(Some(&token), 9)?, 5);
    assert_eq!(optionals::token_id_or(None, 9)?, 9);
    assert_eq!(optionals::token_id_or(Some(&Token::new(1)?), 9)?, 1);
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
