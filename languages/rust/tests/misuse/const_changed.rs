//! case: ownership
//! error: E0596
//! What is lent to be read cannot be changed.

fn main() -> ownership::Result<()> {
    let library = ownership::Library::new("city")?;
    library.add(&ownership::make_book("one")?)
}
