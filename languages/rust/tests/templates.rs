use templates::{FailureKind, IntStack, PointPair, TextStack};

#[test]
fn classes() -> templates::Result<()> {
    let mut texts = TextStack::new()?;
    texts.push("a")?;
    texts.push("é")?;
    assert_eq!((texts.size(), texts.values()?), (2, vec!["a".to_owned(), "é".to_owned()]));
    assert_eq!(texts.pop()?, "é");
    let mut numbers = IntStack::new()?;
    numbers.push(7)?;
    assert_eq!(numbers.values()?, [7]);
    assert_eq!(numbers.pop()?, 7);
    assert_eq!(numbers.pop().unwrap_err().failure(), Some(FailureKind::OutOfRange));
    assert_eq!(templates::countdown(3)?.values()?, [1, 2, 3]);
    Ok(())
}

#[test]
fn records() -> templates::Result<()> {
    assert_eq!(templates::sum(PointPair { first: 0.5, second: 2 })?, 2.5);
    Ok(())
}
