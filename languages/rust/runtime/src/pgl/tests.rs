//! Values on their way into C and back, without a library: also for Miri.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt::Debug;
use std::future::Future;
use std::mem::MaybeUninit;
use std::os::raw::c_void;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime};

use super::*;

fn round<T: Lower + Lift + PartialEq + Debug>(value: T) {
    let mut scratch = Scratch::new();
    let c = MaybeUninit::new(lower(&value, &mut scratch));
    // SAFETY: the value and `scratch` have what it points to.
    assert_eq!(unsafe { lift::<T>(c) }.unwrap(), value);
}

#[test]
fn values_come_back_as_they_went() {
    round((-1i8, u64::MAX, 0.5f32));
    round((true, 'ж', "tëxt\0".to_owned()));
    round((SystemTime::UNIX_EPOCH - Duration::from_nanos(1), SignedDuration::from_nanos(-1)));
    round(std::path::PathBuf::from("a/b"));
    round((None::<String>, Some(String::new()), Some(Box::new(7i64)), None::<Box<i64>>));
}

#[test]
fn collections_come_back_as_they_went() {
    let words = || ["b", "", "a"].map(str::to_owned);
    round(words().to_vec());
    round(vec![words().to_vec(), Vec::new()]);
    round((Vec::<u8>::new(), vec![1u16, 2], [3u32, 4, 5], words()));
    round(vec![Some((1u8, words().to_vec())), None]);
    round(words().into_iter().zip(1i32..).collect::<BTreeMap<_, _>>());
    round(words().into_iter().zip(words()).collect::<HashMap<_, _>>());
    round(words().into_iter().collect::<BTreeSet<_>>());
    round(words().into_iter().collect::<HashSet<_>>());
}

#[test]
fn what_is_no_value_is_refused() {
    let bools = [0u8, 1, 2];
    let kind = |wanted| move |failure: Failure| assert_eq!(failure.kind(), wanted);
    // SAFETY: the elements are there.
    unsafe {
        let elements = Slice { data: bools.as_ptr(), len: 3 };
        Vec::<bool>::lift(&elements).map_err(kind(FailureKind::Enum)).unwrap_err();
        <[u8; 2]>::lift(&elements).map_err(kind(FailureKind::Length)).unwrap_err();
        char::lift(&0xd800).map_err(kind(FailureKind::Enum)).unwrap_err();
        let none = Slice { data: std::ptr::null(), len: 0 };
        assert_eq!(Vec::<bool>::lift(&none).unwrap(), []);
    }
}

/// An owner as the library makes them.
#[repr(C)]
struct Counted {
    raw: RawOwner,
    text: String,
    ended: Rc<Cell<u32>>,
}

impl Counted {
    fn new(release: unsafe extern "C" fn(*mut RawOwner), ended: &Rc<Cell<u32>>) -> Counted {
        Counted { raw: RawOwner { release }, text: "text".to_owned(), ended: Rc::clone(ended) }
    }
}

unsafe extern "C" fn free(owner: *mut RawOwner) {
    let owned = Box::from_raw(owner.cast::<Counted>());
    owned.ended.set(owned.ended.get() + 1);
}

unsafe extern "C" fn leave(owner: *mut RawOwner) {
    let owned = owner.cast::<Counted>().read();
    owned.ended.set(owned.ended.get() + 1);
}

#[test]
fn results_are_freed_once() {
    let ended = Rc::new(Cell::new(0));
    let mut owner = Owner::none();
    let counted = Box::into_raw(Box::new(Counted::new(free, &ended)));
    // SAFETY: what a call does.
    let text = unsafe {
        *owner.out() = counted.cast();
        let text = &(*counted).text;
        OwnedStr::new(Slice { data: text.as_ptr(), len: text.len() }, owner)
    };
    let moved = [text];
    assert_eq!((&*moved[0], ended.get()), ("text", 0));
    drop(moved);
    assert_eq!(ended.get(), 1);
}

#[test]
fn owners_on_the_stack() {
    let ended = Rc::new(Cell::new(0));
    let room = Room::new();
    // SAFETY: what a call does; what it finds is large enough.
    unsafe {
        let place = (*room.out()).cast::<Counted>();
        assert!(std::mem::size_of::<Counted>() <= Room::SIZE);
        place.write(Counted::new(leave, &ended));
        let _owner = room.owner();
        let text = &(*place).text;
        let view = Slice { data: text.as_ptr(), len: text.len() };
        assert_eq!(String::lift(&view).unwrap(), "text");
        assert_eq!(ended.get(), 0);
    }
    assert_eq!(ended.get(), 1);
    // Neither a call that failed nor one whose result needs no owner leaves something to free.
    let room = Room::new();
    room.out();
    // SAFETY: as above.
    unsafe {
        *room.out() = std::ptr::null_mut();
        room.owner();
    }
    assert_eq!(ended.get(), 1);
}

/// A task as the library makes them.
#[derive(Default)]
struct Work {
    finished: bool,
    waits: Option<(Release, *mut c_void)>,
}

// SAFETY: `user` may be given to any thread.
unsafe impl Send for Work {}

type Shared = Arc<Mutex<Work>>;

fn finish(work: &Shared) {
    let mut now = work.lock().unwrap();
    now.finished = true;
    let waits = now.waits.take();
    drop(now);
    if let Some((wake, user)) = waits {
        // SAFETY: it is called once.
        unsafe { wake(user) };
    }
}

unsafe extern "C" fn on_done(
    task: *mut RawTask,
    wake: Release,
    user: *mut c_void,
    done: *mut u8,
) -> i32 {
    let mut work = (*task.cast::<Shared>()).lock().unwrap();
    *done = work.finished.into();
    if !work.finished {
        work.waits = Some((wake, user));
    }
    0
}

unsafe extern "C" fn free_task(task: *mut RawTask) {
    finish(&Box::from_raw(task.cast::<Shared>()));
}

fn begin() -> (Task, Shared) {
    let work = Shared::default();
    let mut task = Task::new(on_done, free_task);
    // SAFETY: it is where a C function puts it.
    unsafe { *task.out() = Box::into_raw(Box::new(Arc::clone(&work))).cast() };
    (task, work)
}

struct Unpark(std::thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

#[test]
fn tasks_finish_wake_and_are_given_up() {
    let unpark = Arc::new(Unpark(std::thread::current()));
    let waker = Waker::from(Arc::clone(&unpark));
    let mut context = Context::from_waker(&waker);
    for round in 0..20 {
        let (mut task, work) = begin();
        if round % 4 == 0 {
            finish(&work);
        }
        let finishes = Arc::clone(&work);
        let thread = std::thread::spawn(move || finish(&finishes));
        let mut result = Pin::new(&mut task).poll(&mut context);
        while result.is_pending() && round % 2 == 0 {
            std::thread::park();
            result = Pin::new(&mut task).poll(&mut context);
        }
        if let Poll::Ready(raw) = result {
            // SAFETY: nobody else has it.
            unsafe { free_task(raw) };
        }
        drop(task);
        thread.join().unwrap();
        assert_eq!(Arc::strong_count(&work), 1);
    }
    drop(waker);
    assert_eq!(Arc::strong_count(&unpark), 1);
}
