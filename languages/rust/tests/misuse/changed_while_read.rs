//! case: ownership
//! error: E0502
//! An object cannot change while text inside it is looked at.

fn main() -> ownership::Result<()> {
    let mut library = ownership::Library::new("city")?;
    let name = library.name()?;
    library.add(&ownership::make_book("one")?)?;
    println!("{name}");
    Ok(())
}
