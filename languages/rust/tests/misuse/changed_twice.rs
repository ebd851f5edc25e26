//! case: ownership
//! error: E0499
//! An object cannot change while one inside it can be changed.

fn main() -> ownership::Result<()> {
    let mut library = ownership::Library::new("city")?;
    let first = library.first()?;
    library.donate(ownership::unique_book("two")?)?;
    first.set_title("uno")
}
