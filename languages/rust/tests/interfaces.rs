mod support;

use std::error::Error as _;
use std::fmt;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use interfaces::errors::Refused;
use interfaces::{
    BoxError, Bus, Counter, Downcast, Error, Event, FailureKind, Frame, Gauge, GaugeImpl, Listener,
    ListenerImpl, Live, Prism, PrismImpl, Shape, ShapeImpl, Square,
};
use support::Grim;

fn event(line: i32, text: &str) -> Event {
    Event { line, text: text.to_owned() }
}

/// Remembers what it hears.
#[derive(Default)]
struct Ear {
    heard: Mutex<Vec<Event>>,
}

impl ListenerImpl for Ear {
    fn heard(&self, _: &Listener, event: Event) -> Result<(), BoxError> {
        self.heard.lock().unwrap().push(event);
        Ok(())
    }
}

/// Overrides everything, and uses what is below.
struct LoudEar;

impl ListenerImpl for LoudEar {
    fn heard(&self, _: &Listener, _: Event) -> Result<(), BoxError> {
        Ok(())
    }
    fn name(&self, this: &Listener) -> Result<String, BoxError> {
        Ok(format!("loud {}", this.base_name()?))
    }
    fn wants(&self, this: &Listener, topic: &str) -> Result<bool, BoxError> {
        Ok(topic == "quiet" || this.base_wants(topic)?)
    }
    fn count(&self, this: &Listener, counter: &Counter) -> Result<(), BoxError> {
        counter.add(10)?;
        Ok(this.base_count(counter)?)
    }
    fn changed(&self, this: &Listener, event: Event) -> Result<Event, BoxError> {
        let changed = this.base_changed(&event)?;
        Ok(Event { text: changed.text + "!", ..changed })
    }
}

/// An error of the program's own, which can be told from its like.
#[derive(Debug)]
struct Mine(Arc<()>);

impl fmt::Display for Mine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("mine")
    }
}

impl std::error::Error for Mine {}

/// Does what it is told.
struct Told<F>(F);

impl<F: Fn(&Listener, Event) -> Result<(), BoxError> + Send + Sync + 'static> ListenerImpl
    for Told<F>
{
    fn heard(&self, this: &Listener, event: Event) -> Result<(), BoxError> {
        (self.0)(this, event)
    }
}

fn told<F>(heard: F) -> interfaces::Result<Listener>
where
    F: Fn(&Listener, Event) -> Result<(), BoxError> + Send + Sync + 'static,
{
    Listener::implement(Arc::new(Told(heard)))
}

struct Blob;

impl ShapeImpl for Blob {
    fn area(&self, _: &Shape) -> Result<f64, BoxError> {
        Ok(12.0)
    }
}

struct Tower;

impl PrismImpl for Tower {
    fn height(&self, _: &Prism) -> Result<f64, BoxError> {
        Ok(3.0)
    }
    fn describe(&self, this: &Prism) -> Result<String, BoxError> {
        Ok(format!("tall {}", this.base_describe()?))
    }
}

struct Twice;

impl GaugeImpl for Twice {
    fn step(&self, this: &Gauge, by: i32) -> Result<i32, BoxError> {
        Ok(this.base_step(2 * by)?)
    }
}

// ---- methods ----

#[test]
fn methods_are_called() -> interfaces::Result<()> {
    let mut bus = Bus::new()?;
    let ear = Arc::new(Ear::default());
    bus.add(&Listener::implement(Arc::new(LoudEar))?)?;
    bus.add(&Listener::implement(Arc::clone(&ear))?)?;
    assert_eq!(bus.names()?, "loud listener;listener;");
    assert_eq!(bus.count()?, 12);
    assert_eq!(bus.publish("news", &event(7, "text"))?, 2);
    assert_eq!(bus.publish("quiet", &event(8, "text"))?, 1);
    assert_eq!(ear.heard.lock().unwrap().len(), 1);
    assert_eq!(Arc::strong_count(&ear), 2);
    bus.clear()?;
    assert_eq!(Arc::strong_count(&ear), 1);
    Ok(())
}

#[test]
fn what_is_overridden_and_the_body_below() -> interfaces::Result<()> {
    let ear = Arc::new(Ear::default());
    let listener = Listener::implement(Arc::clone(&ear))?;
    listener.heard(&event(1, "a"))?;
    assert_eq!(ear.heard.lock().unwrap()[0].text, "a");
    let loud = Listener::implement(Arc::new(LoudEar))?;
    assert_eq!(loud.changed(&event(1, "a"))?.text, "a!");
    assert_eq!(loud.base_changed(&event(1, "a"))?.text, "a");
    assert_eq!(loud.name()?, "loud listener");
    assert_eq!(loud.base_name()?, "listener");
    assert_eq!(interfaces::make_listener()?.name()?, "deaf");
    Ok(())
}

#[test]
fn a_base_that_has_its_own() -> interfaces::Result<()> {
    let prism = Prism::implement(Arc::new(Tower), 5.0)?;
    assert_eq!(interfaces::volume_of(&prism)?, 15.0);
    assert_eq!(interfaces::area_of(&prism)?, 5.0);
    assert_eq!(interfaces::describe(&prism)?, "tall prism of 5");
    let shape = Shape::from(prism);
    assert!(shape.is::<Prism>());
    assert!(shape.implementation::<Tower>().is_some());
    assert!(shape.implementation::<Blob>().is_none());
    Ok(())
}

#[test]
fn a_concrete_class() -> interfaces::Result<()> {
    let gauge = Gauge::implement_with(Arc::new(Twice), 100)?;
    assert_eq!(gauge.run(3)?, 106);
    assert_eq!(interfaces::step(&gauge, 5)?, 116);
    assert_eq!(gauge.base_step(1)?, 117);
    assert_eq!(Gauge::implement(Arc::new(Twice))?.step(1)?, 2);
    assert_eq!(Gauge::new_with(1)?.step(1)?, 2);
    Ok(())
}

// ---- who it is, and who owns it ----

#[test]
fn the_same_comes_back() -> interfaces::Result<()> {
    let ear = Arc::new(Ear::default());
    let mut bus = Bus::new()?;
    bus.add(&Listener::implement(Arc::clone(&ear))?)?;
    let last = bus.last()?;
    let same = last.implementation::<Ear>().expect("an ear");
    assert!(Arc::ptr_eq(&same, &ear));
    assert!(last.implementation::<LoudEar>().is_none());
    assert!(interfaces::make_listener()?.implementation::<Ear>().is_none());
    let any: Arc<dyn ListenerImpl> = ear;
    let listener = Listener::implement(Arc::clone(&any))?;
    let same = listener.implementation::<dyn ListenerImpl>().expect("what was given");
    assert!(std::ptr::eq(Arc::as_ptr(&same).cast::<()>(), Arc::as_ptr(&any).cast::<()>()));
    Ok(())
}

#[test]
fn given_away_and_taken_back() -> interfaces::Result<()> {
    let mut frame = Frame::new()?;
    let blob = Arc::new(Blob);
    let shape = Shape::implement(Arc::clone(&blob), "blob")?;
    assert_eq!(shape.label()?, "blob");
    assert_eq!(interfaces::area_of(&shape)?, 12.0);
    frame.put(shape)?;
    assert_eq!(frame.describe()?, "blob of 12");
    let back = frame.take()?;
    assert!(Arc::ptr_eq(&back.implementation::<Blob>().expect("a blob"), &blob));
    assert!(frame.is_empty());
    let same = interfaces::same(&back)?;
    assert!(Arc::ptr_eq(&same.implementation::<Blob>().expect("a blob"), &blob));
    drop(same);
    frame.put(back)?;
    assert_eq!(Arc::strong_count(&blob), 2);
    frame.drop()?;
    assert_eq!(Arc::strong_count(&blob), 1);
    frame.put(Square::new(2.0)?.into())?;
    assert_eq!(frame.area()?, 4.0);
    Ok(())
}

#[test]
fn the_weak_form() -> interfaces::Result<()> {
    let mut bus = Bus::new()?;
    let ear = Arc::new(Ear::default());
    let gone = Arc::downgrade(&ear);
    let listener = Listener::implement(ear)?;
    bus.watch(&listener)?;
    assert!(bus.is_watched()?);
    assert!(gone.upgrade().is_some());
    drop(listener);
    assert!(!bus.is_watched()?);
    assert!(gone.upgrade().is_none());
    Ok(())
}

impl ShapeImpl for Grim {
    fn area(&self, _: &Shape) -> Result<f64, BoxError> {
        Ok(0.0)
    }
}

#[test]
fn destructors_that_panic() -> interfaces::Result<()> {
    drop(Shape::implement(Arc::new(Grim), "grim")?);
    let mut frame = Frame::new()?;
    frame.put(Shape::implement(Arc::new(Grim), "grim")?)?;
    frame.drop()
}

#[test]
fn it_ends_in_its_own_method() -> interfaces::Result<()> {
    let alive = Arc::new(());
    let kept = Arc::new(Mutex::new(None::<SendBus>));
    let (token, buses) = (Arc::clone(&alive), Arc::clone(&kept));
    let listener = told(move |this, event| {
        if let Some(mut bus) = buses.lock().unwrap().take() {
            bus.0.clear()?; // all that C++ has of it
        }
        assert_eq!(Arc::strong_count(&token), 2);
        assert_eq!((event.line, &*this.name()?), (7, "listener"));
        Ok(())
    })?;
    let mut bus = Bus::new()?;
    bus.add(&listener)?;
    drop(listener);
    *kept.lock().unwrap() = Some(SendBus(bus));
    let bus = kept.lock().unwrap().as_ref().map(|bus| bus.0.last()).expect("a bus")?;
    bus.heard(&event(7, ""))?;
    drop(bus);
    assert_eq!(Arc::strong_count(&alive), 1);
    Ok(())
}

/// Never leaves its thread.
struct SendBus(Bus);

// SAFETY: see above.
unsafe impl Send for SendBus {}

// ---- errors ----

#[test]
fn errors_of_both_sides() -> interfaces::Result<()> {
    let listener = told(|_, event| match event.line {
        1 => Err(Refused::new("no", 3).into()),
        _ => Err("strange".into()),
    })?;
    let mut bus = Bus::new()?;
    bus.add(&listener)?;
    match bus.publish("news", &event(1, "")) {
        Err(Error::Refused(error)) => assert_eq!((error.code, error.message()), (3, "refused")),
        other => panic!("{other:?}"),
    }
    for failed in [bus.publish("news", &event(2, "")), bus.publish_on_thread("news", &event(2, ""))]
    {
        let failed = failed.unwrap_err();
        assert_eq!((failed.failure(), failed.message()), (Some(FailureKind::Host), "strange"));
    }
    assert_eq!(interfaces::outcome(&listener)?, "host strange");
    assert_eq!(interfaces::outcome(&told(|_, _| Err(Refused::new("", 9).into()))?)?, "refused 9");
    let listens = told(|_, _| Bus::new()?.last().map(drop).map_err(BoxError::from))?;
    assert_eq!(interfaces::outcome(&listens)?, "refused 404");
    Ok(())
}

#[test]
fn the_very_same_error() -> interfaces::Result<()> {
    let me = Arc::new(());
    let thrown = Arc::clone(&me);
    let listener = told(move |_, _| Err(Mine(Arc::clone(&thrown)).into()))?;
    let mut bus = Bus::new()?;
    bus.add(&listener)?;
    let failed = bus.publish_on_thread("news", &event(1, "")).unwrap_err();
    let source = failed.source().and_then(|source| source.downcast_ref::<Mine>());
    assert!(Arc::ptr_eq(&source.expect("the error itself").0, &me));
    assert_eq!(Arc::strong_count(&me), 3);
    drop((failed, listener, bus));
    assert_eq!(Arc::strong_count(&me), 1);
    Ok(())
}

#[test]
fn panics() -> interfaces::Result<()> {
    let listener = told(|_, _| std::panic::panic_any(7_u8))?;
    let outcome = interfaces::outcome(&listener)?;
    assert_eq!(outcome, "host a function of the program panicked: ?");
    let mut bus = Bus::new()?;
    bus.add(&listener)?;
    let publish = AssertUnwindSafe(|| bus.publish_on_thread("news", &event(1, "")));
    let payload = catch_unwind(publish).expect_err("it panics");
    assert_eq!(payload.downcast_ref::<u8>(), Some(&7));
    Ok(())
}

// ---- threads, and calls inside of calls ----

#[test]
fn many_threads_at_once() {
    const THREADS: usize = 64;
    struct Meets(Barrier, AtomicUsize);
    impl ListenerImpl for Meets {
        fn heard(&self, _: &Listener, _: Event) -> Result<(), BoxError> {
            self.0.wait();
            self.1.fetch_add(1, Ordering::SeqCst);
            Ok(())
        }
    }
    let meets = Arc::new(Meets(Barrier::new(THREADS), AtomicUsize::new(0)));
    let threads: Vec<_> = (0..THREADS)
        .map(|_| {
            let meets = Arc::clone(&meets);
            std::thread::spawn(move || -> interfaces::Result<()> {
                let mut bus = Bus::new()?;
                bus.add(&Listener::implement(meets)?)?;
                // All are inside at the same time, each on a thread that C++ made.
                bus.publish_on_thread("now", &event(1, ""))?;
                bus.publish_on_thread("again", &event(1, "")).map(drop)
            })
        })
        .collect();
    for thread in threads {
        thread.join().expect("no panic").expect("no error");
    }
    assert_eq!((meets.1.load(Ordering::SeqCst), Arc::strong_count(&meets)), (2 * THREADS, 1));
}

#[test]
fn calls_inside_of_calls() -> interfaces::Result<()> {
    struct Nests(AtomicUsize, bool);
    impl GaugeImpl for Nests {
        fn step(&self, this: &Gauge, by: i32) -> Result<i32, BoxError> {
            self.0.fetch_add(1, Ordering::SeqCst);
            if by == 1 && self.1 {
                return Err("at the bottom".into());
            }
            this.nest(by - 1)?;
            Ok(by)
        }
    }
    let nests = Arc::new(Nests(AtomicUsize::new(0), false));
    Gauge::implement(Arc::clone(&nests))?.nest(100)?;
    assert_eq!(nests.0.load(Ordering::SeqCst), 100);
    let fails = Gauge::implement(Arc::new(Nests(AtomicUsize::new(0), true)))?;
    assert_eq!(fails.nest(100).unwrap_err().message(), "at the bottom");
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
