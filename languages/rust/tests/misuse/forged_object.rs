//! case: classes
//! error: E0451
//! Objects come from the library alone.

fn main() {
    let counter = classes::Counter { handle: std::ptr::NonNull::dangling() };
    println!("{}", counter.value());
}
