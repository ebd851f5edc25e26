use iteration::{Dictionary, FailureKind, Item, Live, Numbers, Shelf};

#[test]
fn numbers() -> iteration::Result<()> {
    let mut numbers = Numbers::with_values(&[3, 1, 2])?;
    assert_eq!((numbers.len(), numbers.at(0)?), (3, 3));
    assert_eq!((&numbers).into_iter().sum::<i32>(), 6);
    let mut seen = vec![];
    for number in &numbers {
        seen.push(number);
    }
    assert_eq!(seen, [3, 1, 2]);
    assert_eq!(numbers.elements()?, [3, 1, 2]);
    numbers.set_at(0, 9)?;
    numbers.push_back(4)?;
    assert_eq!(numbers.elements()?.iter().rev().copied().collect::<Vec<_>>(), [4, 2, 1, 9]);
    assert!(numbers.contains(9)? && !numbers.contains(3)?);
    assert_eq!(numbers.at(4).unwrap_err().failure(), Some(FailureKind::OutOfRange));
    assert!(numbers.set_at(99, 1).is_err());
    assert!(Numbers::new()?.is_empty());
    Ok(())
}

#[test]
fn by_name() -> iteration::Result<()> {
    let mut dictionary = Dictionary::new()?;
    dictionary.set("b", "two")?;
    dictionary.set("a", "one")?;
    assert_eq!(dictionary.at("a")?, "one");
    assert!(dictionary.at("c").is_err() && dictionary.contains("b")?);
    let all: Vec<(String, String)> = (&dictionary).into_iter().collect();
    assert_eq!(all, [("a".into(), "one".into()), ("b".into(), "two".into())]);
    Ok(())
}

#[test]
fn objects() -> iteration::Result<()> {
    let mut shelf = Shelf::new()?;
    for name in ["x", "y"] {
        shelf.add(&Item::new(name)?)?;
    }
    let mut names = String::new();
    for item in &shelf {
        names += item.name()?;
    }
    assert_eq!(names, "xy");
    let items = shelf.items()?;
    drop(shelf);
    assert_eq!(items[1].name()?, "y");
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
