//! case: callbacks
//! error: E0597
//! C++ may keep a function, so it borrows nothing of its caller's.

fn main() -> callbacks::Result<()> {
    let seen = std::sync::atomic::AtomicI32::new(0);
    let last = &seen;
    callbacks::count_to(3, move |number| {
        last.store(number, std::sync::atomic::Ordering::SeqCst);
    })
}
