//! case: ownership
//! error: E0308
//! There is no null.

fn main() -> ownership::Result<()> {
    let mut library = ownership::Library::new("city")?;
    library.add(None)
}
