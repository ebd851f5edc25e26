use std::error::Error as _;
use std::future::Future;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;
use std::time::Duration;

use tasks::errors::NotFound;
use tasks::{Barrier, Error, FailureKind, Host, Later, Live, Player, Song, Source, SourceImpl};

// ---- all that is needed to run futures ----

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Counts how often it is woken.
#[derive(Default)]
struct Counting(AtomicUsize);

impl Wake for Counting {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Counting {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

fn poll<F: Future + ?Sized>(future: &mut Pin<Box<F>>, waker: &Arc<Counting>) -> Poll<F::Output> {
    let waker = Waker::from(Arc::clone(waker));
    future.as_mut().poll(&mut Context::from_waker(&waker))
}

/// C++ lets go in its own time, a moment after it has woken.
fn settle(mut done: impl FnMut() -> bool) {
    for _ in 0..5000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("it takes too long: {:?}", Live::now());
}

fn nothing_is_left() -> bool {
    Live::now() == Live { handles: 0, owners: 0 }
}

fn is_send<T: Send>(value: T) -> T {
    value
}

// ---- outcomes ----

#[test]
fn finished_at_once() {
    let waker = Arc::<Counting>::default();
    let mut add = Box::pin(tasks::add(2, 3));
    assert!(matches!(poll(&mut add, &waker), Poll::Ready(Ok(5))));
    let polled_again = catch_unwind(AssertUnwindSafe(|| poll(&mut add, &waker)));
    assert!(polled_again.is_err());
    match poll(&mut Box::pin(tasks::refuse("x")), &waker) {
        Poll::Ready(Err(Error::NotFound(error))) => {
            assert_eq!((error.name.as_str(), error.message()), ("x", "no song is called x"));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!((waker.count(), Arc::strong_count(&waker)), (0, 1));
}

#[test]
fn values() -> tasks::Result<()> {
    block_on(async {
        assert_eq!(tasks::greet("Ada").await?, "hello Ada");
        let song = tasks::find("song").await?;
        assert_eq!((song.title.as_str(), song.seconds), ("song", 180));
        assert_eq!(song.tags, ["a", "b"]);
        tasks::pause().await?;
        assert_eq!(tasks::total(&[1, 2, 3]).await?, 6);
        assert_eq!(tasks::twice(21).await?, 42);
        assert_eq!(tasks::fetch("x").await?.title, "x");
        assert_eq!(tasks::look_up("x").await?.seconds, 60);
        Ok(())
    })
}

#[test]
fn errors() {
    block_on(async {
        for result in [tasks::find("nothing").await, tasks::look_up("nothing").await] {
            match result {
                Err(Error::NotFound(error)) => assert_eq!(error.name, "nothing"),
                other => panic!("{other:?}"),
            }
        }
        let forgotten = tasks::forget().await.unwrap_err();
        assert_eq!(forgotten.failure(), Some(FailureKind::Abandoned));
    });
}

// ---- waiting ----

#[test]
fn many_in_flight() -> tasks::Result<()> {
    const COUNT: usize = 1000;
    let waker = Arc::<Counting>::default();
    let barrier = Barrier::new()?;
    let mut all: Vec<_> = (0..COUNT as i32).map(|i| Box::pin(barrier.pass(i))).collect();
    for future in &mut all {
        assert!(poll(future, &waker).is_pending());
        assert!(poll(future, &waker).is_pending());
    }
    drop(all.remove(3));
    assert_eq!(waker.count(), 0); // whoever gives up need not be told
    assert_eq!(barrier.open()?, COUNT as i32);
    assert_eq!(waker.count(), COUNT - 1);
    for (i, future) in (0..).filter(|i| *i != 3).zip(&mut all) {
        assert!(matches!(poll(future, &waker), Poll::Ready(Ok(value)) if value == i));
    }
    assert_eq!((waker.count(), Arc::strong_count(&waker)), (COUNT - 1, 1));
    Ok(())
}

#[test]
fn the_last_waker_counts() -> tasks::Result<()> {
    let (first, last) = (Arc::<Counting>::default(), Arc::<Counting>::default());
    let barrier = Barrier::new()?;
    let mut passes = Box::pin(barrier.pass(7));
    assert!(poll(&mut passes, &first).is_pending());
    assert!(poll(&mut passes, &last).is_pending());
    assert_eq!(Arc::strong_count(&first), 1);
    barrier.open()?;
    assert_eq!((first.count(), last.count()), (0, 1));
    assert!(matches!(poll(&mut passes, &first), Poll::Ready(Ok(7))));
    Ok(())
}

#[test]
fn wakers_that_panic() -> tasks::Result<()> {
    struct Grim;
    impl Wake for Grim {
        fn wake(self: Arc<Self>) {
            panic!("on a thread of C++");
        }
    }
    let barrier = Barrier::new()?;
    let mut passes = Box::pin(barrier.pass(7));
    let grim = Waker::from(Arc::new(Grim));
    assert!(passes.as_mut().poll(&mut Context::from_waker(&grim)).is_pending());
    assert_eq!(barrier.open()?, 1);
    assert_eq!(block_on(passes)?, 7);
    Ok(())
}

#[test]
fn begun_here_and_finished_there() {
    let waker = Arc::<Counting>::default();
    let mut waits = is_send(Box::pin(tasks::until_stopped()));
    assert!(poll(&mut waits, &waker).is_pending());
    let mut greets = is_send(Box::pin(tasks::greet("Ada")));
    let _ = poll(&mut greets, &waker).map(|result| assert_eq!(result.unwrap(), "hello Ada"));
    let before = tasks::stopped().unwrap();
    std::thread::spawn(move || drop((waits, greets))).join().unwrap();
    settle(|| tasks::stopped().unwrap() == before + 1);
    let threads: Vec<_> = (0..8)
        .map(|i| std::thread::spawn(move || block_on(tasks::greet(&i.to_string()))))
        .collect();
    for (i, thread) in threads.into_iter().enumerate() {
        assert_eq!(thread.join().unwrap().unwrap(), format!("hello {i}"));
    }
}

// ---- giving up ----

#[test]
fn nothing_begins_before_it_is_polled() {
    let before = Live::now();
    let waits = tasks::until_stopped();
    assert_eq!(Live::now(), before);
    drop(waits);
}

#[test]
fn dropping_stops_the_library() {
    let waker = Arc::<Counting>::default();
    let before = tasks::stopped().unwrap();
    let mut waits = Box::pin(tasks::until_stopped());
    assert!(poll(&mut waits, &waker).is_pending());
    drop(waits);
    settle(|| tasks::stopped().unwrap() == before + 1);
    assert_eq!((waker.count(), Arc::strong_count(&waker)), (0, 1));
}

#[test]
fn objects_are_kept_while_they_are_used() -> tasks::Result<()> {
    let waker = Arc::<Counting>::default();
    for _ in 0..20 {
        let player = block_on(Player::open("short"))?;
        let other = block_on(Player::open("longest"))?;
        let mut comes = Box::pin(tasks::longer(&player, &other));
        let _ = poll(&mut comes, &waker);
        drop(comes);
        let mut plays = Box::pin(player.play(5));
        let _ = poll(&mut plays, &waker);
        drop(plays);
        drop((player, other)); // C++ may still be at it
    }
    settle(nothing_is_left);
    Ok(())
}

/// Who comes first, C++ with its outcome or whoever gives up? Neither may meet what is gone.
#[test]
fn given_up_while_it_finishes() {
    const ROUNDS: u32 = 20_000;
    let waker = Arc::<Counting>::default();
    let (mut given_up, mut finished) = (0, 0);
    for round in 0..ROUNDS {
        let mut greets = Box::pin(tasks::greet("Ada"));
        let mut result = poll(&mut greets, &waker);
        for _ in 0..round % 64 * 16 {
            std::hint::spin_loop();
        }
        if result.is_pending() && round % 2 == 0 {
            result = poll(&mut greets, &waker);
        }
        match result {
            Poll::Ready(greeting) => {
                finished += 1;
                assert_eq!(greeting.unwrap(), "hello Ada");
            }
            Poll::Pending => given_up += 1,
        }
    }
    assert!(given_up > 0 && finished > 0, "{given_up} {finished}");
    settle(nothing_is_left);
    assert_eq!(Arc::strong_count(&waker), 1);
}

/// Runs one test in a process of its own, which may leak.
fn in_a_child(test: &str, says: &str) {
    let this = std::env::current_exe().expect("a program");
    let mut child = std::process::Command::new(this);
    child.args(["--exact", test, "--test-threads=1"]);
    let child = child.env(says, "1").env("ASAN_OPTIONS", "detect_leaks=0").output();
    let child = child.expect("it runs");
    assert!(child.status.success(), "{child:?}");
}

/// In a process of its own, since it leaks: what is never dropped must not use what is gone.
#[test]
fn futures_that_are_forgotten() {
    const CHILD: &str = "TASKS_TEST_FORGETS";
    if std::env::var_os(CHILD).is_none() {
        in_a_child("futures_that_are_forgotten", CHILD);
        return;
    }
    let waker = Arc::<Counting>::default();
    for i in 0..100 {
        let name = format!("a name of its own, number {i}");
        let names = [name.clone(), name.clone()];
        let player = block_on(Player::open(&name)).unwrap();
        let mut finds = Box::pin(tasks::find(&name));
        let _ = poll(&mut finds, &waker);
        std::mem::forget(finds);
        let mut analyses = Box::pin(tasks::analyse(&names, drop));
        let _ = poll(&mut analyses, &waker);
        std::mem::forget(analyses);
        let mut again = Box::pin(player.again());
        let _ = poll(&mut again, &waker);
        std::mem::forget(again);
    }
    for _ in 0..10 {
        block_on(tasks::pause()).unwrap(); // behind all of them
    }
}

// ---- objects and functions ----

#[test]
fn objects() -> tasks::Result<()> {
    block_on(async {
        let player = Player::open("short").await?;
        assert_eq!(player.title()?, "short");
        assert_eq!(player.play(5).await?, 5);
        assert_eq!(player.again().await?.title()?, "short");
        let longest = Player::open("longest").await?;
        assert_eq!(tasks::longer(&player, &longest).await?, "longest");
        assert!(matches!(Player::open("nothing").await, Err(Error::NotFound(_))));
        Ok(())
    })
}

#[test]
fn progress() -> tasks::Result<()> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let keeps = Arc::clone(&seen);
    let report = move |done| keeps.lock().unwrap().push(done);
    assert_eq!(block_on(tasks::analyse(&["a", "b"], report))?, 360);
    assert_eq!(*seen.lock().unwrap(), [0.5, 1.0]);
    settle(|| Arc::strong_count(&seen) == 1);
    Ok(())
}

#[test]
fn functions_that_fail() {
    let tired = block_on(tasks::analyse(&["a"], |_| "x".parse::<i32>().map(drop))).unwrap_err();
    assert_eq!(tired.failure(), Some(FailureKind::Host));
    let source = tired.source().expect("the error itself");
    assert!(source.is::<std::num::ParseIntError>());
    let panics = || block_on(tasks::analyse(&["a"], |_| -> () { std::panic::panic_any(7_u8) }));
    let payload = catch_unwind(panics).expect_err("it panics");
    assert_eq!(payload.downcast_ref::<u8>(), Some(&7));
}

#[test]
fn stopped_in_the_middle() {
    let before = tasks::stopped().unwrap();
    let waker = Arc::<Counting>::default();
    let begun = Arc::<AtomicUsize>::default();
    let reports = Arc::clone(&begun);
    let names = vec!["x"; 100_000];
    let mut waits = Box::pin(tasks::analyse(&names, move |_| {
        reports.fetch_add(1, Ordering::SeqCst);
    }));
    assert!(poll(&mut waits, &waker).is_pending());
    settle(|| begun.load(Ordering::SeqCst) > 0);
    drop(waits);
    settle(|| tasks::stopped().unwrap() > before);
    settle(|| Arc::strong_count(&begun) == 1);
}

// ---- methods that the program implements ----

fn song(name: &str) -> Song {
    Song { title: name.to_owned(), seconds: 21, tags: vec!["mine".to_owned()] }
}

/// What another thread gives, and wakes while it holds the lock that the future wants.
#[derive(Default)]
struct Shared {
    value: Option<i32>,
    waker: Option<Waker>,
}

struct Comes(Arc<Mutex<Shared>>);

impl Comes {
    fn from_thread(value: i32) -> Self {
        let shared = Arc::<Mutex<Shared>>::default();
        let gives = Arc::clone(&shared);
        std::thread::spawn(move || {
            let mut shared = gives.lock().unwrap();
            shared.value = Some(value);
            if let Some(waker) = shared.waker.take() {
                waker.wake();
                std::thread::yield_now();
            }
        });
        Comes(shared)
    }
}

impl Future for Comes {
    type Output = i32;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<i32> {
        let mut shared = self.0.lock().unwrap();
        if let Some(value) = shared.value {
            return Poll::Ready(value);
        }
        shared.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

#[derive(Default)]
struct Own {
    flushed: AtomicUsize,
}

impl SourceImpl for Own {
    fn fetch(&self, _: &Source, name: &str) -> Later<'_, Song> {
        let name = name.to_owned();
        Box::pin(async move {
            match name.as_str() {
                "at once" => return Ok(song(&name)),
                "nothing" => Err(NotFound::new("none", name.clone()))?,
                "number" => drop("x".parse::<i32>()?),
                "panic" => std::panic::panic_any(7_u8),
                _ => {}
            }
            Ok(Song { seconds: Comes::from_thread(21).await, ..song(&name) })
        })
    }
    fn flush(&self, this: &Source) -> Later<'_, ()> {
        assert!(this.implementation::<Own>().is_some());
        self.flushed.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { Ok(()) })
    }
}

#[test]
fn async_methods() -> tasks::Result<()> {
    let own = Arc::<Own>::default();
    let source = Source::implement(Arc::clone(&own))?;
    let waker = Arc::<Counting>::default();
    let mut at_once = Box::pin(tasks::duration(&source, &["at once", "at once"]));
    assert!(matches!(poll(&mut at_once, &waker), Poll::Ready(Ok(42))));
    block_on(async {
        assert_eq!(tasks::duration(&source, &["a", "b"]).await?, 42);
        assert_eq!(own.flushed.load(Ordering::SeqCst), 2);
        assert_eq!(tasks::title_of(&source, "x").await?, "x");
        assert_eq!(tasks::title_of(&source, "nothing").await?, "no nothing");
        assert_eq!(source.fetch("y").await?.tags, ["mine"]);
        assert_eq!(source.size().await?, 0); // C++'s own
        assert_eq!(tasks::count(&source).await?, 0);
        Ok(())
    })
}

#[test]
fn async_methods_fail() -> tasks::Result<()> {
    let own: Arc<dyn SourceImpl> = Arc::<Own>::default();
    let source = Source::implement(own)?;
    let failed = block_on(tasks::title_of(&source, "number")).unwrap_err();
    assert!(failed.source().expect("the error itself").is::<std::num::ParseIntError>());
    let payload = catch_unwind(AssertUnwindSafe(|| block_on(source.fetch("panic"))));
    assert_eq!(payload.expect_err("it panics").downcast_ref::<u8>(), Some(&7));
    Ok(())
}

/// Says when it is let go of.
struct Waits {
    name: &'static str,
    left: Arc<AtomicUsize>,
    shared: Arc<Mutex<Shared>>,
}

struct Counts(Arc<AtomicUsize>);

impl Drop for Counts {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl SourceImpl for Waits {
    fn fetch(&self, _: &Source, _: &str) -> Later<'_, Song> {
        let counts = Counts(Arc::clone(&self.left));
        Box::pin(async move {
            let _counts = counts;
            let seconds = Comes(Arc::clone(&self.shared)).await;
            Ok(Song { seconds, ..song(self.name) })
        })
    }
    fn size(&self, _: &Source) -> Later<'_, i32> {
        let counts = Counts(Arc::clone(&self.left));
        Box::pin(async move {
            let _counts = counts;
            Ok(Comes(Arc::clone(&self.shared)).await)
        })
    }
}

fn waits() -> Waits {
    Waits { name: "waits", left: Arc::default(), shared: Arc::default() }
}

#[test]
fn async_methods_are_cancelled() -> tasks::Result<()> {
    let own = Arc::new(waits());
    let source = Source::implement(Arc::clone(&own))?;
    let waker = Arc::<Counting>::default();
    let mut title = Box::pin(tasks::title_of(&source, "x"));
    assert!(poll(&mut title, &waker).is_pending());
    drop(title);
    settle(|| own.left.load(Ordering::SeqCst) == 1);
    let mut count = Box::pin(tasks::count(&source));
    assert!(poll(&mut count, &waker).is_pending());
    settle(|| own.shared.lock().unwrap().waker.is_some());
    drop(count);
    settle(|| own.left.load(Ordering::SeqCst) == 2);
    block_on(source.flush())?; // C++'s own
    drop(source);
    settle(|| Arc::strong_count(&own) == 1);
    Ok(())
}

/// Nobody can wake them any more: C++ must not wait for ever.
#[test]
fn async_methods_are_abandoned() -> tasks::Result<()> {
    let own = Arc::new(waits());
    let source = Source::implement(Arc::clone(&own))?;
    let waker = Arc::<Counting>::default();
    let mut title = Box::pin(tasks::title_of(&source, "x"));
    assert!(poll(&mut title, &waker).is_pending());
    let held = own.shared.lock().unwrap().waker.take();
    {
        let _lock = own.shared.lock().unwrap(); // which the future may want
        drop(held);
    }
    let failed = block_on(title).unwrap_err();
    assert_eq!(failed.failure(), Some(FailureKind::Abandoned));
    assert_eq!(own.left.load(Ordering::SeqCst), 1);
    Ok(())
}

#[test]
fn async_methods_in_many_threads() {
    let threads: Vec<_> = (0..8)
        .map(|_| {
            std::thread::spawn(move || -> tasks::Result<()> {
                let source = Source::implement(Arc::<Own>::default())?;
                let waker = Arc::<Counting>::default();
                for round in 0..50 {
                    let mut lasts = Box::pin(tasks::duration(&source, &["a", "b", "c"]));
                    if round % 2 == 0 {
                        let _ = poll(&mut lasts, &waker); // and is given up
                    } else {
                        assert_eq!(block_on(lasts)?, 63);
                    }
                }
                Ok(())
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap().unwrap();
    }
}

/// In a process of its own, which ends for C++.
#[test]
fn the_end_of_the_host() {
    const CHILD: &str = "TASKS_TEST_ENDS";
    if std::env::var_os(CHILD).is_none() {
        in_a_child("the_end_of_the_host", CHILD);
        return;
    }
    let own = Arc::new(waits());
    let source = Source::implement(Arc::clone(&own)).unwrap();
    let waker = Arc::<Counting>::default();
    let mut title = Box::pin(tasks::title_of(&source, "x"));
    assert!(poll(&mut title, &waker).is_pending());
    assert!(Host::close(Duration::from_secs(1)));
    let failed = block_on(tasks::title_of(&source, "x")).unwrap_err();
    assert_eq!(failed.failure(), Some(FailureKind::HostGone));
    // What comes now finds nobody.
    let mut shared = own.shared.lock().unwrap();
    shared.value = Some(1);
    shared.waker.take().expect("it waits").wake();
    drop(shared);
    settle(|| own.left.load(Ordering::SeqCst) == 1);
    assert_eq!(waker.count(), 0);
    drop(title);
    drop(source);
    settle(nothing_is_left);
}

#[test]
fn zz_nothing_is_left() {
    settle(nothing_is_left);
}
