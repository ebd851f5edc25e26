//! The library bound by hand: extern "C" over a shim, safe to use, and without a copy where that can be.

use std::collections::BTreeMap;
use std::fmt;
use std::mem::MaybeUninit;
use std::ops::Deref;
use std::os::raw::{c_int, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::NonNull;

#[derive(Debug)]
pub enum Error {
    Negative(String),
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Negative(message) | Error::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

type Result<T> = std::result::Result<T, Error>;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Sample {
    pub x: f64,
    pub y: f64,
    pub z: f64,
    pub tag: i32,
}

pub struct Person {
    pub name: String,
    pub id: i64,
    pub age: i32,
    pub height: f64,
    pub active: bool,
}

#[repr(C)]
struct RawPerson {
    name: *const u8,
    name_len: usize,
    id: i64,
    age: i32,
    height: f64,
    active: bool,
    owner: *mut c_void,
}

#[repr(C)]
struct Raw<T> {
    data: *const T,
    len: usize,
    owner: *mut c_void,
}

#[repr(C)]
struct Entry {
    word: *const u8,
    len: usize,
    count: i32,
}

extern "C" {
    fn hand_last_message(data: *mut *const u8, len: *mut usize);
    fn hand_noop() -> c_int;
    fn hand_add(a: i32, b: i32, out: *mut i32) -> c_int;
    fn hand_add_noexcept(a: i32, b: i32) -> i32;
    fn hand_mixed(a: bool, b: u8, c: i32, d: i64, e: f32, f: f64, out: *mut f64) -> c_int;
    fn hand_counter_new(out: *mut *mut c_void) -> c_int;
    fn hand_counter_inc(counter: *mut c_void, by: i64, out: *mut i64) -> c_int;
    fn hand_counter_free(counter: *mut c_void);
    fn hand_length(data: *const u8, len: usize, out: *mut usize) -> c_int;
    fn hand_greet_7(out: *mut Raw<u8>) -> c_int;
    fn hand_greet_33(out: *mut Raw<u8>) -> c_int;
    fn hand_greet_33_utf8(out: *mut Raw<u8>) -> c_int;
    fn hand_greet_1k(out: *mut Raw<u8>) -> c_int;
    fn hand_text_free(text: *mut c_void);
    fn hand_scale(vector: *const Vec3, factor: f64, out: *mut Vec3) -> c_int;
    fn hand_make_person(out: *mut RawPerson) -> c_int;
    fn hand_person_free(person: *mut c_void);
    fn hand_age_of(person: *const RawPerson, out: *mut i32) -> c_int;
    fn hand_sum(data: *const f64, len: usize, out: *mut f64) -> c_int;
    fn hand_iota(count: usize, out: *mut Raw<f64>) -> c_int;
    fn hand_numbers_free(numbers: *mut c_void);
    fn hand_make_samples(count: usize, out: *mut Raw<Sample>) -> c_int;
    fn hand_samples_free(samples: *mut c_void);
    fn hand_sum_tags(data: *const Sample, len: usize, out: *mut i64) -> c_int;
    fn hand_make_histogram(out: *mut Raw<Entry>) -> c_int;
    fn hand_histogram_free(histogram: *mut c_void);
    fn hand_sum_histogram(data: *const Entry, len: usize, out: *mut i64) -> c_int;
    fn hand_fold(count: i32, step: Step, user: *const c_void, out: *mut i64) -> c_int;
    fn hand_checked(value: i32, out: *mut i32) -> c_int;
    fn hand_checked_expected(value: i32, out: *mut i32) -> c_int;
}

#[cold]
fn error(status: c_int) -> Error {
    let (mut data, mut len) = (std::ptr::null(), 0);
    let message = unsafe {
        hand_last_message(&mut data, &mut len);
        String::from_utf8_lossy(std::slice::from_raw_parts(data, len)).into_owned()
    };
    if status == 1 {
        Error::Negative(message)
    } else {
        Error::Other(message)
    }
}

/// Runs a call that writes its result.
#[inline]
fn call<T>(run: impl FnOnce(*mut T) -> c_int) -> Result<T> {
    let mut out = MaybeUninit::uninit();
    match run(out.as_mut_ptr()) {
        0 => Ok(unsafe { out.assume_init() }),
        status => Err(error(status)),
    }
}

#[inline]
pub fn noop() -> Result<()> {
    match unsafe { hand_noop() } {
        0 => Ok(()),
        status => Err(error(status)),
    }
}

#[inline]
pub fn add(a: i32, b: i32) -> Result<i32> {
    call(|out| unsafe { hand_add(a, b, out) })
}

#[inline]
pub fn add_noexcept(a: i32, b: i32) -> i32 {
    unsafe { hand_add_noexcept(a, b) }
}

#[inline]
pub fn mixed(a: bool, b: u8, c: i32, d: i64, e: f32, f: f64) -> Result<f64> {
    call(|out| unsafe { hand_mixed(a, b, c, d, e, f, out) })
}

pub struct Counter(NonNull<c_void>);

impl Counter {
    #[inline]
    pub fn new() -> Result<Counter> {
        let counter = call(|out| unsafe { hand_counter_new(out) })?;
        Ok(Counter(NonNull::new(counter).expect("new gives no null")))
    }

    #[inline]
    pub fn inc(&mut self, by: i64) -> Result<i64> {
        call(|out| unsafe { hand_counter_inc(self.0.as_ptr(), by, out) })
    }
}

impl Drop for Counter {
    #[inline]
    fn drop(&mut self) {
        unsafe { hand_counter_free(self.0.as_ptr()) }
    }
}

/// Memory of C++ that is freed when dropped.
struct Owner(*mut c_void, unsafe extern "C" fn(*mut c_void));

impl Drop for Owner {
    #[inline]
    fn drop(&mut self) {
        unsafe { (self.1)(self.0) }
    }
}

pub struct Text {
    text: *const str,
    _owner: Owner,
}

impl Deref for Text {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        unsafe { &*self.text }
    }
}

/// Nobody says that a std::string is UTF-8, so it is checked.
#[inline]
fn text(run: unsafe extern "C" fn(*mut Raw<u8>) -> c_int) -> Result<Text> {
    let raw = call(|out| unsafe { run(out) })?;
    let owner = Owner(raw.owner, hand_text_free);
    match std::str::from_utf8(unsafe { std::slice::from_raw_parts(raw.data, raw.len) }) {
        Ok(text) => Ok(Text { text, _owner: owner }),
        Err(error) => Err(Error::Other(error.to_string())),
    }
}

#[inline]
pub fn length(text: &str) -> Result<usize> {
    call(|out| unsafe { hand_length(text.as_ptr(), text.len(), out) })
}

#[inline]
pub fn greet_7() -> Result<Text> {
    text(hand_greet_7)
}

#[inline]
pub fn greet_33() -> Result<Text> {
    text(hand_greet_33)
}

#[inline]
pub fn greet_33_utf8() -> Result<Text> {
    text(hand_greet_33_utf8)
}

#[inline]
pub fn greet_1k() -> Result<Text> {
    text(hand_greet_1k)
}

#[inline]
pub fn scale(vector: Vec3, factor: f64) -> Result<Vec3> {
    call(|out| unsafe { hand_scale(&vector, factor, out) })
}

#[inline]
pub fn make_person() -> Result<Person> {
    let raw = call(|out| unsafe { hand_make_person(out) })?;
    let _owner = Owner(raw.owner, hand_person_free);
    let name = unsafe { std::slice::from_raw_parts(raw.name, raw.name_len) };
    let name = std::str::from_utf8(name).map_err(|error| Error::Other(error.to_string()))?;
    Ok(Person {
        name: name.to_owned(),
        id: raw.id,
        age: raw.age,
        height: raw.height,
        active: raw.active,
    })
}

#[inline]
pub fn age_of(person: &Person) -> Result<i32> {
    let raw = RawPerson {
        name: person.name.as_ptr(),
        name_len: person.name.len(),
        id: person.id,
        age: person.age,
        height: person.height,
        active: person.active,
        owner: std::ptr::null_mut(),
    };
    call(|out| unsafe { hand_age_of(&raw, out) })
}

/// A std::vector, read where it is.
pub struct Slice<T> {
    elements: *const [T],
    _owner: Owner,
}

impl<T> Deref for Slice<T> {
    type Target = [T];
    #[inline]
    fn deref(&self) -> &[T] {
        unsafe { &*self.elements }
    }
}

#[inline]
fn slice<T>(raw: Raw<T>, free: unsafe extern "C" fn(*mut c_void)) -> Slice<T> {
    let data = if raw.len == 0 { NonNull::dangling().as_ptr() } else { raw.data };
    Slice {
        elements: std::ptr::slice_from_raw_parts(data, raw.len),
        _owner: Owner(raw.owner, free),
    }
}

#[inline]
pub fn sum(values: &[f64]) -> Result<f64> {
    call(|out| unsafe { hand_sum(values.as_ptr(), values.len(), out) })
}

#[inline]
pub fn iota(count: usize) -> Result<Slice<f64>> {
    Ok(slice(call(|out| unsafe { hand_iota(count, out) })?, hand_numbers_free))
}

#[inline]
pub fn make_samples(count: usize) -> Result<Slice<Sample>> {
    Ok(slice(call(|out| unsafe { hand_make_samples(count, out) })?, hand_samples_free))
}

#[inline]
pub fn sum_tags(samples: &[Sample]) -> Result<i64> {
    call(|out| unsafe { hand_sum_tags(samples.as_ptr(), samples.len(), out) })
}

pub fn make_histogram() -> Result<BTreeMap<String, i32>> {
    let raw = call(|out| unsafe { hand_make_histogram(out) })?;
    let entries = slice(raw, hand_histogram_free);
    let entry = |entry: &Entry| {
        let word = unsafe { std::slice::from_raw_parts(entry.word, entry.len) };
        let word = std::str::from_utf8(word).map_err(|error| Error::Other(error.to_string()))?;
        Ok((word.to_owned(), entry.count))
    };
    entries.iter().map(entry).collect()
}

pub fn sum_histogram(histogram: &BTreeMap<String, i32>) -> Result<i64> {
    let entry = |(word, count): (&String, &i32)| Entry {
        word: word.as_ptr(),
        len: word.len(),
        count: *count,
    };
    let entries: Vec<Entry> = histogram.iter().map(entry).collect();
    call(|out| unsafe { hand_sum_histogram(entries.as_ptr(), entries.len(), out) })
}

type Step = unsafe extern "C" fn(*const c_void, i32, *mut i32) -> c_int;

/// Calls the closure that `user` is; what panics stops here.
unsafe extern "C" fn step_of<F: Fn(i32) -> i32>(
    user: *const c_void,
    value: i32,
    out: *mut i32,
) -> c_int {
    let step = &*user.cast::<F>();
    match catch_unwind(AssertUnwindSafe(|| step(value))) {
        Ok(result) => {
            *out = result;
            0
        }
        Err(_) => 2,
    }
}

pub fn fold<F: Fn(i32) -> i32>(count: i32, step: F) -> Result<i64> {
    let user: *const F = &step;
    call(|out| unsafe { hand_fold(count, step_of::<F>, user.cast(), out) })
}

#[inline]
pub fn checked(value: i32) -> Result<i32> {
    call(|out| unsafe { hand_checked(value, out) })
}

#[inline]
pub fn checked_expected(value: i32) -> Result<i32> {
    call(|out| unsafe { hand_checked_expected(value, out) })
}
