//! The other styles of C++, from Rust.

use styles::{Answer, Error, Kind, Number, Sheet, Text};

fn main() -> styles::Result<()> {
    assert_eq!(styles::note_count(), 7);
    assert_eq!(styles::counts(&[1, 2, 1])?.into_iter().collect::<Vec<_>>(), [("1".into(), 2), ("2".into(), 1)]);
    assert_eq!(&styles::doubled(&[1, 2, 200])?[..], [2, 4, 144]);
    assert_eq!(styles::elsewhere()?.inner.iter().map(|one| one.a).collect::<Vec<_>>(), [1, 2]);

    assert_eq!(styles::ask(&Answer::Number(Number { value: 1 }))?, Answer::Number(Number { value: 2 }));
    let text = Answer::Text(Text { text: "a".into() });
    assert_eq!(styles::ask(&text)?, text);
    assert_eq!(styles::ask(&Answer::Nothing)?, Answer::Nothing);

    assert_eq!(&*styles::follow("a")?, "a/next");
    match styles::follow("slow") {
        Err(Error::TimedOut(error)) => assert_eq!(error.seconds, 30),
        other => panic!("{other:?}"),
    }
    assert!(matches!(styles::follow("closed"), Err(Error::Refused(_))));
    assert!(matches!(styles::load("full"), Err(Error::Full(_))));
    assert!(matches!(styles::load("gone"), Err(Error::Gone(_))));
    assert!(matches!(Sheet::parse(""), Err(error) if error.is_disk_error()));

    assert_eq!(Sheet::new()?.size(), 4);
    assert_eq!(Sheet::with_size(3, 5)?.size(), 15);
    let parsed = Sheet::parse("text")?;
    assert_eq!((parsed.cell(0)?.as_deref(), parsed.changed()?), (Some("text"), 1));
    let copy = Sheet::copy_of(&parsed)?;
    copy.set_title("copy")?;
    assert_eq!((copy.title()?.as_str(), parsed.title()?.as_str()), ("copy", "untitled"));
    assert_eq!((styles::load("a")?.size(), styles::load_with("a", Kind::First)?.size()), (2, 1));

    assert!(styles::find("nothing")?.is_none());
    assert!(styles::find("untitled")?.is_some());
    let shared = styles::load("a")?;
    assert!(styles::is_same(Some(&shared), Some(&shared))? && !styles::is_same(Some(&shared), None)?);
    println!("styles from Rust");
    Ok(())
}
