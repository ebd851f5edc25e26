//! The library bound with cxx. What C++ may throw is a `Result`, as in the other bindings.

use cxx::{type_id, ExternType};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Vec3 {
    pub x: f64,
    pub y: f64,
    pub z: f64,
}

unsafe impl ExternType for Vec3 {
    type Id = type_id!("benchlib::Vec3");
    type Kind = cxx::kind::Trivial;
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Sample {
    pub x: f64,
    pub y: f64,
    pub z: f64,
    pub tag: i32,
}

unsafe impl ExternType for Sample {
    type Id = type_id!("benchlib::Sample");
    type Kind = cxx::kind::Trivial;
}

#[cxx::bridge]
mod ffi {
    #[namespace = "adapt"]
    struct Person {
        name: String,
        id: i64,
        age: i32,
        height: f64,
        active: bool,
    }

    #[namespace = "benchlib"]
    unsafe extern "C++" {
        include!("cxxed/src/adapt.hpp");

        type Counter;
        type Vec3 = crate::Vec3;
        type Sample = crate::Sample;

        fn noop() -> Result<()>;
        fn add(a: i32, b: i32) -> Result<i32>;
        fn add_noexcept(a: i32, b: i32) -> i32;
        fn mixed(a: bool, b: u8, c: i32, d: i64, e: f32, f: f64) -> Result<f64>;
        fn inc(self: Pin<&mut Counter>, by: i64) -> Result<i64>;
        fn scale(vector: Vec3, factor: f64) -> Result<Vec3>;
        fn checked(value: i32) -> Result<i32>;
    }

    #[namespace = "adapt"]
    unsafe extern "C++" {
        fn length(text: &str) -> Result<usize>;
        fn greet_7() -> Result<UniquePtr<CxxString>>;
        fn greet_33() -> Result<UniquePtr<CxxString>>;
        fn greet_33_utf8() -> Result<UniquePtr<CxxString>>;
        fn greet_1k() -> Result<UniquePtr<CxxString>>;
        fn new_counter() -> Result<UniquePtr<Counter>>;
        fn make_person() -> Result<Person>;
        fn age_of(person: &Person) -> Result<i32>;
        fn sum(values: &[f64]) -> Result<f64>;
        fn iota(count: usize) -> Result<UniquePtr<CxxVector<f64>>>;
        fn make_samples(count: usize) -> Result<UniquePtr<CxxVector<Sample>>>;
        fn sum_tags(samples: &[Sample]) -> Result<i64>;
        fn fold(count: i32, step: fn(i32) -> i32) -> Result<i64>;
        fn checked_expected(value: i32) -> Result<i32>;
    }

    impl CxxVector<Sample> {}
}

pub use ffi::*;
