//! case: interfaces
//! error: E0277
//! What implements a class of C++ is called from any thread.

struct Mine(std::cell::Cell<i32>);

impl interfaces::ShapeImpl for Mine {
    fn area(&self, _: &interfaces::Shape) -> Result<f64, interfaces::BoxError> {
        self.0.set(1);
        Ok(1.0)
    }
}

fn main() {}
