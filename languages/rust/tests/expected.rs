use expected::{Error, ParseError, Refusal};

#[test]
fn a_record_as_error() -> expected::Result<()> {
    assert_eq!(expected::parse("123")?, 123);
    assert_eq!(expected::quoted("x")?, "\"x\"");
    let expected = ParseError { position: 2, message: "not a digit".into() };
    assert!(
        matches!(expected::parse("12x"), Err(Error::ParseError(error)) if error.value == expected)
    );
    assert!(
        matches!(expected::quoted(""), Err(Error::ParseError(error)) if error.value.message == "empty")
    );
    Ok(())
}

#[test]
fn an_enum_as_error() {
    assert!(expected::connect(8080).is_ok());
    for (port, refusal) in [(0, Refusal::Busy), (80, Refusal::Forbidden)] {
        match expected::connect(port) {
            Err(Error::Refusal(error)) => assert_eq!(error.value, refusal),
            other => panic!("{other:?}"),
        }
    }
}
