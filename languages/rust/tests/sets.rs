use std::collections::{BTreeSet, HashSet};

fn set(texts: &[&str]) -> BTreeSet<String> {
    texts.iter().map(ToString::to_string).collect()
}

#[test]
fn in_and_out() -> sets::Result<()> {
    assert_eq!(sets::unique(&[3, 1, 3])?, BTreeSet::from([1, 3]));
    assert_eq!(sets::common(&set(&["a", "b", "é"]), &set(&["é", "b", "c"]))?, set(&["b", "é"]));
    assert_eq!(sets::sum(&HashSet::from([1, 2, 3]))?, 6);
    assert_eq!(sets::sum(&HashSet::new())?, 0);
    assert_eq!(sets::single("x")?, HashSet::from(["x".to_owned()]));
    Ok(())
}
