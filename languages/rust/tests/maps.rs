use std::collections::{BTreeMap, HashMap};

use maps::Stock;

#[test]
fn in_and_out() -> maps::Result<()> {
    let words = maps::count_words("b a b")?;
    assert_eq!(words, BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
    assert_eq!(maps::sum_values(&words)?, 3);
    assert_eq!(maps::sum_values(&BTreeMap::new())?, 0);
    let inverted = maps::inverted(&HashMap::from([("x".to_owned(), 1), ("é".to_owned(), 2)]))?;
    assert_eq!(inverted, HashMap::from([(1, "x".to_owned()), (2, "é".to_owned())]));
    Ok(())
}

#[test]
fn of_records_and_sequences() -> maps::Result<()> {
    let stocks = BTreeMap::from([
        ("tea".to_owned(), Stock { count: 2, price: 1.5 }),
        ("ink".to_owned(), Stock { count: 1, price: 4.0 }),
    ]);
    assert_eq!(maps::worth(&stocks)?, 7.0);
    let digits = maps::by_last_digit(25)?;
    assert_eq!(digits.len(), 10);
    assert_eq!(digits[&4], [4, 14, 24]);
    Ok(())
}

#[test]
fn many() -> maps::Result<()> {
    let squares = maps::squares(1000)?;
    assert_eq!(squares.len(), 1000);
    assert_eq!(squares[&999], 998_001);
    Ok(())
}
