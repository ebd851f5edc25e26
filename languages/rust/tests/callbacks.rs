mod support;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use callbacks::errors::{Refused, Tired};
use callbacks::{
    BoxError, Bus, Counter, Error, FailureKind, Guarded, Host, Live, Mood, Pair, Point,
};
use support::Grim;

/// Counts what is alive.
struct Token(Arc<AtomicUsize>);

impl Token {
    fn new(alive: &Arc<AtomicUsize>) -> Token {
        alive.fetch_add(1, Ordering::SeqCst);
        Token(Arc::clone(alive))
    }
    fn touch(&self) {}
}

impl Drop for Token {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An error of the program, which knows itself again.
struct Mine(Arc<()>);

impl fmt::Debug for Mine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mine")
    }
}

impl fmt::Display for Mine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mine")
    }
}

impl std::error::Error for Mine {}

fn point(x: i32, name: &str) -> Point {
    Point { x, y: 0, name: name.to_owned() }
}

// ---- during the call ----

#[test]
fn during_the_call() -> callbacks::Result<()> {
    assert_eq!(callbacks::fold(&[1, 2, 3], 0.5, |left, right| f64::from(left) + right)?, 6.5);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let visit = Arc::clone(&seen);
    callbacks::count_to(3, move |i| visit.lock().unwrap().push(i))?;
    assert_eq!(*seen.lock().unwrap(), [0, 1, 2]);
    fn no_closure(left: i32, _: f64) -> f64 {
        left.into()
    }
    assert_eq!(callbacks::fold(&[7], 0.0, no_closure)?, 7.0);
    let boxed: Box<dyn Fn(i32, f64) -> f64 + Send + Sync> = Box::new(|_, right| right);
    assert_eq!(callbacks::fold(&[7], 3.0, boxed)?, 3.0);
    Ok(())
}

#[test]
fn released_once() -> callbacks::Result<()> {
    let alive = Arc::new(AtomicUsize::new(0));
    let token = Token::new(&alive);
    callbacks::count_to(2, move |_| token.touch())?;
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    let token = Token::new(&alive);
    callbacks::drop(move || token.touch())?;
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    let token = Token::new(&alive);
    let refused = callbacks::count_to(2, move |_| {
        token.touch();
        Err::<(), _>("no")
    });
    assert!(refused.is_err());
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    Ok(())
}

#[test]
fn a_destructor_that_panics() -> callbacks::Result<()> {
    let grim = Grim;
    callbacks::drop(move || {
        let _kept = &grim;
    })
}

#[test]
fn functions_that_may_be_missing() -> callbacks::Result<()> {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let run = move || {
        counted.fetch_add(1, Ordering::SeqCst);
    };
    assert!(!callbacks::call_if_there()?);
    assert!(callbacks::call_if_there_with(Some(run.clone()))?);
    assert!(!callbacks::call_if_there_with(None::<fn()>)?);
    assert_eq!(calls.load(Ordering::SeqCst), 1);
    assert!(callbacks::is_there(Some(run))?);
    assert!(!callbacks::is_there(None::<fn()>)?);
    assert_eq!(Arc::strong_count(&calls), 1);
    Ok(())
}

// ---- values in and out ----

#[test]
fn text_and_records() -> callbacks::Result<()> {
    let all = callbacks::join(&["a", "\u{e4}", "c\0d"], |left, right| format!("{left}{right}"))?;
    assert_eq!(all, "a\u{e4}c\0d");
    let moved = callbacks::move_point(&point(1, "p"), |point| Point {
        x: point.x + 1,
        name: format!("{}!", point.name),
        ..point
    })?;
    assert_eq!((moved.x, moved.name.as_str()), (2, "p!"));
    let swapped =
        callbacks::swap_pair(Pair { a: 1.0, b: 2.0 }, |pair| Pair { a: pair.b, b: pair.a })?;
    assert_eq!((swapped.a, swapped.b), (2.0, 1.0));
    let mood = callbacks::change_mood(Mood::Calm, |mood| match mood {
        Mood::Calm => Mood::Happy,
        Mood::Happy => Mood::Calm,
    })?;
    assert_eq!(mood, Mood::Happy);
    assert!(callbacks::ask(|letter| letter == b'q')?);
    Ok(())
}

#[test]
fn optionals_and_containers() -> callbacks::Result<()> {
    let twice = |value: Option<i32>| value.map(|value| value * 2);
    assert_eq!(callbacks::maybe(Some(3), twice)?, Some(6));
    assert_eq!(callbacks::maybe(None, twice)?, None);
    let sorted = callbacks::sort_by(&[2, 3, 1], |numbers| {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    })?;
    assert_eq!(sorted, [1, 2, 3]);
    let words = BTreeMap::from([("one".to_owned(), 1), ("two".to_owned(), 2)]);
    let given = words.clone();
    assert_eq!(callbacks::count_words(move || given.clone())?, words);
    let found = callbacks::find_point(|points| points.into_iter().find(|point| point.x == 3))?;
    assert_eq!(found.map(|point| point.name).as_deref(), Some("b"));
    assert!(callbacks::find_point(|_| None::<Point>)?.is_none());
    Ok(())
}

// ---- objects ----

#[test]
fn lent_objects() -> callbacks::Result<()> {
    let counter = Counter::new()?;
    callbacks::with_counter(&counter, |counter| {
        counter.add(2)?;
        counter.inner()?.add(1) // a child of what is only lent
    })?;
    assert_eq!(counter.value(), 2);
    let add = |counter: Option<&Counter>| counter.map_or(Ok(()), |counter| counter.add(2));
    assert_eq!(callbacks::with_new_counter(true, add)?, 42);
    assert_eq!(callbacks::with_new_counter(false, add)?, 40);
    assert_eq!(callbacks::read_counter(|counter| counter.value())?, 7);
    let changed = callbacks::read_counter(|counter| counter.add(1).map(|()| 1));
    assert_eq!(changed.unwrap_err().failure(), Some(FailureKind::ReadOnly));
    Ok(())
}

#[test]
fn what_was_made_from_a_lent_object_ends_with_it() -> callbacks::Result<()> {
    thread_local!(static KEPT: RefCell<Option<Counter>> = RefCell::default());
    let counter = Counter::new()?;
    callbacks::with_counter(&counter, |counter| -> callbacks::Result<()> {
        let inner = counter.inner()?;
        inner.add(1)?;
        KEPT.with(|kept| *kept.borrow_mut() = Some(inner));
        Ok(())
    })?;
    let inner = KEPT.with(RefCell::take).expect("a counter");
    assert_eq!(inner.add(1).unwrap_err().failure(), Some(FailureKind::Closed));
    // What has no place for an error panics.
    assert!(catch_unwind(AssertUnwindSafe(|| inner.value())).is_err());
    Ok(())
}

#[test]
fn objects_given_and_taken() -> callbacks::Result<()> {
    thread_local!(static KEPT: RefCell<Option<Counter>> = RefCell::default());
    let keep = |counter: Counter| KEPT.with(|kept| *kept.borrow_mut() = Some(counter));
    let take = || KEPT.with(RefCell::take).expect("a counter");
    callbacks::give_counter(9, keep)?;
    assert_eq!(take().value(), 9);
    assert_eq!(callbacks::share_counter(keep)?, 5);
    let shared = take();
    shared.add(1)?;
    assert_eq!(shared.value(), 6);
    let sum = callbacks::sum_of(3, |index| Counter::new_with(index.into()))?;
    assert_eq!(sum, 3);
    let made = callbacks::pass_on(|| Counter::new_with(8))?;
    assert_eq!(made.value(), 8);
    let refused = callbacks::pass_on(|| Err::<Counter, _>("none left"));
    assert_eq!(refused.unwrap_err().message(), "none left");
    let dropped = callbacks::give_counter(9, |counter| {
        drop(counter);
        Err::<(), _>("no room")
    });
    assert_eq!(dropped.unwrap_err().message(), "no room");
    Ok(())
}

// ---- stored ----

#[test]
fn stored_functions() -> callbacks::Result<()> {
    let alive = Arc::new(AtomicUsize::new(0));
    let heard = Arc::new(Mutex::new(Vec::new()));
    let listener = || {
        let (token, heard) = (Token::new(&alive), Arc::clone(&heard));
        move |topic: &str, point: Point| {
            token.touch();
            heard.lock().unwrap().push(format!("{topic} {}", point.x));
            if topic == "fail" {
                Err("heard enough")
            } else {
                Ok(())
            }
        }
    };
    let mut bus = Bus::with_first(listener())?;
    bus.listen(listener())?;
    assert_eq!(bus.size(), 2);
    bus.publish("news", &point(5, ""))?;
    bus.publish_on_thread("more", &point(6, ""))?;
    assert_eq!(*heard.lock().unwrap(), ["news 5", "news 5", "more 6", "more 6"]);
    let failed = bus.publish_on_thread("fail", &point(0, "")).unwrap_err();
    assert_eq!((failed.failure(), failed.message()), (Some(FailureKind::Host), "heard enough"));
    assert_eq!(alive.load(Ordering::SeqCst), 2);
    bus.clear()?;
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    bus.listen(listener())?;
    drop(bus);
    assert_eq!(alive.load(Ordering::SeqCst), 0);
    Ok(())
}

#[test]
fn many_threads_at_once() {
    const THREADS: usize = 64;
    let calls = Arc::new(AtomicUsize::new(0));
    let together = Arc::new(Barrier::new(THREADS));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let (calls, together) = (Arc::clone(&calls), Arc::clone(&together));
            std::thread::spawn(move || -> callbacks::Result<()> {
                let mut bus = Bus::new()?;
                // All are inside at the same time, each on a thread that C++ made.
                bus.listen(move |_, _| {
                    together.wait();
                    calls.fetch_add(1, Ordering::SeqCst);
                })?;
                bus.publish_on_thread("now", &point(1, "p"))?;
                bus.publish_on_thread("again", &point(1, "p"))
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no panic").expect("no error");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 2 * THREADS);
}

// ---- errors ----

#[test]
fn errors_that_cpp_catches() -> callbacks::Result<()> {
    assert_eq!(callbacks::outcome(|| ())?, "done");
    assert_eq!(callbacks::outcome(|| Ok::<(), BoxError>(()))?, "done");
    let full = || Refused::new("ignored", 3, "full".to_owned());
    assert_eq!(callbacks::outcome(move || Err::<(), _>(full()))?, "refused 3 full");
    assert_eq!(callbacks::outcome(move || Err::<(), _>(Error::from(full())))?, "refused 3 full");
    assert_eq!(callbacks::outcome(|| callbacks::refuse(4))?, "refused 4 asked to");
    assert_eq!(callbacks::outcome(|| Err::<(), _>(Tired::new("so late")))?, "tired");
    assert_eq!(callbacks::outcome(|| Err::<(), _>(Mine(Arc::new(()))))?, "host mine");
    assert_eq!(callbacks::outcome(|| Err::<(), _>("text".to_owned()))?, "host text");
    let parsed = callbacks::outcome(|| -> Result<(), BoxError> {
        "x".parse::<i32>()?;
        Ok(())
    })?;
    assert_eq!(parsed, "host invalid digit found in string");
    let panicked = callbacks::outcome(|| -> () { panic!("no {}", "idea") })?;
    assert_eq!(panicked, "host a function of the program panicked: no idea");
    Ok(())
}

#[test]
fn errors_that_pass_through() {
    let me = Arc::new(());
    let thrown = Arc::clone(&me);
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let error = callbacks::count_to(10, move |number| {
        counted.fetch_add(1, Ordering::SeqCst);
        if number < 2 {
            Ok(())
        } else {
            Err(Mine(Arc::clone(&thrown)))
        }
    })
    .unwrap_err();
    assert_eq!(calls.load(Ordering::SeqCst), 3);
    assert_eq!((error.failure(), error.message()), (Some(FailureKind::Host), "mine"));
    let source = error.source().and_then(|source| source.downcast_ref::<Mine>());
    assert!(Arc::ptr_eq(&source.expect("the error itself").0, &me));
    // Through another call it is still the same one.
    let again = error.clone();
    let outer = callbacks::call_if_there_with(Some(move || Err::<(), _>(again.clone())));
    let outer = outer.unwrap_err();
    let source = outer.source().and_then(|source| source.downcast_ref::<Mine>());
    assert!(Arc::ptr_eq(&source.expect("the error itself").0, &me));
    drop((error, outer));
    assert_eq!(Arc::strong_count(&me), 1); // nobody keeps what came out
}

#[test]
fn errors_of_the_library_pass_through() {
    let refuse = || Err::<(), _>(Refused::new("", 8, "full".to_owned()));
    match callbacks::call_if_there_with(Some(refuse)) {
        Err(Error::Refused(error)) => {
            assert_eq!((error.code, error.reason.as_str()), (8, "full"));
            assert_eq!(error.message(), "refused: full");
        }
        other => panic!("{other:?}"),
    }
    let closed = callbacks::call_if_there_with(Some(|| {
        callbacks::read_counter(|c| c.add(1).map(|()| 0)).map(drop)
    }));
    assert_eq!(closed.unwrap_err().failure(), Some(FailureKind::ReadOnly));
    let tired = callbacks::call_if_there_with(Some(|| Err::<(), _>(Tired::new("so late"))));
    match tired {
        Err(Error::Tired(error)) => assert_eq!(error.message(), "so late"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_panic_goes_on_where_cpp_was_called() -> callbacks::Result<()> {
    let mut bus = Bus::new()?;
    bus.listen(|_, _| -> () { std::panic::panic_any(7_u8) })?;
    let publish = AssertUnwindSafe(|| bus.publish("x", &point(1, "")));
    let payload = catch_unwind(publish).expect_err("it panics");
    assert_eq!(payload.downcast_ref::<u8>(), Some(&7));
    let publish = AssertUnwindSafe(|| bus.publish_on_thread("x", &point(1, "")));
    assert!(catch_unwind(publish).is_err());
    assert_eq!(bus.size(), 1);
    Ok(())
}

// ---- calls inside calls ----

fn nest(depth: i32, deepest: &Arc<AtomicUsize>, fails: bool) -> callbacks::Result<()> {
    let seen = Arc::clone(deepest);
    callbacks::nest(depth, move |left| {
        seen.fetch_add(1, Ordering::SeqCst);
        if left == 0 && fails {
            return Err(BoxError::from("at the bottom"));
        }
        nest(left, &seen, fails).map_err(BoxError::from)
    })
}

#[test]
fn calls_inside_calls() -> callbacks::Result<()> {
    let deepest = Arc::new(AtomicUsize::new(0));
    nest(100, &deepest, false)?;
    assert_eq!(deepest.load(Ordering::SeqCst), 100);
    let failed = nest(100, &deepest, true).unwrap_err();
    assert_eq!(failed.message(), "at the bottom");
    // A locked object may be used by the function it calls.
    let guarded = Arc::new(Guarded::new()?);
    fn run(guarded: &Arc<Guarded>, depth: i32) -> callbacks::Result<()> {
        let again = Arc::clone(guarded);
        guarded.run(move || if depth == 0 { Ok(()) } else { run(&again, depth - 1) })
    }
    run(&guarded, 4)?;
    assert_eq!(guarded.runs()?, 5);
    Ok(())
}

#[test]
fn the_object_that_calls_lives_as_long_as_it_calls() -> callbacks::Result<()> {
    thread_local!(static BUS: RefCell<Option<Rc<Bus>>> = RefCell::default());
    thread_local!(static CALLS: Cell<usize> = const { Cell::new(0) });
    let mut bus = Bus::new()?;
    for _ in 0..2 {
        bus.listen(|_, _| {
            BUS.with(RefCell::take); // all that the rest of the program has of it
            CALLS.with(|calls| calls.set(calls.get() + 1));
        })?;
    }
    let bus = Rc::new(bus);
    let gone = Rc::downgrade(&bus);
    BUS.with(|kept| *kept.borrow_mut() = Some(Rc::clone(&bus)));
    bus.publish("news", &point(5, ""))?; // goes on to the second one
    assert_eq!(CALLS.with(Cell::get), 2);
    drop(bus);
    assert!(gone.upgrade().is_none());
    Ok(())
}

// ---- function pointers ----

#[test]
fn function_pointers() -> callbacks::Result<()> {
    let factor = 10;
    assert_eq!(callbacks::sum_with(&[1, 2, 3], move |number| number * factor)?, 60);
    let unlucky = callbacks::sum_with(&[1, 13], |number| match number {
        13 => Err("unlucky"),
        _ => Ok(number),
    });
    assert_eq!(unlucky.unwrap_err().message(), "unlucky");
    static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());
    callbacks::log("nobody listens")?;
    callbacks::set_logger(|line| LINES.lock().unwrap().push(line.to_owned()))?;
    callbacks::log("hello")?;
    assert_eq!(*LINES.lock().unwrap(), ["hello"]);
    Ok(())
}

// ---- the end ----

/// Runs the test `name` in a process of its own, with options for AddressSanitizer; true in that one.
fn in_own_process(name: &str, asan: &str) -> bool {
    const CHILD: &str = "CALLBACKS_TEST_CHILD";
    if std::env::var_os(CHILD).is_some() {
        return true;
    }
    let this = std::env::current_exe().expect("a program");
    let mut child = std::process::Command::new(this);
    child.args(["--exact", name, "--test-threads=1"]).env(CHILD, "1").env("ASAN_OPTIONS", asan);
    let child = child.output().expect("it runs");
    assert!(child.status.success(), "{child:?}");
    false
}

/// `POLYGLUE_EXITS` says how many.
#[test]
fn processes_end_while_threads_call() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let said = std::env::var("POLYGLUE_EXITS").ok();
    let rounds: usize = said.map_or(10, |count| count.parse().expect("a number"));
    // What threads that begin or end just then still have cannot be told from leaks.
    let child = |_| in_own_process("processes_end_while_threads_call", "detect_leaks=0");
    if !(0..rounds).any(child) {
        return;
    }
    for _ in 0..4 {
        std::thread::spawn(|| -> callbacks::Result<()> {
            let mut bus = Bus::new()?;
            bus.listen(|_, _| {
                CALLS.fetch_add(1, Ordering::SeqCst);
            })?;
            loop {
                bus.publish_on_thread("news", &point(1, "p"))?;
            }
        });
    }
    while CALLS.load(Ordering::SeqCst) < 8 {
        std::thread::yield_now();
    }
    std::process::exit(0);
}

/// After it no function of the program can be called.
#[test]
fn the_end_of_the_host() {
    if !in_own_process("the_end_of_the_host", "") {
        return;
    }
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    static RELEASES: AtomicUsize = AtomicUsize::new(0);
    struct Released;
    impl Drop for Released {
        fn drop(&mut self) {
            RELEASES.fetch_add(1, Ordering::SeqCst);
        }
    }
    fn count() -> callbacks::Result<()> {
        let released = Released;
        callbacks::count_to(1, move |_| {
            let _kept = &released;
            CALLS.fetch_add(1, Ordering::SeqCst);
        })
    }
    let counts = || (CALLS.load(Ordering::SeqCst), RELEASES.load(Ordering::SeqCst));
    assert!(count().is_ok());
    assert_eq!(counts(), (1, 1));
    assert!(Host::close(Duration::from_secs(1)));
    assert_eq!(count().unwrap_err().failure(), Some(FailureKind::HostGone));
    assert_eq!(counts(), (1, 1)); // nor released: there is nobody left to tell
    assert!(Host::close(Duration::ZERO));
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
