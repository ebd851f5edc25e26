//! case: classes
//! error: E0277
//! Nor can other threads look at them.

fn main() -> classes::Result<()> {
    let counter = classes::Counter::new()?;
    std::thread::scope(|scope| {
        scope.spawn(|| counter.value());
    });
    Ok(())
}
