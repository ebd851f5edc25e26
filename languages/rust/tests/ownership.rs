use ownership::{Book, FailureKind, Library, Live, Reader};

#[test]
fn every_way_to_get_one() -> ownership::Result<()> {
    let before = Book::alive();
    {
        assert_eq!(ownership::make_book("a")?.title()?, "a");
        assert_eq!(ownership::share_book("b")?.title()?, "b");
        assert_eq!(ownership::unique_book("c")?.title()?, "c");
        let raw = ownership::make_raw_book("d")?.expect("a book");
        assert_eq!(raw.title()?, "d");
        assert_eq!(Book::alive(), before + 1);
    }
    assert_eq!(Book::alive(), before);
    Ok(())
}

#[test]
fn an_argument_that_is_taken_over() -> ownership::Result<()> {
    let book = ownership::unique_book("old")?;
    assert_eq!(ownership::copy_title(&book)?, "old");
    assert_eq!(ownership::burn(book)?, "old"); // moved: it cannot be used any more
    Ok(())
}

#[test]
fn what_is_borrowed_holds_its_parent() -> ownership::Result<()> {
    let mut library = Library::new("city")?;
    library.add(&ownership::make_book("one")?)?;
    library.donate(ownership::unique_book("two")?)?;
    assert_eq!(library.size(), 2);
    {
        let first = library.first()?;
        first.set_title("uno")?; // the library cannot change as long as `first` is used
        assert_eq!(first.title()?, "uno");
    }
    assert_eq!(library.first()?.title()?, "uno");
    assert_eq!(library.last()?.title()?, "two");
    assert!(library.find("two")?.is_some() && library.find("three")?.is_none());
    assert_eq!(library.name()?, "city");
    Ok(())
}

#[test]
fn const_references_only_read() -> ownership::Result<()> {
    let book = ownership::house_style()?;
    assert_eq!(book.title()?, "House Style");
    assert_eq!(book.set_title("x").unwrap_err().failure(), Some(FailureKind::ReadOnly));
    assert_eq!(book.title()?, "House Style");
    Ok(())
}

#[test]
fn shared_by_both_sides() -> ownership::Result<()> {
    let mut reader = Reader::new()?;
    assert!(reader.current()?.is_none());
    let book = ownership::share_book("x")?;
    reader.read(&book)?;
    book.set_title("y")?;
    assert_eq!(reader.current()?.expect("a book").title()?, "y");
    reader.stop()?;
    assert_eq!(book.title()?, "y");
    // A second owner on this side is one of Rust's own.
    let shared = std::rc::Rc::new(book);
    assert_eq!(std::rc::Rc::clone(&shared).title()?, "y");
    Ok(())
}

#[test]
fn zz_nothing_is_left() {
    assert_eq!(Live::now(), Live { handles: 0, owners: 0 });
}
