//! The other styles of C++, from Rust.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use styles::{Answer, Card, Error, Kind, Number, Sheet, Text, Visitor, VisitorImpl};

struct Counting(AtomicU32);

impl VisitorImpl for Counting {
    fn cell(&self, _this: &Visitor, number: u64, _text: Option<String>) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(number < 4)
    }
}

struct Tearing;

impl VisitorImpl for Tearing {
    fn cell(&self, _this: &Visitor, _number: u64, _text: Option<String>) -> Result<bool, Box<dyn std::error::Error + Send + Sync>> {
        styles::tear(3)?;
        Ok(true)
    }
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

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

    let counting = Arc::new(Counting(AtomicU32::new(0)));
    let visitor = Visitor::implement(Arc::clone(&counting))?;
    assert_eq!((styles::visit(&Sheet::with_size(3, 5)?, &visitor)?, counting.0.load(Ordering::Relaxed)), (5, 5));
    assert_eq!(styles::visit(&Sheet::with_size(3, 5)?, &Visitor::implement(Arc::new(Tearing))?)?, 3);
    assert!(matches!(styles::feed(2), Err(error @ Error::Paper(_)) if error.is_jam() && error.message() == "paper in the roller"));
    assert_eq!(styles::jam_of(3)?, styles::JamValue::Ink);
    assert!(matches!(styles::pour(3), Err(Error::Flood(error)) if error.cups == 3 && error.where_ == "everywhere"));
    assert!(matches!(styles::careless(2), Err(error) if error.message() == "paper in the roller"));
    match styles::tear(3) {
        Err(Error::TornThrown(error)) => assert_eq!((error.object.pieces()?, error.object.text(1)?.as_str()), (3, "piece 1")),
        other => panic!("{other:?}"),
    }
    assert_eq!(&styles::invert(&[0, 1, 0xFE])?[..], [0xFF, 0xFE, 1]);
    assert_eq!((styles::name_of()?.as_str(), styles::name_of_with(Some(&text))?.as_str()), ("nothing", "text"));
    assert_eq!(styles::mood_of(&Card { title: "a".into(), ..Card::default() })?, "a: glum, glum");
    assert_eq!(block_on(styles::count_later("a"))?, 2);
    assert!(matches!(block_on(styles::count_later("full")), Err(Error::Full(_))));
    println!("styles from Rust");
    Ok(())
}
