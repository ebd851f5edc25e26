use std::collections::HashSet;

use sequences::{Live, Named, OwnedSlice, Path, Point, Series};

#[test]
fn numbers() -> sequences::Result<()> {
    assert_eq!(sequences::sum(&[0.5, 1.5])?, 2.0);
    assert_eq!(sequences::sum(&[])?, 0.0);
    assert_eq!(sequences::sum_span(&[i32::MAX; 3])?, 3 * i64::from(i32::MAX));
    let range: OwnedSlice<i32> = sequences::range(5)?;
    assert_eq!(range, [0, 1, 2, 3, 4]);
    assert_eq!(range.iter().sum::<i32>(), 10);
    assert_eq!(range[1..3], [1, 2]);
    assert_eq!(range.into_iter().collect::<HashSet<i32>>().len(), 5);
    assert!(sequences::range(0)?.is_empty());
    assert_eq!(sequences::range(100_000)?.into_vec(), (0..100_000).collect::<Vec<i32>>());
    assert_eq!(sequences::flip(&[true, false])?, [false, true]);
    assert_eq!(sequences::to_deque(&[1, 1 << 53])?, [1, 1 << 53]);
    Ok(())
}

#[test]
fn text() -> sequences::Result<()> {
    assert_eq!(sequences::reversed(&["a", "é"])?, ["é", "a"]);
    let strings = vec!["x".to_owned(), String::new()];
    assert_eq!(sequences::reversed(&strings)?, ["", "x"]);
    Ok(())
}

#[test]
fn records() -> sequences::Result<()> {
    let points = [Point { x: 1.0, y: 2.0 }, Point::default()];
    let moved = sequences::moved(&points, 0.5)?;
    assert_eq!(moved, [Point { x: 1.5, y: 2.0 }, Point { x: 0.5, y: 0.0 }]);
    let named = [Named { name: "n".into(), value: 21 }];
    assert_eq!(sequences::doubled(&named)?, [Named { name: "n".into(), value: 42 }]);
    Ok(())
}

#[test]
fn of_sequences() -> sequences::Result<()> {
    let triangle = sequences::triangle(3)?;
    assert_eq!(triangle, [vec![1], vec![1, 2], vec![1, 2, 3]]);
    assert_eq!(sequences::total(&triangle)?, 10);
    Ok(())
}

#[test]
fn of_fixed_length() -> sequences::Result<()> {
    assert_eq!(sequences::scale(&[1.0, 2.0, 3.0], 2.0)?, [2.0, 4.0, 6.0]);
    Ok(())
}

#[test]
fn that_are_lists_in_braces() -> sequences::Result<()> {
    assert_eq!(sequences::largest()?, 0);
    assert_eq!(sequences::largest_with(&[3, 9, 4])?, 9);
    assert_eq!(sequences::joined_with(&["a", "b"], "+")?, "a+b");
    assert_eq!(sequences::product()?, 3.0);
    assert_eq!(sequences::product_with(Some(&[vec![1.0, 2.0], vec![4.0]]))?, 12.0);
    let mut path = Path::new(&[Point { x: 1.0, y: 2.0 }])?;
    path.append(&[Point::default()])?;
    assert_eq!(path.points()?, [Point { x: 1.0, y: 2.0 }, Point::default()]);
    Ok(())
}

#[test]
fn borrowed_from_an_object() -> sequences::Result<()> {
    let mut series = Series::with_values(&[1.0, 2.0])?;
    assert_eq!(series.values()?, [1.0, 2.0]);
    assert_eq!(series.values()?.as_ptr(), series.values()?.as_ptr());
    assert_eq!(series.points()?, [Point { x: 0.0, y: 1.0 }, Point { x: 1.0, y: 2.0 }]);
    series.append(3.0)?;
    assert_eq!(series.values()?.len(), 3);
    assert!(Series::new()?.values()?.is_empty());
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
