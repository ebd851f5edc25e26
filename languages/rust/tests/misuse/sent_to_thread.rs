//! case: classes
//! error: E0277
//! Objects of a class that is not declared safe for threads stay in theirs.

fn main() -> classes::Result<()> {
    let counter = classes::Counter::new()?;
    std::thread::spawn(move || counter.value());
    Ok(())
}
