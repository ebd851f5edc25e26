use std::cmp::Ordering;
use std::collections::HashSet;

use operators::{FailureKind, Fraction, Live, Mask, Measure, Row, Version};

#[test]
fn arithmetic() -> operators::Result<()> {
    let (half, third) = (Fraction::new(1, 2)?, Fraction::new(1, 3)?);
    assert_eq!(&half + &third, Fraction::new(5, 6)?);
    assert_eq!(&half - &third, Fraction::new(1, 6)?);
    assert_eq!(&half * 4, Fraction::new(2, 1)?);
    assert_eq!(&half / 2, Fraction::new(1, 4)?);
    assert_eq!(-&half, Fraction::new(-1, 2)?);
    let mut sum = Fraction::new(1, 2)?;
    sum += &third;
    assert_eq!(sum, Fraction::new(5, 6)?);
    assert!(half.to_bool());
    assert_eq!(half.call(10)?, 5);
    Ok(())
}

#[test]
fn the_same_with_errors() -> operators::Result<()> {
    let half = Fraction::new(1, 2)?;
    assert_eq!(half.checked_div(0).unwrap_err().failure(), Some(FailureKind::InvalidArgument));
    assert_eq!(half.checked_div(2)?, Fraction::new(1, 4)?);
    assert!(Fraction::new(1, 0).is_err());
    let panics = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| &half / 0));
    assert!(panics.is_err());
    Ok(())
}

#[test]
fn order_text_and_hash() -> operators::Result<()> {
    let mut fractions = vec![Fraction::new(3, 4)?, Fraction::new(1, 2)?, Fraction::new(2, 3)?];
    fractions.sort();
    let shown: Vec<String> = fractions.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["1/2", "2/3", "3/4"]);
    assert_eq!(format!("{:?} {:>6}", fractions[0], fractions[1]), "Fraction(1/2)    2/3");
    assert!(Fraction::new(2, 4)? == fractions[0] && fractions[0] < fractions[1]);
    let set: HashSet<Fraction> = fractions.into_iter().chain([Fraction::new(1, 2)?]).collect();
    assert_eq!(set.len(), 3);
    Ok(())
}

#[test]
fn a_partial_order() -> operators::Result<()> {
    let (one, two, nan) = (Measure::new(1.0)?, Measure::new(2.0)?, Measure::new(f64::NAN)?);
    assert_eq!(one.partial_cmp(&two), Some(Ordering::Less));
    assert_eq!(one.partial_cmp(&nan), None);
    assert_eq!([one < nan, one > nan, one >= nan, nan == nan], [false; 4]);
    Ok(())
}

#[test]
fn bits() -> operators::Result<()> {
    let (a, b) = (Mask::new_with(0b1100)?, Mask::new_with(0b1010)?);
    assert_eq!((&a & &b).bits(), 0b1000);
    assert_eq!((&a | &b).bits(), 0b1110);
    assert_eq!((&a ^ &b).bits(), 0b0110);
    assert_eq!((!&a).bits(), !0b1100);
    assert_eq!(((&a << 1).bits(), (&a >> 2).bits(), &a % 5), (0b11000, 0b11, 2));
    assert_eq!(a.to_string(), "mask 12");
    assert_eq!(Mask::new()?, Mask::new_with(0)?);
    Ok(())
}

#[test]
fn functions_called_as_operators() -> operators::Result<()> {
    let mut row = Row::new()?;
    row.add(7)?;
    let twice = &row + &row;
    assert_eq!(twice.at(1)?, 7);
    assert_eq!(twice.get(2, -1)?, -1);
    assert_eq!(twice.to_text()?, "a row");
    assert_eq!(twice.to_string(), "2 values");
    Ok(())
}

#[test]
fn of_records() {
    let (old, new) = (Version { major: 1, minor: 9 }, Version { major: 2, minor: 0 });
    assert!(old < new);
    assert_eq!(old.max(new), new);
    assert_eq!(HashSet::from([old, new, old]).len(), 2);
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
