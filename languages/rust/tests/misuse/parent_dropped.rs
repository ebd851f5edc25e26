//! case: ownership
//! error: E0505
//! An object inside another one keeps that one where it is.

fn main() -> ownership::Result<()> {
    let mut library = ownership::Library::new("city")?;
    let first = library.first()?;
    drop(library);
    println!("{}", first.title()?);
    Ok(())
}
