use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use streams::{Album, Channel, Error, Live, Song};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn waker() -> Waker {
    Waker::from(Arc::new(Unpark(std::thread::current())))
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    loop {
        match poll(&mut future) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

fn poll<F: Future>(future: &mut Pin<Box<F>>) -> Poll<F::Output> {
    future.as_mut().poll(&mut Context::from_waker(&waker()))
}

fn song(title: &str, seconds: i32) -> Song {
    Song { title: title.into(), seconds }
}

fn iterators() -> streams::Result<()> {
    let before = streams::made();
    let mut numbers = streams::count(1, 1000)?;
    assert_eq!(streams::made(), before);
    assert_eq!(numbers.next().transpose()?, Some(1));
    assert_eq!((streams::made(), streams::alive()), (before + 1, 1));
    assert_eq!(numbers.by_ref().sum::<streams::Result<i32>>()?, 500_499);
    assert_eq!(streams::alive(), 0);
    assert!(numbers.next().is_none());
    assert_eq!(streams::squares(4)?.collect::<streams::Result<Vec<_>>>()?, [1, 4, 9]);
    let text = String::from("one two three");
    let words = streams::words(&text)?;
    drop(text);
    assert_eq!(
        words.map(|word| word.map(|w| w.to_string())).collect::<streams::Result<Vec<_>>>()?,
        ["one", "two", "three"]
    );
    for number in streams::count(1, 1000)? {
        if number? == 3 {
            break;
        }
    }
    assert_eq!(streams::alive(), 0);
    Ok(())
}

fn errors_in_the_middle() -> streams::Result<()> {
    let mut songs = streams::songs(&["first", "nothing", "third"])?;
    assert_eq!(songs.next().transpose()?, Some(song("first", 5)));
    match songs.next() {
        Some(Err(Error::NotFound(error))) => assert_eq!(error.name, "nothing"),
        other => panic!("{other:?}"),
    }
    assert!(songs.next().is_none());
    Ok(())
}

fn objects() -> streams::Result<()> {
    let album = Album::new(&[song("a", 1), song("b", 0)])?;
    let (songs, singles, lengths) = (album.songs()?, album.singles()?, album.lengths()?);
    drop(album);
    assert_eq!(songs.collect::<streams::Result<Vec<_>>>()?, [song("a", 1), song("b", 0)]);
    assert_eq!(lengths.collect::<streams::Result<Vec<_>>>()?, [Some(1), None]);
    let mut titles = String::new();
    for single in singles {
        for song in single?.songs()? {
            titles += &song?.title;
        }
    }
    assert_eq!(titles, "ab");
    // From thread to thread.
    let mut numbers = streams::count(1, 3)?;
    assert_eq!(numbers.next().transpose()?, Some(1));
    let rest =
        std::thread::spawn(move || numbers.collect::<streams::Result<Vec<_>>>()).join().unwrap()?;
    assert_eq!(rest, [2, 3]);
    Ok(())
}

async fn in_time() -> streams::Result<()> {
    let before = streams::made();
    let mut ticks = streams::ticks(10)?;
    let mut sum = 0;
    while let Some(tick) = ticks.next().await? {
        sum += tick;
        assert_eq!(streams::made(), before + tick);
    }
    assert_eq!(sum, 55);
    assert_eq!(ticks.next().await?, None);
    let mut songs = streams::search(&["first", "nothing"])?;
    assert_eq!(songs.next().await?, Some(song("first", 5)));
    match songs.next().await {
        Err(Error::NotFound(error)) => assert_eq!(error.name, "nothing"),
        other => panic!("{other:?}"),
    }
    Ok(())
}

fn who_wants_no_more() -> streams::Result<()> {
    let stopped = streams::stopped();
    let mut numbers = streams::until_stopped()?;
    assert_eq!(block_on(numbers.next())?, Some(1));
    {
        let mut waiting = Box::pin(numbers.next());
        assert!(poll(&mut waiting).is_pending());
    }
    assert_eq!(block_on(numbers.next())?, None);
    drop(numbers);
    let mut others = streams::until_stopped()?;
    assert_eq!(block_on(others.next())?, Some(1));
    drop(others);
    while streams::stopped() == stopped {
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

fn from_elsewhere() -> streams::Result<()> {
    let channel = Channel::new()?;
    let mut heard = channel.listen()?;
    channel.send("one")?;
    assert_eq!(block_on(heard.next())?.unwrap(), "one");
    let mut waiting = Box::pin(heard.next());
    assert!(poll(&mut waiting).is_pending());
    channel.send("two")?;
    assert_eq!(block_on(waiting)?.unwrap(), "two");
    channel.finish()?;
    assert!(block_on(heard.next())?.is_none());
    Ok(())
}

/// One test, as they count what there is.
#[test]
fn all() -> streams::Result<()> {
    iterators()?;
    errors_in_the_middle()?;
    objects()?;
    block_on(in_time())?;
    who_wants_no_more()?;
    from_elsewhere()?;
    for _ in 0..5000 {
        if streams::alive() == 0 && Live::now() == (Live { handles: 0, owners: 0 }) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("{:?}", Live::now());
}

#[test]
fn a_stream_can_be_sent() {
    fn is_send<T: Send + Sync>(_: &T) {}
    let numbers = streams::count(1, 0).unwrap();
    is_send(&numbers);
    assert!(numbers.into_iter().next().is_none());
}
