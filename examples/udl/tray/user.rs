//! A program that uses two crates, one of which takes and gives what the other exports.

use styles::{Answer, Card, Fine, Glum, Kind, Mood, Number, Sheet, Text, Visitor, VisitorImpl};
use tray::{Error, Tray};

struct Counting;

impl VisitorImpl for Counting {
    fn cell(&self, _this: &Visitor, number: u64, text: Option<String>) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        Ok(text.as_deref() == Some("cell") && number < 2)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sheet: tray::Sheet = Sheet::with_size(3, 5)?;
    let top = {
        let mine = Tray::new()?;
        assert!(mine.top()?.is_none() && !mine.has(&sheet)?);
        mine.put(&sheet)?;
        let top = mine.top()?;
        assert!(mine.has(&sheet)? && mine.has(top.as_ref().unwrap())? && !mine.has(&Sheet::new()?)?);
        top
    };
    assert!(styles::is_same(top.as_ref(), Some(&sheet))?);
    drop(sheet);
    assert_eq!(top.unwrap().size(), 15); // after its tray, and after the other

    let sheets = tray::reversed(&[Some(Sheet::parse("one")?), None])?;
    assert!(sheets[0].is_none() && sheets[1].is_some());

    let card = tray::improved(&Card { title: "card".into(), mood: Mood::Glum(Glum {}), other: None })?;
    assert!(card.title == "card" && matches!(card.mood, Mood::Fine(Fine { by: 1 })) && card.other.is_none());
    let seven = Answer::Number(Number { value: 7 });
    assert_eq!(tray::ask(&seven)?, seven);
    assert_eq!(tray::ask_with(&seven, Kind::Second)?, Answer::Text(Text { text: "second".into() }));
    assert_eq!(tray::visit(&Sheet::with_size(3, 5)?, &Visitor::implement(std::sync::Arc::new(Counting))?)?, 2);
    tray::fill(10)?;
    match tray::fill(11) {
        Err(Error::Full(error)) => {
            let _: Box<styles::errors::Full> = error;
        }
        other => panic!("{other:?}"),
    }
    println!("tray from Rust");
    Ok(())
}
