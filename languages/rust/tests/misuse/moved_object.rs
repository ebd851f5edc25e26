//! case: ownership
//! error: E0382
//! An object that was given away cannot be used.

fn main() -> ownership::Result<()> {
    let book = ownership::unique_book("old")?;
    ownership::burn(book)?;
    println!("{}", book.title()?);
    Ok(())
}
