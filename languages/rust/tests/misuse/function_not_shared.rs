//! case: callbacks
//! error: E0277
//! C++ may call a function from any thread, so it has only what threads may share.

fn main() -> callbacks::Result<()> {
    let seen = std::rc::Rc::new(std::cell::Cell::new(0));
    callbacks::count_to(3, move |number| seen.set(number))
}
