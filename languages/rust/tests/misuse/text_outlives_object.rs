//! case: ownership
//! error: E0597
//! Text inside an object lives no longer than the object.

fn main() -> ownership::Result<()> {
    let name = {
        let library = ownership::Library::new("city")?;
        library.name()?
    };
    println!("{name}");
    Ok(())
}
