//! What several tests need.

/// What must not stop C++.
pub struct Grim;

impl Drop for Grim {
    fn drop(&mut self) {
        panic!("in a destructor");
    }
}
